"""Cases placed by line hashes: reading them, planting them, and the files that come with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import defects
from benchmarks.defects import Case, Original, line_hash, plant
from specaudit.domain.errors import InputError
from specaudit.domain.spec import Span

LINES = [
    "# Night boats {#boats authority=root}",
    "",
    "The pilot must keep a lamp lit. Two horns are carried.",
    "",
    "- Bells are rung at dusk;  ",
    "- Ropes are dried.",
    "",
    "## Fares {#fares authority=user}",
    "",
    "Children travel free.",
]
BOATS = Original("boats.md", "\n".join(LINES) + "\n")


def at(number: int) -> str:
    return f"L{number}:{line_hash(LINES[number - 1])}"


def row(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "lamp-01",
        "doc": "boats.md",
        "kind": "same-word-contradiction",
        "tier": "same-word",
        "defect": True,
        "edits": [{"op": "append", "at": at(10), "text": "Lamps may be put out."}],
    }
    return {key: value for key, value in {**plain, **changes}.items() if value is not None}


def case(*edits: dict[str, Any], partner: tuple[str, ...] = ()) -> Case:
    return Case.model_validate(row(edits=list(edits), partner=list(partner)))


def words(text: str, span: Span) -> str:
    return text[span.start : span.end]


def written(tmp_path: Path, *rows: dict[str, Any] | str, name: str = "cases.jsonl") -> Path:
    file = tmp_path / name
    file.write_text(
        "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows),
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize(
    ("edit", "number", "expected"),
    [
        ({"op": "append", "text": "No lamp."}, 5, "- Bells are rung at dusk; No lamp.  \n- Ropes"),
        ({"op": "line", "text": "- Nets too."}, 6, "- Ropes are dried.\n- Nets too.\n\n## Fares"),
        ({"op": "block", "text": "Also:\n\nnets."}, 3, "carried.\n\nAlso:\n\nnets.\n\n- Bells"),
        ({"op": "replace", "old": "Two", "new": "Six"}, 3, "lit. Six horns are carried.\n"),
    ],
)
def test_each_edit_changes_its_line_and_nothing_else(
    edit: dict[str, Any], number: int, expected: str
) -> None:
    planted = plant(case({**edit, "at": at(number)}), BOATS)
    assert expected in planted.text
    new = edit.get("text") or edit["new"]
    assert words(planted.text, planted.marks[0]) == new
    lead = {"append": " ", "line": "\n", "block": "\n\n"}.get(edit["op"], "")
    assert planted.text.replace(lead + new, edit.get("old", ""), 1) == BOATS.text


def test_marks_and_partners_stand_where_they_say_after_several_edits() -> None:
    lamp = BOATS.spec.statements[0]
    assert lamp.text == "The pilot must keep a lamp lit."
    planted = plant(
        case(
            {"op": "append", "at": at(10), "text": "Lamps may be put out."},
            {"op": "replace", "at": at(1), "old": "root", "new": "platform"},
            {"op": "block", "at": at(3), "text": "Horns are hung."},
            {"op": "block", "at": at(3), "text": "Horns are blown."},
            partner=(lamp.id, at(8)),
        ),
        BOATS,
    )
    assert [words(planted.text, mark) for mark in planted.marks] == [
        "Lamps may be put out.",
        "platform",
        "Horns are hung.",
        "Horns are blown.",
    ]
    assert [words(planted.text, p) for p in planted.partners] == [lamp.text, LINES[7]]
    assert planted.lines(planted.marks) == [(14, 14), (1, 1), (5, 5), (7, 7)]
    assert planted.lines(planted.partners) == [(3, 3), (12, 12)]


@pytest.mark.parametrize(
    ("edit", "partner", "expected"),
    [
        ({"op": "append", "at": "L3:00000000", "text": "x"}, (), "another line 3"),
        ({"op": "append", "at": "L99:00000000", "text": "x"}, (), "no line 99"),
        ({"op": "replace", "at": at(3), "old": "boat", "new": "x"}, (), "'boat' stands 0 times"),
        ({"op": "replace", "at": at(3), "old": "e", "new": "x"}, (), "stands 5 times"),
        ({"op": "append", "at": at(3), "text": "x"}, ("boats/00000000",), "no statement boats/0"),
    ],
)
def test_a_place_that_is_not_in_the_spec_is_refused_by_name(
    edit: dict[str, Any], partner: tuple[str, ...], expected: str
) -> None:
    with pytest.raises(InputError, match=f"^lamp-01: .*{expected}"):
        plant(case(edit, partner=partner), BOATS)


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ("{", "cases.jsonl:2: Invalid JSON"),
        (row(id="b", tier="easy"), "cases.jsonl:2: tier: Input should be"),
        (row(id="b", colour="red"), "cases.jsonl:2: colour: Extra inputs"),
        (row(id="b", edits=[]), "cases.jsonl:2: edits: Tuple should have at least 1"),
        (row(id="b", edits=[{"op": "append", "at": "L3", "text": "x"}]), "2: edits.0.at: String"),
        (row(id="b", edits=[{"op": "append", "at": at(3)}]), "2: edits.0: .*has 'text'"),
        (row(id="b", edits=[{"op": "replace", "at": at(3), "old": "a"}]), "2: edits.0: .*'old'"),
        (
            row(id="b", edits=[{"op": "replace", "at": at(3), "old": "a" * 41, "new": ""}]),
            "2: edits.0.old: String should have at most 40",
        ),
        (row(id="b", doc="../boats.md"), "2: doc: String"),
        (row(id="b", defect=False), "2: .*says in 'subtype'"),
        (row(), "cases.jsonl:2: id 'lamp-01' is taken"),
    ],
)
def test_a_bad_row_is_refused_with_file_line_and_field(
    tmp_path: Path, bad: dict[str, Any] | str, expected: str
) -> None:
    with pytest.raises(InputError, match=expected) as error:
        defects.read(written(tmp_path, row(), bad))
    assert "\n" not in str(error.value)


def test_an_id_may_not_stand_in_two_files(tmp_path: Path) -> None:
    files = [written(tmp_path, row(), name=name) for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(InputError, match="'lamp-01' stands in two files"):
        defects.read_all(files)


def test_the_files_that_come_with_it_are_many_and_spread() -> None:
    cases = defects.read_all(defects.files())
    planted = [case for case in cases if case.defect]
    assert len(planted) >= 150
    assert len(cases) - len(planted) >= 60
    assert len({case.doc for case in cases}) >= 4
    kinds = [case.kind for case in planted]
    mechanical = {case.kind for case in planted if case.tier == "mechanical"}
    assert len(mechanical) == 8
    assert all(kinds.count(kind) >= 12 for kind in mechanical)
    assert kinds.count("same-word-contradiction") >= 25
    assert kinds.count("paraphrased-contradiction") >= 20


def test_the_validation_cases_are_apart_and_stand_in_other_specs() -> None:
    cases = defects.read_all(defects.files())
    apart = defects.read_all(defects.validation_files())
    assert not {case.id for case in cases} & {case.id for case in apart}
    first = defects.read_all([f for f in defects.files() if "-training-" not in f.name])
    other = [f for f in defects.validation_files() if "-unread" not in f.name]
    assert not {case.doc for case in first} & {case.doc for case in defects.read_all(other)}
    assert len({case.doc for case in apart}) >= 5
    kinds = [case.kind for case in apart if case.defect]
    mechanical = {case.kind for case in apart if case.tier == "mechanical"}
    assert len(kinds) >= 90
    assert len(apart) - len(kinds) >= 45
    assert len(mechanical) == 8
    assert all(kinds.count(kind) >= 8 for kind in mechanical)
    assert kinds.count("same-word-contradiction") >= 15


def test_every_case_finds_its_place_in_the_real_specs(shared_specs: Path) -> None:
    originals: dict[str, Original] = {}
    for one in defects.read_all([*defects.files(), *defects.validation_files()]):
        if one.doc not in originals:
            originals[one.doc] = Original.read(shared_specs, one.doc)
        original = originals[one.doc]
        planted = plant(one, original)
        for edit, mark in zip(one.edits, planted.marks, strict=True):
            assert words(planted.text, mark) == (edit.text or edit.new)
        for name, span in zip(one.partner, planted.partners, strict=True):
            if any(edit.op == "replace" and edit.at == name for edit in one.edits):
                continue
            assert words(planted.text, span) == words(original.text, original.partner(name))
