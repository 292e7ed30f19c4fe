r"""Laws with parameters below, p_\theta(x) and \pi_\theta(a | s): scores, and gradients of means under them."""

import pytest

from tests.notes import claims, verdicts

GRANTED = {"proved", "conditional"}
TRUE = [
    r"\mathbb{E}_{a \sim \pi_\theta}[r(a)] = \sum_a \pi_\theta(a) r(a)",
    r"\mathbb{E}_{a \sim \pi_\theta(\cdot | s)}[\nabla_\theta \log \pi_\theta(a | s)] = \sum_a \nabla_\theta \pi_\theta(a | s)",
    r"\nabla_\theta \sum_a \pi_\theta(a | s) = 0",
    r"\mathbb{E}_{x \sim p_\theta}[\nabla_\theta \log p_\theta(x)] = \nabla_\theta \int p_\theta(x) dx",
    r"\mathbb{E}_{x \sim p_\theta}[r(x)] + \nabla_\theta \int p_\theta(x) dx = \int p_\theta(x) r(x) dx",
    r"\nabla_\theta \mathbb{E}_{\tau \sim p_\theta(\tau)}[R(\tau)] = \int p_\theta(\tau) \nabla_\theta \log p_\theta(\tau) R(\tau) d\tau",
    r"\mathbb{E}_{z \sim q_\phi(z|x)}[\log p_\theta(x|z)] = \int q_\phi(z|x) \log p_\theta(x|z) dz",
]
FALSE = [
    r"\mathbb{E}_{a \sim \pi_\theta}[r(a)] = \sum_a \pi_\theta(a) r(a)^2",
    r"\mathbb{E}_{a \sim \pi_\theta}[r(a)] = \sum_a r(a)",
    r"\mathbb{E}_{x \sim p_\theta}[\nabla_\theta \log p_\theta(x)] = 1",
    r"\nabla_\theta \mathbb{E}_{\tau \sim p_\theta(\tau)}[R(\tau)] = \int \nabla_\theta \log p_\theta(\tau) R(\tau) d\tau",
    r"\int p_\theta(x, z) dz = 1",
    r"\int p_\theta(x, z) dz = p_\phi(x)",
    r"\sum_a \pi_\theta(a) = \theta",
    r"\mathbb{E}_{z \sim q_\phi(z|x)}[\log p_\theta(x|z)] = \int p_\theta(x|z) \log q_\phi(z|x) dz",
    r"\int p_\theta(x|z) dz = 1",
]
OBJECTIVE = r"""The objective is $J(\theta) = \mathbb{E}_{a \sim \pi_\theta}[r(a)]$. Then

$$\nabla_\theta J(\theta) = \sum_a \nabla_\theta \pi_\theta(a) r(a) = \sum_a \pi_\theta(a) r(a) \nabla_\theta \log \pi_\theta(a)$$
"""


@pytest.mark.parametrize("claim", TRUE)
def test_laws_of_a_family(claim):
    (found,) = claims(f"We have $${claim}$$\n")
    assert found.verdict == "proved"
    assert any(c.text.endswith("is a probability") for c in found.judgement.conditions)


@pytest.mark.parametrize("claim", FALSE)
def test_what_no_law_of_a_family_says(claim):
    assert GRANTED.isdisjoint(verdicts(f"We have $${claim}$$\n"))


def test_the_gradient_of_a_mean_that_the_text_defines():
    assert verdicts(OBJECTIVE) == ["proved", "proved"]
    assert verdicts(OBJECTIVE.replace(r"\sum_a \nabla", r"2 \sum_a \nabla"))[0] not in GRANTED


@pytest.mark.parametrize(("power", "verdict"), [("", "proved"), ("^2", "undecided")])
def test_a_sum_that_the_text_defines_is_the_mean(power, verdict):
    note = r"Let $J(\theta) = \sum_a \pi_\theta(a) r(a)$. $$J(\theta) = \mathbb{E}_{a \sim \pi_\theta}[r(a)^2]$$"
    assert verdicts(note.replace("^2", power)) == [verdict]
