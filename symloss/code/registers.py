"""Which array holds what: the values of a straight line of operations are placed in as few arrays as they need."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.code.special import named
from symloss.term import nodes as n
from symloss.term.printer import plain

ONE = n.Number(Fraction(1))
MASKS = ("less", "less_equal", "greater", "greater_equal", "equal")


@dataclass(frozen=True)
class Operation:
    """One call: `name(*arguments, target)`, and the term it computes.

    Arguments and target are names: y, z, a parameter, an array; or a printed number.
    "select" has the other value, the chosen value and the mask as arguments. numbers: what compares gives the
    numbers 1 and 0, not truths.
    """

    name: str
    arguments: tuple[str, ...]
    target: str
    term: n.Term
    numbers: bool = False

    @property
    def compares(self) -> bool:
        """Whether the target says where a comparison holds."""
        return self.name in MASKS

    @property
    def is_mask(self) -> bool:
        """Whether the target is an array of truths."""
        return self.compares and not self.numbers

    @property
    def comment(self) -> str:
        """What the target holds afterwards."""
        return plain(named(self.term))


def allocated(
    operations: Sequence[Operation], results: Sequence[str], outputs: Sequence[str], raw: Collection[str] = ()
) -> tuple[tuple[Operation, ...], tuple[str, ...], tuple[str, ...]]:
    """Give each value an array; one that dies in an operation may be that operation's target.

    Returns the operations in names of arrays, the outputs, and the work arrays beside
    them. Masks are made where they are needed: they are small. What reads one of the inputs
    `raw` first writes to an output, if that array is free again in time: memory that is read
    and written at one pace takes less time than two passes.
    """
    last = {value: i for i, op in enumerate(operations) for value in op.arguments}
    last.update(dict.fromkeys(results, len(operations)))
    place: dict[str, str] = {}
    free: list[str] = []
    masks: list[str] = []
    count = 0
    placed: list[Operation] = []
    for i, op in enumerate(operations):
        arguments = tuple(place.get(a, a) for a in op.arguments)
        dying = [a for a in dict.fromkeys(op.arguments) if a in place and last[a] == i and a not in masks]
        # when a select writes its target, the chosen value is still to be read
        reusable = [a for a in dying if op.name != "select" or a == op.arguments[0]]
        reading = next((done.target for done in placed if set(raw) & set(done.arguments)), "")
        if op.is_mask:
            target = f"%m{len(masks)}"
            masks.append(op.target)
        elif op.target in results and reading in (*(place[a] for a in reusable), *free):
            target = reading
        elif candidates := [place[a] for a in reusable] or free[-1:]:
            target = candidates[-1]
        else:
            target, count = f"%r{count}", count + 1
        free = [r for r in (*free, *(place[a] for a in dying)) if r != target]
        place[op.target] = target
        placed.append(replace(op, arguments=arguments, target=target))
    names: dict[str, str] = {}
    for result, output in zip(results, outputs, strict=True):
        if result in place and place[result] not in names:
            names[place[result]] = output
        else:  # a number, an input, or the same array twice
            placed.append(Operation("fill", (place.get(result, result),), f"%o{output}", ONE))
            names[f"%o{output}"] = output
    others = sorted({op.target for op in placed if not op.is_mask} - set(names), key=lambda name: int(name[2:]))
    names.update({name: f"w{k}" for k, name in enumerate(others, 1)})
    names.update({f"%m{k}": f"m{k + 1}" for k in range(len(masks))})
    final = tuple(
        replace(op, arguments=tuple(names.get(a, a) for a in op.arguments), target=names[op.target]) for op in placed
    )
    return final, tuple(outputs), tuple(names[o] for o in others)
