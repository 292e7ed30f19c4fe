"""What is said of several names at once, and conditions that stand in brackets or behind a claim."""

import pytest

from tests.notes import claims, last_verdict, verdicts


@pytest.mark.parametrize(
    ("said", "claim", "verdict"),
    [
        (r"For $p, q > 0$ we have", "p + q > 0", "proved"),
        (r"For $p, q > 0$ we have", "p + q > 1", "refuted"),
        (r"Let $p, q \in (0, 1)$.", "p + q < 2", "proved"),
        (r"Let $p, q \in (0, 1)$.", "p + q < 1", "refuted"),
        (r"For $0 < p, q < 1$ we have", "p + q < 2", "proved"),
        (r"Let $\alpha, \beta, \gamma \geq 0$.", r"\alpha \beta + \gamma \ge 0", "proved"),
        (r"Let $x_1, \dots, x_n > 0$.", r"\sum_{i=1}^n x_i > 0", "proved"),
        (r"Let $s, t \in \{-1, 1\}$.", "s^2 + t^2 = 2", "proved"),
        (r"Let $p > 0$ and $q$ real.", "p + q > 0", "conditional"),
    ],
)
def test_a_relation_of_several_names_is_one_of_each(said, claim, verdict):
    assert last_verdict(f"{said}\n\n", claim) == verdict


def test_two_bounds_of_other_names_are_what_they_are():
    note = "For $0 < p$ and $q < 1$ we have\n\n$$p + q < 2$$\n"
    assert verdicts(note) == ["conditional"]


def test_a_number_keeps_what_is_said_of_it_where_its_letter_has_entries_elsewhere():
    note = r"""For $p, q \in (0, 1)$ let $D(p, q) = p \ln \frac{p}{q} + (1 - p) \ln \frac{1 - p}{1 - q}$. Then

$$D(p, q) \ge 0$$

Let $p = (p_1, \dots, p_n)$ be another one, and $S = \sum_{i=1}^n p_i$.
"""
    assert verdicts(note)[0] == "proved"


SOFTMAX = r"The loss is $J = -\log p_c$ with $p_j = \frac{e^{s_j}}{\sum_{k=1}^n e^{s_k}}$." + "\n\n"


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        (r"\quad (j \ne c)", "proved"),
        (r"\qquad [j \neq c].", "proved"),
        (r"\quad (\text{for } j \ne c)", "proved"),
        (r"\quad (j = c)", "refuted"),
    ],
)
def test_a_condition_in_brackets_behind_a_wide_space(condition, verdict):
    assert last_verdict(SOFTMAX, rf"\frac{{\partial J}}{{\partial s_j}} = p_j {condition}") == verdict


def test_a_definition_in_brackets_is_no_condition():
    note = "$$a = \\tanh(z) \\quad (z = w x + b)$$\n\n$$\\frac{\\partial a}{\\partial z} = 1 - a^2$$\n"
    assert verdicts(note)[-1] == "proved"


def test_a_bound_behind_a_claim_holds_for_it_also_of_a_name_that_is_made_of_others():
    note = r"""Let $r = y - f$ and $\rho(r) = r (\tau - \mathbf{1}[r < 0])$.
Then $\rho'(r) = \tau$ for $r > 0$ and $\rho'(r) = \tau - 1$ for $r < 0$ and $\rho'(r) = 1 - \tau$ for $r < 0$.
"""
    assert verdicts(note) == ["proved", "proved", "refuted"]


def test_a_label_below_a_name_with_entries_is_one_of_its_indices_also_where_it_is_differentiated_by():
    note = r"""Let $L = -z_y + \ln \sum_{k=1}^K e^{z_k}$.

$$\frac{\partial L}{\partial z_y} = \frac{e^{z_y}}{\sum_{k=1}^K e^{z_k}} - 1$$
$$\frac{\partial L}{\partial z_y} = -1$$
"""
    first, wrong = verdicts(note)
    assert first == "proved"
    assert wrong in ("refuted", "undecided")


def test_a_sigma_that_is_compared_is_a_number_before_brackets():
    note = r"""Let $P = \frac{1}{1 + e^{-\sigma (s - t)}}$, where $\sigma > 0$ sets the steepness.

$$\frac{\partial P}{\partial s} = \sigma (P - P^2)$$
$$\frac{\partial P}{\partial s} = \sigma \left( P + P^2 \right)$$
"""
    assert verdicts(note) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "said",
    [
        r"The targets are $T_j$, $\sum_j T_j = 1$.",
        r"The targets $T_j$ with $\sum_j T_j = 1$ are given.",
        r"With unit vectors $u, v \in \mathbb{R}^d$, $\|u\| = \|v\| = 1$, all is well.",
    ],
)
def test_how_large_data_are_is_said_and_not_claimed(said):
    assert verdicts(f"{said}\n") == []


def test_that_entries_add_up_is_claimed_of_what_is_known_or_concluded():
    note = r"""Let $p_j = \frac{e^{2 s_j}}{\sum_{k=1}^n e^{s_k}}$. Then

$$\sum_{j=1}^n p_j = 1$$
"""
    assert verdicts(note) == ["undecided"]


def test_a_row_that_is_listed_beside_the_others_is_none_of_them():
    note = r"""Let $\sigma$ be the sigmoid, $J = -\log \sigma(u_o^\top v) - \sum_{k=1}^K \log \sigma(-u_k^\top v)$
and $u_o, u_1, \dots, u_K, v \in \mathbb{R}^d$.

$$\frac{\partial J}{\partial u_o} = (\sigma(u_o^\top v) - 1) v$$
$$\frac{\partial J}{\partial u_k} = \sigma(u_k^\top v) v$$
$$\frac{\partial J}{\partial u_k} = -\sigma(u_k^\top v) v$$
"""
    found = claims(note)
    assert [c.verdict for c in found] == ["proved", "proved", "refuted"]
    assert any("o is not among" in c.text for c in found[0].judgement.conditions)


def test_a_row_that_may_be_one_of_the_others_is_not_left_out_of_a_definition():
    note = r"""Let $L = -z_o + \ln \sum_{k=1}^K e^{z_k}$.

$$\frac{\partial L}{\partial z_o} = 0$$
"""
    assert verdicts(note)[-1] in ("refuted", "undecided")


@pytest.mark.long
def test_whoever_writes_rows_and_columns_of_a_matrix_means_all_of_them():
    note = r"""Let $h_i = \tanh(u_i)$ and $u_i = \sum_{j=1}^n W_{ij} x_j$.

$$\frac{\partial h_i}{\partial x_j} = (1 - h_i^2) W_{ij}$$
$$\frac{\partial h_i}{\partial x_j} = (1 - h_j^2) W_{ij}$$
"""
    first, swapped = verdicts(note)
    assert first == "proved"
    assert swapped in ("refuted", "undecided")


@pytest.mark.parametrize("said", [r"$R = \operatorname{diag}(r)$, $r = (r_1, \dots, r_n)$", r"a symmetric $R$"])
def test_a_capital_between_two_arrays_is_no_number(said):
    note = rf"""Let $X \in \mathbb{{R}}^{{n \times d}}$, $y \in \mathbb{{R}}^n$, $w \in \mathbb{{R}}^d$. With {said} let
$g(w) = \frac12 (X w - y)^\top R (X w - y)$.

$$\nabla g(w) = X^\top R (X w - y)$$
$$\nabla g(w) = R X^\top (X w - y)$$
"""
    right, wrong = verdicts(note)[-2:]
    assert right in ("proved", "conditional")
    assert wrong in ("refuted", "undecided")


def test_a_name_and_the_list_of_its_entries():
    note = r"The inputs $a = a_1, a_2, a_3$ give $a^T a = a_1^2 + a_2^2 + a_3^2$."
    assert verdicts(note) == ["proved", "proved"]
    assert verdicts(r"The inputs $a = a_1, a_2, a_3$ give $a^T a = a_1^2 + a_2^2$.")[-1] != "proved"


def test_dots_may_stand_right_beside_an_item_of_a_list():
    for listed in (r"x_1, ... x_n", r"x_1, \ldots x_n", r"x_1, x_2 \dots, x_n"):
        assert verdicts(rf"Let $x = ({listed})$. Then $\|x\|^2 = \sum_{{i=1}}^n x_i^2$.")[-1] == "proved"
    assert verdicts(r"We have $f(a, x_1 + x_2 + \cdots + x_n) = f(a, \sum_{i=1}^n x_i)$.")[-1] == "proved"
