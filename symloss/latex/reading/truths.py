"""Relations, chains, logic, and the sets that things are elements of."""

from __future__ import annotations

from typing import cast

from symloss.latex import tree as t
from symloss.latex.reading.combine import ZERO, relate
from symloss.latex.reading.context import Context, mean, refusal
from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import SET, TRUTH

_OPS = {"=": "=", ":=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "~=": "~=", "->": "->"}
_INFINITY = n.Constant("inf")


@mean.register
def _(node: t.Chain, known: Context) -> n.Term:
    links = tuple(_link(node, k, known) for k in range(len(node.ops)))
    return links[0] if len(links) == 1 else n.And(links)


def _link(node: t.Chain, k: int, known: Context) -> n.Term:
    op, left, right = node.ops[k], node.sides[k], node.sides[k + 1]
    if op in ("in", "notin"):
        member = n.Member(mean(left, known), set_of(right, known))
        return member if op == "in" else n.Not(member)
    if op not in _OPS:
        raise refusal(node, f"`{op}` is not a relation I know", "one of = \\ne < \\le > \\ge \\approx \\to", op)
    if isinstance(left, t.Listing) and op != "=":  # a, b > 0
        return n.And(tuple(_related(node, op, mean(item, known), mean(right, known)) for item in left.items))
    return _related(node, op, mean(left, known), mean(right, known))


def _related(node: t.Node, op: str, left: n.Term, right: n.Term) -> n.Term:
    try:
        return relate(cast(n.RelationOp, _OPS[op]), left, right)
    except SortError as error:
        raise refusal(node, str(error)) from error


@mean.register
def _(node: t.Logic, known: Context) -> n.Term:
    items = tuple(mean(item, known) for item in node.items)
    for item, written in zip(items, node.items, strict=True):
        if sort_of(item) != TRUTH:
            raise refusal(written, "a truth is expected here", "a relation such as a = b")
    if node.op == "not":
        return n.Not(items[0])
    if node.op == "<=>":
        left, right = items[0], items[1]
        return n.And((n.Implies(left, right), n.Implies(right, left)))
    if node.op == "=>":
        return n.Implies(items[0], items[1])
    return n.And(items) if node.op == "and" else n.Or(items)


def set_of(node: t.Node, known: Context) -> n.Term:
    r"""Return the set written: (0, 1), [0, 1], \{0, 1\}, \{1, ..., K\}, \mathbb{R}, \mathbb{R}_{>0}."""
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Fenced) and node.sub is None and not node.primes:
        return set_of(node.base, known)  # {0, 1}^n: each entry is of this set
    if isinstance(node, t.Fenced) and node.body is not None:
        return _listed(node, known)
    base = node.base if isinstance(node, t.Scripted) else node
    font = base.font if isinstance(base, t.Letter) and base.name == "R" else ""
    if font == "bb" or (font == "bold" and known.symbol("R") is None):
        return _reals(node)
    term = mean(node, known)
    if sort_of(term) == SET:
        return term
    raise refusal(node, "this is no set that can be said", "an interval, {a, b}, or \\mathbb{R}")


def _listed(node: t.Fenced, known: Context) -> n.Term:
    body = node.body
    items = body.items if isinstance(body, t.Listing) else (body,)
    if any(isinstance(item, t.Dots) for item in items):
        ends = [mean(item, known) for item in items if item is not None and not isinstance(item, t.Dots)]
        return n.Range(ends[0], ends[-1])
    if any(isinstance(item, t.Fenced) for item in items):
        raise refusal(node, "a set of lists is not in the language", "numbers")
    terms = tuple(mean(item, known) for item in items if item is not None)
    if node.left == "{" and node.right == "}":
        return n.FiniteSet(terms)
    if len(terms) != 2 or node.left not in "([" or node.right not in ")]":
        raise refusal(node, "an interval has two ends", "(a, b) or [a, b]")
    return n.Interval(terms[0], terms[1], node.left == "(", node.right == ")")


def _reals(node: t.Node) -> n.Term:
    script = None
    if isinstance(node, t.Scripted):
        script = node.sub or node.sup
        if node.sub is not None and node.sup is not None:
            raise refusal(node, "this set of numbers is not in the language", "\\mathbb{R}")
    if script is None:
        return n.Interval(n.Neg(_INFINITY), _INFINITY, True, True)
    if isinstance(script, t.Label) and script.text == "+":
        return n.Interval(ZERO, _INFINITY, False, True)
    raise refusal(node, "this set of numbers is not in the language", "\\mathbb{R}, \\mathbb{R}_{+}")
