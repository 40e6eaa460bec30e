"""Lint results as GitHub workflow annotations: at most ten, as the runner shows no more."""

from __future__ import annotations

from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import LintResult, Rendering
from specaudit.report.lint_excerpt import excerpt, plural, safe

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MOST = 10


def render(result: LintResult, rendering: Rendering) -> str:
    """Annotations for the first findings, worst first, then one notice on the rest."""
    lines = [f"::error::{_data(safe(f'Not checked: {line}'))}" for line in result.skipped]
    lines += [_annotation(finding) for finding in result.findings[:_MOST]]
    if (more := len(result.findings) - _MOST) > 0:
        lines.append(f"::notice::{plural(more, 'more finding')}; see the job's full output")
    return "\n".join(lines) + "\n" if lines else ""


def _annotation(finding: Finding) -> str:
    first, *others = finding.passages
    message = safe(finding.message)
    for other in others[:1]:
        message += f" Compare {safe(other.path)}:{other.start.line}: “{excerpt(other, 120)}”."
    fields = {
        "file": safe(first.path),
        "line": str(first.start.line),
        "endLine": str(first.end.line),
        "col": str(first.start.column),
        "endColumn": str(first.end.column),
        "title": f"{finding.rule} ({finding.code})",
    }
    shown = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
    return f"::{_COMMAND[finding.severity]} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
