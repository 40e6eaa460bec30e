"""What is kept between runs: the findings of a run, and what was read in each section.

A run over the same documents with the same settings, rules and program gives the stored findings.
Where a document changed, the sections that did not are rebuilt from their stored form instead of
being read again, and checks of single sections run over those that changed.

One file a key in the user's cache folder: JSON for findings; a row for each section and piece that
was read, and for each compiled pattern. JSON because it decodes faster than it takes to import
anything faster, and because reading it runs no code. A cache that cannot be read or written
is no reason to fail.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from specaudit import __version__
from specaudit.domain.lint import LintResult
from specaudit.domain.patterns import compiling
from specaudit.lint import codec, rulebook
from specaudit.store.keys import tagged_hash
from specaudit.store.memory import Memory, digest
from specaudit.store.rows import Rows, packed

_FORMAT = 9
_FINDINGS = ".json"
_ROWS = ".rows"
_PATTERNS = ".patterns"
_OLD_ROWS = ".jsonl"
"""What versions up to format 7 left, to be cleared away."""
_MOST_FILES = 200
_MOST_BYTES = 50_000_000
_MOST_PATTERNS = 2_000
"""How many patterns are kept beside those of the last run; some hold words of a document."""
LARGEST_REMEMBERED = 4_000_000
"""Bytes of a document from which on its sections are not remembered, to save memory."""
_SOURCES = ("domain", "graph", "lint", "lint/checks", "nlp", "parse", "parse/dialects", "store")


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


@functools.cache
def _program() -> list[list[object]]:
    """Names, sizes and times of our source files and rule pages.

    The version alone would serve stale findings in a checkout, where code changes under it.
    """
    package = Path(__file__).resolve().parent.parent
    folders = [os.path.join(package, part) for part in _SOURCES]
    found: list[list[object]] = []
    for place in [*folders, str(rulebook.rules_root())]:
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
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def remember(identity: str, result: LintResult) -> None:
    """Store a result; the oldest files go when there are too many."""
    data = json.dumps(codec.to_data(result), ensure_ascii=False, separators=(",", ":"))
    _write(_file(identity), data.encode())


def recall_memory(identity: str, suffix: str = _ROWS) -> Memory:
    """Return what earlier runs read of a document; empty where nothing readable is stored."""
    try:
        return Memory(Rows(_file(identity, suffix).read_bytes()))
    except (OSError, ValueError):
        return Memory()


def remember_memory(identity: str, memory: Memory, suffix: str = _ROWS) -> None:
    """Store what this run read of a document, if any of it is new."""
    if memory.learnt:
        _write(_file(identity, suffix), packed(memory.kept))


@contextmanager
def remembered_program() -> Iterator[tuple[rulebook.RuleBook, Memory]]:
    """Take patterns as an earlier process compiled them, and the rules as it read them."""
    from specaudit.store import programs

    identity = tagged_hash([_FORMAT, "patterns", programs.INTERPRETER])
    memory = recall_memory(identity, _PATTERNS)
    with compiling(programs.Programs(memory).compile):
        yield _rules(memory), memory
    if len(memory.known) < _MOST_PATTERNS:
        for key in memory.known:
            memory.hold(key)
    remember_memory(identity, memory, _PATTERNS)


def _rules(memory: Memory) -> rulebook.RuleBook:
    key = digest("rules", _program())
    known = memory.recall(key)
    # Rules that are damaged would not fail, but find something else.
    if isinstance(known, list) and known[1:] == [digest(*known[:1])]:
        return rulebook.from_data(json.loads(known[0]))
    book = rulebook.load()
    rows = json.dumps(rulebook.to_data(book), ensure_ascii=False)
    memory.keep(key, [rows, digest(rows)])
    return book


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        known = path.exists()
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(data)
        temporary.replace(path)
        if not known:
            _prune(path.parent)
    except (OSError, UnicodeError):
        return


def _file(identity: str, suffix: str = _FINDINGS) -> Path:
    return folder() / (identity[3:] + suffix)


def _prune(place: Path) -> None:
    with os.scandir(place) as entries:
        found = [
            (entry.stat(), entry.path)
            for entry in entries
            if entry.name.endswith((_FINDINGS, _ROWS, _PATTERNS, _OLD_ROWS))
        ]
    found.sort(key=lambda file: file[0].st_mtime_ns, reverse=True)
    room = _MOST_BYTES
    for number, (stat, path) in enumerate(found):
        room -= stat.st_size
        if number >= _MOST_FILES or (room < 0 and number):
            Path(path).unlink(missing_ok=True)
