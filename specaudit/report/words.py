"""What every format says in the same words: counts, verdicts, figures, the instrument check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from specaudit.domain.estimate import Estimate
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport

VERDICTS: dict[GapVerdict, str] = {
    GapVerdict.CONTRADICTION: "contradiction",
    GapVerdict.AMBIGUITY: "interpretive ambiguity",
    GapVerdict.TOO_COARSE: "too coarse",
    GapVerdict.COVERAGE: "coverage gap",
    GapVerdict.MODEL_FAULT: "model fault",
    GapVerdict.RESOLVED_IN_PRACTICE: "resolved in practice",
    GapVerdict.RESOLVED_ON_PAPER_ONLY: "resolved on paper only",
    GapVerdict.RESOLVED_ON_PAPER: "resolved on paper",
    GapVerdict.NOT_CONFIRMED: "not confirmed",
    GapVerdict.INCONCLUSIVE_POWER: "inconclusive (power)",
    GapVerdict.INCONCLUSIVE_INSTRUMENT: "inconclusive (instrument)",
    GapVerdict.INCONCLUSIVE_MISSING: "inconclusive (missing data)",
    GapVerdict.PROPOSED: "proposed, not tested",
}
GROUPS = ("confirmed", "not confirmed", "inconclusive", "settled", "model fault", "not tested")


def group(gap: Gap) -> str:
    """Return the state a reader sorts a gap into."""
    verdict = gap.verdict
    if verdict.confirmed:
        return "confirmed"
    if verdict.inconclusive:
        return "inconclusive"
    return {
        GapVerdict.NOT_CONFIRMED: "not confirmed",
        GapVerdict.MODEL_FAULT: "model fault",
        GapVerdict.PROPOSED: "not tested",
    }.get(verdict, "settled")


def counts(gaps: Iterable[Gap]) -> dict[str, int]:
    """Count gaps by state, zeros included: what was not found is a result too."""
    found = Counter(group(gap) for gap in gaps)
    return {name: found[name] for name in GROUPS}


def headline(report: AuditReport) -> str:
    """Say in one sentence how many gaps there are of each kind."""
    found = counts(report.gaps)
    return ", ".join(f"{number} {name}" for name, number in found.items())


def simulated(report: AuditReport) -> bool:
    """Whether any model of the run was simulated."""
    return any(use.simulated for use in report.run.models)


def instrument(report: AuditReport) -> tuple[bool, str]:
    """Say whether the judges can be believed: passed, and why in plain words."""
    checked = report.run.instrument
    passed = [r for r in checked if r.passed]
    if not checked:
        return False, "The judges were not checked: no verdict can be drawn."
    if not passed:
        what = "The judge" if len(checked) == 1 else f"All {len(checked)} judges"
        return False, (
            f"{what} failed the instrument check: asked about answers whose verdict is known, "
            f"{'it was' if len(checked) == 1 else 'they were'} no better than guessing. "
            "Nothing below is confirmed or refuted by this run."
        )
    if len(passed) < len(checked):
        return True, (
            f"{len(passed)} of {len(checked)} judges passed the instrument check; "
            "the others were not heard."
        )
    return True, f"All {len(checked)} judges passed the instrument check."


def figure(estimate: Estimate) -> str:
    """Write an estimate with its interval: ``0.42 (0.31-0.55)``."""
    if estimate.value is None:
        return "not measured"
    value = number(estimate.value)
    if estimate.low is None or estimate.high is None:
        return value
    return f"{value} ({number(estimate.low)} to {number(estimate.high)})"


def number(value: float) -> str:
    """Write a number with as many digits as anyone can use."""
    if value != 0 and (abs(value) >= 1000 or abs(value) < 0.001):
        return f"{value:.2g}"
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:.0f}"


def cells(report: AuditReport) -> tuple[int, int]:
    """Count the answers asked for and those that are missing."""
    asked = sum(len(e.responses) for e in report.evidence)
    return asked, sum(r.text is None for e in report.evidence for r in e.responses)
