"""The first minutes of a new user: help, demo, a real spec, a clean one, the price of an audit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from specaudit.cli import COMMANDS
from tests.conftest import SPECS
from tests.e2e.process import no_network, specaudit

MODEL_SPEC = "openai-model-spec-2025-12-18.md"
CLEAN = """# Desk {#desk}

The assistant should be brief.

## Loans {#loans}

The assistant must not lend a book twice.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    return tmp_path


def test_check_1_help_has_a_line_for_every_command_and_three_examples(folder: Path) -> None:
    asked = specaudit(folder, "--help")
    assert asked.code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in asked.out
        assert line in asked.out
    examples = asked.out.partition("Examples:")[2].partition("Exit codes")[0]
    assert examples.count("  specaudit ") == 3
    bare = specaudit(folder)
    assert bare.code == 2
    assert bare.said.startswith("Usage: specaudit")


def test_check_2_the_demo_needs_no_network_and_no_key(audited: Path) -> None:
    assert no_network(), "the demo ran under it"
    page = (audited / "D" / "report.html").read_text("utf-8")
    assert len(page) > 10_000
    assert "SIMULATED" in page
    last = "Open D/report.html (here: specaudit report latest --run-dir D/runs). "
    said = (audited / "said.txt").read_text("utf-8")
    assert said.endswith(last + "Next: specaudit lint YOUR_SPEC.md\n")
    again = specaudit(audited, "report", "latest", "--run-dir", "D/runs")
    assert again.code == 0, again.err


def test_check_3_a_real_spec_without_network_is_quiet_says_why_and_repeats_itself(
    folder: Path, shared_specs: Path
) -> None:
    shutil.copy(shared_specs / MODEL_SPEC, folder)
    first = specaudit(folder, "lint", MODEL_SPEC, "--limit", 0, prefix=no_network())
    again = specaudit(folder, "lint", MODEL_SPEC, "--limit", 0, prefix=no_network())
    fresh = specaudit(folder, "lint", MODEL_SPEC, "--limit", 0, "--no-cache")
    assert first.code in (0, 1)
    assert first.raw == again.raw == fresh.raw
    assert first.err == ""
    heads = [line for line in first.out.splitlines() if line.startswith(("error:", "warning:"))]
    assert len(heads) <= 40
    for block in first.out.split("\n\n")[:-1]:
        assert 1 <= block.count("      “") <= 4, "every finding quotes a passage, or all of them"
    assert f"Exit {first.code}: " in first.out.splitlines()[-1]


def test_check_4_a_clean_document_is_one_line(folder: Path) -> None:
    (folder / "clean.md").write_text(CLEAN)
    done = specaudit(folder, "lint", "clean.md")
    assert (done.code, done.said) == (0, "No findings in clean.md (2 statements).\n")


def test_check_14_a_dry_run_shows_cost_and_hosts_without_key_network_or_call(folder: Path) -> None:
    shutil.copy(SPECS / "marlow.md", folder / "spec.md")
    models = ("--model", "openai/gpt-4.1", "--model", "openai/nothing-like-it")
    done = specaudit(
        folder, "audit", "spec.md", *models, "--judge", "google/gemini-2.5-pro", "--dry-run",
        prefix=no_network(),
    )  # fmt: skip
    assert done.code == 0, done.err
    for says in (
        "low  expected  ceiling",
        "total: unknown, 1 of 3 models unpriced; without it $",
        "price unknown: openai/nothing-like-it",
        "sends spec text to: api.openai.com, generativelanguage.googleapis.com",
        "No calls were made.",
    ):
        assert says in done.out
    assert not (folder / ".specaudit" / "runs").exists()


def test_offline_not_even_the_embedded_models_weights_are_fetched(folder: Path) -> None:
    """The folder's cache is empty; with no word of it pip would be called."""
    shutil.copy(SPECS / "marlow.md", folder)
    done = specaudit(folder, "--offline", "audit", "marlow.md", "--engine", "pattern")
    assert done.code == 2
    assert "weights are not here, and offline" in done.err
