"""Questions made simpler: without a factor that is not negative, without logarithms, about numbers for entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm

from symloss.kernel.proving.bounding import Asked, Question, case
from symloss.kernel.proving.exponential import exponential
from symloss.kernel.proving.hypotheses import Fact
from symloss.kernel.proving.lattice import NEGATIVE, NONZERO, POSITIVE
from symloss.kernel.proving.quotient import Quotient, factored, parts, used
from symloss.term import nodes as n
from symloss.term.functions import LN, function_of
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.walk import children, free_symbols, substitute, subterms

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
_DEPTH = 4
_ATOMS = 8
_WEIGHT = 6
_FINE = 16
_FACTORED = 40


def by_factors(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question without the factors that are never negative, and only where they are not zero."""
    question, field, top = asked.question, asked.field, asked.numerator()
    if question.strict or top is None or len(top.top) > _FACTORED:
        return
    content, factors = factored(top.top)
    rest, given = field.ring.constant(content), []
    for factor, exponent in factors:
        one = field.ring.polynomial(factor)
        if exponent % 2 and field.sign(one) & NEGATIVE:
            rest = rest * one**exponent
        else:
            given.append(n.Relation("!=", field.term(one), ZERO))
    if given and not rest.number:
        yield "", [replace(question.given(*given), term=field.term(rest))]


def by_arguments(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield a*exp(b) - 1 for ln(a) + b, where a is more than signs can see through."""
    question, field = asked.question, asked.field
    found = _one_logarithm(asked) if question.depth < _DEPTH else None
    if found is not None:
        whole, rest = found
        raised = field.reduce(whole * exponential(rest, field)) - field.ring.constant(1)
        yield "", [replace(question, term=field.term(raised), depth=question.depth + 1)]


def by_inverse(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield 1 - 1/a + b for ln(a) + b, by ln(a) >= 1 - 1/a."""
    question, field = asked.question, asked.field
    found = _one_logarithm(asked) if question.depth < _DEPTH else None
    if found is not None:
        whole, rest = found
        one = field.ring.constant(1)
        less = field.reduce(rest + one - one / whole)
        yield "ln(a) >= 1 - 1/a", [replace(question, term=field.term(less), depth=question.depth + 1)]


def _one_logarithm(asked: Asked) -> tuple[Quotient, Quotient] | None:
    """Return a and b if the question has the sign of ln(a) + b: a is a product of powers, b has no logarithm."""
    field, value = asked.field, _with_numbers_before_logarithms(asked)
    if value is None:
        return None
    weights: dict[int, Fraction] = {}
    rest = field.ring.constant(0)
    for powers, c in parts(value.top):
        logs = [i for i in used(value.top) if powers[i] and function_of(field.kernels[i]) is LN]
        monomial = field.ring.constant(c) * field.ring.monomial(powers) / field.ring.polynomial(value.bottom)
        weight = (monomial / field.ring.generator(logs[0])).number if len(logs) == 1 else None
        if weight is not None:
            weights[logs[0]] = weight
        elif logs or (any(powers) and c.denominator > _FINE):
            return None
        else:
            rest = rest + monomial
    scale = Fraction(lcm(*(w.denominator for w in weights.values())), gcd(*(w.numerator for w in weights.values())))
    if not weights or max(abs(w) * scale for w in weights.values()) > _WEIGHT:
        return None
    whole = field.ring.constant(1)
    for i, weight in weights.items():
        kernel = field.kernels[i]
        assert isinstance(kernel, n.Apply)
        whole = field.reduce(whole * field.of(kernel.arguments[0]) ** int(weight * scale))
    return whole, rest * field.ring.constant(scale)


def _with_numbers_before_logarithms(asked: Asked) -> Quotient | None:
    """Return what has the sign of the question, over the positive factor that stands before one of its logarithms."""
    field, top = asked.field, asked.numerator()
    if top is None:
        return None
    for powers, _ in parts(top.top):
        others = [0 if function_of(field.kernels[i]) is LN else e for i, e in enumerate(powers[: len(field.kernels)])]
        if sum(others) < sum(powers):
            factor = field.ring.monomial((*others, *powers[len(others) :]))
            return top / factor if field.sign(factor) == POSITIVE else None
    return None


def by_forgetting(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question with entries, values, sums and sizes as numbers of which only signs and bounds are known."""
    question, field = asked.question, asked.field
    atoms = _atoms(question.term)
    if not atoms or len(atoms) > _ATOMS or any("#" in s.name for s in free_symbols(question.term)):
        return
    names = _names(asked, len(atoms))
    put: dict[n.Term, n.Term] = dict(zip(atoms, names, strict=True))
    facts = [replace(f, truth=substitute(f.truth, put)) for f in question.facts if not f.letters]
    facts = [f for f in facts if not any(_is_atom(part) for part in subterms(f.truth))]
    for atom, name in zip(atoms, names, strict=True):
        facts += _known(asked, field.of(atom), name)
    before = set(facts)
    yield "", [replace(question, term=substitute(question.term, put), facts=tuple(f for f in facts if f in before))]


def _atoms(term: n.Term) -> list[n.Term]:
    """Return the outermost entries, values of unknown functions, binders and indices of a term."""
    found: dict[n.Term, None] = {}
    stack = [term]
    while stack:
        part = stack.pop()
        if _is_atom(part):
            found[part] = None
        else:
            stack.extend(reversed(children(part)))
    return list(found)


def _is_atom(part: n.Term) -> bool:
    unknown = isinstance(part, n.Apply) and isinstance(part.function, n.Symbol) and function_of(part) is None
    return unknown or isinstance(part, n.Indexed | n.Bind) or (isinstance(part, n.Symbol) and part.sort == INDEX)


def _names(asked: Asked, count: int) -> list[n.Symbol]:
    taken = {s.name for s in free_symbols(asked.question.term)}
    taken |= {s.name for f in asked.question.facts for s in free_symbols(f.truth)}
    free = (f"u_{i}" for i in range(1, 10_000) if f"u_{i}" not in taken)
    return [n.Symbol(next(free), SCALAR) for _ in range(count)]


def _known(asked: Asked, value: Quotient, name: n.Symbol) -> Iterator[Fact]:
    """Yield what is known of an atom as facts about its new name."""
    field = asked.field
    for end in (ZERO, ONE):
        found = field.sign(value - field.of(end))
        for op, mask in ((">", POSITIVE), ("<", NEGATIVE), (">=", POSITIVE | 2), ("<=", NEGATIVE | 2), ("!=", NONZERO)):
            if not found & ~mask:
                yield case(n.Relation(op, name, end))  # type: ignore[arg-type]
                break
