"""Equations that hold for every value of a variable: their instances, and constants that make them hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.proof import Failure, OutOfReach, Undetermined
from symloss.kernel.proving.definedness import ZERO as NOUGHT
from symloss.kernel.proving.definedness import literal, needs
from symloss.kernel.proving.differentiate import differentiate
from symloss.kernel.proving.expand import Expander, expander
from symloss.kernel.proving.field import Field, Refine
from symloss.kernel.proving.goals import Goal, Trial
from symloss.kernel.proving.hypotheses import Fact, facts_of, teach
from symloss.kernel.proving.lattice import Contradiction, Signs
from symloss.kernel.proving.linear import solve
from symloss.kernel.proving.normal import normal
from symloss.kernel.proving.quotient import Quotient
from symloss.kernel.proving.signs import sign_of_polynomial
from symloss.kernel.proving.whole import settle_whole
from symloss.kernel.verdict import Condition
from symloss.term import nodes as n
from symloss.term import statement as st
from symloss.term.sorting import sort_of
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, substitute


@dataclass(frozen=True)
class Terms:
    """The differences of the sides of two equations, expanded, and the facts that do not speak of the variable."""

    premise: n.Term
    claim: n.Term
    facts: list[Fact]
    names: Expander


Check = Callable[[Field, Quotient, Quotient, Terms], Failure | None]


def instance(step: st.Instance, statement: Statement, of: Trial) -> Failure | None:
    """Put a value for a variable in an equation that is polynomial in it and holds for all its values."""

    def check(field: Field, before: Quotient, after: Quotient, terms: Terms) -> Failure | None:
        number = field.numbers.get(step.variable)
        put = terms.names.expand(step.value)
        if number is None:
            instance = before
        else:
            _check_polynomial(field, before, step.variable, number)
            instance = field.put(before, {number: field.of(put)})
        if instance.is_zero or after.is_zero:
            return None if after.is_zero else Failure("the instance says 0 = 0, which does not give the claim")
        ratio = field.reduce(after / instance)
        if sign_of_polynomial(ratio.bottom, field) & 2:
            left = field.term(instance)
            return Failure(f"the instance says {left} = 0, which is not the claim")
        said = substitute(terms.premise, {step.variable: put})
        _record(n.Mul((field.term(ratio), said)), terms.claim, terms, of)
        return None

    method = f"instance {step.variable} = {step.value}"
    return _law((step.premise, step.claim), step.variable, statement, of, check, method)


def constants(step: st.Ansatz, statement: Statement, of: Trial) -> Failure | None:
    """Find the constants of an ansatz: the equation is polynomial in the variable, so its coefficients vanish."""

    def check(field: Field, before: Quotient, after: Quotient, terms: Terms) -> Failure | None:
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
        put: dict[n.Term, n.Term] = {
            u: field.term(v) for u, v in zip(step.unknowns, found, strict=True) if v is not None
        }
        _record(substitute(terms.premise, put), NOUGHT, terms, of)
        return None

    return _law((step.claim, step.claim), step.variable, statement, of, check, "comparison of coefficients")


def _record(left: n.Term, right: n.Term, terms: Terms, of: Trial) -> None:
    """Keep, for the replay, what an instance comes down to: an equation of its own."""
    if not of.record:
        return
    used = replace(of, lenient=True, used={}, natural={}, one_sided={}, cases=[], methods={}, smooth=set())
    goal = Goal(left, "=", right, tuple(needs(left)), tuple(needs(right)))
    try:
        settle_whole(goal, terms.facts, used)
    except (Contradiction, OutOfReach):
        return


def difference(relation: n.Relation) -> n.Term:
    """Return left - right."""
    return n.Add((relation.left, n.Neg(relation.right)))


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
    names = expander(statement, (premise, claim), held=held)
    sides = [names.expand(difference(relation)) for relation in (premise, claim)]
    known = facts_of(statement, names)
    if _few_values([f.truth for f in known if variable in free_symbols(f.truth)], variable):
        raise OutOfReach(f"the equation may hold for a few values of {variable} only")
    facts = [f for f in known if not {s.name for s in free_symbols(f.truth)} & held]
    for _ in range(12):
        field = Field(of.limits, of.hints, Signs(), normal, of.deadline)
        try:
            teach(field, facts, statement.scope, sides)
            terms = Terms(sides[0], sides[1], facts, names)
            failure = check(field, field.reduce(field.of(sides[0])), field.reduce(field.of(sides[1])), terms)
        except Refine:
            continue
        except Undetermined as error:
            raise OutOfReach(str(error)) from error
        if failure is None:
            if any(field.used.values()):
                raise OutOfReach("what converges for some values only")
            of.alive += 1
            of.used.update({Condition(text, origin): None for text, origin in field.used})
            of.methods[method] = None
        return failure
    raise OutOfReach("exponents that need ever finer kernels")


def _few_values(facts: list[n.Term], variable: n.Symbol) -> bool:
    """Return whether facts may leave only finitely many values of a variable.

    A polynomial that vanishes on an interval vanishes everywhere. What is open is
    empty or infinite; of closed conditions only numbers on either side are allowed.
    """
    lower: list[Fraction] = []
    upper: list[Fraction] = []
    for fact in facts:
        match fact:
            case n.Relation("!="):
                continue
            case n.Relation("<" | "<=" | ">" | ">=" as op, left, right) if variable in (left, right):
                below = (op[0] == "<") == (right == variable)
                bound = literal(left if right == variable else right)
                if bound is not None:
                    (lower if below else upper).append(bound)
                elif len(op) > 1:
                    return True
            case n.Relation("<" | ">"):
                continue
            case _:
                return True
    return bool(lower and upper) and max(lower) >= min(upper)


def _check_polynomial(field: Field, value: Quotient, variable: n.Symbol, number: int) -> None:
    others = [i for i in field.supports(value) if i != number and field.mentions(i, variable)]
    if others or value.bottom.degrees()[number]:
        raise OutOfReach(f"the equation is not polynomial in {variable}")


def _held(premise: n.Relation, claim: n.Relation, variable: n.Symbol, statement: Statement) -> Iterator[str]:
    """Yield the defined names that mention the variable and can take any value whatever the variable is.

    In z = w*x + b the free b makes up for every change of x, if nothing else speaks of b.
    """
    scope = statement.scope
    names = expander(statement, (premise, claim))
    for name, definition in sorted(scope.definitions.items()):
        if name == variable.name or definition.parameters or variable not in free_symbols(definition.body):
            continue
        body = names.expand(definition.body)
        inner = replace(names, held=frozenset({name, variable.name}))
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
