"""The names of a document told apart: what is one name for two things, or two for one, becomes one for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from symloss.errors import ReadError
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.copied import numbered_above, with_number_above
from symloss.proofs.names.digits import with_digits_apart, with_two_indices
from symloss.proofs.names.entries import by_entries, entered, with_entries
from symloss.proofs.names.exponents import exponents_in, with_exponents
from symloss.proofs.names.families import families_in, with_parameter
from symloss.proofs.names.given import always_given, with_given
from symloss.proofs.names.fixed_letters import fixed_letters_in, with_letters_fixed
from symloss.proofs.names.labelled import arrays_labelled, with_arrays_labelled
from symloss.proofs.names.likelihoods import likelihoods_in, with_likelihoods
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


def with_entries_told(formulas: dict[int, Parsed]) -> dict[int, Parsed]:
    """Return the formulas of a document in which W = (w_{ij}) says what its entries are, and w_{12} is one of them."""
    letters = with_two_indices(f for found in formulas.values() for f in _read(found))
    apart = partial(on_sides, change=partial(with_digits_apart, letters=letters))
    return {
        k: v if isinstance(v, ReadError) else tuple(throughout(part, apart) for f in v for part in by_entries_of(f))
        for k, v in formulas.items()
    }


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

    def every() -> Iterator[Formula]:
        return (f for found in formulas.values() if not isinstance(found, ReadError) for f in found)

    def changed(change: Callable[[Formula], Formula]) -> dict[int, Parsed]:
        return {k: v if isinstance(v, ReadError) else tuple(map(change, v)) for k, v in formulas.items()}

    if any_sigma:
        formulas = changed(lambda f: on_sides(f, lambda node: with_name(node, "sigma", ANY_SIGMA)))
    if small:
        capitals = partial(on_sides, change=partial(with_capitals, capitals=small))
        formulas = changed(lambda f: throughout(f, capitals))
    laws = likelihoods_in(every())
    formulas = changed(lambda f: with_likelihoods(f, laws)) if laws else formulas
    shares = shares_in(every())
    if shares.sizes:
        apart = partial(on_sides, change=partial(told_apart, shares=shares))
        formulas = changed(lambda f: throughout(f, apart))
    parameters = left_out(every())
    formulas = (
        changed(lambda f: on_sides(f, lambda node: without_parameters(node, parameters))) if parameters else formulas
    )
    given = always_given(every())
    formulas = changed(lambda f: on_sides(f, lambda node: with_given(node, given))) if given else formulas
    families = families_in(every())
    if families:
        varied = partial(on_sides, change=partial(with_parameter, families=families))
        formulas = changed(lambda f: throughout(f, varied))
    once = called_once(every())
    formulas = changed(lambda f: on_sides(f, lambda node: without_arguments(node, once))) if once else formulas
    exponents = exponents_in(every())
    if exponents:
        powers = partial(on_sides, change=partial(with_exponents, letters=exponents))
        formulas = changed(lambda f: throughout(f, powers))
    numbered = numbered_above(every())
    if numbered:
        above = partial(on_sides, change=partial(with_number_above, numbered=numbered))
        formulas = changed(lambda f: throughout(f, above))
    arrays = arrays_labelled(every())
    if arrays:
        below = partial(on_sides, change=partial(with_arrays_labelled, arrays=arrays))
        formulas = changed(lambda f: throughout(f, below))
    fixed = fixed_letters_in(every())
    if fixed:
        sizes = partial(on_sides, change=partial(with_letters_fixed, fixed=fixed))
        formulas = changed(lambda f: throughout(f, sizes))
    samples = sampled_in(every())
    formulas = changed(lambda f: with_samples(f, samples)) if samples else formulas
    functions = by_entries(every())
    formulas = changed(lambda f: with_entries(f, functions)) if functions else formulas
    formulas = _from_then_on(formulas, functions.keys(), headings)
    singles = singles_in(every())
    formulas = changed(lambda f: with_singles(f, singles)) if singles else formulas
    totals = totals_in(every())
    formulas = changed(lambda f: with_totals(f, totals)) if totals else formulas
    squares = squares_in(every())
    return changed(lambda f: on_sides(f, lambda node: squared(node, squares))) if squares else formulas


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
