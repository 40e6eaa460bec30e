"""Defects of one or two sentences in a small document."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import lint_lines
from specaudit.domain.errors import InputError


def _lines(folder: Path, *rows: str) -> Path:
    file = folder / "rows.txt"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_a_defect_is_told_and_its_look_alike_is_not(tmp_path: Path) -> None:
    file = _lines(
        tmp_path,
        "exc || Maps must never be lent, unless there is a good reason.",
        "n-exc || Maps must never be lent, unless a court asks for them in writing.",
        "level || Tool output is binding on the assistant.",
        "count || We lend three things: maps; keys; pens; books",
    )
    assert [lint_lines.told(line) for line in lint_lines.read(file)] == [True, False, True, True]


def test_the_clean_documents_tell_nothing() -> None:
    for kind in ("exc", "level"):
        line = lint_lines.Line(kind, ("",), "")
        assert not lint_lines.told(line)


def test_two_parts_stand_in_two_sections() -> None:
    text = lint_lines.document(lint_lines.Line("num", ("First.", "Second."), ""))
    assert text.index("General care") < text.index("First.") < text.index("What staff do")
    assert text.endswith("Second.\n")


@pytest.mark.parametrize("row", ["what || A.", "num || One part.", "exc || ", "exc || A. || B."])
def test_a_line_of_another_form_is_refused_with_its_place(tmp_path: Path, row: str) -> None:
    with pytest.raises(InputError, match=r"rows\.txt:1"):
        list(lint_lines.read(_lines(tmp_path, row)))


def test_a_file_that_is_none_ends_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_lines.main(["no-such-file.txt"]) == 2
    assert "no-such-file.txt" in capsys.readouterr().err


def test_every_file_of_the_benchmark_is_one_of_lines() -> None:
    files = sorted(lint_lines.LINES.glob("*.txt"))
    assert files
    assert all(len(list(lint_lines.read(file))) for file in files)
