"""Two letters that count the same entries: an equation of sums to J over K entries makes sense only if J is K."""

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
