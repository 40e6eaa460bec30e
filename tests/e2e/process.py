"""Runs the installed command as a process: what a user types, sees and gets as exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

OURS = ("NO_COLOR", "FORCE_COLOR", "TERM", "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def said(self) -> str:
        """Everything a user saw."""
        return self.out + self.err


def environment(folder: Path, **extra: str) -> dict[str, str]:
    """The user's variables without keys, our settings and colour wishes."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS
        and not name.startswith("SPECAUDIT_")
        and not name.endswith(("_API_KEY", "_BASE_URL"))
    }
    return kept | {"SPECAUDIT_CACHE_DIR": str(folder / ".cache")} | extra


def program() -> list[str]:
    """The installed script, else the module."""
    script = Path(sys.executable).with_name("specaudit")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "specaudit"]


def specaudit(
    folder: Path,
    *arguments: object,
    stdin: bytes | None = None,
    prefix: tuple[str, ...] = (),
    timeout: float = 120,
    **extra: str,
) -> Done:
    """Run one command in a folder; no traceback and no key may ever be seen.

    Args:
        folder: Working directory; also holds the cache.
        arguments: What the user types after the program's name.
        stdin: Bytes on standard input; None: nothing.
        prefix: Command to run it under, such as `no_network`.
        timeout: Seconds until the test fails.
        extra: Variables to set.
    """
    done = subprocess.run(
        [*prefix, *program(), *map(str, arguments)],
        cwd=folder,
        env=environment(folder, PYTHONPATH=str(ROOT)) | extra,
        input=stdin if stdin is not None else b"",
        capture_output=True,
        timeout=timeout,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in out + err, err
    return Done(done.returncode, out, err, done.stdout)


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody, wherever the test runs."""
    done = subprocess.run(
        ["git", *IDENTITY, "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


OFFLINE = ("unshare", "-n")


def no_network() -> tuple[str, ...]:
    """Prefix under which there is no network at all; skips aloud where that cannot be had."""
    return _prefix(*OFFLINE)


def offline() -> tuple[str, ...]:
    """The same prefix, or none where it cannot be had."""
    return OFFLINE if _works(OFFLINE) else ()


def private_mounts() -> tuple[str, ...]:
    """Prefix under which mounts are seen by nobody else; skips aloud where it cannot be had."""
    return _prefix("unshare", "-m")


@cache
def _works(prefix: tuple[str, ...]) -> bool:
    if shutil.which(prefix[0]) is None:
        return False
    return subprocess.run([*prefix, "true"], capture_output=True).returncode == 0


def _prefix(*prefix: str) -> tuple[str, ...]:
    if not _works(prefix):
        pytest.skip(f"NOT TESTED: {' '.join(prefix)} is not permitted here")
    return prefix
