r"""Term -> LaTeX that looks as people write it, and that the reader reads back to the same term.

Every kind of term says what it looks like and how tightly it holds together; brackets
stand where a part holds less tightly than its place asks for. The kinds are in
`printing/algebra`, `printing/arrays` and `printing/calculus`, what they share in `printing/brackets`.
"""

from __future__ import annotations

from symloss.latex.printing import algebra, arrays, calculus
from symloss.latex.printing.brackets import plain
from symloss.term.nodes import Term
from symloss.term.scope import Scope

__all__ = ["algebra", "arrays", "calculus", "latex"]  # imported for the terms they show


def latex(term: Term, scope: Scope | None = None) -> str:
    """Return `term` in LaTeX; `scope` says how names are written."""
    return plain(term, scope or Scope())
