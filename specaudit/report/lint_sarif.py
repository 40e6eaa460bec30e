"""Lint results as SARIF 2.1.0, shaped for GitHub code scanning and reviewdog.

Suppressed and baselined results are left out unless asked for: GitHub opens alerts for them
regardless.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from specaudit.domain.finding import Finding, Passage, Severity
from specaudit.domain.lint import (
    Confidence,
    LintResult,
    Rendering,
    Rule,
    Suppressed,
    SuppressedBy,
)
from specaudit.domain.origin import Origin
from specaudit.domain.spec import LineIndex
from specaudit.report import sarif_parts as parts
from specaudit.report.lint_excerpt import safe
from specaudit.report.sarif_parts import Data

RANKS = {Severity.ERROR: 80, Severity.WARNING: 50, Severity.NOTE: 20}
"""Priority of a severity, 0 to 100; the rule's confidence moves it by ten."""
_LEAN = {Confidence.HIGH: 10, Confidence.MEDIUM: 0, Confidence.LOW: -10}
_KIND = {SuppressedBy.COMMENT: "inSource", SuppressedBy.BASELINE: "external"}


def render(result: LintResult, rendering: Rendering) -> str:
    """The log file as text; ``result.rules`` must hold the pages of the rules with findings."""
    origin = rendering.origin
    rules = {rule.code: rule for rule in result.rules}
    found = [
        _result(finding, rules, origin) | _state(finding, result)
        for finding in result.findings[: parts.MOST]
    ]
    if rendering.show_suppressed:
        # All results carry the property or none does, so that absence means "unknown".
        found = [entry | {"suppressions": []} for entry in found]
        found += [_kept(entry, rules, origin, result) for entry in result.suppressed]
    invocation = {
        "executionSuccessful": result.exit_code < 2,
        "exitCode": result.exit_code,
        "exitCodeDescription": safe(result.exit_reason),
        "toolExecutionNotifications": list(_notifications(result)),
    }
    return parts.dump(
        parts.log(
            rendering.version,
            "lint",
            [_rule(rules[code]) for code in sorted(rules)],
            (document.path for document in result.documents),
            origin=origin,
            invocations=[invocation],
            results=found,
        )
    )


def _notifications(result: LintResult) -> Iterator[Data]:
    for line in result.skipped:
        yield parts.note("error", line)
    if (more := len(result.findings) - parts.MOST) > 0:
        yield parts.note("warning", f"{more} results of lower severity are left out")


def _rule(rule: Rule) -> Data:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary[: parts.DESCRIPTION]},
        "fullDescription": {"text": rule.purpose[: parts.DESCRIPTION]},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": ["spec", rule.family, "static"],
            "precision": rule.confidence.value,
            "problem.severity": _problem(rule.severity),
        },
    }


def _problem(severity: Severity) -> str:
    return "recommendation" if severity is Severity.NOTE else severity.value


def _result(finding: Finding, rules: dict[str, Rule], origin: Origin) -> Data:
    first, *others = finding.passages
    found: Data = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "kind": "fail",
        "message": {"text": _text(finding, others)},
        "locations": [parts.location(first, origin)],
        "partialFingerprints": {
            "specauditPassages/v1": finding.fingerprint,
            # Ours, or two findings on one long paragraph would be given one and be merged.
            "primaryLocationLineHash": _line_hash(finding.fingerprint) + ":1",
        },
        "properties": {"specaudit": {"id": finding.id, "settledBy": finding.settled_by}},
    }
    if finding.code in rules:
        found["ruleIndex"] = sorted(rules).index(finding.code)
        found["rank"] = float(RANKS[finding.severity] + _LEAN[rules[finding.code].confidence])
    if others:
        found["relatedLocations"] = parts.related(others, [_role(p) for p in others], origin)
    if finding.fix and origin.copy(first.path).text:
        found["fixes"] = [_fix(finding, origin)]
    return found


def _text(finding: Finding, others: list[Passage]) -> str:
    text = parts.message(finding.message)
    for number, other in enumerate(others, start=1):
        title = parts.message(other.section_title) or "the other passage"
        text += f" See [{title}, line {other.start.line}]({number})."
    return f"{text} Why: {parts.message(finding.why)}."


def _state(finding: Finding, result: LintResult) -> Data:
    """What became of a finding since the baseline, where there is one."""
    if not result.compared:
        return {}
    if finding.id in dict(result.changed):
        return {"baselineState": "updated"}
    known = {entry.finding.id for entry in result.suppressed if entry.by is SuppressedBy.BASELINE}
    old = finding.id in known or finding.id in result.expired
    return {"baselineState": "unchanged" if old else "new"}


def _kept(entry: Suppressed, rules: dict[str, Rule], origin: Origin, result: LintResult) -> Data:
    told = {"kind": _KIND[entry.by], "status": "accepted"}
    if entry.reason:
        told["justification"] = safe(entry.reason)
    found = _result(entry.finding, rules, origin) | _state(entry.finding, result)
    return found | {"suppressions": [told]}


def _line_hash(fingerprint: str) -> str:
    return hashlib.blake2b(fingerprint.encode(), digest_size=8).hexdigest()


def _role(passage: Passage) -> str:
    role = passage.role.replace("-", " ")
    return f"{role}: {safe(passage.section_title)}" if passage.section_title else role


def _fix(finding: Finding, origin: Origin) -> Data:
    """The edits by line and column: offsets would count line ends that we have normalised."""
    path = finding.passages[0].path
    lines = LineIndex(origin.copy(path).text)
    replacements = [
        {
            "deletedRegion": parts.region(
                lines.position(edit.span.start), lines.position(edit.span.end)
            ),
            "insertedContent": {"text": edit.text},
        }
        for edit in finding.fix
    ]
    change = {"artifactLocation": parts.address(path, origin), "replacements": replacements}
    return {"description": {"text": f"Fix {finding.rule}"}, "artifactChanges": [change]}
