"""Sorts belong to where a name is used: a letter may be a number here and a vector there."""

import pytest

from tests.notes import claims, verdicts

LAYERS = (
    "Let $z^{(1)} = W^{(1)} x + b^{(1)}$, $a^{(1)} = \\sigma(z^{(1)})$, $z^{(2)} = W^{(2)} a^{(1)} + b^{(2)}$ and "
    "$a^{(2)} = \\sigma(z^{(2)})$. The cost is $C = \\frac{1}{2} \\|a^{(2)} - y\\|^2$.\n\n"
    "$$\\delta^{(2)} = \\frac{\\partial C}{\\partial z^{(2)}} = (a^{(2)} - y) \\odot \\sigma'(z^{(2)})$$\n\n"
)


def test_vectors_without_indices_are_found_by_what_fits():
    text = LAYERS + "$$\\frac{\\partial C}{\\partial W^{(2)}} = \\delta^{(2)} (a^{(1)})^T$$\n"
    found = claims(text)
    assert [c.verdict for c in found] == ["proved", "proved"]
    assert found[1].reading == "partial C/partial W_(2) = delta_(2) @ a_(1)^T"


@pytest.mark.long
@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{\partial C}{\partial W^{(2)}} = a^{(1)} \delta^{(2)}",  # numbers would make this true
        r"\frac{\partial C}{\partial W^{(2)}} = a^{(1)} (\delta^{(2)})^T",
        r"\frac{\partial C}{\partial W^{(2)}} = 2 \delta^{(2)} (a^{(1)})^T",
        r"\frac{\partial C}{\partial W^{(1)}} = \delta^{(2)} x^T",
    ],
)
def test_a_gradient_that_is_false_for_matrices_is_not_proved_for_numbers(wrong):
    text = LAYERS + "$$\\frac{\\partial C}{\\partial W^{(2)}} = \\delta^{(2)} (a^{(1)})^T$$\n\n$$" + wrong + "$$\n"
    assert verdicts(text)[-1] != "proved"


def test_a_letter_may_be_a_number_in_one_section_and_a_vector_in_the_next():
    text = (
        "# One\n\nLet $u = \\|\\mathbf{x}\\|^2$.\n\n$$\\frac{\\partial u}{\\partial \\mathbf{x}} = 2\\mathbf{x}$$\n\n"
        "# Two\n\nLet $v = x^3$.\n\n$$\\frac{dv}{dx} = 3x^2$$\n"
    )
    assert verdicts(text) == ["proved", "proved"]


def test_a_false_claim_about_a_vector_does_not_become_one_about_a_number():
    text = "Let $u = \\mathbf{x}^T \\mathbf{x}$.\n\n$$\\frac{\\partial u}{\\partial \\mathbf{x}} = 3\\mathbf{x}$$\n"
    assert "proved" not in verdicts(text)


def test_labels_that_sum_to_one_are_found_where_a_logarithm_hides_the_values():
    (claim,) = claims("$$\\sum_{j=1}^q y_j \\log \\sum_{k=1}^q e^{o_k} = \\log \\sum_{k=1}^q e^{o_k}$$\n")
    assert claim.verdict == "conditional"
    assert [c.text for c in claim.judgement.conditions if c.origin == "found"] == ["sum_k y_k = 1"]


def test_a_definition_of_another_section_does_not_speak_of_the_labels_here():
    text = (
        "# A model of noise\n\nOne may say that $y = o + \\epsilon$.\n\n# The loss\n\n"
        "$$p_i \\sum_k y_k - y_i = p_i - y_i$$\n"
    )
    assert "refuted" not in verdicts(text)


def test_worked_examples_use_the_values_that_were_supposed():
    text = (
        "A sigmoid unit. Suppose $w = 0.5$, $x = 2$, $b = 1$ and $y = 0$.\n\nThen $z = wx + b = 0.5 \\cdot 2 + 1 = 2$ and "
        "$a = \\sigma(2) \\approx 0.8808$. The loss is $L = -\\log(1 - a) \\approx 2.1269$ and $(a - y) x = 1.7616$.\n"
    )
    assert set(verdicts(text)) == {"proved"}
    assert "proved" not in verdicts(text.replace("1.7616", "1.7617"))[-1:]


def test_printed_vectors_agree_to_their_digits():
    text = "Let $z = [1, 2, 3]$. Then $\\mathrm{softmax}(z) = [0.0900, 0.2447, 0.6652]$.\n"
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("0.0900", "0.0910")) == ["refuted"]


@pytest.mark.parametrize("words", ["Setting this to zero,", "At the minimum", "Solving for $w$ gives"])
def test_an_equation_to_be_solved_is_no_wrong_step(words):
    text = f"Let $J = (w - 1)^2$. {words} $2w = 2$.\n"
    assert "refuted" not in verdicts(text)


def test_an_equation_to_be_solved_is_no_fact_about_what_follows():
    text = "Let $J = w^3$. Setting $\\frac{dJ}{dw} = 0$ gives the minimum.\n\n$$\\frac{dJ}{dw} = 0$$\n"
    assert verdicts(text)[-1] != "proved"


def test_an_inverse_is_a_claim_and_no_second_definition():
    text = "A sigmoid: let $p = \\sigma(z)$. The inverse is\n\n$$z = \\log \\frac{p}{1 - p}$$\n\n$$\\frac{dp}{dz} = p (1 - p)$$\n"
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace("\\frac{p}{1 - p}", "\\frac{1 - p}{p}"))[0] == "refuted"


def test_a_loss_in_another_setting_is_another_loss():
    text = (
        "# Two classes\n\nThe loss is $L = -(y \\log p + (1 - y) \\log(1 - p))$.\n\n# Many classes\n\n"
        "For $K$ classes the loss is\n\n$$L = -\\sum_k t_k \\log q_k$$\n\n"
        "$$\\frac{\\partial L}{\\partial q_j} = -\\frac{t_j}{q_j}$$\n"
    )
    assert verdicts(text) == ["proved"]


def test_the_same_letters_in_another_section_are_no_new_definition():
    text = "# One\n\nThe loss is $L = (a - y)^2$.\n\n# Two\n\n$$L = (a + y)^2$$\n\n$$\\frac{dL}{da} = 2 (a + y)$$\n"
    assert "proved" not in verdicts(text)


def test_a_formula_behind_a_case_and_a_comma_is_claimed_in_it():
    text = (
        "Let $p_i = \\frac{e^{z_i}}{\\sum_k e^{z_k}}$.\n\n**Case $i \\ne j$:**\n\n"
        "$$\\frac{\\partial p_i}{\\partial z_j} = p_i p_j$$\n"
    )
    assert verdicts(text) == ["refuted"]


def test_an_index_behind_the_arguments_makes_a_function_of_it():
    definition = r"Define $$\varsigma(\mathbf{z})_c = \frac{e^{z_c}}{\sum_{d=1}^C e^{z_d}}$$ for $c = 1, \ldots, C$. Put $y_c = \varsigma(\mathbf z)_c$."
    claim = "\n\n" + r"$$\frac{\partial y_i}{\partial z_i} = y_i(1 - y_i)$$"
    assert verdicts(definition + claim) == ["proved"]


def test_what_is_defined_within_a_chain_may_be_a_function():
    text = r"Define $y = f(x) = x^2$." + "\n\n" + r"$$\frac{\partial f(x)}{\partial x} = 2x$$"
    assert verdicts(text) == ["proved"]


def test_the_letter_behind_dots_counts():
    text = r"Let $x = (x_1, \ldots, x_n)^T$ and $s = \frac{1}{n}(x_1 + \cdots + x_n)$." + "\n\n"
    assert verdicts(text + r"$$\sum_{i=1}^n x_i = n s$$") == ["proved", "proved"]


def test_numbered_functions_depend_on_their_number():
    text = r"Let $q(x) = q_1(x_1) q_2(x_2) \cdots q_n(x_n)$." + "\n\n"
    assert verdicts(text + r"$$\log q(x) = \log \prod_{i=1}^n q_i(x_i)$$") != ["refuted"]
    text = r"Let $f_i(x) = x^i$ for $i = 1, \ldots, n$." + "\n\n"
    assert verdicts(text + r"$$f_2(3) = 9$$") == ["proved"]
    assert verdicts(text + r"$$\sum_{i=1}^n f_i(x) = n f_1(x)$$") != ["proved"]


def test_a_letter_below_an_array_that_is_nothing_else_counts_its_entries():
    text = (
        "Let $p_c = \\frac{e^{z_c}}{\\sum_k e^{z_k}}$ and let $y$ be the one-hot vector of the class $t$. The loss is\n\n"
        "$$L = -\\sum_c y_c \\log p_c = -\\log p_t$$\n\n$$\\frac{\\partial L}{\\partial z_c} = p_c - y_c$$\n"
    )
    found = claims(text)
    assert [c.verdict for c in found] == ["conditional", "proved"]
    assert [c.text for c in found[0].judgement.conditions if c.origin == "found"] == ["y_t = 1"]


@pytest.mark.parametrize(
    "step",
    [
        r"\frac{\partial E}{\partial o} = -(t - o) = -(0.01 - 0.75136507) = 0.74136507",
        r"\frac{\partial L}{\partial \mu} = -\sum_i (x_i - \mu) = 0",
        r"D_j S_i = S_i (\delta_{ij} - S_j)",
    ],
)
def test_what_rests_on_values_or_operators_that_are_not_given_is_not_refuted(step):
    text = "Let $S_i = \\frac{e^{a_i}}{\\sum_k e^{a_k}}$, $E = \\frac{1}{2}(t - o)^2$ and $L = \\frac{1}{2} \\sum_i (x_i - \\mu)^2$.\n\n"
    assert "refuted" not in verdicts(f"{text}$${step}$$\n")


def test_an_index_that_is_free_on_the_right_only_is_named():
    text = (
        "Let $L = \\frac{1}{K} \\sum_{i=1}^K (y_i - s_i)^2$.\n\n"
        "$$\\nabla_s L = \\frac{-2}{K} \\sum_{i=1}^K (y_i - s_i) 1_{i=j} \\mathbf{s}$$\n"
    )
    (claim,) = claims(text)
    assert claim.verdict == "refuted" and claim.judgement.message == "ill-typed: the index j is free on the right only"


def test_with_another_loss_instead_means_the_other_loss():
    text = (
        "A sigmoid: let $a = \\sigma(z)$. With $C = \\frac{1}{2}(a - y)^2$ we get $\\frac{dC}{dz} = (a - y) a (1 - a)$.\n\n"
        "With $C = -(y \\ln a + (1 - y) \\ln(1 - a))$ instead,\n\n$$\\frac{dC}{dz} = a - y$$\n"
    )
    assert verdicts(text) == ["proved", "proved"]


def test_the_letters_of_a_function_are_its_own():
    text = (
        "Let $h(x) = g(w^T x)$ with $g(z) = \\frac{1}{1 + e^{-z}}$, and\n\n"
        "$$J = -\\sum_{i=1}^m \\left( y^{(i)} \\log h(x^{(i)}) + (1 - y^{(i)}) \\log(1 - h(x^{(i)})) \\right)$$\n\n"
        "$$\\frac{\\partial J}{\\partial w_j} = \\sum_{i=1}^m (h(x^{(i)}) - y^{(i)}) x^{(i)}_j$$\n"
    )
    assert verdicts(text) == ["proved"]
    assert "proved" not in verdicts(text.replace("- y^{(i)}) x", "+ y^{(i)}) x"))


@pytest.mark.parametrize(
    "claim",
    [
        r"e^{u+v} = e^u e^v",
        r"2^{s+t} = 2^s 2^t",
        r"x^{\beta} x = x^{\beta+1}",
        r"p^y (1-p)^{1-y} = p^y (1-p) (1-p)^{-y}",
    ],
)
def test_names_that_stand_in_exponents_only_are_names(claim):
    assert verdicts(f"$${claim}$$") == ["proved"]


def test_a_definition_is_found_through_an_exponent():
    text = "Let $z = x + 1$ with $p = e^{z}$.\n\n"
    assert verdicts(text + r"$$\frac{\partial p}{\partial x} = p$$") == ["proved"]


def test_letters_that_may_count_are_no_names_because_of_an_exponent():
    assert verdicts(r"$$a^{m+n} = a^m a^n$$") == ["unread"]


def test_a_cost_of_numbered_parameters_is_a_quantity_also_beside_its_value_at_a_point():
    text = (
        "We fit $h(x) = \\theta_0 + \\theta_1 x$ by minimizing\n\n"
        "$$J(\\theta_0, \\theta_1) = \\frac{1}{2m} \\sum_{i=1}^m (h(x_i) - y_i)^2$$\n\n"
        "$$\\frac{\\partial J}{\\partial \\theta_1} = \\frac{1}{m} \\sum_{i=1}^m (h(x_i) - y_i) x_i$$\n\n"
        "For the data below $J(0, 1) = 0$.\n"
    )
    assert verdicts(text)[0] == "proved"
    assert verdicts(text.replace("x_i$$\n\nFor", "x_j$$\n\nFor"))[0] != "proved"
    assert "refuted" not in verdicts(text)


def test_the_letters_of_a_function_of_a_vector_keep_their_entries():
    text = (
        r"$$y_c = \varsigma(\mathbf{z})_c = \frac{e^{z_c}}{\sum_{d=1}^C e^{z_d}} \quad\text{for } c = 1 \cdots C$$"
        "\n\n"
        r"$$\begin{bmatrix} \varsigma(\mathbf{z})_1 \\ \vdots \\ \varsigma(\mathbf{z})_C \end{bmatrix} ="
        r"\frac{1}{\sum_{d=1}^C e^{z_d}} \begin{bmatrix} e^{z_1} \\ \vdots \\ e^{z_C} \end{bmatrix}$$"
    )
    assert verdicts(text) == ["proved"]


def test_a_function_is_defined_where_it_is_new_though_the_side_before_was_not_understood():
    text = (
        r"$$-\log \mathcal{L}(\theta|t) = \xi(t, z) = -t z$$ and for two classes $\xi(t, y) = -t y - (1 - t)(1 - y)$."
    )
    assert "refuted" not in verdicts(text)


ONE_SAMPLE = (
    "The row $\\mathbf{x}$ holds the features, $\\sigma$ is the sigmoid.\n\n$$z = \\mathbf{x} \\mathbf{w}$$\n\n$$p = \\sigma(z)$$\n\n"
    "$$L = \\frac{1}{2} (p - y)^2$$\n\n"
)


def test_two_vectors_side_by_side_are_an_inner_product_where_only_a_number_fits():
    text = ONE_SAMPLE + (
        "$$\\frac{\\partial p}{\\partial \\mathbf{w}} = p (1 - p) \\mathbf{x}$$\n\n"
        "$$\\frac{\\partial L}{\\partial \\mathbf{w}} = (p - y) p (1 - p) \\mathbf{x}$$\n"
    )
    found = claims(text)
    assert [c.verdict for c in found] == ["proved", "proved"]
    for claim in found:
        said = [c.text for c in claim.judgement.conditions if c.origin == "as written"]
        assert said == ["two vectors side by side are their inner product"]


def test_underlined_letters_are_vectors_too():
    text = ONE_SAMPLE + "$$\\frac{\\partial L}{\\partial \\mathbf{w}} = (p - y) p (1 - p) \\mathbf{x}$$\n"
    (claim,) = claims(text.replace("mathbf", "underline"))
    assert claim.verdict == "proved"
    assert "as written" in [c.origin for c in claim.judgement.conditions]  # of vectors, and not of numbers


def test_a_lower_bound_is_underlined_and_no_vector():
    text = "Let $m = \\frac{1}{2} (\\underline{x} + \\overline{x})$.\n\n$$m^2 - \\underline{x} \\overline{x} = "
    right = "\\frac{1}{4} (\\overline{x} - \\underline{x})^2$$\n"
    assert verdicts(text + right) == ["proved"]


@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{\partial L}{\partial \mathbf{w}} = (p - y) p \mathbf{x}",
        r"\frac{\partial L}{\partial \mathbf{w}} = (p - y) p (1 - p) \mathbf{w}",
        r"\frac{\partial L}{\partial \mathbf{w}} = (p - y) p (1 - p)",
        r"\frac{\partial L}{\partial \mathbf{w}} = (p - y) p (1 - p) \mathbf{x} \mathbf{w}",
        r"\frac{\partial L}{\partial \mathbf{w}} = (p - y) p (1 - p) \mathbf{x} \mathbf{w} \mathbf{x}",
        r"\frac{\partial^2 z}{\partial \mathbf{w}^2} = \mathbf{x} \mathbf{x}",
    ],
)
def test_a_false_gradient_is_not_proved_of_vectors_side_by_side(wrong):
    assert verdicts(f"{ONE_SAMPLE}$${wrong}$$\n")[-1] not in ("proved", "conditional")


def test_vectors_side_by_side_that_make_a_vector_are_no_inner_product():
    scaled = "Here $y_i = \\gamma_i u_i + \\beta_i$ for $i = 1, \\dots, n$, in short $y = \\gamma u + \\beta$.\n\n"
    text = scaled + "$$\\frac{\\partial}{\\partial u} \\sum_i y_i = \\gamma$$\n"
    assert "refuted" not in verdicts(text)


def test_brackets_side_by_side_are_not_taken_for_vectors_that_multiply():
    text = "Let $\\mathbf{p} \\in \\mathbb{R}^n$.\n\n$$\\mathbf{p} (1 - \\mathbf{p}) = \\mathbf{p} - \\mathbf{p}^2$$\n"
    assert verdicts(text) != ["proved"]


def test_a_number_behind_a_letter_stands_below_it_if_the_text_has_that_name():
    text = "Let $b_1 > 0$ and $z = w x + b1$.\n\n$$\\frac{\\partial z}{\\partial b_1} = 1$$\n"
    assert verdicts(text) == ["proved"]
    assert "proved" not in verdicts(text.replace("= 1", "= 0"))


def test_a_number_behind_a_letter_is_a_factor_otherwise():
    text = "Let $b_1 > 0$ and $f(x) = x 2$.\n\n$$f'(x) = 2$$\n\n$$b_1 1 = b_1$$\n"
    assert verdicts(text)[0] == "proved"


def test_a_letter_of_a_number_and_then_of_a_vector_is_answered():
    """Its rows beside its entries were a fault of the kernel, not an answer."""
    text = (
        "# One\n\nLet $A(\\eta) = \\log(1 + e^\\eta)$.\n\n# Two\n\nLet $A(\\eta) = \\log \\sum_k e^{\\eta_k}$ with "
        "$\\eta \\in \\mathbb{R}^K$ and $p_k = e^{\\eta_k} / \\sum_j e^{\\eta_j}$.\n\n"
        "$$\\frac{\\partial A}{\\partial \\eta_k} = @$$\n"
    )
    for value, words in (("p_k", ("proved", "undecided")), ("2 p_k", ("refuted", "undecided"))):
        (claim,) = claims(text.replace("@", value))
        assert claim.verdict in words
        assert "internal error" not in claim.judgement.message


def test_a_letter_that_is_one_in_a_case_is_a_number_there():
    text = (
        "# Classes\n\nThe labels $y_i$ have $\\sum_{i=1}^n y_i = 1$ and $y = (y_1, \\ldots, y_n)$.\n\n"
        "# Two classes\n\nLet $q = \\begin{cases} p & \\text{if } y = 1 \\\\ 1 - p & \\text{otherwise} \\end{cases}$. Then "
        "$$q (1 - q) = p (1 - p) , \\qquad q (1 - q) = p (1 + p) .$$\n"
    )
    assert verdicts(text)[-2:] == ["proved", "refuted"]


def test_what_is_bold_is_never_refuted_as_a_number():
    text = (
        "Let $\\mathbf{y}_k = \\mathrm{norm}(\\mathbf{x}_{k-1})$ and $\\mathbf{z}_k = f_k(\\mathbf{y}_k)$. "
        "Then $$\\mathbf{x}_k = \\mathbf{x}_{k-1} + \\mathbf{z}_k$$ for the layers $\\mathbf{x}_0, \\ldots, \\mathbf{x}_n$."
    )
    assert "refuted" not in verdicts(text)


def test_bold_dx_is_the_name_of_a_gradient_beside_a_size_d():
    text = (
        "Let $\\mathbf{x}, \\mathbf{w} \\in \\mathbb{R}^d$ and $\\mathbf{dw} = c \\, \\mathbf{do} \\odot \\mathbf{x}$. "
        "Then $$\\mathbf{dw} + \\mathbf{dw} = 2 c \\, \\mathbf{x} \\odot \\mathbf{do} , \\qquad "
        "\\mathbf{dw} = 2 c \\, \\mathbf{x} \\odot \\mathbf{do} .$$"
    )
    found = claims(text)
    assert found[0].verdict == "proved" and found[0].reading == "dw + dw = (2*c*x) .* do"
    assert found[-1].verdict != "proved"


def test_a_matrix_with_dots_has_two_axes():
    text = (
        "Let $v = \\begin{pmatrix} 1 & u_{12} & \\cdots \\\\ \\vdots & \\vdots & \\ddots \\\\ 1 & c & \\cdots "
        "\\end{pmatrix}$. Then $$(v b)^\\top = b^\\top v^\\top .$$"
    )
    assert claims(text)[-1].reading == "(v @ b)^T = b^T @ v^T"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Let $z = W x + b$ and $L = (z - y)^2$. Then $$\\frac{d L}{d W} = 2 (z - y) x .$$", "proved"),
        (
            "Let $z = x W + b$ and $p = \\mathrm{softmax}(z)$. Then $$\\frac{\\partial z}{\\partial x} = W .$$",
            "conditional",
        ),
        ("Let $a = W_1 x$ and $p = \\mathrm{softmax}(W_2 a)$. Then $$2 a = 2 x W_1 .$$", "conditional"),
    ],
)
def test_that_weights_are_numbers_beside_vectors_is_a_condition(text, verdict):
    assert verdicts(text)[-1] == verdict


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("\\frac{\\partial}{\\partial w} g(y) a^2 = \\frac{\\partial}{\\partial w} 3 g(y)", "undecided"),
        ("\\frac{\\partial}{\\partial w} (w^2 + a^2) = 2 w", "proved"),
        ("\\frac{\\partial}{\\partial w} g(w) a^2 = a^2 g'(w)", "proved"),
    ],
)
def test_an_unknown_function_of_other_names_is_not_taken_for_constant(formula, verdict):
    assert verdicts(f"We differentiate by $w$. Then $${formula}$$")[-1] == verdict


def test_a_square_of_an_entry_of_softmax_is_one_of_a_number():
    note = "Let $s = softmax(z)$ for $z \\in \\mathbb{R}^K$ and numbers $g_q$.\n\n$$@ = #$$\n"
    left = r"g_j (softmax(z_j) - softmax(z_j)^2) - \sum_{q \ne j} g_q softmax(z_q) softmax(z_j)"
    right = r"softmax(z_j) g_j - softmax(z_j) \sum_{q=1}^K g_q softmax(z_q)"
    assert verdicts(note.replace("@", left).replace("#", right)) == ["proved"]
    table = note.replace("z \\in \\mathbb{R}^K", "z \\in \\mathbb{R}^{N \\times K}").replace("g_q$", "g_{iq}$")
    rows = [side.replace("z_", "z_i").replace("g_", "g_i").replace("z_ij", "z_{ij}") for side in (left, right)]
    rows = [side.replace("z_iq", "z_{iq}").replace("g_ij", "g_{ij}").replace("g_iq", "g_{iq}") for side in rows]
    assert verdicts(table.replace("@", rows[0]).replace("#", rows[1])) == ["proved"]
