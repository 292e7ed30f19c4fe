"""How a sum of symbolic length is written: nested sums as one, their indices named by depth.

Sums within sums are opened as far as they are plain factors, powers of them too, so
that sum_i (sum_k X_ik*w_k)^2 and sum_k sum_l w_k*w_l*(sum_i X_ik*X_il) become the same
threefold sum. Which index gets which name is settled by where it occurs; only indices
that occur alike are tried in every order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, permutations, product
from math import factorial
from typing import TYPE_CHECKING

from symloss.kernel.proving.quotient import Quotient, used
from symloss.term import nodes as n
from symloss.term.functions import INVERSE, function_of
from symloss.term.sorts import INDEX, Sort
from symloss.term.walk import children, free_symbols, rename_bound, substitute

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

Binder = tuple[n.Symbol, n.Term]  # an index and what it runs over

_BINDERS = 6  # how many sums become one
_ORDERS = 24
_OPENED = 1000
_MARK, _OTHER = n.Symbol("#", INDEX), n.Symbol("#.", INDEX)


def nesting(term: n.Term) -> int:
    """Return how deep binders stand in each other."""
    below = max((nesting(child) for child in children(term)), default=0)
    return below + isinstance(term, n.Bind | n.Integral)


def depths(depth: int, count: int, taken: frozenset[n.Symbol]) -> list[int]:
    """Return depths from `depth` up at which no index that is still free stands."""
    occupied = {int(s.name[1:].partition(".")[0]) for s in taken if s.name[0] == "#"}
    found: list[int] = []
    while len(found) < count:
        if depth not in occupied:
            found.append(depth)
        depth += 1
    return found


def index_at(depth: int, over: n.Term, field: Field, sort: Sort = INDEX) -> n.Symbol:
    """Return the name of a bound index: its depth, and the number of its range, so that no name has two ranges."""
    number = field.sets.setdefault(over, len(field.sets))
    index = n.Symbol(f"#{depth}.{number}", sort)
    base = over.base if isinstance(over, n.Except) else over
    field.ranges[index] = (base,)
    return index


def flatten(kind: n.BinderKind, over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> list[n.Term]:
    """Return the ways to write one sum, single or nested, with its indices named by depth."""
    binders: list[Binder] = [(index, over)]
    if kind == "sum":
        body = _opened(body, binders, field)
    kernels = [field.kernels[i] for i in field.supports(body)]
    taken = frozenset(s for k in kernels for s in free_symbols(k)) - {symbol for symbol, _ in binders}
    names = depths(max((nesting(k) for k in kernels), default=0), len(binders), taken)
    written = []
    for order in _orders(binders, body, field):
        # the first is written outermost and gets the highest name
        new: dict[n.Term, n.Term] = {}
        named: list[Binder] = []
        for (symbol, range_), depth in zip(order, reversed(names), strict=True):
            range_ = substitute(range_, new)
            new[symbol] = index_at(depth, range_, field, symbol.sort)
            named.append((new[symbol], range_))  # type: ignore[arg-type]
        term = field.term(field.rename(body, new))
        for name, range_ in reversed(named):
            term = n.Bind(kind, name, range_, term)
        written.append(term)
    return written


# --- opening -----------------------------------------------------------------------------


def _opened(body: Quotient, binders: list[Binder], field: Field) -> Quotient:
    """Replace the inner sums that depend on an index, where they are plain factors, by their summands."""
    while len(body.top) == 1:
        symbols = [symbol for symbol, _ in binders]
        exponents = body.top.degrees()
        inner = {i: int(exponents[i]) for i in used(body.top) if _is_inner(field.kernels[i], symbols)}
        if not inner or len(binders) + sum(inner.values()) > _BINDERS:
            return body
        body = field.put(body, dict.fromkeys(inner, field.ring.constant(1)))
        for number, exponent in inner.items():
            for _ in range(exponent):
                kernel = field.kernels[number]
                assert isinstance(kernel, n.Bind)
                name = index_at(_OPENED + len(binders), kernel.over, field)  # a name that nothing else has
                kernel = rename_bound(kernel, name)
                assert isinstance(kernel, n.Bind)
                binders.append((name, kernel.over))
                body = field.reduce(body * field.of(kernel.body))
    return body


def _is_inner(kernel: n.Term, symbols: list[n.Symbol]) -> bool:
    return isinstance(kernel, n.Bind) and kernel.kind == "sum" and not free_symbols(kernel).isdisjoint(symbols)


# --- orders ------------------------------------------------------------------------------


def _orders(binders: list[Binder], body: Quotient, field: Field) -> Iterator[tuple[Binder, ...]]:
    """Yield the orders in which the sums are written: by where the indices occur, alike ones in every order."""
    symbols = frozenset(symbol for symbol, _ in binders)
    if any(free_symbols(over) & symbols for _, over in binders):
        yield from filter(_independent, permutations(binders)) if len(binders) <= 4 else (tuple(binders),)
        return
    kernels = [(field.kernels[i], body.top.degrees()[i], body.bottom.degrees()[i]) for i in field.supports(body)]

    def occurs(binder: Binder) -> str:
        marks: dict[n.Term, n.Term] = {s: _MARK if s == binder[0] else _OTHER for s in symbols}
        where = [(_outline(substitute(k, marks)), up, down) for k, up, down in kernels if binder[0] in free_symbols(k)]
        return repr((binder[1], sorted(where)))

    alike = [list(group) for _, group in groupby(sorted(binders, key=occurs), key=occurs)]
    if _product(factorial(len(group)) for group in alike) > _ORDERS:
        yield tuple(binder for group in alike for binder in group)
        return
    for choice in product(*(permutations(group) for group in alike)):
        yield tuple(binder for group in choice for binder in group)


def _outline(term: n.Term) -> str:
    """Return a text that does not depend on the order of terms and factors, nor of the two indices of an inverse."""
    inside = [_outline(child) for child in children(term)]
    if not inside:
        return repr(term)
    inverse = isinstance(term, n.Indexed) and isinstance(term.base, n.Apply) and function_of(term.base) is INVERSE
    ordered = sorted(inside) if inverse or isinstance(term, n.Add | n.Mul | n.Delta) else inside
    own = term.kind if isinstance(term, n.Bind) else ""
    return f"{type(term).__name__}{own}({', '.join(ordered)})"


def _product(numbers: Iterator[int]) -> int:
    total = 1
    for number in numbers:
        total *= number
    return total


def _independent(order: tuple[Binder, ...]) -> bool:
    """Return whether no range mentions an index that is bound further in."""
    return all(
        {symbol for symbol, _ in order[place:]}.isdisjoint(free_symbols(over)) for place, (_, over) in enumerate(order)
    )
