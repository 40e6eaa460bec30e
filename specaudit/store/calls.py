"""The content-addressed call store: an answered call is never paid for twice.

One SQLite file shared by all runs of a folder. Every answer is committed before it is handed
on, so a killed process loses none; a second process may write at the same time.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specaudit.domain.errors import InputError, OutputError
from specaudit.domain.records import record

if TYPE_CHECKING:
    import zstandard

_COLUMNS = "content, model, host, finish, refusal, input, cached, output, cost, dictionary, text"
DICTIONARY_AFTER = 400
"""Answers after which a compression dictionary is trained: texts of one run are much alike."""
_DICTIONARY_BYTES = 32 * 1024
_PATIENCE = 200
"""Tries, 50 ms apart, to switch a new file to write-ahead logging."""
# Keys are random: with rows in key order every insert would touch another page of a large file.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS calls (
    key TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    model TEXT NOT NULL,
    host TEXT NOT NULL,
    finish TEXT NOT NULL,
    refusal INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cost REAL,
    dictionary INTEGER NOT NULL,
    text BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS dictionaries (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
"""


@record(frozen=True, slots=True)
class StoredCall:
    """One answer as it came from the provider."""

    content: str
    """Hash of the messages and the sample alone: what a recording is looked up by."""
    model: str
    host: str
    text: str
    finish: str
    refusal: bool
    input: int
    cached: int
    output: int
    cost: float | None
    """US dollars it cost when it was made; None where the price was unknown."""


class CallStore:
    """Answers by key."""

    def __init__(self, path: Path) -> None:
        """Open or create the store.

        Raises:
            OutputError: where the folder cannot be written.
            InputError: where the file is something else.
        """
        self.path = path
        self._codecs: dict[int, tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise OutputError(f"cannot open {path}: {error}; use --run-dir") from None
        except OSError as error:
            raise OutputError(
                f"cannot create {path.parent}: {error.strerror}; use --run-dir"
            ) from None
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._db.close()
            if isinstance(error, sqlite3.OperationalError):
                raise OutputError(
                    f"cannot write {path}: {error}; use --run-dir to put runs elsewhere"
                ) from None
            raise InputError(
                f"{path}: not a call store ({error}); move it away to start a new one"
            ) from None

    def _open(self) -> None:
        self._use_wal()
        self._db.execute("PRAGMA synchronous=NORMAL")
        tables = {row[0] for row in self._db.execute("SELECT name FROM sqlite_master")}
        if tables and "calls" not in tables:
            raise sqlite3.DatabaseError("it is another program's database")
        self._db.executescript(_SCHEMA)
        columns = ", ".join(row[1] for row in self._db.execute("PRAGMA table_info(calls)"))
        if columns != f"key, {_COLUMNS}":
            raise sqlite3.DatabaseError("it was written by another version")
        newest = self._db.execute("SELECT max(id) FROM dictionaries").fetchone()[0]
        self._dictionary: int = newest or 0
        self._count = len(self)

    def _use_wal(self) -> None:
        """Switch to write-ahead logging; SQLite does not wait for others who do it just now."""
        for _ in range(_PATIENCE):
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                time.sleep(0.05)
        self._db.execute("PRAGMA journal_mode=WAL")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM calls").fetchone()[0])

    def __contains__(self, key: str) -> bool:
        return self._db.execute("SELECT 1 FROM calls WHERE key = ?", (key,)).fetchone() is not None

    def get(self, key: str) -> StoredCall | None:
        """Return the stored answer, or None.

        Raises:
            InputError: where the file is damaged.
        """
        try:
            row = self._db.execute(f"SELECT {_COLUMNS} FROM calls WHERE key = ?", (key,)).fetchone()
            return None if row is None else self._read(row)
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{self.path}: the call store is damaged ({error}); move it away to start a new one"
            ) from None

    def put(self, key: str, call: StoredCall) -> None:
        """Store an answer; it is on disk when this returns. The first answer to a key stays.

        Raises:
            OutputError: where the disk refuses.
        """
        body = self._codec(self._dictionary)[0].compress(call.text.encode("utf-8", "surrogatepass"))
        values = (
            key, call.content, call.model, call.host, call.finish, int(call.refusal),
            call.input, call.cached, call.output, call.cost, self._dictionary, body,
        )  # fmt: skip
        try:
            self._db.execute(
                "INSERT OR IGNORE INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values
            )
        except sqlite3.Error as error:
            raise OutputError(
                f"cannot write {self.path}: {error}; {len(self)} answers are saved"
            ) from None
        self._count += 1
        if not self._dictionary and self._count >= DICTIONARY_AFTER:
            self._train()

    def export_jsonl(self) -> Iterator[str]:
        """Yield every call as one line of JSON, by key."""
        rows = self._db.execute(f"SELECT key, {_COLUMNS} FROM calls ORDER BY key")
        for key, *row in rows:
            call = self._read(tuple(row))
            data: dict[str, Any] = {"key": key, **{f: getattr(call, f) for f in call.__slots__}}
            yield json.dumps(data, ensure_ascii=False, sort_keys=True)

    def _read(self, row: tuple[Any, ...]) -> StoredCall:
        content, model, host, finish, refusal, *tokens, cost, dictionary, body = row
        tokens_in, cached, tokens_out = tokens
        text = self._decompress(dictionary, body)
        return StoredCall(
            content, model, host, text, finish, bool(refusal), tokens_in, cached, tokens_out, cost
        )

    def _decompress(self, dictionary: int, body: bytes) -> str:
        import zstandard as zstd

        try:
            return self._codec(dictionary)[1].decompress(body).decode("utf-8", "surrogatepass")
        except (zstd.ZstdError, UnicodeDecodeError) as error:
            raise sqlite3.DatabaseError(f"an answer cannot be read: {error}") from None

    def _codec(
        self, dictionary: int
    ) -> tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]:
        if dictionary not in self._codecs:
            import zstandard as zstd

            known = None
            if dictionary:
                row = self._db.execute(
                    "SELECT data FROM dictionaries WHERE id = ?", (dictionary,)
                ).fetchone()
                known = zstd.ZstdCompressionDict(row[0])
            self._codecs[dictionary] = (
                zstd.ZstdCompressor(level=3, dict_data=known),
                zstd.ZstdDecompressor(dict_data=known),
            )
        return self._codecs[dictionary]

    def _train(self) -> None:
        """Learn a dictionary from what is stored; where that fails, plain compression stays."""
        import zstandard as zstd

        rows = self._db.execute(f"SELECT {_COLUMNS} FROM calls LIMIT 2000")
        try:
            samples: list[bytes | bytearray | memoryview[int]] = [
                self._read(row).text.encode("utf-8", "surrogatepass") for row in rows
            ]
            data = zstd.train_dictionary(_DICTIONARY_BYTES, samples).as_bytes()
            cursor = self._db.execute("INSERT INTO dictionaries (data) VALUES (?)", (data,))
            self._dictionary = int(cursor.lastrowid or 0)
        except (zstd.ZstdError, sqlite3.Error):
            self._count = 0  # too alike or too short to learn from, or no room: try again later
