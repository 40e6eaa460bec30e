"""OpenAI's chat completions, and every server that speaks them (vLLM, Ollama, llama.cpp)."""

from __future__ import annotations

import re
from typing import Any

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import CONNECT_TIMEOUT, SDK_PATIENCE, DirectProvider, Made
from specaudit.llm.providers.outside import read_key, transport, vendor_settings_hidden

_OPENAI_NAMES = re.compile(r"gpt-(?!oss)|o\d")
"""OpenAI's newer models take ``max_completion_tokens`` alone, most other servers ``max_tokens``."""


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""
    return DirectProvider(profile, lambda: chat_model(profile, timeout, profile.base_url))


def chat_model(profile: Profile, timeout: float, base_url: str) -> Made:
    """Make the pydantic-ai model over an SDK client without retries, on aiohttp."""
    from openai import AsyncOpenAI, DefaultAioHttpClient, Timeout
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    with vendor_settings_hidden(profile):
        client = AsyncOpenAI(
            api_key=read_key(profile),
            base_url=base_url or f"https://{profile.host}/v1",
            max_retries=0,
            timeout=Timeout(timeout + SDK_PATIENCE, connect=CONNECT_TIMEOUT),
            http_client=DefaultAioHttpClient(**transport(profile)),
        )
    provider = OpenAIProvider(openai_client=client)
    own: Any = {}
    if base_url and not _OPENAI_NAMES.match(profile.name):
        own = {"profile": {"openai_chat_supports_max_completion_tokens": False}}
    return OpenAIChatModel(profile.name, provider=provider, **own), client.close
