"""What the tests of reading passes share."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from specaudit.domain.spec import Spec
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from tests.conftest import SPECS


def parsed(path: Path) -> Spec:
    """Parse a spec without an NLP model."""
    return document.parse(document.read_text(path), path=path.name, engine=load_engine("pattern"))


@cache
def marlow() -> Spec:
    """The small spec with planted gaps."""
    return parsed(SPECS / "marlow.md")


def made_up(sections: int, rules: int = 8) -> Spec:
    """A spec of any size: sections of short rules, no two alike."""
    rows = []
    for section in range(sections):
        rows.append(f"# Desk {section}\n")
        for rule in range(rules):
            word = "must" if (section + rule) % 3 else "must not"
            rows.append(
                f"The assistant {word} show form {section}-{rule} to the clerk of room "
                f"{section * rule % 17} when ticket {rule * 7 % 11} asks for it.\n"
            )
    return document.parse("\n".join(rows), path="made-up.md", engine=load_engine("pattern"))


_LINE = re.compile(
    r"^\[(S\d+)\] (?:\((?:commentary|under S\d+|on an example)\) )*(.+)$", re.MULTILINE
)
_FOCUS = re.compile(r"\(S(\d+) to S(\d+)\)$", re.MULTILINE)


def rows(system: str) -> dict[str, str]:
    """The statements in a digest, by label."""
    return {m[1]: m[2] for m in _LINE.finditer(system)}


def in_focus(task: str) -> list[str]:
    """The labels that a task points to."""
    return [
        f"S{number}"
        for first, last in _FOCUS.findall(task)
        for number in range(int(first), int(last) + 1)
    ]


def conflict(*sides: tuple[str, str], **changes: Any) -> dict[str, Any]:
    """A sound proposal that two statements collide."""
    return {
        "statements": [{"label": label, "quote": quote} for label, quote in sides],
        "situation": "Somebody asks for both.",
        "same_agent": True,
        "same_act": True,
        "conditions_meet": True,
        "compliant_answer": "",
        "one_answer_serves_both": False,
        "tie_break": "",
        "winner": "",
        "readings": [],
        "query": "",
        "kind": "conflict",
        "taxonomy": "T2",
        "claim": "The two collide.",
        **changes,
    }


def judged(task: str, is_gap: Callable[[str, str], bool]) -> dict[str, Any]:
    """A judge's answer to all pairs in a task."""
    pairs = []
    for label, a, b in _PAIR.findall(task):
        gap = is_gap(a, b)
        pairs.append(
            {
                "pair": label,
                "situation": "Somebody asks for both." if gap else "",
                "same_agent": True,
                "same_act": True,
                "conditions_meet": gap,
                "compliant_answer": "",
                "one_answer_serves_both": not gap,
                "tie_break": "",
                "winner": "",
                "verdict": "conflict" if gap else "none",
                "taxonomy": "T2" if gap else "",
                "claim": "The two collide." if gap else "",
            }
        )
    return {"pairs": pairs}


_PAIR = re.compile(r"^\[(P\d+)\]\nA \(.*?\): (.+)$(?:\n  .*)*\nB \(.*?\): (.+)$", re.MULTILINE)
