"""Severities that a wording check lowers for single findings."""

from __future__ import annotations

import pytest

from specaudit.domain.finding import Severity

from .helpers import lint

STRAY = [
    ("MUST", "must", Severity.NOTE),
    ("must", "MUST", Severity.WARNING),
]


@pytest.mark.parametrize(("usual", "stray", "severity"), STRAY)
def test_small_letters_among_capitals_are_a_note(
    usual: str, stray: str, severity: Severity
) -> None:
    verbs = ("retry", "stop", "wait", "log", "sign", "split", "join", "close", "send")
    text = "".join(f"Clients {usual} {verb}.\n\n" for verb in verbs)
    text += f"Clients {stray} ask.\n\nServers {stray} answer.\n"
    [finding] = lint(f"# Standard\n\n{text}", "mixed-modal-case").findings
    assert (finding.severity, len(finding.passages)) == (severity, 2)
