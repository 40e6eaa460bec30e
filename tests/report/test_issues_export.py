from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from specaudit.domain.errors import ConfigError, InputError
from specaudit.report import escape
from specaudit.report.issues_export import FORMS, files
from tests.report import samples


def rows(form: str) -> list[list[str]]:
    (text,) = files(samples.report(), form, include_unconfirmed=True).values()
    assert "\r" not in text
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("form", FORMS)
def test_only_confirmed_gaps_unless_asked(form: str) -> None:
    text = "".join(files(samples.report(), form).values())
    assert samples.CONFIRMED in text
    assert samples.REFUTED not in text
    assert samples.REFUTED in "".join(
        files(samples.report(), form, include_unconfirmed=True).values()
    )


@pytest.mark.parametrize("form", FORMS)
def test_nobody_is_pinged_and_nothing_linked(form: str) -> None:
    for name, text in files(samples.report(), form).items():
        if name != "create.sh":
            assert not re.search(r"@\w|#\d|GH-\d|https?:|javascript:", text), name
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)


def test_markdown_file() -> None:
    text = files(samples.report(), "md")[f"{samples.CONFIRMED}.md"]
    _, front, body = text.split("---\n", 2)
    assert f"specaudit-id: {samples.CONFIRMED}" in front
    heads = re.findall(r"^## (.*)$", body, re.MULTILINE)
    assert heads == [
        "Problem",
        "Passage A",
        "Passage B",
        "Where they collide",
        "What models did",
        "Possible wording",
        "How this was found",
        "Two answers from opposite ends",
    ]
    shown = MarkdownIt("commonmark").render(body)
    assert not re.search(r"<(script|img|a)\b", shown)


def test_long_answers_stay_below_the_limit_with_the_mark() -> None:
    made = samples.report("``` word " * 30_000)
    for name, text in files(made, "gh").items():
        assert len(text) <= 60_000
        if name.endswith(".md"):
            assert text.rstrip().endswith(f"specaudit-id: {samples.CONFIRMED}")
            fences = re.findall(r"^`{3,}", text, re.MULTILINE)
            assert len(fences) % 2 == 0


def test_github_script_is_sound_shell(tmp_path: Path) -> None:
    made = files(samples.report(), "gh", include_unconfirmed=True)
    script = tmp_path / "create.sh"
    script.write_text(made["create.sh"], encoding="utf-8")
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert made["create.sh"].count("\nfile_issue GAP-") == 5
    assert set(made) == {"create.sh"} | {
        f"{gap.candidate.id}{ending}"
        for gap in samples.report().gaps
        for ending in (".md", ".title")
    }


def test_a_forged_id_reaches_neither_shell_nor_disk() -> None:
    made = samples.report()
    gap = replace(made.gaps[0], candidate=replace(made.gaps[0].candidate, id="../$(id)"))
    with pytest.raises(InputError, match="not a gap id"):
        files(replace(made, gaps=(gap,)), "gh")


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("jira-csv", ["Summary", "Description", "Labels", "External ID"]),
        ("linear-csv", ["Title", "Description", "Labels", "ID"]),
        ("gitlab-csv", ["title", "description"]),
    ],
)
def test_tables_read_back(form: str, head: list[str]) -> None:
    found = rows(form)
    assert found[0] == head
    assert len(found) == 6
    bodies = {
        i["id"]: i["body"]
        for i in json.loads(
            files(samples.report(), "json", include_unconfirmed=True)["issues.json"]
        )
    }
    assert [row[1] for row in found[1:]] == [escape.cell(body) for body in bodies.values()]
    assert all(len(row) == len(head) for row in found)
    assert "," in found[1][1]
    assert "\n" in found[1][1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%x", " =1+1", "\x1b=1"])
def test_formulas_are_text(text: str) -> None:
    assert escape.cell(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["# head", "- item", "1. item", "===", "> quote", "| a | b |", "***", "    code", "<b>"]
)
def test_prose_is_one_paragraph_that_reads_as_written(text: str) -> None:
    shown = MarkdownIt("commonmark").enable("table").render(escape.prose(text))
    assert shown.startswith("<p>")
    assert not re.search(r"<(?!/?p>)", shown)


def test_unknown_form() -> None:
    with pytest.raises(ConfigError, match="no such issue format"):
        files(samples.report(), "trello")
