"""The table of kernels behind one normal form, and what is known of them.

A kernel is an expression the normal form does not look into: a symbol, an entry
`s_k`, `exp(z)`, `ln(2)`, a sum of symbolic length. Its own parts are normalised
first, so that equal kernels are equal terms and share one generator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from flint import fmpq, fmpq_mpoly

from symloss.kernel.limits import Limits
from symloss.kernel.proof import OutOfReach, Undetermined
from symloss.kernel.proving.lattice import NEGATIVE, OF_RELATION, POSITIVE, ZERO, General, Signs
from symloss.kernel.proving.learning import learn
from symloss.kernel.proving.quotient import Exponents, Quotient, Ring, parts, reading, used
from symloss.kernel.proving.signs import sign
from symloss.term import nodes as n
from symloss.term.effort import OPERATION, Deadline, charge
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, substitute, subterms

ONE = n.Number(Fraction(1))
_EQUAL = 2  # kernels that one writes to one that stays


class Refine(Exception):
    """Some exponent needs a finer generator: the normal forms so far are void and are made again."""


@dataclass
class Hints:
    """What one attempt learnt for the next: the number of generators, and the denominators of exponents."""

    size: int = 24
    denominators: dict[n.Term, int] = field(default_factory=dict)

    def expect(self, kernels: int, limits: Limits) -> None:
        """Make room for so many kernels; some of them turn out to be equal."""
        while kernels > _EQUAL * self.size and 2 * self.size <= limits.kernels:
            self.size *= 2

    def refine(self, basis: n.Term, denominator: int) -> int:
        """Remember that exponents of `basis` need this denominator too; return what all of them need."""
        self.denominators[basis] = lcm(self.denominators.get(basis, 1), denominator)
        return self.denominators[basis]


@dataclass(frozen=True)
class Rule:
    """An equation used for rewriting: `left` (a kernel) is `right`; for every value of `letters`."""

    left: n.Term
    right: n.Term
    origin: str
    text: str
    letters: tuple[n.Symbol, ...] = ()


@dataclass
class Field:
    """Kernels and their generators, rewriting rules and signs, for one attempt at a proof."""

    limits: Limits
    hints: Hints
    signs: Signs
    normal: Callable[[n.Term, Field], Quotient]
    deadline: Deadline
    ranges: dict[n.Term, tuple[n.Term, ...]] = field(default_factory=dict)
    sets: dict[n.Term, int] = field(default_factory=dict)
    kernels: list[n.Term] = field(default_factory=list)
    numbers: dict[n.Term, int] = field(default_factory=dict)
    powers: dict[int, tuple[int, Quotient]] = field(default_factory=dict)
    rules: dict[n.Term, Rule] = field(default_factory=dict)
    general: list[Rule] = field(default_factory=list)
    finite: list[tuple[n.Indexed, tuple[n.Symbol, ...], tuple[Fraction, ...], tuple[str, str]]] = field(
        default_factory=list
    )
    distinct: set[frozenset[n.Term]] = field(default_factory=set)
    used: dict[tuple[str, str], n.Relation | None] = field(default_factory=dict)
    cache: dict[n.Term, Quotient] = field(default_factory=dict)
    open_signs: list[n.Relation] = field(default_factory=list)  # on which it depends what a fact says

    def __post_init__(self) -> None:
        self.ring = Ring(self.hints.size, self.limits)

    # --- terms to normal forms and back ---------------------------------------------

    def of(self, term: n.Term) -> Quotient:
        """Return the normal form of a term (expanded: no definition, array or derivative in it)."""
        known = self.cache.get(term)
        if known is None:
            self.check_effort()
            known = self.cache[term] = self.normal(term, self)
        return known

    def sign(self, value: Quotient, depth: int = 0) -> int:
        """Return the possible signs of a normal form, by what is known (`signs`)."""
        return sign(value, self, depth)

    def check_effort(self) -> None:
        """Raise OutOfReach when the steps are spent."""
        if self.deadline.passed:
            raise OutOfReach("the time limit was met")

    def term(self, value: Quotient) -> n.Term:
        """Return a normal form as a term, the same for equal normal forms."""
        top = self._sum(value.top)
        return top if value.bottom.is_one() else n.Div(top, self._sum(value.bottom))

    def _sum(self, polynomial: fmpq_mpoly) -> n.Term:
        terms = [self._product(powers, c) for powers, c in parts(polynomial)]
        if not terms:
            return n.Number(Fraction(0))
        return terms[0] if len(terms) == 1 else n.Add(tuple(terms))

    def _product(self, powers: tuple[int, ...], coefficient: Fraction) -> n.Term:
        size, negative = abs(coefficient), coefficient < 0
        factors: list[n.Term] = []
        if size != 1 or not any(powers):
            factors.append(number(size))
        for kernel, exponent in zip(self.kernels, powers, strict=False):
            if exponent:
                factors.append(kernel if exponent == 1 else n.Pow(kernel, n.Number(Fraction(exponent))))
        product = factors[0] if len(factors) == 1 else n.Mul(tuple(factors))
        return n.Neg(product) if negative else product

    # --- kernels ----------------------------------------------------------------------

    def kernel(self, term: n.Term) -> Quotient:
        """Return the normal form of a kernel whose parts are already normal: its generator, or what a rule makes it."""
        charge(2 * OPERATION)
        rule = self.rules.get(term) or self._general_rule(term)
        if rule is not None:
            self.use(rule.text, rule.origin)
            return self.of(rule.right)
        if term not in self.numbers:
            if len(self.kernels) == self.ring.size:
                self.hints.size *= 2
                if self.hints.size > self.limits.kernels:
                    raise OutOfReach(f"more than {self.limits.kernels} different kernels")
                raise Refine
            self.numbers[term] = len(self.kernels)
            self.kernels.append(term)
            self.signs.bound_kernel(term, self.numbers[term], self._least(term))
            charge(OPERATION * len(self.signs.general))
            self._instantiate(term)
        return self.ring.generator(self.numbers[term])

    def _least(self, index: n.Term) -> Fraction | None:
        """Return what an index is at least: the beginning of its range if that is a number, 1 if it has no range."""
        begins = [r.lower for r in self.ranges.get(index, ()) if isinstance(r, n.Range)]
        if not begins:
            return Fraction(1)
        numbers = [Fraction(1) if self._counts(b) else self.of(b).number for b in begins]
        return max((number for number in numbers if number is not None), default=None)

    def _counts(self, begin: n.Term) -> bool:
        return isinstance(begin, n.Symbol) and begin.sort == INDEX and begin not in self.ranges

    def refined(self, basis: n.Term, denominator: int, coarser: n.Term) -> int:
        """Return the denominator of all exponents of `basis`, now that one needs a finer generator than `coarser`."""
        needed = self.hints.refine(basis, denominator)
        if coarser in self.numbers or coarser in self.rules:
            raise Refine  # normal forms are made of it
        return needed

    def algebraic(self, kernel: n.Term, degree: int, value: Quotient) -> Quotient:
        """Return the generator of a kernel whose power `degree` is `value`."""
        generator = self.kernel(kernel)
        number = self.numbers.get(kernel)
        if number is not None and number not in self.powers and value.bottom.is_one():
            self.powers[number] = (degree, value)
        return generator

    def make_finite(self, number: int, values: tuple[Fraction, ...]) -> None:
        """Use that a generator has one of a few values: the polynomial with these roots is zero."""
        generator = self.ring.generator(number)
        product = self.ring.constant(1)
        for value in values:
            product = product * (generator - self.ring.constant(value))
        self.powers[number] = (len(values), generator ** len(values) - product)

    def _general_rule(self, term: n.Term) -> Rule | None:
        if isinstance(term, n.Indexed | n.Bind):
            for rule in self.general:
                values = match(rule.left, term, rule.letters)
                if values:
                    return Rule(term, substitute(rule.right, values), rule.origin, rule.text)
        return None

    def _instantiate(self, term: n.Term) -> None:
        """Learn what the facts about every entry of an array, or value of a function, say of this one."""
        if not isinstance(term, n.Indexed | n.Apply):
            return
        for pattern, letters, values, source in self.finite:
            if isinstance(term, n.Indexed) and match(pattern, term, letters):
                self.make_finite(self.numbers[term], values)
                self.use(*source)
        for general in self.signs.general:
            for part in subterms(general.truth):
                if isinstance(part, n.Indexed | n.Apply) and free_symbols(part) & set(general.letters):
                    found = match(part, term, general.letters)
                    if found and self._meant(found, general.over):
                        self._learn_instance(general, found)

    def _meant(self, values: Mapping[n.Term, n.Term], over: n.Term | None) -> bool:
        """Return whether the values lie in the range, or are bound letters of the distribution, a fact is about."""
        if isinstance(over, n.Range | n.Except):
            return all(self.in_range(value, over) for value in values.values())
        mark = f".{self.sets.get(over)}" if over is not None else ""
        return all(
            not mark or (isinstance(v, n.Symbol) and v.name[0] == "#" and v.name.endswith(mark))
            for v in values.values()
        )

    def _learn_instance(self, general: General, values: Mapping[n.Term, n.Term]) -> None:
        fact = substitute(general.truth, values)
        if not values.keys() >= set(general.letters) or fact in self.signs.instantiated:
            return
        self.signs.instantiated.add(fact)
        assert isinstance(fact, n.Relation)
        learn(self.of(fact.left) - self.of(fact.right), OF_RELATION[fact.op], general.source, self)

    def members(self, kernel: n.Bind, generators: list[int]) -> Iterator[tuple[n.Symbol, Quotient]]:
        """Yield the summands of a sum at the indices that occur in `generators` and lie in its range."""
        seen: set[n.Term] = set()
        for i in generators:
            for symbol in sorted(free_symbols(self.kernels[i]), key=lambda s: s.name):
                if symbol.sort == INDEX and symbol not in seen and self.in_range(symbol, kernel.over):
                    seen.add(symbol)
                    try:
                        member = self.of(substitute(kernel.body, {kernel.index: symbol}))
                    except Undetermined:  # the last summand is not worth telling cases apart
                        if symbol in free_symbols(kernel.over):
                            continue
                        raise
                    yield symbol, member

    def in_range(self, index: n.Term, over: n.Term) -> bool:
        """Return whether an index certainly lies in a range of indices."""
        if isinstance(over, n.Except):
            return self.in_range(index, over.base) and all(self._differ(index, w) for w in over.without)
        return isinstance(over, n.Range) and (over in self.ranges.get(index, ()) or self._between(index, over))

    def _differ(self, index: n.Term, other: n.Term) -> bool:
        return frozenset((index, other)) in self.distinct or not sign(self.of(index) - self.of(other), self) & ZERO

    def _between(self, index: n.Term, over: n.Range) -> bool:
        place = self.of(index)
        return not any(
            sign(distance, self) & NEGATIVE for distance in (place - self.of(over.lower), self.of(over.upper) - place)
        )

    def certainly_not_empty(self, over: n.Term) -> bool:
        """Return whether a range surely has a member, whatever is left out of it."""
        base, without = (over.base, len(over.without)) if isinstance(over, n.Except) else (over, 0)
        if not isinstance(base, n.Range):
            return False
        room = self.of(base.upper) - self.of(base.lower)
        if not without:
            return not sign(room, self) & NEGATIVE
        return sign(room - self.ring.constant(without - 1), self) == POSITIVE  # both are whole numbers

    def add_rule(self, rule: Rule) -> None:
        """Use an equation from now on."""
        if rule.letters:
            self.general.append(rule)
        else:
            self.rules[rule.left] = rule
        self.cache.clear()

    def use(self, text: str, origin: str, truth: n.Relation | None = None) -> None:
        """Note that a fact was used; truth: what has to be so for a term to have a value, which no term asks for."""
        self.used[(text, origin)] = truth

    def supports(self, value: Quotient) -> list[int]:
        """Return the numbers of the generators in a normal form."""
        return sorted({*used(value.top), *used(value.bottom)})

    def mentions(self, number: int, symbol: n.Symbol) -> bool:
        """Return whether a kernel depends on `symbol`."""
        return symbol in free_symbols(self.kernels[number])

    def is_local(self, value: Quotient) -> bool:
        """Return whether a normal form depends on a bound index."""
        return any("#" in s.name for i in self.supports(value) for s in free_symbols(self.kernels[i]))

    # --- algebraic kernels -----------------------------------------------------------

    def reduce(self, value: Quotient) -> Quotient:
        """Return the normal form with high powers of roots, deltas and 0-1 symbols rewritten."""
        if not self.powers:
            return value
        top, bottom = self._reduced(value.top), self._reduced(value.bottom)
        if top is value.top and bottom is value.bottom:
            return value
        return self.ring.quotient(top, bottom)

    def _reduced(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        for number in sorted(self.powers, reverse=True):
            degree, value = self.powers[number]
            if polynomial.degrees()[number] >= degree:
                polynomial = self._lowered(polynomial, number, degree, value)
        return polynomial

    def _lowered(self, polynomial: fmpq_mpoly, number: int, degree: int, value: Quotient) -> fmpq_mpoly:
        context = self.ring.context
        while polynomial.degrees()[number] >= degree:
            charge(reading(polynomial))
            groups: dict[int, dict[Exponents, fmpq]] = {}
            for powers, coefficient in polynomial.terms():
                whole, rest = divmod(int(powers[number]), degree)
                lowered = (*powers[:number], rest, *powers[number + 1 :])
                groups.setdefault(whole, {})[tuple(int(e) for e in lowered)] = coefficient
            polynomial = context.constant(0)
            for whole, terms in groups.items():
                polynomial = polynomial + self.ring.times(context.from_dict(terms), (value**whole).top)
        return polynomial

    def rename(self, value: Quotient, names: Mapping[n.Term, n.Term]) -> Quotient:
        """Return the normal form with symbols replaced inside its kernels."""
        symbols = {s for name in names for s in free_symbols(name)}
        changed = {
            i: self.of(substitute(self.kernels[i], names))
            for i in self.supports(value)
            if symbols & free_symbols(self.kernels[i])
        }
        return self.put(value, changed) if changed else value

    def put(self, value: Quotient, values: Mapping[int, Quotient]) -> Quotient:
        """Return the normal form with generators replaced."""
        return self.reduce(self._put(value.top, values) / self._put(value.bottom, values))

    def _put(self, polynomial: fmpq_mpoly, values: Mapping[int, Quotient]) -> Quotient:
        charge(reading(polynomial))
        groups: dict[tuple[int, ...], dict[Exponents, fmpq]] = {}
        order = sorted(values)
        for powers, coefficient in polynomial.terms():
            kept = [int(e) for e in powers]
            key = tuple(kept[i] for i in order)
            for i in order:
                kept[i] = 0
            groups.setdefault(key, {})[tuple(kept)] = coefficient
        total = self.ring.constant(0)
        for key, terms in groups.items():
            product = self.ring.polynomial(self.ring.context.from_dict(terms))
            for i, exponent in zip(order, key, strict=True):
                if exponent:
                    product = product * values[i] ** exponent
            total = total + product
        return total


def number(value: Fraction) -> n.Term:
    """Return a non-negative rational as a term."""
    if value.denominator == 1:
        return n.Number(value)
    return n.Div(n.Number(Fraction(value.numerator)), n.Number(Fraction(value.denominator)))


def match(pattern: n.Term, term: n.Term, letters: tuple[n.Symbol, ...]) -> dict[n.Term, n.Term]:
    """Return the values of `letters` that make one entry (value of a function, sum of entries) another; else none."""
    values: dict[n.Term, n.Term] = {}
    if isinstance(pattern, n.Bind) and isinstance(term, n.Bind):
        entry, other = pattern.body, term.body
        alike = isinstance(entry, n.Indexed) and isinstance(other, n.Indexed) and pattern.over == term.over
        if not alike or pattern.kind != term.kind:
            return values
        found = match(substitute(entry, {pattern.index: term.index}), other, letters)
        return values if any(term.index in free_symbols(value) for value in found.values()) else found
    if type(pattern) is not type(term) or not isinstance(pattern, n.Indexed | n.Apply):
        return values
    head, inside = _parts(pattern)
    other, terms = _parts(term)
    if head != other or len(inside) != len(terms):
        return values
    for left, right in zip(inside, terms, strict=True):
        if left in letters:
            if values.setdefault(left, right) != right:
                return {}
        elif left != right:
            return {}
    return values


def _parts(term: n.Term) -> tuple[n.Term, tuple[n.Term, ...]]:
    if isinstance(term, n.Indexed):
        return term.base, term.indices
    assert isinstance(term, n.Apply)
    return term.function, term.arguments
