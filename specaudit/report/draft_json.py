"""A comparison of two drafts as JSON: everything that is not exactly as before."""

from __future__ import annotations

import json
from typing import Any

from specaudit.domain.finding import Finding
from specaudit.domain.matching import Change, ExamplePair, SectionPair, StatementPair
from specaudit.domain.spec import Example, LineIndex, Statement
from specaudit.report.draft_view import View
from specaudit.report.drafts import DraftComparison

SCHEMA_VERSION = "1.0"


def render(found: DraftComparison, limit: int) -> str:
    """Return the comparison; ``limit`` is for people, so it is not used here."""
    view = View(found)
    return json.dumps(_data(found, view), indent=1) + "\n"


def _data(found: DraftComparison, view: View) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "drafts",
        "old": {"path": found.old.path, "sha256": found.old.sha256},
        "new": {"path": found.new.path, "sha256": found.new.sha256},
        "counts": {
            "findings": {
                "fixed": len(found.fixed),
                "new": len(found.added),
                "changed": len(found.changed),
                "unchanged": len(found.still),
            },
            "statements": {kind.value: found.matching.count(kind) for kind in Change},
        },
        "levels_renamed": [list(pair) for pair in found.matching.levels],
        "findings": [
            *(_finding("fixed", finding, None) for finding in found.fixed),
            *(_finding("new", None, finding) for finding in found.added),
            *(_finding("changed", pair.old, pair.new) for pair in found.changed),
            *(_finding("unchanged", pair.old, pair.new) for pair in found.still),
        ],
        "sections": [_section(pair) for pair in found.matching.sections if _news(pair)],
        "statements": [
            _pair(pair, view)
            for pair in found.matching.statements
            if pair.change is not Change.UNCHANGED or pair.relevelled
        ],
        "examples": [
            _example(pair, view)
            for pair in found.matching.examples
            if pair.change is not Change.UNCHANGED
        ],
    }


def _news(pair: SectionPair) -> bool:
    lone = pair.old is None or pair.new is None
    return lone or pair.renamed or pair.moved or pair.relevelled


def _section(pair: SectionPair) -> dict[str, Any]:
    return {
        "old": pair.old.id if pair.old else None,
        "new": pair.new.id if pair.new else None,
        "renamed": pair.renamed,
        "moved": pair.moved,
        "relevelled": pair.relevelled,
    }


def _pair(pair: StatementPair, view: View) -> dict[str, Any]:
    return {
        "change": pair.change.value,
        "relevelled": pair.relevelled,
        "likeness": round(pair.likeness, 4),
        "old": _statement(pair.old, view.lines_old),
        "new": _statement(pair.new, view.lines_new),
    }


def _statement(statement: Statement | None, lines: LineIndex) -> dict[str, Any] | None:
    if statement is None:
        return None
    return {
        "id": statement.id,
        "section": statement.section_id,
        "line": lines.position(statement.span.start).line,
        "level": statement.authority,
        "text": statement.text,
    }


def _example(pair: ExamplePair, view: View) -> dict[str, Any]:
    return {
        "change": pair.change.value,
        "old": _titled(pair.old, view.lines_old),
        "new": _titled(pair.new, view.lines_new),
    }


def _titled(example: Example | None, lines: LineIndex) -> dict[str, Any] | None:
    if example is None:
        return None
    return {
        "id": example.id,
        "section": example.section_id,
        "line": lines.position(example.span.start).line,
        "title": example.title,
    }


def _finding(change: str, old: Finding | None, new: Finding | None) -> dict[str, Any]:
    return {"change": change, "old": _places(old), "new": _places(new)}


def _places(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "passages": [
            {"path": p.path, "line": p.start.line, "section": p.section_id, "text": p.text}
            for p in finding.passages
        ],
    }
