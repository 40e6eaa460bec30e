"""Tab completion as README says to set it up, in every shell that is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.process import environment, program, specaudit

BASH = """
eval "$(_SPECAUDIT_COMPLETE=bash_source specaudit)"
COMP_WORDS=({words}) COMP_CWORD={at}
_specaudit_completion specaudit
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
# zsh completes only inside its line editor, so what would be offered is printed instead.
ZSH = """
compdef() {{ :; }}
compadd() {{ print -l -- "$completions[@]"; }}
_describe() {{ print -l -- "$completions_with_descriptions[@]"; }}
words=({words}) CURRENT={next}
eval "$(_SPECAUDIT_COMPLETE=zsh_source specaudit)"
_specaudit_completion
"""
FISH = """
_SPECAUDIT_COMPLETE=fish_source specaudit | source
complete -C "{line}"
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
OFFERS = [
    ("specaudit li", "lint"),
    ("specaudit lint --fo", "--format"),
    ("specaudit lint --format sa", "sarif"),
    ("specaudit rules open-exc", "open-exception"),
    ("specaudit lint --select open-exc", "open-exception"),
    ("specaudit baseline ac", "accept"),
]


@pytest.mark.parametrize(("line", "offered"), OFFERS)
@pytest.mark.parametrize("shell", SCRIPTS)
def test_tab_offers_commands_options_choices_and_rules(
    tmp_path: Path, shell: str, line: str, offered: str
) -> None:
    if shutil.which(shell) is None or program()[0] == sys.executable:
        pytest.skip(f"NOT TESTED: {shell} or the installed specaudit is not here")
    words = line.split()
    script = SCRIPTS[shell].format(words=line, at=len(words) - 1, next=len(words), line=line)
    variables = environment(
        tmp_path,
        HOME=str(tmp_path),
        PATH=f"{Path(program()[0]).parent}{os.pathsep}{os.environ['PATH']}",
    )
    done = subprocess.run(
        [shell, "-c", script],
        cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    shown = [part.split("\t")[0].split(":")[0] for part in done.stdout.splitlines()]
    assert offered in shown, done.stdout + done.stderr


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_for_each_shell_is_printed(tmp_path: Path, shell: str) -> None:
    done = specaudit(tmp_path, _SPECAUDIT_COMPLETE=f"{shell}_source")
    assert done.code == 0
    assert "_specaudit_completion" in done.out
    assert f"{shell}_complete" in done.out
