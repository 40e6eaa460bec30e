from __future__ import annotations

import time

import pytest

from specaudit.parse.document import parse

_SIZE = 40_000
_SECONDS = 2.0
"""Far above what a linear parser needs for one such line, far below what a quadratic one does."""
_LINES = (
    "[", "*", "<", "_", "`", "`` `", "\\", "~~", "&", "](", "[a](", "[^a]", "**a** ", "<!--", "<a ",
    "{%", "{{", "{:", "a > ", '"', "“", "“a” ", "(", "(a. ", "(a) e.g. X ", "e.g. A ",
    "prioritise ", "overrides ", "and A ", "Label: ", "**a: ", "日本。", "<user>",
    "</user>", "| a ", "> ", "- ",
)  # fmt: skip


@pytest.mark.parametrize("unit", _LINES)
@pytest.mark.parametrize("before", ["", "a b ", "# "], ids=["bare", "prose", "heading"])
def test_a_long_line_of_one_mark_is_read_in_linear_time(before: str, unit: str) -> None:
    text = before + unit * (_SIZE // len(unit))
    start = time.process_time()
    spec = parse(text)
    assert time.process_time() - start < _SECONDS
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in spec.statements)


@pytest.mark.parametrize("unit", ["<user>", "</user>", "<user ", "<!--", "<assistant><!-- BAD[#a"])
def test_a_fence_of_one_tag_is_read_in_linear_time(unit: str) -> None:
    text = f"~~~xml\n<user>hi</user>{unit * (_SIZE // len(unit))}\n~~~\n"
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < _SECONDS
