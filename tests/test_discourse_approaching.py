"""What goes where, for one sentence only: "as z -> infinity", "if p is close to 1"; approximations that are limits."""

import pytest

from tests.notes import claims, verdicts

SIGMOID = "Let $s(z) = \\frac{1}{1 + e^{-z}}$.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"When $z \to -\infty$, $s(z) \to 0$.", "proved"),
        (r"When $z \to -\infty$, $s(z) \to 1$.", "refuted"),
        (r"If $z$ goes to zero then $s(z) \to 1/2$.", "proved"),
        (r"If $z$ goes to zero then $s(z) \to 1$.", "refuted"),
        (r"As $z$ tends to minus infinity: $s(z) \to 0$.", "proved"),
        (r"For very large $z$ we get $s(z) \to 1$.", "proved"),
        (r"Wenn $z$ gegen unendlich geht, gilt $s(z) \to 1$.", "proved"),
        (r"当 $z$ 趋于负无穷时，$s(z) \to 0$。", "proved"),
        (r"If $z$ approaches $0$, $s(z) \approx \frac12$.", "proved"),
        (r"If $z$ is **close to zero**, $s(z) \approx \frac12$.", "proved"),
        (r"If $z$ is close to zero, $s(z) \approx \frac23$.", "undecided"),  # near enough?
        (r"If $z$ is close to zero, $e^z \approx 1 + z$.", "undecided"),
        (r"We have $s(z) \to 1$.", "undecided"),  # where z goes was said for another sentence
    ],
)
def test_each_sentence_says_where_its_names_go(text, expected):
    before = SIGMOID + "As $z \\to \\infty$ we have $s(z) \\to 1$.\n\n"
    assert verdicts(before + text) == ["proved", expected]


@pytest.mark.parametrize(
    "text",
    [
        r"As $z \to \infty$, $s(z) \to 1$, and as $z \to -\infty$, $s(z) \to 0$.",
        r"We have $s(z) \to 1$ as $z \to \infty$ and $s(z) \to 0$ as $z \to -\infty$.",
        "- if $z$ goes to infinity: $s(z) \\to 1$\n- if $z$ goes to $-\\infty$: $s(z) \\to 0$",
    ],
)
def test_two_ends_of_one_function(text):
    assert verdicts(SIGMOID + text) == ["proved", "proved"]
    swapped = text.replace(r"s(z) \to 1", "@").replace(r"s(z) \to 0", r"s(z) \to 1").replace("@", r"s(z) \to 0")
    assert verdicts(SIGMOID + swapped) == ["refuted", "refuted"]


def test_alone_it_holds_onward():
    assert verdicts(SIGMOID + r"Let $z \to -\infty$. Then $s(z) \to 0$.") == ["proved"]


def test_as_a_reason_is_no_condition_of_what_stands_before_it():
    text = "Let $f(x) = x^2$. We have $f(x) = x |x|$ as $x > 0$.\n"
    assert verdicts(text)[0] != "proved"


def test_powers_of_what_vanishes_need_a_positive_exponent():
    text = "- If $p$ is close to 1 (easy):\n  $(1-p)^\\gamma \\approx @$\n"
    (found,) = claims(text.replace("@", "0"))
    assert found.verdict == "conditional"
    assert "gamma > 0" in [c.text for c in found.judgement.conditions]
    assert verdicts(text.replace("@", "1")) == ["undecided"]
    assert verdicts("Let $\\gamma > 0$.\n\n" + text.replace("@", "0")) == ["proved"]


def test_what_is_chosen_later_says_nothing_of_what_stands_before():
    text = (
        "Let $f(a, b) = a + b$.\n\n1. Show that $f(a, b) = a + c^2$.\n2. If we choose $b = c^2$, $f(a, b) = a + c^2$.\n"
    )
    assert verdicts(text)[0] != "proved"
    assert verdicts(text)[-1] == "proved"


@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        (r"\beta_0 + \sum_{j=1}^D \beta_j x_{ij} = x_i^T \beta", "x begins with an entry 0, which is 1"),
        (r"a^T u = a_0 + \sum_{k=1}^n a_k u_k", "u begins with an entry 0, which is 1"),
    ],
)
def test_a_bias_among_the_weights(formula, condition):
    (found,) = claims(f"$${formula}$$\n")
    assert found.verdict == "conditional"
    assert [c.text for c in found.judgement.conditions] == [condition]
    twice = formula.replace(r"\beta_0 +", r"2 \beta_0 +").replace("a_0 +", "2 a_0 +")
    assert verdicts(f"$${twice}$$\n")[0] not in ("proved", "conditional")


def test_a_text_says_from_where_a_variable_comes():
    text = "Let $x < 0$. $$\\lim_{x \\to 0} @$$\n"
    assert verdicts(text.replace("@", r"\frac{|x|}{x} = -1")) == ["proved"]
    assert verdicts(text.replace("@", r"\frac{|x|}{x} = 1")) == ["refuted"]
    assert verdicts(text.replace("@", r"x \ln x = 0"))[-1] != "proved"


def test_an_entry_0_that_the_text_gives_is_no_matter_of_course():
    formula = r"$$w_0 + \sum_{j=1}^d w_j x_j = w^T x$$" + "\n"
    assert verdicts(formula) == ["conditional"]
    assert verdicts("Let $x_0 = 2$. " + formula)[-1] not in ("proved", "conditional")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"-\log 0 = \infty", "conditional"),
        (r"e^{-\infty} = 0", "conditional"),
        (r"\frac{1}{1 + e^{-\infty}} = 1", "conditional"),
        (r"\frac{1}{\infty} = 0", "conditional"),
        (r"\tanh(-\infty) = -1", "conditional"),
        (r"\log 0 = \infty", "undecided"),
        (r"e^{-\infty} = 1", "undecided"),
        (r"\infty - \infty = 0", "undecided"),  # of which of the two?
        (r"\frac{1}{0} = \infty", "undecided"),  # from which side?
        (r"\frac{\infty}{e^{\infty}} = 0", "undecided"),
    ],
)
def test_a_value_at_infinity_is_meant_as_a_limit(formula, expected):
    (found,) = claims(f"We have ${formula}$.\n")
    assert found.verdict == expected
    assert [c.text.endswith("is meant as a limit") for c in found.judgement.conditions] == [True] * (
        expected == "conditional"
    )
