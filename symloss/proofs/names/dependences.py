"""What the quantities that nothing defines are functions of: the z of dL/dz, the y of L(y, p)."""

from __future__ import annotations

from symloss.latex import tree as t
from symloss.latex.reading.survey import survey
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.mentions import label_of, stem_of
from symloss.proofs.names.walks import nodes
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX


def dependences(ev: Evidence, scope: Scope, displayed: frozenset[str]) -> Scope:
    """Declare what the quantities that nothing defines are functions of: the z of dL/dz, the y of L(y, p)."""
    direct: dict[str, dict[str, None]] = {}
    listed: dict[str, set[str]] = {}  # the w, b and alpha of L(w, b, alpha): one is not what another is made of
    for formula in ev.formulas:
        for node in nodes(formula):
            if isinstance(node, t.DerivativeSign) and node.body is not None and not _is_exponential(node):
                body = _quantity(ev, node.body, scope)
                for variable, _ in node.variables:
                    by = _quantity(ev, variable, scope)
                    if body and by and body != by:
                        direct.setdefault(body, {}).setdefault(by)
    for use in ev.uses:
        name = label_of(use.mention, ev.index)
        if name in displayed and name in scope.symbols:
            for argument in use.mention.arguments:
                known = [x for x in (argument, argument.rpartition("_")[0]) if x in scope.symbols]  # the w of w_1
                direct.setdefault(name, {}).update(dict.fromkeys(known[:1]))
                listed.setdefault(name, set()).update(known[:1])
    defined = _definitions(ev, scope)
    closure = {name: _reach(name, {**direct, **defined}) for name in {**direct, **defined}}
    for name, variables in direct.items():
        own = listed.get(name, set())
        shown = [v for v in variables if v in own or not any(v in closure.get(u, ()) for u in variables if u != v)]
        scope = scope.depend(name, *(scope.symbols[v] for v in shown or variables))
    return scope


def _is_exponential(node: t.DerivativeSign) -> bool:
    """Whether a power with a variable in its exponent is differentiated: the a of d/dx a^x is no quantity of x."""
    power = node.body
    if not isinstance(power, t.Scripted) or power.sup is None:
        return False
    by = {mention.name for variable, _ in node.variables for mention in survey(variable)}
    return any(mention.name in by for mention in survey(power.sup))


def _quantity(ev: Evidence, node: t.Node, scope: Scope) -> str:
    """Return the declared name that a side of a derivative is about, or ""."""
    if isinstance(node, t.Fenced) and isinstance(node.body, t.Letter | t.Word | t.Scripted):
        node = node.body  # d/dw (t)
    mentions = survey(node)
    if not mentions or mentions[0].start > node.start or (mentions[0].applied and mentions[0].end < node.end - 40):
        return ""
    mention = mentions[0]
    rest = [m for m in mentions[1:] if m.start >= mention.end]
    if rest and not mention.applied:
        return ""
    for name in (label_of(mention, ev.index), stem_of(mention, ev.index)):
        if name in scope.symbols and scope.symbols[name].sort not in (FUNCTION, INDEX):
            return name
    return ""


def _definitions(ev: Evidence, scope: Scope) -> dict[str, dict[str, None]]:
    """Return the names that begin a formula `name = ...`, with the names on its other sides."""
    found: dict[str, dict[str, None]] = {}
    for formula in ev.formulas:
        side = formula.sides[0] if formula.signs else None
        if side is None or side.node is None or formula.signs[0].op not in ("=", ":="):
            continue
        name = _quantity(ev, side.node, scope) if not isinstance(side.node, t.DerivativeSign) else ""
        if name:
            others = [s.node for s in formula.sides[1:] if s is not None and s.node is not None]
            written = (m for node in others for m in survey(node))
            mentioned = [part for m in written for part in ev.single_letters(m)]  # the W of Wx
            inner = found.setdefault(name, {})
            for mention in mentioned:
                for other in (label_of(mention, ev.index), stem_of(mention, ev.index)):
                    if other in scope.symbols and other != name:
                        inner.setdefault(other)
    return found


def _reach(name: str, graph: dict[str, dict[str, None]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        for following in graph.get(todo.pop(), ()):
            if following not in found:
                found.add(following)
                todo.append(following)
    return found
