"""The command line: translates arguments, prints, exits; computes nothing.

Commands are imported when they run, so that ``specaudit --help`` stays instant.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from specaudit import __version__
from specaudit.cli.anywhere import everywhere
from specaudit.cli.context import Settings
from specaudit.domain.errors import SpecauditError

COMMANDS: dict[str, tuple[str, str]] = {
    "lint": ("specaudit.cli.lint:lint", "Check specs with the static rules: no keys, no network."),
    "audit": ("specaudit.cli.audit:audit", "Propose gaps, test them on models, rank them."),
    "report": ("specaudit.cli.report:report", "Render a finished run again, in any format."),
    "compare": ("specaudit.cli.compare:compare", "What changed between two drafts, or two runs."),
    "issues": ("specaudit.cli.issues:issues", "Write one issue per confirmed gap, ready to file."),
    "graph": ("specaudit.cli.graph:graph", "Export the principle graph of a spec."),
    "baseline": ("specaudit.cli.baseline:baseline", "Accept findings so that only new ones fail."),
    "rules": ("specaudit.cli.rules:rules", "List the static rules, or explain one."),
    "models": ("specaudit.cli.models:models", "List configured models, keys, prices and limits."),
    "config": ("specaudit.cli.config:config", "Show settings with their origin; init; schema."),
    "demo": ("specaudit.cli.demo:demo", "Offline showcase with a simulated committee."),
}

ALIASES = {"explain": "rules"}

EPILOG = """\b
Examples:
  specaudit lint spec.md                 check a draft
  specaudit audit spec.md --dry-run      what an audit would ask, and cost
  specaudit rules ambiguous-may-not      what a rule means, with examples

\b
Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not do it,
3 incomplete (resumable), 130 interrupted (resumable)."""


class LazyGroup(click.Group):
    """A group whose commands are loaded on use and listed from a table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the walk, not the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None where there is no such command."""
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return everywhere(command, self.params, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a name that is none, suggest the nearest."""
        if args and args[0] not in {*COMMANDS, *ALIASES} and not args[0].startswith("-"):
            import difflib

            close = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean '{close[0]}'?" if close else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands with their one-line help, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "SPECAUDIT",
        "max_content_width": 100,
    },
)
@click.version_option(__version__, "-V", "--version", message="specaudit %(version)s")
@click.option(
    "--config",
    "configs",
    multiple=True,
    envvar="SPECAUDIT_CONFIG",
    metavar='FILE|"KEY = VALUE"',
    help="Settings file, or one setting in TOML; repeatable.",
)
@click.option("--isolated", is_flag=True, help="Ignore every settings file.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to colour output.",
)
@click.option("-q", "--quiet", is_flag=True, help="Results only, no progress or summary.")
@click.option("-v", "--verbose", is_flag=True, help="Say more; show tracebacks of internal errors.")
@click.option("--offline", is_flag=True, help="Refuse to contact any host but this one.")
@click.pass_context
def cli(ctx: click.Context, /, **options: Any) -> None:
    """Find where a model spec contradicts itself, and prove it with an experiment."""
    ctx.obj = Settings(**options)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with the documented code."""
    verbose = {"-v", "--verbose"} & set(args if args is not None else sys.argv[1:])
    try:
        code = cli.main(args, prog_name="specaudit", standalone_mode=False)
        if args is None:  # the process ends here: looking for cycles in what it held is of no use
            gc.freeze()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SpecauditError as error:
        _say(f"error: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away (| head): not our failure, and nothing to say to anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _say(f"error: {error.filename or 'output'}: {error.strerror or error}")
        sys.exit(2)
    except Exception as error:
        if verbose:
            raise
        _say(
            f"error: internal error ({type(error).__name__}: {error}); "
            "run again with -v for the traceback"
        )
        sys.exit(2)


def _say(message: str) -> None:
    from specaudit.cli.context import plain

    click.echo(plain(" ".join(message.split())), err=True)
