"""One gate per host: so many calls at once, fewer after a 429, none while told to wait."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType

RECOVER_AFTER = 20
"""Answers in a row after which one more call is let through at once."""


class Gate:
    """Admits calls to one host; use as ``async with``."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.allowed = limit
        self._active = 0
        self._streak = 0
        self._closed_until = 0.0
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> None:
        async with self._changed:
            while True:
                wait = self._closed_until - time.monotonic()
                if wait <= 0 and self._active < self.allowed:
                    break
                await self._wait(wait)
            self._active += 1

    async def _wait(self, seconds: float) -> None:
        if seconds <= 0:
            await self._changed.wait()
            return
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        async with self._changed:
            self._active -= 1
            self._changed.notify_all()

    def answered(self) -> None:
        """Count a good answer; after enough of them the gate opens a little wider."""
        self._streak += 1
        if self._streak >= RECOVER_AFTER and self.allowed < self.limit:
            self._streak = 0
            self.allowed += 1

    def throttled(self, seconds: float) -> None:
        """Close for everyone for a while, and let fewer calls through afterwards."""
        self._streak = 0
        self.allowed = max(1, self.allowed // 2)
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)
