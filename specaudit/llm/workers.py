"""A few workers over an iterator of jobs: never a task per call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from specaudit.llm.base import Reply, Request

if TYPE_CHECKING:
    from pydantic import BaseModel

Job: TypeAlias = "tuple[Request, type[BaseModel] | None]"
Outcome: TypeAlias = tuple[Request, Reply]

GRACE = 5.0
"""Seconds that calls under way get to end when another one raised."""
INSIST = 0.5
"""Seconds after which a task that has not ended is cancelled again."""
_AHEAD = 64
"""Outcomes that may wait for a slow reader."""


async def work_off(
    call: Callable[[Request, type[BaseModel] | None], Awaitable[Reply]],
    jobs: Iterable[Job],
    workers: int,
) -> AsyncIterator[Outcome]:
    """Make calls as jobs come; yields outcomes in the order in which they are ready.

    Raises:
        Exception: the first that a call or the jobs raised, after what else was ready.
    """
    source, stop = iter(jobs), asyncio.Event()
    ready: asyncio.Queue[Outcome | None] = asyncio.Queue(_AHEAD)
    tasks = [asyncio.create_task(_work(call, source, ready, stop)) for _ in range(max(1, workers))]
    ending = asyncio.create_task(_end(tasks, ready, stop))
    try:
        while (outcome := await ready.get()) is not None:
            yield outcome
        if (error := await ending) is not None:
            raise error
    finally:
        stop.set()
        await _cancel({*tasks, ending})


async def _work(
    call: Callable[[Request, type[BaseModel] | None], Awaitable[Reply]],
    source: Iterator[Job],
    ready: asyncio.Queue[Outcome | None],
    stop: asyncio.Event,
) -> None:
    for request, wanted in source:
        await ready.put((request, await call(request, wanted)))
        if stop.is_set():
            return


async def _end(
    tasks: list[asyncio.Task[None]], ready: asyncio.Queue[Outcome | None], stop: asyncio.Event
) -> BaseException | None:
    """Wait for all workers, or for a raised error and a moment more; returns the error."""
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    errors = [error for task in done if (error := _error(task))]
    if rest:
        await asyncio.wait(rest, timeout=GRACE)
    await _cancel(rest)
    await ready.put(None)
    return errors[0] if errors else None


async def _cancel(tasks: set[asyncio.Task[Any]]) -> None:
    """Cancel tasks until they end: a library underneath may swallow a cancellation."""
    while tasks:
        for task in tasks:
            task.cancel()
        _, tasks = await asyncio.wait(tasks, timeout=INSIST)


def _error(task: asyncio.Task[None]) -> BaseException | None:
    return asyncio.CancelledError() if task.cancelled() else task.exception()
