r"""Lecture notes that number their samples above, x^{(i)}, and the ways in which they write a model and its loss."""

import pytest

from tests.notes import verdicts

GRANTED = {"proved", "conditional"}

MODEL = r"""We are given data $\{(x^{(i)}, y^{(i)})\}_{i=1}^m$ with $x^{(i)} \in \mathbb{R}^n$ and
$y^{(i)} \in \{0, 1\}$. Let $$h_\theta(x) = g(\theta^T x) = \frac{1}{1 + e^{-\theta^T x}}$$ where
$$g(z) = \frac{1}{1 + e^{-z}}$$
"""
LAW = r"$$p(y \mid x; \theta) = (h_\theta(x))^y (1 - h_\theta(x))^{1 - y}$$ The likelihood is "
LIKELIHOOD = r"$$L(\theta) = \prod_{i=1}^m p(y^{(i)} \mid x^{(i)}; \theta) = @$$"


@pytest.mark.long
def test_a_law_at_a_sample_is_about_the_sample():
    note = MODEL + LAW + LIKELIHOOD
    right = r"\prod_{i=1}^m h_\theta(x^{(i)})^{y^{(i)}} (1 - h_\theta(x^{(i)}))^{1 - y^{(i)}}"
    assert verdicts(note.replace("@", right)) == ["proved", "proved"]
    assert not GRANTED & {verdicts(note.replace("@", right.replace("1 - y", "y")))[1]}


def test_a_sum_reaches_what_has_its_sample_number_above():
    note = MODEL + LAW + LIKELIHOOD.replace(" = @", "") + r" and $$\log L(\theta) = \sum_{i=1}^m @$$"
    right = r"y^{(i)} \log h_\theta(x^{(i)}) + (1 - y^{(i)}) \log(1 - h_\theta(x^{(i)}))"
    assert verdicts(note.replace("@", right)) == ["proved", "proved"]
    assert not GRANTED & {verdicts(note.replace("@", right.replace("+", "-")))[1]}
    apart = r"Then $$\sum_{i=1}^m a^{(i)} + b^{(j)} = b^{(j)} + \sum_{i=1}^m a^{(i)}$$"
    assert verdicts(apart) == ["proved"]


def test_the_size_of_one_sample_is_that_of_all():
    note = MODEL.replace("given data", "given").replace(r"$\{(x^{(i)}, y^{(i)})\}_{i=1}^m$ with ", "")
    note += (
        r"The loss is $$\ell(\theta) = \sum_{k=1}^m y^{(k)} h_\theta(x^{(k)})$$ so $$\nabla_\theta \ell(\theta) = @$$"
    )
    right = r"\sum_{k=1}^m y^{(k)} h_\theta(x^{(k)}) (1 - h_\theta(x^{(k)})) x^{(k)}"
    assert verdicts(note.replace("@", right))[-1] == "proved"
    assert not GRANTED & {verdicts(note.replace("@", right.replace("1 -", "1 +")))[-1]}


@pytest.mark.parametrize("data", [r"\{(x_i, y_i)\}_{i=1}^N", r"\{(\mathbf{x}_i, y_i)\}_{i=1}^N", r"\{x_1, x_2\}"])
def test_a_set_of_data_is_no_claim(data):
    assert verdicts(f"Let $\\mathcal{{D}} = {data}$ be the data set. Then $1 + 1 = 2$.") == ["proved"]
    assert verdicts(f"The data set is ${data}$. Then $1 + 1 = 2$.") == ["proved"]


def test_what_a_model_assumes_of_its_labels_is_no_claim():
    law = r"$$P(y = 1 \mid x; \theta) = h_\theta(x), \quad P(y = 0 \mid x; \theta) = 1 - h_\theta(x)$$"
    assert verdicts(MODEL + "Assume that\n\n" + law) == ["proved"]
    (first, *others) = verdicts(f"{MODEL}It follows that\n\n{law}\n\nso $P(y = 0 \\mid x; \\theta) = h_\\theta(x)$.")
    assert first == "proved"
    assert not GRANTED & set(others)


COSTS = r"""Let $h_\theta(x) = \theta_0 + \theta_1 x$ and
$$J(\theta_0, \theta_1) = \frac{1}{2m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2$$ Then
$$\frac{\partial}{\partial \theta_1} J(\theta_0, \theta_1) = \frac{@}{m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)}) x^{(i)}$$

## In matrices

With $X \in \mathbb{R}^{m \times n}$ and $y \in \mathbb{R}^m$ let
$$J(\theta) = \frac{1}{2m} (X\theta - y)^T (X \theta - y)$$ Then $$\nabla_\theta J(\theta) = \frac{#}{m} X^T (X\theta - y)$$
"""


def test_one_letter_of_so_many_names_and_of_more_is_two_quantities():
    assert verdicts(COSTS.replace("@", "1").replace("#", "1")) == ["proved", "proved"]
    assert verdicts(COSTS.replace("@", "2").replace("#", "-1")) == ["refuted", "refuted"]


def test_a_cost_of_which_one_form_is_defined_is_one_quantity():
    note = r"Let $J(a, b) = a^2 + b$. Then $$\frac{\partial J(a, b)}{\partial a} = 2 a$$ and $J(a) = 0$ is unclear."
    assert verdicts(note)[0] == "proved"


@pytest.mark.parametrize("name", [r"h_\theta", "h_w", r"f_\phi", r"g_\psi"])
def test_what_a_model_learns_may_stand_below_its_letter(name):
    note = f"$$L = \\sum_{{i=1}}^m {name}(x^{{(i)}}) y^{{(i)}}$$ Then $$2 L = \\sum_{{i=1}}^m 2 y^{{(i)}} {name}(x^{{(i)}})$$"
    assert verdicts(note) == ["proved"]
    assert verdicts(note.replace("2 L", "3 L")) == ["refuted"]
