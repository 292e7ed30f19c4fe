r"""Values between bounds, [F(x)]_a^b, F |_a^b: by the only name there is; and functions written together with a letter."""

import pytest

from tests.notes import verdicts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (r"\left[ \frac{x^2}{2} \right]_0^1 = \frac12", ["proved"]),
        (r"\left. \frac{x^2}{2} \right|_0^1 = \frac12", ["proved"]),
        (r"\int_0^1 x \, dx = \frac{x^2}{2} \Big|_0^1 = \frac12", ["proved", "proved"]),
        (r"\int_a^b x \, dx = \left[\frac{x^2}{2}\right]_a^b = \frac{b^2 - a^2}{2}", ["proved", "proved"]),
        (r"\int_0^2 x^2 \, dx = \left.\frac{x^3}{3}\right|_0^2 = 3", ["proved", "refuted"]),
        (r"\int_0^2 x^2 \, dx = \left[\frac{x^3}{2}\right]_0^2", ["refuted"]),
        (r"\left. x^2 + 1 \right|_{x = 2} = 5", ["proved"]),
        (r"[a + b]_1^2 = 1", ["unread"]),  # a or b?
    ],
)
def test_a_difference_of_values(line, expected):
    assert verdicts(f"We have $${line}$$\n") == expected


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"logp + logq = log(p q)", "proved"),
        (r"\frac{d}{dx} lnx = \frac1x", "proved"),
        (r"\frac{d}{dy_n} logy_n = \frac{1}{y_n}", "proved"),
        (r"\frac{d}{dx} sinx = cosx", "proved"),
        (r"\frac{d}{dx} sinx = -cosx", "refuted"),
        (r"\frac{\part y^2}{\part y} = 2 y", "proved"),
        (r"a \sdot b = b \sdot a", "proved"),
    ],
)
def test_what_people_type_without_a_space(claim, verdict):
    assert verdicts(f"We have $${claim}$$\n") == [verdict]


def test_words_stay_words():
    assert verdicts("Let $cost = w^2$. Then $$\\frac{d \\, cost}{dw} = 2 w$$\n")[-1] != "refuted"
    assert verdicts("Let $\\mathrm{logp} = 3$. Then $$\\mathrm{logp} + 1 = 4$$\n") == ["proved"]


@pytest.mark.parametrize(
    "note",
    [
        "Let $x \\in \\mathbb{R}^d$ and $X$ an invertible $d \\times d$ matrix. $$dX^{-1} = -X^{-1} (dX) X^{-1}$$\n",
        "Let $x \\in \\mathbb{R}^d$. Then $$d(x^T x) = 2 x^T dx$$\n",
    ],
)
def test_a_differential_is_no_number_that_is_named_d(note):
    assert "refuted" not in verdicts(note)


def test_but_a_size_stays_one():
    assert verdicts("Let $x \\in \\mathbb{R}^d$. Then $$\\sum_{i=1}^d c = d c$$\n") == ["proved"]
