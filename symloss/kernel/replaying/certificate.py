"""What a proof leaves behind so that it can be done again: frozen data, no flint, no field.

Made only when asked for (`prove(statement, record=True)`); `symloss.kernel.replaying.replay` checks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from symloss.kernel.proving.lattice import NEGATIVE, POSITIVE, ZERO
from symloss.kernel.proving.quotient import Quotient, parts
from symloss.term import nodes as n

if TYPE_CHECKING:
    from flint import fmpq_mpoly

    from symloss.kernel.proving.field import Field
    from symloss.kernel.proving.hypotheses import Fact

Powers = tuple[tuple[int, int], ...]  # (generator, exponent), by generator
Polynomial = tuple[tuple[Powers, Fraction], ...]
Met = Literal["follows", "natural domain", "smooth"]


@dataclass(frozen=True)
class Form:
    """A quotient of two polynomials in numbered kernels."""

    top: Polynomial
    bottom: Polynomial


@dataclass(frozen=True)
class Power:
    """The rewriting rule kernel^degree = value."""

    kernel: int
    degree: int
    value: Polynomial


@dataclass(frozen=True)
class Premise:
    """A fact in force: a truth for every value of its letters, as the report words it, and where it comes from."""

    truth: n.Term
    letters: tuple[n.Symbol, ...]
    text: str
    origin: str


@dataclass(frozen=True)
class Leaf:
    """One case that was settled.

    path: the conditions of the case, outermost first. left, right: the forms of the two sides, or None if the sides
    are one and the same term. empty: nothing is claimed, for
    the facts exclude the case. met: how each condition of the goal is met, in its
    order. signs: polynomials of whose sign something was found, with the signs they can
    have (-1, 0, 1). ranges: where the
    free indices lie. by_signs: the difference of the forms is zero by what is known of
    its sign, not as a polynomial.
    """

    path: tuple[n.Relation, ...]
    empty: bool = False
    left: Form | None = None
    right: Form | None = None
    kernels: tuple[n.Term, ...] = ()
    powers: tuple[Power, ...] = ()
    premises: tuple[Premise, ...] = ()
    met: tuple[Met, ...] = ()
    signs: tuple[tuple[Polynomial, tuple[int, ...]], ...] = ()
    ranges: tuple[tuple[n.Term, tuple[n.Term, ...]], ...] = ()
    by_signs: bool = False


@dataclass(frozen=True)
class Settled:
    """One relation between expanded sides, the conditions for them to have a value, and its cases."""

    left: n.Term
    op: n.RelationOp
    right: n.Term
    needs: tuple[n.Relation, ...]
    premises: tuple[Premise, ...]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class Certificate:
    """The relations that a proof consists of; `other`: what was shown in another way and is not replayed."""

    settled: tuple[Settled, ...]
    other: tuple[str, ...] = ()


def premises_of(facts: list[Fact]) -> tuple[Premise, ...]:
    """Return facts as data."""
    return tuple(Premise(f.truth, f.letters, f.text, f.origin) for f in facts)


def polynomial(value: fmpq_mpoly) -> Polynomial:
    """Return a flint polynomial as data."""
    return tuple((_powers(exponents), coefficient) for exponents, coefficient in parts(value))


def _powers(exponents: tuple[int, ...]) -> Powers:
    return tuple((i, e) for i, e in enumerate(exponents) if e)


def form(value: Quotient) -> Form:
    """Return a normal form as data."""
    return Form(polynomial(value.top), polynomial(value.bottom))


_SIGNS = ((NEGATIVE, -1), (ZERO, 0), (POSITIVE, 1))


def _possible(known: int) -> tuple[int, ...]:
    return tuple(sign for bit, sign in _SIGNS if known & bit)


def leaf(
    path: tuple[n.Relation, ...],
    sides: tuple[Quotient, Quotient] | None,
    facts: list[Fact],
    field: Field,
    met: tuple[Met, ...],
) -> Leaf:
    """Return a settled case as data; `sides` is None if the two sides are the same term."""
    decided = [
        (field.signs.asked[key], known) for key, (known, _) in field.signs.memory.items() if key in field.signs.asked
    ]
    return Leaf(
        path=path,
        left=sides and form(sides[0]),
        right=sides and form(sides[1]),
        kernels=tuple(field.kernels),
        powers=tuple(Power(i, degree, polynomial(v.top)) for i, (degree, v) in sorted(field.powers.items())),
        premises=premises_of(facts),
        met=met,
        signs=tuple((polynomial(p), _possible(known)) for p, known in decided if len(_possible(known)) < len(_SIGNS)),
        ranges=tuple(field.ranges.items()),
        by_signs=sides is not None and not field.reduce(sides[0] - sides[1]).is_zero,
    )
