"""``specaudit demo``: an offline showcase with a simulated committee on the sample spec."""

from __future__ import annotations

import contextlib
import shlex
from pathlib import Path

import click

from specaudit.cli.context import settings_of

RUNS = "runs"
"""Folder of runs inside the demo's folder."""


@click.command(name="demo")
@click.argument("folder", default="specaudit-demo", type=click.Path(path_type=Path))
@click.pass_context
def demo(ctx: click.Context, folder: Path) -> None:
    """Audit the bundled sample spec with simulated models and write the report to FOLDER.

    Takes seconds, needs no key and no network. Everything in it is labelled simulated.
    """
    from specaudit import report as reports
    from specaudit.config import AuditConfig, Config
    from specaudit.pipeline import audit as walk
    from specaudit.pipeline import samples
    from specaudit.store.runs import write_atomically

    settings = settings_of(ctx)
    spec, gaps = samples.unpack(folder)
    world = f"scripted/gaps@{gaps.name}"
    config = Config(
        audit=AuditConfig(
            models=tuple(f"{world}:{member}" for member in "abcd"),
            judges=tuple(f"{world}:judge-{number}" for number in (1, 2, 3)),
            generator=f"{world}:generator",
            proposer=f"{world}:proposer",
            queries=12,
            max_gaps=10,
            run_dir=RUNS,
        )
    )
    # Simulated models draw by their names: inside the folder they say the same everywhere.
    with contextlib.chdir(folder):
        report = walk.run(walk.prepare(Path(spec.name), config, "pattern"))
    page = folder / "report.html"
    write_atomically(page, reports.render(report, "html"))
    if not settings.quiet:
        color = settings.coloured()
        click.echo(reports.render(report, "terminal", color=color), color=color)
    again = shlex.join(["specaudit", "report", "latest", "--run-dir", str(folder / RUNS)])
    click.echo(f"Open {page} (here: {again}). Next: specaudit lint YOUR_SPEC.md")
