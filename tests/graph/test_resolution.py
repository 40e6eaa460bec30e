from __future__ import annotations

import pytest

from specaudit.domain.candidate import Resolution
from specaudit.graph.resolution import exception_range, meta_rules, resolution_between

from .specs import read, statement

SPEC = read()


def between(one: str, other: str, *, weak: bool = False) -> Resolution | None:
    a, b = statement(SPEC, one), statement(SPEC, other)
    found = resolution_between(SPEC, a, b, weak=weak)
    assert resolution_between(SPEC, b, a, weak=weak) == found
    return found


def test_a_higher_level_wins_and_the_rule_that_says_so_is_quoted() -> None:
    found = between("staff names", "greet every visitor")
    assert found is not None
    assert (found.kind, found.winner) == ("authority", statement(SPEC, "staff names"))
    assert "root ranks above user" in found.basis
    assert "the one with the higher level wins" in found.basis
    assert found.statement_id == statement(SPEC, "higher level wins")
    assert found.explanation == f"authority: {found.basis}"


def test_a_stated_precedence_of_sections_holds_for_their_statements() -> None:
    found = between("greet every visitor", "one sentence and leave pleasantries")
    assert found is not None
    assert (found.kind, found.winner) == ("precedence", statement(SPEC, "greet every visitor"))
    assert found.basis == "Warmth takes precedence over brevity."


def test_a_following_however_is_an_exception() -> None:
    found = between("staff names", "name the director")
    assert found is not None
    assert (found.kind, found.winner) == ("exception", statement(SPEC, "name the director"))
    assert found.basis.startswith("However")


def test_an_absolute_rule_leaves_no_room_for_a_however() -> None:
    found = between("unlock a door", "unlock the toilet")
    assert found is None or found.kind != "exception"


def test_an_exception_that_cites_the_others_section() -> None:
    found = between("quote private letters", "when its writer has agreed")
    assert found is not None
    assert found.kind == "exception"
    assert found.winner == statement(SPEC, "when its writer has agreed")
    assert found.basis == "except as archives allow."


def test_a_meta_rule_settles_a_clash_of_its_own_level_only() -> None:
    assert [one.text for one in meta_rules(SPEC)] == [
        "When two root-level principles conflict, the assistant must default to inaction."
    ]
    found = between("staff names", "every question about the house")
    assert found is not None
    assert (found.kind, found.winner) == ("meta-rule", statement(SPEC, "staff names"))
    assert between("one sentence and leave pleasantries", "leave all pleasantries out") is None


def test_nothing_is_made_up() -> None:
    spec = read(
        "# A {#a}\n\nThe assistant must cite sources.\n\nThe assistant must not cite sources.\n"
    )
    a, b = (one.id for one in spec.statements)
    assert resolution_between(spec, a, b) is None
    assert resolution_between(spec, a, a) is None


def test_specificity_counts_only_when_asked_for_or_stated() -> None:
    rules = (
        "The assistant must answer questions.\n\n"
        "If the question is about a weapon, the assistant must not answer questions.\n"
    )
    silent = read(f"# A {{#a}}\n\n{rules}")
    a, b = (one.id for one in silent.statements)
    assert resolution_between(silent, a, b) is None
    weak = resolution_between(silent, a, b, weak=True)
    assert weak == Resolution("specificity", b, "If the question is about a weapon", None)
    told = read(f"# A {{#a}}\n\nThe more specific rule always prevails.\n\n{rules}")
    stated, a, b = (one.id for one in told.statements)
    found = resolution_between(told, a, b)
    assert found is not None
    assert (found.kind, found.winner, found.statement_id) == ("specificity", b, stated)


def test_contrary_precedences_settle_nothing() -> None:
    spec = read(
        "# A {#a}\n\n[Bread](#b) overrides [cheese](#c).\n\n[Cheese](#c) overrides [bread](#b).\n\n"
        "## Bread {#b}\n\nThe assistant must sing.\n\n"
        "## Cheese {#c}\n\nThe assistant must not sing.\n"
    )
    assert len(spec.precedences) == 2
    found = resolution_between(spec, statement(spec, "must sing"), statement(spec, "must not sing"))
    assert found is None


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Do it, unless told otherwise. Then stop.", "unless told otherwise"),
        ("Unless told otherwise, do it.", "Unless told otherwise"),
        ("Do it except on Mondays, but ask.", "except on Mondays"),
        ("Do it.", None),
    ],
)
def test_exception_range(text: str, clause: str | None) -> None:
    found = exception_range(text)
    assert (text[slice(*found)] if found else None) == clause


def test_unknown_ids_are_an_error() -> None:
    with pytest.raises(KeyError):
        resolution_between(SPEC, "nowhere", statement(SPEC, "staff names"))


def test_a_however_that_says_the_same_is_no_exception() -> None:
    spec = read(
        "# A {#a}\n\nThe assistant must not sing. However, the assistant must never hum.\n\n"
        "The assistant must refuse. However, the assistant may explain.\n\n"
        "The assistant should be brief. However, if a child asks, it should explain.\n"
    )
    hum = resolution_between(spec, statement(spec, "not sing"), statement(spec, "never hum"))
    assert hum is None
    explain = resolution_between(spec, statement(spec, "refuse"), statement(spec, "may explain"))
    assert explain is not None
    assert explain.winner == statement(spec, "may explain")
    child = resolution_between(spec, statement(spec, "brief"), statement(spec, "child asks"))
    assert child is not None
    assert (child.kind, child.winner) == ("exception", statement(spec, "child asks"))
