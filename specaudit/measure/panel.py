"""Members and judges over all candidates: who departs from the others, and which judges agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.report import GapEvidence, JudgeSummary, MemberSummary
from specaudit.domain.verdict import Compliance
from specaudit.measure.facts import CandidateFacts, SeedFacts
from specaudit.stats.intervals import mean_t, wilson, wilson_clustered

CLEAR = 1.0
"""Smallest mean of side A minus side B, either way, that counts as taking a side."""
LEVEL = 0.95


@dataclass(slots=True)
class _Tally:
    alone: int = 0
    sided: int = 0
    seeds: list[tuple[int, SeedFacts]] = field(default_factory=list)
    """Place of the member in the committee, and a seed it answered."""


def members(all_facts: Iterable[CandidateFacts]) -> tuple[MemberSummary, ...]:
    """Sum up every member over all candidates, by name."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for facts in all_facts:
        sides = [side_taken(facts.seeds, place) for place in range(len(facts.members))]
        for place, member in enumerate(facts.members):
            tally = tallies[member]
            tally.seeds += [(place, seed) for seed in facts.seeds]
            others = [side for at, side in enumerate(sides) if side and at != place]
            if sides[place] and others:
                tally.sided += 1
                tally.alone += sides[place] not in others
    return tuple(
        MemberSummary(
            member=name,
            failure=_failure(tallies[name].seeds, Measure.FAILURE),
            failure_control=_failure(tallies[name].seeds, Measure.FAILURE_CONTROL),
            alone=tallies[name].alone,
            sided=tallies[name].sided,
        )
        for name in sorted(tallies)
    )


def side_taken(seeds: Sequence[SeedFacts], place: int) -> int:
    """1 where a member takes side A under conflict, -1 for side B, 0 for neither."""
    leans = [float(query.gaps[place]) for seed in seeds for query in seed.arm(conflict=True)]
    known = [lean for lean in leans if not np.isnan(lean)]
    mean = sum(known) / len(known) if known else 0.0
    return 0 if abs(mean) < CLEAR else (1 if mean > 0 else -1)


def _failure(seeds: Sequence[tuple[int, SeedFacts]], name: Measure) -> Estimate:
    arm = name is Measure.FAILURE
    hits = [float(sum(q.fails[place] for q in seed.arm(arm))) for place, seed in seeds]
    sizes = [float(sum(q.judged[place] for q in seed.arm(arm))) for place, seed in seeds]
    planned = len(seeds)
    missing = sum(not size for size in sizes)
    if missing == planned:
        return Estimate(name, None, None, None, LEVEL, 0, missing, "no answer was judged")
    found = wilson_clustered(hits, sizes, LEVEL)
    method = "share of its judged answers; Wilson, clustered by scenario"
    return Estimate(name, *found, LEVEL, int(sum(sizes)), missing, method)


def judges(all_evidence: Iterable[GapEvidence]) -> tuple[JudgeSummary, ...]:
    """Compare the first votes of every two judges over all answers, and each with itself."""
    given: dict[str, Counter[Compliance]] = defaultdict(Counter)
    same: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    again: dict[str, _Again] = defaultdict(_Again)
    for evidence in all_evidence:
        _count_again(evidence, again)
        votes: dict[str, dict[str, Compliance]] = defaultdict(dict)
        for verdict in evidence.verdicts:
            if verdict.vote == 0 and verdict.label is not None:
                votes[verdict.judge][verdict.response_id] = verdict.label
        for judge, labels in votes.items():
            given[judge].update(labels.values())
            for other in votes:
                both = votes[other].keys() & labels.keys()
                same[judge, other][0] += sum(labels[r] is votes[other][r] for r in both)
                same[judge, other][1] += len(both)
    names = sorted(given)
    return tuple(
        JudgeSummary(
            judge=name,
            labels={label.value: given[name][label] for label in Compliance},
            agreed={o: _agreed(*same[name, o]) for o in names if o != name},
            repeated=_repeated(again[name]),
            moved=_moved(again[name].steps),
        )
        for name in names
    )


@dataclass(slots=True)
class _Again:
    """What one judge said when asked again."""

    same: int = 0
    verdicts: int = 0
    steps: list[int] = field(default_factory=list)


def _count_again(evidence: GapEvidence, found: dict[str, _Again]) -> None:
    """Set second votes beside first ones; an answer without both tells nothing."""
    labels = {(v.response_id, v.judge, v.vote): v.label for v in evidence.verdicts if v.label}
    for (response, judge, vote), label in labels.items():
        if vote == 1 and (first := labels.get((response, judge, 0))):
            found[judge].verdicts += 1
            found[judge].same += first is label
    scores = {(s.response_id, s.judge, s.vote): (s.side_a, s.side_b) for s in evidence.scores}
    for (response, judge, vote), second in scores.items():
        before = scores.get((response, judge, 0)) if vote == 1 else None
        for one, two in zip(before or (), second, strict=False):
            if one is not None and two is not None:
                found[judge].steps.append(abs(one - two))


def _repeated(again: _Again) -> Estimate | None:
    return _agreed(again.same, again.verdicts) if again.verdicts else None


def _moved(steps: Sequence[int]) -> Estimate | None:
    found = mean_t(steps, LEVEL)
    if found is None:
        return None
    method = "mean distance of second from first scores, 0-6; Student's t, as if independent"
    return Estimate(
        "spectrum-moved", found.value, max(0.0, found.low), min(6.0, found.high), LEVEL,
        len(steps), 0, method,
    )  # fmt: skip


def _agreed(same: int, both: int) -> Estimate:
    method = "answers with the same verdict; Wilson, as if answers were independent"
    if not both:
        return Estimate("same-verdict", None, None, None, LEVEL, 0, 0, method)
    return Estimate("same-verdict", *wilson(same, both, LEVEL), LEVEL, both, 0, method)
