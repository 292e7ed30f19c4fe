"""What words say of names: signs become relations, what is not read is never held against a claim."""

import pytest

from tests.notes import claims, verdicts

SIGNS = {
    "> 0": [
        "Let $t$ be positive. Then",
        "For any positive real $t$ we have",
        "Sei $t$ eine positive Zahl. Dann ist",
        "Soit $t$ un réel strictement positif. Alors",
        "Sea $t$ un número positivo. Entonces",
        "设 $t$ 为正数。则",
        "where $t$ is a positive constant. Then",
    ],
    "< 0": [
        "For negative $t$ we have",
        "If $t$ is negative then",
        "Suppose that $t$ is negative. Then",
        "Für negatives $t$ gilt",
        "Para $t$ negativo,",
        "当 $t$ 为负时，",
    ],
}


@pytest.mark.parametrize(("sign", "words"), [(sign, words) for sign, all_ in SIGNS.items() for words in all_])
def test_a_sign_in_words_is_a_stated_condition(sign, words):
    size, other = ("t", "-t") if sign == "> 0" else ("-t", "t")
    [claim] = claims(f"{words} $|t| = {size}$.\n")
    assert claim.verdict == "proved"
    assert [c.text for c in claim.judgement.conditions] == [f"t {sign}"]
    assert verdicts(f"{words} $|t| = {other}$.\n") == ["refuted"]


@pytest.mark.parametrize(
    "words",
    [
        "Let $r$ and $s$ be nonnegative.",
        "Let $r, s$ be nonnegative numbers.",
        "Suppose $r$ is nonnegative and $s$ is nonnegative.",
    ],
)
def test_a_sign_is_said_of_all_names_of_a_list(words):
    assert verdicts(f"{words} Then $|r + s| = r + s$.\n") == ["proved"]


def test_samples_of_ones_own_class_are_no_positive_numbers():
    text = "The triplet loss takes an anchor $q$. For a positive $t$ we have $|t| = t$.\n"
    assert verdicts(text) == ["conditional"]


def test_what_is_positive_definite_is_no_positive_number():
    assert "proved" not in verdicts("Let $A$ be positive definite. Then $|A| = A$.\n")


@pytest.mark.parametrize(
    "words", ["For all $t > 0$,", "For every $t > 0$:", "For any $t > 0$ we have", "Take $t > 0$. Then"]
)
def test_what_is_said_for_all_of_some_numbers_is_proved_of_these(words):
    assert verdicts(f"{words} $|t| = t$.\n") == ["proved"]
    assert verdicts(f"{words} $|t| = -t$.\n") == ["refuted"]


@pytest.mark.parametrize(
    "text",
    [
        "If $u$ and $v$ are orthogonal, then $\\|u + v\\|^2 = \\|u\\|^2 + \\|v\\|^2$.",
        "Let $u$ and $v$ be perpendicular vectors. Then $\\|u + v\\| = \\|u - v\\|$.",
        "For orthogonal vectors $u$ and $v$ we have $\\|u + v\\|^2 = \\|u\\|^2 + \\|v\\|^2$.",
        "Seien $u$ und $v$ senkrecht zueinander. Dann ist $\\|u + v\\|^2 = \\|u\\|^2 + \\|v\\|^2$.",
        "Soient $u$ et $v$ deux vecteurs orthogonaux. Alors $\\|u + v\\|^2 = \\|u\\|^2 + \\|v\\|^2$.",
        "Let $r$ and $s$ be equal. Then $(r - s)^2 = 0$.",
        "If $r$ equals $s$ then $r^2 - s^2 = 0$.",
        "When $r$ and $s$ are of opposite sign, $|r + s| < |r| + |s|$.",
        "If $r$ and $s$ have the same sign, $|r + s| = |r| + |s|$.",
        "Let $q = \\sum_{i=1}^n x_i^2$. If every $x_i$ is zero, then $q = 0$.",
        "Let $q = (r - s)^2$. If the prediction is perfect, then $q = 0$.",
    ],
)
def test_what_words_say_of_names_is_not_held_against_a_claim(text):
    assert "refuted" not in verdicts(f"{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "If we differentiate, then we get $\\frac{d}{dx} x^2 = x$.",
        "The derivative by $x$ is zero at the minimum. We have $\\frac{d}{dx} x^2 = x$.",
        "If $u = 2v$ with vectors $u, v \\in \\mathbb{R}^n$, then $u^T v = 3 v^T v$.",
        "If $A$ is symmetric then $\\nabla_x x^T A x = 3 A x$.",
    ],
)
def test_words_that_suppose_nothing_else_leave_a_slip_a_slip(text):
    assert verdicts(f"{text}\n")[-1] == "refuted"


def test_weights_that_sum_to_one_may_be_negative():
    assert "proved" not in verdicts("The weights $w_i$ sum to one. Then $\\sum_i |w_i| = 1$.\n")
    assert verdicts("Let $p$ be a probability vector. Then $\\sum_i |p_i| = 1$.\n") == ["proved"]


def test_a_property_that_is_supposed_ends_where_something_is_said_in_general():
    text = "If $y$ is one-hot, then $\\sum_k y_k = 1$.\n\nIn general, $\\sum_k y_k = 1$.\n"
    assert verdicts(text) == ["proved", "conditional"]


def test_a_covariance_is_not_defined_by_what_is_said_of_it():
    text = "$\\mathrm{Cov}(X, Y) = \\mathrm{Cov}(Y, X)$\n\n$\\mathrm{Cov}(X, a) = a$\n"
    assert verdicts(text)[0] == "proved"
    assert "proved" not in verdicts(text)[1:]


@pytest.mark.parametrize(
    "words", ["Setting $w_i = 1/n$ gives", "With equal weights $w_i = 1/n$ we have", "If $w_i = 1/n$ then"]
)
def test_what_is_said_of_equal_entries_is_said_of_no_others(words):
    text = f"Let $s = \\sum_{{i=1}}^n w_i x_i$.\n\n{words} $s = \\frac1n \\sum_{{i=1}}^n x_i$.\n\nWe have $\\sum_{{i=1}}^n w_i = 1$.\n"
    assert verdicts(text)[0] == "proved"
    assert "proved" not in verdicts(text)[1:]


@pytest.mark.parametrize(
    "turn",
    [
        "Drop the symmetry: let $A$ be any square matrix.",
        "Without this assumption,",
        "If $A$ is not symmetric,",
        "We relax the symmetry assumption.",
        "Let $A$ be a non-symmetric matrix.",
    ],
)
def test_a_matrix_that_need_no_longer_be_symmetric(turn):
    text = f"Let $f(w) = w^T A w$ with a symmetric matrix $A$. Then $\\nabla f(w) = 2 A w$.\n\n{turn} $\\nabla f(w) = 2 A w$.\n"
    assert verdicts(text)[0] == "proved"
    assert verdicts(text)[-1] != "proved"


def test_a_matrix_is_symmetric_where_that_is_supposed_and_no_farther():
    text = "When $A$ is symmetric, $\\nabla_x x^T A x = 2 A x$.\n\nWe have $\\nabla_x x^T A x = 2 A x$.\n"
    assert verdicts(text) == ["proved", "conditional"]


@pytest.mark.parametrize(
    "turn",
    [
        "Now for arbitrary real $a, b$:\n\n",
        "For all $a$, $b$:\n\n- ",
        "Let $a, b \\in \\mathbb{R}$. Then",
        "For all $a, b$ (not necessarily positive):",
        "Let now $a$ and $b$ be of any sign. Then",
        "Soient maintenant $a$ et $b$ deux réels quelconques. Alors",
    ],
)
def test_what_was_positive_may_be_any_number_again(turn):
    text = f"Let $a, b > 0$. Then $|a + b| = a + b$.\n\n{turn} $|a + b| = a + b$.\n"
    assert verdicts(text) == ["proved", "conditional"]


def test_a_range_that_is_stated_anew_is_that_range():
    text = (
        "For positive $a$:\n\n- $\\ln(a^2) = 2 \\ln a$\n\nFor arbitrary real $a \\ne 0$:\n\n- $\\ln(a^2) = 2 \\ln a$\n"
    )
    assert verdicts(text) == ["proved", "conditional"]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Let $A$ and $B$ be $n \\times n$ matrices.", "A B = B A"),
        ("Let $A$, $B$, $C$ be $n \\times n$ matrices.", "\\operatorname{tr}(A B C) = \\operatorname{tr}(B A C)"),
        ("The $n \\times n$ matrices $A$ and $B$ are given.", "A B = B A"),
        ("Let $A, B$ be two real $2 \\times 2$ matrices.", "(A + B)^2 = A^2 + 2 A B + B^2"),
    ],
)
def test_the_sizes_of_matrices_are_those_of_all_in_their_list(said, claim):
    assert not {"proved", "conditional"} & set(verdicts(f"{said} We have $${claim}$$\n"))


def test_what_the_text_calls_incorrect_is_not_refuted():
    text = "The note reads $\\ln(x + y) = \\ln x + \\ln y$, which is not correct: it should be $\\ln(xy) = \\ln x + \\ln y$.\n"
    assert verdicts(text) == ["proved"]
