"""Whether terms fit where they stand: sides of one sort, numbers spread over arrays, labels that look like powers."""

from __future__ import annotations

from fractions import Fraction

from symloss.errors import SymlossError
from symloss.proofs.discourse.state import Value
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION
from symloss.term.walk import children, subterms


def label_above(term: n.Term) -> str:
    """Return a doubt about w^0: nobody raises a letter to the power 0, but steps are counted from there."""
    for part in subterms(term):
        match part:
            case n.Pow(base=n.Symbol() | n.Indexed(), exponent=n.Number(value=0)):
                return f"the 0 above {part.base} may be an exponent or the number of a step"
    return ""


def spread(term: n.Term) -> bool:
    """Whether a number had to be added to every entry of an array, as in 1 - y; a 1 in 1^T y is a vector itself.

    So is a 0: it is the array of zeros.
    """
    if isinstance(term, n.Bind) and term.kind == "vector":
        zero = isinstance(term.body, n.Number) and not term.body.value
        return not (zero or isinstance(term.body, n.Bind | n.Delta)) or spread(term.body)
    products = isinstance(term, n.Inner | n.MatMul | n.Transpose)
    return any(spread(part) for part in children(term) if not (products and is_ones(part)))


def is_ones(term: n.Term) -> bool:
    """Whether this is the vector of ones."""
    return isinstance(term, n.Bind) and term.kind == "vector" and term.body == n.Number(Fraction(1))


def comparable(values: tuple[Value, ...]) -> bool:
    """Whether the sides that were understood are of one sort."""
    try:
        sorts = [sort_of(v.term) for v in values if v.term is not None]
    except (SymlossError, TypeError):
        return True
    arrays = {sort.shape for sort in sorts}
    return len(arrays) <= 1


def some_are_functions(values: tuple[Value, ...]) -> bool:
    """Whether some sides are functions and others values: one of them lacks its argument."""
    kinds = {isinstance(v.term, n.Prime) or (isinstance(v.term, n.Symbol) and v.term.sort == FUNCTION) for v in values}
    return len(kinds) == 2


def is_value_of_own(term: n.Term | None) -> bool:
    """Whether this is f(z) of a letter f and an array z: where z has no index, what f is can be said of a number."""
    own = isinstance(term, n.Map) and isinstance(term.function, n.Symbol) and term.function.name not in FUNCTIONS
    return own and isinstance(term, n.Map) and isinstance(term.argument, n.Symbol)


def is_atom(term: n.Term | None) -> bool:
    """Whether this only names something: "the entry $p_k$" begins no chain."""
    return term is None or isinstance(term, n.Symbol | n.Indexed | n.Number)


def is_total(term: n.Term | None) -> bool:
    """Whether this is the sum of the entries of an array."""
    return isinstance(term, n.Bind) and term.kind == "sum" and isinstance(term.body, n.Indexed)
