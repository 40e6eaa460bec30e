"""Patterns that are compiled on first use."""

from __future__ import annotations

import re

import pytest

from specaudit.domain.patterns import compiling, regex


def test_it_finds_what_a_compiled_pattern_finds() -> None:
    source, text = r"(?P<word>[a-z]+)|(\d+)", "ab 12 CD"
    ours, theirs = regex(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    assert [m.span() for m in ours.finditer(text, 1)] == [
        m.span() for m in theirs.finditer(text, 1)
    ]
    assert ours.findall(text) == theirs.findall(text)
    assert ours.split(text) == theirs.split(text) and ours.sub("x", text) == theirs.sub("x", text)
    assert ours.subn("x", text) == theirs.subn("x", text)
    assert ours.match("12") and ours.fullmatch("ab") and ours.search("?") is None
    assert ours.pattern == source and ours.flags == re.IGNORECASE
    assert ours.groupindex == theirs.groupindex and ours.groups == theirs.groups


def test_it_is_compiled_on_first_use_and_once() -> None:
    seen: list[str] = []

    def spy(source: str, flags: int) -> re.Pattern[str]:
        seen.append(source)
        return re.compile(source, flags)

    found, other = regex("a+"), regex("b+")
    with compiling(spy):
        assert not seen and found.pattern == "a+" and not seen
        assert found.search("caat") and found.match("a") and found.sub("b", "aa") == "b"
    assert seen == ["a+"]
    assert other.search("b") and seen == ["a+"]


def test_a_malformed_pattern_fails_where_it_is_used() -> None:
    with pytest.raises(re.error):
        regex("(").search("x")
