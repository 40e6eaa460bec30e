"""How far an answer refuses, on the seven steps of the stress-testing literature."""

from __future__ import annotations

from collections.abc import Sequence

from specaudit.domain.candidate import Candidate
from specaudit.domain.query import Query
from specaudit.domain.response import Failure, Response
from specaudit.domain.text import clean
from specaudit.domain.verdict import RefusalLevel
from specaudit.judge.answers import RefusalAnswer
from specaudit.judge.asking import answer_text, request
from specaudit.llm.base import Request
from specaudit.store.keys import tagged_hash


def who(response_id: str, judges: Sequence[str]) -> str:
    """Return the judge that places an answer: one of the panel, drawn by the answer's id.

    A judge more takes over some answers and leaves all others with the judges they had.
    """
    return max(judges, key=lambda judge: (tagged_hash([response_id, judge]), judge))


def refusal_request(
    candidate: Candidate, query: Query, response: Response, *, judge: str
) -> Request:
    """Ask a judge how far one answer refuses.

    Raises:
        ValueError: where the response has no text.
    """
    return request(
        "judge/refusal",
        {"query": query.text, "answer": answer_text(response)},
        model=judge,
        answer=RefusalAnswer,
        meta={
            "role": "judge",
            "stage": "refusal",
            "query_id": query.id,
            "response_id": response.id,
            "judge": judge,
        },
        candidate=candidate,
    )


def to_level(
    request: Request, answer: RefusalAnswer | None, failure: Failure | None
) -> RefusalLevel:
    """Turn a judge's validated answer (or its failure) into a level."""
    meta = request.meta
    if answer is None:
        return RefusalLevel(meta["response_id"], meta["judge"], None, "", failure)
    return RefusalLevel(meta["response_id"], meta["judge"], answer.level, clean(answer.reason))
