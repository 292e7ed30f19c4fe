"""Layers of networks, written without indices: activations, batches, rows, and the chain rule over them."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan


def claims(text):
    return follow(scan(text, ".md"), "notes.md").claims


def verdicts(text):
    return [claim.verdict for claim in claims(text)]


NETWORK = (
    "Let $z = Wx + b$, $h = f(z)$, $\\hat{y} = U h$ and let $L$ be the loss. Then\n\n"
    "$$\\frac{\\partial L}{\\partial z} = \\frac{\\partial L}{\\partial h} \\odot f'(z)$$\n\n"
)


def test_a_function_whose_slopes_multiply_entry_by_entry_acts_on_each_entry():
    text = NETWORK + (
        "$$\\frac{\\partial L}{\\partial W} = \\frac{\\partial L}{\\partial z} x^\\top$$\n\n"
        "$$\\frac{\\partial L}{\\partial U} = \\frac{\\partial L}{\\partial \\hat{y}} h^\\top$$\n"
    )
    assert verdicts(text) == ["proved"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{\partial L}{\partial z} = \frac{\partial L}{\partial h} \odot f(z)",
        r"\frac{\partial L}{\partial z} = 2 \frac{\partial L}{\partial h} \odot f'(z)",
        r"\frac{\partial L}{\partial h} = U \frac{\partial L}{\partial \hat{y}}",
    ],
)
def test_a_wrong_gradient_through_an_activation_is_not_proved(wrong):
    assert verdicts(NETWORK + f"$${wrong}$$\n")[-1] in ("refuted", "undecided")


def test_prose_calls_a_letter_an_activation_function():
    text = (
        "The hidden layer is $\\mathbf{h} = \\phi(\\mathbf{z})$ with the activation function $\\phi$.\n\n"
        "$$\\frac{\\partial \\mathbf{h}}{\\partial \\mathbf{z}} = \\operatorname{diag}(\\phi'(\\mathbf{z}))$$\n"
    )
    assert verdicts(text) == ["proved"]


def test_a_map_of_vectors_that_nothing_calls_an_activation_need_not_be_diagonal():
    text = (
        "The state is $\\mathbf{h} = g(\\mathbf{z})$.\n\n"
        "$$\\frac{\\partial \\mathbf{h}}{\\partial \\mathbf{z}} = \\operatorname{diag}(g'(\\mathbf{z}))$$\n"
    )
    assert verdicts(text) == ["undecided"]
