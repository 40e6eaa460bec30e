"""What is planted, where it goes, and that nothing else of the text changes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from specaudit.domain.spec import Spec
from specaudit.parse import document
from specaudit.probe import faults
from tests.conftest import SPECS


def read(text: str) -> Spec:
    return document.parse(text, path="s.md")


MARLOW = document.parse(document.read_text(SPECS / "marlow.md"), path="marlow.md")

LEVELS = """# Rules {#rules authority=root}

The assistant must be kind.

## One {#one authority=user}

The assistant must:

- be brief,
- be clear.

Answers must be true.

!!! note "Commentary"
    This explains.

## Two {#two authority=user}

First paragraph of two.
It goes on.

> A quotation.

Last paragraph of two.
```
"""


def test_there_are_enough_faults_of_several_kinds_and_each_is_of_its_own() -> None:
    every = faults.faults()
    assert len(every) >= 12
    assert len({fault.kind for fault in every}) >= 5
    assert len({fault.id for fault in every}) == len(every)
    texts = [text for fault in every for text in (*fault.statements, fault.tie_break)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("fault", faults.faults(), ids=lambda f: f.id)
def test_a_fault_is_rules_in_one_sentence_each_and_its_twin_names_a_winner(
    fault: faults.Fault,
) -> None:
    for text in (*fault.statements, fault.tie_break):
        assert re.fullmatch(r"[A-Z][^.?!]*\.", text), "one sentence that stands alone"
    assert all(re.search(r"\bmust\b", text) for text in fault.statements)
    assert fault.tie_break.startswith("Where this conflicts with the rule") or "limit" in (
        fault.tie_break
    )
    assert "win" in fault.tie_break
    assert fault.situation
    assert not fault.situation.endswith("."), "templates put the stop"


def test_the_choice_spreads_over_kinds_and_depends_on_the_seed() -> None:
    kinds = Counter(fault.kind for fault in faults.choose(6, 0))
    assert max(kinds.values()) == 1
    assert faults.choose(6, 0) == faults.choose(6, 0)
    assert faults.choose(6, 0) != faults.choose(6, 1)
    assert set(faults.choose(99, 3)) == set(faults.faults())


def test_places_are_plain_paragraphs_by_level_the_frequent_one_first() -> None:
    spec = read(LEVELS)
    users, roots = faults.places(spec)
    assert [p.section_id for p in users] == ["one", "two"]
    assert [p.section_id for p in roots] == ["rules"]
    one, two = users
    assert spec.text[: one.first].endswith("Answers must be true.")
    assert one.first == one.last
    assert spec.text[: two.first].endswith("It goes on.")
    assert two.last == two.first, "what follows the last paragraph directly is no empty line"


@pytest.mark.parametrize("repaired", [False, True])
def test_planting_adds_paragraphs_and_changes_nothing(repaired: bool) -> None:
    chosen = faults.choose(14, 0)
    where = faults.places(MARLOW)[0]
    text = faults.plant(MARLOW, chosen, where, repaired=repaired)
    left = text
    for fault in chosen:
        first, second = fault.statements
        end = f" {fault.tie_break}" if repaired else ""
        assert left.count(f"\n\n{first}") == left.count(f"\n\n{second}{end}") == 1
        left = left.replace(f"\n\n{first}", "", 1).replace(f"\n\n{second}{end}", "", 1)
    assert left == MARLOW.text
    copy = read(text)
    assert len(copy.examples) == len(MARLOW.examples)
    assert {s.text for s in MARLOW.statements} <= {s.text for s in copy.statements}


def test_both_statements_stand_in_one_section_at_its_level() -> None:
    chosen = faults.choose(6, 0)
    copy = read(faults.plant(MARLOW, chosen, faults.places(MARLOW)[0], repaired=True))
    by_id = {s.id: s for s in copy.statements}
    sections: list[tuple[str, str | None]] = []
    for fault in chosen:
        found = faults.candidate(fault, copy, repaired=True)
        assert found is not None
        assert found.texts == fault.statements
        here = {(by_id[i].section_id, by_id[i].authority) for i in found.statement_ids}
        assert len(here) == 1
        sections += here
    assert len(set(sections)) == 6, "spread over sections, so that faults do not meet"
    assert {level for _, level in sections} == {"branch"}


def test_a_text_without_paragraphs_takes_them_at_its_end() -> None:
    spec = read("- be brief\n- be kind\n")
    assert faults.places(spec) == []
    chosen = faults.choose(4, 0)
    copy = read(faults.plant(spec, chosen, [], repaired=False))
    assert all(faults.candidate(fault, copy, repaired=False) for fault in chosen)


def test_a_fault_that_the_copy_does_not_hold_is_no_candidate() -> None:
    assert faults.candidate(faults.choose(1, 0)[0], MARLOW, repaired=False) is None


def test_real_specs_take_every_fault(shared_specs: Path) -> None:
    from specaudit.config import DocumentOptions
    from specaudit.pipeline import selftest

    for name in ("openai-model-spec-2025-12-18.md", "anthropic-claude-constitution-2026-01-20.md"):
        spec = document.parse(document.read_text(shared_specs / name), path=name)
        planted = selftest.plant(spec, 6, 0, DocumentOptions())
        assert len(planted.pairs) == 6, name
