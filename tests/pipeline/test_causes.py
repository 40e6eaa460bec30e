"""Causes and refusals through a whole audit with simulated models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from specaudit.config import AuditConfig, Config
from specaudit.domain.estimate import Measure
from specaudit.domain.gap import GapVerdict
from specaudit.domain.report import AuditReport
from specaudit.domain.response import Ablation
from specaudit.pipeline import audit, causes
from specaudit.report import render
from tests.conftest import SPECS


def config(tmp_path: Path, name: str, **changes: object) -> Config:
    settings = AuditConfig(
        models=tuple(f"scripted/{name}:{letter}" for letter in "abcd"),
        judges=(f"scripted/{name}:j1", f"scripted/{name}:j2"),
        generator=f"scripted/{name}:g",
        queries=20,
        max_gaps=3,
        run_dir=str(tmp_path / "runs"),
    )
    return Config(audit=replace(settings, **changes))  # type: ignore[arg-type]


def run(settings: Config) -> AuditReport:
    return audit.run(audit.prepare(SPECS / "marlow.md", settings, "pattern"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("causes")


@pytest.fixture(scope="module")
def split(folder: Path) -> AuditReport:
    return run(config(folder, "contradiction"))


def test_a_contradiction_takes_both_statements(split: AuditReport) -> None:
    gap = split.gaps[0]
    assert gap.verdict is GapVerdict.CONTRADICTION
    assert gap.cause.startswith("The split needs both: without A, or without B, it ends ")
    share = gap.estimate(Measure.SHARE_A)
    assert share is not None
    assert share.low is not None
    assert share.low > 0.5


def test_all_four_texts_are_read_in_fresh_scenarios(split: AuditReport) -> None:
    gap = split.gaps[0]
    (evidence,) = [e for e in split.evidence if e.candidate_id == gap.candidate.id]
    found = evidence.ablation
    assert found is not None
    assert len(found.scenarios) == causes.SEEDS
    assert not {s.id for s in found.scenarios} & {s.id for s in evidence.scenarios}
    cells = causes.SEEDS * 4 * 2
    for ablation in Ablation:
        assert sum(r.ablation is ablation for r in found.responses) == cells
    assert len(found.scores) == 4 * cells * 2
    assert all(r.ablation is Ablation.NONE for r in evidence.responses)


def test_one_judge_places_every_answer_on_the_steps_of_refusing(split: AuditReport) -> None:
    for evidence in split.evidence:
        placed = [level.response_id for level in evidence.refusals]
        assert sorted(placed) == sorted(r.id for r in evidence.responses)
        if placed:
            assert len({level.judge for level in evidence.refusals}) == 2


def test_every_format_tells_the_cause(split: AuditReport) -> None:
    for form in ("terminal", "html", "markdown", "json"):
        said = " ".join(render(split, form).split())
        assert "The split needs both: without A, or without B, it ends " in said, form
    lines = render(split, "evidence")
    assert '"type": "cause-answer"' in lines
    assert '"ablation": "without-both"' in lines
    assert '"type": "refusal"' in lines


def test_what_members_do_from_habit_is_not_the_texts_doing(tmp_path: Path) -> None:
    report = run(config(tmp_path, "habit", max_gaps=1))
    gap = report.gaps[0]
    assert gap.verdict is GapVerdict.COVERAGE
    assert gap.cause.startswith("The split does not come from these words: without them it stays")


def test_switched_off_nothing_is_asked_and_the_finding_stands(
    split: AuditReport, folder: Path
) -> None:
    off = run(config(folder, "contradiction", ablation=False, refusals=False))
    asked = sum(use.calls for use in split.run.models)
    assert sum(use.calls for use in off.run.models) < asked
    assert all(use.stored == use.calls for use in off.run.models), "what is left was asked before"
    assert [g.verdict for g in off.gaps] == [g.verdict for g in split.gaps]
    assert all(g.cause == "" and g.estimate(Measure.SHARE_A) is None for g in off.gaps)
    assert all(e.ablation is None and e.refusals == () for e in off.evidence)


def test_members_who_know_the_spec_by_heart_are_not_asked(tmp_path: Path) -> None:
    report = run(config(tmp_path, "contradiction", conditioning="trained", max_gaps=1))
    assert report.gaps[0].verdict.confirmed
    assert all(e.ablation is None for e in report.evidence)


def test_half_a_cause_is_not_told(tmp_path: Path) -> None:
    whole = run(config(tmp_path / "1", "contradiction", max_gaps=1))
    calls = sum(use.calls for use in whole.run.models)
    short = run(config(tmp_path / "2", "contradiction", max_gaps=1, max_calls=calls - 20))
    assert not short.run.complete
    assert short.gaps[0].verdict is whole.gaps[0].verdict
    assert short.gaps[0].cause == ""


def test_the_plan_covers_causes_and_refusals(split: AuditReport, folder: Path) -> None:
    job = audit.prepare(SPECS / "marlow.md", config(folder, "contradiction"), "pattern")
    loads = [row.load for row in audit.plan(job).rows]
    report = split
    asked = {use.role: use.calls for use in report.run.models}
    cause = sum(x.ceiling for x in loads if x.stage == "cause: answers")
    answers = sum(x.ceiling for x in loads if x.stage == "answers")
    assert asked["committee"] <= answers + cause
    made = [len(e.ablation.responses) for e in report.evidence if e.ablation]
    assert sum(made) <= cause
    assert max(made) * 3 == cause
    assert sum(len(e.refusals) for e in report.evidence) <= sum(
        x.ceiling for x in loads if x.stage == "refusals"
    )
    off = config(folder, "contradiction", ablation=False, refusals=False)
    bare = audit.plan(audit.prepare(SPECS / "marlow.md", off, "pattern"))
    assert not {r.load.stage for r in bare.rows} & {"refusals", "cause: answers", "cause: judge"}
