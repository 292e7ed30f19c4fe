"""Mathematics inside \\text: a remark stays a remark, a condition or a frame is part of the formula."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan


def verdicts(formula):
    text = f"\\begin{{align}}\n{formula}\n\\end{{align}}\n"
    return [c.verdict for c in follow(scan(text, ".tex"), "notes.tex").claims]


@pytest.mark.parametrize(
    "remark",
    [
        r"&&\text{by $q = 3$, see above}",
        r"&&\text{(6) at $q = 0$}",
        r"&&\text{$q = 1$}",
        r"&&\text{$u = 1 - q$, $du = -dq$; $0 < u$}",
    ],
)
def test_a_remark_claims_nothing(remark):
    assert verdicts(rf"(q + 1)^2 &= q^2 + 2 q + 1 {remark}") == ["proved"]
    assert verdicts(rf"(q + 1)^2 &= q^2 + 1 {remark}") == ["refuted"]


def test_a_condition_in_text_is_a_condition():
    assert verdicts(r"|q| &= q \quad \text{if $q > 0$}") == ["proved"]


def test_cases_in_a_row_that_goes_on_keep_their_conditions():
    first = r"\begin{cases} 1 & \text{if } q > 0 \\ 0 & \text{otherwise} \end{cases}"
    second = r"\begin{cases} 0 & \text{if } q > 0 \\ 1 & \text{otherwise} \end{cases}"
    assert verdicts(f"1 &= {first} \\\\\n&\\quad + {second}") == ["proved"]
    assert "proved" not in verdicts(f"2 &= {first} \\\\\n&\\quad + {second}")
