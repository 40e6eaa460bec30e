"""The real embedded model over both SDKs. Skipped aloud where its library or weights are absent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from specaudit.config import ModelConfig
from specaudit.domain.response import FailureKind
from specaudit.llm import weights
from specaudit.llm.base import Message, Request
from specaudit.llm.client import Client, Limits
from specaudit.store.calls import CallStore

pytestmark = pytest.mark.embedded


class Colour(BaseModel):
    colour: str = Field(max_length=20)
    bright: bool


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pytest.importorskip("xllamacpp", reason="EMBEDDED MODEL ABSENT: install specaudit[embedded]")
    gguf = weights.find()
    if gguf is None:
        pytest.skip("EMBEDDED MODEL ABSENT: run python -m specaudit.llm.weights")
    from specaudit.llm.providers.embedded import EmbeddedServer

    server = EmbeddedServer(gguf, slots=2, context=1024)
    yield server.address
    server.close()


def models(address: str) -> dict[str, ModelConfig]:
    return {
        "via/openai": ModelConfig(api="openai", base_url=f"{address}/v1", model="m"),
        "via/anthropic": ModelConfig(api="anthropic", base_url=address, model="m"),
    }


def ask(model: str, text: str, **extra: object) -> Request:
    return Request(model, (Message("user", text),), 40, temperature=0.0, **extra)  # type: ignore[arg-type]


@pytest.mark.parametrize("model", ["via/openai", "via/anthropic"])
async def test_both_sdks_get_text_and_count_tokens(
    address: str, tmp_path: Path, model: str
) -> None:
    store = CallStore(tmp_path / "c.sqlite")
    async with Client(models(address), store, Limits()) as client:
        reply = await client.call(ask(model, "What is the capital of France?"))
        again = await client.call(ask(model, "What is the capital of France?"))
    store.close()
    assert reply.failure is None
    assert reply.text
    assert reply.usage.input > 5
    assert reply.usage.output > 0
    assert again.cached


async def test_structured_output_fits_its_schema(address: str, tmp_path: Path) -> None:
    store = CallStore(tmp_path / "c.sqlite")
    async with Client(models(address), store, Limits()) as client:
        reply = await client.call(
            ask(
                "via/openai",
                "Name a colour.",
                schema_name="Colour",
                schema=Colour.model_json_schema(),
            ),
            Colour,
        )
    store.close()
    assert isinstance(reply.data, Colour)


@pytest.mark.parametrize("model", ["via/openai", "via/anthropic"])
async def test_a_request_longer_than_the_context_is_a_missing_cell(
    address: str, tmp_path: Path, model: str
) -> None:
    store = CallStore(tmp_path / "c.sqlite")
    async with Client(models(address), store, Limits(first_wait=0.01)) as client:
        reply = await client.call(ask(model, "word " * 3000))
    store.close()
    assert reply.failure is not None
    assert reply.failure.kind is FailureKind.REQUEST
    assert "context" in reply.failure.message


async def test_the_embedded_provider_answers_alike_and_samples_differ(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="EMBEDDED MODEL ABSENT: install specaudit[embedded]")
    if weights.find() is None:
        pytest.skip("EMBEDDED MODEL ABSENT: run python -m specaudit.llm.weights")
    texts = []
    for attempt in ("a", "b"):
        store = CallStore(tmp_path / f"{attempt}.sqlite")
        async with Client({}, store, Limits()) as client:
            replies = [
                await client.call(
                    Request(
                        "embedded/smollm2-135m",
                        (Message("user", "Write a line about the sea."),),
                        16,
                        temperature=1.0,
                        sample=n,
                    )
                )
                for n in range(2)
            ]
        store.close()
        texts.append([r.text for r in replies])
    assert texts[0] == texts[1]
    assert texts[0][0] != texts[0][1]
