"""Which gap first: a score whose parts are shown, so that a person can add it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.gap import Gap, GapVerdict, ScorePart
from specaudit.domain.spec import Spec


class Outcome(Protocol):
    """What the experiment said of one candidate."""

    @property
    def candidate_id(self) -> str:
        """Candidate it speaks of."""

    @property
    def verdict(self) -> GapVerdict:
        """Typed verdict."""

    @property
    def because(self) -> str:
        """Reason, in plain words."""

    @property
    def figures(self) -> str:
        """The statistics behind it."""

    @property
    def stop_reason(self) -> str:
        """Why no more was asked."""

    @property
    def cause(self) -> str:
        """Whose removal from the text ends the split, or nothing."""

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Measures."""


WEIGHTS: Mapping[str, float] = {
    "disagreement": 0.40,
    "joint-failure": 0.25,
    "unclear": 0.10,
    "authority": 0.15,
    "proposed": 0.10,
}
"""Weights of the parts, which each lie in [0, 1]; they sum to 1. Configuration may change them."""

TIERS: Mapping[GapVerdict, int] = {
    GapVerdict.CONTRADICTION: 0,
    GapVerdict.AMBIGUITY: 0,
    GapVerdict.TOO_COARSE: 0,
    GapVerdict.COVERAGE: 0,
    GapVerdict.RESOLVED_ON_PAPER_ONLY: 0,
    GapVerdict.INCONCLUSIVE_POWER: 1,
    GapVerdict.INCONCLUSIVE_INSTRUMENT: 1,
    GapVerdict.INCONCLUSIVE_MISSING: 1,
    GapVerdict.PROPOSED: 1,
    GapVerdict.MODEL_FAULT: 2,
    GapVerdict.RESOLVED_ON_PAPER: 3,
    GapVerdict.RESOLVED_IN_PRACTICE: 3,
    GapVerdict.NOT_CONFIRMED: 4,
}
"""Confirmed gaps, then open questions, faults of models, settled ones, and refuted ones."""


class _Place(NamedTuple):
    """Where a candidate's statements stand in the document."""

    order: tuple[int, ...]
    authority: float
    """1 for the highest level the statements have, 0 for the lowest or none."""


def rank(
    candidates: Sequence[Candidate],
    outcomes: Mapping[str, Outcome],
    spec: Spec,
    *,
    weights: Mapping[str, float] | None = None,
) -> tuple[Gap, ...]:
    """Order candidates; equal input gives equal output.

    Tiers come first (`TIERS`: no unconfirmed gap ever stands above a confirmed one), then
    the score, then the authority of the passages, the breadth of the scenarios in which
    it showed (seeds won), and the order of the document.

    Args:
        candidates: All of them.
        outcomes: Per candidate id; one without an outcome counts as proposed only.
        spec: For authority and document order.
        weights: Weights that replace those of `WEIGHTS`, by name of the part.

    Raises:
        ValueError: for a weight that is negative or names no part.
    """
    used = _weights(weights or {})
    places = _places(candidates, spec)
    rows = []
    for candidate in candidates:
        outcome = outcomes.get(candidate.id)
        estimates = outcome.estimates if outcome else ()
        place = places[candidate.id]
        parts = _parts(candidate, estimates, place, used)
        score = sum(part.value * part.weight for part in parts)
        verdict = outcome.verdict if outcome else GapVerdict.PROPOSED
        key = (
            TIERS[verdict],
            -round(score, 9),
            -place.authority,
            -_breadth(estimates),
            place.order,
            candidate.id,
        )
        rows.append((key, candidate, outcome, verdict, parts, score))
    rows.sort(key=lambda row: row[0])
    return tuple(
        Gap(
            candidate=candidate,
            verdict=verdict,
            because=outcome.because if outcome else "It was not put to the test.",
            estimates=outcome.estimates if outcome else (),
            score=score,
            parts=parts,
            rank=place,
            stop_reason=outcome.stop_reason if outcome else "not-tested",
            cause=outcome.cause if outcome else "",
            figures=outcome.figures if outcome else "",
        )
        for place, (_, candidate, outcome, verdict, parts, score) in enumerate(rows, 1)
    )


def _weights(changes: Mapping[str, float]) -> Mapping[str, float]:
    for name, weight in changes.items():
        if name not in WEIGHTS:
            msg = f"no part of the ranking is called '{name}'; there are {', '.join(WEIGHTS)}"
            raise ValueError(msg)
        if weight < 0:
            msg = f"the weight of '{name}' is negative"
            raise ValueError(msg)
    return {**WEIGHTS, **changes}


def _places(candidates: Sequence[Candidate], spec: Spec) -> dict[str, _Place]:
    order = {s.id: place for place, s in enumerate(spec.statements)}
    level = {name: place for place, name in enumerate(spec.levels)}
    authority = {s.id: s.authority for s in spec.statements}
    last = len(spec.statements)
    found = {}
    for candidate in candidates:
        ids = candidate.statement_ids
        heights = [
            1 - level[name] / len(level)
            for name in (authority.get(i) for i in ids)
            if name in level
        ]
        found[candidate.id] = _Place(
            tuple(order.get(i, last) for i in ids), max(heights, default=0.0)
        )
    return found


def _parts(
    candidate: Candidate,
    estimates: Sequence[Estimate],
    place: _Place,
    weights: Mapping[str, float],
) -> tuple[ScorePart, ...]:
    value = _reader(estimates)
    raw: dict[str, float] = {
        # Above control, so that a committee that always differs scores nothing.
        "disagreement": (value(Measure.CORRECTED) - value(Measure.CORRECTED_CONTROL)) / 3,
        "joint-failure": value(Measure.JOINT) - value(Measure.JOINT_CONTROL),
        "unclear": value(Measure.UNCLEAR) - value(Measure.UNCLEAR_CONTROL),
        "authority": place.authority,
        "proposed": candidate.score,
    }
    return tuple(
        ScorePart(name, min(1.0, max(0.0, raw[name])), weight) for name, weight in weights.items()
    )


def _reader(estimates: Sequence[Estimate]) -> Callable[[Measure], float]:
    values = {e.name: e.value for e in estimates}
    return lambda name: values.get(name) or 0.0


def _breadth(estimates: Sequence[Estimate]) -> float:
    """Seeds in which conflict was worse than every control."""
    wins = next((e for e in estimates if e.name == Measure.WINS), None)
    return (wins.value or 0.0) * wins.n if wins else 0.0
