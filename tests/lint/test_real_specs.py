"""Lint on the real specs: quiet, and right where we have read what it says."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from specaudit.config import DocumentOptions
from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import LintOptions
from specaudit.lint import runner
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

BUDGET = {
    "openai-model-spec-2025-12-18.md": 40,
    "anthropic-claude-constitution-2026-01-20.md": 12,
    "jsonapi-1.1.md": 12,
    "azure-rest-api-guidelines.md": 12,
    "github-terms-of-service.md": 12,
    "github-acceptable-use-policies.md": 12,
    "cursorrules-anti-sycophancy.md": 12,
    "cursorrules-web-app-optimization.md": 12,
}
# Rule and line of findings in the Model Spec that two careful readers defend.
DEFENDED = [
    ("norm-without-authority", 854),
    ("norm-without-authority", 2130),
    ("absolute-with-exception", 488),
    ("absolute-then-however", 828),
    ("open-exception", 1114),
    ("ambiguous-may-not", 2054),
    ("garbled-text", 3858),
    ("norm-in-commentary", 459),
    ("norm-in-commentary", 2151),
]
# What one of them rejected: lists of contents, stress, examples of a class, advice to others, a
# claim that the next sentence takes back, a rule that links to the one it applies.
REJECTED = [
    ("norm-without-authority", 153),
    ("norm-without-authority", 173),
    ("norm-without-authority", 812),
    ("norm-without-authority", 822),
    ("norm-in-commentary", 290),
    ("norm-in-commentary", 721),
    ("open-ended-prohibition", 430),
    ("open-ended-prohibition", 1239),
    ("mixed-modal-case", 701),
    ("claims-over-higher-level", 2526),
    ("authority-mismatch", 4077),
]


@lru_cache(maxsize=32)
def findings(path: Path) -> list[Finding]:
    spec = parse(Source(path.name, path.read_bytes()), DocumentOptions())
    return list(runner.run([spec], LintOptions()).findings)


@pytest.mark.parametrize(("name", "most"), BUDGET.items())
def test_stays_within_its_budget(shared_specs: Path, name: str, most: int) -> None:
    loud = [f for f in findings(shared_specs / name) if f.severity is not Severity.NOTE]
    assert len(loud) <= most


def test_finds_what_readers_defend_and_not_what_they_reject(shared_specs: Path) -> None:
    found = {
        (f.rule, f.passages[0].start.line)
        for f in findings(shared_specs / "openai-model-spec-2025-12-18.md")
    }
    assert [entry for entry in DEFENDED if entry not in found] == []
    assert [entry for entry in REJECTED if entry in found] == []


def test_one_slip_is_told_once(shared_specs: Path) -> None:
    found = [f for f in findings(shared_specs / "jsonapi-1.1.md") if f.rule == "dangling-reference"]
    labels, definition = found
    assert len(labels.passages) == 6
    assert "[fetching filtering]" in labels.message
    assert (definition.severity, definition.passages[0].start.line) == (Severity.WARNING, 2250)


def test_a_softened_rule_is_named_by_its_words(shared_specs: Path) -> None:
    [drift] = [
        f
        for f in findings(shared_specs / "azure-rest-api-guidelines.md")
        if f.rule == "modality-drift"
    ]
    assert drift.message.startswith('"where possible" here, "must" elsewhere in "JSON"')


def test_fingerprints_are_unique(shared_specs: Path) -> None:
    for path in sorted(shared_specs.glob("*.md")):
        prints = [f.fingerprint for f in findings(path)]
        assert len(set(prints)) == len(prints), path.name
        assert len({f.id for f in findings(path)}) == len(prints), path.name


def test_the_sample_and_its_repaired_twin() -> None:
    specs = Path(__file__).resolve().parents[2] / "specs"
    assert findings(specs / "marlow-repaired.md") == []
    rules = {f.rule for f in findings(specs / "marlow.md")}
    assert rules >= {
        "absolute-then-however",
        "claims-over-higher-level",
        "dangling-reference",
        "inconsistent-number",
        "norm-in-commentary",
        "open-exception",
        "priority-cycle",
    }
