"""Labels that name an item ("Privacy: ..."), and lines that are titles without a heading mark."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.parse.inline import Inline
from specaudit.parse.markdown import RawBlock

_BOLD = regex(
    r"\s*(?P<mark>\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?P<inner>[.:?!]?)(?P=mark)"
    r"(?P<outer>\s*(?:[.:](?=\s|\Z)|：)|\s+[-–—]+(?=\s)|[ \t]*(?=\n))?"
)
_LEAD = regex(r"(?P<lead>[A-Z“\"`][^:：;!?\n]{1,60}?|[a-z][\w.-]{1,40})\s*[:：]\s+\S")
_BINDS = regex(
    r"\b(?:must|shall|should|may|can|cannot|will|never|always|not|do|avoid)\b|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE = regex(
    r"(?:if|when|whenever|unless|until|while|where|before|after|once|because|since|as|for|in|on"
    r"|with|by|to)\b",
    re.IGNORECASE,
)
_TITLE = regex(r"\s*(?P<mark>\*\*|__)(?P<title>[^\n]{2,100}?)(?P=mark)\s*\Z")
_CLOSED = regex(r"[.!?:;,…。！？：]\Z")
_LABEL_WORDS = 8
_TITLE_WORDS = 12


def label_of(raw: RawBlock, inline: Inline) -> str | None:
    """Return the label that names a block, as a reader sees it and without its colon.

    Words that bind ("must", "never") or begin a clause ("if", "when") are no label: stripping
    them would change what the sentence says.
    """
    if raw.type in ("cell", "head"):
        return None
    found = _BOLD.match(inline.text)
    if found and (found["inner"] or found["outer"] is not None):
        lead = inline.shown(found.start("bold"), found.end("bold"))
    elif raw.lists and (plain := _LEAD.match(inline.shown())):
        lead = plain["lead"]
    else:
        return None
    lead = lead.strip()
    too_long = len(lead.split()) > _LABEL_WORDS or ". " in lead
    return None if too_long or _BINDS.search(lead) or _CLAUSE.match(lead) else lead or None


def is_title(raw: RawBlock, inline: Inline) -> bool:
    """Whether a paragraph is only a title in bold."""
    if raw.lists or raw.quotes or raw.admonition or len(raw.segments) != 1:
        return False
    found = _TITLE.match(inline.text)
    return bool(found) and title_like(inline.shown())


def title_like(shown: str) -> bool:
    """Whether a line reads as a title: short, not stopped, and binding nobody."""
    return (
        len(shown.split()) <= _TITLE_WORDS
        and not _CLOSED.search(shown)
        and not _BINDS.search(shown)
        and (shown[:1].isupper() or shown[:1].isdigit() or not shown.isascii())
    )
