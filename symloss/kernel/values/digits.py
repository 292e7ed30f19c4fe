"""Printed digits: what `= 0.562` and `= 0.731*(1 - 0.731)` say of a value that was not printed in full.

A printed number stands for all numbers that are printed so. A quantity agrees with a
number if it is one of them. It agrees with a formula if the formula has its value for
some numbers that are printed as the decimals in it are, and these leave little choice.
It does not agree if balls around all those numbers exclude it.

Whoever computes (0.7311 - 1)*2 may go on with the number that 0.7311 was rounded from.
So what such a formula is printed as is not refuted if those numbers leave room for it;
decimals of one or two digits, 0.1 + 0.2, are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from flint import arb

from symloss.kernel.values import balls
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import reach
from symloss.kernel.values.environment import Array, Environment, Worth
from symloss.kernel.values.jets import Jet, Value
from symloss.kernel.values.worth import worth
from symloss.term.nodes import Add, And, Div, Mul, Neg, Number, Pow, Relation, Row, Stack, Symbol, Term
from symloss.term.walk import free_symbols, rebuild, subterms

_MOST = 4  # different decimals in a formula
_PIECES = 64  # into which the numbers that are printed so are cut
_CARRIED = 3  # digits of a decimal that may have been rounded before the author went on with it
_ARITHMETIC = (Number, Add, Neg, Mul, Div, Pow)
_NOTHING = arb(0)
_OPEN = "the printed digits leave it open"
_LITTLE = 10  # the formula may have values within a tenth of the quantity, not more


def close(claim: Relation, left: Worth, right: Worth, env: Environment) -> bool:
    """Return whether the sides, of the values given, agree to the digits printed; raise Unknown if that is open."""
    units = {side: u for side in (claim.left, claim.right) if (u := _unit(side)) is not None}
    if not units:
        return _formula_agrees(claim, left, right, env)
    unit = balls.number(max(units.values()))
    at_right = units.get(claim.right) == max(units.values())
    printed, exact = (right, left) if at_right else (left, right)
    pairs = zip(_entries(printed), _entries(exact), strict=True)
    ways = [_rounded(p, x, unit) for p, x in pairs]
    if "no" in ways:
        formula = _carrying(claim.left if at_right else claim.right, env)
        if formula.numbers and not _misses(formula, [_printed_so(p, unit) for p in _entries(printed)]):
            raise Unknown(_OPEN)
        return False
    if "cut" in ways:
        raise Unknown("the printed digits are cut, not rounded")
    if len(units) == 2 and not at_right and units[claim.left] >= 1:
        raise Unknown("a whole number before decimals: exact, or rounded?")
    return True


def within_digits(claim: Relation) -> Term | None:
    """Return what a quantity has to satisfy to be printed as the decimal that stands on the other side, or None."""
    decimals_ = [side for side in (claim.left, claim.right) if (unit := _unit(side)) is not None and unit < 1]
    if claim.op != "~=" or len(decimals_) != 1 or isinstance(decimals_[0], Stack):
        return None
    (printed,) = decimals_
    quantity = claim.right if printed == claim.left else claim.left
    half = Number((_unit(printed) or Fraction(0)) / 2)
    return And((Relation(">=", quantity, Add((printed, Neg(half)))), Relation("<=", quantity, Add((printed, half)))))


# --- a number ---------------------------------------------------------------------------


def _entries(found: Worth) -> tuple[Value, ...]:
    return found.entries if isinstance(found, Array) else (found,)


def _rounded(printed: Value, exact: Value, unit: balls.Number) -> Literal["rounded", "cut", "no"]:
    """Return how `printed`, in steps of `unit`, comes from the exact value."""
    if balls.sign(abs(arb(exact - printed)) - unit / 2) <= 0:
        return "rounded"
    beyond = abs(arb(exact)) - abs(arb(printed))
    same_side = balls.sign(arb(exact)) * balls.sign(arb(printed)) >= 0
    return "cut" if same_side and balls.sign(beyond) >= 0 and balls.sign(beyond - unit) < 0 else "no"


def _unit(printed: Term) -> Fraction | None:
    """Return the unit of the last printed digit of a number (or of the entries of a vector), or None."""
    if isinstance(printed, Number):
        return Fraction(1, 10 ** (printed.places or 0))
    if isinstance(printed, Neg):
        return _unit(printed.term)
    if isinstance(printed, Mul) and len(printed.factors) == 2:
        mantissa, scale = printed.factors
        unit, power = _unit(mantissa), _power_of_ten(scale)
        return unit * power if unit is not None and power is not None else None
    if isinstance(printed, Stack):
        units = [_unit(e) for row in printed.rows if isinstance(row, Row) for e in row.entries]
        known = [u for u in units if u is not None]
        return max(known) if known and len(known) == len(units) else None
    return None


def _power_of_ten(scale: Term) -> Fraction | None:
    if not (isinstance(scale, Pow) and scale.base == Number(Fraction(10))):
        return None
    exponent = scale.exponent
    negative = isinstance(exponent, Neg)
    if isinstance(exponent, Neg):
        exponent = exponent.term
    if not isinstance(exponent, Number) or exponent.value.denominator != 1 or exponent.value > 400:
        return None
    power = Fraction(10) ** int(exponent.value)
    return 1 / power if negative else power


# --- a formula of printed numbers -----------------------------------------------------------


def _formula_agrees(claim: Relation, left: Worth, right: Worth, env: Environment) -> bool:
    """Return whether a quantity and a formula of decimals agree; raise Unknown if that is open."""
    difference, printed = Add((claim.left, Neg(claim.right))), formula_of(claim)
    plain = all(map(_is_arithmetic, (claim.left, claim.right))) and bool(decimals(claim))
    if plain and _misses(_carrying(difference, env), [_NOTHING]):
        return False
    if printed is None:
        raise Unknown(_OPEN if plain else "no printed digits to compare with")
    exact = right if printed == claim.left else left
    shared = _shared(claim)
    of_formula, of_both = (tuple(d for d in decimals(t) if d not in shared) for t in (printed, claim))
    if len(of_both) > _MOST or isinstance(exact, Array | Jet):
        raise Unknown("too many printed digits, or not a number")
    if not plain and _misses(_varying(difference, of_both, env), [_NOTHING]):
        return False
    if _reached(exact, of_formula, _varying(printed, of_formula, env)):
        return True
    raise Unknown(_OPEN)


def formula_of(claim: Relation) -> Term | None:
    """Return the side that is a formula of printed numbers, or None.

    The decimals that both sides have are meant exactly. If each side has others, the
    formula is the one that is plain arithmetic: sigma(0.4) = 1/(1 + 0.67). If both are,
    it is the one with decimals of several digits: 3*0.6^16 = 3*0.000282.
    """
    shared = _shared(claim)
    sides = [s for s in (claim.left, claim.right) if any(d not in shared for d in decimals(s))]
    if len(sides) == 2:
        sides = [s for s in sides if _is_arithmetic(s)]
    if len(sides) == 2:
        sides = [s for s in sides if any(d not in shared and _is_carried(d) for d in decimals(s))]
    return sides[0] if len(sides) == 1 and _unit(sides[0]) is None else None


def _shared(claim: Relation) -> set[Number]:
    return set(decimals(claim.left)) & set(decimals(claim.right))


def decimals(term: Term) -> tuple[Number, ...]:
    """Return the numbers printed with a point, each once."""
    return tuple(dict.fromkeys(p for p in subterms(term) if isinstance(p, Number) and p.places))


def _is_arithmetic(term: Term) -> bool:
    return all(isinstance(part, _ARITHMETIC) for part in subterms(term))


def _is_carried(decimal: Number) -> bool:
    """Return whether a decimal may be a rounded one: it has several digits, and is not whole."""
    return _digits(decimal) >= _CARRIED and decimal.value.denominator > 1


def _digits(decimal: Number) -> int:
    return len(str(int(decimal.value * 10 ** (decimal.places or 0))))


@dataclass(frozen=True)
class _Formula:
    """A formula with names in place of decimals, and the numbers that were printed there."""

    body: Term
    numbers: Mapping[Symbol, Number]
    env: Environment

    def at(self, values: Sequence[balls.Number]) -> tuple[balls.Number, ...]:
        """Return its entries for other numbers in place of the decimals."""
        env = self.env
        for name, value in zip(self.numbers, values, strict=True):
            env = env.vary(name, value)
        found = _entries(worth(self.body, env))
        if any(isinstance(entry, Jet) for entry in found):
            raise Unknown("not a number")
        return found


def _varying(printed: Term, rounded: tuple[Number, ...], env: Environment) -> _Formula:
    """Return a formula in which each of these decimals is one number, wherever it stands."""
    names = {decimal: Symbol(f"printed {i}") for i, decimal in enumerate(rounded)}
    body = _replaced(printed, lambda decimal: names.get(decimal, decimal))
    return _Formula(body, {name: decimal for decimal, name in names.items()}, env)


def _carrying(term: Term, env: Environment) -> _Formula:
    """Return a formula in which each decimal that may have been rounded is another number, one for each place.

    So is a name that is given by such a decimal.
    """
    numbers: dict[Symbol, Number] = {}

    def apart(decimal: Number) -> Term:
        if not _is_carried(decimal):
            return decimal
        name = Symbol(f"printed {len(numbers)}")
        numbers[name] = decimal
        return name

    body = _replaced(term, apart)
    for name in sorted(reach(free_symbols(term), env.scope), key=lambda s: s.name):
        known = env.scope.definitions.get(name.name)
        if known is not None and isinstance(known.body, Number) and not known.parameters and _is_carried(known.body):
            numbers[name] = known.body
    return _Formula(body, numbers, env)


def _replaced(term: Term, other: Callable[[Number], Term]) -> Term:
    if isinstance(term, Number):
        return other(term) if term.places else term
    return rebuild(term, lambda part: _replaced(part, other))


def _half_unit(decimal: Number) -> Fraction:
    return Fraction(1, 2 * 10 ** (decimal.places or 0))


def _misses(formula: _Formula, allowed: Sequence[arb]) -> bool:
    """Return whether no numbers that are printed as the decimals give it values that are allowed, piece by piece."""
    count = max(1, round(_PIECES ** (1 / max(1, len(formula.numbers)))))
    for piece in product(*(_pieces(d, count) for d in formula.numbers.values())):
        try:
            if all(arb(found).overlaps(ball) for found, ball in zip(formula.at(piece), allowed, strict=True)):
                return False
        except Undefined:
            continue
        except Unknown:
            return False
    return True


def _printed_so(printed: Value, unit: balls.Number) -> arb:
    """Return a ball around all numbers that are printed so, rounded or cut."""
    middle, quarter = arb(printed), arb(unit / 4)
    return middle + (-quarter if middle < 0 else quarter) + arb(0, 3 * quarter)


def _pieces(decimal: Number, count: int) -> Iterator[arb]:
    """Yield balls that together hold every number that is printed as a decimal."""
    half = _half_unit(decimal)
    low = max(Fraction(0), decimal.value - half)
    step = (decimal.value + half - low) / count
    for i in range(count):
        middle = low + (i + Fraction(1, 2)) * step
        yield arb(balls.number(middle)) + arb(0, arb(balls.number(step / 2)))


def _reached(exact: balls.Number, rounded: tuple[Number, ...], formula: _Formula) -> bool:
    """Return whether the value lies between two that the formula takes, and the formula takes none far from it.

    A number of one significant digit (a step size 0.1, a weight 0.5) is taken as it stands, as is a whole one (1.0).
    """
    pairs = [_ends(decimal) for decimal in rounded]
    whole = [arb(balls.number((a + b) / 2)) + arb(0, arb(balls.number((b - a) / 2))) for a, b in pairs]
    try:
        (at_once,) = formula.at(whole)
        around = arb(at_once)  # a value on all of them: it goes through every value between two
        values = [formula.at([balls.number(end) for end in ends]) for ends in product(*pairs)]
        signs = {balls.sign(arb(exact) - arb(found)) for (found,) in values}
    except (Undefined, Unknown):
        return False
    little = bool(2 * around.rad() * _LITTLE <= abs(arb(exact)))
    return little and (0 in signs or {1, -1} <= signs)


def _ends(decimal: Number) -> tuple[Fraction, Fraction]:
    rounded = _digits(decimal) > 1 and decimal.value.denominator > 1
    half = _half_unit(decimal) if rounded else Fraction(0)
    return decimal.value - half, decimal.value + half
