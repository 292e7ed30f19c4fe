<<<<<<< HEAD
r"""Derivatives with arguments in brackets behind them: \frac{df}{dx}(x) is no product."""
=======
r"""Values between bounds, [F(x)]_a^b, F |_a^b: by the only name there is; and functions written together with a letter."""
>>>>>>> 688d138 (Secants, inverse functions, variances and values between bounds are read)

import pytest

from tests.notes import verdicts

<<<<<<< HEAD
COST = r"Let $L(w, b) = (w x + b - y)^2$. "


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(x) = 2 x"),
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(3) = 6"),
        ("Let $f(x) = x^3$. ", r"\frac{d^2f}{dx^2}(x) = 6 x"),
        (COST, r"\frac{\partial L}{\partial w}(w, b) = 2 x (w x + b - y)"),
        (COST, r"\frac{\partial L}{\partial w}(0, 0) = -2 x y"),
        (COST, r"\frac{\partial L}{\partial b}(u, v) = 2 (u x + v - y)"),
        (COST, r"\frac{\partial^2 L}{\partial w \partial b}(w, b) = 2 x"),
        (r"Let $\ell(m; s) = -(x - m)^2 / s$. ", r"\frac{\partial \ell}{\partial m}(m; s) = 2 (x - m) / s"),
        # factors
        (r"Let $L(a) = -\log a$ with $a > 0$. ", r"\frac{dL}{da} (1 - a) = 1 - \frac{1}{a}"),
        (r"Let $L(a) = -\log a$ with $a > 0$. ", r"\frac{dL}{da} (a) (1 - a) = a - 1"),
        ("Let $y = x^3$. ", r"\frac{dy}{dx} (x) = 3 x^3"),
    ],
)
def test_what_stands_behind_a_derivative_is_its_place_where_it_is_a_function_of_that(known, claim):
    assert verdicts(f"{known}Then ${claim}$.\n")[-1] == "proved"


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(x) = 2 x^2"),  # as a product
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(3) = 6 x"),
        (COST, r"\frac{\partial L}{\partial w}(0, 0) = 2 x y"),
        (COST, r"\frac{\partial L}{\partial w}(w, b) = 2 x (w x + b - y) w"),
        (COST, r"\frac{\partial L}{\partial w}(b, w) = 2 x (w x + b - y)"),
    ],
)
def test_the_product_and_other_points_are_not_proved(known, claim):
    assert verdicts(f"{known}Then ${claim}$.\n")[-1] != "proved"


def test_at_another_letter_or_times_it_is_not_refuted():
    assert verdicts(r"Let $f(x) = x^2$. Then $\frac{df}{dx}(a) = 2 a$.")[-1] == "undecided"
=======

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
>>>>>>> 688d138 (Secants, inverse functions, variances and values between bounds are read)
