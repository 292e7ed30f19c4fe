"""One letter for the units of two layers: the o_i below the o_j that is made of it."""

import pytest

from tests.notes import claims, last_verdict

NET = "For each sigmoid unit let $n_j = \\sum_i w_{ij} o_i$ and $o_j = \\sigma(n_j)$, and $E = \\frac{1}{2} \\sum_j (o_j - t_j)^2$.\n\n"


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial n_j}{\partial w_{ij}} = o_i",
        r"\frac{\partial o_j}{\partial w_{ij}} = o_j (1 - o_j) o_i",
        r"\frac{\partial o_j}{\partial o_i} = w_{ij} o_j (1 - o_j)",
        r"\frac{\partial E}{\partial w_{ij}} = (o_j - t_j) o_j (1 - o_j) o_i",
    ],
)
def test_an_index_says_which_layer_a_unit_is_of(formula):
    (claim,) = claims(f"{NET}$${formula}$$\n")
    assert claim.verdict == "proved"
    said = [c.text for c in claim.judgement.conditions if c.origin == "as written"]
    assert said == ["o_next is of another layer than o"]


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial n_j}{\partial w_{ij}} = o_j",
        r"\frac{\partial o_j}{\partial w_{ij}} = o_j (1 + o_j) o_i",
        r"\frac{\partial o_j}{\partial o_i} = w_{ij} o_i (1 - o_i)",
        r"\frac{\partial E}{\partial w_{ij}} = (o_j - t_j) o_j (1 - o_j)",
    ],
)
def test_a_false_derivative_of_a_unit_is_not_proved(formula):
    assert last_verdict(NET, formula) not in ("proved", "conditional")


def test_a_unit_may_be_defined_at_one_go():
    text = "Let $y_k = \\tanh(\\sum_j w_{jk} y_j + b_k)$.\n\n"
    assert last_verdict(text, r"\frac{\partial y_k}{\partial w_{jk}} = (1 - y_k^2) y_j") == "proved"
    assert last_verdict(text, r"\frac{\partial y_k}{\partial b_k} = 1 - y_j^2") != "proved"


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        # one array: an equation that a distribution solves, entries that exclude each other, two sides of a matrix
        (r"\pi_k = \sum_j P_{jk} \pi_j", r"\sum_j P_{jk} \pi_j = \pi_k"),
        (r"a_j = \sum_i M_{ij} h_i$ and $h_i = \sum_j M_{ij} a_j", r"h_i = \sum_j M_{ij} a_j"),
        (r"p_k = 1 - \sum_{j \ne k} p_j", r"p_k = 1 - \sum_{j \ne k} p_j"),
        (r"y_k = \frac{e^{a_k}}{\sum_j e^{a_j}}", r"\sum_k y_k = 1"),
    ],
)
def test_other_entries_of_one_array_stay_what_they_are(said, formula):
    found = claims(f"Let ${said}$.\n\n$${formula}$$\n")
    assert all("next" not in claim.reading and claim.verdict != "refuted" for claim in found)


def test_an_equation_that_an_array_solves_is_not_refuted():
    text = "Let $x_k = \\sum_j P_{jk} x_j$.\n\n$$\\sum_j P_{jk} x_j = x_k$$\n"
    assert [claim.verdict for claim in claims(text)] == ["undecided", "undecided"]
    assert [c.verdict for c in claims("Let $K > 1$.\n\n$$x_k = \\sum_{j=1}^K x_j$$\n")] == ["undecided"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [  # the same letters count the entries of one array elsewhere
        (r"y_j = \frac{e^{o_j}}{\sum_i e^{o_i}}", r"\frac{\partial y_j}{\partial o_j} = y_j"),
        (r"p_i = 2 o_i", r"\frac{\partial p_j}{\partial o_j} = 0"),
        (r"S = o^T o", r"\frac{\partial S}{\partial o_i} = 0"),
        (r"S = o_1 + o_2", r"\frac{\partial S}{\partial o_i} = 0"),
        (r"S = \sum_i o_i", r"\frac{\partial S}{\partial o_j} = 0"),
    ],
)
def test_what_counts_all_entries_with_that_letter_is_of_one_array(said, wrong):
    assert last_verdict(f"{NET}Let ${said}$.\n\n", wrong) not in ("proved", "conditional")


# one definition in the letters of the layer below: what it says of units j over i holds of units k over j
LAYERS = (
    "The output is $o_k = \\sigma(\\sum_{j=1}^n w_{jk} o_j)$. Let $a_j = \\sum_{i=1}^n w_{ij} o_i$ and"
    " $E = \\frac{1}{2} \\sum_{k=1}^m (o_k - t_k)^2$.\n\n"
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial a_k}{\partial w_{jk}} = o_j", "proved"),
        (r"\frac{\partial o_k}{\partial a_k} = o_k (1 - o_k)", "proved"),
        (r"\frac{\partial E}{\partial w_{jk}} = (o_k - t_k) \sigma'(a_k) o_j", "proved"),
        (r"(\sigma(a_k) - t_k) o_j = (\sigma(\sum_{j=1}^n w_{jk} o_j) - t_k) o_j", "proved"),
        (r"\frac{\partial a_k}{\partial w_{jk}} = -o_j", "refuted"),
        (r"\frac{\partial E}{\partial w_{jk}} = (o_k + t_k) \sigma'(a_k) o_j", "refuted"),
        (r"(o_k - t_k) o_j = (\sigma(\sum_{j=1}^n w_{jk} o_j) + t_k) o_j", "refuted"),
        (r"\frac{\partial E}{\partial o_j} = o_j - t_j", "undecided"),  # of units of which layer?
    ],
)
def test_a_definition_of_the_layer_below_is_one_of_every_layer(formula, verdict):
    assert last_verdict(LAYERS, formula) == verdict


def test_a_third_letter_that_is_used_elsewhere_moves_no_definition():
    text = f"{LAYERS}Let $r = \\sum_{{i=1}}^n w_{{i1}} o_i$.\n\n"
    found = claims(f"{text}$$\\frac{{\\partial E}}{{\\partial o_k}} = o_k - t_k$$\n")
    assert all("next" not in claim.reading for claim in found)


@pytest.mark.parametrize("said", ["At the fixed point,", "In a recurrent network"])
def test_units_that_an_equation_determines_are_of_one_layer(said):
    text = f"{said} let $y_k = \\tanh(\\sum_j w_{{jk}} y_j + b_k)$.\n\n"
    assert last_verdict(text, r"\frac{\partial y_k}{\partial w_{jk}} = (1 - y_k^2) y_j") == "undecided"
