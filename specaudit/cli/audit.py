"""``specaudit audit``: the whole walk, from a spec to a ranked report of gaps."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specaudit.cli.context import Settings, plain, settings_of
from specaudit.config import EXTRA_READINGS
from specaudit.domain.errors import ConfigError

if TYPE_CHECKING:
    from specaudit.config import AuditConfig, Config
    from specaudit.domain.report import AuditReport
    from specaudit.pipeline.audit import Audit
    from specaudit.pipeline.plan import Plan

SETTINGS = {
    "also_read": "also_read", "second_votes": "second_votes", "model": "models", "judge": "judges",
    "conditioning": "conditioning", "max_gaps": "max_gaps", "queries": "queries",
    "samples": "samples", "seed": "seed", "alpha": "alpha", "max_cost": "max_cost",
    "max_calls": "max_calls", "max_connections": "max_connections", "timeout": "timeout",
    "run_dir": "run_dir", "keep_going": "keep_going", "self_test": "seeded_faults",
}  # fmt: skip
COMMANDLINE = click.core.ParameterSource.COMMANDLINE
RESUMABLE = {"max_cost", "max_calls", "max_connections", "timeout", "run_dir"}
FIXED = {"path", "since", "proposer", "generator", "only", "engine", *SETTINGS} - RESUMABLE
"""What a run keeps when it is resumed, and what may be set anew."""


@click.command(name="audit")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the plan: stages, calls, tokens, cost, hosts.")
@click.option("--resume", metavar="RUN|latest", help="Continue a run; answered calls are kept.")
@click.option("--proposer", multiple=True, help="Model that reads the spec; repeat for more.")
@click.option(
    "--also-read",
    multiple=True,
    type=click.Choice(EXTRA_READINGS),
    help="Extra reading: all at once in shuffled orders, or again what is known; repeat.",
)
@click.option(
    "--since",
    metavar="GITREF|RUN",
    help="Read only rules that changed since; keep what that version's run proposed.",
)
@click.option(
    "--generator",
    multiple=True,
    help="Model that writes scenarios, the first also rubrics; repeat.  [the proposer]",
)
@click.option("--model", multiple=True, help="Committee member; repeat. MODEL#2 is a clone.")
@click.option("--judge", multiple=True, help="Judge; repeat.")
@click.option(
    "--conditioning",
    type=click.Choice(["excerpt", "full", "trained"]),
    help="What of the spec the committee sees.  [excerpt]",
)
@click.option("--max-gaps", type=click.IntRange(1), help="Most candidates to test.  [30]")
@click.option("--queries", type=click.IntRange(1), help="Most scenarios per candidate.  [60]")
@click.option("--samples", type=click.IntRange(1), help="Answers per query and member.  [2]")
@click.option("--seed", type=int, help="Seed of everything drawn at random.  [0]")
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="False discovery rate over all candidates.  [0.1]",
)
@click.option("--only", multiple=True, metavar="GAP", help="Test just this candidate; repeat.")
@click.option(
    "--max-calls",
    type=click.IntRange(1),
    help="Stop before the next call over this, in the whole run.",
)
@click.option("--max-cost", type=click.FloatRange(0), metavar="USD", help="Likewise; consents.")
@click.option("--max-connections", type=click.IntRange(1), help="Calls at once per host.  [8]")
@click.option("--timeout", type=click.FloatRange(1), help="Seconds per attempt.  [120]")
@click.option(
    "--keep-going/--no-keep-going",
    default=None,
    help="Probe on although the judges failed the instrument check.",
)
@click.option(
    "--self-test",
    type=click.IntRange(0),
    metavar="N",
    help="First find N contradictions planted into a copy of the spec.  [0]",
)
@click.option(
    "--second-votes",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Share of answers judged twice, for the judges' own noise.  [0]",
)
@click.option("--yes", is_flag=True, help="Do not ask before spending.")
@click.option("--run-dir", type=click.Path(), help="Folder of runs.  [.specaudit/runs]")
@click.option(
    "--fail-on",
    type=click.Choice(["confirmed", "never"]),
    default="never",
    show_default=True,
    help="Exit 1 where a gap was confirmed.",
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Report file; repeat. The ending sets the format; see specaudit report.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "spacy", "pattern"]),
    default="auto",
    show_default=True,
    help="Who finds the norms.",
)
@click.pass_context
def audit(ctx: click.Context, /, path: Path | None, resume: str | None, **options: Any) -> None:
    """Propose gaps in the spec at PATH, test them on models, and rank them.

    With no model configured, a small embedded one fills every role: enough to see the walk, far
    too weak to be believed, and the report says so.
    """
    from specaudit.pipeline import audit as walk

    settings = settings_of(ctx)
    config = _config(settings, path, options)
    if resume is not None:
        _refuse_changes(ctx)
        folder, spec = walk.locate(resume, config)
        job = walk.resume(str(folder), config := _config(settings, spec, options))
    elif path is None:
        raise click.UsageError("name the spec to audit, or --resume a run")
    else:
        job = walk.prepare(
            path, config, options["engine"], tuple(options["only"]), options["since"] or ""
        )
    plan = walk.plan(job)
    if options["dry_run"]:
        click.echo(plain(_plan_text(plan)))
        click.echo("No calls were made.")
        return
    if settings.offline:
        if remote := plan.remote_hosts():
            raise ConfigError(
                f"--offline: this audit needs {', '.join(remote)}; use local models, or drop it"
            )
        os.environ["SPECAUDIT_OFFLINE"] = "1"  # heeded where the embedded model's weights are got
    walk.check_keys(job)
    _consent(plan, config.audit, options["yes"], settings)
    report = _run(job, settings)
    _finish(job, report, settings)
    sys.exit(_exit_code(report, options["fail_on"]))


def _refuse_changes(ctx: click.Context) -> None:
    """Refuse what would make a resumed run another one, rather than pass over it in silence."""
    given = [
        param.opts[0] if isinstance(param, click.Option) else "PATH"
        for param in ctx.command.params
        if param.name in FIXED and ctx.get_parameter_source(param.name) is COMMANDLINE
    ]
    if given:
        raise ConfigError(
            f"--resume takes no {', '.join(given)}: a run keeps its own. To change it start a new "
            "run; answers that are stored cost nothing"
        )


def _config(settings: Settings, path: Path | None, options: dict[str, Any]) -> Config:
    """Lay the flags over the file."""
    config = settings.config(path or Path.cwd())
    changes = {
        field: options[flag]
        for flag, field in SETTINGS.items()
        if options[flag] is not None and options[flag] != ()
    }
    for role in ("proposer", "generator"):
        if options[role]:
            changes[role], *more = options[role]
            changes[f"co_{role}s"] = tuple(more)
    outputs = (*config.report.output, *map(str, options["output"]))
    return replace(
        config,
        audit=replace(config.audit, **changes),
        report=replace(config.report, output=outputs),
    )


def _plan_text(plan: Plan) -> str:
    head = ("stage", "model", "calls", "in tok", "cached", "out tok", "low", "expected", "ceiling")
    rows = [head, *(row.cells() for row in plan.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = [f"Plan   {plan.title}"]
    for row in rows:
        cells = [c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in
                 enumerate(zip(row, widths, strict=True))]  # fmt: skip
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join([*lines, *(f"  {line}" for line in plan.summary())])


def _consent(plan: Plan, audit: AuditConfig, yes: bool, settings: Settings) -> None:
    """Ask before money is spent; a cap is consent up to the cap."""
    if audit.max_cost is not None and (unpriced := plan.unpriced()):
        raise ConfigError(
            f'--max-cost needs a price for {", ".join(unpriced)}: set [models."..."].price'
        )
    if not plan.may_cost():
        return
    if not settings.quiet:
        click.echo(plain(_plan_text(plan)), err=True)
    if yes or audit.max_cost is not None:
        return
    if not sys.stdin.isatty():
        raise ConfigError(f"not interactive: add --yes or --max-cost USD ({plan.expected_text()})")
    if not click.confirm("Proceed?", err=True):
        raise ConfigError("declined: nothing was asked and nothing spent")


def _run(job: Audit, settings: Settings) -> AuditReport:
    """Run; an interrupt pauses: what was answered is stored, and the way back is said."""
    from specaudit.cli.progress import watching
    from specaudit.pipeline import audit as walk

    job = walk.begin(job)
    try:
        with watching(settings) as observer:
            return walk.run(job, observer)
    except KeyboardInterrupt as stop:
        click.echo(
            f"paused: {walk.stored_answers(job)} answers saved in {plain(str(job.run_dir))}. "
            f"Resume: specaudit audit --resume {walk.run_id(job)}",
            err=True,
        )
        sys.exit(143 if isinstance(stop, walk.Terminated) else 130)


def _finish(job: Audit, report: AuditReport, settings: Settings) -> None:
    from specaudit import report as reports
    from specaudit.pipeline import audit as walk

    written = walk.write_reports(job, report)
    if not settings.quiet:
        color = settings.coloured()
        click.echo(reports.render(report, "terminal", color=color), color=color)
    for path in written:
        click.echo(f"wrote {plain(str(path))}")
    if not report.run.complete:
        click.echo(
            f"incomplete: {plain(report.run.incomplete_reason or '')}. "
            f"Resume: specaudit audit --resume {walk.run_id(job) or report.run.id}",
            err=True,
        )


def _exit_code(report: AuditReport, fail_on: str) -> int:
    if not report.run.complete:
        return 3
    if fail_on == "confirmed" and any(gap.verdict.confirmed for gap in report.gaps):
        return 1
    return 0
