"""``specaudit baseline``: accept findings so that only new ones count."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specaudit.cli.context import plain, settings_of
from specaudit.cli.lint import baseline_path
from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.lint import BaselineEntry, LintResult, Suppressed
from specaudit.lint.request import request_for

if TYPE_CHECKING:
    from specaudit.config import Config

_STATUSES = ("accepted", "false-positive", "wont-fix")


@click.group(name="baseline")
@click.option("--baseline", "given", metavar="FILE", help="Baseline file to use.")
@click.pass_context
def baseline(ctx: click.Context, given: str | None) -> None:
    """Accept findings so that only new ones fail."""
    ctx.meta["specaudit.baseline"] = given


def _file(ctx: click.Context, config: Config) -> Path:
    path = baseline_path(config, ctx.meta.get("specaudit.baseline"))
    if path is None:
        raise ConfigError("no baseline file: set baseline in the settings or give --baseline FILE")
    return path


def _entries(path: Path) -> tuple[BaselineEntry, ...]:
    from specaudit.lint import baseline as store

    return store.read(path) if path.is_file() else ()


def _check(paths: tuple[str, ...], config: Config, also: tuple[str, ...] = ()) -> LintResult:
    from specaudit.lint.session import check

    result = check(request_for(paths, config, extend_select=also))
    if result.skipped:
        raise InputError(result.skipped[0])
    return result


def _today() -> date:
    return datetime.now(UTC).date()


@baseline.command(name="write")
@click.argument("paths", nargs=-1)
@click.option("--reason", default="", help="Why these are kept.")
@click.pass_context
def write(ctx: click.Context, paths: tuple[str, ...], reason: str) -> None:
    """Write all findings of PATHS to the baseline.

    Entries already there are kept. Without PATHS: what include in the settings names.
    """
    from specaudit.lint import baseline as store

    config = settings_of(ctx).config(Path(paths[0]) if paths else None)
    path = _file(ctx, config)
    known = {entry.fingerprint: entry for entry in _entries(path)}
    result = _check(paths, config)
    fresh = [
        store.entry_for(finding, reason=reason)
        for finding in result.findings
        if finding.fingerprint not in known
    ]
    store.write(path, [*known.values(), *fresh])
    kept = f" ({len(known)} were there)" if known else ""
    click.echo(f"wrote {_count(len(fresh), 'finding')} to {_shown(path)}{kept}")


@baseline.command(name="accept")
@click.argument("finding_id", metavar="ID")
@click.argument("paths", nargs=-1)
@click.option("--reason", required=True, help="Why it is kept.")
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    default="accepted",
    show_default=True,
    help="What was decided.",
)
@click.option("--by", default="", help="Who decided.")
@click.option("--expires", default="", metavar="YYYY-MM-DD", help="Day from which it counts again.")
@click.option("--issue", default="", metavar="URL", help="Where it is discussed.")
@click.pass_context
def accept(
    ctx: click.Context,
    finding_id: str,
    paths: tuple[str, ...],
    reason: str,
    status: str,
    by: str,
    expires: str,
    issue: str,
) -> None:
    """Accept one finding, by its ID (SA-...), in PATHS.

    Without PATHS: in what include in the settings names.
    """
    from specaudit.lint import baseline as store

    _require_date(expires)
    config = settings_of(ctx).config(Path(paths[0]) if paths else None)
    path = _file(ctx, config)
    entries = _entries(path)
    checked = _check(paths, config, also=("all",))  # a finding of --pedantic has an id too
    finding = next((f for f in _all(checked) if f.id == finding_id), None)
    if finding is None:
        old = [entry for entry in entries if entry.id == finding_id]
        if not old:
            raise ConfigError(f"{finding_id}: no such finding; run specaudit lint for the ids")
        changed = replace(old[0], status=status, reason=reason, by=by, expires=expires, issue=issue)
    else:
        changed = store.entry_for(
            finding, status=status, reason=reason, by=by, expires=expires, issue=issue
        )
    others = [entry for entry in entries if entry.fingerprint != changed.fingerprint]
    store.write(path, [*others, changed])
    click.echo(f"accepted {finding_id} ({status}); wrote {_shown(path)}")


def _all(result: LintResult) -> list:  # type: ignore[type-arg]
    kept: tuple[Suppressed, ...] = result.suppressed
    return [*result.findings, *(entry.finding for entry in kept)]


def _require_date(expires: str) -> None:
    if expires:
        try:
            date.fromisoformat(expires)
        except ValueError:
            raise ConfigError(f"--expires {expires}: not a date such as 2027-06-30") from None


@baseline.command(name="prune")
@click.argument("paths", nargs=-1)
@click.pass_context
def prune(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Remove entries that match nothing in PATHS any more.

    Without PATHS: in what include in the settings names.
    """
    from specaudit.lint import baseline as store

    config = settings_of(ctx).config(Path(paths[0]) if paths else None)
    path = _file(ctx, config)
    entries = _entries(path)
    result = store.apply(_check(paths, config), entries, _today())
    stale = {entry.fingerprint for entry in result.stale}
    gone = stale | {
        entry.fingerprint for entry in entries if entry.id in dict(result.changed).values()
    }
    store.write(path, [entry for entry in entries if entry.fingerprint not in gone])
    click.echo(f"removed {_count(len(gone), 'entry', 'entries')} from {_shown(path)}")


@baseline.command(name="list")
@click.pass_context
def list_entries(ctx: click.Context) -> None:
    """List the baseline's entries."""
    from specaudit.lint import baseline as store

    config = settings_of(ctx).config()
    path = _file(ctx, config)
    entries = _entries(path)
    for entry in entries:
        past = " (expired)" if store.expired(entry, _today()) else ""
        reason = f": {entry.reason}" if entry.reason else ""
        quote = f" “{entry.quote[0]}”" if entry.quote else ""
        click.echo(plain(f"{entry.id}  {entry.rule}  {entry.status}{past}{reason}{quote}"))
    click.echo(f"{_count(len(entries), 'entry', 'entries')} in {_shown(path)}", err=True)


def _shown(path: Path) -> str:
    """The file as seen from here, where that is shorter."""
    return plain(min(str(path), os.path.relpath(path), key=len))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
