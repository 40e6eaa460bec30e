"""What a document family says about itself, as data."""

from __future__ import annotations

import re
from collections.abc import Callable

from specaudit.domain.patterns import regex
from specaudit.domain.records import record

INFORMATIVE_TITLES = (
    "acknowledgements",
    "acknowledgments",
    "attribution",
    "change history",
    "change log",
    "changelog",
    "contents",
    "credits",
    "license",
    "history",
    "licence",
    "references",
    "revision history",
    "table of contents",
    "version history",
)
NOTE_QUOTE = regex(
    r"\s*\[!(?:note|tip)\]"
    r"|\s*[*_`]*(?:note|example|informative|non-normative|rationale|commentary|tip)s?\b"
    r"[*_]*\s*[:.(]",
    re.IGNORECASE,
)
COMMENTARY_ADMONITIONS = ("meta", "note", "info", "tip", "example", "question", "quote", "abstract")


_EXAMPLE_LABEL = regex(r"\s*(?:\*\*|__)?Examples?(?:\*\*|__)?\s*:(?:\*\*|__)?\s*", re.IGNORECASE)


@record(frozen=True, slots=True)
class Dialect:
    """How a family of documents marks what."""

    name: str
    likely: Callable[[str], float]
    """From a document's text to a score in [0, 1]; the highest above 0.5 is taken."""
    levels: tuple[str, ...] = ()
    """Authority levels where the document does not list them, highest first."""
    informative_titles: tuple[str, ...] = INFORMATIVE_TITLES
    """Headings (folded) whose text only informs."""
    title_lines: bool = False
    """Whether lone title lines are headings where a document marks none."""
    informative_quotes: bool = False
    """Whether every block quote only informs; notes do anyway."""
    example_label: re.Pattern[str] = _EXAMPLE_LABEL
    """What starts the paragraph that names the example below it."""


def share(pattern: str, text: str, per: int) -> float:
    """Hits per ``per`` words, at most 1: a document's density of a marker."""
    words = max(1, text.count(" "))
    return min(1.0, len(re.findall(pattern, text)) * per / words)
