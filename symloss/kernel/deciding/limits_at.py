"""Limits of scalar functions at a point or at infinity, decided by leading terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import singledispatch
from itertools import product
from typing import Literal

from symloss.kernel.deciding import leading
from symloss.kernel.deciding.coefficients import Coefficient, positive
from symloss.kernel.deciding.leading import OutsideScale, Series
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting.domains import Domain, domains
from symloss.kernel.refuting.points import points
from symloss.kernel.refuting.refute import shown
from symloss.kernel.values import balls
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import reach
from symloss.kernel.values.evaluate import compare, value
from symloss.kernel.values.point import Point
from symloss.kernel.verdict import Verdict, Witness
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.scope import Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute

Side = Literal["+", "-"]
_INFINITY = n.Constant("inf")


@dataclass(frozen=True)
class Claim:
    """`body` tends to `value` as `variable` goes to `point`, from the given sides."""

    body: n.Term
    variable: n.Symbol
    point: n.Term
    side: str
    value: n.Term


def decide_limit(statement: Statement, limits: Limits = LIMITS) -> Verdict | None:
    """Return proved or refuted for a claim `Limit(f, x, point) = value`; None: not of this kind, or not settled.

    `x -> point => f -> value`, and `f -> value` with `x -> point` among the
    hypotheses, say the same.
    """
    claim = _claim(statement)
    if claim is None:
        return None
    still = tuple(h for h in statement.hypotheses if not (isinstance(h.truth, n.Relation) and h.truth.op == "->"))
    statement = replace(statement, hypotheses=still)
    known = domains((part for f in statement.facts for part in _parts(f.truth)), statement.scope)
    method: dict[str, None] = {}
    try:
        for case, given in _cases(claim, statement.scope, known):
            for side in _sides(case, known):
                refuted = _decide(case, side, statement, given, _positive(case, known, given))
                if refuted is not None:
                    return Verdict("refuted", witness=refuted)
                method["leading terms as {} -> {}".format(*_arrow(case, side))] = None
    except (OutsideScale, Unknown, Undefined, RecursionError):
        return None
    return Verdict("proved", ", ".join(method))


def _claim(statement: Statement) -> Claim | None:
    if not isinstance(statement.step, Identity):
        return None
    truth = statement.step.claim
    going = [f.truth for f in statement.facts]
    if isinstance(truth, n.Implies):
        going.extend(_parts(truth.premise))
        truth = truth.conclusion
    if not isinstance(truth, n.Relation):
        return None
    if truth.op == "=":
        for limit, found in ((truth.left, truth.right), (truth.right, truth.left)):
            if isinstance(limit, n.Limit) and not any(isinstance(t, n.Limit) for t in (found, limit.body)):
                return Claim(limit.body, limit.variable, limit.point, limit.side, found)
    if truth.op == "->":
        if isinstance(truth.left, n.Limit):
            return None
        for fact in going:
            if isinstance(fact, n.Relation) and fact.op == "->" and isinstance(fact.left, n.Symbol):
                return Claim(truth.left, fact.left, fact.right, "", truth.right)
    return None


def _parts(truth: n.Term) -> Iterator[n.Term]:
    if isinstance(truth, n.And):
        for part in truth.truths:
            yield from _parts(part)
    else:
        yield truth


def _cases(claim: Claim, scope: Scope, known: dict[str, Domain]) -> Iterator[tuple[Claim, dict[n.Symbol, Fraction]]]:
    """Yield the claim for each value of the symbols that are known to lie in a finite set."""
    named = free_symbols(claim.body) | free_symbols(claim.point) | free_symbols(claim.value)
    finite = [
        s
        for s in sorted(reach(named, scope), key=lambda s: s.name)
        if s.name in known and known[s.name].members and s != claim.variable
    ]
    for chosen in product(*(known[s.name].candidates for s in finite)):
        given = dict(zip(finite, chosen, strict=True))
        put: dict[n.Term, n.Term] = {s: Coefficient.number(x).term for s, x in given.items()}
        yield replace(claim, point=substitute(claim.point, put), value=substitute(claim.value, put)), given


def _sides(claim: Claim, known: dict[str, Domain]) -> tuple[Side, ...]:
    """Return from where the variable comes: both sides, unless the claim or the variable's domain says one."""
    if claim.point == _INFINITY:
        return ("-",)
    if claim.point == n.Neg(_INFINITY):
        return ("+",)
    if claim.side in ("+", "-"):
        return (claim.side,)  # type: ignore[return-value]
    domain = known.get(claim.variable.name, Domain())
    try:
        at = value(claim.point, Scope(), Point())
    except Unknown:
        return ("+", "-")
    if domain.lower is not None and compare("=", at, balls.number(domain.lower)):
        return ("+",)
    if domain.upper is not None and compare("=", at, balls.number(domain.upper)):
        return ("-",)
    return ("+", "-")


def _arrow(claim: Claim, side: Side) -> tuple[str, str]:
    """Return the variable, and where it goes."""
    finite = claim.point not in (_INFINITY, n.Neg(_INFINITY))
    place = plain(claim.point)
    return claim.variable.name, f"{place} from {'above' if side == '+' else 'below'}" if finite else place


def _decide(
    claim: Claim, side: Side, statement: Statement, given: dict[n.Symbol, Fraction], signed: tuple[n.Symbol, ...]
) -> Witness | None:
    """Return None if the limit from this side is the value, a witness if it is not; raise if that is not known."""
    reason = OutsideScale("no scale")
    fixed = {s: Series.constant(positive(s)) for s in signed}
    fixed.update({s: Series.constant(Coefficient.number(x)) for s, x in given.items()})
    at = (*((s.name, str(x)) for s, x in given.items()), _arrow(claim, side))
    for path in _paths(claim, side, _Expander(statement.scope, fixed), signed):
        reader = _Expander(statement.scope, {**fixed, claim.variable: path})
        try:
            return _compared(claim, reader, statement, at)
        except OutsideScale as outside:
            reason = outside
    raise reason


def _compared(claim: Claim, reader: _Expander, statement: Statement, at: tuple[tuple[str, str], ...]) -> Witness | None:
    found = reader.series(claim.body)
    grows = leading.tends_to(found)
    wanted = {_INFINITY: 1, n.Neg(_INFINITY): -1}.get(claim.value, 0)
    if grows and grows == wanted:
        return None
    named = {1: "inf", -1: "-inf"}
    if grows:
        return Witness(at, named[grows], named.get(wanted) or plain(claim.value))
    if wanted:
        for point in points(replace(statement, step=Identity(_itself(found))), 1):
            chosen = _named(point, _constant(found))
            return Witness((*chosen, *at), _limit_value(found, statement, point), named[wanted])
        raise OutsideScale("no point was found that satisfies the hypotheses")
    right = reader.series(claim.value)
    if right.error is not None or any(place != (Fraction(0), 0) for place in right.terms):
        raise OutsideScale("a value that moves itself")
    difference = found + -right
    if difference.error is not None and difference.error <= 0:
        raise OutsideScale("the leading term is not known")
    apart = difference.terms.get((Fraction(0), 0), Coefficient())
    if apart.is_zero:
        return None
    for point in points(replace(statement, step=Identity(n.Relation("=", apart.term, apart.term))), 5):
        if not compare("=", value(apart.term, statement.scope, point), balls.number(0)):
            sides = (_limit_value(f, statement, point) for f in (found, right))
            return Witness((*_named(point, apart.term), *at), *sides)
    raise OutsideScale("whether the two values are equal is not known")


def _itself(found: Series) -> n.Relation:
    return n.Relation("=", _constant(found), _constant(found))


def _constant(found: Series) -> n.Term:
    return found.terms.get((Fraction(0), 0), Coefficient()).term


def _named(point: Point, term: n.Term) -> tuple[tuple[str, str], ...]:
    """Return the numbers that a point gives to the symbols of a term."""
    names = {s.name for s in free_symbols(term)}
    return tuple(pair for pair in point.at if pair[0] in names)


def _limit_value(found: Series, statement: Statement, point: Point = Point()) -> str:  # noqa: B008 (frozen)
    return shown(value(_constant(found), statement.scope, point))


def _positive(claim: Claim, known: dict[str, Domain], given: dict[n.Symbol, Fraction]) -> tuple[n.Symbol, ...]:
    """Return the parameters that are known to be positive."""
    return tuple(
        n.Symbol(name)
        for name, domain in sorted(known.items())
        if domain.lower is not None
        and (domain.lower > 0 or (domain.lower == 0 and domain.open_lower))
        and n.Symbol(name) not in given
        and name != claim.variable.name
    )


def _paths(claim: Claim, side: Side, reader: _Expander, signed: tuple[n.Symbol, ...]) -> Iterator[Series]:
    """Yield the variable as a series in X and s: to infinity as s, s/b or 1/X, to a point p as p + X or p - X."""
    away = {_INFINITY: 1, n.Neg(_INFINITY): -1}.get(claim.point)
    if away is not None:
        yield Series.monomial(0, 1, away)
        yield Series.monomial(-1, 0, away)
        for symbol in signed:
            yield Series.monomial(0, 1, away) * Series.constant(positive(symbol).inverse)
            yield Series.monomial(-1, 0, away) * Series.constant(positive(symbol).inverse)
    else:
        step = Series.monomial(1, 0, 1 if side == "+" else -1)
        yield reader.series(claim.point) + step
        for symbol in signed:
            yield reader.series(claim.point) + step * Series.constant(positive(symbol))


@dataclass(frozen=True)
class _Expander:
    """Terms as series: what the variable is, and definitions looked through."""

    scope: Scope
    known: dict[n.Symbol, Series]

    def series(self, term: n.Term) -> Series:
        """Return the series of `term`."""
        return _series(term, self)


@singledispatch
def _series(term: n.Term, by: _Expander) -> Series:
    raise OutsideScale(f"{type(term).__name__} is outside")


@_series.register
def _(term: n.Number, by: _Expander) -> Series:
    return Series.constant(Coefficient.number(term.value))


@_series.register
def _(term: n.Constant, by: _Expander) -> Series:
    if term == _INFINITY:
        raise OutsideScale("infinity")
    return leading.exp(leading.ONE) if term.name == "e" else Series.constant(Coefficient.of(term))


@_series.register
def _(term: n.Symbol, by: _Expander) -> Series:
    if term in by.known:
        return by.known[term]
    definition = by.scope.definitions.get(term.name)
    if definition is not None and not definition.parameters:
        return by.series(definition.body)
    if term.name in by.scope.depends or definition is not None:
        raise OutsideScale(f"{term.name} is not known")
    return Series.constant(Coefficient.of(term))


@_series.register
def _(term: n.Neg, by: _Expander) -> Series:
    return -by.series(term.term)


@_series.register
def _(term: n.Add, by: _Expander) -> Series:
    total = Series()
    for part in term.terms:
        total = total + by.series(part)
    return total


@_series.register
def _(term: n.Mul, by: _Expander) -> Series:
    total = leading.ONE
    for factor in term.factors:
        total = total * by.series(factor)
    return total


@_series.register
def _(term: n.Div, by: _Expander) -> Series:
    return by.series(term.numerator) * leading.power(by.series(term.denominator), Fraction(-1))


@_series.register
def _(term: n.Pow, by: _Expander) -> Series:
    exponent = by.series(term.exponent)
    if exponent.error is None and all(place == (Fraction(0), 0) for place in exponent.terms):
        fixed = exponent.terms.get((Fraction(0), 0), Coefficient()).rational
        if fixed is not None:
            return leading.power(by.series(term.base), fixed)
    return leading.exp(exponent * leading.log(by.series(term.base)))


@_series.register
def _(term: n.Apply, by: _Expander) -> Series:
    if not isinstance(term.function, n.Symbol) or term.function.name in by.scope.definitions:
        raise OutsideScale("a function of one's own")
    arguments = [by.series(a) for a in term.arguments]
    if term.function.name in ("max", "min"):
        return _extreme(arguments, 1 if term.function.name == "max" else -1)
    known = leading.FUNCTIONS_OF.get(term.function.name)
    if known is None or len(arguments) != 1:
        raise OutsideScale(f"the function {term.function.name}")
    return known(arguments[0])


def _extreme(arguments: list[Series], way: int) -> Series:
    """Return the largest (way 1) or smallest of some series in the end."""
    best = arguments[0]
    for other in arguments[1:]:
        best = other if way * leading.sign_of(other + -best) > 0 else best
    return best


@_series.register
def _(term: n.Indicator, by: _Expander) -> Series:
    return leading.ONE if _holds(term.condition, by) else Series()


@_series.register
def _(term: n.Cases, by: _Expander) -> Series:
    for value_, condition in zip(term.values, term.conditions, strict=True):
        if _holds(condition, by):
            return by.series(value_)
    if term.otherwise is None:
        raise OutsideScale("no alternative of the cases applies")
    return by.series(term.otherwise)


def _holds(truth: n.Term, by: _Expander) -> bool:
    """Return whether a condition is true close to the point."""
    match truth:
        case n.Relation(op, left, right) if op in _TRUE_FOR:
            return leading.sign_of(by.series(left) + -by.series(right)) in _TRUE_FOR[op]
        case n.And(truths):
            return all(_holds(t, by) for t in truths)
        case n.Or(truths):
            return any(_holds(t, by) for t in truths)
        case n.Not(inner):
            return not _holds(inner, by)
    raise OutsideScale("a condition that is not a comparison")


_TRUE_FOR = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "!=": (-1, 1)}
