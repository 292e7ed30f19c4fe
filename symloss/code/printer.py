"""Terms as NumPy expressions, in the order they were written.

A product with a coefficient that may be 0 is printed as a call of `times`, for which
0*inf is 0: the label, or an exponential, removes its term, whatever the term tends to.
So does `over` in a quotient, where 0/0 is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatch

from symloss.code.program import FOLDED, UNARY, NoOperation
from symloss.code.special import special
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.walk import free_symbols, subterms

SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 6)
ONE = n.Number(Fraction(1))


@dataclass(frozen=True)
class Text:
    """A printed expression, how tightly it binds, and the functions it calls."""

    text: str
    level: int = ATOM
    calls: frozenset[str] = frozenset()

    def at(self, level: int) -> str:
        """Return the text, in parentheses where it binds less tightly than `level`."""
        return self.text if self.level >= level else f"({self.text})"


@dataclass(frozen=True)
class Style:
    """moving: the symbols that may make a term infinite (the raw variable, what is not bounded in it).

    vanishing: those that may be 0 and then remove their term (the label, exp(-|z|)).
    names: how symbols are called, if not by their own name.
    beside: a product with an exponential is computed by `scaled`, for which the exponential alone may overflow.
    """

    moving: frozenset[n.Symbol] = frozenset()
    vanishing: frozenset[n.Symbol] = frozenset()
    names: Mapping[n.Symbol, str] = field(default_factory=dict)
    beside: bool = False

    def may_vanish(self, term: n.Term) -> bool:
        """Return whether a term is a coefficient that may be 0, and is never infinite."""
        return bool(free_symbols(term) & self.vanishing) and not self.may_be_infinite(term)

    def removes(self, term: n.Term) -> bool:
        """Return whether a numerator may be 0 because of a coefficient in it, whatever it is divided by."""
        return self.may_vanish(term) or (isinstance(term, n.Div) and self.removes(term.numerator))

    def may_be_infinite(self, term: n.Term) -> bool:
        """Return whether a term has a moving symbol in it, or the logarithm of what may be 0."""
        if free_symbols(term) & self.moving:
            return True
        logarithms = (part for part in subterms(term) if (f := function_of(part)) is not None and f.name == "ln")
        return any(free_symbols(part) & self.vanishing for part in logarithms)


def expression(
    term: n.Term,
    moving: Sequence[n.Symbol] = (),
    vanishing: Sequence[n.Symbol] = (),
    names: Mapping[n.Symbol, str] | None = None,
    beside: bool = False,
) -> Text:
    """Return `term` as a NumPy expression; see `Style` for the rest."""
    return _text(term, Style(frozenset(moving), frozenset(vanishing), names or {}, beside))


def _calls(*parts: Text, also: Sequence[str] = ()) -> frozenset[str]:
    return frozenset(also).union(*(part.calls for part in parts))


def _text(term: n.Term, style: Style) -> Text:
    known = special(term)
    if known is None:
        return _node(term, style)
    parts = [_text(argument, style) for argument in known[1]]
    return Text(f"{known[0]}({', '.join(part.text for part in parts)})", calls=_calls(*parts, also=[known[0]]))


@singledispatch
def _node(term: n.Term, style: Style) -> Text:
    raise NoOperation(f"no NumPy expression is known for {type(term).__name__}: {term}")


@_node.register
def _(term: n.Number, style: Style) -> Text:
    value = term.value
    return Text(str(value) if value.denominator == 1 else repr(float(value)))


@_node.register
def _(term: n.Constant, style: Style) -> Text:
    return Text(term.name, calls=frozenset({term.name}))


@_node.register
def _(term: n.Symbol, style: Style) -> Text:
    return Text(style.names.get(term, term.name))


@_node.register
def _(term: n.Indexed, style: Style) -> Text:
    return _text(term.base, style)  # an entry for every index at once: the array


@_node.register
def _(term: n.Bind, style: Style) -> Text:
    if term.kind != "sum":
        raise NoOperation(f"no NumPy expression is known for a {term.kind}: {term}")
    if isinstance(term.body, n.Mul) and all(isinstance(f, n.Indexed) for f in term.body.factors):
        parts = [_text(f, style) for f in term.body.factors]
        if len(parts) == 2 and "times(" not in _text(term.body, style).text:
            return Text(f"total({parts[0].text}, {parts[1].text})", calls=_calls(*parts, also=["total"]))
    body = _text(term.body, style)
    return Text(f"total({body.text})", calls=_calls(body, also=["total"]))


@_node.register
def _(term: n.Neg, style: Style) -> Text:
    inner = _text(term.term, style)
    return Text(f"-{inner.at(PRODUCT)}", SIGN if inner.level > PRODUCT else PRODUCT, inner.calls)


@_node.register
def _(term: n.Add, style: Style) -> Text:
    if len(term.terms) == 2 and term.terms[1] == n.Neg(ONE) and (f := function_of(term.terms[0])) and f.name == "exp":
        inner = _text(term.terms[0].arguments[0], style)  # type: ignore[attr-defined]
        return Text(f"expm1({inner.text})", calls=_calls(inner, also=["expm1"]))
    shown = ""
    parts = []
    for i, part in enumerate(term.terms):
        minus = isinstance(part, n.Neg) and i > 0
        text = _text(part.term if minus else part, style)  # type: ignore[attr-defined]
        parts.append(text)
        shown += text.at(SUM) if i == 0 else f" - {text.at(PRODUCT)}" if minus else f" + {text.at(PRODUCT)}"
    return Text(shown, SUM, _calls(*parts))


def _product(factors: Sequence[n.Term]) -> n.Term:
    return factors[0] if len(factors) == 1 else n.Mul(tuple(factors))


@_node.register
def _(term: n.Mul, style: Style) -> Text:
    if style.beside and (scaled := _scaled(term, style)) is not None:
        return scaled
    zero = [f for f in term.factors if style.may_vanish(f)]
    rest = [f for f in term.factors if not style.may_vanish(f)]
    if zero and any(style.may_be_infinite(f) for f in rest):
        shown = _text(_product(zero), style)
        # one after the other: y*exp(u)*exp(u) may be finite where exp(u)*exp(u) is not
        for factor in rest if all(style.may_be_infinite(f) for f in rest) else [_product(rest)]:
            right = _text(factor, style)
            shown = Text(f"times({shown.text}, {right.text})", calls=_calls(shown, right, also=["times"]))
        return shown
    parts = [_text(f, style) for f in term.factors]
    return Text(" * ".join(p.at(SIGN if i else PRODUCT) for i, p in enumerate(parts)), PRODUCT, _calls(*parts))


def _scaled(term: n.Mul, style: Style) -> Text | None:
    """Return q*exp(r), or q^2*exp(r), as the call that multiplies fractions and exponents apart."""
    function = function_of(term.factors[-1])
    if len(term.factors) != 2 or function is None or function.name != "exp" or isinstance(term.factors[0], n.Number):
        return None
    other, argument = term.factors[0], term.factors[-1].arguments[0]  # type: ignore[attr-defined]
    square = isinstance(other, n.Pow) and other.exponent == n.Number(Fraction(2))
    name = "scaled_square" if square else "scaled"
    q, r = _text(other.base if isinstance(other, n.Pow) and square else other, style), _text(argument, style)
    return Text(f"{name}({q.text}, {r.text})", calls=_calls(q, r, also=[name]))


@_node.register
def _(term: n.Div, style: Style) -> Text:
    if isinstance(term.numerator, n.Number) and isinstance(term.denominator, n.Number):
        return Text(repr(float(term.numerator.value / term.denominator.value)))
    top, bottom = _text(term.numerator, style), _text(term.denominator, style)
    if style.removes(term.numerator) and free_symbols(term.denominator) & style.moving:
        return Text(f"over({top.text}, {bottom.text})", calls=_calls(top, bottom, also=["over"]))
    return Text(f"{top.at(PRODUCT)} / {bottom.at(SIGN)}", PRODUCT, _calls(top, bottom))


@_node.register
def _(term: n.Pow, style: Style) -> Text:
    base = _text(term.base, style)
    if term.exponent == n.Div(ONE, n.Number(Fraction(2))):
        return Text(f"sqrt({base.text})", calls=_calls(base, also=["sqrt"]))
    exponent = _text(term.exponent, style)
    left, right = base.at(ATOM), exponent.at(POWER)
    space = "" if _is_simple(left) and _is_simple(right) else " "
    return Text(f"{left}{space}**{space}{right}", POWER, _calls(base, exponent))


def _is_simple(text: str) -> bool:
    """Return whether formatters put no space between this operand and `**`."""
    return text.isidentifier() or text.replace(".", "").isdigit()


@_node.register
def _(term: n.Cases, style: Style) -> Text:
    if term.otherwise is None:
        raise NoOperation(f"cases without a last one: {term}")
    result = _text(term.otherwise, style)
    for value, condition in reversed(list(zip(term.values, term.conditions, strict=True))):
        where, then = _text(condition, style), _text(value, style)
        calls = _calls(where, then, result, also=["where"])
        result = Text(f"where({where.text}, {then.text}, {result.text})", calls=calls)
    return result


@_node.register
def _(term: n.Relation, style: Style) -> Text:
    left, right = _text(term.left, style), _text(term.right, style)
    op = {"=": "=="}.get(term.op, term.op)
    return Text(f"{left.text} {op} {right.text}", 0, _calls(left, right))


@_node.register
def _(term: n.Member, style: Style) -> Text:
    inner = _text(term.term, style)
    match term.set:
        case n.FiniteSet(elements):
            parts = [_text(element, style) for element in elements]
            listed = ", ".join(part.text for part in parts) + ("," if len(parts) == 1 else "")
            return Text(f"{inner.text} in ({listed})", 0, _calls(inner, *parts))
        case n.Interval(lower, upper, open_lower, open_upper):
            low, high = (end if _is_finite(end) else None for end in (lower, upper))
            shown = "" if low is None else f"{_text(low, style).text} {'<' if open_lower else '<='} "
            shown += inner.text
            shown += "" if high is None else f" {'<' if open_upper else '<='} {_text(high, style).text}"
            return Text(shown, 0, _calls(inner))
    raise NoOperation(f"no Python expression is known for {term}")


def _is_finite(end: n.Term) -> bool:
    return not any(isinstance(part, n.Constant) and part.name == "inf" for part in subterms(end))


@_node.register
def _(term: n.And, style: Style) -> Text:
    parts = [_text(truth, style) for truth in term.truths]
    shown = parts[0].text
    for before, truth, part in zip(term.truths, term.truths[1:], parts[1:], strict=False):
        if isinstance(truth, n.Relation) and isinstance(before, n.Relation) and before.right == truth.left:
            shown += part.text.removeprefix(_text(truth.left, style).text)  # 0 < tau < 1
        else:
            shown += f" and {part.text}"
    return Text(shown, 0, _calls(*parts))


@_node.register
def _(term: n.Apply, style: Style) -> Text:
    function = function_of(term)
    if function is None or (function.name not in UNARY and function.name not in FOLDED):
        raise NoOperation(f"no NumPy function is known for {term}")
    if function.name == "ln" and isinstance(term.arguments[0], n.Add) and term.arguments[0].terms[0] == ONE:
        rest = term.arguments[0].terms[1:]
        inner = _text(rest[0] if len(rest) == 1 else n.Add(rest), style)
        return Text(f"log1p({inner.text})", calls=_calls(inner, also=["log1p"]))
    parts = [_text(a, style) for a in term.arguments]
    if function.name in UNARY:
        name = UNARY[function.name]
        return Text(f"{name}({parts[0].text})", calls=_calls(*parts, also=[name]))
    name = FOLDED[function.name]
    shown = parts[0].text
    for part in parts[1:]:
        shown = f"{name}({shown}, {part.text})"
    return Text(shown, calls=_calls(*parts, also=[name]))
