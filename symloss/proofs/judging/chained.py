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
from symloss.proofs.discourse.shapes import ONE, base_name, derivatives, head_of, unfolded_names
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.paths import (
    LEAST,
    Slope,
    are_numbers,
    chain_of,
    factors_of,
    is_plausible,
    less,
    product_of,
    runs_over,
    slope_of,
    under_sums,
    values_of,
)
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, SCALAR, array, is_number
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, substitute

NAMED = "the name is what stands in its place"  # the method of a verdict
_MOST = 4  # factors that are tried as the slope of a quantity


def along_chain(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return `conditional` for a derivative that is the product along a chain of undefined quantities."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=":
        return verdict
    asked = _Asked(statement, ask)
    for way in (asked.of_chain, asked.of_paths, asked.of_factors, asked.of_unknown, asked.of_what_it_is):
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
        chain = chain_of(first, factors_of(product)) if first is not None and self._is_open(first.body) else None
        if chain is None or len(chain.quantities) < LEAST:
            return None
        conditions: list[Condition] = []
        texts = self._links(chain.quantities, conditions)
        if texts is None:
            return None
        for slope, value in chain.filled:
            if self._is_open(slope.body):
                texts.append(_said(slope, value))
            elif not self._holds(slope.term, value, conditions):
                return None
        found = self.ask(_of_numbers(len(chain.quantities)))
        return _conditional(found, texts, conditions) if found.proved else None

    def of_paths(self, whole: n.Term, total: n.Term) -> Verdict | None:
        r"""Judge dE/dx = dE/dg dg/dx + dE/dh dh/dx and dE/dx = \sum_k dE/dy_k dy_k/dx: E is made of x by these ways."""
        first = slope_of(whole)
        paths = total.terms if isinstance(total, n.Add) else (total,)
        if first is None or not self._is_open(first.body) or isinstance(total, n.Mul):
            return None
        between: list[n.Term] = []
        texts: list[str] = []
        conditions: list[Condition] = []
        summed: list[bool] = []
        for path in paths:
            body, letters = under_sums(path)
            summed.append(bool(letters))
            chain = chain_of(first, factors_of(body))
            if chain is None or chain.filled or len(chain.quantities) < LEAST:
                return None
            between.append(chain.quantities[1])
            links = self._links(chain.quantities[1:], conditions)
            if links is None or not runs_over(chain.quantities[1], letters):
                return None
            texts += links
        if self._go_on(between):
            return None
        alone = ", and these not through each other" if len(between) > 1 else ""
        through = f"{first.body} depends on {first.variable} only through {', '.join(map(str, between))}{alone}"
        found = self.ask(_of_ways(summed))
        return _conditional(found, [through, *texts], conditions) if found.proved else None

    def _go_on(self, ways: Sequence[n.Term]) -> bool:
        """Whether one of several ways goes on in another: g is made of h, or y_1 is one of all y_k."""
        scope, names = self.statement.scope, [base_name(way) for way in ways]
        numbered = [isinstance(way, n.Indexed) and all(isinstance(i, n.Number) for i in way.indices) for way in ways]
        again = any(names.count(name) > 1 for name, plain in zip(names, numbered, strict=True) if not plain)
        made = (unfolded_names(way, scope) - {name} for way, name in zip(ways, names, strict=True))
        return len(set(ways)) < len(ways) or again or any(other in reached for reached in made for other in names)

    def _links(self, quantities: Sequence[n.Term], conditions: list[Condition]) -> list[str] | None:
        """Return what has to be for each quantity to depend on the last only through the next, None if it does not."""
        texts: list[str] = []
        last = quantities[-1]
        for one, following in pairwise(quantities[:-1]):
            if isinstance(one, n.Apply) and one.arguments == (following,):
                continue  # R(z) is made of z alone
            if self._is_open(one):
                texts.append(f"{one} depends on {last} only through {following}")
            elif isinstance(one, n.Indexed):
                return None  # the others of its array may be made of the last one too, and the first of them
            elif not self._holds(n.Derivative(one, last), _through(one, following, last), conditions):
                return None
        return texts

    def of_factors(self, slopes: n.Term, values: n.Term) -> Verdict | None:
        """Judge dE/dy dy/dz = (y - t) h'(z), factor by factor; also below a sum."""
        while (
            isinstance(slopes, n.Bind)
            and isinstance(values, n.Bind)
            and (slopes.kind, slopes.over) == ("sum", values.over)
        ):
            values = substitute(values.body, {values.index: slopes.index})
            slopes = slopes.body
        mine, theirs = factors_of(slopes), values_of(values)
        common = [factor for factor in mine if factor in theirs]
        if len(mine) < LEAST - 1 or len(mine) != len(theirs) or not all(mine.count(f) == 1 for f in common):
            return None
        pairs = [(a, b) for a, b in zip(less(mine, common), less(theirs, common), strict=True) if a != b]
        texts: list[str] = []
        conditions: list[Condition] = []
        for factor, value in pairs:
            slope = slope_of(factor)
            if slope is not None and self._is_open(slope.body):
                if not is_plausible(slope, value):
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
        factors = values_of(product)
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
        claim = n.Relation("=", whole, product_of(factors))
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
    if not are_numbers(factor):
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


def _said(slope: Slope, value: n.Term) -> str:
    return f"{slope.term} = {value}"


def _through(one: n.Term, following: n.Term, last: n.Term) -> n.Term:
    return n.Mul((n.Derivative(one, following), n.Derivative(following, last)))


def _conditional(found: Verdict, texts: Iterable[str], conditions: Iterable[Condition]) -> Verdict:
    said = (Condition(text, "found") for text in texts)
    return Verdict("conditional", found.method, (*said, *conditions))


def _of_ways(summed: Sequence[bool]) -> Statement:
    """Return the chain rule of a number that several others make, or all entries of an array where that is summed."""
    whole, last, k, size = n.Symbol("whole"), n.Symbol("last"), n.Symbol("k", INDEX), n.Symbol("size", INDEX)
    ways = [n.Symbol(f"way_{i}", array((size,)) if every else SCALAR) for i, every in enumerate(summed)]
    scope = Scope().declare(whole, last, size, *ways).depend(whole.name, *ways)
    terms: list[n.Term] = []
    for way, every in zip(ways, summed, strict=True):
        scope = scope.depend(way.name, last)
        one = n.Indexed(way, (k,)) if every else way
        product = n.Mul((n.Derivative(whole, one, style="partial"), n.Derivative(one, last)))
        terms.append(n.Bind("sum", k, n.Range(ONE, size), product) if every else product)
    total = n.Add(tuple(terms)) if len(terms) > 1 else terms[0]
    return Statement(scope, Identity(n.Relation("=", n.Derivative(whole, last), total)))


def _of_numbers(count: int) -> Statement:
    """Return the chain rule of so many numbers, each a function of the next."""
    numbers = [n.Symbol(f"link_{k}") for k in range(count)]
    scope = Scope().declare(*numbers)
    for one, following in pairwise(numbers):
        scope = scope.depend(one.name, following)
    slopes = tuple(n.Derivative(one, following) for one, following in pairwise(numbers))
    return Statement(scope, Identity(n.Relation("=", n.Derivative(numbers[0], numbers[-1]), n.Mul(slopes))))
