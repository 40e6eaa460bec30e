"""One gate per host: so many calls at once, fewer after a 429, none while told to wait."""

from __future__ import annotations

import asyncio
import time
from collections import deque

RECOVER_AFTER = 20
"""Answers in a row after which one more call is let through at once."""


class Gate:
    """Admits calls to one host, first come, first served."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.allowed = limit
        self._active = 0
        self._streak = 0
        self._closed_until = 0.0
        self._throttled_at = 0.0
        self._waiting: deque[asyncio.Future[float]] = deque()
        self._alarm: asyncio.TimerHandle | None = None

    async def enter(self) -> float:
        """Wait for admission; returns the time of it. Every entry needs a `leave`."""
        turn: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._admit()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()  # admitted and cancelled at the same moment
            raise

    def leave(self) -> None:
        """Make room for the next call."""
        self._active -= 1
        self._admit()

    def answered(self) -> None:
        """Count a good answer; after enough of them the gate opens a little wider."""
        self._streak += 1
        if self._streak >= RECOVER_AFTER and self.allowed < self.limit:
            self._streak = 0
            self.allowed += 1
            self._admit()

    def throttled(self, admitted: float, seconds: float) -> None:
        """Close for everyone for a while, and let fewer calls through afterwards.

        Args:
            admitted: When the throttled call was let in. Calls that were already under way at
                the last throttling were sent at the old pace: they halve nothing again.
            seconds: How long to close.
        """
        now = time.monotonic()
        self._streak = 0
        if admitted >= self._throttled_at:
            self._throttled_at = now
            self.allowed = max(1, self.allowed // 2)
        self._closed_until = max(self._closed_until, now + seconds)

    def _admit(self) -> None:
        now = time.monotonic()
        if now < self._closed_until:
            if self._waiting and self._alarm is None:
                loop = asyncio.get_running_loop()
                self._alarm = loop.call_later(self._closed_until - now, self._ring)
            return
        while self._waiting and self._active < self.allowed:
            turn = self._waiting.popleft()
            if not turn.done():
                self._active += 1
                turn.set_result(now)

    def _ring(self) -> None:
        self._alarm = None
        self._admit()
