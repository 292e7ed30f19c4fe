"""Two letters that count the same entries: an equation of sums to J over K entries makes sense only if J is K."""

import pytest

from tests.notes import claims, verdicts

TEXT = "Let $p_i = \\frac{{e^{{z_i}}}}{{\\sum_{{k=1}}^N e^{{z_k}}}}$. Then\n\n$$\\sum_{{i=1}}^C p_i = {}$$\n"


def test_what_is_true_of_one_length_is_true_on_that_condition(judged):
    (claim,) = judged(TEXT.format("1")).claims
    assert claim.verdict == "conditional"
    assert next(c.text for c in claim.judgement.conditions) in ("C = N", "N = C")


def test_what_is_false_even_of_one_length_is_refuted(judged):
    (claim,) = judged(TEXT.format("2")).claims
    assert claim.verdict == "refuted"


def test_a_sum_over_fewer_entries_is_no_sum_over_all(judged):
    report = judged(
        "Let $x \\in \\mathbb{R}^N$ and $S = \\sum_{i=1}^N x_i$. Then for $m < N$\n\n$$S = \\sum_{i=1}^m x_i$$\n"
    )
    assert "proved" not in [claim.verdict for claim in report.claims]


def test_a_batch_is_a_part_of_the_data_and_not_as_many(judged):
    text = (
        "The data set has $N$ examples and $L = \\frac{1}{N} \\sum_{i=1}^N l_i$. A batch has $B$ of them.\n\n"
        "$$L = \\frac{1}{B} \\sum_{i=1}^B l_i$$\n"
    )
    assert [claim.verdict for claim in judged(text).claims] != ["conditional"]


RIDGE = "Let $X \\in \\mathbb{R}^{n \\times d}$, $w \\in \\mathbb{R}^d$ and $f(w) = \\frac12 \\|X w\\|^2$.\n\n$$%s$$\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\nabla^2 f(w) = X^T X", "proved"),
        (r"\nabla^2 f(w) = X X^T", "undecided"),  # makes sense for n = d only, and is false then
        (r"\frac{\partial X w}{\partial w} = X^T", "conditional"),  # in another layout
    ],
)
def test_what_fits_for_equal_sizes_only_is_refuted_if_it_is_false_for_these(judged, claim, verdict):
    assert [c.verdict for c in judged(RIDGE % claim).claims] == [verdict]


def test_sizes_that_the_text_does_not_declare_refute_nothing(judged):
    text = (
        "Let $A = u u^T$ with $u_i$, $i = 1, \\dots, n$ and $B = v v^T$ with $v_j$, $j = 1, \\dots, m$.\n\n$$A = B$$\n"
    )
    assert "refuted" not in [c.verdict for c in judged(text).claims]


SMOOTHED = "The label $y$ is one-hot with $y_c = 1$ and all others are 0. Let $t_k = (1 - a) y_k + \\frac{%s}{K}$.\n\n"


def test_a_number_that_nothing_explains_may_be_that_of_the_summands():
    """Label smoothing was refuted: the K of a/K and the number of labels were two."""
    (claim,) = claims(SMOOTHED % "a" + r"$$\sum_k t_k = 1$$")
    assert claim.verdict == "conditional"
    assert [c.text for c in claim.judgement.conditions if c.origin == "found"] == ["K is the number of summands"]
    assert verdicts(SMOOTHED % "2 a" + r"$$\sum_k t_k = 1$$") == ["refuted"]
    assert verdicts(SMOOTHED % "a" + r"$$\sum_k t_k = a$$") != ["proved"]
    assert verdicts("Let $u_k = \\frac{s_k}{N}$.\n\n" + r"$$\sum_k u_k = 1$$") != ["proved"]
