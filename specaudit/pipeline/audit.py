"""The whole walk: from a spec to a ranked report. The only place that knows every stage."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specaudit import __version__
from specaudit.config import EXTRA_READINGS, AuditConfig, Config, ReportConfig
from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.spec import Spec
from specaudit.llm.client import Client, Limits
from specaudit.llm.profiles import profile
from specaudit.llm.providers.outside import require_keys
from specaudit.pipeline import documents, simulation
from specaudit.pipeline.instrument import FEWEST_ITEMS, ITEMS
from specaudit.pipeline.plan import Plan, PlanRow, counted
from specaudit.pipeline.progress import Observer, silent
from specaudit.pipeline.roles import EMBEDDED, Roles, base_model, bind
from specaudit.pipeline.since import Since, compare
from specaudit.probe.committee import Conditioning
from specaudit.probe.design import Design
from specaudit.store import codec, runs
from specaudit.store.calls import CallStore
from specaudit.store.runs import Manifest

if TYPE_CHECKING:
    from specaudit.domain.report import AuditReport
    from specaudit.pipeline.experiment import Setup

EMBEDDED_EXCERPT, EXCERPT = 800, 6000
"""Code points of the spec shown with a question; the embedded model reads slowly."""
EMBEDDED_ANSWER_TOKENS = 48
REPORT_JSON = "report.json"
MOST_BYTES = 3_000_000
"""Largest spec an audit takes: ten times the longest published one. Pairs grow with its square."""
KEPT = sorted({field.name for field in fields(AuditConfig)} & {f.name for f in fields(Manifest)})
"""Settings that a run's manifest has under their own names: a resumed run goes by those."""


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit that is ready to run."""

    spec: Spec
    config: Config
    roles: Roles
    run_dir: Path
    only: tuple[str, ...] = ()
    since: Since | None = None
    """The version after which changes are read; None: the whole spec is."""
    resumed: Path | None = None
    """Folder of the run to go on with; None: a new one."""
    engine: str = "auto"
    """Who finds the norms, as asked for."""

    @property
    def weak(self) -> bool:
        """Whether the embedded model takes part: small excerpts, short answers, small design."""
        return EMBEDDED in self.roles.models()

    @property
    def items(self) -> int:
        """Items with known verdicts that every judge has to answer."""
        return FEWEST_ITEMS if self.weak else ITEMS

    @property
    def planted(self) -> int:
        """Contradictions that the self-test plants; 0: there is none."""
        return self.config.audit.seeded_faults

    def setup(self, judges: Sequence[str]) -> Setup:
        """Return what the experiment is run with."""
        from specaudit.pipeline.experiment import Setup

        audit = self.config.audit
        return Setup(
            spec=self.spec,
            committee=self.roles.committee,
            judges=tuple(judges),
            generator=next(iter(self.roles.generators), ""),
            conditioning=Conditioning(audit.conditioning),
            design=Design.PAIR if self.weak else Design.PAIRED,
            queries=audit.queries,
            samples=audit.samples,
            seed=audit.seed,
            alpha=audit.alpha,
            excerpt_chars=EMBEDDED_EXCERPT if self.weak else EXCERPT,
            answer_tokens=EMBEDDED_ANSWER_TOKENS if self.weak else None,
            co_generators=self.roles.generators[1:],
            second_votes=audit.second_votes,
            refusals=audit.refusals and not self.weak,
        )


def prepare(
    path: Path,
    config: Config,
    engine: str = "auto",
    only: tuple[str, ...] = (),
    since: str = "",
) -> Audit:
    """Read the spec and bind the models; nothing is called and nothing written but a cache.

    Args:
        path: The spec.
        config: All settings.
        engine: Who finds the norms.
        only: Ids of the candidates to test; empty: the best.
        since: Git revision or run after which changes are read; empty: the whole spec is.

    Raises:
        InputError: where the spec, or its earlier version, cannot be read.
        ConfigError: where a role is empty or a model unknown.
    """
    _check_self_test(config.audit)
    if not 0 <= config.audit.second_votes <= 1:
        raise ConfigError("audit.second-votes: a share between 0 and 1")
    _check_names(config)
    roles = bind(config.audit)
    _check_readings(config.audit, roles, since)
    simulation.install(roles.models())
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise InputError(
            f"{path} is {path.stat().st_size / 1e6:.1f} MB; an audit takes up to "
            f"{MOST_BYTES / 1e6:g} MB: audit its parts (lint takes it whole)"
        )
    run_dir = Path(config.audit.run_dir)
    spec = documents.load(path, config, engine, cache=run_dir.parent / "cache")
    if not spec.statements:
        raise ConfigError(f"{path}: no statements found, nothing to audit")
    _check_report(config.report, spec)
    job = Audit(spec, config, roles, run_dir, only, engine=engine)
    if not since:
        return job
    return replace(job, since=compare(since, spec, path, config, roles.readers, run_dir))


def _check_names(config: Config) -> None:
    """Refuse a misspelt model before anything that its absence from a role would explain wrongly.

    Raises:
        ConfigError: where an id names no known provider and is not configured.
    """
    audit = config.audit
    named = (
        *(audit.proposer, *audit.co_proposers, audit.generator, *audit.co_generators),
        *(*audit.models, *audit.judges),
    )
    for model in named:
        if model:
            profile(base_model(model), config.models)


def _check_readings(audit: AuditConfig, roles: Roles, since: str) -> None:
    if since and not roles.readers:
        raise ConfigError("--since needs a --proposer: without one all of the spec is looked at")
    if unknown := set(audit.also_read) - set(EXTRA_READINGS):
        raise ConfigError(
            f"audit.also-read: no reading {', '.join(sorted(unknown))}; "
            f"there are {', '.join(EXTRA_READINGS)}"
        )


def _check_report(wanted: ReportConfig, spec: Spec) -> None:
    """Find out before anything is spent that the report could not be written as asked."""
    from specaudit import report as reports
    from specaudit.rank.gaps import rank
    from specaudit.report.redact import compiled

    for path in wanted.output:
        reports.format_of(path)
    compiled(wanted.redact)
    try:
        rank((), {}, spec, weights=wanted.weights)
    except ValueError as error:
        raise ConfigError(f"report.weights: {error}") from None


def _check_self_test(audit: AuditConfig) -> None:
    if not audit.seeded_faults:
        return
    from specaudit.pipeline.selftest import FEWEST, MOST

    count = audit.seeded_faults
    if not FEWEST <= count <= MOST:
        raise ConfigError(f"--self-test {count}: plant {FEWEST} to {MOST} faults, or 0 for none")
    if audit.conditioning == "trained":
        raise ConfigError(
            "--self-test plants statements into the text that the committee reads; with "
            "conditioning trained it reads none: use excerpt or full, or drop --self-test"
        )


def locate(name: str, config: Config) -> tuple[Path, Path]:
    """Return a run's folder and the path of its spec, beside which its settings may stand.

    Raises:
        InputError: where there is no such run.
    """
    folder = runs.find(Path(config.audit.run_dir), name)
    return folder, Path(runs.read_manifest(folder).spec_path)


def resume(name: str, config: Config) -> Audit:
    """Take up an earlier run, on its own copy of the spec and with its own settings.

    Only its caps, its time-out and how models are reached are taken from ``config``.

    Raises:
        InputError: where there is no such run.
    """
    folder = runs.find(Path(config.audit.run_dir), name)
    manifest = runs.read_manifest(folder)
    kept: dict[str, Any] = {name: getattr(manifest, name) for name in KEPT}
    audit = replace(config.audit, **kept, models=manifest.committee, run_dir=str(folder.parent))
    named = replace(config, audit=audit)
    job = prepare(folder / runs.SPEC_COPY, named, manifest.engine, manifest.only)
    since = Since(manifest.since, manifest.base, manifest.changed) if manifest.since else None
    spec = replace(job.spec, path=manifest.spec_path)
    return replace(job, spec=spec, since=since, resumed=folder)


def plan(job: Audit) -> Plan:
    """Return what the audit would ask: typical requests are built and measured, none is sent."""
    from specaudit.pipeline.estimating import loads, reading_notes, reading_plans

    plans = reading_plans(job)
    rows = tuple(
        PlanRow(load, profile(load.model, job.config.models)) for load in loads(job, plans)
    )
    spec = job.spec
    title = (
        f"{spec.path} (sha256 {spec.sha256[:8]}, {len(spec.sections)} sections, "
        f"{len(spec.statements)} statements), {counted(len(job.roles.committee), 'member')}, "
        f"{counted(len(job.roles.judges), 'judge')}"
    )
    notes = [*reading_notes(job, plans)]
    if job.roles.embedded_default:
        notes.insert(
            0,
            f"no models are configured: {EMBEDDED}, small and embedded, fills every role, and the "
            f"{len(job.roles.committee)} members are clones of it (see --model and --judge)",
        )
    if not job.config.audit.keep_going:
        notes.append("stops after the instrument check if no judge passes it")
    return Plan(title, rows, tuple(notes), job.config.audit.max_cost)


def check_keys(job: Audit) -> None:
    """Find out before a run is begun that every model's key is there.

    A resumed run may find all its answers stored, so it is asked for keys only as they are needed.

    Raises:
        KeyMissingError: naming every variable that is not set.
    """
    if job.resumed is None:
        require_keys([profile(model, job.config.models) for model in job.roles.models()])


def begin(job: Audit) -> Audit:
    """Make the run's folder, so that even a run killed at once can be resumed.

    Raises:
        KeyMissingError: where a key is not set.
        OutputError: where the folder cannot be written.
    """
    with _open(job) as folder:
        return replace(job, resumed=folder.folder)


def run_id(job: Audit) -> str:
    """Return the name of a begun run."""
    return job.resumed.name if job.resumed else ""


def stored_answers(job: Audit) -> int:
    """Count the answers in the call store of the run's folder."""
    store = CallStore(job.run_dir / runs.CALLS)
    try:
        return len(store)
    finally:
        store.close()


class Terminated(KeyboardInterrupt):
    """The process was told to end; what was answered is stored."""


def run(job: Audit, observe: Observer = silent) -> AuditReport:
    """Run an audit to its end, or as far as budget and providers allow.

    Raises:
        KeyMissingError: where a key is missing or rejected.
        UnreachableError: where a host cannot be reached.
        OutputError: where the run folder cannot be written.
        KeyboardInterrupt: on an interrupt; every answer so far is stored.
        Terminated: where the process is told to end, in the same orderly way.
    """

    async def until_told() -> AuditReport:
        walking = asyncio.ensure_future(run_async(job, observe))
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:  # else whoever calls has a way
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, a thread
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, walking.cancel)
        return await walking

    try:
        return asyncio.run(until_told())
    except asyncio.CancelledError:
        raise Terminated from None


async def run_async(job: Audit, observe: Observer = silent) -> AuditReport:
    """Run an audit inside an event loop; see `run`."""
    from specaudit.pipeline.walk import walk

    audit = job.config.audit
    limits = Limits(
        max_calls=audit.max_calls,
        max_cost=audit.max_cost,
        timeout=audit.timeout,
        max_connections=audit.max_connections,
    )
    store = CallStore(job.run_dir / runs.CALLS)
    try:
        with _open(job) as folder:
            async with Client(job.config.models, store, limits, spending=folder.spending) as client:
                report = await walk(job, client, folder, observe)
            runs.write_atomically(folder.folder / REPORT_JSON, codec.dumps(report) + "\n")
            return report
    finally:
        store.close()


def _open(job: Audit) -> runs.Run:
    if job.resumed is not None:
        return runs.open_run(job.resumed)
    check_keys(job)
    audit, roles = job.config.audit, job.roles
    created = datetime.now(UTC)
    manifest = Manifest(
        id=_name(job, created),
        created=created.isoformat(timespec="seconds"),
        tool_version=__version__,
        spec_path=job.spec.path,
        spec_sha256=job.spec.sha256,
        proposer=roles.proposer,
        generator=roles.generator,
        co_generators=roles.co_generators,
        second_votes=audit.second_votes,
        refusals=audit.refusals,
        ablation=audit.ablation,
        committee=roles.committee,
        judges=roles.judges,
        conditioning=audit.conditioning,
        max_gaps=audit.max_gaps,
        queries=audit.queries,
        samples=audit.samples,
        seed=audit.seed,
        alpha=audit.alpha,
        keep_going=audit.keep_going,
        allow_judge_on_committee=audit.allow_judge_on_committee,
        seeded_faults=audit.seeded_faults,
        only=job.only,
        co_proposers=roles.co_proposers,
        also_read=audit.also_read,
        since=job.since.revision if job.since else "",
        base=job.since.base if job.since else "",
        changed=job.since.changed if job.since else (),
        engine=job.engine,
    )
    return runs.create(job.run_dir / manifest.id, manifest, job.spec.text)


def _name(job: Audit, created: datetime) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", Path(job.spec.path).stem.lower()).strip("-")[:40] or "spec"
    base = f"{created:%Y-%m-%dT%H%M%S}-{stem}"
    name, number = base, 1
    while (job.run_dir / name).exists():
        number += 1
        name = f"{base}-{number}"
    return name


def write_reports(job: Audit, report: AuditReport) -> list[Path]:
    """Write the report's files: HTML and JSON beside the run, and every file asked for.

    Raises:
        OutputError: where a file cannot be written.
    """
    from specaudit import report as reports
    from specaudit.pipeline import rendering

    folder = job.resumed or job.run_dir / report.run.id
    targets = [folder / "report.html", *map(Path, job.config.report.output)]
    options = rendering.options(job.config)
    rendered: dict[str, str] = {}
    for target in targets:
        form = reports.format_of(target)
        if form not in rendered:
            rendered[form] = rendering.render(report, form, options)
        runs.write_atomically(target, rendered[form])
    return [folder / REPORT_JSON, *targets]
