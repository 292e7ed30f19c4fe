"""How the work of one call is cut into blocks, and large inputs are shared between two threads.

NumPy lets go of Python's lock while it computes. The threads live for one call only,
which makes them harmless under fork. The environment variable SYMLOSS_THREADS sets
their number; 1 turns them off.

A thread that finds the lock taken falls asleep, and to wake it takes longer than most
calls of NumPy. So what is done between these calls is kept short, and a block is as
large as a core's own cache allows.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from typing import Any

import numpy as np

from ._arguments import Array

BLOCK = 1 << 19  # bytes of an array that are worked on at once: a few such arrays fit a core's own cache
ALONE = 1 << 21  # bytes of an array below which a second thread costs more than it brings
LINE = 64  # bytes of a cache line; NumPy computes up to twice as fast in arrays that begin where a line does
THREADS = 2

Blocks = Iterator[slice]


def _strict_context() -> Context:
    context = copy_context()
    context.run(np.seterr, over="raise", invalid="raise", divide="raise", under="ignore")
    return context


STRICT = _strict_context()  # cheaper to step into than `np.errstate`, which small arrays would feel


def share(size: int, each: int, block: int, work: Callable[[Blocks], None]) -> None:
    """Have `work` done for all of `size` things of so many bytes each, cut into blocks of at most `block` bytes.

    Of many, two threads take turns. Where the cuts are does not depend on that. Floating-point errors raise in `work`.
    """
    step = max(1, block // each)
    left = deque(slice(start, min(start + step, size)) for start in range(0, size, step))
    threads = min(_threads() if size * each >= ALONE else 1, len(left))
    helpers = [_Helper(work, left) for _ in range(1, threads)]
    for helper in helpers:
        helper.start()
    try:
        STRICT.copy().run(work, _each(left))
    finally:
        left.clear()  # after an error nothing is left to do
        for helper in helpers:
            helper.join()
    for helper in helpers:
        if helper.error is not None:
            raise helper.error


def aligned(size: int, dtype: np.dtype[Any]) -> Array:
    """Return a new array that begins where a cache line does."""
    room = np.empty(size + LINE // dtype.itemsize, dtype)
    first = -room.__array_interface__["data"][0] % LINE // dtype.itemsize
    return room[first : first + size]


def _each(left: deque[slice]) -> Blocks:
    """Yield the blocks that are left: each thread takes the next one when it is done with its last."""
    while True:
        try:
            block = left.popleft()
        except IndexError:
            return
        yield block


def _threads() -> int:
    wish = os.environ.get("SYMLOSS_THREADS", "")
    if wish.isdecimal() and int(wish) > 0:
        return int(wish)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(THREADS, usable)


class _Helper(threading.Thread):
    """A second pair of hands for one call."""

    def __init__(self, work: Callable[[Blocks], None], left: deque[slice]) -> None:
        super().__init__(daemon=True)
        self.work, self.left = work, left
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do what comes next until all is done; keep an error for the caller."""
        try:
            STRICT.copy().run(self.work, _each(self.left))
        except BaseException as error:
            self.error = error
            self.left.clear()
