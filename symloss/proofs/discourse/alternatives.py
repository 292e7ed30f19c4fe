"""Conditions that exclude each other are alternatives: "for x > 0 we have ..., and for x < 0 ...".

Assumptions hold for a whole text. Two that cannot both be true were never meant to: each holds for what follows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from symloss.proofs.discourse.shapes import bounds_of, names_in
from symloss.proofs.discourse.state import BLOCK, NOWHERE, Assertion, Case, Memory
from symloss.proofs.discourse.statements import statement
from symloss.proofs.judging.ties import of_all
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.walk import substitute

SIGNS: dict[str, frozenset[int]] = {  # of left - right
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    "=": frozenset({0}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
    "!=": frozenset({-1, 1}),
}
_ENDS = {n.Neg(n.Constant("inf")), n.Constant("inf")}  # of all numbers
_End = tuple[Fraction, int] | None
_TURNED: dict[str, n.RelationOp] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def suppose(memory: Memory, assumed: Hypothesis, *, within: bool, anew: bool) -> None:
    """Take in an assumption; `within`: for what its sentence says, and so for its section at most.

    anew: its words declare a quantity, "let p > 0": if that much was known, the text says how far it goes from here on.
    """
    truth = assumed.truth
    memory.assumptions = [held for held in memory.assumptions if not redeclared(held.truth, truth)]
    memory.assumed_in[truth] = memory.section
    earlier = [h.truth for h in memory.assumptions if memory.said_by.get(h.truth, 0) != memory.sentence]
    if (anew or within) and any(widens(held, truth) for held in earlier):
        memory.local |= {held: NOWHERE for held in earlier if names_in(held) == names_in(truth)}
    memory.said_by[truth] = memory.sentence
    if within or _ties(truth):
        memory.local[truth] = memory.section
    else:
        memory.local.pop(truth, None)
    memory.within = memory.within | {truth} if within else memory.within - {truth}
    if give_way(memory, truth):
        memory.cases.append(Case(assumed, BLOCK, alternative=True))
    elif levels := [case.level for case in memory.cases if not case.alternative]:
        memory.cases.append(Case(assumed, max(levels)))
    else:
        memory.assumptions.append(assumed)


def attach(memory: Memory, said: Collection[Assertion], conditions: Collection[n.Term], line: int) -> None:
    """Take what stands behind claims in their formula as their condition: "|x| = x, x > 0"."""
    told = {truth for truth, number in memory.said_by.items() if number == memory.sentence}
    for name, (at, _) in memory.defined_at.items():
        known = memory.scope.definitions.get(name)
        here = at == line and known is not None and known.kind == "function"
        parameters = {p.name for p in known.parameters} if known is not None and here else set()
        if own := bounds_of(told.union(conditions), parameters):
            memory.bounded[name] = line, own  # f(x) = x, x >= 0
    supposed = tuple(h for h in memory.assumptions if h.truth in conditions) if said else ()
    for assertion in said if supposed else ():
        assertion.suppose(supposed)
        assertion.past |= memory.past(memory.section)
    memory.sentence += bool(supposed)  # the next formula has conditions of its own


def declare(memory: Memory, truth: n.Member, said: str, line: int, *, elsewhere: bool) -> None:
    """Keep that a text says of which set something is; `elsewhere`: in parts of it that are only named."""
    names = names_in(truth)
    if has_all_numbers(truth.set):
        for name in names if isinstance(truth.term, n.Symbol) else ():
            free(memory, name, said)
    if elsewhere:
        memory.elsewhere |= dict.fromkeys(names, (line, None))
    for name in names & set(memory.elsewhere) if not elsewhere else ():  # said anew
        begin, end = memory.elsewhere[name]
        memory.elsewhere[name] = begin, end or line


def has_all_numbers(numbers: n.Term | None) -> bool:
    """Whether this is the set of all real numbers."""
    return isinstance(numbers, n.Interval) and {numbers.lower, numbers.upper} == _ENDS


def free(memory: Memory, name: str, here: str = "") -> None:
    """Forget of which finite set something is: a text says that it is any real number from here on.

    What was supposed of its size may hold no longer, but for what is said `here`, beside it.
    """
    memory.unbounded.add(name)
    bounds = [h.truth for h in memory.assumptions if names_in(h.truth) == {name} and h.origin != here]
    memory.local |= dict.fromkeys(bounds, NOWHERE)
    memory.assumptions = [h for h in memory.assumptions if not _lists(h.truth, name)]
    memory.cases = [case for case in memory.cases if not _lists(case.hypothesis.truth, name)]


def release(memory: Memory, name: str) -> None:
    """Note that a name stands for anything again: what rests on what was supposed of it says so."""
    about = [h.truth for h in memory.assumptions if name in names_in(h.truth)]
    memory.local |= dict.fromkeys(about, NOWHERE)
    memory.cases = [replace(c, past=c.past or name in names_in(c.hypothesis.truth)) for c in memory.cases]
    if name in memory.given:
        memory.given[name] = replace(memory.given[name], fixed=False)
    unlike_transposes(memory, [name])


def unlike_transposes(memory: Memory, names: Iterable[str]) -> None:
    """Note that matrices need not be symmetric from here on; what was claimed until now keeps that they are."""
    known = {name: memory.symmetric.pop(name) for name in names if name in memory.symmetric}
    for assertion in memory.assertions if known else ():
        assertion.symmetric |= known


def _lists(truth: n.Term, name: str) -> bool:
    return isinstance(truth, n.Member) and isinstance(truth.set, n.FiniteSet) and names_in(truth.term) >= {name}


def for_all(truth: n.Term) -> n.Term:
    """Return q_i = 1/n with a letter that stands for every index."""
    if not isinstance(truth, n.Relation) or not isinstance(truth.left, n.Indexed):
        return truth
    base, letters = truth.left.base, truth.left.indices
    return substitute(truth, {i: of_all(base, k) for k, i in enumerate(letters) if isinstance(i, n.Symbol)})


def _ties(truth: n.Term) -> bool:
    """Whether this makes two quantities one: "suppose a = b"."""
    if not isinstance(truth, n.Relation) or truth.op != "=":
        return False
    return isinstance(truth.left, n.Symbol | n.Indexed) and isinstance(truth.right, n.Symbol | n.Indexed)


def take_back(memory: Memory) -> None:
    """Note that what was assumed until now may hold no longer: "we drop this assumption"."""
    memory.local |= {assumed.truth: NOWHERE for assumed in memory.assumptions}
    memory.cases = [replace(case, past=True) for case in memory.cases]
    unlike_transposes(memory, list(memory.symmetric))


def generalise(memory: Memory) -> None:
    """Leave special values and cases behind: "in general, ..."."""
    memory.given = {name: replace(given, fixed=False) for name, given in memory.given.items()}
    memory.local = dict.fromkeys(memory.local, NOWHERE)
    memory.cases = [case for case in memory.cases if case.level != BLOCK]


def with_all_assumptions(memory: Memory, assertion: Assertion) -> None:
    """A condition that the text states holds for the claims before it in its section too, unless they know better."""
    asked = assertion.statement
    if asked is None or assertion.verdict is not None or assertion.own_assumptions:
        return
    known = {h.truth for h in asked.facts}
    made_in, here = memory.assumed_in, assertion.section
    onward = memory.onward | {t for t in memory.local if isinstance(t, n.Relation) and t.op == "="}  # "for |a| = 1"
    backward = (h for h in memory.assumptions if h.truth not in onward and made_in.get(h.truth, here) <= here)
    new = (h for h in backward if h.truth not in known and h.origin.startswith("stated"))
    more = tuple(h for h in new if not any(exclude(h.truth, truth) for truth in known))
    if more:
        assertion.past |= memory.past(assertion.section) & {str(h.truth) for h in more}
        narrower = {h.truth for h in more if any(widens(h.truth, truth) for truth in known)}
        narrower |= {h.truth for h in more if names_in(h.truth) <= memory.unbounded}
        assertion.past |= {str(h.truth) for h in more if h.truth in memory.within or h.truth in narrower}
        assertion.statement = statement(asked.step, asked.scope.suppose(*more), asked.hypotheses, assertion.names)


def give_way(memory: Memory, truth: n.Term) -> bool:
    """Drop what excludes `truth`; what was claimed until now keeps it. Return whether there was any."""
    before = len(memory.cases) + len(memory.assumptions)
    memory.cases = [case for case in memory.cases if not exclude(case.hypothesis.truth, truth)]
    memory.assumptions = [held for held in memory.assumptions if not exclude(held.truth, truth)]
    return len(memory.cases) + len(memory.assumptions) < before


def redeclared(first: n.Term, second: n.Term) -> bool:
    """Whether the second says anew where the quantity of the first lies: y in {-1, 1}, after y in {0, 1}."""
    if not isinstance(first, n.Member) or not isinstance(second, n.Member) or first.term != second.term:
        return False
    if not isinstance(first.set, n.FiniteSet):
        return False
    return not isinstance(second.set, n.FiniteSet) or not set(second.set.elements) <= set(first.set.elements)


def widens(first: n.Term, second: n.Term) -> bool:
    """Whether the second says no more of how far the quantity of the first goes: x > -1 or x > 0, after x > 0."""
    one, other = _reach(first), _reach(second)
    if one is None or other is None or one[0] != other[0]:
        return False
    (_, low, high), (_, lowest, highest) = one, other
    below = lowest is None or (low is not None and low >= lowest)
    above = highest is None or (high is not None and high <= highest)
    return below and above


def _reach(truth: n.Term) -> tuple[n.Term, _End, _End] | None:
    """Return of what a relation or an interval gives bounds, and these: a number, and 1 beyond what it excludes."""
    match truth:
        case n.Member(term=term, set=n.Interval() as interval):
            low, high = _number(interval.lower), _number(interval.upper)
            lower = None if low is None else (low, int(interval.open_lower))
            return term, lower, None if high is None else (high, -int(interval.open_upper))
        case n.Relation(op=op) if op in ("<", "<=", ">", ">="):
            turned = truth if _number(truth.right) is not None else _turned(truth)
            value, strict = _number(turned.right), int("=" not in op)
            if value is None:
                return None
            return (turned.left, (value, strict), None) if ">" in turned.op else (turned.left, None, (value, -strict))
    return None


def exclude(first: n.Term, second: n.Term) -> bool:
    """Whether two relations about one quantity cannot both hold, but perhaps where they meet: x >= 0 and x <= 0."""
    if isinstance(first, n.Member) and isinstance(second, n.Member) and first.term == second.term:
        sets = first.set, second.set
        return _without_common(*sets) or _without_common(*sets[::-1]) or _anew_both_ways(first, second)
    if not isinstance(first, n.Relation) or not isinstance(second, n.Relation):
        return False
    if first.op == second.op == "->":
        return first.left == second.left
    if first.op not in SIGNS or second.op not in SIGNS or "=" == first.op == second.op:
        return False
    return any(_apart(first, turned) for turned in (second, _turned(second)))


def _anew_both_ways(first: n.Member, second: n.Member) -> bool:
    return redeclared(first, second) and redeclared(second, first)


def _without_common(elements: n.Term, interval: n.Term) -> bool:
    """Whether no element of a set lies in an interval: {0, 1} and (0, 1)."""
    if not isinstance(elements, n.FiniteSet) or not isinstance(interval, n.Interval):
        return False
    low, high = _number(interval.lower), _number(interval.upper)
    if low is None or high is None:
        return False
    numbers = [_number(element) for element in elements.elements]
    kept = [] if interval.open_lower else [low]
    kept += [] if interval.open_upper else [high]
    return all(x is not None and not low < x < high and x not in kept for x in numbers)


def _turned(truth: n.Relation) -> n.Relation:
    return n.Relation(_TURNED[truth.op], truth.right, truth.left)


def _apart(first: n.Relation, second: n.Relation) -> bool:
    if first.left != second.left:
        return (
            _number(first.left) is not None and first.right == second.right and _apart(_turned(first), _turned(second))
        )
    common = SIGNS[first.op] & SIGNS[second.op]
    if first.right == second.right:
        return not common or (common == {0} and "=" not in (first.op, second.op))
    if "!=" in (first.op, second.op):
        return False  # it may lie elsewhere
    if n.Neg(first.right) == second.right or first.right == n.Neg(second.right):
        return not common  # r > d and r < -d: on the two sides of a band
    low, high = _number(first.right), _number(second.right)
    if low is None or high is None:
        return False
    if low > high:
        low, high, first, second = high, low, second, first
    return 1 not in SIGNS[first.op] and -1 not in SIGNS[second.op]


def _number(term: n.Term) -> Fraction | None:
    if isinstance(term, n.Neg):
        inner = _number(term.term)
        return None if inner is None else -inner
    return term.value if isinstance(term, n.Number) else None
