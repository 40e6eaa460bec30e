from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.nlp.text import content_words, is_foreign, is_latin, lemma, lemmas, normalise, words


def test_normal_form_folds_quotes_dashes_case_and_space() -> None:
    assert normalise("Don’t  SAY “no” --- ever…") == normalise('don\'t say "no" — ever...')


@given(st.text(max_size=60))
def test_normal_form_is_a_fixed_point(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("policies", "policy"),
        ("responses", "response"),
        ("boxes", "box"),
        ("creating", "create"),
        ("handled", "handle"),
        ("stopped", "stop"),
        ("controlling", "control"),
        ("applied", "apply"),
        ("using", "use"),
        ("written", "write"),
        ("biases", "bias"),
        ("access", "access"),
        ("this", "this"),
        ("need", "need"),
        ("children", "child"),
        ("misled", "mislead"),
    ],
)
def test_lemma(word: str, base: str) -> None:
    assert lemma(word) == base


def test_forms_of_one_word_share_their_lemma() -> None:
    assert lemmas("discloses") == lemmas("disclosed") == lemmas("disclosing") == ["disclose"]


def test_content_words_leave_function_words_out() -> None:
    assert content_words("It must not be the user's fault.") == ["user", "fault"]


def test_words_drop_punctuation_and_possessives() -> None:
    assert words("The user’s (real) name, e.g. 'Ann'") == [
        "the",
        "user",
        "real",
        "name",
        "e",
        "g",
        "ann",
    ]


def test_unspaced_scripts_give_overlapping_pairs() -> None:
    assert lemmas("行動規範") == ["行動", "動規", "規範"]


@pytest.mark.parametrize(
    ("text", "latin"), [("Do it", True), ("禁止です API", False), ("123", False)]
)
def test_is_latin(text: str, latin: bool) -> None:
    assert is_latin(text) is latin


GERMAN = (
    "Der Assistent muss immer die Sprache des Nutzers verwenden.",
    "Er darf niemals private Daten an Dritte weitergeben.",
    "Wenn eine Anfrage unklar ist, soll er nachfragen, bevor er antwortet.",
)
DUTCH = (
    "De assistent moet altijd de taal van de gebruiker spreken, tenzij deze om een andere vraagt.",
    "Het is nooit toegestaan om persoonlijke gegevens over anderen te delen of te verkopen.",
    "Wat er in het vorige hoofdstuk was gezegd, blijft gelden in alle andere gevallen.",
)
JAPANESE = (
    "利用者の言語で答えること。",
    "個人情報を渡してはならない。",
    "不明なときは尋ねること。",
)
ENGLISH = (
    "Names take small letters only, underscores between words.",
    "The assistant replies in the language of whoever asks.",
    "Private data never leaves a conversation with its user.",
    "Prefer composition over inheritance in all new modules.",
)


@pytest.mark.parametrize("sentences", [GERMAN, DUTCH, JAPANESE, GERMAN * 40 + ENGLISH])
def test_prose_in_another_language_is_foreign(sentences: tuple[str, ...]) -> None:
    assert is_foreign(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        ENGLISH,
        ENGLISH * 20 + GERMAN,
        ("Use 4 spaces.",) * 50,  # too short to tell
        ("12", "3.5", "2024-01-01", "4 %"),
        JAPANESE[:2],
        (),
    ],
)
def test_english_and_what_is_too_short_to_tell_are_not(sentences: tuple[str, ...]) -> None:
    assert not is_foreign(sentences)
