"""The number pi beside weights and policies of that letter, and the conditionals that are always functions."""

import pytest

from tests.notes import claims, verdicts

WEIGHTS = (
    "Let $\\pi_k$ be the weights, $\\sum_{k=1}^K \\pi_k = 1$, and\n"
    "$$N_k = \\frac{1}{\\sqrt{2\\pi} s_k} e^{-\\frac{(x - m_k)^2}{2 s_k^2}}$$\n"
)


def test_two_pi_beside_weights_is_the_number():
    right = r"\log N_k = -\frac{1}{2} \log(2\pi) - \log s_k - \frac{(x - m_k)^2}{2 s_k^2}"
    assert verdicts(f"{WEIGHTS}$${right}$$\n") == ["proved"]
    assert verdicts(f"{WEIGHTS}$${right.replace('1}{2} ', '1}{4} ')}$$\n") == ["refuted"]
    assert verdicts(f"{WEIGHTS}$$\\frac{{\\partial}}{{\\partial \\pi_j}} \\sum_{{k=1}}^K \\pi_k N_k = N_j$$\n") == [
        "proved"
    ]


def test_two_pi_beside_a_number_of_that_name_is_not_guessed():
    text = "$$\\frac{\\partial}{\\partial \\pi} \\pi^2 = \\pi + \\pi$$\n\nThe weights are $\\pi_k$, and\n"
    found = verdicts(f"{text}$$-\\log \\frac{{1}}{{\\sqrt{{2\\pi}}}} = \\frac{{1}}{{2}} \\log(2\\pi)$$\n")
    assert found == ["proved", "unread"]


POLICY = (
    "A policy $\\pi(a \\mid s) = \\frac{1}{\\sqrt{2\\pi} \\sigma} \\exp\\left(-\\frac{(a - \\mu)^2}{2\\sigma^2}\\right)$ "
    "with $\\sigma > 0$ has\n"
)


@pytest.mark.parametrize(("last", "verdict"), [(r"\frac{1}{2} \log(2\pi)", "proved"), (r"\log(2\pi)", "refuted")])
def test_a_policy_is_a_function_and_two_pi_beside_it_the_number(last, verdict):
    formula = rf"\log \pi(a \mid s) = -\frac{{(a - \mu)^2}}{{2\sigma^2}} - \log \sigma - {last}"
    assert verdicts(f"{POLICY}$${formula}$$\n")[-1] == verdict


def test_twice_a_policy_is_no_circle():
    assert verdicts("Let $\\pi(a | s)$ be a policy. $2\\pi(a | s) = \\pi(a | s) + \\pi(a | s)$.\n") == ["proved"]


def test_pi_alone_stays_the_number():
    areas = "$$\\pi (r + 1)^2 = \\pi (r^2 + 2 r + 1), \\quad 2\\pi (r + 1) = 2\\pi r + 2\\pi$$\n"
    assert verdicts(areas) == ["proved", "proved"]
    assert verdicts("$$\\frac{\\pi}{2} + \\frac{\\pi}{2} = \\pi, \\quad \\frac{2\\pi}{c} c = 2\\pi$$\n") == [
        "proved",
        "proved",
    ]
    assert verdicts("$$2\\pi = \\pi + \\pi$$\n") == ["proved"]
    assert verdicts("$$\\pi (r + 1) = \\pi r + \\pi$$\n") == ["proved"]


@pytest.mark.parametrize("place", [".", r"\cdot"])
def test_the_place_that_a_distribution_leaves_open_is_that_of_what_is_drawn(place):
    drawn = rf"\mathbb{{E}}_{{z \sim q({place})}}"
    ratio = rf"{drawn}\left[\log \frac{{p(x, z)}}{{q(z)}}\right] = {drawn}[\log p(x, z)]"
    assert verdicts(f"$${ratio} - {drawn}[\\log q(z)]$$\n") == ["proved"]
    (claim,) = claims(f"$${ratio} + {drawn}[\\log q(z)]$$\n")
    assert claim.verdict in ("refuted", "undecided")
