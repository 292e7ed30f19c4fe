"""How the work of one call is cut into blocks, and large inputs are shared between two threads.

NumPy lets go of Python's lock while it computes. The threads live for one call only,
which makes them harmless under fork. The environment variable SYMLOSS_THREADS sets
their number; 1 turns them off.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextvars import Context, copy_context

import numpy as np

BLOCK = 1 << 15  # elements of a block: a few arrays of this size fit a core's own cache
SHARED_BLOCK = 1 << 16  # larger with two threads, which wait for each other between the calls
ALONE = 1 << 18  # elements below which a second thread costs more than it brings
THREADS = 2


def _strict_context() -> Context:
    context = copy_context()
    context.run(np.seterr, over="raise", invalid="raise", divide="raise", under="ignore")
    return context


STRICT = _strict_context()  # cheaper to step into than `np.errstate`, which small arrays would feel


def share(size: int, work: Callable[[int, int, int], None], entries: int = 0) -> None:
    """Have `work(start, stop, block)` done for all of `size` things, by two threads if there are many entries.

    Floating-point errors raise in it. entries: how many numbers the things consist of, if more than one each.
    """
    many = max(size, entries)
    threads = _threads() if many >= ALONE and size > 1 else 1
    if threads == 1:
        STRICT.copy().run(work, 0, size, BLOCK)
        return
    grain = SHARED_BLOCK if many == size else 1
    step = -(-size // (threads * grain)) * grain
    helpers = [_Helper(work, start, min(start + step, size)) for start in range(step, size, step)]
    for helper in helpers:
        helper.start()
    try:
        STRICT.copy().run(work, 0, min(step, size), SHARED_BLOCK)
    finally:
        for helper in helpers:
            helper.join()
    for helper in helpers:
        if helper.error is not None:
            raise helper.error


def _threads() -> int:
    wish = os.environ.get("SYMLOSS_THREADS", "")
    if wish.isdecimal() and int(wish) > 0:
        return int(wish)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(THREADS, usable)


class _Helper(threading.Thread):
    """A second pair of hands for one call."""

    def __init__(self, work: Callable[[int, int, int], None], start: int, stop: int) -> None:
        super().__init__(daemon=True)
        self.work, self.piece = work, (start, stop)
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do the piece; keep an error for the caller."""
        try:
            STRICT.copy().run(self.work, *self.piece, SHARED_BLOCK)
        except BaseException as error:
            self.error = error
