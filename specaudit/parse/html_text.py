"""Text inside blocks of raw HTML: where it stands, and what kind of block holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from specaudit.domain.patterns import regex

_TOKEN = regex(r"<!--|</?(?P<name>[A-Za-z][\w:-]*+)(?:[\s/][^<>]*+)?+>")
_SILENT = frozenset("script style pre svg iframe math template textarea summary".split())
_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body br caption center dd details div dl dt fieldset figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p section table tbody td tfoot th
    thead tr ul
    """.split()
)
_CELLS = {"td": "cell", "th": "head"}


class HtmlPiece(NamedTuple):
    """A run of text between block tags."""

    type: str
    """``heading``, ``paragraph``, ``cell`` or ``head``."""
    start: int
    end: int
    level: int = 0
    """Rank of a heading; 0 otherwise."""


def html_pieces(text: str) -> Iterator[HtmlPiece]:
    """Return the runs of text of an HTML block, in order; inline tags stay inside them."""
    silent = ""
    kind, level, begin, at = "paragraph", 0, 0, 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found[0] == "<!--":
            at = text.find("-->", at) + 3
            if at < 3:  # a comment that never ends hides the rest
                yield HtmlPiece(kind, begin, found.start(), level)
                return
            continue
        name = found["name"].lower()
        closes = found[0].startswith("</")
        if silent:
            if closes and name == silent:
                silent, begin = "", at
            continue
        if name not in _BLOCK_TAGS and name not in _SILENT:
            continue
        yield HtmlPiece(kind, begin, found.start(), level)
        kind, level = ("paragraph", 0) if closes else _kind(name, kind)
        begin = found.start() if level else at  # a heading's tag may hold its anchor
        if name in _SILENT and not closes:
            silent = name
    if not silent:
        yield HtmlPiece(kind, begin, len(text), level)


def _kind(name: str, kind: str) -> tuple[str, int]:
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return "heading", int(name[1])
    if name == "br" and kind in ("cell", "head"):
        return kind, 0
    return _CELLS.get(name, "paragraph"), 0
