"""Bounds of sums of symbolic length and of expectations: summand by summand, pair by pair, by tangents.

A sum over a range is not negative if no summand is. To make the summands comparable, what
stands outside is put in with weights that add up to one, and what adds up to zero may be
taken off: t_k*(x_k - c), the tangent at c. A product of two sums is the sum over all pairs.
An expectation is such a sum over all that may be drawn; of its weights only that is used,
that they are not negative and add up to one: it is linear, E[1] = 1, and E[f] >= 0 if f >= 0
everywhere. A product of two is one over two draws that are independent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.bounding import Asked, Question, case, relevant
from symloss.kernel.proving.definedness import discharged, needs
from symloss.kernel.proving.differentiate import differentiate
from symloss.kernel.proving.hypotheses import Fact
from symloss.kernel.proving.lattice import NEGATIVE
from symloss.kernel.proving.quotient import Quotient, parts, used
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.sorts import INDEX, SCALAR, Sort
from symloss.term.walk import children, free_symbols, substitute, subterms

_Monomial = tuple[tuple[int, ...], Fraction, list[int]]  # powers, coefficient, and which of them are sums

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
_DEPTH = 4
_PAIR = 2
_PLAIN = 2  # terms of a total whose sign is looked for
_ATOMS = 8
_TERMS = 12
_WEIGHTS = 3


@dataclass(frozen=True)
class _Opened:
    """The sums over one range, or the expectations under one distribution, as terms of one fresh index."""

    asked: Asked
    kind: n.BinderKind
    over: n.Term
    index: n.Symbol

    def whole(self, summand: n.Term) -> n.Bind:
        """Return the sum, or the expectation, of a term of the index."""
        return n.Bind(self.kind, self.index, self.over, summand)

    def facts_at(self, index: n.Symbol) -> tuple[Fact, ...]:
        """Return what is known at an index: where it lies, or what holds for whatever is drawn."""
        if self.kind == "sum":
            return (case(n.Member(index, self.over)),)
        drawn = [f for f in self.asked.question.facts if f.over == self.over and len(f.letters) == 1]
        return tuple(replace(f, truth=substitute(f.truth, {f.letters[0]: index}), letters=(), over=None) for f in drawn)

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
        return number < len(kernels) and _domain(kernels[number]) == (self.kind, self.over, self.index.sort)

    def monomial(self, powers: tuple[int, ...], c: Fraction, without: list[int]) -> n.Term:
        """Return a monomial without some of its sums, as a term."""
        left = list(powers)
        for i in without:
            left[i] -= 1
        field = self.asked.field
        return field.term(field.ring.constant(c) * field.ring.monomial(tuple(left)))

    def weights(self) -> list[n.Term]:
        """Return summands that add up to one: what the facts say does and the term speaks of, and 1/K; E[1] = 1."""
        if not isinstance(self.over, n.Range):
            return [ONE]
        size = n.Add((self.over.upper, n.Neg(self.over.lower), ONE))
        found = [substitute(b.body, {b.index: self.index}) for b in _ones(self.asked.question) if b.over == self.over]
        return [*found[: _WEIGHTS - 1], n.Div(ONE, size)]


def _domain(kernel: n.Term) -> tuple[n.BinderKind, n.Term, Sort] | None:
    """Return what a sum or an expectation is taken over, and of what sort its index is."""
    match kernel:
        case n.Bind("sum", index, n.Range() as over, _) | n.Bind("expectation", index, over, _):
            return kernel.kind, over, index.sort
    return None


def _opened(asked: Asked) -> Iterator[tuple[_Opened, Quotient]]:
    top, question = asked.numerator(), asked.question
    if top is None or len(top.top) > _TERMS or question.depth >= _DEPTH or question.closed:
        return
    kernels = [asked.field.kernels[i] for i in used(top.top)]
    domains = dict.fromkeys(d for kernel in kernels if (d := _domain(kernel)) is not None)
    if not domains:  # K*a - b is the sum of a - b*p_k, where the p_k add up to one
        ones = [kernel for kernel in _ones(question) if kernel.over in [n.Range(ONE, size) for size in kernels]]
        domains = dict.fromkeys(d for kernel in ones if (d := _domain(kernel)) is not None)
    for kind, over, sort in domains:
        if kind == "expectation" or asked.field.certainly_not_empty(over):
            yield _Opened(asked, kind, over, fresh_name(asked, "k", sort)), top


def _ones(question: Question) -> Iterator[n.Bind]:
    """Yield the sums of what the question speaks of that are one by a fact."""
    spoken = free_symbols(question.term)
    for fact in question.facts:
        match fact.truth:
            case n.Relation("=", n.Bind("sum", k, _, body) as whole, one) if one == ONE:
                if free_symbols(body) - {k} <= spoken:
                    yield whole


def fresh_name(asked: Asked, letter: str, sort: Sort = INDEX) -> n.Symbol:
    """Return a name for any index of a sum, or anything that is drawn, which nothing else in the question has."""
    names = {s.name for s in free_symbols(asked.question.term)} | set(asked.of.scope.symbols)
    names |= {s.name for f in asked.question.facts for s in free_symbols(f.truth)}
    number = 1
    while f"{letter}{number}" in names:
        number += 1
    return n.Symbol(f"{letter}{number}", sort)


# --- summand by summand -----------------------------------------------------------------------


def by_summands(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question whether each summand is not negative, with and without a tangent taken off."""
    question = asked.question
    for opened, top in _opened(asked):
        base = replace(question, depth=question.depth + 1, anchors=())
        here = replace(base, facts=(*question.facts, *opened.facts_at(opened.index)))
        monomials = [(powers, c, opened.sums(powers)) for powers, c in parts(top.top)]
        outside = _sum([opened.monomial(powers, c, []) for powers, c, sums in monomials if not sums])
        inside = _sum([_filled(opened, one, 1, ONE) for one in monomials if one[2]])
        if inside != ZERO != outside:
            yield "summand by summand", [replace(here, term=inside), replace(base, term=outside, strict=False)]
        for summand in dict.fromkeys(_summands(opened, monomials)):
            yield "summand by summand", [replace(here, term=summand)]
            for tangent in _tangents(opened, summand, here):
                less = n.Add((summand, n.Neg(tangent)))
                yield "summand by summand, less a tangent", [replace(here, term=less, closed=True)]
        yield from _above_members(opened, monomials, base, here)


def _above_members(
    opened: _Opened, monomials: list[_Monomial], base: Question, here: Question
) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question with its sums as one, of which only the summands at indices in sight are kept."""
    if opened.kind != "sum":
        return
    filled = [(one, _filled(opened, one, 1, ZERO, True)) for one in monomials]
    inside = _sum([term for _, term in filled])
    outside = _sum([opened.monomial(p, c, []) for (p, c, _), term in filled if ZERO in children(term)])
    for members in _members(opened):
        kept = [substitute(inside, {opened.index: member}) for member in members]
        elsewhere = here.given(*(n.Relation("!=", opened.index, member) for member in members))
        alone = replace(base, term=_sum([outside, *kept]))
        yield "a sum is not less than its members", [alone, replace(elsewhere, term=inside, strict=False, closed=True)]


def _members(opened: _Opened) -> Iterator[tuple[n.Symbol, ...]]:
    """Yield one or two different indices of the question that lie in the range."""
    field = opened.asked.field
    spoken = {s for i in used(opened.asked.value.top) for s in free_symbols(field.kernels[i]) if s.sort == INDEX}
    inside = [s for s in sorted(spoken, key=lambda s: s.name) if field.in_range(s, opened.over)][:_WEIGHTS]
    yield from ((one,) for one in inside)
    yield from (pair for pair in combinations(inside, 2) if field.in_range(pair[0], n.Except(opened.over, pair[1:])))


def _summands(opened: _Opened, monomials: list[_Monomial]) -> Iterator[n.Term]:
    """Yield what sums up to the whole, by weights for what stands outside of the sums."""
    for counted in (True, False) if any(sums for _, _, sums in monomials) else (True,):
        for weight in opened.weights():
            yield _sum([_filled(opened, one, 1, weight, counted) for one in monomials])


def _sum(terms: list[n.Term]) -> n.Term:
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else n.Add(tuple(terms))


def _tangents(opened: _Opened, summand: n.Term, base: Question) -> Iterator[n.Term]:
    """Yield t_k*(x_k - c) whose sum is not negative, t_k the slope of the summand by x_k at c."""
    try:
        made = opened.asked.of.field(base.facts, (summand,))
        tidy = made.term(made.of(summand))
    except OutOfReach:
        return
    yield from (share for share in _shares(opened, summand) if _adds_up(opened, share, base))
    atoms = _entries(summand, opened.index)
    for atom in atoms:
        variable = _scalar(tidy)
        try:
            slope = differentiate(substitute(tidy, {atom: variable}), variable, [])
        except OutOfReach:
            continue
        for anchor in _anchors(opened, summand, atom, atoms):
            tangent = n.Mul((substitute(slope, {variable: anchor}), n.Add((atom, n.Neg(anchor)))))
            if _adds_up(opened, tangent, base):
                yield tangent


def _shares(opened: _Opened, summand: n.Term) -> Iterator[n.Term]:
    """Yield w_k - b_k/S beside the logarithm of S, the sum of the b_k: both add up to one, whatever b_k is made of."""
    inside = (part.arguments[0] for part in subterms(summand) if isinstance(part, n.Apply) and function_of(part) is LN)
    for whole in dict.fromkeys(inside):
        if isinstance(whole, n.Bind) and _domain(whole) == (opened.kind, opened.over, opened.index.sort):
            share = n.Div(substitute(whole.body, {whole.index: opened.index}), whole)
            yield from (n.Add((weight, n.Neg(share))) for weight in opened.weights())


def _adds_up(opened: _Opened, tangent: n.Term, base: Question) -> bool:
    """Return whether the sum of a tangent is not negative, and each has a value."""
    of, whole = opened.asked.of, opened.whole(tangent)
    if not of.look.is_plausible(whole, relevant(opened.asked.question.facts, (whole,))):
        return False
    try:
        made = of.field(base.facts, (whole, tangent))
        total = made.of(whole)
        if not total.is_zero and (len(total.top) > _PLAIN or made.sign(total) & NEGATIVE):
            return False
        has_values = all(discharged(need, made) for need in needs(tangent))
    except OutOfReach:
        return False
    if has_values:
        of.used.update(made.used)
    return has_values


def _scalar(term: n.Term) -> n.Symbol:
    names = {s.name for s in free_symbols(term)}
    number = 0
    while f"x_{number}" in names:
        number += 1
    return n.Symbol(f"x_{number}", SCALAR)


def _entries(term: n.Term, index: n.Symbol) -> list[n.Term]:
    """Return the entries, and the values of unknown functions, at an index that stand outside of sums."""
    found: dict[n.Term, None] = {}
    stack = [term]
    while stack:
        part = stack.pop()
        if _is_entry(part, index):
            found[part] = None
        elif not isinstance(part, n.Bind):
            stack.extend(children(part))
    return sorted(found, key=str)


def _is_entry(part: n.Term, index: n.Symbol) -> bool:
    match part:
        case n.Indexed(_, indices):
            return index in indices
        case n.Apply(n.Symbol(_), arguments):
            return index in arguments and function_of(part) is None
        case n.Symbol(_, sort):
            return part == index and sort == SCALAR
    return False


def _anchors(opened: _Opened, summand: n.Term, atom: n.Term, atoms: list[n.Term]) -> list[n.Term]:
    """Return where the tangent may touch: at sums, means, and what else is free of the index; at entries and shares."""
    sums: dict[n.Term, None] = {}
    for part in subterms(summand):
        if isinstance(part, n.Bind) and opened.index not in free_symbols(part):
            sums[part] = None
        if function_of(part) in (EXP, LN) and isinstance(part, n.Apply):
            argument = part.arguments[0]
            if opened.index not in free_symbols(argument) and any(isinstance(t, n.Bind) for t in subterms(argument)):
                sums[argument] = None
    weights = opened.weights()
    means, shares = [], []
    for one in sums:
        if isinstance(one, n.Bind) and isinstance(opened.over, n.Range) and one.kind == "sum":
            means.append(n.Mul((one, weights[-1])))
            if one.over == opened.over:
                shares.append(n.Div(substitute(one.body, {one.index: opened.index}), one))
    found = (*sums, *(a for a in atoms if a != atom), *(w for w in weights if w != atom), *means, *shares)
    return list(dict.fromkeys(found))[:_ATOMS]


# --- pair by pair -------------------------------------------------------------------------------


def by_pairs(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question whether the terms of a product of two sums are not negative, with their mirror images."""
    question = asked.question
    if question.strict:
        return
    for opened, top in _opened(asked):
        second = fresh_name(asked, "l", opened.index.sort)
        monomials = [(powers, c, opened.sums(powers)) for powers, c in parts(top.top)]
        if all(len(sums) < _PAIR for _, _, sums in monomials):
            continue
        for weight in opened.weights():
            both = _sum([_filled(opened, one, 2, weight, True, second) for one in monomials])
            put: dict[n.Term, n.Term] = {opened.index: second, second: opened.index}
            symmetric = n.Add((both, substitute(both, put)))
            facts = (*question.facts, *opened.facts_at(opened.index), *opened.facts_at(second))
            yield (
                "pair by pair",
                [replace(question, term=symmetric, facts=facts, depth=question.depth + 1, closed=True)],
            )


def _filled(
    opened: _Opened,
    monomial: _Monomial,
    wanted: int,
    weight: n.Term,
    counted: bool = False,
    second: n.Symbol | None = None,
) -> n.Term:
    """Return a monomial with one or two of its sums as their summands, the second at an index of its own.

    Where it has fewer, weights that add up to one stand for those that are missing; or, if `counted`, the size K, a sum
    of 1, is taken out of it first.
    """
    powers, c, sums = monomial
    chosen, missing = sums[:wanted], wanted - len(sums[:wanted])
    over, field = opened.over, opened.asked.field
    size = field.numbers.get(over.upper) if counted and isinstance(over, n.Range) and over.lower == ONE else None
    sizes = [size] * min(missing, powers[size]) if size is not None and size < len(powers) else []
    bodies = [opened.body(i, opened.index) for i in chosen] + [ONE] * len(sizes)
    bodies += [weight] * (wanted - len(bodies))
    if second is not None:
        bodies[-1] = substitute(bodies[-1], {opened.index: second})
    return n.Mul((opened.monomial(powers, c, [*chosen, *sizes]), *bodies))
