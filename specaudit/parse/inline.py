"""Inline markup: what the splitter must not see, and a sentence as a reader sees it.

A block is read once, from left to right, in time linear in its length. What is found is a list
of edits on the block's source, so that every sentence keeps its exact place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.parse.markdown import Segment

_SPECIAL = regex(r"[`*_~\\<\[{]|-{3}|:[a-z0-9+-]| {2}\n")
_TOKEN = regex(r"\\|`+|!?\[|\]|<|\{|\*+|_+|~~|-{3,}|:[a-z+-][a-z0-9_+-]{0,38}[a-z0-9]:| {2,}\n")
_TICKS = regex(r"`+")
_TAG = regex(r"</?(?P<name>[A-Za-z][\w:-]*+)(?:[\s/][^<>]*+)?+>")
_AUTOLINK = regex(r"<((?:https?://|mailto:)[^<>\s]++|[\w.+-]++@[\w.-]++)>")
_HREF = regex(r"\bhref\s*=\s*[\"']?#([^\"'\s>]+)", re.IGNORECASE)
_KRAMDOWN = regex(r"\{[:#.][^{}\n]*+\}(?=[ \t]*(?:\n|\Z))")
_FOOTNOTE = regex(r"\[\^([^\[\]\s]++)\](:?)")
_MARK = regex(r"\s*\[(?:[ xX]|!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION))\](?=\s|\Z)")
"""The box of a task, or the kind of a quoted alert."""
_TARGET = regex(
    r"\(\s*(?:<(?P<angled>[^<>\n]*+)>|(?P<plain>[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"
    r"(?:\s+(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+\s*\)"
)
_LABEL = regex(r"\[([^\[\]]{0,999})\]")
_GAP = regex(r" (?<=\w )([.,;:!?](?:\s|$))")
_DEFINITION = regex(r"^[ \t]*\[[^\[\]\n^]+\]:[ \t]*\S+(?:[ \t]+[\"'(][^\n]*)?$", re.MULTILINE)
_LONGEST_LABEL = 999
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Link(NamedTuple):
    """A link, or a footnote marker, with its place in the block."""

    start: int
    end: int
    target: str
    """What it points at, as written; a footnote's label."""
    kind: str = "link"
    """``link``, ``footnote``, or ``note`` for the place where a footnote is defined."""
    auto: bool = False
    """Whether the renderer fills in the text."""


class _Edit(NamedTuple):
    start: int
    end: int
    shown: str
    """What a reader sees instead of the source."""
    fill: str
    """What the splitter sees: one character, repeated; empty: the source."""


@record(slots=True)
class _Open:
    """A bracket that waits for its partner."""

    at: int
    image: bool
    edits: int
    """How many edits there were before it."""


def mask(text: str, segments: Sequence[Segment]) -> str:
    """Return the slice from first to last segment, what lies between them blanked.

    The result has the length of the slice, so offsets into it are offsets into the source.
    """
    if len(segments) == 1:
        return text[segments[0].start : segments[0].end]
    parts: list[str] = []
    at = segments[0].start
    for segment in segments:
        gap = text[at : segment.start]
        parts.append(gap if gap == "\n" else "".join("\n" if c == "\n" else " " for c in gap))
        parts.append(text[segment.start : segment.end])
        at = segment.end
    return "".join(parts)


def code_spans(text: str) -> dict[int, tuple[int, int]]:
    """Return code spans: start to (end, length of the fence of back-ticks)."""
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(text)]
    following: dict[int, list[int]] = {}
    for place in range(len(runs) - 1, -1, -1):
        following.setdefault(runs[place][1] - runs[place][0], []).append(place)
    spans: dict[int, tuple[int, int]] = {}
    after = -1
    for place, (start, end) in enumerate(runs):
        same = following[end - start]
        while same and same[-1] <= place:
            same.pop()
        escaped = start > 0 and text[start - 1] == "\\" and place > after
        if place <= after or escaped or not same:
            continue
        after = same[-1]
        spans[start] = (runs[after][1], end - start)
    return spans


class Inline:
    """One block's text with its markup understood."""

    def __init__(self, text: str, titles: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """Read a block.

        Args:
            text: From `mask`.
            titles: Anchor to section title, for links whose text the renderer fills in.
            labels: Reference labels the document defines, folded, to their targets.
        """
        self.text = text
        self.titles = titles
        self.labels = labels
        self.links: list[Link] = []
        self.breaks: list[int] = []
        """Offsets where the author broke the line on purpose."""
        self._edits: list[_Edit] = []
        if _SPECIAL.search(text):
            self._code = code_spans(text) if "`" in text else {}
            self._brackets: list[_Open] = []
            self._underscores: list[tuple[int, int]] = []
            self._strikes: list[int] = []
            self._absent: set[str] = set()
            self._read()
            self._edits.sort(key=lambda edit: edit.start)
        self._starts = [edit.start for edit in self._edits]
        self.shape = self._shape()
        """The text for the sentence splitter: same length, stops inside markup hidden."""

    def shown(self, start: int = 0, end: int | None = None) -> str:
        """Return a part of the text as a reader sees it."""
        end = len(self.text) if end is None else end
        parts: list[str] = []
        at = start
        place = bisect_left(self._starts, start)
        while place < len(self._edits) and self._edits[place].start < end:
            edit = self._edits[place]
            place += 1
            if edit.start < at:
                continue
            parts += (self._literal(at, edit.start), edit.shown)
            at = edit.end
        if at < end:
            parts.append(self._literal(at, end))
        # A hidden marker before a stop leaves a space that no reader sees.
        return _GAP.sub(r"\1", " ".join("".join(parts).split()))

    def _literal(self, start: int, end: int) -> str:
        piece = self.text[start:end]
        if "&" not in piece:
            return piece
        import html

        return html.unescape(piece)

    def _shape(self) -> str:
        parts: list[str] = []
        at = 0
        for edit in self._edits:
            if edit.start < at or not edit.fill:
                continue
            parts += (self.text[at : edit.start], edit.fill * (edit.end - edit.start))
            at = edit.end
        return "".join(parts) + self.text[at:] if parts else self.text

    def _edit(self, start: int, end: int, shown: str = "", fill: str = "") -> None:
        self._edits.append(_Edit(start, end, shown, fill))

    # Reading

    def _read(self) -> None:
        mark = _MARK.match(self.text)
        position = mark.end() if mark else 0
        if mark:
            self._edit(mark.start(), mark.end(), fill=" ")
        for line in _DEFINITION.finditer(self.text) if "]:" in self.text else ():
            self._edit(line.start(), line.end(), fill=" ")
        handlers = {
            "`": self._ticks,
            "\\": self._escape,
            "<": self._angle,
            "{": self._brace,
            "[": self._open,
            "!": self._open,
            "]": self._close,
            "*": self._star,
            "_": self._underscore,
            "~": self._tilde,
            "-": self._dash,
            ":": self._emoji,
            " ": self._break,
        }
        while found := _TOKEN.search(self.text, position):
            position = handlers[found[0][0]](found)

    def _ticks(self, found: re.Match[str]) -> int:
        span = self._code.get(found.start())
        if span is None:
            return found.end()
        end, fence = span
        inner = self.text[found.start() + fence : end - fence]
        self._edit(found.start(), end, inner.strip(), "`")
        return end

    def _escape(self, found: re.Match[str]) -> int:
        at = found.end()
        following = self.text[at : at + 1]
        if following == "\n":
            self._edit(found.start(), at, fill=" ")
            self.breaks.append(at)
        elif following in _ASCII_PUNCTUATION and following:
            self._edit(found.start(), at)
            return at + 1
        return at

    def _angle(self, found: re.Match[str]) -> int:
        start = found.start()
        for opening, closing in (("<!--", "-->"), ("<%", "%>")):
            if self.text.startswith(opening, start):
                return self._hide(start, opening, closing)
        link = _AUTOLINK.match(self.text, start)
        if link:
            self._edit(start, link.end(), link[1], "~")
            return link.end()
        tag = _TAG.match(self.text, start)
        if not tag:
            return found.end()
        self._tag(tag)
        return tag.end()

    def _tag(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        closes = tag[0].startswith("</")
        if name == "br":
            self.breaks.append(tag.end())
            self._edit(tag.start(), tag.end(), " ", " ")
            return
        shown = "^" if name == "sup" and not closes else ""
        self._edit(tag.start(), tag.end(), shown, "~" if closes else " ")
        if name == "a" and (href := _HREF.search(tag[0])):
            self.links.append(Link(tag.start(), tag.end(), f"#{href[1]}"))

    def _brace(self, found: re.Match[str]) -> int:
        start = found.start()
        for opening, closing in (("{%", "%}"), ("{{", "}}")):
            if self.text.startswith(opening, start):
                return self._hide(start, opening, closing)
        attributes = _KRAMDOWN.match(self.text, start)
        if attributes:
            self._edit(start, attributes.end(), fill=" ")
            return attributes.end()
        return found.end()

    def _hide(self, start: int, opening: str, closing: str) -> int:
        """Hide a comment or template tag; one that never ends is text."""
        if closing not in self._absent:
            end = self.text.find(closing, start + len(opening))
            if end >= 0:
                self._edit(start, end + len(closing), fill=" ")
                return end + len(closing)
            self._absent.add(closing)
        return start + len(opening)

    def _open(self, found: re.Match[str]) -> int:
        start = found.start()
        note = _FOOTNOTE.match(self.text, start) if found[0] == "[" else None
        if note is None:
            self._brackets.append(_Open(start, found[0] == "![", len(self._edits)))
            return found.end()
        defines = bool(note[2]) and not self.text[:start].strip()
        end = note.end() if defines else note.end(1) + 1
        self._edit(start, end, fill=" " if defines else "~")
        self.links.append(Link(start, end, note[1], "note" if defines else "footnote"))
        return end

    def _close(self, found: re.Match[str]) -> int:
        if not self._brackets:
            return found.end()
        opened = self._brackets.pop()
        at = found.end()
        following = self.text[at : at + 1]
        if following == "(" and (target := _TARGET.match(self.text, at)):
            return self._link(opened, found.start(), target)
        inside = opened.at + (2 if opened.image else 1)
        if found.start() - inside > _LONGEST_LABEL or opened.image:
            return at
        label, end = self.text[inside : found.start()], at
        if following == "[" and (named := _LABEL.match(self.text, at)):
            label, end = named[1] or label, named.end()
        elif following == ":":
            return at
        known = self.labels.get(label_key(label))
        if known is None:
            return at
        self._edit(opened.at, opened.at + 1)
        self._edit(found.start(), end, fill="~")
        self.links.append(Link(opened.at, end, known))
        return end

    def _link(self, opened: _Open, closing: int, target: re.Match[str]) -> int:
        end = target.end()
        url = target["angled"] if target["angled"] is not None else target["plain"]
        text = self.text[opened.at + 1 : closing].strip() if closing - opened.at < 9 else "text"
        auto = text in ("?", "") and url.startswith("#")
        if opened.image or auto:
            del self._edits[opened.edits :]
            shown = f"“{self.titles.get(url[1:]) or url[1:].replace('_', ' ')}”" if auto else ""
            self._edit(opened.at, end, shown, "X" if auto else " ")
        else:
            self._edit(opened.at, opened.at + 1)
            self._edit(closing, end, fill="~")
        if not opened.image:
            self.links.append(Link(opened.at, end, url, auto=auto))
        return end

    def _flanks(self, found: re.Match[str]) -> tuple[bool, bool]:
        """Whether text stands directly before and directly after."""
        before = self.text[found.start() - 1 : found.start()]
        after = self.text[found.end() : found.end() + 1]
        return bool(before.strip()), bool(after.strip())

    def _star(self, found: re.Match[str]) -> int:
        if any(self._flanks(found)) and len(found[0]) <= 3:
            self._edit(*found.span())
        return found.end()

    def _underscore(self, found: re.Match[str]) -> int:
        before, after = self._flanks(found)
        text, length = self.text, len(found[0])
        word_before = before and text[found.start() - 1].isalnum()
        word_after = after and text[found.end()].isalnum()
        if length > 3:
            return found.end()
        open_ = self._underscores
        if before and not word_after and open_ and open_[-1][1] == length:
            start, _ = open_.pop()
            self._edit(start, start + length)
            self._edit(*found.span())
        elif after and not word_before:
            open_.append((found.start(), length))
        return found.end()

    def _tilde(self, found: re.Match[str]) -> int:
        if self._strikes:
            start = self._strikes.pop()
            self._edit(start, start + 2)
            self._edit(*found.span())
        else:
            self._strikes.append(found.start())
        return found.end()

    def _dash(self, found: re.Match[str]) -> int:
        if len(found[0]) == 3:
            self._edit(*found.span(), "—")
        return found.end()

    def _emoji(self, found: re.Match[str]) -> int:
        before = self.text[found.start() - 1 : found.start()]
        after = self.text[found.end() : found.end() + 1]
        if before.isalnum() or after.isalnum():
            return found.start() + 1
        self._edit(*found.span(), fill=" ")
        return found.end()

    def _break(self, found: re.Match[str]) -> int:
        self.breaks.append(found.end())
        return found.end()


def label_key(label: str) -> str:
    """Return a link label in the form in which labels are compared."""
    return " ".join(label.split()).casefold()


def plain(text: str, labels: Mapping[str, str] | None = None) -> str:
    """Return a heading or label without markup."""
    return Inline(text, {}, labels or {}).shown()
