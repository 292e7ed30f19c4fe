r"""Expectations in plain letters: the E of E[X^2] is \mathbb{E} in a text that writes no E without square brackets.

That what stands in the brackets is random shows in a capital letter somewhere, or in variances beside them, in a law
below an E, or in something that is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import LAWS, roots

_MOMENTS = ("Var", "Cov", "var", "cov", "Corr")


def is_expected(formulas: Iterable[Formula]) -> bool:
    """Whether a plain E is the sign of an expectation throughout a text."""
    formulas = list(formulas)
    parts = [part for formula in formulas for root in roots(formula) for part in t.walk(root)]
    written = sum(isinstance(part, t.Letter) and part.name == "E" and part.font != "bb" for part in parts)
    fences = [fence for part in parts for _, fence in _expectations(part)]
    if not written or written != len(fences):
        return False
    moments = any(isinstance(part, t.Word) and part.text in _MOMENTS for part in parts)
    below = (e.sub for part in parts for e, _ in _expectations(part) if isinstance(e, t.Scripted))
    drawn = any(sign.op == "~" for formula in formulas for sign in formula.signs)
    drawn = drawn or any(isinstance(part, t.Chain) and "~" in part.ops for part in parts)
    if moments or drawn or any(isinstance(law, t.Letter) and law.name in LAWS for law in below):
        return True
    return any(isinstance(p, t.Letter) and p.name.isupper() for fence in fences for p in t.walk(fence))


def _expectations(node: t.Node) -> Iterator[tuple[t.Node, t.Node]]:
    """Yield each E with the square brackets behind it."""
    factors, signs = (node.factors, node.separators) if isinstance(node, t.Product) else ((), ())
    for sign, factor, behind in zip(signs, factors, factors[1:], strict=False):
        base = factor.base if isinstance(factor, t.Scripted) else factor
        fence = behind.base if isinstance(behind, t.Scripted) else behind
        plain = isinstance(base, t.Letter) and base.name == "E" and base.font != "bb"
        if plain and not sign and isinstance(fence, t.Fenced) and fence.left == "[":
            yield factor, fence


def with_expectations(node: t.Node, known: bool) -> t.Node:
    r"""Return a tree in which each E before square brackets is \mathbb{E}."""
    node = t.rebuilt(node, lambda part: with_expectations(part, known))
    found = {id(factor) for factor, _ in _expectations(node)}
    if not isinstance(node, t.Product) or not found:
        return node
    return replace(node, factors=tuple(_in_bb(f) if id(f) in found else f for f in node.factors))


def _in_bb(node: t.Node) -> t.Node:
    return replace(node, base=_in_bb(node.base)) if isinstance(node, t.Scripted) else replace(node, font="bb")  # type: ignore[call-arg]
