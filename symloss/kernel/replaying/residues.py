"""Expanded terms in prime fields: exact arithmetic in which exp and ln are exact too.

Let P[i] = 2*P[i+1] + 1, all prime. The squares of F_P[i] form a group of prime order
P[i+1], so exp, read as u -> g^u, takes a value of level i+1 to level i, and ln, the
discrete logarithm, takes it back: exp(u + v) = exp(u)*exp(v) and ln(x*y) = ln(x) + ln(y)
hold exactly. A number is "positive" if it is a square: products of signs, |x| and
roots behave as they do for real numbers (-1 is no square), and so do the small
integers. Sums do not: 1 + exp(z) need not be "positive", so whoever uses a sign that
rests on a sum has to look only at points where it holds. Sums of symbolic length are
added up, entry by entry, for a concrete length; unknown functions have values drawn
by lot. (After Gonnet's signatures, 1984.)
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.replaying.exact import exact
from symloss.kernel.replaying.made_of import MADE_OF
from symloss.kernel.replaying.moments import INFINITE, NODES, has_closed_form, weights
from symloss.kernel.replaying.prime_fields import (
    BASE,
    PRIMES,
    Outside,
    character,
    determinant,
    discrete_logarithm,
    inverted,
    product,
    quotient,
    rational,
)
from symloss.kernel.replaying.recursions import digamma, gamma
from symloss.term import nodes as n
from symloss.term.effort import VALUE, Deadline, charge, within
from symloss.term.functions import DET, FUNCTIONS, INVERSE
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.walk import free_symbols, subterms

STEPS = 3_000_000  # for one proof

Key = tuple[str, tuple[int, ...]]


class Unshown(Exception):
    """It could not be done again; the message says why."""


@dataclass
class Residues:
    """One point: values drawn by lot (always the same for one seed), and the numbers behind the indices.

    put: values that are not drawn, by name, indices and level. signs: symbols whose sign is
    given. choices: symbols that have one of a few values. touched: the levels that were asked for.
    tangents: of the angles, by their value and level, that some arctan has. deadline: when it costs too much.
    """

    seed: int
    integers: dict[n.Term, int] = field(default_factory=dict)
    put: dict[tuple[Key, int], int] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    choices: dict[str, tuple[Fraction, ...]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=lambda: {BASE})
    drawn: dict[Key, None] = field(default_factory=dict)
    tangents: dict[tuple[int, int], int] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=lambda: within(STEPS))

    def lot(self, *key: object) -> random.Random:
        """Return a source of numbers that depends on the seed and the key only."""
        return random.Random(f"{self.seed} {key!r}")

    def atom(self, key: Key, level: int) -> int:
        """Return the value of a symbol or an entry."""
        self.drawn[key] = None
        if (key, level) in self.put:
            return self.put[key, level]
        if key[0] in self.choices:
            return rational(self.lot("choice", *key).choice(self.choices[key[0]]), level)
        sign = self.signs.get(key[0]) or self.lot("sign", *key).choice((1, -1))
        return sign * self.lot(level, *key).randrange(2, PRIMES[level]) ** 2 % PRIMES[level]

    def generator(self, level: int) -> int:
        """Return the exponent r of exp(u) = 4^(r*u)."""
        return self.lot("generator", level).randrange(2, PRIMES[level] // 2)

    def exp(self, term: n.Term, level: int) -> int:
        """Return the exponential of a term."""
        return pow(4, self.value(term, level + 1) * self.generator(level), PRIMES[level])

    def ln(self, term: n.Term, level: int) -> int:
        """Return the logarithm of a term."""
        return self.logarithm(self.value(term, level - 1), level - 1)

    def logarithm(self, value: int, level: int) -> int:
        """Return the logarithm, a number of the next level, of a number of this level."""
        if level + 1 >= len(PRIMES):
            raise Outside("exponentials or logarithms nested too deeply")
        if character(value, level) != 1:
            raise Outside("the logarithm of what is not positive")
        order = PRIMES[level] // 2
        return discrete_logarithm(value, level) * pow(self.generator(level), -1, order) % order

    def root(self, value: int, exponent: Fraction, level: int) -> int:
        """Return value^exponent for a fraction: of the squares each has one root that is a square."""
        if value == 0 and exponent > 0:
            return 0
        if character(value, level) != 1:
            raise Outside("a root of what is not positive")
        order = PRIMES[level] // 2
        return pow(value, exponent.numerator * pow(exponent.denominator, -1, order), PRIMES[level])

    def value(self, term: n.Term, level: int = BASE) -> int:
        """Return the value of an expanded term at a level; raise Outside if it has none."""
        if not 0 <= level < len(PRIMES):
            raise Outside("exponentials or logarithms nested too deeply")
        charge(3 * VALUE)
        self.touched.add(level)
        return _value(term, self, level) % PRIMES[level]

    def whole(self, term: n.Term) -> int:
        """Return an index or a length."""
        found = exact(term, self.integers)
        if found is None or found.denominator != 1:
            raise Outside(f"{term} is no whole number")
        return int(found)

    def members(self, over: n.Term) -> list[int]:
        """Return the indices in a range."""
        match over:
            case n.Range(lower, upper):
                return list(range(self.whole(lower), self.whole(upper) + 1))
            case n.Except(base, without):
                gone = {self.whole(w) for w in without}
                return [i for i in self.members(base) if i not in gone]
        raise Outside(f"a sum over {over}")

    def bind(self, index: n.Term, value: int) -> Residues:
        """Return this point with an index that has a value."""
        charge(3 * VALUE)
        return replace(self, integers={**self.integers, index: value})

    def draw(self, quantity: n.Symbol, distribution: str, number: int) -> Residues:
        """Return this point with a quantity that has one of the values it is drawn from."""
        sign = self.lot("sign", distribution, number).choice((1, -1))
        own: dict[tuple[Key, int], int] = {
            ((quantity.name, ()), level): sign * self.lot(distribution, number, level).randrange(2, prime) ** 2 % prime
            for level, prime in enumerate(PRIMES)
        }
        charge(3 * VALUE * len(own))
        return replace(self, put={**self.put, **own})

    def holds(self, truth: n.Term, level: int = BASE) -> bool:
        """Return whether a truth holds: in whole numbers if it is about indices, else by the character."""
        match truth:
            case n.Relation(op, left, right):
                ends = exact(left, self.integers), exact(right, self.integers)
                if ends[0] is not None and ends[1] is not None:
                    difference = ends[0] - ends[1]
                    return _TRUE[op](int(difference > 0) - int(difference < 0))
                return _TRUE[op](character(self.value(left, level) - self.value(right, level), level))
            case n.Not(inner):
                return not self.holds(inner, level)
            case n.And(truths):
                return all(self.holds(t, level) for t in truths)
            case n.Or(truths):
                return any(self.holds(t, level) for t in truths)
            case n.Member(inner, n.FiniteSet(elements)):
                return self.value(inner, level) in [self.value(e, level) for e in elements]
            case n.Member(inner, n.Range() | n.Except() as over):
                return self.whole(inner) in self.members(over)
        raise Outside(f"a truth of the kind {type(truth).__name__}")


_TRUE: dict[str, Callable[[int], bool]] = {
    "=": lambda s: s == 0, "!=": lambda s: s != 0, ">": lambda s: s > 0, ">=": lambda s: s >= 0,
    "<": lambda s: s < 0, "<=": lambda s: s <= 0,
}  # fmt: skip


# --- the kinds of terms -------------------------------------------------------------------


@singledispatch
def _value(term: n.Term, at: Residues, level: int) -> int:
    raise Outside(f"{type(term).__name__} has no value here")


@_value.register
def _(term: n.Number, at: Residues, level: int) -> int:
    return rational(term.value, level)


@_value.register
def _(term: n.Constant, at: Residues, level: int) -> int:
    if term.name == "inf":
        raise Outside("infinity")
    if term.name == "e":
        return at.exp(n.Number(Fraction(1)), level)
    return at.atom(("pi", ()), level)


@_value.register
def _(term: n.Symbol, at: Residues, level: int) -> int:
    if term in at.integers:
        return at.integers[term]
    if term.sort == INDEX or term.sort.shape:
        raise Outside(f"no value for {term.name}")
    return at.atom((term.name, ()), level)


@_value.register
def _(term: n.Neg, at: Residues, level: int) -> int:
    return -at.value(term.term, level)


@_value.register
def _(term: n.Add, at: Residues, level: int) -> int:
    return sum(at.value(t, level) for t in term.terms)


@_value.register
def _(term: n.Mul, at: Residues, level: int) -> int:
    return product([at.value(f, level) for f in term.factors], level)


@_value.register
def _(term: n.Div, at: Residues, level: int) -> int:
    return quotient(at.value(term.numerator, level), at.value(term.denominator, level), level)


@_value.register
def _(term: n.Pow, at: Residues, level: int) -> int:
    exponent = exact(term.exponent, at.integers)
    base = at.value(term.base, level)
    if exponent is None:
        power = at.logarithm(base, level) * at.value(term.exponent, level + 1)
        return pow(4, power * at.generator(level), PRIMES[level])
    if exponent.denominator != 1:
        return at.root(base, exponent, level)
    if base == 0 and exponent <= 0:
        raise Outside("0 to a power that is not positive")
    return pow(base, int(exponent), PRIMES[level])


@_value.register
def _(term: n.Indexed, at: Residues, level: int) -> int:
    indices = tuple(at.whole(i) for i in term.indices)
    if isinstance(term.base, n.Symbol):
        return at.atom((term.base.name, indices), level)
    if isinstance(term.base, n.Apply) and term.base.function == INVERSE.symbol:
        row, column = indices
        return inverted(_entries(term.base.arguments[0], at, level), level)[row - 1][column - 1]
    if isinstance(term.base, n.Apply):
        return _drawn(term.base, at, level, indices)
    raise Outside("an entry of something that is not a symbol")


@_value.register
def _(term: n.Bind, at: Residues, level: int) -> int:
    if at.deadline.passed:
        raise Unshown("it takes too many steps")
    if term.kind == "expectation":
        return _expectation(term, at, level)
    values = [at.bind(term.index, i).value(term.body, level) for i in at.members(term.over)]
    if term.kind == "sum":
        return sum(values)
    if term.kind == "product":
        return product(values, level)
    if term.kind in ("max", "min") and values:
        return _extreme(values, level, 1 if term.kind == "max" else -1)
    raise Outside(f"a {term.kind} of nothing")


def _expectation(term: n.Bind, at: Residues, level: int) -> int:
    """Return the mean over a few values of the quantity, with weights that add up to one."""
    if not isinstance(term.over, n.Symbol) or term.index.sort != SCALAR:
        raise Outside(f"an expectation over {term.over}")
    name = term.over.name
    weights = [at.lot("weight", name, i, level).randrange(2, PRIMES[level]) for i in range(at.lot(name).choice((1, 2)))]
    weights.append(1 - sum(weights))
    return sum(weight * at.draw(term.index, name, i).value(term.body, level) for i, weight in enumerate(weights))


@_value.register
def _(term: n.Integral, at: Residues, level: int) -> int:
    """Return a sum over a few values of the variable that is linear in the integrand, and right for its powers."""
    if has_closed_form(term):
        raise Unshown("an integral in closed form")
    ends = [str(end) if end in INFINITE else at.value(end, level) for end in (term.lower, term.upper) if end]
    draws = [at.draw(term.variable, f"{ends} {level}", i) for i in range(2 if str in map(type, ends) else NODES)]
    factors = weights([x.value(term.variable, level) for x in draws], ends, PRIMES[level])
    return sum(w * x.value(term.body, level) for w, x in zip(factors, draws, strict=True))


def _extreme(values: list[int], level: int, sign: int) -> int:
    best = values[0]
    for value in values[1:]:
        best = best if character(best - value, level) * sign >= 0 else value
    if any(character(best - value, level) * sign < 0 for value in values):
        raise Outside("residues that go round in a circle have no extreme")
    return best


@_value.register
def _(term: n.Delta, at: Residues, level: int) -> int:
    return int(at.whole(term.left) == at.whole(term.right))


@_value.register
def _(term: n.Indicator, at: Residues, level: int) -> int:
    return int(at.holds(term.condition, level))


@_value.register
def _(term: n.Cases, at: Residues, level: int) -> int:
    for value, condition in zip(term.values, term.conditions, strict=True):
        if at.holds(condition, level):
            return at.value(value, level)
    if term.otherwise is None:
        raise Outside("no alternative applies")
    return at.value(term.otherwise, level)


@_value.register
def _(term: n.Apply, at: Residues, level: int) -> int:
    name = term.function.name if isinstance(term.function, n.Symbol) else ""
    if name == DET.name:
        return determinant(_entries(term.arguments[0], at, level), level)
    if name not in FUNCTIONS or FUNCTIONS[name].takes != "number":
        return _drawn(term, at, level)
    if name in ("exp", "ln"):
        return at.exp(term.arguments[0], level) if name == "exp" else at.ln(term.arguments[0], level)
    if name in ("max", "min"):
        closed = [a for a in term.arguments if not free_symbols(a)]
        if len(closed) > 1 and any(isinstance(part, n.Constant) for a in closed for part in subterms(a)):
            raise Outside("the order of pi and numbers is not that of their residues")
        return _extreme([at.value(a, level) for a in term.arguments], level, 1 if name == "max" else -1)
    if name == "Gamma":
        x = at.value(term.arguments[0], level)
        return gamma(x, level, at.lot, lambda: at.root(at.atom(("pi", ()), level), Fraction(1, 2), level))
    if name == "digamma":
        return digamma(at.value(term.arguments[0], level), level, at.lot)
    if name in MADE_OF:
        return at.value(MADE_OF[name](*term.arguments), level)
    if name in ("abs", "sign", "arctan", "erf", "sin", "cos"):
        return _of_sign(name, at.value(term.arguments[0], level), at, level)
    return _drawn(term, at, level)


def _of_sign(name: str, x: int, at: Residues, level: int) -> int:
    """Return a function that is even or odd."""
    sign = character(x, level)
    size = sign * x % PRIMES[level]
    if name in ("abs", "sign"):
        return size if name == "abs" else sign
    t = at.lot(name.replace("cos", "sin"), size, level).randrange(2, PRIMES[level]) if sign else 0
    if name in ("arctan", "erf"):
        if name == "arctan":
            at.tangents.update({(side * t % PRIMES[level], level): side * size for side in (1, -1)})
        return sign * t
    if (x, level) in at.tangents:
        tangent = at.tangents[x, level]
        hypotenuse = at.root(1 + tangent * tangent, Fraction(1, 2), level)
        return quotient(1 if name == "cos" else tangent, hypotenuse, level)
    return quotient(1 - t * t if name == "cos" else sign * 2 * t, 1 + t * t, level)


def _entries(matrix: n.Term, at: Residues, level: int) -> list[list[int]]:
    """Return the values of a square matrix, a plain array or one that is written by its entries."""
    if isinstance(matrix, n.Symbol):
        size = range(1, at.whole(matrix.sort.shape[0]) + 1)
        return [[at.atom((matrix.name, (i, j)), level) for j in size] for i in size]
    if not isinstance(matrix, n.Bind) or not isinstance(matrix.body, n.Bind):
        raise Outside("a matrix that is not written by its entries")
    row, column = matrix, matrix.body
    return [
        [at.bind(row.index, i).bind(column.index, j).value(column.body, level) for j in at.members(column.over)]
        for i in at.members(row.over)
    ]


def _drawn(term: n.Apply, at: Residues, level: int, indices: tuple[int, ...] = ()) -> int:
    """Return a value of a function of which nothing is known: equal for equal arguments."""
    arguments = tuple(_argument(a, at) for a in term.arguments)
    return at.atom((f"{term.function}{arguments}", indices), level)


def _argument(term: n.Term, at: Residues) -> object:
    if isinstance(term, n.Symbol) and term.sort.shape:
        return term.name
    if isinstance(term, n.Bind) and term.kind == "vector":
        return tuple(_argument(term.body, at.bind(term.index, i)) for i in at.members(term.over))
    return at.value(term)
