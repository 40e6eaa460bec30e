"""``specaudit compare``: what became of the gaps between two runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from specaudit.cli.context import settings_of


@click.command(name="compare")
@click.argument("old")
@click.argument("new")
@click.option(
    "--fail-on",
    type=click.Choice(["new", "new-confirmed", "never"]),
    default="never",
    show_default=True,
    help="Exit 1 where NEW has gaps that OLD had not.",
)
@click.option("--run-dir", type=click.Path(), help="Folder of runs.  [.specaudit/runs]")
@click.pass_context
def compare(ctx: click.Context, old: str, new: str, fail_on: str, run_dir: str | None) -> None:
    """List the gaps that are fixed, new, changed or still there from run OLD to run NEW.

    OLD and NEW are runs (name, folder, ``latest``) or report.json files. Two drafts of a spec
    are compared by auditing both.
    """
    from specaudit.pipeline import rendering
    from specaudit.report import compare as comparing

    config = settings_of(ctx).config(Path.cwd())
    folder = Path(run_dir or config.audit.run_dir)
    found = comparing.compare(rendering.load(old, folder), rendering.load(new, folder))
    click.echo(comparing.render(found))
    failed = {"new": found.new, "new-confirmed": found.new_confirmed, "never": ()}[fail_on]
    sys.exit(1 if failed else 0)
