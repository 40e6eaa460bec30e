from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from specaudit import report as reports
from specaudit.domain.report import AblationEvidence
from specaudit.domain.verdict import RefusalLevel
from tests.report import samples


def lines(text: str = samples.HOSTILE) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in reports.render(samples.report(text), "evidence").removesuffix("\n").split("\n")
    ]


def test_one_line_for_everything_that_was_asked_and_said() -> None:
    made = samples.report()
    found = lines()
    assert [line["gap"] for line in found if line["type"] == "gap"] == [
        gap.candidate.id for gap in made.gaps
    ]
    for kind, parts in (
        ("query", "queries"),
        ("answer", "responses"),
        ("score", "scores"),
        ("verdict", "verdicts"),
    ):
        own = [line for line in found if line["type"] == kind]
        assert len(own) == sum(len(getattr(e, parts)) for e in made.evidence)
    assert found[0]["type"] == "run"
    assert found[0]["simulated"] is True
    assert found[0]["complete"] is False


def test_judgements_lead_to_their_answers_and_answers_to_their_queries() -> None:
    found = lines()
    queries = {line["query"] for line in found if line["type"] == "query"}
    answers = {line["answer"] for line in found if line["type"] == "answer"}
    assert {line["query"] for line in found if line["type"] == "answer"} == queries
    assert {line["answer"] for line in found if line["type"] in {"score", "verdict"}} <= answers


def test_missing_cells_say_why() -> None:
    lost = [line for line in lines() if line["type"] == "answer" and line["text"] is None]
    assert len(lost) == 6
    assert {line["failure"]["kind"] for line in lost} == {"timeout"}


def test_no_text_can_end_a_line() -> None:
    text = "one\u2028two\u2029three\x85four\x0bfive\r\nsix\x1b[31m"
    raw = reports.render(samples.report(text), "evidence")
    assert raw.isascii()
    assert "\x1b" not in raw
    assert len(raw.splitlines()) == len(lines(text))
    assert any(text in (line.get("text") or "") for line in lines(text))


def whole() -> list[dict[str, Any]]:
    """The lines of a report in which refusals were placed and a cause was looked for."""
    made = samples.report()
    first = made.evidence[0]
    refusal = RefusalLevel(first.responses[0].id, samples.JUDGES[0], 5, "It says nothing.")
    asked = AblationEvidence(first.scenarios, first.queries, first.responses, first.scores)
    first = replace(first, refusals=(refusal,), ablation=asked)
    made = replace(made, evidence=(first, *made.evidence[1:]))
    return [json.loads(line) for line in reports.render(made, "evidence").splitlines()]


DOCS = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")


def test_the_documentation_lists_every_field_of_every_line() -> None:
    documented: dict[str, set[str]] = {}
    for kind, field in re.findall(r"^\| `(\w+)` \| `(\w+)` \|", DOCS, re.MULTILINE):
        documented.setdefault(kind, set()).add(field)
    found: dict[str, set[str]] = {}
    for line in whole():
        if line["type"].startswith("cause-"):
            continue
        common = {"type"} if line["type"] == "run" else {"type", "gap", "gap_verdict"}
        assert common <= set(line)
        found.setdefault(line["type"], set()).update(set(line) - common)
    assert documented == found


def test_what_was_asked_for_the_cause_has_the_documented_fields() -> None:
    fields = {line["type"]: set(line) - {"type"} for line in whole()}
    for kind in ("query", "answer", "score"):
        assert f"`cause-{kind}`" in DOCS
        extra = {"ablation"} if kind == "answer" else set()
        assert fields[f"cause-{kind}"] == fields[kind] | extra


def test_the_documented_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = reports.render(samples.report(), "evidence")
    (tmp_path / "evidence.jsonl").write_text(text, encoding="ascii")
    (block,) = re.findall(r"^```python\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, "docs/evidence.md", "exec"), names)
    # The sample's first member leans 5 to 1 to A in every scenario, its second 1 to 5.
    assert names["leans"][samples.CONFIRMED, samples.MEMBERS[0]] == 4
    assert names["leans"][samples.CONFIRMED, samples.MEMBERS[1]] == -4
