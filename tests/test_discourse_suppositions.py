"""What a text supposes can be true: it has a point, and where it has none nothing is proved."""

from tests.notes import verdicts

SAMPLE = "Let $Y_1, \\dots, Y_n$ be a sample and $c > 0$. The last of them, $Y_n$, is left out of nothing.\n\n"


def test_the_length_of_a_sample_does_not_run_over_the_sample():
    text = SAMPLE + "Then $m = \\frac{1}{n} \\sum_{i=1}^n Y_i$, and we get\n\n$$\\frac{n m}{n + c} - m = "
    assert verdicts(text + "-\\frac{c m}{n + c}$$\n") == ["proved"]
    assert verdicts(text + "-\\frac{m}{n + c}$$\n") != ["proved"]


def test_what_n_goes_to_does_not_hold_back_what_is_true_of_every_n():
    text = SAMPLE + "As $n \\to \\infty$, it vanishes.\n\n$$\\frac{1}{n} - \\frac{1}{n + c} = "
    assert verdicts(text + "\\frac{c}{n (n + c)}$$\n") == ["proved"]
    assert "proved" not in verdicts(text + "0$$\n")


def test_an_equation_about_a_variance_or_a_probability_is_solved():
    for solved in (
        "$$n \\cdot \\mathrm{Var}(w) = 2 \\Rightarrow \\mathrm{Var}(w) = \\frac{2}{n}$$\n",
        "$$2 E[X] = 6 \\Rightarrow E[X] = 3$$\n",
        "$$P(y = 1) = 1 - P(y = 0) \\Rightarrow P(y = 0) = 1 - P(y = 1)$$\n",
    ):
        assert verdicts(solved) == ["proved"], solved
    assert verdicts("$$2 E[X] = 6 \\Rightarrow E[X] = 4$$\n") != ["proved"]


def test_a_value_of_a_later_case_is_none_of_an_earlier_one():
    text = (
        "Let $g(x, a) = \\frac{|a - 3|}{a} x^a$ with $x > 0$.\n\nFor $a = 1$ it is a line:\n\n$$g(x, 1, c) = 2 x$$\n\n"
        "By setting $a = -2$ the loss of a robust estimator is reproduced:\n\n$$g(x, -2) = -\\frac{5}{2 x^2}$$\n"
    ).replace("g(x, 1, c)", "g(x, 1)")
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace("2 x$", "3 x$"))[0] != "proved"


def test_a_value_of_another_bullet_does_not_contradict_this_one():
    text = "- With $q = 0$ nothing is left.\n- With $q > 0$ we have $\\frac{q}{3} > \\frac{q}{4}$.\n"
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("> \\frac", "< \\frac")) != ["proved"]


def test_different_after_equal_is_another_case():
    text = (
        "For $a \\ne b$ we have $\\frac{a^2 - b^2}{a - b} = a + b$.\n\nFor $a = b$ we have $a^2 = a b$.\n\n"
        "For $a \\ne b$ we have $(a - b)^2 > 0$.\n"
    )
    assert verdicts(text) == ["proved"] * 3
