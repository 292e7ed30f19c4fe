"""Letters that a text makes its own: an error e, a policy pi, an r that stands for y_i - p_i below a sum over i."""

import pytest

from tests.notes import claims, verdicts

ERROR = "Let $e = y - p$ and $L = \\frac12 e^2$. Then\n\n"
RESIDUAL = "Let $r = y_i - p_i$ and $L = \\sum_{i=1}^n r^2$. Then\n\n"


@pytest.mark.parametrize(
    ("said", "formula", "verdict"),
    [
        (ERROR, r"\frac{dL}{dp} = -e", "proved"),
        (ERROR, r"\frac{dL}{dp} = e", "refuted"),
        (ERROR, r"\frac{dL}{dp} = 0", "refuted"),
        (ERROR, r"L = \frac12 \exp(2)", "undecided"),
        ("Let $e$ be the error and $L = e^2$. Then\n\n", r"\frac{dL}{de} = 2 e", "proved"),
        ("Let $e = y - Xw$ and $L = e^T e$. Then\n\n", r"\nabla_w L = -2 X^T e", "proved"),
        ("Let $e = y - Xw$ and $L = e^T e$. Then\n\n", r"\nabla_w L = 2 X^T e", "refuted"),
        ("Let $\\pi = \\sigma(z)$ with the sigmoid $\\sigma$. Then\n\n", r"\frac{d\pi}{dz} = \pi (1 - \pi)", "proved"),
        ("Let $\\pi = \\sigma(z)$ with the sigmoid $\\sigma$. Then\n\n", r"\frac{d\pi}{dz} = \pi (1 + \pi)", "refuted"),
        # beside an error of the text, a power that is no number is an exponential all the same
        ("Let $e = y - p$ and $p = \\frac{1}{1 + e^{-z}}$. Then\n\n", r"\frac{dp}{dz} = p (1 - p)", "proved"),
        # the number, where the text says nothing else or says so
        ("Let $x > 0$. Then\n\n", r"\ln e = 1", "proved"),
        ("Let $e = \\exp(1)$. Then\n\n", r"\ln e = 1", "proved"),
        ("Let $f(x) = \\frac{1}{\\sqrt{2\\pi}} e^{-x^2/2}$. Then\n\n", r"f'(x) = -x f(x)", "proved"),
        # of two that stand side by side nobody knows
        ("Let $\\pi = \\sigma(z)$ and $L = \\ln(2 \\pi)$. Then\n\n", r"L = \ln 2 + \ln \pi", "undecided"),
    ],
)
def test_e_and_pi_are_what_the_text_says(said, formula, verdict):
    assert verdicts(f"{said}$${formula}$$\n")[-1] == verdict


@pytest.mark.parametrize(
    ("said", "formula", "verdict"),
    [
        ("Let $q = 3 z_i$. Then\n\n", r"\sum_{i=1}^n q = 3 \sum_{i=1}^n z_i", "proved"),
        ("Let $q = 3 z_i$. Then\n\n", r"\sum_{i=1}^n q = n q", "refuted"),
        ("Let $q = 3 z_i$. Then\n\n", r"\sum_{j=1}^n q = n q", "proved"),  # another letter leaves it alone
        ("Let $q = 3 z_i$ and $r = q^2$. Then\n\n", r"\sum_{i=1}^n r = 9 \sum_{i=1}^n z_i^2", "proved"),
        ("Let $q = 3 z_i$ and $r = q^2$. Then\n\n", r"\sum_{i=1}^n r = n r", "refuted"),
        (RESIDUAL, r"L = \sum_{i=1}^n (y_i - p_i)^2", "proved"),
        (RESIDUAL, r"L = n r^2", "undecided"),
        (RESIDUAL, r"\frac{dL}{dp_j} = -2 (y_j - p_j)", "proved"),
        (RESIDUAL, r"\frac{dL}{dp_j} = 2 (y_j - p_j)", "refuted"),
    ],
)
def test_what_stands_for_an_entry_is_that_of_each_index_of_a_sum(said, formula, verdict):
    assert verdicts(f"{said}$${formula}$$\n")[-1] == verdict


def test_a_proof_says_what_it_takes_such_a_letter_for():
    (claim,) = claims(f"{RESIDUAL}$$L = \\sum_{{i=1}}^n (y_i - p_i)^2$$\n")
    assert [c.text for c in claim.judgement.conditions] == ["r is that of each i, where i is bound"]


@pytest.mark.parametrize(
    ("formula", "never"),
    [
        ("g_1 = g_2", "proved"),
        ("g_j = g_i", "proved"),
        ("g_j = 9 z_i^2", "proved"),
        (r"\sum_{j=1}^n g_j = n q^2", "proved"),
        ("g_j = 9 z_j^2", "refuted"),
        (r"\sum_{i=1}^n g_i = 9 \sum_{i=1}^n z_i^2", "refuted"),
    ],
)
def test_an_entry_carries_its_index_through_what_it_is_made_of(formula, never):
    assert never not in verdicts(f"Let $q = 3 z_i$ and $g_i = q^2$. Then\n\n$${formula}$$\n")


@pytest.mark.long
@pytest.mark.parametrize("said", ["Assume $x_1 = 1$.", "Let $x_1 = 1$.", "<!-- symloss: assume x_1 = 1 -->"])
@pytest.mark.parametrize("made", [r"u = w^\top x", r"u = \sum_k w_k x_k"])
def test_what_is_said_of_an_entry_is_said_of_the_array_too(made, said):
    """An x_1 that the text never counts was another name than the entry of x, and what was assumed of it lost."""
    text = f"Let ${made}$.\n\n{said}\n\n$$@$$\n"
    assert verdicts(text.replace("@", r"\frac{u}{x_1} = u"))[-1] == "proved"
    assert verdicts(text.replace("@", r"\frac{u}{x_2} = u"))[-1] == "undecided"
    assert verdicts(text.replace("@", r"\frac{u}{x_1} = 2 u"))[-1] == "refuted"
    assert verdicts(text.replace("@", r"x_1 + w_1 = 1 + w_1"))[-1] == "proved"


def test_what_is_said_of_every_entry_is_said_of_one():
    text = "Let $u = \\sum_k w_k x_k$. Assume $x_k > 0$ for all $k$.\n\n$$|x_1| + @ = x_1 + @$$\n"
    (claim,) = claims(text.replace("@", "w_1"))
    assert claim.verdict == "proved"
    assert any(c.origin.startswith("stated") for c in claim.judgement.conditions)
    (other,) = claims(text.replace("@", "w_1").replace("|x_1|", "|w_1|").replace("= x_1", "= w_1"))
    assert other.verdict != "proved"


def test_an_example_of_one_entry_is_not_what_holds_in_general():
    text = "Let $u = w^\\top x$. Example: $x_1 = 1$ and $x_2 = 3$.\n\n# B\n\nIn general\n\n$$x_1 + x_2 = 4$$\n"
    assert verdicts(text)[-1] != "proved"
