"""Sorts belong to where a name is used: a letter may be a number here and a vector there."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan

LAYERS = (
    "Let $z^{(1)} = W^{(1)} x + b^{(1)}$, $a^{(1)} = \\sigma(z^{(1)})$, $z^{(2)} = W^{(2)} a^{(1)} + b^{(2)}$ and "
    "$a^{(2)} = \\sigma(z^{(2)})$. The cost is $C = \\frac{1}{2} \\|a^{(2)} - y\\|^2$.\n\n"
    "$$\\delta^{(2)} = \\frac{\\partial C}{\\partial z^{(2)}} = (a^{(2)} - y) \\odot \\sigma'(z^{(2)})$$\n\n"
)


def claims(text):
    return follow(scan(text, ".md"), "notes.md").claims


def verdicts(text):
    return [claim.verdict for claim in claims(text)]


def test_vectors_without_indices_are_found_by_what_fits():
    text = LAYERS + "$$\\frac{\\partial C}{\\partial W^{(2)}} = \\delta^{(2)} (a^{(1)})^T$$\n"
    found = claims(text)
    assert [c.verdict for c in found] == ["proved", "proved"]
    assert found[1].reading == "partial C/partial W_(2) = delta_(2) @ a_(1)^T"


@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{\partial C}{\partial W^{(2)}} = a^{(1)} \delta^{(2)}",  # numbers would make this true
        r"\frac{\partial C}{\partial W^{(2)}} = a^{(1)} (\delta^{(2)})^T",
        r"\frac{\partial C}{\partial W^{(2)}} = 2 \delta^{(2)} (a^{(1)})^T",
        r"\frac{\partial C}{\partial W^{(1)}} = \delta^{(2)} x^T",
    ],
)
def test_a_gradient_that_is_false_for_matrices_is_not_proved_for_numbers(wrong):
    text = LAYERS + "$$\\frac{\\partial C}{\\partial W^{(2)}} = \\delta^{(2)} (a^{(1)})^T$$\n\n$$" + wrong + "$$\n"
    assert verdicts(text)[-1] != "proved"


def test_a_letter_may_be_a_number_in_one_section_and_a_vector_in_the_next():
    text = (
        "# One\n\nLet $u = \\|\\mathbf{x}\\|^2$.\n\n$$\\frac{\\partial u}{\\partial \\mathbf{x}} = 2\\mathbf{x}$$\n\n"
        "# Two\n\nLet $v = x^3$.\n\n$$\\frac{dv}{dx} = 3x^2$$\n"
    )
    assert verdicts(text) == ["proved", "proved"]


def test_a_false_claim_about_a_vector_does_not_become_one_about_a_number():
    text = "Let $u = \\mathbf{x}^T \\mathbf{x}$.\n\n$$\\frac{\\partial u}{\\partial \\mathbf{x}} = 3\\mathbf{x}$$\n"
    assert "proved" not in verdicts(text)
