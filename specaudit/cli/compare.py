"""``specaudit compare``: what became of a spec between two drafts, or of its gaps in two runs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specaudit.cli.context import Settings, plain, settings_of
from specaudit.domain.errors import ConfigError

if TYPE_CHECKING:
    from specaudit.config import Config

FORMATS = ("text", "markdown", "json")
ENDINGS = {".txt": "text", ".md": "markdown", ".json": "json"}
_SEVERITIES = {
    "new": ("error", "warning", "note"),
    "new-warning": ("error", "warning"),
    "new-error": ("error",),
    "never": (),
}
"""What of new findings fails, by ``--fail-on``."""


@click.command(name="compare")
@click.argument("old")
@click.argument("new")
@click.option(
    "--fail-on",
    type=click.Choice([*_SEVERITIES, "new-confirmed"]),
    default="never",
    show_default=True,
    help="Exit 1 where NEW has findings or gaps that OLD had not: any; of a warning or error, or "
    "of an error (drafts); confirmed ones (runs).",
)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What goes to stdout.",
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File to write; repeat. The ending (.txt .md .json) sets the format.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=8,
    show_default=True,
    help="Changes shown below one heading; 0: all. JSON has them all.",
)
@click.option("--run-dir", type=click.Path(), help="Folder of runs.  [.specaudit/runs]")
@click.pass_context
def compare(
    ctx: click.Context,
    old: str,
    new: str,
    fail_on: str,
    fmt: str,
    output: tuple[Path, ...],
    limit: int,
    run_dir: str | None,
) -> None:
    """List what is fixed, new, changed or still there from OLD to NEW.

    Two drafts (files, or REVISION:PATH in git) are compared statement by statement, with what the
    static rules say of each. Two runs (name, folder, ``latest``, or a report.json) are compared
    gap by gap.
    """
    from specaudit.pipeline import comparing
    from specaudit.store.runs import write_atomically

    settings = settings_of(ctx)
    config = settings.config(Path(new) if Path(new).is_file() else Path.cwd())
    folder = Path(run_dir or config.audit.run_dir)
    forms = [fmt, *map(_form, output)]
    if comparing.are_runs(old, new, folder):
        texts, failed = _runs(old, new, folder, config, fail_on, forms)
    else:
        texts, failed = _drafts(old, new, config, fail_on, forms, limit)
    click.echo(plain(texts[0]), nl=False)
    for path, text in zip(output, texts[1:], strict=True):
        write_atomically(path, text)
        _wrote(path, settings)
    sys.exit(1 if failed else 0)


def _form(path: Path) -> str:
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(ENDINGS)
        raise ConfigError(f"-o {path}: unknown ending {path.suffix!r}; use {known}")
    return form


def _wrote(path: Path, settings: Settings) -> None:
    if not settings.quiet:
        click.echo(plain(f"wrote {path}"), err=True)


def _runs(
    old: str, new: str, folder: Path, config: Config, fail_on: str, forms: list[str]
) -> tuple[list[str], bool]:
    from specaudit.pipeline import comparing
    from specaudit.report import compare_formats

    if fail_on in ("new-warning", "new-error"):
        raise ConfigError(f"--fail-on {fail_on} is for drafts; for runs use new or new-confirmed")
    found = comparing.compare_runs(old, new, folder, config.document)
    failed = {"new": found.new, "new-confirmed": found.new_confirmed}.get(fail_on, ())
    return [compare_formats.render(found, form) for form in forms], bool(failed)


def _drafts(
    old: str, new: str, config: Config, fail_on: str, forms: list[str], limit: int
) -> tuple[list[str], bool]:
    from specaudit.lint.request import request_for
    from specaudit.pipeline import comparing
    from specaudit.report import draft_formats

    if fail_on == "new-confirmed":
        raise ConfigError(
            "--fail-on new-confirmed is for runs; static rules confirm nothing: use new"
        )
    request = request_for((new,), replace(config, exclude=()))
    found = comparing.compare_drafts(old, new, request)
    failed = any(finding.severity in _SEVERITIES[fail_on] for finding in found.added)
    return [draft_formats.render(found, form, limit) for form in forms], failed
