"""What one run has spent over all its processes; on disk after every call."""

from __future__ import annotations

import sqlite3

from specaudit.domain.errors import OutputError
from specaudit.domain.records import record

_TABLE = """
CREATE TABLE IF NOT EXISTS spending (
    model TEXT NOT NULL,
    role TEXT NOT NULL,
    host TEXT NOT NULL,
    sent INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cost REAL,
    PRIMARY KEY (model, role, host)
) STRICT, WITHOUT ROWID;
"""
_ADD = """
INSERT INTO spending VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    sent = sent + excluded.sent,
    answered = answered + excluded.answered,
    input = input + excluded.input,
    cached = cached + excluded.cached,
    output = output + excluded.output,
    cost = cost + excluded.cost
"""


@record(frozen=True, slots=True)
class Spent:
    """What went to one model in one role."""

    sent: int = 0
    """Calls that left, answered or not."""
    answered: int = 0
    """Calls whose answer was stored."""
    input: int = 0
    cached: int = 0
    output: int = 0
    cost: float | None = 0.0
    """US dollars; None where the price is unknown."""


class Spending:
    """Adds up in a database; without one, in memory."""

    def __init__(self, database: sqlite3.Connection | None = None) -> None:
        self._db = database or sqlite3.connect(":memory:")
        self._db.executescript(_TABLE)

    def add(self, model: str, role: str, host: str, spent: Spent) -> None:
        """Add to what is there; an unknown cost makes the sum unknown.

        Raises:
            OutputError: where the disk refuses.
        """
        values = (spent.sent, spent.answered, spent.input, spent.cached, spent.output, spent.cost)
        try:
            with self._db:
                self._db.execute(_ADD, (model, role, host, *values))
        except sqlite3.Error as error:
            raise OutputError(f"cannot note what was spent: {error}") from None

    def rows(self) -> dict[tuple[str, str, str], Spent]:
        """Return what was spent by model, role and host."""
        found = self._db.execute("SELECT * FROM spending ORDER BY model, role, host")
        return {(model, role, host): Spent(*rest) for model, role, host, *rest in found}
