"""A second equation for a name: the same on a condition, or of another quantity that has the name now."""

import pytest

from tests.notes import claims

RESTATED = r"""
Let $r = \sum_{k=1}^K t_k \log q_k$ with a one-hot vector $t \in \mathbb{R}^K$.

To differentiate, we write out the normalisation:

$$ r = \sum_k t_k \log \frac{q_k}{\sum_j q_j} $$

$$ \frac{\partial r}{\partial q_i} = SLOPE $$
"""


def verdicts(found, line):
    return [claim.verdict for claim in found.claims if claim.line == line]


@pytest.mark.long
def test_a_form_that_is_the_same_on_a_condition_is_what_follows_if_the_first_is_not(judged):
    found = judged(RESTATED.replace("SLOPE", r"\frac{t_i}{q_i} - \frac{1}{\sum_j q_j}"))
    assert verdicts(found, 6) == verdicts(found, 8) == ["conditional"]
    (slope,) = [claim for claim in found.claims if claim.line == 8]
    assert any(c.origin == "stated, line 6" and c.text.startswith("r = ") for c in slope.judgement.conditions)


def test_the_first_form_counts_too(judged):
    assert verdicts(judged(RESTATED.replace("SLOPE", r"\frac{t_i}{q_i}")), 8) == ["proved"]


@pytest.mark.long
def test_what_is_false_of_both_forms_is_refuted(judged):
    assert verdicts(judged(RESTATED.replace("SLOPE", r"-2 \frac{t_i}{q_i}")), 8) != ["proved"]


@pytest.mark.long
def test_what_a_claim_does_not_differentiate_by_varies_nothing(judged):
    slopes = "\n$$ \\frac{\\partial q_i}{\\partial z_j} = \\frac{\\partial q_j}{\\partial z_i} $$\n"
    slope = RESTATED.replace("SLOPE", r"\frac{t_i}{q_i} - \frac{1}{\sum_j q_j}")
    assert verdicts(judged(slope + slopes), 6) == verdicts(judged(slope + slopes), 8) == ["conditional"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\mathbb{E}_{z \sim P}[q] = q",  # random if z is
        r"\int_0^1 q \, dz = q",
        r"\max_z q = q",
        r"q \big|_{z = 0} = q",
        r"g(0) = g(1)",
    ],
)
def test_a_name_that_depends_on_what_varies_otherwise_is_no_constant(judged, claim):
    text = "Let $g(z) = q^2$, where\n\n$$ \\frac{dq}{dz} = r $$\n\nThen\n\n$$ CLAIM $$\n"
    assert "proved" not in verdicts(judged(text.replace("CLAIM", claim)), 7)


ANEW = r"""# Model

$$ t_i = \frac{e^{z_i}}{\sum_{k=1}^K e^{z_k}} $$

# Labels

The class $c$ is written as WORDS $t \in \mathbb{R}^K$ where $t_c = 1$.

$$ \sum_k t_k \log u_k = \log u_c $$
"""


def test_a_vector_that_is_introduced_as_one_hot_is_not_the_one_of_a_section_before(judged):
    found = judged(ANEW.replace("WORDS", "a one-hot vector"))
    assert verdicts(found, 9) == ["proved"]


@pytest.mark.long
@pytest.mark.parametrize("words", ["the vector", "our softmax vector"])
def test_a_name_that_is_only_mentioned_keeps_its_meaning(judged, words):
    assert "proved" not in verdicts(judged(ANEW.replace("WORDS", words)), 9)


def test_one_hot_is_not_said_of_the_next_array_if_the_first_is_defined(judged):
    text = (
        "Let $t_i = \\frac{e^{z_i}}{\\sum_{k=1}^K e^{z_k}}$. For a one-hot $t$ and an output $u$ we have\n\n"
        "$$ \\sum_{k=1}^K u_k = 1 $$\n"
    )
    assert "u: one-hot" not in [note.text for note in judged(text).assumptions]


PARALLEL = """# Squared error

$$ L = \\frac{1}{2} (p - y)^2 $$

$$ \\frac{\\partial L}{\\partial p} = p - y $$

LEVEL Absolute cubes

WORDS

$$ L = (p - y)^3 $$

$$ SLOPE = 3 (p - y)^2 $$
"""


def parallel(judged, slope=r"\frac{\partial L}{\partial p}", level="#", words=""):
    text = PARALLEL.replace("SLOPE", slope).replace("LEVEL", level).replace("WORDS", words)
    return verdicts(judged(text), 13)


def test_two_sections_that_begin_with_a_loss_and_derive_the_same_from_it_have_one_each(judged):
    assert parallel(judged) == ["proved"]
    assert "proved" not in verdicts(judged(PARALLEL.replace("LEVEL", "#").replace("SLOPE", r"\frac{dL}{dp}")), 13)


def test_what_is_true_of_the_loss_of_the_section_before_is_not_refuted(judged):
    assert verdicts(
        judged(PARALLEL.replace("LEVEL", "#").replace("SLOPE = 3 (p - y)^2", r"\frac{\partial L}{\partial p} = p - y")),
        13,
    ) == ["undecided"]
    assert verdicts(
        judged(PARALLEL.replace("LEVEL", "#").replace("SLOPE = 3", r"\frac{\partial L}{\partial p} = 2")), 13
    ) == ["refuted"]


def test_a_section_of_another_level_or_one_that_argues_first_is_no_parallel(judged):
    assert "proved" not in parallel(judged, level="##")
    assert "proved" not in parallel(judged, words="With $p > 0$ we get")


def test_a_definition_by_a_derivative_that_is_said_again_is_no_claim(judged):
    text = (
        "Let $d_k = \\frac{\\partial E}{\\partial u_k}$.\n\nAgain,\n\n$$ d_k = \\frac{\\partial E}{\\partial u_k} $$\n"
    )
    assert verdicts(judged(text), 5) == [] and len(judged(text).definitions) == 2


OTHER_NAME = r"""Let $s_i = \frac{e^{v_i}}{\sum_{k=1}^K e^{v_k}}$ and $H = -\sum_{i=1}^K a_i \log s_i$.
Write $o_i = s_i$ for the outputs.

$$ \frac{\partial H}{\partial o_i} = SLOPE $$

$$ \frac{\partial H}{\partial v_j} = \sum_{i=1}^K \frac{\partial H}{\partial o_i} \frac{\partial o_i}{\partial v_j} $$
"""


def test_a_quantity_is_made_of_an_array_by_each_of_its_names(judged):
    found = judged(OTHER_NAME.replace("SLOPE", r"-\frac{a_i}{o_i}"))
    assert verdicts(found, 4) == verdicts(found, 6) == ["proved"]
    assert verdicts(judged(OTHER_NAME.replace("SLOPE", r"\frac{a_i}{o_i}")), 4) == ["refuted"]


EXAMPLE = r"""The label of this image is

$$ y = \boxed{0}\boxed{1}\boxed{0} $$

With $p_i = \frac{e^{o_i}}{\sum_j e^{o_j}}$ and $L = -\sum_i y_i \log p_i$ we get

$$ \frac{\partial L}{\partial o_j} = SLOPE $$
"""


def test_what_is_true_of_all_numbers_is_true_of_numbers_that_were_not_understood(judged):
    assert verdicts(judged(EXAMPLE.replace("SLOPE", r"p_j \sum_i y_i - y_j")), 7) == ["proved"]
    assert verdicts(judged(EXAMPLE.replace("SLOPE", r"p_j - y_j + y_1")), 7) == ["undecided"]  # y_1 = 0, perhaps


def test_what_has_a_letter_in_it_is_no_number(judged):
    text = EXAMPLE.replace(r"\boxed{1}", r"\boxed{o_1}").replace("SLOPE", r"p_j \sum_i y_i - y_j")
    assert verdicts(judged(text), 7) == ["undecided"]


@pytest.mark.parametrize(
    "claim, word",
    [
        (r"g(0) = g(1)", "refuted"),
        (r"g(1) = 9", "proved"),
        (r"g(1) = 9 z^2", "refuted"),
        (r"g(2 z) = 4 g(z)", "proved"),
        (r"g(z) = 9 z^2", "proved"),
        (r"g(1) - g(0) = 9 z^2", "refuted"),
    ],
)
def test_a_function_is_made_of_what_depends_on_its_argument(judged, claim, word):
    text = f"Let $q = 3 z$ and $g(z) = q^2$.\n\nThen\n\n$$ {claim} $$\n"
    assert verdicts(judged(text), 5) == [word]


def test_a_whole_that_does_not_agree_with_its_entries_refutes_nothing():
    text = (
        "Let $J = -\\sum_{k=1}^n [t_k \\ln y_k + (1 - t_k) \\ln(1 - y_k)]$, $y_k = \\frac{1}{1 + e^{-s_k}}$, "
        "$s_k = \\sum_j W_{jk} x_j + b_k$.\n\n"
        "Let $\\vec{y} = \\frac{1}{1 + e^{-\\vec{s}}}$, and $\\vec{s} = W \\vec{x} + \\vec{b}$:\n\n"
        "$$\\frac{dJ}{d W_{jk}} = (y_k - t_k) x_j$$"
    )
    assert claims(text)[-1].verdict != "refuted"


def test_a_family_of_a_later_section_is_not_the_quantity_of_an_earlier_one():
    text = "# One\n\nHere $s = a + b$.\n\n# Many\n\nThe $i$-th one is $s_i = a x_i$.\n\n$$@$$\n"
    assert claims(text.replace("@", r"\frac{\partial s_i}{\partial a} = x_i"))[-1].verdict == "proved"
    assert claims(text.replace("@", r"\frac{\partial s_i}{\partial a} = 1"))[-1].verdict != "proved"


def test_a_wrong_entry_of_a_later_section_stays_in_sight():
    text = (
        "# One\n\nHere $y = W x$ with $W \\in \\mathbb{R}^{m \\times n}$, $x \\in \\mathbb{R}^n$.\n\n# Two\n\n"
        "$$y_i = \\sum_j W_{ij} x_j @$$\n\n$$y_1 = \\sum_j W_{1j} x_j @$$\n"
    )
    for added, word in (("", "proved"), ("+ 1", "undecided")):
        assert [claim.verdict for claim in claims(text.replace("@", added))] == [word, word]


TWO_MODELS = r"""# One

We have $f(x) = \sigma(x)$ with $\sigma(x) = \frac{1}{1 + e^{-x}}$.

$$f'(x) = f(x) (1 - f(x))$$

# Another

@ $f(x) = \mathbb{Q}[x$.

$$f'(x) = f(x) (1 - f(x))$$
"""


@pytest.mark.parametrize("words", ["Now", "Let", "We have", "The other model is"])
def test_what_was_not_understood_may_be_another_meaning(words):
    """It was proved of the model of the section above."""
    first, *_, last = (claim.verdict for claim in claims(TWO_MODELS.replace("@", words)))
    assert (first, last) == ("proved", "undecided")
