"""Integrals in notes: two at once, over a letter or a set, in closed form; what diverges or has a slip is not proved."""

import pytest

from tests.notes import last_verdict

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
