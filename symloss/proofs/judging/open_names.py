"""Names of which a text says too little for a counterexample to choose their values."""

from __future__ import annotations

from symloss.latex import notation
from symloss.latex import tree as t
from symloss.proofs.discourse.shapes import base_name, derivatives, entries_in, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.judging.relevance import is_variable
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Antiderivative, Identity, Solution
from symloss.term.walk import free_symbols, subterms


def open_name(assertion: Assertion, scope: Scope, memory: Memory) -> str:
    """Return why a refutation does not count: what the text says too little of; or ""."""
    left, right = assertion.left.term, assertion.right.term
    if (
        left is None
        or right is None
        or (assertion.statement is not None and isinstance(assertion.statement.step, Solution))
    ):
        return ""
    if assertion.statement is not None and isinstance(assertion.statement.step, Antiderivative):
        left, right = assertion.statement.step.integrand, assertion.statement.step.value
    mine, theirs = unfolded_names(left, scope), unfolded_names(right, scope)
    if _is_rule(left, right, scope) or (assertion.rule and _is_of_any_functions(left, right, scope)):
        return ""
    for name in sorted(mine | theirs):
        unknown = name in scope.depends and name not in scope.definitions
        if unknown and not is_variable(name, n.Relation("=", left, right), scope):
            return f"the text does not say what {name} is, only that it has a derivative"
    made = [d.body for name, d in sorted(scope.definitions.items()) if name in mine | theirs]
    for derivative in (slope for term in (left, right, *made) for slope in derivatives(term)):
        by = names_in(derivative.variable)
        if names_in(derivative.body) and not by & unfolded_names(derivative.body, scope):
            return f"the text does not say how {derivative.body} depends on {derivative.variable}"
    word = _lone_word(assertion, mine | theirs, scope, memory)
    if word:
        return f"nothing in the text says what {word} is"
    if "D" in mine ^ theirs and "D" not in scope.definitions:
        return "D may be the operator of a derivative"
    step = assertion.statement.step if assertion.statement is not None else None
    for name in sorted(mine | theirs):
        if (name == "E" or name.startswith("E_")) and name not in scope.definitions:
            return f"{name} may be an expectation: say what is random in it"
    unrelated = _unrelated(left, right, mine, theirs, scope) if isinstance(step, Identity) else ""
    if unrelated:
        return unrelated
    sizes = {size.name for s in scope.symbols.values() for d in s.sort.shape for size in free_symbols(d)}
    for name in sorted((mine ^ theirs) - set(FUNCTIONS) - sizes):
        symbol = scope.symbols.get(name) or next(
            (s for s in free_symbols(left) | free_symbols(right) if s.name == name), None
        )
        unknown = symbol is not None and name not in scope.definitions
        if unknown and symbol is not None and symbol.sort == FUNCTION:
            return f"nothing in the text says what the function {name} is"
        if unknown and name in theirs and name not in memory.used:
            return f"nothing in the text says what {name} is"
    for name in sorted(mine & theirs - set(FUNCTIONS) - set(scope.definitions)):
        word = name.split("_")[0]
        if len(word) > 1 and word not in notation.LETTERS and any(s.name == name for s in _applied(left)):
            return f"nothing in the text says what the function {name} is"  # Var is none of our choice, f may be
    solved = _at_two_places(left, right, scope)
    if solved:
        return f"an equation that the function {solved} solves, or a wrong step?"
    called = _called(assertion, scope)
    return f"{called} before brackets may be a function" if called else _swapped(assertion)


def _at_two_places(left: n.Term, right: n.Term, scope: Scope) -> str:
    """Return p of p(x) p'(y) = p'(x) p(y), a function of which nothing is known but what such equations say."""
    moved = {base_name(d.body) for side in (left, right) for d in derivatives(side)}
    places: dict[str, set[n.Term]] = {}
    for part in (*subterms(left), *subterms(right)):
        match part:
            case n.Apply(n.Symbol(name), (n.Symbol() as place,)) if (
                name not in FUNCTIONS and name not in scope.definitions
            ):
                places.setdefault(name, set()).add(place)
    return next((name for name, at in sorted(places.items()) if len(at) > 1 and name in moved), "")


def _called(assertion: Assertion, scope: Scope) -> str:
    r"""Return alpha of `\alpha(2x)`, which was read as a factor: before brackets that hold no sum stands a function."""
    for value in (assertion.left, assertion.right):
        if value.node is None or value.term is None:
            continue
        factors = {s.name for s in free_symbols(value.term) if s.sort != FUNCTION} - scope.definitions.keys()
        for node in t.walk(value.node):
            if not isinstance(node, t.Product):
                continue
            for sign, before, behind in zip(node.separators, node.factors, node.factors[1:], strict=False):
                plain = isinstance(behind, t.Fenced) and behind.left == "(" and isinstance(behind.body, t.Product)
                if plain and not sign and isinstance(before, t.Letter) and before.name in factors:
                    return before.name
    return ""


def _lone_word(assertion: Assertion, names: frozenset[str], scope: Scope, memory: Memory) -> str:
    """Return a word that stands in this line only, and that nothing defines: the "infinity" of 1/infinity = 0."""
    for name in sorted(names - scope.definitions.keys() - FUNCTIONS.keys()):
        word = name.isalpha() and len(name) > 2 and name not in notation.LETTERS and name not in memory.used
        if word and not any(name in other.names for other in memory.assertions if other.line != assertion.line):
            return name
    return ""


def _is_rule(left: n.Term, right: n.Term, scope: Scope) -> bool:
    """Whether a claim is a rule for all functions, such as (u v)' = u' v + u v': it needs no word on what they are.

    The derivative of something made of them is said by the derivative of each, and nothing else occurs.
    """
    if not isinstance(left, n.Derivative) or not isinstance(left.variable, n.Symbol):
        return False
    if base_name(left.body) not in ("", *FUNCTIONS):
        return False  # dy/dx = y (1 - y) is about one y
    others = {left.variable.name, *FUNCTIONS}
    functions = names_in(left.body) - others
    slopes = {base_name(d.body) for d in derivatives(right) if d.variable == left.variable}
    known = functions & set(scope.definitions) or names_in(right) - functions - others
    return bool(functions) and functions <= slopes and not known and left.variable.name not in scope.definitions


def _is_of_any_functions(left: n.Term, right: n.Term, scope: Scope) -> bool:
    """Whether two sides are made of the same functions of one letter, and of their derivatives by it, of no others.

    What is called the quotient rule is a rule for all f and g, also where it says something else than the rule.
    """
    slopes = [*derivatives(left), *derivatives(right)]
    by = {s.variable.name for s in slopes if isinstance(s.variable, n.Symbol)}
    mine, theirs = (names_in(side) - set(FUNCTIONS) - by for side in (left, right))
    plain = all(base_name(s.body) in mine and isinstance(s.variable, n.Symbol) for s in slopes)
    return plain and len(by) == 1 and mine == theirs and len(mine) > 1 and not mine & set(scope.definitions)


def _applied(term: n.Term) -> frozenset[n.Symbol]:
    """Return the named functions that a term applies."""
    functions = (part.function for part in subterms(term) if isinstance(part, n.Apply))
    return frozenset(f for f in functions if isinstance(f, n.Symbol))


def _unrelated(left: n.Term, right: n.Term, mine: frozenset[str], theirs: frozenset[str], scope: Scope) -> str:
    """Return a doubt if each side has quantities that the other lacks: the text may relate them in its mind only."""
    known = {s.name: s for s in (*scope.symbols.values(), *free_symbols(left), *free_symbols(right))}
    sizes = {name for name, s in known.items() if s.sort in (INDEX, FUNCTION)}
    quantities = (mine | theirs) - sizes - set(scope.definitions)
    alone = sorted(quantities & (mine - theirs)), sorted(quantities & (theirs - mine))
    if alone[0] and alone[1]:
        return f"the text does not say how {alone[0][0]} depends on {alone[1][0]}"
    return ""


def _swapped(assertion: Assertion) -> str:
    """Return a note if a condition of the claim has the indices of an entry in another order."""
    statement = assertion.statement
    entries = {
        e for value in (assertion.left, assertion.right) if value.term is not None for e in entries_in(value.term)
    }
    for hypothesis in statement.hypotheses if statement is not None else ():
        for said in sorted(entries_in(hypothesis.truth), key=str):
            for entry in sorted(entries, key=str):
                if (
                    said.base == entry.base
                    and said != entry
                    and sorted(map(str, said.indices)) == sorted(map(str, entry.indices))
                ):
                    return f"the condition is about {said}, this about {entry}: are the indices swapped?"
    return ""
