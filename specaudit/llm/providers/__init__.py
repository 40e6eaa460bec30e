"""One file a provider; SDKs are imported when a first call is made."""

from __future__ import annotations

import importlib

from specaudit.llm.base import Provider
from specaudit.llm.profiles import Profile

PROVIDERS = {
    "anthropic": "anthropic",
    "openai": "openai",
    "google": "google",
    "xai": "xai",
    "embedded": "embedded",
    "scripted": "scripted",
    "replay": "replay",
}


def connect(profile: Profile, timeout: float) -> Provider:
    """Return the provider that reaches a model.

    Raises:
        ConfigError: where its library is not installed.
        KeyMissingError: where its key is not set.
    """
    module = importlib.import_module(f"specaudit.llm.providers.{PROVIDERS[profile.api]}")
    provider: Provider = module.connect(profile, timeout)
    return provider
