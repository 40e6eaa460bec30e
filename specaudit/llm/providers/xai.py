"""xAI's API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import DirectProvider, read_key

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Model:
        from pydantic_ai.models.xai import XaiModel
        from pydantic_ai.providers.xai import XaiProvider

        provider = XaiProvider(api_key=read_key(profile), api_host=profile.host, timeout=timeout)
        return XaiModel(profile.name, provider=provider)

    return DirectProvider(profile, make)
