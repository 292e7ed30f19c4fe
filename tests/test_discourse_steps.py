"""Numbers of steps above names: where a descent starts, w^0, is no power."""

import pytest

from symloss.proofs.verify import verify_file
from tests.notes import claims as claims_of

DESCENT = r"""
We go $u^{n+1} = u^n - \eta\, g$ from $u^{0} = (a^0, c^0)$, and let $m(x) = \frac{1}{1 + e^{-(a x + c)}}$.

Let $v = a^0 x + c^0$.

$$ \frac{\partial v}{\partial a} = RESULT $$

$$ \frac{d}{dv} v^2 = 2 v $$
"""


@pytest.fixture
def claims(tmp_path):
    def run(text):
        path = tmp_path / "note.md"
        path.write_text(text, encoding="utf-8")
        return verify_file(path).claims

    return run


def at(claims, line):
    return [claim for claim in claims if claim.line == line]


def test_what_is_written_with_the_start_is_about_the_name_and_says_so(claims):
    found = claims(DESCENT.replace("RESULT", "x"))
    (slope,) = at(found, 6)
    assert slope.verdict == "proved"
    assert ("a^0 is a", "stated, line 4") in [(c.text, c.origin) for c in slope.judgement.conditions]
    (square,) = at(found, 8)  # whatever v is made of
    assert square.verdict == "proved" and all("^0" not in c.text for c in square.judgement.conditions)


def test_a_wrong_slope_is_not_proved(claims):
    (slope,) = at(claims(DESCENT.replace("RESULT", "2 x")), 6)
    assert slope.verdict == "undecided" and "number of a step" in slope.judgement.message


def test_what_is_wrong_whatever_the_name_stands_for_is_refuted(claims):
    wrong = DESCENT.replace(r"\frac{d}{dv} v^2 = 2 v", r"\frac{d}{dv} v^2 = 3 v")
    (square,) = at(claims(wrong), 8)
    assert square.verdict == "refuted"
    assert square.judgement.witness is not None and dict(square.judgement.witness.at).keys() == {"v"}


@pytest.mark.parametrize(
    "text",
    [
        "We go $w^{n+1} = w^n - \\eta\\, g$.\n\n$$ f(w) = f(w^0) + f'(w^0) (w - w^0) $$\n",  # two points
        "Let $p(x) = a_0 x^0 + a_1 x^1$.\n\n$$ p(x) = a_0 x + a_1 x $$\n",  # powers
        "We have $x^{n+1} = x^n + x^{n-1}$.\n\n$$ x^0 = x $$\n",  # powers again
    ],
)
def test_a_name_that_is_told_from_its_start_or_raised_to_powers_is_not_read_so(claims, text):
    (claim,) = at(claims(text), 3)
    assert claim.verdict == "undecided"


def test_an_equation_of_two_numbers_needs_nothing_of_what_comes_before_it(claims):
    (first, second) = at(claims("Let $r = 2 t$, with $t = 3$, say.\n\n$$ r = 2 \\cdot 3 = 6 $$\n"), 3)
    assert (first.verdict, second.verdict) != ("refuted", "refuted") and second.verdict == "proved"


THROWS = r"Let $L = r^a (1 - r)^b$. Of the $12$ throws we have $a = 7$ and $b = 5$. We see that "


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{dL}{dr} = 7 r^6 (1 - r)^5 - 5 r^7 (1 - r)^4", "proved"),
        (r"\frac{dL}{dr} = 7 r^6 (1 - r)^5 + 5 r^7 (1 - r)^4", "refuted"),
        (r"\frac{dL}{dr} = a r^6 (1 - r)^b - b r^a (1 - r)^4", "conditional"),  # no 7 and no 5 shows that it is of them
    ],
)
def test_a_claim_with_the_numbers_of_an_example_is_about_it(formula, verdict):
    made = claims_of(THROWS + f"$${formula}$$")[-1]
    assert made.verdict == verdict
    stated = {c.text for c in made.judgement.conditions}
    assert verdict == "refuted" or {"a = 7", "b = 5"} <= stated


def test_a_step_that_is_right_from_the_start_of_its_chain_says_what_it_passes_over():
    text = r"Let $g = \sum_{i=1}^n (a_i - b_i)^2$. $$\frac{dg}{da_j} = D = 2(a_j - b_j)$$"
    text = text.replace("D", r"\frac{d}{da_j} \sum_{p=1}^n (a_k - b_k)^2")  # summed over p, with k below
    first, second = claims_of(text)[-2:]
    assert [first.verdict, second.verdict] == ["refuted", "conditional"]
    assert "not from line 1" in second.judgement.conditions[0].text
