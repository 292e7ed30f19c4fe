r"""Cases beside and below: equations in a brace with one each; y_{k = i}, the entry y_k in the case k = i."""

from __future__ import annotations

from dataclasses import fields, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Condition, Formula, Side, Sign

_TRUTHS = frozenset({"1", "I", "chi", "bb1", "delta", "E", "P"})  # what stands below these is a truth, or a law


def by_cases(formula: Formula) -> tuple[Formula, ...]:
    """Return the equations inside a brace of cases as formulas of their own, each with its condition."""
    side = formula.sides[0] if formula.sides else None
    node = side.node if side is not None and not formula.signs else None
    if not isinstance(node, t.Table) or node.environment != "cases":
        return (formula,)
    rows = [_equation(row, formula) for row in node.rows if row and isinstance(row[0], t.Chain)]
    return tuple(rows) if len(rows) == len(node.rows) else (formula,)


def _equation(row: tuple[t.Node | None, ...], formula: Formula) -> Formula:
    chain = row[0]
    assert isinstance(chain, t.Chain)
    sides = tuple(Side(part, part.start, part.end, names.spell(part)) for part in chain.sides)
    signs = tuple(Sign(op, part.start, part.start, op) for op, part in zip(chain.ops, chain.sides[1:], strict=True))
    made = replace(formula, sides=sides, signs=signs, start=chain.start, end=chain.end)
    beside = row[1] if len(row) > 1 else None
    if not isinstance(beside, t.Chain):
        return made
    inner = replace(_equation((beside,), formula), conditions=())
    condition = Condition("if", inner, "", beside.start, beside.end)
    return replace(made, conditions=(*formula.conditions, condition))


def with_cases_below(formula: Formula) -> Formula:
    """Return a formula with the one case that stands below its names as a condition."""
    found: dict[tuple[str, ...], t.Chain] = {}
    sides = tuple(
        side if side is None or side.node is None else replace(side, node=_without(side.node, found))
        for side in formula.sides
    )
    if len(found) != 1:
        return formula
    ((spelled, chain),) = found.items()
    left, right = (Side(part, part.start, part.end, names.spell(part)) for part in chain.sides)
    inner = Formula(
        (left, right), (Sign(chain.ops[0], chain.start, chain.end, ""),), (), (), (), chain.start, chain.end
    )
    condition = Condition("if", inner, " ".join(spelled), chain.start, chain.end)
    return replace(formula, sides=sides, conditions=(*formula.conditions, condition))


def _without(node: t.Node, found: dict[tuple[str, ...], t.Chain]) -> t.Node:
    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return _without(value, found)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    case = _case(node)
    if case is not None and isinstance(node, t.Scripted):
        found.setdefault((names.spell(case.sides[0]), case.ops[0], names.spell(case.sides[1])), case)
        return replace(node, sub=case.sides[0])
    return replace(node, **{f.name: changed(getattr(node, f.name)) for f in fields(node)})  # type: ignore[arg-type]


def _case(node: t.Node) -> t.Chain | None:
    """Return the case below a name: a letter that is or is not another."""
    if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter) or node.base.name in _TRUTHS:
        return None
    below = node.sub
    if not isinstance(below, t.Chain) or below.ops not in (("=",), ("!=",)):
        return None
    return below if all(isinstance(side, t.Letter) for side in below.sides) else None
