from __future__ import annotations

import re
from dataclasses import replace

from specaudit.domain.finding import Severity
from specaudit.domain.lint import Rendering
from specaudit.report.lint_text import render, render_concise

from .lint_sample import CLASH, EMPTY, GARBLED, PLAIN, RESULT, passage


def test_shows_every_passage_and_says_why_it_exits() -> None:
    text = render(RESULT, PLAIN)
    assert "warning: direct-contradiction (SA201)  SA-0123abcd" in text
    assert "docs/my spec.md:12:3  Be brief  [root]" in text
    assert "docs/my spec.md:40:3  Be brief  [root]" in text
    assert (
        "Found 2 in docs/my spec.md: 0 errors, 1 warning, 1 note (1 suppressed, 1 stale)." in text
    )
    assert "1,100 statements. Exit 1: findings at or above --fail-on warning." in text
    assert "note  changed since baseline (was SA-77777777)" in text
    assert "stale baseline entry SA-aaaaaaaa" in text


def test_findings_of_one_rule_stand_together_and_say_why_and_next_once() -> None:
    twice = replace(CLASH, id="SA-11111111", fingerprint="b2:1")
    other = replace(CLASH, id="SA-22222222", fingerprint="b2:2", why="another reason")
    slip = replace(GARBLED, id="SA-33333333", fingerprint="b2:3", severity=Severity.WARNING)
    error = replace(GARBLED, id="SA-44444444", fingerprint="b2:4", severity=Severity.ERROR)
    text = render(replace(RESULT, findings=(error, slip, CLASH, GARBLED, twice, other)), PLAIN)
    ids = [
        line.split()[-1]
        for line in text.splitlines()
        if re.match(r"(?:error|warning|note): ", line)
    ]
    assert ids == [e.id for e in (error, CLASH, twice, other, slip, GARBLED)]
    assert text.count("  why   nothing says which wins") == 1
    assert text.count("  why   another reason") == 1
    assert text.count("  next  specaudit rules direct-contradiction · ") == 1
    assert text.count("  next  specaudit rules garbled-text · ") == 1


def test_a_sentence_is_shown_once_however_many_of_its_words_are_meant() -> None:
    words = [passage(7, word, context="Open the the door.") for word in ("Open", "door")]
    text = render(replace(RESULT, findings=(replace(GARBLED, passages=tuple(words)),)), PLAIN)
    assert text.count("docs/my spec.md:7:3") == 2
    assert text.count("“Open the the door.”") == 1
    words[1] = passage(7, "Open the the door.")
    text = render(replace(RESULT, findings=(replace(GARBLED, passages=tuple(words)),)), PLAIN)
    assert text.count("docs/my spec.md:7:3") == 1
    assert text.count("“Open the the door.”") == 1


def test_where_the_same_words_stand_again_is_one_line() -> None:
    again = tuple(passage(line, "Be brief.", "also-at") for line in (90, 70))
    finding = replace(CLASH, passages=(*CLASH.passages, *again))
    text = render(replace(RESULT, findings=(finding,)), PLAIN)
    assert "  the same words again in docs/my spec.md, lines 70, 90\n" in text
    assert "more place" not in text
    assert "docs/my spec.md:70" not in text


def test_shows_no_control_characters() -> None:
    assert "\x1b" not in render(RESULT, PLAIN)
    assert "\x1b" not in render_concise(RESULT, PLAIN)


def test_colour_only_on_request() -> None:
    assert "\x1b[33mwarning\x1b[0m" in render(RESULT, replace(PLAIN, colour=True))


def test_excerpt_is_cut_around_the_span() -> None:
    line = next(line for line in render(RESULT, PLAIN).split("\n") if "the the" in line)
    assert len(line.strip()) <= 162
    assert line.strip().startswith("“…") and line.strip().endswith("…”")


def test_a_long_excerpt_shows_the_words_that_the_message_quotes() -> None:
    words = "The assistant should " + "read, " * 60 + "and weigh the costs, " + "and rest, " * 60
    finding = RESULT.findings[0]
    passage = replace(finding.passages[0], text=words, context="")
    long = replace(finding, message='"weigh" asks for a balance.', passages=(passage,))
    line = next(
        line for line in render(replace(RESULT, findings=(long,)), PLAIN).split("\n") if "“" in line
    )
    assert "and weigh the costs" in line
    assert len(line.strip()) <= 162


def test_limit_is_said() -> None:
    text = render(replace(RESULT, limit=1), PLAIN)
    assert "SA-89abcdef" not in text
    assert "1 more finding; --limit 0 shows all." in text


def test_statistics_and_suppressed_on_request() -> None:
    text = render(RESULT, Rendering(version="0", statistics=True, show_suppressed=True))
    assert "    1  note     garbled-text (SA315)" in text
    assert "accepted by comment: agreed" in text


def test_statistics_of_nothing_take_no_line() -> None:
    clean = replace(RESULT, findings=(), suppressed=(), stale=())
    assert render(clean, replace(PLAIN, statistics=True)) == render(clean, PLAIN)


def test_clean() -> None:
    assert render(EMPTY, PLAIN) == "No findings in ok.md (12 statements).\n"
    assert render(EMPTY, replace(PLAIN, quiet=True)) == ""


def test_concise_is_one_line_each() -> None:
    lines = render_concise(RESULT, PLAIN).splitlines()
    assert len(lines) == 2
    assert lines[1] == (
        'docs/my spec.md:7:3: note garbled-text (SA315): "the" stands twice in a row.'
    )
