"""An audit report written by hand, with every state of a gap and hostile text wherever it fits."""

from __future__ import annotations

from dataclasses import replace

from specaudit.domain.candidate import Candidate, CandidateKind, Resolution, Source
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.finding import Finding, Passage, Severity
from specaudit.domain.gap import Gap, GapVerdict, ScorePart
from specaudit.domain.query import Arm, Lean, Query, Rubric, Scenario
from specaudit.domain.report import (
    SCHEMA_VERSION,
    AuditReport,
    GapEvidence,
    JudgeSummary,
    MemberSummary,
    SpecSummary,
)
from specaudit.domain.response import Failure, FailureKind, Response
from specaudit.domain.run import (
    InstrumentReport,
    ModelUse,
    PlantedFault,
    PromptUse,
    RunInfo,
    SelfTest,
)
from specaudit.domain.spec import Position, Span
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> [go](javascript:alert(3)) "
    "![p](https://evil.example/p.png) \x1b[31mred\x1b[0m \u202edrow\u202c @team #7 owner/repo#8 "
    "GH-9 ]]> {0} ``` ~~~~ | cell"
)
FORMULA = '=HYPERLINK("https://evil.example")'
MEMBERS = ("scripted/kind:loyal", "scripted/kind:strict")
JUDGES = ("scripted/kind:judge-1", "scripted/kind:judge-2")
CONFIRMED, SETTLED, REFUTED, UNSURE, UNTESTED = (
    f"GAP-{digit * 8}" for digit in ("a", "b", "c", "d", "e")
)


def passage(line: int, title: str, text: str, authority: str | None = "root") -> Passage:
    """A passage of the sample spec."""
    return Passage(
        path="specs/my spec.md",
        span=Span(line * 100, line * 100 + len(text)),
        start=Position(line, 3),
        end=Position(line, 3 + len(text)),
        text=text,
        section_id=title.lower().replace(" ", "_"),
        section_title=title,
        authority=authority,
        statement_id=f"{title.lower().replace(' ', '_')}/{line:04x}",
    )


HONEST = passage(12, "Be honest", "The assistant should never state falsehoods.")
PERSONA = passage(40, "Stay in character", f"Keep the persona throughout. {HOSTILE}", "user")


def candidate(
    name: str, claim: str, passages: tuple[Passage, ...], resolution: Resolution | None = None
) -> Candidate:
    """A candidate about the given passages."""
    return Candidate(
        id=name,
        kind=CandidateKind.CONFLICT if len(passages) > 1 else CandidateKind.AMBIGUITY,
        taxonomy="T2",
        statement_ids=tuple(p.statement_id or "" for p in passages),
        texts=tuple(p.text for p in passages),
        claim=claim,
        situation="A user sets up a fiction and asks for a fact within it.",
        score=0.7,
        sources=(Source("static", "pairs", 1), Source("openai/gpt-9", "digest", 3)),
        resolution=resolution,
        readings=() if len(passages) > 1 else ("applies within fiction", "does not"),
    )


def estimate(name: Measure, value: float | None, low: float | None, high: float | None) -> Estimate:
    """An estimate over four seeds."""
    return Estimate(name.value, value, low, high, 0.95, 4, 1, "seeds resampled")


def gap(found: Candidate, verdict: GapVerdict, rank: int, score: float, because: str) -> Gap:
    """A ranked gap."""
    measured = verdict not in (GapVerdict.RESOLVED_ON_PAPER, GapVerdict.PROPOSED)
    return Gap(
        candidate=found,
        verdict=verdict,
        because=because,
        estimates=(
            estimate(Measure.DISAGREEMENT, 2.31, 1.62, 2.95),
            estimate(Measure.DISAGREEMENT_CONTROL, 0.4, 0.1, 0.8),
            estimate(Measure.CORRECTED, 2.1, 1.4, 2.8),
            estimate(Measure.CORRECTED_CONTROL, 0.2, 0.0, 0.5),
            estimate(Measure.FAILURE, 0.62, 0.44, 0.78),
            estimate(Measure.FAILURE_CONTROL, 0.08, 0.02, 0.2),
            estimate(Measure.SPECTRUM_ALPHA, 0.71, 0.6, 0.8),
            estimate(Measure.E_VALUE, 41.5, None, None),
            estimate(Measure.KAPPA, None, None, None),
        )
        if measured
        else (),
        score=score,
        parts=(ScorePart("disagreement", 0.9, 0.4), ScorePart("authority", 1.0, 0.15)),
        rank=rank,
        stop_reason="decided" if measured else "not-tested",
    )


def evidence(name: str, passages: tuple[Passage, ...], text: str = HOSTILE) -> GapEvidence:
    """Two seeds, conflict and control, two members, two samples; some cells failed."""
    queries, responses = [], []
    scores: list[SpectrumScore] = []
    verdicts: list[ComplianceVerdict] = []
    for seed in range(2):
        for arm in (Arm.CONFLICT, Arm.ONLY_A):
            query = Query(
                f"{name}/{seed}/{arm}",
                f"{name}/{seed}",
                name,
                arm,
                Lean.NEUTRAL,
                f"Question {seed} of {name} ({arm}): {text}",
            )
            queries.append(query)
            for number, member in enumerate(MEMBERS):
                for sample in range(2):
                    lost = (seed, number, sample) == (1, 1, 1)
                    made = _response(query, member, sample, text, lost)
                    responses.append(made)
                    if not lost:
                        lean = 5 if number == 0 or arm is Arm.ONLY_A else 1
                        scores += _scores(made.id, lean, text)
                        verdicts += _verdicts(made.id, arm, passages, text)
    rubric = Rubric(
        name, "states only facts", "keeps the persona", ("a",) * 7, ("b",) * 7, JUDGES[0]
    )
    return GapEvidence(
        candidate_id=name,
        passages=passages,
        rubric=rubric,
        scenarios=tuple(Scenario(f"{name}/{s}", name, s, "openai/gpt-9", "a play") for s in (0, 1)),
        queries=tuple(queries),
        responses=tuple(responses),
        scores=tuple(scores),
        verdicts=tuple(verdicts),
    )


def _response(query: Query, member: str, sample: int, text: str, lost: bool) -> Response:
    failure = Failure(FailureKind.TIMEOUT, f"no reply in 60 s {text}") if lost else None
    return Response(
        id=f"{query.id}/{member}/{sample}",
        query_id=query.id,
        candidate_id=query.candidate_id,
        member=member,
        sample=sample,
        text=None if lost else f"Answer {sample} of {member} to {query.id}. {text}",
        failure=failure,
        call_key=None,
    )


def _scores(response: str, lean: int, text: str) -> list[SpectrumScore]:
    repeat = SpectrumScore(response, JUDGES[0], lean, 6 - lean, "", vote=1)
    return [SpectrumScore(response, j, lean, 6 - lean, f"Leans {text}") for j in JUDGES] + [repeat]


def _verdicts(
    response: str, arm: Arm, passages: tuple[Passage, ...], text: str
) -> list[ComplianceVerdict]:
    label = Compliance.NON_COMPLIANT if arm is Arm.CONFLICT else Compliance.COMPLIANT
    broken = Failure(FailureKind.MALFORMED, f"not JSON {text}")
    rests = (passages[0].statement_id or "",)
    return [
        ComplianceVerdict(response, JUDGES[0], label, rests, f"Because {text}"),
        ComplianceVerdict(response, JUDGES[1], None, (), "", broken),
    ]


def instrument(judge: str, passed: bool) -> InstrumentReport:
    """A judge's check."""
    right = 19 if passed else 10
    return InstrumentReport(
        judge=judge,
        n=20,
        correct=right,
        missing=0,
        accuracy=right / 20,
        low=0.76 if passed else 0.3,
        high=0.99 if passed else 0.7,
        sensitivity=0.9 if passed else 0.5,
        specificity=1.0 if passed else 0.5,
        passed=passed,
        because="19 of 20 right" if passed else "10 of 20 right, no better than guessing",
    )


def self_test(text: str = HOSTILE) -> SelfTest:
    """A self-test that found what it should."""
    fault = PlantedFault(
        id="order",
        kind="order",
        statements=("The assistant must begin so.", "The assistant must begin otherwise."),
        tie_break="Where the two conflict, the first wins.",
        section_title=text,
        verdict=GapVerdict.CONTRADICTION,
        because=f"Members differ. {text}",
        repaired_verdict=GapVerdict.RESOLVED_IN_PRACTICE,
        repaired_because="Members take the same side.",
    )
    return SelfTest(1, 1, 1.0, 0.21, 1.0, 0, 0.0, 0.0, 0.79, True, "", (fault,))


def _models() -> tuple[ModelUse, ...]:
    return (
        ModelUse("openai/gpt-9", "generator", "api.openai.com", 12, 2, 1, 9000, 100, 3000, 0.25),
        *(
            ModelUse(m, "committee", "local", 16, 0, 1, 4000, 0, 2000, None, simulated=True)
            for m in MEMBERS
        ),
        *(
            ModelUse(j, "judge", "local", 30, 0, 3, 8000, 0, 900, 0.0, simulated=True)
            for j in JUDGES
        ),
    )


FINDING = Finding(
    id="SA-0123abcd",
    fingerprint="b2:0123abcd",
    rule="direct-contradiction",
    code="SA201",
    severity=Severity.WARNING,
    message=f"One rule requires what another forbids: {HOSTILE}",
    passages=(HONEST, replace(PERSONA, role="conflicts-with")),
    why=f"nothing says which wins {HOSTILE}",
)

BASIS = Resolution("authority", HONEST.statement_id, "root stands above user", None)
CANDIDATES = {
    CONFIRMED: candidate(CONFIRMED, f"Honesty and persona clash. {HOSTILE}", (HONEST, PERSONA)),
    SETTLED: candidate(SETTLED, "The higher level wins.", (HONEST, PERSONA), BASIS),
    REFUTED: candidate(REFUTED, "Nobody stumbles over this.", (HONEST, PERSONA)),
    UNSURE: candidate(UNSURE, f"{FORMULA} reads two ways", (PERSONA,)),
    UNTESTED: candidate(UNTESTED, "Never asked.", (HONEST,)),
}
VERDICTS = {
    CONFIRMED: (GapVerdict.CONTRADICTION, 0.86, f"Members split: SD 2.10; e = 41.5. {HOSTILE}"),
    UNSURE: (GapVerdict.INCONCLUSIVE_INSTRUMENT, 0.5, "The instrument check failed."),
    UNTESTED: (GapVerdict.PROPOSED, 0.4, "It was not put to the test."),
    SETTLED: (GapVerdict.RESOLVED_ON_PAPER, 0.3, "The spec settles this itself."),
    REFUTED: (GapVerdict.NOT_CONFIRMED, 0.1, "Members do not differ more than on controls."),
}


def report(text: str = HOSTILE) -> AuditReport:
    """The whole report; every model's text holds ``text``."""
    gaps = tuple(
        gap(CANDIDATES[name], verdict, rank, score, because)
        for rank, (name, (verdict, score, because)) in enumerate(VERDICTS.items(), start=1)
    )
    probed = {CONFIRMED: (HONEST, PERSONA), UNSURE: (PERSONA,), REFUTED: (HONEST, PERSONA)}
    bare = {SETTLED: (HONEST, PERSONA), UNTESTED: (HONEST,)}
    return AuditReport(
        schema_version=SCHEMA_VERSION,
        run=_run(text),
        spec=SpecSummary(
            path="specs/my spec.md",
            sha256="5e" * 32,
            title="My spec <b>",
            dialect="plain",
            sections=4,
            statements=31,
            norms=22,
            examples=3,
            levels=("root", "user"),
            engine="pattern",
        ),
        gaps=gaps,
        evidence=(
            *(evidence(name, passages, text) for name, passages in probed.items()),
            *(
                GapEvidence(name, passages, None, (), (), (), (), ())
                for name, passages in bare.items()
            ),
        ),
        findings=(FINDING,),
        suppressed=((replace(FINDING, id="SA-89abcdef"), f"accepted {text}"),),
        overall=(
            estimate(Measure.ALPHA, 0.71, 0.62, 0.79),
            estimate(Measure.EFFECTIVE_JUDGES, 1.4, None, None),
            estimate(Measure.MISSING, 0.06, None, None),
        ),
        members=tuple(
            MemberSummary(
                member,
                estimate(Measure.FAILURE, 0.4, 0.3, 0.5),
                estimate(Measure.FAILURE_CONTROL, None, None, None),
                1,
                2,
            )
            for member in MEMBERS
        ),
        judges=tuple(
            JudgeSummary(
                judge,
                {label.value: 7 for label in Compliance},
                {o: estimate(Measure.KAPPA, 0.8, 0.7, 0.9) for o in JUDGES if o != judge},
            )
            for judge in JUDGES
        ),
    )


def _run(text: str) -> RunInfo:
    return RunInfo(
        id="2026-11-21T090000-my-spec",
        created="2026-11-21T09:00:00Z",
        tool_version="0.1.0",
        spec_path="specs/my spec.md",
        spec_sha256="5e" * 32,
        seed=7,
        conditioning="excerpt",
        committee=MEMBERS,
        judges=JUDGES,
        proposer="openai/gpt-9",
        queries=4,
        samples=2,
        models=_models(),
        prompts=(PromptUse("judge/compliance", 2, "ab" * 32),),
        instrument=(instrument(JUDGES[0], True), instrument(JUDGES[1], False)),
        self_test=self_test(text),
        complete=False,
        incomplete_reason="the budget of $0.30 is spent",
        spent=0.25,
        notes=(f"Two scenarios were not used: {text}",),
    )


def deaf() -> AuditReport:
    """The report of a run whose judges all failed the instrument check."""
    made = report()
    checks = tuple(instrument(judge, False) for judge in JUDGES)
    return replace(made, run=replace(made.run, instrument=checks))


def empty() -> AuditReport:
    """The report of a run that proposed nothing."""
    made = report("")
    return replace(
        made, gaps=(), evidence=(), findings=(), suppressed=(), overall=(), members=(), judges=()
    )
