"""Finds where documents stand: their repository, and their path in it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, urlsplit

from specaudit.domain.errors import InputError
from specaudit.domain.origin import Copy, Origin
from specaudit.lint.changed import git, git_bytes
from specaudit.parse.document import decode

_SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>[\w.-]+):(?P<path>(?!//)\S+)")
"""``git@host:owner/name``, which is no URL."""
_MOST_REVISIONS = 50
"""Edits of a document that are looked at for the text of a report."""


def find(documents: Iterable[tuple[str, str]]) -> Origin:
    """Look documents up on disk and in git.

    A file that is gone or has changed since keeps its address only.

    Args:
        documents: Path and SHA-256 of the text of every document.
    """
    documents = tuple(documents)
    folder = _folder(documents)
    root = _asked(folder, "rev-parse", "--show-toplevel")
    copies = {path: _copy(path, digest, root or os.getcwd()) for path, digest in documents}
    revision = _asked(folder, "rev-parse", "HEAD") if root else ""
    repository = _web(_asked(folder, "remote", "get-url", "origin")) if revision else ""
    return Origin(
        copies=copies,
        repository=repository,
        revision=revision if repository else "",
        branch=_asked(folder, "branch", "--show-current") if repository else "",
    )


def pinned(template: str, path: str, digest: str) -> str:
    """Fill ``{rev}`` and ``{path}`` of a link template with what git knows of a document.

    The revision is the newest one whose text is the one that lines were counted in, so that a
    link leads to the right line for good; ``HEAD`` where none has it. The path counts from the
    root of the repository; outside of one it stays to be filled in.

    Args:
        template: Address of a passage, with placeholders.
        path: The document as findings name it.
        digest: SHA-256 of its text.
    """
    folder = _folder(((path, digest),))
    root = _asked(folder, "rev-parse", "--show-toplevel")
    if not root:
        return template.replace("{rev}", "HEAD")
    address = _copy(path, digest, root).address
    if "{rev}" in template:
        template = template.replace("{rev}", _revision(Path(root), address, digest) or "HEAD")
    return template if address.startswith("file:") else template.replace("{path}", quote(address))


def _revision(root: Path, address: str, digest: str) -> str:
    """The newest revision in which a file has a text; empty where none of the last has."""
    head = _asked(root, "rev-parse", "HEAD")
    edits = _asked(root, "log", "--format=%H", f"-{_MOST_REVISIONS}", "--", address).split()
    for revision in dict.fromkeys([head, *edits] if edits else ()):
        try:
            data = git_bytes(root, "cat-file", "blob", f"{revision}:{address}", about=revision)
            text = decode(data, address)
        except InputError:
            continue
        if hashlib.sha256(text.encode()).hexdigest() == digest:
            return revision
    return ""


def _folder(documents: tuple[tuple[str, str], ...]) -> Path:
    """The folder of the first document that exists, else the working directory."""
    real = (Path(os.path.realpath(path)) for path, _ in documents)
    return next((path.parent for path in real if path.is_file()), Path.cwd())


def _asked(folder: Path, *question: str) -> str:
    try:
        return git(folder, *question).strip()
    except InputError:
        return ""


def _copy(path: str, digest: str, root: str) -> Copy:
    file = Path(os.path.realpath(path))
    try:
        address = file.relative_to(os.path.realpath(root)).as_posix()
    except ValueError:
        address = file.as_uri()
    try:
        data = file.read_bytes()
        text = decode(data, path)
    except (OSError, InputError):
        return Copy(address)
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        return Copy(address)
    return Copy(address, text, hashlib.sha256(data).hexdigest())


def _web(remote: str) -> str:
    """The remote as a web address: no user, no password, no ``.git``."""
    if match := _SCP.fullmatch(remote):
        host, path = match["host"], match["path"]
    else:
        parts = urlsplit(remote)
        if parts.scheme not in {"http", "https", "ssh", "git"}:
            return ""
        host, path = parts.hostname or "", parts.path
    return f"https://{host}/{path.strip('/').removesuffix('.git')}" if host else ""
