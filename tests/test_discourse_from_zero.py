r"""Entries that are counted from 0: x_0, ..., x_{m-1} in a text that also writes x_0, and sums from 0 to n."""

from __future__ import annotations

import pytest

from tests.notes import claims, last_verdict, verdicts

LISTED = r"Let $u = w_0 x_0 + w_1 x_1 + \dots + w_{m-1} x_{m-1}$. "


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial u}{\partial w_0} = x_0", "proved"),
        (r"\frac{\partial u}{\partial w_0} = 2 x_0", "refuted"),
        (r"\frac{\partial u}{\partial w_0} = 0", "undecided"),  # an equation for x_0, or a wrong step?
        (r"\frac{\partial u}{\partial w_1} = -x_1", "refuted"),
        (r"\frac{\partial u}{\partial w_{m-1}} = x_{m-1}", "proved"),
        (r"\frac{\partial u}{\partial w_j} = x_j", "proved"),
        (r"u = \sum_{i=0}^{m-1} w_i x_i", "proved"),
        (r"u = \sum_{i=1}^{m-1} w_i x_i", "undecided"),  # counted otherwise here: nothing is moved
        (r"u = w_0 x_0 + \sum_{i=1}^{m-1} w_i x_i", "proved"),
    ],
)
def test_what_a_text_lists_from_zero_has_an_entry_0(formula, verdict):
    assert last_verdict(LISTED, formula) == verdict


def test_a_list_from_zero_beside_powers_keeps_its_numbers():
    text = r"$$c_0 r^0 + c_1 r^1 + \dots + c_{n-1} r^{n-1} = \sum_{i=0}^{n-1} c_i r^i$$"
    assert verdicts(text) == ["proved"]


LINEAR = r"Let $h = \sum_{i=0}^n \theta_i x_i$ and $J = \frac{1}{2} (h - y)^2$. "


@pytest.mark.long
@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial J}{\partial \theta_j} = (h - y) x_j", "proved"),
        (r"\frac{\partial J}{\partial \theta_j} = (y - h) x_j", "refuted"),
        (r"\frac{\partial J}{\partial \theta_0} = (h - y) x_0", "proved"),
        (r"\frac{\partial J}{\partial \theta_0} = (h - y) x_1", "refuted"),
        (r"\frac{\partial h}{\partial \theta_1} = 2 x_1", "refuted"),
        (r"h = \theta_0 x_0 + \sum_{i=1}^n \theta_i x_i", "proved"),
        (r"h = \theta_0 + \sum_{i=1}^n \theta_i x_i", "conditional"),  # x_0 is 1, for many
        (r"\frac{\partial}{\partial \theta_0} \sum_{i=1}^n \theta_i x_i = 0", "proved"),
    ],
)
def test_a_sum_from_zero_is_refuted_by_the_entries_it_has(formula, verdict):
    assert last_verdict(LINEAR, formula) == verdict


def test_the_entries_of_the_counterexample_have_the_numbers_of_the_text():
    claim = claims(LINEAR + r"$$\frac{\partial h}{\partial \theta_0} = 3 x_0$$")[-1]
    assert claim.judgement.witness is not None
    at = dict(claim.judgement.witness.at)
    assert {"x_0", "theta_0"} <= set(at)
    assert claim.judgement.witness.left == at["x_0"]


def test_a_cost_of_a_list_is_the_cost_that_is_written_without_it():
    text = r"The gradient of $J(w_1, w_2, \dots, w_m)$ is wanted, where $J = \frac{1}{2} \sum_{k=1}^m w_k^2$. "
    assert last_verdict(text, r"\frac{\partial J}{\partial w_j} = w_j") == "proved"
    assert last_verdict(text, r"\frac{\partial J}{\partial w_j} = 2 w_j") == "refuted"
    assert last_verdict(text, r"\frac{\partial J(w_1, \dots, w_m)}{\partial w_j} = w_j") == "proved"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\sum_{i=1}^n (a_i - y_{pred}) = \sum_{i=1}^n a_i - 3 n w", "proved"),
        (r"\sum_{d=1}^n (a_d - y_{pred}) = \sum_{i=1}^n a_i - 3 n w", "proved"),  # no index, the last letter of a word
        (r"\sum_{d=1}^n (a_d - y_{pred}) = \sum_{i=1}^n a_i - 2 n w", "refuted"),
    ],
)
def test_a_word_below_a_name_has_no_index_in_it(formula, verdict):
    assert last_verdict("Let $y_{pred} = 3 w$. ", formula) == verdict


@pytest.mark.parametrize(
    "text",
    [
        r"Let $m = \frac1N \sum_{n=0}^{N-1} x_n$ and $x_N = 0$.|\frac{\partial m}{\partial x_n} = \frac1N",
        r"With $p_k = e^{z_k}/\sum_{j=0}^{K-1} e^{z_j}$, $z_K = 1$|\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)",
    ],
)
def test_an_index_that_is_left_free_is_not_taken_beyond_the_last_entry(text):
    """What is true of every entry of a sum from 0 to N - 1 was refuted at the entry behind it."""
    said, formula = text.split("|")
    assert verdicts(f"{said}\n\n$${formula}$$\n")[-1] != "refuted"


HEADS = [
    r"Let $w = (w_0, w_1, \dots, w_d)^\top$ and $x = (1, x_1, \dots, x_d)^\top$. ",
    r"Let $w = [w_0, w_1, \dots, w_d]^T$, $x = (x_0, x_1, \dots, x_d)$, and $x_0 = 1$. ",
    r"Let $$w = \begin{pmatrix} w_0 \\ \vdots \\ w_d \end{pmatrix},\quad x = \begin{pmatrix} 1 \\ x_1 \\ \vdots \\ x_d\end{pmatrix}.$$ ",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (r"w^\top x = w_0 + \sum_{j=1}^d w_j x_j", True),
        (r"w^\top x = w_0 + w_1 x_1 + \dots + w_d x_d", True),
        (r"w^\top x = \sum_{j=0}^d w_j x_j", True),
        (r"w^\top x = \sum_{j=1}^d w_j x_j", False),
        (r"\|w\|^2 = \sum_{j=0}^d w_j^2", True),
        (r"\|w\|^2 = \sum_{j=1}^d w_j^2", False),
        (r"\|x\|^2 = 1 + \sum_{j=1}^d x_j^2", True),
        (r"\frac{\partial}{\partial w_0} w^\top x = 1", True),
        (r"\frac{\partial}{\partial w_0} w^\top x = 0", False),
        (r"\frac{\partial}{\partial w_j} w^\top x = x_j", True),
        (r"\frac{\partial}{\partial w_j} w^\top x = w_j", False),
        (r"\nabla_w (w^\top x) = x", True),
        (r"\nabla_w (w^\top x) = -x", False),
        (r"\ln e^{w^\top x} = w^\top x", True),
    ],
)
def test_a_list_says_that_an_array_has_an_entry_0(head, claim, right):
    """It was taken for one from 1 on: d(w^T x)/dw_0 = 0 was proved, and so was the sum without its first summand."""
    verdict = last_verdict(head, claim)
    assert verdict == "proved" if right else verdict in ("refuted", "undecided")


def test_a_name_that_is_made_of_such_an_array():
    text = HEADS[0] + r"Let $z = w^\top x$. $$\frac{\partial z}{\partial w_0} = @$$"
    assert verdicts(text.replace("@", "1")) == ["proved"]
    assert verdicts(text.replace("@", "0")) == ["undecided"]


@pytest.mark.parametrize(("value", "verdict"), [("0", "undecided"), ("x_0", "undecided"), ("1", "undecided")])
def test_an_entry_0_that_nothing_lists_is_open(value, verdict):
    assert verdicts(rf"Let $z = w^\top x$. $$\frac{{\partial z}}{{\partial w_0}} = {value}$$") == [verdict]


def test_a_bias_beside_the_product_is_no_entry_of_it():
    text = r"Let $z = w^\top x + w_0$. $$\frac{\partial z}{\partial w_0} = 1$$"
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("= 1$", "= 0$"))[0] != "proved"


@pytest.mark.long
@pytest.mark.parametrize("said", ["We put $x_0 = 1$.", "Here $x_0 = 1$.", "With $x_0 = 1$, we have:"])
def test_the_1_beside_a_bias(said):
    text = rf"{said} $$\hat y = w_0 + \sum_{{j=1}}^d w_j x_j = \sum_{{j=0}}^d w_j x_j = w^\top x$$"
    assert verdicts(text) == ["proved", "conditional"]
    assert "refuted" in verdicts(text.replace("w_0 +", "w_0 -")) or "proved" not in verdicts(
        text.replace("w_0 +", "w_0 -")
    )


@pytest.mark.parametrize(
    ("formula", "right"),
    [
        (r"\frac{\partial \mu_n}{\partial w_j} = x_{nj} \mu_n (1 - \mu_n)", True),
        (r"\frac{\partial \mu_n}{\partial w_j} = -x_{nj} \mu_n (1 - \mu_n)", False),
        (r"\frac{\partial \mu_n}{\partial w_0} = x_{n0} \mu_n (1 - \mu_n)", True),
        (r"\frac{\partial \mu_n}{\partial w_0} = 0", False),
    ],
)
def test_what_an_entry_0_multiplies_has_one_too(formula, right):
    head = r"Let $w = (w_0, w_1, \dots, w_D)^\top$ and $\mu_n = \sigma(w^\top x_n)$ for the samples $x_1, \dots, x_N$. "
    verdict = last_verdict(head, formula)
    assert verdict == "proved" if right else verdict in ("refuted", "undecided")


def test_a_gradient_by_such_an_array():
    head = r"Let $\theta = (\theta_0, \dots, \theta_n)^T$ and $J = \frac{1}{2} \| X \theta - y\|^2$. "
    assert last_verdict(head, r"\nabla_\theta J = X^T (X \theta - y)") == "proved"
    assert last_verdict(head, r"\nabla_\theta J = X^T (y - X \theta)") == "refuted"
