"""Progress on stderr: live bars on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from specaudit.cli.context import Settings, plain
from specaudit.pipeline.progress import Observer, Progress, silent

EVERY_SECONDS = 30.0
EVERY_SHARE = 0.1


@contextmanager
def watching(settings: Settings) -> Iterator[Observer]:
    """Yield an observer that fits where stderr goes."""
    if settings.quiet:
        yield silent
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI"):
        with _bars(settings) as observer:
            yield observer
    else:
        yield _Lines()


class _Lines:
    """One line when a stage starts and ends, and between them per tenth or half minute."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[float, float]] = {}

    def __call__(self, progress: Progress) -> None:
        share = progress.done / progress.total if progress.total else 1.0
        now = time.monotonic()
        last_share, last_time = self._said.get(progress.stage, (-1.0, 0.0))
        first = last_share < 0
        ended = share >= 1.0 and last_share < 1.0
        due = share - last_share >= EVERY_SHARE or now - last_time >= EVERY_SECONDS
        if not (first or ended or (due and share > last_share)) and not progress.note:
            return
        self._said[progress.stage] = (share, now)
        note = f"  {progress.note}" if progress.note else ""
        spent = f"  ${progress.spent:.2f}" if progress.spent else ""
        line = f"{progress.stage:<11} {progress.done}/{progress.total}{spent}{note}"
        click.echo(plain(line), err=True)


@contextmanager
def _bars(settings: Settings) -> Iterator[Observer]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True, no_color=not settings.coloured(sys.stderr))
    bars = Bars(
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[extra]}"),
        console=console,
    )
    tasks: dict[str, int] = {}

    def observe(progress: Progress) -> None:
        if progress.stage not in tasks:
            tasks[progress.stage] = bars.add_task(progress.stage, total=None, extra="")
        spent = f"${progress.spent:.2f}" if progress.spent else ""
        bars.update(
            tasks[progress.stage],  # type: ignore[arg-type]
            completed=progress.done,
            total=progress.total,
            extra=plain(f"{spent} {progress.note}".strip()),
        )

    with bars:
        yield observe
