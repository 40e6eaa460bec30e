"""How families of documents mark ids, authority, commentary and examples."""

from __future__ import annotations

import importlib

from specaudit.domain.errors import ConfigError
from specaudit.parse.dialects.base import Dialect

# The first of equals wins: the more particular family stands first.
DIALECTS = {
    "openai-model-spec": "openai_model_spec",
    "rfc2119": "rfc2119",
    "agent-rules": "agent_rules",
    "constitution": "constitution",
    "plain": "plain",
}

_ENOUGH = 400_000
"""Code points from which a document's family shows."""


def dialect(name: str) -> Dialect:
    """Return a dialect by name.

    Raises:
        ConfigError: for an unknown name.
    """
    if name not in DIALECTS:
        import difflib

        close = difflib.get_close_matches(name, DIALECTS, 1)
        hint = f'did you mean "{close[0]}"?' if close else f"known: auto, {', '.join(DIALECTS)}"
        raise ConfigError(f'unknown dialect "{name}"; {hint}')
    found: Dialect = importlib.import_module(f"specaudit.parse.dialects.{DIALECTS[name]}").DIALECT
    return found


def detect(text: str) -> Dialect:
    """Return the dialect a document most likely follows, by what stands near its beginning."""
    text = text[:_ENOUGH]
    best, certainty = dialect("plain"), -1.0
    for family in map(dialect, DIALECTS):
        likely = family.likely(text)
        if likely > certainty:
            best, certainty = family, likely
        if certainty >= 1:
            break
    return best
