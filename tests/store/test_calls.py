from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.domain.errors import InputError, OutputError
from specaudit.store import calls
from specaudit.store.calls import CallStore, StoredCall


def call(text: str = "héllo \udc80 \x00") -> StoredCall:
    return StoredCall("c", "m", "host", text, "stop", False, 10, 2, 3, 0.5)


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    store = CallStore(tmp_path / "calls.sqlite")
    store.put("k", call())
    store.put("k", call("another answer to the same call"))
    assert store.get("k") == call()
    assert store.get("x") is None
    assert "k" in store
    assert len(store) == 1
    store.close()


@given(st.lists(st.text(max_size=50), max_size=5))
def test_every_text_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    store = CallStore(tmp_path_factory.mktemp("s") / "calls.sqlite")
    for number, text in enumerate(texts):
        store.put(str(number), call(text))
    found = [store.get(str(number)) for number in range(len(texts))]
    store.close()
    assert found == [call(text) for text in texts]


def test_old_answers_stay_readable_when_a_dictionary_is_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "DICTIONARY_AFTER", 200)
    store = CallStore(tmp_path / "calls.sqlite")
    texts = [
        f"Answer {n}: the assistant should tell user {n * 7} that loan {n % 13} ends." * 3
        for n in range(260)
    ]
    for number, text in enumerate(texts):
        store.put(str(number), call(text))
    store.close()
    again = CallStore(tmp_path / "calls.sqlite")
    assert again._dictionary == 1
    assert [again.get(str(n)) for n in range(260)] == [call(text) for text in texts]
    rows = again._db.execute("SELECT dictionary, length(text) FROM calls").fetchall()
    plain, trained = ([size for d, size in rows if d == n] for n in (0, 1))
    assert len(plain) == 200
    assert sum(trained) / len(trained) < 0.7 * sum(plain) / len(plain)
    again.close()


def test_texts_too_alike_to_learn_from_are_kept_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "DICTIONARY_AFTER", 5)
    store = CallStore(tmp_path / "calls.sqlite")
    for number in range(20):
        store.put(str(number), call(""))
    assert store._dictionary == 0
    assert len(store) == 20
    store.close()


def test_two_processes_may_write(tmp_path: Path) -> None:
    first, second = (CallStore(tmp_path / "calls.sqlite") for _ in range(2))
    first.put("a", call("1"))
    second.put("b", call("2"))
    assert (first.get("b"), second.get("a")) == (call("2"), call("1"))
    first.close()
    second.close()


WRITER = """
import sys
from pathlib import Path
from specaudit.store.calls import CallStore, StoredCall
print("ready", flush=True)
sys.stdin.readline()
store = CallStore(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    store.put(f"{sys.argv[2]}-{n}", StoredCall('c','m','h','t'*500,'stop',False,1,0,1,None))
    print(n, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(run: subprocess.Popen[str]) -> None:
    assert run.stdin is not None
    run.stdin.write("\n")
    run.stdin.flush()


def test_several_processes_may_create_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    runs = [writer(path, str(n), 100) for n in range(4)]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        go(run)
    for run in runs:
        run.communicate()
        assert run.returncode == 0
    store = CallStore(path)
    assert len(store) == 400
    store.close()


def test_an_acknowledged_answer_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    with writer(path, "a", 100_000) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        go(run)
        seen = [int(run.stdout.readline()) for _ in range(50)]
        os.kill(run.pid, signal.SIGKILL)
        seen += [int(line) for line in run.stdout if line.strip()]
    store = CallStore(path)
    assert all(f"a-{n}" in store for n in seen)
    assert store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    path.write_text("this is not a database, by any means" * 100)
    with pytest.raises(InputError, match="not a call store"):
        CallStore(path)
    with pytest.raises(OutputError):
        CallStore(path / "below" / "calls.sqlite")
    with pytest.raises(OutputError, match="cannot open"):
        CallStore(tmp_path)


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ("CREATE TABLE bookmarks (url TEXT)", "another program's database"),
        ("CREATE TABLE calls (number TEXT)", "another version"),
    ],
)
def test_another_programs_database_is_left_alone(tmp_path: Path, schema: str, problem: str) -> None:
    path = tmp_path / "calls.sqlite"
    foreign = sqlite3.connect(path)
    foreign.execute(schema)
    foreign.close()
    with pytest.raises(InputError, match=problem):
        CallStore(path)


def test_damage_is_said_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    store = CallStore(path)
    store.put("k", call("x" * 100))
    store._db.execute("UPDATE calls SET text = x'00010203'")
    with pytest.raises(InputError, match="damaged"):
        store.get("k")
    store.close()


def test_a_full_disk_is_said_with_what_is_saved(tmp_path: Path) -> None:
    store = CallStore(tmp_path / "calls.sqlite")
    store.put("first", call())
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(OutputError, match=r"full; 1 answers are saved"):
        store.put("second", call(os.urandom(20_000).hex()))
    assert store.get("first") == call()
    store.close()


def test_the_export_holds_every_call(tmp_path: Path) -> None:
    store = CallStore(tmp_path / "calls.sqlite")
    store.put("b", call("two"))
    store.put("a", call("one"))
    rows = [json.loads(line) for line in store.export_jsonl()]
    assert [(r["key"], r["text"], r["cost"]) for r in rows] == [
        ("a", "one", 0.5),
        ("b", "two", 0.5),
    ]
    store.close()
