"""``specaudit lint``: check documents with the static rules."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specaudit import __version__
from specaudit.cli.completing import rule_names
from specaudit.cli.context import Settings, plain, settings_of
from specaudit.domain.errors import ConfigError, OutputError
from specaudit.domain.lint import UNNAMED, BaselineEntry, LintResult, Rendering
from specaudit.domain.origin import Origin
from specaudit.lint.request import request_for
from specaudit.lint.session import check, conclude
from specaudit.report.lint_formats import ENDINGS, LINT_REPORTERS, NEEDS_PAGES, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specaudit.config import Config
    from specaudit.domain.finding import Edit


@click.command(name="lint")
@click.argument("paths", nargs=-1, metavar="[PATHS...|-]")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(list(LINT_REPORTERS)),
    default="text",
    show_default=True,
    help="What goes to standard output.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT=]FILE",
    help="Also write to a file; the ending sets the format. Repeatable.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    shell_complete=rule_names,
    help="Run these rules only.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    shell_complete=rule_names,
    help="Leave these rules out.",
)
@click.option(
    "--extend-select",
    multiple=True,
    metavar="RULES",
    shell_complete=rule_names,
    help="Run these rules as well.",
)
@click.option("--pedantic", is_flag=True, help="Run the rules that are off by default too.")
@click.option("--preview", is_flag=True, help="Run the rules that are being tried out too.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="Lowest severity that makes the exit code 1. Default: warning.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 despite findings.")
@click.option("--since", metavar="GITREF", help="Only findings on lines changed since then (git).")
@click.option("--baseline", "baseline_file", metavar="FILE|none", help="File of accepted findings.")
@click.option("--baseline-from", metavar="GITREF", help="Take the baseline file from there (git).")
@click.option("--strict-baseline", is_flag=True, help="Exit 1 if an entry matches nothing.")
@click.option("--show-suppressed", is_flag=True, help="Show what was suppressed, with reasons.")
@click.option("--fix", is_flag=True, help="Apply mechanical fixes to the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Findings shown in the format text; 0: all.",
)
@click.option("--statistics", is_flag=True, help="Count findings by rule (format text).")
@click.option("--stdin-filename", default=UNNAMED, metavar="NAME", help="Name of '-' in results.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the result cache.")
@click.pass_context
def lint(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> int:
    """Check PATHS (files, folders, or - for standard input) with the static rules.

    No model, no key, no network. RULES are names, codes, prefixes (SA2) or families (conflict),
    separated by commas; specaudit rules lists them.
    """
    # What a run builds lives to its end: looking for cycles in it only costs time.
    gc.set_threshold(1_000_000, 50, 50)
    settings = settings_of(ctx)
    config = settings.config(_first(paths))
    destinations = [_destination(output) for output in options["outputs"]]
    request = request_for(paths, config, **options)
    if not request.paths:
        click.echo("nothing to check: the settings exclude every document", err=True)
    if "-" in paths and (options["fix"] or options["diff"]):
        raise ConfigError("--fix and --diff work on files, not on standard input; name a file")
    kept = baseline_entries(config, options["baseline_file"], options["baseline_from"])

    def concluded(result: LintResult) -> LintResult:
        return conclude(
            result,
            fail_on=options["fail_on"] or config.fail_on,
            limit=options["limit"],
            entries=kept,
            today=datetime.now(UTC).date(),
            since=options["since"],
            strict_baseline=options["strict_baseline"],
            exit_zero=options["exit_zero"],
        )

    result = concluded(check(request))
    if options["diff"]:
        return _diff(result)
    if options["fix"] and _fix(result):
        result = concluded(check(request))
    _report(result, settings, destinations, **options)
    return result.exit_code


def _first(paths: tuple[str, ...]) -> Path | None:
    return next((Path(path) for path in paths if path != "-"), None)


def baseline_path(config: Config, given: str | None) -> Path | None:
    """The baseline file that holds: the given one, else the settings' one beside them."""
    if given == "none":
        return None
    if given:
        return Path(given)
    root = Path(config.path).parent if config.path else Path()
    return root / config.baseline if config.baseline else None


def baseline_entries(
    config: Config, given: str | None, revision: str | None
) -> tuple[BaselineEntry, ...]:
    """Read the baseline, if there is one; a file named on the command line must exist.

    A revision from before the baseline was first committed has accepted nothing yet.
    """
    path = baseline_path(config, given)
    if path is None:
        return ()
    if revision:
        from specaudit.lint import baseline, changed

        if not changed.has(path, revision):
            said = f"--baseline-from {revision}: no {path.name} there, so nothing is accepted yet"
            click.echo(plain(said), err=True)
            return ()
        return baseline.parse(changed.show(path, revision), f"{revision}:{path.name}")
    if not given and not path.is_file():
        return ()
    from specaudit.lint import baseline

    return baseline.read(path)


def _destination(output: str) -> tuple[str, str]:
    """Format and file of one ``-o``.

    Raises:
        ConfigError: for an unknown ending.
    """
    name, equals, file = output.partition("=")
    if equals and name in LINT_REPORTERS:
        if not file:
            raise ConfigError(f"-o {output}: the name of the file is missing")
        return name, file
    ending = os.path.splitext(output)[1].lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        lacking = f"unknown ending {ending!r}" if ending else "no ending that sets the format"
        raise ConfigError(
            f"-o {output}: {lacking}; use {known}, or FORMAT=FILE with a format of --format"
        )
    return ENDINGS[ending], output


def _fix(result: LintResult) -> int:
    """Apply the fixes of what is left to report; how many were made."""
    from specaudit.lint import fixes

    count = 0
    for path, edits in _edits(result):
        fixes.write(path, fixes.rewrite(path, edits)[1])
        count += len(edits)
    if count:
        click.echo(f"Fixed {count} {'place' if count == 1 else 'places'}.", err=True)
    return count


def _diff(result: LintResult) -> int:
    """Print what the fixes would change; the exit code."""
    from specaudit.lint import fixes

    _tell_unchecked(result)
    changes = [fixes.diff(path, *fixes.rewrite(path, edits)) for path, edits in _edits(result)]
    _write_stdout(plain("".join(changes)))
    if not changes:
        click.echo("nothing to fix", err=True)
    return 2 if result.skipped else 0


def _edits(result: LintResult) -> Iterator[tuple[str, list[Edit]]]:
    from specaudit.lint import fixes

    for document in result.documents:
        if edits := fixes.edits_of(result.findings, document.path):
            yield document.path, edits


def _tell_unchecked(result: LintResult) -> None:
    for line in result.skipped:
        click.echo(plain(f"error: {line}"), err=True)
    for document in result.documents:
        if document.empty:
            click.echo(plain(f"{document.path}: empty document, nothing to check"), err=True)
        if document.foreign:
            told = "hardly any English in it; the rules on wording read English only"
            click.echo(plain(f"{document.path}: {told}"), err=True)


def _report(
    result: LintResult, settings: Settings, destinations: list[tuple[str, str]], **options: Any
) -> None:
    _tell_unchecked(result)
    fmt = options["fmt"]
    full = bool(NEEDS_PAGES & {fmt, *(name for name, _ in destinations)})
    if full:
        result = _with_pages(result)
    rendering = Rendering(
        version=__version__,
        colour=settings.coloured(),
        show_suppressed=options["show_suppressed"],
        statistics=options["statistics"],
        quiet=settings.quiet,
        origin=_origin(result) if full else Origin(),
    )
    _write_stdout(load(fmt)(result, rendering))
    for name, file in destinations:
        text = load(name)(result, replace(rendering, colour=False))
        if file == "-":
            _write_stdout(text)
        else:
            _write_file(Path(file), text)


def _origin(result: LintResult) -> Origin:
    from specaudit.pipeline import origin

    return origin.find((document.path, document.sha256) for document in result.documents)


def _with_pages(result: LintResult) -> LintResult:
    from specaudit.lint import rulebook

    book = rulebook.load()
    names = {f.rule for f in (*result.findings, *(kept.finding for kept in result.suppressed))}
    return replace(result, rules=tuple(book.page(r) for r in book.rules if r.name in names))


def _write_stdout(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # Nothing may be flushed again at exit, or the interpreter complains a second time.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(f"cannot write standard output: {error.strerror}") from None


def _write_file(path: Path, text: str) -> None:
    from specaudit.store.runs import write_atomically

    write_atomically(path, text)
