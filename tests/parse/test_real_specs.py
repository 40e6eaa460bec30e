from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from specaudit.domain.spec import BlockKind, Spec, Verdict
from specaudit.parse.document import parse, read_text
from tests.parse.test_properties import check_shape

NEWEST = "openai-model-spec-2025-12-18.md"
CONSTITUTION = "anthropic-claude-constitution-2026-01-20.md"
# What the documents themselves got wrong.
THEIR_FAULTS = {
    ("cursorrules-web-app-optimization.md", "unclosed-fence"),
    ("jsonapi-1.1.md", "duplicate-anchor"),
}
DIALECTS = {
    NEWEST: "openai-model-spec",
    CONSTITUTION: "constitution",
    "jsonapi-1.1.md": "rfc2119",
    "azure-rest-api-guidelines.md": "rfc2119",
    "cursorrules-anti-sycophancy.md": "agent-rules",
    "superpowers-contributor-rules.md": "agent-rules",
    "superpowers-using-skills.md": "agent-rules",
    "inspect-ai-AGENTS.md": "agent-rules",
    "github-terms-of-service.md": "plain",
    "contributor-covenant-2.1-ja.md": "plain",
}


def read(folder: Path, name: str) -> Spec:
    return parse(read_text(folder / name, 20_000_000), path=name)


@pytest.fixture(scope="module")
def every(shared_specs: Path) -> list[Spec]:
    names = sorted(p.name for p in shared_specs.glob("*.md") if p.name != "README.md")
    assert len(names) == 24
    return [read(shared_specs, name) for name in names]


def test_every_spec_parses_to_a_sound_tree_without_a_fault_of_ours(every: list[Spec]) -> None:
    faults = set()
    for spec in every:
        check_shape(spec)
        assert len(spec.statements) > 20, spec.path
        faults |= {(spec.path, problem.kind) for problem in spec.problems}
        faults |= {(spec.path, problem) for e in spec.examples for problem in e.problems}
    assert faults == THEIR_FAULTS


def test_every_link_inside_a_spec_leads_somewhere(every: list[Spec]) -> None:
    lost = [
        (spec.path, reference.target)
        for spec in every
        for reference in spec.references
        if reference.resolved is None and reference.kind != "footnote"
    ]
    assert lost == []


def test_dialects_are_told_apart(shared_specs: Path) -> None:
    assert {name: read(shared_specs, name).dialect for name in DIALECTS} == DIALECTS


def test_the_newest_model_spec_in_numbers(shared_specs: Path) -> None:
    spec = read(shared_specs, NEWEST)
    assert Counter(s.depth for s in spec.sections[1:]) == {1: 8, 2: 41, 3: 22, 4: 9}
    assert all(s.anchor for s in spec.sections[1:])
    assert Counter(s.own_authority for s in spec.sections if s.own_authority) == {
        "root": 22,
        "system": 3,
        "developer": 1,
        "user": 15,
        "guideline": 18,
    }
    assert spec.levels == ("root", "system", "developer", "user", "guideline")
    turns = [turn for example in spec.examples for turn in example.turns]
    assert len(spec.examples) == 183
    assert all(example.title for example in spec.examples)
    assert Counter(t.verdict for t in turns if t.verdict) == {
        Verdict.BAD: 196,
        Verdict.GOOD: 193,
        Verdict.OK: 8,
    }
    assert sum(t.verdict_anchor is not None for t in turns) == 14
    assert Counter(r.kind for r in spec.references) == {
        "link": 109,
        "footnote": 116,
        "verdict": 14,
    }
    assert sum(r.auto_title for r in spec.references) == 65
    assert not section_normative(spec, "overview")
    assert section_normative(spec, "chain_of_command")


def section_normative(spec: Spec, identity: str) -> bool:
    return next(s.normative for s in spec.sections if s.id == identity)


def test_orders_a_reader_would_name_are_found(shared_specs: Path) -> None:
    firsts = {r.items[0] for r in read(shared_specs, NEWEST).rankings}
    assert {"Root", "confident right answer", "providing a good answer"} <= firsts
    (ranking,) = read(shared_specs, CONSTITUTION).rankings
    assert [item.split()[0] for item in ranking.items] == [
        "Broadly",
        "Broadly",
        "Compliant",
        "Genuinely",
    ]


@pytest.mark.parametrize(
    "mark", ["](", "**", "<!--", "[^", "{#", "{:", "{%", "&amp;", ":no_entry:"]
)
def test_no_markup_is_left_in_what_a_reader_sees(every: list[Spec], mark: str) -> None:
    seen = [s.text for spec in every for s in spec.statements if mark in s.text]
    assert [text for text in seen if "{#key}" not in text] == []


def test_contents_and_heads_of_tables_say_nothing(shared_specs: Path) -> None:
    constitution = read(shared_specs, CONSTITUTION)
    assert constitution.statements[0].text.startswith("Claude is trained by Anthropic")
    roles = read(shared_specs, "kubernetes-community-membership.md")
    cells = {s.text for s in roles.statements if s.kind is BlockKind.CELL}
    assert "Responsibilities" not in cells
    assert "Review contributions from other members" in cells


def test_lines_that_name_lists_are_sections_where_no_heading_is_marked(shared_specs: Path) -> None:
    spec = read(shared_specs, "cursorrules-web-app-optimization.md")
    assert "naming-conventions" in {s.id for s in spec.sections}
    assert len(spec.sections) == 21
    flat = read(shared_specs, "cursorrules-anti-sycophancy.md")
    assert len({s.block_id for s in flat.statements}) == 17


@pytest.mark.timeout(120)
def test_a_large_document_is_read_to_its_end(shared_specs: Path) -> None:
    text = read_text(shared_specs / NEWEST, 20_000_000)
    once, eight = parse(text), parse("\n\n".join([text] * 8))
    assert len(eight.statements) == 8 * len(once.statements)
    assert len({s.id for s in eight.statements}) == len(eight.statements)
