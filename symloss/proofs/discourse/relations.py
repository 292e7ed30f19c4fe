"""From two sides and a sign to a truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symloss.latex import tree as t
from symloss.latex.reading.combine import ZERO, relate
from symloss.proofs.discourse.fits import is_total
from symloss.proofs.discourse.reading import Line
from symloss.proofs.discourse.shapes import base_name
from symloss.proofs.discourse.state import Chain, Value
from symloss.proofs.documents.region import Region
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, vector
from symloss.term.statement import for_every
from symloss.term.walk import subterms

_WRITTEN = {"in": r"\in", "!=": r"\ne", "<=": r"\le", ">=": r"\ge", "~=": r"\approx", "->": r"\to",
            "<-": r"\gets", "|->": r"\mapsto", "~": r"\sim", "propto": r"\propto",
            "subset": r"\subseteq", "notin": r"\notin", "succeq": r"\succeq", "preceq": r"\preceq"}  # fmt: skip
_SIGNS = {latex: sign for sign, latex in _WRITTEN.items()}
IN_ORDER = ("succeq", "preceq")  # of matrices
_MEASURED = 4  # digits behind the point
_OPS = ("=", "!=", "<", "<=", ">", ">=", "~=", "->")


def written(sign: str) -> str:
    """Return a sign as LaTeX writes it."""
    return _WRITTEN.get(sign, sign)


def sign_of(written: str) -> str:
    """Return the sign that LaTeX writes so."""
    return _SIGNS.get(written, written)


def raw_truth(left: Value, sign: str, right: Value) -> n.Relation | n.Member | None:
    """Return a relation of the sides exactly as they stand: what role it plays depends on what is written."""
    if left.term is None or right.term is None:
        return None
    if sign == "in":
        return n.Member(left.term, right.term)
    op = {":=": "=", "succeq": ">=", "preceq": "<="}.get(sign, sign)
    return n.Relation(op, left.term, right.term) if op in _OPS else None  # type: ignore[arg-type]


def truth_of(left: Value, sign: str, right: Value) -> n.Relation | n.Member | None:
    """Return what two sides and the sign between them state; None if a side was not understood.

    Sides of different sorts still make a relation: whoever judges it says so.
    """
    if left.term is None or right.term is None:
        return None
    if sign == "in":
        return n.Member(_entry_of(left.term), right.term) if _is_power(right) else n.Member(left.term, right.term)
    if sign in IN_ORDER:
        return _in_order(*((left.term, right.term) if sign == "succeq" else (right.term, left.term)))
    op = {":=": "="}.get(sign, sign)
    if op not in _OPS:
        return None
    try:
        made = relate(op, left.term, right.term)  # type: ignore[arg-type]
    except SortError:
        return n.Relation(op, left.term, right.term)  # type: ignore[arg-type]
    return made if isinstance(made, n.Relation) else None


def _is_power(value: Value) -> bool:
    """Whether this is {0, 1}^n, a set of arrays with entries of the set below."""
    node = value.node
    return isinstance(node, t.Scripted) and isinstance(node.base, t.Fenced) and node.sup is not None


def _entry_of(term: n.Term) -> n.Term:
    """Return any entry of an array."""
    shape = sort_of(term).shape if isinstance(term, n.Symbol) and term.sort != FUNCTION else ()
    letters = tuple(n.Symbol(f"{term}_index{axis or ''}", INDEX) for axis in range(len(shape)))
    return n.Indexed(term, letters) if letters else term


def _in_order(larger: n.Term, smaller: n.Term) -> n.Relation | None:
    """Return A >= B as matrices are compared: u^T (A - B) u >= 0 for every u; other arrays entry by entry."""
    try:
        ordered = relate(">=", larger, smaller)
    except SortError:
        return None
    if not isinstance(ordered, n.Relation):
        return None
    sort = sort_of(ordered.left)
    if sort.name != "matrix":
        return ordered
    if sort.shape[0] != sort.shape[1]:
        return None
    u = for_every("u", vector(sort.shape[1]))
    kept = tuple(side for side in (larger, n.Neg(smaller)) if side not in (ZERO, n.Neg(ZERO)))
    return n.Relation(">=", n.Inner(u, n.MatMul((n.Add(kept) if len(kept) == 2 else kept[0], u))), ZERO)


def going_on(line: Line, display: Region | None, chain: Chain) -> Line:
    """Return a lone expression below the display in which a chain ends as its next side: the sign is left out."""
    above = chain.last if chain.links else None
    if line.signs or line.continues or len(line.values) != 1 or above is None or above.term is None:
        return line
    if display is None or not display.start <= above.place.start < display.end:
        return line
    term = line.values[0].term
    if term is None or isinstance(term, n.Relation | n.Member | n.Symbol | n.Indexed | n.Number):
        return line
    try:
        if sort_of(term) != sort_of(above.term):
            return line
    except SortError:
        return line
    return replace(line, signs=("=",), continues=True, doubt="no sign stands before it: does it go on from above?")


def truths_of(values: tuple[Value, ...], signs: tuple[str, ...]) -> Iterator[n.Term | None]:
    """Yield what each link of a chain states."""
    for left, sign, right in zip(values, signs, values[1:], strict=False):
        yield truth_of(left, sign, right)


def of_each(values: list[Value], signs: tuple[str, ...]) -> list[tuple[Value, str, Value]]:
    """Return what a = b = 1/2, or two sums with one number, say of each; nothing of another chain."""
    if len(values) < 3 or set(signs) != {"="}:
        return []
    *letters, last = values
    plain = all(isinstance(v.term, n.Norm) or is_total(v.term) or _is_letter(v.term) for v in letters)
    number = last.term is not None and is_closed(last.term)
    return [(v, "=", last) for v in letters] if plain and number else []


def is_flow(values: list[Value], signs: tuple[str, ...], scope: Scope) -> bool:
    """Whether arrows say what is made of what: x -> z -> a, or x_i -> mu of a mu that is defined; no limits."""
    last = values[-1].term if values else None
    if not signs or set(signs) != {"->"} or (last is not None and is_closed(last)):
        return False
    atoms = all(isinstance(v.term, n.Symbol | n.Indexed) for v in values)
    made = last is not None and base_name(last) in {*scope.definitions, *scope.depends}
    return len(signs) > 1 or (atoms and made)


def is_printed(truth: n.Relation) -> bool:
    """Whether one side is made of numbers, of which one has decimals, and the other is not: values of an example."""
    for number, body in ((truth.right, truth.left), (truth.left, truth.right)):
        printed = any(isinstance(part, n.Number) and part.places is not None for part in subterms(number))
        if is_closed(number) and printed and not is_closed(body):
            return True
    return False


def is_measured(truth: n.Relation) -> bool:
    """Whether both sides of an equation have numbers of many digits in them, 0.1281 x = 0.0402 y: no identity has."""
    fine = (any(isinstance(p, n.Number) and (p.places or 0) >= _MEASURED for p in subterms(t)) for t in _sides(truth))
    return all(fine) and not any(map(is_closed, _sides(truth)))


def _sides(truth: n.Relation) -> tuple[n.Term, n.Term]:
    return truth.left, truth.right


def gives_values(truth: n.Relation) -> bool:
    """Whether this gives names their numbers, all at once: (b, w) = (4, 5)."""
    names = truth.left
    if not isinstance(names, n.Stack) or not is_closed(truth.right):
        return False
    atoms = (n.Stack, n.Row, n.Symbol, n.Indexed, n.Number, n.Pow)
    return all(isinstance(part, atoms) for part in subterms(names))


def _is_letter(term: n.Term | None) -> bool:
    return isinstance(term, n.Symbol) and not term.sort.shape
