"""Chain rules through functions of which little is said, means, and labels of samples."""

import pytest

from tests.notes import verdicts

NEURON = "Let $z = w x + b$ and $a = \\sigma(z)$, and let the cost be $C(a) = \\frac12 (a - y)^2$.\n\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial C}{\partial w} = C'(a) \sigma'(z) x", "proved"),
        (r"\frac{\partial C}{\partial w} = (a - y) \sigma'(z) x", "proved"),
        (r"\frac{\partial C}{\partial b} = C'(a) \sigma'(z)", "proved"),
        (r"\frac{\partial C}{\partial w} = (w - y) \sigma'(z) x", "refuted"),  # C is no function of w itself
        (r"\frac{\partial C}{\partial w} = C'(a) \sigma'(z) b", "refuted"),
        (r"\frac{\partial C}{\partial a} = a - y", "proved"),
    ],
)
def test_a_function_differentiated_by_what_its_argument_is_made_of_is_a_value(claim, verdict):
    assert verdicts(f"{NEURON}$${claim}$$\n") == [verdict]


def test_a_cost_that_is_defined_only_afterwards_is_of_what_the_text_applies_it_to():
    text = NEURON.replace("be $C(a) = \\frac12 (a - y)^2$", "be $C(a)$")
    chain = "\\frac{\\partial C}{\\partial a} \\frac{\\partial a}{\\partial z} \\frac{\\partial z}{\\partial w}"
    after = "\n\nFor $C(a) = \\frac12 (a - y)^2$ this is simple.\n"
    assert verdicts(f"{text}$$\\frac{{\\partial C}}{{\\partial w}} = {chain} = C'(a) \\sigma'(z) x$${after}") == [
        "proved",
        "proved",
    ]
    assert "refuted" not in verdicts(f"Let $C(a) = a^2$.\n\n$$\\frac{{\\partial C}}{{\\partial w}} = 2 w x$${after}")


def test_a_letter_that_is_all_a_function_is_differentiated_by_may_be_its_argument():
    text = "Let $\\sigma(x) = \\frac{1}{1 + e^{-x}}$. Then $$\\frac{d\\sigma}{dz} = \\sigma(z)(1 %s \\sigma(z))$$\n"
    assert [verdicts(text % sign) for sign in "-+"] == [["proved"], ["refuted"]]


MEAN = "Let $\\mu = \\frac1N \\sum_k x_k$ and $v = \\frac1N \\sum_k (x_k - \\mu)^2$.%s\n\n"
SLOPE = "$$\\frac{\\partial v}{\\partial x_j} = \\frac2N (x_j %s \\mu)$$\n"


def test_a_sum_without_an_end_that_is_divided_by_n_has_n_terms():
    assert verdicts(MEAN % "" + SLOPE % "-") == ["proved"]
    assert verdicts(MEAN % "" + SLOPE % "+") == ["refuted"]
    assert verdicts(MEAN.replace("\\sum_k x_k", "\\sum_{k=1}^K x_k") % "" + SLOPE % "-") != ["proved"]  # K of them


@pytest.mark.parametrize("divided", ["\\frac{\\sum_k x_k}{N}", "\\frac1N \\sum_k x_k"])
def test_numbers_that_only_look_like_the_end_of_a_sum(divided):
    text = f"Let $m = {divided}$.\n\n$$\\frac{{\\partial m}}{{\\partial x_j}} = \\frac1N$$\n"
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("N", "Z")) == ["proved"]
    one = f"Let $m = {divided}$ with $x_k = 1$ for every $k$.\n\n$$m = 1$$\n"
    assert "proved" not in verdicts(one.replace("N", "Z"))  # Z counts nothing


LABELS = (
    "Let $z_{nk} = \\beta_k^\\top x_n$ with $x_n \\in \\mathbb{R}^D$ for $n = 1, \\dots, N$ and "
    "$\\beta_k \\in \\mathbb{R}^D$, and $p_{nk} = \\frac{e^{z_{nk}}}{\\sum_i e^{z_{ni}}}$. "
)
DROPPED = "$$\\sum_{n=1}^N (I_{nj} - p_{nj} \\sum_{k=1}^K I_{nk}) x_n = \\sum_{n=1}^N (I_{nj} %s p_{nj}) x_n$$\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Assume $\\sum_{k=1}^K I_{nk} = 1$ for every $n$.", "proved"),
        ("Let $I_{nk}$ be 1 if observation $n$ is in class $k$ and 0 otherwise.", "conditional"),
    ],
)
def test_labels_of_each_sample_sum_to_one_inside_a_sum_over_samples(said, verdict):
    assert verdicts(f"{LABELS}{said}\n\n{DROPPED % '-'}")[-1] == verdict
    assert verdicts(f"{LABELS}{said}\n\n{DROPPED % '+'}")[-1] in ("refuted", "undecided")


BATCH = r"""Given a batch $x_1, \dots, x_m$, let $\mu = \frac1m \sum_{i=1}^m x_i$ and

$$\sigma^2 = \frac1m \sum_{i=1}^m (x_i - \mu)^2, \qquad \hat{x}_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad
y_i = \gamma \hat{x}_i + \beta.$$

"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial L}{\partial \hat{x}_i} = \frac{\partial L}{\partial y_i} \gamma", "proved"),
        (r"\frac{\partial L}{\partial \hat{x}_i} = \frac{\partial L}{\partial y_i} \beta", "undecided"),
        (r"\frac{\partial \sigma^2}{\partial x_j} = \frac{2}{m} (x_j - \mu)", "proved"),
        (r"\frac{\partial \sigma^2}{\partial x_j} = \frac{2}{m} (x_j + \mu)", "refuted"),
        (
            (
                r"\frac{\partial L}{\partial \sigma^2} = -\frac12 \sum_{i=1}^m \frac{\partial L}{\partial \hat{x}_i} "
                r"(x_i - \mu) (\sigma^2 + \epsilon)^{-3/2}"
            ),
            "proved",
        ),
        (
            (
                r"\frac{\partial L}{\partial \sigma^2} = \frac12 \sum_{i=1}^m \frac{\partial L}{\partial \hat{x}_i} "
                r"(x_i - \mu) (\sigma^2 + \epsilon)^{-3/2}"
            ),
            "undecided",
        ),
        (
            (
                r"\frac{\partial L}{\partial x_i} = \frac{\partial L}{\partial \hat{x}_i} \frac{1}{\sqrt{\sigma^2 + \epsilon}}"
                r" + \frac{\partial L}{\partial \sigma^2} \frac{2(x_i - \mu)}{m} + \frac{\partial L}{\partial \mu} \frac1m"
            ),
            "proved",
        ),
        (
            (
                r"\frac{\partial L}{\partial x_i} = \frac{\gamma}{m\sqrt{\sigma^2 + \epsilon}} \left("
                r"m \frac{\partial L}{\partial y_i} - \sum_j \frac{\partial L}{\partial y_j} "
                r"- \hat{x}_i \sum_j \frac{\partial L}{\partial y_j} \hat{x}_j\right)"
            ),
            "proved",
        ),
        (
            (
                r"\frac{\partial L}{\partial x_i} = \frac{\gamma}{m\sqrt{\sigma^2 + \epsilon}} \left("
                r"m \frac{\partial L}{\partial y_i} - \sum_j \frac{\partial L}{\partial y_j} "
                r"+ \hat{x}_i \sum_j \frac{\partial L}{\partial y_j} \hat{x}_j\right)"
            ),
            "undecided",
        ),
    ],
)
def test_batch_normalization(claim, verdict):
    found = verdicts(f"{BATCH}$${claim}$$\n")
    assert len(found) == 1
    assert found[0] == verdict or (verdict == "undecided" and found[0] == "refuted")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # beside its square, sigma is the standard deviation
        (r"Let $\sigma^2 = \frac1m \sum_{i=1}^m x_i^2$. Then $$\sigma^3 = \sigma \cdot \sigma^2$$", ["proved"]),
        (r"Let $\sigma^2 = \frac1m \sum_{i=1}^m x_i^2$. Then $$\frac{\sigma^2}{\sigma} = -\sigma$$", ["refuted"]),
        # an applied sigma is a function, and a letter of its own beside its square is no name for a root
        (
            r"A sigmoid: let $\sigma(z)^2 = \sigma(z) \sigma(z)$. Then $$\sigma'(z) = \sigma(z)(1 - \sigma(z))$$",
            ["proved", "proved"],
        ),
        (r"Let $x$ satisfy $x^2 = 4 y$. Then $$\sqrt{4 y} = x$$", None),
    ],
)
def test_a_square_is_a_name_only_where_nothing_else_is_said(text, expected):
    found = verdicts(text + "\n")
    assert found == expected if expected is not None else "proved" not in found


@pytest.mark.parametrize(("claim", "verdict"), [("-", "proved"), ("+", "refuted")])
def test_a_likelihood_is_differentiated_by_the_variance(claim, verdict):
    text = (
        "Let $\\ell = -\\frac{n}{2} \\ln(2 \\pi \\sigma^2) - \\frac{1}{2 \\sigma^2} \\sum_{i=1}^n (x_i - \\mu)^2$.\n\n"
        "$$\\frac{\\partial \\ell}{\\partial \\sigma^2} = "
        f"\\frac{{1}}{{2 \\sigma^4}} \\sum_{{i=1}}^n (x_i - \\mu)^2 {claim} \\frac{{n}}{{2 \\sigma^2}}$$\n"
    )
    assert verdicts(text) == [verdict]


COLUMNS = r"""Let $Y \in \mathbb{R}^{n \times d}$ have the columns $y_i \in \mathbb{R}^n$, and let

$$\text{var}(y_i) = \frac{1}{n-1} (y_i - \frac1n \mathbf{1} \mathbf{1}^\top y_i)^\top
(y_i - \frac1n \mathbf{1} \mathbf{1}^\top y_i).$$

"""


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"\frac{1}{n-1} y_i^\top (I - \frac1n \mathbf{1} \mathbf{1}^\top) y_i", "proved"),
        (r"\frac{1}{n-2} y_i^\top (I - \frac1n \mathbf{1} \mathbf{1}^\top) y_i", "refuted"),
        (r"\frac{1}{n-1} y_i^\top (I - \frac2n \mathbf{1} \mathbf{1}^\top) y_i", "refuted"),
    ],
)
def test_a_function_of_the_columns_of_a_matrix_is_defined_at_one_of_them(right, verdict):
    assert verdicts(f"{COLUMNS}So\n\n$$\\text{{var}}(y_i) = {right}$$\n") == [verdict]


def test_what_is_said_of_one_row_and_others_defines_no_function():
    text = (
        "Let $X \\in \\mathbb{R}^{n \\times d}$ with rows $x_i \\in \\mathbb{R}^d$ and $f(x_i) = x_i^\\top x_j$.\n\n"
        "$$f(x_k) = x_k^\\top x_j$$\n"
    )
    assert "proved" not in verdicts(text)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"F'(x) = F'(A) \cdot A'(B) \cdot B'(C) \cdot C'(x)", "proved"),
        (r"F'(x) = A'(B) \cdot B'(C) \cdot C'(x)", "proved"),
        (r"F'(B) = F'(A) \cdot A'(B)", "proved"),
        (r"F'(x) = -A'(B) \cdot B'(C) \cdot C'(x)", "refuted"),
        (r"F'(x) = A'(B(C(x))) \cdot B'(C(x)) \cdot C'(x)", "proved"),
        (r"F'(x) = A'(x) \cdot B'(x) \cdot C'(x)", "undecided"),  # at x, each of them?
        (r"F'(B) = A'(C)", "undecided"),  # dA/dC, or A' at C?
    ],
)
def test_a_prime_on_one_value_of_a_composition_with_another_in_brackets(claim, verdict):
    assert verdicts(f"Let $F(x) = A(B(C(x)))$. Then\n\n$${claim}$$\n") == [verdict]


def test_a_composition_of_a_product_is_differentiated_by_its_factors():
    text = "The cost is $Cost = C(R(Z(X W)))$. Then\n\n$$C'(W) = C'(R) \\cdot R'(Z) \\cdot Z'(%s)$$\n"
    assert [verdicts(text % by) for by in "WX"] == [["proved"], ["undecided"]]


def test_a_prime_beside_a_product_of_brackets_is_what_it_was():
    text = "Let $f(x) = a (b (x + 1))$. Then\n\n$$f'(x) = %s$$\n"
    assert [verdicts(text % right) for right in ("a b", "a")] == [["proved"], ["refuted"]]


def test_two_names_of_an_array_are_defined_by_one_chain():
    text = "Let $z = W h + b$. The output is $$\\hat y = a = \\text{softmax}(z)$$ so that "
    found = verdicts(text + "$$\\frac{\\partial a_i}{\\partial z_j} = a_i (\\delta_{ij} - \\hat y_j)$$\n")
    assert found == ["proved"]
    found = verdicts(text + "$$\\frac{\\partial a_i}{\\partial z_j} = a_i (\\delta_{ij} + \\hat y_j)$$\n")
    assert found == ["refuted"]
