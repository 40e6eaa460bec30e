"""From a prompt file and its inputs to a request, the same way for every judge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from specaudit import prompts
from specaudit.domain.candidate import Candidate
from specaudit.domain.response import Response
from specaudit.llm.base import Message, Request

MAX_ANSWER_CHARS = 12_000
"""Answers are shown to judges up to here: far beyond what members are allowed to write."""


def answer_text(response: Response) -> str:
    """Return what a judge sees of an answer.

    Raises:
        ValueError: where the response is a missing cell: there is nothing to judge.
    """
    if response.text is None:
        raise ValueError(f"response {response.id} has no text to judge")
    return response.text[:MAX_ANSWER_CHARS] or "(The assistant said nothing.)"


def request(
    prompt_id: str,
    inputs: Mapping[str, str],
    *,
    model: str,
    answer: type[BaseModel],
    meta: Mapping[str, str],
    candidate: Candidate | None = None,
    sample: int = 0,
) -> Request:
    """Build the request of one judgement at temperature 0.

    What scripted judges may know about the candidate goes into ``meta``, which is never sent.
    """
    prompt = prompts.load(prompt_id)
    system, user = prompt.render(**inputs)
    known = dict(meta)
    if candidate is not None:
        known |= {
            "candidate_id": candidate.id,
            "texts": json.dumps(candidate.texts),
            "sides": json.dumps(candidate.sides),
        }
    return Request(
        model=model,
        messages=(Message("system", system, cache=True), Message("user", user)),
        max_tokens=prompt.max_tokens,
        temperature=0.0,
        schema_name=answer.__name__,
        schema=_schema(answer),
        prompt=prompt.use,
        sample=sample,
        meta=known,
    )


@cache
def _schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Make a type's schema once, without our notes on it: the prompt alone explains what is asked.

    Nobody may change it.
    """
    schema: dict[str, Any] = _bare(answer.model_json_schema())
    return schema


def _bare(part: Any) -> Any:
    if isinstance(part, list):
        return [_bare(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {k: _bare(v) for k, v in part.items() if not (k == "description" and isinstance(v, str))}
