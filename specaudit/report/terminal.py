"""The report for a terminal of 80 columns: what was found, and whether to believe it."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport
from specaudit.domain.text import clean, shorten
from specaudit.report import gap_words, words

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WIDTH = 80
SHOWN = 20
_STYLES = {
    "confirmed": "bold red",
    "inconclusive": "yellow",
    "model fault": "magenta",
    "not tested": "dim",
}


def render(report: AuditReport, color: bool = False) -> str:
    """Return the report as text; the file formats hold the details."""
    from rich.console import Console

    page = io.StringIO()
    console = Console(
        file=page,
        width=WIDTH,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line, style in _head(report):
        console.print(line, style=style, soft_wrap=True)
    console.print()
    if report.gaps:
        console.print(_table(report))
    else:
        console.print("No gaps proposed.")
    for line in _foot(report):
        console.print(line, soft_wrap=True)
    # Cells are padded to their column; the spaces at line ends say nothing.
    return "\n".join(line.rstrip() for line in page.getvalue().rstrip().splitlines())


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(" ".join(clean(text).split()), WIDTH)


def _head(report: AuditReport) -> Iterator[tuple[str, str]]:
    yield shorten(clean(f"specaudit: {report.spec.path}"), WIDTH), "bold"
    if words.simulated(report):
        for line in _wrap(words.SIMULATED):
            yield line, "bold yellow"
    for line in _wrap(words.headline(report) + "."):
        yield line, ""
    passed, why = words.instrument(report)
    for line in _wrap(f"Instrument check {'passed' if passed else 'FAILED'}. {why}"):
        yield line, "" if passed else "bold yellow"
    if not report.run.complete:
        for line in _wrap(f"INCOMPLETE: {report.run.incomplete_reason or 'stopped early'}"):
            yield line, "bold yellow"


def _table(report: AuditReport) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False
    )
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Gap", no_wrap=True)
    table.add_column("Verdict", width=14)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Where, and what is claimed", ratio=1, overflow="fold")
    evidence = {e.candidate_id: e for e in report.evidence}
    for gap in report.gaps[:SHOWN]:
        found = evidence.get(gap.candidate.id)
        table.add_row(
            str(gap.rank),
            clean(gap.candidate.id),
            Text(words.VERDICTS[gap.verdict], style=_STYLES.get(words.group(gap), "")),
            f"{gap.score:.2f}",
            _claim(gap, words.where(found.passages) if found else ""),
        )
    return table


def _claim(gap: Gap, place: str) -> Text:
    from rich.text import Text

    shown = Text(shorten(clean(place), 76) + "\n" if place else "", style="bold")
    shown.append(shorten(clean(gap.candidate.claim), 110), style="not bold")
    return shown.append(f"\nCause: {clean(gap.cause)}", style="not bold") if gap.cause else shown


def _foot(report: AuditReport) -> Iterator[str]:
    if len(report.gaps) > SHOWN:
        yield f"... and {len(report.gaps) - SHOWN} more in the report."
    yield ""
    yield from _wrap(f"{words.test(report)} {words.spent(report)}")
    yield from _wrap(words.own_noise(report))
    reasons = words.missing_by_reason(report)
    if reasons:
        listed = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
        yield from _wrap(f"Missing, by reason: {listed}.")
    for finding in words.errors(report):
        yield from _wrap(f"The linter says: {gap_words.called(finding)}")
    if report.findings:
        errors = len(words.errors(report))
        yield from _wrap(
            f"{len(report.findings)} static findings, {errors} of them errors: "
            "specaudit lint shows them."
        )
    for note in report.run.notes:
        yield from _wrap(f"Note: {note}")
