"""Findings to plain JSON data and back, for the cache: stdlib only, so that a hit stays instant."""

from __future__ import annotations

from typing import Any

from specaudit.domain.finding import Edit, Finding, Passage, Severity
from specaudit.domain.lint import DocumentSummary, LintResult, Suppressed, SuppressedBy
from specaudit.domain.place import Position, Span


def to_data(result: LintResult) -> dict[str, Any]:
    """Plain data of a run without baseline, limit or exit code."""
    return {
        "documents": [
            [d.path, d.sha256, d.sections, d.statements, d.empty, d.foreign]
            for d in result.documents
        ],
        "active": list(result.active),
        "findings": [finding_to_data(finding) for finding in result.findings],
        "suppressed": [
            [finding_to_data(s.finding), s.by.value, s.reason, s.status] for s in result.suppressed
        ],
    }


def from_data(data: dict[str, Any]) -> LintResult:
    """Rebuild a run.

    Raises:
        ValueError, KeyError, TypeError, IndexError: for data of another shape.
    """
    return LintResult(
        findings=tuple(finding_from_data(raw) for raw in data["findings"]),
        documents=tuple(DocumentSummary(*raw) for raw in data["documents"]),
        active=tuple(data["active"]),
        suppressed=tuple(
            Suppressed(finding_from_data(raw), SuppressedBy(by), reason, status)
            for raw, by, reason, status in data["suppressed"]
        ),
    )


def finding_to_data(finding: Finding) -> list[Any]:
    """Plain data of a finding."""
    return [
        finding.id,
        finding.fingerprint,
        finding.rule,
        finding.code,
        finding.severity.value,
        finding.message,
        [_passage(passage) for passage in finding.passages],
        finding.why,
        finding.settled_by,
        [[edit.span.start, edit.span.end, edit.text] for edit in finding.fix],
    ]


def finding_from_data(raw: list[Any]) -> Finding:
    """Rebuild a finding.

    Raises:
        ValueError, KeyError, TypeError, IndexError: for data of another shape.
    """
    id_, fingerprint, rule, code, severity, message, passages, why, settled_by, fix = raw
    return Finding(
        id=id_,
        fingerprint=fingerprint,
        rule=rule,
        code=code,
        severity=Severity(severity),
        message=message,
        passages=tuple(_read_passage(passage) for passage in passages),
        why=why,
        settled_by=settled_by,
        fix=tuple(Edit(Span(start, end), text) for start, end, text in fix),
    )


def _passage(passage: Passage) -> list[Any]:
    return [
        passage.path,
        [passage.span.start, passage.span.end],
        [passage.start.line, passage.start.column],
        [passage.end.line, passage.end.column],
        passage.text,
        passage.section_id,
        passage.section_title,
        passage.authority,
        passage.statement_id,
        passage.role,
        passage.context,
    ]


def _read_passage(raw: list[Any]) -> Passage:
    path, span, start, end, *rest = raw
    return Passage(path, Span(*span), Position(*start), Position(*end), *rest)
