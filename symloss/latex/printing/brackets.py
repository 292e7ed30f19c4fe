"""What the printers of all kinds of terms share: brackets, and how tightly a term holds together."""

from __future__ import annotations

from functools import singledispatch

from symloss.latex.printing import writing
from symloss.term import nodes as n
from symloss.term.scope import Scope

# How tightly a term holds together, from loosest to tightest.
IMPLIES, OR, AND, NOT, RELATION, SUM, ENTRYWISE, PRODUCT, FACTOR, ATOM = range(10)
Shown = tuple[str, int]
_TALL = (r"\frac", r"\sum", r"\prod", r"\int", r"\begin", "^{", r"\left", r"\lim", r"\max", r"\min", r"\sqrt")


@singledispatch
def show(term: n.Term, scope: Scope) -> Shown:
    """Return the LaTeX of `term` and how tightly it holds together."""
    raise TypeError(f"no LaTeX is known for {type(term).__name__}: was a new node added?")


def plain(term: n.Term, scope: Scope) -> str:
    """Return the LaTeX of `term` for a place that needs no brackets."""
    return show(term, scope)[0]


def at(term: n.Term, level: int, scope: Scope) -> str:
    """Return `term` for a place that asks for `level`, in brackets if it holds less tightly."""
    text, tight = show(term, scope)
    return text if tight >= level else bracket(text)


def bracket(text: str) -> str:
    """Return `text` in round brackets that fit its height."""
    return rf"\left({text}\right)" if any(mark in text for mark in _TALL) else f"({text})"


def is_name(term: n.Term) -> bool:
    """Return whether `term` is a symbol or an entry of one: a derivative of it is written dL/dx."""
    return isinstance(term, n.Symbol) or (isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol))


def open_ended(term: n.Term) -> bool:
    """Return whether `term` would take in factors that follow it."""
    if isinstance(term, n.Bind):
        return term.kind not in ("vector", "expectation")
    if isinstance(term, n.Derivative):
        return term.style == "nabla" or not is_name(term.body)
    if isinstance(term, n.Mul | n.MatMul | n.Hadamard):
        return open_ended(term.factors[-1])
    return isinstance(term, n.Limit) or (isinstance(term, n.Inner) and open_ended(term.right))


def factor(term: n.Term, scope: Scope, *, last: bool, arrays: bool = True) -> str:
    """Return `term` as a factor; `arrays`: vectors or matrices stand beside it."""
    text, tight = show(term, scope)
    if isinstance(term, n.Inner):  # a^T b beside arrays would be multiplied on
        return bracket(text) if arrays or (open_ended(term.right) and not last) else text
    return text if tight >= FACTOR and (last or not open_ended(term)) else bracket(text)


def function_name(function: n.Term, scope: Scope) -> str:
    """Return how a function is written before its arguments."""
    if isinstance(function, n.Prime):
        return function_name(function.function, scope) + "'" * function.order
    return plain(function, scope)


def marked(term: n.Apply, mark: str) -> tuple[str, int]:
    """Return how the f of f_given2 or f_entry is written, and the count behind the mark (0: it has no such mark)."""
    name = term.function.name if isinstance(term.function, n.Symbol) else ""
    stem, _, count = name.partition(mark)
    if not stem or stem == name or (count and not count.isdigit()):
        return "", 0
    number = int(count or 1)
    return (writing.name(stem, function=True), number) if number < len(term.arguments) else ("", 0)
