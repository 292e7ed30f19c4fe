r"""Probabilities of outcomes: P(y = 1 | x) = \sigma(w^T x) says what a function of x is, P(y = k | x) what one of k is.

Where nothing is given, P(y = 1) is a number, unless P is of other things, too; theta = P(y = 1) says what it is. Those
of samples, P(y_i = 1 | x_i), are the entries of an array. Where a text says what P(y | x) is for every y, that is the
function (`symloss.proofs.judging.events`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import CONVENTIONAL, nodes, on_sides

_PROBABILITIES = frozenset({"P", "bb_P", "p", "Pr", "Prob", "q"})

Kind = tuple[str, str]  # P and y of P(y = 1 | x), as they are spelled


@dataclass(frozen=True)
class _Form:
    """How probabilities of a kind are written: whether their values may be letters, and all of them are of samples."""

    lettered: bool
    sampled: bool


@dataclass(frozen=True)
class _Outcome:
    """P(variable = value | given), of a sample if the variable has its number."""

    letter: str
    variable: str
    value: t.Node
    given: tuple[t.Node, ...]
    sample: t.Node | None

    @property
    def kind(self) -> Kind:
        """What it is told apart by."""
        return self.letter, self.variable


def with_outcomes(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas in which the probability of an outcome is a function of what it is given."""
    read = [formula for found in formulas.values() if not isinstance(found, ReadError) for formula in found]
    forms = _forms(read)
    told = {o.kind for f in read if f.signs and f.sides[0] is not None for _, o in _outcomes(f.sides[0].node)}

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError) or not forms:
            return found
        turned = (_turned(formula, forms.keys() - told) for formula in found)
        apart = (part for formula in turned for part in _apart(formula, forms))
        return tuple(on_sides(formula, partial(_as_functions, forms=forms)) for formula in apart)

    return {start: changed(found) for start, found in formulas.items()}


def _forms(read: Iterable[Formula]) -> dict[Kind, _Form]:
    """Return the kinds of outcomes whose probabilities are functions or arrays, and their forms."""
    read = list(read)
    found = [outcome for formula in read for node in nodes(formula) for _, outcome in _outcomes(node)]
    general = {letter for formula in read for letter in _of_any_value(formula)}
    turned = {kind for formula in read for node in nodes(formula) for kind in _told_by(node)}
    numbers: dict[Kind, set[int]] = {}
    for outcome in found:
        numbers.setdefault(outcome.kind, set()).add(len(outcome.given))
    called = {letter for formula in read for node in nodes(formula) for letter in _of_others(node)}
    alike = {kind for kind, counts in numbers.items() if len(counts) == 1 and kind[0] not in general} - turned
    alike -= {kind for kind in alike if numbers[kind] == {0} and kind[0] in called}
    of = {kind: [outcome for outcome in found if outcome.kind == kind] for kind in sorted(alike)}
    return {
        kind: _Form(any(isinstance(o.value, t.Letter) for o in those), all(o.sample is not None for o in those))
        for kind, those in of.items()
    }


def _turned(formula: Formula, untold: Collection[Kind]) -> Formula:
    """Return theta = P(y = 1) as P(y = 1) = theta, if no equation says what that is."""
    left, right = formula.sides[0], formula.sides[-1]
    if len(formula.sides) != 2 or formula.signs[0].op != "=" or left is None or right is None:
        return formula
    whole = [o for _, o in _outcomes(right.node)]
    lone = len(whole) == 1 and isinstance(right.node, t.Product) and len(right.node.factors) == 2
    if not lone or whole[0].given or whole[0].kind not in untold or not isinstance(left.node, t.Letter):
        return formula
    return replace(formula, sides=(right, left))


def _apart(formula: Formula, forms: Mapping[Kind, _Form]) -> Iterator[Formula]:
    """Yield p = P(y = 1 | x) = sigma(z) as p = sigma(z) and P(y = 1 | x) = p: it says what both of them are."""
    sides, signs = formula.sides, formula.signs
    for k, side in enumerate(sides[1:-1], 1):
        whole = [o for _, o in _outcomes(side.node)] if side is not None and side.node is not None else []
        lone = len(whole) == 1 and side is not None and isinstance(side.node, t.Product) and len(side.node.factors) == 2
        if lone and whole[0].kind in forms and {signs[k - 1].op, signs[k].op} <= {"=", ":="} and sides[0] is not None:
            yield from _apart(
                replace(formula, sides=(*sides[:k], *sides[k + 1 :]), signs=signs[:k] + signs[k + 1 :]), forms
            )
            yield replace(
                formula, sides=(side, sides[0]), signs=signs[k - 1 : k], labels=(), tags=(), notes=(), lead="and"
            )
            return
    yield formula


def _of_any_value(formula: Formula) -> Iterator[str]:
    """Yield P of P(y | x) = ..., which says what the probability of any value is."""
    side = formula.sides[0] if formula.signs and formula.signs[0].op in ("=", ":=") else None
    node = side.node if side is not None else None
    factors = node.factors if isinstance(node, t.Product) else ()
    for before, behind in pairwise(factors):
        body = behind.body if isinstance(behind, t.Fenced) else None
        if isinstance(body, t.Listing) and "|" in body.separators and not isinstance(body.items[0], t.Chain):
            yield names.spell(before)


def _of_others(node: t.Node) -> Iterator[str]:
    """Yield P of P(y), P(A, B) and whatever else a P is of that is no outcome of one variable."""
    for before, behind in pairwise(node.factors) if isinstance(node, t.Product) else ():
        if isinstance(behind, t.Fenced) and _outcome(before, behind) is None:
            yield names.spell(before)


def _told_by(node: t.Node) -> Iterator[Kind]:
    """Yield P and y of P(x | y = 1): it is told by the rules of probabilities, as P(y = 1 | x) is."""
    for before, behind in pairwise(node.factors) if isinstance(node, t.Product) else ():
        body = behind.body if isinstance(behind, t.Fenced) else None
        for event in body.items[1:] if isinstance(body, t.Listing) else ():
            if isinstance(event, t.Chain) and event.ops == ("=",):
                yield names.spell(before), names.spell(event.sides[0])


def _outcomes(node: t.Node | None) -> Iterator[tuple[int, _Outcome]]:
    """Yield the probabilities of outcomes among the factors of a product, each with the place of its letter."""
    if not isinstance(node, t.Product):
        return
    for k, (before, behind) in enumerate(pairwise(node.factors)):
        outcome = _outcome(before, behind) if not node.separators[k] else None
        if outcome is not None:
            yield k, outcome


def _outcome(before: t.Node, behind: t.Node) -> _Outcome | None:
    body = behind.body if isinstance(behind, t.Fenced) and behind.left in ("(", "[") else None
    letter = names.spell(before)
    separators = body.separators if isinstance(body, t.Listing) else ()
    event, *given = body.items if isinstance(body, t.Listing) else (body,)
    if letter not in _PROBABILITIES or separators[:1] not in ((), ("|",)):
        return None
    if not isinstance(event, t.Chain) or event.ops != ("=",) or any(s not in ("|", ",", ";") for s in separators):
        return None
    (variable, value), sample = event.sides, None
    if isinstance(variable, t.Scripted) and not variable.primes and (number := _number_of(variable)) is not None:
        variable, sample = variable.base, number  # y_i = 1, of the sample i
    if not isinstance(variable, t.Letter) or not _is_value(value):
        return None
    values = tuple(g.sides[1] if isinstance(g, t.Chain) and g.ops == ("=",) else g for g in given)
    if any(isinstance(g, t.Chain) for g in values):
        return None
    return _Outcome(letter, variable.name, value, values, sample)


def _number_of(variable: t.Scripted) -> t.Node | None:
    """Return the i of y_i and y^{(i)}."""
    above = variable.sup.body if isinstance(variable.sup, t.Fenced) else variable.sup
    number = variable.sub if above is None else above if variable.sub is None else None
    return number if isinstance(number, t.Letter) and number.name in CONVENTIONAL else None


def _is_value(node: t.Node) -> bool:
    """Whether a value is a number or a small letter: no other random variable."""
    number = node.terms[0] if isinstance(node, t.Sum) and len(node.terms) == 1 else node
    return isinstance(number, t.Literal) or (isinstance(node, t.Letter) and node.name.islower() and len(node.name) == 1)


def _as_functions(node: t.Node, forms: Mapping[Kind, _Form]) -> t.Node:
    node = t.rebuilt(node, partial(_as_functions, forms=forms))
    if not isinstance(node, t.Product):
        return node
    factors: list[t.Node | None] = list(node.factors)
    for k, outcome in _outcomes(node):
        behind, form = node.factors[k + 1], forms.get(outcome.kind)
        if form is not None and form.sampled:
            factors[k : k + 2] = [_entry(node.factors[k], behind, outcome, form), None]
        elif form is not None and isinstance(behind, t.Fenced):
            below = t.Label(text=_below(outcome, form), start=behind.start, end=behind.start)
            factors[k] = t.Scripted(base=node.factors[k], sub=below, sup=None, start=behind.start, end=behind.start)
            items = (outcome.value, *outcome.given) if form.lettered else outcome.given
            signs = behind.body.separators if isinstance(behind.body, t.Listing) else ()
            made = replace(behind, left="(", right=")", body=_listed(items, behind, signs)) if items else None
            factors[k + 1] = made
    kept = [k for k, factor in enumerate(factors) if factor is not None]
    left = tuple(factor for factor in factors if factor is not None)
    separators = tuple(node.separators[k - 1] for k in kept[1:])
    return left[0] if len(left) == 1 else replace(node, factors=left, separators=separators)


def _entry(before: t.Node, behind: t.Node, outcome: _Outcome, form: _Form) -> t.Node:
    """Return an entry of an array for the probability of a sample."""
    assert outcome.sample is not None, "it is of a sample"
    letter = t.Letter(name=f"{outcome.letter}_{_below(outcome, form)}", font="", start=before.start, end=before.end)
    below = _listed((outcome.sample, outcome.value), behind, (",",)) if form.lettered else outcome.sample
    return t.Scripted(base=letter, sub=below, sup=None, start=before.start, end=behind.end)


def _below(outcome: _Outcome, form: _Form) -> str:
    value = "" if form.lettered else names.spell(outcome.value).replace("-", "m")
    return f"{outcome.variable}{value}"


def _listed(items: tuple[t.Node, ...], behind: t.Node, signs: tuple[str, ...]) -> t.Node:
    """Return things with the last of these signs between them."""
    if len(items) == 1:
        return items[0]
    return t.Listing(items=items, separators=signs[1 - len(items) :], start=behind.start, end=behind.end)
