from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.nlp.text import content_words, is_latin, lemma, lemmas, normalise, words


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
