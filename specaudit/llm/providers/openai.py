"""OpenAI's chat completions, and every server that speaks them (vLLM, Ollama, llama.cpp)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import DirectProvider, read_key

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""
    return DirectProvider(profile, lambda: chat_model(profile, timeout, profile.base_url))


def chat_model(profile: Profile, timeout: float, base_url: str) -> Model:
    """Make the pydantic-ai model over an SDK client without retries, on aiohttp."""
    from openai import AsyncOpenAI, DefaultAioHttpClient
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    client = AsyncOpenAI(
        api_key=read_key(profile),
        base_url=base_url or f"https://{profile.host}/v1",
        max_retries=0,
        timeout=timeout,
        http_client=DefaultAioHttpClient(),
    )
    return OpenAIChatModel(profile.name, provider=OpenAIProvider(openai_client=client))
