"""Documents as a git revision has them, named ``REVISION:PATH``."""

from __future__ import annotations

import shutil
from pathlib import Path

from specaudit.domain.errors import InputError
from specaudit.lint.changed import git, git_bytes
from specaudit.lint.sources import Source


def read(name: str, limit: int, limit_note: str) -> Source:
    """Read a document from git; nothing is checked out.

    Args:
        name: ``REVISION:PATH``; the path counts from the working directory, else from the root of
            the repository, as in git itself.
        limit: Largest size in bytes, judged before it is read.
        limit_note: The limit as the settings put it, for the message.

    Returns:
        The document under its bare path.

    Raises:
        InputError: where there is no repository, no such revision, or no such file in it.
    """
    revision, _, path = name.partition(":")
    if not revision or not path or revision.startswith("-"):
        raise InputError(f"{name}: give a git revision and a file, such as HEAD~1:spec.md")
    if shutil.which("git") is None:
        raise InputError(f"{name}: no such file, and git is not installed")
    _require(name, revision)
    address = _address(name, revision, path)
    size = int(git(Path(), "cat-file", "-s", address, about=revision))
    if size > limit:
        raise InputError(
            f"{name} is {size / 1e6:.1f} MB, over max-file-size ({limit_note}); not checked"
        )
    return Source(path, git_bytes(Path(), "cat-file", "blob", address, about=revision))


def _require(name: str, revision: str) -> None:
    if not _answers("rev-parse", "--git-dir", about=revision):
        raise InputError(f"{name}: no such file, and {Path.cwd()} is in no git repository")
    if not _answers("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", about=revision):
        raise InputError(f"{name}: no such file, and git knows no revision {revision!r}")


def _address(name: str, revision: str, path: str) -> str:
    """The file as git names it: seen from here first, as a shell would complete it."""
    for address in (f"{revision}:./{path}", f"{revision}:{path}"):
        if _answers("cat-file", "-t", address, about=revision) == "blob":
            return address
    raise InputError(f"{name}: revision {revision!r} has no file {path!r}")


def _answers(*question: str, about: str) -> str:
    try:
        return git(Path(), *question, about=about).strip()
    except InputError:
        return ""
