"""One verdict for one question: while a docket is open, a statement that was judged is not judged again.

A verdict depends on nothing but the statement and what is wanted, so remembering it changes no answer. Who asks much
of one loss (its steps, its code, its report) opens a docket; without one every question is judged anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields
from typing import Literal

from symloss.kernel.verdict import Verdict
from symloss.term.statement import Identity, Statement

# What is wanted beside a proof: a counterexample and the condition it breaks, the counterexample alone, nothing.
Wanted = Literal["condition", "counterexample", "proof"]

_OPEN: ContextVar[dict[Hashable, Verdict] | None] = ContextVar("docket", default=None)


@contextmanager
def docket() -> Iterator[None]:
    """Remember the verdicts on the claims that are judged in this block; one inside of another is the same one."""
    before = _OPEN.set({} if _OPEN.get() is None else _OPEN.get())
    try:
        yield
    finally:
        _OPEN.reset(before)


def once(statement: Statement, wanted: Wanted, answer: Callable[[], Verdict]) -> Verdict:
    """Return the verdict that is remembered on a claim, else the answer; a proof answers whatever is wanted."""
    known = _OPEN.get()
    if known is None or not isinstance(statement.step, Identity):
        return answer()
    question = _question(statement)
    verdict = known.get(question, known.get((question, wanted)))
    if verdict is None:
        verdict = answer()
        known[question if verdict.proved else (question, wanted)] = verdict
    return verdict


def _question(statement: Statement) -> Hashable:
    """Return everything that a verdict depends on, with the tables of the scope in their order."""
    scope = (getattr(statement.scope, f.name) for f in fields(statement.scope))
    tables = tuple(tuple(part.items()) if hasattr(part, "items") else part for part in scope)
    return tables, *(getattr(statement, f.name) for f in fields(statement) if f.name != "scope")
