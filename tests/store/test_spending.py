from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from specaudit.domain.errors import OutputError
from specaudit.store.spending import Spending, Spent

ONE = ("v/m", "judge", "host")


def test_what_is_added_is_there_for_the_next_process(tmp_path: Path) -> None:
    first = sqlite3.connect(tmp_path / "s.sqlite")
    spending = Spending(first)
    spending.add(*ONE, Spent(sent=1))
    spending.add(*ONE, Spent(input=100, cached=40, output=10, cost=0.5))
    spending.add("v/m", "scorer", "host", Spent(sent=2))
    first.close()
    second = Spending(sqlite3.connect(tmp_path / "s.sqlite"))
    second.add(*ONE, Spent(sent=1, answered=1, cost=0.25))
    assert second.rows() == {
        ONE: Spent(2, 1, 100, 40, 10, 0.75),
        ("v/m", "scorer", "host"): Spent(sent=2),
    }


def test_an_unknown_price_leaves_the_sum_unknown() -> None:
    spending = Spending()
    spending.add(*ONE, Spent(cost=0.5))
    spending.add(*ONE, Spent(cost=None))
    spending.add(*ONE, Spent(cost=0.5))
    assert spending.rows()[ONE].cost is None


def test_a_disk_that_refuses_is_said() -> None:
    database = sqlite3.connect(":memory:")
    spending = Spending(database)
    database.close()
    with pytest.raises(OutputError, match="cannot note what was spent"):
        spending.add(*ONE, Spent(sent=1))
