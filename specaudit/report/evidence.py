"""The evidence as JSON Lines: one line per gap, query, answer, score and verdict.

For people who work with data; docs/evidence.md lists the fields. The first line names the run,
every other its gap; judgements name the answer they judge. Lines are plain ASCII, so that no
reader takes a character inside a text for the end of a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from specaudit.domain.gap import Gap
from specaudit.domain.query import Query
from specaudit.domain.report import AblationEvidence, AuditReport, GapEvidence
from specaudit.domain.response import Failure, Response
from specaudit.domain.verdict import ComplianceVerdict, RefusalLevel, SpectrumScore


def render(report: AuditReport) -> str:
    """Return the lines; gaps in rank order, answers in the order they were asked for."""
    found = {evidence.candidate_id: evidence for evidence in report.evidence}
    lines = [_run(report)]
    for gap in report.gaps:
        verdict = {"gap": gap.candidate.id, "gap_verdict": gap.verdict.value}
        lines.append({"type": "gap", **verdict, **_gap(gap)})
        if evidence := found.get(gap.candidate.id):
            lines += ({"type": kind, **verdict, **row} for kind, row in _rows(evidence))
    return "".join(json.dumps(line) + "\n" for line in lines)


def _run(report: AuditReport) -> dict[str, Any]:
    run = report.run
    return {
        "type": "run",
        "schema_version": report.schema_version,
        "run": run.id,
        "tool_version": run.tool_version,
        "spec": run.spec_path,
        "spec_sha256": run.spec_sha256,
        "seed": run.seed,
        "conditioning": run.conditioning,
        "complete": run.complete,
        "simulated": any(model.simulated for model in run.models),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    candidate = gap.candidate
    return {
        "rank": gap.rank,
        "score": gap.score,
        "kind": candidate.kind.value,
        "claim": candidate.claim,
        "statements": [
            {"id": name, "text": text}
            for name, text in zip(candidate.statement_ids, candidate.texts, strict=False)
        ],
        "sides": list(candidate.sides),
        "because": gap.because,
    }


def _rows(evidence: GapEvidence) -> Iterator[tuple[str, dict[str, Any]]]:
    queries = {query.id: query for query in evidence.queries}
    for query in evidence.queries:
        yield "query", _query(query)
    for response in evidence.responses:
        yield "answer", _answer(response, queries[response.query_id])
    for score in evidence.scores:
        yield "score", _score(score)
    for verdict in evidence.verdicts:
        yield "verdict", _verdict(verdict)
    for level in evidence.refusals:
        yield "refusal", _refusal(level)
    if evidence.ablation is not None:
        yield from _ablation(evidence.ablation)


def _ablation(evidence: AblationEvidence) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what was asked for the cause; its answers say what their members had not read."""
    queries = {query.id: query for query in evidence.queries}
    for query in evidence.queries:
        yield "cause-query", _query(query)
    for response in evidence.responses:
        row = _answer(response, queries[response.query_id])
        yield "cause-answer", {**row, "ablation": response.ablation.value}
    for score in evidence.scores:
        yield "cause-score", _score(score)


def _query(query: Query) -> dict[str, Any]:
    return {
        "query": query.id,
        "scenario": query.scenario_id,
        "arm": query.arm.value,
        "lean": query.lean.value,
        "text": query.text,
    }


def _answer(response: Response, query: Query) -> dict[str, Any]:
    return {
        "answer": response.id,
        "query": query.id,
        "scenario": query.scenario_id,
        "arm": query.arm.value,
        "lean": query.lean.value,
        "member": response.member,
        "sample": response.sample,
        "text": response.text,
        "failure": _failure(response.failure),
        "call": response.call_key,
    }


def _score(score: SpectrumScore) -> dict[str, Any]:
    return {
        "answer": score.response_id,
        "judge": score.judge,
        "vote": score.vote,
        "side_a": score.side_a,
        "side_b": score.side_b,
        "reason": score.reason,
        "failure": _failure(score.failure),
    }


def _verdict(verdict: ComplianceVerdict) -> dict[str, Any]:
    return {
        "answer": verdict.response_id,
        "judge": verdict.judge,
        "vote": verdict.vote,
        "label": verdict.label.value if verdict.label else None,
        "statements": list(verdict.statement_ids),
        "reason": verdict.reason,
        "failure": _failure(verdict.failure),
    }


def _refusal(level: RefusalLevel) -> dict[str, Any]:
    return {
        "answer": level.response_id,
        "judge": level.judge,
        "level": level.level,
        "reason": level.reason,
        "failure": _failure(level.failure),
    }


def _failure(failure: Failure | None) -> dict[str, str] | None:
    return None if failure is None else {"kind": failure.kind.value, "message": failure.message}
