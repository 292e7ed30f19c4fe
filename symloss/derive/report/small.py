"""A loss over K classes at one size, K = 2: its sums written out, its entries scalars."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.derive.build import ONE, ZERO, number, plus, tidy
from symloss.derive.report.subject import LOSS, Subject
from symloss.term import nodes as n
from symloss.term.scope import Definition, Scope
from symloss.term.walk import rebuild, substitute


@dataclass(frozen=True)
class Small:
    """The scope and the formulas of a loss of `size` classes; s_1, s_2, ... are scalars."""

    scope: Scope
    size: int
    value: n.Term
    gradient: tuple[n.Term, ...]
    diagonal: tuple[n.Term, ...]
    outputs: tuple[n.Symbol, ...]

    def at(self, term: n.Term, label: int) -> n.Term:
        """Put the one-hot labels of one class."""
        labels: dict[n.Term, n.Term] = {
            n.Symbol(f"y_{k}"): ONE if k == label else ZERO for k in range(1, self.size + 1)
        }
        return tidy(substitute(term, labels))


def small(subject: Subject, size: int) -> Small:
    """Write a loss out for `size` classes."""
    over_set = next(iter(subject.scope.index_sets.values()))
    assert isinstance(over_set, n.Range)
    scope = Scope()

    def scalars(vector: n.Term) -> tuple[n.Symbol, ...]:
        assert isinstance(vector, n.Symbol)
        return tuple(n.Symbol(f"{vector.name}_{k}") for k in range(1, size + 1))

    scope = scope.declare(*scalars(subject.formulas.y), *scalars(subject.formulas.raw))
    outputs: tuple[n.Symbol, ...] = ()
    for name, body in subject.formulas.where:
        assert isinstance(name, n.Indexed)
        outputs = scalars(name.base)
        entries = [unroll(substitute(body, {name.indices[0]: number(k)}), over_set.upper, size) for k in _range(size)]
        definitions = (Definition(symbol.name, term) for symbol, term in zip(outputs, entries, strict=True))
        scope = scope.declare(*outputs).define(*definitions)
    j = n.Symbol("j", subject.scope.symbols["j"].sort)
    gradient = tuple(
        unroll(substitute(subject.formulas.gradient, {j: number(k)}), over_set.upper, size) for k in _range(size)
    )
    i = n.Symbol("i", j.sort)
    diagonal = tuple(
        unroll(substitute(subject.formulas.hessian, {j: number(k), i: number(k)}), over_set.upper, size)
        for k in _range(size)
    )
    value = unroll(subject.formulas.value, over_set.upper, size)
    return Small(scope.declare(LOSS).define(Definition(LOSS.name, value)), size, value, gradient, diagonal, outputs)


def _range(size: int) -> range:
    return range(1, size + 1)


def unroll(term: n.Term, upper: n.Term, size: int) -> n.Term:
    """Write out sums over 1..upper for upper = `size`; entries x_2 become scalars, deltas numbers."""
    if term == upper:
        return number(size)
    match term:
        case n.Bind("sum", index, n.Range(_, top), body) if top == upper:
            return plus(*(unroll(substitute(body, {index: number(k)}), upper, size) for k in _range(size)))
        case n.Indexed(n.Symbol(name), (n.Number(value),)):
            return n.Symbol(f"{name}_{value}")
        case n.Delta(n.Number(left), n.Number(right)):
            return ONE if left == right else ZERO
    return tidy(rebuild(term, lambda child: unroll(child, upper, size)))
