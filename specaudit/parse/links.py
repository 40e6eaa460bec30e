"""Pointers in the text: links to anchors, footnotes, and verdicts that name a section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import unquote

from specaudit.domain.spec import Example, Reference, Span, Statement
from specaudit.parse.markdown import RawBlock, Source
from specaudit.parse.sections import Outline, html_anchors

_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\(#(?P<anchor>[^()\s]+)\)")
_HREF = re.compile(r"<a\b[^<>\n]*?\bhref\s*=\s*[\"']#(?P<anchor>[^\"'\s>]+)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?P<colon>:?)")
_LABEL = re.compile(
    r"^ {0,3}\[(?P<label>[^\^\[\]\n][^\[\]\n]*)\]:[ \t]*(?P<target>\S+)", re.MULTILINE
)
_USE = re.compile(r"\[(?P<text>[^\[\]\n]+)\](?:\[(?P<label>[^\[\]\n]*)\])?(?![(:])")
_VERDICT_ANCHOR = re.compile(r"<!--\s*\w+\s*\[#(?P<anchor>[^\]\s]+)\]")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


def reference_labels(text: str) -> dict[str, str]:
    """Return the link labels a document defines, folded, with their targets."""
    return {m["label"].casefold(): m["target"] for m in _LABEL.finditer(text)}


class _Finder:
    def __init__(self, source: Source, outline: Outline, statements: Sequence[Statement]) -> None:
        self.text = source.text
        self.outline = outline
        self.statements = statements
        self.starts = [s.span.start for s in statements]
        self.sections = outline.sections
        self.section_starts = [s.body.start for s in outline.sections]
        self.found: list[Reference] = []
        self.anchors = dict(outline.anchors)
        for anchor, offset in html_anchors(source.text):
            self.anchors.setdefault(anchor, self.section_at(offset))

    def section_at(self, offset: int) -> str:
        return self.sections[max(0, bisect_right(self.section_starts, offset) - 1)].id

    def statement_at(self, offset: int) -> str | None:
        place = bisect_right(self.starts, offset) - 1
        if place >= 0 and offset < self.statements[place].span.end:
            return self.statements[place].id
        return None

    def resolve(self, anchor: str) -> str | None:
        for form in (anchor, unquote(anchor), anchor.lower(), unquote(anchor).lower()):
            if form in self.anchors:
                return self.anchors[form]
        return None

    def add(self, kind: str, target: str, span: Span, resolved: str | None, auto: bool) -> None:
        section = self.section_at(span.start)
        statement = self.statement_at(span.start)
        self.found.append(Reference(kind, target, resolved, section, statement, span, auto))


def find(
    source: Source,
    raw: Sequence[RawBlock],
    outline: Outline,
    statements: Sequence[Statement],
    examples: Sequence[Example],
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """Return every reference in document order, and the footnotes the document defines."""
    finder = _Finder(source, outline, statements)
    labels = {k: v[1:] for k, v in reference_labels(source.text).items() if v.startswith("#")}
    footnotes: dict[str, None] = {}
    markers: list[tuple[str, Span]] = []
    for block in raw:
        if block.type in ("fence", "code"):
            continue
        start, end = block.segments[0].start, block.segments[-1].end
        _links(finder, source.text, start, end, labels)
        for note in _FOOTNOTE.finditer(source.text, start, end):
            if note["colon"]:
                footnotes[note["label"]] = None
            else:
                markers.append((note["label"], Span(*note.span())))
    for label, span in markers:
        finder.add("footnote", label, span, label if label in footnotes else None, False)
    for example in examples:
        for cited in _VERDICT_ANCHOR.finditer(source.text, example.span.start, example.span.end):
            anchor = cited["anchor"]
            finder.add(
                "verdict", anchor, Span(*cited.span("anchor")), finder.resolve(anchor), False
            )
    return tuple(sorted(finder.found, key=lambda r: r.span)), tuple(footnotes)


def _links(finder: _Finder, text: str, start: int, end: int, labels: dict[str, str]) -> None:
    piece = text[start:end]
    code = [m.span() for m in _CODE.finditer(piece)] if "`" in piece else []

    def in_code(offset: int) -> bool:
        return any(a <= offset < b for a, b in code)

    for pattern in (_LINK, _HREF):
        for link in pattern.finditer(piece):
            if in_code(link.start()):
                continue
            anchor = link["anchor"]
            auto = pattern is _LINK and link["text"].strip() in ("?", "")
            span = Span(start + link.start(), start + link.end())
            finder.add("link", anchor, span, finder.resolve(anchor), auto)
    if not labels:
        return
    for use in _USE.finditer(piece):
        target = labels.get((use["label"] or use["text"]).casefold())
        if target and not in_code(use.start()):
            span = Span(start + use.start(), start + use.end())
            finder.add("link", target, span, finder.resolve(target), False)
