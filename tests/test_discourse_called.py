"""What prose calls a name counts: matrices and linear maps are no numbers, random variables are not certain."""

import pytest

from tests.notes import claims, last_verdict, verdicts

CALLED = [
    "For invertible matrices $A$ and $B$ we have",
    "Let $A$ and $B$ be invertible matrices. Then",
    "Let $A, B$ be square matrices. Then",
    "Let $A$, $B$ be two invertible matrices. Then",
    "Let $P$ be a number, $A$ a matrix and $B$ a symmetric one. Then",
    "The weight matrices are $A$ and $B$. Then",
    "The layers have the matrices $A$ and $B$:",
    "Both $A$ and $B$ are matrices.",
    "Let $A$ and $B$ be linear maps. Then",
    "Sei $A$ eine Matrix und $B$ auch eine Matrix. Dann ist",
    "Пусть $A$ и $B$ — обратимые матрицы. Тогда",
    "设矩阵 $A$ 和 $B$ 可逆，则",
    "$A$是矩阵，$B$是一个对称矩阵。",
]


@pytest.mark.parametrize("said", CALLED)
@pytest.mark.parametrize("claim", [r"(A B)^{-1} = A^{-1} B^{-1}", "A B = B A", "A B - B A = 0"])
def test_what_prose_calls_matrices_are_no_numbers(said, claim):
    assert verdicts(f"{said} $${claim}$$\n")[-1] in ("undecided", "refuted")


@pytest.mark.parametrize("claim", ["W_1 W_2 = W_2 W_1", "(W_1 W_2)^{-1} = W_1^{-1} W_2^{-1}"])
@pytest.mark.parametrize("said", ["The weight matrices are $W_1$ and $W_2$.", "Let $W_1$, $W_2$ be matrices."])
def test_nor_are_matrices_with_a_number(said, claim):
    assert last_verdict(said, claim) in ("undecided", "refuted")


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("A B = B A", "A and B"),
        (r"(A B)^{-1} = A^{-1} B^{-1}", "A and B"),
        ("(A + B)^2 = A^2 + 2 A B + B^2", "A and B"),
        ("(B + C) A = A B + A C", "A, B and C"),
        ("e^{A + B} = e^A e^B", "A and B"),
    ],
)
def test_without_a_word_it_is_a_condition_that_letters_are_numbers(claim, names):
    (found,) = claims(f"We have $${claim}$$\n")
    assert found.verdict == "conditional"
    assert f"{names} are numbers" in [c.text for c in found.judgement.conditions]


@pytest.mark.parametrize(
    ("context", "claim"),
    [
        ("Let $A$ and $B$ be numbers.", "A B = B A"),
        ("Let $A, B \\in \\mathbb{R}$.", "A B = B A"),
        ("Let $A > 0$ and $B > 0$.", r"(A B)^2 = A^2 B^2"),
        ("Here $A = 2$ and $B = 3$. Then", "A B = B A"),
        ("", "A (B + C) = A B + A C"),  # true of matrices too
        ("", r"\frac{1}{A B} = \frac{1}{B A}"),
        ("", r"\frac{2 P R}{P + R} = \frac{2 R P}{R + P}"),
        ("", "(1 - A)(1 - B) = (1 - B)(1 - A)"),
        ("", "a b = b a"),
    ],
)
def test_what_can_be_no_matrix_needs_no_condition(context, claim):
    assert last_verdict(context, claim) == "proved"


@pytest.mark.parametrize(
    "claim",
    [
        "(I - A) B = B - A B",
        r"(I - \eta H) w = w - \eta H w",
        r"w - \eta H w = (I - \eta H) w",
        "(I - P) P = P - P P",
        r"(X^T X + \lambda I) w = X^T X w + \lambda w",
        r"(K + \sigma^2 I) \alpha = K \alpha + \sigma^2 \alpha",
        r"W - \eta (X^T (X W - Y) + \lambda W) = (1 - \eta \lambda) W - \eta X^T (X W - Y)",
    ],
)
def test_what_is_added_to_a_matrix_is_no_number(claim):
    assert last_verdict("", claim) == "proved"


def test_but_the_slips_in_such_claims_are_not_proved():
    for claim in ("(I - A) B = B - B A", r"(I - \eta H) w = w + \eta H w", "(I + A)^2 = I + A^2"):
        assert last_verdict("", claim) not in ("proved", "conditional")


@pytest.mark.parametrize(
    "said",
    [
        r"Let $a \sim N(0, 1)$.",
        "Let $a$ be a random variable.",
        "Both $X$ and $a$ are random variables.",
        r"Let $a \sim N(0, 1)$ and $X = a$.",
        "设 $a$ 为随机变量。",
    ],
)
def test_what_is_random_is_not_certain(said):
    assert last_verdict(said, "E[a X] = a E[X]") in ("undecided", "refuted")


def test_what_is_not_called_random_is_held_fixed_and_said_so():
    found = claims("Let $X$ be a random variable. $$E[a X] = a E[X]$$\n")[-1]
    assert (found.verdict, [c.text for c in found.judgement.conditions]) == ("proved", ["a is not random"])


def test_a_determinant_without_brackets_takes_no_number_with_it():
    context = r"Let $A \in \mathbb{R}^{n \times n}$ and $c > 0$."
    assert last_verdict(context, r"\det A c = c \det A") == "proved"
    assert last_verdict(r"Let $A, B \in \mathbb{R}^{n \times n}$.", r"\det A B = \det A \det B") in (
        "proved",
        "undecided",
    )


def test_a_matrix_that_a_claim_does_not_name_may_stay_what_it_is():
    context = r"Let $W$ be the weight matrix, $\hat y = \sigma(x W)$ and $L = \frac12 (y - \hat y)^2$. Then "
    assert last_verdict(context, r"\frac{\partial L}{\partial \hat y} = \hat y - y") == "proved"
    assert last_verdict(context, r"\frac{\partial L}{\partial W} = W (\hat y - y)") not in ("proved", "conditional")


@pytest.mark.parametrize(
    "said",
    [
        "Let $u$ and $v$ be vectors. Then",
        "Let $u$ and $v$ be two vectors of the same length. Then",
        "Given vectors $u$ and $v$ we have",
        "Let $u$ be the weight vector and $v$ the input vector. Then",
        "Seien $u, v$ Vektoren. Dann ist",
        "Soient $u$ et $v$ deux vecteurs. On a",
        "Пусть $u$ и $v$ — векторы. Тогда",
        "设 $u$ 和 $v$ 是向量。则",
    ],
)
@pytest.mark.parametrize("claim", [r"(u \cdot v)^2 = u^2 v^2", r"|u \cdot v| = |u| |v|", r"\frac{u \cdot v}{u} = v"])
def test_the_product_of_two_vectors_is_no_product_of_numbers(said, claim):
    assert last_verdict(said, claim) not in ("proved", "conditional")


@pytest.mark.parametrize(
    "claim",
    [
        "(u + v)^2 = u^2 + 2 u v + v^2",
        "(u + v)(u - v) = u^2 - v^2",
        "3 (u + v) = 3 u + 3 v",
        r"\frac{\partial}{\partial u} (u \cdot v) = v",
        r"\frac{\partial}{\partial u} \sigma(u \cdot v) = \sigma(u \cdot v) (1 - \sigma(u \cdot v)) v",
        r"\sigma(-u) = 1 - \sigma(u)",
    ],
)
def test_what_is_true_of_vectors_or_of_each_entry_is_proved(claim):
    assert last_verdict("Let $u$ and $v$ be vectors. Then", claim) == "proved"


def test_the_length_of_a_vector_is_a_number():
    assert last_verdict("Let $a$ be the length of the vector $v$.", "(a b)^2 = a^2 b^2") == "proved"


def test_the_order_counts_in_definitions_too():
    found = claims("Let $C = A B$ and $D = B A$. Then $$C = D$$\n")[-1]
    assert (found.verdict, found.judgement.conditions[0].text) == ("conditional", "A and B are numbers")


def test_a_letter_beside_a_matrix_may_be_one():
    (found,) = claims(r"Let $C$ be a real $n \times n$ matrix. $C F = F C$.")
    assert found.verdict == "conditional"
    assert [c.text for c in found.judgement.conditions if c.origin == "found"] == ["F is a number"]
    assert verdicts(r"Let $C$ be a real $n \times n$ matrix and $F$ a number. $C F = F C$.") == ["proved"]


def test_the_size_of_one_name_says_nothing_of_the_name_before_it():
    note = r"""The vectors are

- $X_i$, that of observation $i$
- $T \in \mathbb{R}^{n \times m}$ is the matrix of scores

We have $i q = q i$ and $(i + 1)^2 = i^2 + 2 i + 1$.
"""
    assert verdicts(note) == ["proved", "proved"]
