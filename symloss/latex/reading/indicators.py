"""Truths that stand for 1 or 0: what a comparison with the entries of a vector is the indicator of."""

from __future__ import annotations

from symloss.latex import tree as t
from symloss.latex.reading.context import Context, mean
from symloss.latex.reading.entries import entrywise
from symloss.term import nodes as n
from symloss.term.sorting import sort_of
from symloss.term.sorts import is_number

IN_ORDER = frozenset({"<", "<=", ">", ">="})


def mean_truth(node: t.Chain | t.Logic, known: Context) -> n.Term:
    """Return the truth of a relation, which may compare the entries of a vector with a number."""
    if isinstance(node, t.Chain) and len(node.sides) == 2 and node.ops[0] in ("=", "!=", "<", "<=", ">", ">="):
        left, right = mean(node.sides[0], known), mean(node.sides[1], known)
        op = node.ops[0]
        if is_number(sort_of(left)) != is_number(sort_of(right)) or (op in IN_ORDER and _are_vectors(left, right)):
            return entrywise(lambda parts: n.Indicator(n.Relation(op, *parts)), (left, right))  # type: ignore[arg-type]
    return mean(node, known)


def indicate(truth: n.Term) -> n.Term:
    """Return the indicator of a truth; the entries of a comparison are indicators already."""
    return truth if isinstance(truth, n.Bind) else n.Indicator(truth)


def _are_vectors(*terms: n.Term) -> bool:
    return all(sort_of(term).name == "vector" for term in terms)
