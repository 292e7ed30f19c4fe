"""Bounds from slopes: what is not negative at a point, and rises away from it, is not negative.

f is a smooth term in one variable v, the rest held fixed. With v0 where the question is
asked and c an anchor, the mean value theorem gives f(v0) = f(c) + f'(x)*(v0 - c) for some x
strictly between them. So it suffices that f(c) >= 0, that f' >= 0 wherever v > c, and f' <= 0
wherever v < c: for all v that satisfy those of the facts that hold all the way from c to v0.
These are the facts without v, and the comparisons linear in v that hold, not strictly, at c.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import fmpq_mpoly

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.bounding import Asked, Question, case
from symloss.kernel.proving.definedness import Need, discharged, needs
from symloss.kernel.proving.differentiate import differentiate
from symloss.kernel.proving.exponential import exponential, logarithm
from symloss.kernel.proving.field import Field
from symloss.kernel.proving.hypotheses import Fact
from symloss.kernel.proving.lattice import ANY, POSITIVE, ZERO, Contradiction
from symloss.kernel.proving.quotient import Quotient, factored, parts, used
from symloss.kernel.shown import shown
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.sorts import SCALAR
from symloss.term.walk import free_symbols, size, substitute, subterms

NOUGHT, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
_SLOPES = 4
_VARIABLES = 3
_ANCHORS = 8
_SIZE = 200
_SIDES = 4
_FINE = 16
_SMOOTH = {"exp", "ln", "sin", "cos", "arctan", "erf"}
_WEAK: dict[str, n.RelationOp] = {"<": "<=", ">": ">=", "<=": "<=", ">=": ">="}


def by_slope(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield, for each variable and anchor, what has to be known of the slope and of the value at the anchor."""
    question = asked.question
    if question.slopes >= _SLOPES:
        return
    shapes = list(dict.fromkeys(_shapes(asked)))
    for term, variable in [(t, v) for v in _variables(shapes) for t in shapes]:
        if size(term) > _SIZE or variable not in free_symbols(term) or not _is_smooth(term, variable):
            continue
        way = _Way(replace(question, term=term), variable, asked)
        for anchor in way.anchors():
            yield from way.from_anchor(anchor)


def by_sides(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question where a variable is not negative, and where it is not positive."""
    question, field = asked.question, asked.field
    if question.slopes or question.cases >= _SIDES:
        return
    for variable in _variables([question.term]):
        if field.sign(field.of(variable)) == ANY:
            deeper = replace(question, cases=_SIDES)
            yield "", [deeper.given(n.Relation(op, variable, NOUGHT)) for op in (">=", "<=")]


def by_logarithm(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield ln(a) - ln(b) for a - b, where a or b is a product with an exponential."""
    question, field = asked.question, asked.field
    for way in (1, -1):
        one = [(p, c) for p, c in parts(asked.value.top) if c * way > 0]
        rest = [(p, c) for p, c in parts(asked.value.top) if c * way < 0]
        if len(one) != 1 or not 1 <= len(rest) <= 4 or question.depth >= 2:
            continue
        if field.sign(field.ring.polynomial(asked.value.bottom)) != POSITIVE:
            continue
        product, others = field.ring.constant(0), field.ring.constant(0)
        for powers, c in one:
            product = product + field.ring.constant(abs(c)) * field.ring.monomial(powers)
        for powers, c in rest:
            others = others + field.ring.constant(abs(c)) * field.ring.monomial(powers)
        if field.sign(product) == POSITIVE == field.sign(others):
            difference = logarithm(product, field) - logarithm(others, field)
            term = field.term(difference if way > 0 else -difference)
            yield "", [replace(question, term=term, depth=question.depth + 1)]


def by_exponential(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question with v = ln(u) and v = -ln(u): the ends of the line become u = 0."""
    question, field = asked.question, asked.field
    if question.slopes or any(s.name.startswith("w_") for s in free_symbols(question.term)):
        return
    inside = [field.kernels[i] for i in field.supports(asked.value)]
    for variable in _variables([question.term]):
        if not any(variable in free_symbols(k) for k in inside if function_of(k) is EXP):
            continue
        raised = n.Symbol(f"w_{variable.name}")
        for exponent in (LN(raised), n.Neg(LN(raised))):
            put: dict[n.Term, n.Term] = {variable: exponent}
            facts = tuple(f for f in question.facts if variable not in free_symbols(f.truth))
            own = [case(n.Relation(">", raised, NOUGHT))]
            number = field.numbers.get(variable, -1)
            for end, op in ((field.signs.lower.get(number), ">="), (field.signs.upper.get(number), "<=")):
                if end is not None:
                    turned = _turned(op) if isinstance(exponent, n.Neg) else op
                    place = EXP(substitute(exponent, {LN(raised): field.term(field.ring.constant(end.value))}))
                    own.append(case(n.Relation(turned, raised, place)))  # type: ignore[arg-type]
            yield "", [replace(question, term=substitute(question.term, put), facts=(*facts, *own))]


def _turned(op: str) -> str:
    return {">=": "<=", "<=": ">="}[op]


def _shapes(asked: Asked) -> Iterator[n.Term]:
    """Yield the term as its normal form, and as the numerator of that without the factors of known sign."""
    field, value = asked.field, asked.value
    whole, top = field.term(value), asked.numerator()
    natural = not value.bottom.is_one() and all(function_of(field.kernels[i]) is EXP for i in used(value.bottom))
    if natural:
        yield whole
    if top is not None:
        yield field.term(top)
    if not natural:
        yield whole


def _variables(terms: list[n.Term]) -> list[n.Symbol]:
    found = {s for t in terms for s in free_symbols(t) if s.sort == SCALAR and s.name[0] != "#"}
    return sorted(found, key=lambda s: s.name)[:_VARIABLES]


def _is_smooth(term: n.Term, variable: n.Symbol) -> bool:
    """Return whether the term is continuous wherever it has a value, and its derivative is that of the rules."""
    if variable not in free_symbols(term):
        return True
    match term:
        case n.Symbol():
            return True
        case n.Apply(n.Symbol(name), arguments):
            return name in _SMOOTH and all(_is_smooth(a, variable) for a in arguments)
        case n.Add(parts_) | n.Mul(parts_):
            return all(_is_smooth(p, variable) for p in parts_)
        case n.Neg(inner):
            return _is_smooth(inner, variable)
        case n.Div(top, bottom):
            return _is_smooth(top, variable) and _is_smooth(bottom, variable)
        case n.Pow(base, exponent):
            return variable not in free_symbols(exponent) and _is_smooth(base, variable)
    return False


@dataclass(frozen=True)
class _Way:
    """The ways along one variable."""

    question: Question
    variable: n.Symbol
    asked: Asked

    @property
    def fixed(self) -> tuple[Fact, ...]:
        """The facts that do not speak of the variable."""
        return tuple(f for f in self.question.facts if self.variable not in free_symbols(f.truth))

    def slope(self) -> tuple[n.Term, list[Need]]:
        """Return the derivative, and what both sides of it need."""
        seams: list[Need] = []
        slope = differentiate(self.question.term, self.variable, seams)
        own = [_open(need) for need in needs(self.question.term)]
        return slope, [*own, *seams, *needs(slope)]

    def from_anchor(self, anchor: n.Term) -> Iterator[tuple[str, list[Question]]]:
        """Yield what has to be shown for a way from the anchor."""
        question, variable, of = self.question, self.variable, self.asked.of
        put: dict[n.Term, n.Term] = {variable: anchor}
        fixed = self.fixed
        start = replace(question, term=substitute(question.term, put), strict=False, facts=fixed, anchors=())
        start = replace(start, depth=question.depth + 1)
        try:
            made = of.field(fixed, (anchor, start.term))
            if not all(discharged(need, made) for need in (*needs(anchor), *needs(start.term))):
                return
        except OutOfReach:
            return
        if not of.shown(start):
            return
        slope, asks = self.slope()
        along = self._along(anchor)
        above = (*along, case(n.Relation(">", variable, anchor)))
        below = (*along, case(n.Relation("<", variable, anchor)))
        if not all(self._exists(asks, side) for side in (above, below)):
            return
        name = f"slope from {variable} = {_short(anchor)}"
        base = replace(question, anchors=(anchor, *question.anchors), slopes=question.slopes + 1)
        rising = replace(base, term=slope, facts=above, depth=question.depth + 1)
        falling = replace(base, term=n.Neg(slope), facts=below, depth=question.depth + 1)
        if not question.strict:
            yield name, [replace(rising, strict=False), replace(falling, strict=False)]
            return
        strictly = replace(start, strict=True)
        yield name, [strictly, replace(rising, strict=False), replace(falling, strict=False)]
        if self._never(anchor):
            yield name, [replace(rising, strict=True), replace(falling, strict=True)]

    def _never(self, anchor: n.Term) -> bool:
        """Return whether the variable is not at the anchor anywhere the question is asked."""
        field = self.asked.field
        return not field.sign(field.of(self.variable) - field.of(anchor)) & ZERO

    def _along(self, anchor: n.Term) -> tuple[Fact, ...]:
        """Return the facts that hold at every point strictly between the anchor and where the question is asked."""
        kept = list(self.fixed)
        for fact in self.question.facts:
            weak = self._at_anchor(fact, anchor)
            if weak is not None and self.asked.of.plain(weak, self.fixed):
                kept.append(fact)
        return tuple(kept)

    def _at_anchor(self, fact: Fact, anchor: n.Term) -> n.Relation | None:
        """Return what a comparison linear in the variable says, not strictly, at the anchor."""
        match fact.truth:
            case n.Relation(op, left, right) if op in _WEAK and not fact.letters and self._is_linear(left, right):
                put: dict[n.Term, n.Term] = {self.variable: anchor}
                return n.Relation(_WEAK[op], substitute(left, put), substitute(right, put))
        return None

    def _is_linear(self, left: n.Term, right: n.Term) -> bool:
        difference = n.Add((left, n.Neg(right)))
        if self.variable not in free_symbols(difference) or not _is_smooth(difference, self.variable):
            return False
        slope = differentiate(difference, self.variable, [])
        return not _mentions(slope) and not list(needs(difference))

    def _exists(self, asks: list[Need], facts: tuple[Fact, ...]) -> bool:
        """Return whether the term and its slope have a value all the way; there may be no such way."""
        try:
            made = self.asked.of.field(
                facts, (self.variable, *(t for need in asks for t in (need.truth.left, need.truth.right)))
            )
            return all(discharged(need, made) for need in asks)
        except Contradiction:
            return True
        except OutOfReach:
            return False

    # --- anchors ------------------------------------------------------------------------------

    def anchors(self) -> list[n.Term]:
        """Return where the slope may vanish, and the ends of where the variable lies."""
        field, found = self.asked.field, dict.fromkeys(self.question.anchors)
        number = field.numbers.get(self.variable)
        try:
            slope, _ = self.slope()
            made = self.asked.of.field(self.question.facts, (slope, self.variable))
            found.update(dict.fromkeys(_roots(made.of(slope), self.variable, made, 2)))
        except OutOfReach:
            return []
        if number is not None:
            for end in (field.signs.lower.get(number), field.signs.upper.get(number)):
                if end is not None:
                    found[field.term(field.ring.constant(end.value))] = None
        for fact in self.question.facts:
            match fact.truth:
                case n.Relation(op, left, right) if op in _WEAK and not fact.letters and self._is_linear(left, right):
                    found.update(dict.fromkeys(self._end(left, right)))
        found.update(dict.fromkeys((NOUGHT, ONE)))
        found.update(dict.fromkeys(_variables([self.question.term])))
        return [a for a in found if self.variable not in free_symbols(a)][:_ANCHORS]

    def _end(self, left: n.Term, right: n.Term) -> Iterator[n.Term]:
        field = self.asked.field
        try:
            yield from _roots(field.of(left) - field.of(right), self.variable, field, 0)
        except OutOfReach:
            return


def _mentions(slope: n.Term) -> bool:
    return any(isinstance(s, n.Symbol) for s in subterms(slope))


def _open(need: Need) -> Need:
    """Return the condition for a term to have a value on both sides of the point."""
    if need.truth.op == ">=":
        return replace(need, truth=n.Relation(">", need.truth.left, need.truth.right))
    return need


def _short(anchor: n.Term) -> str:
    text = shown(anchor)
    return text if len(text) < 24 else "a zero of the slope"


def _roots(value: Quotient, variable: n.Symbol, field: Field, deep: int) -> Iterator[n.Term]:
    """Yield terms at which a normal form is zero, one for each factor that is simple enough."""
    number = field.numbers.get(variable)
    if number is None or value.is_zero or len(value.top) > 40:
        return
    for factor, _ in factored(value.top)[1]:
        tied = [i for i in used(factor) if field.mentions(i, variable)]
        if tied == [number] and factor.degrees()[number] == 1:
            zero, one = field.ring.constant(0), field.ring.constant(1)
            whole = field.ring.polynomial(factor)
            rest = field.put(whole, {number: zero})
            yield field.term(-rest / (field.put(whole, {number: one}) - rest))
        elif tied and deep:
            try:
                for simpler in (_exponents(factor, field), _arguments(factor, field)):
                    if simpler is not None:
                        yield from _roots(simpler, variable, field, deep - 1)
            except OutOfReach:
                continue


def _exponents(factor: fmpq_mpoly, field: Field) -> Quotient | None:
    """Return a - b + ln(c/d) for c*exp(a) - d*exp(b)."""
    listed = list(parts(factor))
    if len(listed) != 2 or listed[0][1] * listed[1][1] > 0:
        return None
    (first, c), (second, d) = listed
    distance = logarithm(field.ring.constant(abs(c) / abs(d)), field)
    for i in used(factor):
        weight = first[i] - second[i]
        kernel = field.kernels[i]
        if function_of(kernel) is EXP and isinstance(kernel, n.Apply):
            distance = distance + field.ring.constant(weight) * field.of(kernel.arguments[0])
        elif field.sign(field.ring.generator(i)) == POSITIVE:
            distance = distance + field.ring.constant(weight) * logarithm(field.ring.generator(i), field)
        else:
            return None
    return distance


def _arguments(factor: fmpq_mpoly, field: Field) -> Quotient | None:
    """Return a^c*exp(b) - 1 for c*ln(a) + b."""
    whole, logs = field.ring.constant(0), field.ring.constant(1)
    lead = None
    for powers, c in parts(factor):
        inside = [i for i, e in enumerate(powers) if e and function_of(field.kernels[i]) is LN]
        lead = abs(c) if lead is None and inside else lead
        if inside and sum(powers) != 1:
            return None
    if lead is None:
        return None
    for powers, c in parts(factor):
        inside = [i for i, e in enumerate(powers) if e and function_of(field.kernels[i]) is LN]
        weight = c / lead
        if not inside and any(powers) and weight.denominator > _FINE:
            return None
        if not inside:
            whole = whole + field.ring.constant(weight) * field.ring.monomial(powers)
        elif weight.denominator == 1 and abs(weight) <= 8:
            kernel = field.kernels[inside[0]]
            assert isinstance(kernel, n.Apply)
            logs = logs * field.of(kernel.arguments[0]) ** int(weight)
        else:
            return None
    return field.reduce(logs * exponential(whole, field)) - field.ring.constant(1)
