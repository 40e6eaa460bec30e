"""Lint results as JUnit XML: one test case for every rule with findings in every document."""

from __future__ import annotations

from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from specaudit.domain.finding import Finding
from specaudit.domain.lint import LintResult, Rendering, at_or_above
from specaudit.report.lint_excerpt import excerpt, safe, where


def render(result: LintResult, rendering: Rendering) -> str:
    """A suite per document; findings at or above ``--fail-on`` are failures, others output."""
    by_path: dict[str, list[Finding]] = {document.path: [] for document in result.documents}
    for finding in result.findings:
        by_path.setdefault(finding.passages[0].path, []).append(finding)
    suites = [_suite(path, findings, result.fail_on) for path, findings in by_path.items()]
    errors = "".join(
        f'  <testsuite name="input" tests="1" failures="0" errors="1">'
        f"<testcase name={quoteattr(safe(line))}><error message={quoteattr(safe(line))}/>"
        "</testcase></testsuite>\n"
        for line in result.skipped
    )
    body = "".join(suites) + errors
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="specaudit">\n'
    return f"{head}{body}</testsuites>\n"


def _suite(path: str, findings: list[Finding], fail_on: str) -> str:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    cases = [_case(rule, path, found, fail_on) for rule, found in sorted(by_rule.items())]
    failures = sum("<failure" in case for case in cases)
    # A clean document is one passed case, or some readers call the whole report empty.
    shown = cases or [f'    <testcase name="lint" classname={quoteattr(safe(path))}/>\n']
    return (
        f'  <testsuite name={quoteattr(safe(path))} tests="{len(shown)}" '
        f'failures="{failures}" errors="0">\n{"".join(shown)}  </testsuite>\n'
    )


def _case(rule: str, path: str, findings: list[Finding], fail_on: str) -> str:
    failing = any(at_or_above(finding.severity, fail_on) for finding in findings)
    lines = "\n".join(
        f"{where(finding.passages[0])}: {finding.severity}: {safe(finding.message)} "
        f"“{excerpt(finding.passages[0], message=finding.message)}”"
        for finding in findings
    )
    tag = "failure" if failing else "system-out"
    first = f" message={quoteattr(safe(findings[0].message))}" if failing else ""
    return (
        f"    <testcase name={quoteattr(rule)} classname={quoteattr(safe(path))}>"
        f"<{tag}{first}>{escape(lines)}</{tag}></testcase>\n"
    )
