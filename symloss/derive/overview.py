"""Every name in one table: what `symloss list` prints. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from symloss.derive import loss as losses
from symloss.derive import problem as problems
from symloss.derive.activations import ACTIVATIONS
from symloss.derive.declaration import Activation, Loss
from symloss.derive.derivation import Formulas
from symloss.derive.engine import search_loss
from symloss.derive.load import Declared, catalogue, load
from symloss.errors import SymlossError
from symloss.term.nodes import Term
from symloss.term.printer import plain

HEADER = ("NAME", "LOSS", "GRADIENT IN RAW", "SHAPE", "y_true")
_LONGEST = 44  # a gradient that is longer is left to the report


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
        formulas = _formulas(declared, folders)
    except SymlossError as error:
        return (name, str(error).splitlines()[0], "", "", "")
    scope = formulas.scope
    gradient = plain(formulas.gradient, scope)
    return (
        name,
        _with_where(formulas),
        gradient if len(gradient) <= _LONGEST else "see report",
        formulas.shape,
        _y_true(formulas),
    )


def _formulas(declared: Declared, folders: Sequence[Path]) -> Formulas:
    if isinstance(declared.declaration, Loss):
        return losses.formulas(losses.pose(declared))
    problem = problems.pose(declared, folders)
    found = search_loss(problem).loss
    assert found is not None
    return problems.formulas(problem, found)


def _with_where(formulas: Formulas) -> str:
    scope = formulas.scope
    where = (f"{plain(name, scope)} = {plain(term, scope)}" for name, term in formulas.where)
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
