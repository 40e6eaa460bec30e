"""Machine formats of a lint result: valid, escaped, and stable."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from specaudit.domain.lint import LintResult
from specaudit.lint import rulebook
from specaudit.report.lint_formats import LINT_REPORTERS, load

from .lint_sample import CLASH, EMPTY, PLAIN, RESULT


def shown(name: str, result: LintResult = RESULT) -> str:
    return load(name)(result, PLAIN)


@pytest.mark.parametrize("name", LINT_REPORTERS)
def test_same_result_gives_the_same_bytes_without_control_characters(name: str) -> None:
    text = shown(name)
    assert text == shown(name)
    assert "\x1b" not in text
    assert shown(name, EMPTY) is not None


def test_json() -> None:
    data = json.loads(shown("json"))
    assert data["schema_version"] == "1.0"
    assert data["summary"] == {
        "error": 0, "warning": 1, "note": 1, "suppressed": 1, "stale": 1,
    }  # fmt: skip
    first = data["findings"][0]
    assert first["id"] == CLASH.id
    assert [p["start"]["line"] for p in first["passages"]] == [12, 40]
    assert data["exit"]["code"] == 1


def test_github_has_one_line_a_finding_and_escapes_properties() -> None:
    lines = shown("github").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::warning file=docs/my spec.md,line=12,")
    assert "100%25" in lines[0]


def test_github_caps_at_ten() -> None:
    many = replace(RESULT, findings=(CLASH,) * 31)
    lines = shown("github", many).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "::notice::21 more findings; see the job's full output"


def test_markdown_neutralises_markup_and_mentions() -> None:
    text = shown("markdown")
    assert "<img" not in text.replace("\\<img", "")
    assert "@team" not in text
    assert "\\#7" in text


@pytest.mark.parametrize("name", ["markdown", "github", "html", "junit", "json", "sarif"])
def test_documents_that_could_not_be_read_are_named_in_every_format(name: str) -> None:
    missing = replace(RESULT, findings=(), skipped=("gone.md: no such file",), exit_code=2)
    assert "gone" in shown(name, missing)
    assert "gone" not in shown(name)


def test_markdown_stays_under_githubs_limit() -> None:
    long = replace(CLASH, message="word " * 5000)
    text = shown("markdown", replace(RESULT, findings=(long,) * 200))
    assert len(text.encode()) < 1_000_000
    assert re.search(r"\d+ more findings left out", text)


def test_html_is_closed_and_inert() -> None:
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append(tag)
            assert not any(name.startswith("on") for name, _ in attrs)

    text = shown("html")
    reader = Reader()
    reader.feed(text)
    assert "script" not in tags
    assert "img" not in tags
    assert "Content-Security-Policy" in text
    assert "<mark>the the</mark>" in text


def test_junit() -> None:
    root = ElementTree.fromstring(shown("junit"))
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.attrib["tests"] == "2"
    assert suite.attrib["failures"] == "1"
    names = [case.attrib["name"] for case in suite]
    assert names == ["direct-contradiction", "garbled-text"]
    clean = ElementTree.fromstring(shown("junit", EMPTY))
    assert [len(s) for s in clean] == [1]


def test_junit_names_documents_that_could_not_be_read() -> None:
    root = ElementTree.fromstring(shown("junit", replace(EMPTY, skipped=("x.md: no such file",))))
    assert root.find(".//error") is not None


@pytest.fixture
def with_pages() -> LintResult:
    book = rulebook.load()
    names = {finding.rule for finding in RESULT.findings}
    return replace(RESULT, rules=tuple(book.page(r) for r in book.rules if r.name in names))


def test_sarif(with_pages: LintResult) -> None:
    log = json.loads(shown("sarif", with_pages))
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SA201", "SA315"]
    assert run["columnKind"] == "unicodeCodePoints"
    prints = set()
    for result in run["results"]:
        assert result["kind"] == "fail"
        assert len(result["locations"]) == 1
        assert result["message"]["text"]
        prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "docs/my%20spec.md"
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert "suppressions" not in result
    assert len(prints) == 2
    related = run["results"][0]["relatedLocations"]
    assert [entry["id"] for entry in related] == [1]
    assert "[Be brief, line 40](1)" in run["results"][0]["message"]["text"]
    assert all(len(r["shortDescription"]["text"]) <= 1024 for r in run["tool"]["driver"]["rules"])


def test_sarif_leaves_a_trace_of_skipped_documents() -> None:
    log = json.loads(shown("sarif", replace(EMPTY, skipped=("x.md: no such file",), exit_code=2)))
    invocation = log["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "x.md: no such file"
