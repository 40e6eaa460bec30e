from __future__ import annotations

import pytest

from specaudit.parse.document import parse

pytestmark = pytest.mark.timeout(60)
"""A parser that is not linear never ends: with a line of this length it takes minutes."""
_SIZE = 200_000
_LINES = (
    "[", "*", "<", "_", "`", "`` `", "\\", "~~", "&", "](", "[a](", "[^a]", "**a** ", "<!--", "<a ",
    "{%", "{{", "{:", "a > ", '"', "“", "“a” ", "(", "(a. ", "(a) e.g. X ", "e.g. A ",
    "prioritise ", "overrides ", "and A ", "Label: ", "**a: ", "日本。", "<user>",
    "</user>", "| a ", "> ", "- ",
)  # fmt: skip


@pytest.mark.parametrize("unit", _LINES)
@pytest.mark.parametrize("before", ["", "a b ", "# "], ids=["bare", "prose", "heading"])
def test_a_long_line_of_one_mark_is_read_to_its_end(before: str, unit: str) -> None:
    text = before + unit * (_SIZE // len(unit))
    spec = parse(text)
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in spec.statements)


@pytest.mark.parametrize("unit", ["<user>", "</user>", "<user ", "<!--", "<assistant><!-- BAD[#a"])
def test_a_fence_of_one_tag_is_read_to_its_end(unit: str) -> None:
    text = f"~~~xml\n<user>hi</user>{unit * (_SIZE // len(unit))}\n~~~\n"
    parse(text)
