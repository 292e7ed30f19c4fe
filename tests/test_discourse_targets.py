"""A target t that is differentiated beside something else, by what it is not said to depend on."""

import pytest

from tests.notes import claims, verdicts

LOSS = "Let $h = g(a v + b w)$ and $E = \\frac12 (f(h u) - t)^2$.\n\n"
SLOPE = r"$$\frac{\partial E}{\partial v} = (f(hu) - t)\left(\frac{\partial}{\partial v} f(hu) - {}\right)"


@pytest.mark.parametrize("written", [r"\frac{\partial t}{\partial v}", r"\frac{\partial}{\partial v}(t)"])
def test_that_a_target_stays_is_a_condition(written):
    right = SLOPE.replace("{}", written) + "\n= (f(hu) - t) f'(hu) u \\, a g'(a v + b w)$$"
    found = claims(LOSS + right)[-1]
    assert found.verdict == "conditional"
    assert [(c.text, c.origin) for c in found.judgement.conditions] == [("t does not depend on v", "found")]
    wrong = right.replace("a g'", "b g'")
    assert verdicts(LOSS + wrong)[-1] not in ("proved", "conditional")


def test_what_is_written_as_a_function_may_depend_on_it():
    note = LOSS.replace("Let", "The target $t(v)$ moves. Let")
    right = SLOPE.replace("{}", r"\frac{\partial t}{\partial v}") + "\n= (f(hu) - t) f'(hu) u \\, a g'(a v + b w)$$"
    assert verdicts(note + right)[-1] != "proved"


def test_a_link_of_a_chain_is_no_target():
    note = "The loss $L$ depends on $a$, and $a$ on $w$.\n\n"
    claim = r"$$\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a} \frac{\partial a}{\partial w} + w$$"
    assert verdicts(note + claim)[-1] not in ("proved", "conditional")


OPEN = "Let $E = \\frac12 (q - t)^2$.\n\n"
OPEN_SLOPE = r"(q - t)\left(\frac{\partial q}{\partial \theta} - \frac{\partial t}{\partial \theta}\right)"


@pytest.mark.parametrize(
    "right", [r"7 (q - t) \frac{\partial q}{\partial \theta}", r"-(q - t) \frac{\partial t}{\partial \theta}", "0"]
)
def test_two_slopes_that_nothing_says_are_not_both_taken_for_zero(right):
    assert verdicts(OPEN + f"$${OPEN_SLOPE} = {right}$$")[-1] not in ("proved", "conditional")


def test_the_claim_itself_is_no_condition_on_its_factors():
    found = claims(OPEN + rf"$${OPEN_SLOPE} = (q - t) \frac{{\partial q}}{{\partial \theta}}$$")[-1]
    assert found.verdict == "undecided"
