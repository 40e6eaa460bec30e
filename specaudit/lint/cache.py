"""Whole-run cache: the same documents, settings, rules and program give the stored findings.

One JSON file a key in the user's cache folder. JSON because it decodes faster than it takes to
import anything faster, and because reading it runs no code. A cache that cannot be read or written
is no reason to fail.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from specaudit import __version__
from specaudit.domain.lint import LintResult
from specaudit.lint import codec
from specaudit.lint.rulebook import rules_root
from specaudit.store.keys import tagged_hash

_FORMAT = 1
_MOST_FILES = 200
_SOURCES = ("domain", "graph", "lint", "lint/checks", "nlp", "parse", "parse/dialects")


def folder() -> Path:
    """``SPECAUDIT_CACHE_DIR``, else the user's cache folder by the XDG rules."""
    if own := os.environ.get("SPECAUDIT_CACHE_DIR"):
        return Path(own) / "lint"
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "specaudit" / "lint"


def key(documents: Iterable[tuple[str, bytes]], settings: object) -> str:
    """Identity of a run.

    Args:
        documents: Path as shown and content of every document, in order.
        settings: Plain JSON data of everything that decides what is found.
    """
    content = [
        [path, hashlib.blake2b(data, digest_size=16).hexdigest()] for path, data in documents
    ]
    return tagged_hash([_FORMAT, __version__, _program(), content, settings])


def _program() -> list[list[object]]:
    """Names, sizes and times of our source files and rule pages.

    The version alone would serve stale findings in a checkout, where code changes under it.
    """
    package = Path(__file__).resolve().parent.parent
    folders = [os.path.join(package, part) for part in _SOURCES]
    found: list[list[object]] = []
    for place in [*folders, str(rules_root())]:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".md")):
                    stat = entry.stat()
                    found.append([entry.name, stat.st_size, stat.st_mtime_ns])
    return sorted(found, key=str)


def recall(identity: str) -> LintResult | None:
    """Return the stored result of a run, if there is a readable one."""
    try:
        text = _file(identity).read_text(encoding="utf-8")
        return codec.from_data(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def remember(identity: str, result: LintResult) -> None:
    """Store a result; the oldest files go when there are too many."""
    path = _file(identity)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(codec.to_data(result)), encoding="utf-8")
        temporary.replace(path)
        _prune(path.parent)
    except OSError:
        return


def _file(identity: str) -> Path:
    return folder() / f"{identity[3:]}.json"


def _prune(place: Path) -> None:
    files = sorted(place.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-_MOST_FILES]:
        file.unlink(missing_ok=True)
