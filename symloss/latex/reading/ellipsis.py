r"""Dots: y_1 + \cdots + y_K, (x_1, \ldots, x_n), q_1 q_2 \cdots q_n as binders.

The first and the last item are compared; where they differ, the difference must be an
index that runs from one value to the other, and every other item must lie on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.latex.reading.combine import ZERO, add, multiply
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.entries import ONE
from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, TRUTH, is_number
from symloss.term.walk import children, free_symbols, rebuild, substitute, subterms

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
    difference, index, body = _pattern(node, terms, known)
    return n.Range(difference.first, difference.last), index, body


def _pattern(node: t.Node, terms: Sequence[n.Term], known: Context) -> tuple[_Difference, n.Symbol, n.Term]:
    used = {s.name for term in terms for s in subterms(term) if isinstance(s, n.Symbol)} | set(known.local)
    index = n.Symbol(next((c for c in _INDEX_NAMES if c not in used), "k1"), INDEX)
    differences: set[_Difference] = set()
    body = _general(terms[0], terms[-1], index, differences)
    if body is None or len(differences) != 1:
        raise refusal(node, "dots between things that show no pattern", "items that differ in one index", "...")
    (difference,) = differences
    for position, term in enumerate(terms[1:-1], start=1):
        if not _fits(_numbered(term, body), body, index, difference, position):
            raise refusal(node, "an item beside the dots does not fit the first and the last", "", "...")
    return difference, index, body


def _is_number_in(body: n.Term, index: n.Symbol) -> bool:
    """Whether the index stands elsewhere than in subscripts."""
    if isinstance(body, n.Indexed):
        return _is_number_in(body.base, index)
    return body == index or any(_is_number_in(child, index) for child in children(body))


def _column(over: n.Range, index: n.Symbol, body: n.Term) -> n.Term:
    """Return the vector of some items; that of x_0, ..., x_{n-1} has n entries, of which the first is x_0."""
    less = over.upper.terms[0] if isinstance(over.upper, n.Add) and over.upper.terms[1:] == (n.Neg(ONE),) else None
    if over.lower != ZERO or less is None:
        return n.Bind("vector", index, over, body)
    return n.Bind("vector", index, n.Range(ONE, less), substitute(body, {index: n.Add((index, n.Neg(ONE)))}))


def _general(
    first: n.Term, last: n.Term, index: n.Symbol, found: set[_Difference], inside: bool = False
) -> n.Term | None:
    """Return `first` with the index where `last` differs from it, or None; `inside`: within subscripts."""
    if first == last:
        return first
    if (_is_index(first) and (_is_index(last) or _is_size(last))) or (inside and _is_size(first) and _is_size(last)):
        found.add(_Difference(first, last))
        return index
    if type(first) is not type(last) or isinstance(first, n.Symbol | n.Number):
        return None
    if isinstance(first, n.Apply) and isinstance(last, n.Apply) and (family := _family(first, last)):
        stem, first_number, last_number = family
        found.add(_Difference(first_number, last_number))
        function = n.Symbol(f"{stem}_entry", FUNCTION)
        first, last = (n.Apply(function, (*a.arguments, index)) for a in (first, last))
    values: dict[str, object] = {}
    for item in fields(first):  # type: ignore[arg-type]
        a, b = getattr(first, item.name), getattr(last, item.name)
        within = inside or (isinstance(first, n.Indexed) and item.name == "indices")
        if isinstance(a, n.Term) and isinstance(b, n.Term):
            values[item.name] = _general(a, b, index, found, within)
        elif isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
            made = tuple(_general(x, y, index, found, within) for x, y in zip(a, b, strict=True))
            values[item.name] = None if None in made else made
        else:
            values[item.name] = a if a == b else None
        if values[item.name] is None and a is not None:
            return None
    return type(first)(**values)


def _family(first: n.Apply, last: n.Apply) -> tuple[str, n.Term, n.Term] | None:
    """Return f, 1 and n of f_1(x) and f_n(x): functions that are numbered, as f_k(x) numbers them."""
    names = [f.name if isinstance(f, n.Symbol) else "" for f in (first.function, last.function)]
    (stem, _, low), (other, _, high) = (name.rpartition("_") for name in names)
    if not stem or stem != other or not low.isdigit() or low == high:
        return None
    upper = n.Number(Fraction(int(high))) if high.isdigit() else n.Symbol(high, INDEX) if len(high) == 1 else None
    return (stem, n.Number(Fraction(int(low))), upper) if upper is not None else None


def _numbered(term: n.Term, body: n.Term) -> n.Term:
    """Return f_2(x) as function number 2 of x, if the general item has functions by their number."""
    families = {s.name.removesuffix("_entry") for s in free_symbols(body) if s.name.endswith("_entry")}

    def changed(part: n.Term) -> n.Term:
        stem, _, number = part.function.name.rpartition("_") if _names_function(part) else ("", "", "")  # type: ignore[attr-defined]
        if stem in families and number.isdigit():
            function = n.Symbol(f"{stem}_entry", FUNCTION)
            return n.Apply(function, (*part.arguments, n.Number(Fraction(int(number)))))  # type: ignore[attr-defined]
        return rebuild(part, changed)

    return changed(term) if families else term


def _names_function(term: n.Term) -> bool:
    return isinstance(term, n.Apply) and isinstance(term.function, n.Symbol)


def _is_index(term: n.Term) -> bool:
    if isinstance(term, n.Number):
        return term.places is None
    if isinstance(term, n.Symbol):
        return term.sort == INDEX
    return isinstance(term, n.Add | n.Neg) and all(_is_index(s) for s in _parts(term))


def _is_size(term: n.Term) -> bool:
    """Whether a number may be the last index though nothing else says that it is one."""
    if isinstance(term, n.Add | n.Neg):
        return all(_is_size(part) or _is_index(part) for part in _parts(term))
    return isinstance(term, n.Symbol) and term.sort in (SCALAR, INDEX)


def _parts(term: n.Add | n.Neg) -> tuple[n.Term, ...]:
    return term.terms if isinstance(term, n.Add) else (term.term,)


def _fits(term: n.Term, body: n.Term, index: n.Symbol, difference: _Difference, position: int) -> bool:
    """Whether an item between is the next one, the one before the last, or some one in between."""
    if isinstance(difference.first, n.Number):
        following = n.Number(difference.first.value + Fraction(position))
        if substitute(body, {index: following}) == term:
            return True
    found: set[_Difference] = set()
    return _general(substitute(body, {index: difference.first}), term, index, found) is not None and len(found) == 1


# --- sums --------------------------------------------------------------------------------


def sum_with_dots(node: t.Sum, known: Context) -> n.Term:
    """Return a sum with dots in it; terms that do not belong to the pattern are added."""
    one_each = _one_each(node, known)
    if one_each is not None:
        return one_each
    items = [None if isinstance(term, t.Dots) else _signed(sign, mean(term, known))
             for sign, term in zip(node.signs, node.terms, strict=True)]  # fmt: skip
    if len(items) > 2 and items[-1] is None and node.signs[-1] == "+":
        return _open_ended(node, items, known)
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


def _one_each(node: t.Sum, known: Context) -> n.Term | None:
    r"""Return b_1 a_2 \cdots a_n + a_1 b_2 \cdots a_n + ... + a_1 a_2 \cdots b_n, as the product rule is written."""
    rows = [_cut(term, known) for term in node.terms if not isinstance(term, t.Dots)]
    if len(rows) < 2 or None in rows or any(sign == "-" for sign in node.signs):
        return None
    first, *middle, last = [row for row in rows if row is not None]
    over, index, one = between(node, [last[0][0], first[1]], known)  # a_1, ..., a_n
    other_over, other, changed = between(node, [first[0][0], last[1]], known)  # b_1, ..., b_n
    place = n.Symbol(index.name + "1", INDEX)

    def fits(row: tuple[list[n.Term], n.Term], at: int, end: n.Term) -> bool:
        numbers = [n.Number(Fraction(k + 1)) for k in range(len(row[0]))]
        shown = [substitute(changed, {other: k}) if k.value == at else substitute(one, {index: k}) for k in numbers]
        return row == (shown, end)

    rows_fit = [fits(first, 1, first[1]), fits(last, 0, last[1])]
    rows_fit += [fits(row, at, first[1]) for at, row in enumerate(middle, start=2)]
    if over != other_over or over.lower != ONE or not all(rows_fit):
        return None
    rest = n.Bind("product", index, n.Except(over, (place,)), one)
    return n.Bind("sum", place, over, n.Mul((substitute(changed, {other: place}), rest)))


def _cut(term: t.Node, known: Context) -> tuple[list[n.Term], n.Term] | None:
    """Return the factors before the dots of a product, and what stands behind them, or None."""
    cuts = (
        [k for k, factor in enumerate(term.factors) if isinstance(factor, t.Dots)]
        if isinstance(term, t.Product)
        else []
    )
    if len(cuts) != 1 or not isinstance(term, t.Product) or cuts[0] in (0, len(term.factors) - 1):
        return None
    before, behind = (
        replace(term, factors=term.factors[a:b], separators=term.separators[a : b - 1])
        for a, b in ((0, cuts[0]), (cuts[0] + 1, len(term.factors)))
    )
    read = [mean(part.factors[0] if len(part.factors) == 1 else part, known) for part in (before, behind)]
    return (list(read[0].factors) if isinstance(read[0], n.Mul) else [read[0]]), read[1]


def _open_ended(node: t.Sum, items: list[n.Term | None], known: Context) -> n.Term:
    """Return e^{x_1} + ... + e^{x_i} + ...: the sum over all entries, of which those shown are some."""
    shown = [item for item in items if item is not None]
    refused = refusal(node, "dots at the end of a sum whose entries are not counted", "a last term", "...")
    if len(shown) < 2:
        raise refused
    difference, index, body = _pattern(node, shown, known)
    entries = [p for p in subterms(body) if isinstance(p, n.Indexed) and index in p.indices]
    sizes = {sort_of(p.base).shape[p.indices.index(index)] for p in entries}
    if difference.first != ONE or len(sizes) != 1 or _is_number_in(body, index):
        raise refused
    return n.Bind("sum", index, n.Range(ONE, *sizes), body)


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
    if "circ" in signs:
        raise refusal(factors[cut], "a chain of \\circ is a composition of functions", "f(g(x))", "...")
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
        following = [_pattern(node, items[k:], known)[0].first for k in range(len(items) - 1)]
    except ReadError:
        return False
    numbers = [f.value for f in following if isinstance(f, n.Number)]
    return len(numbers) == len(following) and numbers == [numbers[0] + k for k in range(len(following))]


def with_runs(node: t.Listing, known: Context) -> tuple[n.Term, ...]:
    """Return arguments among which dots stand: x, w_1, ..., w_n, U is x, the vector of the w_k, and U."""
    terms = [None if isinstance(item, t.Dots) else event(mean(item, known)) for item in node.items]
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
        found.append(_column(over, index, body))
        k += 2
    return tuple(found)


def event(argument: n.Term) -> n.Term:
    """Return an argument; an event, as in P(y = k) and P(a <= x_1, ..., a <= x_n), by its indicator."""
    return n.Indicator(argument) if sort_of(argument) == TRUTH else argument


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
    return _column(over, index, body)
