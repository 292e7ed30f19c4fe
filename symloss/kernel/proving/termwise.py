"""Bounds of sums of symbolic length: summand by summand, pair by pair, by tangents; bounds of the largest of many.

A sum over a range is not negative if every summand is. To make the summands comparable, what
stands outside is put in with weights that add up to one, and what adds up to zero may be
taken off: t_k*(x_k - c), the tangent at c. A product of two sums is the sum over all pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.bounding import Asked, Question, case
from symloss.kernel.proving.definedness import discharged, needs
from symloss.kernel.proving.differentiate import differentiate
from symloss.kernel.proving.exponential import exponential
from symloss.kernel.proving.hypotheses import Fact
from symloss.kernel.proving.lattice import NEGATIVE, NONZERO, POSITIVE
from symloss.kernel.proving.quotient import Quotient, parts, used
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.walk import children, free_symbols, substitute, subterms

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
_DEPTH = 4
_ATOMS = 8
_TERMS = 12
_WEIGHTS = 3
_WEIGHT = 6
_FINE = 16


@dataclass(frozen=True)
class _Opened:
    """A sum whose summands are terms of one fresh index over one range."""

    asked: Asked
    over: n.Range
    index: n.Symbol

    @property
    def place(self) -> Fact:
        """Where the fresh index lies."""
        return case(n.Member(self.index, self.over))

    def body(self, number: int, index: n.Symbol) -> n.Term:
        """Return the summand of a sum kernel at an index."""
        kernel = self.asked.field.kernels[number]
        assert isinstance(kernel, n.Bind)
        return substitute(kernel.body, {kernel.index: index})

    def sums(self, powers: tuple[int, ...]) -> list[int]:
        """Return the numbers of the sums over the range in a monomial, as often as they occur."""
        return [i for i, e in enumerate(powers) if self.is_sum(i) for _ in range(e)]

    def is_sum(self, number: int) -> bool:
        """Return whether a generator is a sum over the range."""
        kernels = self.asked.field.kernels
        return number < len(kernels) and _ranges(kernels[number]) == self.over

    def monomial(self, powers: tuple[int, ...], c: Fraction, without: list[int]) -> n.Term:
        """Return a monomial without some of its sums, as a term."""
        left = list(powers)
        for i in without:
            left[i] -= 1
        field = self.asked.field
        return field.term(field.ring.constant(c) * field.ring.monomial(tuple(left)))

    def weights(self) -> list[n.Term]:
        """Return summands that add up to one: what the facts say does and the term speaks of, and 1/K."""
        size = n.Add((self.over.upper, n.Neg(self.over.lower), ONE))
        spoken = free_symbols(self.asked.question.term)
        found: list[n.Term] = []
        for fact in self.asked.question.facts:
            match fact.truth:
                case n.Relation("=", n.Bind("sum", k, over, body), one) if one == ONE and over == self.over:
                    if free_symbols(body) - {k} <= spoken:
                        found.append(substitute(body, {k: self.index}))
        return [*found[: _WEIGHTS - 1], n.Div(ONE, size)]


def _ranges(kernel: n.Term) -> n.Range | None:
    if isinstance(kernel, n.Bind) and kernel.kind == "sum" and isinstance(kernel.over, n.Range):
        return kernel.over
    return None


def _opened(asked: Asked) -> Iterator[tuple[_Opened, Quotient]]:
    top = asked.numerator()
    if top is None or len(top.top) > _TERMS or asked.question.depth >= _DEPTH or asked.question.closed:
        return
    ranges = dict.fromkeys(r for i in used(top.top) if (r := _ranges(asked.field.kernels[i])) is not None)
    for over in ranges:
        if asked.field.certainly_not_empty(over):
            yield _Opened(asked, over, _fresh(asked, "k")), top


def _fresh(asked: Asked, letter: str) -> n.Symbol:
    names = {s.name for s in free_symbols(asked.question.term)} | set(asked.of.scope.symbols)
    names |= {s.name for f in asked.question.facts for s in free_symbols(f.truth)}
    number = 1
    while f"{letter}{number}" in names:
        number += 1
    return n.Symbol(f"{letter}{number}", INDEX)


# --- summand by summand -----------------------------------------------------------------------


def by_summands(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question whether each summand is not negative, with and without a tangent taken off."""
    question = asked.question
    for opened, top in _opened(asked):
        inside: list[n.Term] = []
        outside: list[n.Term] = []
        for powers, c in parts(top.top):
            sums = opened.sums(powers)[:1]
            rest = opened.monomial(powers, c, sums)
            if sums:
                inside.append(n.Mul((rest, opened.body(sums[0], opened.index))))
            else:
                outside.append(rest)
        base = replace(question, facts=(*question.facts, opened.place), depth=question.depth + 1, anchors=())
        if outside:
            alone = replace(question, term=_sum(outside), strict=False, depth=question.depth + 1)
            yield "summand by summand", [replace(base, term=_sum(inside)), alone]
        for weight in opened.weights() if outside else [ZERO]:
            summand = n.Add((_sum(inside), n.Mul((_sum(outside), weight)))) if outside else _sum(inside)
            yield "summand by summand", [replace(base, term=summand)]
            for tangent in _tangents(opened, summand, base):
                less = n.Add((summand, n.Neg(tangent)))
                yield "summand by summand, less a tangent", [replace(base, term=less, closed=True)]


def _sum(terms: list[n.Term]) -> n.Term:
    return terms[0] if len(terms) == 1 else n.Add(tuple(terms))


def _tangents(opened: _Opened, summand: n.Term, base: Question) -> Iterator[n.Term]:
    """Yield t_k*(x_k - c) that add up to zero, t_k the slope of the summand by x_k at c."""
    of = opened.asked.of
    atoms = _entries(summand, opened.index)
    for atom in atoms:
        for anchor in _anchors(opened, summand, atom, atoms):
            try:
                made = of.field(base.facts, (summand, anchor))
                tidy = made.term(made.of(summand))
                variable = _scalar(tidy)
                slope = differentiate(substitute(tidy, {atom: variable}), variable, [])
                slope = substitute(slope, {variable: anchor})
                tangent = n.Mul((slope, n.Add((atom, n.Neg(anchor)))))
                if not all(discharged(need, made) for need in needs(tangent)):
                    continue
                whole = of.field(base.facts, (n.Bind("sum", opened.index, opened.over, tangent),))
                if whole.of(n.Bind("sum", opened.index, opened.over, tangent)).is_zero:
                    of.used.update(whole.used)
                    yield tangent
            except OutOfReach:
                continue


def _scalar(term: n.Term) -> n.Symbol:
    names = {s.name for s in free_symbols(term)}
    number = 0
    while f"x_{number}" in names:
        number += 1
    return n.Symbol(f"x_{number}", SCALAR)


def _entries(term: n.Term, index: n.Symbol) -> list[n.Term]:
    """Return the entries at an index that stand outside of sums."""
    found: dict[n.Term, None] = {}
    stack = [term]
    while stack:
        part = stack.pop()
        if isinstance(part, n.Indexed) and index in part.indices:
            found[part] = None
        elif not isinstance(part, n.Bind):
            stack.extend(children(part))
    return sorted(found, key=str)


def _anchors(opened: _Opened, summand: n.Term, atom: n.Term, atoms: list[n.Term]) -> list[n.Term]:
    """Return where the tangent may touch: what stands inside functions free of the index, other entries, weights."""
    found: dict[n.Term, None] = {}
    for part in subterms(summand):
        if isinstance(part, n.Bind) and opened.index not in free_symbols(part):
            found[part] = None
        if function_of(part) in (EXP, LN) and isinstance(part, n.Apply):
            argument = part.arguments[0]
            if opened.index not in free_symbols(argument) and any(isinstance(t, n.Bind) for t in subterms(argument)):
                found[argument] = None
    return [*found, *(a for a in atoms if a != atom), *(w for w in opened.weights() if w != atom)][:_ATOMS]


# --- pair by pair -------------------------------------------------------------------------------


def by_pairs(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question whether the terms of a product of two sums are not negative, with their mirror images."""
    question = asked.question
    if question.strict:
        return
    for opened, top in _opened(asked):
        second = _fresh(replace(asked, question=question.given(opened.place.truth)), "k")
        for weight in opened.weights():
            terms: list[n.Term] = []
            for powers, c in parts(top.top):
                sums = opened.sums(powers)
                filled = _filled(opened, powers, sums, weight)
                if filled is None:
                    break
                size_, weights = filled
                chosen = sums[:2]
                rest = opened.monomial(powers, c, [*chosen, *size_])
                left = [opened.body(i, opened.index) for i in chosen] + weights
                factors = [_at(left[0], opened.index, opened.index), _at(left[1], opened.index, second)]
                terms.append(n.Mul((rest, *factors)))
            else:
                both = _sum(terms)
                put: dict[n.Term, n.Term] = {opened.index: second, second: opened.index}
                symmetric = n.Add((both, substitute(both, put)))
                facts = (*question.facts, opened.place, case(n.Member(second, opened.over)))
                deeper = replace(question, term=symmetric, facts=facts, depth=question.depth + 1, closed=True)
                yield "pair by pair", [deeper]


def _at(body: n.Term, index: n.Symbol, new: n.Symbol) -> n.Term:
    return body if index == new else substitute(body, {index: new})


def _filled(
    opened: _Opened, powers: tuple[int, ...], sums: list[int], weight: n.Term
) -> tuple[list[int], list[n.Term]] | None:
    """Return the sizes K taken out of a monomial, each a sum of 1, and the weights that make its sums two."""
    missing = 2 - len(sums[:2])
    field = opened.asked.field
    size = field.numbers.get(opened.over.upper) if opened.over.lower == ONE else None
    sizes = [size] * min(missing, powers[size]) if size is not None and size < len(powers) else []
    rest = missing - len(sizes)
    return [i for i in sizes if i is not None], [*([ONE] * len(sizes)), *([weight] * rest)]


# --- logarithms -----------------------------------------------------------------------------------------


def by_arguments(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield a^c*exp(b) - 1 for c*ln(a) + b, where a is more than signs can see through."""
    question, field, value = asked.question, asked.field, asked.value
    bottom = field.ring.polynomial(value.bottom)
    whole, rest = field.ring.constant(1), field.ring.constant(0)
    seen = False
    for powers, c in parts(value.top):
        logs = [i for i in used(value.top) if powers[i] and function_of(field.kernels[i]) is LN]
        monomial = field.ring.constant(c) * field.ring.monomial(powers) / bottom
        weight = (monomial / field.ring.generator(logs[0])).number if len(logs) == 1 else None
        if weight is None and any(powers) and c.denominator > _FINE:
            return
        if weight is None:
            rest = rest + monomial
        elif weight.denominator != 1 or abs(weight) > _WEIGHT:
            return
        else:
            kernel = field.kernels[logs[0]]
            assert isinstance(kernel, n.Apply)
            whole, seen = whole * field.of(kernel.arguments[0]) ** int(weight), True
    if seen and question.depth < _DEPTH:
        raised = field.reduce(whole * exponential(rest, field)) - field.ring.constant(1)
        yield "", [replace(question, term=field.term(raised), depth=question.depth + 1)]


# --- the largest of many ------------------------------------------------------------------------------


def by_largest(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question with what a maximum is not less than, then with the maximum attained at some index."""
    question = asked.question
    extremes = [t for t in dict.fromkeys(subterms(question.term)) if _is_extreme(t)]
    if not extremes or question.depth >= _DEPTH:
        return
    bounds = [truth for extreme in extremes for truth in _members(asked, extreme)]
    known = {f.truth for f in question.facts}
    new = [truth for truth in bounds if truth not in known]
    if new:
        yield "a maximum is not exceeded", [replace(question.given(*new), depth=question.depth + 1)]
    extreme = extremes[0]
    assert isinstance(extreme, n.Bind)
    if asked.field.certainly_not_empty(extreme.over):
        at = _fresh(asked, "m")
        value = substitute(extreme.body, {extreme.index: at})
        put: dict[n.Term, n.Term] = {extreme: value}
        facts = tuple(replace(f, truth=substitute(f.truth, put)) for f in question.facts)
        op: n.RelationOp = ">=" if extreme.kind == "max" else "<="
        others = case(n.Relation(op, value, extreme.body), (extreme.index,))
        place = case(n.Member(at, extreme.over))
        term = substitute(question.term, put)
        yield (
            "a maximum is attained",
            [replace(question, term=term, facts=(*facts, place, others), depth=question.depth + 1)],
        )


def _is_extreme(term: n.Term) -> bool:
    free = free_symbols(term)
    return (
        isinstance(term, n.Bind)
        and term.kind in ("max", "min")
        and isinstance(term.over, n.Range)
        and not any("#" in s.name for s in free)
    )


def _members(asked: Asked, extreme: n.Term) -> Iterator[n.Relation]:
    """Yield that a maximum is not less than what it is taken of, at the indices in sight."""
    assert isinstance(extreme, n.Bind)
    op: n.RelationOp = ">=" if extreme.kind == "max" else "<="
    letters = {s for s in free_symbols(asked.question.term) if s.sort == INDEX and s not in free_symbols(extreme)}
    for letter in sorted(letters, key=lambda s: s.name):
        if asked.field.in_range(letter, extreme.over):
            yield n.Relation(op, extreme, substitute(extreme.body, {extreme.index: letter}))


# --- numbers for entries ------------------------------------------------------------------------------


def by_forgetting(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question with entries, sums and sizes taken as numbers of which only signs and bounds are known."""
    question, field = asked.question, asked.field
    atoms = _atoms(question.term)
    if not atoms or len(atoms) > _ATOMS or any("#" in s.name for s in free_symbols(question.term)):
        return
    names = _names(asked, len(atoms))
    put: dict[n.Term, n.Term] = dict(zip(atoms, names, strict=True))
    facts = [replace(f, truth=substitute(f.truth, put)) for f in question.facts if not f.letters]
    facts = [f for f in facts if not any(_is_atom(part) for part in subterms(f.truth))]
    for atom, name in zip(atoms, names, strict=True):
        facts += _known(asked, field.of(atom), name)
    before = set(facts)
    yield "", [replace(question, term=substitute(question.term, put), facts=tuple(f for f in facts if f in before))]


def _atoms(term: n.Term) -> list[n.Term]:
    """Return the outermost entries, binders and indices of a term."""
    found: dict[n.Term, None] = {}
    stack = [term]
    while stack:
        part = stack.pop()
        if _is_atom(part):
            found[part] = None
        else:
            stack.extend(reversed(children(part)))
    return list(found)


def _is_atom(part: n.Term) -> bool:
    return isinstance(part, n.Indexed | n.Bind) or (isinstance(part, n.Symbol) and part.sort == INDEX)


def _names(asked: Asked, count: int) -> list[n.Symbol]:
    taken = {s.name for s in free_symbols(asked.question.term)}
    taken |= {s.name for f in asked.question.facts for s in free_symbols(f.truth)}
    free = (f"u_{i}" for i in range(1, 10_000) if f"u_{i}" not in taken)
    return [n.Symbol(next(free), SCALAR) for _ in range(count)]


def _known(asked: Asked, value: Quotient, name: n.Symbol) -> Iterator[Fact]:
    """Yield what is known of an atom as facts about its new name."""
    field = asked.field
    for end in (ZERO, ONE):
        found = field.sign(value - field.of(end))
        for op, mask in ((">", POSITIVE), ("<", NEGATIVE), (">=", POSITIVE | 2), ("<=", NEGATIVE | 2), ("!=", NONZERO)):
            if not found & ~mask:
                yield case(n.Relation(op, name, end))  # type: ignore[arg-type]
                break
