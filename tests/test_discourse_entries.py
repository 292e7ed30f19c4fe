"""Functions of arrays that are written by their entries: S_i(z), S(z)_i, S(z_i), and a sigma that is no sigmoid."""

import pytest

from tests.notes import verdicts


def every(report):
    return [claim.verdict for claim in report.claims]


SOFTMAX = r"\frac{e^{z_i}}{\sum_{k=1}^n e^{z_k}}"


@pytest.mark.parametrize(
    ("head", "entry", "other"),
    [
        ("S_i(z)", "S_i(z)", "S_j(z)"),
        ("S_i(z)", "S_i", "S_j"),
        ("S_i(z)", "S_i(z)", "S_j"),
        ("S(z)_i", "S(z)_i", "S(z)_j"),
        ("S(z)_i", "S_i", "S_j"),
        ("S(z_i)", "S(z_i)", "S(z_j)"),
        (r"\sigma_i(z)", r"\sigma_i(z)", r"\sigma_j(z)"),
        (r"\sigma_i(\mathbf{z})", r"\sigma_i", r"\sigma_j"),
        (r"\sigma(z)_i", r"\sigma(z)_i", r"\sigma(z)_j"),
        (r"\sigma(z_i)", r"\sigma(z_i)", r"\sigma(z_j)"),
        (r"p_i = \sigma(z)_i", "p_i", "p_j"),
        (r"y_i = S_i(z)", "y_i", "S_j(z)"),
    ],
)
def test_each_way_to_write_an_entry_is_understood(judged, head, entry, other):
    slope = rf"\frac{{\partial {entry}}}{{\partial z_j}}"
    report = judged(
        f"The function is\n$${head} = {SOFTMAX}$$\n\nSo $${slope} = {entry} (\\delta_{{ij}} - {other})$$\n"
        f"and not\n\nSo $${slope} = {entry} (\\delta_{{ij}} + {other})$$\n"
    )
    assert every(report) == ["proved", "refuted"]


@pytest.mark.parametrize("name", [r"\mathrm{softmax}_i(z)", r"\mathrm{softmax}(z)_i", r"\text{Softmax}(z_i)"])
def test_a_function_with_a_name_of_its_own_keeps_it(judged, name):
    other = name.replace("i", "j") if "(z_i)" not in name else r"\text{Softmax}(z_j)"
    other = r"\mathrm{softmax}_j(z)" if "_i(z)" in name else r"\mathrm{softmax}(z)_j" if ")_i" in name else other
    report = judged(
        f"$${name} = {SOFTMAX}$$\n\nSo $$\\frac{{\\partial {name}}}{{\\partial z_j}} = "
        f"{name} (\\delta_{{ij}} - {other})$$\n"
    )
    assert set(every(report)) == {"proved"}


def test_the_letter_of_the_sum_may_be_that_of_the_entry(judged):
    report = judged(
        r"The softmax is $s(z_i) = \frac{e^{z_i}}{\sum_{i=1}^K e^{z_i}}$. Then"
        "\n\n"
        r"$$\frac{\partial s(z_j)}{\partial z_i} = s(z_i) (\delta_{ij} - s(z_j))$$"
        "\n\nSo "
        r"$$\frac{\partial s(z_j)}{\partial z_i} = s(z_i) (\delta_{ij} + s(z_j))$$"
    )
    assert every(report) == ["proved", "refuted"]


@pytest.mark.parametrize(
    ("said", "true", "false"),
    [
        (  # an entry of a row is one of what is made of the row
            r"The softmax is $s(z_i) = \frac{e^{z_i}}{\sum_{k=1}^K e^{z_k}}$. For a batch",
            r"s(x_{ni}) = \frac{e^{x_{ni}}}{\sum_{k=1}^K e^{x_{nk}}}",
            r"s(x_{ni}) = \frac{e^{x_{ni}}}{\sum_{k=1}^K e^{x_{kn}}}",
        ),
        (  # of two arrays it is a function
            f"Let $\\sigma_i(z) = {SOFTMAX}$. Then",
            r"\sigma_i(x) = \frac{e^{x_i}}{\sum_{k=1}^n e^{x_k}}",
            r"\sigma_i(x) = \frac{1}{1 + e^{-x_i}}",
        ),
    ],
)
def test_the_same_of_another_array_is_not_refuted_and_another_thing_not_proved(judged, said, true, false):
    first, second = every(judged(f"{said}\n\n$${true}$$\n\nSo $${false}$$"))
    assert first in ("proved", "undecided")
    assert second in ("refuted", "undecided")


def test_a_power_of_an_entry_stays_one(judged):
    report = judged(
        f"Let $S_i(z) = {SOFTMAX}$. Then\n\n"
        r"$$\sum_{i=1}^n S_i(z) \frac{\partial S_i(z)}{\partial z_i} = \sum_{i=1}^n (S_i(z)^2 - S_i(z)^3)$$"
        "\n\nSo "
        r"$$\sum_{i=1}^n S_i(z) \frac{\partial S_i(z)}{\partial z_i} = \sum_{i=1}^n (S_i(z)^2 - S_i(z)^2)$$"
    )
    assert every(report) == ["proved", "refuted"]


def test_of_a_sum_it_is_no_sigmoid(judged):
    report = judged(f"Let $\\sigma(z)_i = {SOFTMAX}$. Then\n\n$$\\sigma(z + c)_i = \\sigma(z)_i$$")
    assert "refuted" not in every(report)


def test_a_function_of_one_entry_is_none_of_the_array(judged):
    report = judged(
        r"Let $f(x_i) = x_i^2$. Then $\frac{d f(x_i)}{d x_i} = 2 x_i$."
        "\n\n"
        r"With $\sigma(x) = \frac{1}{1+e^{-x}}$ we have $\sigma(z_i) = \frac{1}{1+e^{-z_i}}$."
    )
    assert "refuted" not in every(report)
    assert every(report)[-1] == "proved"


def test_an_expectation_is_no_entry(judged):
    report = judged("$$E(x_i) = \\sum_k x_k p_k$$\n\n$$E(x_i) = \\sum_k x_k q_k$$")
    assert "refuted" not in every(report)


def test_one_hot_data_are_listed_where_a_proof_rests_on_them(judged):
    report = judged(
        r"Let $p_k = \frac{e^{z_k}}{\sum_{i=1}^n e^{z_i}}$ and $L = -\sum_{k=1}^n t_k \ln p_k$. For classification "
        r"$t_k = \delta_{kc}$. Then"
        "\n\n"
        r"$$L = -\ln p_c, \quad \frac{\partial p_i}{\partial z_i} = p_i (1 - p_i)$$"
    )
    used, free = report.claims
    assert (used.verdict, free.verdict) == ("proved", "proved")
    assert any("delta" in c.text and c.origin == "stated, line 1" for c in used.judgement.conditions)
    assert not any("delta" in c.text for c in free.judgement.conditions)


# --- one letter for what is numbered and for all of it --------------------------------------


@pytest.mark.parametrize(
    ("one", "all_of_it"),
    [("L_i", "L"), (r"\mathcal{L}_i", r"\mathcal{L}"), ("E_i(w)", "E(w)"), ("C_i", "C"), (r"\ell_i", r"\ell")],
)
def test_a_total_is_no_array(judged, one, all_of_it):
    bare, entry = all_of_it.replace("(w)", ""), one.replace("(w)", "")
    report = judged(
        f"Let ${one} = (y_i - w x_i)^2$ and\n\n$${all_of_it} = \\frac1N \\sum_{{i=1}}^N {one}$$\n\nso\n\n"
        f"$$\\frac{{\\partial {bare}}}{{\\partial w}} = \\frac1N \\sum_{{i=1}}^N \\frac{{\\partial {entry}}}{{\\partial w}}"
        "= -\\frac2N \\sum_{i=1}^N x_i (y_i - w x_i)$$\n\nand\n\n"
        f"$$\\frac{{\\partial {bare}}}{{\\partial w}} = \\frac2N \\sum_{{i=1}}^N x_i (y_i - w x_i)$$\n"
    )
    assert every(report) == ["proved", "proved", "refuted"]


def test_a_vector_that_is_summed_is_no_total(judged):
    report = judged(
        r"Let $s = \sum_{i=1}^n x_i$ and $p_i = x_i / s$. Then $\sum_{i=1}^n p_i = 1$."
        "\n\n"
        r"For $\mathbf{x} \in \mathbb{R}^n$ we have $\mathbf{x}^T \mathbf{x} = \sum_{i=1}^n x_i^2$."
    )
    assert every(report)[0] == "proved"
    assert "refuted" not in every(report)


def test_an_expectation_is_no_total(judged):
    report = judged(r"The error is $E = \sum_n E_n$. For every $X$ and $Y$, $E[X + Y] = E[X] + E[Y]$.")
    assert "refuted" not in every(report)


# --- a letter that is a function of one number first, and one of arrays later ---------------

LATER = (
    "# Two\n\nThe sigmoid $\\sigma(x) = \\frac{1}{1 + e^{-x}}$ has $\\sigma'(x) = \\sigma(x) (1 - \\sigma(x))$.\n\n"
    f"# Many\n\n$$\\sigma(z_i) = {SOFTMAX}$$\n\n"
)


@pytest.mark.long
def test_what_is_of_one_number_in_one_section_may_be_of_arrays_in_the_next(judged):
    report = judged(
        LATER + r"$$\sum_{i=1}^n \sigma(z_i) = 1$$"
        "\n\n"
        r"$$\frac{\partial \sigma(z_i)}{\partial z_j} = \sigma(z_i) (\delta_{ij} - \sigma(z_j))$$"
        "\n\n"
        r"$$\frac{\partial \sigma(z_i)}{\partial z_j} = \sigma(z_i) (\delta_{ij} + \sigma(z_j))$$"
        "\n\n"
        r"$$\sigma(z_i) = \frac{1}{1 + e^{-z_i}}$$"
    )
    assert every(report)[:4] == ["proved", "proved", "proved", "refuted"]
    assert every(report)[4] in ("refuted", "undecided")


def test_it_is_no_sigmoid_then_even_if_it_is_derived_by_a_prime(judged):
    report = judged(f"{LATER}$$\\sum_{{i=1}}^n \\sigma(z_i) = 1$$\n\n$$\\sigma'(z_i) = \\sigma(z_i)$$\n")
    assert every(report)[:2] == ["proved", "proved"]
    assert every(report)[2] in ("refuted", "undecided")


def test_a_prime_elsewhere_leaves_a_function_of_arrays_one(judged):
    report = judged(
        r"Let $S(x) = x^2$, so $S'(x) = 2 x$."
        f"\n\n# Shares\n\nLet $S(z_i) = {SOFTMAX}$. "
        r"Then $\sum_{i=1}^n S(z_i) = 1$, and $\frac{\partial S(z_i)}{\partial z_i} = 2 z_i$."
    )
    assert every(report)[:2] == ["proved", "proved"]
    assert every(report)[2] in ("refuted", "undecided")


def test_two_letters_below_a_matrix_that_is_declared_are_its_row_and_column():
    text = (
        "Let $X \\in \\mathbb{R}^{B \\times D}$, $W \\in \\mathbb{R}^{D \\times M}$, $Z = X W$ "
        "and $G = \\frac{\\partial L}{\\partial Z}$.\n\n"
        "$$\\sum_{m=1}^M G_{nm} = \\sum_{m=1}^M G_{nm}$$\n\n"
        "$$\\frac{\\partial L}{\\partial W_{dm}} = \\sum_{n=1}^B X_{nd} G_{nm}$$\n"
    )
    assert verdicts(text)[-1] == "proved"


UNITS = (
    "Let $z_i$ be the inputs of the units and $a_i = f(z_i)$ their outputs, where $f(t) = 1/(1 + e^{-t})$.\n\n"
    "$$z_1 = w_{11} x_1 + w_{12} x_2 + b_1$$\n\n"
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial z_1}{\partial w_{11}} = x_1", "proved"),
        (r"\frac{\partial a_1}{\partial w_{12}} = a_1 (1 - a_1) x_2", "proved"),
        (r"\frac{\partial a_1}{\partial w_{12}} = -a_1 (1 - a_1) x_2", "refuted"),
        (r"\frac{\partial a_2}{\partial w_{12}} = a_2 (1 - a_2) x_2", "undecided"),
    ],
)
def test_an_equation_for_an_entry_defines_it_where_one_differentiates(formula, verdict):
    assert verdicts(f"{UNITS}$${formula}$$\n") == [verdict]


@pytest.mark.long
def test_an_entry_with_an_open_and_a_numbered_index_is_defined_for_each():
    text = (
        "$$a_{s,1} = \\sum_{k=1}^n x_{s,k} w_{k,1} + b_{s,1}$$\n\nfor $s = 1, \\dots, m$.\n\n"
        "$$\\frac{\\partial}{\\partial w_{j,1}} a_{s,1}^2 = 2 a_{s,1} x_{s,j}$$\n"
    )
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("x_{s,j}$$", "x_{j,s}$$")) != ["proved"]


def test_two_equations_for_an_entry_define_nothing():
    text = UNITS + "Now $z_1 = w_{11} x_1$.\n\n$$\\frac{\\partial a_1}{\\partial w_{11}} = a_1 (1 - a_1) x_2$$\n"
    assert verdicts(text)[-1] == "undecided"


@pytest.mark.parametrize("let", ["设", "Let"])
def test_values_of_single_entries_define_no_array(let):
    text = f"$$\\frac{{\\partial L}}{{\\partial x_i}} = \\delta_i - \\sum_{{j=1}}^m \\delta_j$$\n\n{let} $\\delta_1 = 1, \\delta_2 = 1$:\n"
    assert "refuted" not in verdicts(text)


def test_what_spaces_a_function_of_entries_goes_between_does_not_make_it_another():
    text = (
        "# One\n\nLet $\\sigma(x) = \\frac{1}{1 + e^{-x}}$.\n\n# Many\n\n"
        "$$\\sigma(u)_i = \\frac{e^{u_i}}{\\sum_{j=1}^K e^{u_j}}$$\n$$\\sigma: \\mathbb{R}^K \\to (0, 1)^K$$\n"
        "We differentiate $\\sigma_i$, where $\\sigma$ is as above. Let $q_i = \\sigma(u)_i$. Then\n"
        "$$\\frac{\\partial q_i}{\\partial u_i} = @$$"
    )
    assert verdicts(text.replace("@", "q_i (1 - q_i)")) == ["proved"]
    assert verdicts(text.replace("@", "q_i (1 + q_i)")) == ["refuted"]


@pytest.mark.parametrize("size", [2, 3])
def test_an_index_is_one_of_the_few_that_there_are(size):
    text = f"Let $J = \\sum_{{k=1}}^{{{size}}} w_k^2 a_k$. Then "
    assert verdicts(text + r"$\frac{\partial J}{\partial w_k} = 2 w_k a_k$.") == ["proved"]
    assert verdicts(text + r"$\frac{\partial J}{\partial w_k} = 3 w_k a_k$.") == ["refuted"]
    assert verdicts(text + r"For $k \neq 1$ and $k \neq 2$ we have $\frac{\partial J}{\partial w_k} = 7$.") != [
        "proved"
    ]


@pytest.mark.parametrize("letter", ["t", "n"])
def test_up_to_which_entry_a_sum_goes_is_an_index_below_what_it_defines(letter):
    text = "Let $a_t = \\sum_{s=1}^t b_s$.\n\n$$%s$$\n".replace("_t", f"_{letter}").replace("^t", f"^{letter}")
    assert verdicts(text % f"a_{letter} - a_{{{letter}-1}} = b_{letter}") == ["proved"]
    assert verdicts(text % f"a_{letter} - a_{{{letter}-1}} = b_{{{letter}-1}}")[-1] not in ("proved", "conditional")
    assert verdicts(text % f"a_{letter} - a_{{{letter}-2}} = b_{letter}")[-1] not in ("proved", "conditional")


def test_a_letter_below_brackets_is_an_index():
    text = (
        "$$\\text{softmax}(\\mathbf{s})_c = \\frac{e^{s_c}}{\\sum_{j=1}^C e^{s_j}}$$\n\n"
        "For the scores $\\mathbf{s} = [2, 1, 0]$ we get $\\frac{1}{2}$.\n\n"
        "$$\\text{softmax}(\\mathbf{s} + a \\mathbf{1})_c = %s$$\n"
    )
    assert verdicts(text % r"\text{softmax}(\mathbf{s})_c")[-1] == "proved"
    assert verdicts(text % r"e^a \text{softmax}(\mathbf{s})_c")[-1] not in ("proved", "conditional")
