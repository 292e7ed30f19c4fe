r"""Parameters behind a semicolon: q(z; \mu, \sigma^2) of which a text goes on to write q(z).

Such a text means one function by both, and by its parameters the letters that they are. Where q is also
written with other parameters, or where q(z) is defined by itself, they are two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import links, nodes


@dataclass(frozen=True)
class _Call:
    """A function as called: its name, how many arguments stand before a semicolon, and what stands behind it."""

    name: str
    arguments: int
    behind: tuple[str, ...]


def left_out(formulas: Iterable[Formula]) -> Mapping[str, tuple[str, ...]]:
    """Return the functions whose parameters a text leaves out somewhere, with these parameters."""
    calls: dict[str, set[_Call]] = {}
    defined: set[_Call] = set()
    for formula in formulas:
        for part in nodes(formula):
            for call in _calls(part):
                calls.setdefault(call.name, set()).add(call)
        for left, sign, _ in list(links(formula))[:1]:
            if sign in ("=", ":=") and left.node is not None:
                defined |= (
                    set(_calls(left.node))
                    if isinstance(left.node, t.Product) and len(left.node.factors) == 2
                    else set()
                )
    found = {}
    for name, ways in calls.items():
        written, bare = {c for c in ways if c.behind}, {c for c in ways if not c.behind}
        alike = len(written) == 1 and {c.arguments for c in bare} == {c.arguments for c in written}
        if alike and written <= defined and not bare & defined and all(all(c.behind) for c in written):
            found[name] = next(iter(written)).behind
    return found


def without_parameters(node: t.Node, functions: Mapping[str, tuple[str, ...]]) -> t.Node:
    """Return a tree in which these functions are written without their parameters."""
    node = t.rebuilt(node, lambda part: without_parameters(part, functions))
    if not isinstance(node, t.Product):
        return node
    factors = list(node.factors)
    for k, (called, fence) in enumerate(pairwise(factors)):
        call = _call(called, fence)
        if call is not None and call.behind and call.name in functions:
            assert isinstance(fence, t.Fenced)
            assert isinstance(fence.body, t.Listing)
            items, signs = fence.body.items[: call.arguments], fence.body.separators[: call.arguments - 1]
            body = items[0] if len(items) == 1 else replace(fence.body, items=items, separators=signs)
            factors[k + 1] = replace(fence, body=body)
    return replace(node, factors=tuple(factors))


def _calls(node: t.Node) -> Iterator[_Call]:
    if isinstance(node, t.Product):
        for (called, fence), sign in zip(
            zip(node.factors, node.factors[1:], strict=False), node.separators, strict=True
        ):
            call = _call(called, fence) if not sign else None
            if call is not None:
                yield call


def _call(called: t.Node, fence: t.Node) -> _Call | None:
    plain = isinstance(called, t.Letter | t.Word | t.Scripted) and isinstance(fence, t.Fenced) and fence.left == "("
    if not plain or not isinstance(fence, t.Fenced) or fence.body is None or not names.spell(called):
        return None
    body = fence.body
    if not isinstance(body, t.Listing) or ";" not in body.separators:
        return _Call(names.spell(called), len(body.items) if isinstance(body, t.Listing) else 1, ())
    first = body.separators.index(";") + 1
    return _Call(names.spell(called), first, tuple(names.spell(item) for item in body.items[first:]))
