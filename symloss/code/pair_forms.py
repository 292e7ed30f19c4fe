"""The forms of a loss of two raw values: what is multiplied by an exponential stands beside it.

(y - m)^2*exp(-2*s) is computed as r*(r*exp(-2*s)): r^2 alone would underflow or
overflow, and r*exp(-2*s) is a derivative too. Where exp(-2*s) itself leaves the range
of floats, the runtime multiplies fractions and exponents apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symloss.code.form import Form, Forms
from symloss.code.polynomial import product
from symloss.code.stable import prove
from symloss.derive.averages import on_average
from symloss.derive.derivation import Formulas, SecondRaw
from symloss.derive.optimum import MEAN, optimal_scalar
from symloss.kernel.judge import proves
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, subterms

ZERO, ONE, TWO = (n.Number(Fraction(k)) for k in (0, 1, 2))
Matrix = tuple[n.Term, n.Term, n.Term]  # by the first raw value, by both, by the second


@dataclass(frozen=True)
class PairForms:
    """The forms by name: "value"; "first" and "second" of the gradient; "exact_first_second" of a kind of Hessian.

    kinds: the names of the entries of each kind of Hessian. reach: the largest multiple
    of the second raw value that an exponential is taken of. start: the constants that fit
    best, the first in `mean_y`, the second in what its mean is taken of; if they are known.
    """

    forms: Mapping[str, Forms]
    kinds: Mapping[str, tuple[str, str, str]]
    reach: float
    start: tuple[n.Term, n.Term, n.Term] | None = None


def pair_forms(formulas: Formulas) -> PairForms:
    """Return the forms; raise UnprovedForm where the kernel does not follow."""
    second = _second(formulas)
    terms = {"value": formulas.value, "first": formulas.gradient, "second": second.gradient}
    kinds: dict[str, tuple[str, str, str]] = {}
    exact = (formulas.hessian, second.mixed, second.hessian)
    for kind, matrix in (("exact", exact), ("fisher", _expected(formulas, exact))):
        names = [f"{kind}_{entry}" for entry in ("first_first", "first_second", "second_second")]
        if matrix is not None:
            terms |= dict(zip(names, matrix, strict=True))
            kinds[kind] = (names[0], names[1], names[2])
    forms = {name: Forms(Form(_beside(t)), Form(_beside(t, whole=True)), "pair") for name, t in terms.items()}
    for name, found in forms.items():
        for form in found.all:
            prove(formulas, terms[name], form, "a pair")
    reach = max(_reach(term, second.raw) for term in terms.values())
    return PairForms(forms, kinds, reach, _start(formulas))


def _start(formulas: Formulas) -> tuple[n.Term, n.Term, n.Term] | None:
    """Return the best first raw value, the term whose mean b is sought, and the best second one in b; else None.

    A gradient a - b*exp(-k*s), a free of labels and both raw values, b free of s, is 0 on
    average at s = ln(mean of b/a)/k.
    """
    second = _second(formulas)
    first = optimal_scalar(formulas.gradient, formulas.y, formulas.raw, {})
    parts = second.gradient.terms if isinstance(second.gradient, n.Add) else ()
    if first is None or len(parts) != 2 or not isinstance(parts[0], n.Number) or not isinstance(parts[1], n.Neg):
        return None
    falling = parts[1].term
    factors = falling.factors if isinstance(falling, n.Mul) else (falling,)
    powers = [f for f in factors if second.raw in free_symbols(f)]
    k = _reach(falling, second.raw)
    multiple = second.raw if k == 1 else n.Mul((n.Number(Fraction(k)), second.raw))
    if powers != [EXP(n.Neg(multiple))]:
        return None
    share = product([f for f in factors if f not in powers])
    logarithm = LN(MEAN if parts[0] == ONE else n.Div(MEAN, parts[0]))
    return first, share, logarithm if k == 1 else n.Div(logarithm, n.Number(Fraction(k)))


def _second(formulas: Formulas) -> SecondRaw:
    assert formulas.second is not None
    return formulas.second


def _beside(term: n.Term, whole: bool = False) -> n.Term:
    """Return the term with each exponential next to what it is multiplied by; `whole`: a square in one piece."""
    if not isinstance(term, n.Mul):
        return rebuild(term, lambda child: _beside(child, whole))
    powers = [f for f in term.factors if _is_exponential(f)]
    others = [f for f in term.factors if not _is_exponential(f)]
    fixed = [f for f in others if isinstance(f, n.Number)]
    moving = [f for f in others if f not in fixed]
    if len(powers) != 1 or not moving:
        return term
    square = next((f for f in moving if isinstance(f, n.Pow) and f.exponent == TWO), None)
    rest = product([f for f in moving if f is not square]) if len(moving) > (square is not None) else None
    if square is None:
        assert rest is not None
        return _nested(*fixed, n.Mul((rest, powers[0])))
    inner = n.Mul((square, powers[0])) if whole else n.Mul((square.base, n.Mul((square.base, powers[0]))))
    return _nested(*fixed, *([rest] if rest is not None else []), inner)


def _nested(*factors: n.Term) -> n.Term:
    """Return a product whose factors stay products of their own."""
    return factors[0] if len(factors) == 1 else n.Mul(factors)


def _is_exponential(term: n.Term) -> bool:
    function = function_of(term)
    return function is not None and function.name == "exp"


def _reach(term: n.Term, raw: n.Symbol) -> float:
    """Return the largest multiple of `raw` that is exponentiated in a term."""
    found = [1.0]
    for part in subterms(term):
        if _is_exponential(part):
            (argument,) = part.arguments  # type: ignore[attr-defined]
            inner = argument.term if isinstance(argument, n.Neg) else argument
            numbers = inner.factors if isinstance(inner, n.Mul) else (inner,)
            found += [float(f.value) for f in numbers if isinstance(f, n.Number) and raw in free_symbols(inner)]
    return max(found)


# --- the expected Hessian ----------------------------------------------------------


def _expected(formulas: Formulas, exact: Matrix) -> Matrix | None:
    """Return Fisher's matrix: the Hessian where the gradients are 0 on average, if that says what it is.

    An entry that is F plus multiples of the two gradients, F and the multiples free of y,
    is F on average. Each such equation is proved.
    """
    second = _second(formulas)
    gradients = (formulas.gradient, second.gradient)
    found = [_on_average(formulas, entry, gradients) for entry in exact]
    first, mixed, last = found
    return None if first is None or mixed is None or last is None else (first, mixed, last)


def _on_average(formulas: Formulas, entry: n.Term, gradients: tuple[n.Term, n.Term]) -> n.Term | None:
    if formulas.y not in free_symbols(entry):
        return entry
    found = on_average(entry, gradients, formulas.y, dict(formulas.scope.symbols))
    if found is None or any(formulas.y in free_symbols(term) for term in (found[0], *found[1])):
        return None
    known, multiples = found
    parts = (n.Mul((multiple, slope)) for multiple, slope in zip(multiples, gradients, strict=True))
    claim = Identity(n.Relation("=", entry, n.Add((known, *parts))))
    return known if proves(Statement(formulas.scope, claim, domain_declared=True)) else None
