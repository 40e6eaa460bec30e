"""The whole walk with simulated models of known truth, through the real prompts and client."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from specaudit.config import AuditConfig, Config
from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.estimate import Measure
from specaudit.domain.gap import GapVerdict
from specaudit.domain.report import AuditReport
from specaudit.domain.response import Failure, FailureKind
from specaudit.llm.providers import scripted
from specaudit.llm.providers.scripted import ScriptedAnswer
from specaudit.pipeline import audit
from specaudit.pipeline.progress import Progress
from specaudit.pipeline.walk import _control_notes
from specaudit.probe import controls
from specaudit.report import words
from specaudit.store import codec, runs
from specaudit.store.calls import CallStore
from tests.conftest import SPECS

GAPS = json.loads((SPECS / "marlow.gaps.json").read_text("utf-8"))["gaps"]


def world(name: str, members: int, judges: int) -> dict[str, tuple[str, ...]]:
    return {
        "models": tuple(f"scripted/{name}:{letter}" for letter in "abcdef"[:members]),
        "judges": tuple(f"scripted/{name}:j{n}" for n in range(judges)),
    }


def config(
    tmp_path: Path, name: str, members: int = 3, panel: int = 2, **changes: object
) -> Config:
    settings = AuditConfig(
        **world(name, members, panel),  # type: ignore[arg-type]
        generator=f"scripted/{name}:g",
        queries=24,
        max_gaps=6,
        run_dir=str(tmp_path / "runs"),
    )
    return Config(audit=replace(settings, **changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module", autouse=True)
def _in_specs() -> Iterator[None]:
    """Name the file of gaps without its folder: a model's name is part of every draw."""
    before = os.getcwd()
    os.chdir(SPECS)
    yield
    os.chdir(before)


def gaps_world() -> str:
    return "gaps@marlow.gaps.json"


def walk(settings: Config, spec: str = "marlow.md") -> AuditReport:
    return audit.run(audit.prepare(SPECS / spec, settings, "pattern"))


def same(report: AuditReport) -> AuditReport:
    """The report without what may differ between equal runs."""
    run = replace(report.run, id="", created="", models=(), spent=0.0)
    return replace(report, run=run)


def planted(report: AuditReport, *, splits: bool) -> dict[str, GapVerdict]:
    """Verdicts of the candidates that are planted gaps of the sample spec."""
    text = (SPECS / report.spec.path).read_text("utf-8")
    found = {}
    passages = {e.candidate_id: [p.text for p in e.passages] for e in report.evidence}
    for gap in report.gaps:
        quotes = passages[gap.candidate.id]
        for entry in GAPS:
            if entry["splits"] is splits and all(q in entry["statements"] for q in quotes):
                assert all(s in text for s in entry["statements"])
                found[entry["id"]] = gap.verdict
    return found


def unsettled(found: dict[str, GapVerdict]) -> dict[str, GapVerdict]:
    """Those that no tie-break of the spec settles, so that they are tested."""
    return {k: v for k, v in found.items() if v is not GapVerdict.RESOLVED_ON_PAPER}


@pytest.fixture(scope="module")
def marlow(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, AuditReport]:
    settings = config(tmp_path_factory.mktemp("walk"), gaps_world(), 4, 3, max_gaps=10)
    return settings, walk(settings)


def small(tmp_path: Path, max_calls: int | None = None) -> Config:
    """What one gap needs: to be cut short and gone on with, it need not be more."""
    return config(tmp_path, gaps_world(), max_gaps=2, queries=12, max_calls=max_calls)


@pytest.fixture(scope="module")
def confirmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, AuditReport]:
    settings = small(tmp_path_factory.mktemp("small"))
    report = walk(settings)
    assert any(gap.verdict.confirmed for gap in report.gaps)
    return settings, report


def test_what_the_simulated_models_split_on_is_measured_as_split(
    marlow: tuple[Config, AuditReport],
) -> None:
    _, report = marlow
    found = unsettled(planted(report, splits=True))
    assert len(found) >= 4
    assert all(verdict.confirmed for verdict in found.values()), found


def test_with_a_proposer_every_planted_split_is_confirmed_and_nothing_else(tmp_path: Path) -> None:
    name = gaps_world()
    report = walk(config(tmp_path, name, max_gaps=20, proposer=f"scripted/{name}:p"))
    wanted = {entry["id"] for entry in GAPS if entry["splits"]}
    found = planted(report, splits=True)
    left = unsettled(found)
    assert set(found) == wanted
    assert all(verdict.confirmed for verdict in left.values()), found
    assert len(left) >= 4
    assert sum(gap.verdict.confirmed for gap in report.gaps) == len(left)
    assert any(use.role == "proposer" for use in report.run.models)


def test_the_repaired_twin_read_by_a_proposer_has_no_confirmed_gap(tmp_path: Path) -> None:
    name = gaps_world()
    settings = config(tmp_path, name, max_gaps=20, proposer=f"scripted/{name}:p")
    report = walk(settings, "marlow-repaired.md")
    assert not any(gap.verdict.confirmed for gap in report.gaps)


def test_nothing_else_is_confirmed(marlow: tuple[Config, AuditReport]) -> None:
    _, report = marlow
    confirmed = sum(gap.verdict.confirmed for gap in report.gaps)
    assert confirmed == len(unsettled(planted(report, splits=True)))


def test_the_repaired_twin_has_no_confirmed_gap(tmp_path: Path) -> None:
    report = walk(config(tmp_path, gaps_world(), max_gaps=10), "marlow-repaired.md")
    assert report.gaps
    assert not any(gap.verdict.confirmed for gap in report.gaps)


def test_the_report_says_that_it_is_simulated_and_what_it_rests_on(
    marlow: tuple[Config, AuditReport],
) -> None:
    _, report = marlow
    assert all(use.simulated for use in report.run.models)
    assert any("no evidence about any spec" in note for note in report.run.notes)
    assert {use.role for use in report.run.models} == {
        "committee", "generator", "rubric", "scorer", "judge",
    }  # fmt: skip
    heard = [check.judge for check in report.run.instrument if check.passed]
    assert len(heard) >= 2
    first = report.gaps[0]
    evidence = next(e for e in report.evidence if e.candidate_id == first.candidate.id)
    assert len(evidence.responses) == len(evidence.queries) * 4 * 2
    assert len(evidence.scores) == len(evidence.responses) * len(heard)
    e_value = first.estimate("e-value")
    assert e_value is not None
    assert e_value.value is not None
    assert e_value.n == len(evidence.scenarios)


def test_a_second_run_calls_nobody_and_says_the_same(confirmed: tuple[Config, AuditReport]) -> None:
    settings, first = confirmed
    again = walk(settings)
    assert same(again) == same(first)
    assert all(use.calls == use.stored for use in again.run.models)
    assert again.run.id != first.run.id


def test_the_report_reads_back_from_its_run(marlow: tuple[Config, AuditReport]) -> None:
    settings, report = marlow
    folder = Path(settings.audit.run_dir) / report.run.id
    assert codec.loads(AuditReport, (folder / "report.json").read_text("utf-8")) == report


def test_a_run_cut_short_anywhere_goes_on_to_the_same_report(
    tmp_path: Path, confirmed: tuple[Config, AuditReport]
) -> None:
    _, whole = confirmed
    settings = small(tmp_path)
    job = audit.begin(audit.prepare(SPECS / "marlow.md", settings, "pattern"))
    for stop_after in (5, 300, 1500):
        seen = 0

        def cut(progress: Progress, limit: int = stop_after) -> None:
            nonlocal seen
            seen += 1
            if seen == limit:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            audit.run(job, cut)
        store = CallStore(job.run_dir / runs.CALLS)
        answered = len(store)
        store.close()
        job = audit.resume(audit.run_id(job), settings)
        assert answered > 0
    report = audit.run(job)
    assert same(report) == same(whole)


def test_a_cap_on_calls_leaves_an_honest_report_that_can_be_resumed(
    tmp_path: Path, confirmed: tuple[Config, AuditReport]
) -> None:
    _, whole = confirmed
    capped = small(tmp_path, max_calls=300)
    job = audit.begin(audit.prepare(SPECS / "marlow.md", capped, "pattern"))
    report = audit.run(job)
    assert not report.run.complete
    assert "300" in (report.run.incomplete_reason or "")
    assert any(gap.stop_reason == "budget" for gap in report.gaps)
    assert not any(gap.verdict.confirmed for gap in report.gaps)
    free = replace(capped, audit=replace(capped.audit, max_calls=None))
    resumed = audit.run(audit.resume("latest", free))
    assert resumed.run.complete
    assert same(resumed).gaps == same(whole).gaps


def test_judges_that_guess_stop_the_spending_and_make_everything_inconclusive(
    tmp_path: Path,
) -> None:
    report = walk(config(tmp_path, "coin-judges"))
    tested = [g for g in report.gaps if g.candidate.resolution is None]
    assert tested
    assert {g.verdict for g in tested} == {GapVerdict.INCONCLUSIVE_INSTRUMENT}
    assert {g.stop_reason for g in tested} == {"instrument"}
    assert not any(use.role == "committee" for use in report.run.models)
    assert any("nothing was asked" in note for note in report.run.notes)


def test_going_on_in_spite_of_the_judges_confirms_nothing(tmp_path: Path) -> None:
    report = walk(config(tmp_path, "coin-judges", keep_going=True, queries=2, max_gaps=2))
    assert any(use.role == "committee" for use in report.run.models)
    tested = [g for g in report.gaps if g.candidate.resolution is None]
    assert {g.verdict for g in tested} == {GapVerdict.INCONCLUSIVE_INSTRUMENT}


@pytest.mark.parametrize(
    ("who", "says"), [("judge", "calls that check the judges failed"), ("committee", "to decide")]
)
def test_an_outage_leaves_an_incomplete_run_that_asks_again_when_resumed(
    tmp_path: Path, who: str, says: str
) -> None:
    settings = config(tmp_path, "noise", queries=3, max_gaps=2)
    job = audit.begin(audit.prepare(SPECS / "marlow.md", settings, "pattern"))
    world = scripted._HANDLERS["noise"]
    down = ScriptedAnswer(failure=Failure(FailureKind.SERVER, "HTTP 503"))
    scripted.register("noise", lambda r: down if r.meta["role"] == who else world(r))
    report = audit.run(job)
    assert not report.run.complete
    assert says in (report.run.incomplete_reason or "")
    assert audit.run(audit.resume(audit.run_id(job), settings)).run.complete


def test_a_judge_that_is_not_heard_counts_nowhere(tmp_path: Path) -> None:
    judges = ("scripted/noise:j0", "scripted/noise:j1", "scripted/coin-judges:j2")
    report = walk(config(tmp_path, "noise", judges=judges, queries=1, max_gaps=1))
    assert [check.passed for check in report.run.instrument].count(False) == 1
    panel = next(e for e in report.overall if e.name == Measure.EFFECTIVE_JUDGES)
    assert (panel.value or 0) <= 2
    assert "each judged by 2 judges." in words.test(report)


def test_only_prompts_that_were_sent_are_listed(tmp_path: Path) -> None:
    report = walk(config(tmp_path, "coin-judges"))
    assert [prompt.id for prompt in report.run.prompts] == ["judge/compliance"]


def test_a_member_whose_calls_failed_is_not_said_to_break_rules() -> None:
    failure = Failure(FailureKind.SERVER, "HTTP 500")
    lost = [controls.to_item(control, "a/b", None, failure) for control in controls.CONTROLS]
    broken = controls.to_item(controls.CONTROLS[0], "a/b", "Oslo", None)
    assert _control_notes(lost) == []
    assert _control_notes([*lost[1:], broken]) == [
        "a/b kept 0 of the 1 easy rules it answered: it may not follow any text."
    ]


def test_pure_noise_confirms_nothing(tmp_path: Path) -> None:
    report = walk(config(tmp_path, "noise"))
    assert not any(gap.verdict.confirmed for gap in report.gaps)


def test_missing_answers_are_counted(tmp_path: Path) -> None:
    report = walk(config(tmp_path, "missing", queries=3, max_gaps=2))
    failed = [r for e in report.evidence for r in e.responses if r.text is None]
    assert failed
    assert all(r.failure is not None for r in failed)
    missing = next(e for e in report.overall if e.name == "missing-cells")
    assert (missing.value or 0) > 0


def test_only_the_candidates_asked_for_are_tested(
    tmp_path: Path, marlow: tuple[Config, AuditReport]
) -> None:
    _, whole = marlow
    wanted = whole.gaps[0].candidate.id
    settings = small(tmp_path)
    job = audit.prepare(SPECS / "marlow.md", settings, "pattern", only=(wanted,))
    assert [g.candidate.id for g in audit.run(job).gaps] == [wanted]
    with pytest.raises(ConfigError, match="no such candidate"):
        audit.run(replace(job, only=("GAP-00000000",)))


def test_the_plan_counts_what_is_then_called(
    tmp_path: Path, marlow: tuple[Config, AuditReport]
) -> None:
    settings, report = marlow
    job = audit.prepare(SPECS / "marlow.md", settings, "pattern")
    plan = audit.plan(job)
    called = sum(use.calls for use in report.run.models)
    ceiling = sum(row.load.ceiling for row in plan.rows)
    low = sum(row.load.low for row in plan.rows)
    assert low <= called <= ceiling
    assert not plan.may_cost()
    assert plan.remote_hosts() == []


def test_a_resumed_run_finds_norms_as_it_did_before(tmp_path: Path) -> None:
    settings = config(tmp_path, "noise")
    job = audit.begin(audit.prepare(SPECS / "marlow.md", settings, "pattern"))
    assert job.spec.engine != audit.prepare(SPECS / "marlow.md", settings, "spacy").spec.engine
    assert audit.resume(audit.run_id(job), settings).spec == job.spec


def test_a_run_folder_may_be_renamed(tmp_path: Path) -> None:
    settings = config(tmp_path, "coin-judges")
    job = audit.begin(audit.prepare(SPECS / "marlow.md", settings, "pattern"))
    folder = job.run_dir / audit.run_id(job)
    renamed = audit.resume(str(folder.rename(job.run_dir / "mine")), settings)
    written = audit.write_reports(renamed, audit.run(renamed))
    assert [path.parent.name for path in written if path.is_file()] == ["mine", "mine"]


def test_a_run_of_another_name_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no run 'nothing'"):
        audit.resume("nothing", config(tmp_path, "noise"))


def test_the_walk_fits_into_a_running_loop(tmp_path: Path) -> None:
    settings = config(tmp_path, "coin-judges")
    job = audit.prepare(SPECS / "marlow.md", settings, "pattern")
    assert asyncio.run(audit.run_async(job)).run.complete
