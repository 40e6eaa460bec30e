"""From stored evidence to facts: joins queries, answers, scores and verdicts of a candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from specaudit.domain.query import Arm, Query
from specaudit.domain.report import AblationEvidence, GapEvidence
from specaudit.domain.response import Ablation, Response
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore
from specaudit.measure.facts import (
    AXES,
    LABELS,
    STEPS,
    CandidateFacts,
    Floats,
    SeedFacts,
    judge_facts,
    query_facts,
    spread,
)

LABEL_ORDER = {Compliance.COMPLIANT: 0, Compliance.AMBIGUOUS: 1, Compliance.NON_COMPLIANT: 2}


class _Judged(NamedTuple):
    """What was said of one answer."""

    scores: list[tuple[int | None, int | None]]
    labels: list[int]
    named: list[frozenset[str]]
    levels: list[int]


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
    ignored = frozenset(ignore_judges)
    judged = _judgements(evidence.scores, evidence.verdicts, ignored)
    for level in evidence.refusals:
        if level.level is not None and level.judge not in ignored:
            judged[level.response_id].levels.append(level.level)
    answers = _group(evidence.responses)
    queries: dict[str, list[Query]] = defaultdict(list)
    for query in evidence.queries:
        queries[query.scenario_id].append(query)
    seeds = [
        _seed(scenario.index, queries[scenario.id], answers, judged, layout)
        for scenario in sorted(evidence.scenarios, key=lambda s: s.index)
        if not scenario.explores and queries[scenario.id]
    ]
    causes = ablated(evidence.ablation, found, samples, ignored) if evidence.ablation else ()
    return CandidateFacts(evidence.candidate_id, found, samples, tuple(seeds), causes)


def ablated(
    evidence: AblationEvidence,
    members: Sequence[str],
    samples: int,
    ignore_judges: Collection[str] = (),
) -> tuple[Floats, ...]:
    """Measure how far members stand apart in each arm of the ablation, seed by seed.

    Args:
        evidence: What was asked and answered to find the cause.
        members: The committee.
        samples: Answers per query and member.
        ignore_judges: Judges whose word does not count.
    """
    layout = _Layout(tuple(members), samples)
    judged = _judgements(evidence.scores, (), frozenset(ignore_judges))
    queries = {query.id: query for query in evidence.queries}
    tables: dict[str, Floats] = defaultdict(
        lambda: np.full((len(Ablation), len(layout.members), layout.samples, AXES), np.nan)
    )
    place = {member: number for number, member in enumerate(layout.members)}
    arms = {ablation: number for number, ablation in enumerate(Ablation)}
    for response in evidence.responses:
        said = judged.get(response.id)
        if said is None or response.member not in place:
            continue
        cell = (arms[response.ablation], place[response.member], response.sample)
        tables[queries[response.query_id].scenario_id][cell] = _mean_scores(said.scores)
    return tuple(
        np.array([spread(table) for table in tables[scenario.id]])
        for scenario in sorted(evidence.scenarios, key=lambda s: s.index)
        if scenario.id in tables
    )


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
    found: dict[str, _Judged] = defaultdict(lambda: _Judged([], [], [], []))
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
            [said.levels[0] if said.levels else None for _, said in rows],
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
