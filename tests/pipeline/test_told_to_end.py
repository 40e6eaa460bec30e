"""Who handles the end of the process while an audit runs."""

from __future__ import annotations

import asyncio
import signal
import sys
from types import FrameType
from typing import Any

import pytest

from specaudit.pipeline import audit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="handlers of POSIX signals")


def test_a_program_that_handles_its_end_keeps_its_handler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def own(number: int, frame: FrameType | None) -> None:
        """Of the program that calls."""

    async def handler(job: Any, observe: Any) -> Any:
        return signal.getsignal(signal.SIGTERM)

    monkeypatch.setattr(audit, "run_async", handler)
    job: Any = None
    before = signal.signal(signal.SIGTERM, own)
    try:
        during: Any = audit.run(job)
        assert during is own
        assert signal.getsignal(signal.SIGTERM) is own
    finally:
        signal.signal(signal.SIGTERM, before)


def test_being_told_to_end_is_an_interrupt_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    async def told(job: Any, observe: Any) -> Any:
        signal.raise_signal(signal.SIGTERM)
        await asyncio.sleep(10)

    monkeypatch.setattr(audit, "run_async", told)
    job: Any = None
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with pytest.raises(audit.Terminated):
            audit.run(job)
    finally:
        signal.signal(signal.SIGTERM, before)
