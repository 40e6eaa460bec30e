"""xAI's API, which is gRPC."""

from __future__ import annotations

from specaudit.llm.profiles import Profile
from specaudit.llm.providers.direct import SDK_PATIENCE, DirectProvider, Made
from specaudit.llm.providers.outside import read_key


def connect(profile: Profile, timeout: float) -> DirectProvider:
    """Return the provider; the client is made on first use."""

    def make() -> Made:
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
        return XaiModel(profile.name, provider=XaiProvider(xai_client=client)), client.close

    return DirectProvider(profile, make)
