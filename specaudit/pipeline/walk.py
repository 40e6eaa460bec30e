"""The stages in order: propose, check the instrument, probe and judge, measure, rank, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from specaudit import __version__
from specaudit.domain.candidate import Candidate
from specaudit.domain.errors import ConfigError
from specaudit.domain.finding import Finding
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.lint import LintOptions
from specaudit.domain.report import SCHEMA_VERSION, AuditReport, GapEvidence, SpecSummary
from specaudit.domain.response import FailureKind
from specaudit.domain.run import PromptUse, RunInfo, SelfTest
from specaudit.domain.spec import Spec
from specaudit.domain.verdict import InstrumentItem
from specaudit.llm.client import Client
from specaudit.measure import instrument as calibration
from specaudit.measure import panel
from specaudit.measure.decide import Decision, decide_facts
from specaudit.measure.estimates import overall
from specaudit.measure.sequential import StopReason
from specaudit.parse.passages import Passages
from specaudit.pipeline import causes, proposing, selftest
from specaudit.pipeline.experiment import Experiment, Probe, Setup, rejections, start
from specaudit.pipeline.instrument import InstrumentOutcome, check_committee, check_judges
from specaudit.pipeline.progress import Observer, Progress
from specaudit.pipeline.since import DENIED, PROPOSALS, earlier
from specaudit.prompts import load
from specaudit.rank.gaps import rank
from specaudit.store.runs import Run

if TYPE_CHECKING:
    from specaudit.pipeline.audit import Audit

OUTAGES = (
    FailureKind.SERVER,
    FailureKind.TIMEOUT,
    FailureKind.RATE_LIMIT,
    FailureKind.UNREACHABLE,
)
"""Failures of a provider that may be over when a run is resumed."""


async def walk(job: Audit, client: Client, run: Run, observe: Observer) -> AuditReport:
    """Walk one audit through all stages."""
    spec, audit = job.spec, job.config.audit
    findings, suppressed = _lint(job)
    observe(Progress("lint", 1, 1, note=f"{len(findings)} findings"))
    proposed = await proposing.propose(
        client,
        spec,
        job.roles.readers,
        limit=audit.max_gaps,
        seed=audit.seed,
        also=audit.also_read,
        earlier=earlier(job.since, spec, job.run_dir) if job.since else None,
        observe=observe,
    )
    if client.exhausted is None:  # a later run must not build on half a reading
        run.put(PROPOSALS, [(f"{n:06}", c) for n, c in enumerate(proposed.proposals)])
        run.put(DENIED, [(id_, id_) for id_ in proposed.denied])
    candidates = _chosen(job, proposed.candidates)
    run.put("candidate", [(c.id, c) for c in candidates])
    tested = [c for c in candidates if c.resolution is None][: audit.max_gaps]
    observe(Progress("propose", 1, 1, note=f"{len(candidates)} candidates"))

    checked = await check_judges(
        client,
        spec,
        job.roles.judges,
        count=job.items,
        seed=audit.seed,
        max_chars=job.setup(()).excerpt_chars,
        observe=observe,
    )
    run.put("instrument", [(f"{i.judge}/{i.id}", i) for i in checked.items])
    notes = [*proposed.notes]
    stops: dict[str, StopReason] = {}
    probes: list[Probe] = []
    members: tuple[InstrumentItem, ...] = ()
    setup = job.setup(checked.passed or job.roles.judges)
    experiment = Experiment(setup, client, run, observe)
    if checked.passed or audit.keep_going:
        members = await check_committee(client, setup.committee, seed=audit.seed, observe=observe)
        run.put("control", [(f"{i.judge}/{i.id}", i) for i in members])
        checked = replace(checked, self_test=await _self_test(job, setup, client, run, observe))
    if checked.sound or audit.keep_going:
        probes = [start(setup, candidate) for candidate in tested]
        await experiment.run(probes)
        stops = {p.candidate.id: p.stop for p in probes if p.stop}
    else:
        stops = {c.id: StopReason.INSTRUMENT for c in tested}
    notes += _notes(job, checked, members, probes)
    decisions = _decide(job, probes, candidates, checked, stops)
    if audit.ablation and (split := causes.wanted(probes, decisions)):
        await causes.find(experiment, split)
        decisions = _decide(job, probes, candidates, checked, stops)
    return _report(
        job,
        client,
        run,
        decisions,
        candidates,
        checked,
        probes,
        [experiment.evidence(p) for p in probes],
        findings,
        suppressed,
        notes,
    )


async def _self_test(
    job: Audit, setup: Setup, client: Client, run: Run, observe: Observer
) -> SelfTest | None:
    """Let the experiment find what we planted, where that was asked for."""
    if not job.planted:
        return None

    def tell(progress: Progress) -> None:
        if progress.stage == "probe":
            observe(replace(progress, stage=selftest.LABEL))

    experiment = Experiment(replace(setup, refusals=False), client, run, tell, selftest.LABEL)
    planted = selftest.plant(job.spec, job.planted, setup.seed, job.config.document)
    found = await selftest.run(planted, setup, experiment)
    run.put("self-test", [("self-test", found)])
    return found


def _lint(job: Audit) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, str], ...]]:
    from specaudit.lint import runner

    lint = job.config.lint
    options = LintOptions(select=lint.select, ignore=lint.ignore, extend_select=lint.extend_select)
    result = runner.run([job.spec], options)
    held_back = tuple((entry.finding, entry.reason or "") for entry in result.suppressed)
    return result.findings, held_back


def _chosen(job: Audit, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Keep the candidates asked for by id; without any, the best and the settled ones."""
    if not job.only:
        open_ones = [c for c in found if c.resolution is None][: job.config.audit.max_gaps]
        settled = [c for c in found if c.resolution is not None]
        return (*open_ones, *settled[: job.config.audit.max_gaps])
    wanted = {name.upper(): name for name in job.only}
    known = {c.id.upper(): c for c in found}
    missing = [name for key, name in wanted.items() if key not in known]
    if missing:
        raise ConfigError(f"--only {', '.join(missing)}: no such candidate in this spec")
    return tuple(known[key] for key in wanted)


def _decide(
    job: Audit,
    probes: Sequence[Probe],
    candidates: Sequence[Candidate],
    checked: InstrumentOutcome,
    stops: dict[str, StopReason],
) -> list[Decision]:
    deaf = calibration.failed_judges(checked.reports)
    known = calibration.calibrate(checked.items, deaf) if checked.passed else None
    return decide_facts(
        {p.candidate.id: p.facts for p in probes},
        candidates,
        sound=checked.sound,
        alpha=job.config.audit.alpha,
        seed=job.config.audit.seed,
        calibration=known,
        stops=stops,
    )


def _notes(
    job: Audit,
    checked: InstrumentOutcome,
    members: Sequence[InstrumentItem],
    probes: Sequence[Probe],
) -> list[str]:
    notes = []
    if job.roles.embedded_default:
        notes.append(
            "No models were configured: a small embedded model filled every role. It shows the "
            "walk; it cannot judge a spec."
        )
    if any(m.startswith("scripted/") for m in job.roles.models()):
        notes.append("Simulated models: this run is no evidence about any spec.")
    deaf = [j for j in job.roles.judges if j not in checked.passed]
    if checked.passed and deaf:
        notes.append(f"Judges that failed the instrument check were not heard: {', '.join(deaf)}.")
    if not checked.passed and not probes:
        notes.append(
            "No judge passed the instrument check, so nothing was asked of the committee "
            "(--keep-going asks all the same)."
        )
    elif not checked.sound and not probes:
        notes.append(
            "The self-test failed, so nothing was asked about the spec itself "
            "(--keep-going asks all the same)."
        )
    if job.config.audit.samples == 1 and probes:
        notes.append(
            "One answer per query (--samples 1): a member's own noise is unknown, so what looks "
            "like members apart may be that noise. Two or more tell them apart."
        )
    notes += _control_notes(members)
    notes += rejections(probes)
    return notes


def _control_notes(members: Sequence[InstrumentItem]) -> list[str]:
    kept: dict[str, list[bool]] = {}
    for item in members:
        if item.given is not None:  # a call that failed broke no rule
            kept.setdefault(item.judge, []).append(item.given is item.expected)
    return [
        f"{member} kept {sum(results)} of the {len(results)} easy rules it answered: "
        "it may not follow any text."
        for member, results in sorted(kept.items())
        if sum(results) * 2 < len(results)
    ]


def _report(
    job: Audit,
    client: Client,
    run: Run,
    decisions: Sequence[Decision],
    candidates: Sequence[Candidate],
    checked: InstrumentOutcome,
    probes: Sequence[Probe],
    evidence: Sequence[GapEvidence],
    findings: tuple[Finding, ...],
    suppressed: tuple[tuple[Finding, str], ...],
    notes: Sequence[str],
) -> AuditReport:
    gaps = rank(
        candidates,
        {d.candidate_id: d for d in decisions},
        job.spec,
        weights=job.config.report.weights,
    )
    figures = (
        (
            *overall([p.facts for p in probes], seed=job.config.audit.seed),
            calibration.panel_size(
                checked.items,
                calibration.failed_judges(checked.reports) if checked.passed else (),
            ),
        )
        if probes
        else ()
    )
    known = {c.id for c in candidates}
    untested = _without_evidence(job.spec, candidates, {e.candidate_id for e in evidence})
    return AuditReport(
        schema_version=SCHEMA_VERSION,
        run=_info(job, client, run, checked, notes, _cut_short(client, checked, gaps)),
        spec=_summary(job.spec),
        gaps=gaps,
        evidence=tuple(e for e in (*evidence, *untested) if e.candidate_id in known),
        findings=findings,
        suppressed=suppressed,
        overall=figures,
        members=panel.members(p.facts for p in probes),
        judges=panel.judges(evidence),
    )


def _without_evidence(
    spec: Spec, candidates: Sequence[Candidate], have: set[str]
) -> list[GapEvidence]:
    """Give candidates that were not probed their passages all the same."""
    passages = Passages(spec)
    return [
        GapEvidence(c.id, tuple(passages.of(i) for i in c.statement_ids), None, (), (), (), (), ())
        for c in candidates
        if c.id not in have
    ]


def _info(
    job: Audit,
    client: Client,
    run: Run,
    checked: InstrumentOutcome,
    notes: Sequence[str],
    cut_short: str | None,
) -> RunInfo:
    audit, roles = job.config.audit, job.roles
    uses = client.accounting()
    return RunInfo(
        id=run.manifest.id,
        created=run.manifest.created,
        tool_version=__version__,
        spec_path=job.spec.path,
        spec_sha256=job.spec.sha256,
        seed=audit.seed,
        conditioning=audit.conditioning,
        committee=roles.committee,
        judges=roles.judges,
        proposer=", ".join(roles.readers) or "static",
        queries=audit.queries,
        samples=audit.samples,
        models=uses,
        prompts=tuple(_prompt(name) for name in sorted(client.prompts)),
        instrument=checked.reports,
        self_test=checked.self_test,
        complete=cut_short is None,
        incomplete_reason=cut_short,
        spent=client.spent,
        notes=tuple(notes),
    )


def _cut_short(client: Client, checked: InstrumentOutcome, gaps: Sequence[Gap]) -> str | None:
    """Say why the run is not whole; None where it is. Calls that failed are made again on resume.

    An outage must not look like a run that found nothing.
    """
    if client.exhausted is not None:
        return client.exhausted
    if lost := sum(gap.verdict is GapVerdict.INCONCLUSIVE_MISSING for gap in gaps):
        return f"too many answers or judgements are missing to decide {lost} gap(s)"
    failed = sum(i.failure is not None and i.failure.kind in OUTAGES for i in checked.items)
    if not checked.passed and 2 * failed > len(checked.items):
        return f"{failed} of {len(checked.items)} calls that check the judges failed"
    return None


def _prompt(name: str) -> PromptUse:
    prompt = load(name)
    return replace(prompt.use, text=prompt.text)


def _summary(spec: Spec) -> SpecSummary:
    titled = next((s.title for s in spec.sections if s.depth), "")
    return SpecSummary(
        path=spec.path,
        sha256=spec.sha256,
        title=titled or spec.path,
        dialect=spec.dialect,
        sections=sum(1 for s in spec.sections if s.depth),
        statements=len(spec.statements),
        norms=len(spec.norms),
        examples=len(spec.examples),
        levels=spec.levels,
        engine=spec.engine,
    )
