"""A form: one way to compute a formula, as data. What is computed once is named in order, then the result."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.term.nodes import Symbol, Term
from symloss.term.walk import free_symbols, substitute

AS_WRITTEN = "as written"  # the rule of what no rule knows


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
    """

    fast: Form
    safe: Form
    rule: str

    @property
    def as_written(self) -> bool:
        """Whether no rule found a form: what is known of its digits is only what is measured."""
        return self.rule == AS_WRITTEN

    @property
    def all(self) -> tuple[Form, ...]:
        """The different forms."""
        return tuple(dict.fromkeys((self.fast, self.safe)))
