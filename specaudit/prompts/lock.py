"""The lock of the prompts: a changed text must come with a new version.

``python -m specaudit.prompts.lock`` writes the lock anew.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from specaudit.prompts.loader import Prompt, load

LOCK = "prompts.lock"


def names() -> list[str]:
    """Return the ids of all prompts in the package."""
    root = files("specaudit.prompts")
    return sorted(
        f"{folder.name}/{entry.name.removesuffix('.md')}"
        for folder in root.iterdir()
        if folder.is_dir() and not folder.name.startswith("__")
        for entry in folder.iterdir()
        if entry.name.endswith(".md")
    )


def current() -> dict[str, dict[str, object]]:
    """Return version and digest of every prompt as it is now."""
    prompts: list[Prompt] = [load(name) for name in names()]
    return {p.id: {"version": p.version, "sha256": p.sha256} for p in prompts}


def locked() -> dict[str, dict[str, object]]:
    """Return what the lock says."""
    text = files("specaudit.prompts").joinpath(LOCK).read_text("utf-8")
    found: dict[str, dict[str, object]] = json.loads(text)
    return found


if __name__ == "__main__":
    Path(__file__).with_name(LOCK).write_text(json.dumps(current(), indent=1) + "\n", "utf-8")
