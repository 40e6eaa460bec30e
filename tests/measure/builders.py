"""Small made-up experiments: answers whose scores and labels a function decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from specaudit.domain.candidate import Candidate, CandidateKind, Resolution
from specaudit.domain.query import Arm, Lean, Query, Scenario
from specaudit.domain.report import GapEvidence
from specaudit.domain.response import Failure, FailureKind, Response
from specaudit.domain.run import InstrumentReport
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore


class Cell(NamedTuple):
    """One planned answer."""

    seed: int
    arm: Arm
    lean: Lean
    member: int
    sample: int


class Said(NamedTuple):
    """What is scored and judged of an answer; None scores stand for a missing answer."""

    side_a: int
    side_b: int
    labels: tuple[Compliance | None, ...]
    statements: tuple[tuple[str, ...], ...] = ()


C, A, N = Compliance.COMPLIANT, Compliance.AMBIGUOUS, Compliance.NON_COMPLIANT
PAIR = (Arm.CONFLICT, Arm.ONLY_A)


def candidate(
    name: str = "GAP-00000001",
    *,
    statements: int = 2,
    resolution: Resolution | None = None,
    score: float = 0.5,
) -> Candidate:
    ids = tuple(f"s/{i}" for i in range(statements))
    return Candidate(
        id=name,
        kind=CandidateKind.CONFLICT if statements > 1 else CandidateKind.AMBIGUITY,
        taxonomy="T1",
        statement_ids=ids,
        texts=tuple(f"Statement {i}." for i in range(statements)),
        claim="They clash.",
        situation="",
        score=score,
        sources=(),
        resolution=resolution,
    )


def evidence(
    say: Callable[[Cell], Said | None],
    *,
    name: str = "GAP-00000001",
    seeds: Sequence[int] = range(12),
    members: int = 4,
    samples: int = 2,
    arms: Sequence[Arm] = PAIR,
    leans: Sequence[Lean] = (Lean.NEUTRAL,),
) -> GapEvidence:
    scenarios, queries, responses, scores, verdicts = [], [], [], [], []
    for seed in seeds:
        scenario = f"{name}/{seed}"
        scenarios.append(Scenario(scenario, name, seed, "template", "topic"))
        for arm in arms:
            for lean in leans:
                query = f"{scenario}/{arm}/{lean}"
                queries.append(Query(query, scenario, name, arm, lean, "Text."))
                for member in range(members):
                    for sample in range(samples):
                        said = say(Cell(seed, arm, lean, member, sample))
                        key = f"{query}/{member}/{sample}"
                        failure = None if said else Failure(FailureKind.TIMEOUT, "late")
                        responses.append(
                            Response(
                                key,
                                query,
                                name,
                                f"m{member}",
                                sample,
                                "An answer." if said else None,
                                failure,
                                None,
                            )
                        )
                        if said is None:
                            continue
                        scores.append(SpectrumScore(key, "j0", said.side_a, said.side_b, ""))
                        for judge, label in enumerate(said.labels):
                            named = said.statements[judge] if said.statements else ("s/0",)
                            verdicts.append(ComplianceVerdict(key, f"j{judge}", label, named, ""))
    return GapEvidence(
        candidate_id=name,
        passages=(),
        rubric=None,
        scenarios=tuple(scenarios),
        queries=tuple(queries),
        responses=tuple(responses),
        scores=tuple(scores),
        verdicts=tuple(verdicts),
    )


def report(judge: str = "j0", *, passed: bool = True) -> InstrumentReport:
    return InstrumentReport(
        judge, 20, 19, 0, 0.95, 0.76, 0.99, 0.9, 1.0, passed, "as the test wants it"
    )


SOUND = (report("j0"), report("j1"), report("j2"))
