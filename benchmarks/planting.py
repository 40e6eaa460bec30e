"""Plant defects whose places are words of the document (`defects` has those placed by hashes).

``insert_after`` puts a sentence at the end of the line that holds ``at``; ``replace`` changes
``old`` to ``new`` there.
"""

from __future__ import annotations

from typing import Any

_FOLD = str.maketrans("‘’“”", "''\"\"")


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


def find(text: str, words: str, since: int = 0) -> int:
    """Offset of some words at or after ``since``, typographic quotes counting as plain ones."""
    at = text.translate(_FOLD).find(words.translate(_FOLD), max(0, since))
    if at < 0:
        raise ValueError(f"not in the document: {words!r}")
    return at
