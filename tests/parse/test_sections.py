"""Front matter, headings, levels; the ids of sections and statements."""

from __future__ import annotations

import pytest

from specaudit.config import DocumentOptions
from specaudit.parse.document import parse
from tests.parse.kit import section, texts


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: Ours\nmust: not\n---\n", "+++\ntitle = 'Ours'\n+++\n"],
    ids=["yaml", "toml"],
)
def test_front_matter_says_nothing(front: str) -> None:
    spec = parse(front + "# A\n\nBe kind.\n")
    assert texts(spec) == ["Be kind."]
    assert [s.title for s in spec.sections] == ["", "A"]
    assert section(spec, "a").heading.start == len(front)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    spec = parse("---\n\nBe kind.\n\n---\n\nBe brief.\n")
    assert texts(spec) == ["Be kind.", "Be brief."]


def test_setext_headings_and_closing_hashes() -> None:
    spec = parse("Part *One*\n==========\n\nUnder\n-----\n\n## Also ##\n\nBe kind.\n")
    assert [(s.title, s.depth) for s in spec.sections[1:]] == [
        ("Part One", 1),
        ("Under", 2),
        ("Also", 2),
    ]
    assert spec.statements[0].section_id == "also"


def test_a_text_without_headings_is_one_section() -> None:
    spec = parse("Be kind.\n\nBe brief.\n")
    assert [s.id for s in spec.sections] == [""]
    assert spec.sections[0].body.end == len(spec.text)
    assert {s.section_id for s in spec.statements} == {""}


def test_headings_in_lists_and_quotes_begin_no_section() -> None:
    spec = parse("# A\n\n- # B\n\n> # C\n\nBe kind.\n")
    assert [s.id for s in spec.sections] == ["", "a"]


def test_authority_is_inherited_until_a_heading_sets_its_own() -> None:
    spec = parse(
        "# Top {#top authority=root tags=x}\n\nA.\n\n## In {#in}\n\nB.\n\n## Own {#own "
        'authority="user"}\n\nC.\n\n### Deep\n\nD.\n\n# Free\n\nE.\n'
    )
    assert [s.authority for s in spec.statements] == ["root", "root", "user", "user", None]
    assert [s.own_authority for s in spec.sections] == [None, "root", None, "user", None, None]
    assert section(spec, "top").attributes == (("authority", "root"), ("tags", "x"))
    assert section(spec, "deep").path == ("Top", "Own", "Deep")
    assert spec.levels == ("root", "user")


def test_another_attribute_can_carry_the_level() -> None:
    options = DocumentOptions(authority_attribute="rank", authority_order=("high", "low"))
    spec = parse("# A {#a rank=low}\n\nBe kind.\n", options=options)
    assert spec.statements[0].authority == "low"
    assert spec.levels == ("high", "low")


def test_levels_listed_in_the_text_come_before_those_of_the_dialect() -> None:
    body = "## A {#a authority=crew}\n\nBe kind.\n\n## B {#b authority=port}\n\nBe brief.\n"
    listed = parse(f"# Order\n\nharbour > port > crew > nobody\n\n{body}")
    assert listed.levels == ("harbour", "port", "crew"), "what stands below all in use is no level"
    assert parse(body).levels == (), "unknown levels have no order"
    assert parse("# A\n\nport > crew\n").levels == (), "no level is used"


def test_informative_sections_and_what_is_under_them_do_not_bind() -> None:
    spec = parse("# Changelog\n\nWe must wave.\n\n## v2\n\nWe must not.\n\n# Rules\n\nWave.\n")
    assert [s.normative for s in spec.statements] == [False, False, True]


def test_japanese_full_stops_end_sentences() -> None:
    spec = parse("# 規則\n\n乗員は静かにする。「はい。」と答える。急がない！\n")
    assert texts(spec) == ["乗員は静かにする。", "「はい。」と答える。", "急がない！"]
    assert spec.sections[1].id == "規則"


def test_equal_statements_get_numbered_ids_and_typography_does_not_matter() -> None:
    spec = parse("# A\n\nIt's fine.\n\nIt’s  fine.\n")
    first, second = (s.id for s in spec.statements)
    assert second == f"{first}.2"
