"""Sentences of rule files for coding agents that share words and are at peace, and cousins at odds.

Each pair is a way in which such files speak: crossed lists, short dashes, "but instead", places
and cases named in passing.
"""

from __future__ import annotations

import pytest

from .helpers import lint

RULES = ("direct-contradiction", "permission-against-prohibition")

AT_PEACE = """
Write code for every layer. | Do NOT write comments about missing code but instead write code.
Never bypass the queue - use the form and render the page. | Render the page at night.
Run reports from the desk tool. | Never ask for leave to open files, run reports, or close pages.
Use hints so that the reader finds the answer alone. | Do not give answers to the reader.
Use this slot for samples, but never include secrets. | Never include secrets in the test slot.
Write notes on calls that are not inferred. | Don't write notes on calls that are inferred.
Use capitals for exported names. | Use capitals for unexported names.
Do NOT store private data here. | Store private data safely.
Load few parts and avoid circular needs. | **Circular needs:** Avoid loading parts in circles.
Never ask more than one question at a time. | Ask a single question at a time.
Never assume events, choices, or required test paths. | Check them against test path requirements.
Never write code or edit files yourself. | All work — writing code, editing files — must be shared.
Before the start, ensure the table exists. | **Root cause**: The table does not exist.
"""

AT_ODDS = """
Never send drafts to readers. | Do not wait for the desk but send drafts to readers.
Do not include secrets in replies. | Include secrets in replies.
Do not ask more than one question at a time. | Ask more than one question at a time.
Never run reports at night. | Open the desk - run reports at night.
"""


def pairs(text: str) -> list[list[str]]:
    return [line.split(" | ") for line in text.strip().splitlines()]


def findings(first: str, second: str) -> tuple[object, ...]:
    return lint(f"# Guide\n\n## One\n\n{first}\n\n## Two\n\n{second}\n", *RULES).findings


@pytest.mark.parametrize(("first", "second"), pairs(AT_PEACE))
def test_shared_words_alone_are_no_contradiction(first: str, second: str) -> None:
    assert not findings(first, second)


@pytest.mark.parametrize(("first", "second"), pairs(AT_ODDS))
def test_the_same_act_is_one(first: str, second: str) -> None:
    assert findings(first, second)
