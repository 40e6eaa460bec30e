"""A document read piece by piece is the document read as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specaudit.parse import markdown, pieces
from specaudit.parse.markdown import RawBlock, Source
from specaudit.store.memory import Memory

LINES = (
    *("# One", "## Two {#two}", "#", "#none", "####### no", " # indented", "Title", "=====", "---"),
    *("", "", "text", "- item", "  - inner", "  # in the item", "1. first", "> quote", "> # said"),
    *("```", "````", "~~~", "  ```", "> ```", "<div>", "</div>", "<!-- open", "--> text"),
    *("<script>", "</script>", "    code", "\ttab", "[a]: /u", "[a]: /v", "'title", 'end"', "[b]:"),
    *("| a | b |", "|---|---|", "| 1 | 2 |", "!!! note", "    inside", "    # in the note"),
    *("+++", "a = 1", "name: x", "\x00", "*[x]", "\\# no"),
)


def outlines(blocks: list[RawBlock]) -> list[tuple[object, ...]]:
    """Blocks with their ids replaced by the order in which they first stand."""
    names: dict[int, int] = {}

    def name(number: int) -> int:
        return names.setdefault(number, len(names)) if number else -1

    return [
        (
            *(b.type, b.segments, b.level, b.info, b.lines, b.ordered, b.first_in_item, b.quotes),
            *(b.closed, b.admonition, b.column, name(b.item), name(b.quote)),
            tuple(map(name, b.lists)),
        )
        for b in blocks
    ]


def seen(found: pieces.Markdown) -> tuple[object, ...]:
    """All that a document says of itself."""
    code = [piece.code for piece in found.pieces]
    return found.headings, code, found.blocks, found.labels


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=24).map("\n".join))
def test_pieces_together_are_the_whole(text: str) -> None:
    whole = markdown.read(text, markdown.front_matter(text))
    assert whole is not None
    memory = Memory()
    found = pieces.parsed(Source(text), memory)
    assert outlines(found.blocks) == outlines(whole.blocks)
    assert found.labels == whole.labels
    again = Memory(memory.kept)
    assert seen(pieces.parsed(Source(text), again)) == seen(found)
    headings = [block for block in found.blocks if block.is_section]
    assert pieces.parsed(Source(text), Memory(memory.kept)).headings == headings
    assert not again.learnt and again.kept.keys() == memory.kept.keys()


WORDS = (
    *("A word", "It must not.", "Alex: see [a] and `b` | c", "The ``` end", "a. b", "B) c {#d}"),
    *("x", "--- y", "Zeta ***", "https://a.b/c?d=e&f", "é—“q”", "Tail  ", "=== a", "Q !!! note"),
)
AROUND = (
    *LINES,
    *(
        "<pre>",
        "</pre>",
        "<textarea>",
        "<p>a",
        "<?php",
        "?>",
        "<![CDATA[",
        "]]>",
        "<!X",
        "    deep",
    ),
    *("    deep", "- ", "1)", "> ", "a > b", "- a\n\n", "\n\n", "+++"),
)


@st.composite
def worded(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same one with other words in lines that begin with words."""
    one, other = [], []
    for _ in range(draw(st.integers(1, 14))):
        if draw(st.booleans()):
            line = draw(st.sampled_from(AROUND))
            one.append(line)
            other.append(line)
        else:
            lead = draw(st.sampled_from(["", "", "", "  ", "   ", "    "]))
            blank = draw(st.sampled_from(["\n", "\n", ""]))
            for lines in (one, other):
                lines.append(blank + lead + draw(st.sampled_from(WORDS)) + blank)
    return "\n".join(one), "\n".join(other)


@settings(max_examples=600, deadline=None)
@given(worded())
def test_other_words_in_a_paragraph_leave_a_known_piece_known(texts: tuple[str, str]) -> None:
    one, other = texts
    memory = Memory()
    pieces.parsed(Source(one), memory)
    again = Memory(memory.kept)
    assert seen(pieces.parsed(Source(other), again)) == seen(pieces.parsed(Source(other)))


def test_a_paragraph_in_other_words_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# One\n\nThe agent must *not* say `x`.\n\n- a\n\n  Some\n  more.\n\nLast.\n"
    memory = Memory()
    pieces.parsed(Source(text), memory)
    edited = text.replace("must *not* say", "may").replace("Some", "Something else")
    right = pieces.parsed(Source(edited))
    expected = seen(right)
    monkeypatch.setattr(pieces, "read", None)
    assert seen(pieces.parsed(Source(edited), Memory(memory.kept))) == expected
    assert edited[right.blocks[1].span.start : right.blocks[1].span.end] == "The agent may `x`."


def test_only_the_edited_piece_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"# H{number}\n\n- a\n\n" for number in range(5))
    first = Memory()
    pieces.parsed(Source(text), first)
    seen: list[str] = []
    read = markdown.read

    def spy(text: str, skipped: int = 0, *, last: bool = True) -> markdown.Parsed | None:
        seen.append(text)
        return read(text, skipped, last=last)

    monkeypatch.setattr(pieces, "read", spy)
    pieces.parsed(Source(text.replace("# H2", "# Other")), Memory(first.kept))
    assert seen == ["# Other\n\n- a\n\n"]


def test_what_never_ends_is_not_read_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    length = 0
    read = markdown.read

    def spy(text: str, skipped: int = 0, *, last: bool = True) -> markdown.Parsed | None:
        nonlocal length
        length += len(text)
        return read(text, skipped, last=last)

    monkeypatch.setattr(pieces, "read", spy)
    text = "~~~\n" + "# no heading\n" * 2000
    pieces.parsed(Source(text))
    assert length < 4 * len(text)
