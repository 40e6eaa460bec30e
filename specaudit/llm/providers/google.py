"""Google's Gemini API."""

from __future__ import annotations

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import CONNECT_TIMEOUT, SDK_PATIENCE, DirectProvider, Made
from specaudit.llm.providers.outside import read_key, transport, vendor_settings_hidden


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Made:
        from google.genai import Client
        from google.genai.types import HttpOptions
        from httpx2 import AsyncClient, Timeout
        from pydantic_ai.models.google import GoogleModel
        from pydantic_ai.providers.google import GoogleProvider

        key = read_key(profile)
        # Our own client: on aiohttp this SDK repeats failed requests by itself.
        web = AsyncClient(
            timeout=Timeout(timeout + SDK_PATIENCE, connect=CONNECT_TIMEOUT), **transport(profile)
        )
        options = HttpOptions(
            timeout=int((timeout + SDK_PATIENCE) * 1000),
            base_url=profile.base_url or f"https://{profile.host}",
            httpx_async_client=web,
        )
        # Hidden here: variables that would turn the client to another Google service.
        with vendor_settings_hidden(profile):
            client = Client(api_key=key, vertexai=False, http_options=options)
        return GoogleModel(profile.name, provider=GoogleProvider(client=client)), web.aclose

    return DirectProvider(profile, make)
