r"""Letters that a text says to be whole numbers: n \in \mathbb{N}, "for every integer k", "sei n eine ganze Zahl"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document
from symloss.proofs.names.walks import counts

Parsed = Mapping[int, tuple[Formula, ...] | Exception]

_SETS = frozenset({"N", "Z"})
_KIND = (
    r"(?:integers?|(?:natural|whole) numbers?|(?:ganze|natürliche)[nr]? Zahl(?:en)?"
    r"|entiers?(?: (?:naturels?|positifs?))?"
    r"|enter[oi]s?|números? naturales?|целы\w+ чис\w+|натуральн\w+ чис\w+|整数|自然数|정수|자연수)"
)
_BEFORE = re.compile(rf"(?<!\w){_KIND}\s*\$*\s*\Z", re.IGNORECASE)
_AFTER = re.compile(
    r"\A\$*\s*(?:is|are|be|being|sei|ist|est|soit|es|sea|—|为|是)\s*(?:an?|any|some|eine?|un|个|一个)?"
    rf"\s*(?:(?:positive|negative|non-?negative|even|odd)\s+)?(?:正|非负)?{_KIND}",
    re.IGNORECASE,
)


def whole_numbers(document: Document, formulas: Parsed) -> frozenset[str]:
    """Return the letters that a text says to be whole numbers."""
    found: set[str] = set()
    regions = document.regions
    for at, region in enumerate(regions):
        parsed = formulas.get(region.start, ()) if region.is_math else ()
        parsed = parsed if isinstance(parsed, tuple) else ()
        before, after = (regions[k].text if 0 <= k < len(regions) else "" for k in (at - 1, at + 1))
        found |= _members(parsed)
        if _BEFORE.search(before) or _AFTER.search(after):
            found |= set(_letters(side.node for formula in parsed for side in formula.sides[:1] if side is not None))
    return frozenset(found)


def _members(formulas: Iterable[Formula]) -> set[str]:
    r"""Return the n of n \in \mathbb{N}, and of n = 0, 1, 2, ..."""
    found: set[str] = set()
    for formula in formulas:
        found |= {counts(formula)} - {""}
        last = formula.sides[-1] if formula.sides else None
        if [sign.op for sign in formula.signs] == ["in"] and last is not None and _is_set(last.node):
            found |= set(_letters(side.node for side in formula.sides[:1] if side is not None))
    return found


def _is_set(node: t.Node | None) -> bool:
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Letter) and base.font == "bb" and base.name in _SETS


def _letters(nodes: Iterable[t.Node | None]) -> Iterable[str]:
    for node in nodes:
        items = node.items if isinstance(node, t.Listing) else (node,)
        yield from (item.name for item in items if isinstance(item, t.Letter))
