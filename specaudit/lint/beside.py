"""Work done in a copy of this process, while this one does something else.

Checks hold Python's one lock all the time, so threads would take turns. A copy shares what was read
so far at no cost; what it finds comes back as plain data. Where no copy can be made, or it fails,
the caller does the work itself: nothing depends on the second processor but time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

_END = b"\n"
"""Ends what a copy writes when it is done; JSON on one line has none."""


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count() or 1


def possible() -> bool:
    """Whether a copy of this process can be made without harm.

    A copy of a process with several threads has the locks that the others held, and nobody to
    open them.
    """
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


@contextmanager
def beside(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Do ``work`` in a copy of this process.

    Args:
        work: Gives plain JSON data.

    Yields:
        A function that waits for what the work gave; None where it could not be done.
    """
    try:
        outlet, inlet = os.pipe()
    except OSError:  # no more open files
        yield lambda: None
        return
    try:
        copy = os.fork()
    except OSError:  # no room for another process
        os.close(outlet)
        os.close(inlet)
        yield lambda: None
        return
    if copy == 0:
        _give(work, outlet, inlet)
    os.close(inlet)
    waited = False

    def wait() -> Any:
        nonlocal waited
        with open(outlet, "rb", closefd=False) as pipe:
            data = pipe.read()
        waited = True
        _reap(copy)
        return json.loads(data) if data.endswith(_END) else None

    try:
        yield wait
    finally:
        os.close(outlet)
        if not waited:
            with suppress(ProcessLookupError):
                os.kill(copy, 9)
            _reap(copy)


def _reap(process: int) -> None:
    """Let a process go; who ignores the ends of all processes has let it go already."""
    with suppress(ChildProcessError):
        os.waitpid(process, 0)


def _give(work: Callable[[], Any], outlet: int, inlet: int) -> None:
    """Do the work, write down what it gives, and end: nothing after may run twice.

    Whoever reads what the caller prints must not wait for a copy whose caller is gone.
    """
    try:
        os.close(outlet)  # else nobody would ever be told that nobody reads
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        data = json.dumps(work(), separators=(",", ":")).encode("ascii")
        with open(inlet, "wb") as pipe:
            pipe.write(data + _END)
    finally:
        os._exit(0)
