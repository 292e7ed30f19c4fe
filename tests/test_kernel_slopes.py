"""Gradients in one evaluation: the slopes in all directions at once are those in one direction after the other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb

from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.environment import Array
from symloss.kernel.values.evaluate import value
from symloss.kernel.values.point import Entries, Point
from tests.claims import K, scope, term

S = scope("x y z a", "s t", "W", functions="f g", where=("p_k = exp(s_k)/sum_i exp(s_i)",))


def gradient(text: str, s: tuple[object, ...]) -> list[arb]:
    entries = Entries((len(s),), tuple(Fraction(str(x)) for x in s))
    found = value(term(text, S), S, Point(((K, Fraction(len(s))), (S.symbols["s"], entries))))
    assert isinstance(found, Array)
    return [arb(entry) for entry in found.entries]


@pytest.mark.parametrize(
    ("text", "s", "expected"),
    [
        ("grad_s (sum_k s_k^2)", (1, 2, "1/2"), (2, 4, 1)),
        ("grad_s ((sum_k s_k)^3)", (1, 2, 0), (27, 27, 27)),
        ("grad_s (s_1*s_2/s_3)", (6, 2, 3), ("2/3", 2, "-4/3")),
        ("grad_s (1/(s_1 - s_2))", (3, 1, 5), ("-1/4", "1/4", 0)),
        ("grad_s (s_1 - s_1)", (1, 2, 3), (0, 0, 0)),
        ("grad_s sqrt(s_1)", (4, 1, 1), ("1/4", 0, 0)),
        ("grad_s (s_1^s_2)", (1, 3, 0), (3, 0, 0)),
        ("grad_s ln(s_1*s_2)", (2, 4, 7), ("1/2", "1/4", 0)),
    ],
)
def test_gradients_at_exact_points(text: str, s: tuple[object, ...], expected: tuple[object, ...]) -> None:
    for found, true in zip(gradient(text, s), expected, strict=True):
        fraction = Fraction(str(true))
        assert found.overlaps(arb(fraction.numerator) / fraction.denominator)
        assert found.rad() < 1e-9


def test_a_kink_in_one_direction_does_not_hide_the_others() -> None:
    """|s_1| s_1 has a slope at 0, and |s_2| one at 2: at a kink each direction is looked at alone."""
    assert [float(x) for x in gradient("grad_s (abs(s_1)*s_1 + abs(s_2))", (0, 2))] == [0.0, 1.0]


def test_a_jacobian_at_a_kink_is_made_of_its_columns() -> None:
    """|s_1| s_1 s + s has the Jacobian I where s_1 is 0."""
    assert [float(x) for x in gradient("grad_s (abs(s_1)*s_1*s + s)", (0, 2))] == [1.0, 0.0, 0.0, 1.0]


def test_a_bend_has_no_gradient() -> None:
    with pytest.raises((Undefined, Unknown)):
        gradient("grad_s (abs(s_1) + s_2)", (0, 2))


def test_a_root_at_zero_has_none_by_its_own_entry() -> None:
    with pytest.raises((Undefined, Unknown)):
        gradient("grad_s (sqrt(s_1) + s_2)", (0, 2))
