r"""Observations: where the y of a model y = X \beta + \epsilon, or of y = w x + b, is data, and does not move.

A claim that differentiates a quantity made of y or of \epsilon is about any y: \epsilon is y - X \beta. What
differentiates y itself is about the model, dy/dx = w. And whoever writes the residual y - (w x + b) does not mean zero:
its y is no value of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name, derivatives, is_zero, names_in, unfolded_names
from symloss.proofs.judging.relevance import without
from symloss.proofs.judging.variables import terms_of
from symloss.term import nodes as n
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

Judged = Callable[[Statement], Verdict]
_LETTERS = frozenset({"epsilon", "varepsilon"})  # of which a lone summand may be noise though nothing says so


@dataclass(frozen=True)
class Observed:
    """A statement in which names are data. unsaid: what has to be so, where the text does not speak of noise.

    model: the statement in which they are values of the model, if it may be about these; exact: that they are.
    """

    statement: Statement
    unsaid: tuple[Condition, ...] = ()
    model: Statement | None = None
    exact: tuple[Condition, ...] = ()

    def judged(self, verdict: Verdict, judged: Judged) -> Verdict:
        """Return the verdict on the claim from that on the statement."""
        if verdict.word in ("proved", "conditional"):
            return (
                replace(verdict, word="conditional", conditions=(*self.unsaid, *verdict.conditions))
                if self.unsaid
                else verdict
            )
        if verdict.refuted and self.unsaid:
            return Verdict("undecided", message=f"false if {self.unsaid[0].text}: say what is observed")
        found = judged(self.model) if self.model is not None else verdict
        if found.word in ("proved", "conditional"):
            return replace(found, word="conditional", conditions=(*self.exact, *found.conditions))
        return verdict


def observed(statement: Statement, noise: frozenset[str], judged: Judged) -> Observed | None:
    """Return a claim with its observations as data, if it has any; noise: names that are called so."""
    return _with_noise(statement, noise) or _with_residuals(statement, judged)


# --- y = f + noise -----------------------------------------------------------------------


def _with_noise(statement: Statement, noise: frozenset[str]) -> Observed | None:
    scope = statement.scope
    by, own, made_of = _moving(statement)
    definitions = dict(scope.definitions)
    unsaid: list[Condition] = []
    for name, definition in sorted(scope.definitions.items()) if by else ():
        error = _error(definition, scope, noise)
        letter = base_name(error) if error is not None else ""
        moved = sorted(by & unfolded_names(definition.body, scope))
        if error is None or not moved or {name, letter} & (by | own) or not {name, letter} & made_of:
            continue
        del definitions[name]
        definitions |= {d.name: d for d in _defining(error, definition, scope)}
        if _stem(letter) not in noise:
            unsaid += [Condition(f"{name} does not depend on {variable}", "found") for variable in moved]
    if definitions == scope.definitions or any(_is_random(term, scope) for term in terms_of(statement)):
        return None
    return Observed(replace(statement, scope=replace(scope, definitions=definitions)), tuple(unsaid))


def _error(definition: Definition, scope: Scope, noise: frozenset[str]) -> n.Term | None:
    """Return the noise that is added to a model: a name that nothing defines, for the same number of a sample."""
    body = definition.body
    if isinstance(body, n.Bind) and body.kind == "vector":
        body = body.body  # a number is added to each entry
    if not isinstance(body, n.Add) or definition.kind == "function":
        return None
    found = [term for term in body.terms if _is_noise(term, definition, scope, noise)]
    return found[0] if len(found) == 1 else None


def _is_noise(term: n.Term, definition: Definition, scope: Scope, noise: frozenset[str]) -> bool:
    name = base_name(term)
    if name in scope.definitions or _stem(name) not in noise | _LETTERS:
        return False
    if isinstance(term, n.Indexed):
        return isinstance(term.base, n.Symbol) and term.indices == definition.parameters
    return isinstance(term, n.Symbol) and not definition.parameters


def _defining(error: n.Term, definition: Definition, scope: Scope) -> Iterator[Definition]:
    """Yield what defines the noise of a model for every y, if it is as long as y."""
    whole = scope.symbols.get(definition.name)
    if whole is None or not isinstance(definition.body, n.Add):
        return
    seen = n.Indexed(whole, definition.parameters) if definition.parameters else whole
    rest = (n.Neg(term) for term in definition.body.terms if term is not error)
    yield Definition(base_name(error), n.Add((seen, *rest)), definition.parameters, definition.kind)


def _moving(statement: Statement) -> tuple[set[str], set[str], frozenset[str]]:
    """Return what a claim differentiates by, what it differentiates by name, and all that this is made of."""
    slopes = [slope for term in terms_of(statement) for slope in derivatives(term)]
    by = {s.name for slope in slopes for s in free_symbols(slope.variable) if s.sort != INDEX}
    made_of = frozenset().union(*(unfolded_names(slope.body, statement.scope) for slope in slopes))
    return by, {base_name(slope.body) for slope in slopes}, made_of


# --- y - f, where y is defined as f ------------------------------------------------------


def _with_residuals(statement: Statement, judged: Judged) -> Observed | None:
    scope = statement.scope
    by, own, _ = _moving(statement)
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None or (not by and isinstance(claim, n.Relation) and is_zero(claim.right)):
        return None  # whoever claims that y - (w x + b) is zero says what y is
    reached = sorted(unfolded_names(claim, scope) & scope.definitions.keys())
    terms = [*terms_of(statement), *(scope.definitions[k].body for k in reached)]
    data = [name for term in terms for name in _vanishing(term, scope, judged) if name not in by | own]
    if not data:
        return None
    exact = (Condition(f"{k} is {scope.definitions[k].body}, and no data", "found") for k in dict.fromkeys(data))
    scope = replace(scope, depends={k: on for k, on in scope.depends.items() if k not in data})
    return Observed(without(replace(statement, scope=scope), data), (), None if by else statement, tuple(exact))


def _vanishing(term: n.Term, scope: Scope, judged: Judged) -> Iterator[str]:
    r"""Yield the y of the residuals y - (w x + b), y - \hat y in a term that are zero by what defines y."""
    for part in subterms(term):
        found = [base_name(name) for name, rest in _solved(part) if _is_model(name, rest, scope, judged)]
        told = [name for name in found if not name.startswith("hat_")]
        yield from told[:1] if len(told) == 1 else ()  # of two of them either may be the data


def _solved(term: n.Term) -> Iterator[tuple[n.Term, n.Term]]:
    """Yield y and w x + b of the y - w x - b, and so on for each of its summands."""
    for k, summand in enumerate(term.terms if isinstance(term, n.Add) else ()):
        others = (*term.terms[:k], *term.terms[k + 1 :])  # type: ignore[attr-defined]
        rest = (
            others
            if isinstance(summand, n.Neg)
            else tuple(o.term if isinstance(o, n.Neg) else n.Neg(o) for o in others)
        )
        yield summand.term if isinstance(summand, n.Neg) else summand, rest[0] if len(rest) == 1 else n.Add(rest)


def _is_model(name: n.Term, rest: n.Term, scope: Scope, judged: Judged) -> bool:
    """Whether a name was defined to be the rest of a residual."""
    definition = scope.definitions.get(base_name(name))
    if definition is None or definition.kind == "function" or isinstance(definition.body, n.Symbol | n.Number):
        return False
    made_of = free_symbols(definition.body) - {*definition.parameters}
    letters = {s.name for s in made_of if s.sort != INDEX}  # as many entries as there are samples tells nothing
    if not letters or not letters <= unfolded_names(rest, scope):
        return False
    claim = n.Relation("=", name, rest)
    try:
        sort_of(claim)
    except SortError:
        return False
    return judged(Statement(replace(scope, domain=()), Identity(claim))).proved


def _stem(name: str) -> str:
    return name.partition("_")[0]


def _is_random(term: n.Term, scope: Scope) -> bool:
    """Whether an expectation or an integral is taken: noise is no matter of data there."""
    reached = [term, *(scope.definitions[k].body for k in unfolded_names(term, scope) & scope.definitions.keys())]
    names = {name.removeprefix("bb_") for part in reached for name in names_in(part)}
    return bool(names & {"E", "Var", "Cov"}) or any(_binds(part) for part in reached)


def _binds(term: n.Term) -> bool:
    return any(isinstance(p, n.Integral) or (isinstance(p, n.Bind) and p.kind == "expectation") for p in subterms(term))
