"""Global options after the command as well as before it, and one name rule for the environment.

``specaudit --color never lint x.md`` and ``specaudit lint --color never x.md`` mean the same, and
every option can be set as ``SPECAUDIT_<COMMAND>_<OPTION>``, spelt as on the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

import click
from click.core import ParameterSource

from specaudit.cli.context import Settings, settings_of

_NOTE = "The global options of specaudit --help may also stand after the command."


def everywhere(
    command: click.Command, shared: Sequence[click.Parameter], name: str
) -> click.Command:
    """Let a command and its subcommands take the global options; name their variables.

    Args:
        command: The command; changed in place, once however often it is looked up.
        shared: Parameters of the group above.
        name: The command as typed, for the names of variables.
    """
    if command.epilog == _NOTE:
        return command
    command.epilog = _NOTE
    taken = {text for param in command.params for text in param.opts}
    for param in command.params:
        _name_variable(param, name)
    for option in shared:
        if isinstance(option, click.Option) and not option.is_eager and not taken & {*option.opts}:
            command.params.append(_later(option))
    if isinstance(command, click.Group):
        for part, child in command.commands.items():
            everywhere(child, shared, f"{name}_{part}")
    return command


def _name_variable(param: click.Parameter, name: str) -> None:
    long = [text for text in param.opts if text.startswith("--")]
    if isinstance(param, click.Option) and long and param.envvar is None:
        param.envvar = f"SPECAUDIT_{name}_{long[0][2:]}".upper().replace("-", "_")


def _later(option: click.Option) -> click.Option:
    """Copy a global option: hidden, without variable, and merged into the settings."""
    later = copy(option)
    later.hidden, later.expose_value, later.envvar = True, False, None
    later.allow_from_autoenv = False
    later.callback = _merge
    return later


def _merge(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    assert param.name is not None
    if ctx.get_parameter_source(param.name) is not ParameterSource.COMMANDLINE:
        return
    found: Settings = settings_of(ctx)
    if isinstance(value, tuple):
        value = getattr(found, param.name) + value
    ctx.obj = replace(found, **{param.name: value})
