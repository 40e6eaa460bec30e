"""Whether one answer complies with the spec, and which statements that rests on.

The judge sees the rules with a label on every statement, the message and the answer; never who
answered, which statements are under test, or which arm of the experiment this is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from specaudit.domain.candidate import Candidate
from specaudit.domain.query import Query
from specaudit.domain.response import Failure, Response
from specaudit.domain.spec import Spec
from specaudit.domain.text import clean
from specaudit.domain.verdict import ComplianceVerdict
from specaudit.judge.answers import ComplianceAnswer
from specaudit.judge.asking import answer_text, request
from specaudit.llm.base import Request
from specaudit.parse import excerpt as cut
from specaudit.parse.excerpt import Excerpt

_LABEL = re.compile(r"S\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A judge's answer after its labels were looked up."""

    statement_ids: tuple[str, ...]
    unknown: int
    """Labels that were not shown: made up, or talked into by the material."""


def rules(
    spec: Spec, candidate: Candidate, *, whole: bool = False, max_chars: int = 6000
) -> Excerpt:
    """Cut what judges read: the labelled excerpt around the candidate, or the whole spec."""
    if whole:
        return cut.full(spec, labelled=True)
    settled = candidate.resolution.statement_id if candidate.resolution else None
    shown = (*candidate.statement_ids, *([settled] if settled else []))
    return cut.excerpt(spec, shown, max_chars=max_chars, labelled=True)


def compliance_request(
    candidate: Candidate,
    shown: Excerpt,
    query: Query,
    response: Response,
    *,
    judge: str,
    vote: int = 0,
) -> Request:
    """Ask a judge for a verdict on one answer.

    Args:
        candidate: The candidate under test; the judge is not told which it is.
        shown: The labelled rules, as `rules` cut them.
        query: The message that was answered.
        response: The answer.
        judge: Model id.
        vote: 0, or the number of a repeat that measures the judge's own noise.

    Raises:
        ValueError: where the response has no text.
    """
    return request(
        "judge/compliance",
        {"rules": shown.text, "query": query.text, "answer": answer_text(response)},
        model=judge,
        answer=ComplianceAnswer,
        sample=vote,
        meta={
            "role": "judge",
            "stage": "compliance",
            "query_id": query.id,
            "scenario_id": query.scenario_id,
            "response_id": response.id,
            "arm": str(query.arm),
            "lean": str(query.lean),
            "judge": judge,
            "vote": str(vote),
        },
        candidate=candidate,
    )


def read(shown: Excerpt, labels: list[str]) -> Reading:
    """Look labels up: each known one once, in the judge's order; the rest is counted."""
    found: dict[str, None] = {}
    unknown = 0
    for label in labels:
        named = _LABEL.fullmatch(label.strip().strip("[]"))
        statement_id = shown.statement_id(named.group(0).upper()) if named else None
        if statement_id is None:
            unknown += 1
        else:
            found[statement_id] = None
    return Reading(tuple(found), unknown)


def to_verdict(
    request: Request, shown: Excerpt, answer: ComplianceAnswer | None, failure: Failure | None
) -> ComplianceVerdict:
    """Turn a judge's validated answer (or its failure) into a verdict."""
    meta = request.meta
    if answer is None:
        return ComplianceVerdict(
            meta["response_id"], meta["judge"], None, (), "", failure, int(meta["vote"])
        )
    reading = read(shown, answer.statements)
    reason = clean(answer.reason)
    if reading.unknown:
        reason += f" [{reading.unknown} unknown label(s) dropped]"
    return ComplianceVerdict(
        meta["response_id"],
        meta["judge"],
        answer.verdict,
        reading.statement_ids,
        reason,
        None,
        int(meta["vote"]),
    )
