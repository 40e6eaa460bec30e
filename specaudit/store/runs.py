"""One folder a run: what was asked for, a copy of the spec, and the records of every stage.

Records can always be made again from the call store, so a killed run loses no answer that
was paid for; they are kept so that reports, exports and comparisons need no second walk.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from specaudit.domain.errors import ConfigError, InputError, OutputError
from specaudit.domain.records import record
from specaudit.store import codec
from specaudit.store.spending import Spending

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T")

MANIFEST = "run.json"
RECORDS = "records.sqlite"
SPEC_COPY = "spec.md"
CALLS = "calls.sqlite"

_TABLE = """
CREATE TABLE IF NOT EXISTS records (
    stage TEXT NOT NULL,
    key TEXT NOT NULL,
    candidate TEXT NOT NULL,
    noun TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (stage, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_candidate ON records (stage, candidate, key);
"""


@record(frozen=True, slots=True)
class Manifest:
    """What a run was asked to do: a resumed one goes by this alone."""

    id: str
    created: str
    tool_version: str
    spec_path: str
    spec_sha256: str
    proposer: str
    generator: str
    committee: tuple[str, ...]
    judges: tuple[str, ...]
    conditioning: str
    max_gaps: int
    queries: int
    samples: int
    seed: int
    alpha: float
    keep_going: bool
    allow_judge_on_committee: bool = False
    seeded_faults: int = 0
    co_generators: tuple[str, ...] = ()
    second_votes: float = 0.0
    refusals: bool = False
    ablation: bool = False
    only: tuple[str, ...] = ()
    """Candidate ids to test; empty: the best ``max_gaps``."""
    co_proposers: tuple[str, ...] = ()
    also_read: tuple[str, ...] = ()
    since: str = ""
    """Revision or run after which changes are read; empty: the whole spec is."""
    base: str = ""
    """Run whose proposals for unchanged statements are kept."""
    changed: tuple[str, ...] = ()
    """Ids of the statements and examples that are new since."""
    engine: str = "auto"
    """Who finds the norms, as asked for; another one would find other candidates."""

    @property
    def readers(self) -> tuple[str, ...]:
        """Every model that reads the spec and proposes gaps."""
        return tuple(dict.fromkeys(m for m in (self.proposer, *self.co_proposers) if m))


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text, never half of one.

    Raises:
        OutputError: where the folder or disk refuses.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):  # a place that cannot be written cannot be tidied either
            temporary.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror}") from None


class Run:
    """An open run folder; one process at a time."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self._lock = _lock(folder)
        try:
            self._db = sqlite3.connect(folder / RECORDS)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_TABLE)
            self.spending = Spending(self._db)
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {folder / RECORDS}: {error}") from None

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the records and let other processes in."""
        self._db.close()
        os.close(self._lock)

    def put(self, stage: str, items: Iterable[tuple[str, object]], candidate: str = "") -> None:
        """Store nouns under their keys; a stored key is replaced. One commit for all.

        Raises:
            OutputError: where the disk refuses; nothing of this batch is then stored.
        """
        rows = [
            (stage, key, candidate, type(noun).__name__, codec.dumps(noun)) for key, noun in items
        ]
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self.folder / RECORDS}: {error}") from None

    def read(self, stage: str, noun: type[T], candidate: str | None = None) -> Iterator[T]:
        """Yield the nouns of a stage by candidate and key."""
        where = "" if candidate is None else " AND candidate = ?"
        values = (stage,) if candidate is None else (stage, candidate)
        rows = self._db.execute(
            f"SELECT data FROM records WHERE stage = ?{where} ORDER BY candidate, key",
            values,
        )
        for (data,) in rows:
            yield codec.loads(noun, data)

    def export_jsonl(self) -> Iterator[str]:
        """Yield every record as one line of JSON: stage, noun, key, data."""
        rows = self._db.execute(
            "SELECT stage, noun, key, data FROM records ORDER BY stage, candidate, key"
        )
        for stage, noun, key, data in rows:
            head = json.dumps({"stage": stage, "noun": noun, "key": key}, ensure_ascii=False)
            yield f'{head[:-1]}, "data": {data}}}'


def create(folder: Path, manifest: Manifest, spec_text: str) -> Run:
    """Make a run folder and open it.

    Raises:
        OutputError: where the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise OutputError(
            f"cannot create {folder}: {error.strerror}; use --run-dir to put runs elsewhere"
        ) from None
    write_atomically(folder / SPEC_COPY, spec_text)
    write_atomically(folder / MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")
    return Run(folder, manifest)


def open_run(folder: Path) -> Run:
    """Open an existing run folder.

    Raises:
        InputError: where it holds no readable manifest.
    """
    return Run(folder, read_manifest(folder))


def read_manifest(folder: Path) -> Manifest:
    """Read what a run was asked to do.

    Raises:
        InputError: where there is no manifest, or it is not one of ours.
    """
    path = folder / MANIFEST
    try:
        return codec.loads(Manifest, path.read_text(encoding="utf-8"))
    except OSError:
        raise InputError(f"{folder}: not a run folder (no {MANIFEST})") from None
    except ValueError:
        raise InputError(f"{path}: not a manifest of this version of specaudit") from None


def find(run_dir: Path, name: str, holding: str = "") -> Path:
    """Find a run by folder, by name, or ``latest``.

    Args:
        run_dir: Folder of the runs.
        name: What the user calls the run.
        holding: File that the latest run is to hold, such as a report: runs without it are
            passed over, unless none has it.

    Raises:
        InputError: where there is none; the message lists what there is.
    """
    for folder in (Path(name), run_dir / name):
        if (folder / MANIFEST).is_file():
            return folder
    known = sorted(p.parent for p in run_dir.glob(f"*/{MANIFEST}")) if run_dir.is_dir() else []
    if name == "latest" and known:
        return next((f for f in reversed(known) if (f / holding).is_file()), known[-1])
    hint = ", ".join(p.name for p in known[-3:]) or "none"
    raise InputError(f"no run {name!r} in {run_dir} (newest: {hint})")


def _lock(folder: Path) -> int:
    try:
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror}") from None
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows: no advisory locks, so none are taken
        return handle
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise ConfigError(f"{folder}: another process is working on this run") from None
    return handle
