"""Headings: anchors, levels, empty and unreferenced sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from specaudit.domain.finding import Edit
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Section, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.facts import having
from specaudit.lint.params import number
from specaudit.lint.similarity import content
from specaudit.lint.unlisted_levels import unlisted

_HTML_ANCHOR = regex(
    r"""<(?:a\b[^<>]*?\s(?:id|name)|[a-z][a-z0-9]*\b[^<>]*?\sid)\s*=\s*["']?(?P<anchor>[^"'\s>]+)"""
    r"[^<>]*>",
    re.IGNORECASE,
)
_UNREAD = regex(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|<!--.*?-->|(?P<ticks>`+)[^`]+(?P=ticks)",
    re.DOTALL | re.MULTILINE,
)
"""Code and comments, where a tag is text or nothing at all."""

_ALIKE = 0.75
"""Likeness from which a word is taken for a misspelt one."""
_LEVEL_NAME = (
    r"(?P<LEVEL>root|platform|system|operator|administrator|admin|developer|deployer|user|guideline"
    r"|owner|vendor|provider|moderator|trainer|manager|supervisor|workspace|tenant|deployment|publisher"
    r"|organi[sz]ation|company|maintainer|partner|customer)"
)
_RULE = (
    r"(?:rule|instruction|principle|section|default|norm|polic(?:y|ie)|requirement|guideline|setting"
    r"|permission|message|prompt|request|constraint|restriction|authority|order|override|limit"
    r"|trust|privilege|standing|filter|safeguard|control)s?"
)
_OF_LEVEL = regex(
    rf"\b{_LEVEL_NAME.replace('LEVEL', 'a')}-level\s+{_RULE}\b"
    r"|\b(?!(?:high|low|top|mid|middle|same|equal|entry|next|first|second|any|multi|single)(?:e[rs]t?)?-)"
    r"(?!(?:row|cell|column|table|file|field|word|line|board|page|sentence|paragraph|document|code|block"
    r"|class|function|module|package|national|federal|state|city)-)"
    r"(?P<d>[a-z]+)-level\s+(?:rule|instruction|principle|default|norm|authority|override)s?\b"
    rf"|\b{_RULE}\s+(?:(?:that|which)\s+)?(?:\w+\s+){{0,2}}?(?:at|on|of|from|under)\s+(?:the\s+)?"
    rf"{_LEVEL_NAME.replace('LEVEL', 'b')}[\s-]level\b"
    r"|\b(?:is|are|be|been|being|was|were)\s+(?:\w+ly\s+|only\s+)?(?:set|placed|made|given|fixed|decided"
    r"|defined|configured|enforced|applied|issued|granted|imposed|overridden|lifted|changed|controlled)"
    r"\s+(?:only\s+)?(?:at|on|from|under)\s+(?:the\s+|an?\s+)?"
    rf"{_LEVEL_NAME.replace('LEVEL', 'c').replace('|organi[sz]ation|company', '')}[\s-]level\b",
    re.IGNORECASE,
)
"""Rules of a level, by the names that specs give to levels."""


def duplicate_anchor(context: Context, params: Params) -> Iterator[Draft]:
    """The same anchor written on two headings, or on other HTML elements."""
    for document in context.documents:
        first: dict[str, tuple[str, Place]] = {}
        for anchor, holder, place in _written_anchors(document):
            earlier = first.setdefault(anchor, (holder, place))
            if earlier[1] is not place:
                yield Draft(
                    f"The anchor #{anchor} is already taken by {earlier[0]}.",
                    "every link to it leads to the first of the two",
                    (place, replace(earlier[1], role="defined-here")),
                )
        yield from _same_titles(document)


def _same_titles(document: Document) -> Iterator[Draft]:
    """Two headings whose words, and so the anchors made of them, are the same.

    Sections of a kind repeat their headings ("Requirements" under every role): there the words say
    little, and many recur. Two under one parent, the only pair of a document, and those of which a
    link means one, are a slip.
    """
    by_title: dict[str, list[Section]] = {}
    for section in _headed(document):
        if section.anchor is None:
            by_title.setdefault(section.title.casefold(), []).append(section)
    again = [found for found in by_title.values() if len(found) > 1]
    linked = {reference.resolved for reference in document.spec.references} if again else set()
    for found in again:
        first_linked = [section.id in linked for section in found] == [True, False]
        for place, section in enumerate(found):
            siblings = [s for s in found[:place] if s.parent_id == section.parent_id]
            lone = len(again) == 1 and len(found) == 2 and len(content(section.title)) > 1
            earlier = siblings[:1] or (found[:place] if lone or first_linked else [])
            if earlier:
                yield Draft(
                    f"{label(section)} heads another section too, so both get the same anchor.",
                    "every link to it leads to the first of the two",
                    (
                        document.heading_place(section),
                        document.heading_place(earlier[0], "defined-here"),
                    ),
                )


def _written_anchors(document: Document) -> list[tuple[str, str, Place]]:
    """Anchors the author wrote, in the order of the text, each with its holder and its place."""
    headed = _headed(document)
    found = [
        (section.anchor, label(section), document.heading_place(section))
        for section in headed
        if section.anchor is not None
    ]
    tags = [match for match in _HTML_ANCHOR.finditer(document.spec.text) if match["anchor"]]
    counts = Counter([anchor for anchor, _, _ in found] + [match["anchor"] for match in tags])
    # A heading's own tag is among both, so two of a kind are none yet.
    doubtful = [match for match in tags if counts[match["anchor"]] > 1]
    if doubtful:
        lines = {document.lines.position(s.heading.start).line for s in headed}
        hidden = [match.span() for match in _UNREAD.finditer(document.spec.text)]
        hidden += [(e.span.start, e.span.end) for e in document.spec.examples]
        for match in doubtful:
            line = document.lines.position(match.start()).line
            if line in lines or any(start <= match.start() < end for start, end in hidden):
                continue
            lines.add(line)  # "id" and "name" side by side are one anchor in two dialects
            span = Span(*match.span())
            where = f"the text of {label(document.section_at(span.start))}"
            found.append((match["anchor"], where, Place(document, span)))
    return sorted(found, key=lambda each: each[2].span)


def missing_anchor(context: Context, params: Params) -> Iterator[Draft]:
    """A heading without an anchor where nearly all others have one."""
    share = number(params, "share")
    for document in context.documents:
        headed = _headed(document)
        anchored = [section for section in headed if section.anchor is not None]
        if len(anchored) < number(params, "least") or len(anchored) < share * len(headed):
            continue
        taken = {section.id for section in anchored}
        # Only headings written as tags carry their anchors so; others get one by themselves.
        tags = all(_written(document, section).startswith("<") for section in anchored)
        for section in headed:
            if section is headed[0] and section.depth == 1:
                continue  # the title of the whole is linked by the name of its file
            if section.anchor is None and not (tags and _written(document, section)[:1] == "#"):
                yield Draft(
                    f"{label(section)} has no anchor, unlike {len(anchored)} other headings.",
                    "nothing can refer to it, and its identity changes with its title",
                    (document.heading_place(section),),
                    fix=_anchor_fix(document, section, taken),
                )


def _written(document: Document, section: Section) -> str:
    return document.spec.text[section.heading.start : section.heading.end].lstrip()


def _anchor_fix(document: Document, section: Section, taken: set[str]) -> tuple[Edit, ...]:
    """Add ``{#slug}`` at the end of a one-line heading that has no attributes yet."""
    source = document.spec.text[section.heading.start : section.heading.end].rstrip()
    slug = re.sub(r"\W+", "_", section.title.casefold()).strip("_")
    if "\n" in source or source.endswith("}") or not slug or slug in taken:
        return ()
    end = section.heading.start + len(source)
    return (Edit(Span(end, end), f" {{#{slug}}}"),)


def unknown_level(context: Context, params: Params) -> Iterator[Draft]:
    """A level the document does not declare, or a misspelt heading attribute."""
    for document in context.documents:
        levels = document.spec.levels
        if not levels:
            continue
        for section in document.spec.sections:
            own = section.own_authority
            if own is not None and own not in levels:
                import difflib

                near = difflib.get_close_matches(own, levels, n=1)
                hint = f'; did you mean "{near[0]}"?' if near else "."
                yield Draft(
                    f'{label(section)} stands under the level "{own}", which is none of '
                    f"{', '.join(levels)}{hint}",
                    "nobody can tell what it overrides and what overrides it",
                    (document.heading_place(section),),
                )
        yield from _misspelt_attributes(document)
        yield from _levels_in_words(document)


def _levels_in_words(document: Document) -> Iterator[Draft]:
    """A sentence that speaks of rules of a level the document does not declare."""
    levels = document.spec.levels
    if not document.uses_levels:
        return
    told = set()
    for statement in having(document, _OF_LEVEL):
        for match in _OF_LEVEL.finditer(statement.text):
            name = (match["a"] or match["b"] or match["c"] or match["d"]).casefold()
            if name not in levels:
                told.add(statement.id)
                yield _unlisted(document, match[0], statement)
                break
    for words_, statement in unlisted(document):
        if statement.id not in told:
            yield _unlisted(document, words_, statement)


def _unlisted(document: Document, words_: str, statement: Statement) -> Draft:
    return Draft(
        f'The sentence speaks of "{words_}", and the levels are {", ".join(document.spec.levels)}.',
        "nobody can tell what it overrides and what overrides it",
        (document.place(statement),),
    )


def _misspelt_attributes(document: Document) -> Iterator[Draft]:
    counts = Counter(key for section in document.spec.sections for key, _ in section.attributes)
    common = [key for key, count in counts.items() if count >= 3]
    meant = {key: near for key in counts if key not in common and (near := _nearest(key, common))}
    for section in document.spec.sections:
        for key, _ in section.attributes:
            if near := meant.get(key):
                yield Draft(
                    f'{label(section)} has the attribute "{key}"; other headings write "{near}".',
                    "a misspelt attribute is silently ignored",
                    (document.heading_place(section),),
                )


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that a word is most like, if it is like one at all."""
    # What two words share bounds how alike they are, and costs less than to import the measure.
    letters = Counter(word)
    if not any(
        2 * (letters & Counter(other)).total() >= _ALIKE * (len(word) + len(other))
        for other in known
    ):
        return None
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=_ALIKE)), None)


_NO_RULES = "a reader expects rules here and finds none"
_MANY_EMPTY = 5
_COMMENT = regex(r"<!--.*?-->", re.DOTALL)
_IS_A_RULE = regex(
    r"\w\W+\w+.*\b(?:must|shall|should|never|suggested)\b.*(?:[.!][\"”]?\Z|(?:\w+\W+){5})", re.I
)
"""A heading that is a rule itself."""


def empty_section(context: Context, params: Params) -> Iterator[Draft]:
    """A heading with nothing under it."""
    for document in context.documents:
        empty = [section for section in _headed(document) if _is_empty(document, section)]
        if len(empty) > _MANY_EMPTY:  # a form that waits to be filled in
            places = document.heading_place(empty[0]), *_also(document, empty[1:])
            yield Draft(
                f"{len(empty)} sections have a heading and nothing else.", _NO_RULES, places
            )
            continue
        for section in empty:
            place = document.heading_place(section)
            yield Draft(f"{label(section)} has a heading and nothing else.", _NO_RULES, (place,))


def _is_empty(document: Document, section: Section) -> bool:
    """Whether nothing stands under a heading that is no rule itself, nor the document's title."""
    if section.depth == 1 and section is _headed(document)[0]:
        return False  # the title of a document whose other sections stand beside it
    body = document.spec.text[section.heading.end : section.body.end]
    bare = not (_COMMENT.sub("", body) if "<!--" in body else body).strip()
    return bare and _IS_A_RULE.search(section.title) is None


def _also(document: Document, sections: list[Section]) -> list[Place]:
    return [document.heading_place(section, "also") for section in sections]


def heading_skip(context: Context, params: Params) -> Iterator[Draft]:
    """A heading more than one level below the one before it."""
    for document in context.documents:
        before: Section | None = None
        for section in _headed(document):
            if before is not None and section.depth > before.depth + 1:
                yield Draft(
                    f"{label(section)} is a heading of level {section.depth} right under one of "
                    f"level {before.depth}.",
                    "the outline has a gap, so what it belongs to is a guess",
                    (document.heading_place(section),),
                )
            before = section


def orphan_section(context: Context, params: Params) -> Iterator[Draft]:
    """A section with an anchor that nothing refers to."""
    for document in context.documents:
        targets = {reference.resolved for reference in document.spec.references}
        for section in _headed(document):
            if section.anchor is not None and section.id not in targets and section.depth > 1:
                yield Draft(
                    f"Nothing refers to {label(section)}.",
                    "it may have been left behind by an edit",
                    (document.heading_place(section),),
                )


def _is_code(document: Document, section: Section) -> bool:
    """Whether a heading is a comment of code that no fence sets off: one "#", and indented."""
    start = section.heading.start
    line = document.spec.text.rfind("\n", 0, start) + 1
    return section.depth == 1 and document.spec.text[line : start + 1][:1] == " "


def _headed(document: Document) -> list[Section]:
    found = [section for section in document.spec.sections if section.depth > 0]
    return [section for section in found if not _is_code(document, section)]
