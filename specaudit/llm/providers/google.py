"""Google's Gemini API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import DirectProvider, read_key

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Model:
        from google.genai import Client
        from google.genai.types import HttpOptions
        from pydantic_ai.models.google import GoogleModel
        from pydantic_ai.providers.google import GoogleProvider

        options = HttpOptions(
            timeout=int(timeout * 1000), base_url=profile.base_url or f"https://{profile.host}"
        )
        client = Client(api_key=read_key(profile), http_options=options)
        return GoogleModel(profile.name, provider=GoogleProvider(client=client))

    return DirectProvider(profile, make)
