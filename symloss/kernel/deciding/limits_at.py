"""Limits of scalar functions at a point or at infinity, decided by leading terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Literal

from symloss.kernel.deciding import leading
from symloss.kernel.deciding.coefficients import Coefficient, positive
from symloss.kernel.deciding.expansion import Expander, holds
from symloss.kernel.deciding.leading import NoValue, OpenSign, OutsideScale, Series
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting.domains import Domain, domains
from symloss.kernel.refuting.points import points, satisfiable
from symloss.kernel.refuting.refute import shown
from symloss.kernel.values import balls
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import parents, reach
from symloss.kernel.values.evaluate import compare, value
from symloss.kernel.values.point import Point
from symloss.kernel.verdict import Verdict, Witness
from symloss.term import nodes as n
from symloss.term.effort import Deadline
from symloss.term.functions import EXP, FUNCTIONS, LN
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import SCALAR
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute

Side = Literal["+", "-"]
_INFINITY = n.Constant("inf")
_APART = 4
_SHARE = 0.5  # of the steps goes to numbers for parameters
_POINTS = 12


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
    hypotheses, say the same, if nothing else that f is made of goes anywhere.
    What is open for all parameters may be false for some.
    """
    claim = _claim(statement)
    if claim is None:
        return None
    statement = without_arrows(statement)
    known = domains((part for f in statement.facts for part in _parts(f.truth)), statement.scope)
    method: dict[str, None] = {}
    try:
        for case, given in _cases(claim, statement.scope, known):
            signed = {s: positive(s) for s in _positive(case, known, given)}
            chosen = {**signed, **{s: Coefficient.number(x) for s, x in given.items()}}
            sides = {side: _Approach(case, side, statement, given, chosen) for side in _sides(case, known)}
            for side, one in _with_values(sides).items():
                refuted = _in_every_case(one)
                if refuted is not None:
                    return Verdict("refuted", witness=refuted)
                method["leading terms as {} -> {}".format(*_arrow(case, side))] = None
    except (OutsideScale, Unknown, Undefined, RecursionError):
        witness = _at_some_parameters(claim, statement, known, limits.part(_SHARE).deadline)
        return None if witness is None else Verdict("refuted", witness=witness)
    if satisfiable(replace(statement, step=Identity(_itself(leading.ONE)))) is None:
        return None  # hypotheses that may contradict each other prove nothing
    return Verdict("proved", ", ".join(method))


def without_arrows(statement: Statement) -> Statement:
    """Return the statement with the facts that are true or false of numbers: not that x goes to 0."""
    return _without(statement, lambda fact: True)


def without_idle_arrows(statement: Statement) -> Statement:
    """Return the statement without the facts that something goes somewhere of which the claim is not made."""
    if not isinstance(statement.step, Identity):
        return statement
    named = reach(free_symbols(statement.step.claim), statement.scope)
    return _without(statement, lambda fact: named.isdisjoint(free_symbols(fact.left)))


def _without(statement: Statement, idle: Callable[[n.Relation], bool]) -> Statement:
    def kept(facts: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
        arrows = (h.truth for h in facts if isinstance(h.truth, n.Relation) and h.truth.op == "->")
        gone = {truth for truth in arrows if idle(truth)}
        return tuple(h for h in facts if h.truth not in gone)

    scope = replace(statement.scope, domain=kept(statement.scope.domain))
    return replace(statement, scope=scope, hypotheses=kept(statement.hypotheses))


@dataclass(frozen=True)
class _Approach:
    """The claim as the variable comes from one side; `given`: numbers of parameters, `chosen`: what they all are."""

    claim: Claim
    side: Side
    statement: Statement
    given: dict[n.Symbol, Fraction]
    chosen: dict[n.Symbol, Coefficient]
    apart: int = 0  # how often signs were told apart


def _with_values(sides: dict[Side, _Approach]) -> dict[Side, _Approach]:
    """Return the sides from which the body has values: x ln(x) has a limit at 0, of the x where it is something."""
    kept = {side: one for side, one in sides.items() if not _is_outside(one)} if len(sides) > 1 else sides
    return kept or sides


def _is_outside(one: _Approach) -> bool:
    """Return whether from this side the body certainly has no value, or a fact about the variable is false."""
    fixed = {s: Series.constant(x) for s, x in one.chosen.items()}
    path = next(_paths(one.claim, one.side, Expander(one.statement.scope, fixed), one.chosen))
    reader = Expander(one.statement.scope, {**fixed, one.claim.variable: path})
    for truth in (part for fact in one.statement.facts for part in _parts(fact.truth)):
        if isinstance(truth, n.Relation) and one.claim.variable in free_symbols(truth):
            with suppress(OutsideScale):
                if not holds(truth, reader):
                    return True
    try:
        reader.series(one.claim.body)
    except NoValue:
        return True
    except OutsideScale:
        return False
    return False


def _in_every_case(one: _Approach) -> Witness | None:
    """Decide the claim for each sign of what it depends on; what is refuted in one case only is left open."""
    try:
        return _decide(one)
    except OpenSign as open_sign:
        solved = _solved(open_sign.coefficient)
        if solved is None or one.apart >= _APART:
            raise
    cases = [case for way in (1, -1, 0) if not _is_excluded(case := _moved(one, *solved, way))]
    if not cases or any(_in_every_case(case) is not None for case in cases):
        raise OutsideScale("false in one of several cases")
    return None


def _solved(coefficient: Coefficient) -> tuple[n.Symbol, n.Term] | None:
    """Return a parameter in which a coefficient is linear, and where the coefficient is zero."""
    parts_ = [[(_unsigned(kernel), e) for kernel, e in monomial] for monomial, _ in coefficient.terms]
    for place, factors in enumerate(parts_):
        match factors:
            case [(n.Symbol() as symbol, 1)]:
                others = [m for i, m in enumerate(parts_) if i != place]
                if not any(symbol in free_symbols(kernel) for m in others for kernel, _ in m):
                    c = coefficient.terms[place][1]
                    rest = [_product(m, -x / c) for m, (_, x) in zip(parts_, coefficient.terms, strict=True)]
                    rest = [*rest[:place], *rest[place + 1 :]]
                    return symbol, n.Add((*rest, Coefficient().term))
    return None


def _product(factors: list[tuple[n.Term, int]], x: Fraction) -> n.Term:
    powers = (k if e == 1 else n.Pow(k, Coefficient.number(e).term) for k, e in factors)
    return n.Mul((Coefficient.number(x).term, *powers, Coefficient.number(1).term))


def _unsigned(kernel: n.Term) -> n.Term:
    """Return a positive parameter that is written e^t as the parameter."""
    match kernel:
        case n.Apply(function, (n.Apply(logarithm, (n.Symbol() as symbol,)),)):
            if function == EXP.symbol and logarithm == LN.symbol:
                return symbol
    return kernel


def _moved(one: _Approach, symbol: n.Symbol, root: n.Term, way: int) -> _Approach:
    """Return the approach where a parameter is a positive distance above or below a root, or there."""
    distance = n.Symbol(f"{symbol.name};{one.apart + 1}")  # a name that nothing else has
    value_ = n.Add((root, n.Mul((Coefficient.number(way).term, distance))))
    scope = one.statement.scope.define(Definition(symbol.name, value_))
    chosen = {**{s: x for s, x in one.chosen.items() if s != symbol}, distance: positive(distance)}
    return replace(one, statement=replace(one.statement, scope=scope), chosen=chosen, apart=one.apart + 1)


def _is_excluded(one: _Approach) -> bool:
    """Return whether a fact about the parameters says that they are not what they are chosen to be."""
    reader = Expander(one.statement.scope, {s: Series.constant(x) for s, x in one.chosen.items()})
    for fact in one.statement.facts:
        for truth in _parts(fact.truth):
            if isinstance(truth, n.Relation) and one.claim.variable not in free_symbols(truth):
                try:
                    if not holds(truth, reader):
                        return True
                except OutsideScale:
                    continue
    return False


def _at_some_parameters(claim: Claim, statement: Statement, known: dict[str, Domain], due: Deadline) -> Witness | None:
    """Return numbers for the parameters at which the limit is another: different ones, none of them zero, and not once.

    What fails where parameters coincide only, and what holds for other parameters, is left open.
    """
    named = free_symbols(claim.body) | free_symbols(claim.point) | free_symbols(claim.value)
    spoken = sorted(reach(named, statement.scope), key=lambda s: s.name)
    open_ = [s for s in spoken if s != claim.variable and s.name not in FUNCTIONS and not parents(s, statement.scope)]
    if not open_ or any(s.sort != SCALAR or s.name in statement.scope.depends for s in open_):
        return None
    total = n.Add((*open_, Coefficient().term))
    found: list[Witness] = []
    for point in points(replace(statement, step=Identity(n.Relation("=", total, total))), _POINTS):
        given = {s: x for s, x in point.values if isinstance(x, Fraction) and s in open_}
        if len({0, *map(abs, given.values())}) <= len(given):
            continue
        put: dict[n.Term, n.Term] = {s: Coefficient.number(x).term for s, x in given.items()}
        case = replace(claim, point=substitute(claim.point, put), value=substitute(claim.value, put))
        chosen = {s: Coefficient.number(x) for s, x in given.items()}
        if due.passed:
            return None
        sides = [_Approach(case, side, statement, given, chosen) for side in _sides(case, known)]
        try:
            seen = [witness for side in sides if (witness := _decide(side)) is not None]
        except (OutsideScale, Unknown, Undefined, RecursionError):
            continue
        if not seen:
            return None
        found += seen[:1]
    return found[0] if len(found) > 1 else None


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
    if truth.op == "->" and not isinstance(truth.left, n.Limit):
        named = reach(free_symbols(truth), statement.scope)
        arrows = [fact for fact in going if isinstance(fact, n.Relation) and fact.op == "->"]
        match list(dict.fromkeys(fact for fact in arrows if named & free_symbols(fact.left))):
            case [n.Relation(_, n.Symbol() as variable, point)]:
                return Claim(truth.left, variable, point, "", truth.right)
    return None  # nothing goes anywhere; of two that do, it would count which goes first


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


def _decide(one: _Approach) -> Witness | None:
    """Return None if the limit from this side is the value, a witness if it is not; raise if that is not known."""
    reason = OutsideScale("no scale")
    claim, statement = one.claim, one.statement
    fixed = {s: Series.constant(x) for s, x in one.chosen.items()}
    at = (*((s.name, str(x)) for s, x in one.given.items()), _arrow(claim, one.side))
    for path in _paths(claim, one.side, Expander(statement.scope, fixed), one.chosen):
        reader = Expander(statement.scope, {**fixed, claim.variable: path})
        try:
            return _compared(claim, reader, statement, at)
        except OutsideScale as outside:
            reason = outside if not isinstance(reason, OpenSign) else reason
    raise reason


def _compared(claim: Claim, reader: Expander, statement: Statement, at: tuple[tuple[str, str], ...]) -> Witness | None:
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


def _paths(claim: Claim, side: Side, reader: Expander, chosen: dict[n.Symbol, Coefficient]) -> Iterator[Series]:
    """Yield the variable as a series in X and s: to infinity as s, s/b or 1/X, to a point p as p + X or p - X."""
    signed = [s for s, x in chosen.items() if x == positive(s)]
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
