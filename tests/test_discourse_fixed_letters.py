"""Letters below names that count nothing, names of derivatives, and a d that is a size."""

import pytest

from tests.notes import claims

ATTENTION = r"""
Let $Q$, $K$ and $V$ be matrices of queries, keys and values. Let $S = \frac{Q K^\top}{\sqrt{SIZE}}$ be the scores,
$P = \text{softmax}(S)$, row by row, and $A = P V$.

By entries, $A_{ij} = \sum_{k} P_{ik} V_{kj}$.

$$\frac{\partial A_{ij}}{\partial V_{xy}} = P_{ix} \delta_{jy}$$

For a loss $L$, let $dP_{ik} = \frac{\partial L}{\partial P_{ik}}$. Then

$$\frac{\partial L}{\partial S_{ij}} = P_{ij} \left(dP_{ij} - \sum_k dP_{ik} P_{ik}\right)$$

$$\frac{\partial L}{\partial Q} = \frac{1}{\sqrt{SIZE}} \frac{\partial L}{\partial S} K$$
"""


@pytest.mark.long
@pytest.mark.parametrize("size", ["d", "d_k", "d_n", "n"])
def test_the_size_of_the_keys_is_no_entry(size):
    found = claims(ATTENTION.replace("SIZE", size))
    assert [c.verdict for c in found] == ["proved"] * 4


def test_entries_of_what_is_made_of_it_are_entries():
    text = (
        ATTENTION.replace("SIZE", "d_k")
        + "\n$$\\frac{\\partial P_{ik}}{\\partial S_{ij}} = P_{ik} (\\delta_{kj} - P_{ij})$$\n"
    )
    assert [c.verdict for c in claims(text)] == ["proved"] * 5


@pytest.mark.long
@pytest.mark.parametrize("size", ["d", "d_k"])
def test_what_is_wrong_beside_such_a_size_is_seen(size):
    text = ATTENTION.replace("SIZE", size)
    without = text.replace(r"P_{ix} \delta_{jy}", "P_{ix}")
    assert [c.verdict for c in claims(without)] == ["proved", "refuted", "proved", "proved"]
    without = text.replace(r"\sum_k dP_{ik} P_{ik}", r"\sum_k dP_{ik}")
    assert [c.verdict for c in claims(without)][2] in ("refuted", "undecided")


def test_a_letter_that_counts_elsewhere_in_the_formula_is_an_index():
    text = "Let $s = \\sum_k u_k v_k$ and $w = \\sum_{i,k} m_{ik}$. Then $$\\sum_k u_k c_k = c_k \\sum_k u_k$$\n"
    assert [c.verdict for c in claims(text)] in (["refuted"], ["undecided"], ["unread"])
    assert [c.verdict for c in claims("Let $w = \\sum_{i,k} m_{ik}$. $$\\sum_k c_k = c_k$$\n")] != ["proved"]


def test_two_entries_of_one_array_are_two():
    text = r"""
Let $w = \sum_j v_j$, and $s_i = \frac{e^{x_i}}{\sum_k e^{x_k}}$. For $i \neq j$

$$
\begin{aligned}
\frac{\partial s_i}{\partial x_j} &= -\frac{e^{x_i} e^{x_j}}{(\sum_k e^{x_k})^2} \\
&= -s_i s_j
\end{aligned}
$$

$$\frac{\partial s_j}{\partial x_j} = 0$$
"""
    first, second, third = (c.verdict for c in claims(text))
    assert (first, second) == ("proved", "proved")
    assert third in ("refuted", "undecided")


def test_a_named_derivative_beside_a_name_d():
    text = r"""
Let $d = 3 a$ and $y = w x$, and $E = \frac12 (y - t)^2$. We write $dy = \frac{\partial E}{\partial y}$. Then
$$\frac{\partial E}{\partial w} = dy \, x$$
"""
    assert [c.verdict for c in claims(text)] == ["proved"]
    product = "Let $d = 3 a$ and $y = w x$. Then $$dy = 3 a w x$$\n"
    assert [c.verdict for c in claims(product)] == ["proved"]


@pytest.mark.long
@pytest.mark.parametrize(
    "wrong",
    [
        "$\\sum_{i=1}^n q = n q$",
        "$q + \\sum_{i=1}^n q = (n + 1) q$",
        "$\\sum_{i,j} q u_{ij} = q \\sum_{i,j} u_{ij}$",
        "$\\sum_{i=1}^n p q = p n q$",
        "$\\sum_{i=1}^n \\sum_{j=1}^n q v_j = n q \\sum_j v_j$",
        "$\\sum_{i=1}^n g_j = n g_j$, where $g_j = q^2$",
    ],
)
@pytest.mark.parametrize("made", ["$q = 3 z_i$", "$r = 3 z_i$ and $q = r^2 + 1$", "$q = 3 z_i$, with $z_i > 0$"])
def test_what_is_made_of_an_entry_is_not_fixed_where_its_letter_counts(made, wrong):
    text = f"Let {made}, and $m = \\sum_{{i,j}} u_{{ij}}$. Then {wrong}.\n"
    assert [c.verdict for c in claims(text)][-1] not in ("proved", "conditional")
