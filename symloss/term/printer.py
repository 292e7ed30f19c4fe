"""Terms in the plain notation: ASCII that can be typed, and read back to the same term.

Each node gives a `Piece`: its text, how tightly it binds, and whether it is open to
the right, as `sum_k y_k` is, which would swallow a following factor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatch

from symloss.term import nodes as n
from symloss.term.implied import implied_range
from symloss.term.notation import (
    AND,
    ATOM,
    BINDER_WORDS,
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
from symloss.term.sorting import SortError, sort_of
from symloss.term.walk import subterms


@dataclass(frozen=True)
class _Style:
    """What printing has to know beside the term: names in use, and what index letters run over."""

    names: frozenset[str] = frozenset()
    index_sets: dict[str, n.Term] = field(default_factory=dict)
    known: dict[int, tuple[n.Term, Piece]] = field(default_factory=dict)

    def piece(self, term: n.Term) -> Piece:
        """Return a term printed; each is printed once, however deep it is nested."""
        found = self.known.get(id(term))
        if found is None:
            found = self.known[id(term)] = (term, _piece(term, self))
        return found[1]

    def show(self, term: n.Term, level: int, last: bool = False) -> str:
        """Return the text of `term`, in parentheses where it binds less tightly than `level`.

        last: nothing follows that an open piece could swallow.
        """
        piece = self.piece(term)
        return f"({piece.text})" if piece.level < level or (piece.open and not last) else piece.text

    def inside(self, term: n.Term) -> str:
        """Return the text of `term` between brackets or commas."""
        return self.show(term, OR, last=True)


def plain(term: n.Term, scope: Scope | None = None) -> str:
    """Return `term` in plain notation; read(plain(term, scope), scope) == term.

    Without a scope, index letters are taken to run over the axes they index, and
    names to clash with none but those of the term.
    """
    names = {t.name for t in subterms(term) if isinstance(t, n.Symbol)}
    style = _Style(frozenset(names | set(scope.symbols)), dict(scope.index_sets)) if scope else _Style(frozenset(names))
    return style.piece(term).text


@singledispatch
def _piece(term: n.Term, style: _Style) -> Piece:
    raise TypeError(f"no plain notation is known for {type(term).__name__}: was a new node added?")


# --- atoms and arithmetic ------------------------------------------------------------


@_piece.register
def _(term: n.Number, style: _Style) -> Piece:
    return Piece(digits(term), ATOM if term.places is not None or term.value.denominator == 1 else PRODUCT)


@_piece.register(n.Constant)
@_piece.register(n.Symbol)
def _(term: n.Constant | n.Symbol, style: _Style) -> Piece:
    return Piece(term.name)


@_piece.register
def _(term: n.Neg, style: _Style) -> Piece:
    inner = style.piece(term.term)
    text = inner.text if inner.level >= PRODUCT else f"({inner.text})"
    return Piece(f"-{text}", SUM, inner.open and inner.level >= PRODUCT)


@_piece.register
def _(term: n.Add, style: _Style) -> Piece:
    first, *others = term.terms
    text = style.show(first, SUM if isinstance(first, n.Neg) else PRODUCT, last=True)
    for other in others:
        minus = isinstance(other, n.Neg)
        value = other.term if isinstance(other, n.Neg) else other
        text += f" {'-' if minus else '+'} {style.show(value, PRODUCT, last=True)}"
    return Piece(text, SUM)


@_piece.register
def _(term: n.Mul, style: _Style) -> Piece:
    wide = any(isinstance(f, n.Derivative) for f in term.factors)
    first, *others = term.factors
    text = style.show(first, PRODUCT if isinstance(first, n.Div) else FACTOR)
    star = " * " if wide or isinstance(first, n.Div) else "*"
    for position, other in enumerate(others, 2):
        text += star + style.show(other, FACTOR, last=position == len(term.factors))
        star = " * " if wide else "*"
    return Piece(text, PRODUCT, _opens(term.factors[-1], style))


@_piece.register
def _(term: n.Div, style: _Style) -> Piece:
    top = style.show(term.numerator, PRODUCT if isinstance(term.numerator, n.Mul | n.Div) else POWER)
    bottom = style.show(term.denominator, FACTOR, last=True)
    if isinstance(term.denominator, n.Derivative):
        bottom = f"({bottom})"
    return Piece(f"{top}/{bottom}", PRODUCT, _opens(term.denominator, style))


def _opens(last: n.Term, style: _Style) -> bool:
    piece = style.piece(last)
    return piece.open and piece.level >= FACTOR


@_piece.register(n.MatMul)
@_piece.register(n.Hadamard)
def _(term: n.MatMul | n.Hadamard, style: _Style) -> Piece:
    sign = " @ " if isinstance(term, n.MatMul) else " .* "
    *others, last = term.factors
    return Piece(
        sign.join([*(style.show(f, FACTOR) for f in others), style.show(last, FACTOR, last=True)]),
        PRODUCT,
        _opens(last, style),
    )


@_piece.register
def _(term: n.Pow, style: _Style) -> Piece:
    return Piece(f"{style.show(term.base, ATOM)}^{style.show(term.exponent, ATOM)}", POWER)


# --- functions, indices, arrays --------------------------------------------------------


@_piece.register
def _(term: n.Apply, style: _Style) -> Piece:
    return Piece(f"{style.show(term.function, ATOM)}({', '.join(map(style.inside, term.arguments))})")


@_piece.register
def _(term: n.Map, style: _Style) -> Piece:
    return Piece(f"{style.show(term.function, ATOM)}.({style.inside(term.argument)})")


@_piece.register
def _(term: n.Prime, style: _Style) -> Piece:
    function = style.show(term.function, ATOM)
    return Piece((f"({function})" if isinstance(term.function, n.Prime) else function) + "'" * term.order)


@_piece.register
def _(term: n.Indexed, style: _Style) -> Piece:
    base = style.show(term.base, ATOM)
    if isinstance(term.base, n.Symbol) and len(term.indices) == 1:
        (index,) = term.indices
        short = style.piece(index).text
        simple = isinstance(index, n.Symbol | n.Number) and short.isalnum()
        if simple and f"{base}_{short}" not in style.names:
            return Piece(f"{base}_{short}")
    elif isinstance(term.base, n.Indexed):
        base = f"({base})"
    return Piece(f"{base}_{{{','.join(map(style.inside, term.indices))}}}")


@_piece.register
def _(term: n.Stack, style: _Style) -> Piece:
    return Piece(f"[{'; '.join(style.piece(row).text for row in term.rows)}]")


@_piece.register
def _(term: n.Row, style: _Style) -> Piece:
    return Piece(", ".join(map(style.inside, term.entries)))


@_piece.register
def _(term: n.Transpose, style: _Style) -> Piece:
    try:
        is_array = bool(sort_of(term.term).shape)
    except SortError:
        is_array = False
    if is_array:
        return Piece(f"{style.show(term.term, ATOM)}^T", POWER)
    return Piece(f"transpose({style.inside(term.term)})")


@_piece.register
def _(term: n.Inner, style: _Style) -> Piece:
    return Piece(f"inner({style.inside(term.left)}, {style.inside(term.right)})")


@_piece.register
def _(term: n.Norm, style: _Style) -> Piece:
    order = "" if term.order == n.Norm(term.term).order else f", {style.inside(term.order)}"
    return Piece(f"norm({style.inside(term.term)}{order})")


# --- binders, sets and cases -------------------------------------------------------------


@_piece.register
def _(term: n.Bind, style: _Style) -> Piece:
    if term.kind == "expectation":
        over = style.show(term.over, SUM, last=True)
        return Piece(f"E_{{{term.index.name}~{over}}}[{style.inside(term.body)}]")
    head = BINDER_WORDS[term.kind] + _running(term, style)
    return Piece(f"{head} {style.show(term.body, PRODUCT, last=True)}", FACTOR, open=True)


def _running(term: n.Bind, style: _Style) -> str:
    """Return `_k`, `_{k != j}`, `_{k=1..K}`, ...: the subscript of a binder."""
    name = term.index.name
    base, without = (term.over.base, term.over.without) if isinstance(term.over, n.Except) else (term.over, ())
    excluded = [f"{name} != {style.show(w, SUM, last=True)}" for w in without]
    if not isinstance(base, n.Range):
        return f"_{{{name} in {style.show(term.over, SUM)}}}"
    implied = style.index_sets.get(name) or implied_range(term.index, term.body)
    head = BINDER_WORDS[term.kind]
    if base == implied and not excluded and name.isalnum() and f"{head}_{name}" not in style.names:
        return f"_{name}"
    bounds = [] if base == implied and excluded else [f"{name}={style.piece(base).text}"]
    return f"_{{{', '.join([*bounds, *excluded])}}}"


@_piece.register
def _(term: n.Range, style: _Style) -> Piece:
    return Piece(f"{style.show(term.lower, SUM, last=True)}..{style.show(term.upper, SUM, last=True)}", SUM)


@_piece.register
def _(term: n.Except, style: _Style) -> Piece:
    return Piece(f"{style.show(term.base, SUM)} except {{{', '.join(map(style.inside, term.without))}}}", SUM)


@_piece.register
def _(term: n.FiniteSet, style: _Style) -> Piece:
    return Piece(f"{{{', '.join(map(style.inside, term.elements))}}}")


@_piece.register
def _(term: n.Interval, style: _Style) -> Piece:
    left, right = "(" if term.open_lower else "[", ")" if term.open_upper else "]"
    return Piece(f"{left}{style.inside(term.lower)}, {style.inside(term.upper)}{right}")


@_piece.register
def _(term: n.Delta, style: _Style) -> Piece:
    return Piece(f"delta({style.inside(term.left)}, {style.inside(term.right)})")


@_piece.register
def _(term: n.Indicator, style: _Style) -> Piece:
    return Piece(f"1[{style.piece(term.condition).text}]")


@_piece.register
def _(term: n.Cases, style: _Style) -> Piece:
    rows = [
        f"{style.inside(value)} if {style.piece(condition).text}"
        for value, condition in zip(term.values, term.conditions, strict=True)
    ]
    if term.otherwise is not None:
        rows.append(f"{style.inside(term.otherwise)} otherwise")
    return Piece(f"cases({'; '.join(rows)})")


# --- calculus --------------------------------------------------------------------------


@_piece.register
def _(term: n.Derivative, style: _Style) -> Piece:
    order = str(term.order) if term.order > 1 else ""
    variable = style.piece(term.variable).text
    if term.style == "nabla":
        by = f"_{variable}" if variable.isalnum() else f"_{{{variable}}}"
        return Piece(f"grad{order}{by} {_operand(term.body, style)}", FACTOR)
    mixed = mixed_second(term)
    if mixed is not None and f"d2{style.piece(mixed.body).text}" not in style.names:
        head, d = ("partial^2 ", "partial ") if term.style == "partial" else ("d2", "d")
        bottom = f"{d}{variable} {d}{style.piece(mixed.variable).text}"
        return Piece(f"{head}{style.piece(mixed.body).text}/{bottom}", FACTOR)
    short = is_quantity(term.body)
    if term.style == "partial":
        power = f"^{order}" if order else ""
        top = f" {style.piece(term.body).text}" if short else ""
        text = f"partial{power}{top}/partial {variable}{power}"
    else:
        top = style.piece(term.body).text if short else ""
        short = short and f"d{order}{top}" not in style.names
        power = order if variable.isalpha() else f"^{order}" if order else ""
        text = f"d{order}{top if short else ''}/d{variable}{power}"
    return Piece(text if short else f"{text} {_operand(term.body, style)}", FACTOR)


def _operand(body: n.Term, style: _Style) -> str:
    return f"({style.piece(body).text})"


@_piece.register
def _(term: n.At, style: _Style) -> Piece:
    body = style.show(term.body, ATOM)
    if isinstance(term.body, n.Number):
        body = f"({body})"  # 1[...] is the indicator
    return Piece(f"{body}[{term.variable.name} := {style.inside(term.value)}]")


@_piece.register
def _(term: n.Integral, style: _Style) -> Piece:
    bounds = ""
    if term.lower is not None and term.upper is not None:
        bounds = f"_{{{style.piece(n.Range(term.lower, term.upper)).text}}}"
    return Piece(f"int{bounds} {style.show(term.body, PRODUCT, last=True)} d{term.variable.name}", FACTOR, open=True)


@_piece.register
def _(term: n.Limit, style: _Style) -> Piece:
    point = style.show(term.point, SUM, last=True)
    head = f"lim_{{{term.variable.name} -> {point}{term.side}}}"
    return Piece(f"{head} {style.show(term.body, PRODUCT, last=True)}", FACTOR, open=True)


# --- truths ----------------------------------------------------------------------------


@_piece.register
def _(term: n.Relation, style: _Style) -> Piece:
    sides = (style.show(side, SUM, last=True) for side in (term.left, term.right))
    return Piece(f" {term.op} ".join(sides), RELATION)


@_piece.register
def _(term: n.Member, style: _Style) -> Piece:
    return Piece(f"{style.show(term.term, SUM, last=True)} in {style.piece(term.set).text}", RELATION)


@_piece.register
def _(term: n.And, style: _Style) -> Piece:
    links = chain(term)
    if links:
        text = style.show(links[0].left, SUM, last=True)
        for relation in links:
            text += f" {relation.op} {style.show(relation.right, SUM, last=True)}"
        return Piece(text, RELATION)
    return Piece(" and ".join(style.show(t, NOT, last=True) for t in term.truths), AND)


@_piece.register
def _(term: n.Or, style: _Style) -> Piece:
    return Piece(" or ".join(style.show(t, AND, last=True) for t in term.truths), OR)


@_piece.register
def _(term: n.Not, style: _Style) -> Piece:
    return Piece(f"not {style.show(term.truth, RELATION, last=True)}", NOT)


@_piece.register
def _(term: n.Implies, style: _Style) -> Piece:
    return Piece(
        f"{style.show(term.premise, LIST, last=True)} => {style.show(term.conclusion, IMPLIES, last=True)}", IMPLIES
    )
