from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit.report import labels
from tests.report import samples


def test_models_get_short_names_in_the_order_of_the_run() -> None:
    made = samples.report()
    found = labels.names(made)
    assert found.members == {samples.MEMBERS[0]: "M1", samples.MEMBERS[1]: "M2"}
    assert found.judges == {samples.JUDGES[0]: "J1", samples.JUDGES[1]: "J2"}
    bare = replace(made, run=replace(made.run, committee=(), judges=()))
    assert set(labels.names(bare).members) == set(samples.MEMBERS)


def test_a_gap_is_named_by_its_sections() -> None:
    found = samples.CANDIDATES[samples.SETTLED]
    assert labels.title(found, (samples.HONEST, samples.PERSONA)) == (
        "Be honest and Stay in character"
    )
    assert labels.title(found, (samples.HONEST,) * 2) == "Be honest"
    assert labels.title(found, ()) == "The higher level wins."
    marked = replace(samples.HONEST, section_title="**Be** [honest](#x)")
    assert labels.title(found, (marked, samples.PERSONA)).startswith("Be honest and")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Young reader**: see [the list](#list).", "Young reader: see the list."),
        ("Keep `snake_case` and 2 * 3 * 4.", "Keep snake_case and 2 * 3 * 4."),
        ("one\ntwo", "one\ntwo"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("![seen](https://evil.example/p.png)", "seen"),
        ("", ""),
    ],
)
def test_quotes_lose_their_markup_and_keep_their_words(text: str, shown: str) -> None:
    assert labels.unmarked(text) == shown


def test_a_quote_stands_between_what_is_around_it() -> None:
    passage = replace(
        samples.HONEST, text="It *must* answer.", context="First. It *must* answer. **Then** stop."
    )
    assert labels.quoted(passage) == ("First. ", "It must answer.", " Then stop.")
    elsewhere = replace(passage, context="Not there.")
    assert labels.quoted(elsewhere) == ("", "It must answer.", "")
