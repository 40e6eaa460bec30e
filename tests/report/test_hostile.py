"""Hostile text in every field of a report at once: inert in every format there is."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest
from markdown_it import MarkdownIt

from specaudit import report as reports
from specaudit.domain.report import AuditReport
from specaudit.report import compare_formats, issues_export
from specaudit.report.compare import compare
from specaudit.report.markdown import MOST_BYTES
from specaudit.report.redact import _tie
from tests.report import samples
from tests.report.test_formats import UNSEEN, Page

HOSTILE = f"{samples.FORMULA} {samples.HOSTILE} </script></style><!-- --> \"' onload=x `code` $(id)"


def poisoned(value: Any, poison: str = HOSTILE) -> Any:
    """A copy with a text put before every string but those that tie nouns together."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"{poison} {value}"
    if isinstance(value, tuple):
        return tuple(poisoned(item, poison) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: poisoned(getattr(value, f.name), poison) for f in fields(value)
                   if not _tie(f.name)}  # fmt: skip
        return replace(value, **changed)
    return value


@pytest.fixture(scope="module")
def made() -> AuditReport:
    found = samples.report()
    run = poisoned(found.run)
    run = replace(run, id=f"{HOSTILE} {found.run.id}", created=HOSTILE)
    poison: AuditReport = replace(poisoned(found), run=run)
    return poison


def unlinked(text: str) -> None:
    """Nothing in the text is an element, a mention, a reference or an address."""
    page = Page(MarkdownIt("commonmark").enable("table").render(text))
    assert not {"script", "img", "a", "style"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not re.search(r"@\w|#\d|GH-\d|(?:https?|javascript):", "".join(page.text))


@pytest.mark.parametrize("form", reports.REPORTERS)
def test_nothing_invisible_gets_out(made: AuditReport, form: str) -> None:
    seen = UNSEEN.findall(reports.render(made, form))
    if form in ("json", "sarif"):
        # Data keeps what was said, but escapes what would act on a terminal.
        seen = [character for character in seen if ord(character) < 0x2000]
    assert not seen


def test_html(made: AuditReport) -> None:
    page = Page(reports.render(made, "html", transcripts="all"))
    assert page.tags.count("script") == 1
    assert page.tags.count("style") == 1
    assert not {"img", "iframe", "object", "link", "base", "embed"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in (*page.all("href"), *page.all("xlink:href")))
    assert not page.all("src")


def test_markdown(made: AuditReport) -> None:
    unlinked(reports.render(made, "markdown"))


def shown(data: Any) -> Iterator[str]:
    """Every text that a viewer of SARIF shows."""
    if isinstance(data, dict):
        yield from (data[key] for key in ("text", "markdown") if isinstance(data.get(key), str))
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from shown(value)


def test_sarif(made: AuditReport) -> None:
    run = json.loads(reports.render(made, "sarif", include_unconfirmed=True))["runs"][0]
    assert not [text for text in shown(run) if UNSEEN.search(text)]
    assert len(run["results"]) == 5
    for result in run["results"]:
        links = re.findall(r"(?<!\\)\]\(([^)]*)\)", result["message"]["text"])
        assert all(link.isdigit() for link in links)


def test_junit(made: AuditReport) -> None:
    gaps, _ = ET.fromstring(reports.render(made, "junit")).findall("testsuite")
    assert gaps.get("tests") == "5"
    assert {child.tag for case in gaps for child in case} <= {"failure", "skipped", "system-out"}


def test_evidence(made: AuditReport) -> None:
    text = reports.render(made, "evidence")
    assert text.isascii()
    assert all(json.loads(line)["type"] for line in text.splitlines())


@pytest.mark.parametrize("form", ["markdown", "junit"])
@pytest.mark.parametrize("word", ["<&'", "ü", "word word "])
def test_however_long_the_texts_and_many_the_gaps_a_server_takes_the_file(
    form: str, word: str
) -> None:
    made: AuditReport = poisoned(samples.report(""), word * 3_000)
    text = reports.render(replace(made, gaps=made.gaps * 40), form)
    assert len(text.encode()) <= MOST_BYTES
    if form == "junit":
        assert ET.fromstring(text).find("testsuite").get("tests") == "200"  # type: ignore[union-attr]
    else:
        assert "report.json has" in text


@pytest.mark.parametrize("form", issues_export.FORMS)
def test_issues(made: AuditReport, form: str) -> None:
    for name, text in issues_export.files(made, form, include_unconfirmed=True).items():
        assert not UNSEEN.search(text)
        if name == "create.sh":
            assert not re.search(r"HYPERLINK|onload|\$\(id\)", text)
        elif name.endswith(".csv"):
            for row in csv.reader(io.StringIO(text)):
                assert not [value for value in row if value.startswith(tuple("=+-@|%\t\r"))]
        elif name.endswith(".md"):
            unlinked(text.split("---\n", 2)[-1] if form == "md" else text)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_comparison_of_runs(made: AuditReport, form: str) -> None:
    half = replace(made, gaps=made.gaps[1:])
    other = replace(samples.report(), gaps=samples.report().gaps[:3])
    for old, new in ((made, half), (half, made), (other, made)):
        text = compare_formats.render(compare(old, new), form)
        assert not UNSEEN.search(text)
        if form == "markdown":
            unlinked(text)
