r"""A proof that takes for numbers what the text calls vectors: it is one of their entries, or of nothing.

x (p - y) is true of vectors if it is of their entries. The product of two is their inner product: (u v)^2 is not
u^2 v^2.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.shapes import TWO, base_name
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.anew import symbols_of
from symloss.proofs.judging.relevance import without
from symloss.proofs.judging.unsaid import reached_terms
from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, SCALAR, vector
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import rebuild, subterms

_LENGTH = n.Symbol("K_v", INDEX)


def as_vectors(
    verdict: Verdict, assertion: Assertion, vectors: Collection[str], prove: Callable[[Statement], Verdict]
) -> Verdict:
    """Return the verdict on a claim, unless it is proved of numbers only of what the text calls vectors."""
    asked = assertion.asked
    if asked is None or verdict.word not in ("proved", "conditional") or not isinstance(asked.step, Identity):
        return verdict
    names = frozenset(s.name for s in symbols_of(assertion) if s.sort == SCALAR and s.name in vectors)
    names -= asked.scope.definitions.keys()
    terms = reached_terms(asked, asked.step.claim) if names else ()
    parts = [part for term in terms for part in subterms(term)]
    names -= {name for part in parts for name in _numbers(part)}
    if not any(_multiplies(part, names) for part in parts):
        return verdict
    made = [k for k, d in asked.scope.definitions.items() if any(_multiplies(p, names) for p in subterms(d.body))]
    if made and prove(without(asked, made)).proved:  # whatever is made of them
        return verdict
    meant = rewritten(asked, lambda term: _of_vectors(term, names))
    scope = meant.scope.declare(_LENGTH, *(n.Symbol(name, vector(_LENGTH)) for name in sorted(names)))
    if prove(replace(meant, scope=scope)).word in ("proved", "conditional"):
        return verdict
    return Verdict("undecided", message=f"the text calls {min(names)} a vector, and as I read it, it is a number")


def _numbers(term: n.Term) -> Iterator[str]:
    """Yield the p of 1 - p and the x of x^n: what is added to a number, or has a power that no vector has."""
    match term:
        case n.Add(terms) if any(isinstance(part, n.Number) for part in terms):
            yield from (name for part in terms for name in _letters(part))
        case n.Pow(base, exponent) if not isinstance(exponent, n.Number):
            yield from (*_letters(base), *_letters(exponent))


def _letters(term: n.Term) -> Iterator[str]:
    inner = term.term if isinstance(term, n.Neg) else term
    factors = inner.factors if isinstance(inner, n.Mul) else (inner,)
    yield from (factor.name for factor in factors if isinstance(factor, n.Symbol))


def _multiplies(term: n.Term, names: Collection[str]) -> bool:
    """Whether this makes no sense for each entry alone: the product of two of these, a power or the size of one."""
    match term:
        case n.Mul(factors):
            return sum(_is_linear(factor, names) for factor in factors) > 1
        case n.Pow(base):
            return _is_linear(base, names)
        case n.Div(_, denominator):
            return _is_linear(denominator, names)
        case n.Apply(arguments=(argument,)):
            return base_name(term) == "abs" and _is_linear(argument, names)
    return False


def _is_linear(term: n.Term, names: Collection[str]) -> bool:
    """Whether a term is made of these names by sums and factors: 1 - p and f(x) are meant of each entry."""
    match term:
        case n.Symbol(name):
            return name in names
        case n.Neg(inner):
            return _is_linear(inner, names)
        case n.Add(terms):
            return all(_is_linear(part, names) for part in terms)
        case n.Mul(factors):
            return sum(_is_linear(factor, names) for factor in factors) == 1
        case n.Div(numerator):
            return _is_linear(numerator, names)
    return False


def _of_vectors(term: n.Term, names: Collection[str]) -> n.Term:
    """Return a term with vectors for these names: u v is their inner product, u^2 that of u with itself."""
    if isinstance(term, n.Symbol):
        return replace(term, sort=vector(_LENGTH)) if term.name in names else term
    inner = rebuild(term, lambda child: _of_vectors(child, names))
    match inner:
        case n.Mul(factors):
            pair = [factor for factor in factors if _is_vector(factor)]
            others = tuple(factor for factor in factors if not _is_vector(factor))
            if len(pair) != 2:
                return inner
            product = n.Inner(pair[0], pair[1])
            return n.Mul((*others, product)) if others else product
        case n.Pow(base, exponent) if exponent == TWO and _is_vector(base):
            return n.Inner(base, base)
        case n.Apply(arguments=(argument,)) if base_name(inner) == "abs" and _is_vector(argument):
            return n.Norm(argument)
    return inner


def _is_vector(term: n.Term) -> bool:
    try:
        return len(sort_of(term).shape) == 1
    except SortError:
        return False
