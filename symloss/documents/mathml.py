"""Terms as MathML, which every browser shows without a library.

Like the plain printer: each node gives a `Piece`, its markup, how tightly it binds,
and whether it is open to the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from symloss.documents.letters import GREEK, letter
from symloss.documents.markup import APPLY, MINUS, THIN, TIMES, commas, fenced, operator, row, table
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, function_of
from symloss.term.notation import (
    AND,
    ATOM,
    FACTOR,
    IMPLIES,
    LIST,
    NOT,
    OR,
    POWER,
    PRODUCT,
    RELATION,
    SUM,
    Piece,
    chain,
    digits,
    is_quantity,
    mixed_second,
)
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION

SIGNS = {
    "=": "=",
    "!=": "&#x2260;",
    "<": "&lt;",
    "<=": "&#x2264;",
    ">": "&gt;",
    ">=": "&#x2265;",
    "~=": "&#x2248;",
    "->": "&#x2192;",
}
BIG = {"sum": "&#x2211;", "product": "&#x220F;", "max": "max", "min": "min"}


def mathml(term: n.Term, scope: Scope | None = None, *, display: bool = False) -> str:
    """Return a <math> element; display: as a formula of its own, not within a line."""
    style = Style(dict(scope.notation) if scope else {})
    mode = ' display="block"' if display else ""
    return f"<math{mode}>{_piece(term, style).text}</math>"


@dataclass(frozen=True)
class Style:
    """How names are written."""

    notation: dict[str, str]

    def show(self, term: n.Term, level: int, last: bool = False) -> str:
        """Return the markup of `term`, in parentheses where it binds less tightly than `level`."""
        piece = _piece(term, self)
        return fenced(piece.text) if piece.level < level or (piece.open and not last) else piece.text

    def inside(self, term: n.Term) -> str:
        """Return the markup of `term` between brackets or commas."""
        return self.show(term, OR, last=True)


@singledispatch
def _piece(term: n.Term, style: Style) -> Piece:
    raise TypeError(f"no MathML is known for {type(term).__name__}: was a new node added?")


# --- atoms and arithmetic ------------------------------------------------------------


@_piece.register
def _(term: n.Number, style: Style) -> Piece:
    return Piece(f"<mn>{digits(term)}</mn>")


@_piece.register
def _(term: n.Constant, style: Style) -> Piece:
    return Piece({"pi": "<mi>&#x3C0;</mi>", "e": "<mi>e</mi>", "inf": "<mi>&#x221E;</mi>"}[term.name])


@_piece.register
def _(term: n.Symbol, style: Style) -> Piece:
    if term.sort == FUNCTION and term.name in FUNCTIONS and term.name not in GREEK:
        return Piece(f"<mi>{term.name}</mi>")
    return Piece(letter(term.name, style.notation.get(term.name), bold=bool(term.sort.shape)))


@_piece.register
def _(term: n.Neg, style: Style) -> Piece:
    inner = _piece(term.term, style)
    text = inner.text if inner.level >= PRODUCT else fenced(inner.text)
    return Piece(row(operator(MINUS, ' form="prefix"'), text), SUM, inner.open)


@_piece.register
def _(term: n.Add, style: Style) -> Piece:
    first, *others = term.terms
    parts = [style.show(first, SUM if isinstance(first, n.Neg) else PRODUCT, last=True)]
    for other in others:
        minus = isinstance(other, n.Neg)
        value = other.term if isinstance(other, n.Neg) else other
        parts += [operator(MINUS if minus else "+"), style.show(value, PRODUCT, last=True)]
    return Piece(row(*parts), SUM)


@_piece.register(n.Mul)
@_piece.register(n.MatMul)
def _(term: n.Mul | n.MatMul, style: Style) -> Piece:
    parts: list[str] = []
    for position, factor in enumerate(term.factors, 1):
        numeral = isinstance(factor, n.Number) or (isinstance(factor, n.Pow) and isinstance(factor.base, n.Number))
        if parts:
            parts.append(operator("&#x22C5;") if numeral else THIN if _is_word(factor) else TIMES)
        parts.append(style.show(factor, FACTOR, last=position == len(term.factors)))
    return Piece(row(*parts), PRODUCT, _piece(term.factors[-1], style).open)


def _is_word(factor: n.Term) -> bool:
    """Whether a factor begins with a word, `ln`, which needs a space before it."""
    base = factor.base if isinstance(factor, n.Pow) else factor
    named = function_of(base)
    return named is not None and named.name not in ("exp", "abs", "sqrt", *GREEK)


@_piece.register
def _(term: n.Hadamard, style: Style) -> Piece:
    return Piece(row(operator("&#x2299;").join(style.show(f, FACTOR) for f in term.factors)), PRODUCT)


@_piece.register
def _(term: n.Div, style: Style) -> Piece:
    return Piece(f"<mfrac>{row(style.inside(term.numerator))}{row(style.inside(term.denominator))}</mfrac>", FACTOR)


@_piece.register
def _(term: n.Pow, style: Style) -> Piece:
    return Piece(f"<msup>{row(style.show(term.base, ATOM))}{row(style.inside(term.exponent))}</msup>", POWER)


# --- functions, indices, arrays --------------------------------------------------------


@_piece.register
def _(term: n.Apply, style: Style) -> Piece:
    named = function_of(term)
    if named is not None and named.name == "exp":
        return Piece(f"<msup><mi>e</mi>{row(style.inside(term.arguments[0]))}</msup>", POWER)
    if named is not None and named.name == "sqrt":
        return Piece(f"<msqrt>{style.inside(term.arguments[0])}</msqrt>")
    if named is not None and named.name == "abs":
        return Piece(fenced(style.inside(term.arguments[0]), "|", "|"))
    if named is not None and named.name == "log_base":
        value, base = term.arguments
        log = f"<msub><mi>log</mi>{row(style.inside(base))}</msub>"
        return Piece(row(log, APPLY, fenced(style.inside(value))))
    return _applied(term.function, term.arguments, style)


@_piece.register
def _(term: n.Map, style: Style) -> Piece:
    return _applied(term.function, (term.argument,), style)


def _applied(function: n.Term, arguments: tuple[n.Term, ...], style: Style) -> Piece:
    return Piece(row(style.show(function, ATOM), APPLY, fenced(commas(map(style.inside, arguments)))))


@_piece.register
def _(term: n.Prime, style: Style) -> Piece:
    marks = "&#x2032;" * term.order
    return Piece(f"<msup>{row(style.show(term.function, ATOM))}{operator(marks)}</msup>")


@_piece.register
def _(term: n.Indexed, style: Style) -> Piece:
    short = all(isinstance(i, n.Symbol | n.Number) for i in term.indices)
    parts = [style.inside(i) for i in term.indices]
    below = row(*parts) if short else row(commas(parts))
    # an entry is a number, so its letter is not bold; a row of a matrix is
    if isinstance(term.base, n.Symbol) and len(term.indices) == len(term.base.sort.shape):
        name = letter(term.base.name, style.notation.get(term.base.name))
    else:
        name = style.show(term.base, ATOM)
    return Piece(f"<msub>{row(name)}{below}</msub>")


@_piece.register
def _(term: n.Stack, style: Style) -> Piece:
    rows = ([style.inside(e) for e in r.entries] for r in term.rows if isinstance(r, n.Row))
    return Piece(fenced(table(rows)))


@_piece.register
def _(term: n.Row, style: Style) -> Piece:
    return Piece(row(commas(map(style.inside, term.entries))))


@_piece.register
def _(term: n.Transpose, style: Style) -> Piece:
    return Piece(f"<msup>{row(style.show(term.term, ATOM))}{operator('&#x22A4;')}</msup>", POWER)


@_piece.register
def _(term: n.Inner, style: Style) -> Piece:
    return Piece(fenced(commas([style.inside(term.left), style.inside(term.right)]), "&#x27E8;", "&#x27E9;"))


@_piece.register
def _(term: n.Norm, style: Style) -> Piece:
    bars = fenced(style.inside(term.term), "&#x2016;", "&#x2016;")
    return Piece(f"<msub>{bars}{row(style.inside(term.order))}</msub>")


# --- binders, sets and cases -------------------------------------------------------------


@_piece.register
def _(term: n.Bind, style: Style) -> Piece:
    index = _piece(term.index, style).text
    if term.kind == "expectation":
        below = row(index, operator("&#x223C;"), style.inside(term.over))
        head = f'<msub><mi mathvariant="normal">E</mi>{below}</msub>'
        return Piece(row(head, fenced(style.inside(term.body), "[", "]")))
    if term.kind == "vector":
        return Piece(f"<msub>{fenced(style.inside(term.body))}{row(_below(term, index, style))}</msub>")
    big = operator(BIG[term.kind]) if term.kind in ("sum", "product") else _upright(term.kind)
    below = row(_below(term, index, style))
    if isinstance(term.over, n.Range):
        head = f"<munderover>{big}{below}{row(style.inside(term.over.upper))}</munderover>"
    else:
        head = f"<munder>{big}{below}</munder>"
    return Piece(row(head, style.show(term.body, PRODUCT, last=True)), FACTOR, open=True)


def _upright(word: str) -> str:
    return f"<mo>{word}</mo>"


def _below(term: n.Bind, index: str, style: Style) -> str:
    """Return what stands below a big operator: k = 1, or k in a set, or k != j."""
    if isinstance(term.over, n.Range):
        return index + operator("=") + style.inside(term.over.lower)
    if isinstance(term.over, n.Except):
        return commas(index + operator(SIGNS["!="]) + style.inside(w) for w in term.over.without)
    return index + operator("&#x2208;") + _piece(term.over, style).text


@_piece.register
def _(term: n.Range, style: Style) -> Piece:
    ends = [style.inside(term.lower), operator("&#x2026;"), style.inside(term.upper)]
    return Piece(fenced(commas(ends), "{", "}"))


@_piece.register
def _(term: n.Except, style: Style) -> Piece:
    without = fenced(commas(map(style.inside, term.without)), "{", "}")
    return Piece(row(_piece(term.base, style).text, operator("&#x2216;"), without), SUM)


@_piece.register
def _(term: n.FiniteSet, style: Style) -> Piece:
    return Piece(fenced(commas(map(style.inside, term.elements)), "{", "}"))


@_piece.register
def _(term: n.Interval, style: Style) -> Piece:
    left, right = "(" if term.open_lower else "[", ")" if term.open_upper else "]"
    return Piece(fenced(commas([style.inside(term.lower), style.inside(term.upper)]), left, right))


@_piece.register
def _(term: n.Delta, style: Style) -> Piece:
    return Piece(f"<msub><mi>&#x3B4;</mi>{row(style.inside(term.left), style.inside(term.right))}</msub>")


@_piece.register
def _(term: n.Indicator, style: Style) -> Piece:
    return Piece(row("<mn>1</mn>", fenced(_piece(term.condition, style).text, "[", "]")))


@_piece.register
def _(term: n.Cases, style: Style) -> Piece:
    rows = [
        [style.inside(value), row("<mtext>if&#xA0;</mtext>", _piece(condition, style).text)]
        for value, condition in zip(term.values, term.conditions, strict=True)
    ]
    if term.otherwise is not None:
        rows.append([style.inside(term.otherwise), "<mtext>otherwise</mtext>"])
    return Piece(row(operator("{", ' fence="true"'), table(rows, "left left")))


# --- calculus --------------------------------------------------------------------------


@_piece.register
def _(term: n.Derivative, style: Style) -> Piece:
    variable = style.show(term.variable, ATOM)
    if term.style == "nabla":
        power = f"<mn>{term.order}</mn>" if term.order > 1 else ""
        script = f"<msubsup><mo>&#x2207;</mo>{variable}{power}</msubsup>" if power else ""
        head = script or f"<msub><mo>&#x2207;</mo>{variable}</msub>"
        return Piece(row(head, style.show(term.body, ATOM)), FACTOR)
    sign = "<mo>&#x2202;</mo>" if term.style == "partial" else "<mi>d</mi>"
    mixed = mixed_second(term)
    if mixed is not None:
        top = row(f"<msup>{sign}<mn>2</mn></msup>", _piece(mixed.body, style).text)
        return Piece(f"<mfrac>{top}{row(sign, variable, THIN, sign, style.show(mixed.variable, ATOM))}</mfrac>", FACTOR)
    top, bottom = sign, row(sign, variable)
    if term.order > 1:
        top = f"<msup>{sign}<mn>{term.order}</mn></msup>"
        bottom = row(sign, f"<msup>{row(variable)}<mn>{term.order}</mn></msup>")
    if is_quantity(term.body):
        return Piece(f"<mfrac>{row(top, _piece(term.body, style).text)}{bottom}</mfrac>", FACTOR)
    body = fenced(_piece(term.body, style).text)
    return Piece(row(f"<mfrac>{row(top)}{bottom}</mfrac>", body), FACTOR)


@_piece.register
def _(term: n.At, style: Style) -> Piece:
    below = row(_piece(term.variable, style).text, operator("="), style.inside(term.value))
    bar = operator("|", ' stretchy="true" symmetric="true"')
    return Piece(row(style.show(term.body, ATOM), f"<msub>{bar}{below}</msub>"), FACTOR)


@_piece.register
def _(term: n.Integral, style: Style) -> Piece:
    sign = "<mo>&#x222B;</mo>"
    if term.lower is not None and term.upper is not None:
        sign = f"<msubsup>{sign}{row(style.inside(term.lower))}{row(style.inside(term.upper))}</msubsup>"
    differential = row(THIN, "<mi>d</mi>", _piece(term.variable, style).text)
    return Piece(row(sign, style.show(term.body, PRODUCT, last=True), differential), FACTOR, open=True)


@_piece.register
def _(term: n.Limit, style: Style) -> Piece:
    point = style.inside(term.point)
    if term.side:
        point = f"<msup>{row(point)}{operator('+' if term.side == '+' else MINUS)}</msup>"
    below = row(_piece(term.variable, style).text, operator("&#x2192;"), point)
    head = f"<munder>{_upright('lim')}{below}</munder>"
    return Piece(row(head, style.show(term.body, PRODUCT, last=True)), FACTOR, open=True)


# --- truths ----------------------------------------------------------------------------


@_piece.register
def _(term: n.Relation, style: Style) -> Piece:
    sides = [style.show(side, SUM, last=True) for side in (term.left, term.right)]
    return Piece(row(sides[0], operator(SIGNS[term.op]), sides[1]), RELATION)


@_piece.register
def _(term: n.Member, style: Style) -> Piece:
    return Piece(row(style.inside(term.term), operator("&#x2208;"), _piece(term.set, style).text), RELATION)


@_piece.register
def _(term: n.And, style: Style) -> Piece:
    links = chain(term)
    if links:
        parts = [style.show(links[0].left, SUM, last=True)]
        for link in links:
            parts += [operator(SIGNS[link.op]), style.show(link.right, SUM, last=True)]
        return Piece(row(*parts), RELATION)
    return Piece(row(_word("and").join(style.show(t, NOT, last=True) for t in term.truths)), AND)


@_piece.register
def _(term: n.Or, style: Style) -> Piece:
    return Piece(row(_word("or").join(style.show(t, AND, last=True) for t in term.truths)), OR)


def _word(word: str) -> str:
    return f"<mtext>&#xA0;{word}&#xA0;</mtext>"


@_piece.register
def _(term: n.Not, style: Style) -> Piece:
    return Piece(row("<mtext>not&#xA0;</mtext>", style.show(term.truth, RELATION, last=True)), NOT)


@_piece.register
def _(term: n.Implies, style: Style) -> Piece:
    sides = [style.show(term.premise, LIST, last=True), style.show(term.conclusion, IMPLIES, last=True)]
    return Piece(row(operator("&#x21D2;").join(sides)), IMPLIES)
