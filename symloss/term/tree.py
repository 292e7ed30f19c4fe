"""What every node of the tree has: structural equality, a hash that is computed once, and its plain notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeVar, dataclass_transform

_ONE = ("Term", "Term | None", "Symbol")  # how a field is declared that is a term, if there is one
_MANY = "tuple[Term, ...]"


class Term:
    """Anything that can be said. The nodes of `symloss.term.nodes` are the whole language.

    fields: the names of a node's fields. holding: those that hold terms, and whether in a tuple; both are asked at
    every node of every walk, so they are found once.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    holding: ClassVar[tuple[tuple[str, bool], ...]] = ()
    _hash: int

    def __hash__(self) -> int:
        """Return a structural hash, computed once (terms are shared and compared a lot)."""
        try:
            return self._hash
        except AttributeError:
            known = hash((type(self).__name__, tuple([self.__dict__[name] for name in self.fields])))
            object.__setattr__(self, "_hash", known)
            return known

    def __eq__(self, other: object) -> bool:
        """Return whether `other` is the same tree."""
        if self is other:
            return True
        if type(self) is not type(other) or hash(self) != hash(other):
            return False
        mine, others = self.__dict__, other.__dict__
        for name in self.fields:  # noqa: SIM110 (dictionaries ask at every look-up, and a generator takes twice as long)
            if mine[name] != others[name]:
                return False
        return True

    def __reduce__(self) -> tuple[type[Term], tuple[object, ...]]:
        """Return what another process makes the same tree from: its fields, without the hash, which is its own."""
        return type(self), tuple(self.__dict__[name] for name in self.fields)

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
    made = dataclass(frozen=True, eq=False, repr=False)(cls)
    declared = {name: field.type for name, field in made.__dataclass_fields__.items()}  # type: ignore[attr-defined]
    made.fields = tuple(declared)  # type: ignore[attr-defined]
    made.holding = tuple(  # type: ignore[attr-defined]
        (name, kind == _MANY) for name, kind in declared.items() if kind in _ONE or kind == _MANY
    )
    return made
