"""What a claim takes a name for by custom alone: that is named where it is needed.

A log is the natural one; where a text speaks of logarithms to base 2 without saying which ones it means, that too is a
condition.

Where a text uses sigma and says nowhere what it is, the sigmoid is meant. So a claim is judged as one about the
sigmoid, and then as one about any function: a proof that needs the sigmoid says so, and where the text speaks of
activation functions, which are many, it is a condition. A claim is false only if it is false of whatever else people
call sigma.

And f'(g(x)) is the slope of f at g(x), where some texts mean by it the slope of f(g(x)) by x.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import derivatives, names_in, unfolded_names
from symloss.proofs.names.spoken import Beside
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, SIGMA
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import free_symbols, rebuild

Change = Callable[[Statement], Statement]
LOGISTIC = "sigma is the logistic function"
_ANY = "any"
_RIVALS = ("tanh", "softplus", "softmax")
_PRIME = "_prime"


@dataclass(frozen=True)
class Custom:
    """What a name is taken for. general: a statement that does not do so. rivals: others that take it otherwise.

    plain: whether it is so common that a proof needs to say it only.
    """

    condition: str
    general: Change
    rivals: tuple[tuple[str, Change], ...] = ()
    plain: bool = False


def customs_of(statement: Statement, beside: Beside) -> Iterator[Custom]:
    """Yield the customs that a claim may rest on, as the text speaks beside its formulas."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    reached = unfolded_names(claim, statement.scope) if claim is not None else frozenset()
    if _rests_on_custom(statement, beside.unsaid):
        rivals = tuple((name, _as(name)) for name in _RIVALS)
        yield Custom(LOGISTIC, _as(_ANY), rivals, plain=not beside.activations)
    if beside.bases and claim is not None and _to_base(2)(statement) != statement:
        yield Custom("log is the natural logarithm", _to_base(2), (("the logarithm to base 2", _to_base(2)),))
    if claim is not None and _of_compositions(statement) != statement:
        rivals = (("the derivative of the whole composition", _of_compositions),)
        yield Custom("a prime before brackets is the derivative at what stands in them", _as_it_is, rivals)
    for name in sorted(reached - set(statement.scope.definitions)):
        quantity = name.endswith(_PRIME) and name.removesuffix(_PRIME) in statement.scope.definitions
        by = _by(claim) if quantity and claim is not None else ()
        if by and name not in statement.scope.depends:
            moved = " and ".join(str(s) for s in by)
            yield Custom(f"{name.removesuffix(_PRIME)}' does not depend on {moved}", _depending(name, by))


def may_be_another(statement: Statement, beside: Beside) -> bool:
    """Whether a claim is about the sigmoid only by custom, where the text speaks of activation functions."""
    return beside.activations and _rests_on_custom(statement, beside.unsaid)


def _rests_on_custom(statement: Statement, unsaid: frozenset[str]) -> bool:
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    reached = unfolded_names(claim, statement.scope) if claim is not None else frozenset()
    return SIGMA.name in reached & unsaid - set(statement.scope.definitions) and _applies_sigma(statement)


def by_custom(verdict: Verdict, custom: Custom, judged: Callable[[Change], Verdict]) -> Verdict:
    """Return the verdict with the custom for its condition if it needs it; `judged`: the claim, changed."""
    if verdict.word in ("proved", "conditional"):
        general = judged(custom.general)
        if general.proved or (general.word == verdict.word and general.conditions == verdict.conditions):
            text = f"{SIGMA.name}_{_ANY}"
            conditions = tuple(replace(c, text=c.text.replace(text, SIGMA.name)) for c in general.conditions)
            return replace(verdict, word=general.word, conditions=conditions)
        needed = Condition(custom.condition, "as written" if custom.plain else "found")
        word = verdict.word if custom.plain else "conditional"
        return replace(verdict, word=word, conditions=(needed, *verdict.conditions))
    for name, change in custom.rivals if verdict.refuted else ():
        if judged(change).word in ("proved", "conditional"):
            return Verdict("undecided", message=f"it is false if {custom.condition}, but not of {name}: say which")
    return verdict


def _applies_sigma(statement: Statement) -> bool:
    terms = (*(d.body for d in statement.scope.definitions.values()), *_claimed(statement))
    return any(SIGMA.symbol in free_symbols(term) for term in terms)


def _claimed(statement: Statement) -> tuple[n.Term, ...]:
    return (statement.step.claim,) if isinstance(statement.step, Identity) else ()


def _as(name: str) -> Change:
    """Return the change that puts another function for sigma, or one of which nothing is known."""
    other = n.Symbol(f"{SIGMA.name}_{_ANY}", FUNCTION) if name == _ANY else FUNCTIONS[name].symbol
    of_vectors = name in FUNCTIONS and FUNCTIONS[name].takes == "vector"

    def put(term: n.Term) -> n.Term:
        if term == SIGMA.symbol:
            return other
        if of_vectors and isinstance(term, n.Map) and term.function == SIGMA.symbol:
            return FUNCTIONS[name](put(term.argument))
        return rebuild(term, put)

    return lambda statement: rewritten(statement, put)


def _to_base(base: int) -> Change:
    def put(term: n.Term) -> n.Term:
        inner = rebuild(term, put)
        natural = (
            isinstance(inner, n.Apply) and inner.function == FUNCTIONS["ln"].symbol and names_in(inner.arguments[0])
        )
        return FUNCTIONS["log_base"](*inner.arguments, n.Number(Fraction(base))) if natural else inner  # type: ignore[attr-defined]

    return lambda statement: rewritten(statement, put)


def _as_it_is(statement: Statement) -> Statement:
    return statement


def _of_compositions(statement: Statement) -> Statement:
    """Take f'(g(x)) that is a whole side for the derivative of f(g(x)) by x."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation):
        return statement
    sides = (_of_composition(claim.left), _of_composition(claim.right))
    return replace(statement, step=Identity(replace(claim, left=sides[0], right=sides[1])))


def _of_composition(side: n.Term) -> n.Term:
    match side:
        case n.Apply(n.Prime(function, order), (n.Symbol() | n.Number(),)):
            return side
        case n.Apply(n.Prime(function, order), (inside,)):
            letters = [s for s in sorted(free_symbols(inside), key=str) if s.sort != FUNCTION]
            if len(letters) == 1:
                return n.Derivative(n.Apply(function, (inside,)), letters[0], order)
    return side


def _by(claim: n.Term) -> tuple[n.Symbol, ...]:
    """Return the names that a claim differentiates by."""
    by = {s for d in derivatives(claim) for s in free_symbols(d.variable)}
    return tuple(sorted(by, key=lambda s: s.name))


def _depending(name: str, by: tuple[n.Symbol, ...]) -> Change:
    def change(statement: Statement) -> Statement:
        depends = {**statement.scope.depends, name: by}
        return replace(statement, scope=replace(statement.scope, depends=depends))

    return change
