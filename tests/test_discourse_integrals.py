"""Integrals in notes: two at once, over a letter or a set, in closed form; what diverges or has a slip is not proved."""

import pytest

from tests.notes import last_verdict, verdicts

GIVEN = "Let $f$ and $g$ be functions of one variable and $c > 0$.\n\n"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\int_0^1 \int_0^1 c\, x y \,dxdy = \frac{c}{4}", "proved"),
        (r"\int_0^{\pi} \int_0^2 r \,drd\theta = 2 \pi", "proved"),
        (r"\iint f(x) g(y)\, dxdy = \int f(x) \, dx \int g(y)\, dy", "proved"),
        (r"\int_x f(x) \log g(x) - f(x) \log f(x) \,\mathrm{d}x = - \int_x f(x) \log \frac{f(x)}{g(x)} dx", "proved"),
        (r"\int_{\mathbb{R}} e^{-c t^2} dt = \sqrt{\frac{\pi}{c}}", "proved"),
        (r"\int_0^\infty x c e^{-c x} dx = \frac{1}{c}", "proved"),
        (r"\frac{d}{dc} \int_{\mathcal{X}} e^{-c x} f(x) dx = - \int_{\mathcal{X}} x e^{-c x} f(x) dx", "proved"),
        (r"\int_0^1 c x^2 dx = \frac{c}{2}", "refuted"),
        (r"\int_0^\infty x c e^{-c x} dx = \frac{1}{c^2}", "undecided"),
        (r"\int_0^\infty e^{c x} dx = -\frac{1}{c}", "undecided"),
        (r"\int_{-1}^1 \frac{1}{x^2} dx = -2", "undecided"),
        (r"\int_0^1 \int_0^1 x y \,dxdy = \frac{1}{2}", "refuted"),
        (r"\iint f(x) g(y)\, dxdy = \int f(x) g(x) \, dx", "undecided"),
        (r"\int_R f(x) dx = \int_R f(t) dt", "unread"),  # one end of what?
    ],
)
def test_an_integral_in_a_note(formula: str, verdict: str) -> None:
    assert last_verdict(GIVEN, formula) == verdict


def test_an_integral_whose_ends_are_left_out_is_over_all_values_where_nothing_else_has_its_variable():
    text = "Let $p(x) = \\frac{1}{\\sqrt{2 \\pi}} e^{-x^2/2}$ be the density.\n\n$$%s$$\n"
    assert verdicts(text % r"\int p(x) dx = 1") == ["proved"]
    assert verdicts(text % r"\int x p(x) dx = 0") == ["proved"]
    assert verdicts(text % r"\int x^2 p(x) dx = 2") == ["undecided"]  # over which values?
    assert verdicts("$$\\int e^{-x} dx = 1$$\n") == ["undecided"]
    assert verdicts("$$\\int 2 x dx = x^2$$\n") == ["proved"]  # an antiderivative
    assert verdicts("$$\\int 2 x dx = C$$\n") == ["undecided"]


PARTITION = (
    "Let $p(x, \\theta) = \\frac{e^{-U(x, \\theta)}}{Z(\\theta)}$ with $Z(\\theta) = \\int e^{-U(x, \\theta)} dx$.\n\n"
)


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        (r"\log p(x, \theta) = -U(x, \theta) - \log Z(\theta)", True),
        (
            r"\frac{d}{d\theta} Z(\theta) = -\int e^{-U(x, \theta)} \frac{\partial U(x, \theta)}{\partial \theta} dx",
            True,
        ),
        (r"\frac{d}{d\theta} \log Z(\theta) = -\int p(x, \theta) \frac{d}{d\theta} U(x, \theta) dx", True),
        (r"\frac{d}{d\theta} \log Z(\theta) = \int p(x, \theta) \frac{d}{d\theta} U(x, \theta) dx", False),
        (r"\frac{d}{d\theta} Z(\theta) = 0", False),
        (r"\frac{d}{dx} \log p(x, \theta) = 0", False),
        (r"\log(-Z(\theta)) = \log Z(\theta) + 5", False),
        (r"\log(-Z(\theta)) = \log(-2 Z(\theta)) + 5", False),
    ],
)
def test_what_is_integrated_away_is_no_argument_of_what_is_defined(claim, proved):
    assert (last_verdict(PARTITION, claim) == "proved") == proved
