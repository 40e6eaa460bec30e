"""From a prompt file and its inputs to a request, the same way for generators and members."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from specaudit import prompts
from specaudit.domain.candidate import Candidate
from specaudit.llm.base import Message, Request


def generator_request(
    prompt_id: str,
    inputs: Mapping[str, str],
    *,
    model: str,
    answer: type[BaseModel],
    sample: int,
    seed: int | None,
    meta: Mapping[str, str],
) -> Request:
    """Build a request for a structured answer at the provider's default temperature."""
    prompt = prompts.load(prompt_id)
    system, user = prompt.render(**inputs)
    return Request(
        model=model,
        messages=(Message("system", system, cache=True), Message("user", user)),
        max_tokens=prompt.max_tokens,
        seed=seed,
        sample=sample,
        schema_name=answer.__name__,
        schema=_schema(answer),
        prompt=prompt.use,
        meta=meta,
    )


def member_request(
    rules: str,
    query: str,
    *,
    member: str,
    sample: int,
    seed: int | None,
    meta: Mapping[str, str],
    max_tokens: int | None = None,
) -> Request:
    """Build a request to a committee member: its rules, if it gets any, and one user message.

    The user's words are sent bare, as a user would send them.
    """
    prompt = prompts.load("probe/member")
    request = Request(
        model=member,
        messages=(Message("user", query),),
        max_tokens=max_tokens or prompt.max_tokens,
        seed=seed,
        sample=sample,
        meta=meta,
    )
    if not rules:
        return request
    system = Message("system", prompt.render(rules=rules)[0], cache=True)
    return replace(request, messages=(system, *request.messages), prompt=prompt.use)


def about(candidate: Candidate) -> dict[str, str]:
    """Return what scripted models may know about a candidate; it goes into ``meta``, unsent."""
    return {
        "candidate_id": candidate.id,
        "texts": json.dumps(candidate.texts),
        "sides": json.dumps(candidate.sides),
    }


@cache
def _schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Make a type's schema once; nobody may change it."""
    return answer.model_json_schema()
