"""What the tests of reading passes share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
