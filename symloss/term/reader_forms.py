"""What may stand where a value begins, in plain notation: numbers, names, brackets, binders, calculus.

`FORMS` is the table of words with a syntax of their own. A declared name goes before
all of them, so a scope may have a parameter called `delta`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.term import nodes as n
from symloss.term import reader_calculus as calculus
from symloss.term.functions import SPELLINGS
from symloss.term.implied import implied_range
from symloss.term.notation import BINDER_WORDS, IMPLIES, OR, PRODUCT
from symloss.term.reader_names import bound, quantity, under
from symloss.term.sorts import FUNCTION, INDEX, SET

if TYPE_CHECKING:
    from symloss.term.reader import Reader

_KINDS = {word: kind for kind, word in BINDER_WORDS.items()}


def atom(reader: Reader) -> n.Term:
    """Read one atom: a number, a name, or something in brackets or with a word of its own."""
    token = reader.peek()
    if token.kind == "number":
        return _number(reader)
    if token.kind == "name":
        return _name(reader)
    form = _BRACKETS.get(token.text)
    if form is None:
        raise reader.misfit("a number, a name or `(`")
    reader.take()
    return form(reader)


def _number(reader: Reader) -> n.Term:
    token = reader.take()
    if token.text == "1" and reader.peek().text == "[":
        reader.take()
        condition = reader.condition()
        reader.expect("]")
        return n.Indicator(condition)
    whole, _, digits = token.text.partition(".")
    return n.Number(Fraction(int(whole + digits), 10 ** len(digits)), len(digits) or None)


# --- names -------------------------------------------------------------------------


def _name(reader: Reader) -> n.Term:
    token = reader.peek()
    declared = reader.scope.symbols.get(token.text)
    form = FORMS.get(token.text)
    if form is not None and _has_form(reader, declared):
        reader.take()
        return form(reader)
    if (declared is None and token.text not in SPELLINGS) or _binds(reader):
        for words in (_binder, calculus.gradient, calculus.quotient):
            found = words(reader)
            if found is not None:
                return found
    reader.take()
    return quantity(reader, token.text, token)


def _has_form(reader: Reader, declared: n.Symbol | None) -> bool:
    """Whether the form of a word is meant, not a declared quantity of that name."""
    if declared is None:
        return True
    call = reader.peek(1).text == "(" and declared.sort != FUNCTION
    return call or (reader.peek(1).text == "_" and reader.peek(2).text == "{" and not declared.sort.shape)


def _binds(reader: Reader) -> bool:
    """Whether a binder with braces comes: `max_{...}`, where `max` is a function too."""
    return reader.peek().text in _KINDS and reader.peek(1).text == "_"


# --- brackets ----------------------------------------------------------------------


def _parentheses(reader: Reader) -> n.Term:
    term = reader.expression(IMPLIES)
    reader.expect(")")
    return term


def _stack(reader: Reader) -> n.Term:
    rows = [n.Row(reader.values())]
    while reader.accept(";"):
        rows.append(n.Row(reader.values()))
    reader.expect("]")
    return n.Stack(tuple(rows))


def _absolute(reader: Reader) -> n.Term:
    term = reader.value()
    reader.expect("|")
    return n.Apply(SPELLINGS["abs"].symbol, (term,))


def _bars(reader: Reader) -> n.Term:
    term = reader.value()
    reader.expect("||")
    if not reader.accept("_"):
        return n.Norm(term)
    if reader.accept("{"):
        order = reader.value()
        reader.expect("}")
        return n.Norm(term, order)
    return n.Norm(term, atom(reader))


_BRACKETS: dict[str, Callable[[Reader], n.Term]] = {
    "(": _parentheses,
    "[": _stack,
    "|": _absolute,
    "||": _bars,
}


# --- sets --------------------------------------------------------------------------


def index_set(reader: Reader) -> n.Term:
    """Read `{0, 1}`, `[0, 1)`, `1..K`, `1..K except {j}` or the name of a set."""
    term = _plain_set(reader)
    while reader.accept("except"):
        reader.expect("{")
        term = n.Except(term, reader.arguments("}"))
    return term


def _plain_set(reader: Reader) -> n.Term:
    token = reader.peek()
    if reader.accept("{"):
        return n.FiniteSet(reader.arguments("}"))
    if token.text in ("[", "("):
        start = reader.at
        reader.take()
        lower = reader.value()
        if reader.accept(","):
            return _interval(reader, token.text == "(", lower)
        reader.at = start
    lower = reader.value()
    if isinstance(lower, n.Symbol) and lower.sort == SET:
        return lower
    reader.expect("..")
    return n.Range(lower, reader.value())


def _interval(reader: Reader, open_lower: bool, lower: n.Term) -> n.Term:
    upper = reader.value()
    if reader.peek().text not in ("]", ")"):
        raise reader.misfit("`]` or `)`")
    return n.Interval(lower, upper, open_lower, reader.take().text == ")")


# --- binders -----------------------------------------------------------------------


def _binder(reader: Reader) -> n.Term | None:
    """Read `sum_k ...`, `sum_{k=1..K} ...`, `max_{k != j} ...`, `prod_{k in 2..K} ...`; None if it is none."""
    head, _, name = reader.peek().text.partition("_")
    kind = _KINDS.get(head)
    braces = not name and reader.peek(1).text == "_" and reader.peek(2).text == "{"
    if kind is None or not (name or braces):
        return None
    token = reader.take()
    if name:
        index = n.Symbol(name, INDEX)
        over: n.Term | None = None
        without: tuple[n.Term, ...] = ()
    else:
        reader.at += 2
        index, over, without = _running(reader, kind)
    body = under(reader, index, lambda: reader.expression(PRODUCT))
    over = over or reader.scope.index_sets.get(index.name) or implied_range(index, body)
    if over is None:
        write = f"{head}_{{{index.name}=1..K}}"
        raise reader.error(f"over what does `{index.name}` run?", token, f"bounds, as in `{write}`")
    return n.Bind(kind, index, n.Except(over, without) if without else over, body)  # type: ignore[arg-type]


def _running(reader: Reader, kind: str) -> tuple[n.Symbol, n.Term | None, tuple[n.Term, ...]]:
    """Read the subscript of a binder: its index, its set if it is said, and the values left out."""
    name = bound(reader).name
    index = n.Symbol(name, INDEX)
    over: n.Term | None = None
    if reader.accept("="):
        lower = reader.value()
        reader.expect("..")
        over = n.Range(lower, reader.value())
    elif reader.accept("in"):
        over = index_set(reader)
        if kind in n.OPTIMA and isinstance(over, n.Interval | n.FiniteSet | n.Symbol):
            index = reader.scope.symbols.get(name, n.Symbol(name))
        reader.expect("}")
        return index, over, ()
    else:
        reader.at -= 1
    without: list[n.Term] = []
    while reader.peek().text != "}":
        if over is not None or without:
            reader.expect(",")
        reader.expect(name)
        reader.expect("!=")
        without.append(reader.value())
    reader.take()
    return index, over, tuple(without)


def _expectation(reader: Reader) -> n.Term:
    reader.expect("_")
    reader.expect("{")
    quantity_ = bound(reader)
    reader.expect("~")
    over = reader.value()
    reader.expect("}")
    reader.expect("[")
    body = under(reader, quantity_, lambda: reader.expression(OR))
    reader.expect("]")
    return n.Bind("expectation", quantity_, over, body)


def _limit(reader: Reader) -> n.Term:
    reader.expect("_")
    reader.expect("{")
    variable = bound(reader)
    reader.expect("->")
    point = reader.value()
    side = reader.take().text if reader.peek().text in ("+", "-") else ""
    reader.expect("}")
    body = under(reader, variable, lambda: reader.expression(PRODUCT))
    return n.Limit(body, variable, point, side)  # type: ignore[arg-type]


# --- words with brackets -------------------------------------------------------------


def _pair(kind: Callable[[n.Term, n.Term], n.Term]) -> Callable[[Reader], n.Term]:
    def form(reader: Reader) -> n.Term:
        reader.expect("(")
        left = reader.expression(OR)
        reader.expect(",")
        right = reader.expression(OR)
        reader.expect(")")
        return kind(left, right)

    return form


def _delta(reader: Reader) -> n.Term:
    if reader.accept("_"):
        reader.expect("{")
        left = reader.value()
        reader.expect(",")
        right = reader.value()
        reader.expect("}")
        return n.Delta(left, right)
    return _pair(n.Delta)(reader)


def _norm(reader: Reader) -> n.Term:
    reader.expect("(")
    term = reader.value()
    order = reader.value() if reader.accept(",") else None
    reader.expect(")")
    return n.Norm(term, order) if order is not None else n.Norm(term)


def _transpose(reader: Reader) -> n.Term:
    reader.expect("(")
    term = reader.value()
    reader.expect(")")
    return n.Transpose(term)


def _cases(reader: Reader) -> n.Term:
    reader.expect("(")
    values: list[n.Term] = []
    conditions: list[n.Term] = []
    while True:
        value = reader.value()
        if reader.accept("otherwise"):
            reader.expect(")")
            return n.Cases(tuple(values), tuple(conditions), value)
        reader.expect("if")
        values.append(value)
        conditions.append(reader.condition())
        if reader.accept(")"):
            return n.Cases(tuple(values), tuple(conditions))
        reader.expect(";")


FORMS: dict[str, Callable[[Reader], n.Term]] = {
    "delta": _delta,
    "inner": _pair(n.Inner),
    "norm": _norm,
    "transpose": _transpose,
    "cases": _cases,
    "E": _expectation,
    "lim": _limit,
    "int": calculus.integral,
    "partial": calculus.partial,
}
