r"""Term -> LaTeX that looks as people write it, and that the reader reads back to the same term.

Every kind of term says what it looks like and how tightly it holds together; brackets
stand where a part holds less tightly than its place asks for. The kinds are in
`print_algebra`, `print_arrays` and `print_calculus`, what they share in `printing`.
"""

from __future__ import annotations

from symloss.latex import print_algebra, print_arrays, print_calculus
from symloss.latex.printing import plain
from symloss.term.nodes import Term
from symloss.term.scope import Scope

__all__ = ["latex", "print_algebra", "print_arrays", "print_calculus"]


def latex(term: Term, scope: Scope | None = None) -> str:
    """Return `term` in LaTeX; `scope` says how names are written."""
    return plain(term, scope or Scope())
