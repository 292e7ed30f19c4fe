"""Networks written with matrices: what their loss is, how large their arrays are, and what a derivative turns on."""

import pytest

from tests.notes import verdicts

LAYER = (
    "Let $\\hat{y} = \\text{softmax}(z)$ with $z = U h + b$, where $U \\in \\mathbb{R}^{c \\times m}$, "
    "$b \\in \\mathbb{R}^c$ and $h \\in \\mathbb{R}^m$. "
)
LOSS = "$J = \\text{Cross entropy}(y, \\hat{y}) = -\\sum_i y_i \\log \\hat{y}_i$"


@pytest.mark.long
@pytest.mark.parametrize("loss", (LOSS, "$J = -\\sum_i y_i \\log \\hat{y}_i$", "$J = -y^T \\log \\hat{y}$"))
def test_a_length_without_a_name_is_one_that_the_text_names_elsewhere(loss):
    text = LAYER + f"The loss is {loss}.\n\n$$\\frac{{\\partial J}}{{\\partial z}} = \\hat{{y}} {{}} y$$\n"
    assert verdicts(text.replace("{}", "-")) == ["conditional"]
    assert verdicts(text.replace("{}", "+")) == ["refuted"]


def test_two_names_for_one_loss_are_both_defined_by_the_formula_behind_them():
    text = LAYER + "The labels satisfy $\\sum_i y_i = 1$. " + LOSS + ".\n\n"
    right = "$$\\delta = \\frac{\\partial J}{\\partial z} = \\hat{y} - y$$\n\n"
    more = "$$\\frac{\\partial J}{\\partial U} = \\delta h^T$$\n\n$$\\frac{\\partial J}{\\partial b} = \\delta$$\n"
    assert verdicts(text + right + more) == ["proved"] * 3
    assert verdicts(text + right + more.replace("h^T", "b^T"))[1] != "proved"


def test_two_names_of_which_one_is_used_before_are_not_defined():
    text = "We have $u^2 = 4 v$ and $v > 0$. Then $u = v = w + 1$."
    assert "proved" not in verdicts(text)


@pytest.mark.long
def test_what_a_variable_is_made_of_does_not_matter_for_the_derivative_by_it():
    text = (
        "Let $h = \\text{ReLU}(W x + b_1)$, $\\hat{y} = \\text{softmax}(U h + b_2)$ and "
        "$J = -\\sum_i y_i \\log \\hat{y}_i$ with $W \\in \\mathbb{R}^{m \\times n}$, $x \\in \\mathbb{R}^n$, "
        "$b_1 \\in \\mathbb{R}^m$, $U \\in \\mathbb{R}^{k \\times m}$ and $b_2 \\in \\mathbb{R}^k$.\n\n"
        "$$z_2 = U h + b_2, \\quad \\delta_1 = \\frac{\\partial J}{\\partial z_2} = \\hat{y} {} y$$\n\n"
        "$$\\frac{\\partial J}{\\partial U} = \\delta_1 h^T$$\n"
    )
    assert verdicts(text.replace("{}", "-")) == ["conditional", "proved"]
    assert verdicts(text.replace("{}", "+"))[0] == "refuted"


def test_no_condition_on_a_variable_that_the_text_says_all_about():
    text = "Let $u = -e^x$. Then $\\frac{d}{du} |u| = 1$."
    assert verdicts(text) == ["refuted"]
    assert verdicts("We have $\\frac{d}{du} |u| = 1$.") == ["conditional"]


@pytest.mark.long
def test_the_length_of_an_example_is_no_end_of_a_sum():
    text = (
        "Let $a_i = e^{z_i}/\\sum_k e^{z_k}$ and $L = -\\sum_i^n y_i \\ln a_i$. Here $y$ and $a$ are vectors, e.g. "
        "$y = [0, 1, 0], \\quad a = [0.1, 0.6, 0.3]$.\n\n$$\\frac{\\partial L}{\\partial z_i} = a_i - y_i$$\n"
    )
    assert "refuted" not in verdicts(text)


SIZES = (
    "$W \\in \\mathbb{R}^{m \\times n}$, $x \\in \\mathbb{R}^n$, $a \\in \\mathbb{R}^m$, "
    "$U \\in \\mathbb{R}^{k \\times m}$ and $c \\in \\mathbb{R}^k$"
)


@pytest.mark.long
def test_sizes_hold_in_the_sections_behind_the_one_that_declares_them():
    text = (
        f"# The network\n\n$$h = \\text{{RELU}}(W x + a)$$\n\n$$q = \\text{{softmax}}(U h + c)$$\n\nHere {SIZES}.\n\n"
        "# Its gradients\n\nWith $z = U h + c$ and $J = -\\sum_i t_i \\log q_i$ let $g = \\frac{\\partial J}{\\partial z}$."
        "\n\n$$\\frac{\\partial J}{\\partial U} = {}$$\n\n$$\\frac{\\partial J}{\\partial h} = U^T g$$\n"
    )
    assert verdicts(text.replace("{}", "g h^T")) == ["proved", "proved"]
    assert verdicts(text.replace("{}", "h g^T"))[0] != "proved"
    assert verdicts(text.replace("{}", "-g h^T"))[0] == "refuted"


def test_a_name_that_a_section_declares_anew_is_not_what_an_earlier_one_defined():
    text = (
        "# An example\n\nLet $a = \\begin{pmatrix} 0 \\\\ 0 \\end{pmatrix}$.\n\n"
        f"# In general\n\nLet $h = W x + a$ and $J = \\frac12 \\|h\\|^2$ with {SIZES}.\n\n"
        "$$\\frac{\\partial J}{\\partial W} = {} x^T$$\n"
    )
    assert verdicts(text.replace("{}", "h")) == ["proved"]
    assert verdicts(text.replace("{}", "-h")) == ["refuted"]


@pytest.mark.long
def test_the_loss_of_a_network_may_be_any_function_of_the_layer_by_which_the_text_differentiates_it():
    text = (
        f"Let $z = W x + a$, $h = \\text{{ReLU}}(z)$, $s = U h + c$ and $q = \\text{{softmax}}(s)$ with {SIZES}.\n\n"
        "$$J = -\\sum_i t_i \\log q_i$$\n\n$$\\delta = \\frac{\\partial J}{\\partial s}$$\n\n"
        "$$\\frac{\\partial J}{\\partial z} = U^T \\delta \\circ {}$$\n"
    )
    assert verdicts(text.replace("{}", "1\\{h > 0\\}")) == ["proved"]
    assert verdicts(text.replace("{}", "\\text{ReLU}'(z)")) == ["proved"]
    assert verdicts(text.replace("{}", "(-1\\{h > 0\\})")) == ["refuted"]
    beside = text.replace("\\log q_i$$", "\\log q_i + \\|z\\|^2$$")  # it depends on z in another way too
    assert verdicts(beside.replace("{}", "1\\{h > 0\\}")) != ["proved"]


def test_a_wrong_product_does_not_decide_what_its_names_are():
    text = (
        f"Let $z = W x + a$, $h = \\text{{ReLU}}(z)$ and $s = U h + c$ with {SIZES}, and $\\delta = \\frac{{\\partial "
        "J}{\\partial s}$ where $J = \\frac12 \\|s\\|^2$.\n\n$$\\frac{\\partial J}{\\partial z} = \\delta^T U \\circ "
        "\\text{ReLU}'(z)$$\n\n$$\\frac{\\partial J}{\\partial z} = U^T \\delta \\circ \\text{ReLU}'(z)$$\n"
    )
    assert verdicts(text)[0] != "proved"
    assert verdicts(text)[1] == "proved"


ROWS = (
    "Forward, where $x$ is a row:\n\n$$Z_1 = xW_1 + b_1$$\n$$h = \\text{sigmoid}(Z_1)$$\n$$Z_2 = hW_2 + b_2$$\n"
    "$$q = \\text{softmax}(Z_2)$$\n$$J = CE(t, q) = -\\sum_i t_i \\log q_i$$\n\nBackward:\n\n"
    "$$\\delta_1 = \\frac{\\partial J}{\\partial Z_2} = q - t$$\n"
    "$$\\delta_2 = \\frac{\\partial J}{\\partial h} = \\delta_1 W_2^T$$\n"
    "$$\\delta_3 = \\frac{\\partial J}{\\partial Z_1} = \\delta_2 \\circ \\sigma'(Z_1)$$\n"
)


@pytest.mark.long
@pytest.mark.parametrize("letter", "Zza")
@pytest.mark.parametrize(
    ("by", "right", "wrong"),
    (
        ("x", "\\delta_3 W_1^T", "-\\delta_3 W_1^T"),
        ("W_1", "x^T \\delta_3", "-x^T \\delta_3"),
        ("W_2", "h^T \\delta_1", "-h^T \\delta_1"),
        ("b_1", "\\delta_3", "-\\delta_3"),
    ),
)
def test_vectors_may_be_rows(letter, by, right, wrong):
    claim = f"$$\\frac{{\\partial J}}{{\\partial {by}}} = {{}}$$\n"
    forward = ROWS.replace("Z", letter)
    assert verdicts(forward + claim.replace("{}", right)) == ["conditional", "proved", "proved", "proved"]
    assert verdicts(forward + claim.replace("{}", wrong))[3] == "refuted"


@pytest.mark.long
def test_a_slope_of_a_row_by_a_row_is_multiplied_from_the_right():
    chain = "$$\\frac{\\partial J}{\\partial Z_2}\\cdot\\frac{\\partial Z_2}{\\partial h} = {}$$\n"
    assert verdicts(ROWS + chain.replace("{}", "\\delta_1 W_2^T"))[3] == "proved"
    assert verdicts(ROWS + chain.replace("{}", "-\\delta_1 W_2^T"))[3] == "refuted"
    assert verdicts(ROWS + chain.replace("{}", "\\delta_1 W_2"))[3] != "proved"
    by_input = "(q - t) \\cdot \\frac{\\partial}{\\partial x}(hW_2 + b_2)"
    assert verdicts(ROWS + chain.replace("{}", by_input))[3] != "proved"


@pytest.mark.long
@pytest.mark.parametrize("bias", ("K", "1 \\times K"))
def test_one_row_is_added_to_every_row_of_a_batch(bias):
    text = (
        "Let $Z = XW + b$ with $X \\in \\mathbb{R}^{N \\times D}$, $W \\in \\mathbb{R}^{D \\times K}$ and $b \\in "
        f"\\mathbb{{R}}^{{{bias}}}$, and $P = \\text{{softmax}}(Z)$ row by row. The loss is\n\n"
        "$$L = -\\frac{1}{N}\\sum_{n=1}^N \\sum_{k=1}^K Y_{nk} \\log P_{nk}.$$\n\nSince $\\sum_k Y_{nk} = 1$,\n\n"
        "$$\\frac{\\partial L}{\\partial W} = {}\\frac{1}{N} X^T (P - Y)$$\n"
        "$$\\frac{\\partial L}{\\partial b} = {}\\frac{1}{N} \\sum_{n=1}^N (P_n - Y_n)$$\n"
    )
    assert verdicts(text.replace("{}", "")) == ["proved", "proved"]
    assert verdicts(text.replace("{}", "-")) == ["refuted", "refuted"]
    assert "proved" not in verdicts(text.replace("{}\\frac{1}{N}", ""))


ATTENTION = r"""Let $Q, K, V \in \mathbb{R}^{n \times d}$ and
$$S = \frac{Q K^T}{\sqrt{d}}, \qquad O = P V, \qquad P_{ij} = \frac{e^{S_{ij}}}{\sum_{k} e^{S_{ik}}}$$
Then
$$\frac{\partial L}{\partial V} = P^T \frac{\partial L}{\partial O}$$
$$\frac{\partial L}{\partial P} = \frac{\partial L}{\partial O} V^T$$
$$\frac{\partial P_{ij}}{\partial S_{ik}} = P_{ij} (\delta_{jk} - P_{ik})$$
$$\frac{\partial L}{\partial S_{ij}} = P_{ij} \left( \frac{\partial L}{\partial P_{ij}} - \sum_k P_{ik} \frac{\partial L}{\partial P_{ik}} \right)$$
$$\frac{\partial L}{\partial Q} = @ \frac{\partial L}{\partial S} K$$
"""


@pytest.mark.long
def test_what_is_equated_with_what_has_no_known_shape_is_no_number():
    assert verdicts(ATTENTION.replace("@", r"\frac{1}{\sqrt{d}}")) == ["proved"] * 5
    assert verdicts(ATTENTION.replace("@", ""))[4] != "proved"
