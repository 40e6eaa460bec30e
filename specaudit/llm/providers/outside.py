"""What leaves this machine, and where to: keys, a vendor's settings, proxies, redirects."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from specaudit.domain.errors import KeyMissingError
from specaudit.domain.text import clean, shorten
from specaudit.llm.profiles import VENDORS, Profile, is_loopback

NO_KEY = "none"
"""Sent to servers that want no key: SDKs insist on one."""
_KEY_LIKE = re.compile(
    r"\b(?:(?:sk|pk|xai|gsk|hf|key)[-_]|AIza|Bearer\s+)[A-Za-z0-9_\-.*]{6,}", re.IGNORECASE
)
_SHOWN = 300
_TRUSTED = ("anthropic", "openai")
"""Vendors whose SDK may read the rest of its environment, at the vendor's own host."""


def read_key(profile: Profile) -> str:
    """Return the key of a model from the environment.

    Raises:
        KeyMissingError: naming the variable.
    """
    if not profile.key_env:
        return NO_KEY
    value = os.environ.get(profile.key_env, "").strip()
    if not value:
        raise KeyMissingError(
            f"{profile.model}: {profile.key_env} is not set (lint and --dry-run need no key)"
        )
    if not value.isascii() or not value.isprintable():
        raise KeyMissingError(
            f"{profile.model}: {profile.key_env} holds characters that no key has; copy it anew"
        )
    return value


def require_keys(profiles: Sequence[Profile]) -> None:
    """Find out before a first call that every key is there.

    Raises:
        KeyMissingError: naming every variable that is not set.
    """
    needed = {profile.key_env for profile in profiles if profile.key_env}
    missing = sorted(name for name in needed if not os.environ.get(name, "").strip())
    if len(missing) > 1:
        raise KeyMissingError(f"{', '.join(missing)} are not set (lint and --dry-run need no key)")
    for profile in profiles:
        read_key(profile)


def safe(message: object, profile: Profile) -> str:
    """Make a server's words fit to show: one line, short, without keys or control characters."""
    text = str(message)
    key = os.environ.get(profile.key_env, "").strip() if profile.key_env else ""
    if len(key) >= 4:
        text = text.replace(key, "[redacted]")
    return shorten(_KEY_LIKE.sub("[redacted]", clean(text)), _SHOWN)


@contextmanager
def vendor_settings_hidden(profile: Profile) -> Iterator[None]:
    """Hide a vendor's environment from its SDK while a client for another host is made.

    SDKs add what they find there (organisation, custom headers, a second token) to every
    request. What is meant for the vendor must not reach a server that only speaks its API.
    """
    if not profile.base_url and profile.vendor in _TRUSTED:
        yield
        return
    prefixes = tuple(variable.partition("_")[0] + "_" for variable, _ in VENDORS.values())
    hidden = {name: value for name, value in os.environ.items() if name.startswith(prefixes)}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)


def transport(profile: Profile) -> dict[str, Any]:
    """Return how an HTTP client is to behave.

    No redirects: the hosts that reports list are the only ones asked. No proxy for this machine.
    """
    return {"follow_redirects": False, "trust_env": not is_loopback(profile.host)}
