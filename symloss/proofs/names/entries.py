r"""Functions of arrays that are written by their entries: S_i(z), S(z)_i and S(z_i) are entry i of S(z).

Which of them a text means shows where it says what they are: e^{z_i} over a sum of the e^{z_k} is made of all of z,
so S(z_i) is no function of the number z_i. If a text writes such a function of one array only, S_i is a quantity
like any other, made of z. A letter such as \sigma is then no name of the function that it is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.evidence import LETTER_FUNCTIONS
from symloss.proofs.names.kinds import OPERATORS
from symloss.proofs.names.walks import LAWS, bounds, links, nodes, on_sides
from symloss.term.functions import SPELLINGS

OF_VALUES = frozenset({"E", "D", "H", "I", "Pr", "Var", "Cov"})  # what these are of is no number, but what takes it
ARRAY = "bold_"  # begins the name of an array


@dataclass(frozen=True)
class Call:
    """A name before brackets: S_i(z), S(z)_i, S(z_i), S(z).

    index: the i, wherever it stands; of_entry: in the brackets. power: what the whole is raised to.
    """

    name: t.Letter | t.Word
    index: t.Node | None
    argument: t.Letter | t.Scripted
    power: t.Node | None
    of_entry: bool
    fence: t.Fenced

    @property
    def called(self) -> str:
        """The name as spelled."""
        return names.spell(self.name)

    @property
    def of(self) -> str:
        """The array as spelled."""
        return names.spell(self.argument)


def by_entries(formulas: Iterable[Formula]) -> dict[str, str]:
    """Return the functions that a text writes by their entries, each with the one array that it is of, or ""."""
    formulas = list(formulas)
    heads = [call for f in formulas for call in _heads(f)]
    others = {call.called for f in formulas for call in _wholes(f) if all(call.of != head.of for head in heads)}
    found: dict[str, dict[str, None]] = {name: {} for name in sorted({call.called for call in heads} - others)}
    plain: set[str] = set()
    said = (f for f in formulas if f.signs and f.signs[0].op != ":")  # S : A -> B says something of S, and so may $S$
    sides = (side.node for f in said for side in f.sides if side is not None and side.node is not None)
    for mention in (m for side in sides for m in survey(side)):
        name = mention.name
        if name in found and (mention.primes or len(mention.subscripts) > 1):
            del found[name]
        elif name in found and not mention.applied and not mention.subscripts:
            plain.add(name)  # a bare S may be something else
    for called, of in (pair for f in formulas for node in nodes(f) for pair in _arguments(node)):
        if called in found:
            found[called].setdefault(of)
    return {name: next(iter(of)) if len(of) == 1 and name not in plain else "" for name, of in found.items()}


def entered(formulas: Iterable[Formula]) -> set[str]:
    """Return the functions of which a text says what an entry is."""
    return {call.called for f in formulas for call in _heads(f)}


def _heads(formula: Formula) -> Iterator[Call]:
    """Yield the functions of which a formula says what an entry is: what it is made of has other entries, too."""
    for left, sign, right in links(formula):
        if sign not in ("=", ":=") or left.node is None or right.node is None or not _is_call(left.node):
            continue
        summed = {pair for node in t.walk(right.node) if isinstance(node, t.Big) for pair in _summed(node)}
        mentions = survey(right.node)
        entries = {(m.name, m.subscripts[0]) for m in mentions if len(m.subscripts) == 1}
        below = {part for m in mentions for part in m.subscripts}
        for call in (made for pair in _pairs(left.node) if (made := _call_of(*pair)) is not None):
            letter = names.spell(call.index) if call.index is not None else ""
            others = any(name == call.of for name, _ in summed)
            own = (call.of, letter) in entries if call.of_entry else letter in below  # no h_theta(x)
            if others and own and _may_have_entries(call):
                yield call


def _wholes(formula: Formula) -> Iterator[Call]:
    """Yield the functions of which a formula says what they are, and not by an entry: S(x) = ..."""
    for left, sign, _ in links(formula):
        if sign in ("=", ":=") and left.node is not None and _is_call(left.node):
            calls = (_call_of(*pair) for pair in _pairs(left.node))
            yield from (call for call in calls if call is not None and call.index is None)


def _summed(node: t.Big) -> Iterator[tuple[str, str]]:
    r"""Yield the entries that a big operator goes over, z and k of \sum_k e^{z_k}."""
    letters = {letter for letter, _ in bounds(node)}
    yield from (
        (m.name, m.subscripts[0]) for m in survey(node.body) if len(m.subscripts) == 1 and m.subscripts[0] in letters
    )


def _may_have_entries(call: Call) -> bool:
    called, letter = call.called, names.spell(call.index) if call.index is not None else ""
    known = {called, called.lower()} & SPELLINGS.keys() and called not in LETTER_FUNCTIONS
    law = called in OF_VALUES | OPERATORS or (call.of_entry and called in LAWS)
    return bool(letter) and letter.isalpha() and letter.islower() and not known and not law


def _arguments(node: t.Node) -> Iterator[tuple[str, str]]:
    """Yield the name before each pair of brackets with what stands in them, "" if that is no array of its own."""
    for before, behind in _pairs(node):
        call = _call_of(before, behind)
        base = before.base if isinstance(before, t.Scripted) else before
        if call is not None:
            yield call.called, call.of
        elif isinstance(base, t.Letter | t.Word):
            yield names.spell(base), ""


def _pairs(node: t.Node) -> Iterator[tuple[t.Node, t.Node]]:
    if isinstance(node, t.Product):
        for before, behind, sign in zip(node.factors, node.factors[1:], node.separators, strict=False):
            fence = behind.base if isinstance(behind, t.Scripted) else behind
            if not sign and isinstance(fence, t.Fenced):
                yield before, behind


def _is_call(node: t.Node) -> bool:
    """Whether this is a name and brackets, and nothing else."""
    return isinstance(node, t.Product) and len(node.factors) == 2


def _call_of(before: t.Node, behind: t.Node) -> Call | None:
    name, fence = (node.base if isinstance(node, t.Scripted) else node for node in (before, behind))
    if not isinstance(name, t.Letter | t.Word) or not isinstance(fence, t.Fenced) or fence.left not in ("(", "["):
        return None
    scripts = [node for node in (before, behind) if isinstance(node, t.Scripted)]
    argument, of_entry = fence.body, False
    indices = [node.sub for node in scripts if node.sub is not None]
    if isinstance(argument, t.Scripted) and isinstance(argument.base, t.Letter) and argument.sub is not None:
        *row, last = names.parts(argument.sub)
        if argument.sup is not None or argument.primes:
            return None
        indices.append(last)
        argument, of_entry = _row(argument.base, row), True
    powers = [node.sup for node in scripts if node.sup is not None]
    if (
        not isinstance(argument, t.Letter | t.Scripted)
        or len(indices) > 1
        or len(powers) > 1
        or any(n.primes for n in scripts)
    ):
        return None
    return Call(name, next(iter(indices), None), argument, next(iter(powers), None), of_entry, fence)


def _row(base: t.Letter, row: list[t.Node]) -> t.Letter | t.Scripted:
    """Return the row of an array that has these indices, or all of it."""
    if not row:
        return base
    sub = (
        row[0]
        if len(row) == 1
        else t.Listing(items=tuple(row), separators=(",",) * (len(row) - 1), start=base.end, end=base.end)
    )
    return t.Scripted(base=base, sub=sub, start=base.start, end=base.end)


def with_entries(formula: Formula, functions: Mapping[str, str]) -> Formula:
    """Return a formula in which they are S_i if they are of one array, and S(z)_i if not."""
    return on_sides(formula, lambda node: _rewritten(node, functions)) if functions else formula


def _rewritten(node: t.Node, functions: Mapping[str, str]) -> t.Node:
    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return _rewritten(value, functions)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    if isinstance(node, t.Letter) and node.name in functions and node.name in LETTER_FUNCTIONS:
        return replace(node, name=f"{ARRAY}{node.name}")
    node = _with_calls(node, functions) if isinstance(node, t.Product) else node
    values = {f.name: changed(getattr(node, f.name)) for f in fields(node)}
    return replace(node, **values)  # type: ignore[arg-type]


def _with_calls(node: t.Product, functions: Mapping[str, str]) -> t.Node:
    factors: list[t.Node] = []
    signs: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        call = _call_of(factors[-1], factor) if factors and not sign else None
        if call is None or call.called not in functions:
            factors.append(factor)
            signs.append(sign)
        elif functions[call.called]:
            factors[-1] = _scripted(call.name, call, factor.end)
        else:
            inside = replace(call.fence, body=call.argument)
            factors[-1:] = (call.name, _scripted(inside, call, factor.end))
            signs.append("")
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(signs[1:]))


def _scripted(base: t.Node, call: Call, end: int) -> t.Node:
    """Return a name or its brackets with the index and the power of a call."""
    if call.index is None and call.power is None:
        return base
    return t.Scripted(base=base, sub=call.index, sup=call.power, start=base.start, end=end)
