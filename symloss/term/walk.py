"""Generic walks over terms: children, rebuilding, free symbols, substitution.

These know the binders and nothing else of mathematics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from symloss.term.effort import NODE, charge
from symloss.term.nodes import At, Bind, Derivative, Indexed, Integral, Limit, Symbol, Term


def children(term: Term) -> tuple[Term, ...]:
    """Return the terms directly below `term`, in the written order."""
    charge(NODE)
    return _below(term)


def _below(term: Term) -> tuple[Term, ...]:
    known: tuple[Term, ...] | None = term.__dict__.get("_children")
    if known is not None:
        return known
    found: list[Term] = []
    for name, many in term.holding:
        value = getattr(term, name)
        if many:
            found.extend(value)
        elif value is not None:
            found.append(value)
    known = tuple(found)
    object.__setattr__(term, "_children", known)
    return known


def rebuild(term: Term, change: Callable[[Term], Term]) -> Term:
    """Return `term` with `change` applied to each direct child; `term` itself if nothing changed."""
    charge(NODE)
    values: dict[str, object] = {}
    for name, many in term.holding:
        value = getattr(term, name)
        if many:
            new = [change(child) for child in value]
            if any(a is not b for a, b in zip(new, value, strict=True)):
                values[name] = tuple(new)
        elif value is not None and (made := change(value)) is not value:
            values[name] = made
    if not values:
        return term
    return type(term)(**{name: values.get(name, term.__dict__[name]) for name in term.fields})


def subterms(term: Term) -> Iterator[Term]:
    """Yield `term` and every term below it, outermost first."""
    stack = [term]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(children(top)))


def size(term: Term) -> int:
    """Return the number of nodes."""
    return sum(1 for _ in subterms(term))


def height(term: Term) -> int:
    """Return the length of the longest way down."""
    level, tallest = [term], 0
    while level:
        level = [child for above in level for child in children(above)]
        tallest += 1
    return tallest


def bound_symbol(term: Term) -> Symbol | None:
    """Return the symbol that `term` binds in its body, or None."""
    if isinstance(term, Bind):
        return term.index
    if isinstance(term, At | Limit):
        return term.variable
    if isinstance(term, Integral) and term.upper is not None:
        return term.variable
    return None


def free_symbols(term: Term) -> frozenset[Symbol]:
    """Return the symbols that occur free (function symbols included)."""
    known: frozenset[Symbol] | None = term.__dict__.get("_free")
    if known is not None:
        return known
    bound = bound_symbol(term)
    found: set[Symbol] = {term} if isinstance(term, Symbol) else set()
    for child in _below(term):  # no steps: what is known of a term already costs nothing
        if bound is not None and child is bound:
            continue  # the binder's own mention of its symbol
        inner = free_symbols(child)
        if bound is not None and child is term.body:  # type: ignore[attr-defined]
            inner = inner - {bound}
        found |= inner
    known = frozenset(found)
    object.__setattr__(term, "_free", known)
    return known


def loose_symbols(term: Term) -> frozenset[Symbol]:
    """Return the symbols that stand outside of integrals by them, with ends or without."""
    if isinstance(term, Integral) and term.upper is None:
        return loose_symbols(term.body) - {term.variable}
    if not any(isinstance(part, Integral) for part in subterms(term)):
        return free_symbols(term)
    return frozenset().union(*map(loose_symbols, children(term)))


def fresh(symbol: Symbol, avoid: frozenset[Symbol] | set[Symbol]) -> Symbol:
    """Return a symbol of the same sort whose name is used by none of `avoid`."""
    names = {s.name for s in avoid}
    if symbol.name not in names:
        return symbol
    number = 1
    while f"{symbol.name}{number}" in names:
        number += 1
    return Symbol(f"{symbol.name}{number}", symbol.sort)


def rename_bound(term: Term, to: Symbol) -> Term:
    """Return the binder `term` with its bound symbol renamed to `to`, which must not be free in its body."""
    bound = bound_symbol(term)
    assert bound is not None, "not a binder"
    body = substitute(term.body, {bound: to})  # type: ignore[attr-defined]
    values = {name: getattr(term, name) for name in term.fields}
    values["body"] = body
    values["index" if isinstance(term, Bind) else "variable"] = to
    return type(term)(**values)


def substitute(term: Term, values: Mapping[Term, Term]) -> Term:
    """Put `values[t]` for each free occurrence of the term t (a symbol, or any whole subterm), without capture.

    A replacement is never searched again, and a bound symbol that a replacement
    mentions is renamed first.
    """
    if not values:
        return term
    if term in values:
        return values[term]
    bound = bound_symbol(term)
    if isinstance(term, Derivative | Integral) and bound is None:
        return _substitute_at_point(term, values)
    if bound is None:
        return rebuild(term, lambda child: substitute(child, values))
    inner = {k: v for k, v in values.items() if bound not in free_symbols(k)}
    body: Term = term.body  # type: ignore[attr-defined]
    arriving = {s for k, v in inner.items() if free_symbols(k) <= free_symbols(body) for s in free_symbols(v)}
    if bound in arriving:
        mentioned = {s for k in inner for s in free_symbols(k)}
        new = fresh(bound, arriving | free_symbols(body) | mentioned)
        return substitute(rename_bound(term, new), values)

    def change(child: Term) -> Term:
        if child is body:
            return substitute(child, inner)
        return child if child is bound else substitute(child, values)

    return rebuild(term, change)


def _substitute_at_point(term: Derivative | Integral, values: Mapping[Term, Term]) -> Term:
    """Substitute in d body/dx or int body dx, where x := 2 means "then take the value at 2"."""
    variable = term.variable
    new = substitute(variable, values)
    if isinstance(new, Symbol) or (isinstance(new, Indexed) and isinstance(variable, Indexed)):
        return rebuild(term, lambda child: substitute(child, values))
    if not isinstance(variable, Symbol):
        raise ValueError(f"no value can be put for the variable of a derivative by {variable}")
    point = fresh(variable, {s for k, v in values.items() for s in free_symbols(k) | free_symbols(v)} - {variable})
    others = {k: v for k, v in values.items() if variable not in free_symbols(k)}
    inner = rebuild(term, lambda child: substitute(substitute(child, {variable: point}), others))
    return At(inner, point, new)


def alpha_equal(left: Term, right: Term) -> bool:
    """Return whether two terms differ at most in the names of their bound symbols."""
    return canonical(left) == canonical(right)


def canonical(term: Term, depth: int = 0) -> Term:
    """Return the term with its bound symbols named by their depth: one term for all that are alpha-equal."""
    bound = bound_symbol(term)
    if bound is not None:
        term = rename_bound(term, Symbol(f"\0{depth}", bound.sort))
        depth += 1
    return rebuild(term, lambda child: canonical(child, depth))
