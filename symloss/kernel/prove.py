"""Proofs: one function for each kind of step. `prove` never raises and never guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.definedness import literal
from symloss.kernel.differentiate import differentiate
from symloss.kernel.expand import Expander
from symloss.kernel.field import Field, Refine
from symloss.kernel.hypotheses import Fact, facts_of, teach
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.linear import solve
from symloss.kernel.lower import indices_of
from symloss.kernel.normal import normal
from symloss.kernel.proof import Failure, OutOfReach, Proof, Undetermined
from symloss.kernel.quotient import Quotient
from symloss.kernel.settle import Goal, Trial, goal_of, settle_whole, trial
from symloss.kernel.signs import Contradiction, Signs, sign_of_polynomial
from symloss.term import nodes as n
from symloss.term import statement as st
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, subterms

Check = Callable[[Field, Quotient, Quotient, Expander], Failure | None]
ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))


def prove(
    statement: Statement, limits: Limits = LIMITS, *, lenient: bool = False, record: bool = False
) -> Proof | Failure:
    """Return a proof of the statement's step, or why there is none.

    `lenient` takes conditions into the natural domain without which a term may still
    have a value (a positive base under a symbolic exponent); they are listed.
    The proof holds for every size K and at every point of the domain where both sides
    have a value. Whether the hypotheses can be true at all is for the caller to show.
    `record` keeps the certificate that `symloss.kernel.replay` does the proof again from.
    """
    of = trial(statement.scope, limits, lenient, record)
    try:
        failure = _prove(statement.step, statement, of)
    except Contradiction:
        return Failure("the hypotheses contradict each other", contradiction=True)
    except (OutOfReach, SortError) as error:
        return Failure(f"outside: {error}")
    except RecursionError:
        return Failure("outside: nested too deeply")
    if failure is not None:
        return failure
    if not of.alive:
        return Failure("the hypotheses contradict each other", contradiction=True)
    return of.proof()


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
    claim = _without_integrals(claim)
    sort_of(claim)
    facts_expander = _expander(statement, (claim, *must))
    facts = [*facts_of(statement, facts_expander), *_places(claim)]
    taken = facts_expander.taken | {n.Symbol(name, INDEX) for name in statement.scope.symbols}
    shape = sort_of(claim.left).shape
    for indices in indices_of(sort_of(claim.left), taken, of.limits.size):
        goal = _goal(claim, indices, statement, must)
        places = [_place(index, length) for index, length in zip(indices, shape, strict=True)]
        failure = settle_whole(goal, [*facts, *places], of)
        if failure is not None:
            return failure
    return None


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
    left_of, right_of = (_expander(statement, (claim, *must), letters) for _ in range(2))
    left, right = left_of.entry(claim.left, indices), right_of.entry(claim.right, indices)
    wanted = tuple(n.Relation(m.op, right_of.expand(m.left), right_of.expand(m.right)) for m in must)
    return goal_of(claim, left, right, (tuple(left_of.seams), tuple(right_of.seams)), wanted)


def _expander(
    statement: Statement,
    terms: tuple[n.Term, ...],
    letters: frozenset[n.Symbol] = frozenset(),
    held: frozenset[str] = frozenset(),
) -> Expander:
    """Return an expander that keeps bound names apart from all names in use."""
    bodies = [free_symbols(d.body) - set(d.parameters) for _, d in sorted(statement.scope.definitions.items())]
    taken = letters.union(*(free_symbols(t) for t in terms), *(free_symbols(f.truth) for f in statement.facts), *bodies)
    return Expander(statement.scope, LIMITS, taken, held)


# --- antiderivatives ----------------------------------------------------------------------------


@_prove.register
def _(step: st.Antiderivative, statement: Statement, of: Trial) -> Failure | None:
    claim = n.Relation("=", n.Derivative(step.value, step.variable), step.integrand)
    return _relation(claim, statement, of)


def _without_integrals(claim: n.Relation) -> n.Relation:
    """Return an equation between indefinite integrals with both sides differentiated: equal up to a constant."""
    found = {t.variable for t in subterms(claim) if isinstance(t, n.Integral) and t.upper is None}
    if not found:
        return claim
    if len(found) > 1 or claim.op != "=":
        raise OutOfReach("integrals by several variables")
    (variable,) = found
    return n.Relation("=", _differentiated(claim.left, variable), _differentiated(claim.right, variable))


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
    before, after, factor = _difference(step.premise), _difference(step.claim), step.factor
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


def _difference(relation: n.Relation) -> n.Term:
    return n.Add((relation.left, n.Neg(relation.right)))


# --- equations for every value of a variable ------------------------------------------------------------


@_prove.register
def _(step: st.Instance, statement: Statement, of: Trial) -> Failure | None:
    """Put a value for a variable in an equation that is polynomial in it and holds for all its values."""

    def check(field: Field, before: Quotient, after: Quotient, of_expander: Expander) -> Failure | None:
        number = field.numbers.get(step.variable)
        if number is None:
            instance = before
        else:
            _check_polynomial(field, before, step.variable, number)
            value = field.of(of_expander.expand(step.value))
            instance = field.put(before, {number: value})
        if instance.is_zero or after.is_zero:
            return None if after.is_zero else Failure("the instance says 0 = 0, which does not give the claim")
        ratio = field.reduce(after / instance)
        if sign_of_polynomial(ratio.bottom, field) & 2:
            left = field.term(instance)
            return Failure(f"the instance says {left} = 0, which is not the claim")
        return None

    method = f"instance {step.variable} = {step.value}"
    return _law((step.premise, step.claim), step.variable, statement, of, check, method)


@_prove.register
def _(step: st.Ansatz, statement: Statement, of: Trial) -> Failure | None:
    """Check the constants that are given, or find them: the equation is polynomial in the variable."""
    if step.solution is not None:
        if any(step.variable in free_symbols(value) for value in step.solution):
            return Failure(f"a constant that depends on {step.variable}")
        definitions = tuple(Definition(u.name, v) for u, v in zip(step.unknowns, step.solution, strict=True))
        return _truth(step.claim, replace(statement, scope=statement.scope.define(*definitions)), of)

    def check(field: Field, before: Quotient, after: Quotient, of_expander: Expander) -> Failure | None:
        number = field.numbers.get(step.variable)
        if number is None:
            raise OutOfReach(f"an ansatz without {step.variable}")
        top = field.ring.polynomial(before.top)
        _check_polynomial(field, top, step.variable, number)
        found = solve(field, before.top, number, [field.numbers.get(u) for u in step.unknowns])
        if found is None:
            return Failure("there are no such constants")
        texts = [f"{u} = {field.term(v)}" for u, v in zip(step.unknowns, found, strict=True) if v is not None]
        of.methods[f"constants found: {', '.join(texts)}"] = None
        return None

    return _law((step.claim, step.claim), step.variable, statement, of, check, "comparison of coefficients")


def _law(
    equations: tuple[n.Relation, n.Relation],
    variable: n.Symbol,
    statement: Statement,
    of: Trial,
    check: Check,
    method: str,
) -> Failure | None:
    """Run `check` on the differences of the sides of two equations, with the variable a generator of its own."""
    premise, claim = equations
    if premise.op != "=" or claim.op != "=" or sort_of(premise.left).shape:
        raise OutOfReach("an instance of something that is not an equation of numbers")
    held = frozenset({variable.name, *_held(premise, claim, variable, statement)})
    expander = _expander(statement, (premise, claim), held=held)
    sides = [expander.expand(_difference(relation)) for relation in (premise, claim)]
    facts = [f for f in facts_of(statement, expander) if not {s.name for s in free_symbols(f.truth)} & held]
    for _ in range(12):
        field = Field(of.limits, of.hints, Signs(), normal, of.deadline)
        try:
            teach(field, facts, statement.scope, sides)
            failure = check(field, field.reduce(field.of(sides[0])), field.reduce(field.of(sides[1])), expander)
        except Refine:
            continue
        except Undetermined as error:
            raise OutOfReach(str(error)) from error
        if failure is None:
            of.alive += 1
            of.methods[method] = None
        return failure
    raise OutOfReach("exponents that need ever finer kernels")


def _check_polynomial(field: Field, value: Quotient, variable: n.Symbol, number: int) -> None:
    others = [i for i in field.supports(value) if i != number and field.mentions(i, variable)]
    if others or value.bottom.degrees()[number]:
        raise OutOfReach(f"the equation is not polynomial in {variable}")


def _held(premise: n.Relation, claim: n.Relation, variable: n.Symbol, statement: Statement) -> Iterator[str]:
    """Yield the defined names that mention the variable and can take any value whatever the variable is.

    In z = w*x + b the free b makes up for every change of x, if nothing else speaks of b.
    """
    scope = statement.scope
    expander = _expander(statement, (premise, claim))
    for name, definition in sorted(scope.definitions.items()):
        if name == variable.name or definition.parameters or variable not in free_symbols(definition.body):
            continue
        body = expander.expand(definition.body)
        inner = replace(expander, held=frozenset({name, variable.name}))
        spoken = free_symbols(inner.expand(premise)) | free_symbols(inner.expand(claim))
        for fact in statement.facts:
            spoken |= free_symbols(fact.truth)
        if not any(
            symbol not in spoken and (literal(differentiate(body, symbol, [])) or 0) != 0
            for symbol in sorted(free_symbols(body), key=lambda s: s.name)
            if symbol.sort == variable.sort
        ):
            raise OutOfReach(f"{name} depends on {variable}, so {variable} cannot vary alone")
        yield name
