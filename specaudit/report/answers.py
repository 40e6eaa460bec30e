"""Answers joined with their queries and with what the judges said, for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from specaudit.domain.query import Arm, Query
from specaudit.domain.report import GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore

SAMPLED = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with all that was said of it."""

    response: Response
    query: Query
    scores: tuple[SpectrumScore, ...]
    """The judges' first votes; repeats only measure the judges' noise."""
    verdicts: tuple[ComplianceVerdict, ...]
    lean: float | None
    """Mean over judges of side A minus side B, -6 to 6; None where nobody scored it."""

    @property
    def conflict(self) -> bool:
        """Whether the query triggers both statements."""
        return self.query.arm is Arm.CONFLICT

    @property
    def problematic(self) -> bool | None:
        """Whether most judges (a tie is not most) find fault with it; None without verdicts."""
        labels = [v.label for v in self.verdicts if v.label is not None]
        if not labels:
            return None
        return 2 * labels.count(Compliance.COMPLIANT) < len(labels)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """What one member did with one gap."""

    member: str
    conflict: float | None
    """Mean lean under conflict."""
    only_a: float | None
    """Mean lean where only side A applies."""
    only_b: float | None
    asked: int
    answered: int
    problematic: tuple[int, int]
    """Answers under conflict judged problematic, and those judged at all."""


def answers(evidence: GapEvidence) -> list[Answer]:
    """Join a gap's answers with their judgements, in the order they were asked."""
    queries = {query.id: query for query in evidence.queries}
    scores: dict[str, list[SpectrumScore]] = {}
    for score in evidence.scores:
        if score.vote == 0:
            scores.setdefault(score.response_id, []).append(score)
    verdicts: dict[str, list[ComplianceVerdict]] = {}
    for verdict in evidence.verdicts:
        if verdict.vote == 0:
            verdicts.setdefault(verdict.response_id, []).append(verdict)
    return [
        Answer(
            response=response,
            query=queries[response.query_id],
            scores=tuple(scores.get(response.id, ())),
            verdicts=tuple(verdicts.get(response.id, ())),
            lean=_lean(scores.get(response.id, ())),
        )
        for response in evidence.responses
    ]


def _lean(scores: Iterable[SpectrumScore]) -> float | None:
    return mean(
        [s.side_a - s.side_b for s in scores if s.side_a is not None and s.side_b is not None]
    )


def mean(values: Sequence[float]) -> float | None:
    """Return the mean; None of nothing."""
    return sum(values) / len(values) if values else None


def sample(found: Sequence[Answer], most: int = SAMPLED) -> list[Answer]:
    """Take answers to conflict queries from both ends and the middle of the spectrum."""
    usable = [a for a in found if a.response.text is not None]
    conflict = [a for a in usable if a.conflict]
    # Side A first; an answer nobody scored stands in the middle.
    ordered = sorted(conflict or usable, key=lambda a: (-(a.lean or 0.0), a.response.id))
    if len(ordered) <= most:
        return ordered
    step = (len(ordered) - 1) / (most - 1)
    return [ordered[round(number * step)] for number in range(most)]


def members(found: Iterable[Answer]) -> list[MemberLine]:
    """Return what each member did, by name."""
    own: dict[str, list[Answer]] = {}
    for answer in found:
        own.setdefault(answer.response.member, []).append(answer)
    return [_line(member, own[member]) for member in sorted(own)]


def _line(member: str, own: Sequence[Answer]) -> MemberLine:
    scored = [(a.query.arm, a.lean) for a in own if a.lean is not None]

    def over(arm: Arm) -> float | None:
        return mean([lean for asked, lean in scored if asked is arm])

    judged = [a.problematic for a in own if a.conflict and a.problematic is not None]
    return MemberLine(
        member=member,
        conflict=over(Arm.CONFLICT),
        only_a=over(Arm.ONLY_A),
        only_b=over(Arm.ONLY_B),
        asked=len(own),
        answered=sum(a.response.text is not None for a in own),
        problematic=(sum(judged), len(judged)),
    )
