"""What a claim differentiates by, and what of its text turns on that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, replace

from symloss.proofs.discourse.shapes import base_name, derivatives, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, free_symbols, subterms


def varied(statement: Statement) -> frozenset[str]:
    """Return the names that a claim differentiates by."""
    return frozenset(s.name for t in terms_of(statement) for d in derivatives(t) for s in free_symbols(d.variable))


def carries_slopes(statement: Statement, names: Collection[str]) -> bool:
    """Whether derivatives of a claim turn on what these names are, so that leaving that out is no generalization.

    Of a u that is made of nothing, du/dw is zero; and so is dF/dz under a second derivative by a q that is made of z.
    """
    scope = statement.scope
    known = {name: d.body for name, d in scope.definitions.items()}
    for outer in (d for term in terms_of(statement) for d in _slopes(term, scope)):
        if _made_of(outer, scope, names) - (names_in(outer.body) - {base_name(outer.body)}):
            return True
        by = {s.name for s in free_symbols(outer.variable)} & set(names) & known.keys()
        made = frozenset().union(*(unfolded_names(known[k], scope) for k in by))
        inner = {s.name for d in _slopes(outer.body, scope) for s in free_symbols(d.variable) if s.sort != INDEX}
        if made & inner:
            return True
    return False


def constant_in(statement: Statement, names: Collection[str]) -> Iterator[tuple[str, n.Term]]:
    """Yield y and w of d/dw (y - w x)^2, where the text says that y is made of w and that is left out: it is held."""
    scope = statement.scope
    for slope in (d for term in terms_of(statement) for d in _slopes(term, scope)):
        for name in sorted(_made_of(slope, scope, names) & names_in(slope.body)):
            yield name, slope.variable


def _slopes(term: n.Term, scope: Scope) -> Iterator[n.Derivative]:
    """Yield the derivatives in a term and in what its names stand for."""
    known = scope.definitions
    for part in (term, *(known[k].body for k in sorted(unfolded_names(term, scope) & known.keys()))):
        yield from derivatives(part)


def _made_of(slope: n.Derivative, scope: Scope, names: Collection[str]) -> frozenset[str]:
    """Return which of these names what is differentiated is made of, that are made of what it is differentiated by."""
    by = {s.name for s in free_symbols(slope.variable) if s.sort != INDEX}
    reached = unfolded_names(slope.body, scope) & set(names) & scope.definitions.keys() - by
    return frozenset(k for k in reached if by & unfolded_names(scope.definitions[k].body, scope))


def unlinked(statement: Statement, memory: Memory) -> str:
    """Return h_(l) of a claim that differentiates it, where the text says what it is and was not understood, or "".

    It would count as a constant: what defines h was read as a definition of another h, or its sides do not fit.
    """
    scope = statement.scope
    for slope in (d for term in terms_of(statement) for d in derivatives(term)):
        by = {s.name for s in free_symbols(slope.variable)}
        free = sorted(unfolded_names(slope.body, scope) - by - scope.definitions.keys() - scope.depends.keys())
        for name in free:
            stem, _, label = name.partition("_(")
            if (label and stem in memory.defined_at) or memory.misfits.get(name, frozenset()) & by:
                return name
    return ""


def taken_for_zero(statement: Statement) -> n.Derivative | None:
    """Return a slope of a claim that is zero only because nothing says what is differentiated: dh/du, df(y)/du.

    Or of which a factor is: f_u, a function or a distribution with the letter as its parameter; or an l(u) that is made
    of functions of which nothing is said.
    """
    scope = statement.scope
    known = {*scope.definitions, *scope.depends, *FUNCTIONS}
    for slope in (d for term in terms_of(statement) for d in derivatives(term)):
        values = (part for part in subterms(slope.body) if isinstance(part, n.Apply))
        by, names = base_name(slope.variable), {base_name(slope.body), *map(base_name, values)}
        if by and names - {"", by, *known} and by not in unfolded_names(slope.body, scope):
            return slope
        if has_parameter(slope, scope) or _hides(slope, scope, known):
            return slope
    return _of_others(statement)


def _hides(slope: n.Derivative, scope: Scope, known: Collection[str]) -> bool:
    r"""Whether l(\theta) = \sum_i \log f(x_i) is differentiated by \theta: f hides that it depends on it."""
    by, made = base_name(slope.variable), unfolded_names(slope.body, scope)
    heads = [k for k in made & scope.definitions.keys() if any(s.name == by for s in scope.depends.get(k, ()))]
    if by in frozenset().union(*(unfolded_names(scope.definitions[k].body, scope) for k in heads)) or not heads:
        return False
    bodies = (scope.definitions[k].body for k in sorted(made & scope.definitions.keys()))
    values = (part for body in bodies for part in subterms(body) if isinstance(part, n.Apply))
    return any(base_name(value) not in {"", *known} for value in values)


def _of_others(statement: Statement) -> n.Derivative | None:
    """Return a slope of what is made of other things that a claim says not to be zero: dL/dz of a p whose z is unsaid.

    Where the claim is true of zero all the same, it is so by what else it says.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    sides = (claim.left, claim.right) if isinstance(claim, n.Relation) else ()
    for side, other in (sides, sides[::-1]) if sides else ():
        if not isinstance(side, n.Derivative) or not names_in(other) or next(derivatives(other), None) is not None:
            continue  # the chain rule says how it depends on it
        reached, made = unfolded_names(side.body, statement.scope), statement.scope.definitions
        if base_name(side.body) in made and base_name(side.variable) not in reached and not reached <= made.keys():
            return side
    return None


def has_parameter(slope: n.Derivative, scope: Scope) -> bool:
    """Whether f_u or a distribution p_u is differentiated by u, and nothing says how it is made of its parameter.

    Where it is applied to u, too, that is said.
    """
    by, known = base_name(slope.variable).removeprefix("bold_"), {*scope.definitions, *scope.depends}
    letters = {by, by.partition("_")[0]}  # of h_w by w_1, too
    made = sorted(unfolded_names(slope.body, scope) & scope.definitions.keys())
    terms = (slope.body, *(scope.definitions[k].body for k in made))
    functions = {name for term in terms for name in _without(letters, term)}
    return bool(by) and any(letters & set(name.split("_")[1:]) for name in functions - known)


def _without(letters: Collection[str], term: n.Term) -> Iterator[str]:
    """Yield the functions in a term that stand there without one of these letters among what they are applied to."""
    if isinstance(term, n.Symbol) and term.sort == FUNCTION:
        yield term.name
    below = children(term)
    if isinstance(term, n.Apply) and any(names_in(argument) & set(letters) for argument in term.arguments):
        below = term.arguments
    for part in below:
        yield from _without(letters, part)


def placed(statement: Statement) -> frozenset[str]:
    """Return the names by which a claim differentiates before it puts a value for them: they vary."""
    points = (part for t in terms_of(statement) for part in subterms(t) if isinstance(part, n.At))
    return frozenset(p.variable.name for p in points if any(p.variable == d.variable for d in derivatives(p.body)))


def constants(statement: Statement) -> frozenset[str]:
    """Return the defined quantities in a claim that do not change with what it differentiates by."""
    scope = statement.scope
    by = varied(statement)
    reached = frozenset().union(*(unfolded_names(t, scope) for t in terms_of(statement)))
    values = (d for name, d in scope.definitions.items() if name in reached and d.kind == "value")
    return frozenset(d.name for d in values if not by & ({d.name} | unfolded_names(d.body, scope)))


def held(statement: Statement) -> frozenset[str]:
    """Return the defined names in a claim that are not made of anything that it differentiates by.

    In dL/dgamma_k = sum_n dL/dY_nk h_nk with Y = gamma h + beta, what h is made of does not matter.
    """
    scope = statement.scope
    by = {
        s.name for t in terms_of(statement) for d in derivatives(t) for s in free_symbols(d.variable) if s.sort != INDEX
    }
    reached = frozenset().union(*(unfolded_names(t, scope) for t in terms_of(statement)))
    known = (d for name, d in scope.definitions.items() if name in reached and d.kind != "function")
    return frozenset(d.name for d in known if not by & unfolded_names(d.body, scope)) if by else frozenset()


def through(statement: Statement) -> Statement | None:
    """Return a statement about any quantity that depends on what the text differentiates by, and by nothing else.

    Backpropagation says of every J of z_2 what dJ/dz_1 is, if dJ/dz_2 is known. None if J depends in another way
    on what the claim differentiates by.
    """
    scope = statement.scope
    by = varied(statement)
    if carries_slopes(statement, by):
        return None
    reached = frozenset().union(*(unfolded_names(t, scope) for t in terms_of(statement)))
    slopes = [d for t in terms_of(statement) for d in derivatives(t)]
    slopes += [
        d for name in sorted(reached & set(scope.definitions)) for d in derivatives(scope.definitions[name].body)
    ]
    for body in sorted({d.body for d in slopes if isinstance(d.body, n.Symbol)}, key=lambda s: s.name):
        known = scope.definitions.get(body.name)
        others = {d.variable for d in slopes if d.body == body and isinstance(d.variable, n.Symbol)}
        between = sorted((s for s in others if s.name in scope.definitions), key=lambda s: s.name)
        if known is None or known.kind != "value":
            continue
        cut = replace(
            scope, definitions={k: d for k, d in scope.definitions.items() if k not in {s.name for s in between}}
        )
        left = unfolded_names(known.body, cut)
        on = tuple(s for s in between if s.name in left)
        if on and not left & by - {s.name for s in on}:
            kept = {name: d for name, d in scope.definitions.items() if name != body.name and name not in by}
            return replace(statement, scope=replace(scope, definitions=kept).depend(body.name, *on))
    return None


def holds_it_fixed(name: str, assertion: Assertion) -> bool:
    """Whether a claim says nothing that depends on how `name` was defined: it differentiates by it, or not at all."""
    terms = [v.term for v in (assertion.left, assertion.right) if v.term is not None]
    by = {s.name for term in terms for d in derivatives(term) for s in free_symbols(d.variable) if s.sort != INDEX}
    return by <= {name}


def terms_of(statement: Statement) -> list[n.Term]:
    """Return the terms of a step and of its hypotheses."""
    found = [h.truth for h in statement.hypotheses]
    for item in fields(statement.step):
        value = getattr(statement.step, item.name)
        found += [v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, n.Term)]
    return found
