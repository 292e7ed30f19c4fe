r"""Derivatives by a value rather than a name: d log s(z) / d s(z), \partial f(s(X)) / \partial s(X)_{ij}.

They are derivatives by a letter put in the place of the value, taken where the letter
has that value. What else depends on the same names would vary too, or be held: refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import reduce

from symloss.latex import tree as t
from symloss.latex.reading.context import refusal
from symloss.latex.reading.entries import entry
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, is_number
from symloss.term.walk import free_symbols, fresh, substitute, subterms


def by_value(node: t.DerivativeSign, body: n.Term, value: n.Term) -> n.Term:
    """Return the derivative of `body` by `value`, an expression that occurs in it or is an entry of one that does."""
    variable = node.variables[0][0]
    if not isinstance(value, n.Apply | n.Indexed | n.Map):
        raise refusal(variable, "a derivative by something that is no name", "a name, or a name with indices")
    for whole, indices in _wholes(body, value):
        letter = fresh(n.Symbol("u", sort_of(whole)), free_symbols(body))
        inside = substitute(body, {whole: letter})
        if letter not in free_symbols(inside):
            continue
        moving = {s for s in free_symbols(whole) if s.sort not in (FUNCTION, INDEX)}
        if isinstance(whole, n.Apply) and function_of(whole) is None:
            moving |= free_symbols(whole.function)  # h(a) beside sum_i h(i): it is one of these, or a name is meant
        if not free_symbols(inside).isdisjoint(moving):
            raise refusal(variable, "what the derivative is by depends on what else stands there", "a name for it")
        by = n.Indexed(letter, indices) if indices else letter
        result = n.At(n.Derivative(inside, by, 1, node.style), letter, whole)  # type: ignore[arg-type]
        try:
            sort_of(result)
        except SortError as error:
            raise refusal(node, str(error)) from error
        return result
    message = "a derivative by an expression that does not occur in what is differentiated"
    raise refusal(variable, message, "a name") from SortError(message)


def _wholes(body: n.Term, value: n.Term) -> Iterator[tuple[n.Term, tuple[n.Term, ...]]]:
    """Yield the value if it occurs in `body`, then each array there of which it is an entry, with the indices."""
    parts = list(dict.fromkeys(subterms(body)))
    if value in parts:
        yield value, ()
    used = [i for part in subterms(value) if isinstance(part, n.Indexed) for i in part.indices]
    for part in parts:
        rank = _rank(part)
        for indices in itertools.permutations(dict.fromkeys(used), rank) if rank else ():
            if reduce(entry, indices, part) == value:
                yield part, indices


def _rank(part: n.Term) -> int:
    if isinstance(part, n.Symbol | n.Number):
        return 0
    try:
        sort = sort_of(part)
    except SortError:
        return 0
    return 0 if is_number(sort) else len(sort.shape)
