"""An entry that may be none of those that are summed over: u_o of the right word, beside those of K wrong ones."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial

from symloss.kernel.verdict import Condition
from symloss.proofs.judging.meanings import Ask
from symloss.term import nodes as n
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement, rewritten
from symloss.term.walk import free_symbols, rebuild, subterms


def apart(statement: Statement, ranged: Container[str], ask: Ask) -> Condition | None:
    """Return that an entry which a text singles out is not summed over, if that makes the claim true.

    ranged: the letters of which the text says over what they run: an entry of theirs is one of all.
    """
    for name, changed in set_apart(statement, ranged):
        if ask(changed).proved:
            return Condition(f"{name} is none of those that are summed over", "found")
    return None


def set_apart(statement: Statement, ranged: Container[str]) -> Iterator[tuple[str, Statement]]:
    """Yield the entries that a text singles out, each with the statement in which it is none of those summed over."""
    single = [d.body for _, d in sorted(statement.scope.definitions.items()) if not d.parameters]
    free = {s for term in single for s in free_symbols(term) if s.sort == INDEX and s.name not in ranged}
    letters = sorted(free, key=lambda s: s.name)
    for array in sorted({a for term in single for a in _summed(term)}, key=lambda s: s.name):
        for letter in letters:
            own = n.Symbol(f"{array.name}_{letter.name}", sort_of(n.Indexed(array, (letter,))))
            changed = rewritten(statement, partial(_with_own, array=array, letter=letter, own=own))
            if changed != statement:
                yield own.name, changed


def _summed(term: n.Term) -> set[n.Symbol]:
    """Return the arrays that a term sums or multiplies over, all of them."""
    binds = (
        p for p in subterms(term) if isinstance(p, n.Bind) and p.kind in ("sum", "prod") and isinstance(p.over, n.Range)
    )
    entries = ((b.index, e) for b in binds for e in subterms(b.body) if isinstance(e, n.Indexed))
    return {e.base for index, e in entries if e.indices[0] == index and isinstance(e.base, n.Symbol)}


def _with_own(term: n.Term, array: n.Symbol, letter: n.Symbol, own: n.Symbol) -> n.Term:
    """Return a term in which that entry of the array is a name of its own."""
    if isinstance(term, n.Indexed) and term.base == array and term.indices[0] == letter:
        return n.Indexed(own, term.indices[1:]) if term.indices[1:] else own
    return rebuild(term, lambda child: _with_own(child, array, letter, own))
