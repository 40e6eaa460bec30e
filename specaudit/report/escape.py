"""Hostile text made inert for the sinks of reports: Markdown, issue trackers, spreadsheets.

Answers of models, scenarios and the spec itself are data. In Markdown they may carry images that
call home, HTML, links, mentions that ping people and numbers that link issues.
"""

from __future__ import annotations

import re

from specaudit.domain.text import clean

BLANK = "\N{ZERO WIDTH NON-JOINER}"
"""Breaks ``@name`` and ``#7`` apart without being seen; joiners survive `clean`."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~!])")
_MENTION = re.compile(r"[@#](?=\w)")
_NUMBERED = re.compile(r"\b([A-Z][A-Z0-9]{1,9})-(?=\d)")
"""``GH-7``, ``PROJ-12``: what trackers turn into links."""
_LINK = re.compile(r"\b(https?|ftp|mailto|javascript|data|vbscript|file):", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=#]))")
_FENCES = re.compile(r"`{3,}|~{3,}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def one_line(text: str) -> str:
    """Put text on one line without control or direction characters."""
    return " ".join(clean(text).split())


def inert(text: str) -> str:
    """Break what a tracker would turn into a mention, a reference or a link."""
    text = _MENTION.sub(lambda match: match.group() + BLANK, text)
    text = _NUMBERED.sub(lambda match: f"{match.group(1)}{BLANK}-", text)
    text = _LINK.sub(lambda match: f"{match.group(1)}{BLANK}:", text)
    return _WWW.sub(f"www{BLANK}.", text)


def prose(text: str) -> str:
    """Text for a line of Markdown: nothing in it is markup, a mention or a link."""
    escaped = _MARKUP.sub(r"\\\1", inert(one_line(text)))
    return _BLOCK_START.sub(r"\1\\", escaped.replace("&", "&amp;"))


def fenced(text: str) -> str:
    """Text as a code block whose fence is longer than any fence inside."""
    body = inert(clean(text))
    longest = max((len(fence) for fence in _FENCES.findall(body)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{body}\n{fence}"


def quoted(text: str) -> str:
    """Text as a block quote, line breaks kept."""
    lines = [line for line in clean(text).splitlines() if line.strip()]
    return "\n".join(f"> {prose(line)}" for line in lines) or ">"


def cell(text: str) -> str:
    """Text for a spreadsheet cell: one that would be read as a formula gets an apostrophe."""
    kept = clean(text)
    return "'" + kept if kept.startswith(_FORMULA) else kept
