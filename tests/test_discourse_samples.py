"""Likelihoods in documents: the product over samples is an assumption, found and named; what is false of it is false."""

import pytest

from tests.notes import verdicts


def words(report):
    return [claim.verdict for claim in report.claims]


FACTORISED = [
    r"p(\mathcal{D} \mid w) = \prod_{i=1}^N p(t_i \mid w)",
    r"P(Y \mid X, \theta) = \prod_{m=1}^M P(y^{(m)} \mid x^{(m)}, \theta)",
    r"p(x_1, \ldots, x_n \mid \mu) = \prod_{i=1}^n p(x_i \mid \mu)",
    r"P(X \mid \theta) = p(x_1 \mid \theta) p(x_2 \mid \theta) \cdots p(x_n \mid \theta)",
    r"\log p(\mathbf{x} \mid \lambda) = \sum_{i=1}^n \log p(x_i \mid \lambda)",
    r"-\ln P(Y \mid X) = -\sum_{i} \ln P(y_i \mid x_i)",
    (
        r"\frac{\partial}{\partial \theta} \log P(X \mid \theta)"
        r" = \sum_{i=1}^n \frac{1}{P(x_i \mid \theta)} \frac{\partial P(x_i \mid \theta)}{\partial \theta}"
    ),
]


@pytest.mark.parametrize("formula", FACTORISED)
def test_the_product_over_samples_is_a_condition_and_is_named(judged, formula):
    report = judged(f"The likelihood of the data:\n\n$${formula}$$\n")
    assert words(report) == ["conditional"]
    assert "the samples are independent" in report.claims[0].judgement.conditions[0].text


@pytest.mark.parametrize(
    "formula",
    [
        r"-\log P(Y \mid X) = \sum_{i=1}^n \log P(y_i \mid x_i)",
        r"\log P(X \mid \theta) = -\sum_{i=1}^n \log P(x_i \mid \theta)",
        (
            r"-\frac{\partial}{\partial \theta} \log P(X \mid \theta)"
            r" = \sum_{i=1}^n \frac{1}{P(x_i \mid \theta)} \frac{\partial P(x_i \mid \theta)}{\partial \theta}"
        ),
    ],
)
def test_what_is_false_of_independent_samples_is_refuted(judged, formula):
    assert words(judged(f"We find\n\n$${formula}$$\n")) == ["refuted"]


@pytest.mark.parametrize(
    "formula",
    [
        r"P(A \mid B) = \sum_{i=1}^n P(A_i \mid B)",  # cases that exclude each other
        r"\log P(A \mid B) = \log \sum_{i=1}^n P(A_i \mid B)",
        r"\log p(y \mid x) = \sum_{k=1}^K y_k \log p(y_k \mid x)",  # of one sample, one-hot
        r"\log p(X \mid \theta) = \frac{1}{n} \sum_{i=1}^n \log p(x_i \mid \theta)",  # their mean, loosely
        r"p(x \mid \theta) = \sum_{k=1}^K \pi_k p(x \mid \theta_k)",  # a mixture
        r"P(Z \mid \theta) = \prod_{i=1}^n P(x_i \mid \theta)",  # nothing says that Z is the x_i
    ],
)
def test_other_sums_and_products_of_probabilities_stay_open(judged, formula):
    assert set(words(judged(f"We find\n\n$${formula}$$\n"))) <= {"undecided", "unread"}


def test_a_likelihood_of_another_section_is_no_part_of_it(judged):
    text = """# Coins

$$P(X \\mid \\theta) = \\theta^{h} (1 - \\theta)^{t}.$$

# In general

$$-\\log P(X \\mid \\theta) = -\\log P(x_1 \\mid \\theta) - \\log P(x_2 \\mid \\theta) - \\cdots - \\log P(x_n \\mid \\theta)$$
"""
    assert words(judged(text)) == ["conditional"]


def test_the_logarithm_of_a_product_of_conditional_probabilities(judged):
    text = r"""$$\log \prod_{i=1}^n P(y_i \mid x_i) = \sum_{i=1}^n \log P(y_i \mid x_i)$$

$$\log \prod_{i=1}^n P(y_i \mid x_i) = \sum_{i=1}^n P(y_i \mid x_i)$$
"""
    assert words(judged(text))[0] == "proved"
    assert words(judged(text))[1] in ("undecided", "refuted")


@pytest.mark.parametrize(
    "sentence",
    [
        "Assuming the samples are independent, we find",
        "Since all observations are i.i.d., we find",
        "The examples are drawn independently of each other. So",
        "We suppose that the data points are independent and identically distributed.\n\nHence",
    ],
)
def test_independence_that_the_text_states_is_used_and_listed(judged, sentence):
    text = f"# Likelihood\n\n{sentence}\n\n$$P(X \\mid \\theta) = \\prod_{{i=1}}^n P(x_i \\mid \\theta).$$\n"
    report = judged(text)
    assert words(report) == ["proved"]
    condition = report.claims[0].judgement.conditions[0]
    assert "the samples are independent" in condition.text
    assert condition.origin == "stated, line 3"
    wrong = judged(text.replace(r"\prod", r"\sum"))
    assert "proved" not in words(wrong)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the samples are independent, much is simpler. We find",
        "The samples are not independent. We find",
        "The independent variables are data. We find",
        "The labels are independent of $\\theta$. We find",
        "The vectors of the data are linearly independent. We find",
    ],
)
def test_other_independence_is_not_that_of_samples(judged, sentence):
    report = judged(f"{sentence}\n\n$$P(X \\mid \\theta) = \\prod_{{i=1}}^n P(x_i \\mid \\theta).$$\n")
    assert words(report) == ["conditional"]
    assert report.claims[0].judgement.conditions[0].origin == "found"


LOGISTIC = r"""The model says
$$P(y \mid x; w) = \sigma(w^T x)^y (1 - \sigma(w^T x))^{1-y}.$$
The log-likelihood of the data is
$$\ell(w) = \sum_{i=1}^n y_i \log \sigma(w^T x_i) + (1 - y_i) \log (1 - \sigma(w^T x_i))$$
Its gradient is
$$\nabla_w \ell(w) = \sum_{i=1}^n (y_i - \sigma(w^T x_i)) x_i$$
The odds are
$$\frac{P(y = 1 \mid x; w)}{P(y = 0 \mid x; w)} = @$$
and the Hessian
$$\nabla_w^2 \ell(w) = -\sum_{i=1}^n \sigma(w^T x_i) (1 - \sigma(w^T x_i)) x_i x_i^T$$
"""


@pytest.mark.long
def test_what_the_same_weights_multiply_is_one_sample_more():
    assert verdicts(LOGISTIC.replace("@", "e^{w^T x}")) == ["proved"] * 3
    assert verdicts(LOGISTIC.replace("@", "e^{-w^T x}")) == ["proved", "refuted", "proved"]
