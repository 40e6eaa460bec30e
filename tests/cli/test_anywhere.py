"""Global options stand before or after the command; every option has its variable."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from specaudit.cli import COMMANDS, cli
from tests.cli.run import specaudit
from tests.conftest import SPECS

MARLOW = "marlow.md"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(MARLOW).write_text((SPECS / MARLOW).read_text("utf-8"), "utf-8")


@pytest.mark.parametrize(
    "options", [("-q",), ("--color", "always"), ("--isolated",), ("--config", 'fail-on = "never"')]
)
def test_global_options_mean_the_same_before_and_after_the_command(
    options: tuple[str, ...],
) -> None:
    Path("specaudit.toml").write_text('[lint]\nignore = ["structure"]\n')
    before = specaudit(*options, "lint", MARLOW)
    assert specaudit("lint", MARLOW, *options) == before
    assert before != specaudit("lint", MARLOW)


def test_settings_from_both_sides_add_up() -> None:
    done = specaudit(
        "--config", 'fail-on = "never"', "lint", MARLOW, "--config", 'lint.select = ["SA113"]'
    )
    assert (done.code, done.out) == (0, f"No findings in {MARLOW} (69 statements).\n")


def test_global_options_reach_subcommands() -> None:
    assert specaudit("config", "init", "-q").code == 0
    assert specaudit("baseline", "list", "--config", "nothing.toml").code == 2


def test_every_option_is_named_in_the_environment_as_on_the_command_line() -> None:
    context = click.Context(cli, info_name="specaudit")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        for param in command.params:
            if isinstance(param, click.Option) and param.expose_value:
                long = max(param.opts, key=len).lstrip("-")
                wanted = f"SPECAUDIT_{name}_{long}".upper().replace("-", "_")
                assert param.envvar == wanted


def test_an_option_can_be_set_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECAUDIT_LINT_FORMAT", "concise")
    monkeypatch.setenv("SPECAUDIT_LINT_FAIL_ON", "never")
    done = specaudit("lint", MARLOW)
    assert done.code == 0
    assert done.out.startswith(f"{MARLOW}:")
    monkeypatch.setenv("SPECAUDIT_CONFIG", "nothing.toml")
    assert specaudit("lint", MARLOW).code == 2


def test_explain_is_rules() -> None:
    assert specaudit("explain", "placeholder") == specaudit("rules", "placeholder")
