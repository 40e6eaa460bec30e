"""``specaudit report``: render a finished run again; never calls a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from specaudit.cli.context import plain, settings_of
from specaudit.report import ENDINGS, REPORTERS


@click.command(name="report")
@click.argument("run")
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(path_type=Path),
    help=f"File to write; repeat. The ending sets the format: {' '.join(ENDINGS)}.",
)
@click.option(
    "--format",
    "fmt",
    default="terminal",
    show_default=True,
    type=click.Choice(list(REPORTERS)),
    help="What goes to stdout.",
)
@click.option("--only", multiple=True, metavar="GAP", help="Show just this gap; repeat.")
@click.option(
    "--transcripts",
    type=click.Choice(["sampled", "all", "none"]),
    help="Which answers the HTML holds.  [sampled]",
)
@click.option("--redact", multiple=True, metavar="REGEX", help="Black out what matches; repeat.")
@click.option("--run-dir", type=click.Path(), help="Folder of runs.  [.specaudit/runs]")
@click.pass_context
def report(
    ctx: click.Context,
    run: str,
    output: tuple[Path, ...],
    fmt: str,
    only: tuple[str, ...],
    transcripts: str | None,
    redact: tuple[str, ...],
    run_dir: str | None,
) -> None:
    """Render RUN (a run's name or folder, ``latest``, or a report.json) in any format."""
    from specaudit.pipeline import rendering

    settings = settings_of(ctx)
    config = settings.config(Path.cwd())
    loaded = rendering.load(run, Path(run_dir or config.audit.run_dir), only)
    known = rendering.options(config)
    options = replace(
        known,
        transcripts=transcripts or known.transcripts,
        redact=(*known.redact, *redact),
        color=settings.coloured(),
    )
    text = rendering.render(loaded, fmt, options)
    click.echo(text, nl=not text.endswith("\n"), color=settings.coloured())
    for path in output:
        rendering.write(loaded, path, options)
        click.echo(plain(f"wrote {path}"), err=True)
