"""A condition is of what its sentence says: a wider one, said of the same letter, takes its place, before and after."""

import pytest

from tests.notes import claims, last_verdict, verdicts


def of_all(text: str) -> list[tuple[str, list[str]]]:
    """Return the verdicts of a note, with the conditions that the text did not state."""
    return [(c.verdict, [x.text for x in c.judgement.conditions if x.origin == "found"]) for c in claims(text)]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("For $x > 0$ we have", "For $x > -1$ we have"),
        ("For every real number $x > 0$ we have", "For every real number $x > -1$ we have"),
        ("Whenever $x > 0$, we have", "Whenever $x > -1$, we have"),
        ("If $x > 0$, then", "If $x > -1$, then"),
        ("With $x > 0$ we get", "With $x > -1$ we get"),
        ("Let $x > 0$. Then", "Let $x > -1$. Then"),
        ("Assume $x > 0$. Then", "Assume $x > -1$. Then"),
        ("Let $x > 0$. Then", r"Let $x \in \mathbb{R}$. Then"),
        ("Let $x > 0$. Then", "For any real $x$ we have"),
        (r"Let $x \in (0, 1)$. Then", r"Let $x \in (-1, 1)$. Then"),
        ("Für $x > 0$ gilt", "Für $x > -1$ gilt"),
        ("Sei $x > 0$. Dann gilt", "Sei $x > -1$. Dann gilt"),
        ("Pour tout réel $x > 0$, on a", "Pour tout réel $x > -1$, on a"),
        ("Для $x > 0$ имеем", "Для $x > -1$ имеем"),
        ("对任意 $x > 0$，有", "对任意 $x > -1$，有"),
    ],
)
def test_a_wider_condition_takes_the_place_of_a_narrower_one(narrow, wide):
    first = f"{narrow} $\\ln x \\le x - 1$.\n"
    second = f"{wide} $|x| = x$.\n"
    assert of_all(f"{first}\n{second}")[1] == ("conditional", ["x >= 0"])
    assert of_all(f"{second}\n{first}")[0] == ("conditional", ["x >= 0"])


@pytest.mark.parametrize(
    "text",
    [
        "We have $|x| = x$ for all real $x$.\n\nFor $x > 0$ we have $\\sqrt{x^2} = x$.\n",
        "We have $|x| = x$.\n\nNow suppose that $x > 0$. Then $\\sqrt{x^2} = x$.\n",
        "We have $|x| = x$.\n\n- for $x > 0$: $\\sqrt{x^2} = x$\n",
        "For $x \\ne 0$ we have $|x|/x = 1$.\n\nFor $x > 0$ we have $\\sqrt{x^2} = x$.\n",
    ],
)
def test_what_a_later_sentence_supposes_is_not_supposed_before(text):
    assert of_all(text)[0] == ("conditional", ["x >= 0"])
    assert of_all(text)[1] == ("proved", [])


def test_a_condition_in_a_display_is_of_that_display():
    text = "$$\\ln x \\le x - 1, \\quad x > 0$$\n\n$$|x| = x, \\quad x > -1$$\n"
    assert of_all(text) == [("proved", []), ("conditional", ["x >= 0"])]


def test_both_ends_are_said_anew():
    text = "Let $0 < p < 1$. Then $\\log p < 0$.\n\nLet $p > 0$. Then $\\log p < 0$.\n"
    assert [word for word, _ in of_all(text)] == ["proved", "conditional"]
    again = "Let $0 < p < 1$. Then $\\log p < 0$.\n\nLet $0 < p < 1$. Since $p > 0$, $\\log p < 0$.\n"
    assert verdicts(again) == ["proved", "proved"]


def test_without_this_assumption():
    text = "Assume $\\sum_k y_k = 1$. Then $\\sum_k y_k p = p$.\n\nWithout this assumption also $\\sum_k y_k p = p$.\n"
    assert of_all(text) == [("proved", []), ("conditional", ["sum_k y_k = 1"])]


@pytest.mark.parametrize(
    ("said", "claim", "verdict"),
    [
        (r"For $x > 0$ and $n \in \mathbb{N}$", r"(1 + x)^n \ge 1 + n x", "conditional"),
        ("For $x > 0$ and every natural number $n$", r"(1 + x)^n \ge 1 + n x", "conditional"),
        ("Sei $n$ eine natürliche Zahl und $x > 0$. Dann", r"(1 + x)^n \ge 1 + n x", "conditional"),
        (r"For $x > 0$ and $n \in \mathbb{N}$", r"(1 + x)^n \ge 1 + 2 n x", "refuted"),
        (r"For $n \in \mathbb{N}$", r"2^n \ge n^2", "refuted"),  # it is true for 0 < n < 1
    ],
)
def test_whole_numbers_are_no_halves(said, claim, verdict):
    found = claims(f"{said} we have $${claim}$$\n")[-1]
    assert found.verdict == verdict
    if verdict == "refuted":
        assert dict(found.judgement.witness.at)["n"].isdigit()


@pytest.mark.parametrize(
    ("claim", "condition"),
    [
        (r"\sum_{i=1}^n (y_i - \bar y)^2 = \sum_{i=1}^n y_i^2 - n \bar y^2", "bar_y is the mean of y_i"),
        (r"\frac1m \sum_{i=1}^m (x_i - \mu)^2 = \frac1m \sum_{i=1}^m x_i^2 - \mu^2", "mu is the mean of x_i"),
        (
            r"\sum_{i=1}^n (x_i - \bar x)(y_i - \bar y) = \sum_{i=1}^n x_i y_i - n \bar x \bar y",
            "bar_x is the mean of x_i, bar_y is the mean of y_i",
        ),
    ],
)
def test_a_mean_by_custom_is_a_condition(claim, condition):
    assert of_all(f"We have $${claim}$$\n") == [("conditional", [condition])]


def test_what_is_false_of_the_mean_stays_so():
    assert last_verdict("We have", r"\sum_{i=1}^m (x_i - \mu)^2 = \sum_{i=1}^m x_i^2 - \mu^2") == "refuted"
    slope = r"\frac{\partial}{\partial \mu} \sum_{i=1}^m (x_i - \mu)^2 = 2 \sum_{i=1}^m (x_i - \mu)"
    assert last_verdict("We have", slope) == "refuted"


@pytest.mark.long
def test_an_equation_behind_a_claim_is_its_condition():
    claim = r"\|x - (w^T x) w\|^2 = \|x\|^2 - (w^T x)^2"
    assert of_all(f"We have $${claim}, \\quad \\|w\\| = 1$$\n")[0] == ("conditional", ["norm(w) = 1"])
    assert verdicts("We have $$\\|x + y\\|^2 = \\|x\\|^2 + \\|y\\|^2, \\quad x^T y = 0$$\n")[0] == "undecided"


@pytest.mark.parametrize("truth", ["A = A^T", "A^T = A", "S = S^T"])
def test_that_a_matrix_is_symmetric_is_no_claim_about_all(truth):
    assert verdicts(f"We have $${truth}$$\n") == ["undecided"]


def test_what_says_how_a_loss_is_made_is_not_left_out():
    text = (
        "Let $z_i$ denote the logits, $p_i$ the softmax probabilities and $y$ the one-hot label. "
        "With the loss $L = -\\sum_i y_i \\log p_i$ we get\n\n"
    )
    assert last_verdict(text, r"\frac{\partial L}{\partial z_i} = p_i (1 - y_i)") == "undecided"


def test_a_gradient_of_a_logarithm_does_not_say_by_what():
    assert verdicts("We have $$\\nabla \\log f = \\frac{1}{f}$$\n") == ["unread"]


def test_a_function_of_vectors_has_no_value_at_numbers():
    text = "We have $$\\|x - z\\|^2 = k(x, x) - 2 k(x, z) + k(z, z), \\quad k(x, z) = x^T z$$\n"
    assert "internal error" not in claims(text)[0].judgement.message
    assert verdicts("The kernel is $k(x, z) = x^T z$. Then $\\|x - z\\|^2 = k(x, x) - 2 k(x, z) + k(z, z)$.\n") == [
        "proved"
    ]
