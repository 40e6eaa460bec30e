"""A comparison of two drafts for the terminal: the counts first, then findings, then the text."""

from __future__ import annotations

from collections.abc import Iterator

from specaudit.domain.finding import Finding
from specaudit.domain.matching import Change, ExamplePair
from specaudit.domain.text import clean, shorten
from specaudit.report.draft_view import Entry, Heading, View, places, plural, shown_text, wordings
from specaudit.report.drafts import DraftComparison

WIDTH = 160
"""Longest line: two rows of a narrow terminal."""
_MARKS = {Change.ADDED: "+", Change.REMOVED: "-", Change.MOVED: ">"}


def render(found: DraftComparison, limit: int) -> str:
    """Return the comparison; ``limit`` statements below a heading, 0 for all."""
    view = View(found)
    lines = [view.counts(), f"statements: {view.statements()}"]
    if examples := view.examples():
        lines.append(f"examples: {examples}")
    if levels := view.levels():
        lines.append(_line(f"levels: {levels}"))
    for title, findings in (("fixed", found.fixed), ("new", found.added)):
        for finding in findings:
            lines += ["", *_finding(title, finding)]
    for pair in found.changed:
        lines += ["", *_finding("changed", pair.new)]
        lines.append(_line(f"  was {pair.old.id} at {places(pair.old)}"))
    for heading in view.headings():
        lines += ["", *_heading(heading, view, limit)]
    return "\n".join(lines) + "\n"


def _finding(title: str, finding: Finding) -> Iterator[str]:
    yield _line(f"{title}: {finding.rule} ({finding.code}) {finding.id}, {finding.severity.value}")
    yield _line(f"  {places(finding)}")
    yield _line(f"  {finding.message}")


def _heading(heading: Heading, view: View, limit: int) -> Iterator[str]:
    tags = f" [{'; '.join(heading.tags)}]" if heading.tags else ""
    yield _line(f"{heading.title} ({heading.line}){tags}")
    if heading.along:
        yield f"  > {heading.along} {plural(heading.along, 'statement')} moved with the section"
    shown, left = heading.shown(limit)
    for change in shown:
        yield from _change(change, view)
    if left:
        yield f"  and {left} more (--limit 0 shows all)"


def _change(change: Entry, view: View) -> Iterator[str]:
    """Show one change; an edit as what it was and what it is."""
    if isinstance(change, ExamplePair):
        yield _line(f"  {view.example(change)}")
        return
    origin = view.origin(change)
    came = f" (from: {origin})" if origin else ""
    if both := wordings(change):
        yield _line(f"  was{came}: {both[0]}")
        yield _line(f"  now: {both[1]}")
    else:
        yield _line(f"  {_MARKS[change.change]}{came} {shown_text(change)}")


def _line(text: str) -> str:
    indent = len(text) - len(text.lstrip())
    return " " * indent + shorten(clean(text), WIDTH - indent)
