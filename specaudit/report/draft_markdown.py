"""A comparison of two drafts as Markdown, for a pull request or a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specaudit.domain.finding import Finding
from specaudit.domain.matching import ExamplePair
from specaudit.report.draft_view import Entry, Heading, View, places, plural, shown_text, wordings
from specaudit.report.drafts import DraftComparison
from specaudit.report.escape import prose


def render(found: DraftComparison, limit: int) -> str:
    """Return the comparison; ``limit`` statements below a heading, 0 for all."""
    view = View(found)
    headings = view.headings()
    lines = [
        *_head(view),
        *_findings("New findings", found.added),
        *_findings("Fixed findings", found.fixed),
        *_findings("Findings on edited text", [pair.new for pair in found.changed]),
        *(["## Text\n"] if headings else []),
    ]
    for heading in headings:
        lines += _heading(heading, view, limit)
    return "\n".join(lines).rstrip() + "\n"


def _head(view: View) -> Iterator[str]:
    yield f"# {prose(view.found.old.path)} → {prose(view.found.new.path)}\n"
    for name, text in (
        ("Findings", view.counts()),
        ("Statements", view.statements()),
        ("Examples", view.examples()),
        ("Levels", view.levels()),
    ):
        if text:
            yield f"**{name}:** {prose(text)}.\n"


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"## {title}\n"
    for finding in findings:
        yield (
            f"- {prose(finding.rule)} ({finding.code}, {prose(finding.id)}, "
            f"{finding.severity.value}): {prose(finding.message)} {prose(places(finding))}"
        )
    yield ""


def _heading(heading: Heading, view: View, limit: int) -> Iterator[str]:
    yield f"### {prose(heading.title)}\n"
    yield prose(", ".join((heading.line, *heading.tags))) + "\n"
    if heading.along:
        yield f"- {heading.along} {plural(heading.along, 'statement')} moved with the section"
    shown, left = heading.shown(limit)
    yield from (_change(change, view) for change in shown)
    if left:
        yield f"- and {left} more"
    yield ""


def _change(change: Entry, view: View) -> str:
    if isinstance(change, ExamplePair):
        return f"- {prose(view.example(change))}"
    origin = view.origin(change)
    came = f" (from: {prose(origin)})" if origin else ""
    if both := wordings(change):
        return f"- **edited**{came} from: {prose(both[0])}<br>to: {prose(both[1])}"
    return f"- **{change.change.value}**{came} {prose(shown_text(change))}"
