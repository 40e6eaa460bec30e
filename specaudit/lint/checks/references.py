"""References: links and verdicts that lead nowhere, footnotes, circular deferral."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Reference, Span
from specaudit.lint import link_labels, named_parts, named_sections
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.params import alternatives, number

_LETTERS = regex(r"[^a-z0-9]+")
_SQUEEZED = regex(r"-{2,}")


_GENERATED = frozenset({"sec-", "section-", "heading-", "h-", "toc-"})
"""What generators are known to write before an anchor; another prefix has to show itself."""


def dangling_reference(context: Context, params: Params) -> Iterator[Draft]:
    """A link, or the rule a verdict cites, that matches no anchor under any slug style."""
    for document in context.documents:
        html: frozenset[str] | None = None
        prefixes = _prefixes(document)
        squeezed: frozenset[str] | None = None
        for reference in document.spec.references:
            if reference.kind == "footnote" or reference.resolved is not None:
                continue
            if html is None:
                html = link_labels.html_anchors(document)
            if (
                reference.target in html
                or _SQUEEZED.sub("-", reference.target) in document.sections
            ):
                continue  # renderers differ in what they make of several blanks
            if (
                _only_signs(document, reference)
                or f"$$${reference.target}$$$" in document.spec.text
            ):
                continue  # the last is how some generators write an anchor
            if reference.target.startswith(prefixes) or link_labels.links_across(document):
                continue
            if reference.target:
                if squeezed is None:
                    squeezed = frozenset(_LETTERS.sub("", name) for name in document.sections)
                yield _dangling(document, reference, squeezed)
        yield from named_sections.missing(document)
        yield from named_parts.missing(document)
        yield from link_labels.problems(document)


def _only_signs(document: Document, reference: Reference) -> bool:
    """Whether a link written as a tag holds an image or a sign only, and leads no reader on."""
    source = document.spec.text
    if not source.startswith("<", reference.span.start):
        return False
    held = source[reference.span.end : source.find("</a", reference.span.end)]
    return re.search(r"\w", re.sub(r"<[^>]*>|&\w+;", "", held)) is None


def _prefixes(document: Document) -> tuple[str, ...]:
    """What a generator writes before the anchors it makes ("sec-Scope" for "Scope")."""
    leads: dict[str, set[str]] = defaultdict(set)
    for reference in document.spec.references:
        prefix, dash, rest = reference.target.partition("-")
        if reference.resolved is None and dash:
            leads[f"{prefix}-"].add(rest.casefold())
    return tuple(
        prefix
        for prefix, rests in sorted(leads.items())
        if (known := rests & document.sections.keys())
        and (prefix in _GENERATED or (len(known) > 1 and 2 * len(known) > len(rests)))
    )


def _dangling(document: Document, reference: Reference, squeezed: frozenset[str]) -> Draft:
    import difflib

    words_ = _LETTERS.sub("", reference.target.casefold())
    near = difflib.get_close_matches(reference.target, document.sections, n=1, cutoff=0.7)
    hint = f"; the nearest is #{near[0]}" if near else ""
    subject = "A verdict cites" if reference.kind == "verdict" else "A link points at"
    return Draft(
        f"{subject} #{reference.target}, but no section has that anchor{hint}.",
        "the reader cannot find the rule that is meant",
        (Place(document, reference.span),),
        # The same letters with other marks between them may be an anchor to another renderer.
        severity=Severity.NOTE if words_ in squeezed else None,
    )


def unresolved_footnote(context: Context, params: Params) -> Iterator[Draft]:
    """A footnote marker without a definition in a document that defines footnotes."""
    share = number(params, "share")
    for document in context.documents:
        marks = [r for r in document.spec.references if r.kind == "footnote"]
        defined = sum(reference.resolved is not None for reference in marks)
        if not defined or defined < share * len(marks):
            continue
        for reference in marks:
            if reference.resolved is None:
                yield Draft(
                    f"The footnote [^{reference.target}] is defined nowhere.",
                    "what it says is missing from the document",
                    (Place(document, reference.span),),
                )


def circular_deferral(context: Context, params: Params) -> Iterator[Draft]:
    """Two sections that each leave the decision to the other."""
    cue = regex(alternatives(params, "cues") + r"[^.;]{0,60}$", re.IGNORECASE)
    for document in context.documents:
        edges: dict[tuple[str, str], Reference] = {}
        for reference in document.spec.references:
            target = reference.resolved
            if reference.kind == "link" and target and _defers(document, reference, cue):
                edges.setdefault((reference.section_id, target), reference)
        for (source, target), reference in edges.items():
            back = edges.get((target, source))
            if source < target and back is not None:
                yield Draft(
                    f"{label(document.sections.get(source))} leaves the decision to "
                    f"{label(document.sections.get(target))}, which leaves it to the former.",
                    "whoever follows the references goes in a circle",
                    (_sentence(document, reference), _sentence(document, back, "conflicts-with")),
                )


def _defers(document: Document, reference: Reference, cue: re.Pattern[str]) -> bool:
    statement = document.statements.get(reference.statement_id or "")
    if statement is None:
        return False
    before = document.spec.text[statement.span.start : reference.span.start].rstrip("([ ")
    return cue.search(before) is not None


def _sentence(document: Document, reference: Reference, role: str = "primary") -> Place:
    statement = document.statements.get(reference.statement_id or "")
    return Place(document, statement.span if statement else reference.span, role)


def verdict_cites_normless_section(context: Context, params: Params) -> Iterator[Draft]:
    """A verdict that cites a section in which nothing is required or forbidden."""
    for document in context.documents:
        normed = {
            document.statements[key].section_id for key in document.norms if document.norms[key]
        }
        for reference in document.spec.references:
            target = reference.resolved
            if reference.kind != "verdict" or target is None or _subtree(document, target) & normed:
                continue
            yield Draft(
                f"The verdict cites {label(document.sections.get(target))}, which states no rule.",
                "an example that breaks no rule teaches none",
                (
                    Place(document, reference.span),
                    _heading(document, target, reference.span),
                ),
            )


def _subtree(document: Document, section_id: str) -> set[str]:
    found = {section_id}
    for child in document.children[section_id]:
        found |= _subtree(document, child.id)
    return found


def _heading(document: Document, section_id: str, default: Span) -> Place:
    section = document.sections.get(section_id)
    return Place(document, section.heading if section else default, "refers-to")
