"""Letters above a name that tell gradients apart, g^y and g^u; and powers that are none of that."""

import pytest

from tests.notes import last_verdict, verdicts

GRADIENTS = (
    r"Let $L$ be a function of $z_j = a_j u_j + b_j$, with $g^z_j = \frac{\partial L}{\partial z_j}$ and "
    r"$g^u_j = \frac{\partial L}{\partial u_j}$. Then "
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial L}{\partial u_j} = a_j g^z_j", "proved"),
        (r"\frac{\partial L}{\partial u_j} = 2 a_j g^z_j", "undecided"),
        (r"\frac{\partial L}{\partial b_j} = g^z_j", "proved"),
    ],
)
def test_names_above_a_letter_tell_gradients_apart(formula, verdict):
    assert last_verdict(GRADIENTS, formula) == verdict


@pytest.mark.long
def test_matrices_above_a_letter_are_no_powers():
    text = (
        r"Let $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{n \times p}$, $C = A B$, "
        r"$L = \sum_{i,j} C_{ij}^2$ and $G^A = \frac{\partial L}{\partial A}$, $G^B = \frac{\partial L}{\partial B}$. "
    )
    assert last_verdict(text, r"G^A = 2 C B^\top") != "refuted"
    assert last_verdict(text, r"A^\top G^A = G^B B^\top") == "proved"
    assert last_verdict(text, r"A^\top G^A = 2 G^B B^\top") != "proved"


@pytest.mark.parametrize(
    ("context", "formula", "verdict"),
    [
        (r"Let $u = c^x$ and $v = c^y$ with $c > 0$. Then ", r"u v = c^{x + y}", "proved"),
        (r"We have $e^x = u$ and $e^y = v$. Then ", r"e^x e^y = e^{x + y}", "proved"),
        (r"With $e^u = 1 + x$, $e^v = y$ and $u = v$, ", r"\frac{d e^u}{d u} = e^u", "proved"),
    ],
)
def test_powers_stay_powers(context, formula, verdict):
    assert last_verdict(context, formula) == verdict


@pytest.mark.parametrize("label", [r"\text{new}", r"\mathrm{MLE}", "new", r"\text{CE}"])
def test_words_above_a_letter_are_labels(label):
    text = f"Let $w^{{{label}}} = w - g$.\n\n$$(w^{{{label}}})^2 = @$$\n"
    assert verdicts(text.replace("@", "w^2 - 2 w g + g^2"))[-1] == "proved"
    assert verdicts(text.replace("@", "w^2 + 2 w g + g^2"))[-1] == "refuted"


def test_words_that_are_quantities_may_be_powers():
    assert verdicts(r"$$x^{\text{depth}} x = x^{\text{depth} + 1}$$" + "\n")[-1] in ("proved", "conditional")
    assert verdicts(r"Let $\text{depth} = 2$. $$x^{\text{depth}} = x^2$$" + "\n")[-1] == "proved"
    assert verdicts(r"$$e^{\text{score}} e^{\text{score}} = e^{2 \text{score}}$$" + "\n")[-1] == "proved"
