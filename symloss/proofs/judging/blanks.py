"""Names in a claim whose definitions were not understood: what of the claim can be judged without them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from symloss.kernel.proving.definedness import literal
from symloss.kernel.verdict import Verdict
from symloss.latex import tree as t
from symloss.proofs.discourse.alternatives import SIGNS
from symloss.proofs.discourse.shapes import base_name, names_in
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.judging.relevance import is_variable, unfolded_names_of
from symloss.proofs.judging.variables import holds_it_fixed, varied
from symloss.term import nodes as n
from symloss.term.scope import Definition
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute, subterms


@dataclass(frozen=True)
class Blanks:
    """The names of a claim whose definitions were not understood, or are of a set in other parts of the text."""

    names: tuple[str, ...]
    memory: Memory

    @classmethod
    def of(cls, assertion: Assertion, statement: Statement, memory: Memory) -> Blanks:
        """Return those of a claim."""
        line = assertion.line
        names = sorted(unfolded_names_of(assertion, statement.scope))
        sets = {name: memory.elsewhere[name] for name in names if name in memory.elsewhere}
        apart = tuple(name for name, (begin, end) in sets.items() if begin <= line and (end is None or line < end))
        return cls(apart + tuple(k for k in names if k in memory.unread and memory.unread[k] <= line), memory)

    @staticmethod
    def miscounted(assertion: Assertion, statement: Statement, memory: Memory) -> tuple[str, ...]:
        """Return arrays of which the text lists more entries, w = (w_0, ..., w_D), where a claim turns on how many.

        It does not if it is about one entry w_j of them.
        """
        sides = [v.term for v in (assertion.left, assertion.right) if v.term is not None]
        nodes = [v.node for v in (assertion.left, assertion.right) if v.node is not None]
        dotted = any(isinstance(part, t.Dots) for node in nodes for part in t.walk(node))
        reached = unfolded_names_of(assertion, statement.scope)
        sides += [d.body for name, d in statement.scope.definitions.items() if name in reached]
        return tuple(name for name in sorted(reached & memory.listed.keys()) if dotted or _counts(name, sides))

    @staticmethod
    def out_of_bounds(assertion: Assertion, statement: Statement, memory: Memory) -> Verdict | None:
        """Return that a claim has a function of which the text says what it is for some arguments only, at others."""
        scope = statement.scope
        names = unfolded_names_of(assertion, scope)
        sides = [v.term for v in (assertion.left, assertion.right) if v.term is not None]
        terms = (*sides, *(d.body for name, d in scope.definitions.items() if name in names))
        for name in sorted(names & memory.bounded.keys() & scope.definitions.keys()):
            line, bounds = memory.bounded[name]
            if any(_leaves(part, scope.definitions[name], bounds) for term in terms for part in subterms(term)):
                return Verdict("undecided", message=f"line {line} says what {name} is for some arguments only")
        return None

    def unread(self) -> Verdict:
        """Return that the first of them stops the claim."""
        name, memory = self.names[0], self.memory
        if name in memory.unread:
            message = f"the definition of {name} in line {memory.unread[name]} was not understood"
        else:
            line = memory.elsewhere[name][0]
            message = f"line {line} says in which parts of the text {name} is of a set: repeat it here"
        return Verdict("undecided", message=message)

    def may_move(self, assertion: Assertion, statement: Statement, later: Mapping[str, Definition]) -> bool:
        """Whether one of them may be made of what the claim differentiates by.

        Else what is true of all such numbers and arrays is true of the one that is meant.
        """
        return any(self._moves(name, assertion, statement, later) for name in self.names)

    def _moves(self, blank: str, assertion: Assertion, statement: Statement, later: Mapping[str, Definition]) -> bool:
        memory, scope = self.memory, statement.scope
        if blank in memory.numbers or holds_it_fixed(blank, assertion):
            return False
        symbol = scope.symbols.get(blank)
        todo, seen = [blank], set[str]()
        while todo:
            name = todo.pop()
            seen.add(name)
            if name in memory.unread and name not in memory.made_of:
                return True
            known = scope.definitions.get(name) or later.get(name)
            made_of: Collection[str] = names_in(known.body) if known is not None else ()
            depends = (s.name for s in scope.depends.get(name, ()))
            todo += {*memory.made_of.get(name, ()), *made_of, *depends} - seen
        return symbol is None or not symbol.sort.shape or bool(seen & varied(statement))

    def leave(self, verdict: Verdict, statement: Statement) -> bool:
        """Whether they leave an answer as it is: it does not turn on what they are."""
        if not self.names or verdict.proved:
            return True
        claim = statement.step.claim if isinstance(statement.step, Identity) else None
        variable = claim is not None and all(is_variable(name, claim, statement.scope) for name in self.names)
        numbers = set(self.names) <= self.memory.numbers
        return (verdict.refuted and variable) or (numbers and verdict.word != "undecided")


def _leaves(term: n.Term, known: Definition, bounds: Collection[n.Relation]) -> bool:
    """Whether this has a function at other arguments than those for which it is known."""
    bounded = [p for p in known.parameters if any(p in free_symbols(truth) for truth in bounds)]
    if isinstance(term, n.Apply) and term.function == n.Symbol(known.name, FUNCTION):
        put: dict[n.Term, n.Term] = {
            p: at for p, at in zip(known.parameters, term.arguments, strict=False) if p in bounded and at != p
        }
        return bool(put) and not all(_holds(substitute(truth, put)) for truth in bounds)
    return isinstance(term, n.Bind) and term.index in bounded and not all(_holds_in(truth, term) for truth in bounds)


def _holds_in(truth: n.Term, term: n.Bind) -> bool:
    """Whether an index is bounded like this by what it runs over: i <= n, in a sum to n."""
    if not isinstance(truth, n.Relation) or not isinstance(term.over, n.Range):
        return False
    below = (truth.left == term.index, truth.op in ("<", "<="))
    end = term.over.upper if below in ((True, True), (False, False)) else term.over.lower
    return term.index in (truth.left, truth.right) and _holds(substitute(truth, {term.index: end}))


def _holds(truth: n.Term) -> bool:
    """Whether two numbers, or a size and itself, compare like this."""
    sides = (literal(truth.left), literal(truth.right)) if isinstance(truth, n.Relation) else (None, None)
    if sides[0] is None or sides[1] is None:
        return isinstance(truth, n.Relation) and truth.left == truth.right and 0 in SIGNS[truth.op]
    return (sides[0] > sides[1]) - (sides[0] < sides[1]) in SIGNS[truth.op]  # type: ignore[attr-defined]


def _counts(name: str, sides: Collection[n.Term]) -> bool:
    """Whether terms have an array whole, or entries of it that a sum runs over; w^T x alone is just any number."""
    parts = [part for side in sides for part in subterms(side)]
    entries = [part for part in parts if isinstance(part, n.Indexed) and base_name(part) == name]
    free = frozenset().union(*map(free_symbols, sides))
    bound = any(free_symbols(entry) - {entry.base} - free for entry in entries)
    pairs = [{part.left, part.right} for part in parts if isinstance(part, n.Inner) and part.left != part.right]
    within = sum(any(isinstance(end, n.Symbol) and end.name == name for end in pair) for pair in pairs)
    whole = sum(isinstance(part, n.Symbol) and part.name == name for part in parts) - len(entries)
    return bound or whole > within or (whole > 0 and bool(entries))
