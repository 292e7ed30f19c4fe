"""Syntax tree + scope -> term: strict, and nothing but what the scope declares.

The kinds of node are read where their mathematics is: names in `resolve`, products and
applications in `products`, arrays in `arrays`, big operators in `binders`, calculus in
`calculus`, relations in `truths`; what is left is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from symloss.latex import tree as t
from symloss.latex.parsing.lexer import MOST_DIGITS
from symloss.latex.reading import arrays, binders, calculus, products, truths
from symloss.latex.reading.combine import add, divide, fitted, is_unknown_size
from symloss.latex.reading.context import Context, OpenSize, context, mean, refusal
from symloss.latex.reading.ellipsis import has_dots, sum_with_dots
from symloss.latex.reading.entries import column
from symloss.latex.reading.survey import survey
from symloss.term import nodes as n
from symloss.term.functions import SQRT
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, SET, TRUTH, is_number
from symloss.term.walk import free_symbols, height, substitute

MOST_HEIGHT = 100  # of the tree: a/b/c/... nests without brackets

__all__ = ["arrays", "binders", "calculus", "products", "truths", "understand"]


def understand(
    node: t.Node,
    scope: Scope,
    elided: Mapping[str, tuple[n.Term, ...]] | None = None,
    like: tuple[n.Term, ...] = (),
) -> n.Term:
    """Return what `node` means in `scope`.

    elided: the arguments of functions that are written without them. like: the sizes of
    what it is equated with.

    Raises ReadError at the first thing that is not understood: an undeclared name, a
    sum over nobody knows what, a product that may mean two things, an ill-typed term.
    """
    known = context(scope, elided, node)
    try:
        term = fitted(mean(node, known), like)
        if _open_sizes(term):
            term = fitted(mean(node, replace(known, one_size=True)), like)
        if height(term) > MOST_HEIGHT:
            raise RecursionError
        term = _with_only_size(term)
        if _open_sizes(term):
            raise OpenSize("the size of this 1 or I cannot be seen", node.start, "1", "its size as a subscript")
        term = _as_column(term) if scope.manner.rows else term
        sort_of(term)
    except SortError as error:
        raise refusal(node, str(error)) from error
    except RecursionError:
        raise refusal(node, "nested too deeply", "named intermediate results") from None
    return term


def _with_only_size(term: n.Term) -> n.Term:
    """Return a term whose ones and identities have the one size that occurs in it, where they show none."""
    unknown = [s for s in free_symbols(term) if is_unknown_size(s)]
    if not unknown:
        return term
    arrays = [part.sort.shape for part in free_symbols(term) if part.sort.shape]
    sizes = {size for shape in arrays for size in shape}
    return substitute(term, dict.fromkeys(unknown, sizes.pop())) if len(sizes) == 1 else term


def _as_column(term: n.Term) -> n.Term:
    """Return a side in which vectors are rows; what is a column there must not be taken for one."""
    if sort_of(term).name == "vector":
        raise SortError("a column beside rows")
    return column(term)


def _open_sizes(term: n.Term) -> bool:
    return any(is_unknown_size(symbol) for symbol in free_symbols(term))


def understand_set(node: t.Node, scope: Scope) -> n.Term:
    r"""Return the set that stands after \in, where {0, 1} is no vector and (0, 1) no pair."""
    known = context(scope)
    try:
        return truths.set_of(node, known)
    except SortError as error:
        raise refusal(node, str(error)) from error


@mean.register
def _(node: t.Literal, known: Context) -> n.Term:
    if node.text == t.PI:
        return n.Constant("pi")
    digits, _, exponent = node.text.lower().partition("e")
    whole, point, decimals = digits.partition(".")
    power = int(exponent or 0)
    if abs(power) > MOST_DIGITS:  # before the power is worked out
        raise refusal(node, f"a number of more than {MOST_DIGITS} digits", "a shorter one", node.text)
    value = Fraction(f"{whole or '0'}.{decimals or '0'}") * Fraction(10) ** power
    places = len(decimals) - power
    if exponent and places <= 0:  # 2.5e3 is known to hundreds, which no number of places says
        raise refusal(node, "a number with a positive exponent", "all of its digits", node.text)
    return n.Number(value, places if point or places > 0 else None)


@mean.register
def _(node: t.Sum, known: Context) -> n.Term:
    if "+-" in node.signs:
        raise refusal(node, "plus or minus means two things", "+ or -", "\\pm")
    if has_dots(node.terms):
        return sum_with_dots(node, known)
    node = _extended(_reaching(node), known)
    terms = tuple(
        n.Neg(_value(part, known)) if sign == "-" else _value(part, known)
        for sign, part in zip(node.signs, node.terms, strict=True)
    )
    if len(terms) == 1:
        return terms[0]
    try:
        return add(terms, each_column=known.scope.manner.each_column)
    except SortError as error:
        raise refusal(node, str(error)) from error


def _reaching(node: t.Sum) -> t.Sum:
    r"""Return \arg\max_w f(w) + g(w) as the place where the sum is largest: a place plus g(w) means nothing."""
    first = node.terms[0]
    if len(node.terms) < 2 or node.signs[0] == "-" or not isinstance(first, t.Big) or not first.op.startswith("arg"):
        return node
    bound = {m.name for m in survey(first) if m.role == "bound"}
    later = {name for term in node.terms[1:] for m in survey(term) for name in (m.name, *m.subscripts)}
    return _absorbed(node, 0, len(node.terms) - 1) if bound & later else node


def _extended(node: t.Sum, known: Context) -> t.Sum:
    r"""Return \sum_n a_n + b_n as the sum of a_n + b_n: outside of it n means nothing.

    Refused is what may be meant in two ways: a minus before the sum, and terms without
    the letter between the sum and the last term with it.
    """
    ended: dict[str, int] = {}  # letter -> the term that ends with the sum over it
    free: set[str] = set()
    for place, term in enumerate(node.terms):
        here, bound = _indices(term)
        again = sorted(here & set(ended))
        if again:
            start = ended[again[0]]
            between = [_indices(part)[0] for part in node.terms[start + 1 : place + 1]]
            if node.signs[start] == "-" or len(again) > 1 or not all(again[0] in found for found in between):
                expected = "brackets around the summand, or another letter"
                raise refusal(term, f"`{again[0]}` is used behind the sum over it", expected, again[0])
            return _extended(_absorbed(node, start, place), known)
        free |= here
        last = term.factors[-1] if isinstance(term, t.Product) else term
        if isinstance(last, t.Big):
            ended |= dict.fromkeys(sorted(bound - free - set(known.local)), place)
    return node


def _absorbed(node: t.Sum, start: int, stop: int) -> t.Sum:
    """Return a sum of terms in which the big operator that ends term `start` reaches over term `stop` too."""
    term, end = node.terms[start], node.terms[stop].end
    big = term.factors[-1] if isinstance(term, t.Product) else term
    assert isinstance(big, t.Big)
    body = t.Sum(
        signs=("+", *node.signs[start + 1 : stop + 1]),
        terms=(big.body, *node.terms[start + 1 : stop + 1]),
        start=big.body.start,
        end=end,
    )
    wider: t.Node = replace(big, body=body, end=end)
    if isinstance(term, t.Product):
        wider = replace(term, factors=(*term.factors[:-1], wider), end=end)
    return replace(
        node,
        signs=(*node.signs[: start + 1], *node.signs[stop + 1 :]),
        terms=(*node.terms[:start], wider, *node.terms[stop + 1 :]),
    )


def _indices(term: t.Node) -> tuple[set[str], set[str]]:
    """Return the letters that are free indices in a term, and those that its big operators bind."""
    factors = term.factors if isinstance(term, t.Product) else (term,)
    each = [survey(factor) for factor in factors]
    bound = [{m.name for m in mentions if m.role == "bound"} for mentions in each]
    free = [{s for m in mentions for s in m.numbered} for mentions in each]
    return set().union(*(f - b for f, b in zip(free, bound, strict=True))), set().union(*bound)


def _value(node: t.Node, known: Context) -> n.Term:
    term = mean(node, known)
    sort = sort_of(term)
    if sort in (FUNCTION, TRUTH, SET):
        raise refusal(node, f"a {sort} where a value is expected", "a value")
    return term


@mean.register
def _(node: t.Fraction, known: Context) -> n.Term:
    try:
        return divide(_value(node.numerator, known), _value(node.denominator, known))
    except SortError as error:
        raise refusal(node, str(error)) from error


@mean.register
def _(node: t.Root, known: Context) -> n.Term:
    inside = _value(node.radicand, known)
    if not is_number(sort_of(inside)):
        return n.Map(SQRT.symbol, inside)
    if node.degree is None:
        return SQRT(inside)
    return n.Pow(inside, n.Div(n.Number(Fraction(1)), mean(node.degree, known)))


@mean.register
def _(node: t.Noted, known: Context) -> n.Term:
    return mean(node.body, known)


@mean.register
def _(node: t.Dots, known: Context) -> n.Term:
    raise refusal(node, "dots without a pattern", "items on both sides", "...")


@mean.register
def _(node: t.Text, known: Context) -> n.Term:
    raise refusal(node, f"words inside a formula: {node.text.strip()}", "mathematics", node.text)


@mean.register
def _(node: t.Label, known: Context) -> n.Term:
    raise refusal(node, f"`{node.text}` means nothing here", "an expression", node.text)
