"""Workers end when they are told to, whatever the libraries under them do."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from specaudit.llm import workers
from specaudit.llm.attempts import Attempts, Limits
from specaudit.llm.base import Message, Reply, Request, Usage
from specaudit.llm.client import Client
from specaudit.llm.profiles import profile
from specaudit.store.calls import CallStore

REQUEST = Request("stub/a", (Message("user", "?"),), max_tokens=8)
REPLY = Reply(
    key="k",
    text="yes",
    data=None,
    finish="stop",
    refusal=False,
    usage=Usage(),
    cost=0.0,
    cached=False,
    failure=None,
    host="h",
)


@pytest.mark.parametrize("deaf", [0, 1, 3])
def test_a_call_that_swallows_cancellations_is_cancelled_again(
    deaf: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "INSIST", 0.01)
    heard = [0, 0]

    async def call(request: Request, wanted: Any) -> Reply:
        if request.sample < 2:
            for _ in range(deaf):
                try:
                    await asyncio.sleep(60)
                except asyncio.CancelledError:
                    heard[request.sample] += 1
            await asyncio.sleep(60)
        return REPLY

    async def read() -> None:
        # More jobs than outcomes may wait: a worker that went on would wait for a reader.
        jobs = ((Request("m", (), max_tokens=1, sample=n), None) for n in range(1000))
        async for _ in workers.work_off(call, jobs, 2):
            pass

    async def main() -> None:
        reading = asyncio.create_task(read())
        await asyncio.sleep(0.02)
        reading.cancel()
        done, _ = await asyncio.wait([reading], timeout=10)
        assert done, "the workers did not end"
        assert reading.cancelled()

    asyncio.run(main())
    assert heard == [deaf, deaf]


def test_a_call_cancelled_as_its_answer_comes_is_cancelled() -> None:
    """`asyncio.wait_for` returns the answer then, and the worker would go on."""
    done: list[asyncio.Future[None]] = []

    class Provider:
        host = "h"

        async def generate(self, request: Request) -> Any:
            await done[0]
            raise AssertionError("cancelled before the answer was read")

    async def main() -> None:
        done.append(asyncio.get_running_loop().create_future())
        known = profile("scripted/a", {})
        attempts = Attempts(Limits(), lambda *_: None)
        task = asyncio.create_task(attempts.run(Provider(), REQUEST, known))  # type: ignore[arg-type]
        await asyncio.sleep(0.01)
        done[0].set_result(None)
        task.cancel()
        await asyncio.wait([task], timeout=10)
        assert task.cancelled()

    asyncio.run(main())


def test_one_provider_that_cannot_close_leaves_the_others_to_close(tmp_path: Path) -> None:
    closed: list[str] = []

    class Broken:
        host = "a"

        async def close(self) -> None:
            raise RuntimeError("no")

    class Sound:
        host = "b"

        async def close(self) -> None:
            closed.append("sound")

    client = Client({}, CallStore(tmp_path / "calls.sqlite"), Limits())
    client._providers = {"a": Broken(), "b": Sound()}  # type: ignore[dict-item]
    asyncio.run(client.close())
    assert closed == ["sound"]
