from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.domain.matching import Change, Matching
from specaudit.domain.spec import Spec
from specaudit.graph.alignment import Item, align, longest_common_order
from specaudit.graph.matching import match
from specaudit.parse.document import parse, read_text

OLD = """# Ferry guide {#top}

## Tickets {#tickets authority=root}

The assistant must state the fare before it books a seat.
It should offer the cheapest crossing first.
Seats near the bow are sold last.

## Weather {#weather authority=user}

Storm warnings are shown in red.
Never promise that a crossing will take place.

## Pets {#pets authority=user}

Dogs travel on the upper deck with their owners.
Cats stay in a closed basket during the whole crossing.
"""


def spec(text: str) -> Spec:
    return parse(text, path="ferry.md", dialect="openai-model-spec")


def found(new: str, old: str = OLD) -> Matching:
    return match(spec(old), spec(new))


def changes(matching: Matching) -> dict[str, Change]:
    return {
        (pair.new or pair.old).text: pair.change  # type: ignore[union-attr]
        for pair in matching.statements
        if pair.change is not Change.UNCHANGED
    }


def test_a_revision_without_changes_has_none() -> None:
    same = found(OLD)
    assert {pair.change for pair in same.statements} == {Change.UNCHANGED}
    assert not any(p.renamed or p.moved or p.relevelled for p in same.sections)
    assert same.levels == ()


def test_typography_is_no_change() -> None:
    new = OLD.replace("Storm warnings are", "Storm  warnings *are*")
    assert changes(found(new)) == {}


def test_capitals_are_an_edit() -> None:
    """A "must" that became "MUST" binds otherwise where a spec follows RFC 2119."""
    text = "It should offer the cheapest crossing first."
    new = OLD.replace(text, text.replace("should", "SHOULD"))
    assert set(changes(found(new)).values()) == {Change.EDITED}


def test_an_edited_statement_is_not_removed_and_added() -> None:
    text = "It should offer the cheapest and the quickest crossing first."
    new = OLD.replace("It should offer the cheapest crossing first.", text)
    assert changes(found(new)) == {text: Change.EDITED}


def test_a_reversal_is_an_edit_not_the_same() -> None:
    text = "The assistant must not state the fare before it books a seat."
    new = OLD.replace("The assistant must state the fare before it books a seat.", text)
    pair = next(p for p in found(new).statements if p.change is Change.EDITED)
    assert pair.new is not None
    assert pair.new.text == text
    assert pair.likeness < 1


def test_added_and_removed() -> None:
    text = "Luggage above twenty kilograms costs extra."
    new = OLD.replace("Storm warnings are shown in red.\n", f"{text}\n")
    assert changes(found(new)) == {
        text: Change.ADDED,
        "Storm warnings are shown in red.": Change.REMOVED,
    }


def test_a_renamed_section_keeps_its_statements() -> None:
    new = OLD.replace("## Weather {#weather", "## Wind and waves {#wind")
    assert changes(found(new)) == {}
    (pair,) = [p for p in found(new).sections if p.renamed]
    assert pair.new is not None
    assert pair.new.title == "Wind and waves"
    assert not pair.moved


def test_a_moved_section_is_said_to_have_moved() -> None:
    head, rest = OLD.split("## Tickets")
    tickets, others = rest.split("## Weather")
    new = head + "## Weather" + others + "\n## Tickets" + tickets
    moved = changes(found(new))
    assert set(moved.values()) == {Change.MOVED}
    # Of the two blocks that changed places the smaller one is said to have moved.
    assert len(moved) == 3
    assert "Seats near the bow are sold last." in moved


def test_a_statement_that_went_to_another_section_has_moved() -> None:
    line = "Storm warnings are shown in red.\n"
    new = OLD.replace(line, "").replace("Dogs travel", line + "Dogs travel")
    assert changes(found(new)) == {line.strip(): Change.MOVED}


def test_repeats_are_paired_within_their_section() -> None:
    old = "# A\n\nAsk first.\nThe sea is blue.\n\n# B\n\nAsk first.\nThe sky is grey.\n"
    new = old.replace("# A\n\nAsk first.\n", "# A\n\n")
    matching = found(new, old)
    assert matching.count(Change.UNCHANGED) == 3
    (gone,) = [p for p in matching.statements if p.change is Change.REMOVED]
    assert gone.old is not None
    assert gone.old.section_id == "a"


def test_another_level_is_told() -> None:
    new = OLD.replace("{#weather authority=user}", "{#weather authority=root}")
    matching = found(new)
    assert changes(matching) == {}
    assert [p.new.section_id for p in matching.statements if p.relevelled and p.new] == [
        "weather",
        "weather",
    ]
    assert [p.new.id for p in matching.sections if p.relevelled and p.new] == ["weather"]


def test_a_level_renamed_throughout_is_told_once() -> None:
    new = OLD.replace("authority=root", "authority=platform")
    matching = found(new)
    assert matching.levels == (("root", "platform"),)
    assert not any(p.relevelled for p in matching.statements)


def test_examples_are_matched_too() -> None:
    block = (
        "\n**Example**: {0}\n~~~xml\n<user>\n{1}\n</user>\n<assistant> <!-- GOOD -->\n{2}\n"
        "</assistant>\n~~~\n"
    )
    one = block.format("fares", "What does it cost?", "Twelve crowns, one way.")
    two = block.format("dogs", "May my dog come along?", "Yes, on the upper deck.")
    edited = one.replace("Twelve crowns", "Thirteen crowns")
    matching = found(OLD + edited, OLD + one + two)
    assert [p.change for p in matching.examples] == [Change.EDITED, Change.REMOVED]


def test_a_document_written_anew_shares_nothing() -> None:
    matching = found("# Bread\n\nKnead the dough for ten minutes.\n")
    assert matching.count(Change.ADDED) == 1
    assert matching.count(Change.REMOVED) == 7


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Ask first.",
            "Never lie.",
            "Gulls steal bread from careless visitors.",
            "Gulls steal bread from visitors.",
            "# Head",
            "# Other",
            "- an item of a list",
        ]
    ),
    max_size=12,
)


@given(SENTENCES, SENTENCES)
def test_every_part_is_in_exactly_one_pair(old: list[str], new: list[str]) -> None:
    before, after = (parse("\n\n".join(lines), path="x.md") for lines in (old, new))
    matching = match(before, after)
    for pairs, own_old, own_new in (
        (matching.statements, before.statements, after.statements),
        (matching.sections, before.sections, after.sections),
    ):
        assert sorted(p.old.id for p in pairs if p.old) == sorted(part.id for part in own_old)
        assert [p.new.id for p in pairs if p.new] == [part.id for part in own_new]


@given(st.permutations(range(9)))
def test_the_kept_order_is_a_longest_one(order: list[int]) -> None:
    kept = sorted(longest_common_order(list(enumerate(order))))
    values = [j for _, j in kept]
    assert values == sorted(values)
    best = max(
        size
        for size in range(1, 10)
        for chosen in combinations(order, size)
        if list(chosen) == sorted(chosen)
    )
    assert len(kept) == best


def test_common_words_do_not_make_every_pair_a_candidate() -> None:
    """A few thousand alike items in new order cost no more than their number times a bound."""
    items = [
        Item(f"{n}", n % 50, frozenset({"rule", "ship", f"w{n}", f"v{n % 7}"})) for n in range(4000)
    ]
    changed = [Item(f"{i.key}!", i.place, i.lemmas | {"new"}) for i in reversed(items)]
    links = align(items, changed)
    assert len(links) == 4000
    assert all(link.new == 3999 - link.old for link in links)


@pytest.mark.parametrize(
    ("old", "new"), [("2025-04-11", "2025-09-12"), ("2025-10-27", "2025-12-18")]
)
def test_releases_against_a_plain_diff(shared_specs: Path, old: str, new: str) -> None:
    from benchmarks.match_releases import LEAST, agreement, yardstick

    before, after = (
        parse(read_text(shared_specs / f"openai-model-spec-{day}.md", 10**7)) for day in (old, new)
    )
    matching = match(before, after)
    truth = yardstick(before, after)
    for change in (Change.UNCHANGED, Change.MOVED):
        right, total = agreement(matching, truth, change)
        assert right >= LEAST * total
    assert sum(kind is Change.UNCHANGED for kind in truth.values()) > 300
