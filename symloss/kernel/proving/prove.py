"""Proofs: one function for each kind of step. `prove` never raises and never guesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.proof import EXCHANGED, UNDER_INTEGRAL, Failure, OutOfReach, Proof
from symloss.kernel.proving.expand import expander
from symloss.kernel.proving.field import Hints
from symloss.kernel.proving.goals import Goal, Trial, goal_of, trial
from symloss.kernel.proving.hypotheses import Fact, facts_of
from symloss.kernel.proving.instances import constants, difference, instance
from symloss.kernel.proving.lattice import Contradiction
from symloss.kernel.proving.lower import indices_of
from symloss.kernel.proving.turning import turned
from symloss.kernel.proving.whole import settle_whole
from symloss.kernel.verdict import Condition
from symloss.term import nodes as n
from symloss.term import statement as st
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, subterms

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))


def prove(
    statement: Statement,
    limits: Limits = LIMITS,
    *,
    lenient: bool = False,
    record: bool = False,
    thorough: bool = True,
    hints: Hints | None = None,
) -> Proof | Failure:
    """Return a proof of the statement's step, or why there is none.

    `thorough` shows inequalities also by slopes and summand by summand; without it the answer comes sooner.
    `lenient` takes conditions into the natural domain without which a term may still
    have a value (a positive base under a symbolic exponent); they are listed.
    The proof holds for every size K and at every point of the domain where both sides
    have a value. Whether the hypotheses can be true at all is for the caller to show.
    `record` keeps the certificate that `symloss.kernel.replaying.replay` does the proof again from.
    `hints`: what attempts at the same statement learnt before, and what this one learns for the next.
    """
    of = trial(statement.scope, limits, lenient, record, thorough)
    of.hints = of.hints if hints is None else hints
    try:
        failure = _prove(statement.step, statement, of)
    except Contradiction:
        return Failure("the hypotheses contradict each other", contradiction=True)
    except (OutOfReach, SortError) as error:
        failure = Failure(f"outside: {error}")
    except RecursionError:
        failure = Failure("outside: nested too deeply")
    if failure is not None:
        return replace(failure, final=_is_equation(statement.step) and (of.exact or of.deadline.passed))
    if not of.alive:
        return Failure("the hypotheses contradict each other", contradiction=True)
    return of.proof()


def _is_equation(step: st.Step) -> bool:
    return isinstance(step, st.Identity) and isinstance(step.claim, n.Relation) and step.claim.op == "="


@singledispatch
def _prove(step: st.Step, statement: Statement, of: Trial) -> Failure | None:
    raise TypeError(f"no way to prove a {type(step).__name__}: was a new step added?")


@_prove.register(st.Define)
@_prove.register(st.Assume)
def _(step: st.Define | st.Assume, statement: Statement, of: Trial) -> Failure | None:
    return Failure("it is listed, there is nothing to prove")


@_prove.register
def _(step: st.Identity, statement: Statement, of: Trial) -> Failure | None:
    return _truth(step.claim, statement, of)


# --- truths -----------------------------------------------------------------------------------


def _truth(claim: n.Term, statement: Statement, of: Trial) -> Failure | None:
    """Settle any truth by settling relations."""
    match claim:
        case n.Relation():
            return _relation(claim, statement, of)
        case n.And(truths):
            return _all(_truth(part, statement, of) for part in truths)
        case n.Implies(premise, conclusion):
            supposed = (*statement.hypotheses, Hypothesis(premise, "premise"))
            return _truth(conclusion, replace(statement, hypotheses=supposed), of)
        case n.Or(truths):
            return _any(truths, statement, of)
        case n.Member(term, n.Interval(low, high, open_low, open_high)):
            ends = [
                n.Relation(">" if open_low else ">=", term, low),
                n.Relation("<" if open_high else "<=", term, high),
            ]
            infinite = (n.Constant("inf"), n.Neg(n.Constant("inf")))
            of.alive += all(end.right in infinite for end in ends)
            return _all(_truth(end, statement, of) for end in ends if end.right not in infinite)
        case n.Member(term, n.FiniteSet(elements)):
            distances = tuple(n.Add((term, n.Neg(e))) for e in elements)
            product = distances[0] if len(distances) == 1 else n.Mul(distances)
            return _truth(n.Relation("=", product, ZERO), statement, of)
        case n.Not(n.Relation(op, left, right)) if op in _OPPOSITE:
            return _truth(n.Relation(_OPPOSITE[op], left, right), statement, of)
    raise OutOfReach(f"a claim of the kind {type(claim).__name__}")


_OPPOSITE: dict[str, n.RelationOp] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _all(results: Iterator[Failure | None]) -> Failure | None:
    for failure in results:
        if failure is not None:
            return failure
    return None


def _any(truths: tuple[n.Term, ...], statement: Statement, of: Trial) -> Failure | None:
    failure: Failure | None = Failure("none of the alternatives was proved")
    for part in truths:
        failure = _truth(part, statement, of)
        if failure is None:
            return None
    return failure


def _relation(claim: n.Relation, statement: Statement, of: Trial, must: tuple[n.Relation, ...] = ()) -> Failure | None:
    """Settle a relation of numbers, or of arrays entry by entry."""
    claim = _without_antiderivatives(claim)
    _check_what_moves(claim, statement)
    sort_of(claim)
    facts_expander = expander(statement, (claim, *must))
    facts = [*facts_of(statement, facts_expander), *_places(claim)]
    taken = facts_expander.taken | {n.Symbol(name, INDEX) for name in statement.scope.symbols}
    shape = sort_of(claim.left).shape
    for indices in indices_of(sort_of(claim.left), taken, of.limits.size):
        goal = _goal(claim, indices, statement, must)
        of.exact &= all(need.exact for need in (*goal.left_needs, *goal.right_needs))
        places = [_place(index, length) for index, length in zip(indices, shape, strict=True)]
        failure = settle_whole(goal, [*facts, *places], of)
        if failure is not None:
            return failure
    of.used.update(dict.fromkeys(_exchanges(claim, statement)))
    return None


def _check_what_moves(claim: n.Relation, statement: Statement) -> None:
    """Raise OutOfReach if a fact, no definition, ties something below an integral to its variable: y = x^2."""
    for part in subterms(claim):
        if isinstance(part, n.Integral):
            inside = free_symbols(part.body) - {part.variable}
            for tied in (free_symbols(fact.truth) for fact in statement.facts):
                if part.variable in tied and any(s.sort not in (FUNCTION, INDEX) for s in tied & inside):
                    raise OutOfReach(f"it is open whether what {part.variable} is tied to moves with it")


def _exchanges(claim: n.Relation, statement: Statement) -> Iterator[Condition]:
    """Yield what a derivative of an expectation or integral rests on, in the claim or in what its names stand for."""
    bodies = [d.body for name, d in sorted(statement.scope.definitions.items())]
    inside = [part for term in (claim, *bodies) for part in subterms(term)]
    if not any(isinstance(part, n.Derivative) for part in inside):
        return
    if any(isinstance(part, n.Bind) and part.kind == "expectation" for part in inside):
        yield EXCHANGED
    if any(isinstance(part, n.Integral) for part in inside):
        yield UNDER_INTEGRAL


def _places(claim: n.Relation) -> Iterator[Fact]:
    """Yield where the indices of a claim lie: those that count an axis of length n, in 1..n."""
    for part in subterms(claim):
        if isinstance(part, n.Indexed) and isinstance(part.base, n.Symbol):
            for index, length in zip(part.indices, part.base.sort.shape, strict=False):
                if isinstance(index, n.Symbol) and index in free_symbols(claim):
                    yield _place(index, length)


def _place(index: n.Term, length: n.Term) -> Fact:
    return Fact(n.Member(index, n.Range(ONE, length)), (), "", "natural domain")


def _goal(claim: n.Relation, indices: tuple[n.Term, ...], statement: Statement, must: tuple[n.Relation, ...]) -> Goal:
    letters = frozenset(i for i in indices if isinstance(i, n.Symbol))
    left_of, right_of = (expander(statement, (claim, *must), letters) for _ in range(2))
    left, right = turned(left_of.entry(claim.left, indices)), turned(right_of.entry(claim.right, indices))
    wanted = tuple(n.Relation(m.op, right_of.expand(m.left), right_of.expand(m.right)) for m in must)
    return goal_of(claim, left, right, (tuple(left_of.seams), tuple(right_of.seams)), wanted)


# --- antiderivatives ----------------------------------------------------------------------------


@_prove.register
def _(step: st.Antiderivative, statement: Statement, of: Trial) -> Failure | None:
    if any(map(_is_indefinite, subterms(step.value))):  # by parts: nothing differentiates one beside others
        return _relation(n.Relation("=", n.Integral(step.integrand, step.variable), step.value), statement, of)
    claim = n.Relation("=", n.Derivative(step.value, step.variable), step.integrand)
    return _relation(claim, statement, of)


def _without_antiderivatives(claim: n.Relation) -> n.Relation:
    """Return an equation between indefinite integrals with both sides differentiated: equal up to a constant.

    An integral without ends in a logarithm or the like is none of them: it is over all values there are.
    """
    found = {t.variable for t in subterms(claim) if isinstance(t, n.Integral) and _is_indefinite(t)}
    if len(found) != 1 or claim.op != "=":
        return claim
    (variable,) = found
    if all(any(map(_is_indefinite, subterms(side))) for side in (claim.left, claim.right)):
        apart = (t for side in (claim.left, claim.right) for t in (side.terms if isinstance(side, n.Add) else (side,)))
        if any(variable not in free_symbols(t) and not any(map(_is_indefinite, subterms(t))) for t in apart):
            return claim  # one integral on both sides and a constant: they are not meant up to one
    slopes = n.Relation("=", _differentiated(claim.left, variable), _differentiated(claim.right, variable))
    return claim if any(map(_is_indefinite, subterms(slopes))) else slopes


def _is_indefinite(term: n.Term) -> bool:
    return isinstance(term, n.Integral) and term.upper is None


def _differentiated(term: n.Term, variable: n.Symbol) -> n.Term:
    match term:
        case n.Integral(body, v, None, None) if v == variable:
            return body
        case n.Neg(inner):
            return n.Neg(_differentiated(inner, variable))
        case n.Add(terms):
            return n.Add(tuple(_differentiated(t, variable) for t in terms))
        case n.Mul(factors):
            inside = [f for f in factors if any(isinstance(t, n.Integral) for t in subterms(f))]
            others = [f for f in factors if f not in inside]
            if len(inside) == 1 and all(variable not in free_symbols(f) for f in others):
                return n.Mul((*others, _differentiated(inside[0], variable)))
    return n.Derivative(term, variable)


# --- solutions ------------------------------------------------------------------------------------


@_prove.register
def _(step: st.Solution, statement: Statement, of: Trial) -> Failure | None:
    """Put the value for the unknown in every equation, and in every hypothesis that speaks of it."""
    unknown = step.unknown
    scope = statement.scope
    if unknown.name in {s.name for s in free_symbols(step.value)}:
        raise OutOfReach(f"a value of {unknown.name} that mentions {unknown.name}")
    about = [h for h in statement.facts if unknown in free_symbols(h.truth)]
    solved = replace(
        scope.define(Definition(unknown.name, step.value)),
        depends={name: on for name, on in scope.depends.items() if name != unknown.name},
        domain=tuple(h for h in scope.domain if h not in about),
    )
    kept = tuple(h for h in statement.hypotheses if h not in about)
    put_in = replace(statement, scope=solved, hypotheses=kept)
    claims = dict.fromkeys((*step.equations, *(h.truth for h in about)))
    if not claims:
        return Failure("no equation is named that the solution satisfies")
    return _all(_truth(claim, put_in, of) for claim in claims)


# --- equations from equations -------------------------------------------------------------------------


@_prove.register
def _(step: st.Consequence, statement: Statement, of: Trial) -> Failure | None:
    """Compare the differences of the sides: the claim's is the premise's, times or over the factor."""
    failure = _operated(step, statement, of)
    if failure is None or step.operation != "rewrite":
        return failure
    supposed = replace(statement, hypotheses=(*statement.hypotheses, Hypothesis(step.premise, "the equation before")))
    return _truth(step.claim, supposed, of)


def _operated(step: st.Consequence, statement: Statement, of: Trial) -> Failure | None:
    before, after, factor = difference(step.premise), difference(step.claim), step.factor
    if step.operation in ("multiply", "divide"):
        if factor is None:
            raise OutOfReach(f"nothing is said to {step.operation} by")
        equation = step.premise.op in ("=", "!=")
        follows = equation and step.operation == "multiply" and step.premise.op == "="  # 0 = 0 does no harm
        must = () if follows else (n.Relation("!=" if equation else ">", factor, ZERO),)
        if step.claim.op != step.premise.op:
            return Failure("the relation sign has changed")
        if step.operation == "multiply":
            return _relation(n.Relation("=", after, n.Mul((factor, before))), statement, of, must)
        return _relation(n.Relation("=", n.Mul((factor, after)), before), statement, of, must)
    if step.claim.op != step.premise.op:
        return Failure("the relation sign has changed")
    return _relation(n.Relation("=", after, before), statement, of)


# --- equations for every value of a variable ------------------------------------------------------------


@_prove.register
def _(step: st.Instance, statement: Statement, of: Trial) -> Failure | None:
    return instance(step, statement, of)


@_prove.register
def _(step: st.Ansatz, statement: Statement, of: Trial) -> Failure | None:
    """Check the constants that are given, or find them."""
    if step.solution is None:
        return constants(step, statement, of)
    if any(step.variable in free_symbols(value) for value in step.solution):
        return Failure(f"a constant that depends on {step.variable}")
    definitions = tuple(Definition(u.name, v) for u, v in zip(step.unknowns, step.solution, strict=True))
    return _truth(step.claim, replace(statement, scope=statement.scope.define(*definitions)), of)
