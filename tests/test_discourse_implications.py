r"""What stands before \implies and \iff, what rests on it, and how far that goes; reasons beside a chain."""

import pytest

from tests.notes import claims, verdicts


def test_all_premises_before_an_implication_are_supposed():
    found = verdicts("Let $f(x) = x^2$.\n\n$$x = 3y,\\ y = u^2 \\Rightarrow x = 3u^2$$")
    assert found == ["proved"]


def test_an_inequality_before_an_implication_is_supposed_and_what_is_concluded_is_claimed():
    found = claims("$$|t - 3| < 0.1 \\implies t < 3.1 \\implies t < 3$$")
    assert found[0].verdict == "proved"
    assert len(found) == 2 and found[1].verdict != "proved"


@pytest.mark.parametrize("sign", [r"\iff", r"\Leftrightarrow"])
def test_what_an_equivalence_supposes_ends_with_it(sign):
    note = f"$$x > 1 {sign} x - 1 > 0$$\n\n# Another section\n\n$$|x| = x$$"
    first, second = claims(note)
    assert first.verdict == "proved" and second.verdict == "conditional"
    assert [c.text for c in second.judgement.conditions] == ["x >= 0"]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"2y = 4 \iff y = 2", "proved"),
        (r"e^p = e^q \iff p = q", "proved"),
        (r"u < v \iff u - v < 0 \iff -u > -v", "proved"),
        (r"h > 0 \iff h^2 > 0", "refuted"),
        (r"a = 2 \iff a^2 = 4", "undecided"),
    ],
)
def test_an_equivalence_has_to_hold_both_ways(formula, verdict):
    assert set(verdicts(f"$${formula}$$")) == {verdict}


def test_a_false_converse_is_said():
    (claim,) = claims(r"$$h > 0 \iff h^2 > 0$$")
    assert "converse" in claim.judgement.message and claim.judgement.witness is not None


def aligned(*rows: str) -> str:
    body = " \\\\\n".join(rows)
    return f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$\n"


def test_a_reason_between_two_steps_does_not_end_their_chain():
    rows = (r"J &= \ln(2x)", r"\because \ln(ab) &= \ln a + \ln b", r"&= \ln 2 + \ln x")
    found = claims(aligned(*rows))
    assert [c.verdict for c in found] == ["proved", "proved"]
    assert found[-1].left == r"\ln(2x)"


def test_a_reason_behind_a_step_does_not_end_its_chain():
    rows = (r"J &= (x + 1)^2 \quad \because u = x + 1", r"&= x^2 + 2x + 1")
    assert verdicts(aligned(*rows))[-1] == "proved"
    rows = (r"J &= (x + 1)^2 \quad \because u = x + 1", r"&= x^2 + x + 1")
    assert verdicts(aligned(*rows))[-1] != "proved"


def test_what_goes_on_from_the_reason_itself_is_found_to():
    rows = (r"J &= \ln(2x)", r"\because \ln(ab) &= \ln a + \ln b", r"&= \ln b + \ln a")
    assert verdicts(aligned(*rows))[-1] == "proved"
