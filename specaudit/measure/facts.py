"""What the measures need of each seed, in numbers only: answers and reasons are let go.

A seed's facts have a fixed size for a given committee, so memory grows with candidates and
their (capped) seeds, never with the length or number of answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from specaudit.domain.query import Arm, Lean
from specaudit.domain.verdict import REFUSES
from specaudit.stats import agreement, disagreement

Floats = NDArray[np.float64]
AXES = 2
STEPS = 7
"""Categories of the spectra, 0 to 6."""
LABELS = 3
"""Compliant, ambiguous, non-compliant, in this (ordinal) order."""


@dataclass(frozen=True, slots=True)
class QueryFacts:
    """One query, all members. NaN marks what could not be computed."""

    arm: Arm
    lean: Lean
    raw: float
    """D: the larger population SD of the members' mean scores over the two sides."""
    spread: float
    """Variance between members above the noise floor, both sides added, unclipped."""
    spread_raw: float
    """Population variance of members' means, both sides added; for single samples."""
    between: Floats
    """Unclipped variance between members, per side."""
    within: Floats
    """Variance of a member's repeated answers, per side."""
    without: Floats
    """`spread` with each member left out in turn."""
    sides: Floats
    """Mean over members of side A and of side B, 0 to 6."""
    gaps: Floats
    """Each member's mean of (side A - side B), -6 to 6."""
    joint: float
    """Samples in which every answering member is problematic."""
    joint_n: int
    """Samples in which at least two thirds of the committee (and two members) answered."""
    fails: Floats
    """Problematic answers of each member."""
    judged: Floats
    """Judged answers of each member."""


class JudgeFacts(NamedTuple):
    """One seed's labels, as totals that add up over seeds."""

    label_terms: Floats
    """`agreement_terms` of problematic against compliant: kappa and AC1 follow."""
    label_pairs: Floats
    """3 x 3 coincidences of the labels."""
    score_pairs: Floats
    """7 x 7 coincidences of the spectrum scores, both sides pooled."""
    unclear: Floats
    """(unclear answers, judged answers) in the conflict arm, then in the controls."""
    activation: Floats
    """(summed MASI distance, pairs of judges) in the conflict arm, then in the controls."""
    idle: Floats
    """(answers for which most judges name no statement, answers), conflict then controls."""
    refused: Floats
    """(refusals, answers placed, their summed steps) in the conflict arm, then in the controls."""


@dataclass(frozen=True, slots=True)
class SeedFacts:
    """One seed: its queries and what the judges said of them."""

    index: int
    queries: tuple[QueryFacts, ...]
    judges: JudgeFacts
    planned: int
    """Cells of the design: queries x members x samples."""
    usable: int
    """Cells with a score and a label."""

    def arm(self, conflict: bool) -> tuple[QueryFacts, ...]:
        """Return the queries of the conflict arm, or those of all controls."""
        return tuple(q for q in self.queries if (q.arm is Arm.CONFLICT) is conflict)


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """All that is kept of one candidate's experiment."""

    candidate_id: str
    members: tuple[str, ...]
    samples: int
    seeds: tuple[SeedFacts, ...]
    """In the order of their numbers; exploring seeds are left out."""
    ablated: tuple[Floats, ...] = ()
    """Seeds of their own that look for the cause and confirm nothing: for each, `spread` with the
    whole text, without A, without B and without both; NaN where not asked or unknown."""

    @property
    def planned(self) -> int:
        """Cells of the design over all seeds."""
        return sum(seed.planned for seed in self.seeds)

    @property
    def missing(self) -> int:
        """Planned cells without a usable score and label."""
        return sum(seed.planned - seed.usable for seed in self.seeds)


def combine(first: CandidateFacts, second: CandidateFacts) -> CandidateFacts:
    """Join facts of different seeds of one candidate, as an experiment grows.

    Raises:
        ValueError: where candidate or committee differ, or a seed occurs twice.
    """
    same = (first.candidate_id, first.members) == (second.candidate_id, second.members)
    seeds = sorted((*first.seeds, *second.seeds), key=lambda s: s.index)
    if not same or len({s.index for s in seeds}) < len(seeds):
        msg = f"facts of {first.candidate_id} cannot be joined: other committee or same seeds"
        raise ValueError(msg)
    samples = max(first.samples, second.samples)
    ablated = (*first.ablated, *second.ablated)
    return CandidateFacts(first.candidate_id, first.members, samples, tuple(seeds), ablated)


def query_facts(arm: Arm, lean: Lean, scores: Floats, fails: Floats) -> QueryFacts:
    """Reduce one query.

    Args:
        arm: Arm of the query.
        lean: Lean of the query.
        scores: Members x samples x 2 sides, the mean over judges, 0-6, NaN where missing.
        fails: Members x samples: 1 where most judges call the answer problematic, else 0.
    """
    parts = [disagreement.variance_components(scores[:, :, axis]) for axis in range(AXES)]
    means = _mean(scores, 1)
    between = np.array([p.between for p in parts])
    known = ~np.isnan(fails)
    quorum = max(2, -(-2 * len(fails) // 3))
    full = known.sum(axis=0) >= quorum
    all_fail = np.where(known, fails, 1.0).min(axis=0, initial=1.0) > 0
    present = [column[~np.isnan(column)] for column in means.T]
    return QueryFacts(
        arm=arm,
        lean=lean,
        raw=disagreement.disagreement(means),
        spread=float(between.sum()),
        spread_raw=sum(float(c.var()) if len(c) > 1 else np.nan for c in present),
        between=between,
        within=np.array([p.within for p in parts]),
        without=_without_each(scores),
        sides=_mean(means, 0),
        gaps=means[:, 0] - means[:, 1],
        joint=float((all_fail & full).sum()),
        joint_n=int(full.sum()),
        fails=np.where(known, fails, 0.0).sum(axis=1),
        judged=known.sum(axis=1).astype(float),
    )


def spread(scores: Floats) -> float:
    """Return the variance between members above their noise, both sides added, unclipped.

    Args:
        scores: Members x samples x 2 sides, the mean over judges, 0-6, NaN where missing.
    """
    return sum(disagreement.variance_components(scores[:, :, a]).between for a in range(AXES))


def _without_each(scores: Floats) -> Floats:
    if len(scores) < 3:
        return np.full(len(scores), np.nan)
    total = np.zeros(len(scores))
    for axis in range(AXES):
        total += disagreement.without_each(scores[:, :, axis])
    return total


def _mean(table: Floats, axis: int) -> Floats:
    """Mean over the values present; NaN, without a warning, where there is none."""
    known = ~np.isnan(table)
    counts = known.sum(axis=axis)
    sums = np.where(known, table, 0.0).sum(axis=axis)
    result: Floats = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return result


def judge_facts(
    labels: Floats,
    scores: Floats,
    conflict: NDArray[np.bool_],
    activations: list[list[frozenset[str]]],
    levels: Sequence[int | None] = (),
) -> JudgeFacts:
    """Reduce one seed's judgements.

    Args:
        labels: Answers x 3: judges per label (compliant, ambiguous, non-compliant).
        scores: (Answers x sides) x 7: judges per step of a spectrum.
        conflict: Answers: whether the answer is to a conflict query.
        activations: For each answer, the statements each judge named.
        levels: For each answer, its place on the seven steps of refusing; empty: nobody asked.
    """
    judges = labels.sum(axis=1)
    shares = labels / np.maximum(judges, 1)[:, None]
    # Ambiguous by the judges' own word, or by their split: an even split counts as 1.
    unclear = np.maximum(shares[:, 1], 2 * np.minimum(shares[:, 0], shares[:, 2]))
    unclear = np.where(judges > 0, unclear, 0.0)
    distance = np.zeros((len(labels), 2))
    idle = np.zeros((len(labels), 2))
    for row, named in enumerate(activations):
        distance[row] = _set_distance(named)
        idle[row] = (sum(not s for s in named) * 2 > len(named), 1) if named else (0, 0)
    terms = np.column_stack([unclear, judges > 0, distance])
    sides = [terms[conflict].sum(axis=0), terms[~conflict].sum(axis=0)]
    return JudgeFacts(
        label_terms=agreement.agreement_terms(agreement.collapse(labels, [1, 2])).sum(axis=0),
        label_pairs=agreement.coincidences(labels).sum(axis=0),
        score_pairs=agreement.coincidences(scores).sum(axis=0),
        unclear=np.concatenate([side[:2] for side in sides]),
        activation=np.concatenate([side[2:] for side in sides]),
        idle=np.concatenate([idle[conflict].sum(axis=0), idle[~conflict].sum(axis=0)]),
        refused=_refused(levels, conflict),
    )


def _refused(levels: Sequence[int | None], conflict: NDArray[np.bool_]) -> Floats:
    totals = np.zeros((2, 3))
    for level, under_conflict in zip(levels, conflict, strict=False):
        if level is not None:
            totals[0 if under_conflict else 1] += (level >= REFUSES, 1, level)
    return totals.ravel()


def _set_distance(named: list[frozenset[str]]) -> tuple[float, float]:
    """Summed MASI distance over pairs of judges, and the number of pairs."""
    total, pairs = 0.0, len(named) * (len(named) - 1) // 2
    counted = Counter(named)
    distinct = list(counted)
    for i, a in enumerate(distinct):
        for b in distinct[:i]:
            total += counted[a] * counted[b] * agreement.masi_distance(a, b)
    return total, pairs
