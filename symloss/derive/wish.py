"""A wish typed at the command line, or implied by the name of an activation, as a requirement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from symloss.derive.activations import Row
from symloss.derive.clauses import clauses
from symloss.derive.declaration import Declaration, Requirement
from symloss.derive.load import Declared, catalogue, load
from symloss.derive.source import DeclarationError, Source
from symloss.errors import SymlossError

# the ways to ask for the matching loss
_MATCHING = ({"w": "x*(a - y)", "b": "a - y"}, {"z": "a - y"})
# the labels of an activation with this range
_LABELS = {"0 < a < 1": "0 <= y <= 1", "-1 < a < 1": "-1 <= y <= 1", "a > 0": "y >= 0"}


def wish_for(row: Row, folders: Sequence[Path], require: str | None) -> Declared:
    """Return the requirement that asks for an activation's matching loss: a declared one, if there is one.

    require: another residual, "(a - y)^3", or one equation, "dL/dw = x*(a - y)^3".
    """
    neuron = f"z = w*x + b, a = {row.applied if row.function else 'z'}"
    if require is None:
        for path in catalogue(folders).values():
            declared = _requirement(path)
            if declared is not None and _is_matching(declared.declaration, neuron):
                return declared
        gradient = _MATCHING[0]
    else:
        gradient = _wished_gradient(require)
    wish = Requirement(gradient, neuron=neuron, y_true=_LABELS.get(row.output, "y real"), constant="c(y) = 0")
    text = f'Requirement({wish.gradient!r}, neuron="{neuron}")'
    name = f"matching_loss_of_{row.name}" if require is None else f"loss_of_{row.name}"
    wished = ", ".join(f"dL/d{key} = {value}" for key, value in gradient.items())
    return Declared(
        name, f"The loss behind {row.name} with {wished}", "", wish, Source(_source(row.name, require), text)
    )


def _source(activation: str, require: str | None) -> str:
    """Return what messages and headings call a wish that stands in no file."""
    return f"symloss derive {activation}" if require is None else "--require"


def _requirement(path: Path) -> Declared | None:
    """Return the declaration in a file if it can be read; a mistake in it is not the business of another name."""
    try:
        return load(path)
    except SymlossError:
        return None


def _is_matching(wish: Declaration, neuron: str) -> bool:
    """Whether a declaration asks for the matching loss of this neuron."""
    return isinstance(wish, Requirement) and clauses(wish.neuron) == clauses(neuron) and wish.gradient in _MATCHING


def wish_for_softmax(require: str | None) -> Declared:
    """Return the requirement that asks for the loss of softmax with a gradient in the scores; default p_j - y_j."""
    left, sign, right = (require or "p_j - y_j").partition("=")
    if sign and left.strip() != "dL/ds_j":
        raise DeclarationError(f"--require: `{left.strip()}` is not dL/ds_j")
    wish = Requirement(
        {"s_j": right.strip() if sign else left},
        neuron="p_k = exp(s_k)/sum_i exp(s_i), k = 1..K",
        y_true="y_k >= 0, sum_k y_k = 1",
    )
    text = f"Requirement({wish.gradient!r})"
    name = "matching_loss_of_softmax" if require is None else "loss_of_softmax"
    title = f"The loss behind softmax with dL/ds_j = {wish.gradient['s_j']}"
    return Declared(name, title, "", wish, Source(_source("softmax", require), text))


def _wished_gradient(require: str) -> dict[str, str]:
    """Read --require: "a - y" is dL/dz; "dL/dw = ..." names its variable."""
    left, sign, right = require.partition("=")
    if not sign:
        return {"z": require}
    match = re.fullmatch(r"\s*dL/d([A-Za-z]\w*)\s*", left)
    if match is None:
        raise DeclarationError(f"--require: `{left.strip()}` is not of the form dL/dw")
    return {match[1]: right.strip()}
