"""What README and docs/lint.md claim about lint is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from specaudit.lint.rulebook import FAMILIES, load
from tests.conftest import ROOT, SPECS
from tests.e2e.process import specaudit

README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "lint.md").read_text("utf-8")
DOCUMENTS = {
    "Model Spec": "openai-model-spec-2025-12-18.md",
    "JSON:API 1.1": "jsonapi-1.1.md",
}
ROW = re.compile(
    r"^\| (?P<family>\w+) \| `(?P<rule>[\w-]+)`[^|]* \| (?P<document>[^|]+), (?P<line>\d+) "
    r'\| "(?P<words>[^|]+)" \|',
    re.MULTILINE,
)
ROWS = [match.groupdict() for match in ROW.finditer(README)]


def test_the_readme_shows_a_finding_of_every_family_that_reads_text() -> None:
    shown = {row["family"] for row in ROWS}
    assert shown == set(FAMILIES.values()) - {"suppression"}
    assert all(len(row["words"].split()) <= 9 for row in ROWS), "only a few words are quoted"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['line']}")
def test_a_finding_shown_in_the_readme_is_found(
    tmp_path: Path, shared_specs: Path, row: dict[str, str]
) -> None:
    assert load().matching(row["rule"])[0].family == row["family"]
    path = shared_specs / DOCUMENTS[row["document"]]
    done = specaudit(
        tmp_path, "--isolated", "lint", path, "--select", row["rule"], "--format", "json"
    )
    first = [finding["passages"][0] for finding in json.loads(done.out)["findings"]]
    (passage,) = [p for p in first if p["start"]["line"] == int(row["line"])]
    text = " ".join((passage["context"] or passage["text"]).split())
    assert row["words"].removesuffix("…") in text


def test_the_line_shown_for_the_sample_is_printed(tmp_path: Path) -> None:
    (line,) = re.findall(r"^specs/marlow\.md:\d+:.*$", README, re.MULTILINE)
    (tmp_path / "specs").symlink_to(SPECS)
    done = specaudit(tmp_path, "--isolated", "lint", "specs/marlow.md", "--format", "concise")
    assert line in done.out.splitlines()


def test_every_option_that_the_guide_names_exists(tmp_path: Path) -> None:
    known = "".join(
        specaudit(tmp_path, *command, "--help").out
        for command in ([], ["lint"], ["baseline", "accept"], ["baseline", "write"])
    )
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", GUIDE))
    assert named
    assert {option for option in named if option not in known} == set()


def test_every_format_and_ending_of_the_guide_exists(tmp_path: Path) -> None:
    from specaudit.report.lint_formats import ENDINGS, LINT_REPORTERS

    rows = re.findall(r"^\| `(\w+)` \| (?:`(\.\w+)`)? ?\|", GUIDE, re.MULTILINE)
    assert [form for form, _ in rows] == list(LINT_REPORTERS)
    assert {ending: form for form, ending in rows if ending} == ENDINGS


def test_links_of_the_guides_lead_somewhere() -> None:
    for text, folder in ((README, ROOT), (GUIDE, ROOT / "docs")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (folder / target).exists(), target
