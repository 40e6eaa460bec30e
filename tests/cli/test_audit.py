from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from tests.cli.run import simulated, specaudit
from tests.cli.test_commands import OWN, STUBBED_RUN
from tests.conftest import SPECS


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.md").write_text(OWN, encoding="utf-8")
    shutil.copy(SPECS / "marlow.gaps.json", tmp_path)


def test_all_missing_keys_are_named_at_once() -> None:
    models = ["--model", "anthropic/a", "--model", "google/b", "--judge", "xai/c"]
    outcome = specaudit(*STUBBED_RUN, *models, "--max-cost", 20)
    assert outcome.code == 2
    assert "ANTHROPIC_API_KEY, GOOGLE_API_KEY, XAI_API_KEY are not set" in outcome.err


@pytest.mark.usefixtures("audited")
def test_a_run_without_report_does_not_hide_an_older_one() -> None:
    runs = Path(".specaudit/runs")
    older = next(runs.glob("*/run.json")).parent
    broken = runs / "2999-01-01T000000-marlow"
    shutil.copytree(older, broken)
    (broken / "report.json").unlink()
    assert specaudit("report", "latest").code == 0
    assert specaudit("issues", "latest", "--to", "issues").code == 0
    assert specaudit("compare", older.name, "latest").code == 0
    named = specaudit("report", broken.name)
    assert (named.code, "has no report yet" in named.err) == (2, True)


def test_a_misspelt_provider_is_said_before_an_empty_role() -> None:
    outcome = specaudit("audit", "own.md", "--model", "anthropc/x")
    assert outcome.code == 2
    assert 'unknown provider "anthropc"' in outcome.err


def test_a_plan_says_how_far_a_cap_reaches_and_that_an_unknown_cost_is_unknown() -> None:
    common = ["audit", "own.md", "--engine", "pattern", "--dry-run", "--judge"]
    priced = [*common, "google/gemini-2.5-pro", "--model", "openai/gpt-4.1"]
    capped = specaudit(*priced, "--max-cost", "0.001").out
    assert "--max-cost 0.001 stops the run at less than 1 % of what it is expected" in capped
    assert "--max-cost" not in specaudit(*priced, "--max-cost", "1000").out
    unknown = specaudit(*common, "google/nothing", "--model", "openai/nothing").out
    assert "total: unknown, 2 of 2 models unpriced (" in unknown
    assert "$0.00" not in unknown


def test_a_plan_without_models_says_who_the_members_are() -> None:
    out = specaudit("audit", "own.md", "--engine", "pattern", "--dry-run").out
    assert "no models are configured: embedded/smollm2-135m" in out
    assert "3 members, 1 judge\n" in out
    assert "3 members are clones of it" in out
    assert "configured" not in specaudit(*simulated("--dry-run")).out


def test_an_unknown_price_is_unknown_and_a_cost_cap_refuses_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for vendor in ("OPENAI", "GOOGLE"):
        monkeypatch.setenv(f"{vendor}_API_KEY", "none")
    models = ["--model", "openai/nothing-like-it", "--model", "openai/gpt-4.1"]
    common = ["audit", "own.md", "--engine", "pattern", *models, "--judge", "google/gemini-2.5-pro"]
    assert "unknown" in specaudit(*common, "--dry-run").out
    capped = specaudit(*common, "--max-cost", 1)
    assert capped.code == 2
    assert "openai/nothing-like-it" in capped.err


def test_money_is_not_spent_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for vendor in ("OPENAI", "GOOGLE"):
        monkeypatch.setenv(f"{vendor}_API_KEY", "none")
    models = ["--model", "openai/gpt-4.1", "--model", "openai/gpt-4o"]
    outcome = specaudit(
        "audit", "own.md", "--engine", "pattern", *models, "--judge", "google/gemini-2.5-pro"
    )
    assert outcome.code == 2
    assert "add --yes or --max-cost" in outcome.err
