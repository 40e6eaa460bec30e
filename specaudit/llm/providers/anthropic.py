"""Anthropic's Messages API, and servers that speak it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specaudit.llm.base import Request
from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import CONNECT_TIMEOUT, SDK_PATIENCE, DirectProvider, Made
from specaudit.llm.providers.outside import read_key, transport, vendor_settings_hidden

if TYPE_CHECKING:
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings


class AnthropicProvider(DirectProvider):
    """Keeps the cache marks, and adds the one of the system prompt."""

    marks_cache = True

    def settings(self, request: Request, model: Model) -> ModelSettings:
        """Return the settings; a marked system message is cached by the provider."""
        settings: dict[str, Any] = {**super().settings(request, model)}
        # Not a parameter of this API: sending it would only draw a warning.
        settings.pop("seed", None)
        if any(m.cache and m.role == "system" for m in request.messages):
            settings["anthropic_cache_instructions"] = True
        return settings  # type: ignore[return-value]


def connect(profile: Profile, timeout: float) -> AnthropicProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Made:
        from anthropic import AsyncAnthropic, DefaultAioHttpClient, Timeout
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider as Wrapped

        with vendor_settings_hidden(profile):
            client = AsyncAnthropic(
                api_key=read_key(profile),
                base_url=profile.base_url or f"https://{profile.host}",
                max_retries=0,
                timeout=Timeout(timeout + SDK_PATIENCE, connect=CONNECT_TIMEOUT),
                http_client=DefaultAioHttpClient(**transport(profile)),
            )
        model = AnthropicModel(profile.name, provider=Wrapped(anthropic_client=client))
        return model, client.close

    return AnthropicProvider(profile, make)
