"""Requests through pydantic-ai's direct level, over SDK clients that we make ourselves.

The SDKs' own retries are off: `specaudit.llm.attempts` owns all of them. ``max_tokens`` is
always sent; without it some layers stream and may return a cut reply as a whole one.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from specaudit.llm.base import Message, Raw, Request, Usage
from specaudit.llm.profiles import Profile
from specaudit.llm.providers.faults import to_provider_error

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage, ModelResponse
    from pydantic_ai.models import Model, ModelRequestParameters
    from pydantic_ai.settings import ModelSettings

Made: TypeAlias = "tuple[Model, Callable[[], Awaitable[None]]]"
"""A model and what closes its connections."""

WIRE_VERSION = 1
"""Part of every key: raised when the same request would be sent in other bytes."""
CONNECT_TIMEOUT = 10.0
SDK_PATIENCE = 5.0
"""Seconds an SDK waits longer than we do: our clock ends an attempt, not the SDK's."""
SCHEMA_REQUEST = (
    "\n\nReply with one JSON object that fits this JSON Schema, and nothing else:\n{schema}"
)


class DirectProvider:
    """A model behind pydantic-ai; the SDK is imported and the client made on first use."""

    marks_cache = False
    """Whether messages marked for the provider's prompt cache are sent as marked."""

    def __init__(self, profile: Profile, make: Callable[[], Made]) -> None:
        self.profile = profile
        self.host = profile.host
        self._make = make
        self._made: Made | None = None

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return what decides the answer: the request as sent, and to which server."""
        return {
            "wire": WIRE_VERSION,
            "api": self.profile.api,
            "base_url": self.profile.base_url,
            "model": self.profile.name,
            "messages": [[m.role, m.text, m.cache and self.marks_cache] for m in request.messages],
            "max_tokens": self.profile.output_tokens(request.max_tokens),
            "temperature": request.temperature,
            "seed": request.seed,
            "schema_name": request.schema_name,
            "schema": dict(request.schema) if request.schema else None,
            "prompt": request.prompt.sha256 if request.prompt else None,
        }

    async def generate(self, request: Request) -> Raw:
        """Make one attempt; see `specaudit.llm.base.Provider`."""
        from pydantic_ai.direct import model_request

        if self._made is None:
            self._made = self._make()
        model, _ = self._made
        native = bool(model.profile.get("supports_json_schema_output"))
        if request.schema is not None and not native:
            request = with_schema_in_words(request)
        try:
            response = await model_request(
                model,
                messages(request, self.marks_cache),
                model_settings=self.settings(request, model),
                model_request_parameters=parameters(request),
                instrument=False,
            )
            return to_raw(response)
        except Exception as error:
            raise to_provider_error(error, self.profile) from None

    def settings(self, request: Request, model: Model) -> ModelSettings:
        """Return the settings to send; providers add their own."""
        settings: dict[str, Any] = {
            "max_tokens": self.profile.output_tokens(request.max_tokens),
        }
        if request.temperature is not None and samples(model):
            settings["temperature"] = request.temperature
        if request.seed is not None:
            settings["seed"] = sent_seed(request)
        return settings  # type: ignore[return-value]

    async def close(self) -> None:
        """Close the SDK's connections."""
        made, self._made = self._made, None
        if made is not None:
            await made[1]()


def samples(model: Model) -> bool:
    """Return whether a model takes a temperature; the newest thinking models refuse it."""
    known = model.profile
    if known.get("anthropic_disallows_sampling_settings"):
        return False
    return not (known.get("openai_supports_reasoning") and known.get("thinking_enabled_by_default"))


def sent_seed(request: Request) -> int:
    """Mix seed and sample, so that repeats differ and every one can be had again."""
    return ((request.seed or 0) * 1_000_003 + request.sample * 7919 + 1) % (2**31 - 1)


def with_schema_in_words(request: Request) -> Request:
    """Ask for JSON in the last message, for models that cannot be held to a schema."""
    last = request.messages[-1]
    wanted = SCHEMA_REQUEST.format(schema=json.dumps(request.schema, ensure_ascii=False))
    asked = Message(last.role, last.text + wanted, last.cache)
    return replace(request, messages=(*request.messages[:-1], asked), schema=None)


def messages(request: Request, marks: bool) -> list[ModelMessage]:
    """Turn our messages into pydantic-ai's; cache marks become cache points if ``marks``."""
    from pydantic_ai.messages import (
        CachePoint,
        ModelRequest,
        ModelResponse,
        SystemPromptPart,
        TextPart,
        UserPromptPart,
    )

    out: list[ModelMessage] = []
    parts: list[Any] = []
    for message in request.messages:
        if message.role == "assistant":
            out += [ModelRequest(parts=parts), ModelResponse(parts=[TextPart(message.text)])]
            parts = []
        elif message.role == "system":
            parts.append(SystemPromptPart(message.text))
        else:
            marked = marks and message.cache
            parts.append(UserPromptPart([message.text, CachePoint()] if marked else message.text))
    return [*out, ModelRequest(parts=parts)]


def parameters(request: Request) -> ModelRequestParameters:
    """Ask for native structured output where a schema is set."""
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition

    if request.schema is None:
        return ModelRequestParameters()
    wanted = OutputObjectDefinition(
        json_schema=dict(request.schema), name=request.schema_name, strict=True
    )
    return ModelRequestParameters(output_mode="native", output_object=wanted)


def to_raw(response: ModelResponse) -> Raw:
    """Turn pydantic-ai's response into ours; a refusal is an answer like any other."""
    from pydantic_ai.messages import TextPart

    text = "".join(part.content for part in response.parts if isinstance(part, TextPart))
    usage = response.usage
    details = response.provider_details or {}
    refusal = bool(details.get("refusal")) or details.get("finish_reason") == "refusal"
    return Raw(
        text=text or str(details.get("refusal") or ""),
        finish=response.finish_reason,
        usage=Usage(
            input=usage.input_tokens,
            cached=usage.cache_read_tokens,
            output=usage.output_tokens,
            written=usage.cache_write_tokens,
        ),
        refusal=refusal,
    )
