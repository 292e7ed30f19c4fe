"""A search that may not come to an end, given a time limit: it runs in a child process, which can be stopped.

SymPy cannot be interrupted from within: it catches exceptions broadly and spends
minutes in single calls. What the child finds is data, and judged here like any other
proposal. Where a process cannot be forked (Windows) the search runs without a limit.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class TooLong(Exception):
    """The search did not end in its time."""


def within(seconds: float, search: Callable[[], T]) -> T:
    """Return what `search` returns, or raise what it raises.

    Raises:
        TooLong: it took longer than `seconds`.
    """
    if not hasattr(os, "fork"):
        return search()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the child calls none of them
        child = os.fork()
    if child == 0:
        _answer(search, reading, writing)
    os.close(writing)
    try:
        answer = _received(reading, seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if answer is None:
        raise TooLong(f"no end within {seconds:g} s")
    found, value = pickle.loads(answer)  # written by our own child
    if not found:
        raise value
    return value  # type: ignore[no-any-return]


def _answer(search: Callable[[], Any], reading: int, writing: int) -> None:
    """In the child: search, write the answer, and leave without cleaning up what belongs to the parent."""
    os.close(reading)
    try:
        try:
            answer = pickle.dumps((True, search()))
        except Exception as error:
            answer = pickle.dumps((False, error))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def _received(reading: int, seconds: float) -> bytes | None:
    """Return everything that is written before the other end closes; None after `seconds` without an end."""
    deadline = time.monotonic() + seconds
    parts: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([reading], [], [], left)
        if ready:
            part = os.read(reading, 1 << 16)
            if not part:
                return b"".join(parts) or None
            parts.append(part)
    return None
