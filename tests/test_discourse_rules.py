"""Rules for all functions need no word on what the functions are; what holds of one function is no such rule."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan


def verdicts(formula):
    return [claim.verdict for claim in follow(scan(f"We have\n\n$${formula}$$\n", ".md"), "notes.md").claims]


QUOTIENT = r"\frac{d}{dx}\left[\frac{f(x)}{g(x)}\right] = \frac{\frac{df}{dx} g(x) @ f(x) \frac{dg}{dx}}{g^2(x)}"
PRODUCT = r"\frac{d}{dx}\left[u v\right] = \frac{du}{dx} v @ u \frac{dv}{dx}"
LOGARITHM = r"\frac{d}{dx} \log w = @ \frac{1}{w} \frac{dw}{dx}"


@pytest.mark.parametrize(("rule", "right", "wrong"), ((QUOTIENT, "-", "+"), (PRODUCT, "+", "-"), (LOGARITHM, "", "-")))
def test_rules_are_judged_for_all_functions(rule, right, wrong):
    assert verdicts(rule.replace("@", right)) == ["proved"]
    assert verdicts(rule.replace("@", wrong)) == ["refuted"]


@pytest.mark.parametrize(
    "formula",
    (
        r"\frac{dy}{dx} = y (1 - y)",
        r"\frac{d}{dx} \log w = 1 - w",
        r"\frac{d}{dx}\left[u v\right] = u v \frac{du}{dx}",
        r"\frac{d}{dx}\left[u v\right] = c \frac{du}{dx} \frac{dv}{dx}",
    ),
)
def test_what_may_hold_of_the_functions_at_hand_is_left_open(formula):
    assert verdicts(formula) == ["undecided"]


SIDES = r"\frac{f}{g} = \frac{g \frac{df}{dx} - f \frac{dg}{dx}}{g^2}"


@pytest.mark.parametrize(
    ("said", "formula", "verdict"),
    [
        ("Recall the quotient rule: ", SIDES, "refuted"),  # the derivative is missing on the left
        ("We have ", SIDES, "undecided"),  # of some f and g
        ("By the product rule ", r"f = \frac{df}{dx}", "undecided"),
        (
            "By the product rule ",
            r"\frac{dh}{dx} = \frac{df}{dx} g - f \frac{dg}{dx}",
            "undecided",
        ),  # of an h of theirs
    ],
)
def test_what_is_called_a_rule_is_one_for_all_functions(said, formula, verdict):
    found = follow(scan(f"{said}$${formula}$$\n", ".md"), "notes.md").claims
    assert [claim.verdict for claim in found] == [verdict]


def test_the_power_of_a_function_stands_before_its_argument():
    assert verdicts(r"\frac{d}{dx} g^2(x) = 2 g(x) \frac{dg}{dx}") == ["proved"]


def test_a_derivative_in_two_cases_of_its_indices():
    text = (
        r"\frac{\partial p_j}{\partial z_i} = \begin{cases} p_i (1 - p_i) & i = j \\ @ p_j p_i & i \neq j \end{cases}"
    )
    softmax = "Let $p_j = e^{z_j}/\\sum_{k=1}^K e^{z_k}$.\n\n$$" + text + "$$\n"
    wrong = softmax.replace("@", "-").replace("(1 - p_i)", "(1 + p_i)")
    texts = (softmax.replace("@", "-"), softmax.replace("@", ""), wrong)
    found = [follow(scan(text, ".md"), "notes.md").claims for text in texts]
    assert [[claim.verdict for claim in claims] for claims in found] == [["proved"], ["refuted"], ["refuted"]]


def test_who_writes_a_delta_means_all_indices():
    softmax = "Let $p_j = e^{z_j}/\\sum_{k=1}^K e^{z_k}$.\n\n$$\\frac{\\partial p_j}{\\partial z_i} = "
    wrong = follow(scan(softmax + "p_i (2 \\delta_{ij} - p_j)$$\n", ".md"), "notes.md").claims
    unsaid = follow(scan(softmax + "p_i (\\delta_{ij} - p_j) = -p_i p_j$$\n", ".md"), "notes.md").claims
    assert [claim.verdict for claim in wrong] == ["refuted"]
    assert [claim.verdict for claim in unsaid] == ["proved", "conditional"]
