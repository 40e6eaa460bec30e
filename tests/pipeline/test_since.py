"""An audit after an edit: only what is new is read again."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from specaudit.config import AuditConfig, Config
from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.report import AuditReport
from specaudit.pipeline import audit
from specaudit.store import runs
from tests.cli.run import specaudit
from tests.conftest import SPECS

WORLD = f"scripted/gaps@{SPECS / 'marlow.gaps.json'}"
EDITED = "A reader who asks twice must be told why Marlow cannot help."


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "marlow.md"
    path.write_text((SPECS / "marlow.md").read_text("utf-8"), "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "marlow.md")
    git(tmp_path, "commit", "-qm", "first")
    return path


def settings(folder: Path, **changes: object) -> Config:
    chosen = {
        "proposer": f"{WORLD}:p",
        "models": (f"{WORLD}:a", f"{WORLD}:b"),
        "judges": (f"{WORLD}:j1", f"{WORLD}:j2"),
        "queries": 1,
        "max_gaps": 1,
        "run_dir": str(folder / "runs"),
        **changes,
    }
    return Config(audit=AuditConfig(**chosen))  # type: ignore[arg-type]


def edit(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{EDITED}\n")


def calls(report: AuditReport) -> int:
    return sum(use.calls for use in report.run.models if use.role == "proposer")


def proposals(job: audit.Audit, report: AuditReport) -> list[str]:
    with runs.open_run(job.run_dir / report.run.id) as run:
        return [json.loads(line)["key"] for line in run.export_jsonl() if '"proposal"' in line]


@pytest.mark.parametrize("since", ["HEAD", "latest"])
def test_an_edit_reads_one_statement_again_and_keeps_the_rest(spec: Path, since: str) -> None:
    config = settings(spec.parent)
    whole_job = audit.prepare(spec, config, "pattern")
    whole = audit.run(whole_job)
    edit(spec)
    job = audit.prepare(spec, config, "pattern", since=since)
    assert job.since is not None
    assert len(job.since.changed) == 1
    plan = audit.plan(job)
    reading = [row.load for row in plan.rows if row.load.stage.startswith("read: ")]
    assert [(load.stage, load.expected) for load in reading] == [
        ("read: sweep", 1),
        ("read: targeted", 1),
    ]
    assert any(f"keeps what run {whole.run.id} proposed" in note for note in plan.notes)
    report = audit.run(job)
    assert calls(report) == 2 < calls(whole)
    assert len(proposals(job, report)) >= len(proposals(whole_job, whole)) > 0
    assert {g.candidate.id for g in report.gaps} == {g.candidate.id for g in whole.gaps}
    assert any(
        "Only 1 changed statement(s) or example(s) were read again" in note
        for note in report.run.notes
    )


def test_without_an_earlier_run_the_report_says_what_was_not_looked_for(spec: Path) -> None:
    edit(spec)
    job = audit.prepare(spec, settings(spec.parent), "pattern", since="HEAD")
    assert any("no run has read that version" in note for note in audit.plan(job).notes)
    report = audit.run(job)
    assert any("gaps there are not listed" in note for note in report.run.notes)


def test_a_resumed_run_reads_the_same_again(spec: Path) -> None:
    config = settings(spec.parent)
    audit.run(audit.prepare(spec, config, "pattern"))
    edit(spec)
    job = audit.begin(audit.prepare(spec, config, "pattern", since="HEAD"))
    git(spec.parent, "commit", "-qam", "HEAD is another one now")
    resumed = audit.resume(audit.run_id(job), config)
    assert resumed.since == job.since
    assert calls(audit.run(resumed)) == 2


def test_a_run_that_never_read_to_the_end_is_not_built_upon(spec: Path) -> None:
    config = settings(spec.parent)
    whole = audit.run(audit.prepare(spec, config, "pattern"))
    audit.begin(audit.prepare(spec, config, "pattern"))  # killed before its first call
    edit(spec)
    job = audit.prepare(spec, config, "pattern", since="HEAD")
    assert job.since is not None
    assert job.since.base == whole.run.id


def test_another_proposer_does_not_build_on_a_run(spec: Path) -> None:
    audit.run(audit.prepare(spec, settings(spec.parent), "pattern"))
    edit(spec)
    other = settings(spec.parent, co_proposers=(f"{WORLD}:q",))
    job = audit.prepare(spec, other, "pattern", since="HEAD")
    assert job.since is not None
    assert job.since.base == ""


def test_what_cannot_be_compared_is_said_in_one_line(spec: Path) -> None:
    config = settings(spec.parent)
    with pytest.raises(InputError, match="--since nowhere: neither a run nor known to git"):
        audit.prepare(spec, config, "pattern", since="nowhere")
    with pytest.raises(ConfigError, match="--since needs a --proposer"):
        audit.prepare(spec, settings(spec.parent, proposer=""), "pattern", since="HEAD")
    with pytest.raises(ConfigError, match="no reading thirds"):
        audit.prepare(spec, settings(spec.parent, also_read=("thirds",)), "pattern")
    resumed = specaudit("audit", "--resume", "latest", "--since", "HEAD")
    assert resumed.code == 2
    assert "no --since" in resumed.err
