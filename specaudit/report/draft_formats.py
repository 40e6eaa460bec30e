"""The formats a comparison of two drafts can be written in."""

from __future__ import annotations

from importlib import import_module

from specaudit.domain.errors import ConfigError
from specaudit.report.drafts import DraftComparison

LIMIT = 8
"""Changed statements that people are shown below one heading."""
FORMS: dict[str, str] = {
    "text": "specaudit.report.draft_text",
    "markdown": "specaudit.report.draft_markdown",
    "json": "specaudit.report.draft_json",
}
"""Format to the module that writes it; loaded on use."""


def render(found: DraftComparison, form: str = "text", limit: int = LIMIT) -> str:
    """Return the comparison.

    Args:
        found: What to show.
        form: A key of `FORMS`.
        limit: Changed statements shown below one heading; 0 shows all. JSON always holds all.

    Raises:
        ConfigError: for a format that does not exist.
    """
    if form not in FORMS:
        raise ConfigError(f"{form}: no such format of a comparison; use {', '.join(FORMS)}")
    text: str = import_module(FORMS[form]).render(found, limit)
    return text
