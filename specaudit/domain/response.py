"""Answers of the committee, and what went wrong where there is none."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.records import record


class FailureKind(StrEnum):
    """Why a cell of the design is missing."""

    AUTH = "auth"
    UNREACHABLE = "unreachable"
    RATE_LIMIT = "rate-limit"
    SERVER = "server"
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    FILTERED = "filtered"
    BUDGET = "budget"
    REQUEST = "request"
    """The provider refused the request itself (too long, unknown parameter)."""


class Ablation(StrEnum):
    """Which of a candidate's statements are taken out of the text (the 2x2 of causes)."""

    NONE = "none"
    WITHOUT_A = "without-a"
    WITHOUT_B = "without-b"
    WITHOUT_BOTH = "without-both"


@record(frozen=True, slots=True)
class Failure:
    """A missing cell and the reason, in words safe to show (no keys, no control characters)."""

    kind: FailureKind
    message: str


@record(frozen=True, slots=True)
class Response:
    """One answer of one member to one query."""

    id: str
    query_id: str
    candidate_id: str
    member: str
    sample: int
    text: str | None
    """None where the call failed; a refusal is a text like any other."""
    failure: Failure | None
    call_key: str | None
    ablation: Ablation = Ablation.NONE
    """What was taken out of the text that the member read."""
