"""Work counted in steps: a clock that goes at the same speed on every machine.

Whatever costs time charges the steps that it takes, by a size it knows: the nodes of a term that are looked at, the
monomials of a polynomial, the values at a point. A budget is a difference of this count, so the same question ends
at the same place on a busy machine and on a quiet one. A step is about a microsecond; the prices below were weighed by
least squares over the campaign (`python -m benchmarks.judge` prints how many steps a second had).

What is remembered on a term from one question to the next (its hash, its free symbols) is never charged: an answer
must not depend on what was asked before.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

NODE = 4  # a node of a term that is looked at or made again
VALUE = 5  # of a node at a point
OPERATION = 9  # one with polynomials or series, whatever their size
PRODUCT = 1  # of two monomials, taken by python-flint
LOOK = 1  # at a node in floating point

_NET = 5.0  # times the seconds that the steps should take: for what no charge foresees
_GLANCE = 2_000  # steps, and the number of questions, after which the clock is read again: to read it is slow
_QUESTIONS = 16


class _Count(threading.local):
    steps = 0
    clock = 0.0  # as it was read last
    read = -_GLANCE  # at which step
    asked = 0  # how often since


_COUNT = _Count()


def charge(steps: int) -> None:
    """Count work that is about to be done."""
    _COUNT.steps += steps


def spent() -> int:
    """Return the steps that this thread has taken so far; only differences mean something."""
    return _COUNT.steps


@dataclass(frozen=True)
class Deadline:
    """When an answer is due: at a count of steps, or at the latest at a time of the processor's clock."""

    steps: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether nothing is left."""
        return _COUNT.steps > self.steps or _clock() >= self.seconds

    @property
    def left(self) -> int:
        """How many steps are left; none once the clock's time has come."""
        return 0 if self.passed else self.steps - _COUNT.steps

    def part(self, share: float) -> Deadline:
        """Return the deadline after a share of the steps that are left."""
        return replace(self, steps=_COUNT.steps + int(share * self.left))


def _clock() -> float:
    """Return the processor time in seconds, or what it was a moment ago."""
    _COUNT.asked += 1
    if _COUNT.steps - _COUNT.read >= _GLANCE or _COUNT.asked >= _QUESTIONS:
        return _read_clock()
    return _COUNT.clock


def _read_clock() -> float:
    _COUNT.clock, _COUNT.read, _COUNT.asked = time.process_time(), _COUNT.steps, 0
    return _COUNT.clock


def within(steps: int, seconds: float | None = None) -> Deadline:
    """Return the deadline so many steps from now; `seconds`: after which the clock ends it all the same."""
    net = _NET * steps / 1e6 if seconds is None else seconds
    return Deadline(_COUNT.steps + steps, _read_clock() + net)
