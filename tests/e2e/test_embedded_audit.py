"""The audit nobody configured: a model far too small to judge, and a report that says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from specaudit.llm import weights
from tests.cli.run import Outcome, specaudit
from tests.conftest import SPECS

# Where other programs keep the cores busy, a minute becomes several.
pytestmark = [pytest.mark.embedded, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """One audit of the sample spec as a newcomer would start it; it takes a minute."""
    pytest.importorskip("xllamacpp", reason="EMBEDDED MODEL ABSENT: install specaudit[embedded]")
    if weights.find() is None:
        pytest.skip("EMBEDDED MODEL ABSENT: run python -m specaudit.llm.weights")
    folder = tmp_path_factory.mktemp("embedded")
    outputs = [arg for form in ("json", "html", "md") for arg in ("-o", folder / f"r.{form}")]
    outcome = specaudit(
        "audit", SPECS / "marlow.md", "--engine", "pattern", "--run-dir", folder / "runs", *outputs
    )
    return outcome, folder


def test_its_judge_fails_and_nothing_is_concluded(audited: tuple[Outcome, Path]) -> None:
    outcome, folder = audited
    assert outcome.code == 0, outcome.err
    report: dict[str, Any] = json.loads((folder / "r.json").read_text("utf-8"))
    (check,) = report["run"]["instrument"]
    assert not check["passed"]
    tested = [g for g in report["gaps"] if g["candidate"]["resolution"] is None]
    assert tested
    assert {g["verdict"] for g in tested} == {"inconclusive-instrument"}
    assert {g["stop_reason"] for g in tested} == {"instrument"}


def test_spending_stops_after_the_check(audited: tuple[Outcome, Path]) -> None:
    report = json.loads((audited[1] / "r.json").read_text("utf-8"))
    assert [(use["role"], use["calls"]) for use in report["run"]["models"]] == [("judge", 12)]
    assert not any(evidence["responses"] for evidence in report["evidence"])


def test_the_report_says_it_in_a_policy_authors_words(audited: tuple[Outcome, Path]) -> None:
    outcome, folder = audited
    pages = {
        "terminal": outcome.out,
        "html": (folder / "r.html").read_text("utf-8"),
        "markdown": (folder / "r.md").read_text("utf-8"),
    }
    for form, text in pages.items():
        said = " ".join(text.replace("</strong>", "").split())
        for words in (
            "Instrument check",
            "The judge failed: shown answers whose verdict is known beforehand",
            "of 12 right",
            "guessing alone gets about half of them right, so other judges are needed",
            "Nothing below is confirmed or refuted by this run.",
            "a small embedded model filled every role. It shows the walk; it cannot judge a spec.",
            "nothing was asked of the committee",
        ):
            assert words in said, (form, words)
