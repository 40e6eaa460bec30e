"""Documents of a lint run: what the paths name, read once as bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from specaudit.domain.errors import InputError
from specaudit.domain.records import record
from specaudit.domain.text import unwritable_name

_SUFFIXES = frozenset({".md", ".mdc", ".markdown"})
_SKIPPED = frozenset({"node_modules", "__pycache__"})


@record(frozen=True, slots=True)
class Source:
    """One document as bytes."""

    path: str
    data: bytes


def expand(paths: Sequence[str]) -> list[str]:
    """Turn folders into the Markdown files below them, hidden ones left out.

    A document that is named twice, in whatever way, is there once: it would else repeat itself.
    """
    found: dict[str, str] = {}
    for path in paths:
        for name in _below(path):
            found.setdefault(os.path.realpath(name), name)
    return list(found.values())


def kept(names: Iterable[str], exclude: Sequence[str], root: Path) -> list[str]:
    """Leave out what the settings' ``exclude`` patterns name, relative to the settings' folder."""
    return [name for name in names if not _excluded(name, exclude, root)]


def _excluded(name: str, exclude: Sequence[str], root: Path) -> bool:
    below = os.path.relpath(name, root)
    return any(fnmatch(name, pattern) or fnmatch(below, pattern) for pattern in exclude)


def _below(path: str) -> Iterator[str]:
    if path == "-" or not Path(path).is_dir():
        yield path
        return
    for file in sorted(p for p in Path(path).rglob("*") if p.suffix.lower() in _SUFFIXES):
        if not _hidden(file.relative_to(path)):
            yield str(file)


def _hidden(relative: Path) -> bool:
    return any(part.startswith(".") or part in _SKIPPED for part in relative.parts)


def included(patterns: Iterable[str], root: Path) -> list[str]:
    """Files that the settings' ``include`` patterns name, relative to their folder."""
    found = {str(path) for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return sorted(found)


def read(path: str, stdin_name: str, limit: int, limit_note: str) -> Source:
    """Read one document.

    Args:
        path: File, or ``-`` for standard input.
        stdin_name: What standard input is called in results.
        limit: Largest size in bytes; a file's is judged before it is read.
        limit_note: The limit as the settings put it, for the message.

    Raises:
        InputError: where it cannot be read or is too big.
    """
    if name := unwritable_name(stdin_name if path == "-" else path):
        raise InputError(f"{name}: the file's name is not valid UTF-8; rename it")
    if path == "-":
        data = sys.stdin.buffer.read(limit + 1)
        if len(data) > limit:
            raise InputError(f"{stdin_name} is over max-file-size ({limit_note}); not checked")
        return Source(stdin_name, data)
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > limit:
            raise InputError(
                f"{path} is {size / 1e6:.1f} MB, over max-file-size ({limit_note}); not checked"
            )
        return Source(path, file.read_bytes())
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
