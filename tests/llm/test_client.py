from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from specaudit.config import ModelConfig
from specaudit.domain.errors import KeyMissingError, UnreachableError
from specaudit.domain.response import FailureKind
from specaudit.llm.base import Message, Request
from specaudit.llm.client import Client, Limits
from specaudit.store.calls import CallStore
from tests.llm.stub import Stub, serve


class Verdict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reason: str
    ok: bool


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve(Stub()) as running:
        yield running


@asynccontextmanager
async def client(
    stub: Stub, path: Path, api: str = "openai", **limits: float | int
) -> AsyncIterator[Client]:
    model = ModelConfig(
        api=api,  # type: ignore[arg-type]
        base_url=stub.url + ("/v1" if api == "openai" else ""),
        api_key_env="STUB_KEY",
        price={"input": 1.0, "output": 2.0, "cached": 0.1},
    )
    store = CallStore(path / "calls.sqlite")
    try:
        made = Client({"stub/m": model}, store, Limits(first_wait=0.01, **limits))  # type: ignore[arg-type]
        async with made as running:
            yield running
    finally:
        store.close()


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_KEY", "sk-secretsecretsecret1234")


def ask(text: str = "hi", sample: int = 0, typed: bool = False, **extra: object) -> Request:
    return Request(
        model="stub/m",
        messages=(Message("system", "Be brief.", cache=True), Message("user", text)),
        max_tokens=50,
        temperature=0.5,
        seed=3,
        sample=sample,
        schema_name="Verdict" if typed else None,
        schema=Verdict.model_json_schema() if typed else None,
        meta={"role": "judge"},
    )


@pytest.mark.parametrize("api", ["openai", "anthropic"])
async def test_an_answered_call_is_never_sent_again(stub: Stub, tmp_path: Path, api: str) -> None:
    async with client(stub, tmp_path, api) as calls:
        first = await calls.call(ask())
        again = await calls.call(ask())
        other = await calls.call(ask(sample=1))
    assert (first.text, first.cached, again.cached, other.cached) == ("hello", False, True, False)
    assert first.usage.input == 100
    assert first.usage.cached == 40
    assert first.cost == pytest.approx((60 * 1.0 + 40 * 0.1 + 10 * 2.0) / 1e6)
    assert stub.count == 2
    async with client(stub, tmp_path, api) as later:
        assert (await later.call(ask())).cached
        (use,) = later.accounting()
    assert stub.count == 2
    assert (use.calls, use.stored, use.failed, use.cost, use.role) == (1, 1, 0, 0.0, "judge")


async def test_what_is_sent_to_openai(stub: Stub, tmp_path: Path) -> None:
    async with client(stub, tmp_path) as calls:
        stub.answer = lambda body: '{"reason": "r", "ok": true}'
        reply = await calls.call(ask(typed=True), Verdict)
    assert reply.data == Verdict(reason="r", ok=True)
    path, body, headers = stub.requests[0]
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer sk-secretsecretsecret1234"
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "hi"},
    ]
    assert body["model"] == "m"
    assert body["temperature"] == 0.5
    assert {body.get("max_tokens"), body.get("max_completion_tokens")} == {50, None}
    assert isinstance(body["seed"], int)
    assert body["response_format"]["type"] == "json_schema"
    assert not body.get("stream")


async def test_what_is_sent_to_anthropic(stub: Stub, tmp_path: Path) -> None:
    async with client(stub, tmp_path, "anthropic") as calls:
        await calls.call(ask("one"))
        await calls.call(ask("two"))
    path, body, _ = stub.requests[0]
    assert path == "/v1/messages"
    assert body["system"] == [
        {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral", "ttl": "5m"}}
    ]
    assert body["max_tokens"] == 50
    assert "seed" not in body
    assert not body.get("stream")
    # The cached prefix must not differ by a byte between calls.
    assert stub.requests[1][1]["system"] == body["system"]


async def test_an_answer_that_does_not_fit_is_asked_for_once_more(
    stub: Stub, tmp_path: Path
) -> None:
    answers = iter(['Sure! {"reason": 1', '```json\n{"reason": "r", "ok": false}\n```'])
    stub.answer = lambda body: next(answers)
    async with client(stub, tmp_path) as calls:
        reply = await calls.call(ask(typed=True), Verdict)
        assert reply.data == Verdict(reason="r", ok=False)
        repair = stub.requests[1][1]["messages"]
        assert [m["role"] for m in repair] == ["system", "user", "assistant", "user"]
        assert "no JSON object" in repair[-1]["content"]
        # Both the bad answer and its repair are stored: nothing is asked a third time.
        again = await calls.call(ask(typed=True), Verdict)
    assert again.data == reply.data
    assert stub.count == 2


async def test_after_one_repair_it_is_a_missing_cell(stub: Stub, tmp_path: Path) -> None:
    stub.answer = lambda body: '{"reason": "r", "ok": true, "extra": 1}'
    async with client(stub, tmp_path) as calls:
        reply = await calls.call(ask(typed=True), Verdict)
        (use,) = calls.accounting()
    assert reply.failure is not None
    assert reply.failure.kind is FailureKind.MALFORMED
    assert stub.count == 2
    assert use.failed == 1


async def test_an_answer_cut_off_at_the_limit_is_not_repaired(stub: Stub, tmp_path: Path) -> None:
    stub.answer, stub.finish = (lambda body: '{"reason": "r"'), "length"
    async with client(stub, tmp_path) as calls:
        reply = await calls.call(ask(typed=True), Verdict)
    assert reply.failure is not None
    assert reply.failure.kind is FailureKind.TRUNCATED
    assert "50 tokens" in reply.failure.message
    assert stub.count == 1


@pytest.mark.parametrize("api", ["openai", "anthropic"])
async def test_passing_faults_are_ridden_out(stub: Stub, tmp_path: Path, api: str) -> None:
    stub.status = [500, 429, 503]
    stub.headers = {"Retry-After": "0"}
    stub.garbage = 1
    async with client(stub, tmp_path, api) as calls:
        reply = await calls.call(ask())
    assert reply.text == "hello"
    assert stub.count == 5


async def test_a_fault_that_lasts_is_a_missing_cell_and_never_stored(
    stub: Stub, tmp_path: Path
) -> None:
    stub.status = [500] * 6
    async with client(stub, tmp_path) as calls:
        reply = await calls.call(ask())
        assert reply.failure is not None
        assert reply.failure.kind is FailureKind.SERVER
        assert "sk-" not in reply.failure.message
        assert len(calls.store) == 0
        assert (await calls.call(ask())).text == "hello"


async def test_a_hung_call_is_given_up(stub: Stub, tmp_path: Path) -> None:
    stub.delay = 0.5
    async with client(stub, tmp_path, timeout=0.1, patience=0.2) as calls:
        reply = await calls.call(ask())
    assert reply.failure is not None
    assert reply.failure.kind is FailureKind.TIMEOUT


async def test_a_request_the_server_refuses_is_not_repeated(stub: Stub, tmp_path: Path) -> None:
    stub.status = [400]
    async with client(stub, tmp_path) as calls:
        reply = await calls.call(ask())
    assert reply.failure is not None
    assert reply.failure.kind is FailureKind.REQUEST
    assert stub.count == 1


@pytest.mark.parametrize("api", ["openai", "anthropic"])
async def test_a_rejected_key_ends_it_after_one_request(
    stub: Stub, tmp_path: Path, api: str
) -> None:
    stub.status = [401] * 50
    async with client(stub, tmp_path, api) as calls:
        with pytest.raises(KeyMissingError) as caught:
            await calls.call(ask())
        with pytest.raises(KeyMissingError):
            await calls.call(ask("other"))
    message = str(caught.value)
    assert stub.count == 1
    assert "STUB_KEY" in message
    assert "127.0.0.1" in message
    assert "Not an outage" in message
    assert "sk-" not in message


async def test_a_missing_key_is_said_before_anything_is_sent(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUB_KEY")
    async with client(stub, tmp_path) as calls:
        with pytest.raises(KeyMissingError, match="STUB_KEY is not set"):
            await calls.call(ask())
    assert stub.count == 0


async def test_a_host_that_is_not_there_is_no_retry_storm(tmp_path: Path) -> None:
    with serve(Stub()) as gone:
        pass
    async with client(gone, tmp_path) as calls:
        with pytest.raises(UnreachableError, match=r"cannot reach 127\.0\.0\.1"):
            await calls.call(ask())
        assert calls.sent == 1


async def test_the_call_cap_holds_with_calls_in_flight(stub: Stub, tmp_path: Path) -> None:
    stub.delay = 0.02
    async with client(stub, tmp_path, max_calls=7) as calls:
        replies = [r async for _, r in calls.call_many((ask(str(n)), None) for n in range(30))]
        assert calls.exhausted is not None
        assert "cap of 7 calls" in calls.exhausted
    kinds = [r.failure.kind for r in replies if r.failure]
    assert stub.count == 7
    assert len(replies) == 30
    assert set(kinds) == {FailureKind.BUDGET}


async def test_the_cost_cap_is_reserved_before_sending(stub: Stub, tmp_path: Path) -> None:
    stub.delay = 0.02
    async with client(stub, tmp_path, max_cost=0.0005) as calls:
        async for _ in calls.call_many((ask(str(n)), None) for n in range(30)):
            pass
        assert calls.exhausted is not None
        assert calls.spent <= 0.0005
    assert 1 <= stub.count < 30


async def test_replies_that_are_paid_for_and_useless_keep_to_the_cap(
    stub: Stub, tmp_path: Path
) -> None:
    stub.finish = None
    async with client(stub, tmp_path, "anthropic", max_cost=0.0002) as calls:
        reply = await calls.call(ask())
        assert reply.failure is not None
        assert reply.failure.kind is FailureKind.TRUNCATED
        assert 0 < calls.spent <= 0.0002
        assert calls.sent < 6


async def test_equal_requests_under_way_share_one_call(stub: Stub, tmp_path: Path) -> None:
    stub.delay = 0.05
    async with client(stub, tmp_path) as calls:
        replies = await asyncio.gather(*(calls.call(ask()) for _ in range(10)))
    assert stub.count == 1
    assert [r.text for r in replies] == ["hello"] * 10
    assert sum(not r.cached for r in replies) == 1


async def test_every_reply_belongs_to_its_request(stub: Stub, tmp_path: Path) -> None:
    stub.answer = lambda body: body["messages"][-1]["content"][::-1]
    async with client(stub, tmp_path) as calls:
        pairs = [p async for p in calls.call_many((ask(f"q{n}"), None) for n in range(60))]
    assert len(pairs) == 60
    assert all(reply.text == request.messages[-1].text[::-1] for request, reply in pairs)


async def test_a_throttled_host_gets_fewer_calls_at_once(stub: Stub, tmp_path: Path) -> None:
    stub.status, stub.headers = [429], {"Retry-After": "0.01"}
    async with client(stub, tmp_path, max_connections=8) as calls:
        await calls.call(ask())
        assert calls._attempts.gate(calls.profile("stub/m")).allowed == 4
