"""What stands beside what in products: the letters that are neighbours, names before transposed ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from symloss.latex import tree as t
from symloss.latex.reading.survey import survey
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.fitting import factors
from symloss.proofs.names.mentions import transposed
from symloss.proofs.names.walks import lone_name


def _side_by_side(ev: Evidence, node: t.Node) -> list[t.Node]:
    """Return factors that stand side by side."""
    if isinstance(node, t.Product):
        return [part for factor in node.factors for part in factors(ev, factor)]
    return list(factors(ev, node)) if isinstance(node, t.Word | t.Scripted) else []


def before_turned(ev: Evidence, node: t.Node) -> bool:
    r"""Whether a name stands before another that is transposed, and is not so itself: x of x \theta^T."""
    parts = _side_by_side(ev, node)
    turned = [transposed(survey(part)[0]) if lone_name(part) is not None else None for part in parts]
    return (False, True) in pairwise(turned)


def neighbours(ev: Evidence, node: t.Node) -> Iterator[tuple[str, str]]:
    """Yield the letters of factors that stand side by side."""
    letters = [part.base if isinstance(part, t.Scripted) else part for part in _side_by_side(ev, node)]
    for before, behind in pairwise(letters):
        if isinstance(before, t.Letter) and isinstance(behind, t.Letter):
            yield before.name, behind.name
