"""The probability of sample i, written P(y_i | x_i; w) throughout: a number for each i, which an equation may say."""

import pytest

from tests.notes import verdicts

MODEL = (
    "For $y_i \\in \\{0, 1\\}$ the model says $P(y_i \\mid x_i; w) = p_i^{y_i} (1 - p_i)^{1 - y_i}$ with "
    "$p_i = \\sigma(w^T x_i)$. The loss is $L = -\\sum_{i=1}^n \\log P(y_i \\mid x_i; w)$.\n\n"
)
LOSS = r"$$L = -\sum_{i=1}^n [y_i \log p_i + (1 - y_i) \log(1 - p_i)]$$"


@pytest.mark.long
def test_what_a_model_says_of_one_sample_is_a_definition():
    assert verdicts(MODEL + LOSS) == ["proved"]
    assert verdicts(MODEL + LOSS.replace("+", "-")) != ["proved"]


def test_samples_may_be_numbered_above():
    assert verdicts(MODEL.replace("y_i", "y^{(i)}").replace("x_i", "x^{(i)}") + LOSS.replace("y_i", "y^{(i)}")) == [
        "proved"
    ]


@pytest.mark.parametrize("other", [r"P(y_i = 1 \mid x_i; w) = p_i", r"P(y_j \mid x_i; w) = 1 - P(x_i \mid y_j; w)"])
def test_a_law_that_is_also_written_otherwise_is_more_than_one_number_a_sample(other):
    wrong = LOSS.replace("+", "-")
    assert verdicts(f"{MODEL}The text uses ${other}$, too.\n\n{wrong}")[-1] not in ("proved", "conditional")


def test_a_letter_that_also_stands_alone_is_no_law():
    note = "Let $p_i = a_i$ and $p(y_i \\mid x_i) = b_i$.\n\n$$\\sum_i p_i = \\sum_i b_i$$"
    assert verdicts(note)[-1] not in ("proved", "conditional")


FIT = r"""For data $x_1, \ldots, x_n$ the density is
$$f(x_i) = \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x_i - \mu)^2}{2\sigma^2}\right)$$
The log-likelihood is
$$\log L(\mu, \sigma^2) = \sum_{i=1}^n \log f(x_i) = -\frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2 - @$$
Then
$$\frac{\partial \log L(\mu, \sigma^2)}{\partial \mu} = \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)$$
and
$$\frac{\partial \log L}{\partial \sigma^2} = \frac{1}{2\sigma^4} \sum_{i=1}^n (x_i - \mu)^2 - #$$
"""


@pytest.mark.long
def test_a_likelihood_may_be_given_by_its_logarithm_and_a_density_at_a_sample():
    half, slope = r"\frac{n}{2} \log(2 \pi \sigma^2)", r"\frac{n}{2 \sigma^2}"
    assert verdicts(FIT.replace("@", half).replace("#", slope)) == ["proved"] * 3
    assert verdicts(FIT.replace("@", r"\frac{n}{2} \log(\pi \sigma^2)").replace("#", slope))[0] == "refuted"
    assert verdicts(FIT.replace("@", half).replace("#", r"\frac{n}{\sigma^2}"))[2] == "refuted"


def test_a_density_at_a_sample_is_one_of_any_number():
    text = r"Let $g(x_i) = x_i e^{-c x_i}$ for samples $x_1, \ldots, x_n$. Then "
    assert verdicts(text + r"$\sum_{i=1}^n \ln g(x_i) = \sum_{i=1}^n \ln x_i - c \sum_{i=1}^n x_i$.") == ["proved"]
    assert verdicts(text + r"$g(2) = 2 e^{-2 c}$ and $g'(0) = 1$.") == ["proved", "proved"]
    assert verdicts(text + r"$g(2) = 2 e^{-c}$.") == ["refuted"]
    others = "Let $g(x_i) = x_i w_i$ for samples $x_1, \\ldots, x_n$. Then $g(2) = 2 w_i$."
    assert "proved" not in verdicts(others) and "refuted" not in verdicts(others)


def test_only_of_a_likelihood_a_logarithm_says_what_it_is():
    assert verdicts(r"Let $w > 0$. We have $\log w = 2 a$ here.") == ["undecided"]
    text = r"Let $L(a) = \prod_{i=1}^n a x_i$ with $x_i > 0$. Then $\log L(a) = @ + \sum_{i=1}^n \log x_i$ for $a > 0$."
    assert verdicts(text.replace("@", r"n \log a")) == ["proved"]
    assert verdicts(text.replace("@", r"\log a")) in (["refuted"], ["conditional"])


FITS = r"""# Coins

For $x_1, \dots, x_n$ the likelihood is
$$L(p) = \prod_{i=1}^n p^{x_i} (1-p)^{1-x_i}, \qquad \ell(p) = \log L(p)$$
$$\ell'(p) = \frac{\sum_i x_i}{p} - \frac{n - \sum_i x_i}{1-p}$$

# Counts

For $f(x; \lambda) = \frac{\lambda^x e^{-\lambda}}{x!}$ the log-likelihood is
$$\ell(\lambda) = \sum_{i=1}^n \log f(x_i; \lambda) = \log \lambda \sum_{i=1}^n x_i - n \lambda - \sum_{i=1}^n \log x_i!$$
$$\frac{d\ell}{d\lambda} = \frac{\sum_{i=1}^n x_i}{\lambda} - n$$

# Times

The density is $f(x) = \lambda e^{-\lambda x}$. The log-likelihood is
$$\ln L(\lambda) = n \ln \lambda - \lambda \sum_{i=1}^n x_i$$
$$\frac{d}{d\lambda} \ln L(\lambda) = @ - \sum_{i=1}^n x_i$$
"""


@pytest.mark.long
def test_sections_have_likelihoods_of_their_own():
    assert verdicts(FITS.replace("@", r"\frac{n}{\lambda}")) == ["proved"] * 4
    assert verdicts(FITS.replace("@", r"\frac{1}{\lambda}")) == ["proved"] * 3 + ["refuted"]


def test_a_density_with_parameters_is_told_from_one_without():
    text = (
        r"Let $g(x; c) = c^2 + x c$ and $g(x) = 5 x$ and $J(c) = \sum_{i=1}^n g(x_i; c)$ for $x_1, \ldots, x_n$. Then "
    )
    assert verdicts(text + r"$\frac{dJ}{dc} = 2 n c + \sum_{i=1}^n x_i$.") == ["proved"]
    assert verdicts(text + r"$\frac{dJ}{dc} = n c + \sum_{i=1}^n x_i$.") == ["refuted"]


def test_an_event_names_a_value_of_what_is_random():
    text = r"Let $P(y \mid z) = \sigma(z)^y (1 - \sigma(z))^{1-y}$. "
    assert verdicts(text + r"Then $\frac{P(y = 1 \mid z)}{P(y = 0 \mid z)} = e^{z}$.") == ["proved"]
    assert verdicts(text + r"If $y = 0$, then $P(y = 0 \mid z) = \sigma(z)$.") == ["refuted"]
    assert verdicts(text + r"If $y = 1$, then $P(y = 0 \mid z) = 1 - \sigma(z)$.") == ["proved"]


GRANTED = {"proved", "conditional"}
BERNOULLI = "For $y_n \\in \\{0, 1\\}$ let $p(y_n) = p_n^{y_n} (1 - p_n)^{1 - y_n}$.\n\n"
PRODUCT = r"$$L(w; \{y_n, x_n\}_{n=1}^N) = \prod_{n=1}^N p(y_n)$$ "
LOGARITHM = r"$$\log L(w; \{y_n, x_n\}_{n=1}^N) = \sum_{n=1}^N (y_n \log p_n + (1 - y_n) \log(1 - p_n))$$ "


@pytest.mark.long
def test_a_law_and_its_parameter_may_share_a_letter():
    assert verdicts(BERNOULLI + PRODUCT + LOGARITHM) == ["proved"]
    assert not GRANTED & {*verdicts(BERNOULLI + PRODUCT + LOGARITHM.replace("+", "-", 1))}
    text = r"A mark $y \in \{0, 1\}$ has $$p(y) = p^y (1 - p)^{1 - y}$$ so $$\log p(y) = y \log p + @ \log(1 - p)$$"
    assert verdicts(text.replace("@", "(1 - y)")) == ["proved"]
    assert verdicts(text.replace("@", "(1 + y)")) == ["refuted"]


def test_a_product_in_the_letter_of_a_law_is_no_law():
    text = r"Let $p(y) = p^y (1 - p)^{1 - y}$ for $y \in \{0, 1\}$. Then $v = p(1 - p)$ has $$v = p - p^2$$"
    assert verdicts(text) == ["proved"]
    text = r"The revenue $R = p(q)$ is the price $p$ times $q$, so $$\frac{\partial R}{\partial p} = q$$"
    assert verdicts(text)[-1] != "refuted"


@pytest.mark.long
def test_a_density_that_more_than_its_sample_goes_into_is_a_number_for_each():
    text = r"The mass of $y_i$ is $f(y_i) = p_i^{y_i} (1 - p_i)^{1 - y_i}$, so $L = \prod_{i=1}^n f(y_i)$ and "
    right = r"$$\log L = \sum_{i=1}^n (y_i \log p_i + (1 - y_i) \log(1 - p_i))$$"
    assert verdicts(text + right) == ["proved"]
    assert not GRANTED & {*verdicts(text + right.replace("p_i)", "p_i^2)"))}
    other = r"Let $f(x_i) = 1$ for the samples on the border and $f(x_j) = y_j x_j$. Then $$f(x_i) = 2$$"
    assert "proved" not in verdicts(other)


def test_a_likelihood_is_one_of_its_data_too():
    model = r"Let $p_n = \sigma(w x_n)$ with $\sigma(z) = 1/(1 + e^{-z})$. " + BERNOULLI + PRODUCT
    slope = r"$$\frac{\partial \log L(w; \{y_n, x_n\}_{n=1}^N)}{\partial w} = \sum_{n=1}^N (y_n - p_n) x_n$$"
    assert verdicts(model + slope) == ["proved"]
    assert verdicts(model + slope.replace("y_n - p_n", "p_n - y_n")) == ["refuted"]


@pytest.mark.parametrize("loss", [r"-\log \sigma(u^T v)", r"-\ln(\sigma(u \cdot v))", r"-\ln \sigma(u \cdot v)"])
def test_a_logarithm_of_a_function_needs_no_brackets_round_it(loss):
    text = f"Let $\\sigma$ be the sigmoid and $$L = {loss}$$ Then $$\\frac{{\\partial L}}{{\\partial v}} = @ u$$"
    assert verdicts(text.replace("@", r"(\sigma(u^T v) - 1)")) == ["proved"]
    assert verdicts(text.replace("@", r"(\sigma(u^T v) + 1)")) == ["refuted"]


MODEL_BY_PARTS = r"""Let $p_n = \sigma(w^\top x_n)$ with $y_n \in \{0, 1\}$ and $\sigma(z) = 1/(1+e^{-z})$, where
$w, x_n \in \mathbb{R}^D$. The likelihood is
$$@ = \prod_{n=1}^N p_n^{y_n} (1-p_n)^{1-y_n}$$
"""
BY_PARTS_LOGARITHM = r"""and its logarithm
$$\log @ = \sum_{n=1}^N y_n \log p_n + (1-y_n) \log(1-p_n)$$
so that
$$\frac{\partial \log @}{\partial w} = \sum_{n=1}^N (y_n - p_n) x_n$$
"""


@pytest.mark.long
@pytest.mark.parametrize("likelihood", ["L(w)", "L(w; X, y)", "L(w, y)", r"L(w \mid X, y)", r"\mathcal{L}(w; X)"])
def test_a_likelihood_made_of_probabilities_is_about_the_weights_that_they_are_made_of(likelihood):
    note = (MODEL_BY_PARTS + BY_PARTS_LOGARITHM).replace("@", likelihood)
    assert verdicts(note) == ["proved", "proved"]
    assert verdicts(note.replace("y_n - p_n", "p_n - y_n"))[1] == "refuted"
    assert verdicts(note.replace(r"+ (1-y_n) \log", r"- (1-y_n) \log"))[0] == "refuted"


def test_a_function_at_another_point_changes_all_that_it_is_made_of():
    note = (
        "Let $p_n = \\sigma(w x_n)$ with $\\sigma(z) = 1/(1+e^{-z})$ and $$L(w) = \\sum_{n=1}^N p_n$$ Then $$L(0) = @$$"
    )
    assert verdicts(note.replace("@", "N/2")) == ["proved"]
    assert "proved" not in verdicts(note.replace("@", r"\sum_{n=1}^N p_n"))


def test_what_a_quantity_is_of_need_not_be_equally_long():
    note = r"With $w, x_n \in \mathbb{R}^D$: $$L(w; y) = \prod_{n=1}^N e^{y_n w^\top x_n}$$ Then $$\log L(w; y) = @$$"
    assert verdicts(note.replace("@", r"\sum_{n=1}^N y_n w^\top x_n")) == ["proved"]
    assert verdicts(note.replace("@", r"\sum_{n=1}^N y_n w_n x_n")) != ["proved"]


@pytest.mark.parametrize(
    "words", ["For instance,", "For example:", "For the example above,", "Zum Beispiel ist", "例如"]
)
def test_an_example_does_not_say_what_a_name_is(words):
    example = f"{words}\n\n" + r"$$y = \begin{bmatrix} 0 \\ 1 \\ ... \\ 0 \end{bmatrix}$$"
    note = MODEL_BY_PARTS + BY_PARTS_LOGARITHM + "\n" + example
    assert verdicts(note.replace("@", "L(w)"))[:2] == ["proved", "proved"]
