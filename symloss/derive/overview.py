"""Every name in one table: what `symloss list` prints. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from symloss.derive import loss as losses
from symloss.derive import problem as problems
from symloss.derive.activations import ACTIVATIONS
from symloss.derive.declaration import Activation, Loss
from symloss.derive.derivation import Formulas
from symloss.derive.engine import parameters_of, search_loss
from symloss.derive.load import Declared, catalogue, load
from symloss.errors import SymlossError
from symloss.term.nodes import Bind, Delta, Indexed, Symbol, Term
from symloss.term.printer import plain
from symloss.term.walk import free_symbols, rebuild, subterms

HEADER = ("NAME", "LOSS", "GRADIENT IN RAW", "SHAPE", "y_true")
_WIDEST = (64, 44)  # characters of loss and gradient; a longer formula is left to the report


def overview(word: str = "", folders: Sequence[Path] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the header and a row for each loss and activation whose name contains `word`."""
    declared = {name: _row(name, path, folders) for name, path in catalogue(folders).items() if word in name}
    built_in = {row.name: (row.name, row.forward, "", "activation", "") for row in ACTIVATIONS.values()}
    losses_first = [*declared.values(), *(r for n, r in sorted(built_in.items()) if word in n and n not in declared)]
    return (HEADER, *losses_first)


def _row(name: str, path: Path, folders: Sequence[Path]) -> tuple[str, ...]:
    try:
        declared = load(path)
        if isinstance(declared.declaration, Activation):
            return (name, declared.declaration.forward, "", "activation", "")
        defaults = {name: value for name, value in parameters_of(declared).items() if value is not None}
        formulas = formulas_of(replace(declared, values=tuple(defaults.items())), folders)
    except SymlossError as error:
        return (name, str(error).splitlines()[0], "", "", "")
    cells = (_with_where(formulas), _gradient(formulas.gradient))
    shown = (cell if len(cell) <= widest else "see report" for cell, widest in zip(cells, _WIDEST, strict=True))
    return (name, *shown, formulas.shape, _y_true(formulas))


def _gradient(term: Term) -> str:
    """Write component j without its index, -2/K * (y - s); what needs an index is left to the report."""
    if any(isinstance(t, Bind | Delta) for t in subterms(term)):
        return "see report"
    return plain(_without_index(term))


def _without_index(term: Term) -> Term:
    if isinstance(term, Indexed) and isinstance(term.base, Symbol):
        return Symbol(term.base.name)
    return rebuild(term, _without_index)


def formulas_of(declared: Declared, folders: Sequence[Path] = ()) -> Formulas:
    """Return the formulas of a declared loss or requirement; nothing is judged."""
    if isinstance(declared.declaration, Loss):
        return losses.formulas(losses.pose(declared))
    problem = problems.pose(declared, folders)
    found = search_loss(problem).loss
    assert found is not None
    return problems.formulas(problem, found)


def _with_where(formulas: Formulas) -> str:
    scope = formulas.scope
    mentioned = free_symbols(formulas.value)
    quantities = [(name, term) for name, term in formulas.where if free_symbols(name) & mentioned]
    where = (f"{plain(name, scope)} = {plain(term, scope)}" for name, term in quantities)
    return ", ".join([plain(formulas.value, scope), *where])


def _y_true(formulas: Formulas) -> str:
    """Return `{0, 1}`, `simplex`, `[0, 1]`, `>= 0` or `real`."""
    lower, upper = formulas.y_domain
    if formulas.y_values:
        return f"{{{', '.join(map(plain, formulas.y_values))}}}"
    if formulas.y_sums_to_one:
        return "simplex"
    if lower is None and upper is None:
        return "real"
    return _between(lower, upper)


def _between(lower: Term | None, upper: Term | None) -> str:
    if lower is not None and upper is not None:
        return f"[{plain(lower)}, {plain(upper)}]"
    return f">= {plain(lower)}" if lower is not None else f"<= {plain(upper)}" if upper is not None else "real"
