"""A sentence that never ends is read a few times, however many norms stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from specaudit.lint import acts, implied
from specaudit.lint.acts import Act
from specaudit.lint.similarity import Unit

from .helpers import lint

NORM = "the assistant must give three reasons, and the developer should check each reason, and "
SENTENCE = NORM * 30 + "nobody may leave."


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
