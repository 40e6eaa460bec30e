"""The figures that reasons quote: counts in plain words, and the statistics behind them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate, Measure
from specaudit.measure.estimates import member_rates
from specaudit.measure.facts import CandidateFacts
from specaudit.measure.panel import side_taken
from specaudit.measure.sequential import SequentialState
from specaudit.measure.signals import Thresholds
from specaudit.stats.disagreement import max_disagreement


class Run(NamedTuple):
    """What the other candidates of the run mean for this one."""

    tested: int
    needed: float
    """E-value one more candidate would need to be confirmed beside those that are."""
    alpha: float
    """False discovery rate."""


def figures(
    candidate: Candidate,
    facts: CandidateFacts,
    estimates: Sequence[Estimate],
    state: SequentialState,
    run: Run,
    limits: Thresholds,
) -> dict[str, str]:
    """Return the figures by the names that `specaudit.measure.table` uses.

    A dash stands where one is unknown.
    """
    found = {e.name: e for e in estimates}
    pair = len(candidate.statement_ids) > 1
    lean = _value(found, Measure.LEAN)
    return {
        "usable": str(facts.planned - facts.missing),
        "missing": str(facts.missing),
        "planned": str(facts.planned),
        "seeds": str(state.seeds),
        "Conflict": "When both rules apply" if pair else "In borderline cases",
        "split": _split(facts, found, pair=pair, limits=limits),
        "test": _test(state),
        "chance": _chance(run.tested),
        "needed": f"{run.needed:.3g}",
        "alpha": percent(run.alpha),
        "e": "over 1e6" if state.log_e > math.log(1e6) else f"{state.e_value:.3g}",
        "basis": candidate.resolution.basis if candidate.resolution else "–",
        "worst_names": " and ".join(member_rates(facts).failing) if facts.members else "–",
        "worst": count(found.get(Measure.WORST_MEMBER)),
        "others": count(found.get(Measure.OTHER_MEMBERS)),
        "bad": count(found.get(Measure.FAILURE)),
        "bad_control": count(found.get(Measure.FAILURE_CONTROL)),
        "faulted": _faulted(facts, found),
        "unclear": _share(found, Measure.UNCLEAR),
        "unclear_control": _share(found, Measure.UNCLEAR_CONTROL),
        "sd": _apart(facts, found),
        "sigma": _number(found, Measure.CORRECTED),
        "sigma_without": _number(found, Measure.CORRECTED_WITHOUT_ONE),
        "idle": _share(found, Measure.UNACTIVATED),
        "lean": "–" if lean is None else f"{side(lean)} by {abs(lean):.1f}",
        "side": "–" if lean is None else side(lean),
        "refusal": _share(found, Measure.REFUSAL),
        "refusal_control": _share(found, Measure.REFUSAL_CONTROL),
    }


def percent(share: float) -> str:
    """Write a share as a whole per cent."""
    return f"{100 * share:.0f}%"


def count(found: Estimate | None) -> str:
    """Write a share of counted units as what it counts: ``3 of 8``."""
    if found is None or found.value is None:
        return "–"
    return f"{round(found.value * found.n)} of {found.n}"


def side(lean: float) -> str:
    """Name the side that a mean of side A minus side B favours."""
    return "A" if lean > 0 else "B"


def _value(found: Mapping[str, Estimate], name: Measure) -> float | None:
    estimate = found.get(name)
    return estimate.value if estimate else None


def _number(found: Mapping[str, Estimate], name: Measure) -> str:
    value = _value(found, name)
    return "–" if value is None else f"{value:.1f}"


def _share(found: Mapping[str, Estimate], name: Measure) -> str:
    value = _value(found, name)
    return "–" if value is None else percent(value)


def _split(
    facts: CandidateFacts, found: Mapping[str, Estimate], *, pair: bool, limits: Thresholds
) -> str:
    """Say who goes by which side, and what the same members do where nothing pulls apart."""
    sides = [side_taken(facts.seeds, place) for place in range(len(facts.members))]
    members = _by_member(sides, found)
    calm = _value(found, Measure.CORRECTED_CONTROL)
    where = "where only one applies" if pair else "in clear cases"
    agree = f"; {where}, they agree" if calm is not None and calm < limits.differ else ""
    return f"{'When both rules apply' if pair else 'In borderline cases'}, {members}{agree}."


def _by_member(sides: Sequence[int], found: Mapping[str, Estimate]) -> str:
    to_a, to_b = sides.count(1), sides.count(-1)
    if to_a and to_b:
        neither = len(sides) - to_a - to_b
        rest = f", {neither} by neither" if neither else ""
        return f"{to_a} of {len(sides)} members go by A and {to_b} by B{rest}"
    opposed = found.get(Measure.OPPOSED)
    if opposed is not None and opposed.value:
        return (
            f"members take opposite sides in {count(opposed)} queries, not always the same "
            "members the same side"
        )
    return "members stand apart"


def _test(state: SequentialState) -> str:
    ties = f", {state.ties} tied" if state.ties else ""
    won = f"{state.wins} of {state.decisive} scenarios{ties}"
    return f"Conflict came out worse than every control in {won}."


def _chance(tested: int) -> str:
    if tested > 1:
        return f"With {tested} gaps tested at once, that could still be chance."
    return "That could still be chance."


def _apart(facts: CandidateFacts, found: Mapping[str, Estimate]) -> str:
    top = f"{max_disagreement(len(facts.members)):.2g}"
    conflict = _number(found, Measure.CORRECTED)
    return f"{conflict} of at most {top}, {_number(found, Measure.CORRECTED_CONTROL)} on controls"


def _faulted(facts: CandidateFacts, found: Mapping[str, Estimate]) -> str:
    conflict, control = found.get(Measure.FAILURE), found.get(Measure.FAILURE_CONTROL)
    scenarios = f"{len(facts.seeds)} scenario{'s' if len(facts.seeds) != 1 else ''}"
    return (
        f"{count(conflict)} under conflict ({scenarios}{_between(conflict, '; ')}), "
        f"{count(control)} on controls{_between(control, ' (', ')')}"
    )


def _between(found: Estimate | None, before: str, after: str = "") -> str:
    if found is None or found.low is None or found.high is None:
        return ""
    return f"{before}{percent(found.low)} to {percent(found.high)}{after}"
