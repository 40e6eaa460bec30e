"""From stored evidence to facts: joins queries, answers, scores and verdicts of a candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from specaudit.domain.query import Arm, Query
from specaudit.domain.report import GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore
from specaudit.measure.facts import (
    AXES,
    LABELS,
    STEPS,
    CandidateFacts,
    SeedFacts,
    judge_facts,
    query_facts,
)

LABEL_ORDER = {Compliance.COMPLIANT: 0, Compliance.AMBIGUOUS: 1, Compliance.NON_COMPLIANT: 2}


class _Judged(NamedTuple):
    """What was said of one answer."""

    scores: list[tuple[int | None, int | None]]
    labels: list[int]
    named: list[frozenset[str]]


class _Layout(NamedTuple):
    """Places of members in every table."""

    members: tuple[str, ...]
    samples: int


def summarise(
    evidence: GapEvidence,
    *,
    members: Sequence[str] = (),
    ignore_judges: Collection[str] = (),
) -> CandidateFacts:
    """Reduce a candidate's evidence to facts.

    Only first votes count; repeats measure a judge's own noise. Seeds kept for exploring
    are left out, as are answers of members not named.

    Args:
        evidence: Everything asked and answered about the candidate, or about some seeds.
        members: The committee; where empty, everyone who was asked.
        ignore_judges: Judges whose word does not count (they failed the instrument check).
    """
    found = tuple(members) or tuple(sorted({r.member for r in evidence.responses}))
    samples = 1 + max((r.sample for r in evidence.responses), default=0)
    layout = _Layout(found, samples)
    judged = _judgements(evidence.scores, evidence.verdicts, frozenset(ignore_judges))
    answers = _group(evidence.responses)
    queries: dict[str, list[Query]] = defaultdict(list)
    for query in evidence.queries:
        queries[query.scenario_id].append(query)
    seeds = [
        _seed(scenario.index, queries[scenario.id], answers, judged, layout)
        for scenario in sorted(evidence.scenarios, key=lambda s: s.index)
        if not scenario.explores and queries[scenario.id]
    ]
    return CandidateFacts(evidence.candidate_id, found, samples, tuple(seeds))


def _group(responses: Iterable[Response]) -> dict[str, list[Response]]:
    grouped: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        if response.text is not None:
            grouped[response.query_id].append(response)
    return grouped


def _judgements(
    scores: Iterable[SpectrumScore],
    verdicts: Iterable[ComplianceVerdict],
    ignored: frozenset[str],
) -> dict[str, _Judged]:
    found: dict[str, _Judged] = defaultdict(lambda: _Judged([], [], []))
    for score in scores:
        known = score.side_a is not None or score.side_b is not None
        if known and score.vote == 0 and score.judge not in ignored:
            found[score.response_id].scores.append((score.side_a, score.side_b))
    for verdict in verdicts:
        if verdict.label is not None and verdict.vote == 0 and verdict.judge not in ignored:
            judged = found[verdict.response_id]
            judged.labels.append(LABEL_ORDER[verdict.label])
            judged.named.append(frozenset(verdict.statement_ids))
    return found


def _seed(
    index: int,
    queries: list[Query],
    answers: dict[str, list[Response]],
    judged: dict[str, _Judged],
    layout: _Layout,
) -> SeedFacts:
    place = {member: i for i, member in enumerate(layout.members)}
    rows: list[tuple[Query, _Judged]] = []
    facts = []
    usable = 0
    for query in queries:
        scores = np.full((len(place), layout.samples, AXES), np.nan)
        fails = np.full((len(place), layout.samples), np.nan)
        for response in answers.get(query.id, ()):
            said = judged.get(response.id)
            if said is None or response.member not in place:
                continue
            cell = (place[response.member], response.sample)
            scores[cell] = _mean_scores(said.scores)
            fails[cell] = _majority(said.labels)
            usable += not (np.isnan(scores[cell]).any() or np.isnan(fails[cell]))
            rows.append((query, said))
        facts.append(query_facts(query.arm, query.lean, scores, fails))
    return SeedFacts(
        index=index,
        queries=tuple(facts),
        judges=judge_facts(
            _label_counts(rows),
            _score_counts(rows),
            np.array([query.arm is Arm.CONFLICT for query, _ in rows], dtype=bool),
            [said.named for _, said in rows],
        ),
        planned=len(queries) * len(place) * layout.samples,
        usable=usable,
    )


def _mean_scores(scores: list[tuple[int | None, int | None]]) -> list[float]:
    """Mean of the judges per side, NaN where none scored it."""
    sides = [[pair[axis] for pair in scores if pair[axis] is not None] for axis in range(AXES)]
    return [sum(filter(None, side)) / len(side) if side else np.nan for side in sides]


def _majority(labels: list[int]) -> float:
    """1 where more than half of the judges call the answer problematic; a tie is no majority."""
    if not labels:
        return np.nan
    return float(2 * sum(label > 0 for label in labels) > len(labels))


def _label_counts(rows: list[tuple[Query, _Judged]]) -> NDArray[np.float64]:
    table = np.zeros((len(rows), LABELS))
    for row, (_, said) in zip(table, rows, strict=True):
        for label in said.labels:
            row[label] += 1
    return table


def _score_counts(rows: list[tuple[Query, _Judged]]) -> NDArray[np.float64]:
    table = np.zeros((len(rows), AXES, STEPS))
    for row, (_, said) in zip(table, rows, strict=True):
        for pair in said.scores:
            for axis, step in enumerate(pair):
                if step is not None:
                    row[axis, step] += 1
    return table.reshape(-1, STEPS)
