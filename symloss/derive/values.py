"""The values of parameters as a person gives them: 2, 0.5, "1/2", "e"."""

from __future__ import annotations

from fractions import Fraction

from symloss.derive.build import number, rational
from symloss.errors import ReadError, SymlossError
from symloss.term.nodes import Term
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols


def read_value(name: str, given: float | str) -> Term:
    """Return the value of a parameter as a term without letters; raise SymlossError for anything else."""
    if not isinstance(given, str):
        try:
            return number(Fraction(repr(given)) if isinstance(given, float) else Fraction(given))
        except (ValueError, TypeError) as error:
            raise SymlossError(f"{name} = {given!r} is not a number") from error
    try:
        term = read(given, Scope())
    except ReadError as error:
        raise SymlossError(f"{name} = {given} is not a number such as 2, 0.5, 1/2 or e") from error
    value = rational(term)
    if value is None and free_symbols(term):
        raise SymlossError(f"{name} = {given} is not a number such as 2, 0.5, 1/2 or e")
    return term if value is None else number(value)
