from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from specaudit.config import load
from specaudit.pipeline.roles import bind
from tests.cli.run import specaudit
from tests.conftest import ROOT, SPECS


def test_the_offline_example_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples/python/audit_offline.py", tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "planned: about" in done.stdout
    assert "interpretive-ambiguity" in done.stdout or "contradiction" in done.stdout


def test_the_local_models_example_can_be_planned() -> None:
    path = ROOT / "examples/local-models/specaudit.toml"
    config = load(path)
    assert len(bind(config.audit).models()) == 5
    outcome = specaudit(
        "--config", path, "audit", SPECS / "marlow.md", "--engine", "pattern", "--dry-run"
    )
    assert outcome.code == 0
    assert "127.0.0.1:11434" in outcome.out
