"""Derivatives and integrals in plain notation.

`dL/dz`, `d2L/dz2`, `d2L/ds_1^2`, `d2L/ds_i ds_j`, `d/dz (...)`; with `partial L/partial z`
the same for the other d; `grad_s L`; `int f da`, `int_{0..1} f da`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symloss.term import nodes as n
from symloss.term.functions import SPELLINGS
from symloss.term.lexer import MAX_ORDER, Token
from symloss.term.reader_names import entry, named, quantity, with_indices

if TYPE_CHECKING:
    from symloss.term.reader import Reader

_D = re.compile(r"d(\d{0,2})(.*)", re.DOTALL)
_GRADIENT = re.compile(r"(?:grad|nabla)(\d{0,2})(?:_(\w+))?")


def quotient(reader: Reader) -> n.Term | None:
    """Read a derivative written with d; None if the next name does not begin one."""
    token = reader.peek()
    match = _D.fullmatch(token.text)
    if match is None or token.text in SPELLINGS:
        return None
    digits, name = match.groups()
    over = reader.peek(1).text == "/" and _D.fullmatch(reader.peek(2).text)
    power = not digits and not name and reader.peek(1).text == "^" and reader.peek(2).kind == "number"
    if not (over or power or _is_quantity(reader, name)):
        return None
    reader.take()
    order = int(digits or 1)
    if power:
        reader.take()
        order = _order(reader)
        body = None if reader.peek().text == "/" else named(reader)
    elif name:
        body = with_indices(reader, quantity(reader, name, _shift(token, len(token.text) - len(name))))
    else:
        body = None
    return _divide(reader, body, order, "d")


def partial(reader: Reader) -> n.Term:
    """Read a derivative written with `partial`, which has been taken."""
    order = _order(reader) if reader.accept("^") else 1
    body = None if reader.peek().text == "/" else named(reader)
    return _divide(reader, body, order, "partial")


def gradient(reader: Reader) -> n.Term | None:
    """Read `grad_s L`, `grad_{s_k} (...)`, `grad2_s L`; None if it is none."""
    match = _GRADIENT.fullmatch(reader.peek().text)
    if match is None or not (match[2] or reader.peek(1).text == "_"):
        return None
    token = reader.take()
    if match[2]:
        variable = quantity(reader, match[2], _shift(token, match.start(2)))
    else:
        reader.take()
        reader.expect("{")
        variable = named(reader)
        reader.expect("}")
    return n.Derivative(_operand(reader), variable, int(match[1] or 1), "nabla")


def integral(reader: Reader) -> n.Term:
    """Read what follows `int`: bounds, the integrand, and the differential that ends it."""
    lower = upper = None
    if reader.accept("_"):
        reader.expect("{")
        lower = reader.value()
        reader.expect("..")
        upper = reader.value()
        reader.expect("}")
    body = reader.value()
    token = reader.peek()
    if token.kind != "name" or len(token.text) < 2 or not token.text.startswith("d"):
        raise reader.misfit("the differential that ends an integral, such as `dx`")
    reader.take()
    variable = quantity(reader, token.text[1:], _shift(token, 1))
    if not isinstance(variable, n.Symbol):
        raise reader.error(f"an integral by `{variable}`", token, "a single name")
    return n.Integral(body, variable, lower, upper)


def _is_quantity(reader: Reader, name: str) -> bool:
    return name in reader.scope.symbols or (bool(name) and entry(reader, name) is not None)


def _shift(token: Token, by: int) -> Token:
    return Token(token.kind, token.text[by:], token.offset + by)


def _order(reader: Reader) -> int:
    token = reader.take()
    if token.kind != "number" or not token.text.isdigit() or not 1 <= int(token.text) <= MAX_ORDER:
        raise reader.error(f"`{token.text}` as the order of a derivative", token, f"a whole number up to {MAX_ORDER}")
    return int(token.text)


def _divide(reader: Reader, body: n.Term | None, order: int, style: n.Style) -> n.Term:
    """Read `/dz2`, `/ds_i ds_j` and, for an operator, its operand."""
    slash = reader.expect("/")
    grouped = reader.accept("(")
    variables: list[tuple[n.Term, int]] = []
    missing = order
    while missing > 0:
        variable, count = _differential(reader, missing, style)
        variables.append((variable, count))
        missing -= count
    if grouped:
        reader.expect(")")
    if missing < 0 or (reader.peek().text == "^" and body is not None):
        raise reader.error("the orders above and below differ", slash, "parentheses around a power of a derivative")
    term = _operand(reader) if body is None else body
    for variable, count in reversed(variables):
        term = n.Derivative(term, variable, count, style)
    return term


def _differential(reader: Reader, missing: int, style: n.Style) -> tuple[n.Term, int]:
    """Read `dz`, `dz2`, `dz^2` or `partial z^2`: the variable, and how often."""
    token = reader.take()
    word = _shift(token, 1) if style == "d" else reader.peek()
    if style == "partial" and token.text == "partial":
        reader.take()
    if token.kind != "name" or not word.text or not token.text.startswith(style):
        raise reader.error(f"`{token.text}` below a derivative", token, "a differential such as `dz`")
    name, end = word.text, str(missing)
    suffixed = style == "d" and missing > 1 and name.endswith(end) and name[: -len(end)] in reader.scope.symbols
    if suffixed and reader.peek().text != "^":
        return reader.scope.symbols[name[: -len(end)]], missing
    variable = with_indices(reader, quantity(reader, name, word))
    if not isinstance(variable, n.Symbol | n.Indexed):
        raise reader.error(f"a derivative by `{variable}`", token, "a name, or an entry of an array")
    return variable, _order(reader) if reader.accept("^") else 1


def _operand(reader: Reader) -> n.Term:
    """Read what an operator such as d/dz is applied to; how far it reaches must be plain to see."""
    enclosed = reader.peek().text == "("
    term = reader.operand()
    follows = reader.peek()
    if follows.text in ("^", "**") or (not enclosed and follows.text in ("*", "/", "@", ".*")):
        raise reader.error("how far the derivative reaches is not clear", follows, "parentheses: d/dz (...)")
    return term
