"""How the work of one call is cut into blocks, and large inputs are shared between two threads.

NumPy lets go of Python's lock while it computes. The threads live for one call only,
which makes them harmless under fork. The environment variable SYMLOSS_THREADS sets
their number; 1 turns them off.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from typing import Any

import numpy as np

from ._arguments import Array

BLOCK = 1 << 18  # bytes of an array that are worked on at once: a few such arrays fit a core's own cache
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
    blocks = _Blocks(size, step)
    threads = min(_threads() if size * each >= ALONE else 1, -(-size // step))
    helpers = [_Helper(work, blocks) for _ in range(1, threads)]
    for helper in helpers:
        helper.start()
    try:
        STRICT.copy().run(work, blocks)
    finally:
        blocks.end()  # after an error nothing is left to do
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


class _Blocks:
    """The blocks of one call: each thread takes the next one when it is done with its last."""

    def __init__(self, size: int, block: int) -> None:
        self.size, self.block, self.at = size, block, 0
        self.lock = threading.Lock()

    def __iter__(self) -> Blocks:
        return self

    def __next__(self) -> slice:
        with self.lock:
            start = self.at
            self.at += self.block
        if start >= self.size:
            raise StopIteration
        return slice(start, min(start + self.block, self.size))

    def end(self) -> None:
        with self.lock:
            self.at = self.size


def _threads() -> int:
    wish = os.environ.get("SYMLOSS_THREADS", "")
    if wish.isdecimal() and int(wish) > 0:
        return int(wish)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(THREADS, usable)


class _Helper(threading.Thread):
    """A second pair of hands for one call."""

    def __init__(self, work: Callable[[Blocks], None], blocks: _Blocks) -> None:
        super().__init__(daemon=True)
        self.work, self.blocks = work, blocks
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do what comes next until all is done; keep an error for the caller."""
        try:
            STRICT.copy().run(self.work, self.blocks)
        except BaseException as error:
            self.error = error
            self.blocks.end()
