"""Links by label: labels without a definition, definitions and links whose anchor is misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from urllib.parse import unquote

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Reference, Span
from specaudit.lint.context import Document, Draft, Place

_LABELLED = regex(r"(?<![\]\\!`])\[[^\[\]\n]+\]\[(?P<label>[^\[\]\n]+)\]")
_SHORT = regex(r"(?<![\]\\!`\w])\[(?P<label>[A-Za-z][^\[\]\n`*<>{}|$/]{2,60})\](?![\[(:{\w])")
"""A label that stands for its own text; a bracket says the same where no label is meant."""
_HABIT = 3
"""Defined labels that a document uses so, from which on others are meant as labels too."""
_STRAY = 0.25
"""Share of brackets without a definition up to which a bracket is a label."""
_DEFINED = regex(r"^ {0,3}\[(?P<label>[^\[\]\n^]+)\]:(?:[ \t]*#(?P<anchor>[^\s>]+))?", re.MULTILINE)
_HTML_ANCHOR = regex(r"""<[^>]*\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_FENCE = regex(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_NEAR = 0.8
_WHY = "the reader cannot find the rule that is meant"


def problems(document: Document) -> Iterator[Draft]:
    """Labels without a definition, and definitions and links that miss an anchor."""
    definitions = list(_DEFINED.finditer(document.spec.text))
    yield from _undefined(document, definitions)
    yield from _misspelt(document, definitions)


def _undefined(document: Document, definitions: Sequence[re.Match[str]]) -> Iterator[Draft]:
    """Labels without a definition, where the document defines any; those of a sentence at once.

    A label that several sentences use is one thing to mend, and told with the first of them.
    """
    defined = {_folded(match["label"]) for match in definitions}
    if not defined:
        return
    groups: list[dict[str, list[Span]]] = []
    told: dict[str, list[Span]] = {}
    for used in (*_used(document), *_used_alone(document, defined)):
        fresh: dict[str, list[Span]] = {}
        for label, span in used:
            if (key := _folded(label)) not in defined:
                if key not in told:
                    fresh[label] = told[key] = []
                told[key].append(span)
        if fresh:
            groups.append(fresh)
    for group in groups:
        first, *others = sorted((s for spans in group.values() for s in spans), key=_start)
        yield Draft(
            _undefined_message(list(group)),
            _WHY,
            (Place(document, first), *(Place(document, span, "also") for span in others)),
        )


def _undefined_message(labels: list[str]) -> str:
    if len(labels) == 1:
        return f"A link uses the label [{labels[0]}], which is defined nowhere."
    named = ", ".join(f"[{label}]" for label in labels[:-1])
    return f"Links use the labels {named} and [{labels[-1]}], which are defined nowhere."


def _used(document: Document) -> Iterator[list[tuple[str, Span]]]:
    """Labels of links by sentence, with their places."""
    text = document.spec.text
    for statement in document.prose:
        if text.find("][", statement.span.start, statement.span.end) >= 0:
            yield [
                (match["label"], Span(*match.span()))
                for match in _LABELLED.finditer(text, statement.span.start, statement.span.end)
                if text.count("`", statement.span.start, match.start()) % 2 == 0
            ]


def _used_alone(document: Document, defined: Set[str]) -> list[list[tuple[str, Span]]]:
    """Labels that stand for their own text, by sentence, where the document writes links so."""
    text = document.spec.text
    used = []
    for statement in document.prose:
        if text.find("[", statement.span.start, statement.span.end) >= 0:
            found = [(m["label"], Span(*m.span())) for m in document.search(_SHORT, statement)]
            used += [found] if found else []
    keys = [_folded(label) for found in used for label, _ in found]
    known = sum(key in defined for key in keys)
    habit = len({key for key in keys if key in defined}) >= _HABIT
    return used if habit and len(keys) - known <= _STRAY * len(keys) else []


_TARGET = regex(r"^\((?P<name>[\w-]+)\)=[ \t]*$", re.MULTILINE)
"""A line that names a target, as MyST Markdown writes it."""


def html_anchors(document: Document) -> frozenset[str]:
    """Values of ``id`` and ``name`` that HTML elements of the document have, and named targets."""
    return frozenset(_HTML_ANCHOR.findall(document.spec.text)) | _targets(document)


def links_across(document: Document) -> bool:
    """Whether links may lead to other documents: those with named targets share them."""
    return bool(_targets(document))


def _targets(document: Document) -> frozenset[str]:
    return frozenset(_TARGET.findall(document.spec.text) if ")=" in document.spec.text else ())


def _misspelt(document: Document, definitions: Sequence[re.Match[str]]) -> Iterator[Draft]:
    """Idle definitions that miss an anchor by a letter, and links in another case than theirs."""
    sections = document.sections
    pointed = {reference.target for reference in document.spec.references}
    idle = [
        match
        for match in definitions
        if match["anchor"] and match["anchor"] not in sections and match["anchor"] not in pointed
    ]
    capital = [
        reference
        for reference in document.spec.references
        if reference.kind == "link"
        and reference.resolved
        and reference.target not in sections
        and not reference.target.islower()
    ]
    if idle or capital:
        known = (
            html_anchors(document)
            | set(sections)
            | {section.anchor for section in document.spec.sections if section.anchor}
        )
        yield from _idle(document, idle, known)
        yield from _in_capitals(document, capital, known)


def _idle(document: Document, definitions: list[re.Match[str]], known: Set[str]) -> Iterator[Draft]:
    import difflib

    for match in definitions:
        target = match["anchor"]
        near = difflib.get_close_matches(target, known, n=1, cutoff=_NEAR)
        in_fence = len(_FENCE.findall(document.spec.text, 0, match.start())) % 2
        if target not in known and near and not in_fence:
            yield Draft(
                f"The label [{match['label']}] stands for #{target}, but no section has that "
                f"anchor; the nearest is #{near[0]}.",
                "whoever uses the label next gets a link that leads nowhere",
                (Place(document, Span(*match.span())),),
                severity=Severity.WARNING,
            )


def _in_capitals(document: Document, links: list[Reference], known: Set[str]) -> Iterator[Draft]:
    for link in links:
        target = unquote(link.target)
        if not {target, link.target} & known and target.lower() in known:
            yield Draft(
                f"A link points at #{target}, and the anchor is #{target.lower()}.",
                "anchors heed capitals: in most readers the link leads nowhere",
                (Place(document, link.span),),
                severity=Severity.WARNING,
            )


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _start(span: Span) -> int:
    return span.start
