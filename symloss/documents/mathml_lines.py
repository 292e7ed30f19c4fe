"""A formula as several <math> elements side by side, between which a narrow page may break the line."""

from __future__ import annotations

from symloss.documents.markup import MINUS, operator, row
from symloss.documents.mathml import SIGNS, Style, mathml
from symloss.term import nodes as n
from symloss.term.notation import PRODUCT, SUM
from symloss.term.scope import Scope


def mathml_parts(term: n.Term, scope: Scope | None = None) -> list[str]:
    """Return <math> elements that stand side by side: sides and summands, between which a line may end."""
    style = Style(dict(scope.notation) if scope else {})
    if not isinstance(term, n.Relation):
        return [mathml(term, scope, display=True)]
    sign = operator(SIGNS[term.op], ' form="infix"')
    first, *others = _summands(term.right, style)
    parts = [style.show(term.left, SUM, last=True), row(sign, first), *others]
    return [f'<math display="block">{part}</math>' for part in parts]


def _summands(term: n.Term, style: Style) -> list[str]:
    if not isinstance(term, n.Add):
        return [style.show(term, SUM, last=True)]
    first, *others = term.terms
    parts = [style.show(first, SUM if isinstance(first, n.Neg) else PRODUCT, last=True)]
    for other in others:
        value = other.term if isinstance(other, n.Neg) else other
        sign = operator(MINUS if isinstance(other, n.Neg) else "+", ' form="infix"')
        parts.append(row(sign, style.show(value, PRODUCT, last=True)))
    return parts
