"""The report for a terminal of 80 columns: what was found, and whether to believe it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.text import clean, shorten
from specaudit.report import words

WIDTH = 80
SHOWN = 20
BOLD, RED, GREEN, YELLOW, DIM, END = (
    "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m", "\x1b[0m",
)  # fmt: skip
_COLOURS = {"confirmed": RED, "inconclusive": YELLOW, "settled": GREEN, "not confirmed": GREEN}


def render(report: AuditReport, color: bool = False) -> str:
    """Return the report as text; the file formats hold the details."""
    lines = [*_head(report, color), "", *_gaps(report, color), *_foot(report)]
    return "\n".join(lines)


def _paint(text: str, code: str, color: bool) -> str:
    return f"{code}{text}{END}" if color and code else text


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(clean(text), WIDTH, initial_indent=indent, subsequent_indent=indent) or [
        ""
    ]


def _head(report: AuditReport, color: bool) -> Iterator[str]:
    yield _paint(shorten(clean(f"specaudit: {report.spec.path}"), WIDTH), BOLD, color)
    if words.simulated(report):
        for line in _wrap("SIMULATED: scripted models answered. No evidence about any real spec."):
            yield _paint(line, RED, color)
    yield from _wrap(words.headline(report) + ".")
    passed, why = words.instrument(report)
    for line in _wrap(why):
        yield _paint(line, "" if passed else YELLOW, color)
    for check in report.run.instrument:
        yield from _wrap(f"{check.judge} {check.because}", "  ")
    asked, missing = words.cells(report)
    yield from _wrap(
        f"{len(report.run.committee)} members, {len(report.run.judges)} judges; "
        f"{asked} answers asked for, {missing} missing; ${report.run.spent:.2f} spent."
    )


def _gaps(report: AuditReport, color: bool) -> Iterator[str]:
    if not report.gaps:
        yield "No gaps proposed."
        return
    evidence = {e.candidate_id: e for e in report.evidence}
    for gap in report.gaps[:SHOWN]:
        yield from _gap(gap, evidence.get(gap.candidate.id), color)
    if len(report.gaps) > SHOWN:
        yield f"... and {len(report.gaps) - SHOWN} more in the report"
        yield ""


def _gap(gap: Gap, evidence: GapEvidence | None, color: bool) -> Iterator[str]:
    verdict = words.VERDICTS[gap.verdict]
    painted = _paint(verdict, _COLOURS.get(words.group(gap), ""), color)
    yield f"{gap.rank:>3}  {gap.candidate.id}  {painted}  score {gap.score:.2f}"
    yield from _wrap(shorten(clean(gap.candidate.claim), 150), "     ")
    for passage in evidence.passages if evidence else ():
        place = f"{passage.start.line}: {passage.section_title}"
        level = f" [{passage.authority}]" if passage.authority else ""
        yield "     " + shorten(clean(f"line {place}{level}"), WIDTH - 5)
        yield "       " + shorten(clean(passage.text), WIDTH - 7)
    if gap.candidate.resolution:
        basis = gap.candidate.resolution
        yield from _wrap(shorten(f"settled by {basis.kind}: {clean(basis.basis)}", 150), "     ")
    else:
        yield from _wrap(gap.because, "     ")
    yield ""


def _foot(report: AuditReport) -> Iterator[str]:
    serious = sum(f.severity != "note" for f in report.findings)
    if report.findings:
        yield from _wrap(
            f"{len(report.findings)} static findings ({serious} above note level): "
            "specaudit lint shows them."
        )
    for note in report.run.notes:
        yield from _wrap(f"Note: {note}")
    if not report.run.complete:
        yield from _wrap(f"INCOMPLETE: {report.run.incomplete_reason}")
