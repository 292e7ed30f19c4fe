r"""Logarithms that are written without brackets before a product or a quotient: \log p^y (1 - p)^{1 - y}, \log p/q.

To the letter that is the logarithm of p^y times the rest; who takes logarithms of products means that of all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symloss.latex import tree as t
from symloss.term import nodes as n
from symloss.term.functions import LN, function_of
from symloss.term.statement import Identity, Statement
from symloss.term.walk import rebuild


@dataclass(frozen=True)
class OpenLogarithms:
    """Which sides of a claim, and which definitions, have such logarithms and none with brackets before a product."""

    left: bool
    right: bool
    names: frozenset[str]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.left or self.right or bool(self.names)

    def meant(self, statement: Statement) -> Statement:
        """Return a statement in which they take all factors behind them."""
        claim = statement.step.claim if isinstance(statement.step, Identity) else None
        known = statement.scope.definitions
        own = [replace(known[name], body=_of_whole(known[name].body)) for name in sorted(self.names & known.keys())]
        if isinstance(claim, n.Relation):
            left = _of_whole(claim.left) if self.left else claim.left
            right = _of_whole(claim.right) if self.right else claim.right
            statement = replace(statement, step=Identity(replace(claim, left=left, right=right)))
        return replace(statement, scope=statement.scope.define(*own))


def are_open(written: t.Node) -> bool:
    r"""Whether logarithms before a product are written in a tree, and none of them with brackets, or above a bar."""
    parts = t.walk(written)
    found = {isinstance(taken, t.Fenced) for part in parts for taken in _taken(part)}
    above = (part.numerator for part in parts if isinstance(part, t.Fraction))
    return found == {False} and not any(map(_ends_with_logarithm, above))


def _taken(node: t.Node) -> Iterator[t.Node]:
    r"""Yield what stands behind a logarithm, if another factor follows; behind a sign, \log p \cdot q^y, a power."""
    factors, signs = (node.factors, node.separators) if isinstance(node, t.Product) else ((), ())
    for factor, taken, behind, sign in zip(factors, factors[1:], factors[2:], signs[1:], strict=False):
        if _is_logarithm(factor) and (sign in ("", "/") or _is_power(behind)):
            yield taken


def _is_logarithm(node: t.Node) -> bool:
    return isinstance(node, t.Word) and node.text in ("log", "ln")


def _ends_with_logarithm(node: t.Node) -> bool:
    return isinstance(node, t.Product) and any(map(_is_logarithm, node.factors))


def _is_power(node: t.Node) -> bool:
    """Whether this is something to the power of a letter."""
    return isinstance(node, t.Scripted) and node.sup is not None and not isinstance(node.sup, t.Literal)


def _of_whole(term: n.Term) -> n.Term:
    term = rebuild(term, _of_whole)
    if isinstance(term, n.Div):
        above = term.numerator.factors if isinstance(term.numerator, n.Mul) else (term.numerator,)
        last = above[-1]
        if isinstance(last, n.Apply) and function_of(last) is LN:
            whole = LN(n.Div(last.arguments[0], term.denominator))
            return n.Mul((*above[:-1], whole)) if above[:-1] else whole
    factors = term.factors if isinstance(term, n.Mul) else ()
    for place, factor in enumerate(factors[:-1]):
        if isinstance(factor, n.Apply) and function_of(factor) is LN:
            whole = LN(n.Mul((*factor.arguments, *factors[place + 1 :])))
            return n.Mul((*factors[:place], whole)) if place else whole
    return term
