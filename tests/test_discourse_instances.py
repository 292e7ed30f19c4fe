"""Numbers that are put into a formula: what they stand for is a condition, and no other formula will do."""

import pytest

from tests.notes import claims, verdicts

MODEL = r"The output is $\hat{y} = \sigma(z)$ with $z = w x + b$, and the loss is $L = (\hat{y} - y)^2$." + "\n\n"


def conditions(claim):
    found = claims(f"{MODEL}$${claim}$$\n")[0]
    return found.verdict, [c.text for c in found.judgement.conditions]


@pytest.mark.parametrize(
    ("claim", "values"),
    [
        ("L = (0.622 - 0)^2 = 0.387", ["hat_y = 0.622", "y = 0"]),
        (r"2(\hat{y} - y) = 2(0.622 - 0)", ["hat_y = 0.622", "y = 0"]),
        (r"w x + b = 0.5 \times 3 - 0.1", ["w = 0.5", "x = 3", "b = -0.1"]),
        (
            r"\frac{\partial L}{\partial \hat{y}} \cdot \frac{\partial \hat{y}}{\partial z} = 1.244 \times 0.235",
            ["partial L/partial hat_y = 1.244", "partial hat_y/partial z = 0.235"],
        ),
    ],
)
def test_a_formula_with_numbers_holds_for_those_numbers(claim, values):
    assert conditions(claim) == ("conditional", values)


@pytest.mark.parametrize(
    "claim",
    [
        r"2(\hat{y} - y) = 3(0.622 - 0)",  # another formula
        r"(\hat{y} - y)(\hat{y} + y) = (0.622 - 0)(0.633 + 0)",  # two values for one letter
        r"\hat{y} - y = 0.622",  # which of them is it?
        r"w x + b = 0.5 + 3 \times 0.1",
        r"L = (0.622 + 0)^2",
    ],
)
def test_numbers_of_another_formula_are_no_instance(claim):
    assert conditions(claim)[0] not in ("proved", "conditional")


def test_an_instance_has_the_numbers_that_the_text_gives():
    chain = f"{MODEL}$$\\hat{{y}} = \\sigma(0.5) = 0.622$$\n\n$$\\hat{{y}} - y = @ - 0$$\n"
    (claim,) = claims(chain.replace("@", "0.622"))[-1:]
    assert claim.verdict == "conditional"
    assert [c.text for c in claim.judgement.conditions if c.origin == "found"] == ["z = 0.5", "y = 0"]
    assert verdicts(chain.replace("@", "0.632"))[-1] == "undecided"


def test_what_an_instance_comes_out_as_is_another_claim():
    assert verdicts(f"{MODEL}$$2(\\hat{{y}} - y) = 2(0.622 - 0) = 1.255$$\n") == ["conditional", "refuted"]


def test_a_number_that_follows_from_those_that_the_text_gives_rests_on_them():
    text = "Let $z = w x + b$.\n\n$$z = 0.5 \\times 3 - 0.1 = 1.4$$\n\n$$\\tanh(z) = @$$\n"
    assert verdicts(text.replace("@", "0.885"))[-1] == "conditional"
    assert verdicts(text.replace("@", "0.785"))[-1] not in ("proved", "conditional")


def test_a_claim_is_no_reason_for_itself():
    assert verdicts(f"{MODEL}It gives $\\hat{{y}} = 0.622$.\n") == ["undecided"]
    assert verdicts(f"{MODEL}$$\\tanh(\\hat{{y}}) = 0.5$$\n") == ["undecided"]
