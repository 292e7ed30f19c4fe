r"""Relations that are no claims for the kernel: a side was not understood, or the sign is none that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symloss.errors import ReadError
from symloss.proofs.discourse import alternatives
from symloss.proofs.discourse.binding import define, forget
from symloss.proofs.discourse.reading import names_listed
from symloss.proofs.discourse.redefining import means_anew
from symloss.proofs.discourse.relations import IN_ORDER, written
from symloss.proofs.discourse.shapes import definable, names_in, updates
from symloss.proofs.discourse.state import Assertion, Value
from symloss.proofs.names.mentions import names_written
from symloss.proofs.names.walks import is_set
from symloss.proofs.words.examples import shows_example

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower


def blind(follower: Follower, left: Value, sign: str, right: Value, first: bool, clause: str) -> list[Assertion]:
    """A relation one side of which was not understood."""
    if sign == "in":
        for name in names_listed(left.node) if alternatives.has_all_numbers(right.term) else ():
            alternatives.free(follower.memory, name, follower.stated(left.place.start))
        follower.memory.stated.append(follower.note(left.place.start, f"{left.place.text} \\in {right.place.text}"))
        return []
    memory = follower.memory
    if first and sign == "=" and updates(left.node, right.node):
        text = f"{left.place.text} = {right.place.text} (an update)"
        memory.definitions.append(follower.note(left.place.start, text))
        return []
    start = memory.chain.start if sign == "=" else None
    head = definable(start.term) if start is not None and start.term is not None else None
    line = follower.line_of(right.place.start)
    if first and sign in ("=", ":=") and is_set(right.node):  # D = {(x_i, y_i)}: what there is, no claim
        memory.definitions.append(follower.note(left.place.start, f"{left.place.text} = {right.place.text}"))
        return []
    if shows_example(clause):
        pass  # one of its values, and not what it is
    elif (
        head is not None
        and first
        and (head.name not in memory.scope.definitions or means_anew(memory, head.name, clause))
    ):
        made_of = None if right.node is None else names_written(right.node, follower.reading.near.index)
        forget(follower, head.name)
        memory.leave_open(head.name, line, right.place.text, made_of)
    elif head is not None and start is not None and right.term is not None and memory.unread.get(head.name) == line:
        define(follower, head.define(right.term), start, right)  # a = (not understood) = b
    return [follower.assertion(left, sign, right)]


def foreign(follower: Follower, left: Value, sign: str, right: Value) -> list[Assertion]:
    """Keep what a sign says that is none of the kernel's: an update, a law, that something is perpendicular."""
    note = follower.note(left.place.start, f"{left.place.text} {written(sign)} {right.place.text}")
    if sign in ("<-", "|->", ":"):
        follower.memory.definitions.append(note)
        return []
    if sign in IN_ORDER:  # supposed of every u, which no hypothesis can say: what rests on it is left open
        names = (name for side in (left.term, right.term) if side is not None for name in names_in(side))
        follower.memory.unread |= dict.fromkeys(names, follower.line_of(left.place.start))
    if sign in ("~", "subset", "<<", ">>", "notin", "perp", *IN_ORDER):
        follower.memory.stated.append(note)
        return []
    told = f"`{written(sign)}` is not a relation I know"
    error = ReadError(told, 0, sign, r"one of = \ne < \le > \ge \approx \to")
    return [follower.assertion(left, sign, Value(right.place, None, error))]
