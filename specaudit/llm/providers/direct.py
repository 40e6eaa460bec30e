"""Requests through pydantic-ai's direct level, over SDK clients that we make ourselves.

The SDKs' own retries are off: `specaudit.llm.client` owns all of them. ``max_tokens`` is always
sent; without it some layers stream and may return a cut reply as a whole one.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from specaudit.domain.errors import KeyMissingError
from specaudit.domain.response import Failure, FailureKind
from specaudit.domain.text import clean, shorten
from specaudit.llm.base import ProviderError, Raw, Request, Usage
from specaudit.llm.profiles import Profile

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage, ModelResponse
    from pydantic_ai.models import Model, ModelRequestParameters
    from pydantic_ai.settings import ModelSettings

_KEY_LIKE = re.compile(r"\b(?:sk|pk|xai|AIza|key|Bearer)[-_ ]?[A-Za-z0-9_\-]{12,}")
_CONTEXT = re.compile(r"context|too long|maximum.*tokens|exceed", re.IGNORECASE)


def read_key(profile: Profile) -> str:
    """Return the key of a model from the environment.

    Raises:
        KeyMissingError: naming the variable.
    """
    if not profile.key_env:
        return "none"
    value = os.environ.get(profile.key_env, "").strip()
    if not value:
        raise KeyMissingError(
            f"{profile.model}: {profile.key_env} is not set (lint and --dry-run need no key)"
        )
    return value


def safe(message: object) -> str:
    """Make a server's words fit to show: one line, short, nothing that looks like a key."""
    return _KEY_LIKE.sub("[redacted]", shorten(clean(str(message)), 300))


class DirectProvider:
    """A model behind pydantic-ai; the SDK is imported and the client made on first use."""

    def __init__(self, profile: Profile, make: Callable[[], Model]) -> None:
        self.profile = profile
        self.host = profile.host
        self._make = make
        self._model: Model | None = None

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return what decides the answer: the request as sent, and to which server."""
        return {
            "api": self.profile.api,
            "base_url": self.profile.base_url,
            "model": self.profile.name,
            "messages": [[m.role, m.text, m.cache] for m in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "schema": dict(request.schema) if request.schema else None,
            "prompt": request.prompt.sha256 if request.prompt else None,
        }

    async def generate(self, request: Request) -> Raw:
        """Make one attempt; see `specaudit.llm.base.Provider`."""
        from pydantic_ai import exceptions
        from pydantic_ai.direct import model_request

        if self._model is None:
            self._model = self._make()
        try:
            response = await model_request(
                self._model,
                messages(request),
                model_settings=self.settings(request),
                model_request_parameters=parameters(request, self.profile),
                instrument=False,
            )
        except exceptions.ModelHTTPError as error:
            raise _http_failure(error.status_code, error.body or error, error.headers) from None
        except exceptions.ModelConnectionError as error:
            raise _unreachable(error) from None
        except (exceptions.ModelAPIError, exceptions.UnexpectedModelBehavior) as error:
            raise _other(error) from None
        except (ValueError, OSError) as error:
            # A body that is no JSON, or a connection cut inside it: worth another attempt.
            failure = Failure(FailureKind.SERVER, f"unreadable reply: {safe(error)}")
            raise ProviderError(failure, retry=True) from None
        return to_raw(response)

    def settings(self, request: Request) -> ModelSettings:
        """Return the settings to send; providers add their own."""
        settings: dict[str, Any] = {"max_tokens": request.max_tokens}
        if request.temperature is not None:
            settings["temperature"] = request.temperature
        if request.seed is not None:
            settings["seed"] = sent_seed(request)
        return settings  # type: ignore[return-value]

    async def close(self) -> None:
        """Close the SDK's connections."""
        client = getattr(self._model, "client", None)
        closing = getattr(client, "close", None) or getattr(client, "aclose", None)
        if closing is not None:
            done = closing()
            if asyncio.iscoroutine(done):
                await done
        self._model = None


def sent_seed(request: Request) -> int:
    """Mix seed and sample, so that repeats differ and every one can be had again."""
    return ((request.seed or 0) * 1_000_003 + request.sample * 7919 + 1) % (2**31 - 1)


def messages(request: Request) -> list[ModelMessage]:
    """Turn our messages into pydantic-ai's; cache marks become cache points."""
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
            marked = message.cache
            parts.append(UserPromptPart([message.text, CachePoint()] if marked else message.text))
    return [*out, ModelRequest(parts=parts)]


def parameters(request: Request, profile: Profile) -> ModelRequestParameters:
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
        usage=Usage(usage.input_tokens, usage.cache_read_tokens, usage.output_tokens),
        refusal=refusal,
    )


def _http_failure(status: int, body: object, headers: Mapping[str, str] | None) -> ProviderError:
    words = f"HTTP {status}: {safe(_server_words(body))}"
    if status in (401, 403):
        return ProviderError(Failure(FailureKind.AUTH, words), retry=False, fatal=True)
    after = _seconds((headers or {}).get("retry-after"))
    if status == 429:
        return ProviderError(Failure(FailureKind.RATE_LIMIT, words), retry=True, after=after)
    if status >= 500 or status in (408, 409):
        return ProviderError(Failure(FailureKind.SERVER, words), retry=True, after=after)
    hint = "; the request is longer than the model's context" if _CONTEXT.search(words) else ""
    return ProviderError(Failure(FailureKind.REQUEST, words + hint), retry=False)


def _server_words(body: object) -> object:
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        if isinstance(inner, Mapping):
            return inner.get("message", inner)
        return inner
    return body


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


def _unreachable(error: Exception) -> ProviderError:
    """Split what may pass (a reset, a time-out) from a host that is not there."""
    root: BaseException = error
    while root.__cause__ or root.__context__:
        root = root.__cause__ or root.__context__ or root
    words = safe(root) or type(root).__name__
    gone = isinstance(root, ConnectionRefusedError) or bool(
        re.search(
            r"refused|unreachable|resolve|getaddrinfo|name or service|may not connect", words, re.I
        )
    )
    kind = FailureKind.UNREACHABLE if gone else FailureKind.SERVER
    return ProviderError(Failure(kind, words), retry=not gone, fatal=gone)


def _other(error: Exception) -> ProviderError:
    from pydantic_ai import exceptions

    if isinstance(error, exceptions.ContentFilterError):
        failure = Failure(FailureKind.FILTERED, safe(error))
        return ProviderError(failure, retry=False)
    return ProviderError(Failure(FailureKind.SERVER, safe(error)), retry=True)
