"""One letter for several things, told apart by how it is written: x and x^{(i)}, a bold x and a plain one, z_1 and z_2."""

import pytest

from tests.notes import claims, verdicts

SAMPLES = """
Let $h_\\theta(x) = g(\\theta^T x)$ with $g(z) = 1/(1 + e^{-z})$.

$$\\frac{\\partial h_\\theta(x)}{\\partial \\theta_k}
 = g(\\theta^T x) (1 - g(\\theta^T x)) \\frac{\\partial (\\theta^T x)}{\\partial \\theta_k}
 = @ h_\\theta(x) (1 - h_\\theta(x)) x_k$$

Hence for $J(\\theta) = -\\frac{1}{m} \\sum_{i=1}^m \\log(h_\\theta(y^{(i)} x^{(i)}))$

$$\\frac{\\partial J(\\theta)}{\\partial \\theta_k}
 = -\\frac{1}{m} \\sum_{i=1}^m (1 - h_\\theta(y^{(i)} x^{(i)})) y^{(i)} x_k^{(i)}$$
"""


def test_a_vector_beside_numbered_samples_is_one_of_them():
    assert verdicts(SAMPLES.replace("@", "")) == ["proved"] * 3
    assert verdicts(SAMPLES.replace("@", "-"))[1] == "refuted"


def test_the_number_of_a_sample_may_stand_on_the_line():
    """From print one copies y(i) for y^{(i)}; there is no product of a label and its number."""
    text = "Let $y(i) \\in \\{-1, 1\\}$ and $L = \\sum_{i=1}^m \\log(1 + e^{-y^{(i)} s^{(i)}})$.\n\n"
    right = "$$\\sum_{i=1}^m (y^{(i)})^2 s^{(i)} = \\sum_{i=1}^m s^{(i)}$$\n"
    assert verdicts(text + right) == ["proved"]
    assert verdicts(text + right.replace(")^2", ")^3")) == ["refuted"]


def test_a_function_of_a_number_that_counts_stays_one():
    text = "Let $f(i) = 2 i$ and $s^{(i)} > 0$ for $i = 1, \\dots, n$.\n\n$$\\sum_{i=1}^n f(i) = n (n + 1)$$\n"
    assert verdicts(text) == ["proved"]


PLAIN = """
The gradient of $\\mathbf{x}^\\top \\mathbf{w}$ is simple; that of $\\sigma(x) = \\frac{1}{1 + e^{-x}}$ is not:

$$\\frac{d}{dx} \\sigma(x) = @ e^{-x} \\sigma(x)^2 = \\frac{1}{(1 + e^x)(1 + e^{-x})} = \\sigma(x) \\sigma(-x)$$
"""


def test_a_plain_letter_beside_a_bold_one_is_a_number():
    assert verdicts(PLAIN.replace("@", "")) == ["proved"] * 4
    assert verdicts(PLAIN.replace("@", "-"))[1] == "refuted"


def test_a_bold_letter_stays_a_vector_beside_a_plain_one():
    text = "For a number, $x^2 \\geq 0$. Let $f(\\mathbf{x}) = \\mathbf{x}^\\top \\mathbf{x}$.\n\n"
    assert verdicts(f"{text}$$\\nabla_{{\\mathbf{{x}}}} f = 2 \\mathbf{{x}}$$\n")[-1] == "proved"
    assert verdicts(f"{text}$$\\nabla_{{\\mathbf{{x}}}} f = \\mathbf{{x}}$$\n")[-1] == "refuted"


LAYERS = """
Let $x \\in \\mathbb{R}^d$, $z_1 = W_1 x$ with $W_1 \\in \\mathbb{R}^{h \\times d}$, $a_1 = \\tanh(z_1)$ and
$z_2 = W_2 a_1$ with $W_2 \\in \\mathbb{R}^{k \\times h}$. The labels $y$ are one-hot, and

$$y_{\\text{pred}, i} = \\frac{e^{z_{2,i}}}{\\sum_{j=1}^k e^{z_{2,j}}}, \\qquad
L = -\\sum_{i=1}^k y_i \\log(y_{\\text{pred}, i}).$$

"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial L}{\partial z_2} = y_{\text{pred}} - y", "proved"),
        (r"\frac{\partial L}{\partial a_1} = W_2^T (y_{\text{pred}} - y)", "proved"),
        (r"\frac{\partial L}{\partial a_1} = W_2^T (y - y_{\text{pred}})", "refuted"),
    ],
)
def test_layers_of_several_lengths_have_entries(claim, verdict):
    assert verdicts(f"{LAYERS}$${claim}$$\n") == [verdict]


def test_samples_that_are_counted_are_rows_of_one_array():
    text = "Let $m_j = \\frac{1}{n} \\sum_{i=1}^n x_{i,j}$ be the mean, where $x_1$ is first.\n\n"
    assert verdicts(f"{text}$$\\sum_{{i=1}}^n (x_{{i,j}} - m_j) = 0$$\n") == ["proved"]


HINGE = "Let $z \\in \\mathbb{R}^n$, $a = \\max(0, z)$ and $L = \\sum_i c_i a_i$ with $c \\in \\mathbb{R}^n$. Then\n\n"


@pytest.mark.long
@pytest.mark.parametrize("ones", [r"\mathbb{1}_{z > 0}", r"\mathbb{1}[z > 0]", r"\mathbb{1}(z > 0)"])
def test_the_indicator_of_a_vector_is_one_of_each_entry(ones):
    assert verdicts(f"{HINGE}$$\\frac{{\\partial a}}{{\\partial z}} = \\text{{diag}}({ones})$$\n") == ["proved"]
    assert verdicts(f"{HINGE}$$\\frac{{\\partial L}}{{\\partial z}} = c \\odot {ones}$$\n")[0] != "refuted"
    assert verdicts(f"{HINGE}$$\\frac{{\\partial L}}{{\\partial z}} = -c \\odot {ones}$$\n") != ["proved"]


def test_the_indicator_of_numbers_is_a_number():
    text = "Let $\\mathbf{c} \\in \\mathbb{R}^n$ and $t > 0$.\n\n$$\\mathbf{c} \\mathbb{1}_{t > 0} = \\mathbf{c}$$\n"
    assert verdicts(text) == ["proved"]


HESSIAN = """
Let $z_i = \\mathbf{w}^\\top \\mathbf{x}_i$, $p_i = \\sigma(z_i)$ with the sigmoid $\\sigma$ and
$L(\\mathbf{w}) = -\\sum_{i=1}^n [y_i \\log(p_i) + (1 - y_i) \\log(1 - p_i)]$. Then

$$\\nabla^2_{\\mathbf{w}} L = \\sum_{i=1}^n p_i (1 - p_i) \\mathbf{x}_i \\mathbf{x}_i^\\top$$
"""


def test_a_second_gradient_is_a_matrix():
    assert verdicts(HESSIAN) == ["proved"]
    assert verdicts(HESSIAN.replace("(1 - p_i) \\mathbf", "(1 + p_i) \\mathbf")) == ["refuted"]


def test_an_update_is_one_whatever_its_sizes_are():
    text = "The step is\n\n$$w = w - H^{-1} \\nabla J(w)$$\n\nAnd for $f(w) = w^2$\n\n$$f'(w) = 2 w$$\n"
    assert [c.verdict for c in claims(text)] == ["proved"]


def test_a_derivative_of_order_n_is_not_the_number_of_a_sample():
    text = "Let $f(x) = e^{2x}$. Its derivatives are $f^{(n)}(x) = 2^n e^{2x}$.\n\n"
    assert verdicts(text + "$$f(n) = e^{2n}$$")[-1] == "proved"
    assert verdicts(text + "$$f(n) = 2^n$$")[-1] != "proved"
