r"""A flat row of factors -> applications and products.

A row of letters is cut into declared names; functions take their arguments
(`symloss.latex.reading.applications`); what is left is multiplied and divided by the sorts.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from symloss.latex import tree as t
from symloss.latex import words
from symloss.latex.reading.applications import Applier, Factor, scripts_of_use
from symloss.latex.reading.arrays import is_norm, norm
from symloss.latex.reading.combine import divide, hadamard, multiply
from symloss.latex.reading.context import Context, mean, refusal
from symloss.latex.reading.ellipsis import has_dots, product_with_dots
from symloss.latex.reading.lookup import find, function_use
from symloss.latex.reading.resolve import name_term
from symloss.term import nodes as n
from symloss.term.sorting import SortError
from symloss.term.sorts import FUNCTION
from symloss.term.walk import free_symbols

_ENTRYWISE = ("odot", "circ")


@mean.register
def _(node: t.Product, known: Context) -> n.Term:
    factors, signs = spread(node, known)
    own = known.symbol("pi")
    for before, factor in itertools.pairwise(factors) if own is not None and own.sort != FUNCTION else ():
        if isinstance(before, t.Literal) and before.text == "2" and _is_pi(factor):
            raise refusal(factor, "2π beside a π of the text: the number, or the name?", "another letter for one")
    if has_dots(factors):
        return product_with_dots(node, factors, signs, known, read)
    return read(node, factors, signs, known)


def _is_pi(node: t.Node) -> bool:
    base = node.base if isinstance(node, t.Scripted) and node.sub is None else node
    return isinstance(base, t.Letter) and base.name == "pi"


def read(node: t.Node, factors: Sequence[t.Node], signs: Sequence[str], known: Context) -> n.Term:
    """Return the product of the factors; `signs` stand between them."""
    return join(node, Applier(list(factors), list(signs), known).factors(), known)


# --- rows of letters -------------------------------------------------------------------


def spread(node: t.Product, known: Context) -> tuple[list[t.Node], list[str]]:
    """Return the factors with rows of letters cut into names."""
    factors: list[t.Node] = []
    signs: list[str] = []
    for factor, sign in zip(node.factors, ("", *node.separators), strict=True):
        pieces = cut(factor, known)
        if factors:
            signs.append(sign)
        signs += [""] * (len(pieces) - 1)
        factors += pieces
    return factors, signs


def cut(node: t.Node, known: Context) -> list[t.Node]:
    """Return a row of letters as declared names and single letters; anything else as it is."""
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Word) or not base.run or find(node, known) or find(base, known):
        return [node]
    if function_use(node, known) is not None:
        return [node]
    pieces = _segments(base, known)
    if isinstance(node, t.Scripted):
        pieces[-1] = replace(node, base=pieces[-1], start=pieces[-1].start)
    return pieces


def _segments(base: t.Word, known: Context) -> list[t.Node]:
    text = base.text
    pieces: list[t.Node] = []
    position = 0
    while position < len(text):
        width = next((w for w in range(len(text) - position, 1, -1) if _known(text[position : position + w], known)), 1)
        piece = text[position : position + width]
        start = base.start + position
        end = start + width if base.end - base.start == len(text) else base.end
        if width == 1:
            pieces.append(t.Letter(name=piece, font=base.font, start=start, end=end))
        else:
            pieces.append(t.Word(text=piece, run=not words.is_word(piece), font=base.font, start=start, end=end))
        position += width
    return pieces


def _known(piece: str, known: Context) -> bool:
    return known.symbol(piece) is not None or words.is_word(piece)


@mean.register
def _(node: t.Word, known: Context) -> n.Term:
    return _single(node, known)


@mean.register
def _(node: t.Letter, known: Context) -> n.Term:
    return _single(node, known)


@mean.register
def _(node: t.Scripted, known: Context) -> n.Term:
    return _single(node, known)


def _single(node: t.Node, known: Context) -> n.Term:
    if is_norm(node):
        assert isinstance(node, t.Scripted)
        return norm(node, known)
    pieces = cut(node, known)
    if len(pieces) > 1:
        return read(node, pieces, [""] * (len(pieces) - 1), known)
    use = function_use(pieces[0], known)
    if use is not None:
        if use.base is None and (value := known.valued(use.function)) is not use.function:
            return scripts_of_use(node, use, value, known)
        if use.power is not None or use.index or use.base is not None:
            raise refusal(node, "a function without an argument", "an argument")
        return use.function
    return name_term(pieces[0], known)


# --- products ---------------------------------------------------------------------------


def join(node: t.Node, factors: list[Factor], known: Context) -> n.Term:
    """Return the product of factors that were read."""
    if len(factors) == 1:
        return factors[0].term
    _check_reach(factors, known)
    _check_numerals(factors)
    _check_braces(factors)
    groups: list[list[Factor]] = [[]]
    for factor in factors:
        if factor.sign in _ENTRYWISE:
            groups.append([])
        groups[-1].append(factor)
    try:
        parts = tuple(_quotients(node, group, known) for group in groups)
        return parts[0] if len(parts) == 1 else hadamard(parts)
    except SortError as error:
        raise refusal(node, str(error)) from error


def _quotients(node: t.Node, factors: list[Factor], known: Context) -> n.Term:
    """Multiply and divide from left to right; what follows a / must be one thing."""
    if all(f.sign != "/" for f in factors):
        return multiply([(f.sign, f.term) for f in factors], known.scope.manner.beside)
    done: list[tuple[str, n.Term]] = []
    for factor, following in zip(factors, (*factors[1:], None), strict=True):
        if factor.sign != "/":
            done.append((factor.sign, factor.term))
            continue
        numbers = isinstance(factor.node, t.Literal) and isinstance(done[-1][1], n.Number) and len(done) == 1
        if following is not None and following.sign == "" and not numbers:
            raise refusal(factor.node, "a/b c may mean a/(b c) or (a/b) c", "brackets, or \\frac", "/")
        done = [("", divide(multiply(done, known.scope.manner.beside), factor.term))]
    return multiply(done, known.scope.manner.beside)


def _check_numerals(factors: list[Factor]) -> None:
    """Refuse numerals side by side: 10 000 is no product, nor are boxes of digits, nor is 2 1/2."""
    for left, right in itertools.pairwise(factors):
        if right.sign or not isinstance(left.node, t.Literal):
            continue
        mixed = (
            isinstance(right.node, t.Fraction)
            and _is_numeral(right.node.numerator)
            and _is_numeral(right.node.denominator)
        )
        if _is_numeral(right.node) or mixed:
            raise refusal(right.node, "two numbers stand side by side", "a sign between them")


def _check_braces(factors: list[Factor]) -> None:
    """Refuse a {b + c}: braces do not show, so that a reader sees a b + c."""
    for place, factor in enumerate(factors):
        node = factor.node
        if isinstance(node, t.Sum) and (len(node.terms) > 1 or (place and not factor.sign)):
            raise refusal(factor.node, "braces do not show around a sum in a product", "brackets")


def _is_numeral(node: t.Node) -> bool:
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Literal) and base.text != t.PI


def _check_reach(factors: list[Factor], known: Context) -> None:
    """Refuse d/dx f . g where it matters whether g is differentiated too."""
    for left, right in itertools.pairwise(factors):
        if not isinstance(left.node, t.DerivativeSign) or right.sign in _ENTRYWISE:
            continue
        if left.node.body is None and right.sign in ("", "dot", "star"):
            raise refusal(left.node, "a gradient before a times sign: of what follows, or a divergence", "brackets")
        if not left.node.reach:
            continue
        if isinstance(right.node, t.DerivativeSign) or not isinstance(left.term, n.Derivative):
            continue
        by = {s.name for s in free_symbols(left.term.variable)}
        moving = {s.name for s in free_symbols(right.term)}
        reached = moving | {d for name in moving for d in known.dependencies(name)}
        if by & reached or any(known.is_quantity(name) for name in moving):
            raise refusal(right.node, "it is not clear whether the derivative is of this factor too", "brackets")
