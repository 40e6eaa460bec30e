from __future__ import annotations

import json
from pathlib import Path

import pytest

from specaudit.domain.errors import ConfigError, InputError, OutputError
from specaudit.domain.response import Failure, FailureKind, Response
from specaudit.store import runs
from specaudit.store.runs import Manifest

MANIFEST = Manifest(
    id="r1", created="2026-01-01T00:00:00Z", tool_version="0", spec_path="s.md", spec_sha256="x",
    proposer="", generator="", committee=("a/b", "c/d"), judges=("e/f",), conditioning="excerpt",
    max_gaps=1, queries=1, samples=2, seed=0, alpha=0.1, keep_going=False,
)  # fmt: skip


def answer(n: int, text: str | None = "héllo\u202e\x00") -> Response:
    failure = None if text else Failure(FailureKind.TIMEOUT, "too slow")
    return Response(f"r{n}", "q", "c", "m", n, text, failure, None)


def test_records_come_back_as_they_went_in_by_key(tmp_path: Path) -> None:
    with runs.create(tmp_path / "r", MANIFEST, "# spec") as run:
        run.put("probe", [(f"k{n}", answer(n)) for n in (3, 1, 2)], candidate="c")
        run.put("probe", [("other", answer(9, None))], candidate="d")
        assert list(run.read("probe", Response, "c")) == [answer(1), answer(2), answer(3)]
    with runs.open_run(tmp_path / "r") as run:
        assert list(run.read("probe", Response, "d")) == [answer(9, None)]
        lines = [json.loads(line) for line in run.export_jsonl()]
    assert [line["key"] for line in lines] == ["k1", "k2", "k3", "other"]
    assert lines[0]["data"]["text"] == "héllo\u202e\x00"


def test_a_key_is_stored_once(tmp_path: Path) -> None:
    with runs.create(tmp_path / "r", MANIFEST, "") as run:
        run.put("probe", [("k", answer(1))])
        run.put("probe", [("k", answer(2))])
        assert list(run.read("probe", Response)) == [answer(2)]


def test_only_one_process_works_on_a_run(tmp_path: Path) -> None:
    with (
        runs.create(tmp_path / "r", MANIFEST, ""),
        pytest.raises(ConfigError, match="another process"),
    ):
        runs.open_run(tmp_path / "r")
    runs.open_run(tmp_path / "r").close()


def test_a_run_is_found_by_name_folder_or_latest(tmp_path: Path) -> None:
    for name in ("2026-01-01-a", "2026-01-02-b"):
        runs.create(tmp_path / name, MANIFEST, "").close()
    assert runs.find(tmp_path, "latest").name == "2026-01-02-b"
    assert runs.find(tmp_path, "2026-01-01-a").name == "2026-01-01-a"
    assert runs.find(tmp_path, str(tmp_path / "2026-01-01-a")).name == "2026-01-01-a"
    with pytest.raises(InputError, match=r"no run 'x'.*2026-01-02-b"):
        runs.find(tmp_path, "x")


def test_the_latest_may_have_to_hold_a_file(tmp_path: Path) -> None:
    """A run that was broken off must not hide the report of an older one."""
    for name in ("2026-01-01-a", "2026-01-02-b"):
        runs.create(tmp_path / name, MANIFEST, "").close()
    assert runs.find(tmp_path, "latest", "report.json").name == "2026-01-02-b"
    (tmp_path / "2026-01-01-a/report.json").touch()
    assert runs.find(tmp_path, "latest", "report.json").name == "2026-01-01-a"
    assert runs.find(tmp_path, "latest").name == "2026-01-02-b"


def test_what_is_no_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a run folder"):
        runs.open_run(tmp_path)
    (tmp_path / runs.MANIFEST).write_text("{}")
    with pytest.raises(InputError, match="not a manifest"):
        runs.open_run(tmp_path)
    with pytest.raises(OutputError, match="cannot create"):
        runs.create(tmp_path / runs.MANIFEST / "x", MANIFEST, "")


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    runs.write_atomically(target, "old")
    with pytest.raises(OutputError, match="cannot write"):
        runs.write_atomically(tmp_path / "missing" / "report.json", "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]
