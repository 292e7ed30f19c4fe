"""What a text supposes, and where: conditions after claims, openings of sentences, alternatives, other chapters."""

from __future__ import annotations

import pytest

from tests.notes import claims, verdicts

SIGMA = r"Let $\sigma(t) = \frac{1}{1 + e^{-t}}$. "
SOFTMAX = r"Let $p_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}$. "


def test_a_derivative_is_not_proved_by_a_function_of_a_later_section_that_lacks_its_variable() -> None:
    text = (
        "# Rows\n\nLet $X \\in \\mathbb{R}^{N \\times d}$, $W \\in \\mathbb{R}^{d \\times k}$, and "
        "$Z_{nj} = \\sum_{i=1}^d X_{ni} W_{ij}$. The loss $L$ depends on $Z$, and $G = \\frac{\\partial L}{\\partial Z}$.\n\n"
        "$$\\frac{\\partial L}{\\partial W_{ij}} = \\sum_{n=1}^N X_{%s} G_{%s}$$\n\n"
        "# Columns\n\nLet $L = \\frac12 \\lVert z - t \\rVert^2$. Then $\\frac{\\partial L}{\\partial z} = z - t$.\n"
    )
    assert verdicts(text % ("ni", "nj")) == ["proved", "proved"]
    assert verdicts(text % ("nj", "ni"))[0] in ("refuted", "undecided")


@pytest.mark.parametrize("word", ["if", "whenever", "provided that", "when"])
def test_an_equation_after_an_if_is_supposed(word: str) -> None:
    text = (
        "Let $A \\in \\mathbb{R}^{d \\times d}$ and $f(x) = x^\\top A x$. Then $\\nabla_x f = %s A x$ %s $A = A^\\top$."
    )
    (claim,) = claims(text % ("2", word))
    assert claim.verdict == "proved"
    assert "A = A^T" in [c.text for c in claim.judgement.conditions]
    assert verdicts(text % ("3", word)) == ["refuted"]


def test_several_letters_are_given_one_number() -> None:
    text = "Let $T = a x + b y$ and $D = (x + y) c$. For $a = b = \\frac12$ and $c = \\frac12$ we have $T = D$."
    assert verdicts(text) == ["proved"]
    assert verdicts("Let $T = a x + b y$. For $a = b = 1/3$ we have $T = (x + y)/3$.") == ["proved"]
    assert verdicts("Let $T = a x + b y$. For $a = b = 1/3$ we have $T = (x + y)/2$.")[0] != "proved"
    assert verdicts("Let $a = 1/2$. Then $a = 2/4 = 0.5$.")[-1] == "proved"


@pytest.mark.parametrize(
    "said",
    [
        "Assume from now on that the logits are centred, $\\sum_j z_j = 0$ and $\\sum_j v_j = 0$.",
        "Suppose both are normalised, that is $\\sum_j z_j = 0$ and $\\sum_j v_j = 0$.",
    ],
)
def test_a_sentence_that_opens_with_assume_claims_nothing(said: str) -> None:
    assert verdicts(f"{said} Then $\\sum_j (z_j - v_j) = 0$.") == ["proved"]
    assert verdicts(f"{said} Then $\\sum_j (z_j - v_j) = 1$.") == ["undecided"]


def test_what_explains_a_property_of_data_is_supposed() -> None:
    text = "The target is a distribution, that is $y_k \\ge 0$ and $\\sum_{k=1}^C y_k = 1$."
    assert verdicts(f"{text} So $\\sum_{{k=1}}^C 2 y_k = 2$.") == ["proved"]
    assert verdicts(f"{SOFTMAX}It is a distribution, that is, $\\sum_{{k=1}}^K p_k = 2$.") == ["refuted"]


def test_the_two_sides_of_a_band_are_alternatives() -> None:
    text = (
        "Let $m > 0$ and $f(r) = |r|$. For $r > m$ in particular $f'(r) = 1$, and for $r < -m$ we have $f'(r) = -1$. "
        "For all $r$ we have $f(r) \\ge 0$."
    )
    assert verdicts(text) == ["proved", "proved", "proved"]


def test_labels_of_other_chapters_are_not_those_of_this_one() -> None:
    text = (
        f"Labels are $y \\in \\{{-1, 1\\}}$ in chapters 2 and 3 and $y \\in \\{{0, 1\\}}$ from chapter 4 on. {SIGMA}\n\n"
        "# Chapter 2\n\nWe have $(y - f)^2 = (1 - y f)^2$.\n\n"
        "# Chapter 4\n\nFrom here on $y \\in \\{0, 1\\}$. We have $y^2 = y$.\n\n"
        "# Chapter 5\n\nFor soft labels $y \\in (0, 1)$ we have $y^2 < y$.\n"
    )
    assert verdicts(text) == ["undecided", "proved", "proved"]
    assert verdicts("Labels are $y \\in \\{-1, 1\\}$. We have $(y - f)^2 = (1 - y f)^2$.") == ["proved"]


def test_a_later_section_supposes_nothing_of_an_earlier_one() -> None:
    text = "# One\n\nLet $y$ be real. Then $%s$.\n\n# Two\n\nLet $y \\in \\{0, 1\\}$. Then $y^2 = y$.\n"
    assert verdicts(text % "y^2 \\ge 0") == ["proved", "proved"]
    assert verdicts(text % "y^3 = y")[0] != "proved"


def test_a_positive_pixel_is_not_the_only_one() -> None:
    text = (
        "Let $g_i \\in \\{0, 1\\}$ be the ground truth, $G = \\sum_{i=1}^n g_i$ and $D = \\frac{\\sum_{i=1}^n p_i g_i}{G + 1}$. Then "
        "$\\frac{\\partial D}{\\partial p_i} = \\frac{g_i}{G + 1}$, which for a foreground pixel ($g_i = 1$) is\n\n"
        "$$\\frac{\\partial D}{\\partial p_i} = \\frac{1}{%s}$$\n"
    )
    assert verdicts(text % "G + 1") == ["proved", "proved"]
    assert verdicts(text % "2")[1] != "proved"  # the only one of all


def test_a_convention_is_no_claim() -> None:
    assert verdicts("The convention $0 \\log 0 = 0$ is used throughout. Then $1 + 1 = 2$.") == ["proved"]
    assert verdicts("The two are equal: $0 \\log 1 = 1$.") == ["refuted"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("\\frac{1}{8} = 0{,}125", "proved"),
        ("\\frac{1}{8} = 0{,}126", "refuted"),
        ("\\frac{7}{2} = 3{,}5", "proved"),
        ("10^4 = 10{,}000", "proved"),
        ("\\frac{15}{8} = 1{,}875", "refuted"),
        ("\\frac12 = 0{,}5, \\quad \\frac{15}{8} = 1{,}875", "proved"),
    ],
)
def test_a_comma_in_braces_may_be_that_of_decimals(claim: str, verdict: str) -> None:
    assert verdicts(f"$${claim}$$\n")[-1] == verdict


def test_a_name_of_another_step_or_a_mean_of_which_nothing_is_said_refutes_nothing() -> None:
    steps = "Let $t > 0$ be real. Let $S_t = \\prod_{u=1}^{t} (1 - q_u)$ and $f_t = q_t S_{t-1}$. Then $f_t = S_{t-1} - S_t$."
    assert verdicts(steps)[-1] != "refuted"
    mean = "Let $\\bar x = \\frac1n \\sum_{i=1}^n x_i$. Then $\\sum_{i=1}^n (x_i - \\bar x)(y_i - \\bar y) = \\sum_{i=1}^n x_i (y_i - \\bar y)$."
    assert verdicts(mean)[-1] != "refuted"
    counted = "Let $J = \\sum_{a=1}^K \\pi_a r(a)$ and $\\sum_{a=1}^K \\pi_a = 1$, and let all be shifted, so that $r'(a) = r(a) + c$."
    assert "refuted" not in verdicts(counted)


def test_now_in_another_section_gives_a_function_anew() -> None:
    text = "# One\n\nHere $A(s) = \\log(1 + e^s)$. Then $A'(s) = \\frac{e^s}{1 + e^s}$.\n\n# Two\n\nNow $A(s) = e^s$. So $A'(s) = %s$.\n"
    assert verdicts(text % "e^s") == ["proved", "proved"]
    assert verdicts(text % "\\frac{e^s}{1 + e^s}")[1] != "proved"


def test_the_set_of_reals_is_no_function_of_the_same_letter() -> None:
    text = "Let $R(w) = \\|X w\\|^2$ with $X \\in \\mathbb{R}^{N \\times d}$, $w \\in \\mathbb{R}^d$. Then $\\nabla R(w) = 2 X^\\top X w$, and $R$ is convex."
    assert verdicts(text) == ["proved"]


def test_entries_of_a_power_of_a_set_are_of_the_set() -> None:
    text = "Let $x \\in [0, 1]^d$ and $w \\in \\{-1, 1\\}^d$. Then $w_i^2 = 1$, $\\sum_{i=1}^d x_i \\le d$ and $x_i \\ge 0$."
    assert verdicts(text) == ["proved", "proved", "proved"]
    assert verdicts(f"{text} But $\\sum_{{i=1}}^d x_i \\ge 1$.")[-1] == "refuted"
    assert verdicts("Let $z \\in \\mathbb{R}^d$. Then $z_i \\ge 0$.")[-1] != "proved"


def test_what_is_said_at_a_point_defines_nothing() -> None:
    text = "Let $k, y, \\mu > 0$ and $D(\\mu) = k (\\frac{y}{\\mu} + \\log \\mu)$. At $\\mu = y$ we have $D'(y) = 0$. For others $%s$."
    assert verdicts(text % "D''(\\mu) = \\frac{2 k y}{\\mu^3} - \\frac{k}{\\mu^2}") == ["proved", "proved"]
    assert verdicts(text % "D''(\\mu) = \\frac{k}{\\mu^2}")[1] != "proved"  # true at y only


@pytest.mark.long
def test_each_section_may_introduce_its_own_loss_and_rates() -> None:
    text = (
        "# Poisson\n\nWith rates $r_i = e^{s_i}$ and the loss $\\ell = \\sum_{i=1}^n (r_i - y_i s_i)$,\n\n"
        "$$\\frac{\\partial \\ell}{\\partial s_i} = r_i - y_i$$\n\n"
        "# Exponential\n\nWith rates $r_i = e^{-s_i}$ and the loss $\\ell = \\sum_{i=1}^n (r_i y_i - \\log r_i)$,\n\n"
        "$$\\frac{\\partial \\ell}{\\partial s_i} = %s - r_i y_i$$\n"
    )
    assert verdicts(text % "1") == ["proved", "proved"]
    assert verdicts(text % "-1") == ["proved", "refuted"]
    step = "# One\n\nLet $f = x^2$.\n\n# Two\n\nTherefore the function is $f = x^3$. So $f' = 3 x^2$.\n"
    assert "proved" not in verdicts(step)


def test_a_letter_d_that_is_defined_is_a_quantity() -> None:
    assert (
        verdicts("Let $d = a - b$. Then $d^2 = a^2 - 2 a b + b^2$ and $\\frac{\\partial d}{\\partial a} = 1$.")
        == ["proved"] * 2
    )
    assert verdicts("Let $f(x) = x^2$. Then $\\frac{d f}{d x} = 2 x$ and $d f = 2 x\\, d x$.")[0] == "proved"


def test_one_entry_of_a_one_hot_vector_is_one() -> None:
    text = f"{SOFTMAX}真实标签 $y$ 是 one-hot 向量，真实类别记为 $c$，即 $y_c = 1$，其余为 0。\n\n$$\\frac{{\\partial \\log p_c}}{{\\partial z_k}} = %s$$\n"
    assert verdicts(text % "y_k - p_k") == ["proved"]
    assert verdicts(text % "p_k - y_k") == ["refuted"]


def test_a_condition_in_words_after_a_formula_leaves_a_refutation_open() -> None:
    unit = "Let $x, y \\in \\mathbb{R}^n$. We have $x^\\top y \\le 1$%s."
    assert verdicts(unit % "") == ["undecided"]
    assert verdicts(unit % " for unit vectors") == verdicts(unit % " if both are normalised") == ["undecided"]
    assert verdicts(unit % " for all vectors") == ["undecided"]


def test_what_is_supposed_later_ends_no_case_that_held_before() -> None:
    text = (
        "Let $p \\in (0, 1)$ and $h(p) = -p \\log p - (1 - p) \\log(1 - p)$. For $p < 1/2$ we have $h'(p) > 0$.\n\n"
        "For general vectors $\\|x - y\\|^2 = \\|x\\|^2 + \\|y\\|^2 - 2 x^\\top y$. Let $p < 3/4$.\n"
    )
    assert verdicts(text) == ["proved", "proved"]


def test_what_is_said_to_be_real_is_no_label_any_more() -> None:
    text = "# Labels\n\nLabels $y \\in \\{0, 1\\}$, so $y^2 = y$.\n\n# Targets\n\n%s Then $y^2 = y$.\n"
    for said in ("Let $y$ be real.", "Now take a real target $y$.", "Here $y$ is continuous."):
        assert verdicts(text % said) in (["proved", "conditional"], ["proved", "refuted"], ["proved", "undecided"])
    for said in ("Let $z$ be real.", "Really, $y$ is realistic."):
        assert verdicts(text % said) == ["proved", "proved"]


def test_a_mistake_that_a_text_tells_of_gives_no_name_another_meaning() -> None:
    text = (
        "Let $m = \\frac1n \\sum_{i=1}^n x_i$ and $v = \\frac1n \\sum_{i=1}^n (x_i - m)^2$. A common mistake is\n\n"
        "$$v = \\frac1n \\sum_{i=1}^n x_i^2 %s m^2$$\n\nAnd $\\frac{\\partial v}{\\partial x_j} = \\frac2n (x_j - m)$.\n"
    )
    assert verdicts(text % "+") == ["refuted", "proved"]
    assert verdicts(text % "-") == ["proved", "proved"]
    told = "It is a mistake to take $f = x^3$ where the loss $f = x^2$ is meant. Then $\\frac{df}{dx} = 2 x$."
    assert verdicts(told)[0] != "refuted"
    assert verdicts("The squared error is $E = (a - t)^2$. So $\\frac{dE}{da} = 2 (a - t)$.") == ["proved"]


@pytest.mark.long
def test_what_is_supposed_of_known_quantities_defines_none_of_them() -> None:
    text = (
        "For $x, y \\ne 0$ in $\\mathbb{R}^n$ let $c = \\frac{x^\\top y}{\\|x\\| \\|y\\|}$. Always $%s$.\n\n"
        "For $y = x$ it is $c = 1$, and for $y = -x$ we have $c = -1$.\n"
    )
    assert verdicts(text % "|c| \\le 1") == ["proved", "proved", "proved"]
    assert verdicts(text % "c \\le 0")[0] == "undecided"  # true for y = -x only
    assert verdicts("Let $a = \\tanh(z)$. For $z = w x$ we have $\\frac{\\partial a}{\\partial w} = (1 - a^2) x$.") == [
        "proved"
    ]
    tied = "Let $u, v \\in \\mathbb{R}^n$. If $u = 2 v$ then $u^\\top v = %s \\|v\\|^2$."
    assert [verdicts(tied % factor)[0] for factor in ("2", "3")] == ["proved", "refuted"]


@pytest.mark.long
def test_what_is_supposed_of_all_entries_holds_in_its_sentence() -> None:
    text = (
        "Let $p_i, q_i > 0$ with $\\sum_{i=1}^n p_i = \\sum_{i=1}^n q_i = 1$. Put $D = \\sum_{i=1}^n p_i \\log \\frac{p_i}{q_i}$. "
        "Then $D \\ge 0$ and $\\frac{\\partial D}{\\partial q_i} = -\\frac{p_i}{q_i}$.\n\n"
        "If $q_i = \\frac1n$ for all $i$, then $D = \\log n + \\sum_{i=1}^n p_i \\log p_i$. "
        "Where $p_i = q_i$ for all $i$ we have $D = 0$.\n"
    )
    assert verdicts(text) == ["proved"] * 4
    assert verdicts(f"{text}\n$$D = 0$$\n")[-1] != "proved"
    assert verdicts(f"{text}\n$$D = \\log n + \\sum_{{i=1}}^n p_i \\log p_i$$\n")[-1] != "proved"
    assert (
        verdicts(f"{text}\nFor three outcomes, $n = 3$, one has $-\\sum_{{i=1}}^n p_i \\log p_i \\le \\log 3$.\n")[-1]
        != "refuted"
    )


def test_what_is_supposed_of_one_entry_is_not_supposed_of_all() -> None:
    text = "Let $y_k \\ge 0$ for $k = 1, \\dots, K$. If $y_k = 0$ for %s $k$, then $\\sum_{k=1}^K y_k = 0$."
    assert verdicts(text % "some")[-1] != "proved"
    assert verdicts(text % "all")[-1] == "proved"


def test_a_case_that_fixes_a_name_is_none_for_a_definition_that_keeps_it() -> None:
    text = "When $w = 0$ the model $f = w x + b$ is constant: $f = b$.\n\n$$%s$$\n"
    assert verdicts(text % "\\frac{\\partial f}{\\partial w} = x") == ["proved", "proved"]
    assert verdicts(text % "f = b")[1] != "proved"


UNIT = "Let $d = \\|a - b\\|$ with $a, b \\in \\mathbb{R}^D$.\n\n"


@pytest.mark.long
@pytest.mark.parametrize(
    "said", [r"For unit vectors ($\|a\| = \|b\| = 1$) this becomes", r"If $\|a\| = 1$ and $\|b\| = 1$, then"]
)
def test_a_length_of_one_is_a_sum_of_squares(said):
    (claim,) = claims(f"{UNIT}{said} $d^2 = 2 - 2 a^\\top b$.\n")
    assert claim.verdict == "proved"
    assert {"norm(a) = 1", "norm(b) = 1"} <= {c.text for c in claim.judgement.conditions}
    assert verdicts(f"{UNIT}{said} $d^2 = 1 - 2 a^\\top b$.\n") == ["refuted"]


def test_what_is_said_of_unit_vectors_only_does_not_hold_before():
    before = "Then $d^2 = 2 - 2 a^\\top b$."
    after = "For unit vectors ($\\|a\\| = \\|b\\| = 1$) this becomes $d^2 = 2 - 2 a^\\top b$.\n"
    assert verdicts(f"{UNIT}{before}\n\n{after}")[0] != "proved"


def test_a_supposition_of_several_conditions_claims_none_of_them():
    text = "Let $\\|b\\| = 2$.\n\nIf $\\|a\\| = 1$ and $\\|b\\| = 1$, then $\\|a\\| \\|b\\| = 2$.\n"
    assert "norm(b) = 1" not in [claim.reading for claim in claims(text)]


@pytest.mark.parametrize(("sign", "verdict"), [("-", "proved"), ("+", "undecided")])
def test_what_is_true_needs_no_fact_that_its_names_cannot_have(sign: str, verdict: str) -> None:
    """The one-hot p of the labels is not the p of the softmax, which the letter stands for afterwards."""
    note = (
        r"Let $K \geq 2$. The label $p$ is one-hot. For scores $s_k$ $$p_i = \frac{e^{s_i}}{\sum_{k=1}^K e^{s_k}}$$ "
        rf"has the derivative $$\frac{{\partial p_i}}{{\partial s_j}} = 1_{{i=j}} p_i {sign} p_i p_j.$$"
    )
    assert verdicts(note) == [verdict]


def test_what_follows_a_condition_and_a_comma_is_claimed():
    said = "For $c(r) = \\log(1 + r^2)$, $c'(r) = \\frac{2 r}{1 + r^2}$, and $c''(r) \\le 2$.\n"
    assert verdicts(said)[0] == "proved"
    assert verdicts(said.replace("{2 r}", "{r}"))[0] == "refuted"


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"|s(z) - s(c)| < |e^{-z} - e^{-c}|", "conditional"),
        (r"|s(z) - s(c)| \le |e^{-z} - e^{-c}|", "proved"),
        (r"|s(z) - s(c)| < \frac12 |z - c|", "conditional"),
        (r"|s(z) - s(c)| < \frac14 |z - c|", "undecided"),  # true of different numbers, and that is not proved
        (r"|s(z) - s(c)| < \frac15 |z - c|", "refuted"),
        (r"|s(z) - s(c)| > |e^{-z} - e^{-c}|", "refuted"),
    ],
)
def test_what_is_strict_for_different_numbers_only_is_not_refuted_by_equal_ones(claim: str, verdict: str) -> None:
    found = claims(rf"Let $s(z) = \frac{{1}}{{1 + e^{{-z}}}}$. Then $${claim}$$")
    assert [c.verdict for c in found] == [verdict]
    if verdict == "conditional":
        assert [c.text for c in found[0].judgement.conditions if c.origin == "found"] == ["c != z"]
