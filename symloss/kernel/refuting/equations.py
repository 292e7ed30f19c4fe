"""Facts that say what a name is: `a = sigma(z)`, `p_k = ...` become definitions where a point is sought."""

from __future__ import annotations

from symloss.kernel.facts import Fact
from symloss.kernel.refuting.questions import Question
from symloss.kernel.values.dependence import reach
from symloss.term.nodes import Derivative, Indexed, Relation, Symbol, Term
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.walk import free_symbols, subterms


def define_by_equations(question: Question, facts: list[Fact]) -> tuple[Scope, list[Fact], bool]:
    """Return the scope with the facts `a = sigma(z)`, `p_k = ...` made definitions, and the other facts.

    The last value says whether the claim has two readings: it takes a derivative by
    something of which such a fact, but no definition, says that `a` is made.
    """
    scope, rest, ambiguous = question.scope, [], False
    for fact in facts:
        definition = _definition(fact, scope)
        if definition is None:
            rest.append(fact)
        elif _differentiated(question.claim, definition, scope):
            rest.append(fact)
            ambiguous = True
        else:
            scope = scope.define(definition)
    return scope, rest, ambiguous


def _definition(fact: Fact, scope: Scope) -> Definition | None:
    truth = fact.truth
    if not isinstance(truth, Relation) or truth.op != "=":
        return None
    for left, right in ((truth.left, truth.right), (truth.right, truth.left)):
        base = left.base if isinstance(left, Indexed) else left
        if not isinstance(base, Symbol) or base.sort in (INDEX, FUNCTION) or base.name in scope.definitions:
            continue
        made_of = reach(free_symbols(right), scope)
        if base in made_of or isinstance(right, Symbol) or all(s.sort == INDEX for s in made_of):
            continue
        on = scope.depends.get(base.name)
        if on is not None and not free_symbols(right) <= reach(frozenset(on), scope):
            continue
        if isinstance(left, Symbol) and not left.sort.shape and not fact.letters:
            return Definition(base.name, right)
        letters = tuple(letter for letter, _ in fact.letters)
        if isinstance(left, Indexed) and sorted(left.indices, key=str) == sorted(letters, key=str):
            return Definition(base.name, right, tuple(s for s in left.indices if isinstance(s, Symbol)), "indexed")
    return None


def _differentiated(claim: Term, definition: Definition, scope: Scope) -> bool:
    """Return whether the claim is about the name and takes a derivative by something it is made of."""
    if definition.name in scope.depends or definition.name not in {s.name for s in free_symbols(claim)}:
        return False
    made_of = reach(free_symbols(definition.body) - set(definition.parameters), scope)
    for term in subterms(claim):
        if isinstance(term, Derivative):
            variable = term.variable.base if isinstance(term.variable, Indexed) else term.variable
            if variable in made_of:
                return True
    return False
