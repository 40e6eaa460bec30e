from __future__ import annotations

from dataclasses import replace

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.spec import Spec
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose import incremental
from specaudit.propose.scoring import Index
from specaudit.propose.strategies import Reader
from tests.propose.kit import made_up


def edited(spec: Spec, old: str, new: str) -> Spec:
    assert spec.text.count(old) == 1
    return document.parse(spec.text.replace(old, new), engine=load_engine("pattern"))


def ids(spec: Spec) -> list[str]:
    return [s.id for s in spec.statements]


def test_only_the_edited_statement_has_changed() -> None:
    spec = made_up(12)
    before = spec.statements[30]
    after = edited(spec, before.text, before.text.replace("clerk", "porter"))
    (changed,) = incremental.changed(after, ids(spec))
    assert "porter" in next(s.text for s in after.statements if s.id == changed)


def test_what_moves_in_its_section_or_is_deleted_changes_nothing_else() -> None:
    spec = made_up(4)
    first, second = spec.statements[1].text, spec.statements[2].text
    swapped = spec.text.replace(first, "@").replace(second, first).replace("@", second)
    assert incremental.changed(document.parse(swapped), ids(spec)) == []
    assert incremental.changed(document.parse(spec.text.replace(first, "")), ids(spec)) == []


def test_a_changed_rule_is_judged_against_its_nearest_and_read_in_its_group() -> None:
    spec = made_up(40)
    reader, statement = Reader(spec, "m/m"), spec.statements[100]
    judging, sweeping = incremental.requests(reader, [statement.id])
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
