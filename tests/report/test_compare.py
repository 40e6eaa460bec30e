from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from specaudit.domain.errors import ConfigError
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport
from specaudit.report.compare import compare
from specaudit.report.compare_formats import render
from tests.report import samples


def renamed(gap: Gap, name: str, *texts: str) -> Gap:
    return replace(gap, candidate=replace(gap.candidate, id=name, texts=texts))


LONG = tuple(
    f"The assistant should always {verb} whenever the user asks about their own account records."
    for verb in ("answer in full", "stay silent")
)


def with_gaps(*gaps: Gap) -> AuditReport:
    return replace(samples.report(""), gaps=gaps)


FIRST, SECOND, THIRD, *_ = samples.report().gaps


def test_equal_reports_hold_no_news() -> None:
    found = compare(samples.report(), samples.report())
    assert (found.fixed, found.new, found.changed) == ((), (), ())
    assert len(found.still) == 5


def test_fixed_and_new() -> None:
    old = with_gaps(
        FIRST,
        renamed(FIRST, "GAP-1", "one thing here", "and there"),
        renamed(SECOND, "GAP-3", "this"),
    )
    new = with_gaps(FIRST, renamed(SECOND, "GAP-2", "quite another matter"))
    found = compare(old, new)
    assert [g.candidate.id for g in found.fixed] == ["GAP-1"]
    assert [g.candidate.id for g in found.gone] == ["GAP-3"], "never confirmed, so not fixed"
    assert [g.candidate.id for g in found.new] == ["GAP-2"]
    assert found.new_confirmed == ()
    assert render(found).startswith("fixed 1, new 1, no longer proposed 1, unchanged 1\n")


def test_reworded_passages_are_the_same_gap_in_either_order() -> None:
    old = renamed(FIRST, "GAP-1", *LONG)
    new = renamed(FIRST, "GAP-2", LONG[1].replace("always ", ""), LONG[0])
    found = compare(with_gaps(old), with_gaps(new))
    assert [p.what for p in found.changed] == [("text",)]
    assert not found.fixed
    assert not found.new


def test_one_like_passage_is_not_enough() -> None:
    old = renamed(FIRST, "GAP-1", *LONG)
    new = renamed(FIRST, "GAP-2", LONG[0], "Something else altogether is meant by this one.")
    assert len(compare(with_gaps(old), with_gaps(new)).new) == 1


def test_a_gap_is_matched_once_and_to_its_best() -> None:
    old = renamed(FIRST, "GAP-1", *LONG)
    near = renamed(FIRST, "GAP-2", LONG[0], LONG[1].replace("always", "never"))
    far = renamed(FIRST, "GAP-3", LONG[0].replace("own account", "old"), LONG[1])
    found = compare(with_gaps(old), with_gaps(far, near))
    assert [p.new.candidate.id for p in found.changed] == ["GAP-2"]
    assert [g.candidate.id for g in found.new] == ["GAP-3"]


def test_turning_confirmed_counts_as_newly_confirmed() -> None:
    before = replace(FIRST, verdict=GapVerdict.NOT_CONFIRMED)
    found = compare(with_gaps(before), with_gaps(FIRST))
    assert [p.what for p in found.changed] == [("verdict",)]
    assert found.new_confirmed == (FIRST,)
    assert compare(with_gaps(FIRST), with_gaps(before)).new_confirmed == ()


def test_text_names_lines_and_says_what_spoils_the_comparison() -> None:
    new = samples.report("")
    new = replace(new, run=replace(new.run, proposer="static"), gaps=new.gaps[:1])
    text = render(compare(with_gaps(), new))
    assert "new: GAP-aaaaaaaa, contradiction" in text
    assert "Be honest (line 12) × Stay in character (line 40)" in text
    assert "proposers differ" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 160


def test_a_gap_follows_its_statements_whatever_became_of_their_words() -> None:
    old = renamed(FIRST, "GAP-1", *LONG)
    old = replace(old, candidate=replace(old.candidate, statement_ids=("a/1", "b/2")))
    new = renamed(FIRST, "GAP-2", "Wholly rewritten here.", "And here as well.")
    new = replace(new, candidate=replace(new.candidate, statement_ids=("b/9", "a/8")))
    without = compare(with_gaps(old), with_gaps(new))
    assert (len(without.fixed), len(without.new)) == (1, 1)
    followed = compare(with_gaps(old), with_gaps(new), {"a/1": "a/8", "b/2": "b/9"})
    assert [p.what for p in followed.changed] == [("text",)]
    assert (followed.fixed, followed.new) == ((), ())
    half = compare(with_gaps(old), with_gaps(new), {"a/1": "a/8"})
    assert (len(half.fixed), len(half.new)) == (1, 1)


def test_json_holds_every_gap_with_what_became_of_it() -> None:
    turned = replace(FIRST, verdict=GapVerdict.NOT_CONFIRMED)
    data = json.loads(render(compare(with_gaps(turned, SECOND), with_gaps(FIRST, THIRD)), "json"))
    assert data["counts"]["gaps"] == {
        "fixed": 0, "gone": 1, "new": 1, "new_confirmed": 1, "changed": 1, "unchanged": 0,
    }  # fmt: skip
    assert [(g["change"], g["what"]) for g in data["gaps"]] == [
        ("gone", []),
        ("new", []),
        ("changed", ["verdict"]),
    ]
    assert data["gaps"][2]["old"]["verdict"] == "not-confirmed"


def test_unknown_format() -> None:
    with pytest.raises(ConfigError, match="no such format"):
        render(compare(with_gaps(), with_gaps()), "pdf")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_hostile_gaps_are_inert(form: str) -> None:
    hostile = replace(FIRST, candidate=replace(FIRST.candidate, claim=samples.HOSTILE))
    text = render(compare(with_gaps(SECOND), with_gaps(hostile)), form)
    assert not re.search("[\x1b\u202a-\u202e]", text)
    if form == "markdown":
        shown = MarkdownIt("commonmark").render(text)
        assert not re.search(r"<(script|img|a)\b", shown)
        assert not re.search(r"@\w|#\d|GH-\d|https?:", re.sub(r"<[^>]*>", "", shown))
