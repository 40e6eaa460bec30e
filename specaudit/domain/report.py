"""The whole outcome of an audit: what every report format renders."""

from __future__ import annotations

from collections.abc import Mapping

from specaudit.domain.estimate import Estimate
from specaudit.domain.finding import Finding, Passage
from specaudit.domain.gap import Gap
from specaudit.domain.query import Query, Rubric, Scenario
from specaudit.domain.records import record
from specaudit.domain.response import Response
from specaudit.domain.run import RunInfo
from specaudit.domain.verdict import ComplianceVerdict, RefusalLevel, SpectrumScore

SCHEMA_VERSION = "1.0"


@record(frozen=True, slots=True)
class SpecSummary:
    """The document in figures."""

    path: str
    sha256: str
    title: str
    dialect: str
    sections: int
    statements: int
    norms: int
    examples: int
    levels: tuple[str, ...]
    engine: str


@record(frozen=True, slots=True)
class AblationEvidence:
    """What members answered with a candidate's statements taken out of the text, in turn.

    Its scenarios are fresh: they look for the cause of what others have confirmed.
    """

    scenarios: tuple[Scenario, ...]
    queries: tuple[Query, ...]
    responses: tuple[Response, ...]
    scores: tuple[SpectrumScore, ...]


@record(frozen=True, slots=True)
class GapEvidence:
    """Everything that was asked and answered about one gap."""

    candidate_id: str
    passages: tuple[Passage, ...]
    """The statements of the candidate, same order."""
    rubric: Rubric | None
    scenarios: tuple[Scenario, ...]
    queries: tuple[Query, ...]
    responses: tuple[Response, ...]
    scores: tuple[SpectrumScore, ...]
    verdicts: tuple[ComplianceVerdict, ...]
    refusals: tuple[RefusalLevel, ...] = ()
    """How far answers refuse: of each answer, the word of one judge."""
    ablation: AblationEvidence | None = None
    """None where the cause was not looked for."""


@record(frozen=True, slots=True)
class MemberSummary:
    """One member over all probed candidates."""

    member: str
    failure: Estimate
    """Share of its answers under conflict judged problematic; `missing` counts seeds."""
    failure_control: Estimate
    alone: int
    """Candidates in which it took one side and every other member that took any the opposite."""
    sided: int
    """Candidates in which it and at least one other member took a side."""


@record(frozen=True, slots=True)
class JudgeSummary:
    """One judge over all answers."""

    judge: str
    labels: Mapping[str, int]
    """Verdicts by label."""
    agreed: Mapping[str, Estimate]
    """Share of answers with the same verdict as each other judge, by its name; first votes."""
    repeated: Estimate | None = None
    """Share of verdicts that it gives again when asked again; None where it was not."""
    moved: Estimate | None = None
    """Steps (of 0-6) by which its scores move when asked again, on average."""


@record(frozen=True, slots=True)
class AuditReport:
    """A finished (or honestly unfinished) audit."""

    schema_version: str
    run: RunInfo
    spec: SpecSummary
    gaps: tuple[Gap, ...]
    """Ranked, best first."""
    evidence: tuple[GapEvidence, ...]
    """One per gap that was probed, by candidate id."""
    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, str], ...]
    """Findings held back, each with its reason."""
    overall: tuple[Estimate, ...]
    """Figures over all gaps: judge agreement, effective judges ..."""
    members: tuple[MemberSummary, ...] = ()
    judges: tuple[JudgeSummary, ...] = ()
