"""Ways of writing that mean one thing: remarks in another script, typed accents, lists in matrices, indicators by delta."""

import pytest

from tests.notes import last_verdict, verdicts


def test_a_remark_in_another_script_is_none_of_the_formula():
    text = "$$f(x) = (x^2 + 1)（假设）$$\n\n"
    assert last_verdict(text, "f(3) = 10") == "proved"
    assert last_verdict(text, "f(3) = 9") == "refuted"


def test_a_name_in_text_may_have_an_escaped_underscore():
    text = "$$L = (\\text{mean\\_pred} - t)^2$$\n\n"
    assert last_verdict(text, r"\frac{\partial L}{\partial t} = 2 (t - \text{mean\_pred})") == "proved"
    assert last_verdict(text, r"\frac{\partial L}{\partial t} = 2 (\text{mean\_pred} - t)") == "refuted"


@pytest.mark.parametrize(("hat", "bar"), [("Ŷ", "x̄"), ("Y\u0302", "x\u0304"), (r"\hat{Y}", r"\bar{x}")])
def test_accents_that_are_typed_are_those_of_the_commands(hat, bar):
    text = f"$${hat} = w {bar} + b, \\quad E = (Y - \\hat{{Y}})^2$$\n\n"
    assert last_verdict(text, rf"\frac{{\partial E}}{{\partial w}} = -2 (Y - {hat}) {bar}") == "proved"
    assert last_verdict(text, rf"\frac{{\partial E}}{{\partial w}} = 2 (Y - {hat}) {bar}") == "refuted"


def test_an_accent_behind_a_greek_letter_and_behind_a_row_of_letters():
    assert verdicts("$$2 θ̂ = θ̂ + \\hat{\\theta}$$\n") == ["proved"]
    assert verdicts("$$a x̂ = \\hat{x} a$$\n") == ["proved"]
    assert verdicts("$$a x̂ = x a$$\n") != ["proved"]


@pytest.mark.parametrize("word", ["coût", "cou\u0302t", "não"])
def test_the_accent_of_a_word_is_none_of_a_letter(word):
    assert verdicts(f"$$2 {word} = {word} + {word}$$\n") != ["proved"]
    letters = word.replace("û", "\\hat{u}").replace("u\u0302", "\\hat{u}").replace("ã", "\\tilde{a}")
    assert verdicts(f"$${word} = {letters}$$\n") != ["proved"]


def test_a_matrix_of_one_row_with_commas_is_a_list():
    text = "Let $w = \\begin{bmatrix} w_1, w_2, w_3 \\end{bmatrix}$ and $x = [x_1, x_2, x_3]$.\n\n"
    assert last_verdict(text, "w + x = [w_1 + x_1, w_2 + x_2, w_3 + x_3]") == "proved"
    assert last_verdict(text, "w + x = [w_1 + x_1, w_2 + x_2, w_3 - x_3]") != "proved"


COUNTS = "Let $N_k = \\sum_{i=1}^n \\delta(z_i = k)$ be the counts.\n\n"


def test_delta_of_a_relation_is_its_indicator():
    assert last_verdict(COUNTS, r"\sum_{i=1}^n \mathbb{1}[z_i = k] = N_k") == "proved"
    assert last_verdict(COUNTS, r"\sum_{i=1}^n \mathbb{1}[z_i \ne k] = N_k") != "proved"


def test_a_delta_that_stands_elsewhere_is_no_indicator():
    assert verdicts("Let $\\delta$ be an error.\n\n$$\\delta(t = 0) + \\delta = 2 \\delta$$\n") != ["refuted"]
    text = "Let $\\delta(x) = x^2$.\n\n"
    assert last_verdict(text, r"\delta(3) = 9") == "proved"
    assert last_verdict(text, r"\delta(x = 3) = 1") != "proved"


def test_the_largest_of_a_list_with_dots():
    assert verdicts("$$\\max(x_1, \\ldots, x_n) \\ge x_1$$\n") == ["proved"]
    assert verdicts("$$\\min(x_1, \\ldots, x_n) \\ge x_1$$\n") != ["proved"]
    assert verdicts("$$\\min(x_1, \\ldots, x_n) = \\min_{i=1}^n x_i$$\n") == ["proved"]


def test_what_an_index_has_to_satisfy_may_stand_behind_a_semicolon():
    text = "Let $\\mathbf{z} \\in \\mathbb{R}^n$.\n\n"
    parts = r"\sum_{{i; z_i \leq a}} z_i + \sum_{{i; z_i {} a}} z_i = \sum_{{i=1}}^n z_i"
    assert last_verdict(text, parts.format(">")) == "proved"
    assert last_verdict(text, parts.format(r"\ge")) != "proved"


def test_a_dimension_that_stands_only_in_a_normalising_constant_is_a_number():
    text = "$$Z = (2\\pi)^{d/2} s^d$$\n\n"
    assert last_verdict(text, r"\log Z = \frac{d}{2} \log(2\pi) + d \log s") == "proved"
    assert last_verdict(text, r"\log Z = d \log(2\pi) + d \log s") != "proved"


POLICY = (
    "Let $\\pi(a \\mid s)$ be a policy, $A^\\pi(s, a) = Q^\\pi(s, a) - V^\\pi(s)$ and\n"
    "$$V^\\pi(s) = \\sum_a \\pi(a \\mid s) Q^\\pi(s, a)$$\n"
)


def test_a_policy_above_a_letter_is_no_power():
    assert last_verdict(POLICY, r"A^\pi(s, a) + V^\pi(s) = Q^\pi(s, a)") == "proved"
    assert last_verdict(POLICY, r"A^\pi(s, a) + V^\pi(s) = 2 Q^\pi(s, a)") != "proved"
    assert verdicts("$$2^\\pi \\cdot 2^\\pi = 4^\\pi$$\n") == ["proved"]


def test_an_entry_may_be_what_is_drawn():
    drawn = r"\mathbb{E}_{x_i \sim p}"
    assert verdicts(f"$${drawn}[2 f(x_i) + 1] = 2 {drawn}[f(x_i)] + 1$$\n") == ["proved"]
    assert verdicts(f"$${drawn}[2 f(x_i) + 1] = 2 {drawn}[f(x_i)]$$\n") != ["proved"]
    for rest, verdict in (("n c", "proved"), ("c", "refuted")):
        each = rf"\sum_{{i=1}}^n {drawn}[f(x_i) + c] = {rest} + \sum_{{i=1}}^n {drawn}[f(x_i)]"
        assert verdicts(f"$${each}$$\n") == [verdict]


def test_an_entry_that_is_drawn_beside_the_whole_array_is_not_read():
    assert verdicts(r"$$\mathbb{E}_{x_i \sim p}\left[\sum_{j=1}^n x_j\right] = \sum_{j=1}^n x_j$$" + "\n") == ["unread"]


SHARES = r"""Let $\hat y_i = \frac{e^{\theta_i}}{\sum_{j=1}^K e^{\theta_j}}$. Define $\sum_K = \sum_{j=1}^K e^{\theta_j}$.
For $i \neq j$, $$\frac{\partial \hat y_i}{\partial \theta_j} = %s$$
"""


def test_a_sum_sign_without_a_summand_is_the_name_of_a_sum():
    right = (
        r"\frac{0 - e^{\theta_i} e^{\theta_j}}{(\sum_K)^2} = -\frac{e^{\theta_i}}{\sum_K} \frac{e^{\theta_j}}{\sum_K}"
    )
    assert verdicts(SHARES % right) == ["proved", "proved"]
    assert verdicts(SHARES % right.replace("0 - ", "0 + ")) == ["refuted", "refuted"]
    assert verdicts(SHARES % r"-\frac{e^{\theta_i} e^{\theta_j}}{\sum_K}") == ["refuted"]


def test_a_sum_sign_before_a_plus_is_a_name_where_nothing_behind_it_has_its_letter():
    text = r"Let $\sum_K = \sum_{j=1}^K e^{x_j}$ and $p_i = \frac{e^{x_i}}{\sum_K}$. Then $1 - p_i = \frac{\sum_K - e^{x_i}}{\sum_K}$."
    assert verdicts(text + "\n") == ["proved"]
    assert verdicts(text.replace(r"\sum_K -", r"\sum_K +") + "\n") == ["refuted"]
    assert verdicts(r"Then $\sum_{i=1}^n y_i + \sum_i - y_i = 0$." + "\n") == ["proved"]


@pytest.mark.parametrize(
    "claim", [r"\frac{e^{x_i}}{\sum_j} = p_i", r"p_i = \frac{e^{x_i}}{\sum_K}", r"p_i = \frac{\sum_K}{e^{x_i}}"]
)
def test_a_sum_sign_that_nothing_explains_refutes_nothing(claim):
    assert verdicts(r"Let $p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$. Then $$" + claim + "$$\n") == ["undecided"]
