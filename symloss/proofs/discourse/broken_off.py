"""Formulas that break off with a sign and go on in the next region: `$a =$ $b$`, and a display that ends with `=`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document, Region
from symloss.proofs.names.renaming import Parsed

_PARAGRAPH = re.compile(r"\n[ \t]*\r?\n")


def joined(document: Document, formulas: dict[int, Parsed]) -> dict[int, Parsed]:
    """Return the formulas of each region, where a sign that ends one region begins the next one of its kind."""
    found = dict(formulas)
    told = [r for r in document.regions if r.kind != "prose" or r.text.strip()]
    for region, following in pairwise(told):
        ends, begins = (_read(found, r) for r in (region, following))
        apart = region.kind == "inline" and _PARAGRAPH.search(document.body[region.end : following.start])
        if region.kind != following.kind or apart or not ends or not begins:
            continue
        last, first = ends[-1], begins[0]
        if not _breaks_off(last) or first.conditions or not first.sides:
            continue
        sign = last.signs[-1]
        if first.sides[0] is not None:
            first = replace(first, sides=(None, *first.sides), signs=(sign, *first.signs))
        elif first.signs[0].op != sign.op:
            continue
        found[region.start] = (*ends[:-1], replace(last, sides=last.sides[:-1], signs=last.signs[:-1]))
        found[following.start] = (first, *begins[1:])
    return found


def _read(formulas: dict[int, Parsed], region: Region) -> tuple[Formula, ...]:
    known = formulas.get(region.start, ()) if region.is_math else ()
    return () if isinstance(known, ReadError) else known


def _breaks_off(formula: Formula) -> bool:
    """Whether it ends with a sign behind which nothing stands."""
    last = formula.sides[-1] if len(formula.sides) > 1 else None
    return last is not None and last.node is None and not last.text and formula.sides[-2] is not None
