"""Worked examples that go on with rounded numbers, or with the numbers before they were rounded."""

import pytest

from tests.notes import verdicts


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"(0.7311 - 1) \cdot 2 = -0.5379", "undecided"),
        (r"(0.7311 - 1) \cdot 2 = -0.5378", "proved"),
        (r"(0.7311 - 1) \cdot 2 = -0.5479", "refuted"),
        (r"3 \cdot 0.6^{16} = 3 \cdot 0.000282", "proved"),
        (r"3 \cdot 0.6^{16} = 3 \cdot 0.000382", "refuted"),
        (r"2.5 \cdot 2 = 5.1", "refuted"),
        (r"0.1 + 0.2 = 0.4", "refuted"),
        (r"0.5 \cdot 0.5 = 0.25", "proved"),
        (r"0.5 \cdot 0.5 = 0.26 \cdot 1.0", "refuted"),
        (r"0.7311 \cdot (1 - 0.7311) = 0.731 \cdot 0.269", "undecided"),
        (r"0.7311 \cdot (1 - 0.7311) = 0.731 \cdot 0.369", "refuted"),
        ("0.73106 = 0.7311", "undecided"),
        ("0.73106 = 0.7321", "refuted"),
        ("0.3 = 0.33", "refuted"),
    ],
)
def test_rounded_numbers_refute_nothing_that_they_leave_room_for(claim, verdict):
    assert verdicts(f"The numbers:\n\n$${claim}$$\n") == [verdict]


@pytest.mark.parametrize(("printed", "verdict"), [("0.000846", "proved"), ("0.000847", "undecided")])
def test_a_chain_of_rounded_numbers(printed, verdict):
    chain = rf"$3 \cdot 0.6^{{16}} = 3 \cdot 0.000282 \approx {printed} < 0.001$"
    assert verdicts(f"Indeed {chain}.\n") == ["proved", verdict, "proved"]
