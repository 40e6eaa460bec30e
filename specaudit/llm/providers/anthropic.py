"""Anthropic's Messages API, and servers that speak it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specaudit.llm.base import Request
from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import DirectProvider, read_key

if TYPE_CHECKING:
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings


class AnthropicProvider(DirectProvider):
    """Adds the cache mark of the system prompt."""

    def settings(self, request: Request) -> ModelSettings:
        """Return the settings; a marked system message is cached by the provider."""
        settings: dict[str, Any] = {**super().settings(request)}
        # Not a parameter of this API: sending it would only draw a warning.
        settings.pop("seed", None)
        if any(m.cache and m.role == "system" for m in request.messages):
            settings["anthropic_cache_instructions"] = True
        return settings  # type: ignore[return-value]


def connect(profile: Profile, timeout: float) -> AnthropicProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Model:
        from anthropic import AsyncAnthropic, DefaultAioHttpClient
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider as Wrapped

        client = AsyncAnthropic(
            api_key=read_key(profile),
            base_url=profile.base_url or f"https://{profile.host}",
            max_retries=0,
            timeout=timeout,
            http_client=DefaultAioHttpClient(),
        )
        return AnthropicModel(profile.name, provider=Wrapped(anthropic_client=client))

    return AnthropicProvider(profile, make)
