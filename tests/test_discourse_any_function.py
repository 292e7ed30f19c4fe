"""A sigma that prose calls any function is not the sigmoid."""

import pytest

from tests.notes import claims, verdicts

NOTE = (
    "Let $a = \\sigma(z)$ with $z = w x + b$, {}. And $C = \\frac12 (a - y)^2$.\n\n"
    "$$\\frac{{\\partial C}}{{\\partial b}} = (a - y) a (1 - a)$$\n\n"
    "$$\\frac{{\\partial C}}{{\\partial b}} = (a - y) \\sigma'(z)$$\n\n"
    "$$\\frac{{\\partial C}}{{\\partial w}} = (a - y) \\sigma(z) x$$\n"
)


@pytest.mark.parametrize(
    "words",
    [
        r"where $\sigma$ may be any smooth activation",
        r"where $\sigma$ is an arbitrary activation function",
        r"for any differentiable function $\sigma$",
        r"with some nonlinearity $\sigma$",
        r"where $\sigma$ denotes a generic non-linearity",
    ],
)
def test_any_function_has_no_slope_of_its_own(words):
    slope, generic, wrong = verdicts(NOTE.format(words))
    assert slope in ("refuted", "undecided")
    assert (generic, wrong) == ("proved", "refuted")


@pytest.mark.parametrize(
    "words",
    [
        r"where $\sigma$ is the sigmoid",
        r"where $\sigma$ may be any activation, here the logistic function",
        r"with $\sigma(u) = \frac{1}{1 + e^{-u}}$, as for some activation functions",
    ],
)
def test_a_sigmoid_keeps_its_slope(words):
    assert verdicts(NOTE.format(words))[0] == "proved"


def test_any_number_beside_the_function_does_not_make_it_any_function():
    assert verdicts(NOTE.format(r"for any number $w$ and the function $\sigma$"))[0] == "proved"


def test_what_needs_the_sigmoid_is_true_on_that_condition_where_the_text_does_not_name_it():
    note = r"""Here $\sigma$ is an activation function and $a = \sigma(z)$.

$$\frac{d a}{d z} = \sigma'(z)$$
$$\frac{d a}{d z} = a (1 - a)$$
$$\frac{d a}{d z} = 1 - a^2$$
$$\frac{d a}{d z} = a (1 - a)^2$$
"""
    found = claims(note)
    assert [c.verdict for c in found] == ["proved", "conditional", "undecided", "refuted"]
    assert [c.text for c in found[1].judgement.conditions] == ["sigma is the logistic function"]
    assert not found[0].judgement.conditions


@pytest.mark.parametrize(
    "named",
    [
        r"Here $\sigma$ is the logistic function.",
        r"Here $\sigma(x) = \frac{1}{1 + e^{-x}}$.",
        r"# Sigmoid",
        r"With $p = \sigma(u) = \frac{1}{1 + e^{-u}}$ one has:",
    ],
)
def test_a_text_that_names_the_sigmoid_or_says_what_sigma_is_needs_no_condition(named: str):
    assert claims(f"{named}\n\n$$\\sigma'(z) = \\sigma(z) (1 - \\sigma(z))$$\n")[-1].verdict == "proved"


def test_an_equation_with_sigma_on_both_sides_does_not_say_what_it_is():
    note = "$$\\sigma(z) = 1 - \\sigma(-z)$$\n\n$$\\sigma'(z) = \\sigma(z) (1 - \\sigma(z))$$\n"
    conditions = claims(note)[-1].judgement.conditions
    assert [(c.text, c.origin) for c in conditions] == [("sigma is the logistic function", "as written")]


def test_a_sigma_of_nobody_that_may_be_the_softmax_refutes_nothing():
    note = r"""Let $\hat{y} = \sigma(z)$, $z \in \mathbb{R}^K$, and $L = -\sum_{k=1}^K y_k \ln \hat{y}_k$ where $\sum_k y_k = 1$.

$$\frac{\partial L}{\partial z_j} = \hat{y}_j - y_j$$
$$\frac{\partial L}{\partial z_j} = y_j - \hat{y}_j$$
"""
    assert verdicts(note) == ["undecided", "undecided"]


@pytest.mark.parametrize(
    "said",
    [
        r"Dabei sei $\sigma$ irgendeine differenzierbare Aktivierungsfunktion",
        r"其中 $\sigma$ 为任意可微的激活函数",
        r"Here $\sigma$ is some smooth activation function",
    ],
)
def test_a_claim_about_every_activation_is_not_about_the_sigmoid(said: str):
    note = (
        f"{said}, $a = \\sigma(z)$.\n\n$$\\frac{{d a}}{{d z}} = a (1 - a)$$\n\n$$\\frac{{d a}}{{d z}} = \\sigma'(z)$$\n"
    )
    assert verdicts(note) == ["undecided", "proved"]


def test_the_value_of_the_next_state_is_made_like_that_of_this_one():
    note = r"""The value is $v = w^\top \phi$, that of the next state is $v' = w^\top \phi'$, with $w, \phi \in \mathbb{R}^d$.
Let $\delta = r + \gamma v' - v$ and $L = \frac12 \delta^2$.

$$\nabla_w L = \delta (\gamma \phi' - \phi)$$
$$\nabla_w L = -\delta (\gamma \phi' - \phi)$$
"""
    assert verdicts(note) == ["proved", "refuted"]


def test_a_prime_that_nothing_explains_is_held_fixed_on_that_condition_only():
    note = r"""Let $v = w x$, $\delta = r + \gamma v' - v$ and $L = \frac12 \delta^2$.

$$\frac{\partial L}{\partial w} = -\delta x$$
$$L = \frac12 (r + \gamma v' - w x)^2$$
"""
    found = claims(note)
    assert [c.verdict for c in found] == ["conditional", "proved"]
    assert found[0].judgement.conditions[0].text == "v' does not depend on w"


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (r"an activation function $\sigma$ such as tanh", "undecided"),
        (r"an activation function $\sigma$, e.g. the sigmoid", "proved"),
        (r"an activation function $\sigma$", "conditional"),
    ],
)
def test_an_activation_such_as_another_is_not_the_sigmoid(said, verdict):
    note = f"With {said} let $a = \\sigma(z)$.\n\n$$\\frac{{d a}}{{d z}} = a (1 - a)$$\n"
    assert verdicts(note) == [verdict]
