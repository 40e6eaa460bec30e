"""Terms that a text says it defines, and defines nowhere."""

from __future__ import annotations

import pytest

from .helpers import lint

DOCUMENT = "# Ferry rules\n\n## Boarding\n\nGuests board at the pier.\n\n## Fares\n\n{}\n"


def found(sentence: str) -> list[str]:
    return [finding.message for finding in lint(DOCUMENT.format(sentence), "SA317").findings]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("For Frequent Crossers (see Definitions), no fare is due.", "Frequent Crossers"),
        ("Report Loose Cargo, in the sense of section 2, without delay.", "Loose Cargo"),
        ("This falls within what we have called gentle delay.", "gentle delay"),
        ('As the term is used here, "soft cargo" travels free.', "soft cargo"),
        ("Fares are due on the Settlement Date.", "Settlement Date"),
        ("Disputes go to the Passage Forum at once.", "Passage Forum"),
    ],
)
def test_what_is_called_defined(sentence: str, term: str) -> None:
    assert any(term in message for message in found(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The crew waits; gentle delay is what we call it.",
        "Each crossing is used twice, in the sense of duty.",
        "Fares are due on the first date of May.",
        "The crew called the pilot.",
    ],
)
def test_what_nobody_calls_defined(sentence: str) -> None:
    assert not found(sentence)
