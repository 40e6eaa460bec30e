"""Sections with ``{#id authority=level}``, ``!!! meta`` commentary, ``~~~xml`` examples."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.parse.dialects.base import INFORMATIVE_TITLES, Dialect

_HEADING = regex(r"^#+ .*\{#[\w.:-]+[^{}\n]*\}\s*$", re.MULTILINE)
_AUTHORITY = regex(r"^#+ .*\{#[^{}\n]*\bauthority=", re.MULTILINE)


def _likely(text: str) -> float:
    if len(_AUTHORITY.findall(text)) >= 2:
        return 1.0
    return 0.7 if len(_HEADING.findall(text)) >= 3 else 0.0


DIALECT = Dialect(
    "openai-model-spec",
    likely=_likely,
    levels=("root", "platform", "system", "developer", "user", "guideline"),
    informative_titles=(*INFORMATIVE_TITLES, "overview"),
)
