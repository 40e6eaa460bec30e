"""The same words are the same finding: bytes repeat, moves change nothing, edits change their own.

On our own specs always, and on real ones where they are beside the checkout.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED_SPECS, SPECS
from tests.e2e.process import specaudit

REAL = (
    "openai-model-spec-2025-12-18.md",
    "anthropic-claude-constitution-2026-01-20.md",
    "jsonapi-1.1.md",
    "github-terms-of-service.md",
)
FILES = [SPECS / "marlow.md", *(SHARED_SPECS / name for name in REAL)]
FORMS = ("text", "json", "sarif", "markdown", "html", "junit", "github")
EDITS = 4
"""Findings whose passage is edited, for every spec."""


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def text(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    if not path.is_file():
        pytest.skip(f"REAL SPECS ABSENT: {path.name} is not beside the checkout")
    return path.read_text("utf-8")


def findings(folder: Path, text: str) -> list[dict[str, Any]]:
    (folder / "spec.md").write_text(text, "utf-8")
    (folder / "specaudit.toml").write_text("")
    done = specaudit(folder, "lint", "spec.md", "--pedantic", "--format", "json")
    found: list[dict[str, Any]] = json.loads(done.out)["findings"]
    return found


def prints(found: list[dict[str, Any]]) -> set[str]:
    made = [str(finding["fingerprint"]) for finding in found]
    assert len(made) == len(set(made)), "no two findings share a fingerprint"
    return set(made)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    text = (SPECS / "marlow.md").read_text("utf-8")
    shown = []
    for number, cached in enumerate((True, True, False)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "specaudit.toml").write_text("")
        (folder / "spec.md").write_text(text, "utf-8")
        arguments = [arg for form in FORMS for arg in ("-o", f"{form}={form}.out")]
        arguments += [] if cached else ["--no-cache"]
        seed: dict[str, Any] = {"PYTHONHASHSEED": str(number)}
        for _ in range(2):
            done = specaudit(folder, "lint", "spec.md", *arguments, **seed)
            shown.append([done.raw, *((folder / f"{form}.out").read_bytes() for form in FORMS)])
    assert all(shown[0])
    for same in zip(*shown, strict=True):
        assert len(set(same)) == 1


def test_fifty_lines_more_above_change_no_fingerprint(tmp_path: Path, text: str) -> None:
    before = prints(findings(tmp_path, text))
    at = text.index("\n## ") + 1 if "\n## " in text else 0
    moved = text[:at] + "Some words of no note.\n\n" * 25 + text[at:]
    after = findings(tmp_path, moved)
    assert before <= prints(after)
    gone = [f for f in after if f["fingerprint"] not in before]
    assert all(f["passages"][0]["text"].startswith("Some words") for f in gone)


def test_line_ends_byte_order_mark_and_file_name_change_no_fingerprint(
    tmp_path: Path, text: str
) -> None:
    before = prints(findings(tmp_path, text))
    (tmp_path / "other.md").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    done = specaudit(tmp_path, "lint", "other.md", "--pedantic", "--format", "json")
    assert prints(json.loads(done.out)["findings"]) == before


def test_editing_one_passage_changes_only_its_own(tmp_path: Path, text: str) -> None:
    """A harmless word is put before one passage's sentence; other findings keep their identity."""
    found = findings(tmp_path, text)
    words = Counter(finding["passages"][0]["text"] for finding in found)
    plain = [f for f in found if words[f["passages"][0]["text"]] == 1]
    rng = random.Random(7)
    for chosen in rng.sample(plain, min(EDITS, len(plain))):
        sentence = chosen["passages"][0]["context"] or chosen["passages"][0]["text"]
        if text.count(sentence) != 1 or sentence.startswith("#"):
            continue  # a word behind a heading's attributes would undo its anchor
        at = text.index(sentence) + len(sentence.rstrip('.!?:*_`)"” \n'))
        touched = {
            finding["fingerprint"]
            for finding in found
            for passage in finding["passages"]
            if sentence in (passage["context"], passage["text"]) or passage["text"] in sentence
        }
        edited = text[:at] + " indeed" + text[at:]
        after = prints(findings(tmp_path, edited))
        assert prints(found) - touched <= after, sentence
        assert chosen["fingerprint"] not in after, sentence
