"""Definitions, and what only looks like one."""

from __future__ import annotations

import pytest

from specaudit.parse.document import parse


@pytest.mark.parametrize(
    ("source", "term", "text"),
    [
        ("“Crew” means everyone on board.", "Crew", "everyone on board."),
        ('The term "crew" refers to everyone.', "crew", "everyone."),
        ("**Crew** means everyone.", "Crew", "everyone."),
        ("By “crew” we mean everyone.", "crew", "everyone."),
        ("# Definitions\n\n- **Crew**: everyone.", "Crew", "everyone."),
    ],
)
def test_definitions(source: str, term: str, text: str) -> None:
    (found,) = parse(source).definitions
    assert found.term == term
    assert found.text.endswith(text)


@pytest.mark.parametrize(
    "source",
    ["**Crew**: be kind.", "This means everyone.", "“Go!” he said.", "“Crew” means not you alone."],
)
def test_sentences_that_define_nothing(source: str) -> None:
    assert parse(source).definitions == ()
