"""Facts made useful: index cases, rewriting rules, signs.

Facts of the domain hold for every value of an index letter that stands only in
subscripts; those of the statement are about the indices of the claim (`facts`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from symloss.kernel.facts import generalised, only_in_subscripts, used_like
from symloss.kernel.proof import OutOfReach, Undetermined
from symloss.kernel.proving.definedness import Need
from symloss.kernel.proving.deltas import told_apart
from symloss.kernel.proving.expand import Expander
from symloss.kernel.proving.field import Field
from symloss.kernel.proving.lattice import OF_RELATION, POSITIVE, Contradiction, General
from symloss.kernel.proving.learning import learn
from symloss.kernel.proving.lower import entry, indices_of
from symloss.kernel.proving.quotient import used
from symloss.kernel.proving.ranges import range_of
from symloss.kernel.proving.solving import use_equation
from symloss.kernel.shown import shown
from symloss.term import nodes as n
from symloss.term.functions import ABS
from symloss.term.printer import plain
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, substitute, subterms

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))
_VALUES = 4
_ENTRIES = 16  # of an array of a written size, of which an equation says something
_OPPOSITE: dict[str, n.RelationOp] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Fact:
    """One relation or membership, expanded; for every value of `letters`. `text` and `origin` are for the report."""

    truth: n.Term
    letters: tuple[n.Symbol, ...] = ()
    text: str = ""
    origin: str = "stated"
    over: n.Term | None = None  # what the letter is drawn from or runs over, where no array says it


def facts_of(statement: Statement, of: Expander) -> list[Fact]:
    """Return what the domain and the hypotheses of a statement say, expanded; what lies outside is left out."""
    found: list[Fact] = []
    for hypothesis in statement.scope.domain:
        found += _facts(hypothesis, statement.scope, of, general=True)
    for hypothesis in statement.hypotheses:
        found += _facts(hypothesis, statement.scope, of, general=False)
    return [*found, *_one_hot(found), *_at_most_one(found)]


def _one_hot(facts: list[Fact]) -> Iterator[Fact]:
    """Yield y_k = delta(k, c) for every k, if y_c = 1, all y_k sum to 1 and none is negative."""
    for fact in facts:
        match fact.truth:
            case n.Relation("=", n.Indexed(n.Symbol() as array, (c,)), one) if one == ONE and not fact.letters:
                total = next((f for f in facts if _sums_to_one(f.truth, array)), None)
                signs = next((f for f in facts if f.letters and _is_not_negative(f.truth, array)), None)
                if total is not None and signs is not None and c not in signs.letters:
                    (k,) = signs.letters
                    text = f"{fact.text}, {total.text}, {signs.text}"
                    yield Fact(n.Relation("=", n.Indexed(array, (k,)), n.Delta(k, c)), (k,), text, fact.origin)


def _at_most_one(facts: list[Fact]) -> Iterator[Fact]:
    """Yield y_k <= 1 for every k, if all y_k sum to 1 and none is negative."""
    for fact in facts:
        match fact.truth:
            case n.Relation("=", n.Bind("sum", _, _, n.Indexed(n.Symbol() as array, (_,))), _) if not fact.letters:
                signs = next((f for f in facts if f.letters and _is_not_negative(f.truth, array)), None)
                if signs is not None and len(signs.letters) == 1 and _sums_to_one(fact.truth, array):
                    (k,) = signs.letters
                    text = f"{fact.text}, {signs.text}"
                    yield Fact(n.Relation("<=", n.Indexed(array, (k,)), ONE), (k,), text, fact.origin)


def _sums_to_one(truth: n.Term, array: n.Symbol) -> bool:
    match truth:
        case n.Relation("=", n.Bind("sum", k, over, n.Indexed(base, (index,))), one) if one == ONE:
            return base == array and index == k and over == n.Range(ONE, *array.sort.shape)
    return False


def _is_not_negative(truth: n.Term, array: n.Symbol) -> bool:
    match truth:
        case n.Relation(">=" | ">", n.Indexed(base, (_,)), low):
            return base == array and low == ZERO
        case n.Relation("<=" | "<", low, n.Indexed(base, (_,))):
            return base == array and low == ZERO
        case n.Member(n.Indexed(base, (_,)), n.FiniteSet(elements)):
            return base == array and all(isinstance(e, n.Number) for e in elements)
    return False


def _facts(hypothesis: Hypothesis, scope: Scope, of: Expander, general: bool) -> Iterator[Fact]:
    for truth in _parts(hypothesis.truth):
        ranged = generalised(truth, scope, frozenset()).letters if general else ()
        if not _whole_axes(truth, ranged):
            continue
        letters = tuple(letter for letter, _ in ranged)
        try:
            for scalar, axes in _scalars(truth, of):
                yield Fact(of.expand(scalar), (*letters, *axes), plain(hypothesis.truth), hypothesis.origin)
        except (OutOfReach, SortError):
            continue


def _parts(truth: n.Term) -> Iterator[n.Term]:
    """Yield the simple truths that a truth is the conjunction of."""
    match truth:
        case n.And(truths):
            for part in truths:
                yield from _parts(part)
        case n.Relation("->"):
            return  # what a quantity goes to is true of no number
        case n.Not(n.Relation(op, left, right)) if op in _OPPOSITE:
            yield n.Relation(_OPPOSITE[op], left, right)
        case n.Member(term, n.Interval(low, high, open_low, open_high)):
            if low != n.Neg(n.Constant("inf")):
                yield n.Relation(">" if open_low else ">=", term, low)
            if high != n.Constant("inf"):
                yield n.Relation("<" if open_high else "<=", term, high)
        case n.Member(term, n.FiniteSet((only,))):
            yield n.Relation("=", term, only)
        case n.Relation("<" | "<=" as op, n.Apply(function, (inner,)), high) if function == ABS.symbol:
            yield n.Relation(op, inner, high)
            yield n.Relation(op, n.Neg(inner), high)
        case n.Relation(">" | ">=" as op, high, n.Apply(function, (inner,))) if function == ABS.symbol:
            yield n.Relation(op, high, inner)
            yield n.Relation(op, high, n.Neg(inner))
        case n.Relation() | n.Member():
            yield truth


def _scalars(truth: n.Term, of: Expander) -> Iterator[tuple[n.Term, tuple[n.Symbol, ...]]]:
    """Yield a truth about numbers; an equation of arrays is one for every value of the letters of its entry."""
    sort = sort_of(truth.left) if isinstance(truth, n.Relation) else None
    if not isinstance(truth, n.Relation) or sort is None or not sort.shape:
        yield truth, ()
    elif truth.op == "=":
        for indices in indices_of(sort, of.taken | free_symbols(truth), _ENTRIES):
            letters = tuple(index for index in indices if isinstance(index, n.Symbol))
            yield n.Relation("=", entry(truth.left, indices), entry(truth.right, indices)), letters


def _whole_axes(truth: n.Term, letters: tuple[tuple[n.Symbol, n.Term], ...]) -> bool:
    """Return whether each letter runs over the whole axis of every array that it counts the entries of."""
    ranges: dict[n.Term, n.Term] = dict(letters)
    for part in subterms(truth):
        if isinstance(part, n.Indexed):
            shape = part.base.sort.shape if isinstance(part.base, n.Symbol) else ()
            for place, index in enumerate(part.indices):
                if index in ranges and (place >= len(shape) or ranges[index] != n.Range(ONE, shape[place])):
                    return False
    return True


# --- index cases ------------------------------------------------------------------------


def index_equalities(facts: Iterable[Fact]) -> dict[n.Term, n.Term]:
    """Return which index letters are other indices: from i = j the replacement of i by j."""
    values: dict[n.Term, n.Term] = {}
    pair: tuple[n.Term, n.Term]
    for fact in facts:
        match fact.truth:
            case n.Relation("=", n.Symbol() as left, right) if left.sort == INDEX and not fact.letters:
                pair = (left, right)
            case n.Relation("=", left, n.Symbol() as right) if right.sort == INDEX and not fact.letters:
                pair = (right, left)
            case _:
                continue
        symbol, value = pair[0], substitute(pair[1], values)
        if symbol in free_symbols(value) or symbol in values or not _is_index(value):
            continue
        values = {s: substitute(v, {symbol: value}) for s, v in values.items()} | {symbol: value}
    return values


def _is_index(term: n.Term) -> bool:
    try:
        return sort_of(term) == INDEX
    except SortError:
        return False


def finite_values(facts: Iterable[Fact]) -> dict[n.Term, tuple[n.Term, ...]]:
    """Return which scalars have one of finitely many values (not for every index)."""
    return {
        fact.truth.term: fact.truth.set.elements
        for fact in facts
        if isinstance(fact.truth, n.Member) and isinstance(fact.truth.set, n.FiniteSet) and not fact.letters
    }


# --- a field that knows the facts ---------------------------------------------------------


def teach(field: Field, facts: Iterable[Fact], scope: Scope, terms: Iterable[n.Term]) -> None:
    """Tell the field the facts, and the ranges of the indices in `terms`.

    Raises:
        Contradiction: the facts exclude each other.
    """
    terms = list(terms)
    listed = list(facts)
    listed += [instance for fact in listed for instance in _instances(fact, terms)]
    _teach_ranges(field, scope, terms, listed)
    for fact in listed:
        if isinstance(fact.truth, n.Relation) and fact.letters and fact.truth.op != "=":
            field.signs.general.append(General(fact.truth, fact.letters, (fact.text, fact.origin), fact.over))
    waiting = [fact for fact in sorted(listed, key=_urgency) if _try(field, fact, _teach) is not None]
    field.open_signs += [c for fact in waiting if (c := _try(field, fact, _teach)) is not None]
    _check_exhausted(field)
    if field.rules:  # what is known of a kernel is known of what a rule makes of it
        for fact in listed:
            _try(field, fact, _teach_sign)


def _check_exhausted(field: Field) -> None:
    """Raise Contradiction where an index is none of the few numbers that it may be: k != 1 and k != 2 of k in 1..2."""
    for index, sets in field.ranges.items():
        for over in sets:
            match over:
                case n.Range(n.Number(low), n.Number(high)) if 0 <= high - low < _VALUES:
                    numbers = (n.Number(Fraction(v)) for v in range(int(low), int(high) + 1))
                    if all(frozenset((index, number)) in field.distinct for number in numbers):
                        raise Contradiction
                case n.Range(_, high) if _is_beyond(index, high, field):
                    raise Contradiction


def _is_beyond(index: n.Term, high: n.Term, field: Field) -> bool:
    """Whether an index that is not the last of its range lies behind the one before: i != n + 1 and i > n."""
    if not any(index in pair for pair in field.distinct):
        return False  # signs are remembered: none is asked for before all facts are told but where it may matter
    try:
        left = field.of(index) - field.of(high)
        apart = frozenset(told_apart(left, field)) in field.distinct
        return apart and field.sign(left + field.of(n.Number(Fraction(1)))) == POSITIVE
    except (OutOfReach, Undetermined):
        return False


def _instances(fact: Fact, terms: list[n.Term]) -> Iterator[Fact]:
    """Yield sum_k y_{m,k} = 1 for each index m at which the terms have y, if it is a fact for every index there."""
    match fact.truth:
        case n.Relation("=", left, right) if fact.letters and not any(isinstance(t, n.Indexed) for t in (left, right)):
            choices = [used_like(letter, fact.truth, terms) for letter in fact.letters]
            for chosen in product(*choices):
                put: dict[n.Term, n.Term] = dict(zip(fact.letters, chosen, strict=True))
                yield replace(fact, truth=substitute(fact.truth, put), letters=())


def _try(field: Field, fact: Fact, teach_one: Callable[[Field, Fact], None]) -> n.Relation | None:
    """Leave out a fact that lies outside: fewer facts prove less, and nothing false. Return the sign it waits for."""
    try:
        teach_one(field, fact)
    except Undetermined as open_sign:
        return open_sign.condition
    except OutOfReach:
        return None
    return None


def _teach_sign(field: Field, fact: Fact) -> None:
    match fact.truth:
        case n.Relation(op, left, right) if op in OF_RELATION and op != "=" and not fact.letters:
            learn(field.of(left) - field.of(right), OF_RELATION[op], (fact.text, fact.origin), field)


def _urgency(fact: Fact) -> int:
    """Order: index cases and signs of symbols, then equations (whose coefficients need signs), then the rest."""
    if isinstance(fact.truth, n.Relation):
        return 1 if fact.truth.op == "=" else 0
    return 2


def _teach(field: Field, fact: Fact) -> None:
    source = (fact.text, fact.origin)
    match fact.truth:
        case n.Relation("!=", left, right) if _is_index(left) and _is_index(right):
            field.distinct.add(frozenset(told_apart(field.of(left) - field.of(right), field)))
            learn(field.of(left) - field.of(right), OF_RELATION["!="], source, field)
        case n.Relation("=", left, right):
            use_equation(field, left, right, fact.letters, source)
        case n.Relation():
            _teach_sign(field, fact)
        case n.Member(term, n.FiniteSet(elements)):
            _finite(field, term, elements, fact)


def _finite(field: Field, term: n.Term, elements: tuple[n.Term, ...], fact: Fact) -> None:
    """Use that a kernel is a root of a polynomial: y in {0, 1} says y^2 = y."""
    numbers = [number for e in elements if (number := field.of(e).number) is not None]
    if len(numbers) < len(elements) or len(elements) > _VALUES:
        return
    source = (fact.text, fact.origin)
    if fact.letters:
        for relation in _hull(term, numbers):
            field.signs.general.append(General(relation, fact.letters, source))
        if isinstance(term, n.Indexed):
            field.finite.append((term, fact.letters, tuple(numbers), source))
        return
    kernel = field.of(term)
    generators = used(kernel.top)
    if kernel.bottom.is_one() and len(kernel.top) == 1 and len(generators) == 1 and kernel.top.total_degree() == 1:
        field.make_finite(generators[0], tuple(numbers))
        field.cache.clear()
    for relation in _hull(term, numbers):
        learn(field.of(relation.left) - field.of(relation.right), OF_RELATION[relation.op], source, field)


def _hull(term: n.Term, values: list[Fraction]) -> list[n.Relation]:
    return [n.Relation(">=", term, _number(min(values))), n.Relation("<=", term, _number(max(values)))]


def _number(value: Fraction) -> n.Term:
    size = n.Number(Fraction(abs(value)))
    return n.Neg(size) if value < 0 else size


def _teach_ranges(field: Field, scope: Scope, terms: Iterable[n.Term], facts: list[Fact]) -> None:
    """Note where the free indices lie: in their declared sets, and in 1..n as the subscript of an axis of length n."""
    found: dict[n.Term, list[n.Term]] = {}
    for name, over in scope.index_sets.items():
        found.setdefault(n.Symbol(name, INDEX), []).append(over)
    for term in (*terms, *(fact.truth for fact in facts)):
        for part in subterms(term):
            if isinstance(part, n.Indexed) and isinstance(part.base, n.Symbol):
                for index, length in zip(part.indices, part.base.sort.shape, strict=False):
                    found.setdefault(index, []).append(n.Range(n.Number(Fraction(1)), length))
    for fact in facts:
        match fact.truth:
            case n.Member(index, n.Range() as over):
                found.setdefault(index, []).append(over)
    for index, sets in found.items():  # as written, until their ends, which may mention other indices, are normal
        field.ranges[index] = tuple(dict.fromkeys(sets))
    for index, sets in found.items():
        field.ranges[index] = tuple(_normal_ranges(dict.fromkeys(sets), field))


def _normal_ranges(sets: Iterable[n.Term], field: Field) -> Iterator[n.Term]:
    for over in sets:
        try:
            yield range_of(over, field)
        except OutOfReach:
            yield over  # one without end, say: where it begins counts still


def as_fact(need: Need, inexact: bool = False) -> Fact | None:
    """Return a condition of the natural domain as a fact, if it holds without guards; `inexact` ones on request."""
    if need.guards or not (need.exact or inexact):
        return None
    if not _whole_axes(need.truth, need.letters):
        return None
    letters = tuple(letter for letter, _ in need.letters)
    told = [over for k, over in need.letters if not (_counts(over) and only_in_subscripts(k, need.truth))]
    if told and len(letters) > 1:
        return None
    return Fact(need.truth, letters, text_of(need), "natural domain", told[0] if told else None)


def _counts(over: n.Term) -> bool:
    return isinstance(over, n.Range | n.Except)


def text_of(need: Need) -> str:
    """Return a condition in plain notation."""
    text = shown(need.truth)
    letters = ", ".join(letter.name for letter, _ in need.letters)
    return f"{text} for every {letters}" if letters else text
