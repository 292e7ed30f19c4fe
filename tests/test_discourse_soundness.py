"""What a document must not be able to do: have a false claim proved, or a true one refuted, by the way it is told.

Each document is a few lines; the verdicts of its claims are compared by line.
"""

import pytest


def words(report):
    """Return the verdicts of each line."""
    found = {}
    for claim in report.claims:
        found.setdefault(claim.line, []).append(claim.verdict)
    return found


def every(report):
    """Return all verdicts."""
    return [claim.verdict for claim in report.claims]


def conditions(report, line):
    return [(c.text, c.origin) for claim in report.claims if claim.line == line for c in claim.judgement.conditions]


# --- a name that is given twice -------------------------------------------------------------


@pytest.mark.parametrize("head, derivative", [("J(z)", r"\frac{dJ}{dz}"), ("J", r"\frac{dJ}{dz}")])
def test_a_second_equation_for_a_name_does_not_take_over(judged, head, derivative):
    text = f"Let ${head} = z^2$.\n\n$${head} = z^3$$\n\n$${derivative} = 3z^2$$\n\n$${derivative} = 2z$$\n"
    verdicts = words(judged(text))
    assert "proved" not in verdicts[3] + verdicts[5]
    assert verdicts[7] != ["refuted"]


def test_what_holds_under_both_meanings_of_a_name_is_proved(judged):
    text = "Let $J = z^2$.\n\n$$J = z^3$$\n\n$$J + J = 2J$$\n"
    assert words(judged(text))[5] == ["proved"]


def test_a_definition_in_so_many_words_takes_over(judged):
    text = "Let $J = z^2$.\n\nNow redefine $J = z^3$.\n\n$$\\frac{dJ}{dz} = 3z^2$$\n"
    assert words(judged(text))[5] == ["proved"]


def test_a_second_equation_in_another_section_is_no_definition(judged):
    text = "# One\n\nLet $J = z^2$.\n\n# Two\n\n$$J = z^3$$\n\n$$\\frac{dJ}{dz} = 3z^2$$\n"
    assert "proved" not in every(judged(text))


def test_a_value_at_a_point_is_no_definition_of_a_function(judged):
    text = (
        "Let $\\sigma(z)=\\frac{1}{1+e^{-z}}$.\n\nAt the boundary\n\n$$\\sigma(z) = 0.5$$\n\n"
        "$$\\sigma'(z) = 0$$\n\n$$\\sigma(z) = 1 - \\sigma(z)$$\n"
    )
    assert set(every(judged(text))) == {"undecided"}


@pytest.mark.parametrize("equation", [r"\log(w) = 0", r"\exp(w) = 1", r"e^{w} = 1", r"\tanh(w) = 0", r"\sigma(w) = 1"])
def test_an_equation_for_a_function_with_a_name_of_its_own_defines_nothing(judged, equation):
    letter = equation.replace("w", "x")
    report = judged(f"At the optimum\n\n$${equation}$$\n\n$${letter}$$\n")
    assert not report.definitions
    assert set(every(report)) <= {"undecided", "unread"}


def test_a_named_function_keeps_its_meaning(judged):
    text = (
        "Let $\\tanh(x) = e^x$.\n\n$$\\frac{d}{dx}\\tanh(x) = e^x$$\n\n$$\\log(x) = x - 1$$\n\n$$\\log(2x) = 2x - 1$$\n"
    )
    assert "proved" not in every(judged(text))


def test_a_restated_definition_is_a_proved_claim(judged):
    assert words(judged("$$\\tanh(x) = \\frac{e^x - e^{-x}}{e^x + e^{-x}}$$\n")) == {1: ["proved"]}


# --- numbers that are given to names ----------------------------------------------------------


def test_a_value_that_was_needed_is_named(judged):
    report = judged("Let $z = 4 + 5\\cdot 1 = 9$.\n\n$$z^2 = 81$$\n\n$$(z+1)^2 = z^2 + 2z + 1$$\n")
    assert words(report) == {1: ["proved"], 3: ["proved"], 5: ["proved"]}
    assert conditions(report, 3) == [("z = 4 + 5*1", "stated, line 1")]
    assert conditions(report, 5) == []


def test_a_value_that_is_only_mentioned_is_a_condition(judged):
    report = judged("We then see $q = 5$.\n\n$$q + 1 = 6$$\n\n$$q + 2 = 6$$\n")
    assert words(report) == {3: ["conditional"], 5: ["refuted"]}
    assert conditions(report, 3) == [("q = 5", "stated, line 1")]
    assert [note.text for note in report.assumptions] == ["q = 5"]


@pytest.mark.parametrize("first", ["For example, $z = 0$.", "At the start $z = 0$.", "e.g., $z = 0$."])
def test_an_example_does_not_make_a_general_claim_true(judged, first):
    report = judged(f"{first}\n\n$$\\sin(z) = z$$\n\n$$\\cos(z)^2 + \\sin(z)^2 = 1$$\n")
    assert words(report)[3] != ["proved"]
    assert words(report)[5] == ["proved"]


def test_an_example_vector_fixes_nothing(judged):
    text = (
        "Let $p_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}$ and $L = -\\sum_k y_k \\log p_k$, e.g. $y = [0, 1, 0]$.\n\n"
        "$$\\frac{\\partial L}{\\partial z_i} = p_i \\sum_k y_k - y_i$$\n"
    )
    assert "refuted" not in every(judged(text))


def test_initial_values_in_a_row_are_no_claim_about_all_numbers(judged):
    assert "refuted" not in every(judged("We start from $(b, w) = (4, 5)$.\n\n$$b + w = w + b$$\n"))


# --- how formulas are written ------------------------------------------------------------------


@pytest.mark.parametrize(
    "formula", [r"10 000 = 0", r"10\,000 = 0", r"y = \boxed{0}\boxed{1}\boxed{0}", r"2\frac{1}{2} = 1", r"2{3} = 6"]
)
def test_numerals_side_by_side_are_no_product(judged, formula):
    assert words(judged(f"$${formula}$$\n")) == {1: ["unread"]}


def test_boxes_of_digits_define_nothing(judged):
    text = "$$ y = \\boxed{0}\\boxed{1} $$\n\n$$ L = y \\log(p) $$\n\n$$ \\frac{dL}{dp} = \\frac{y}{p^2} $$\n"
    assert "proved" not in every(judged(text))


def test_a_zero_above_a_letter_may_count_steps(judged):
    assert words(judged("At first we have\n\n$$w^0 = 1$$\n\n$$w^0 x = x$$\n")) == {3: ["undecided"], 5: ["undecided"]}


# --- chains ------------------------------------------------------------------------------------


def test_a_formula_in_the_prose_does_not_break_a_chain_of_displays(judged):
    text = "$$\\frac{d}{dx}(x^2 + x) = 2x + 1$$\n\nDistribute $x(x+1)$:\n\n$$= 1 + 2x$$\n\nThe terms $3x$ cancel:\n\n$$= 2x + 1$$\n"
    report = judged(text)
    assert "refuted" not in every(report)
    assert words(report)[9] == ["proved"]


def test_an_inline_step_after_a_word_continues_nothing(judged):
    assert words(judged("When $y = 0.5$ the gradient $= 0.5 \\times 0.5 = 0.25$.\n"))[1][0] == "unread"


def test_a_step_that_is_right_does_not_show_the_counterexample_of_another(judged):
    text = (
        "\\begin{align*}\nL &= \\sum_k p_k \\log q_k \\\\\n&= \\sum_k p_k \\log \\frac{q_k}{\\sum_j q_j} \\\\\n"
        "&= \\sum_k p_k \\log q_k - \\sum_k p_k \\log \\sum_j q_j\n\\end{align*}\n"
    )
    last = max(judged(text, ".tex").claims, key=lambda claim: claim.line)
    assert last.verdict in ("proved", "conditional")
    assert last.judgement.witness is None


def test_each_side_with_quantities_of_its_own_is_not_refuted(judged):
    text = "$$\\sigma(z_i) - y_i = \\sigma(\\mathbf{w}^T \\mathbf{x}_i) - y_i$$\n"
    assert words(judged(text)) == {1: ["conditional"]}  # if z_i is w^T x_i


# --- names that words give ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        r"We use $S$ to denote $\sum_k e^{x_k}$.",
        r"Let $S$ denote the sum $\sum_k e^{x_k}$.",
        r"We denote $\sum_k e^{x_k}$ by $S$.",
        r"We write $S$ for $\sum_k e^{x_k}$.",
    ],
)
def test_names_given_in_words_are_definitions(judged, sentence):
    text = f"{sentence}\n\n$$\\frac{{\\partial S}}{{\\partial x_i}} = e^{{x_i}}$$\n"
    assert words(judged(text)) == {3: ["proved"]}


# --- cases end, and what is said in them ends with them ---------------------------------------------


def test_a_case_in_a_heading_ends_with_its_section(judged):
    text = "# Case $x = 0$\n\n$$\\sin x = x$$\n\n# General\n\n$$\\sin x = x$$\n"
    report = judged(text)
    assert words(report) == {3: ["proved"], 7: ["refuted"]}
    assert conditions(report, 3) == [("x = 0", "stated, line 1")]


def test_a_case_ends_with_its_sentence(judged):
    assert words(judged("If $x = 0$, then $\\sin x = x$. Therefore\n\n$$\\sin x = x$$\n"))[3] == ["refuted"]


def test_what_is_defined_in_a_case_needs_the_case(judged):
    report = judged("If $y = 1$ then $L = -\\log p$.\n\n$$\\frac{dL}{dp} = -\\frac{1}{p}$$\n")
    assert words(report) == {3: ["proved"]}
    assert ("y = 1", "stated, line 1") in conditions(report, 3)


def test_a_definition_for_some_indices_says_nothing_of_the_others(judged):
    assert "proved" not in every(judged("For $i \\ne j$ let $w_{ij} = x_i$.\n\n$$w_{ii} = x_i$$\n"))


def test_what_is_assumed_in_a_case_ends_with_it(judged):
    assert words(judged("Case $k = 1$: since $a = 0$ here,\n\n$$a + b = b$$\n\n# New\n\n$$a + b = b$$\n"))[7] == [
        "refuted"
    ]


@pytest.mark.parametrize("quiet", ["`let $x = 0$`", "<!-- Assume $x = 0$. -->", "```\nlet x = 0\n```"])
def test_code_and_comments_say_nothing(judged, quiet):
    assert every(judged(f"{quiet}\n\n$$\\sin x = x$$\n")) == ["refuted"]


# --- what is not shown, and what is shown otherwise --------------------------------------------------


@pytest.mark.parametrize(
    "formula",
    [
        r"x {+1} = x",
        r"x \textcolor{red}{+1} = x",
        r"x \cancel{+ 1} = x",
        r"2{a+b} = 2a + 2b",
        r"x \rlap{+1} = x",
        r"x + \phantom{1} = x",
        r"\def\sin{\cos} \sin x = \cos x",
        r"\renewcommand{\frac}[2]{0} \frac{1}{2} = 0",
    ],
)
def test_nothing_is_read_otherwise_than_it_is_seen(judged, formula):
    assert every(judged(f"$${formula}$$\n")) == ["unread"]


def test_a_wrong_equation_is_no_premise(judged):
    text = (
        "\\begin{equation}\\label{a} x^2 = 2x \\end{equation}\nBy \\eqref{a},\n"
        "\\begin{equation} x^2 + 1 = 2x + 1 \\end{equation}\n"
    )
    assert "proved" not in every(judged(text, ".tex"))


@pytest.mark.parametrize("text", ["Suppose $0 = 1$.\n\n$$2 = 3$$\n", "Assume $a < b$ and $b < a$.\n\n$$a = b + c$$\n"])
def test_nothing_follows_from_a_contradiction(judged, text):
    assert "proved" not in every(judged(text))


def test_what_an_implication_supposes_ends_with_it(judged):
    text = "$$x > 1 \\implies x^2 > 1$$\n\n$$x^2 > 1 \\implies x > 1$$\n\n$$x^2 > 1$$\n"
    report = judged(text)
    assert words(report)[1] == ["proved"]
    assert "proved" not in words(report)[3] + words(report)[5]


@pytest.mark.parametrize(
    "hidden", [r"\iffalse Let $x = 0$. \fi", "\\begin{comment}\nLet $x = 0$.\n\\end{comment}", "% Let $x = 0$."]
)
def test_hidden_latex_says_nothing(judged, hidden):
    report = judged(f"{hidden}\n\\begin{{equation}} \\sin x = x \\end{{equation}}\n", ".tex")
    assert every(report) == ["refuted"]
    assert not report.definitions and not report.assumptions


@pytest.mark.parametrize("formula", [r"2 \approx 3", r"1 > 2", r"\pi \approx 3.15"])
def test_a_relation_of_numbers_is_a_claim(judged, formula):
    assert every(judged(f"$${formula}$$\n")) == ["refuted"]


def test_a_value_that_is_contradicted_is_open(judged):
    assert "proved" not in every(judged("Let $q = 5$.\n\n$$q = 7$$\n\n$$q + 1 = 8$$\n"))


def test_an_equation_between_symbols_is_noted(judged):
    assert [note.text for note in judged("Here $a = b$.\n").assumptions] == ["a = b (mentioned)"]


def test_a_letter_before_a_bracket_may_be_a_factor(judged):
    assert words(judged("Sigmoid: let $p = \\sigma(z)$.\n\n$$\\frac{dp}{dz} = p(1-p)$$\n")) == {3: ["proved"]}


def test_not_equal_in_general_is_not_refuted_by_a_point_of_equality(judged):
    assert every(judged("Note that $(a+b)^2 \\ne a^2 + b^2$.\n")) == ["undecided"]


def test_an_expectation_of_something_unsaid_refutes_nothing(judged):
    assert "refuted" not in every(judged("$$\\mathbb{E}_{P}[x + c] = \\mathbb{E}_{P}[x] + c$$\n"))


@pytest.mark.parametrize(
    "later",
    [r"where $\sigma(z) = \tanh(z)$.", r"$$\sigma(z) = \tanh(z)$$", r"We have $\sigma(z) = \frac{1}{1 + e^{z}}$."],
)
def test_a_letter_means_what_the_text_says_only_later(judged, later):
    report = judged(f"$$\\sigma'(z) = \\sigma(z)(1-\\sigma(z))$$\n\n{later}\n")
    assert words(report)[1] != ["proved"]


def test_a_letter_that_nothing_defines_has_its_customary_meaning_and_a_proof_says_so(judged):
    report = judged("$$\\sigma'(z) = \\sigma(z)(1-\\sigma(z))$$\n")
    assert every(report) == ["proved"]
    assert conditions(report, 1) == [("sigma is the logistic function", "as written")]


@pytest.mark.parametrize(
    "claim", ["H(p) = H(p, q)", "H(p, q) - H(p) = 0", "D = 0"], ids=["equal", "difference", "through a name"]
)
def test_the_same_letter_with_other_arguments_is_another_quantity(judged, claim):
    text = f"$$H(p, q) = -\\sum_x p(x) \\ln q(x)$$\n\nLet $D = H(p, q) - H(p)$.\n\n$${claim}$$\n"
    assert words(judged(text))[5] == ["undecided"]


def test_outcomes_without_bounds_are_any_finite_number(judged):
    claim = r"\sum_x p(x) \ln\frac{p(x)}{q(x)} = \sum_x p(x) \ln p(x) - \sum_x p(x) \ln q(x)"
    assert every(judged(f"$${claim}$$\n")) == ["proved"]
    assert every(judged(f"$${claim.replace('- ', '+ ')}$$\n")) == ["refuted"]


def test_a_named_function_that_nothing_defines_is_not_chosen_by_us(judged):
    assert every(judged("$$\\operatorname{Var}(a + b) = \\operatorname{Var}(a) + \\operatorname{Var}(b)$$\n")) == [
        "undecided"
    ]
    assert every(judged("$$f(a + b) = f(a) + f(b)$$\n")) == ["undecided"]


@pytest.mark.parametrize("words_beside", ["for the right class", "（对其他类别）", "falls es stimmt"])
def test_a_condition_in_words_that_are_not_understood_refutes_nothing(judged, words_beside):
    text = "$$\\frac{d}{dx}(x^2 + y) = 2x + y \\quad \\text{%s}$$\n"
    assert every(judged(text % words_beside)) == ["undecided"]
    assert every(judged(text % "(chain rule)")) == ["refuted"]


def test_a_display_goes_on_behind_an_equation_in_the_prose(judged):
    text = "$$\\frac{d}{dx}(x + 1)^2 = 2(x + 1)$$\n\nWith $1 + x = x + 1$:\n\n$$= 2x + %s$$\n"
    assert words(judged(text % 2))[5] == ["proved"]
    assert words(judged(text % 3))[5] == ["refuted"]


def test_two_letters_for_one_length_refute_nothing(judged):
    text = "Let $y_k = \\frac{e^{z_k}}{\\sum_{j=1}^%s e^{z_j}}$ for $k = 1, \\ldots, K$.\n\n$$\\sum_{k=1}^K y_k = 1$$\n"
    assert every(judged(text % "J")) == ["conditional"]
    assert every(judged(text % "K")) == ["proved"]
    assert every(judged("Let $\\sum_{k=1}^K y_k = 1$.\n\n$$\\sum_{k=1}^{K-1} y_k = 1$$\n"))[-1] in (
        "refuted",
        "conditional",
    )


@pytest.mark.parametrize(
    ("step", "verdict"),
    [
        (r"\sigma'(1) = 0.731 \cdot (1 - 0.731)", "proved"),
        (r"\sigma'(1) = 0.731 \cdot 0.269", "proved"),
        (r"\sigma'(1) = 0.7 \cdot (1 - 0.7)", "undecided"),  # one digit leaves too much choice
        (r"\sigma'(1) = 0.751 \cdot (1 - 0.751)", "refuted"),
        (r"\sigma'(1) = 0.732 \cdot (1 - 0.732)", "refuted"),
        (r"\sigma'(0.01) = 0.50 \cdot (1 - 0.50)", "undecided"),  # at its largest: no two values lie around it
        (r"\sigma'(0.4) = 0.599 \cdot 0.401", "proved"),  # 0.4 is meant exactly, or is rounded: true either way
        (r"\sigma'(0.4) = 0.599 \cdot 0.301", "refuted"),
        (r"3 \ln 3 = 3 \cdot 1.099", "proved"),
        (r"3 \ln 3 = 3 \cdot 1.094", "refuted"),
        (r"e = \frac{0.731}{0.269}", "proved"),
        (r"0.01 \sigma(0) = 0.5014 - 0.4963", "undecided"),  # cancellation: the digits say almost nothing
        (r"\sigma'(1) \approx 0.731 \cdot 0.269", "proved"),
        (r"0.5 \cdot 0.5 = 0.26", "refuted"),
    ],
)
def test_a_worked_example_goes_on_with_rounded_values(judged, step, verdict):
    assert every(judged(f"Of the sigmoid:\n\n$${step}$$\n")) == [verdict]


def test_a_sum_to_a_letter_that_is_not_the_length_refutes_nothing(judged):
    text = "$$\\sum_{i=0}^H \\frac{\\partial}{\\partial w_{hm}} w_{im} o_i = o_h$$\n\nand $\\sum_{m=1}^M w_{hm} = 1$\n"
    assert every(judged(text))[0] != "refuted"


@pytest.mark.parametrize("aside", [r"No $\sigma'$ is left.", r"So $\sigma' \to 0$ far out."])
def test_a_derivative_named_in_prose_is_no_name_of_its_own(judged, aside):
    assert every(judged(f"{aside} A sigmoid has\n\n$$\\sigma'(z) = \\sigma(z)(1 - \\sigma(z))$$\n"))[-1] == "proved"
    text = "Let $f(x) = x^2$. The derivative $f'$ is linear.\n\n$$f'(x) = %s$$\n"
    assert [every(judged(text % right)) for right in ("2x", "3x")] == [["proved"], ["refuted"]]


def test_phi_is_the_normal_distribution_function_where_the_text_says_so(judged):
    text = "Let $p = \\Phi(z)$%s. Then\n\n$$\\frac{dp}{dz} = \\frac{e^{-z^2/2}}{\\sqrt{2\\pi}}$$\n"
    assert every(judged(text % ", the normal distribution function")) == ["proved"]
    assert "proved" not in every(judged(text % ", a map of features"))


def test_what_is_concluded_of_a_free_name_is_a_claim_and_nothing_rests_on_it(judged):
    found = judged("Let $y$ be real. Then $y^2 \\ge 0$ and $y \\ge 1$.\n\n$$|y| = y$$\n")
    assert every(found) == ["proved", "undecided", "conditional"]
    found = judged("We conclude $z^2 \\geq 0$, and $z > 0$, so $|z| = z$.\n")
    assert every(found) == ["proved", "undecided", "conditional"]


def test_what_is_given_of_a_free_name_is_still_an_assumption(judged):
    assert every(judged("Let $y \\ge 1$. Then\n\n$$|y| = y$$\n")) == ["proved"]
    assert every(judged("Then, for $y \\ge 1$,\n\n$$|y| = y$$\n")) == ["proved"]


@pytest.mark.parametrize(
    "said",
    ["Here $q$ is the probability of $y = 1$.", "其中 $q$ 表示 $y=1$ 的概率。", "The chance that $y = 1$ is small."],
)
def test_an_event_is_not_said_to_hold(judged, said):
    """It was a definition of y, by which y^3 = 1 was proved."""
    assert "proved" not in every(judged(f"{said}\n\n$$y^3 = 1$$\n"))


def test_what_is_made_of_something_that_was_not_understood_has_no_slope_of_zero(judged):
    text = (
        "The input of layer $l$ is $u^l = h^{l-1} W^l$, its output $h^l = \\phi(u^l)$ with an activation $\\phi$.\n\n"
    )
    slope = r"\frac{\partial h_j^l}{\partial u_j^l}"
    assert "proved" not in every(judged(f"{text}$${slope} = 0$$\n"))
    assert "proved" not in every(judged(f"{text}$$7 {slope} = {slope}$$\n"))


def test_no_slope_is_said_by_itself(judged):
    """True if dC/da = 2 dC/da, the report said."""
    claim = r"\frac{\partial C}{\partial z} = 2 \frac{\partial C}{\partial a} \frac{\partial a}{\partial z}"
    assert every(judged(f"$${claim}$$\n")) == ["undecided"]


@pytest.mark.parametrize(
    "claim", [r"h_j^l + u_j^l = 1", r"(h_j^l)^2 = 0", r"h_j^l u_j^l = h_j^l", r"u_j^l e^{h_j^l} = e^{h_j^l}"]
)
def test_a_layer_that_the_text_defines_under_another_name_is_no_constant(judged, claim):
    left, right = claim.split(" = ")
    text = (
        r"The input of layer $l$ is $u^l = h^{l-1} W^l + b^l \in \mathbb{R}^{1 \times m_l}$ with "
        r"$W^l \in \mathbb{R}^{m_{l-1} \times m_l}$, its output is $h^l = \phi(u^l) \in \mathbb{R}^{1 \times m_l}$."
    )
    found = every(judged(f"{text}\n\n$$\\frac{{\\partial}}{{\\partial u_j^l}} ({left}) = {right}$$\n"))
    assert found[-1] not in ("proved", "conditional")


def test_how_probable_something_is_may_be_said(judged):
    assert every(judged("For a probability of $p = 0.5$ we get $4 p (1 - p) = 1$.\n")) == ["proved"]


@pytest.mark.parametrize("claim", ["H(g) \\le H(f)", "H(g) = H(f)", "H(g) - H(f) = 0"])
def test_a_function_is_of_its_argument_though_its_formula_does_not_show_it(judged, claim):
    """No X stands in the sum, and H was the same of all laws."""
    text = "The entropy is defined as\n\n$$H(X) = -\\sum_x P(x) \\log P(x),$$\n\nwhere $P$ is the law of $X$.\n\n"
    assert "proved" not in every(judged(f"{text}$${claim}$$\n"))
    assert every(judged(f"{text}$$2 H(X) = -2 \\sum_x P(x) \\log P(x)$$\n")) == ["proved"]


def test_a_constant_is_the_same_everywhere(judged):
    assert every(judged("Let $r(v) = c$. Then $r(2) = r(3)$.\n")) == ["proved"]


def test_what_makes_the_same_expression_from_several_points_is_no_equation_solved(judged):
    """At 0, 1 and 2 the left side is 0: that it has a root elsewhere was not seen."""
    found = every(judged("Let $x (x - 1) (x - 2) = 990$ with a real $x$. Then\n\n$$x y = 11 y$$\n"))
    assert found == ["proved"]


def test_what_follows_from_an_equivalence_in_the_same_sentence_is_not_supposed(judged):
    assert every(judged("We have $x > 1 \\iff x - 1 > 0$, and $|x| = x$.\n"))[-1] != "proved"


LAYER = r"""The input of layer $l$ is $u^l = h^{l-1} W^l + b^l \in \mathbb{R}^{1 \times m_l}$ with a matrix
$W^l \in \mathbb{R}^{m_{l-1} \times m_l}$ and $b^l \in \mathbb{R}^{1 \times m_l}$, its output is
$h^l = \phi(u^l) \in \mathbb{R}^{1 \times m_l}$. Let $E$ be the loss, and

$$\delta_j^l = \frac{\partial E}{\partial u_j^l}.$$

We get

$$@$$
"""


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (r"\frac{\partial u_j^l}{\partial W_{ij}^l} = h_i^{l-1}", True),
        (r"\frac{\partial u_j^l}{\partial W_{ij}^l} = h_j^{l-1}", False),
        (r"\delta_j^l \frac{\partial u_j^l}{\partial b_j^l} = \delta_j^l", True),
        (
            r"\delta_j^l \frac{\partial u_j^l}{\partial b_j^l} = 7 \delta_j^l \frac{\partial u_j^l}{\partial b_j^l}",
            False,
        ),
        (r"\delta_j^l \frac{\partial u_j^l}{\partial W_{ij}^l} = q_j \frac{\partial u_j^l}{\partial W_{ij}^l}", False),
    ],
)
def test_what_a_layer_is_made_of_is_not_left_out_where_it_is_differentiated(judged, claim, right):
    """Of a u^l that is made of nothing both sides are zero."""
    assert (every(judged(LAYER.replace("@", claim)))[-1] == "proved") is right


@pytest.mark.parametrize(
    "claim", [r"\frac{\partial}{\partial w} (u w) = u", r"\frac{\partial}{\partial w} (u w + w) = u + 1"]
)
def test_what_the_text_makes_of_the_variable_is_held_fixed_on_a_condition_only(judged, claim):
    """Another section says what u is made of; that it means another u here is not said."""
    found = judged(f"# Model\n\nLet $u = w h$.\n\n# Slopes\n\n$${claim}$$\n")
    assert every(found) == ["conditional"]
    assert [c.text for c in found.claims[0].judgement.conditions] == ["u does not depend on w"]


@pytest.mark.long
def test_where_both_sides_vanish_any_factor_may_be_lost(judged):
    """The slope is set to zero and multiplied by s; that is not what the slope is."""
    text = (
        "Let $K(s) = -n \\ln s - \\frac{q}{2 s^2}$. Setting the slope to zero we find\n\n"
        "$$-\\frac{n}{s} + \\frac{q}{s^3} = 0$$\n\nThe slope is\n\n"
    )
    assert every(judged(f"{text}$$K'(s) = -n + \\frac{{q}}{{s^2}}$$\n"))[-1] not in ("proved", "conditional")


@pytest.mark.parametrize("claim", [r"x^T x = \sum_{j=1}^m x_j^2", r"\frac{\partial (x^T x)}{\partial x} = 2 x"])
def test_a_row_that_is_transposed_stays_a_row(judged, claim):
    text = r"Let $x \in \mathbb{R}^{1 \times m}$ with entries $x_j$ and $s = \sum_{j=1}^m x_j$."
    assert "proved" not in every(judged(f"{text}\n\n$${claim}$$\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Let $x$ be a binary variable. Then $x^2 = x$.",
        "Let $P$ be a projection. Then $P^2 = P$.",
        "Let $f(x) = 2x$. Then $f^{-1}(x) = x/2$.",
    ],
)
def test_what_words_say_of_a_letter_is_not_refuted(judged, text):
    assert "refuted" not in every(judged(text))


def test_a_function_that_is_declared_again_is_another(judged):
    text = "Let $f(x) = \\sin x$. Then $f'(0) = 1$.\n\nLet $f : \\mathbb{R} \\to \\mathbb{R}$ be smooth. Then $f''(0) = -1$ and $f(0) = 0$.\n"
    assert every(judged(text)) == ["proved", "undecided", "undecided"]


def test_what_a_defined_slope_holds_fixed_is_a_condition_too(judged):
    text = "# Model\n\nLet $u = w h$.\n\n# Slopes\n\nLet $\\delta = \\frac{\\partial}{\\partial w} (u w)$.\n\n$$\\delta = u$$\n"
    assert every(judged(text)) == ["conditional"]


def test_a_function_of_a_function_is_of_its_argument(judged):
    assert every(judged("Let $H(X) = \\sum_x P(x)$ and $G(X) = H(X)$.\n\n$$G(A) = G(B)$$\n")) == ["undecided"]


@pytest.mark.parametrize(
    "claim",
    [
        r"7 \frac{\partial u}{\partial w} = \frac{\partial u}{\partial w}",
        r"\frac{\partial u}{\partial w} = v \frac{\partial u}{\partial w}",
    ],
)
def test_the_slope_of_what_another_section_defines_is_not_held_to_be_zero(judged, claim):
    text = "# Model\n\nLet $u = w h$.\n\n# Slopes\n\n"
    assert every(judged(f"{text}$${claim}$$\n")) == ["undecided"]


def test_a_value_where_the_slope_has_no_value_may_be_of_another_text(judged):
    text = "Given $a, b > 0$, let $f(y) = a \\log y + b \\log(1 - y)$. Setting the derivative to zero, $f'(y) = 0$, we find\n\n"
    assert every(judged(f"{text}$$y = -(a + 3 b)^2$$\n"))[-1] == "undecided"


def test_a_slope_that_is_left_out_is_no_condition(judged):
    claim = r"\delta_j^l \frac{\partial u_j^l}{\partial b_j^l} = 7 \delta_j^l \frac{\partial u_j^l}{\partial b_j^l}"
    text = LAYER.replace("Let $E$", "\n\n# Slopes\n\nLet $E$").replace("@", claim)
    assert every(judged(text))[-1] == "undecided"
