"""How much work a question may cost. Beyond it the answer is "undecided", never a guess."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.term.effort import Deadline, within


@dataclass(frozen=True)
class Limits:
    """The bounds of one question to the kernel.

    steps: work for the whole verdict, counted so that no machine changes it (`symloss.term.effort`; about a
    microsecond each). seconds: of processor time, the last net for what no step foresees. nodes: size of a term that is
    looked at. terms: monomials of a normal form. degree: the largest exponent that is
    expanded. size: the largest array or sum that is evaluated entry by entry.
    operations: arithmetic steps spent at one point. count: points tried. kernels: different
    kernels (symbols, exponentials, sums, ...) of one normal form.
    """

    steps: int = 850_000
    seconds: float = 5.0
    nodes: int = 20_000
    terms: int = 20_000
    degree: int = 64
    size: int = 64
    operations: int = 20_000
    count: int = 60
    kernels: int = 192

    @property
    def deadline(self) -> Deadline:
        """When an answer is due that is asked for now."""
        return within(self.steps, self.seconds)

    def part(self, share: float) -> Limits:
        """Return the limits with a share of the steps."""
        return replace(self, steps=int(share * self.steps))


LIMITS = Limits()
