"""A form: one way to compute a formula, as data. What is computed once is named in order, then the result."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.term.nodes import Symbol, Term
from symloss.term.walk import free_symbols, substitute


@dataclass(frozen=True)
class Form:
    """Named quantities in order (t = exp(z)), and the result in them, y and the raw variable."""

    result: Term
    lets: tuple[tuple[Symbol, Term], ...] = ()

    @property
    def needed(self) -> tuple[tuple[Symbol, Term], ...]:
        """The names that the result mentions, directly or through others."""
        wanted, kept = free_symbols(self.result), []
        for name, meaning in reversed(self.lets):
            if name in wanted:
                wanted |= free_symbols(meaning)
                kept.append((name, meaning))
        return tuple(reversed(kept))

    @property
    def written_out(self) -> Term:
        """The result with every name replaced by what it stands for: this is what the kernel judges."""
        term = self.result
        for name, meaning in reversed(self.lets):
            term = substitute(term, {name: meaning})
        return term


@dataclass(frozen=True)
class Forms:
    """How one formula is computed.

    fast: fewest operations; may overflow, and is then given up for `safe`, which is
    right for every finite argument and takes the limits at +-inf. rule: how it was found.
    joint: what is computed instead of `fast` beside another formula, to share its exponential.
    """

    fast: Form
    safe: Form
    rule: str
    joint: Form | None = None

    @property
    def all(self) -> tuple[Form, ...]:
        """The different forms."""
        return tuple(dict.fromkeys((self.fast, self.safe, *((self.joint,) if self.joint else ()))))
