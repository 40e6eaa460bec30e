"""Lint results as SARIF 2.1.0, shaped for GitHub code scanning and reviewdog.

One location a result (consumers read only the first), further passages as related locations,
suppressed and baselined results left out: GitHub opens alerts for them regardless.
"""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote

from specaudit.domain.finding import Finding, Passage
from specaudit.domain.lint import LintResult, Rendering, Rule
from specaudit.report.lint_excerpt import safe

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST = 1000
_DESCRIPTION = 1000
_PRECISION = {"high": "high", "medium": "medium", "low": "low"}


def render(result: LintResult, rendering: Rendering) -> str:
    """The log file as text; ``result.rules`` must hold the pages of the rules with findings."""
    shown = result.findings[:_MOST]
    rules = sorted({rule.code: rule for rule in result.rules}.values(), key=lambda r: r.code)
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "specaudit",
                "version": rendering.version,
                "semanticVersion": rendering.version,
                "informationUri": "https://pypi.org/project/specaudit/",
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "specaudit/lint/"},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(document.path)},
                "sourceLanguage": "markdown",
                "hashes": {"sha-256": document.sha256},
            }
            for document in result.documents
        ],
        "invocations": [
            {
                "executionSuccessful": result.exit_code < 2,
                "exitCode": result.exit_code,
                "toolExecutionNotifications": _notifications(result),
            }
        ],
        "results": [_result(finding, index) for finding in shown],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _notifications(result: LintResult) -> list[dict[str, object]]:
    notes: list[dict[str, object]] = [
        {"level": "error", "message": {"text": safe(line)}} for line in result.skipped
    ]
    if len(result.findings) > _MOST:
        text = f"{len(result.findings) - _MOST} results of lower severity are left out"
        notes.append({"level": "warning", "message": {"text": text}})
    return notes


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary[:_DESCRIPTION]},
        "fullDescription": {"text": rule.summary[:_DESCRIPTION]},
        "help": {"text": rule.summary, "markdown": rule.doc},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": ["spec", rule.family, "static"],
            "precision": _PRECISION[rule.confidence.value],
            "problem.severity": _problem(rule.severity.value),
        },
    }


def _problem(severity: str) -> str:
    return "recommendation" if severity == "note" else severity


def _result(finding: Finding, index: dict[str, int]) -> dict[str, object]:
    first, *others = finding.passages
    text = _message(safe(finding.message))
    for number, other in enumerate(others, start=1):
        title = _message(safe(other.section_title) or "the other passage")
        text += f" See [{title}, line {other.start.line}]({number})."
    found: dict[str, object] = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "kind": "fail",
        "message": {"text": f"{text} Why: {_message(safe(finding.why))}."},
        "locations": [_location(first)],
        "partialFingerprints": {
            "specauditPassages/v1": finding.fingerprint,
            "primaryLocationLineHash": _line_hash(finding.fingerprint) + ":1",
        },
        "properties": {"specaudit": {"id": finding.id, "settledBy": finding.settled_by}},
    }
    if finding.code in index:
        found["ruleIndex"] = index[finding.code]
    if others:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": _role(other)}, **_location(other)}
            for number, other in enumerate(others, start=1)
        ]
    if finding.fix:
        found["fixes"] = [_fix(finding)]
    return found


def _message(text: str) -> str:
    """Neutralise what SARIF reads as a link or a placeholder."""
    return (
        text.replace("\\", "\\\\")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("{", "{{")
        .replace("}", "}}")
    )


def _line_hash(fingerprint: str) -> str:
    return hashlib.blake2b(fingerprint.encode(), digest_size=8).hexdigest()


def _role(passage: Passage) -> str:
    role = passage.role.replace("-", " ")
    return f"{role}: {safe(passage.section_title)}" if passage.section_title else role


def _location(passage: Passage) -> dict[str, object]:
    logical = [{"fullyQualifiedName": passage.section_id, "kind": "module"}]
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(passage.path)},
            "region": _region(passage) | {"snippet": {"text": passage.text}},
        },
        **({"logicalLocations": logical} if passage.section_id else {}),
    }


def _region(passage: Passage) -> dict[str, object]:
    return {
        "startLine": passage.start.line,
        "startColumn": passage.start.column,
        "endLine": passage.end.line,
        "endColumn": passage.end.column,
    }


def _fix(finding: Finding) -> dict[str, object]:
    path = finding.passages[0].path
    return {
        "description": {"text": f"Fix {finding.rule}"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(path)},
                "replacements": [
                    {
                        "deletedRegion": {
                            "charOffset": edit.span.start,
                            "charLength": edit.span.end - edit.span.start,
                        },
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in finding.fix
                ],
            }
        ],
    }


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"), safe="/")
