"""Inline markup: what the splitter must not see, and a sentence as a reader sees it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from specaudit.parse.markdown import Segment

# Comments, tags, template tags and footnote markers carry no words of the document.
HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>\n]*>|\{%.*?%\}|\{\{.*?\}\}|<%.*?%>|\[\^[^\]\s]+\]"
    r"|\{:[^{}\n]*\}|\{#[^{}\n]*\}",
    re.DOTALL,
)
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
_GAP = re.compile(r"(?<=\w) ([.,;:!?](?:\s|$))")
_INLINE = re.compile(
    r"(?P<code>(?P<tick>`+)(?P<codetext>.+?)(?P=tick))"
    r"|!\[(?P<alt>[^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)"
    r"|\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<url>[^()\s]*(?:\([^()\s]*\))?[^()\s]*)"
    r"(?:\s+[\"'(][^\n]*?[\"')])?\)"
    r"|\[(?P<ref>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]"
    r"|\[(?P<short>[^\[\]]+)\](?![(\[:])"
    r"|(?P<emoji>:[a-z0-9_+-]{2,40}:)"
    r"|\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<stars>\*{1,3}|~~)"
    r"|(?P<under>(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_]))"
    r"|(?P<dash>(?<!-)---(?!-))",
    re.DOTALL,
)


def mask(text: str, segments: Sequence[Segment]) -> str:
    """Return the slice from first to last segment with all that is no text blanked.

    The result has the length of the slice, so offsets into it are offsets into the source.
    """
    start = segments[0].start
    parts: list[str] = []
    at = start
    for segment in segments:
        gap = text[at : segment.start]
        parts.append("".join("\n" if c == "\n" else " " for c in gap))
        parts.append(text[segment.start : segment.end])
        at = segment.end
    joined = "".join(parts)
    return _blank(HIDDEN, joined) if any(c in joined for c in "<{[") else joined


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Blank what is hidden, except inside code spans, whose tags are words."""
    code = [m.span() for m in re.finditer(r"(`+)(?!`).+?(?<!`)\1(?!`)", text)]

    def cover(found: re.Match[str]) -> str:
        inside = any(a < found.start() < b for a, b in code) if code else False
        if inside or _AUTOLINK.match(found[0]):
            return found[0]
        return "".join("\n" if c == "\n" else " " for c in found[0])

    return pattern.sub(cover, text)


def reader(masked: str, titles: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Turn a masked slice into what a reader sees.

    Args:
        masked: From `mask`.
        titles: Anchor to section title, for links whose text the renderer fills in.
        labels: Reference labels the document defines, folded, to their targets.
    """

    def show(found: re.Match[str]) -> str:
        groups = found.groupdict()
        if groups["code"]:
            return groups["codetext"].strip()
        if groups["url"] is not None:
            return _link(groups["text"], groups["url"])
        if groups["ref"] is not None:
            known = (groups["label"] or groups["ref"]).casefold() in labels
            return reader(groups["ref"], titles, labels) if known else found[0]
        if groups["short"] is not None:
            inner = groups["short"]
            return inner if inner.casefold() in labels else found[0]
        if groups["escape"]:
            return groups["escape"]
        if groups["dash"]:
            return "—"
        return ""

    def _link(text: str, url: str) -> str:
        if text.strip() in ("?", "") and url.startswith("#"):
            title = titles.get(url[1:])
            return f"“{title}”" if title else "“" + url[1:].replace("_", " ") + "”"
        return reader(text, titles, labels)

    shown = _INLINE.sub(show, masked) if _has_markup(masked) else masked
    # A hidden marker before a stop leaves a space that no reader sees.
    return _GAP.sub(r"\1", " ".join(html.unescape(shown).split()))


def _has_markup(text: str) -> bool:
    return any(c in text for c in "`[*_~\\:") or "---" in text


def plain(text: str) -> str:
    """Return a heading or label without markup."""
    return reader(_blank(HIDDEN, text), {}, {})
