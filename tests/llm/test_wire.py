"""The requests as sent to each vendor, word by word.

The layers below change requests when they are updated. A difference here means: look at it, and
if answers may depend on it, raise ``WIRE_VERSION``. ``--update-golden`` rewrites the files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from specaudit.llm.base import Message, Raw, Request
from specaudit.llm.providers import connect
from tests.llm.kit import KEY, NAMES, Verdict, profile
from tests.llm.stub import Stub

GOLDEN = Path(__file__).parent / "wire"
SECRET_FREE = ("authorization", "x-api-key", "x-goog-api-key")


def conversation(typed: bool) -> Request:
    return Request(
        model="m",
        messages=(
            Message("system", "The rules.", cache=True),
            Message("user", "A long text.", cache=True),
            Message("user", "First question?"),
            Message("assistant", "An answer."),
            Message("user", "Second question?"),
        ),
        max_tokens=50,
        temperature=0.5,
        seed=3,
        schema_name="Verdict" if typed else None,
        schema=Verdict.model_json_schema() if typed else None,
        meta={"role": "judge", "secret": "never sent"},
    )


def compare(name: str, sent: Any, update: bool) -> None:
    path = GOLDEN / f"{name}.json"
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(sent, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert json.loads(path.read_text("utf-8")) == sent


CASES = [
    ("openai", NAMES["openai"]),
    ("openai", "gpt-5"),  # thinks: no temperature, more room
    ("openai", "qwen3"),  # another server's: max_tokens instead of max_completion_tokens
    ("anthropic", NAMES["anthropic"]),
    ("anthropic", "claude-opus-5"),
    ("anthropic", "other"),  # no native schema: asked for in words
    ("google", NAMES["google"]),
]


@pytest.mark.parametrize(("api", "name"), CASES)
@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # aiohttp's, by google-genai's import
async def test_requests_are_sent_as_recorded(
    stub: Stub, api: str, name: str, typed: bool, update_golden: bool
) -> None:
    provider = connect(profile(api, stub.url, name), 5.0)
    raw = await provider.generate(conversation(typed))
    await provider.close()
    assert raw.text == "hello"
    assert raw.finish == "stop"
    assert (raw.usage.input, raw.usage.cached, raw.usage.output) == (100, 40, 10)
    ((path, body, headers),) = stub.requests
    assert "never sent" not in json.dumps([path, body])
    keys = {headers[name] for name in SECRET_FREE if name in headers}
    assert keys <= {KEY, f"Bearer {KEY}"}
    assert len(keys) == 1
    compare(f"{api}-{name}{'-typed' if typed else ''}", {"path": path, "body": body}, update_golden)


@pytest.mark.parametrize("typed", [False, True])
async def test_xai_is_asked_as_recorded(typed: bool, update_golden: bool) -> None:
    from tests.llm.grpc_stub import GrpcStub, serve

    with serve(GrpcStub()) as stub:
        provider = connect(profile("xai", stub.url), 5.0)
        raw = await provider.generate(conversation(typed))
        await provider.close()
    assert raw == Raw("hello", "stop", raw.usage)
    assert (raw.usage.input, raw.usage.output) == (100, 10)
    assert stub.keys == [f"Bearer {KEY}"]
    compare(f"xai{'-typed' if typed else ''}", stub.requests[0], update_golden)


@pytest.mark.parametrize("api", ["openai", "anthropic"])
async def test_cached_prefixes_do_not_differ_by_a_byte(stub: Stub, api: str) -> None:
    provider = connect(profile(api, stub.url), 5.0)
    for question in ("one?", "two?"):
        request = Request(
            "m",
            (Message("system", "Rules.", cache=True), Message("user", question)),
            50,
        )
        await provider.generate(request)
    await provider.close()
    first, second = (body.replace(b"one?", b"#").replace(b"two?", b"#") for body in stub.bodies)
    assert first == second
