"""Layers of networks, written without indices: activations, batches, rows, and the chain rule over them."""

import pytest

from tests.notes import verdicts

NETWORK = (
    "Let $z = Wx + b$, $h = f(z)$, $\\hat{y} = U h$ and let $L$ be the loss. Then\n\n"
    "$$\\frac{\\partial L}{\\partial z} = \\frac{\\partial L}{\\partial h} \\odot f'(z)$$\n\n"
)


def test_a_function_whose_slopes_multiply_entry_by_entry_acts_on_each_entry():
    text = NETWORK + (
        "$$\\frac{\\partial L}{\\partial W} = \\frac{\\partial L}{\\partial z} x^\\top$$\n\n"
        "$$\\frac{\\partial L}{\\partial U} = \\frac{\\partial L}{\\partial \\hat{y}} h^\\top$$\n"
    )
    assert verdicts(text) == ["proved"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{\partial L}{\partial z} = \frac{\partial L}{\partial h} \odot f(z)",
        r"\frac{\partial L}{\partial z} = 2 \frac{\partial L}{\partial h} \odot f'(z)",
        r"\frac{\partial L}{\partial h} = U \frac{\partial L}{\partial \hat{y}}",
    ],
)
def test_a_wrong_gradient_through_an_activation_is_not_proved(wrong):
    assert verdicts(NETWORK + f"$${wrong}$$\n")[-1] in ("refuted", "undecided")


def test_prose_calls_a_letter_an_activation_function():
    text = (
        "The hidden layer is $\\mathbf{h} = \\phi(\\mathbf{z})$ with the activation function $\\phi$.\n\n"
        "$$\\frac{\\partial \\mathbf{h}}{\\partial \\mathbf{z}} = \\operatorname{diag}(\\phi'(\\mathbf{z}))$$\n"
    )
    assert verdicts(text) == ["proved"]


def test_a_map_of_vectors_that_nothing_calls_an_activation_need_not_be_diagonal():
    text = (
        "The state is $\\mathbf{h} = g(\\mathbf{z})$.\n\n"
        "$$\\frac{\\partial \\mathbf{h}}{\\partial \\mathbf{z}} = \\operatorname{diag}(g'(\\mathbf{z}))$$\n"
    )
    assert verdicts(text) == ["undecided"]


MATRIX = "Let $X$ be an $n \\times d$ matrix, $y \\in \\mathbb{R}^n$ and $w \\in \\mathbb{R}^d$. "
CENTRING = "The centring matrix is $H = I - \\frac{1}{n} \\mathbf{1}\\mathbf{1}^T$. "


def test_a_matrix_whose_size_is_said_in_words():
    text = MATRIX + (
        "The residual is $r = Xw - y$ and $J(w) = \\frac{1}{2n} r^T r$.\n\n"
        "$$\\nabla_w J = \\frac{1}{n} X^T (X w - y)$$\n"
    )
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("X^T (X", "2 X^T (X")) == ["refuted"]


@pytest.mark.parametrize(
    "words",
    [
        "The $n \\times d$ design matrix $X$ and the vector $v \\in \\mathbb{R}^d$ are given.",
        "$X$ is of size $n \\times d$, and $v \\in \\mathbb{R}^d$.",
        "$X$ 是 $n \\times d$ 的矩阵，$v \\in \\mathbb{R}^d$。",
    ],
)
def test_sizes_in_words_of_several_kinds(words):
    assert verdicts(words + "\n\n$$\\nabla_v \\|X v\\|^2 = 2 X^T X v$$\n") == ["proved"]
    assert verdicts(words + "\n\n$$\\nabla_v \\|X v\\|^2 = 2 X X^T v$$\n") != ["proved"]


def test_a_product_beside_a_name_is_no_size():
    text = "The area $A$ with $a \\times b$ is known. $$\\frac{d}{da} (a \\times b) = b$$\n"
    assert verdicts(text) == ["proved"]


def test_the_centring_matrix():
    text = CENTRING + "Then $H^T = H$ and $H H = H$, and $H \\mathbf{1} = 0$.\n"
    assert verdicts(text) == ["proved"] * 3
    assert verdicts(CENTRING + "Then $H H = 2 H$.\n") == ["refuted"]
    assert verdicts(CENTRING + "Then $H \\mathbf{1} = \\mathbf{1}$.\n") != ["proved"]


def test_ones_and_the_identity_take_their_size_from_what_stands_beside_them():
    chain = (
        "$$y^T (I - \\frac{1}{n} \\mathbf{1}\\mathbf{1}^T)^T (I - \\frac{1}{n} \\mathbf{1}\\mathbf{1}^T) y"
        " = y^T (I - \\frac{2}{n} \\mathbf{1}\\mathbf{1}^T"
        " + \\frac{1}{n^2} \\mathbf{1}\\mathbf{1}^T \\mathbf{1}\\mathbf{1}^T) y$$\n"
    )
    assert verdicts("Let $y \\in \\mathbb{R}^n$.\n\n" + chain) == ["proved"]
    assert verdicts("Let $y \\in \\mathbb{R}^n$.\n\n" + chain.replace("{2}{n}", "{1}{n}")) == ["refuted"]


def test_a_divisor_that_is_no_length_is_none():
    text = "Let $y \\in \\mathbb{R}^m$ and $P = I - \\frac{1}{n} \\mathbf{1}\\mathbf{1}^T$. Then $P P y = P y$.\n"
    assert verdicts(text) != ["proved"]


ROWS = (
    "The forward pass is\n\n$$\n\\begin{aligned}\nz_1 &= x W_1 + b_1 \\\\\na_1 &= \\tanh(z_1) \\\\\n"
    "z_2 &= a_1 W_2 + b_2 \\\\\n\\hat{y} &= \\mathrm{softmax}(z_2)\n\\end{aligned}\n$$\n\n"
    "with $L = -\\sum_i y_i \\log \\hat{y}_i$, where $\\sum_i y_i = 1$. Let $\\delta_3 = \\hat{y} - y$ and "
    "$\\delta_2 = (1 - \\tanh^2 z_1) \\circ \\delta_3 W_2^T$. Then\n\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("gradient", "words"),
    [
        (r"\frac{\partial L}{\partial W_2} = a_1^T \delta_3", ("proved",)),
        (r"\frac{\partial L}{\partial b_2} = \delta_3", ("proved",)),
        (r"\frac{\partial L}{\partial W_1} = x^T \delta_2", ("proved",)),
        (r"\frac{\partial L}{\partial b_1} = \delta_2", ("proved",)),
        (r"\frac{\partial L}{\partial W_1} = 2 x^T \delta_2", ("refuted",)),
        (r"\frac{\partial L}{\partial b_1} = -\delta_2", ("refuted",)),
        (r"\frac{\partial L}{\partial W_2} = \delta_3^T a_1", ("conditional",)),  # in numerator layout
        (r"\frac{\partial L}{\partial a_1} = \delta_3 W_2", ("refuted", "undecided")),
    ],
)
def test_vectors_are_rows_where_they_stand_before_their_matrix(gradient, words):
    assert verdicts(ROWS + f"$${gradient}$$\n")[-1] in words


def test_a_bias_is_added_to_each_row_of_a_batch():
    text = (
        "For a batch, $Z = XW + b$ with $X \\in \\mathbb{R}^{N \\times D}$, $W \\in \\mathbb{R}^{D \\times H}$, "
        "and some loss $L$ depends on $Z$.\n\n"
        "$$\\frac{\\partial L}{\\partial b} = \\mathbf{1}^T \\frac{\\partial L}{\\partial Z}$$\n"
    )
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("= \\mathbf", "= 2 \\mathbf")) != ["proved"]


def test_columns_stay_columns():
    text = "Let $z = Wx + b$, $a = \\sigma(z)$ and $C = \\frac{1}{2} \\|a - y\\|^2$, with $\\delta = \\nabla_z C$. Then\n\n"
    assert verdicts(text + "$$\\frac{\\partial C}{\\partial W} = \\delta x^T$$\n")[-1] == "proved"
    assert verdicts(text + "$$\\frac{\\partial C}{\\partial W} = x^T \\delta$$\n")[-1] != "proved"


def test_softmax_of_an_entry_is_that_entry():
    text = (
        "Let $X \\in \\mathbb{R}^{M \\times N}$ with entries $x_{ij}$.\n\n"
        "$$\\frac{e^{x_{ij}}}{\\sum_{k} e^{x_{ik}}} = softmax(x_{ij})$$\n"
    )
    assert verdicts(text) == ["proved"]
    text = (
        "Let $z \\in \\mathbb{R}^n$.\n\n$$\\frac{\\partial \\text{softmax}(z_i)}{\\partial z_i} = "
        "\\text{softmax}(z_i)(1 - \\text{softmax}(z_i))$$\n"
    )
    assert verdicts(text) == ["proved"]


NUMBERED = (
    "The activation is $g(t) = 1/(1 + e^{-t})$.\n\n"
    "$$p^1_{s,j} = \\sum_{i=1}^d q^0_{s,i} v^1_{i,j}, \\quad q^1_{s,j} = g(p^1_{s,j})$$\n\n"
    "$$p^2_{s,j} = \\sum_{i=1}^n q^1_{s,i} v^2_{i,j} + c^2_j$$\n\n"
    "for $s = 1, \\dots, m$.\n\n"
)


@pytest.mark.parametrize(
    "right",
    [
        r"\frac{\partial}{\partial v^2_{i,j}} g(p^2_{s,j}) = g(p^2_{s,j}) (1 - g(p^2_{s,j})) q^1_{s,i}",
        r"\frac{\partial q^1_{s,j}}{\partial v^1_{i,j}} = q^1_{s,j} (1 - q^1_{s,j}) q^0_{s,i}",
        r"\frac{\partial p^2_{s,j}}{\partial c^2_j} = 1",
    ],
)
def test_numbers_of_layers_above_names_are_no_powers(right):
    assert verdicts(NUMBERED + LAST.format(right))[-1] == "proved"


LAST = r"""$$\frac{{\partial p^2_{{s,j}}}}{{\partial v^2_{{i,j}}}} = q^1_{{s,i}}$$

$${}$$
"""


@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{\partial p^2_{s,j}}{\partial v^2_{i,j}} = q^0_{s,i}",
        r"\frac{\partial p^2_{s,j}}{\partial v^2_{i,j}} = 2 q^1_{s,i}",
        r"\frac{\partial q^1_{s,j}}{\partial v^1_{i,j}} = q^1_{s,j} (1 + q^1_{s,j}) q^0_{s,i}",
    ],
)
def test_a_wrong_gradient_of_numbered_layers_is_not_proved(wrong):
    assert verdicts(NUMBERED + LAST.format(wrong))[-1] == "refuted"


def test_a_letter_that_also_stands_without_a_number_may_be_squared():
    text = "Let $r = v^2 + 3 v$.\n\n$$\\frac{\\partial r}{\\partial v} = 2 v + 3$$\n"
    assert verdicts(text) == ["proved"]
    slip = text.replace(r"\partial v}", r"\partial v^2}")
    assert verdicts(slip) != ["proved"]


def test_powers_of_a_variable_that_is_differentiated_by_twice_stay_powers():
    text = "Let $r = v^4 + v^3$.\n\n$$\\frac{\\partial^2 r}{\\partial v^2} = 12 v^2 + 6 v$$\n"
    assert verdicts(text) == ["proved"]


@pytest.mark.parametrize("open_", ["s,*", r"s,\cdot", r"s\cdot", "s,:"])
def test_a_star_or_a_dot_below_leaves_an_index_open(open_):
    text = (
        "Let $X \\in \\mathbb{R}^{m \\times d}$ and $w \\in \\mathbb{R}^d$.\n\n"
        f"$$X_{{{open_}}} \\cdot w = \\sum_{{i=1}}^d X_{{s,i}} w_i$$\n"
    )
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("w_i$$", "w_s$$")) != ["proved"]


def test_a_star_above_a_letter_below_is_part_of_a_name():
    text = "Let $y_{k^*}$ be the largest score and $a = 2 y_{k^*}$.\n\n$$a - y_{k^*} = y_{k^*}$$\n"
    assert verdicts(text) == ["proved"]


LAYER = (
    "In layer $l$ we have $z^l_j = \\sum_k w^l_{jk} a^{l-1}_k + b^l_j$ and "
    "$a^l_j = f\\left(\\sum_k w^l_{jk} a^{l-1}_k + b^l_j\\right)$.\n\n"
    "The next layer has $z^{l+1}_k = \\sum_j w^{l+1}_{kj} a^l_j + b^{l+1}_k$.\n\n"
)


def test_what_an_activation_is_made_of_is_said_by_its_input():
    slope = r"$$\frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{{}} f'(z^l_j)$$"
    assert verdicts(LAYER + slope.replace("{}", "kj"))[-1] == "proved"
    assert verdicts(LAYER + slope.replace("{}", "kj").replace("= ", "= 2 "))[-1] != "proved"


def test_a_slope_of_what_is_not_said_to_depend_refutes_nothing():
    note = (
        "Let $C = \\frac12 \\sum_j (a^L_j - y_j)^2$. The error is "
        "$\\delta^L_j = \\sum_k \\frac{\\partial C}{\\partial a^L_k} \\frac{\\partial a^L_k}{\\partial z^L_j}$.\n\n"
        "$$\\delta^L_j = (a^L_j - y_j) \\sigma'(z^L_j)$$"
    )
    assert verdicts(note)[-1] == "undecided"


@pytest.mark.parametrize(
    ("right", "verdict"), [(r" - \frac{1}{2\sigma_k^2}", "proved"), (r" + \frac{1}{2\sigma_k^2}", "refuted")]
)
def test_powers_of_entries_are_no_layers(right, verdict):
    note = (
        r"$$\ell = -\sum_{k=1}^K \left(\frac{(x_k - \mu_k)^2}{2\sigma_k^2} + \frac12 \log \sigma_k^2\right)$$"
        "\n\n"
        rf"$$\frac{{\partial \ell}}{{\partial \sigma_k^2}} = \frac{{(x_k - \mu_k)^2}}{{2\sigma_k^4}}{right}$$"
    )
    assert verdicts(note)[-1] == verdict


FORWARD = r"""Layer $l$ computes $z^l = W^l a^{l-1} + b^l$ and $a^l = \sigma(z^l)$. The cost is
$C = \frac{1}{2} \|a^L - y\|^2$. """


def test_a_layer_that_comes_from_the_one_before_has_its_number_above():
    assert "unread" not in verdicts(FORWARD + r"Then $$a^L - y = -(y - a^L)$$")
    assert verdicts(FORWARD + r"Then $$a^L - y = -(y - a^L)$$") == ["proved"]
    assert verdicts(FORWARD + r"Then $$a^L - y = y - a^L$$") == ["refuted"]
    assert "proved" not in verdicts(FORWARD + r"Then $$a^L a^L = a^{2 L}$$")
