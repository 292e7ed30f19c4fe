"""How people write arrays: rows or columns for samples, biases beside matrices, gradients that are rows."""

import pytest

from tests.notes import claims, verdicts


def conditions(claim):
    return [c.text for c in claim.judgement.conditions]


ROWS = r"""$$Z_1 = X W_1 + b_1$$
$$A_1 = \tanh(Z_1)$$
$$Z_2 = A_1 W_2 + b_2$$

For any loss $L$ of $Z_2$:

"""
COLUMNS = r"""$$Z_1 = W_1 X + b_1$$
$$A_1 = \tanh(Z_1)$$
$$Z_2 = W_2 A_1 + b_2$$

For any loss $L$ of $Z_2$:

"""
BOTH = [
    (r"\frac{\partial L}{\partial Z_1} = \frac{\partial L}{\partial A_1} \odot (1 - A_1^2)", True),
    (r"\frac{\partial L}{\partial Z_1} = \frac{\partial L}{\partial A_1} \odot (1 + A_1^2)", False),
    (r"\frac{\partial L}{\partial b_1} = \sum \frac{\partial L}{\partial Z_1}", True),
    (r"\frac{\partial L}{\partial b_1} = -\sum \frac{\partial L}{\partial Z_1}", False),
    (r"\frac{\partial L}{\partial b_1} = \frac{1}{2} \sum \frac{\partial L}{\partial Z_1}", False),
]


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "right"),
    [
        *BOTH,
        (r"\frac{\partial L}{\partial W_2} = A_1^T \frac{\partial L}{\partial Z_2}", True),
        (r"\frac{\partial L}{\partial A_1} = \frac{\partial L}{\partial Z_2} W_2^T", True),
        (r"\frac{\partial L}{\partial W_2} = \frac{\partial L}{\partial Z_2} A_1^T", False),
    ],
)
def test_samples_are_rows_where_they_stand_before_the_weights(claim, right):
    assert (verdicts(f"{ROWS}$${claim}$$\n") == ["proved"]) == right


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        *BOTH,
        (r"\frac{\partial L}{\partial W_2} = \frac{\partial L}{\partial Z_2} A_1^T", True),
        (r"\frac{\partial L}{\partial A_1} = W_2^T \frac{\partial L}{\partial Z_2}", True),
        (r"\frac{\partial L}{\partial W_2} = A_1^T \frac{\partial L}{\partial Z_2}", False),
    ],
)
def test_samples_are_columns_where_they_stand_behind_the_weights(claim, right):
    assert (verdicts(f"{COLUMNS}$${claim}$$\n") == ["proved"]) == right


def test_a_proof_says_how_a_bias_and_a_sum_over_nothing_were_read():
    claim = r"$$\frac{\partial L}{\partial b_1} = \sum \frac{\partial L}{\partial Z_1}$$"
    said = [c for text in (ROWS, COLUMNS) for found in claims(text + claim + "\n") for c in conditions(found)]
    assert any("b_1 is added to each row" in c for c in said)
    assert any("b_1_i is added to each entry of row i" in c for c in said)
    assert any("over the rows" in c for c in said)
    assert any("over the columns" in c for c in said)


SIZED = r"""Let $W \in \mathbb{R}^{K \times D}$, $X \in \mathbb{R}^{D \times N}$, $b \in \mathbb{R}^K$, $Z = W X + b$,
and let the loss $L$ depend on $Z$. Then

"""


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (r"\frac{\partial L}{\partial W} = \frac{\partial L}{\partial Z} X^T", True),
        (r"\frac{\partial L}{\partial b_k} = \sum_{i=1}^N \frac{\partial L}{\partial Z_{ki}}", True),
        (r"\frac{\partial L}{\partial b_k} = \frac{\partial L}{\partial Z_{k1}}", False),
        (r"\frac{\partial L}{\partial X} = -W^T \frac{\partial L}{\partial Z}", False),
    ],
)
def test_a_column_is_added_to_each_column_of_a_matrix_as_high(claim, right):
    assert (verdicts(f"{SIZED}$${claim}$$\n") == ["proved"]) == right


def test_a_matrix_whose_rows_are_numbered_may_be_written_whole():
    text = (
        "Let $X \\in \\mathbb{R}^{N \\times D}$, $W \\in \\mathbb{R}^{D \\times K}$, $b \\in \\mathbb{R}^K$ and "
        "$Z = X W + b$, and let $L$ depend on $Z$.\n\n"
        "$$\\frac{\\partial L}{\\partial b} = \\sum_i \\frac{\\partial L}{\\partial Z_i}$$\n"
    )
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("= \\sum_i", "= -\\sum_i")) != ["proved"]


LAYER = "Let $z = W x + b$ with $W \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$, and let $L$ depend on $z$.\n\n"


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (r"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z} W", True),
        (r"\frac{\partial L}{\partial x} = -\frac{\partial L}{\partial z} W", False),
        (r"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z} W W^T", False),
    ],
)
def test_a_derivative_before_a_matrix_is_a_row(claim, right):
    found = claims(f"{LAYER}$${claim}$$\n")[-1]
    assert (found.verdict == "proved") == right
    assert any("are a row" in c for c in conditions(found)) == right


def test_a_layout_that_only_the_equality_asks_for_stays_a_condition():
    text = "Let $p = \\mathrm{softmax}(z)$ and $L = -y^T \\log p$ with $\\sum_k y_k = 1$. Then\n\n"
    assert verdicts(text + "$$\\frac{\\partial L}{\\partial z} = (p - y)^T$$\n")[-1] == "conditional"
    assert verdicts(text + "$$\\frac{\\partial L}{\\partial z} = (p + y)^T$$\n")[-1] != "proved"


@pytest.mark.parametrize(
    ("gradient", "verdict"), [("U \\delta", "conditional"), ("-U \\delta", "undecided"), ("\\delta^T U^T", "proved")]
)
def test_a_row_that_is_said_to_be_a_column_is_so_on_a_condition(gradient, verdict):
    text = (
        "Let $U \\in \\mathbb{R}^{d \\times K}$, $v \\in \\mathbb{R}^d$ and $\\delta \\in \\mathbb{R}^K$. Then\n\n"
        f"$$\\delta^T \\frac{{\\partial (U^T v)}}{{\\partial v}} = {gradient}$$\n"
    )
    assert verdicts(text)[-1] == verdict


def test_a_square_matrix_has_a_square():
    text = "Let $A \\in \\mathbb{R}^{n \\times n}$.\n\n$$A^2 = A \\odot A$$\n"
    assert verdicts(text) == ["undecided"]


def test_what_is_defined_in_a_circle_is_no_variable():
    text = "The columns of $Y \\in \\mathbb{R}^{n \\times n}$ are $y_i = Y_{:i}$, and $Y = (y_1, \\dots, y_n)$.\n\n"
    assert verdicts(text + "$$\\frac{\\partial y_{1}}{\\partial Y_{11}} = 0$$\n")[-1] != "proved"


PROBABLE = "Let $Y \\in \\{0, 1\\}$ with $$P(Y = 1 | x) = \\sigma(x \\beta^T) .$$ Then\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{e^{x \beta^T}}{1 + e^{x \beta^T}} \le 1", "undecided"),  # a number, or outer products: it does not say
        (r"\frac{1}{1 + e^{-x \beta^T}} = \frac{e^{x \beta^T}}{e^{x \beta^T} + 1}", "proved"),
        (r"\frac{1}{1 + e^{-x \beta^T}} = \frac{e^{x \beta^T}}{e^{x \beta^T} - 1}", "refuted"),
        (r"\frac{\partial}{\partial \beta} \ln(1 + e^{x \beta^T}) = \sigma(x \beta^T) x", "proved"),
        (r"\frac{\partial}{\partial \beta} \ln(1 + e^{x \beta^T}) = \sigma(-x \beta^T) x", "refuted"),
    ],
)
def test_what_a_probability_is_equal_to_is_a_number_so_that_x_beta_t_is_one_of_rows(claim, verdict):
    assert verdicts(PROBABLE + f"$${claim}$$")[-1] == verdict


def test_weights_without_an_index_are_those_of_one_class_beside_those_of_all():
    text = (
        "$$P(Y = 1 | x) = \\frac{1}{1 + e^{-x \\beta^T}} = \\frac{e^{x \\beta^T}}{e^{x \\beta^T} + 1}$$\n\n"
        "With a $\\beta_k$ for each of $K$ classes, "
        "$$P(Y = k | x) = \\frac{e^{x \\beta_k^T}}{\\sum_{i=1}^K e^{x \\beta_i^T}} .$$\n"
    )
    found = claims(text)
    assert [c.verdict for c in found if "beta_k" not in c.reading][-1] == "proved"


CENTRED = (
    "Let $s(u) = u^\\top u$ of $u \\in \\mathbb{R}^n$. For a loss $L$ of $h = (I - \\frac{1}{n} \\mathbf{1} "
    "\\mathbf{1}^\\top) u$ it is\n\n"
)


@pytest.mark.parametrize("factor", ["", r"\frac{1}{\sqrt{s(u)}} "])
@pytest.mark.parametrize(("inner", "right"), [(r"I - \frac{1}{n}", True), (r"I + \frac{1}{n}", False)])
def test_a_gradient_before_a_matrix_is_a_row_also_behind_a_fraction_of_a_function(factor, inner, right):
    slope = rf"\frac{{\partial L}}{{\partial h}} \left({inner} \mathbf{{1}} \mathbf{{1}}^\top\right)"
    claim = rf"$${factor}\frac{{\partial L}}{{\partial u}} = {factor}{slope}$$"
    assert (verdicts(CENTRED + claim)[-1] == "proved") is right
