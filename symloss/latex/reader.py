"""The doors of the LaTeX reader.

`parse` needs no scope: a math region becomes formulas. `understand` gives one side
its meaning in a scope. `read` does both for one term, relation or truth, and
`read(latex(t, scope), scope) == t`.
"""

from __future__ import annotations

from collections.abc import Mapping

from symloss.errors import ReadError
from symloss.latex.parsing.formula import Condition, Formula, Side, Sign
from symloss.latex.parsing.macros import Macro, definitions
from symloss.latex.parsing.rows import parse, single
from symloss.latex.reading.combine import relate
from symloss.latex.reading.meaning import understand
from symloss.term.nodes import Term
from symloss.term.scope import Scope

__all__ = ["Condition", "Formula", "Macro", "Side", "Sign", "definitions", "parse", "read", "relate", "understand"]


def read(text: str, scope: Scope, macros: Mapping[str, Macro] | None = None) -> Term:
    """Return the term, relation or truth that `text` says.

    Raises ReadError with the offset in `text`, the token there, and what was expected.
    """
    try:
        return understand(single(text, macros), scope)
    except ReadError as error:
        if not error.token and error.offset < len(text):
            error.token = text[error.offset : error.offset + error.length]
        raise
