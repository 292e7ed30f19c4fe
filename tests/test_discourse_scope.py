"""How far a supposition reaches: to the end of its case or section, and not into what is said in general."""

import os

import pytest

from symloss.proofs.documents import Unreadable, open_document
from symloss.proofs.verify import verify_file


@pytest.fixture
def words(tmp_path):
    def run(text):
        path = tmp_path / "note.md"
        path.write_text(text, encoding="utf-8")
        found = {}
        for claim in verify_file(path).claims:
            found.setdefault(claim.line, []).append(claim.verdict)
        return found

    return run


@pytest.mark.parametrize(
    "said", ["For $x > 0$ we have $|x| = x$.", "Für $x > 0$ gilt $|x| = x$.", "当 $x>0$ 时，$|x| = x$。"]
)
def test_what_holds_for_positive_numbers_is_not_proved_in_another_section(words, said):
    found = words(f"# One\n\n{said}\n\n# Two\n\n$$|x| = x$$\n")
    assert found[3] == ["proved"]
    assert found[7] == ["conditional"]


def test_it_is_proved_in_the_same_section(words):
    assert words("For $x > 0$ we have $|x| = x$.\n\nSo\n\n$$|x| + 1 = x + 1$$\n")[5] == ["proved"]


def test_an_assumption_in_a_sentence_of_its_own_holds_everywhere(words):
    assert words("# One\n\nAssume that $x > 0$.\n\n# Two\n\n$$|x| = x$$\n")[7] == ["proved"]


@pytest.mark.parametrize("turn", ["In general, ", "Allgemein gilt ", "For arbitrary numbers, ", "More generally, "])
def test_what_is_said_in_general_rests_on_no_example(words, turn):
    found = words(f"Take $w = 2$ and $x = 3$. Then $w x = 6$.\n\n{turn}$w x = 6$.\n")
    assert found[1] == ["proved"]
    assert "proved" not in found[3]


def test_two_quantities_are_one_only_where_this_is_supposed(words):
    text = "# A\n\nAssume that $a = b$. Then $a - b = 0$.\n\n# B\n\n$$a^2 = a b$$\n"
    found = words(text)
    assert found[3] == ["proved"]
    assert found[7] == ["conditional"]


def test_a_definition_of_one_case_is_not_used_for_all_in_another_section(words):
    text = (
        "# Hard\n\nIf $y = 1$, then $L = -\\ln a$.\n\nSo $\\frac{dL}{da} = -\\frac{1}{a}$.\n\n"
        "# Soft\n\n$$\\frac{dL}{da} = -\\frac{1}{a}$$\n"
    )
    found = words(text)
    assert found[5] == ["proved"]
    assert found[9] == ["conditional"]


def test_labels_that_are_declared_anew_are_no_longer_the_old_ones(words):
    text = "Let $y \\in \\{0, 1\\}$.\n\n$$y^2 = y$$\n\nNow let $y \\in \\{-1, 1\\}$.\n\n$$y^2 = 1$$\n\n$$y^2 = y$$\n"
    found = words(text)
    assert found[3] == ["proved"]
    assert found[7] == ["proved"]
    assert "proved" not in found[9]


def test_labels_that_become_real_numbers(words):
    found = words("Let $y \\in \\{0, 1\\}$.\n\n$$y^2 = y$$\n\nNow let $y \\in \\mathbb{R}$.\n\n$$y^2 = y$$\n")
    assert found[3] == ["proved"]
    assert "proved" not in found[7]


def test_a_set_within_the_first_one_says_more(words):
    assert words("Let $y \\in \\mathbb{R}$, and for labels $y \\in \\{0, 1\\}$.\n\n$$y^2 = y$$\n")[3] == ["proved"]


# --- cases in words ---------------------------------------------------------------------------

SOFTMAX = "Let $p_k = e^{s_k}/\\sum_j e^{s_j}$ and $L = -\\log p_c$, where $c$ is the true class.\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "For the other classes",
        "For the remaining logits",
        "All other components have",
        "For incorrect classes we get",
        "For all $k$ but the true one,",
        "Everywhere else:",
        "对于其他类别，",
        "Für die anderen Klassen gilt",
    ],
)
def test_a_case_in_words_is_not_refuted_where_the_case_does_not_hold(words, said):
    found = words(f"{SOFTMAX}{said} $\\frac{{\\partial L}}{{\\partial s_k}} = p_k$.\n")
    assert found[3] in (["undecided"], ["conditional"])


def test_what_is_claimed_of_all_is_refuted(words):
    assert words(f"{SOFTMAX}Hence $\\frac{{\\partial L}}{{\\partial s_k}} = p_k$.\n")[3] != ["proved"]
    assert words(f"{SOFTMAX}Hence $\\frac{{\\partial L}}{{\\partial s_c}} = p_c + 1$.\n")[3] == ["refuted"]


# --- means over an open range -----------------------------------------------------------------


def test_a_mean_of_a_sum_without_a_range(words):
    text = "Let $\\mu = \\frac1n\\sum_i x_i$.\n\n$$\\sum_i (x_i - \\mu) = 0$$\n\n$$\\sum_i (x_i - \\mu) = \\mu$$\n"
    found = words(text)
    assert found[3] in (["proved"], ["conditional"])
    assert found[5] == ["undecided"]


# --- functions told piece by piece --------------------------------------------------------------


@pytest.mark.parametrize(
    "definition, true, false",
    [
        ("Let $f(x) = x^2$ for $x \\ge 0$ and $f(x) = -x$ for $x < 0$.", "f(x) \\ge 0", "f(x) = -x + x^2"),
        ("Let $f(x) = x$ if $x > 0$ and $f(x) = 0$ otherwise.", "f(x) = \\max(x, 0)", "f(x) = |x|"),
        ("Define $f(x) = x^2$ when $x \\geq 0$, and $-x^2$ when $x < 0$.", "f(x) = x |x|", "f(x) \\ge 0"),
        ("设 $f(x) = x$ 若 $x > 0$，否则 $f(x)=0$。", "1 = 1", "f(x) = |x|"),
        (
            "Let $f(x) = \\frac12 x^2$ for $|x| \\le 1$ and $f(x) = |x| - \\frac12$ otherwise.",
            "f(x) \\ge 0",
            "f(x) \\ge 1",
        ),
    ],
)
def test_a_function_in_pieces(words, definition, true, false):
    found = words(f"{definition}\n\n$${true}$$\n\n$${false}$$\n")
    assert found[3] != ["refuted"]
    assert "proved" not in found[5]


def test_pieces_are_all_of_the_function(words):
    found = words("Let $f(x) = x$ if $x > 0$ and $f(x) = 0$ otherwise.\n\n$$f(x) = \\max(x, 0)$$\n")
    assert found[3] == ["proved"]


def test_two_claims_with_conditions_define_nothing(words):
    text = "We have $|x| = x$ for $x \\ge 0$ and $|x| = -x$ for $x < 0$.\n\n$$|x| = x$$\n"
    found = words(text)
    assert found[1] == ["proved", "proved"]
    assert "proved" not in found[3]


# --- conditions about what is defined -----------------------------------------------------------


def test_a_condition_on_a_defined_quantity_is_supposed_not_claimed(words):
    text = (
        "Let $r = y - f$, $\\delta > 0$ and $H(r) = \\begin{cases} \\frac12 r^2 & \\text{if } |r| \\le \\delta \\\\"
        " \\delta |r| - \\frac12 \\delta^2 & \\text{otherwise} \\end{cases}$.\n\n"
        "For $r > \\delta$,\n\n$$H'(r) = \\delta$$\n\nFor $r < -\\delta$,\n\n$$H'(r) = \\delta$$\n"
    )
    found = words(text)
    assert found[5] == ["proved"]
    assert found[9] == ["refuted"]
    assert 3 not in found and 7 not in found


def test_an_equation_of_defined_quantities_before_a_consequence(words):
    text = "Let $a = \\sigma(z)$ with $\\sigma(z) = 1/(1+e^{-z})$ and $L = (a-y)^2$.\n\n"
    found = words(f"{text}For $a = y$ we have $L = 0$.\n\nFor $a > y$ we have $\\frac{{dL}}{{da}} < 0$.\n")
    assert found[3] == ["proved"]
    assert found[5] == ["refuted"]


# --- matrices that are their own transposes ---------------------------------------------------------


def test_the_gradient_of_a_quadratic_form_of_a_symmetric_matrix(words):
    head = "Let $f(x) = \\frac12 x^T A x - b^T x$ with"
    told = words(f"{head} a symmetric matrix $A \\in \\mathbb{{R}}^{{n\\times n}}$.\n\n$$\\nabla f(x) = A x - b$$\n")
    silent = words(f"{head} $A \\in \\mathbb{{R}}^{{n\\times n}}$.\n\n$$\\nabla f(x) = A x - b$$\n")
    false = words(f"{head} symmetric $A \\in \\mathbb{{R}}^{{n\\times n}}$.\n\n$$\\nabla f(x) = A x + b$$\n")
    assert (told[3], silent[3], false[3]) == (["proved"], ["conditional"], ["refuted"])


@pytest.mark.parametrize(
    "word", ["asymmetric", "non-symmetric", "antisymmetric", "not symmetric", "symmetric in distribution"]
)
def test_words_that_do_not_say_it(words, word):
    found = words(f"Let $A \\in \\mathbb{{R}}^{{n\\times n}}$ be {word}.\n\n$$\\nabla_x (x^T A x) = 2 A x$$\n")
    assert "proved" not in found[3]


def test_a_distance_that_is_symmetric_says_nothing_of_its_matrices(words):
    text = "The map $d$ is symmetric, and $A \\in \\mathbb{R}^{n\\times n}$.\n\n$$\\nabla_x (x^T A x) = 2 A x$$\n"
    assert words(text)[3] == ["conditional"]


# --- labels below a letter ----------------------------------------------------------------------------


def test_two_labels_are_not_refuted_where_they_are_the_same(words):
    text = (
        "Let $T = \\max(0, d_p - d_n + m)$.\n\nIf $d_p - d_n + m > 0$ then $\\frac{\\partial T}{\\partial %s} = 1$.\n"
    )
    assert words(text % "d_p")[3] == ["conditional"]
    assert words(text % "d_n")[3] == ["refuted"]


def test_a_claim_that_says_where_its_indices_are_the_same_is_about_both_cases(words):
    text = "$$\\frac{\\partial}{\\partial z_j} e^{z_i} = -\\delta_{ij} e^{z_i}$$\n"
    assert words(text)[1] == ["refuted"]


# --- conditions that get lost -----------------------------------------------------------------------------


@pytest.mark.parametrize("condition", ["y w^T x > 0", "x \\rhd \\boxed{y} = 0", "y \\between w = 0"])
def test_nothing_is_refuted_under_a_condition_that_was_not_understood(words, condition):
    found = words(
        f"Let $\\ell = \\max(0, -y w^T x)$.\n\nIf ${condition}$ then $\\ell = 0$.\n\n$$\\max(0, z) = z + |z|$$\n"
    )
    assert "refuted" not in found[3]
    assert found[5] == ["refuted"]


def test_a_supposition_in_a_sentence_of_its_own_holds_for_the_next(words):
    text = "Suppose $n = 1$. Then $\\sum_{i=1}^n x_i = x_1$.\n\nIn general, $\\sum_{i=1}^n x_i = x_1$.\n"
    found = words(text)
    assert found[1] == ["proved"]
    assert "proved" not in found[3]


def test_an_expectation_is_no_function_that_one_value_defines(words):
    text = "Let $E[X] = \\mu$ and $X \\sim p$.\n\n$$E[2X + 1] = 2\\mu + 1$$\n\n$$E[Y] = \\mu$$\n"
    found = words(text)
    assert found[3] != ["refuted"]
    assert found[5] not in (["proved"], ["conditional"])


def test_what_was_supposed_of_another_thing_of_the_name(words):
    text = "# One\n\nAssume $\\sum_i a_i = 0$.\n\n$$1 + \\sum_i a_i = 1$$\n\n# Two\n\nLet $a_i = x_i$.\n\n$$\\sum_i a_i = 0$$\n"
    found = words(text)
    assert found[5] == ["proved"]
    assert "proved" not in found[11]


def test_a_pipe_is_not_waited_for(tmp_path):
    pipe = tmp_path / "note.md"
    os.mkfifo(pipe)
    with pytest.raises(Unreadable, match="regular"):
        open_document(pipe)


def test_a_letter_that_was_not_understood_may_be_a_variable(words):
    found = words(
        "Let $z = b^0 + w$ and $\\sigma(z) = \\frac{1}{1 + e^{-z}}$.\n\n"
        "$$\\frac{d}{dz} \\frac{1}{1 + e^{-z}} = -\\frac{e^{-z}}{(1 + e^{-z})^2}$$\n\n"
        "$$\\frac{d}{dz} \\frac{1}{1 + e^{-z}} = \\frac{1}{4}$$\n\n$$e^{-z} = 1 + z$$\n"
    )
    assert [found[line] for line in (3, 5, 7)] == [["refuted"], ["undecided"], ["undecided"]]
