"""A function that a text always writes with the same arguments is a quantity of that text."""

from tests.notes import claims

NET = r"""
The scores are $z = W h + b$, and the output is $f(h) = a$ with $a = \text{softmax}(z)$. We minimise
the loss CALL of the output and the label.

By the chain rule
$$\frac{\partial CALL}{\partial b_i} = \frac{\partial CALL}{\partial z_i}$$
and
$$\frac{\partial CALL}{\partial W_{ij}} = \frac{\partial CALL}{\partial z_i} h_j$$
"""


def test_the_arguments_say_what_the_loss_is_of():
    assert [c.verdict for c in claims(NET.replace("CALL", "l(f(h), y)"))][-2:] == ["proved", "proved"]


def test_the_letter_may_count_layers_beside():
    text = NET.replace("CALL", "l(f(h), y)") + "\nAt layer $l$ it is the same.\n"
    assert [c.verdict for c in claims(text)][-2:] == ["proved", "proved"]


def test_a_wrong_factor_is_not_proved():
    wrong = NET.replace("CALL", "l(f(h), y)").replace("} h_j$$", "} h_i$$")
    assert [c.verdict for c in claims(wrong)][-1] in ("refuted", "undecided")


def test_other_arguments_are_other_values():
    text = NET.replace("CALL", "l(f(h), y)") + "\nThen $$l(f(h) + 1, y) = l(f(h), y)$$\n"
    assert [c.verdict for c in claims(text)][-1] not in ("proved", "conditional")


def test_what_it_depends_on_is_not_held_fixed():
    text = r"For $l(f(x), y)$ we have $$\frac{\partial l(f(x), y)}{\partial x} = 0$$"
    assert all(c.verdict not in ("proved", "conditional") for c in claims(text + "\n"))
    text = r"For $l(f(x), y)$ we have $$\frac{\partial}{\partial x} (x \, l(f(x), y)) = l(f(x), y)$$"
    assert all(c.verdict not in ("proved", "conditional") for c in claims(text + "\n"))
