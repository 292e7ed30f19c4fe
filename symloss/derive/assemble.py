"""Component j of a gradient, written as a vector: -2/K * (y_j - s_j) becomes -2/K * (y - s)."""

from __future__ import annotations

from symloss.derive.build import minus, over, plus, times
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols

J = n.Symbol("j", INDEX)


def as_vector(component: n.Term) -> n.Term | None:
    """Return the vector whose entry number j is `component`; None if it needs more than these rules."""
    if J not in free_symbols(component):
        return None
    match component:
        case n.Indexed(base, (index,)) if index == J:
            return base
        case n.Neg(inner):
            found = as_vector(inner)
            return None if found is None else n.Neg(found)
        case n.Apply(function, (inner,)):
            found = as_vector(inner)
            return None if found is None else n.Map(function, found)
        case n.Add(terms):
            parts = [as_vector(term) for term in terms]
            return None if any(part is None for part in parts) else n.Add(tuple(p for p in parts if p is not None))
        case n.Div(top, bottom) if J not in free_symbols(bottom):
            found = as_vector(top)
            return None if found is None else over(found, bottom)
        case n.Mul(factors):
            return _product(factors)
    return None


def _product(factors: tuple[n.Term, ...]) -> n.Term | None:
    """A product of numbers and components: the numbers in front of an entrywise product."""
    numbers = [f for f in factors if J not in free_symbols(f)]
    entries = [f for f in factors if J in free_symbols(f)]
    mixed = next((f for f in entries if isinstance(f, n.Add) and any(J not in free_symbols(t) for t in f.terms)), None)
    if mixed is None:
        parts = [as_vector(f) for f in entries]
        vectors = tuple(p for p in parts if p is not None)
        if len(vectors) != len(parts):
            return None
        return _scaled(numbers, vectors[0] if len(vectors) == 1 else n.Hadamard(vectors))
    # p_j*(p_j - y_j - S) has a number S among entries: p .* (p - y) - S*p
    assert isinstance(mixed, n.Add)
    others = [f for f in entries if f is not mixed]
    own = plus(*(t for t in mixed.terms if J in free_symbols(t)))
    alone = plus(*(t for t in mixed.terms if J not in free_symbols(t)))
    first, second = _product((*others, own)), _product((alone, *others)) if others else None
    return None if first is None or second is None else _scaled(numbers, n.Add((first, second)))


def _scaled(numbers: list[n.Term], vector: n.Term) -> n.Term:
    front = times(*numbers) if numbers else None
    if front is None:
        return vector
    return minus(n.Mul((front.term, vector))) if isinstance(front, n.Neg) else n.Mul((front, vector))
