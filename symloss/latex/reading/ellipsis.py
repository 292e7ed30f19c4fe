r"""Dots: y_1 + \cdots + y_K, (x_1, \ldots, x_n), q_1 q_2 \cdots q_n as binders.

The first and the last item are compared; where they differ, the difference must be an
index that runs from one value to the other, and every other item must lie on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.latex.reading.combine import add, multiply
from symloss.latex.reading.context import Context, mean, refusal
from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, SCALAR, is_number
from symloss.term.walk import free_symbols, substitute

_INDEX_NAMES = ("k", "i", "j", "l", "m", "n", "r", "t")
Read = Callable[[t.Node, Sequence[t.Node], Sequence[str], Context], n.Term]


@dataclass(frozen=True)
class _Difference:
    first: n.Term
    last: n.Term


def has_dots(items: Sequence[t.Node]) -> bool:
    """Return whether dots stand among the items."""
    return any(isinstance(item, t.Dots) for item in items)


def between(node: t.Node, terms: Sequence[n.Term], known: Context) -> tuple[n.Range, n.Symbol, n.Term]:
    """Return the range, the index and the general item of first, ..., last (and those between, which must fit)."""
    first, last = terms[0], terms[-1]
    differences: set[_Difference] = set()
    if not _compare(first, last, differences) or len(differences) != 1:
        raise refusal(node, "dots between things that show no pattern", "items that differ in one index", "...")
    (difference,) = differences
    used = {s.name for term in terms for s in free_symbols(term)} | set(known.local)
    name = next((c for c in _INDEX_NAMES if c not in used), "k1")
    index = n.Symbol(name, INDEX)
    body = _generalise(first, last, index)
    for position, term in enumerate(terms[1:-1], start=1):
        if not _fits(term, body, index, difference, position):
            raise refusal(node, "an item beside the dots does not fit the first and the last", "", "...")
    return n.Range(difference.first, difference.last), index, body


def _compare(first: n.Term, last: n.Term, found: set[_Difference]) -> bool:
    if first == last:
        return True
    if _is_index(first) and (_is_index(last) or _is_size(last)):
        found.add(_Difference(first, last))
        return True
    if type(first) is not type(last) or isinstance(first, n.Symbol | n.Number):
        return False
    for item in fields(first):  # type: ignore[arg-type]
        a, b = getattr(first, item.name), getattr(last, item.name)
        if isinstance(a, n.Term) and isinstance(b, n.Term):
            if not _compare(a, b, found):
                return False
        elif isinstance(a, tuple) and isinstance(b, tuple):
            if len(a) != len(b) or not all(_compare(x, y, found) for x, y in zip(a, b, strict=True)):
                return False
        elif a != b:
            return False
    return True


def _is_index(term: n.Term) -> bool:
    if isinstance(term, n.Number):
        return term.places is None
    if isinstance(term, n.Symbol):
        return term.sort == INDEX
    return isinstance(term, n.Add | n.Neg) and all(_is_index(s) for s in _parts(term))


def _is_size(term: n.Term) -> bool:
    """Whether a letter may be the last index though nothing else says that it is one."""
    return isinstance(term, n.Symbol) and term.sort == SCALAR


def _parts(term: n.Add | n.Neg) -> tuple[n.Term, ...]:
    return term.terms if isinstance(term, n.Add) else (term.term,)


def _generalise(first: n.Term, last: n.Term, index: n.Symbol) -> n.Term:
    """Return `first` with the index where `last` differs."""
    if first == last:
        return first
    if _is_index(first) and (_is_index(last) or _is_size(last)):
        return index
    values: dict[str, object] = {}
    for item in fields(first):  # type: ignore[arg-type]
        a, b = getattr(first, item.name), getattr(last, item.name)
        if isinstance(a, n.Term):
            values[item.name] = _generalise(a, b, index)
        elif isinstance(a, tuple):
            values[item.name] = tuple(_generalise(x, y, index) for x, y in zip(a, b, strict=True))
        else:
            values[item.name] = a
    return type(first)(**values)


def _fits(term: n.Term, body: n.Term, index: n.Symbol, difference: _Difference, position: int) -> bool:
    """Whether an item between is the next one, the one before the last, or some one in between."""
    if isinstance(difference.first, n.Number):
        following = n.Number(difference.first.value + Fraction(position))
        if substitute(body, {index: following}) == term:
            return True
    found: set[_Difference] = set()
    return _compare(substitute(body, {index: difference.first}), term, found) and len(found) == 1


# --- sums --------------------------------------------------------------------------------


def sum_with_dots(node: t.Sum, known: Context) -> n.Term:
    """Return a sum with dots in it; terms that do not belong to the pattern are added."""
    items = [None if isinstance(term, t.Dots) else _signed(sign, mean(term, known))
             for sign, term in zip(node.signs, node.terms, strict=True)]  # fmt: skip
    first_dots, last_dots = _ends(node, items)
    start, stop = first_dots - 1, last_dots + 1
    pattern = [items[start], *(i for i in items[first_dots:stop] if i is not None), items[stop]]
    shown = [p for p in pattern if p is not None]
    while start > 0 and (earlier := items[start - 1]) is not None and _continues(node, [earlier, *shown], known):
        start -= 1
        shown.insert(0, earlier)
    over, index, body = between(node, shown, known)
    whole = n.Bind("sum", index, over, body)
    outside = [*items[:start], whole, *items[stop + 1 :]]
    kept = tuple(o for o in outside if o is not None)
    try:
        return kept[0] if len(kept) == 1 else add(kept)
    except SortError as error:
        raise refusal(node, str(error)) from error


def _signed(sign: str, term: n.Term) -> n.Term:
    return n.Neg(term) if sign == "-" else term


def _ends(node: t.Sum, items: list[n.Term | None]) -> tuple[int, int]:
    dots = [k for k, item in enumerate(items) if item is None]
    if dots[0] == 0 or dots[-1] == len(items) - 1:
        raise refusal(
            node.terms[dots[0]], "dots without a term before and after them", "a first and a last term", "..."
        )
    return dots[0], dots[-1]


# --- products and lists --------------------------------------------------------------------


def product_with_dots(
    node: t.Product, factors: Sequence[t.Node], signs: Sequence[str], known: Context, read: Read
) -> n.Term:
    r"""Return q_1(x) q_2(x) \cdots q_n(x) as a product over its index."""
    cuts = [k for k, factor in enumerate(factors) if isinstance(factor, t.Dots)]
    if len(cuts) != 1 or cuts[0] in (0, len(factors) - 1):
        raise refusal(
            factors[cuts[0]], "dots without a factor before and after them", "a first and a last factor", "..."
        )
    (cut,) = cuts
    width = len(factors) - cut - 1  # factors in one item: q_n(x_n) is two
    last = read(node, factors[cut + 1 :], signs[cut + 1 :], known)
    shown: list[n.Term] = []
    start = cut
    while start >= width:
        item = read(node, factors[start - width : start], signs[start - width : start - 1], known)
        if not _continues(node, [item, *shown, last], known):
            break
        shown.insert(0, item)
        start -= width
    over, index, body = between(node, [*shown, last], known)
    whole = n.Bind("product", index, over, body)
    if start == 0:
        return whole
    return multiply([("", read(node, factors[:start], signs[: start - 1], known)), ("", whole)])


def _continues(node: t.Node, items: list[n.Term], known: Context) -> bool:
    try:
        over, _, _ = between(node, items, known)
    except ReadError:
        return False
    following = [between(node, items[k:], known)[0].lower for k in range(len(items) - 1)]
    numbers = [f.value for f in following if isinstance(f, n.Number)]
    return isinstance(over.lower, n.Number) and numbers == [numbers[0] + k for k in range(len(following))]


def with_runs(node: t.Listing, known: Context) -> tuple[n.Term, ...]:
    """Return arguments among which dots stand: x, w_1, ..., w_n, U is x, the vector of the w_k, and U."""
    terms = [None if isinstance(item, t.Dots) else mean(item, known) for item in node.items]
    found: list[n.Term] = []
    k = 0
    while k < len(terms):
        term = terms[k]
        if term is not None:
            found.append(term)
            k += 1
            continue
        following = terms[k + 1] if k + 1 < len(terms) else None
        if not found or following is None:
            raise refusal(node.items[k], "dots without an item before and after them", "x_1, ..., x_n", "...")
        run = [found.pop(), following]
        while found and _continues(node, [found[-1], *run], known):
            run.insert(0, found.pop())
        over, index, body = between(node, run, known)
        found.append(n.Bind("vector", index, over, body))
        k += 2
    return tuple(found)


def vector_with_dots(node: t.Node, items: Sequence[t.Node], known: Context) -> n.Term:
    """Return the vector x_1, x_2, ..., x_n."""
    terms = [mean(item, known) for item in items if not isinstance(item, t.Dots)]
    if len(terms) < 2 or isinstance(items[0], t.Dots) or isinstance(items[-1], t.Dots):
        raise refusal(node, "dots without a first and a last item", "x_1, ..., x_n", "...")
    if not all(is_number(sort_of(term)) or sort_of(term).shape for term in terms):
        raise refusal(node, "a list of things that are no numbers", "numbers")
    if all(isinstance(term, n.Transpose) and sort_of(term.term).name == "vector" for term in terms):
        terms = [term.term for term in terms if isinstance(term, n.Transpose)]  # rows x_1^T, ..., x_n^T
    over, index, body = between(node, terms, known)
    return n.Bind("vector", index, over, body)
