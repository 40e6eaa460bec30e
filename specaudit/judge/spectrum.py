"""Where one answer lies on a rubric's two scales: scored alone, blind, in shuffled order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from specaudit.domain.candidate import Candidate
from specaudit.domain.query import Query, Rubric
from specaudit.domain.response import Failure, Response
from specaudit.domain.text import clean
from specaudit.domain.verdict import SpectrumScore
from specaudit.judge.answers import SpectrumAnswer
from specaudit.judge.asking import answer_text, request
from specaudit.llm.base import Request


def judging_order(response_ids: Iterable[str], seed: int) -> list[str]:
    """Shuffle responses so that neither member nor query order can colour the judging.

    The place of a response depends on its id and the seed alone: more responses do not change
    the order of those that were there.
    """
    return sorted(response_ids, key=lambda rid: _digest(seed, rid))


def score_request(
    candidate: Candidate,
    rubric: Rubric,
    query: Query,
    response: Response,
    *,
    judge: str,
    seed: int,
    vote: int = 0,
) -> Request:
    """Ask a judge to place one answer.

    Which scale comes first is drawn from the seed and the response, the same for every judge.

    Raises:
        ValueError: where the response has no text: there is nothing to score.
    """
    first, second = _scale(rubric, "a"), _scale(rubric, "b")
    if swapped(response.id, seed):
        first, second = second, first
    return request(
        "judge/spectrum",
        {
            "first": first,
            "second": second,
            "query": query.text,
            "answer": answer_text(response),
        },
        model=judge,
        answer=SpectrumAnswer,
        sample=vote,
        meta={
            "role": "scorer",
            "stage": "spectrum",
            "query_id": query.id,
            "scenario_id": query.scenario_id,
            "response_id": response.id,
            "arm": str(query.arm),
            "lean": str(query.lean),
            "judge": judge,
            "vote": str(vote),
            "swapped": str(swapped(response.id, seed)),
        },
        candidate=candidate,
    )


def to_score(
    request: Request, answer: SpectrumAnswer | None, failure: Failure | None
) -> SpectrumScore:
    """Turn a judge's validated answer (or its failure) into a score."""
    meta = request.meta
    if answer is None:
        return SpectrumScore(
            meta["response_id"], meta["judge"], None, None, "", failure, int(meta["vote"])
        )
    first, second = answer.first, answer.second
    if meta["swapped"] == "True":
        first, second = second, first
    return SpectrumScore(
        meta["response_id"],
        meta["judge"],
        first,
        second,
        clean(answer.reason),
        None,
        int(meta["vote"]),
    )


def swapped(response_id: str, seed: int) -> bool:
    """Whether the judge sees side B's scale first."""
    return _digest(seed, "scale", response_id)[0] % 2 == 1


def judged_twice(response_id: str, share: float, seed: int) -> bool:
    """Whether judges are asked about this answer again: drawn by answer, alike for all judges."""
    drawn = int.from_bytes(_digest(seed, "again", response_id), "big") / 2**64
    return drawn < share


def _scale(rubric: Rubric, side: str) -> str:
    name, steps = (
        (rubric.side_a, rubric.steps_a) if side == "a" else (rubric.side_b, rubric.steps_b)
    )
    return "\n".join([f"Consideration: {name}", *(f"{i}: {step}" for i, step in enumerate(steps))])


def _digest(*parts: object) -> bytes:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()
