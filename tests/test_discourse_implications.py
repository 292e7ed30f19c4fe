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


@pytest.mark.long
@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"2y = 4 \iff y = 2", "proved"),
        (r"e^p = e^q \iff p = q", "proved"),
        (r"u < v \iff u - v < 0 \iff -u > -v", "proved"),
        (r"h > 0 \iff h^2 > 0", "refuted"),
        (r"a = 2 \iff a^2 = 4", "undecided"),
        (r"m = n + 1 \iff m - 1 = n \iff m - n = 1", "proved"),
        (r"a^2 = b^2,\ a > 0,\ b > 0 \iff a = b", "proved"),
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


def test_what_an_implication_concludes_is_supposed_by_the_next():
    assert verdicts(r"Hence $x > 2 \implies x^2 > 4 \implies x^2 + 1 > 5$.") == ["proved", "proved"]
    assert "proved" not in verdicts(r"Hence $x > 2 \implies x^2 > 9 \implies x^2 + 1 > 11$.")


def test_a_conclusion_about_other_names_than_its_premise_is_not_refuted():
    assert verdicts(r"Hence $|s - 3| < \frac12 \implies r < 1$.") == ["undecided"]


def test_what_holds_when_something_else_holds():
    text = r"""Let $f(x) = x^3$. The curve bends upwards ($f''(x) > 0$) occurs when $x > 0$."""
    assert "refuted" not in verdicts(text)
    assert verdicts(r"Let $f(x) = x^3$. Bending upwards ($f''(x) > 0$) ocurre cuando $x < 0$.")[-1] == "refuted"


def test_arrows_between_names_are_no_limits():
    text = r"""Let $m = \frac1n \sum_{i=1}^n x_i$ and $y_i = x_i - m$. The paths are $x_i \to y_i$ and
$x_i \to m \to y_j$. Then $\sum_{i=1}^n y_i = 0$."""
    assert verdicts(text) == ["proved"]


def test_numbers_for_data_are_an_example():
    text = r"""Let $m = \frac1n \sum_{i=1}^n x_i$ and $y_i = x_i - m$. Then $\sum_{i=1}^n y_i = 0$.

Let $n = 2$, $x = [1, 3]$. Then $\sum_{i=1}^n y_i = 0$ as well.
"""
    assert verdicts(text) == ["proved", "proved"]


def test_the_number_of_an_entry_can_be_supposed_in_any_language():
    assert "refuted" not in verdicts(r"设 $\delta_1 = 1, \delta_2 = 1$：则 $\delta_1 + \delta_2 = 2$。")


def test_what_was_supposed_first_does_not_make_a_later_equivalence_true():
    assert verdicts(r"$$h > 1 \iff h - 1 > 0 \iff h^2 > 1$$") == ["proved", "refuted"]
    found = verdicts(r"$$u = 2 \implies u^2 = 4 \iff u = 2$$")
    assert found[0] == "proved" and found[1] != "proved"
    assert verdicts(r"$$x = y = z \iff x - y = 0$$")[-1] != "proved"


@pytest.mark.parametrize("sign", [r"\implies", r"\quad\Longrightarrow\quad", r"\iff"])
def test_what_is_concluded_of_a_name_in_the_premise_is_claimed(sign):
    assert verdicts(f"$$3 \\cdot v = 6 {sign} v = 2$$") == ["proved"]
    assert verdicts(f"$$n \\cdot v = 2 {sign} v = \\frac{{2}}{{n}}$$ It follows that $n v + 1 = 3$.") == ["proved"] * 2
    assert "proved" not in verdicts(f"Let $n > 0$. $$n \\cdot v = 2 {sign} v = \\frac{{3}}{{n}}$$")


def test_a_premise_that_only_says_a_definition_again_supposes_nothing():
    text = "Let $m = \\frac{1}{n} \\sum_{i=1}^n x_i$.\n\n"
    formula = r"$$m = \frac{1}{n} \sum_{i=1}^n x_i \quad \Rightarrow \quad n m = \sum_{i=1}^n x_i$$"
    assert verdicts(text + formula) == ["proved"]
