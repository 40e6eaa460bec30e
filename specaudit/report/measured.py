"""What was measured, in words: names of measures, values with their intervals, units."""

from __future__ import annotations

from collections.abc import Callable

from specaudit.domain.estimate import Estimate, Measure

MEASURES: dict[str, str] = {
    Measure.DISAGREEMENT: "Members apart under conflict (SD, at most 3)",
    Measure.DISAGREEMENT_CONTROL: "Members apart on controls (SD, at most 3)",
    Measure.DISAGREEMENT_NORMALISED: "Members apart, share of the greatest possible",
    Measure.CORRECTED: "Members apart under conflict, own noise taken off (SD, at most 3)",
    Measure.CORRECTED_CONTROL: "Members apart on controls, own noise taken off (SD, at most 3)",
    Measure.CORRECTED_WITHOUT_ONE: "Members apart without the one that departs most (SD, at most "
    "3, mean of both sides)",
    Measure.DIFFERENCE: "Members apart: conflict minus controls (SD, at most 3)",
    Measure.RELIABILITY: "Share of variance that lies between members (ICC)",
    Measure.OPPOSED: "Conflict queries on which members take opposite sides",
    Measure.LEAN: "Mean side taken, by how many points of at most 6",
    Measure.JOINT: "All members fail together, under conflict",
    Measure.JOINT_CONTROL: "All members fail together, on controls",
    Measure.JOINT_EXPECTED: "Failing together that the members' own rates alone would give",
    Measure.JOINT_EXCESS: "Failing together beyond what their own rates would give",
    Measure.JOINT_OVER_CONTROL: "Failing together beyond controls (counts in the score)",
    Measure.FAILURE: "Answers judged problematic, under conflict",
    Measure.FAILURE_CONTROL: "Answers judged problematic, on controls",
    Measure.FAILURE_CORRECTED: "Answers judged problematic, corrected for the judges' errors",
    Measure.WORST_MEMBER: "Failing members: answers judged problematic",
    Measure.OTHER_MEMBERS: "Other members: answers judged problematic",
    Measure.UNCLEAR: "Share of answers judges find unclear, under conflict",
    Measure.UNCLEAR_CONTROL: "Share of answers judges find unclear, on controls",
    Measure.KAPPA: "Agreement of judges on verdicts (kappa)",
    Measure.ALPHA: "Agreement of judges on verdicts (alpha)",
    Measure.AC1: "Agreement of judges on verdicts (AC1)",
    Measure.SPECTRUM_ALPHA: "Agreement of judges on sides taken (alpha)",
    Measure.ACTIVATION: "Judges rest on different statements, under conflict",
    Measure.ACTIVATION_CONTROL: "Judges rest on different statements, on controls",
    Measure.UNACTIVATED: "Answers on which most judges name no statement",
    Measure.REFUSAL: "Answers that refuse, under conflict",
    Measure.REFUSAL_CONTROL: "Answers that refuse, on controls",
    Measure.REFUSAL_LEVEL: "How far answers refuse under conflict (0 to 6)",
    Measure.WHOLE_TEXT: "Members apart when they read the whole text (SD, at most 3, both sides)",
    Measure.WITHOUT_A: "Members apart with statement A taken out (SD, at most 3, both sides)",
    Measure.WITHOUT_B: "Members apart with statement B taken out (SD, at most 3, both sides)",
    Measure.WITHOUT_BOTH: "Members apart with both taken out (SD, at most 3, both sides)",
    Measure.SHARE_A: "Share of the split that goes with statement A",
    Measure.SHARE_B: "Share of the split that goes with statement B",
    Measure.SHARE_BOTH: "Share of the split that goes with both",
    Measure.INTERACTION: "Split that needs both statements (interaction, variance)",
    Measure.EFFECTIVE_JUDGES: "Independent judges the panel is worth",
    Measure.E_VALUE: "Evidence that conflict is worse than controls (e)",
    Measure.WINS: "Scenarios in which conflict was worse",
    Measure.MISSING: "Planned answers missing or unjudged",
}
COUNTED: dict[str, str] = {
    Measure.OPPOSED: "queries",
    Measure.JOINT: "samples",
    Measure.JOINT_CONTROL: "samples",
    Measure.FAILURE: "answers",
    Measure.FAILURE_CONTROL: "answers",
    Measure.WORST_MEMBER: "answers",
    Measure.OTHER_MEMBERS: "answers",
    Measure.UNACTIVATED: "answers",
    Measure.REFUSAL: "answers",
    Measure.REFUSAL_CONTROL: "answers",
    Measure.WINS: "scenarios",
    Measure.MISSING: "answers",
}
"""Shares of counted units, with the unit: shown as what was counted, ``3 of 8``."""
OTHER_UNITS: dict[str, str] = {
    Measure.FAILURE_CORRECTED: "answers",
    Measure.EFFECTIVE_JUDGES: "items",
}
"""Units of the other measures that do not rest on scenarios."""
AGREEMENT = ((0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"))
"""Landis and Koch's words for agreement above chance (1977)."""


def measure(name: str) -> str:
    """Say what a measure is; its bare name where we have no words for it."""
    return MEASURES.get(name, name)


def figure(estimate: Estimate) -> str:
    """Write an estimate with its interval: ``0.42 (0.31 to 0.55)``, ``3 of 8 (14% to 69%)``."""
    if estimate.value is None:
        return "not measured"
    write: Callable[[float], str] = side if estimate.name == Measure.LEAN else number
    shown = write(estimate.value)
    if estimate.name in COUNTED:
        write, shown = percent, f"{round(estimate.value * estimate.n)} of {estimate.n}"
    if estimate.low is None or estimate.high is None:
        return shown
    return f"{shown} ({write(estimate.low)} to {write(estimate.high)})"


def rests_on(estimate: Estimate) -> str:
    """Say how many units of which kind an estimate rests on: ``8 scenarios``."""
    unit = COUNTED.get(estimate.name) or OTHER_UNITS.get(estimate.name, "scenarios")
    if estimate.n == 1:
        unit = "query" if unit == "queries" else unit[:-1]
    return f"{estimate.n} {unit}"


def agreement(estimate: Estimate) -> str:
    """Put an agreement above chance into a word."""
    value = estimate.value or 0.0
    return next((word for least, word in AGREEMENT if value >= least), "slight")


def percent(share: float) -> str:
    """Write a share as a whole per cent."""
    return f"{100 * share:.0f}%"


def number(value: float) -> str:
    """Write a number with as many digits as anyone can use."""
    if value != 0 and (abs(value) >= 1e6 or abs(value) < 0.001):
        return f"{value:.2g}"
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:.0f}"


def side(lean: float | None) -> str:
    """Name the side a mean of side A minus side B favours: ``A 4.8``; a dash where unknown."""
    if lean is None:
        return "–"
    shown = f"{abs(lean):.1f}"
    return shown if shown == "0.0" else f"{'A' if lean > 0 else 'B'} {shown}"
