"""One relation between two expanded terms, settled by its normal form, in cases where needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symloss.kernel.proof import NOWHERE, Failure, Lack, OutOfReach, Undetermined
from symloss.kernel.proving import normal as normal_form
from symloss.kernel.proving.bounding import Bounding, positive
from symloss.kernel.proving.definedness import ONE, Need, discharged, fails_at_first
from symloss.kernel.proving.field import Field, Refine
from symloss.kernel.proving.goals import Goal, Trial, trial
from symloss.kernel.proving.hypotheses import Fact, as_fact, finite_values, index_equalities, teach, text_of
from symloss.kernel.proving.largest import by_largest, is_extreme
from symloss.kernel.proving.lattice import OF_RELATION, ZERO, Contradiction, Signs
from symloss.kernel.proving.quotient import Quotient
from symloss.kernel.proving.signs import sign
from symloss.kernel.proving.simpler import by_arguments, by_factors, by_forgetting, by_inverse
from symloss.kernel.proving.slopes import by_exponential, by_logarithm, by_sides, by_slope
from symloss.kernel.proving.squaring import by_squares
from symloss.kernel.proving.termwise import by_pairs, by_summands
from symloss.kernel.replaying.certificate import Leaf, Met, leaf
from symloss.kernel.shown import shown
from symloss.term import nodes as n
from symloss.term.functions import function_of, is_of_random
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, size, substitute, subterms

NOUGHT = n.Number(Fraction(0))
_CASES = 10  # how often cases are told apart inside cases
_ATTEMPTS = 12
_VALUES = 4  # of a label, each of which is put in by itself
_FEW = 12  # terms of a difference that may be zero by its sign alone
_COMPARED = 8  # how many conditions of a natural domain are compared with each other
TACTICS = (
    by_largest,
    by_pairs,
    by_squares,
    by_summands,
    by_inverse,
    by_factors,
    by_arguments,
    by_forgetting,
    by_logarithm,
    by_slope,
    by_exponential,
    by_sides,
)
_OPPOSITE: dict[str, n.RelationOp] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_EQUAL_OR_NOT: tuple[n.RelationOp, ...] = ("=", "!=")


def settle(goal: Goal, facts: list[Fact], of: Trial, depth: int = 0) -> Failure | None:
    """Return None if the goal holds under the facts, else why it was not shown.

    Raises:
        Contradiction: the facts exclude each other (in this case).
        OutOfReach: the goal lies outside, or a limit was met.
    """
    same = index_equalities(facts)
    if same:
        goal = goal.put(same)
        facts = [Fact(substitute(f.truth, same), f.letters, f.text, f.origin) for f in facts if not _says(f, same)]
    try:
        failure = _attempt(goal, facts, of, depth)
    except Undetermined as open_sign:
        return _by_sign(goal, facts, of, depth, open_sign.condition)
    if failure is None or failure.contradiction:
        return failure
    if isinstance(failure, _Open) and depth < _CASES:
        if failure.deltas:
            return _by_index(goal, facts, of, depth, failure.deltas[0])
        if _bounded(goal, facts, failure, of):
            return None
        if failure.finite:
            return _by_value(goal, facts, of, depth, *next(iter(failure.finite.items())))
    return failure


@dataclass(frozen=True)
class _Open(Failure):
    """Not settled, with what could be told apart.

    difference, in_field: left - right in the field that knows the facts and the natural domain (`natural`); open_left,
    open_right: the conditions of the sides that are taken into it.
    """

    deltas: tuple[n.Delta, ...] = ()
    finite: dict[n.Term, tuple[n.Term, ...]] = field(default_factory=dict)
    difference: Quotient | None = None
    in_field: Field | None = None
    natural: tuple[Fact, ...] = ()
    open_left: tuple[Need, ...] = ()
    open_right: tuple[Need, ...] = ()


def _says(fact: Fact, same: dict[n.Term, n.Term]) -> bool:
    """Return whether the fact is the equality of indices that was just put in."""
    match fact.truth:
        case n.Relation("=", left, right) if left in same or right in same:
            return not fact.letters and substitute(left, same) == substitute(right, same)
    return False


# --- one attempt ----------------------------------------------------------------------------


def _attempt(goal: Goal, facts: list[Fact], of: Trial, depth: int) -> Failure | None:
    for _ in range(_ATTEMPTS):
        try:
            return _once(goal, facts, of, depth)
        except Refine:
            continue
    raise OutOfReach("exponents that need ever finer kernels")


def field_of(goal: Goal, facts: list[Fact], of: Trial) -> Field:
    """Return a field that knows the facts."""
    made = Field(of.limits, of.hints, Signs(), normal_form.normal, of.deadline)
    teach(made, facts, of.scope, (goal.left, goal.right))
    return made


def _once(goal: Goal, facts: list[Fact], of: Trial, depth: int) -> Failure | None:
    field_ = field_of(goal, facts, of)
    open_left, open_right = (
        [need for need in side if not discharged(need, field_) and not _smooth(need, facts, of, depth)]
        for side in (goal.left_needs, goal.right_needs)
    )
    if not depth and any(fails_at_first(need, field_) for need in (*open_left, *open_right)):
        return Failure(NOWHERE, nowhere=True)
    natural = [fact for need in (*open_left, *open_right) if (fact := as_fact(need, of.lenient)) is not None]
    first = field_
    if natural:
        try:
            field_ = field_of(goal, [*facts, *natural], of)
        except Contradiction:
            if not depth:
                return Failure(NOWHERE, nowhere=True)
            _record_needs(goal, facts, open_left, open_right, of)
            of.leaves.append(Leaf(tuple(of.path), empty=True, met=_met(goal, open_left, open_right, of)))
            return None  # nothing is claimed in this case
        field_.used.update(first.used)
    for relation in goal.must:
        if not discharged(Need(relation), field_):
            return Failure(f"it is not known that {relation}")
    same = goal.op == "=" and goal.left == goal.right
    inexact = [need for need in (*open_left, *open_right) if not need.exact and not discharged(need, field_)]
    if inexact and not of.lenient and not same:
        return Failure(f"the case in which {text_of(inexact[0])} fails is not settled")
    difference = field_.ring.constant(0) if same else field_.reduce(field_.of(goal.left) - field_.of(goal.right))
    if not _holds(difference, goal.op, field_):
        for condition in field_.open_signs:
            if free_symbols(condition) & (free_symbols(goal.left) | free_symbols(goal.right)):
                raise Undetermined(condition)
        return _Open(
            _reason(goal, difference, field_),
            deltas=_deltas(difference, field_),
            finite=finite_values(facts),
            difference=difference,
            in_field=field_,
            natural=tuple(natural),
            open_left=tuple(open_left),
            open_right=tuple(open_right),
        )
    record(goal, facts, field_, open_left, open_right, of)
    if of.record:
        sides = None if same else (field_.reduce(field_.of(goal.left)), field_.reduce(field_.of(goal.right)))
        of.leaves.append(leaf(tuple(of.path), sides, [*facts, *natural], field_, _met(goal, open_left, open_right, of)))
    return None


def _bounded(goal: Goal, facts: list[Fact], failure: _Open, of: Trial) -> bool:
    """Return whether an inequality that signs alone left open is shown by slopes or summand by summand, and note it."""
    difference, field_ = failure.difference, failure.in_field
    if not of.thorough or difference is None or field_ is None or goal.op == "!=":
        return False
    ops: tuple[n.RelationOp, ...] = (goal.op,)
    if goal.op == "=":  # two largest of many are equal if neither exceeds the other
        ops = (">=", "<=") if any(is_extreme(field_.kernels[i]) for i in field_.supports(difference)) else ()
    if any(free_symbols(term) & (free_symbols(goal.left) | free_symbols(goal.right)) for term in failure.finite):
        return False  # its values are told apart first
    known = [*facts, *failure.natural]
    search = Bounding(of.scope, of.limits, of.deadline, TACTICS, brief=(by_pairs, by_slope))
    if not ops or not all(search.shown(positive(field_.term(difference), op, tuple(known))) for op in ops):
        return False
    field_.used.update(search.used)
    left, right = list(failure.open_left), list(failure.open_right)
    record(goal, facts, field_, left, right, of, ", ".join(dict.fromkeys(name for name in search.methods if name)))
    if of.record:
        sides = field_.reduce(field_.of(goal.left)), field_.reduce(field_.of(goal.right))
        of.leaves.append(leaf(tuple(of.path), sides, known, field_, _met(goal, left, right, of)))
    return True


def _met(goal: Goal, open_left: list[Need], open_right: list[Need], of: Trial) -> tuple[Met, ...]:
    """Return how each condition of the goal is met."""

    def how(need: Need) -> Met:
        if need in open_left or need in open_right:
            return "natural domain"
        return "smooth" if need in of.smooth else "follows"

    return tuple(how(need) for need in (*goal.left_needs, *goal.right_needs))


def _smooth(need: Need, facts: list[Fact], of: Trial, depth: int) -> bool:
    """Return whether a derivative exists also at the seam where the condition fails, or no such point is meant.

    Asked once, before cases are told apart: in a case there are only more facts.
    """
    if depth or need.letters or not (need.unless or need.guards):
        return need in of.smooth
    seam = [Fact(truth, (), str(truth), "case") for truth in _failing(need)]
    groups = need.unless or ((n.Relation("=", ONE, NOUGHT),),)
    if any(all(_holds_at(seam, relation, facts, of) for relation in group) for group in groups):
        of.smooth.add(need)
    return need in of.smooth


def _failing(need: Need) -> Iterator[n.Term]:
    """Yield what is true where the guards hold and the condition fails."""
    yield n.Relation(_OPPOSITE[need.truth.op], need.truth.left, need.truth.right)
    for guard in need.guards:
        match guard:
            case n.Not(n.Relation(op, left, right)) if op in _OPPOSITE:
                yield n.Relation(_OPPOSITE[op], left, right)
            case n.Relation():
                yield guard


def _holds_at(seam: list[Fact], relation: n.Relation, facts: list[Fact], of: Trial) -> bool:
    """Return whether two pieces meet at a seam, shown for each value of a label that has few."""
    known = [*facts, *seam]
    few = {
        label: values
        for label, values in finite_values(facts).items()
        if isinstance(label, n.Symbol) and label in free_symbols(relation) and len(values) <= _VALUES
    }
    label = min(few, key=str, default=None)
    if label is None:
        return _holds_there(known, relation, of)
    puts: list[Mapping[n.Term, n.Term]] = [{label: value} for value in few[label]]
    return all(
        _holds_there([replace(fact, truth=substitute(fact.truth, put)) for fact in known], _put(relation, put), of)
        for put in puts
    )


def _put(relation: n.Relation, put: Mapping[n.Term, n.Term]) -> n.Relation:
    return n.Relation(relation.op, substitute(relation.left, put), substitute(relation.right, put))


def _holds_there(facts: list[Fact], relation: n.Relation, of: Trial) -> bool:
    own = trial(of.scope, of.limits, lenient=False)
    own.deadline = of.deadline
    try:
        return settle(Goal(relation.left, relation.op, relation.right), facts, own, 1) is None
    except Contradiction:
        return True  # there is no such point
    except OutOfReach:
        return False


def _holds(difference: Quotient, op: str, field_: Field) -> bool:
    if op == "=":
        few = len(difference.top) <= _FEW and not _deltas(difference, field_)
        return difference.is_zero or (few and sign(difference, field_) == ZERO)
    if op not in OF_RELATION:
        raise OutOfReach(f"claims with {op}")
    return not sign(difference, field_) & ~OF_RELATION[op]


def record(
    goal: Goal,
    facts: list[Fact],
    field_: Field,
    open_left: list[Need],
    open_right: list[Need],
    of: Trial,
    method: str = "",
) -> None:
    """Note how a goal was settled, and under which conditions."""
    of.alive += 1
    own = of.use(field_.used)
    _record_needs(goal, [*facts, *(fact for need in own if (fact := as_fact(need)))], open_left, open_right, of)
    of.methods[method or _method(goal, field_)] = None


def _record_needs(goal: Goal, facts: list[Fact], open_left: list[Need], open_right: list[Need], of: Trial) -> None:
    """Note the natural domain: the conditions that do not follow from the others."""
    kept = list(dict.fromkeys((*open_left, *open_right)))
    for need in sorted(kept, key=lambda need: (need.exact, -size(need.truth))):
        others = [fact for other in kept if other != need and (fact := as_fact(other, True)) is not None]
        if 1 < len(kept) <= _COMPARED and _implied(need, goal, [*facts, *others], of):
            kept.remove(need)
    for need in kept:
        of.natural[need] = None
        other = None if need in open_left and need in open_right else open_right if need in open_left else open_left
        if other is not None and not _asked_by(other, need, goal, facts, of):
            own = need.apart(of.scope.symbols.values())  # a letter may be declared to run over another set
            of.one_sided[Lack(own.truth, own.letters, (*of.path, *own.guards), own.seam)] = None


def _asked_by(other: list[Need], need: Need, goal: Goal, facts: list[Fact], of: Trial) -> bool:
    """Return whether what the other side asks for, and has no value without, implies the condition."""
    asked = [fact for one in other if (fact := as_fact(one)) is not None]
    return bool(asked) and _implied(need, goal, [*facts, *asked], of)


def _implied(need: Need, goal: Goal, known: list[Fact], of: Trial) -> bool:
    """Return whether what is known implies the condition, as what excludes itself does: the case stays on record."""
    try:
        return discharged(need, field_of(goal, known, of))
    except Contradiction:
        return True


def _method(goal: Goal, field_: Field) -> str:
    if goal.op == "=" and goal.left == goal.right:
        return "the two sides are the same"
    what = "normal form" if goal.op == "=" else "signs of the normal form"
    sums = any(isinstance(kernel, n.Bind) for kernel in field_.kernels)
    sizes = sorted(
        {s.name for k in field_.kernels if isinstance(k, n.Bind) for s in free_symbols(k.over) if _is_size(s)}
    )
    kernels = [k for k in field_.kernels if (row := function_of(k)) is not None and row.name in ("exp", "ln")]
    few = [shown(k) for k in kernels if not any("#" in s.name for s in free_symbols(k))][:2]
    inside = f" in {', '.join(few)}" if few else ""
    every = f", for every {', '.join(sizes)}" if sums and sizes else ""
    return f"{what}{inside}{every}"


def _is_size(symbol: n.Symbol) -> bool:
    return symbol.sort == INDEX and "#" not in symbol.name


def _reason(goal: Goal, difference: Quotient, field_: Field) -> str:
    if len(difference.top) > 6:
        return f"the difference of the two sides has {len(difference.top)} terms left"
    text = shown(field_.term(difference))
    return f"left - right comes out as {text}" if len(text) < 160 else "the difference of the two sides does not vanish"


# --- cases ------------------------------------------------------------------------------------


def _deltas(difference: Quotient, field_: Field) -> tuple[n.Delta, ...]:
    """Return the deltas of free indices in a normal form, also inside its kernels."""
    found: dict[n.Delta, None] = {}
    for number in field_.supports(difference):
        for part in subterms(field_.kernels[number]):
            if isinstance(part, n.Delta) and not any("#" in s.name for s in free_symbols(part)):
                found[part] = None
    return tuple(found)


def _by_index(goal: Goal, facts: list[Fact], of: Trial, depth: int, delta: n.Delta) -> Failure | None:
    equal, unequal = (n.Relation(op, delta.left, delta.right) for op in _EQUAL_OR_NOT)
    if not any(isinstance(side, n.Symbol) for side in (delta.left, delta.right)):
        return Failure(f"whether {delta.left} = {delta.right} is not known")
    return _in_cases(goal, facts, of, depth, (equal, unequal))


def _by_sign(goal: Goal, facts: list[Fact], of: Trial, depth: int, condition: n.Relation) -> Failure | None:
    if depth >= _CASES or any("#" in s.name for s in free_symbols(condition)):
        return Failure(f"it is open whether {shown(condition)}")
    other = n.Relation(_OPPOSITE[condition.op], condition.left, condition.right)
    return _in_cases(goal, facts, of, depth, (condition, other))


def _by_value(
    goal: Goal, facts: list[Fact], of: Trial, depth: int, term: n.Term, values: tuple[n.Term, ...]
) -> Failure | None:
    rest = [f for f in facts if not (isinstance(f.truth, n.Member) and f.truth.term == term)]
    return _in_cases(goal, rest, of, depth, tuple(n.Relation("=", term, value) for value in values))


def _random_in(sides: Iterable[n.Term]) -> frozenset[n.Symbol]:
    """Return the letters that may stand for something random: what is true of a mean need not be true in every case."""
    found: set[n.Symbol] = set()
    for part in (part for side in sides for part in subterms(side) if is_of_random(part)):
        assert isinstance(part, n.Apply)
        for argument in part.arguments:
            event = isinstance(argument, n.Indicator)
            found.update(s for s in free_symbols(argument) if event or s.sort != INDEX)
    return frozenset(found)


def _in_cases(goal: Goal, facts: list[Fact], of: Trial, depth: int, cases: tuple[n.Relation, ...]) -> Failure | None:
    if any(not _random_in((goal.left, goal.right)).isdisjoint(free_symbols(case)) for case in cases):
        return Failure(f"{shown(cases[0])} is no case: it has a probability")
    for case in cases:
        known = len(of.leaves)
        of.path.append(case)
        try:
            failure = settle(goal, [*facts, Fact(case, (), shown(case), "case")], of, depth + 1)
        except Contradiction:
            del of.leaves[known:]
            of.leaves.append(Leaf(tuple(of.path), empty=True))
            continue  # the case does not occur
        finally:
            of.path.pop()
        if failure is not None:
            where = (case, *failure.where)
            return Failure(f"{failure.reason} (case {shown(case)})", nowhere=failure.nowhere, where=where)
        of.cases.append(shown(case))
    return None
