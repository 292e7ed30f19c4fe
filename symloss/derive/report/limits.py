"""Limits for a report: the usual ones are tried first, others are found by SymPy, and the kernel judges them all.

Where the kernel's rules for leading terms do not reach, a limit is read off a value:
with z = 1/u or z = ln u the formula is a rational function of u for all u > 0, and
where its denominator is not 0 at u = 0 it is continuous there.
"""

from __future__ import annotations

import sympy as sp

from symloss.derive.bounded import TooLong, within
from symloss.derive.build import INFINITY, ONE, ZERO, equal, less, minus, over, plus, rational, times
from symloss.derive.kinks import joints, joints_of
from symloss.derive.report.likely import USUAL, likely
from symloss.derive.report.subject import Subject, together
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, fresh, rebuild, substitute, subterms

_SECONDS = 40  # for a limit; far more than any takes, for what a page says must not depend on the machine


def limit(
    subject: Subject, term: n.Term, raw: n.Symbol, point: n.Term, side: str = "", scope: Scope | None = None
) -> tuple[n.Term, Verdict] | None:
    """Return the limit of a formula in `raw` and the kernel's verdict on it; None if no guess was proved.

    A guess that the kernel refutes is no answer, so the next one is put.
    """
    asked = (term, raw, point, side) if scope is None else None
    if asked not in subject.limits or asked is None:
        found = _limit(subject, term, raw, point, side, scope)
        if asked is None:
            return found
        subject.limits[asked] = found
    return subject.limits[asked]


def _limit(
    subject: Subject, term: n.Term, raw: n.Symbol, point: n.Term, side: str, scope: Scope | None
) -> tuple[n.Term, Verdict] | None:
    if point in (INFINITY, minus(INFINITY)) and (outer := _outermost(subject, term, raw, point, scope)) is not None:
        piece, t, same, here = outer
        found = limit(subject, piece, t, INFINITY, scope=here)
        return None if found is None else (found[0], together(same, found[1]))
    for goal in likely(substitute(term, dict(subject.formulas.where)), scope or subject.scope, raw, point, side):
        verdict = subject.ask(_tends(term, raw, point, side, goal), scope=scope)
        if verdict.word == "proved":
            return goal, verdict
        if verdict.word == "undecided":
            break
    proposed = limit_in(substitute(term, dict(subject.formulas.where)), raw, point, side)
    proposed = None if proposed is None else opened(subject, proposed, scope or subject.scope)
    for goal in dict.fromkeys([*([proposed] if proposed is not None else []), *USUAL]):
        verdict = reaches(subject, term, raw, point, side, goal, scope)
        if verdict.word == "proved":
            return goal, verdict
        if verdict.word == "undecided":  # the kernel's rules do not reach it: another guess fares no better
            return (goal, verdict) if goal == proposed else None
    return None


def limit_of(subject: Subject, term: n.Term, point: n.Term, side: str) -> n.Term | None:
    """Return the limit of a formula in the raw variable, a proposal; None where none is found."""
    return limit_in(substitute(term, dict(subject.formulas.where)), subject.formulas.raw, point, side)


def limit_in(term: n.Term, variable: n.Symbol, point: n.Term, side: str) -> n.Term | None:
    """Return a limit as SymPy finds it, a proposal; infinite ones as inf; None where it finds none."""
    if _open_powers(term):
        return None  # gamma in an exponent: SymPy needs minutes to see that it does not know
    sizes = {s.name: s for s in free_symbols(term) if s.sort == INDEX}
    term = _scalars(term)
    try:
        sent = to_sympy(term), symbol(variable.name), to_sympy(point), side or "+"
        found = within(_SECONDS, lambda: sp.limit(*sent))
    except (NoDoor, NotImplementedError, ValueError, TypeError, RecursionError, TooLong):
        return None
    if found in (sp.oo, -sp.oo):
        return INFINITY if found == sp.oo else minus(INFINITY)
    if found.is_finite is False or found.has(sp.oo, sp.zoo, sp.nan, sp.AccumBounds, sp.Limit):
        return None
    try:
        return from_sympy(sp.factor(found), sizes)
    except NoDoor:
        return None


def _open_powers(term: n.Term) -> bool:
    return any(isinstance(t, n.Pow) and rational(t.exponent) is None for t in subterms(term))


def _scalars(term: n.Term) -> n.Term:
    """Write sizes of arrays as numbers like others: SymPy knows no indices."""
    return substitute(term, {s: n.Symbol(s.name) for s in free_symbols(term) if s.sort == INDEX})


def reaches(
    subject: Subject,
    term: n.Term,
    raw: n.Symbol,
    point: n.Term,
    side: str,
    goal: n.Term,
    scope: Scope | None = None,
) -> Verdict:
    """Ask whether a formula tends to `goal`."""
    verdict = subject.ask(_tends(term, raw, point, side, goal), scope=scope)
    finite = goal not in (INFINITY, minus(INFINITY))
    if verdict.word != "undecided" or not finite or point not in (INFINITY, minus(INFINITY)):
        return verdict
    by_value = _by_value(subject, term, raw, point, goal, scope or subject.scope)
    return verdict if by_value is None else by_value


def _tends(term: n.Term, raw: n.Symbol, point: n.Term, side: str, goal: n.Term) -> n.Term:
    return equal(n.Limit(term, raw, point, side), goal)  # type: ignore[arg-type]


def _by_value(
    subject: Subject, term: n.Term, raw: n.Symbol, point: n.Term, goal: n.Term, scope: Scope
) -> Verdict | None:
    """Put 1/u or ln u, show that a rational function of u comes out, and take its value at u = 0."""
    if _open_powers(term):
        return None
    u = fresh(n.Symbol("u"), free_symbols(term) | set(scope.symbols.values()))
    up = point == INFINITY
    exponential = any(isinstance(t, n.Apply) for t in subterms(term))
    logarithm = minus(LN(u)) if up else LN(u)
    place = logarithm if exponential else over(ONE, u) if up else minus(over(ONE, u))
    put = substitute(term, {raw: place})
    try:
        sent = to_sympy(_scalars(put), positive=(u.name,)).rewrite(sp.exp)
        found = sp.cancel(sp.together(sp.powsimp(sp.expand(sent), force=True)))
    except (NoDoor, sp.PolynomialError, NotImplementedError):
        return None
    if not found.is_rational_function(symbol(u.name)) and not found.is_rational_function(
        sp.Symbol(u.name, positive=True)
    ):
        return None
    try:
        closed = from_sympy(found, {s.name: s for s in (*scope.symbols.values(), u)})
    except NoDoor:
        return None
    here = scope.declare(u)
    same = subject.ask(equal(put, closed), n.Relation(">", u, ZERO), scope=here)
    at_zero = subject.ask(equal(substitute(closed, {u: ZERO}), goal), scope=scope)
    return together(same, at_zero)


# --- pieces ------------------------------------------------------------------------


def _outermost(
    subject: Subject, term: n.Term, raw: n.Symbol, point: n.Term, scope: Scope | None
) -> tuple[n.Term, n.Symbol, Verdict, Scope] | None:
    """Return the last piece of a formula made of pieces, in the distance t from a joint, and the proof that it is."""
    known = scope or subject.scope
    t = fresh(n.Symbol("t"), free_symbols(term) | set(known.symbols.values()))
    positive = n.Relation(">", t, ZERO)
    for place in joints(term, raw):
        beyond = plus(place, t) if point == INFINITY else less(place, t)
        put = substitute(term, {raw: beyond})
        here = known.declare(t).suppose(Hypothesis(positive, "beyond the joint"))
        piece = opened(subject, put, here)
        if not any(joints_of(part, t) or isinstance(part, n.Cases) for part in subterms(piece)):
            return piece, t, subject.ask(equal(put, piece), scope=here), here
    return None


def opened(subject: Subject, term: n.Term, scope: Scope) -> n.Term:
    """Put for cases, |u|, max(u, v) and their like the piece that holds under what the scope knows."""
    term = rebuild(term, lambda child: opened(subject, child, scope))

    def known(truth: n.Term) -> bool:
        return subject.ask(truth, scope=scope).word == "proved"

    match term:
        case n.Cases(values, conditions, otherwise):
            for value, condition in zip(values, conditions, strict=True):
                if known(condition):
                    return value
                if not known(n.Not(condition)):
                    return term
            return term if otherwise is None else otherwise
        case n.Apply(n.Symbol("abs" | "sign" as name), (u,)):
            for truth, factor in ((n.Relation(">", u, ZERO), ONE), (n.Relation("<", u, ZERO), minus(ONE))):
                if known(truth):
                    return times(factor, u) if name == "abs" else factor
        case n.Apply(n.Symbol("max" | "min" as name), (u, v)):
            for larger, smaller in ((u, v), (v, u)):
                if known(n.Relation(">=", larger, smaller)):
                    return larger if name == "max" else smaller
    return term
