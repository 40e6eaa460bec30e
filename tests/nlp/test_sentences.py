from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.nlp.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        'Use plain words, e.g. "use" for "utilise", and short ones, i.e. few syllables.',
        "In the U.S. Senate nobody asked.",
        "See Smith et al. for the method.",
        "Show maps, plans, etc. and nothing else.",
        "Compare speed vs. Care in the table.",
        "Ask J. R. Miller before you merge.",
        "Version 2.0 costs 3.50 euros.",
        "See https://example.org/a.b?c=d. and no further.",
        "Keep no. 5 and fig. 3 together.",
        "The bot (it is small. It is quick.) answers.",
        "It may say “No. Not now.” and go on.",
        'The reply "Sure! Here it is." is too short.',
        "1. Name the sources.",
        "A. First of all, stop.",
        "He hesitated... I think.",
        "次の「はい。そうです。」という文",
        "Dr. Weber and Mrs. Klein agree.",
        "",
        "   ",
    ],
)
def test_no_split_inside(text: str) -> None:
    assert sentences(text) == ([text.strip()] if text.strip() else [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Add notes, etc. Given a form, fill it.", ["Add notes, etc.", "Given a form, fill it."]),
        ('It said "Stop." Then it left.', ['It said "Stop."', "Then it left."]),
        ("(First of all. And second.) Third.", ["(First of all.", "And second.)", "Third."]),
        ("He came (late). She left.", ["He came (late).", "She left."]),
        ("Pens, ink, etc. The rest is here.", ["Pens, ink, etc.", "The rest is here."]),
        ("They live in the U.S. The law differs.", ["They live in the U.S.", "The law differs."]),
        ("Ends here.[^ab1] Goes on.", ["Ends here.[^ab1]", "Goes on."]),
        ("**Bold end.** Next.", ["**Bold end.**", "Next."]),
        ("Run it. `make` does that.", ["Run it.", "`make` does that."]),
        ("Lazy end.\nNew line starts.", ["Lazy end.", "New line starts."]),
        ("最初の文です。次の文です！最後？", ["最初の文です。", "次の文です！", "最後？"]),
        ("Stop it. ✅ Start that.", ["Stop it.", "✅ Start that."]),
        ("No end mark", ["No end mark"]),
        ("Wait... Then go.", ["Wait...", "Then go."]),
    ],
)
def test_splits(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@given(st.text(alphabet="aB1 .!?\"'()[]“”。「」…`*\n,e.g", max_size=80))
def test_ranges_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    ranges = split(text)
    assert all(start < end for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    covered = {at for start, end in ranges for at in range(start, end)}
    assert all(char.isspace() or at in covered for at, char in enumerate(text))
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)
