"""Findings on changed lines only: what git says has changed since a revision."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from specaudit.domain.errors import InputError
from specaudit.domain.finding import Finding, Passage
from specaudit.domain.lint import LintResult
from specaudit.domain.patterns import regex

_HUNK = regex(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
Lines = list[range]


def changed_lines(path: str, revision: str) -> Lines | None:
    """Line ranges of a file that differ from a revision; None where all lines are new.

    Raises:
        InputError: where git is missing, the file is in no repository or the revision is unknown.
    """
    folder = Path(path).resolve().parent
    name = Path(path).name
    if not has(Path(path), revision):
        return None
    diff = git(folder, "diff", "-U0", "--no-ext-diff", revision, "--", name, about=revision)
    found = []
    for match in _HUNK.finditer(diff):
        start, count = int(match[1]), int(match[2] or 1)
        if count:
            found.append(range(start, start + count))
    return found


def has(path: Path, revision: str) -> bool:
    """Return whether a revision has a file.

    Raises:
        InputError: where git is missing, the file is in no repository or the revision is unknown.
    """
    folder = path.resolve().parent
    git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", about=revision)
    listed = git(folder, "ls-tree", "--name-only", revision, "--", path.name, about=revision)
    return bool(listed.strip())


def show(path: Path, revision: str) -> str:
    """Content of a file at a revision.

    Raises:
        InputError: where it is not there.
    """
    folder = path.resolve().parent
    return git(folder, "show", f"{revision}:./{path.name}", about=revision)


def git(folder: Path, *arguments: str, about: str = "") -> str:
    """Run git in a folder and return what it prints.

    Args:
        folder: Where to run it.
        arguments: What to ask.
        about: The revision that messages name.

    Raises:
        InputError: where git is missing or refuses.
    """
    return git_bytes(folder, *arguments, about=about).decode("utf-8", "replace")


def git_bytes(folder: Path, *arguments: str, about: str = "") -> bytes:
    """Run git in a folder and return what it prints, as it is; arguments as for `git`.

    Raises:
        InputError: where git is missing or refuses.
    """
    if about.startswith("-"):
        raise InputError(f"{about!r} is no git revision")
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=True
        )
    except FileNotFoundError:
        raise InputError("git is not installed, and reading revisions needs it") from None
    except subprocess.CalledProcessError as error:
        reason = " ".join(error.stderr.decode("utf-8", "replace").split())[:200]
        raise InputError(f"git revision {about!r}: {reason or 'no such revision'}") from None
    return done.stdout


def keep_changed(result: LintResult, revision: str) -> LintResult:
    """Keep findings that touch a changed line; the changed passage becomes the primary one."""
    paths = {document.path for document in result.documents}
    lines = {path: changed_lines(path, revision) for path in sorted(paths)}
    kept = [
        moved for finding in result.findings if (moved := _touching(finding, lines)) is not None
    ]
    return replace(result, findings=tuple(kept))


def _touching(finding: Finding, lines: dict[str, Lines | None]) -> Finding | None:
    hits = [passage for passage in finding.passages if _changed(passage, lines)]
    if not hits:
        return None
    first, primary = finding.passages[0], hits[0]
    if first in hits:
        return finding
    others = tuple(p for p in finding.passages if p is not primary and p is not first)
    passages = (replace(primary, role="primary"), replace(first, role=primary.role), *others)
    return replace(finding, passages=passages)


def _changed(passage: Passage, lines: dict[str, Lines | None]) -> bool:
    found: Iterable[range] | None = lines.get(passage.path, [])
    if found is None:
        return True
    span = range(passage.start.line, passage.end.line + 1)
    return any(piece.start < span.stop and span.start < piece.stop for piece in found)
