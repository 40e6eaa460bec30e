"""The report as JUnit XML: one test case a gap; confirmed ones fail, untested ones are skipped."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport
from specaudit.report import words
from specaudit.report.lint_excerpt import safe, where


def render(report: AuditReport) -> str:
    """Return a suite for the gaps and one for the run: instrument check and completeness."""
    passages = {e.candidate_id: e.passages for e in report.evidence}
    cases = [_case(gap, passages.get(gap.candidate.id, ())) for gap in report.gaps]
    name = safe(f"specaudit audit {report.spec.path}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="specaudit">\n'
        + _suite(name, cases)
        + _suite("specaudit run", _run(report))
        + "</testsuites>\n"
    )


def _suite(name: str, cases: Sequence[str]) -> str:
    tally = {
        kind: sum(f"<{tag}" in case for case in cases)
        for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    counts = " ".join(f'{kind}="{count}"' for kind, count in tally.items())
    head = f'  <testsuite name={quoteattr(name)} tests="{len(cases)}" {counts}>\n'
    return f"{head}{''.join(cases)}  </testsuite>\n"


def _case(gap: Gap, passages: Sequence[Passage]) -> str:
    verdict = words.VERDICTS[gap.verdict]
    message = quoteattr(safe(f"{verdict}: {gap.candidate.claim}"))
    places = "\n".join(f"{where(p)}: {safe(p.text)}" for p in passages)
    body = escape(f"{places}\n{safe(gap.because)}".strip())
    if gap.verdict.confirmed:
        inner = f"<failure message={message}>{body}</failure>"
    elif words.group(gap) in ("inconclusive", "not tested"):
        inner = f"<skipped message={message}/><system-out>{body}</system-out>"
    else:
        inner = f"<system-out>{body}</system-out>"
    name, path = quoteattr(safe(gap.candidate.id)), passages[0].path if passages else "spec"
    return f"    <testcase name={name} classname={quoteattr(safe(path))}>{inner}</testcase>\n"


def _run(report: AuditReport) -> list[str]:
    passed, why = words.instrument(report)
    reason = report.run.incomplete_reason or "stopped early"
    checks = (
        ("instrument check", passed, why),
        ("complete", report.run.complete, reason),
    )
    return [
        f"    <testcase name={quoteattr(name)} classname={quoteattr('specaudit')}>"
        + ("" if good else f"<error message={quoteattr(safe(text))}/>")
        + "</testcase>\n"
        for name, good, text in checks
    ]
