"""From how the names of a document are used to what they are: index letters, arrays, functions, numbers.

Nobody declares sorts in a note. A letter under a sum is an index; a name with index
letters below it is an array, whose axes have the lengths of those sums; a name that is
defined as `f(x) = ...` is a function. A name of which nothing is known is a real number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.axes import fresh_size, size_of
from symloss.proofs.names.dependences import dependences
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.fitting import NEVER, fit_shapes, is_quantity
from symloss.proofs.names.kinds import (
    LOGARITHM,
    OPERATORS,
    drawn_from,
    functions_of,
    join_axes,
    of_law,
    overloaded,
    ranks_of,
)
from symloss.proofs.names.mentions import Use, label_of, stem_of
from symloss.term import nodes as n
from symloss.term.reader_names import CONSTANTS
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, array
from symloss.term.walk import free_symbols

_ONE = n.Number(Fraction(1))


@dataclass
class Inference:
    """What was found out.

    displayed: names written as L(y, p) that are quantities, not functions. loose:
    arrays of which nothing is known but that they have indices somewhere. ranks: the
    number of axes of each array; indexed: of those that have indices or a space.
    """

    scope: Scope
    evidence: Evidence
    ranks: dict[str, int]
    functions: dict[str, None]
    displayed: frozenset[str]
    indexed: dict[str, int]

    @property
    def loose(self) -> frozenset[str]:
        """Arrays of which nothing is known but that they have indices somewhere."""
        return self.evidence.indexed - set(self.evidence.spaces)


def infer(
    formulas: Iterable[Formula],
    operators: frozenset[str] = frozenset(),
    activations: frozenset[str] = frozenset(),
    sizes: Iterable[tuple[int, str, tuple[str, ...]]] = (),
    layers: frozenset[str] = frozenset(),
) -> Inference:
    """Return the scope of a document from all its formulas.

    operators: letters that are never arrays. activations: functions that act on each entry of an array.
    sizes: of names, as the words beside a formula of this number say. layers: letters that stand for a layer.
    """
    ev = Evidence(list(formulas), operators, activations=activations, layers=layers)
    for number, name, shape in sizes:
        ev.declared.append((number, name, shape))
        ev.declare(name, shape)
    ranks = ranks_of(ev)
    indexed = dict(ranks)
    join_axes(ev, ranks)
    functions, displayed = functions_of(ev, ranks)
    fit_shapes(ev, ranks, functions, displayed)
    return Inference(scope_of(ev, ranks, functions, displayed), ev, ranks, functions, displayed, indexed)


def scope_of(ev: Evidence, ranks: dict[str, int], functions: dict[str, None], displayed: frozenset[str]) -> Scope:
    """Return the scope of names that have these numbers of axes."""
    scope = Scope(entrywise=frozenset(name for name in functions if name in ev.entrywise))
    kept = NEVER - ev.own - ({"T"} if is_quantity("T", ev) else set())
    taken = {u.mention.name for u in ev.uses} | set(ev.sizes)
    for name in [*(size for size in ev.sizes if size not in CONSTANTS), *ev.index]:
        if name and name not in ranks and not name.isdigit():
            scope = scope.declare(n.Symbol(name, INDEX))
    lengths = _lengths(ev, ranks, taken)
    for name, rank in ranks.items():
        sizes = tuple(lengths[name, axis] for axis in range(rank))
        for size in sizes:
            if isinstance(size, n.Symbol):
                scope = scope.declare(size)
        scope = scope.declare(n.Symbol(name, array(sizes)))
    for name in functions:
        scope = scope.declare(n.Symbol(name, FUNCTION))
    for use in ev.uses:
        for name in _plain_names(ev, use, ranks, scope):
            if name and name not in scope.symbols and name not in kept:
                scope = scope.declare(n.Symbol(name, SCALAR))
    scope = dependences(ev, scope, displayed)
    drawn = {name: scope.symbols[x] for name, x in drawn_from(ev).items() if x in scope.symbols and name in functions}
    several = {name: fewest for name, fewest in overloaded(ev).items() if name in functions}
    scope = replace(scope, drawn=drawn, overloaded=several)
    for letter, length in (_outcomes(ev, taken) | _index_sets(ev, ranks, lengths)).items():
        if letter in scope.symbols and scope.symbols[letter].sort == INDEX:
            scope = scope.run(scope.symbols[letter], n.Range(_ONE, length))
    return scope


def _index_sets(ev: Evidence, ranks: dict[str, int], lengths: dict[tuple[str, int], n.Term]) -> dict[str, n.Term]:
    """Return the length of what each index letter counts, if it is one and the same in all formulas.

    The length itself does not run, though y_n, the last of the y_1, ..., y_n, has it for an index.
    """
    found: dict[str, dict[n.Term, None]] = {}
    for use in ev.uses:
        stem = stem_of(use.mention, ev.index)
        for axis, part in enumerate(ev.indices(use.mention)[: ranks.get(stem, 0)]):
            if part in ev.index:
                found.setdefault(part, {}).setdefault(lengths[stem, axis])
    sets = {letter: next(iter(known)) for letter, known in found.items() if len(known) == 1}
    sets |= {letter: size_of(upper) for letter, upper in ev.ranges.items()}
    return {letter: size for letter, size in sets.items() if letter not in {s.name for s in free_symbols(size)}}


def _outcomes(ev: Evidence, taken: set[str]) -> dict[str, n.Term]:
    """Return a length for each letter that a sum without bounds runs over and that functions take: p(x) ln q(x).

    The text speaks of "all x", the outcomes of a random experiment; numbered, they are 1 to some X.
    """
    taking = {letter for use in ev.uses if use.mention.applied for letter in use.mention.arguments}
    return {letter: size_of(fresh_size(("letter", letter), taken)) for letter in ev.bound if letter in taking}


def _lengths(ev: Evidence, ranks: dict[str, int], taken: set[str]) -> dict[tuple[str, int], n.Term]:
    """Return the length of every axis; an unknown one gets a name of its own."""
    named: dict[object, str] = {}
    found: dict[tuple[str, int], n.Term] = {}
    for name, rank in ranks.items():
        for axis in range(rank):
            item = ("axis", name, axis)
            length = ev.classes.length(item)
            if not length:
                root = ev.classes.find(item)
                if root not in named:
                    named[root] = fresh_size(root, taken)
                    taken.add(named[root])
                length = named[root]
            found[name, axis] = size_of(length)
    return found


def _plain_names(ev: Evidence, use: Use, ranks: dict[str, int], scope: Scope) -> Iterator[str]:
    """Yield the plain names under which a mention may be read as a number."""
    mention = use.mention
    array = stem_of(mention, ev.index) in ranks
    if array and (ev.indices(mention) or all(ev.may_be_index(p) for p in mention.subscripts)):
        return
    if mention.name == "delta" and len(ev.indices(mention)) == 2:
        return  # Kronecker's
    if mention.font == "bb" and mention.name in ("R", "E", "N", "Z", "P"):
        return
    if of_law(mention):
        return
    if mention.name == "1" or (mention.name == "I" and not mention.subscripts and not ev.is_defined("I")):
        return  # ones, the identity
    if LOGARITHM.fullmatch(label_of(mention)):
        yield from (base for base in mention.subscripts if base.isalpha())  # b of log_b(x)
    if mention.name in OPERATORS or ev.is_function(mention.name):
        return
    if use.inner or (mention.applied and stem_of(mention, ev.index) in ev.families):
        return  # scripts are indices or parts of names
    whole = scope.symbols.get(label_of(replace(mention, primes=0), ev.index))
    if mention.primes and whole is not None and whole.sort == FUNCTION:
        return  # "no sigma' is left": the derivative of a function, not a name of its own
    yield label_of(mention, ev.index)
