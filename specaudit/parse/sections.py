"""Headings to sections: anchors, attributes, levels, and which parts only inform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from specaudit.config import DocumentOptions
from specaudit.domain.spec import Section, Span
from specaudit.parse.dialects.base import Dialect
from specaudit.parse.inline import plain
from specaudit.parse.markdown import RawBlock, Source

_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<body>(?:#|\.|[\w:-]+=)[^{}\n]*)\}\s*#*\s*$")
_PAIR = re.compile(r"([\w:.-]+)=(\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_HTML_ANCHOR = re.compile(
    r"<[A-Za-z][^<>\n]*?\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE
)
_NOT_SLUG = re.compile(r"[^\w\- ]")
_NOT_SLUG_QUOTES = re.compile(r"[^\w\- ‘’“”]")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|§+)\s+")


def slug(title: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return _NOT_SLUG.sub("", title.strip().lower()).replace(" ", "-")


def slug_keeping_quotes(title: str) -> str:
    """Return the anchor of renderers that keep typographic quotes."""
    return _NOT_SLUG_QUOTES.sub("", title.strip().lower()).replace(" ", "-")


@dataclass(slots=True)
class Outline:
    """The sections, and every anchor that leads to one of them."""

    sections: list[Section]
    anchors: dict[str, str] = field(default_factory=dict)
    """Anchor (explicit, HTML or slug) to section id."""
    titles: dict[str, str] = field(default_factory=dict)
    """Anchor to section title."""
    duplicates: list[tuple[str, Span]] = field(default_factory=list)
    """Anchors that the author wrote a second time, and where."""


@dataclass(slots=True)
class _Heading:
    title: str
    anchor: str | None
    html_anchors: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    depth: int
    span: Span


def outline(
    source: Source, headings: Sequence[RawBlock], options: DocumentOptions, dialect: Dialect
) -> Outline:
    """Build the sections of a document, the text before the first heading included."""
    read = [_heading(source, block) for block in headings]
    end_of_text = len(source.text)
    first = read[0].span.start if read else end_of_text
    root = Section("", None, "", 0, None, (), None, None, (), True, Span(0, 0), Span(0, first))
    result = Outline([root])
    informative = {t.casefold() for t in (*dialect.informative_titles, *options.non_normative)}
    open_sections: list[Section] = [root]
    taken = {h.anchor for h in read if h.anchor} | {""}
    used = {""}
    for place, heading in enumerate(read):
        while open_sections[-1].depth >= heading.depth:
            open_sections.pop()
        parent = open_sections[-1]
        later = (h.span.start for h in read[place + 1 :] if h.depth <= heading.depth)
        section = _section(
            heading,
            parent,
            _identity(heading, used, taken),
            next(later, end_of_text),
            options.authority_attribute,
            informative,
        )
        used.add(section.id)
        open_sections.append(section)
        result.sections.append(section)
        _note_anchors(result, heading, section)
    return result


def _heading(source: Source, block: RawBlock) -> _Heading:
    span = source.range(*block.lines)
    raw = source.text[block.span.start : block.span.end]
    anchor: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    found = _ATTRIBUTES.search(raw)
    if found:
        anchor, attributes = _attributes(found["body"])
        raw = raw[: found.start()]
    html_anchors = tuple(_HTML_ANCHOR.findall(raw))
    title = plain(raw).strip().rstrip("#").strip()
    return _Heading(title, anchor, html_anchors, attributes, block.level, span)


def _attributes(body: str) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    ids = re.findall(r"(?:^|\s)#([^\s#=]+)", body)
    pairs = tuple((key, value.strip("\"'")) for key, value in _PAIR.findall(body))
    return (ids[0] if ids else None), pairs


def _identity(heading: _Heading, used: set[str], taken: set[str]) -> str:
    """Choose the section's id: the author's anchor, else a slug that nobody else has."""
    explicit = heading.anchor or (heading.html_anchors[0] if heading.html_anchors else None)
    base = explicit or slug(heading.title) or "section"
    candidate, number = base, 1
    while candidate in used or (explicit is None and candidate in taken):
        candidate = f"{base}-{number}"
        number += 1
    return candidate


def _section(
    heading: _Heading,
    parent: Section,
    identity: str,
    end: int,
    authority_key: str,
    informative: set[str],
) -> Section:
    own = dict(heading.attributes).get(authority_key)
    bare = _NUMBERING.sub("", heading.title).casefold()
    return Section(
        id=identity,
        anchor=heading.anchor or (heading.html_anchors[0] if heading.html_anchors else None),
        title=heading.title,
        depth=heading.depth,
        parent_id=parent.id,
        path=(*parent.path, heading.title),
        authority=own or parent.authority,
        own_authority=own,
        attributes=heading.attributes,
        normative=parent.normative and bare not in informative,
        heading=heading.span,
        body=Span(heading.span.start, end),
    )


def _note_anchors(result: Outline, heading: _Heading, section: Section) -> None:
    explicit = [a for a in (heading.anchor, *heading.html_anchors) if a]
    for anchor in dict.fromkeys(explicit):
        if result.anchors.get(anchor, section.id) != section.id:
            result.duplicates.append((anchor, heading.span))
        result.anchors.setdefault(anchor, section.id)
        result.titles.setdefault(anchor, heading.title)
    for anchor in (slug(heading.title), slug_keeping_quotes(heading.title), section.id):
        result.anchors.setdefault(anchor, section.id)
        result.titles.setdefault(anchor, heading.title)


def html_anchors(text: str) -> list[tuple[str, int]]:
    """Return every ``<a id>`` or ``<a name>`` of a text with its offset."""
    return [(found[1], found.start()) for found in _HTML_ANCHOR.finditer(text)]
