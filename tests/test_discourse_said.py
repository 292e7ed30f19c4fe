r"""What a text says and what it does not: properties denied, letters counted, cases and examples at their places."""

import pytest

from tests.notes import claims, last_verdict, verdicts

LOSS = r"Let $p_k = e^{z_k} / \sum_{j=1}^K e^{z_j}$ and $L = -\sum_{k=1}^K y_k \log p_k$. "
GRADIENT = r"\frac{\partial L}{\partial z_k} = p_k"

# --- properties in words --------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "We do not assume that $y$ is one-hot.",
        "The $y_k$ need not sum to one.",
        "The $y_k$ don't sum to one.",
        "If the labels $y$ did not sum to one,",
        "Without the assumption that the labels $y$ sum to one,",
        "Here $y$ may be one-hot or any numbers.",
        "No assumption is made that $y$ is a probability vector.",
        "Some people assume that the weights $y_k$ sum to one; we do not.",
        "Often the $y_k$ sum to one, but this is not needed here.",
        "Other authors take $y$ to be one-hot.",
    ],
)
def test_what_a_text_denies_or_leaves_open_is_not_assumed(words):
    assert last_verdict(f"{LOSS}{words}\n\n", f"{GRADIENT} - y_k") == "conditional"


@pytest.mark.parametrize(
    "words",
    [
        "The $y_k$ sum to one.",
        "The labels are not soft but one-hot vectors $y$.",
        "The loss does not change with $y$, which is one-hot.",
    ],
)
def test_what_a_text_says_beside_a_not_is_assumed(words):
    assert last_verdict(f"{LOSS}{words}\n\n", f"{GRADIENT} - y_k") == "proved"


def test_a_property_of_something_else_says_nothing_of_the_names_in_the_next_formula():
    text = f"{LOSS}Since the targets sum to one we find\n\n$${GRADIENT} - y_k$$\n\n$$\\sum_{{k=1}}^K z_k = 1$$\n"
    assert verdicts(text) == ["conditional", "undecided"]


# --- the other classes ----------------------------------------------------------------------


@pytest.mark.parametrize("case", [r"For a wrong class $k \ne c$", r"If $k \neq c$"])
@pytest.mark.parametrize("rest, verdict", [("", "conditional"), (" - 1", "refuted"), (" - y_c", "refuted")])
def test_one_hot_labels_are_zero_at_the_other_classes(case, rest, verdict):
    text = f"{LOSS}The label $y$ is one-hot. {case},\n\n"
    assert last_verdict(text, GRADIENT + rest) == verdict


def test_labels_of_which_nothing_is_said_are_not_zero_at_the_other_classes():
    assert last_verdict(f"{LOSS}If $k \\ne c$,\n\n", f"{GRADIENT} + y_k") == "refuted"


# --- a sigma that is counted ----------------------------------------------------------------


@pytest.mark.parametrize("index", ["i", "j"])
@pytest.mark.parametrize(
    "right, verdict", [(r"2 \sigma_j", "proved"), (r"2 J \sigma_j", "refuted"), (r"\sum_j 2 \sigma_j", "undecided")]
)
def test_deviations_that_a_sum_runs_over_are_one_for_each_index(index, right, verdict):
    text = f"Let $\\sigma_j > 0$ and $$D = \\sum_{{{index}=1}}^J \\sigma_{index}^2.$$\n\n"
    assert last_verdict(text, rf"\frac{{\partial D}}{{\partial \sigma_j}} = {right}") == verdict


def test_a_sigma_with_an_index_is_no_constant_of_a_sum_where_sigma_is_a_function_too():
    text = "Let $\\sigma(z) = 1/(1 + e^{-z})$ and $$D = \\sum_{j=1}^J \\sigma_j^2.$$\n\n"
    for right in (r"2 \sigma_j", r"2 J \sigma_j"):
        assert last_verdict(text, rf"\frac{{\partial D}}{{\partial \sigma_j}} = {right}") == "undecided"


# --- a function whose argument is made of others, where a letter is an array elsewhere --------


@pytest.mark.parametrize(
    "right, verdict",
    [("-y/(1 + e^{y f})", "proved"), ("-1/(1 + e^{f})", "refuted"), ("-1/(1 + e^{y f})", "refuted")],
)
def test_a_loss_of_the_margin_is_differentiated_through_the_margin(right, verdict):
    text = "Put $S = \\sum_i y_i w_i$.\n\nLet $\\ell(m) = \\log(1 + e^{-m})$, where $m = y f$.\n\n$$\\ell'(m) = -1/(1+e^m)$$\n\n"
    assert last_verdict(text, rf"\frac{{\partial \ell}}{{\partial f}} = {right}") == verdict


# --- meanings --------------------------------------------------------------------------------


def test_what_is_true_of_two_new_meanings_together_is_not_refuted():
    text = (
        "Put $p = 1/(1+e^{-z})$ and $L = -\\log p$.\n\n## B\n\nHere $p = \\tanh z$ and $L = \\frac12 p^2$.\n\n"
        "$$\\frac{dL}{dz} = p (1 - p^2)$$\n\n$$\\frac{dL}{dz} = 3 + p^2$$\n"
    )
    assert verdicts(text)[-2:] == ["undecided", "undecided"]


def test_what_is_true_for_a_number_that_is_set_later_is_not_said_to_hold():
    claim = r"$$\frac{dq}{dz} = q (1 - q)$$"
    text = f"Let $q = 1/(1 + e^{{-z/T}})$.\n\n{claim}\n\nWith $T = 1$,\n\n{claim}\n"
    assert verdicts(text) == ["undecided", "proved"]


@pytest.mark.parametrize(
    "words, verdict", [("", "proved"), (", that is, no decay", "undecided"), (" (no decay)", "undecided")]
)
def test_what_goes_on_with_an_example_is_not_refuted(words, verdict):
    text = f"Let $u = a g$ where $g = b w + h$.\n\nTake $b = 0${words}. Then\n\n"
    assert last_verdict(text, "u = a h") == verdict
    assert last_verdict(text, "u = 2 a h") in ("refuted", "undecided")


def test_what_follows_unless_is_neither_assumed_nor_claimed():
    text = "Unless $x = 1$, $x^2 = 1$.\n\nUnless $x = 0$ we have $x^2 > 0$.\n\n$$x^2 = 1$$\n\n$$x + x = 2x$$\n"
    assert verdicts(text) == ["undecided", "conditional", "undecided", "proved"]
    assert (
        last_verdict(f"{LOSS}Unless $\\sum_{{k=1}}^K y_k = 1$ this is wrong:\n\n", f"{GRADIENT} - y_k") == "conditional"
    )


DENSITY = (
    "The density is $q(t; m, s) = \\frac{1}{s} e^{-(t - m)/s}$ with $s > 0$.\n\n"
    "$$\\log q(t) = -\\log s - \\frac{t - m}{s}$$\n"
)


def test_parameters_behind_a_semicolon_may_be_left_out():
    assert verdicts(DENSITY) == ["proved"]
    assert verdicts(DENSITY.replace("-\\log s", "\\log s")) == ["refuted"]
    by = "$$\\frac{\\partial}{\\partial m} \\log q(t; m, s) = \\frac{1}{s}$$\n"
    assert verdicts(DENSITY + "\n" + by) == ["proved", "proved"]


def test_parameters_that_vary_are_not_left_out():
    other = "$$q(t; 0, 1) = e^{-t}$$\n"
    assert verdicts(DENSITY + "\n" + other)[-1] == "proved"
    assert verdicts(DENSITY + "\n" + other)[0] == "undecided"


def test_what_is_defined_without_parameters_is_another_thing():
    text = "Let $q(t; m) = t - m$ and $q(t) = t^2$.\n\n$$q(3; m) = 3 - m$$\n\n$$q(3) = 3 - m$$\n"
    assert verdicts(text)[-1] != "proved"


CLASSES = "Let $y_j = \\frac{e^{u_j}}{\\sum_{k=1}^V e^{u_k}}$.\n\n"


@pytest.mark.parametrize("named", ["-\\log y_c = -u_c + \\log \\sum_{k=1}^V e^{u_k} := E"])
@pytest.mark.parametrize("one", [r"\mathbb{1}(j = c)", r"\mathbf{1}[j = c]", "I(j = c)", r"\mathbb{1}_{j = c}"])
def test_a_name_behind_a_defining_sign_means_what_stands_before_it(named, one):
    text = f"{CLASSES}$${named}$$\n\n$$\\frac{{\\partial E}}{{\\partial u_j}} = y_j - t_j, \\quad t_j = {one}$$\n"
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace("y_j - t_j", "t_j - y_j"))[-1] == "refuted"


def test_the_negative_of_a_name_behind_a_defining_sign():
    text = f"{CLASSES}$$\\log y_c = u_c - \\log \\sum_{{k=1}}^V e^{{u_k}} := -E$$\n\n$$E = -\\log y_c$$\n"
    assert verdicts(text)[0] == "proved"
    wrong = text.replace("E = -\\log y_c", "E = \\log y_c")
    assert "proved" not in verdicts(wrong)[1:]


def test_that_the_order_matters_is_no_assumption():
    text = (
        "The divergence is not symmetric. To put it into an equation: $D(q, p) \\neq D(p, q)$.\n\n"
        "Let $D(p, q) = p \\ln(p/q)$ with $p > 0$ and $q > 0$.\n\n$$D(p, q) = p \\ln p - p \\ln q$$\n"
    )
    assert verdicts(text) == ["proved"]
    said = [c for c in claims(text)[0].judgement.conditions if "D(" in c.text]
    assert not said


@pytest.mark.parametrize("noun", ["label ", "target vector ", "vector ", ""])
def test_an_adjective_belongs_to_what_comes_next(noun):
    text = f"For one sample $x \\in \\mathbb{{R}}^d$ with a one-hot {noun}$y \\in \\mathbb{{R}}^K$ we have "
    assert verdicts(text + r"$\sum_{k=1}^K y_k = 1$.") == ["proved"]
    assert "proved" not in verdicts(text + r"$\sum_{k=1}^d x_k = 1$.")
