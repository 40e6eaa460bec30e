"""Pointers in the text: links to anchors, footnotes, and verdicts that name a section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import unquote

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Example, Reference, Span, Statement
from specaudit.parse.markdown import Source
from specaudit.parse.parts import PlacedLink
from specaudit.parse.sections import Outline, html_anchors

_VERDICT_ANCHOR = regex(r"<!--\s*\w+\s*\[#([^\]\s]+)\]")
_NOTE = regex(r"\[\^([^\[\]\s]+)\]:")
_INDENTS = ("", " ", "  ", "   ")


_AS_EMOJI = "\ufe0f"
"""Asks for the coloured form of the sign before it; GitHub leaves it in an anchor."""


class _Finder:
    """Knows which section and statement a place belongs to, and where anchors lead."""

    def __init__(self, source: Source, outline: Outline, statements: Sequence[Statement]) -> None:
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

    def statement_at(self, span: Span) -> str | None:
        """Return the statement a span stands in, or the one it stands directly before."""
        place = bisect_right(self.starts, span.start) - 1
        if place >= 0 and span.start < self.statements[place].span.end:
            return self.statements[place].id
        if place + 1 < len(self.starts) and self.starts[place + 1] <= span.end + 1:
            return self.statements[place + 1].id
        return None

    def resolve(self, anchor: str) -> str | None:
        plain = unquote(anchor)
        for form in (anchor, plain, anchor.lower(), plain.lower(), plain.replace(_AS_EMOJI, "")):
            if form in self.anchors:
                return self.anchors[form]
        return None

    def add(self, kind: str, target: str, span: Span, resolved: str | None, auto: bool) -> None:
        section = self.section_at(span.start)
        statement = self.statement_at(span)
        self.found.append(Reference(kind, target, resolved, section, statement, span, auto))


def find(
    source: Source,
    links: Sequence[PlacedLink],
    outline: Outline,
    statements: Sequence[Statement],
    examples: Sequence[Example],
    fences: Sequence[Span],
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """Return every reference in document order, and the footnotes the document defines.

    Links that leave the document are no references.
    """
    finder = _Finder(source, outline, statements)
    footnotes = _footnotes(source.text, fences)
    for placed in links:
        link = placed.link
        if link.kind == "footnote":
            resolved = link.target if link.target in footnotes else None
            finder.add("footnote", link.target, placed.span, resolved, False)
        elif link.kind == "link" and link.target.startswith("#") and len(link.target) > 1:
            anchor = link.target[1:]
            finder.add("link", anchor, placed.span, finder.resolve(anchor), link.auto)
    for example in examples:
        for cited in _VERDICT_ANCHOR.finditer(source.text, example.span.start, example.span.end):
            span = Span(*cited.span(1))
            finder.add("verdict", cited[1], span, finder.resolve(cited[1]), False)
    return tuple(sorted(finder.found, key=lambda r: r.span)), footnotes


def _footnotes(text: str, fences: Sequence[Span]) -> tuple[str, ...]:
    """Return the labels of the footnotes defined outside code."""
    starts = [fence.start for fence in fences]
    found: dict[str, None] = {}
    for note in _NOTE.finditer(text):
        if text[text.rfind("\n", 0, note.start()) + 1 : note.start()] not in _INDENTS:
            continue
        place = bisect_right(starts, note.start()) - 1
        if place < 0 or note.start() >= fences[place].end:
            found[note[1]] = None
    return tuple(found)
