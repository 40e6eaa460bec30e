"""A sentence that never ends is read a few times, however many norms stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from specaudit.lint import acts, implied
from specaudit.lint.acts import Act
from specaudit.lint.context import Context
from specaudit.lint.similarity import Similarity, Unit

from .helpers import lint, spec

NORM = "the assistant must give three reasons, and the developer should check each reason, and "
SENTENCE = NORM * 30 + "nobody may leave."


def units(text: str) -> list[Unit]:
    return Similarity.of(Context([spec(text)])).units


def test_norms_of_a_long_sentence_are_not_read_once_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times: Counter[str] = Counter()
    read = acts.read

    def spy(unit: Unit) -> Iterator[Act]:
        times[unit.statement.id] += 1
        return read(unit)

    monkeypatch.setattr(implied, "read", spy)
    found = lint(f"# A\n\n## One\n\nThat {SENTENCE}\n\n## Two\n\nHere {SENTENCE}\n")
    assert found.documents[0].statements == 2
    assert times and max(times.values()) <= 6


def test_a_text_without_any_full_stop_is_no_rule_to_hold_against_others() -> None:
    (unit,) = units(f"# A\n\nThat {NORM * 120}nobody may leave.\n")
    assert len(unit.norms) > 200
    assert list(acts.read(unit)) == []
    (short,) = units(f"# A\n\nThat {SENTENCE}\n")
    assert len(list(acts.read(short))) > 30


LEVELS = "".join(
    f"## {name} {{#{name.lower()} authority={name.lower()}}}\n\nThe assistant must stay calm.\n\n"
    for name in ("Root", "Developer", "User", "Guideline")
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "said",
    [
        f"The user exceeds {'only ' * 60}x in rank over the developer.",
        f"In hope, staying is {'merely ' * 22}so.",
    ],
)
def test_a_row_of_words_that_are_two_things_is_read_in_one_way(said: str) -> None:
    found = lint(f"# Rules\n\n{LEVELS}## Rest\n\n{said}\n")
    assert found.documents[0].statements > 4
