"""Mechanical fixes: apply the edits of findings to a document, or show them as a diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from specaudit.domain.errors import InputError, OutputError
from specaudit.domain.finding import Edit, Finding


def edits_of(findings: Iterable[Finding], path: str) -> list[Edit]:
    """Edits for one document, in order; of two that overlap the first is kept."""
    wanted = {
        edit for finding in findings if finding.passages[0].path == path for edit in finding.fix
    }
    kept: list[Edit] = []
    for edit in sorted(wanted, key=lambda edit: (edit.span, edit.text)):
        if not kept or edit.span.start >= kept[-1].span.end:
            kept.append(edit)
    return kept


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Text with the edits made; offsets count code points of ``text``."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def rewrite(path: str, edits: list[Edit]) -> tuple[str, str]:
    """Old and new content of a file, in the normal form that offsets refer to.

    Raises:
        InputError: where the file cannot be read.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read again: {error}") from None
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain, apply(plain, edits)


def write(path: str, new: str) -> None:
    """Write fixed content back with the file's own line ends and byte-order mark.

    Raises:
        OutputError: where it cannot be written.
    """
    file = Path(path)
    try:
        old = file.read_bytes()
        if b"\r\n" in old:
            new = new.replace("\n", "\r\n")
        mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
        temporary = file.with_name(file.name + ".specaudit-tmp")
        temporary.write_bytes(mark + new.encode("utf-8"))
        temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None


def diff(path: str, old: str, new: str) -> str:
    """Unified diff of a fix."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), path, path
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
