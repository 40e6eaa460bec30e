"""Lint results for scripts; the shape is additive within a major ``schema_version``.

``schema/lint-1.0.json`` describes it; ``specaudit config schema lint`` prints that.
"""

from __future__ import annotations

import json

from specaudit.domain.finding import Edit, Finding, Passage, Severity
from specaudit.domain.lint import LintResult, Rendering

SCHEMA_VERSION = "1.0"


def render(result: LintResult, rendering: Rendering) -> str:
    """The whole result as one JSON object."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "specaudit", "version": rendering.version},
        "documents": [
            {
                "path": document.path,
                "sha256": document.sha256,
                "sections": document.sections,
                "statements": document.statements,
                "empty": document.empty,
                "foreign": document.foreign,
            }
            for document in result.documents
        ],
        "summary": {
            **{severity.value: result.count(severity) for severity in Severity},
            "suppressed": len(result.suppressed),
            "stale": len(result.stale),
        },
        "findings": [_finding(finding) for finding in result.findings],
        "suppressed": [
            {
                "finding": _finding(entry.finding),
                "by": entry.by.value,
                "status": entry.status,
                "reason": entry.reason,
            }
            for entry in result.suppressed
        ],
        "stale": [{"id": entry.id, "rule": entry.rule} for entry in result.stale],
        "expired": list(result.expired),
        "changed": [{"id": new, "was": old} for new, old in result.changed],
        "skipped": list(result.skipped),
        "exit": {"code": result.exit_code, "reason": result.exit_reason},
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "why": finding.why,
        "settled_by": finding.settled_by,
        "passages": [_passage(passage) for passage in finding.passages],
        "fix": [_edit(edit) for edit in finding.fix],
    }


def _passage(passage: Passage) -> dict[str, object]:
    return {
        "role": passage.role,
        "path": passage.path,
        "start": {"line": passage.start.line, "column": passage.start.column},
        "end": {"line": passage.end.line, "column": passage.end.column},
        "text": passage.text,
        "context": passage.context,
        "section": passage.section_id,
        "section_title": passage.section_title,
        "authority": passage.authority,
        "statement": passage.statement_id,
    }


def _edit(edit: Edit) -> dict[str, object]:
    return {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
