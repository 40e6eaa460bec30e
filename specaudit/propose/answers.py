"""What a proposer's answer must look like; what it says is checked in `propose.verify`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field

from specaudit.domain.candidate import CandidateKind


def _short(most: int) -> Any:
    """Name a length in the schema without insisting on it."""
    return Field(json_schema_extra={"maxLength": most})


Kind = Literal["conflict", "ambiguity", "coverage", "example", "commentary"]
KINDS: dict[str, CandidateKind] = {
    "conflict": CandidateKind.CONFLICT,
    "ambiguity": CandidateKind.AMBIGUITY,
    "coverage": CandidateKind.COVERAGE,
    "example": CandidateKind.EXAMPLE,
    "commentary": CandidateKind.COMMENTARY,
}


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Quote(_Answer):
    """A statement (or an example) by label, with words copied from it."""

    label: Annotated[str, _short(8)]
    quote: Annotated[str, _short(300)]


class Proposal(_Answer):
    """One claimed gap: what was decided on the way, in this order, and then what it is."""

    statements: list[Quote]
    situation: Annotated[str, _short(400)]
    same_agent: bool
    same_act: bool
    conditions_meet: bool
    compliant_answer: Annotated[str, _short(300)]
    one_answer_serves_both: bool
    tie_break: Annotated[str, _short(300)]
    winner: Annotated[str, _short(8)]
    readings: list[Annotated[str, _short(300)]]
    query: Annotated[str, _short(400)]
    kind: Kind
    taxonomy: Annotated[str, _short(4)]
    claim: Annotated[str, _short(300)]


class ProposalAnswer(_Answer):
    """A whole reading; an empty list is a good answer.

    Validation ends at the first bad item: a flood of them would take minutes to describe.
    """

    proposals: Annotated[list[Proposal], FailFast()]


class JudgedPair(_Answer):
    """What is decided about one suspected pair."""

    pair: Annotated[str, _short(6)]
    situation: Annotated[str, _short(400)]
    same_agent: bool
    same_act: bool
    conditions_meet: bool
    compliant_answer: Annotated[str, _short(300)]
    one_answer_serves_both: bool
    tie_break: Annotated[str, _short(300)]
    winner: Annotated[str, _short(4)]
    verdict: Literal["conflict", "settled", "none"]
    taxonomy: Annotated[str, _short(4)]
    claim: Annotated[str, _short(300)]


class JudgedPairs(_Answer):
    """One decision for every pair given."""

    pairs: Annotated[list[JudgedPair], FailFast()]
