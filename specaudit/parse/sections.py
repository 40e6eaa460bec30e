"""Headings to sections: anchors, attributes, levels, and which parts only inform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise

from specaudit.config import DocumentOptions
from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Section, Span
from specaudit.parse.dialects.base import Dialect
from specaudit.parse.inline import plain
from specaudit.parse.labels import title_like
from specaudit.parse.markdown import RawBlock, Source, front_matter_title

_ATTRIBUTES = regex(r"\s*\{:?\s*(?P<body>(?:#|\.|[\w:-]+=)[^{}\n]*)\}\s*#*\s*$")
_PAIR = regex(r"([\w:.-]+)=(\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_HTML_ANCHOR = regex(r"<[A-Za-z][^<>\n]*?\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_NOT_SLUG = regex(r"[^\w\- ]")
_NOT_SLUG_QUOTES = regex(r"[^\w\- ‘’“”]")
_SAYS_INFORMATIVE = regex(
    r"\b(?:this|the following) (?:section|document|appendix|annex|part|chapter|overview|page)s? is"
    r" (?:\w+ )?(?:non-normative|not normative|informative|for information only)\b"
    r"|\bis (?:primarily|mainly|only) intended for human readers\b",
    re.IGNORECASE,
)
_INFORMATIVE_MARK = regex(r"[\[(](?:non-normative|not normative|informative)[\])]")
_OPENING = 600
"""Code points after a heading in which a section may say that it only informs."""
_LONGEST_TITLE_LINE = 80
_NUMBERING = regex(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|§+)\s+")
_RAISED = regex("[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089]")
"""Raised and lowered digits and fractions, which are no word characters to GitHub."""


_DIRECTIVE = regex(r":[a-z]+\[(?P<text>[^\[\]\n]*)\]")
"""Marked words as some site generators write them, of which the anchor keeps the words alone."""


def slug(title: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    plain = title if title.isascii() else _RAISED.sub("", title)
    return _NOT_SLUG.sub("", plain.strip().lower()).replace(" ", "-")


def slug_keeping_quotes(title: str) -> str:
    """Return the anchor of renderers that keep typographic quotes."""
    return _NOT_SLUG_QUOTES.sub("", title.strip().lower()).replace(" ", "-")


@record(slots=True)
class Outline:
    """The sections, and every anchor that leads to one of them."""

    sections: list[Section]
    anchors: dict[str, str] = field(default_factory=dict)
    """Anchor (explicit, HTML or slug) to section id."""
    titles: dict[str, str] = field(default_factory=dict)
    """Anchor to section title."""
    duplicates: list[tuple[str, Span]] = field(default_factory=list)
    """Anchors that the author wrote a second time, and where."""


@record(slots=True)
class _Heading:
    title: str
    anchor: str | None
    html_anchors: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    depth: int
    span: Span


def outline(
    source: Source, blocks: Sequence[RawBlock], options: DocumentOptions, dialect: Dialect
) -> Outline:
    """Build the sections of a document, the text before the first heading included."""
    untitled = front_matter_title(source.text) or "(untitled)"
    read = [_heading(source, block, untitled) for block in blocks if block.is_section]
    ends = _ends(read, len(source.text))
    end_of_text = len(source.text)
    first = read[0].span.start if read else end_of_text
    root = Section("", None, "", 0, None, (), None, None, (), True, Span(0, 0), Span(0, first))
    result = Outline([root])
    informative = {t.casefold() for t in (*dialect.informative_titles, *options.non_normative)}
    open_sections: list[Section] = [root]
    names = _Names({h.anchor for h in read if h.anchor})
    for place, heading in enumerate(read):
        while open_sections[-1].depth >= heading.depth:
            open_sections.pop()
        following = read[place + 1].span.start if place + 1 < len(read) else end_of_text
        opening = source.text[heading.span.end : min(following, heading.span.end + _OPENING)]
        section = _section(
            heading,
            open_sections[-1],
            names.take(heading),
            ends[place],
            options.authority_attribute,
            informs=_informs(heading.title, opening, informative),
        )
        open_sections.append(section)
        result.sections.append(section)
        _note_anchors(result, heading, section)
    return result


def with_title_lines(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Read lone title lines as headings in a document that marks no heading.

    Rule files for agents are often plain lines followed by lists; the lines name the lists.
    """
    if any(block.is_section for block in blocks):
        return list(blocks)
    titles = [
        number
        for number, (block, following) in enumerate(pairwise(blocks))
        if block.type == "paragraph"
        and not (block.lists or block.quotes or block.admonition)
        and len(block.segments) == 1
        and following.type != "fence"
        and title_like(plain(text[block.span.start : block.span.end]))
        and len(text[block.span.start : block.span.end]) <= _LONGEST_TITLE_LINE
    ]
    made = list(blocks)
    for number in titles if len(titles) >= 2 else ():
        made[number] = replace(blocks[number], type="heading", level=1)
    return made


class _Names:
    """Hands out section ids: the author's anchor, else a slug that nobody else has."""

    def __init__(self, anchors: set[str]) -> None:
        self.anchors = anchors
        self.used = {""}
        self.counts: dict[str, int] = {}

    def take(self, heading: _Heading) -> str:
        """Return a new id for a heading."""
        explicit = heading.anchor or (heading.html_anchors[0] if heading.html_anchors else None)
        base = explicit or slug(heading.title) or "section"
        candidate = base
        while candidate in self.used or (explicit is None and candidate in self.anchors):
            self.counts[base] = self.counts.get(base, 0) + 1
            candidate = f"{base}-{self.counts[base]}"
        self.used.add(candidate)
        return candidate


def _ends(headings: Sequence[_Heading], end_of_text: int) -> list[int]:
    """Return where each section ends: at the next heading of its rank or a higher one."""
    ends = [end_of_text] * len(headings)
    waiting: list[int] = []
    for place, heading in enumerate(headings):
        while waiting and headings[waiting[-1]].depth >= heading.depth:
            ends[waiting.pop()] = heading.span.start
        waiting.append(place)
    return ends


def _informs(title: str, opening: str, informative: set[str]) -> bool:
    """Whether a section only informs, by its title or its first words."""
    bare = _NUMBERING.sub("", title).casefold()
    marked = _INFORMATIVE_MARK.search(bare)
    bare = bare[: marked.start()].strip() if marked else bare
    return bool(marked) or bare in informative or bool(_SAYS_INFORMATIVE.search(opening))


def _heading(source: Source, block: RawBlock, untitled: str) -> _Heading:
    span = source.range(*block.lines)
    raw = source.text[block.span.start : block.span.end]
    anchor: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    found = _ATTRIBUTES.search(raw)
    if found:
        anchor, attributes = _attributes(found["body"])
        raw = raw[: found.start()]
    html_anchors = tuple(_HTML_ANCHOR.findall(raw))
    title = plain(raw).strip().rstrip("#").strip() or untitled
    return _Heading(title, anchor, html_anchors, attributes, block.level, span)


def _attributes(body: str) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    ids = re.findall(r"(?:^|\s)#([^\s#=]+)", body)
    pairs = tuple((key, value.strip("\"'")) for key, value in _PAIR.findall(body))
    return (ids[0] if ids else None), pairs


def _section(
    heading: _Heading,
    parent: Section,
    identity: str,
    end: int,
    authority_key: str,
    *,
    informs: bool,
) -> Section:
    own = dict(heading.attributes).get(authority_key)
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
        normative=parent.normative and not informs,
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
    title = heading.title
    plain = _DIRECTIVE.sub(r"\g<text>", title)
    for anchor in (slug(title), slug_keeping_quotes(title), slug(plain), section.id):
        result.anchors.setdefault(anchor, section.id)
        result.titles.setdefault(anchor, heading.title)


def html_anchors(text: str) -> list[tuple[str, int]]:
    """Return every ``<a id>`` or ``<a name>`` of a text with its offset."""
    return [(found[1], found.start()) for found in _HTML_ANCHOR.finditer(text)]
