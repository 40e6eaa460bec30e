"""The self-test through the real pipeline, with committees whose skill is known."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from specaudit.config import AuditConfig, Config, DocumentOptions
from specaudit.domain.errors import ConfigError
from specaudit.domain.gap import GapVerdict
from specaudit.domain.report import AuditReport
from specaudit.parse import document
from specaudit.pipeline import audit, selftest
from specaudit.pipeline.progress import Progress
from specaudit.probe import faults
from specaudit.report import render
from tests.cli.run import specaudit
from tests.conftest import SPECS

MARLOW = SPECS / "marlow.md"


def config(tmp_path: Path, name: str, **changes: object) -> Config:
    settings = AuditConfig(
        models=tuple(f"scripted/{name}:{letter}" for letter in "abc"),
        judges=tuple(f"scripted/{name}:j{n}" for n in range(2)),
        generator=f"scripted/{name}:g",
        queries=20,
        max_gaps=2,
        seeded_faults=4,
        run_dir=str(tmp_path / "runs"),
    )
    return Config(audit=replace(settings, **changes))  # type: ignore[arg-type]


def run(settings: Config, path: Path = MARLOW) -> AuditReport:
    return audit.run(audit.prepare(path, settings, "pattern"))


def texts_of_faults() -> list[str]:
    return [text for fault in faults.faults() for text in (*fault.statements, fault.tie_break)]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, AuditReport]:
    settings = config(tmp_path_factory.mktemp("good"), "mixed")
    return settings, run(settings)


def test_a_good_committee_finds_them_and_leaves_the_twins_alone(
    good: tuple[Config, AuditReport],
) -> None:
    _, report = good
    test = report.run.self_test
    assert test is not None
    assert (test.planted, test.found, test.alarms, test.passed) == (4, 4, 0, True)
    assert {f.repaired_verdict for f in test.faults} == {GapVerdict.RESOLVED_IN_PRACTICE}
    assert any(gap.stop_reason not in ("instrument", "not-tested") for gap in report.gaps)
    for form in ("terminal", "html", "markdown"):
        said = " ".join(render(report, form).split())
        assert "Self-test passed" in said, form
        assert "confirmed 4 (100%, 51% to 100%)" in said, form
        assert "it confirmed 0 (0%, 0% to 49%)" in said, form
    assert json.loads(render(report, "json"))["run"]["self_test"]["recall"] == 1.0


def test_nothing_planted_is_ever_a_gap_or_in_its_records(
    good: tuple[Config, AuditReport],
) -> None:
    settings, report = good
    bare = replace(report, run=replace(report.run, self_test=None))
    text = json.dumps(json.loads(render(bare, "json")), ensure_ascii=False)
    assert not any(planted in text for planted in texts_of_faults())
    assert "PLANTED-" not in text
    folder = Path(settings.audit.run_dir) / report.run.id
    rows = sqlite3.connect(folder / "records.sqlite").execute(
        "SELECT DISTINCT stage FROM records WHERE candidate LIKE 'PLANTED-%'"
        " OR candidate LIKE 'REPAIRED-%'"
    )
    stages = {stage for (stage,) in rows}
    assert stages
    assert all(stage.startswith("self-test/") for stage in stages)


def test_the_gaps_are_those_of_a_run_without_it(
    good: tuple[Config, AuditReport], tmp_path: Path
) -> None:
    settings, report = good
    plain = run(replace(settings, audit=replace(settings.audit, seeded_faults=0)))
    assert plain.run.self_test is None
    assert plain.gaps == report.gaps
    assert plain.evidence == report.evidence
    assert "Self-test" not in render(plain, "html")


def test_a_blind_committee_is_told_so_and_costs_no_more(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_bytes(MARLOW.read_bytes())
    settings = config(tmp_path, "blind")
    report = run(settings, path)
    assert path.read_bytes() == MARLOW.read_bytes(), "the user's file stays as it is"
    copy = Path(settings.audit.run_dir) / report.run.id / "spec.md"
    assert copy.read_text("utf-8") == MARLOW.read_text("utf-8")
    test = report.run.self_test
    assert test is not None
    assert (test.found, test.passed) == (0, False)
    tested = [g for g in report.gaps if g.candidate.resolution is None]
    assert tested
    assert {g.verdict for g in tested} == {GapVerdict.INCONCLUSIVE_INSTRUMENT}
    assert {g.stop_reason for g in tested} == {"instrument"}
    assert not any(e.responses for e in report.evidence)
    for form in ("terminal", "html", "markdown", "junit"):
        said = " ".join(render(report, form).split())
        assert "Self-test failed" in said, form
        assert "it overlooks most contradictions that are certainly there" in said, form
        assert "Nothing below is confirmed or refuted by this run." in said, form
    assert any("nothing was asked about the spec itself" in note for note in report.run.notes)


def test_a_committee_that_ignores_tie_breaks_is_told_so(tmp_path: Path) -> None:
    report = run(config(tmp_path, "stubborn"))
    test = report.run.self_test
    assert test is not None
    assert (test.found, test.alarms, test.passed) == (4, 4, False)
    assert "the text itself settles" in test.because
    assert not any(gap.verdict.confirmed for gap in report.gaps)


def test_keep_going_asks_all_the_same_and_confirms_nothing(tmp_path: Path) -> None:
    report = run(config(tmp_path, "blind", keep_going=True, queries=6))
    assert any(e.responses for e in report.evidence)
    tested = [g for g in report.gaps if g.candidate.resolution is None]
    assert {g.verdict for g in tested} == {GapVerdict.INCONCLUSIVE_INSTRUMENT}


def test_too_few_scenarios_are_named_as_the_reason(tmp_path: Path) -> None:
    test = run(config(tmp_path, "contradiction", queries=3)).run.self_test
    assert test is not None
    assert test.passed is False
    assert "ran out of scenarios" in test.because


def test_a_budget_that_ends_within_it_leaves_it_unfinished(tmp_path: Path) -> None:
    report = run(config(tmp_path, "mixed", max_calls=600))
    assert not report.run.complete
    assert report.run.self_test is not None
    assert report.run.self_test.passed is None
    assert "Self-test not finished" in " ".join(render(report, "terminal").split())


def test_judges_that_fail_spare_its_cost(tmp_path: Path) -> None:
    report = run(config(tmp_path, "coin-judges"))
    assert report.run.self_test is None
    assert not any(use.role == "committee" for use in report.run.models)


def test_it_is_in_the_plan(good: tuple[Config, AuditReport]) -> None:
    settings, report = good
    plan = audit.plan(audit.prepare(MARLOW, settings, "pattern"))
    rows = [row.load for row in plan.rows]
    own = [load for load in rows if load.stage.startswith("self-test")]
    assert {load.stage.removeprefix("self-test ") for load in own} == {
        "scenarios", "rubrics", "answers", "judge",
    }  # fmt: skip
    called = sum(use.calls for use in report.run.models)
    assert sum(load.low for load in rows) <= called <= sum(load.ceiling for load in rows)


def test_cut_short_anywhere_within_it_goes_on_to_the_same(
    good: tuple[Config, AuditReport], tmp_path: Path
) -> None:
    _, whole = good
    settings = config(tmp_path, "mixed")
    job = audit.begin(audit.prepare(MARLOW, settings, "pattern"))
    seen = 0

    def cut(progress: Progress) -> None:
        nonlocal seen
        seen += progress.stage == selftest.LABEL
        if seen == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        audit.run(job, cut)
    bare = replace(settings, audit=replace(settings.audit, seeded_faults=0))
    report = audit.run(audit.resume(audit.run_id(job), bare))
    assert report.run.self_test == whole.run.self_test
    assert report.gaps == whole.gaps


@pytest.mark.parametrize("count", [-1, 1, 3, 15])
def test_a_number_that_cannot_be_is_refused(tmp_path: Path, count: int) -> None:
    with pytest.raises(ConfigError, match="plant 4 to 14 faults"):
        audit.prepare(MARLOW, config(tmp_path, "mixed", seeded_faults=count), "pattern")


def test_a_committee_that_reads_no_text_cannot_be_tested_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="conditioning trained"):
        audit.prepare(MARLOW, config(tmp_path, "mixed", conditioning="trained"), "pattern")


def test_a_level_whose_clashes_the_spec_settles_is_passed_over() -> None:
    text = "# Rules {#rules authority=root}\n\n" + "".join(
        f"## R{n} {{#r{n} authority=root}}\n\nThe assistant must be kind to users of group {n}.\n\n"
        for n in range(3)
    )
    text += "When two root-level principles conflict, the assistant should default to inaction.\n\n"
    open_ones = "## U {#u authority=user}\n\nThe assistant should be brief.\n"
    settled = document.parse(text, path="s.md")
    both = document.parse(text + open_ones, path="s.md")
    assert selftest.plant(settled, 4, 0, DocumentOptions()).pairs == {}
    planted = selftest.plant(both, 4, 0, DocumentOptions())
    assert len(planted.pairs) == 4
    by_id = {s.id: s for s in planted.faulty.statements}
    assert {by_id[c.statement_ids[0]].authority for c, _ in planted.pairs.values()} == {"user"}


def test_the_command_line_plans_it_and_refuses_what_cannot_be(tmp_path: Path) -> None:
    models = [arg for letter in "ab" for arg in ("--model", f"scripted/mixed:{letter}")]
    common = ["audit", MARLOW, *models, "--judge", "scripted/mixed:j", "--run-dir", tmp_path]
    planned = specaudit(*common, "--engine", "pattern", "--self-test", "4", "--dry-run")
    assert planned.code == 0
    assert "self-test answers" in planned.out
    assert "self-test judge" in planned.out
    without = specaudit(*common, "--engine", "pattern", "--dry-run")
    assert "self-test" not in without.out
    refused = specaudit(*common, "--self-test", "2")
    assert refused.code == 2
    assert refused.err.strip().count("\n") == 0
    assert "plant 4 to 14 faults, or 0 for none" in refused.err
