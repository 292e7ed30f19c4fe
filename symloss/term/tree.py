"""What every node of the tree has: structural equality, a hash that is computed once, and its plain notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform


class Term:
    """Anything that can be said. The nodes of `symloss.term.nodes` are the whole language."""

    def __hash__(self) -> int:
        """Return a structural hash, computed once (terms are shared and compared a lot)."""
        known = self.__dict__.get("_hash")
        if known is None:
            values = tuple(self.__dict__[name] for name in self.__dataclass_fields__)  # type: ignore[attr-defined]
            known = hash((type(self).__name__, values))
            object.__setattr__(self, "_hash", known)
        return int(known)

    def __eq__(self, other: object) -> bool:
        """Return whether `other` is the same tree."""
        if self is other:
            return True
        if type(self) is not type(other) or hash(self) != hash(other):
            return False
        mine, others = self.__dict__, other.__dict__
        return all(mine[name] == others[name] for name in self.__dataclass_fields__)  # type: ignore[attr-defined]

    def __reduce__(self) -> tuple[type[Term], tuple[object, ...]]:
        """Return what another process makes the same tree from: its fields, without the hash, which is its own."""
        return type(self), tuple(self.__dict__[name] for name in self.__dataclass_fields__)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        """Return the plain notation, which can be typed back."""
        from symloss.term.printer import plain

        return plain(self)

    def __repr__(self) -> str:
        """Return the plain notation too: at a prompt a term is read by a person."""
        return str(self)


T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False)
def node(cls: type[T]) -> type[T]:
    """Make a frozen dataclass that keeps `Term`'s cached hash and equality."""
    return dataclass(frozen=True, eq=False, repr=False)(cls)
