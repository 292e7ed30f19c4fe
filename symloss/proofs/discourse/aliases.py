"""Names within a chain: "L = CE(y, p) = -sum_k y_k log p_k" says what both of them are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.proofs.discourse.binding import Link, define, give
from symloss.proofs.discourse.roles import can_be_defined, is_said_by_its_like
from symloss.proofs.discourse.shapes import head_of, names_in
from symloss.proofs.discourse.state import Chain, Memory, Value
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

Alias = tuple[Value, Value]


def alias_of(left: Value, right: Value, memory: Memory) -> Alias | None:
    """Return two names that are set equal, if neither has a meaning yet."""
    for term in (left.term, right.term):
        if not isinstance(term, n.Symbol) or term.name in memory.scope.definitions:
            return None
        if term.name in memory.used and term.name not in memory.scope.depends:
            return None  # a quantity that other formulas turn on: x = y = 2 z is an equation
    return left, right


def introduces(truth: n.Relation | n.Member, memory: Memory, used: frozenset[str], *, defining: bool) -> bool:
    """Whether a name within a chain is new: "... = L = ...", "y = f(x) = ...", "y_i = f(x)_i = ...".

    used: before the chain. defining: whether all before it in the chain are definitions, or one expression.
    """
    if not isinstance(truth, n.Relation) or truth.op != "=":
        return False
    name, known = truth.left, {*memory.scope.definitions, *memory.required, *memory.unknowns}
    if isinstance(name, n.Apply | n.Indexed) and defining:
        if isinstance(name, n.Indexed):
            known |= used
            if isinstance(truth.right, n.Symbol | n.Indexed | n.Number):
                return False  # p_i = s_i = 2
        head = head_of(name)
        new = head is not None and head.name not in known and can_be_defined(head, truth.right, "", memory.scope)
        return new and head is not None and not is_said_by_its_like(head.name, names_in(truth.right))
    if not isinstance(name, n.Symbol) or name.name not in memory.scope.depends:
        return False
    return name.name not in known | memory.used and name.name not in names_in(truth.right)


def names_expression(chain: Chain, roles: set[str]) -> bool:
    """Whether a chain has gone from an expression to a name, which the next formula says: -ln L = xi(t, y) = ..."""
    start = chain.start.term if chain.start is not None else None
    return chain.links == 2 and roles == {"claim"} and start is not None and head_of(start) is None


def is_defined_by(alias: Alias | None, left: Value, truth: n.Relation | n.Member) -> bool:
    """Whether the next formula of the chain says what the two names mean."""
    if alias is None or alias[1].place != left.place or not isinstance(truth, n.Relation) or truth.op != "=":
        return False
    names = frozenset().union(*(names_in(value.term) for value in alias if value.term is not None))
    return not names & names_in(truth.right) and not isinstance(truth.right, n.Symbol | n.Number)


def define_first(follower: Follower, alias: Alias, link: Link) -> None:
    """Define the name that stands first by what defines the second."""
    head = head_of(alias[0].term) if alias[0].term is not None else None
    if head is not None and link.right.term is not None:
        definition = head.define(link.right.term)
        if is_closed(definition.body):  # P = Q = [1 2; 3 4]
            give(follower, definition, replace(link, left=alias[0]), fixed=True)
        define(follower, definition, alias[0], link.right)
