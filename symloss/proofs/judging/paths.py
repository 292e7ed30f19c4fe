"""The chains of quantities that products of slopes spell: E, y, w of dE/dy dy/dw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from symloss.proofs.discourse.shapes import ONE, derivatives
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import SCALAR, is_number

LEAST = 3  # quantities in a chain that says something


@dataclass(frozen=True)
class Slope:
    """The derivative of one quantity by another, dy/dz or R'(z), and how it is written."""

    body: n.Term
    variable: n.Term
    term: n.Term


@dataclass(frozen=True)
class Chain:
    """The quantities of a chain from first to last, and the slopes in whose place a value stands."""

    quantities: tuple[n.Term, ...]
    filled: tuple[tuple[Slope, n.Term], ...] = ()


def under_sums(term: n.Term) -> tuple[n.Term, dict[n.Symbol, n.Term]]:
    """Return what stands under sums, and over what their letters run."""
    letters: dict[n.Symbol, n.Term] = {}
    while isinstance(term, n.Bind) and term.kind == "sum":
        letters[term.index] = term.over
        term = term.body
    return term, letters


def runs_over(quantity: n.Term, letters: Mapping[n.Symbol, n.Term]) -> bool:
    """Whether sums run over all entries of an array along the axes that they count: y_k of all k from 1 to its size."""
    if not letters:
        return True
    if not isinstance(quantity, n.Indexed):
        return False
    sizes = dict(zip(quantity.indices, sort_of(quantity.base).shape, strict=True))
    return all(letter in sizes and over == n.Range(ONE, sizes[letter]) for letter, over in letters.items())


def slope_of(term: n.Term) -> Slope | None:
    """Return a first derivative of one number by another: dE/dy, or R'(z) of the quantity R."""
    slope = None
    match term:
        case n.Derivative(body, variable, 1):
            slope = Slope(body, variable, term)
        case n.At(n.Derivative(n.Apply(function, (own,)), by, 1), letter, value) if own == by == letter:
            slope = Slope(n.Apply(function, (value,)), value, term)
        case n.Apply(n.Prime(function, 1), (variable,)):
            slope = Slope(n.Apply(function, (variable,)), variable, term)
    return slope if slope is not None and are_numbers(slope.body, slope.variable) else None


def are_numbers(*terms: n.Term) -> bool:
    """Whether terms fit together and are no arrays."""
    try:
        return all(is_number(sort_of(term)) for term in terms)
    except SortError:
        return False


def chain_of(whole: Slope, factors: Sequence[n.Term]) -> Chain | None:
    """Return the chain from the first quantity to the last that is written in a product, in any order if complete."""
    slopes = [slope_of(factor) for factor in factors]
    if any(slope is None for slope in slopes):
        return _with_gaps(whole, _with_numbers(factors))
    chain = [_quantity(whole.body, whole)]
    left = [slope for slope in slopes if slope is not None]
    filled: tuple[tuple[Slope, n.Term], ...] = ()
    begins = [s.body for s in left if all(s.body != other.variable for other in left)]
    if len(begins) == 1 < len(left) and all(_quantity(s.body, whole) != chain[0] for s in left):
        gap = Slope(chain[0], begins[0], n.Derivative(chain[0], begins[0]))
        chain, filled = [chain[0], begins[0]], ((gap, ONE),)  # y is a, where the outputs are what goes into them
    while left:
        following = [s for s in left if _quantity(s.body, whole) == chain[-1]]
        if len(following) != 1:
            return None
        chain.append(following[0].variable)
        left.remove(following[0])
    complete = chain[-1] == whole.variable and len(set(chain)) == len(chain)
    return Chain(tuple(chain), filled) if complete else None


def _with_gaps(whole: Slope, factors: Sequence[n.Term]) -> Chain | None:
    """Return the chain of C'(z) = (y - t) R'(z), where y - t stands in place of dC/dR(z)."""
    chain: list[n.Term] = [_quantity(whole.body, whole)]
    pending: list[n.Term] = []
    filled: list[tuple[Slope, n.Term]] = []
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
            filled.append((Slope(chain[-1], following, gap), product_of(pending)))
            chain.append(following)
            pending = []
        if slope is not None:
            chain.append(slope.variable)
    plausible = len(set(chain)) == len(chain) and all(is_plausible(*pair) for pair in filled)
    return Chain(tuple(chain), tuple(filled)) if plausible else None


def _quantity(body: n.Term, whole: Slope) -> n.Term:
    """Return C for the C(y) of C'(y), where the whole is a derivative C'(w) of that quantity."""
    own = whole.body.function if isinstance(whole.body, n.Apply) else None
    if isinstance(body, n.Apply) and body.function == own and isinstance(own, n.Symbol):
        return n.Symbol(own.name, SCALAR)
    return body


def is_plausible(slope: Slope, value: n.Term) -> bool:
    """Whether a slope may be what is written in its place: dz/dw = w is rather a slip, and so is dz/dw = dz/dw - 1."""
    other = slope_of(value)
    again = any((d.body, d.variable) == (slope.body, slope.variable) for d in derivatives(value))
    return value != slope.variable and not again and (other is None or other.body != slope.body)


def factors_of(term: n.Term) -> list[n.Term]:
    """Return the factors of a product, each with what multiplies it by a number."""
    return list(term.factors) if isinstance(term, n.Mul) else [term]


def values_of(term: n.Term) -> list[n.Term]:
    """Return the factors of a product, where numbers and signs belong to the factor after them: 2 (a - y) x."""
    negative = isinstance(term, n.Neg)
    found = _with_numbers(factors_of(term.term if isinstance(term, n.Neg) else term))
    return [n.Neg(found[0]), *found[1:]] if negative else found


def _with_numbers(factors: Iterable[n.Term]) -> list[n.Term]:
    found: list[n.Term] = []
    numbers: list[n.Term] = []
    for factor in factors:
        if is_closed(factor):
            numbers.append(factor)
            continue
        found.append(product_of([*numbers, factor]))
        numbers = []
    return found if not numbers else [*found[:-1], product_of([*found[-1:], *numbers])]


def product_of(factors: Sequence[n.Term]) -> n.Term:
    """Return the product of factors, of one of them itself."""
    flat = [inner for factor in factors for inner in factors_of(factor)]
    return n.Mul(tuple(flat)) if len(flat) > 1 else flat[0]


def less(factors: Sequence[n.Term], common: Sequence[n.Term]) -> list[n.Term]:
    """Return the factors without those that are common."""
    return [factor for factor in factors if factor not in common]
