"""Runs the command line in this process, as a user would see it."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from specaudit.cli import main
from tests.conftest import SPECS

# Without its folder: a model's name is part of every simulated draw.
WORLD = "scripted/gaps@marlow.gaps.json"


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


def specaudit(*args: object) -> Outcome:
    """Run one command; never lets a traceback through."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(arg) for arg in args])
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 1
    outcome = Outcome(code, out.getvalue(), err.getvalue())
    assert "Traceback" not in outcome.out + outcome.err, outcome.out + outcome.err
    return outcome


def simulated(*extra: object) -> list[object]:
    """Arguments of an audit of the sample spec with simulated models of known truth."""
    members = [a for m in "abcd" for a in ("--model", f"{WORLD}:{m}")]
    judges = [a for n in "12" for a in ("--judge", f"{WORLD}:j{n}")]
    return [
        "audit", SPECS / "marlow.md", *members, *judges, "--generator", f"{WORLD}:g",
        "--engine", "pattern", "--queries", 12, "--max-gaps", 2, *extra,
    ]  # fmt: skip
