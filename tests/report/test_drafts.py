from __future__ import annotations

import json
import re
from dataclasses import replace
from zlib import crc32

import pytest
from markdown_it import MarkdownIt

from specaudit.domain.errors import ConfigError
from specaudit.domain.finding import Finding, Passage, Severity
from specaudit.domain.spec import LineIndex, Spec, Statement
from specaudit.graph.matching import match
from specaudit.parse.document import parse
from specaudit.report.draft_formats import FORMS, render
from specaudit.report.draft_view import around
from specaudit.report.drafts import DraftComparison, compare
from tests.report import samples

OLD = """# Guide {#guide}

## Fares {#fares authority=root}

The assistant must state the fare before it books a seat.
It should offer the cheapest crossing first.

## Dogs {#dogs authority=user}

Dogs travel on the upper deck with their owners.
Never let a dog onto the upper deck.
"""


def spec(text: str, path: str = "new.md") -> Spec:
    return parse(text, path=path, dialect="openai-model-spec")


def finding(draft: Spec, *starts: str, rule: str = "direct-contradiction") -> Finding:
    """A finding about the statements that begin as given; its fingerprint holds its sections."""
    passages = tuple(
        _passage(draft, next(s for s in draft.statements if s.text.startswith(start)))
        for start in starts
    )
    name = "|".join([rule, *(f"{p.section_id}/{p.text}" for p in passages)])
    return Finding(
        f"SA-{crc32(name.encode()):08x}",
        name,
        rule,
        "SA201",
        Severity.WARNING,
        f"Says that {starts[0]} clashes.",
        passages,
        "why",
    )


def _passage(draft: Spec, statement: Statement) -> Passage:
    lines = LineIndex(draft.text)
    return replace(
        samples.HONEST,
        path=draft.path,
        text=statement.text,
        start=lines.position(statement.span.start),
        section_id=statement.section_id,
        section_title=statement.section_id.title(),
        statement_id=statement.id,
    )


def compared(new_text: str, old: list[Finding], new: list[Finding]) -> DraftComparison:
    before, after = spec(OLD, "old.md"), spec(new_text)
    return compare(before, after, match(before, after), old, new)


def both(new_text: str, *starts: str) -> DraftComparison:
    """Compare drafts that both have a finding about the statements."""
    return compared(
        new_text, [finding(spec(OLD, "old.md"), *starts)], [finding(spec(new_text), *starts)]
    )


DOGS = ("Dogs travel", "Never let")


def test_equal_drafts_hold_no_news() -> None:
    found = both(OLD, *DOGS)
    assert (found.fixed, found.added, found.changed) == ((), (), ())
    assert len(found.still) == 1
    assert render(found).splitlines()[0] == "fixed 0, new 0, unchanged 1"


def test_a_finding_follows_its_passages_into_a_renamed_section() -> None:
    found = both(OLD.replace("## Dogs {#dogs", "## Animals {#animals"), *DOGS)
    assert found.still[0].old.fingerprint != found.still[0].new.fingerprint
    assert (found.fixed, found.added, found.changed) == ((), (), ())


def test_a_finding_on_an_edited_passage_has_changed() -> None:
    found = both(OLD.replace("Never let a dog onto", "Never let any dog onto"), *DOGS)
    assert [pair.reworded for pair in found.changed] == [True]
    assert (found.fixed, found.added, found.still) == ((), (), ())


def test_fixed_and_new() -> None:
    new = OLD.replace("Never let a dog onto the upper deck.\n", "").replace(
        "It should", "The fare is never stated.\nIt should"
    )
    found = compared(
        new,
        [finding(spec(OLD, "old.md"), *DOGS)],
        [finding(spec(new), "The fare is", "The assistant must")],
    )
    assert [f.passages[0].path for f in found.fixed] == ["old.md"]
    assert [f.passages[0].path for f in found.added] == ["new.md"]
    text = render(found)
    assert text.startswith("fixed 1, new 1, unchanged 0\n")
    assert "old.md:10 Dogs × old.md:11 Dogs" in text
    assert "new.md:6 Fares × new.md:5 Fares" in text


def test_rules_are_not_mixed_up() -> None:
    found = compared(
        OLD,
        [finding(spec(OLD, "old.md"), *DOGS)],
        [finding(spec(OLD), *DOGS, rule="authority-mismatch")],
    )
    assert len(found.fixed) == len(found.added) == 1


def test_findings_on_removed_text_do_not_meet_each_other() -> None:
    """Two places that both lead nowhere are not the same place."""
    new = OLD.replace("Never let a dog onto the upper deck.\n", "Gulls may sit anywhere.\n")
    found = compared(
        new,
        [finding(spec(OLD, "old.md"), "Never let")],
        [finding(spec(new), "Gulls may")],
    )
    assert len(found.fixed) == len(found.added) == 1


def test_text_shows_what_became_of_each_statement() -> None:
    new = OLD.replace("cheapest crossing first", "cheapest crossing of the day first")
    new = new.replace("authority=user", "authority=root").replace("## Dogs", "## Big dogs")
    new = new.replace("Never let a dog onto the upper deck.", "Gulls may sit anywhere.")
    assert render(compared(new, [], [])).splitlines()[1:] == [
        "statements: 1 edited, 1 added, 1 removed, 0 moved, 2 unchanged",
        "",
        "Fares (line 3)",
        "  was: It should offer the cheapest crossing first.",
        "  now: It should offer the cheapest crossing of the day first.",
        "",
        "Big dogs (line 8) [was: Dogs; level user is now root]",
        "  + Gulls may sit anywhere.",
        "  - Never let a dog onto the upper deck.",
    ]


def test_moved_statements_name_their_origin() -> None:
    line = "It should offer the cheapest crossing first.\n"
    new = OLD.replace(line, "").replace("Dogs travel", line + "Dogs travel")
    assert f"  > (from: Fares) {line.strip()}" in render(compared(new, [], [])).splitlines()


def test_a_section_that_moved_is_one_line_not_all_its_statements() -> None:
    head, fares, dogs = re.split(r"(?=^## )", OLD, flags=re.MULTILINE)
    fares += "A child travels free.\n\n"
    old = spec(head + fares + dogs, "old.md")
    new = spec("\n\n".join((head, "## Animals {#animals}\n", dogs.replace("##", "###"), fares)))
    shown = render(compare(old, new, match(old, new), [], [])).splitlines()
    start = shown.index("Dogs (line 8) [moved from: Guide]")
    assert shown[start + 1 :] == ["  > 2 statements moved with the section"]


def test_an_edited_statement_names_the_heading_it_came_from() -> None:
    line = "It should offer the cheapest crossing first.\n"
    new = OLD.replace(line, "").replace(
        "Dogs travel", line.replace("first", "last") + "Dogs travel"
    )
    assert "  was (from: Fares): It should offer the cheapest crossing first." in render(
        compared(new, [], [])
    )


EXAMPLE = """
**Example**: a late dog

~~~xml
<user>
May my dog board late?
</user>
<assistant>
Yes.
</assistant>
~~~
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", EXAMPLE, "  example added: a late dog (line 13)"),
        (EXAMPLE, "", "  example removed: a late dog (old line 13)"),
        (EXAMPLE, EXAMPLE.replace("Yes.", "No."), "  example edited: a late dog (line 13)"),
    ],
)
def test_examples_are_listed_below_their_heading(old: str, new: str, expected: str) -> None:
    before, after = spec(OLD + old, "old.md"), spec(OLD + new)
    found = compare(before, after, match(before, after), [], [])
    assert expected in render(found).splitlines()
    assert expected.strip() in render(found, "markdown").replace("\\", "")


def test_limit_counts_what_it_leaves_out() -> None:
    new = (
        OLD + "\n## New {#new}\n\n" + "\n\n".join(f"Rule {n} binds you." for n in range(12)) + "\n"
    )
    found = compared(new, [], [])
    assert "  and 4 more (--limit 0 shows all)" in render(found).splitlines()
    assert render(found, limit=0).count("  + Rule") == 12


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a x c", ("a b c", "a x c")),
        ("w " * 20 + "old", "w " * 20 + "new", ("… " + "w " * 8 + "old", "… " + "w " * 8 + "new")),
        ("same", "same", ("same", "same")),
        ("a a", "a a a", ("a a", "a a a")),
        ("", "all new", ("", "all new")),
    ],
)
def test_edits_are_shown_with_a_few_words_around(
    old: str, new: str, expected: tuple[str, str]
) -> None:
    assert around(old, new) == expected


@pytest.mark.parametrize("form", FORMS)
def test_hostile_drafts_are_inert(form: str) -> None:
    hostile = samples.HOSTILE.replace("\n", " ")
    new = OLD.replace("## Dogs", f"## Dogs {hostile}").replace("Never let", f"{hostile} Never let")
    found = compared(new, [finding(spec(OLD, "old.md"), *DOGS)], [])
    found = replace(found, fixed=(replace(found.fixed[0], message=hostile),))
    text = render(found, form)
    assert "\x1b" not in text
    if form == "text":
        assert not re.search("[\u202a-\u202e]", text)
        assert max(map(len, text.splitlines())) <= 160
    if form == "markdown":
        shown = MarkdownIt("commonmark").render(text)
        assert not re.search(r"<(script|img|a)\b", shown)
        assert not re.search(r"@\w|#\d|GH-\d|https?:", re.sub(r"<[^>]*>", "", shown))


def test_json_holds_everything_that_changed() -> None:
    new = OLD.replace("authority=user", "authority=root").replace("cheapest", "quickest")
    data = json.loads(render(both(new, *DOGS), "json"))
    assert data["counts"]["findings"] == {"fixed": 0, "new": 0, "changed": 0, "unchanged": 1}
    assert [(s["change"], s["relevelled"]) for s in data["statements"]] == [
        ("edited", False),
        ("unchanged", True),
        ("unchanged", True),
    ]
    assert data["statements"][0]["old"]["line"] == 6
    assert [s["new"] for s in data["sections"]] == ["dogs"]


def test_unknown_format() -> None:
    with pytest.raises(ConfigError, match="no such format"):
        render(both(OLD, *DOGS), "pdf")
