"""Sections with ``{#id authority=level}``, ``!!! meta`` commentary, ``~~~xml`` examples."""

from __future__ import annotations

import re
from itertools import islice

from specaudit.domain.patterns import regex
from specaudit.parse.dialects.base import INFORMATIVE_TITLES, Dialect

_HEADING = regex(r"^#+ .*\{#[\w.:-]+[^{}\n]*\}\s*$", re.MULTILINE)
_AUTHORITY = regex(r"^#+ .*\{#[^{}\n]*\bauthority=", re.MULTILINE)


def _likely(text: str) -> float:
    if _has(_AUTHORITY, 2, text):
        return 1.0
    return 0.7 if _has(_HEADING, 3, text) else 0.0


def _has(pattern: re.Pattern[str], times: int, text: str) -> bool:
    return sum(1 for _ in islice(pattern.finditer(text), times)) == times


DIALECT = Dialect(
    "openai-model-spec",
    likely=_likely,
    levels=("root", "platform", "system", "developer", "user", "guideline"),
    informative_titles=(*INFORMATIVE_TITLES, "overview"),
)
