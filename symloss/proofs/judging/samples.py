"""The probability of all samples as the product over the samples: true of independent ones, which is never free.

P(Y | X) = prod_i P(y_i | x_i) is no definition and no identity. Where a claim puts the
one for the other, or their logarithms, that is a condition, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from symloss.term import nodes as n
from symloss.term.functions import SIGMA, function_of
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

_GIVEN = "_given"
_DENSITIES = frozenset({"p", "P", "f", "q", "Q", "Pr"})
_ONE = n.Number(Fraction(1))
_DATA = frozenset({"D", "X", "Y", "S", "data", "calD", "calX", "calY"})


def is_factorisation(truth: n.Term) -> bool:
    """Whether an equation says that the probability of all samples is the product over them."""
    if not isinstance(truth, n.Relation) or truth.op != "=":
        return False
    sides = (truth.left, truth.right)
    return any(
        isinstance(left, n.Apply) and right == product
        for left, right in (sides, sides[::-1])
        for whole, product in _products(truth)
        if whole == left
    )


def of_independent_samples(statement: Statement) -> Iterator[tuple[str, Statement]]:
    """Yield the condition that the samples are independent, and the statement under it, if it is about samples."""
    step = statement.step
    products = dict(_products(step.claim)) if isinstance(step, Identity) else {}
    if not products or not isinstance(step, Identity):
        return
    claim = _put_in(step.claim, products)
    heads = {a.function.name for p in products.values() for a in subterms(p) if isinstance(a, n.Apply)}  # type: ignore[attr-defined]
    heads |= {w.function.name for w in products if isinstance(w.function, n.Symbol)}
    scope = statement.scope
    kept = {name: d for name, d in scope.definitions.items() if name not in heads}
    text = "the samples are independent, so that " + ", ".join(
        f"{whole} = {product}" for whole, product in products.items()
    )
    yield text, replace(statement, step=Identity(claim), scope=replace(scope, definitions=kept))


def of_any_density(statement: Statement) -> Statement | None:
    """Return a statement about independent samples as one about sigma(g(...)) for any g: what fails there is false.

    For some probability has these values at a few points, whatever they are between 0 and 1.
    None if it may mean something else: probabilities of cases that exclude each other add
    up, labels are weights, and a mean is often called by the name of its sum.
    """
    step = statement.step
    if not isinstance(step, Identity) or not all(_is_of_samples(b) for b in _binders(step.claim)):
        return None
    if {s for b in _binders(step.claim) for s in free_symbols(b.over)} & free_symbols(_without_binders(step.claim)):
        return None
    given = {p for p in subterms(step.claim) if isinstance(p, n.Apply) and _GIVEN in str(p.function)}
    names = {p.function: n.Symbol("logit_" + str(p.function).partition(_GIVEN)[0], FUNCTION) for p in given}
    if len(names) != 1:
        return None
    meant = {p: SIGMA(replace(p, function=names[p.function])) for p in given}
    return replace(statement, step=Identity(_put_in(step.claim, meant)))


def _binders(claim: n.Term) -> list[n.Bind]:
    return [p for p in subterms(claim) if isinstance(p, n.Bind) and p.kind in ("product", "sum")]


def _without_binders(term: n.Term) -> n.Term:
    return _ONE if isinstance(term, n.Bind) else rebuild(term, _without_binders)


def _is_of_samples(bound: n.Bind) -> bool:
    """Whether only probabilities differ from sample to sample, and these are not what is added."""
    apart = bound.index not in free_symbols(_without_probabilities(bound.body))
    return apart and (bound.kind == "product" or not any(_is_probability(p) for p in subterms(_outside(bound.body))))


def _is_probability(term: n.Term) -> bool:
    return isinstance(term, n.Apply) and _GIVEN in str(term.function)


def _without_probabilities(term: n.Term) -> n.Term:
    return _ONE if _is_probability(term) else rebuild(term, _without_probabilities)


def _outside(term: n.Term) -> n.Term:
    """Return a term with 1 for its logarithms and derivatives, and for what it is divided by."""
    if isinstance(term, n.Derivative) or function_of(term) is not None:
        return _ONE
    return _outside(term.numerator) if isinstance(term, n.Div) else rebuild(term, _outside)


def _products(claim: n.Term) -> Iterator[tuple[n.Apply, n.Term]]:
    """Yield each probability of all samples in a claim, with the product over them that is written there too."""
    wholes = [p for p in subterms(claim) if isinstance(p, n.Apply) and _density(p)]
    seen: set[n.Apply] = set()
    for bound in _binders(claim):
        for part in (p for p in subterms(bound.body) if isinstance(p, n.Apply) and bound.index in free_symbols(p)):
            for whole in wholes:
                if whole not in seen and _is_whole(whole, part, bound.index):
                    seen.add(whole)
                    yield whole, n.Bind("product", bound.index, bound.over, part)


def _density(term: n.Apply) -> str:
    """Return the letter of a probability or density, in lower case, with what tells P(x | y) from P(x, y), or ""."""
    name = term.function.name if isinstance(term.function, n.Symbol) else ""
    letter, given, _ = name.partition(_GIVEN)
    return f"{letter.lower()}{given}" if letter in _DENSITIES or given else ""


def _is_whole(whole: n.Apply, part: n.Apply, index: n.Symbol) -> bool:
    """Whether `whole` is of all samples what `part` is of one: P(Y | X, theta) and P(y_i | x_i, theta)."""
    if _density(whole) != _density(part) or len(whole.arguments) != len(part.arguments):
        return False
    if index in free_symbols(whole) or whole == part:
        return False
    pairs = list(zip(whole.arguments, part.arguments, strict=True))
    drawn = [(a, b) for a, b in pairs if a != b]
    return bool(drawn) and pairs[0][0] != pairs[0][1] and all(_is_all(a, b, index) for a, b in drawn)


def _is_all(data: n.Term, sample: n.Term, index: n.Symbol) -> bool:
    """Whether `data` names all the samples of which `sample` is one: X, D, x or x_1, ..., x_n beside x_i."""
    if isinstance(data, n.Bind) and data.kind == "vector":
        return substitute(data.body, {data.index: index}) == sample
    base = sample.base if isinstance(sample, n.Indexed) and index in sample.indices else None
    if not isinstance(base, n.Symbol) or not isinstance(data, n.Symbol) or data.sort == INDEX:
        return False
    return data == base or data.name.lower() == base.name.lower() or data.name in _DATA


def _put_in(term: n.Term, products: Mapping[n.Apply, n.Term]) -> n.Term:
    if isinstance(term, n.Apply) and term in products:
        return products[term]
    return rebuild(term, lambda child: _put_in(child, products))
