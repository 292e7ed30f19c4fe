r"""The end of a chain is judged against its start with the same care as each step."""

import pytest

from tests.notes import verdicts

GRANTED = {"proved", "conditional"}
LAYERS = r"""Let $z^l = W^l a^{l-1} + b^l$, $a^l = \sigma(z^l)$ and $C = \frac{1}{2} \|a^L - y\|^2$. Let
$\delta^L = \frac{\partial C}{\partial z^L}$. Then
$$\frac{\partial C}{\partial W^l} = \frac{\partial C}{\partial z^l} \frac{\partial z^l}{\partial W^l} = @$$
"""


@pytest.mark.long
def test_a_step_from_any_layer_to_the_last_is_not_proved_by_what_is_zero():
    assert verdicts(LAYERS.replace("@", r"\delta^L (a^{L-1})^T"))[-1] not in GRANTED
    assert verdicts(LAYERS.replace("@", r"-\delta^L (a^{L-1})^T"))[-1] not in GRANTED


def test_an_end_that_turns_matrices_round_is_not_proved_of_numbers():
    note = "Let $A$ and $B$ be matrices. Then $$A B = (A B C) C^{-1} = B A$$"
    assert GRANTED.isdisjoint(verdicts(note)[1:])


LISTED = r"""Let $w = (w_0, w_1, \ldots, w_D)$ and $\mu_n = \sigma(w^T x_n)$, and
$$l = -\sum_{n=1}^N \left[ y_n \log \mu_n + (1 - y_n) \log(1 - \mu_n) \right]$$ Then
$$\frac{\partial l}{\partial w} = \begin{pmatrix} \sum_{n=1}^N (\mu_n - y_n) x_{n1} \\ \vdots \\
\sum_{n=1}^N (\mu_n - y_n) x_{nD} \end{pmatrix}$$
"""


def test_a_list_that_leaves_out_the_first_entry_is_not_proved():
    assert verdicts(LISTED)[-1] not in GRANTED
    assert verdicts(LISTED.replace("(w_0, w_1,", "(w_1,"))[-1] == "proved"
    norm = r"Let $w = (w_0, w_1, \dots, w_d)$. Then $\|w\|^2 = \sum_{i=@}^d w_i^2$."
    assert GRANTED.isdisjoint(verdicts(norm.replace("@", "1")))
    entry = r"Let $w = (w_0, w_1, \dots, w_d)$ and $L = \sum_j w_j^2$. Then $$\frac{\partial L}{\partial w_j} = 2 w_j$$"
    assert verdicts(entry)[-1] == "proved"
