"""Plant known defects in a real spec: one case a line of JSON, one or two edits a case.

A case names its document, a kind, whether it is a defect or a harmless look-alike, edits, and words
of the passage it clashes with (``partner``). ``insert_after`` puts a sentence at the end of the
line that holds ``at``; ``replace`` changes ``old`` to ``new`` there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLD = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True)
class Planted:
    """One case and the document with it."""

    id: str
    document: str
    kind: str
    subtype: str | None
    is_defect: bool
    text: str
    marks: tuple[str, ...]
    """Words of the planted passages as they stand in ``text``."""
    partner: tuple[str, ...]


def cases(file: Path, specs: Path) -> Iterator[Planted]:
    """Read a file of cases and plant each in a fresh copy of its document.

    Raises:
        ValueError: where the words of an edit are not in the document.
    """
    originals: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        name = raw["doc"]
        if name not in originals:
            originals[name] = (specs / name).read_text(encoding="utf-8")
        text, marks = plant(originals[name], raw["edits"])
        yield Planted(
            id=raw["id"],
            document=name,
            kind=raw["kind"],
            subtype=raw.get("subtype"),
            is_defect=raw["is_defect"],
            text=text,
            marks=marks,
            partner=tuple(raw.get("partner") or ()),
        )


def plant(text: str, edits: list[dict[str, Any]]) -> tuple[str, tuple[str, ...]]:
    """Apply the edits of one case and return the text with the planted words."""
    marks = []
    for edit in edits:
        at = find(text, edit["at"])
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if edit["op"] == "insert_after":
            text = text[:end].rstrip() + " " + edit["text"] + text[end:]
            marks.append(edit["text"])
        elif edit["op"] == "replace":
            old, new = edit["old"], edit["new"]
            start = text.rfind("\n", 0, at) + 1
            place = start + find(text[start:end], old)
            text = text[:place] + new + text[place + len(old) :]
            marks.append(new)
        else:
            raise ValueError(f"unknown edit {edit['op']!r}")
    return text, tuple(marks)


def find(text: str, words: str) -> int:
    """Offset of some words, typographic quotes counting as plain ones."""
    at = text.translate(_FOLD).find(words.translate(_FOLD))
    if at < 0:
        raise ValueError(f"not in the document: {words!r}")
    return at
