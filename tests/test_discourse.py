"""What a document means: definitions, assumptions, cases, chains. Each text is a way of writing, judged as a whole."""

from pathlib import Path

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan


def report(text, suffix=".md", **more):
    return follow(scan(text, suffix), "notes" + suffix, **more)


def verdicts(text, suffix=".md", **more):
    return [c.verdict for c in report(text, suffix, **more).claims]


def said(notes):
    return [note.text for note in notes]


# --- definitions -------------------------------------------------------------------------


def test_a_new_left_side_defines_and_claims_nothing():
    found = report("Let $u = 3 v$.")
    assert not found.claims and said(found.definitions) == ["u = 3 v"]


def test_definitions_bind():
    assert verdicts("Let $u = 3 v$. Then $u^2 = 9 v^2$.") == ["proved"]
    assert verdicts("Let $u = 3 v$. Then $u^2 = 10 v^2$.") == ["refuted"]


def test_a_definition_after_its_use_binds():
    text = "The derivative is\n\n$$\n\\frac{dE}{dq} = 2 r\n$$\n\nwhere $E = r^2$ and $r = q - t$."
    assert verdicts(text) == ["proved"]


def test_a_sum_may_be_named_from_the_right():
    text = (
        "We let $\\sum_{k=1}^K e^{s_k} = Z$, and then $\\frac{\\partial \\ln Z}{\\partial s_j} = \\frac{e^{s_j}}{Z}$."
    )
    assert verdicts(text) == ["proved"]


def test_a_symbol_seen_under_a_derivative_is_not_new():
    text = "We look for $L$ with $\\frac{dL}{du} = 2u$. Therefore $L = u^2$."
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("u^2$.", "u^3$.")) == ["refuted"]


def test_a_name_may_get_another_meaning_in_another_section():
    text = "# One\n\nLet $u = 3 v$.\n\n# Two\n\nNow let\n\n$$\nu = 5 v\n$$\n"
    found = report(text)
    assert not found.claims and len(found.definitions) == 2


def test_a_second_equation_for_a_name_without_a_word_is_left_open():
    (claim,) = report("Let $u = 3 v$.\n\n$$\nu = 5 v\n$$\n").claims
    assert claim.verdict == "undecided" and "defined otherwise in line 1" in claim.judgement.message


def test_a_second_equation_that_is_a_consequence_is_judged():
    assert verdicts("Let $u = (v + 1)^2$.\n\nThus\n\n$$\nu = v^2 + 2 v + 1\n$$\n") == ["proved"]
    assert verdicts("Let $u = (v + 1)^2$.\n\nThus\n\n$$\nu = v^2 + 3 v + 1\n$$\n") == ["refuted"]


def test_an_update_is_no_equation():
    found = report("Gradient descent does $w = w - \\eta \\frac{\\partial L}{\\partial w}$.")
    assert not found.claims and said(found.definitions)[0].endswith("(an update)")


def test_arrows_are_updates_too():
    assert not report("$$\nw \\leftarrow w - \\eta g\n$$").claims


# --- chains ------------------------------------------------------------------------------


def test_each_link_of_a_chain_is_a_claim():
    assert verdicts("$$\n(u + 1)^2 = u^2 + 2 u + 1 = u (u + 2) + 1\n$$") == ["proved", "proved"]


def test_rows_continue_a_chain():
    text = "$$\n\\begin{aligned}\n(u+1)^2 - u^2 &= 2u + 1 \\\\\n &= 1 + 2u\n\\end{aligned}\n$$"
    assert verdicts(text) == ["proved", "proved"]


def test_a_chain_goes_on_over_blocks_and_prose():
    text = "$$\n(u+1)^2\n$$\n\nis expanded:\n\n$$\n= u^2 + 2u + 1\n$$\n\nwhich is\n\n$$\n= u(u+2) + 1 .\n$$\n"
    assert verdicts(text) == ["proved", "proved"]


def test_inline_pieces_that_begin_with_a_sign_continue():
    assert verdicts("$(u+1)^2$\n\n$= u^2 + 2u + 1$\n\n$= u^2 + 1 + 2u$") == ["proved", "proved"]


def test_a_condition_between_two_steps_does_not_end_the_chain():
    text = "$$\n\\frac{u^2 - 1}{u - 1} = u + 1\n$$\n\nfor $u > 1$, and\n\n$$\n= 1 + u\n$$\n"
    assert verdicts(text) == ["proved", "proved"]


def test_a_wrong_link_is_found_and_what_follows_is_not_green():
    found = report("$$\n(u+1)^2 = u^2 + 1 = 1 + u^2\n$$")
    assert [c.verdict for c in found.claims] == ["refuted", "undecided"]
    assert "carries on the error of line 2" in found.claims[1].judgement.message


def test_two_slips_that_cancel_are_both_seen():
    found = report("$$\n2u + 2u = 5u = 4u\n$$")
    assert [c.verdict for c in found.claims] == ["refuted", "refuted"]


def test_a_sign_that_continues_nothing_is_unread():
    (claim,) = report("$$\n= u + 1\n$$").claims
    assert claim.verdict == "unread" and "continues nothing" in claim.judgement.message


# --- cases and assumptions ---------------------------------------------------------------

SOFTMAX = "Let $p_k = \\frac{e^{s_k}}{\\sum_{i=1}^K e^{s_i}}$.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "If $i \\ne j$, then $\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j$.",
        "We have $\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j$ for $i \\ne j$.",
        "### The case $i \\ne j$\n\n$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j\n$$\n",
        "$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j, \\quad i \\ne j\n$$\n",
        "$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j \\quad \\text{if } i \\ne j\n$$\n",
        "**Case** $i \\ne j$. We get\n\n$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j\n$$\n",
    ],
)
def test_cases_are_stated_in_many_ways(text):
    (claim,) = report(SOFTMAX + text).claims
    assert claim.verdict == "proved"
    assert [c.text for c in claim.judgement.conditions if c.origin.startswith("stated, line")] == ["i != j"]


def test_a_case_that_is_not_stated_is_found_and_reported():
    (claim,) = report(SOFTMAX + "We get\n\n$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j\n$$\n").claims
    assert claim.verdict == "conditional"
    assert [c.text for c in claim.judgement.conditions] == ["i != j"]
    assert claim.judgement.witness is not None


def test_a_case_ends_with_its_sentence():
    text = SOFTMAX + "If $i \\ne j$, then $p_i = p_i$. Now\n\n$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j\n$$\n"
    assert verdicts(text)[-1] == "conditional"


def test_a_heading_holds_its_case_until_the_next_heading():
    text = SOFTMAX + (
        "### $i = j$\n\n$$\n\\frac{\\partial p_i}{\\partial s_j} = p_i (1 - p_i)\n$$\n\nwhich is\n\n$$\n= p_j - p_j^2\n$$\n\n"
        "### $i \\ne j$\n\n$$\n\\frac{\\partial p_i}{\\partial s_j} = -p_i p_j\n$$\n"
    )
    assert verdicts(text) == ["proved", "proved", "proved"]


LOSS = SOFTMAX + "Let $L = -\\sum_{k=1}^K y_k \\ln p_k$.\n\n$$\n\\frac{\\partial L}{\\partial s_j} = p_j - y_j\n$$\n\n"


def test_labels_that_sum_to_one_are_never_assumed_in_silence():
    (claim,) = report(LOSS).claims
    assert claim.verdict == "conditional"
    assert [c.text for c in claim.judgement.conditions] == ["sum_k y_k = 1"]


@pytest.mark.parametrize(
    "words",
    [
        "Here $\\sum_{k=1}^K y_k = 1$, since the labels satisfy $\\sum_{k=1}^K y_k = 1$.",
        "We assume that $\\sum_{k=1}^K y_k = 1$.",
        "The vector $y_k$ is one-hot.",
        "The labels $y_k$ sum to one.",
        "<!-- symloss: assume \\sum_{k=1}^K y_k = 1 -->",
        "<!-- symloss: assume sum_{k=1..K} y_k = 1 -->",
    ],
)
def test_a_condition_the_text_states_later_is_a_hypothesis(words):
    claims = report(LOSS + words).claims
    assert claims[0].verdict == "proved"
    assert any(c.origin.startswith("stated, line") for c in claims[0].judgement.conditions)


def test_the_way_out_that_is_offered_works():
    (claim,) = report(LOSS).claims
    directive = claim.help.removeprefix("say it once, before the claim: ")
    assert directive == "<!-- symloss: assume sum_k y_k = 1 -->"
    assert verdicts(LOSS + directive) == ["proved"]


def test_assumptions_of_the_command_line_count():
    (claim,) = report(LOSS, assume=("\\sum_{k=1}^K y_k = 1",)).claims
    assert claim.verdict == "proved"


def test_a_domain_that_is_stated_is_listed():
    found = report("Let $0 < a < 1$. Then $\\ln \\frac{a}{1 - a} = \\ln a - \\ln(1 - a)$.")
    assert [c.verdict for c in found.claims] == ["proved"]
    assert said(found.assumptions) == ["0 < a", "a < 1"]


def test_an_implication_supposes_what_stands_before_it():
    found = report("$$\n2 u = 4 \\implies u = 2\n$$")
    assert [c.verdict for c in found.claims] == ["proved"] and said(found.assumptions) == ["2 u = 4"]


def test_an_equation_for_a_stationary_point_is_no_identity():
    found = report("Let $E = (u - 3)^2$. We set the derivative to zero:\n\n$$\n0 = \\frac{dE}{du} = 2 (u - 3)\n$$\n")
    assert [c.verdict for c in found.claims] == ["proved"] and len(found.assumptions) == 1


def test_constants_of_an_ansatz_are_found_by_inserting():
    text = (
        "We split with constants $A$ and $B$:\n\n$$\n\\frac{1}{u (1 - u)} = \\frac{A}{u} + \\frac{B}{1 - u}\n$$\n\n"
        "that is $1 = A (1 - u) + B u$. Set $u = 0$: $1 = A$. Set $u = 1$: $1 = B$, so $B = 1$."
    )
    assert set(verdicts(text)) == {"proved"}


def test_a_wrong_constant_of_an_ansatz_is_refuted():
    text = (
        "We split with constants $A$ and $B$:\n\n$$\n\\frac{1}{u (1 - u)} = \\frac{A}{u} + \\frac{B}{1 - u}\n$$\n\n"
        "that is $1 = A (1 - u) + B u$. Set $u = 0$: $-1 = A$."
    )
    assert verdicts(text)[-1] == "refuted"


def test_antiderivatives_are_differentiated_up_to_a_constant():
    assert verdicts("$$\n\\int \\frac{1}{1 - u} \\, du = -\\ln(1 - u) + C\n$$") == ["proved"]
    assert verdicts("$$\n\\int \\frac{1}{1 - u} \\, du = \\ln(1 - u) + C\n$$") == ["refuted"]


def test_a_letter_may_be_an_array_in_one_place_and_a_number_in_another():
    text = LOSS + "With $0 \\le y < 1$:\n\n$$\n\\int \\frac{1-y}{1-a} \\, da = -(1-y) \\ln(1-a) + C\n$$\n"
    assert verdicts(text) == ["conditional", "proved"]
    assert verdicts(text.replace("= -(1-y)", "= (1-y)")) == ["conditional", "refuted"]


# --- what the text leaves open ------------------------------------------------------------


@pytest.mark.parametrize(
    "text, reason",
    [
        ("$$\n\\frac{\\partial L}{\\partial s} = q - y\n$$", "what L is"),
        ("Let $L = y \\ln p$. Then $\\frac{\\partial L}{\\partial s} = y$.", "how L depends on s"),
        ("Let $u = v^2$. Then $u = v^2 + w$.", "what w is"),
        ("$$\n(1 - p)^2 \\approx 1\n$$", "approximation of symbols"),
    ],
)
def test_what_the_text_leaves_open_is_never_refuted(text, reason):
    (claim,) = report(text).claims
    assert claim.verdict == "undecided" and reason in claim.judgement.message


def test_an_unread_definition_makes_what_uses_it_undecided():
    found = report("Let $u = \\foo v$. Then $u = 2 v$.")
    assert [c.verdict for c in found.claims] == ["unread", "undecided"]


def test_a_broken_block_hides_nothing():
    found = report("$$\n\\frac{u\n\nThis is quite an ordinary sentence here.\n\n$$\n(u+1)^2 = u^2 + 2u + 1\n$$")
    assert [c.verdict for c in found.claims] == ["unread", "proved"]


def test_an_unknown_relation_is_unread():
    (claim,) = report("the step is $u \\propto v$").claims
    assert claim.verdict == "unread" and r"\propto" in claim.judgement.message


# --- directives ------------------------------------------------------------------------


def test_a_skipped_formula_is_listed():
    found = report("<!-- symloss: skip -->\n$$\nu \\propto v\n$$\n")
    assert not found.claims and said(found.skipped) == [r"u \propto v"]


def test_a_waiver_gives_its_reason():
    text = (
        '<!-- symloss: waive refuted "slip of the second edition" -->\n$$\n2u + 2u = 5u\n$$\n\n$$\n3u + 3u = 5u\n$$\n'
    )
    claims = report(text).claims
    assert [c.waived for c in claims] == ["slip of the second edition", ""]


def test_a_directive_that_is_not_understood_is_unread():
    (claim,) = report("<!-- symloss: asume u > 0 -->").claims
    assert claim.verdict == "unread" and "is no directive" in claim.judgement.message


# --- places ----------------------------------------------------------------------------


def test_a_claim_stands_where_its_right_side_begins():
    text = "Some words.\n\nThe slope $(u+1)^2 = u^2 + 2u + 1$ is\n"
    (claim,) = report(text).claims
    assert (claim.line, claim.column) == (3, text.split("\n")[2].index("u^2 + 2u") + 1)


@pytest.mark.parametrize(
    "suffix, text",
    [
        (
            ".tex",
            "\\newcommand{\\sq}[1]{{#1}^2}\n\\begin{align}\n\\sq{(u+1)} &= u^2 + 2u + 1 \\\\\n&= u^2 + 1\n\\end{align}\n",
        ),
        (".rst", ".. math::\n\n   (u+1)^2 &= u^2 + 2u + 1 \\\\\n           &= u^2 + 1\n"),
    ],
)
def test_other_formats_are_followed_too(suffix, text):
    found = report(text, suffix)
    assert [(c.verdict, c.line) for c in found.claims] == [("proved", 3), ("refuted", 4)]


def test_the_reading_of_a_claim_can_be_shown():
    (claim,) = report("$$\n\\frac{d}{du} \\ln(1 + e^u) = \\sigma(u)\n$$").claims
    assert claim.reading == "d/du (ln(1 + exp(u))) = sigma(u)"


def test_our_own_proofs_are_proved():
    for path in sorted((Path(__file__).parents[1] / "derivations").glob("*.md")):
        claims = follow(scan(path.read_text(encoding="utf-8"), ".md"), path.name).claims
        assert claims and {c.verdict for c in claims} == {"proved"}, path.name


def test_the_range_of_an_index_is_no_condition():
    text = "$$\np_k = \\frac{e^{s_k}}{\\sum_{i=1}^K e^{s_i}} \\quad \\text{for } k = 1 \\cdots K\n$$\n\n"
    assert verdicts(text + "Therefore $\\sum_{k=1}^K p_k = 1$.") == ["proved"]


LAYERS = r"""Let $z_j^L = \sum_k w_{jk}^L a_k^{L-1} + b_j^L$ and $a_j^L = \sigma(z_j^L)$, and $C = \frac12 \sum_j (a_j^L - y_j)^2$.

$$\delta_j^L = \frac{\partial C}{\partial z_j^L} = (a_j^L - y_j) \sigma'(z_j^L)$$

$$\frac{\partial C}{\partial w_{jk}^L} = a_%s^{L-1} \delta_j^L$$
"""


@pytest.mark.long
def test_a_superscript_of_what_one_differentiates_by_is_the_number_of_a_layer():
    assert verdicts(LAYERS % "k") == ["proved", "proved"]
    assert verdicts(LAYERS % "j") == ["proved", "refuted"]  # true for j = k only
    assert verdicts("$$\\frac{d}{dx} x^n = n x^{n-1}$$\n") == ["proved"]


def test_the_primed_letter_of_a_sum_is_a_letter_of_its_own():
    text = "$$\\frac{\\partial}{\\partial w_j} \\sum_{j'=1}^m w_{j'}^2 = %s w_j$$\n"
    assert verdicts(text % 2) == ["proved"]
    assert verdicts(text % 4) == ["refuted"]


def test_a_gradient_without_its_function_is_a_name():
    assert verdicts("Let $g = 2 \\nabla_\\theta$.\n\n$$g / 2 = \\nabla_\\theta$$\n") == ["proved"]


TALL = r"Let $X = \begin{pmatrix} 1 & u_{11} & \cdots \\ \vdots & \vdots \\ 1 & c & \cdots \end{pmatrix}$ of rows. "


@pytest.mark.parametrize(
    ("entry", "slope", "verdict"),
    [
        ("u_{n1}", r"-2 X^\top (\mathbf{y} - X \mathbf{b})", "proved"),  # whatever the matrix is
        (r"\mathbf{b}^\top \mathbf{b}", r"-2 X^\top (\mathbf{y} - X \mathbf{b})", "undecided"),  # it moves with b
        ("u_{n1}", r"-X^\top (\mathbf{y} - X \mathbf{b})", "undecided"),  # which X?
    ],
)
def test_what_is_true_of_every_array_is_true_of_one_whose_definition_was_not_understood(entry, slope, verdict):
    text = (
        TALL.replace("c", entry)
        + rf"Then $$\frac{{\partial}}{{\partial \mathbf{{b}}}} \|\mathbf{{y}} - X \mathbf{{b}}\|^2 = {slope}$$"
    )
    assert report(text).claims[-1].verdict == verdict
