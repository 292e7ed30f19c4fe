"""Numbers that are put into a formula: what they stand for is a condition, which the text must not contradict."""

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


@pytest.mark.parametrize(
    "text",
    [
        r"Let $f(x) = x^2$. Then $2 f'(3) = 2 \cdot 5$.",
        r"Let $f(x) = x^2$. Then $f(3) + f(4) = 10 + 16$.",
        r"Let $a = 2$ and $b = a + 1$. Then $a b = 2 \cdot 4$.",
        r"Let $y = x^2$ and $x = 2$. Then $x + y = 2 + 5$.",
        r"Let $y = q^2$. Then $q + y = 2 + 5$.",
        r"Let $L = y^2$, $y = w x$ with $w = 1$ and $x = 2$. So $\frac{dL}{dy} \frac{dy}{dw} = 5 \cdot 2$.",
        r"Let $x = (1, 2)$ and $w = (3, 4)$. Then $w_1 x_1 + w_2 x_2 = 3 \cdot 2 + 4 \cdot 1$.",
        r"Let $p \in (0, 1)$. Then $1 - p = 1 - 2$.",
        r"Let $x > 5$. Then $x^2 + 1 = 2^2 + 1$.",
        r"Suppose $x \neq 2$. Then $x + 1 = 2 + 1$.",
        r"Let $p + q = 1$. Then $p q = 0.3 \cdot 0.8$.",
        r"We get $a = 2 \cdot 3 = 7$. So $a + b = 7 + 1$ with $b = 1$.",
        r"The difference is $\hat y - y = 0.622 - 0$, where $\hat y = 0.5$ and $y = 0$.",
        r"Let $c = 2$. If $b = 3$, we have $a = b + 1 = 4$. If $b = 5$, then $a c = 4 \cdot 2$.",
        r"We get $s = \sqrt{2} \approx 1$. Then $10 s = 10 \cdot 1$.",
        r"We get $s = \sqrt{2} \approx 1.4$ and $t = \sqrt{3} \approx 1.7$. Then $1000 (t - s) = 1000 (1.7 - 1.4)$.",
    ],
)
def test_what_the_text_contradicts_is_no_condition(text):
    assert verdicts(text)[-1] not in ("proved", "conditional")


def test_an_instance_has_the_numbers_that_the_text_gives():
    chain = f"{MODEL}$$\\hat{{y}} = \\sigma(0.5) = 0.622$$\n\n$$\\hat{{y}} - y = @ - 0$$\n"
    assert verdicts(chain.replace("@", "0.622"))[-1] == "conditional"
    assert verdicts(chain.replace("@", "0.632"))[-1] == "undecided"


def test_what_an_instance_comes_out_as_is_another_claim():
    assert verdicts(f"{MODEL}$$2(\\hat{{y}} - y) = 2(0.622 - 0) = 1.255$$\n") == ["conditional", "refuted"]


def test_a_number_that_follows_from_those_at_the_ends_of_chains_rests_on_them():
    text = "Let $z = w x + b$.\n\n$$z = 0.5 \\times 3 - 0.1 = 1.4$$\n\n$$\\tanh(z) = @$$\n"
    assert verdicts(text.replace("@", "0.885"))[-1] == "proved"
    assert verdicts(text.replace("@", "0.785"))[-1] not in ("proved", "conditional")


def test_a_claim_is_no_reason_for_itself():
    assert verdicts(f"{MODEL}It gives $\\hat{{y}} = 0.622$.\n") == ["undecided"]
    assert verdicts(f"{MODEL}$$\\tanh(\\hat{{y}}) = 0.5$$\n") == ["undecided"]


SET = """# A small example

The neuron has one input.

- input: x1 = 3
- weights `w1 = 0.5`, bias b = -0.1
- learning rate: η = 0.1

"""


def judged(text):
    last = claims(text)[-1]
    return last.verdict, [(c.text, c.origin) for c in last.judgement.conditions]


def test_numbers_that_the_text_gives_in_words_are_stated_there():
    found = judged(SET + r"$$w_1 x_1 + b = 0.5 \cdot 3 - 0.1$$")
    stated = [("w_1 = 0.5", "stated, line 6"), ("x_1 = 3", "stated, line 5"), ("b = -0.1", "stated, line 6")]
    assert found == ("proved", stated)


def test_numbers_at_the_ends_of_chains_are_stated_there():
    text = SET + "$$z = w_1 x_1 = 0.5 \\cdot 3 = 1.5$$\n\n$$\\eta z = 0.1 \\cdot 1.5$$\n"
    assert judged(text) == ("proved", [("eta = 0.1", "stated, line 7"), ("z = 1.5", "stated, line 9")])


@pytest.mark.parametrize(
    "words",
    [
        "The input is x1.",  # no number
        "x1 = 2, and then x1 = 3, or again x1 = 2.",  # another number since
        "x1 = 3 * 5.",
        "f(x1) = 3.",
        "x1 = 3, 4, 5.",
        "x1 = 3%.",
        "If x1 = 3, all is well.",
        "We try x1 = 3 to 7.",
        "x1 >= 3 and x1 != 3.",
        "2 + x1 = 3.",
    ],
)
def test_what_words_do_not_say_is_found(words):
    text = f"{words}\n\nLet w1 = 0.5.\n\n$$w_1 x_1 = 0.5 \\cdot 3$$\n"
    assert judged(text)[0] == "conditional"


def test_a_number_that_comes_only_later_is_found():
    assert judged("$$w_1 x_1 = 0.5 \\cdot 3$$\n\nHere x1 = 3 and w1 = 0.5.\n")[0] == "conditional"


def test_a_number_that_a_wrong_step_gives_is_found():
    text = SET + "$$z = w_1 x_1 = 0.5 \\cdot 3 = 1.7$$\n\n$$\\eta z = 0.1 \\cdot 1.7$$\n"
    assert judged(text)[0] not in ("proved", "refuted")


def test_a_bound_is_no_number_that_a_chain_ends_in():
    assert judged("Let $p > 0$. We know that $p + 1 > 1.5$.\n\n$$2 (p + 1) = 2 \\cdot 1.5$$\n")[0] != "proved"


@pytest.mark.parametrize(
    "claim", [r"w_1 x_1 = 0.5 \cdot 4", r"w_1 x_1 + b = 0.5 \cdot 3 + 0.1", r"w_1 + x_1 = 0.5 \cdot 3"]
)
def test_other_numbers_than_those_in_words_are_not_proved(claim):
    assert judged(f"{SET}$${claim}$$")[0] != "proved"
