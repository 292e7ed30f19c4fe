"""The names of a document told apart: what is one name for two things, or two for one, becomes one for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.arities import arities_in, with_arities
from symloss.proofs.names.copied import numbered_above, with_number_above
from symloss.proofs.names.diagonals import ends_in, with_diagonals
from symloss.proofs.names.digits import with_digits_apart, with_two_indices
from symloss.proofs.names.entries import by_entries, entered, with_entries
from symloss.proofs.names.expected import is_expected, with_expectations
from symloss.proofs.names.exponents import exponents_in, with_exponents
from symloss.proofs.names.families import families_in, with_parameter
from symloss.proofs.names.fixed_letters import fixed_letters_in, with_letters_fixed
from symloss.proofs.names.given import always_given, with_given
from symloss.proofs.names.labelled import arrays_labelled, with_arrays_labelled
from symloss.proofs.names.likelihoods import likelihoods_in, with_likelihoods
from symloss.proofs.names.named_slopes import named_slopes_in, with_slopes_named
from symloss.proofs.names.one_call import called_once, without_arguments
from symloss.proofs.names.parameters import left_out, without_parameters
from symloss.proofs.names.sampled import sampled_in, with_samples
from symloss.proofs.names.shares import shares_in, told_apart
from symloss.proofs.names.singles import singles_in, with_singles
from symloss.proofs.names.small_letters import by_entries_of, with_capitals
from symloss.proofs.names.squares import squared, squares_in
from symloss.proofs.names.totals import totals_in, with_totals
from symloss.proofs.names.walks import on_sides, throughout, with_name

ANY_SIGMA = "varsigma"  # a letter that has no meaning of its own
Parsed = tuple[Formula, ...] | ReadError  # of one region
Known = TypeVar("Known")  # what a pass knows of the names of a text


def with_entries_told(formulas: dict[int, Parsed]) -> dict[int, Parsed]:
    """Return the formulas of a document in which W = (w_{ij}) says what its entries are, and w_{12} is one of them."""
    letters = with_two_indices(f for found in formulas.values() for f in _read(found))
    apart = partial(on_sides, change=partial(with_digits_apart, letters=letters))
    return {
        k: v if isinstance(v, ReadError) else tuple(throughout(part, apart) for f in v for part in by_entries_of(f))
        for k, v in formulas.items()
    }


@dataclass(frozen=True)
class _Pass(Generic[Known]):
    """One way in which names are told apart: which names of all formulas it is about, and a formula changed by it."""

    seen: Callable[[Iterable[Formula]], Known]
    changed: Callable[[Formula, Known], Formula]

    def __call__(self, formulas: dict[int, Parsed]) -> dict[int, Parsed]:
        known = self.seen(f for found in formulas.values() for f in _read(found))
        return _changed(formulas, lambda formula: self.changed(formula, known)) if known else formulas


def _on_sides(change: Callable[[t.Node, Known], t.Node]) -> Callable[[Formula, Known], Formula]:
    """Return the change of the sides of a formula."""
    return lambda formula, known: on_sides(formula, lambda node: change(node, known))


def _everywhere(change: Callable[[t.Node, Known], t.Node]) -> Callable[[Formula, Known], Formula]:
    """Return the change of the sides of a formula, and of its conditions."""
    return lambda formula, known: throughout(formula, lambda part: on_sides(part, lambda node: change(node, known)))


def _changed(formulas: dict[int, Parsed], change: Callable[[Formula], Formula]) -> dict[int, Parsed]:
    return {k: v if isinstance(v, ReadError) else tuple(map(change, v)) for k, v in formulas.items()}


_BEFORE_ENTRIES: tuple[_Pass[Any], ...] = (
    _Pass(ends_in, with_diagonals),
    _Pass(named_slopes_in, _everywhere(with_slopes_named)),
    _Pass(is_expected, _everywhere(with_expectations)),
    _Pass(likelihoods_in, with_likelihoods),
    _Pass(shares_in, _everywhere(told_apart)),
    _Pass(left_out, _on_sides(without_parameters)),
    _Pass(always_given, _on_sides(with_given)),
    _Pass(families_in, _everywhere(with_parameter)),
    _Pass(arities_in, _everywhere(with_arities)),
    _Pass(called_once, _on_sides(without_arguments)),
    _Pass(exponents_in, _everywhere(with_exponents)),
    _Pass(numbered_above, _everywhere(with_number_above)),
    _Pass(arrays_labelled, _everywhere(with_arrays_labelled)),
    _Pass(fixed_letters_in, _everywhere(with_letters_fixed)),
    _Pass(sampled_in, with_samples),
)
_BEHIND_ENTRIES: tuple[_Pass[Any], ...] = (
    _Pass(singles_in, with_singles),
    _Pass(totals_in, with_totals),
    _Pass(squares_in, _on_sides(squared)),
)


def renamed(
    formulas: dict[int, Parsed],
    headings: Sequence[int],
    *,
    any_sigma: bool = False,
    small: frozenset[str] = frozenset(),
) -> dict[int, Parsed]:
    """Return the formulas of a document, by where they stand, with a name for each thing that they name.

    headings: where sections begin. any_sigma: whether sigma is any function. small: matrices whose entries are
    written in small letters.
    """
    if any_sigma:
        formulas = _changed(formulas, lambda f: on_sides(f, lambda node: with_name(node, "sigma", ANY_SIGMA)))
    if small:
        formulas = _changed(formulas, lambda f: _everywhere(with_capitals)(f, small))
    for step in _BEFORE_ENTRIES:
        formulas = step(formulas)
    functions = by_entries(f for found in formulas.values() for f in _read(found))
    formulas = _changed(formulas, lambda f: with_entries(f, functions)) if functions else formulas
    formulas = _from_then_on(formulas, functions.keys(), headings)
    for step in _BEHIND_ENTRIES:
        formulas = step(formulas)
    return formulas


def _from_then_on(formulas: dict[int, Parsed], known: Collection[str], headings: Sequence[int]) -> dict[int, Parsed]:
    r"""Return formulas in which a \sigma that was a function of one number is one of arrays once the text says so.

    It is from the beginning of that section on, if all that is written there fits.
    """
    heads: dict[str, int] = {}
    for start, found in sorted(formulas.items()):
        for name in sorted(entered(_read(found)) - set(known)):
            heads.setdefault(name, start)
    for name, head in heads.items():
        section = ([0, *headings])[bisect_right(headings, head)]
        for begin in (section, head):
            own = by_entries(f for start, found in formulas.items() if start >= begin for f in _read(found))
            if name in own:
                break
        function = {name: own.get(name, "")}
        formulas = {
            k: v if k < begin or isinstance(v, ReadError) else tuple(with_entries(f, function) for f in v)
            for k, v in formulas.items()
        }
    return formulas


def _read(found: Parsed) -> tuple[Formula, ...]:
    return () if isinstance(found, ReadError) else found
