r"""A proof that takes letters for numbers, where the text says that they are matrices, or does not say what they are.

A B = B A is false of matrices. What a claim divides by, adds to a number, or takes the expectation of, is a number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, permutations, product

from symloss.kernel.verdict import Condition, Verdict
from symloss.latex import tree as t
from symloss.latex.names import is_transpose
from symloss.latex.reading.survey import survey
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.roles import OF_EVENTS
from symloss.proofs.discourse.shapes import names_in
from symloss.proofs.discourse.state import Assertion, Source
from symloss.proofs.judging.anew import rests_on, symbols_of
from symloss.proofs.judging.asking import ask
from symloss.proofs.judging.relevance import without
from symloss.term.sorts import SCALAR
from symloss.term.statement import Identity


def if_no_matrices(verdict: Verdict, assertion: Assertion, reading: Reading, later: Mapping[str, Source]) -> Verdict:
    """Return the verdict on a claim: that weights are no matrices where its section has vectors is a condition."""
    formulas = rests_on(assertion, reading, later) if verdict.word in ("proved", "conditional") else ()
    if not formulas:
        return verdict
    weights = reading.near.weights(formulas, reading.section(assertion.right.place.start))
    axes = {symbol.name: len(symbol.sort.shape) for symbol in symbols_of(assertion)}
    numbers = tuple(Condition(f"{name} is no matrix", "found") for name in weights if axes.get(name, 2) < 2)
    return replace(verdict, word="conditional", conditions=(*numbers, *verdict.conditions)) if numbers else verdict


def as_called(verdict: Verdict, assertion: Assertion, matrices: frozenset[str]) -> Verdict:
    """Return the verdict on a claim, unless it takes for numbers what the text calls matrices.

    What is made of such names may be anything, if the claim itself has none of them.
    """
    stems = {name.rpartition("_")[0] for name in matrices if "_" in name}  # W of W_1, which is no vector of numbers
    axes = {symbol.name: len(symbol.sort.shape) for symbol in symbols_of(assertion)}
    numbers = sorted(k for k, rank in axes.items() if (k in matrices and rank == 0) or (k in stems and rank == 1))
    if not numbers or verdict.word not in ("proved", "conditional"):
        return verdict
    asked = assertion.asked
    if asked is not None and isinstance(asked.step, Identity) and names_in(asked.step.claim).isdisjoint(numbers):
        made = [k for k, d in asked.scope.definitions.items() if not names_in(d.body).isdisjoint(numbers)]
        if ask(without(asked, made), "proof").proved:
            return verdict
    return Verdict("undecided", message=f"the text calls {numbers[0]} a matrix, and as I read it, it is a number")


def if_numbers(
    verdict: Verdict, assertion: Assertion, reading: Reading, later: Mapping[str, Source], said: Collection[str]
) -> Verdict:
    """Return a proof on the condition that letters are numbers whose order would count if they were matrices.

    said: the names of which the text says what they are.
    """
    if verdict.word not in ("proved", "conditional"):
        return verdict
    known = (side.node for f in rests_on(assertion, reading, later) for side in f.sides if side is not None)
    written = [node for node in (assertion.left.node, assertion.right.node, *known) if node is not None]
    scalars = {symbol.name for symbol in symbols_of(assertion) if symbol.sort == SCALAR}
    unsaid = scalars - set(said) - {name for side in written for name in _numbers(side)}
    matrices = {symbol.name for symbol in symbols_of(assertion) if len(symbol.sort.shape) == 2}
    orders = {pair for side in written for pair in _orders(side) if (unsaid | matrices).issuperset(pair)}
    swapped = {name for first, second in orders if (second, first) in orders for name in (first, second)}
    names = sorted(swapped & unsaid)
    if not names:
        return verdict
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    needed = Condition(f"{listed} are numbers" if len(names) > 1 else f"{listed} is a number", "found")
    return replace(verdict, word="conditional", conditions=(needed, *verdict.conditions))


def _orders(node: t.Node) -> Iterator[tuple[str, str]]:
    """Yield the pairs of letters that are multiplied, in their order: in both orders below a power, A B A B."""
    if isinstance(node, t.Product):
        for first, second in combinations([_capitals(factor) for factor in node.factors], 2):
            yield from ((a, b) for a, b in product(first, second) if a != b)
    if isinstance(node, t.Word) and node.run:
        yield from ((a, b) for a, b in combinations(_capitals(node), 2) if a != b)
    if isinstance(node, t.Scripted) and node.sup is not None and not is_transpose(node.sup):
        run = isinstance(node.base, t.Word)  # A B^2
        yield from permutations(sorted({*(() if run else _capitals(node.base)), *_exponents(node.sup)}), 2)
    for inner in t.below(node):
        yield from _orders(inner)


def _head(node: t.Node) -> str:
    base = node.base if isinstance(node, t.Scripted) else node
    return base.name if isinstance(base, t.Letter) else base.text if isinstance(base, t.Word) else ""


def _exponents(node: t.Node) -> list[str]:
    """Return the capital letters of an exponent that has no other: A and B of e^{A + B}, but none of e^{A x + B}."""
    capitals = _capitals(node)
    return capitals if all(mention.name in capitals for mention in survey(node)) else []


def _capitals(node: t.Node) -> list[str]:
    """Return the capital letters without an index in a factor."""
    if isinstance(node, t.Letter):
        return [node.name] if node.name.isupper() else []
    if isinstance(node, t.Word):
        return [letter for letter in node.text if letter.isupper()] if node.run else []
    if isinstance(node, t.Scripted):
        return _capitals(node.base) if node.sub is None else []
    inner = t.below(node) if isinstance(node, t.Fenced | t.Sum | t.Product) else ()
    return [name for part in inner for name in _capitals(part)]


def _numbers(node: t.Node) -> Iterator[str]:
    """Yield the letters that are divided by, added to a number, or stand in an expectation."""
    if isinstance(node, t.Fraction):
        yield from _capitals(node.denominator)
    if isinstance(node, t.Product):
        divided = [f for f, sign in zip(node.factors[1:], node.separators, strict=True) if sign == "/"]
        events = (b for a, b in zip(node.factors, node.factors[1:], strict=False) if _head(a) in OF_EVENTS)
        yield from (name for factor in (*divided, *events) for name in _capitals(factor))
    if isinstance(node, t.Sum) and any(isinstance(term, t.Literal) for term in node.terms):
        yield from (name for term in node.terms for name in _capitals(term))
    for inner in t.below(node):
        yield from _numbers(inner)
