"""Deciding every candidate of a run: multiplicity, signals, verdicts and their reasons."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate
from specaudit.domain.gap import GapVerdict
from specaudit.domain.report import GapEvidence
from specaudit.domain.run import InstrumentReport
from specaudit.measure import ablation, sequential
from specaudit.measure.estimates import measure_facts
from specaudit.measure.facts import CandidateFacts
from specaudit.measure.figures import Run, figures
from specaudit.measure.instrument import Calibration, failed_judges
from specaudit.measure.sequential import SequentialState, StopReason
from specaudit.measure.signals import THRESHOLDS, Signal, Signals, Thresholds, signals
from specaudit.measure.summary import summarise
from specaudit.measure.table import decide
from specaudit.stats.multiplicity import e_bh, e_bh_log_threshold


class Decision(NamedTuple):
    """What the experiment says of one candidate."""

    candidate_id: str
    verdict: GapVerdict
    because: str
    figures: str
    """The statistics behind the reason; empty where there are none."""
    stop_reason: str
    estimates: tuple[Estimate, ...]
    signals: Signals
    state: SequentialState
    cause: str
    """Whose removal from the text ends the split; empty where nobody looked."""


def decide_all(
    evidences: Iterable[GapEvidence],
    candidates: Sequence[Candidate],
    instrument: Sequence[InstrumentReport],
    *,
    alpha: float = 0.1,
    seed: int = 0,
    level: float = 0.95,
    members: Sequence[str] = (),
    calibration: Calibration | None = None,
    stops: Mapping[str, StopReason] | None = None,
) -> list[Decision]:
    """Decide every candidate; evidence is reduced one by one, so a generator keeps memory flat.

    Args:
        evidences: At most one per candidate, in any order.
        candidates: All of them, tested or not.
        instrument: The judges' reports; judges that failed are not heard. Without any
            report, or where all failed, nothing can be concluded.
        alpha: False discovery rate over the tested candidates (e-BH).
        seed: Fixes the bootstrap.
        level: Coverage of intervals.
        members: The committee, where it is more than those who answered.
        calibration: The panel on items with known verdicts.
        stops: Why a candidate was left, where that was not the experiment's own doing
            (``budget``, ``cap`` ...).

    Returns:
        One decision per candidate, in the order of the candidates.
    """
    deaf = failed_judges(instrument)
    sound = any(report.passed for report in instrument)
    ignore: Collection[str] = deaf if sound else ()
    facts = {
        evidence.candidate_id: summarise(evidence, members=members, ignore_judges=ignore)
        for evidence in evidences
    }
    return decide_facts(
        facts,
        candidates,
        sound=sound,
        alpha=alpha,
        seed=seed,
        level=level,
        calibration=calibration,
        stops=stops or {},
    )


def decide_facts(
    facts: Mapping[str, CandidateFacts],
    candidates: Sequence[Candidate],
    *,
    sound: bool,
    alpha: float = 0.1,
    seed: int = 0,
    level: float = 0.95,
    calibration: Calibration | None = None,
    stops: Mapping[str, StopReason] | None = None,
    limits: Thresholds = THRESHOLDS,
) -> list[Decision]:
    """Decide from facts; see `decide_all`.

    Args:
        facts: Per candidate id; a candidate without facts was not tested.
        candidates: All of them.
        sound: Whether at least one judge passed the instrument check.
        alpha: False discovery rate over the tested candidates.
        seed: Fixes the bootstrap.
        level: Coverage of intervals.
        calibration: The panel on items with known verdicts.
        stops: Why a candidate was left, where known.
        limits: Where measures become signals.
    """
    states = {
        c.id: sequential.state(facts[c.id])
        for c in candidates
        if c.id in facts and facts[c.id].planned
    }
    logs = [s.log_e for s in states.values()]
    selected = dict(zip(states, e_bh(logs, alpha), strict=True))
    run = Run(len(logs), _needed(logs, alpha), alpha)
    decisions = []
    for candidate in candidates:
        own = facts.get(candidate.id, CandidateFacts(candidate.id, (), 0, ()))
        state = states.get(candidate.id, sequential.start(candidate.id))
        known = own.planned > 0
        estimates = (
            measure_facts(own, seed=seed, level=level, calibration=calibration) if known else ()
        )
        found = signals(
            candidate,
            own,
            estimates,
            state,
            instrument_ok=sound,
            selected=selected.get(candidate.id, False),
            limits=limits,
        )
        said = decide(found, figures(candidate, own, estimates, state, run, limits))
        stop = (stops or {}).get(candidate.id) or _stop(found)
        cause = ablation.sentence({e.name: e for e in estimates})
        decisions.append(Decision(candidate.id, *said, stop, estimates, found, state, cause))
    return decisions


def _needed(logs: Sequence[float], alpha: float) -> float:
    """E-value one more candidate would need to be confirmed beside those that are."""
    if not logs:
        return math.inf
    threshold = e_bh_log_threshold(logs, alpha)
    rejected = sum(v >= threshold - 1e-12 for v in logs)
    return len(logs) / (min(len(logs), rejected + 1) * alpha)


def _stop(found: Signals) -> str:
    """Why the experiment ended, where nobody else says: read off the signals."""
    if found[Signal.DATA] == "none":
        return StopReason.NOT_TESTED
    if found[Signal.INSTRUMENT] == "failed":
        return StopReason.INSTRUMENT
    if found[Signal.DATA] == "missing":
        return StopReason.MISSING
    if found[Signal.COMMITTEE] == "deaf":
        return StopReason.INSTRUMENT
    ends = {"worse": StopReason.DECIDED, "no worse": StopReason.FUTILITY}
    return ends.get(found[Signal.TEST], StopReason.CAP)
