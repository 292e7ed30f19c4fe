r"""Laws of random variables: P(X = k) = \lambda^k e^{-\lambda} / k! says what P_X(k) is, and P(X = x_i) is P_X(x_i)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import on_sides

Law = tuple[str, str]  # P and X, as they are spelled

_PROBABILITIES = frozenset({"P", "bb_P", "p", "Pr", "Prob", "f"})


def with_laws(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas in which the probability of a value, of which a text gives the law, is a value of a function."""
    read = [formula for found in formulas.values() if not isinstance(found, ReadError) for formula in found]
    laws = {law for formula in read for law in _given(formula)}

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError) or not laws:
            return found
        return tuple(on_sides(formula, partial(_of_values, laws=laws)) for formula in found)

    return {start: changed(found) for start, found in formulas.items()}


def _given(formula: Formula) -> Iterator[Law]:
    """Yield the law that an equation gives: P(X = k) on the left, behind it what is made of k, and not of events."""
    nodes = [side.node if side is not None else None for side in formula.sides[:2]]
    if len(nodes) < 2 or formula.signs[0].op not in ("=", ":="):
        return
    head, body = nodes
    if not isinstance(head, t.Product) or len(head.factors) != 2 or body is None:
        return
    event = _event(*head.factors)
    value = event[1] if event is not None else None
    if event is None or not isinstance(value, t.Letter) or not value.name.islower():
        return
    inside = list(t.walk(body))
    spelled = {names.spell(part) for part in inside if isinstance(part, t.Letter | t.Word)}
    if value.name in spelled and event[0][1] not in spelled and not any(isinstance(p, t.Chain) for p in inside):
        yield event[0]


def _event(before: t.Node, behind: t.Node) -> tuple[Law, t.Node] | None:
    """Return P, X and k of P(X = k) and P(X = k; p), or None."""
    body = behind.body if isinstance(behind, t.Fenced) and behind.left in ("(", "[") else None
    first = body.items[0] if isinstance(body, t.Listing) and body.separators[0] == ";" else body
    if names.spell(before) not in _PROBABILITIES or not isinstance(first, t.Chain) or first.ops != ("=",):
        return None
    variable, value = first.sides
    if not isinstance(variable, t.Letter) or variable == value:
        return None
    return (names.spell(before), names.spell(variable)), value


def _of_values(node: t.Node, laws: Collection[Law]) -> t.Node:
    node = t.rebuilt(node, partial(_of_values, laws=laws))
    if not isinstance(node, t.Product):
        return node
    factors = list(node.factors)
    for k, (before, behind) in enumerate(pairwise(node.factors)):
        event = _event(before, behind) if not node.separators[k] else None
        if event is not None and event[0] in laws and not _is_random(event[1]):
            factors[k], factors[k + 1] = _function(before, behind), _arguments(behind, event[1])
    return replace(node, factors=tuple(factors))


def _is_random(value: t.Node) -> bool:
    """Whether a value may be another random variable: P(X = Y)."""
    return any(isinstance(part, t.Letter) and part.name.isupper() for part in t.walk(value))


def _function(before: t.Node, behind: t.Node) -> t.Node:
    assert isinstance(behind, t.Fenced) and behind.body is not None, "an event stands in brackets"
    body = behind.body.items[0] if isinstance(behind.body, t.Listing) else behind.body
    assert isinstance(body, t.Chain), "an event is an equation"
    return t.Scripted(base=before, sub=body.sides[0], sup=None, start=before.start, end=before.end)


def _arguments(behind: t.Node, value: t.Node) -> t.Node:
    assert isinstance(behind, t.Fenced), "an event stands in brackets"
    body = behind.body
    inside = replace(body, items=(value, *body.items[1:])) if isinstance(body, t.Listing) else value
    return replace(behind, left="(", right=")", body=inside)
