"""Formulas over indices made short to read: deltas carried out, softmax folded back, products factored.

Entries, sums and deltas go to SymPy as plain symbols (a sum is one symbol, whatever
its bound index is called), so that nothing in SymPy ever sees an index.
"""

from __future__ import annotations

import sympy as sp

from symloss.derive.build import minus, tidy, times
from symloss.derive.calculus import contract, cost
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.sorts import INDEX
from symloss.term.walk import alpha_equal, rebuild, substitute, subterms

Where = tuple[tuple[n.Term, n.Term], ...]


def simplest_indexed(term: n.Term, where: Where = ()) -> n.Term:
    """Return the shortest form found of an indexed formula; `where` are quantities to fold back (softmax)."""
    start = contract(term)
    forms = [start, *(folded for name, body in where if (folded := _fold(start, name, body)) is not None)]
    candidates = [form for f in forms for form in _forms(_unify(f))]
    return min((contract(form) for form in candidates), key=cost)


def _forms(term: n.Term) -> list[n.Term]:
    term = _sums(tidy(term))
    atoms = _Atoms()
    sent = atoms.hide(term)
    try:
        expression = sp.cancel(sp.together(to_sympy(sent)))
    except (NoDoor, sp.PolynomialError):
        return [term]
    factored = sp.factor(expression)
    forms = [factored, expression]
    for delta in [symbol(name) for name, atom in atoms.named.items() if isinstance(atom, n.Delta)]:
        forms.append(sp.Mul(*(_collected(part, delta) for part in sp.Mul.make_args(factored))))
    return [term, *(from_sympy(_delta_once(form, atoms), atoms.named) for form in forms)]


def _collected(part: sp.Expr, delta: sp.Symbol) -> sp.Expr:
    """Write a factor as delta * (what it multiplies) + the rest, both factored."""
    return sp.collect(sp.expand(part), delta, sp.factor) if part.is_Add else part


def _delta_once(expression: sp.Expr, atoms: _Atoms) -> sp.Expr:
    """Replace powers of a delta by the delta: it is 0 or 1."""
    deltas = [symbol(name) for name, atom in atoms.named.items() if isinstance(atom, n.Delta)]
    for delta in deltas:
        expression = expression.replace(
            lambda e, d=delta: e.is_Pow and e.base == d and e.exp.is_Integer and e.exp > 1, lambda e, d=delta: d
        )
    return expression


class _Atoms:
    """Entries, sums and deltas behind plain symbols, each named once, alike up to bound indices."""

    def __init__(self) -> None:
        self.named: dict[str, n.Term] = {}

    def hide(self, term: n.Term) -> n.Term:
        """Return the term with its indexed parts replaced by scalars."""
        if isinstance(term, n.Symbol) and term.sort == INDEX:
            self.named[term.name] = term
            return n.Symbol(term.name)
        if isinstance(term, n.Indexed | n.Bind | n.Delta):
            for name, known in self.named.items():
                if alpha_equal(known, term):
                    return n.Symbol(name)
            name = f"_{len(self.named)}"
            self.named[name] = term
            return n.Symbol(name)
        return rebuild(term, self.hide)


def _unify(term: n.Term) -> n.Term:
    """Within a product with delta(j, i), write every other i as j."""
    term = rebuild(term, _unify)
    if isinstance(term, n.Mul):
        for delta in [f for f in term.factors if isinstance(f, n.Delta)]:
            others = [f for f in term.factors if f != delta]
            return times(*(substitute(f, {delta.right: delta.left}) for f in others), delta)
    return term


def _sums(term: n.Term) -> n.Term:
    """Write each summand in its shortest form, and take a sign out of the sum."""
    term = rebuild(term, _sums)
    if not isinstance(term, n.Bind) or term.kind != "sum":
        return term
    body = min(_forms_of_body(term.body), key=cost)
    if isinstance(body, n.Neg):
        return minus(n.Bind("sum", term.index, term.over, body.term))
    return n.Bind("sum", term.index, term.over, body)


def _forms_of_body(body: n.Term) -> list[n.Term]:
    atoms = _Atoms()
    try:
        expression = sp.factor(to_sympy(atoms.hide(body)))
    except (NoDoor, sp.PolynomialError):
        return [body]
    return [from_sympy(expression, atoms.named), body]


def _fold(term: n.Term, name: n.Term, body: n.Term) -> n.Term | None:
    """Write e^(s_j) as p_j*S wherever p_k = e^(s_k)/S, S the sum; None if there is nothing to fold."""
    if not (isinstance(name, n.Indexed) and isinstance(body, n.Div) and isinstance(body.denominator, n.Bind)):
        return None
    total, top, (k,) = body.denominator, body.numerator, name.indices
    if function_of(top) is None or not any(alpha_equal(t, total) for t in subterms(term)):
        return None

    def change(inner: n.Term) -> n.Term:
        if isinstance(inner, n.Bind) and alpha_equal(inner, total):
            return total
        if isinstance(inner, n.Apply) and type(top) is n.Apply and inner.function == top.function:
            entry = next((t for t in subterms(inner) if isinstance(t, n.Indexed)), None)
            if entry is not None and substitute(top, {k: entry.indices[0]}) == inner:
                return times(n.Indexed(name.base, entry.indices), total)
        return rebuild(inner, change)

    return tidy(change(term))


def with_entries(term: n.Term, old: n.Term, new: n.Term) -> n.Term:
    """Write new_k for every old_k, also below sums."""
    if isinstance(term, n.Indexed) and term.base == old:
        return n.Indexed(new, term.indices)
    return rebuild(term, lambda child: with_entries(child, old, new))


def written_out(term: n.Term, name: n.Term, body: n.Term) -> n.Term:
    """Put a quantity's definition for it, also below sums: t_j for every index j if it has one."""
    if isinstance(name, n.Indexed) and isinstance(term, n.Indexed) and term.base == name.base:
        return substitute(body, {name.indices[0]: term.indices[0]})
    return body if term == name else rebuild(term, lambda child: written_out(child, name, body))
