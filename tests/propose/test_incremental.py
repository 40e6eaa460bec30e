from __future__ import annotations

from dataclasses import replace

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.spec import Spec
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose import incremental
from specaudit.propose.identity import example_gap_id
from specaudit.propose.scoring import Index
from specaudit.propose.strategies import Reader
from tests.propose.kit import made_up, marlow


def edited(spec: Spec, old: str, new: str) -> Spec:
    assert spec.text.count(old) == 1
    return document.parse(spec.text.replace(old, new), engine=load_engine("pattern"))


def test_only_the_edited_statement_has_changed() -> None:
    spec = made_up(12)
    before = spec.statements[30]
    after = edited(spec, before.text, before.text.replace("clerk", "porter"))
    (changed,) = incremental.changed(after, spec)
    assert "porter" in next(s.text for s in after.statements if s.id == changed)


def test_what_moves_in_its_section_or_is_deleted_changes_nothing_else() -> None:
    spec = made_up(4)
    first, second = spec.statements[1].text, spec.statements[2].text
    swapped = spec.text.replace(first, "@").replace(second, first).replace("@", second)
    assert incremental.changed(document.parse(swapped), spec) == []
    assert incremental.changed(document.parse(spec.text.replace(first, "")), spec) == []


def test_a_statement_that_binds_at_another_level_has_changed() -> None:
    spec = marlow()
    after = edited(spec, "{#openness authority=branch}", "{#openness authority=charter}")
    ours = [s.id for s in spec.statements if s.section_id == "openness"]
    assert ours
    assert set(incremental.changed(after, spec)) >= set(ours)


def test_a_changed_example_is_compared_again_and_its_gaps_are_not_kept() -> None:
    spec = marlow()
    after = edited(spec, "Am I talking to a real librarian", "Am I talking to a living librarian")
    (changed,) = incremental.changed(after, spec)
    (request,) = incremental.requests(Reader(after, "m/m"), [changed])
    assert request.meta["strategy"] == "examples"
    assert request.messages[1].text.count("\n[E") == 1
    old = next(e for e in spec.examples if "real librarian" in e.turns[0].text)
    rule = spec.statements[3]
    gap = Candidate(
        example_gap_id(rule.text, old),
        CandidateKind.EXAMPLE, "T18", (rule.id,), (rule.text,), "c", "", 0.6, (),
    )  # fmt: skip
    assert incremental.kept([gap], spec) == [gap]
    assert incremental.kept([gap], after) == []


def test_a_changed_rule_is_judged_against_its_nearest_and_read_in_its_group() -> None:
    spec = made_up(40)
    reader, statement = Reader(spec, "m/m"), spec.statements[100]
    sweeping, judging = incremental.requests(reader, [statement.id])
    near = {
        index.statements[place].text
        for index in [Index(spec)]
        for pair in index.neighbours(statement.id, incremental.NEAREST)
        for place in (pair.a, pair.b)
    }
    task = judging.messages[1].text
    assert task.count("\nA (section ") == incremental.NEAREST
    assert all(text in task for text in near)
    assert sweeping.messages in [r.messages for r in reader.requests("sweep")]
    assert incremental.requests(reader, []) == []


def test_proposals_about_statements_that_are_gone_are_not_kept() -> None:
    spec = made_up(4)
    a, b = spec.statements[1], spec.statements[2]
    both = Candidate("GAP-1", CandidateKind.CONFLICT, "T2", (a.id, b.id), (), "c", "", 0.6, ())
    gone = replace(both, id="GAP-2", statement_ids=(a.id, "desk/0000"))
    assert incremental.kept([both, gone], spec) == [both]
