"""Is it worse under conflict than under control? One look per seed, valid at any stop."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from specaudit.domain.query import Arm
from specaudit.measure.facts import CandidateFacts, QueryFacts, SeedFacts
from specaudit.stats import sequential
from specaudit.stats.multiplicity import e_bh_log_threshold

TIE = 1e-9
BETA = 0.10
"""Power the futility stop may cost where a win has probability 0.8."""


class StopReason(StrEnum):
    """Why no further seed is asked."""

    DECIDED = "decided"
    FUTILITY = "futility"
    CAP = "cap"
    BUDGET = "budget"
    INSTRUMENT = "instrument"
    MISSING = "missing"
    NOT_TESTED = "not-tested"


class Contrast(NamedTuple):
    """One seed: conflict minus the worst control. None where either side is missing."""

    disagreement: float | None
    joint: float | None

    @property
    def sign(self) -> int | None:
        """1 where conflict is worse than every control, -1 where it is not, 0 for a tie.

        Failing together more often comes first, and disagreement decides where that is
        equal; None where nothing could be compared.
        """
        known = [v for v in (self.joint, self.disagreement) if v is not None]
        if not known:
            return None
        return next((1 if v > 0 else -1 for v in known if abs(v) > TIE), 0)


class SequentialState(NamedTuple):
    """Where one candidate's test stands."""

    candidate_id: str
    wins: int = 0
    losses: int = 0
    ties: int = 0

    @property
    def decisive(self) -> int:
        """Seeds that were no tie."""
        return self.wins + self.losses

    @property
    def seeds(self) -> int:
        """Seeds that could be compared, ties included."""
        return self.decisive + self.ties

    @property
    def log_e(self) -> float:
        """Log e-value of the wins among decisive seeds."""
        return sequential.log_e_value(self.wins, self.decisive)

    @property
    def e_value(self) -> float:
        """The e-value, infinite where it exceeds the largest float."""
        return sequential.e_value(self.wins, self.decisive)

    @property
    def futile(self) -> bool:
        """Whether too few seeds were won; a tie is no win here."""
        return sequential.futile(self.wins, self.seeds, beta=BETA)

    def add(self, contrast: Contrast) -> SequentialState:
        """Count one more seed; one that could not be compared leaves the state as it is."""
        sign = contrast.sign
        if sign is None:
            return self
        return SequentialState(
            self.candidate_id,
            self.wins + (sign > 0),
            self.losses + (sign < 0),
            self.ties + (sign == 0),
        )


def start(candidate_id: str) -> SequentialState:
    """Return the state before the first seed, with an e-value of 1."""
    return SequentialState(candidate_id)


def state(facts: CandidateFacts) -> SequentialState:
    """Return where the candidate's test stands after all its seeds."""
    current = start(facts.candidate_id)
    for seed in facts.seeds:
        current = current.add(contrast(seed))
    return current


def contrast(seed: SeedFacts) -> Contrast:
    """Compare a seed's conflict queries with its controls.

    Queries are compared with the control of equal lean, since a leaning user alone moves
    answers apart; controls without a partner do not count. The conflict has to beat every
    kind of control: a statement that splits the committee on its own is no conflict. Where
    conflict and controls come from one distribution, the conflict is the strict maximum of
    (joint failure, disagreement) at most half of the time, however the noise is shaped.

    The disagreement compared is the variance between members above their noise, added over
    both sides and unclipped: a larger noise under conflict then gives no advantage.
    """
    return Contrast(
        _worst(seed, _spread_difference),
        _worst(seed, _joint_difference),
    )


def _worst(
    seed: SeedFacts, difference: Callable[[QueryFacts, QueryFacts], float | None]
) -> float | None:
    """Smallest mean difference over kinds of control; None where no pair is complete."""
    conflict = {q.lean: q for q in seed.arm(conflict=True)}
    per_arm = []
    for arm in (Arm.ONLY_A, Arm.ONLY_B, Arm.NEITHER):
        pairs = [
            difference(conflict[q.lean], q)
            for q in seed.queries
            if q.arm is arm and q.lean in conflict
        ]
        known = [value for value in pairs if value is not None]
        if known:
            per_arm.append(sum(known) / len(known))
    return min(per_arm, default=None)


def _spread_difference(conflict: QueryFacts, control: QueryFacts) -> float | None:
    value = conflict.spread - control.spread
    if math.isnan(value):
        value = conflict.spread_raw - control.spread_raw
    return None if math.isnan(value) else value


def _joint_difference(conflict: QueryFacts, control: QueryFacts) -> float | None:
    if not conflict.joint_n or not control.joint_n:
        return None
    return conflict.joint / conflict.joint_n - control.joint / control.joint_n


def planning_threshold(states: Sequence[SequentialState], alpha: float) -> float:
    """Log e-value at which a candidate may stop as decided, given all the others now.

    e-BH's own threshold K / (k alpha) with k counting one more rejection than there are:
    who reaches it is rejected together with those before. Only plans; what is confirmed is
    settled by e-BH at the end.
    """
    total = max(1, len(states))
    logs = [s.log_e for s in states]
    threshold = e_bh_log_threshold(logs, alpha)
    rejected = sum(v >= threshold - 1e-12 for v in logs)
    return math.log(total / (min(total, rejected + 1) * alpha))


def stop(
    current: SequentialState, log_threshold: float, *, cap: int, asked: int
) -> StopReason | None:
    """Say whether a candidate needs no further seed, and why.

    Args:
        current: Its state.
        log_threshold: From `planning_threshold`.
        cap: Most seeds per candidate.
        asked: Seeds asked so far, usable or not.
    """
    if current.log_e >= log_threshold:
        return StopReason.DECIDED
    if current.futile:
        return StopReason.FUTILITY
    return StopReason.CAP if asked >= cap else None


def next_candidates(
    states: Iterable[SequentialState], log_threshold: float, left: dict[str, int]
) -> list[str]:
    """Order candidates by what the next seed is worth, best first.

    Worth is the chance to cross the threshold within the seeds left, per seed expected to
    be spent (a win having the predictive chance (s + 1) / (n + 2)).

    Args:
        states: Candidates that have not stopped.
        log_threshold: From `planning_threshold`.
        left: Seeds each may still use; those with none are left out.
    """
    return [
        current.candidate_id
        for current in sorted(
            (s for s in states if left.get(s.candidate_id, 0) > 0),
            key=lambda s: (-worth(s, log_threshold, left[s.candidate_id]), s.candidate_id),
        )
    ]


def worth(current: SequentialState, log_threshold: float, left: int) -> float:
    """Chance of a rejection per further seed."""
    ahead = sequential.outlook(current.wins, current.decisive, log_threshold, left, beta=BETA)
    return ahead.worth
