"""A small lint result written by hand, with hostile text in it, for all lint reporters."""

from __future__ import annotations

from specaudit.domain.finding import Edit, Finding, Passage, Severity
from specaudit.domain.lint import (
    BaselineEntry,
    DocumentSummary,
    LintResult,
    Rendering,
    Suppressed,
    SuppressedBy,
)
from specaudit.domain.spec import Position, Span

HOSTILE = "</script><img src=x onerror=1> \x1b[31m @team #7 ]]> & 100%"

PLAIN = Rendering(version="0.1.0")


def passage(line: int, text: str, role: str = "primary", context: str = "") -> Passage:
    return Passage(
        path="docs/my spec.md",
        span=Span(line * 100, line * 100 + len(text)),
        start=Position(line, 3),
        end=Position(line, 3 + len(text)),
        text=text,
        section_id="be_brief",
        section_title="Be brief",
        authority="root",
        statement_id=None,
        role=role,
        context=context,
    )


CLASH = Finding(
    id="SA-0123abcd",
    fingerprint="b2:0123abcd",
    rule="direct-contradiction",
    code="SA201",
    severity=Severity.WARNING,
    message=f"One rule requires what another forbids: {HOSTILE}.",
    passages=(
        passage(12, "The assistant should be brief."),
        passage(40, f"Never be brief {HOSTILE}", "conflicts-with"),
    ),
    why="nothing says which wins",
)
GARBLED = Finding(
    id="SA-89abcdef",
    fingerprint="b2:89abcdef",
    rule="garbled-text",
    code="SA315",
    severity=Severity.NOTE,
    message='"the" stands twice in a row.',
    passages=(passage(7, "the the", context="Open " + "a " * 200 + "the the " + "b " * 200),),
    why="a slip",
    fix=(Edit(Span(703, 707), ""),),
)
STALE = BaselineEntry(
    id="SA-aaaaaaaa",
    fingerprint="b2:aaaa",
    rule="garbled-text",
    paths=("docs/my spec.md",),
    where=("#be_brief",),
    quote=("the the old one",),
)
RESULT = LintResult(
    findings=(CLASH, GARBLED),
    documents=(DocumentSummary("docs/my spec.md", "0" * 64, 3, 1100),),
    suppressed=(Suppressed(GARBLED, SuppressedBy.COMMENT, "agreed"),),
    stale=(STALE,),
    changed=(("SA-89abcdef", "SA-77777777"),),
    exit_code=1,
    exit_reason="findings at or above --fail-on warning",
)
EMPTY = LintResult(
    findings=(), documents=(DocumentSummary("ok.md", "0" * 64, 1, 12),), exit_reason="none"
)
