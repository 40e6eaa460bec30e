"""The report as JUnit XML: one test case a gap; confirmed ones fail, untested ones are skipped.

At most 900 KB for up to 200 gaps: what is too long is cut, so that servers take the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport
from specaudit.domain.text import shorten
from specaudit.report import words
from specaudit.report.lint_excerpt import safe, where

LONGEST_NAME, LONGEST_MESSAGE, LONGEST_BODY = 120, 200, 800
"""Characters of a name, a message and the text of a case, before markup is escaped."""


def render(report: AuditReport) -> str:
    """Return a suite for the gaps and one for the run: instrument check and completeness."""
    passages = {e.candidate_id: e.passages for e in report.evidence}
    cases = [_case(gap, passages.get(gap.candidate.id, ())) for gap in report.gaps]
    name = f"specaudit audit {report.spec.path}"
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
    head = f'  <testsuite name={_attribute(name)} tests="{len(cases)}" {counts}>\n'
    return f"{head}{''.join(cases)}  </testsuite>\n"


def _case(gap: Gap, passages: Sequence[Passage]) -> str:
    verdict = words.VERDICTS[gap.verdict]
    message = _attribute(f"{verdict}: {gap.candidate.claim}", LONGEST_MESSAGE)
    places = "\n".join(f"{where(p)}: {safe(p.text)}" for p in passages)
    text = f"{safe(gap.because)}\n{places}".strip()
    body = _body(text)
    if gap.verdict.confirmed:
        inner = f"<failure message={message}>{body}</failure>"
    elif words.group(gap) in ("inconclusive", "not tested"):
        inner = f"<skipped message={message}/><system-out>{body}</system-out>"
    else:
        inner = f"<system-out>{body}</system-out>"
    name, path = _attribute(gap.candidate.id), passages[0].path if passages else "spec"
    return f"    <testcase name={name} classname={_attribute(path)}>{inner}</testcase>\n"


def _body(text: str) -> str:
    return escape(text if len(text) <= LONGEST_BODY else f"{text[:LONGEST_BODY]} […]")


def _attribute(text: str, longest: int = LONGEST_NAME) -> str:
    return quoteattr(shorten(safe(text), longest))


def _run(report: AuditReport) -> list[str]:
    passed, why = words.instrument(report)
    reason = report.run.incomplete_reason or "stopped early"
    checks = (
        ("instrument check", passed, why),
        ("complete", report.run.complete, reason),
    )
    return [
        f"    <testcase name={quoteattr(name)} classname={quoteattr('specaudit')}>"
        + (
            ""
            if good
            else f"<error message={_attribute(text, LONGEST_MESSAGE)}>{_body(safe(text))}</error>"
        )
        + "</testcase>\n"
        for name, good, text in checks
    ]
