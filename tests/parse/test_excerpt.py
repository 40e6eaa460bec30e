from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.domain.spec import Span
from specaudit.parse.excerpt import excerpt, full, parts, reordered, without_markers
from tests import samples

SPEC = samples.spec()


def test_excerpt_holds_targets_headings_levels_and_tie_breaks() -> None:
    text = excerpt(SPEC, [samples.A, samples.B]).text
    assert "Levels of authority, highest first: company > crew" in text
    assert "## Candour (level: crew)" in text
    assert "fully. It should give times to the minute." in text, "a block stays together"
    assert "Where two parts disagree" in text
    assert "Candour takes precedence over tone." in text
    assert "cheerful" not in text, "a section that bears on neither is left out"


def test_targets_come_in_past_the_budget_and_nothing_else() -> None:
    text = excerpt(SPEC, [samples.A, samples.B], max_chars=10).text
    assert "fully." in text
    assert "reveal what the crew" in text
    assert "minute" not in text


def test_items_bring_their_stem_and_bullets() -> None:
    text = excerpt(SPEC, ["discretion/i2"], max_chars=60).text
    assert "The assistant must:\n[...]\n- name the next sailing" in text


@pytest.mark.parametrize("budget", [300, 6000])
def test_omission_takes_out_that_statement_and_nothing_else(budget: int) -> None:
    whole = excerpt(SPEC, [samples.A, samples.B], max_chars=budget).text
    without = excerpt(SPEC, [samples.A, samples.B], max_chars=budget, omit={samples.B}).text
    gone = "The assistant must not reveal what the crew has told it about a delay.\n"
    assert gone in whole
    assert without == whole.replace(gone, "")


def test_labels_lead_back_to_statements() -> None:
    shown = excerpt(SPEC, [samples.A], labelled=True)
    for label, statement_id in shown.labels:
        text = next(s.text for s in SPEC.statements if s.id == statement_id)
        assert f"[{label}] {text}" in shown.text
    assert shown.statement_id("S999") is None


def test_full_labels_every_statement_and_keeps_the_text() -> None:
    shown = full(SPEC, labelled=True)
    assert [sid for _, sid in shown.labels] == [s.id for s in SPEC.statements]
    bare = shown.text
    for label, _ in shown.labels:
        bare = bare.replace(f"[{label}] ", "")
    assert bare == full(SPEC).text
    assert "specaudit-" not in bare


def test_full_cuts_ranges_and_omits_statements() -> None:
    example = SPEC.examples[0]
    text = full(SPEC, cut=(example.span,), omit={samples.A}).text
    assert "engine is being repaired" not in text
    assert "answer every question" not in text
    assert "Examples follow." in text


def test_markers_vanish_with_their_line() -> None:
    assert without_markers("a\n<!-- specaudit-ignore\n SA301: x -->\nb") == "a\nb"
    assert without_markers("a <!-- other --> b") == "a <!-- other --> b"


@given(st.permutations(range(3)))
def test_reordering_keeps_every_part_whole(order: list[int]) -> None:
    text = reordered(SPEC, order)
    titles = [section.title for section in parts(SPEC)]
    places = [text.index(f"## {title} ") for title in titles]
    assert sorted(range(3), key=places.__getitem__) == order
    assert text.startswith("# Ferry desk")
    assert sorted(text.split()) == sorted(without_markers(SPEC.text).split())


def test_reordering_needs_a_permutation() -> None:
    with pytest.raises(ValueError, match="permutation of 3 parts"):
        reordered(SPEC, [0, 0, 1])


def test_overlapping_cuts_are_stepped_over() -> None:
    text = full(SPEC, cut=(Span(0, 20), Span(10, 15))).text
    assert SPEC.text[20:30] in text


@pytest.mark.parametrize("budget", [250, 400, 800])
def test_excerpts_stay_within_their_budget(budget: int) -> None:
    shown = excerpt(SPEC, ["tone/c"], max_chars=budget, labelled=True)
    levels = len("Levels of authority, highest first: company > crew\n")
    assert len(shown.text) <= budget + levels
