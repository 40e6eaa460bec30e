from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from specaudit import report as reports
from specaudit.config import DocumentOptions
from specaudit.domain.errors import ConfigError, InputError
from specaudit.lint.session import parse
from specaudit.lint.sources import Source
from specaudit.pipeline.comparing import are_runs, compare_runs
from tests.report import samples

OLD = "# Desk\n\nThe clerk must sell maps to every child. The clerk must close the desk at noon.\n"
NEW = OLD.replace("must sell maps to every child", "always hands a free map to children")


def run(folder: Path, text: str) -> None:
    """A finished run with one gap, about the first two statements of its spec."""
    spec = parse(Source("spec.md", text.encode()), DocumentOptions())
    made = samples.report("")
    one, other = spec.statements
    candidate = replace(
        made.gaps[0].candidate,
        id=f"GAP-{folder.name}",
        statement_ids=(one.id, other.id),
        texts=(one.text, other.text),
    )
    made = replace(
        made,
        gaps=(replace(made.gaps[0], candidate=candidate),),
        evidence=(),
        spec=replace(made.spec, path="spec.md", sha256=spec.sha256),
    )
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}")
    (folder / "spec.md").write_text(text)
    (folder / "report.json").write_text(reports.render(made, "json"))


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    run(tmp_path / "runs/one", OLD)
    run(tmp_path / "runs/two", NEW)
    return tmp_path / "runs"


def test_a_gap_follows_its_rewritten_statement(runs: Path) -> None:
    found = compare_runs("one", "two", runs, DocumentOptions())
    assert [pair.what for pair in found.changed] == [("text",)]
    assert (found.fixed, found.new) == ((), ())


def test_the_folder_of_a_report_json_has_the_spec_too(runs: Path) -> None:
    one, two = (str(runs / name / "report.json") for name in ("one", "two"))
    assert len(compare_runs(one, two, runs, DocumentOptions()).changed) == 1


@pytest.mark.parametrize("text", [None, b"\xff\xfe", b"# Another\n"])
def test_without_the_spec_that_was_audited_only_likeness_is_left(
    runs: Path, text: bytes | None
) -> None:
    path = runs / "one/spec.md"
    path.unlink()
    if text is not None:
        path.write_bytes(text)
    found = compare_runs("one", "two", runs, DocumentOptions())
    assert (len(found.fixed), len(found.new), found.changed) == (1, 1, ())


def test_what_the_names_mean(runs: Path, tmp_path: Path) -> None:
    draft = tmp_path / "one.md"
    draft.write_text(OLD)
    report = str(runs / "one/report.json")
    assert are_runs("one", "latest", runs)
    assert are_runs(report, str(runs / "two"), runs)
    assert not are_runs(str(draft), f"HEAD:{draft}", runs)
    with pytest.raises(ConfigError, match="compare two of a kind"):
        are_runs("one", str(draft), runs)
    with pytest.raises(InputError, match="neither a document"):
        are_runs("one", "three", runs)
