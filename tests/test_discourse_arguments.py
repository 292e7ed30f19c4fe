"""Functions without their arguments in a chain rule: f' is f'(z) where the text writes f(z) and z is made of x."""

import pytest

from tests.notes import verdicts

NEURON = "$$z = w x + b$$\n\n$$a = %s(z)$$\n\n$$%s$$\n"


@pytest.mark.parametrize("name", [r"\phi", r"\sigma", "f", "g"])
@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        (r"\frac{\partial a}{\partial x} = F' w", "F' x"),
        (r"\frac{\partial a}{\partial w} = x F'", "w F'"),
        (r"\frac{\partial a}{\partial b} = F'", "F' w"),
        (r"\frac{\partial a}{\partial z} = F'", "F''"),
        (r"\frac{\partial^2 a}{\partial w^2} = x^2 F''", "x F''"),
    ],
)
def test_it_is_of_what_the_text_writes_it_of(name, claim, wrong):
    assert verdicts(NEURON % (name, claim.replace("F", name))) == ["proved"]
    false = f"{claim.partition('=')[0]}= {wrong}"
    assert verdicts(NEURON % (name, false.replace("F", name)))[0] not in ("proved", "unread")


@pytest.mark.long
def test_another_argument_elsewhere():
    """The parameter of the definition is no argument of the chain; a true claim was refuted as one of f(x)."""
    text = r"$\sigma(t) = 1/(1 + e^{-t})$ and $a = \sigma(z)$, $z = w x + b$. $$\frac{\partial a}{\partial w} = %s$$"
    assert verdicts(text % r"\sigma (1 - \sigma) x") == ["proved"]
    assert verdicts(text % r"\sigma (1 - \sigma) w") == ["refuted"]
    chain = "$a = f(z)$, $z = g(x)$\n\n$$\\frac{da}{dx} = %s$$\n\n$$\\frac{d^2a}{dx^2} = f'' (g')^2 + f' g''$$\n"
    assert verdicts(chain % "f' g'")[0] == "proved"
    assert "refuted" not in verdicts(chain % "f' g'")
    assert verdicts(chain % "f' + g'")[0] != "proved"


def test_two_arguments_made_of_the_variable_leave_it_open():
    text = "$a = f(u)$, $b = f(v)$, $u = 2 x$, $v = 3 x$. $$\\frac{da}{dx} = 2 f'$$"
    assert verdicts(text) == ["undecided"]


BOTH = r"""Let $$\ell(\theta) = \sum_{i=1}^n x_i \log \theta + \sum_{i=1}^n (1 - x_i) \log(1 - \theta).$$

For normal samples let $$\ell(\mu, s) = -n \log s - \frac{1}{2 s^2} \sum_{i=1}^n (x_i - \mu)^2.$$

$$%s$$
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial \ell}{\partial \mu} = \sum_{i=1}^n \frac{x_i - \mu}{s^2}", "proved"),
        (r"\frac{\partial \ell}{\partial \mu} = -\sum_{i=1}^n \frac{x_i - \mu}{s^2}", "refuted"),
        (
            (
                r"\frac{\partial \ell}{\partial \theta} = \frac{1}{\theta} \sum_i x_i - \frac{1}{1 - \theta} "
                r"\sum_i (1 - x_i)"
            ),
            "proved",
        ),
        (
            (
                r"\frac{\partial \ell}{\partial \theta} = \frac{1}{\theta} \sum_i x_i + \frac{1}{1 - \theta} "
                r"\sum_i (1 - x_i)"
            ),
            "refuted",
        ),
    ],
)
def test_what_it_is_differentiated_by_says_which_of_two_functions_of_a_letter_is_meant(claim, verdict):
    assert verdicts(BOTH % claim) == [verdict]
