"""Points in prime fields that satisfy the facts of a case, as far as they can be satisfied."""

from __future__ import annotations

from symloss.kernel.replaying.certificate import Leaf, Premise, Settled
from symloss.kernel.replaying.prime_fields import PRIMES, Outside, quotient
from symloss.kernel.replaying.residues import Residues
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, subterms

_LENGTHS = (2, 3, 1, 4)


def place(at: Residues, settled: Settled, leaf: Leaf, levels: set[int]) -> bool:
    """Give the indices their values and try to satisfy the facts at these levels; return whether all of them hold."""
    known = (*settled.premises, *leaf.premises)
    terms = (settled.left, settled.right, *leaf.path, *(p.truth for p in known))
    ranges = dict(leaf.ranges)
    symbols = {s for t in terms for s in free_symbols(t)}
    symbols |= {s for over in ranges.values() for r in over for s in free_symbols(r)}
    symbols |= {s for x in tuple(symbols) for length in x.sort.shape for s in free_symbols(length)}
    indices = sorted((s for s in symbols if s.sort == INDEX and "#" not in s.name), key=lambda s: s.name)
    for symbol in indices:
        if symbol not in ranges:
            at.integers[symbol] = _LENGTHS[at.lot("length", symbol.name).randrange(4)]
    for symbol in (s for s in indices if s in ranges):
        within = set.intersection(*(set(at.members(over)) for over in ranges[symbol]))
        if not within:
            raise Outside("an empty range")
        at.integers[symbol] = at.lot("index", symbol.name).choice(sorted(within))
    path = (*leaf.path, *(n.Relation("=", c.left, c.right) for c in leaf.path if _turned(c) in leaf.path))
    facts = list(dict.fromkeys((*(Premise(c, (), "", "case") for c in path), *known)))
    _simple(facts, at)
    equations = [f for f in facts if isinstance(f.truth, n.Relation) and f.truth.op == "="]
    for level in sorted(levels):
        for equation in equations:
            _holds(equation, at, level, solve=True)
    return all(_holds(f, at, level) for level in sorted(levels) for f in facts)


def _turned(case: n.Relation) -> n.Relation | None:
    """Return x >= 0 for x <= 0: both together say that x is 0."""
    return n.Relation(">=", case.left, case.right) if case.op == "<=" else None


def _holds(fact: Premise, at: Residues, level: int, solve: bool = False) -> bool:
    try:
        for inner in _instances(fact, at):
            if not inner.holds(fact.truth, level):
                if not solve:
                    return False
                _solve(fact.truth, inner, level)
    except Outside:
        return False
    return True


def _simple(facts: list[Premise], at: Residues) -> None:
    """Use what facts say of single symbols before any value is drawn."""
    for fact in facts:
        match fact.truth:
            case n.Member(n.Symbol(name) | n.Indexed(n.Symbol(name), _), n.FiniteSet(elements)):
                literal = tuple(e.value for e in elements if isinstance(e, n.Number))
                at.choices[name] = literal or at.choices.get(name, ())
            case n.Relation(">" | ">=" | "<" | "<=" as op, n.Symbol(name) | n.Indexed(n.Symbol(name), _), n.Number(v)):
                if v == 0 or op[0] == ">":
                    at.signs[name] = 1 if op[0] == ">" else -1
            case n.Relation("<" | "<=", n.Number(_), n.Symbol(name) | n.Indexed(n.Symbol(name), _)):
                at.signs[name] = 1
    at.choices = {name: values for name, values in at.choices.items() if values}


def _instances(fact: Premise, at: Residues) -> list[Residues]:
    """Return the point with every value of the letters of a fact: each runs over an axis of an array."""
    points = [at]
    for letter in fact.letters:
        lengths = [
            length
            for part in subterms(fact.truth)
            if isinstance(part, n.Indexed) and isinstance(part.base, n.Symbol)
            for index, length in zip(part.indices, part.base.sort.shape, strict=False)
            if index == letter
        ]
        if not lengths:
            return []
        points = [p.bind(letter, i) for p in points for i in range(1, at.whole(lengths[0]) + 1)]
    return points


def _solve(equation: n.Term, at: Residues, level: int) -> None:
    """Put a value for one atom of the equation that it is linear in."""
    assert isinstance(equation, n.Relation)
    difference = n.Add((equation.left, n.Neg(equation.right)))
    before = dict(at.drawn)
    at.drawn.clear()
    at.value(difference, level)
    mentioned = list(at.drawn)
    at.drawn.update(before)
    for key in reversed(mentioned):
        if (key, level) in at.put or key[0] == "pi" or key[0] in at.choices:
            continue
        values = []
        for trial in (0, 1, 2):
            at.put[key, level] = trial
            values.append(at.value(difference, level))
        slope = (values[1] - values[0]) % PRIMES[level]
        if slope and (values[2] - 2 * values[1] + values[0]) % PRIMES[level] == 0:
            at.put[key, level] = quotient(-values[0], slope, level)
            return
        del at.put[key, level]
    raise Outside(f"{equation} was not solved")
