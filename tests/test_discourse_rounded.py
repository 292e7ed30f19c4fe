"""Worked examples that go on with rounded numbers, or with the numbers before they were rounded."""

import pytest

from tests.notes import claims, verdicts


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


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"-\ln(0.88) = 0.127", "conditional"),  # of sigma(2) = 0.8807...
        (r"-\ln(0.88) = 0.128", "proved"),  # of 0.88
        (r"-\ln(0.88) = 0.137", "refuted"),
        (r"0.88 \cdot (1 - 0.88) = 0.105", "conditional"),
        (r"0.88 \cdot (1 - 0.88) = 0.125", "refuted"),
        (r"-\ln(0.78) = 0.127", "refuted"),
    ],
)
def test_a_number_that_the_text_rounded_may_be_used_before_it_was(claim, verdict):
    text = "Let $p = \\sigma(2) \\approx 0.88$ with the sigmoid $\\sigma$, and $\\sigma(2) \\approx 0.78$ is wrong. Then\n\n"
    found = claims(f"{text}$${claim}$$\n")[-1]
    assert found.verdict == verdict
    rests_on = [c.text for c in found.judgement.conditions]
    assert ("0.88 is sigma(2), rounded" in rests_on) == (verdict == "conditional")


def test_of_two_numbers_that_are_printed_alike_neither_is_taken():
    text = "Here $\\cos(1) \\approx 0.540$ and $\\tanh(0.604) \\approx 0.540$, and $\\frac{27}{50} = 0.540$. Then\n\n"
    assert verdicts(f"{text}$$0.540^2 = 0.29193$$\n")[-1] not in ("proved", "conditional")


def test_a_number_is_not_what_the_text_rounded_wrongly_or_elsewhere():
    claim = "$$-\\ln(%s) = 0.127$$\n"
    assert verdicts("Here $\\sigma(2) = 0.78$. Then\n\n" + claim % "0.78")[-1] == "refuted"
    assert verdicts("# A\n\nHere $\\sigma(2) = 0.88$.\n\n# B\n\nThen\n\n" + claim % "0.88")[-1] != "proved"
