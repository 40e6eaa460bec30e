"""Patterns as an earlier process compiled them are the patterns."""

from __future__ import annotations

import json
import re
from binascii import crc32
from typing import Any

import pytest

from specaudit.store.memory import Memory
from specaudit.store.programs import Programs

PATTERNS: tuple[tuple[str, int], ...] = (
    (r"\b(?P<modal>must|should)(?:\s+(?P<not>not))?\b", re.IGNORECASE),
    (r"^#{1,6}[ \t]", re.MULTILINE),
    (r"(?<![\w-])(a|b)\1{2,3}?(?=x)", 0),
    (r"[^\W\d_]+|[“”é—]", re.DOTALL),
    (r"(?i:shall)\s*  # words", re.VERBOSE),
    (r"()(?:(?P<z>a)|(?P<a>b))*", 0),
)
TEXT = "# MUST not  aaax\nbbb é—“ Shall be abab\n## SHOULD NOT"


def found(pattern: re.Pattern[str]) -> list[Any]:
    return [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in pattern.finditer(TEXT)]


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_a_kept_pattern_is_the_compiled_one(
    source: str, flags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Memory()
    right = re.compile(source, flags)
    assert found(Programs(first).compile(source, flags)) == found(right)
    monkeypatch.setattr(re, "compile", None)
    monkeypatch.setattr(re, "_parser", None)
    again = Memory(first.kept)
    kept = Programs(again).compile(source, flags)
    assert kept == right and found(kept) == found(right) and not again.learnt
    assert (kept.flags, kept.groups) == (right.flags, right.groups)


def program(head: str, codes: bytes) -> bytes:
    return head.encode() + f", {crc32(codes)}]\n".encode() + codes


WRONG: tuple[bytes, ...] = (
    *(b"", b"\n", b"[]", b"{}\n", b"0\n\x01", b'"x"\n', b"[[]]\n", b"\xff\n"),
    program("[0, 0, {}, []", b"\x01\x02\x03"),
    program("[0, 1000000000000, {}, []", b"\x01\x02"),
    program("[0, 0, {}, [[9, 9]]", b"\x01\x02"),
)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_damaged_one_is_compiled_anew(wrong: bytes) -> None:
    for source, flags in PATTERNS:
        memory = Memory()
        Programs(memory).compile(source, flags)
        damaged = Memory(dict.fromkeys(memory.kept, wrong))
        assert found(Programs(damaged).compile(source, flags)) == found(re.compile(source, flags))


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 4])
def test_a_program_with_a_part_of_another_shape_is_compiled_anew(cut: int) -> None:
    for source, flags in PATTERNS:
        memory = Memory()
        Programs(memory).compile(source, flags)
        ((key, stored),) = memory.kept.items()
        head, _, codes = stored.partition(b"\n")
        changed = json.loads(head)
        changed[cut] = "?"
        damaged = Memory({key: json.dumps(changed).encode() + b"\n" + codes})
        assert found(Programs(damaged).compile(source, flags)) == found(re.compile(source, flags))


def test_what_is_damaged_is_learnt_again() -> None:
    source, flags = PATTERNS[0]
    memory = Memory()
    Programs(memory).compile(source, flags)
    ((key, stored),) = memory.kept.items()
    for at in (len(stored) - 1, stored.index(b"\n") + 3):
        changed = bytearray(stored)
        changed[at] ^= 1
        damaged = Memory({key: bytes(changed)})
        assert found(Programs(damaged).compile(source, flags)) == found(re.compile(source, flags))
        assert damaged.learnt and damaged.kept == memory.kept


def test_where_re_has_other_insides_patterns_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(re, "_parser")
    memory = Memory()
    assert found(Programs(memory).compile("a+", 0)) == found(re.compile("a+"))
    assert not memory.kept


def test_a_malformed_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        Programs(Memory()).compile("(", 0)
