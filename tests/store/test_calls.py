from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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
    again.close()


def test_two_processes_may_write(tmp_path: Path) -> None:
    first, second = (CallStore(tmp_path / "calls.sqlite") for _ in range(2))
    first.put("a", call("1"))
    second.put("b", call("2"))
    assert (first.get("b"), second.get("a")) == (call("2"), call("1"))
    first.close()
    second.close()


def test_an_acknowledged_answer_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from specaudit.store.calls import CallStore, StoredCall\n"
        f"store = CallStore(Path({str(path)!r}))\n"
        "for n in range(100000):\n"
        "    store.put(str(n), StoredCall('c','m','h','t'*500,'stop',False,1,0,1,None))\n"
        "    print(n, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        seen = [int(run.stdout.readline()) for _ in range(50)]
        os.kill(run.pid, signal.SIGKILL)
        seen += [int(line) for line in run.stdout if line.strip()]
    store = CallStore(path)
    assert all(str(n) in store for n in seen)
    store.close()


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    path.write_text("this is not a database, by any means" * 100)
    with pytest.raises(InputError, match="not a call store"):
        CallStore(path)
    with pytest.raises(OutputError):
        CallStore(path / "below" / "calls.sqlite")


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
