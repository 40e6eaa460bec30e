"""xAI's API, which is gRPC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import SDK_PATIENCE, DirectProvider
from specaudit.llm.providers.outside import read_key

if TYPE_CHECKING:
    from pydantic_ai.models import Model


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Model:
        from pydantic_ai.models.xai import XaiModel
        from pydantic_ai.providers.xai import XaiProvider
        from xai_sdk import AsyncClient

        client = AsyncClient(
            api_key=read_key(profile),
            api_host=profile.host,
            timeout=timeout + SDK_PATIENCE,
            channel_options=[("grpc.enable_retries", 0)],  # retries are ours
            use_insecure_channel=profile.base_url.startswith("http://"),
        )
        return XaiModel(profile.name, provider=XaiProvider(xai_client=client))

    return DirectProvider(profile, make)
