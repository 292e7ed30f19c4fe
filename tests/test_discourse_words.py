"""What words between formulas may and may not do: name a value, open a case, draw from a density."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan

SOFTMAX = "Let $p_k = \\frac{e^{z_k}}{\\sum_{l=1}^K e^{z_l}}$.\n\n"
DIAGONAL = r"\frac{\partial p_k}{\partial z_i} = p_i (1 - p_i)"
OFF_DIAGONAL = r"\frac{\partial p_k}{\partial z_i} = -p_k p_i"


def report(text):
    return follow(scan(text, ".md"), "notes.md")


def verdicts(text):
    return [c.verdict for c in report(text).claims]


# --- names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Let $y$ be the label and $q$ the prediction.",
        "Let $y$ denote the label of the input $q$.",
        "where $y$ represents the number of samples $q$",
        "Let $y$ be the label $q$.",
    ],
)
def test_words_that_say_what_two_letters_are_do_not_make_them_equal(words):
    text = f"{words}\n\n$$q^2 - q y = 0$$\n"
    assert "proved" not in verdicts(text)
    assert not report(text).definitions


@pytest.mark.parametrize(
    "words",
    ["Let $y$ denote the weighted sum $2 q$.", "We use $y$ for $2 q$.", "Denote the doubled input $2 q$ by $y$."],
)
def test_words_that_name_an_expression_define(words):
    assert verdicts(f"{words}\n\n$$y^2 = 4 q^2$$\n") == ["proved"]
    assert verdicts(f"{words}\n\n$$y^2 = 2 q^2$$\n") == ["refuted"]


# --- cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first, second",
    [
        ("Case 1: $k = i$\n\n", "Case 2: $k \\neq i$\n\n"),
        ("**Case A** ($k = i$)\n\n", "**Case B** ($k \\neq i$)\n\n"),
        ("If $k = i$:\n\n", "If $k \\neq i$:\n\n"),
        ("1. When $k = i$\n   ", "2. When $k \\neq i$\n   "),
        ("情况一: $k = i$\n\n", "情况二: $k \\neq i$\n\n"),
        ("Fall 1: $k = i$\n\n", "Fall 2: $k \\neq i$\n\n"),
    ],
)
def test_what_stands_alone_after_a_case_is_claimed_in_it(first, second):
    told = f"{SOFTMAX}{first}${DIAGONAL}$\n\n{second}${OFF_DIAGONAL}$\n"
    assert verdicts(told) == ["proved", "proved"]
    swapped = f"{SOFTMAX}{first}${OFF_DIAGONAL}$\n\n{second}${DIAGONAL}$\n"
    assert verdicts(swapped) == ["refuted", "refuted"]


def test_a_case_named_after_its_condition_hides_no_claim():
    text = f"{SOFTMAX}- 对于 $k = i$ 的情况：\n\n$$\n{DIAGONAL}\n$$\n"
    assert verdicts(text) in (["proved"], ["conditional"])


def test_a_case_holds_over_paragraphs_until_the_next():
    text = f"{SOFTMAX}Case 1: $k = i$\n\n$p_k = p_i$\n\n${DIAGONAL}$\n\nCase 2: $k \\neq i$\n\n$p_k = p_i$\n"
    assert verdicts(text) == ["proved", "proved", "undecided"] or verdicts(text) == ["proved", "proved", "refuted"]


def test_a_condition_with_its_consequence_ends_with_its_sentence():
    text = f"{SOFTMAX}If $k = i$, then ${DIAGONAL}$.\n\nAlso ${DIAGONAL}$.\n"
    assert verdicts(text) == ["proved", "conditional"]


@pytest.mark.parametrize(
    "words",
    ["In this case", "In the case of this function,", "When we differentiate,", "Otherwise,", "In that case, we have"],
)
def test_a_claim_about_a_case_that_stands_in_words_is_not_lost(words):
    found = report(f"{words} $\\frac{{d}}{{dz}} z^2 = 2z$.\n")
    assert [c.verdict for c in found.claims] == ["proved"]
    false = report(f"{words} $\\frac{{d}}{{dz}} z^2 = 3z$.\n\nSo $3 z = 2 z$.\n")
    assert len(false.claims) == 2 and "proved" not in [c.verdict for c in false.claims]


def test_what_is_supposed_is_listed():
    found = report("If $u = v$ then $u^2 = v^2$.\n")
    assert [c.verdict for c in found.claims] == ["proved"]
    assert [note.text for note in found.assumptions] == ["u = v (supposed)"]


# --- what is denied --------------------------------------------------------------------------

FALSE = r"$\sigma(-z) = 1 + \sigma(z)$"


@pytest.mark.parametrize(
    "text",
    [
        f"It is wrong that {FALSE}.",
        f"A common mistake is to write {FALSE}.",
        f"The identity {FALSE} does not hold.",
        f"Here {FALSE} is not true.",
        f"So we use it instead of {FALSE}.",
        f"Es gilt aber nicht {FALSE}.",
        f"On a l'autre formule, mais pas {FALSE}.",
    ],
)
def test_what_the_author_denies_is_not_held_against_the_text(text):
    found = report(text)
    assert not found.claims
    assert [note.text for note in found.assumptions] == [FALSE.strip("$") + " (denied)"]


@pytest.mark.parametrize(
    "text",
    [
        f"The mistake is gone: {FALSE}.",
        f"This is not hard to see: {FALSE}.",
        f"The mean squared error satisfies {FALSE}.",
        f"It is not only nice that {FALSE}.",
        f"The bound is {FALSE}, which is not tight.",
    ],
)
def test_words_of_doubt_elsewhere_deny_nothing(text):
    assert verdicts(text) == ["refuted"]


# --- what is drawn -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        r"E_{x \sim p}[f(x)] = \int p(x) f(x)\, dx",
        r"E_{x \sim p}\left[\frac{d}{dx} \ln p(x)\right] = 0",
        r"E_{x \sim p}[f'(x)] = -E_{x \sim p}\left[f(x) \frac{p'(x)}{p(x)}\right]",
        r"\int f'(x) g(x)\, dx = -\int f(x) g'(x)\, dx",
        r"\int \frac{1}{\sqrt{2\pi}} e^{-x^2/2}\, dx = 1",
    ],
)
def test_what_holds_for_densities_on_the_line_is_not_refuted(claim):
    assert verdicts(f"Let $p$ be a density.\n\n$${claim}$$\n")[0] in ("undecided", "conditional", "proved", "unread")


def test_what_no_distribution_allows_is_refuted():
    assert verdicts(r"$$E_{x \sim p}[(\ln p(x))^2] = E_{x \sim p}[\ln p(x)]^2$$") == ["refuted"]
    assert verdicts(r"Let $x > 0$." + "\n\n" + r"$$\int \frac{1}{x}\, dx = \ln x + 2x$$") == ["refuted"]


# --- a prime on brackets -------------------------------------------------------------------


def test_a_prime_on_brackets_is_by_the_only_name_in_them():
    assert verdicts(r"$$\left(\frac{1}{1 + e^{-z}}\right)' = \frac{e^{-z}}{(1 + e^{-z})^2}$$") == ["proved"]
    assert verdicts(r"$$(q^3)'' = 6 q$$") == ["proved"]
    assert verdicts(r"$$(q^3)' = 3 q$$") == ["refuted"]


@pytest.mark.parametrize("text", ["$$(r q)' = r$$", "Let $q = \\sigma(t)$.\n\n$$(q^2)' = 2 q$$"])
def test_a_prime_on_brackets_that_may_be_by_several_names_is_not_judged(text):
    assert verdicts(text)[0] in ("unread", "undecided")


@pytest.mark.parametrize(("slope", "verdict"), [("3x", "refuted"), ("2x", "proved")])
def test_a_derivative_written_with_a_bare_prime_is_claimed_not_defined(slope, verdict):
    found = report(f"Let $f(x) = x^2$. Then $f' = {slope}$.\n")
    assert [claim.verdict for claim in found.claims] == [verdict]
    assert [note.text for note in found.definitions] == ["f(x) = x^2"]


@pytest.mark.parametrize(
    "text",
    [
        "The mean is $\\mu = -1/\\eta$. This does not prohibit values of $\\mu < 0$.",
        "Let $h(z) = (1 + e^{-z})^{-1}$. Convexa ($h''(z) > 0$) es donde $1 - 2h(z) > 0$.",
        "Also $\\tanh(x) = 2 \\times \\alpha(2x) - 1$, and $\\alpha$ is $3 \\alpha$.",
        "With two properties,\n\n$$\\sum_{j=1}^C y_j = 1$$",
        "$$N - \\frac{2}{\\bar{X}_n} \\sum_{i=1}^n x_i \\le 0$$",
        "$$y p(y) \\frac{\\partial p(x)}{\\partial x} = x p(x) \\frac{\\partial p(y)}{\\partial y}$$",
    ],
)
def test_what_is_said_in_passing_or_of_unknown_things_is_not_refuted(text):
    assert "refuted" not in verdicts(text)


def test_what_prose_says_without_dollars_leaves_its_name_open():
    text = "$$p_0 = \\frac{\\exp(a_0)}{u}$$\n\n%s\n\n$$\\frac{\\partial p_0}{\\partial a_0} = p_0 (1 - p_0)$$\n"
    assert verdicts(text % "with u=exp(a0)+exp(a1). Then") == ["undecided"]
    assert verdicts(text % "and so on. Then") != ["proved"]
