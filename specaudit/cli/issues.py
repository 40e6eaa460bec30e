"""``specaudit issues``: one issue per confirmed gap, ready to file; nothing is sent."""

from __future__ import annotations

from pathlib import Path

import click

from specaudit.cli.context import plain, settings_of

FORMATS = ("md", "gh", "jira-csv", "linear-csv", "gitlab-csv", "json")


@click.command(name="issues")
@click.argument("run")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder to write the issues to.",
)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    default="md",
    show_default=True,
    help="What the tracker reads.",
)
@click.option("--unconfirmed", is_flag=True, help="Also write gaps that were not confirmed.")
@click.option("--only", multiple=True, metavar="GAP", help="Just this gap; repeat.")
@click.option("--redact", multiple=True, metavar="REGEX", help="Black out what matches; repeat.")
@click.option("--run-dir", type=click.Path(), help="Folder of runs.  [.specaudit/runs]")
@click.pass_context
def issues(
    ctx: click.Context,
    run: str,
    folder: Path,
    fmt: str,
    unconfirmed: bool,
    only: tuple[str, ...],
    redact: tuple[str, ...],
    run_dir: str | None,
) -> None:
    """Write the gaps of RUN as issues that read like a careful reader's report."""
    from specaudit.pipeline import rendering

    config = settings_of(ctx).config(Path.cwd())
    report = rendering.load(run, Path(run_dir or config.audit.run_dir), only)
    written = rendering.write_issues(
        report,
        folder,
        fmt,
        link_template=config.document.link_template,
        unconfirmed=unconfirmed,
        redact=(*config.report.redact, *redact),
    )
    for path in written:
        click.echo(f"wrote {plain(str(path))}")
    if not written:
        click.echo("no confirmed gap, so no issue; --unconfirmed writes the others")
