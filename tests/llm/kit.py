"""What the tests of model calls share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from specaudit.config import ModelConfig
from specaudit.llm.base import Message, Request
from specaudit.llm.client import Client, Limits
from specaudit.llm.profiles import Price, Profile
from specaudit.store.calls import CallStore
from tests.llm.stub import Stub

KEY = "sk-secretsecretsecret1234"
PATHS = {"openai": "/v1", "anthropic": "", "google": "", "xai": ""}
NAMES = {
    "openai": "gpt-4.1",
    "anthropic": "claude-opus-4-8",
    "google": "gemini-2.0-flash",
    "xai": "grok-4",
}


class Verdict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reason: str
    ok: bool


def ask(text: str = "hi", sample: int = 0, typed: bool = False, model: str = "stub/m") -> Request:
    return Request(
        model=model,
        messages=(Message("system", "Be brief.", cache=True), Message("user", text)),
        max_tokens=50,
        temperature=0.5,
        seed=3,
        sample=sample,
        schema_name="Verdict" if typed else None,
        schema=Verdict.model_json_schema() if typed else None,
        meta={"role": "judge"},
    )


def profile(api: str, url: str, name: str = "", key_env: str = "STUB_KEY") -> Profile:
    """A profile that sends one of the four APIs to a loopback server."""
    name = name or NAMES[api]
    return Profile(
        model=f"{api}/{name}",
        vendor=api,
        name=name,
        api=api,
        key_env=key_env,
        base_url=url + PATHS[api],
        host=url.removeprefix("http://"),
        price=Price(1.0, 2.0, 0.1),
        context=0,
        max_connections=0,
    )


@asynccontextmanager
async def client(
    stub: Stub, path: Path, api: str = "openai", **limits: Any
) -> AsyncIterator[Client]:
    """A client of one model, ``stub/m``, at a stub server."""
    model = ModelConfig(
        api=api,  # type: ignore[arg-type]
        base_url=stub.url + PATHS[api],
        api_key_env="STUB_KEY",
        price={"input": 1.0, "output": 2.0, "cached": 0.1},
    )
    store = CallStore(path / "calls.sqlite")
    try:
        limits = {"first_wait": 0.01, **limits}
        async with Client({"stub/m": model}, store, Limits(**limits)) as running:
            yield running
    finally:
        store.close()
