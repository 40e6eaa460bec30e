from __future__ import annotations

from pathlib import Path

import pytest

from specaudit.domain.patterns import regex
from specaudit.lint import cache, codec, rulebook
from specaudit.store.memory import Memory
from specaudit.store.rows import Rows, packed

from .helpers import SPEC, lint


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path))
    return tmp_path / "lint"


def test_round_trip() -> None:
    result = lint(SPEC + "\n<!-- specaudit-disable-file placeholder -- r -->\n")
    assert codec.from_data(codec.to_data(result)) == result
    key = cache.key([("a.md", b"x")], [])
    assert cache.recall(key) is None
    cache.remember(key, result)
    assert cache.recall(key) == result


def test_key_holds_everything_that_decides() -> None:
    base = cache.key([("a.md", b"x")], ["options"])
    assert base == cache.key([("a.md", b"x")], ["options"])
    assert base != cache.key([("b.md", b"x")], ["options"])
    assert base != cache.key([("a.md", b"y")], ["options"])
    assert base != cache.key([("a.md", b"x")], ["others"])
    assert base != cache.key([("a.md", b"x"), ("a.md", b"x")], ["options"])


def test_key_changes_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    base = cache.key([], [])
    monkeypatch.setattr(cache, "_program", lambda: [["rule.md", 1, 2]])
    assert cache.key([], []) != base


@pytest.mark.parametrize("text", ["", "{", "[]", '{"documents": []}', '{"documents": 3}'])
def test_damaged_files_are_forgotten(own_cache: Path, text: str) -> None:
    key = cache.key([], [])
    cache.remember(key, lint(SPEC))
    (file,) = own_cache.glob("*.json")
    file.write_text(text)
    assert cache.recall(key) is None


def test_unwritable_folder_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(blocker))
    cache.remember(cache.key([], []), lint(SPEC))
    assert cache.recall(cache.key([], [])) is None


def test_old_files_go(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_FILES", 3)
    result = lint("# A\n")
    for number in range(6):
        cache.remember(cache.key([], [number]), result)
    assert len(list(own_cache.glob("*.json"))) == 3


def test_a_big_memory_makes_room(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_BYTES", 1000)
    for number in range(3):
        memory = Memory()
        memory.keep("key", "x" * 600)
        cache.remember_memory(cache.key([], [number]), memory)
    assert len(list(own_cache.glob("*.rows"))) == 1
    assert cache.recall_memory(cache.key([], [2])).recall("key") == "x" * 600


def test_patterns_are_kept_for_the_next_process(own_cache: Path) -> None:
    def used(source: str) -> bool:
        with cache.remembered_program():
            return regex(source).search("specs") is not None

    assert used("e(c)s") and used("(x)|sp") and not used("nothing")
    (file,) = own_cache.glob("*.patterns")
    assert len(Rows(file.read_bytes())) == 4  # the rules are one of them
    file.write_text("damaged\n" * 3, encoding="utf-8")
    assert used("e(c)s")


def test_rules_are_kept_as_they_were_read(own_cache: Path) -> None:
    with cache.remembered_program() as (first, _):
        assert first == rulebook.load()
    with cache.remembered_program() as (again, _):
        assert again == first and again is not first
    (file,) = own_cache.glob("*.patterns")
    ((key, whole),) = Rows(file.read_bytes()).items()
    other = whole.replace(b"phrases", b"phrasez")
    assert other != whole
    for damaged in (b"[]", b"[[1]]", b"{}", b"7", b'["[]", "x"]', other, whole[:-1]):
        file.write_bytes(packed({key: damaged}))
        with cache.remembered_program() as (right, _):
            assert right == first


def test_patterns_of_the_last_run_push_out_too_many(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_MOST_PATTERNS", 2)
    for source in ("a", "b", "c", "d"):
        with cache.remembered_program():
            assert regex(source).search("abcd")
    (file,) = own_cache.glob("*.patterns")
    assert len(Rows(file.read_bytes())) <= 2
