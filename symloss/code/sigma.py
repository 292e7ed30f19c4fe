"""The sigma-normal form: a loss written in A = sigma(u) and B = sigma(-u), made homogeneous by 1 = A + B.

For a raw value that is a probability itself, A is the raw value and B = 1 - A.

`a - y` subtracts two numbers that are nearly equal where the neuron is right, and
loses its digits there. With 1 = A + B it is (1 - y)*A - y*B, which for hard labels
subtracts nothing. The logarithms become ln A = -Q, ln B = -P with P = softplus(u),
Q = softplus(-u). Products stay products: expanding (a - y)^2 would cancel again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from symloss.code.polynomial import Monomial, Polynomial, atom, constant, monomial
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.walk import free_symbols, subterms

A, B, P, Q = (n.Symbol(name) for name in ("\0A", "\0B", "\0P", "\0Q"))


class NotSigma(Exception):
    """The term has no sigma-normal form; the message says what stands in the way."""


@dataclass(frozen=True)
class Factored:
    """A product: number, powers of A, B and free atoms, and homogeneous polynomials in A and B."""

    front: Polynomial  # one monomial
    factors: tuple[tuple[Polynomial, int], ...] = ()


@dataclass(frozen=True)
class SigmaForm:
    """A sum over monomials in P, Q and the raw variable, each with a factored coefficient.

    argument: u, or None where A is the raw value itself.
    """

    argument: n.Term | None
    parts: tuple[tuple[Monomial, Factored], ...]


def sigma_form(term: n.Term, raw: n.Symbol, unit: bool = False) -> SigmaForm:
    """Return the sigma-normal form of `term`; raise NotSigma if it has none.

    unit: the raw value is a probability, between 0 and 1.
    """
    argument = None if unit else _argument(term)
    reader = _Reader(argument, raw)
    product = reader.factored(term)
    if any(reader.outside(g) for p, _ in product.factors for k in p.terms for g, _ in k):
        groups = reader.expanded(product).split(reader.outside)
        return SigmaForm(argument, tuple((outer, _homogeneous(inner)) for outer, inner in groups.items()))
    ((key, value),) = product.front.terms.items()
    outer = tuple(p for p in key if reader.outside(p[0]))
    front = Polynomial({tuple(p for p in key if not reader.outside(p[0])): value})
    return SigmaForm(argument, ((outer, replace(product, front=front)),))


def _argument(term: n.Term) -> n.Term:
    """Return u: what sigma, softplus or exp is applied to, up to a sign."""
    for part in subterms(term):
        function = function_of(part)
        if function is not None and function.name in ("sigma", "softplus", "exp"):
            (argument,) = part.arguments  # type: ignore[attr-defined]
            return argument.term if isinstance(argument, n.Neg) else argument
    raise NotSigma("no sigma, softplus or exp in it")


def _homogeneous(polynomial: Polynomial) -> Factored:
    """Return the coefficient with each monomial of one degree in A and B, reduced by A + B, monomial in front."""
    levels: dict[int, Polynomial] = {}
    for key, value in polynomial.terms.items():
        degree = sum(e for g, e in key if g in (A, B))
        levels[degree] = levels.get(degree, constant(0)) + Polynomial({key: value})
    top = max(levels, default=0)
    whole = constant(0)
    for degree, part in levels.items():
        whole = whole + part * (atom(A) + atom(B)) ** (top - degree)
    while (smaller := _divided(whole)) is not None:
        whole = smaller
    if not whole.terms:
        return Factored(whole)
    common = whole.common()
    rest = whole * Polynomial({monomial({g: -e for g, e in common}): Fraction(1)})
    if len(rest.terms) == 1:
        return Factored(whole)
    values = rest.terms.values()
    content = Fraction(gcd(*(v.numerator for v in values)), lcm(*(v.denominator for v in values)))
    heads = [v for k, v in rest.terms.items() if all(g in (A, B) for g, _ in k)]
    if heads and max(heads) < 0:
        content = -content
    return Factored(Polynomial({common: content}), ((rest * constant(1 / content), 1),))


def _divided(polynomial: Polynomial) -> Polynomial | None:
    """Return the polynomial divided by A + B, or None if it is not a multiple."""
    if len(polynomial.terms) < 2:
        return None
    rest, quotient = polynomial, constant(0)
    while rest.terms:
        key = max(rest.terms, key=lambda k: rest.degree(A, k))
        low = min(rest.degree(A, k) for k in rest.terms)
        if rest.degree(A, key) == low:
            return None
        powers = dict(key)
        powers[A] = powers.get(A, 0) - 1
        step = Polynomial({monomial(powers): rest.terms[key]})
        quotient = quotient + step
        rest = rest + step * constant(-1) * (atom(A) + atom(B))
    return quotient


@dataclass(frozen=True)
class _Reader:
    """Terms to polynomials in A, B, P, Q and everything else, which is left as it is."""

    argument: n.Term | None
    raw: n.Symbol

    def outside(self, generator: n.Term) -> bool:
        """Return whether a generator is none of the coefficients': P, Q, A^gamma, or a term in the raw variable."""
        if generator in (P, Q) or isinstance(generator, n.Pow):
            return True
        return generator not in (A, B) and self.raw in free_symbols(generator)

    def multiple(self, term: n.Term) -> int | None:
        """Return k if `term` is k times the argument."""
        match term:
            case _ if term == self.argument:
                return 1
            case n.Neg(inner):
                k = self.multiple(inner)
                return None if k is None else -k
            case n.Mul((n.Number(value), *rest)) if value.denominator == 1 and len(rest) == 1:
                k = self.multiple(rest[0])
                return None if k is None else k * int(value)
        return None

    def factored(self, term: n.Term) -> Factored:
        """Return the product that `term` is; a sum becomes one homogeneous factor."""
        match term:
            case n.Neg(inner):
                product = self.factored(inner)
                return replace(product, front=product.front * constant(-1))
            case n.Mul(factors) if term != self.argument:
                return reduce(_times, (self.factored(f) for f in factors))
            case n.Div(top, bottom):
                return _times(self.factored(top), _power(self.factored(bottom), -1))
            case n.Pow(base, n.Number(value)) if value.denominator == 1:
                return _power(self.factored(base), int(value))
            case n.Pow(base, exponent) if self.raw not in free_symbols(exponent):
                return self.any_power(base, exponent)
            case n.Add(terms):
                return _homogeneous(reduce(Polynomial.__add__, (self.expanded(self.factored(t)) for t in terms)))
        return _homogeneous(self.leaf(term))

    def any_power(self, base: n.Term, exponent: n.Term) -> Factored:
        """Return (A^i*B^j)^(gamma + k) as A^(i*k)*B^(j*k) times powers of A^gamma and B^gamma."""
        ((key, value),) = self.factored(base).front.terms.items()
        if self.factored(base).factors or value != 1 or any(g not in (A, B) for g, _ in key):
            raise NotSigma(f"({base})^({exponent}) is no power of A and B")
        whole, rest = _split(exponent)
        powers: dict[n.Term, int] = {g: e * whole for g, e in key}
        powers |= {n.Pow(g, rest): e for g, e in key}
        return Factored(Polynomial({monomial(powers): Fraction(1)}))

    def leaf(self, term: n.Term) -> Polynomial:
        """Return what is neither a sum nor a product."""
        if isinstance(term, n.Number):
            return constant(term.value)
        if self.argument is None and term == self.raw:
            return atom(A)
        if term == self.argument:
            return atom(P) + atom(Q) * constant(-1)  # u = softplus(u) - softplus(-u)
        function = function_of(term)
        if function is None or function.name not in ("sigma", "softplus", "exp", "ln"):
            if any(function_of(t) is not None and self.raw in free_symbols(t) for t in subterms(term)):
                raise NotSigma(f"{term} is neither a sum nor a product")
            return atom(term)
        (argument,) = term.arguments  # type: ignore[attr-defined]
        if function.name == "ln":
            return self.logarithm(argument)
        k = self.multiple(argument)
        if k is None:
            raise NotSigma(f"{argument} is no multiple of {self.argument}")
        if function.name == "exp":
            return Polynomial({monomial({A: k, B: -k}): Fraction(1)})
        if abs(k) != 1:
            raise NotSigma(f"{term} has another argument than {self.argument}")
        return atom({"sigma": (A, B), "softplus": (P, Q)}[function.name][k < 0])

    def logarithm(self, argument: n.Term) -> Polynomial:
        """Return ln of a monomial in A and B."""
        product = self.factored(argument)
        ((key, value),) = product.front.terms.items()
        if product.factors or value != 1 or any(g not in (A, B) for g, _ in key):
            raise NotSigma(f"ln({argument}) is not a logarithm of A and B")
        powers = dict(key)
        return atom(Q) * constant(-powers.get(A, 0)) + atom(P) * constant(-powers.get(B, 0))

    def expanded(self, product: Factored) -> Polynomial:
        """Return the product multiplied out."""
        whole = product.front
        for factor, exponent in product.factors:
            if exponent < 0:
                raise NotSigma("a sum stands below a fraction bar")
            whole = whole * factor**exponent
        return whole


def _split(exponent: n.Term) -> tuple[int, n.Term]:
    """Return an exponent as an integer plus the rest: gamma - 1."""
    whole, rest = 0, []
    for part in exponent.terms if isinstance(exponent, n.Add) else (exponent,):
        sign, inner = (-1, part.term) if isinstance(part, n.Neg) else (1, part)
        if isinstance(inner, n.Number) and inner.value.denominator == 1:
            whole += sign * int(inner.value)
        else:
            rest.append(part)
    if not rest:
        raise NotSigma(f"the exponent {exponent}")
    return whole, rest[0] if len(rest) == 1 else n.Add(tuple(rest))


def _times(left: Factored, right: Factored) -> Factored:
    factors = list(left.factors)
    for factor, exponent in right.factors:
        known = next((i for i, (f, _) in enumerate(factors) if f == factor), None)
        if known is None:
            factors.append((factor, exponent))
        else:
            factors[known] = (factor, factors[known][1] + exponent)
    return Factored(left.front * right.front, tuple((f, e) for f, e in factors if e))


def _power(product: Factored, exponent: int) -> Factored:
    if not product.front.terms:
        raise NotSigma("division by zero" if exponent < 0 else "zero")
    return Factored(product.front**exponent, tuple((f, e * exponent) for f, e in product.factors))
