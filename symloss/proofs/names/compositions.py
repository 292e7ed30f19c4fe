r"""Compositions whose inner values have no names: with f(x) = A(B(x)), the B in f'(x) = A'(B) \cdot B'(x) is B(x).

A prime on one name with another in brackets is then the derivative of the one value by
the other, as Leibniz would write it: f'(B) is df/dB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import partial

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import links, nodes, on_sides

_LEAST = 2  # functions in each other that make a composition
Values = Mapping[str, tuple[t.Node, t.Node | None]]  # of each name: its value, and what it is written as a function of


def with_values(formulas: Iterable[Formula], values: Values) -> tuple[tuple[Formula, ...], Values]:
    """Return formulas in which such primes are derivatives, and the values that their names have afterwards."""
    changed = []
    for formula in formulas:
        values = dict(_composed(formula)) or values
        changed.append(on_sides(formula, partial(_derived, values=values)) if values else formula)
    return tuple(changed), values


def _composed(formula: Formula) -> Iterator[tuple[str, tuple[t.Node, t.Node | None]]]:
    """Yield the value of each function of a composition, if a formula defines one: A(B(x)) of A, B(x) of B."""
    for left, sign, right in list(links(formula))[:1]:
        inner = list(_nested(right.node)) if right.node is not None else []
        head = _called(left.node) if left.node is not None else None
        if sign in ("=", ":=") and len(inner) >= _LEAST and right.node is not None:
            name = head[0] if head is not None else left.node
            if isinstance(name, t.Letter | t.Word):
                spelled = name.name if isinstance(name, t.Letter) else name.text
                yield spelled, (right.node, head[1] if head is not None else None)
            yield from ((name, (value, called[1])) for name, value in inner if (called := _called(value)) is not None)


def may_be_evaluated(formula: Formula) -> str:
    """Return a doubt about A'(C) of A(B(C(x))): dA/dC, or A' at C? Of A'(B) both say the same."""
    for node in nodes(formula):
        if isinstance(node, t.DerivativeSign) and node.style == "prime" and node.body is not None and node.variables:
            called, by = _called(node.body), node.variables[0][0]
            if called is not None and by not in (called[1], node.body):
                return f"a prime on {called[0].name} may be its derivative by another value, or at it"
    return ""


def by_value(formula: Formula) -> Iterator[str]:
    """Yield the functions in values by which, or through which, a formula differentiates: A, B of dA(B(x))/dB(x)."""
    for node in nodes(formula):
        if isinstance(node, t.DerivativeSign) and node.body is not None:
            for variable, _ in node.variables:
                inner = [name for name, _ in _nested(variable)]
                yield from inner
                yield from (name for name, _ in _nested(node.body) if inner)


def _nested(node: t.Node) -> Iterator[tuple[str, t.Node]]:
    """Yield the functions that are applied to each other, each with its value, the outermost first."""
    found = _called(node)
    if found is not None:
        yield found[0].name, node
        yield from _nested(found[1])


def _called(node: t.Node) -> tuple[t.Letter, t.Node] | None:
    """Return the letter and the argument of A(x), or None."""
    if not isinstance(node, t.Product) or len(node.factors) != 2 or node.separators != ("",):
        return None
    name, fence = node.factors
    if not isinstance(name, t.Letter) or not isinstance(fence, t.Fenced) or fence.body is None:
        return None
    return None if name.name.isdigit() or fence.left != "(" else (name, fence.body)


def _derived(node: t.Node, values: Values) -> t.Node:
    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return _derived(value, values)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    node = replace(node, **{f.name: changed(getattr(node, f.name)) for f in fields(node)})  # type: ignore[arg-type]
    if not isinstance(node, t.Product):
        return node
    factors: list[t.Node] = []
    signs: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        slope = _slope(factors[-1], factor, values) if factors and not sign else None
        if slope is not None:
            factors[-1] = slope
        else:
            factors.append(factor)
            signs.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(signs[1:]))


def _slope(name: t.Node, fence: t.Node, values: Values) -> t.Node | None:
    """Return the derivative that A'(B) is, or None: A'(x) of A(x) is a derivative at x as it stands."""
    primed = isinstance(name, t.Scripted) and name.primes == 1 and name.sub is None and name.sup is None
    letter = name.base if primed and isinstance(name, t.Scripted) else None
    by = fence.body if isinstance(fence, t.Fenced) and fence.left == "(" else None
    if not isinstance(letter, t.Letter) or not isinstance(by, t.Letter) or letter.name not in values:
        return None
    value, _ = values[letter.name]
    if by.name not in values and (any(_same(of, by) for _, of in values.values()) or not _mentions(value, by)):
        return None
    variable = values[by.name][0] if by.name in values else by
    return t.DerivativeSign(
        style="prime", body=value, variables=((variable, 1),), sought=1, start=name.start, end=fence.end
    )


def _same(of: t.Node | None, letter: t.Letter) -> bool:
    return isinstance(of, t.Letter) and of.name == letter.name


def _mentions(value: t.Node, letter: t.Letter) -> bool:
    return any(letter.name in m.name for m in survey(value))
