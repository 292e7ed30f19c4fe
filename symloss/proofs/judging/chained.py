"""The chain rule of quantities that nothing defines: true if each depends on the last only through the next.

dE/dw_kj = dE/dy_k dy_k/dw_kj is a theorem about any E that w_kj reaches through y_k
alone, and false of one that it reaches in another way. Where the text says of none of
them what it is, that is the condition. And where a value stands in place of a slope,
dE/dw = (y - t) dy/dw, the slope in its place has to be that: dE/dy = y - t.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ONE, base_name, derivatives, head_of
from symloss.proofs.judging.meanings import Ask, is_closed
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, SCALAR, is_number
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, substitute

NAMED = "the name is what stands in its place"  # the method of a verdict
_LEAST = 3  # quantities in a chain
_MOST = 4  # factors that are tried as the slope of a quantity


@dataclass(frozen=True)
class _Slope:
    """The derivative of one quantity by another, dy/dz or R'(z), and how it is written."""

    body: n.Term
    variable: n.Term
    term: n.Term


@dataclass(frozen=True)
class _Chain:
    """The quantities of a chain from first to last, and the slopes in whose place a value stands."""

    quantities: tuple[n.Term, ...]
    filled: tuple[tuple[_Slope, n.Term], ...] = ()


def along_chain(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return `conditional` for a derivative that is the product along a chain of undefined quantities."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=":
        return verdict
    asked = _Asked(statement, ask)
    for way in (asked.of_chain, asked.of_factors, asked.of_unknown, asked.of_what_it_is):
        for one, other in ((claim.left, claim.right), (claim.right, claim.left)):
            found = way(one, other)
            if found is not None:
                return found
    return verdict


@dataclass(frozen=True)
class _Asked:
    """What is asked of the slopes in one claim."""

    statement: Statement
    ask: Ask

    def of_chain(self, whole: n.Term, product: n.Term) -> Verdict | None:
        """Judge dE/dw = dE/dy dy/dw, where values may stand in place of slopes, of an E that nothing defines."""
        first = slope_of(whole)
        chain = _chain(first, _factors(product)) if first is not None and self._is_open(first.body) else None
        if chain is None or len(chain.quantities) < _LEAST:
            return None
        last = chain.quantities[-1]
        texts: list[str] = []
        conditions: list[Condition] = []
        for one, following in pairwise(chain.quantities[:-1]):
            if isinstance(one, n.Apply) and one.arguments == (following,):
                continue  # R(z) is made of z alone
            if self._is_open(one):
                texts.append(f"{one} depends on {last} only through {following}")
            elif isinstance(one, n.Indexed):
                return None  # the others of its array may be made of the last one too, and the first of them
            elif not self._holds(n.Derivative(one, last), _through(one, following, last), conditions):
                return None
        for slope, value in chain.filled:
            if self._is_open(slope.body):
                texts.append(_said(slope, value))
            elif not self._holds(slope.term, value, conditions):
                return None
        found = self.ask(_of_numbers(len(chain.quantities)))
        return _conditional(found, texts, conditions) if found.proved else None

    def of_factors(self, slopes: n.Term, values: n.Term) -> Verdict | None:
        """Judge dE/dy dy/dz = (y - t) h'(z), factor by factor; also below a sum."""
        while (
            isinstance(slopes, n.Bind)
            and isinstance(values, n.Bind)
            and (slopes.kind, slopes.over) == ("sum", values.over)
        ):
            values = substitute(values.body, {values.index: slopes.index})
            slopes = slopes.body
        mine, theirs = _factors(slopes), _values(values)
        common = [factor for factor in mine if factor in theirs]
        if len(mine) < _LEAST - 1 or len(mine) != len(theirs) or not all(mine.count(f) == 1 for f in common):
            return None
        pairs = [(a, b) for a, b in zip(_less(mine, common), _less(theirs, common), strict=True) if a != b]
        texts: list[str] = []
        conditions: list[Condition] = []
        for factor, value in pairs:
            slope = slope_of(factor)
            if slope is not None and self._is_open(slope.body):
                if not _is_plausible(slope, value):
                    return None
                texts.append(_said(slope, value))
            elif not self._holds(factor, value, conditions):
                return None
        return _conditional(Verdict("conditional", "factor by factor"), texts, conditions) if texts else None

    def of_unknown(self, whole: n.Term, product: n.Term) -> Verdict | None:
        """Judge dE/dw = (y - t) x, where y is made of w and x, and nothing defines E but that it is made of y.

        A factor is the slope dE/dy if the rest is true of every E: then of any that is linear in y.
        """
        first = slope_of(whole)
        if first is None or not self._is_open(first.body) or not isinstance(first.body, n.Symbol):
            return None
        scope, name = self.statement.scope, first.body
        inner = scope.depends.get(name.name, ())
        if len(inner) != 1 or inner[0].name not in scope.definitions or name in free_symbols(product):
            return None
        if base_name(first.variable) == inner[0].name:
            return None
        factors = _values(product)
        for place, factor in enumerate(factors[:_MOST]):
            stand_in = _linear(name, inner[0], factor)
            if stand_in is None or next(derivatives(factor), None) is not None:
                continue
            definition, slope, weight = stand_in
            special = self._with(whole, [*factors[:place], weight, *factors[place + 1 :]], definition)
            found = self.ask(special) if special is not None else None
            if found is not None and found.word in ("proved", "conditional"):
                through = f"{name} depends on {first.variable} only through {inner[0]}"
                return _conditional(found, [through, f"{slope} = {factor}"], found.conditions)
        return None

    def of_what_it_is(self, whole: n.Term, other: n.Term) -> Verdict | None:
        """Judge dJ/dv = d/dv [...] of a J of which nothing else says what it is: it is what stands in the brackets."""
        if not isinstance(whole, n.Derivative) or whole.order != 1 or not self._is_open(whole.body):
            return None
        inner = _integrated(other, whole.variable)
        name = base_name(whole.body)
        if inner is None or name in {s.name for s in free_symbols(inner)} or head_of(inner) is not None:
            return None
        claim = n.Relation("=", whole.body, inner)
        return Verdict("conditional", NAMED, (Condition(str(claim), "found"),)) if _has_sort(claim) else None

    def _with(self, whole: n.Term, factors: Sequence[n.Term], definition: Definition) -> Statement | None:
        claim = n.Relation("=", whole, _product(factors))
        if not _has_sort(claim):
            return None
        scope = self.statement.scope.declare(*sorted(free_symbols(definition.body), key=str)).define(definition)
        return replace(self.statement, scope=scope, step=Identity(claim))

    def _holds(self, one: n.Term, other: n.Term, conditions: list[Condition]) -> bool:
        """Whether two terms are equal, on conditions that are added to those known."""
        claim = n.Relation("=", one, other)
        found = self.ask(replace(self.statement, step=Identity(claim))) if _has_sort(claim) else None
        conditions += found.conditions if found is not None else ()
        return found is not None and found.word in ("proved", "conditional")

    def _is_open(self, body: n.Term) -> bool:
        """Whether nothing says what a quantity is that is differentiated."""
        name = base_name(body)
        return bool(name) and name not in self.statement.scope.definitions and name not in FUNCTIONS


def slope_of(term: n.Term) -> _Slope | None:
    """Return a first derivative of one number by another: dE/dy, or R'(z) of the quantity R."""
    slope = None
    match term:
        case n.Derivative(body, variable, 1):
            slope = _Slope(body, variable, term)
        case n.At(n.Derivative(n.Apply(function, (own,)), by, 1), letter, value) if own == by == letter:
            slope = _Slope(n.Apply(function, (value,)), value, term)
        case n.Apply(n.Prime(function, 1), (variable,)):
            slope = _Slope(n.Apply(function, (variable,)), variable, term)
    return slope if slope is not None and _are_numbers(slope.body, slope.variable) else None


def _are_numbers(*terms: n.Term) -> bool:
    try:
        return all(is_number(sort_of(term)) for term in terms)
    except SortError:
        return False


def _chain(whole: _Slope, factors: Sequence[n.Term]) -> _Chain | None:
    """Return the chain from the first quantity to the last that is written in a product, in any order if complete."""
    slopes = [slope_of(factor) for factor in factors]
    if any(slope is None for slope in slopes):
        return _with_gaps(whole, _values_of(factors))
    chain = [_quantity(whole.body, whole)]
    left = [slope for slope in slopes if slope is not None]
    filled: tuple[tuple[_Slope, n.Term], ...] = ()
    begins = [s.body for s in left if all(s.body != other.variable for other in left)]
    if len(begins) == 1 < len(left) and all(_quantity(s.body, whole) != chain[0] for s in left):
        gap = _Slope(chain[0], begins[0], n.Derivative(chain[0], begins[0]))
        chain, filled = [chain[0], begins[0]], ((gap, ONE),)  # y is a, where the outputs are what goes into them
    while left:
        following = [s for s in left if _quantity(s.body, whole) == chain[-1]]
        if len(following) != 1:
            return None
        chain.append(following[0].variable)
        left.remove(following[0])
    complete = chain[-1] == whole.variable and len(set(chain)) == len(chain)
    return _Chain(tuple(chain), filled) if complete else None


def _with_gaps(whole: _Slope, factors: Sequence[n.Term]) -> _Chain | None:
    """Return the chain of C'(z) = (y - t) R'(z), where y - t stands in place of dC/dR(z)."""
    chain: list[n.Term] = [_quantity(whole.body, whole)]
    pending: list[n.Term] = []
    filled: list[tuple[_Slope, n.Term]] = []
    for factor in (*factors, None):
        slope = slope_of(factor) if factor is not None else None
        if slope is None and factor is not None:
            pending.append(factor)
            continue
        following = whole.variable if slope is None else _quantity(slope.body, whole)
        if (following == chain[-1]) == bool(pending):
            return None
        if pending:
            gap = n.Derivative(chain[-1], following)
            filled.append((_Slope(chain[-1], following, gap), _product(pending)))
            chain.append(following)
            pending = []
        if slope is not None:
            chain.append(slope.variable)
    plausible = len(set(chain)) == len(chain) and all(_is_plausible(*pair) for pair in filled)
    return _Chain(tuple(chain), tuple(filled)) if plausible else None


def _quantity(body: n.Term, whole: _Slope) -> n.Term:
    """Return C for the C(y) of C'(y), where the whole is a derivative C'(w) of that quantity."""
    own = whole.body.function if isinstance(whole.body, n.Apply) else None
    if isinstance(body, n.Apply) and body.function == own and isinstance(own, n.Symbol):
        return n.Symbol(own.name, SCALAR)
    return body


def _is_plausible(slope: _Slope, value: n.Term) -> bool:
    """Whether a slope may be what is written in its place: dz/dw = w is rather a slip, and so is dz/dw = dz/dw - 1."""
    other = slope_of(value)
    again = any((d.body, d.variable) == (slope.body, slope.variable) for d in derivatives(value))
    return value != slope.variable and not again and (other is None or other.body != slope.body)


def _factors(term: n.Term) -> list[n.Term]:
    """Return the factors of a product, each with what multiplies it by a number."""
    return list(term.factors) if isinstance(term, n.Mul) else [term]


def _values(term: n.Term) -> list[n.Term]:
    """Return the factors of a product, where numbers and signs belong to the factor after them: 2 (a - y) x."""
    negative = isinstance(term, n.Neg)
    found = _values_of(_factors(term.term if isinstance(term, n.Neg) else term))
    return [n.Neg(found[0]), *found[1:]] if negative else found


def _values_of(factors: Iterable[n.Term]) -> list[n.Term]:
    found: list[n.Term] = []
    numbers: list[n.Term] = []
    for factor in factors:
        if is_closed(factor):
            numbers.append(factor)
            continue
        found.append(_product([*numbers, factor]))
        numbers = []
    return found if not numbers else [*found[:-1], _product([*found[-1:], *numbers])]


def _product(factors: Sequence[n.Term]) -> n.Term:
    flat = [inner for factor in factors for inner in _factors(factor)]
    return n.Mul(tuple(flat)) if len(flat) > 1 else flat[0]


def _less(factors: Sequence[n.Term], common: Sequence[n.Term]) -> list[n.Term]:
    return [factor for factor in factors if factor not in common]


def _integrated(term: n.Term, variable: n.Term) -> n.Term | None:
    """Return f - g of df/dv - dg/dv, all of them by one variable, or None."""
    match term:
        case n.Derivative(body, by, 1) if by == variable:
            return body
        case n.Neg(inner):
            found = _integrated(inner, variable)
            return None if found is None else n.Neg(found)
        case n.Add(terms):
            parts = [part for part in (_integrated(inner, variable) for inner in terms) if part is not None]
            return n.Add(tuple(parts)) if len(parts) == len(terms) else None
    return None


def _linear(name: n.Symbol, inner: n.Symbol, factor: n.Term) -> tuple[Definition, n.Term, n.Term] | None:
    """Return E = v y or E = sum_k v_k y_k, the slope dE/dy or dE/dy_i that a factor stands for, and v or v_i."""
    taken = free_symbols(factor) | {name, inner}
    weight = fresh(n.Symbol("slope", inner.sort), taken)
    if not _are_numbers(factor):
        return None
    if is_number(inner.sort):
        return Definition(name.name, n.Mul((weight, inner))), n.Derivative(name, inner), weight
    letters = sorted((s for s in free_symbols(factor) if s.sort == INDEX and s not in inner.sort.shape), key=str)
    if len(inner.sort.shape) != 1 or len(letters) != 1:
        return None
    k, i = fresh(n.Symbol("k", INDEX), {*taken, *letters}), letters[0]
    body = n.Mul((n.Indexed(weight, (k,)), n.Indexed(inner, (k,))))
    total = n.Bind("sum", k, n.Range(ONE, inner.sort.shape[0]), body)
    return Definition(name.name, total), n.Derivative(name, n.Indexed(inner, (i,))), n.Indexed(weight, (i,))


def _has_sort(claim: n.Term) -> bool:
    try:
        sort_of(claim)
    except SortError:
        return False
    return True


def _said(slope: _Slope, value: n.Term) -> str:
    return f"{slope.term} = {value}"


def _through(one: n.Term, following: n.Term, last: n.Term) -> n.Term:
    return n.Mul((n.Derivative(one, following), n.Derivative(following, last)))


def _conditional(found: Verdict, texts: Iterable[str], conditions: Iterable[Condition]) -> Verdict:
    said = (Condition(text, "found") for text in texts)
    return Verdict("conditional", found.method, (*said, *conditions))


def _of_numbers(count: int) -> Statement:
    """Return the chain rule of so many numbers, each a function of the next."""
    numbers = [n.Symbol(f"link_{k}") for k in range(count)]
    scope = Scope().declare(*numbers)
    for one, following in pairwise(numbers):
        scope = scope.depend(one.name, following)
    slopes = tuple(n.Derivative(one, following) for one, following in pairwise(numbers))
    return Statement(scope, Identity(n.Relation("=", n.Derivative(numbers[0], numbers[-1]), n.Mul(slopes))))
