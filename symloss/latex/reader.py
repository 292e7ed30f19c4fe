"""The doors of the LaTeX reader.

`parse` needs no scope: a math region becomes formulas. `understand` gives one side
its meaning in a scope. `read` does both for one term, relation or truth, and
`read(latex(t, scope), scope) == t`.
"""

from __future__ import annotations

from symloss.latex.formula import Condition, Formula, Side, Sign
from symloss.latex.macros import Macro, definitions
from symloss.latex.rows import parse

__all__ = ["Condition", "Formula", "Macro", "Side", "Sign", "definitions", "parse"]
