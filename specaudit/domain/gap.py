"""A ranked gap: candidate, evidence and the verdict drawn from it."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate
from specaudit.domain.records import record


class GapVerdict(StrEnum):
    """What the experiment says of a candidate."""

    CONTRADICTION = "contradiction"
    AMBIGUITY = "interpretive-ambiguity"
    TOO_COARSE = "too-coarse"
    COVERAGE = "coverage-gap"
    MODEL_FAULT = "model-fault"
    RESOLVED_IN_PRACTICE = "resolved-in-practice"
    RESOLVED_ON_PAPER_ONLY = "resolved-on-paper-only"
    RESOLVED_ON_PAPER = "resolved-on-paper"
    """Settled by the spec's own tie-break; not tested further."""
    NOT_CONFIRMED = "not-confirmed"
    INCONCLUSIVE_POWER = "inconclusive-power"
    INCONCLUSIVE_INSTRUMENT = "inconclusive-instrument"
    INCONCLUSIVE_MISSING = "inconclusive-missing"
    PROPOSED = "proposed"
    """Never put to the test (no models, or the run stopped before)."""

    @property
    def confirmed(self) -> bool:
        """Whether the experiment, not a reader, says there is a gap in the text."""
        return self in _CONFIRMED

    @property
    def inconclusive(self) -> bool:
        """Whether the experiment could not tell."""
        return self.value.startswith("inconclusive")


_CONFIRMED = frozenset(
    {
        GapVerdict.CONTRADICTION,
        GapVerdict.AMBIGUITY,
        GapVerdict.TOO_COARSE,
        GapVerdict.COVERAGE,
        GapVerdict.RESOLVED_ON_PAPER_ONLY,
    }
)


@record(frozen=True, slots=True)
class ScorePart:
    """One term of a gap's rank, so that a person can add it up."""

    name: str
    value: float
    weight: float


@record(frozen=True, slots=True)
class Gap:
    """One row of the report."""

    candidate: Candidate
    verdict: GapVerdict
    because: str
    """Why this verdict, in plain words."""
    estimates: tuple[Estimate, ...]
    score: float
    parts: tuple[ScorePart, ...]
    rank: int
    stop_reason: str
    """Why no more was asked about it: decided, futility, cap, budget, instrument, not-tested."""
    cause: str = ""
    """Whose removal from the text ends the split, with figures; empty where nobody looked."""
    figures: str = ""
    """The statistics behind the reason; empty where there are none."""

    def estimate(self, name: str) -> Estimate | None:
        """Return the estimate of that name, or None where it was not measured."""
        return next((e for e in self.estimates if e.name == name), None)
