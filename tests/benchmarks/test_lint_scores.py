"""What counts as found, as both places named and as an alarm, on a draft of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import cold_reading, lint_quality
from benchmarks.defects import Case, Original, line_hash, plant
from benchmarks.lint_scores import Score, lint, quoted_cases, score
from specaudit.domain.errors import InputError
from specaudit.domain.finding import Finding

LINES = [
    "# Ferry rules {#ferry authority=root}",
    "",
    "The pilot must never sell tickets on board.",
    "",
    "## Lamps {#lamps authority=root}",
    "",
    "The crew trims every lamp at dusk.",
    "",
    "## Ropes {#ropes authority=root}",
    "",
    "The crew dries every rope at dawn.",
]
FERRY = Original("ferry.md", "\n".join(LINES) + "\n")


def at(number: int) -> str:
    return f"L{number}:{line_hash(LINES[number - 1])}"


def scored(kind: str, *edits: dict[str, Any], partner: tuple[str, ...] = ()) -> Score:
    case = Case.model_validate(
        {
            "id": "x",
            "doc": "ferry.md",
            "kind": kind,
            "tier": "other",
            "defect": True,
            "edits": list(edits),
            "partner": list(partner),
        }
    )
    return score(plant(case, FERRY), frozenset(f.fingerprint for f in lint(FERRY.spec)))


def test_a_finding_of_the_right_rule_counts_and_names_both_places() -> None:
    found = scored(
        "duplicate-anchor",
        {"op": "replace", "at": at(9), "old": "#ropes", "new": "#lamps"},
        partner=(at(5),),
    )
    assert (found.warned, found.noted, found.sides, found.both) == (True, True, 2, True)
    assert found.loud == ("duplicate-anchor",)


def test_the_other_side_must_be_another_passage() -> None:
    found = scored(
        "duplicate-anchor",
        {"op": "replace", "at": at(9), "old": "#ropes", "new": "#lamps"},
        partner=(at(7),),
    )
    assert found.warned
    assert not found.both


def test_a_finding_of_another_rule_is_an_alarm_and_no_answer() -> None:
    found = scored("undefined-term", {"op": "append", "at": at(7), "text": "See [oil](#oil)."})
    assert (found.warned, found.noted) == (False, False)
    assert found.loud == ("dangling-reference",)


def test_findings_that_were_there_before_do_not_count() -> None:
    lines = [*LINES, "", "See [oil](#oil)."]
    before = Original("ferry.md", "\n".join(lines))
    case = Case.model_validate(
        {
            "id": "x",
            "doc": "ferry.md",
            "kind": "dangling-reference",
            "tier": "mechanical",
            "defect": True,
            "edits": [{"op": "append", "at": at(3), "text": "Tickets are blue."}],
        }
    )
    known = frozenset(f.fingerprint for f in lint(before.spec))
    assert known
    assert score(plant(case, before), known).loud == ()


def test_a_finding_that_touches_nothing_planted_is_counted_apart() -> None:
    heading = "## Nets {#trawl authority=root}"
    text = f"{FERRY.text}\nSee [nets](#trawl).\n\n{heading}\n\nThe crew mends every net.\n"
    harbour = Original("ferry.md", text)
    number = text.split("\n").index(heading) + 1
    case = Case.model_validate(
        {
            "id": "x",
            "doc": "ferry.md",
            "kind": "dangling-reference",
            "tier": "mechanical",
            "defect": True,
            "edits": [
                {
                    "op": "replace",
                    "at": f"L{number}:{line_hash(heading)}",
                    "old": "trawl",
                    "new": "seine",
                }
            ],
        }
    )
    found = score(plant(case, harbour), frozenset())
    assert found.elsewhere == ("dangling-reference",)
    assert found.loud == ()
    assert not found.noted


def test_quoted_cases_name_file_and_line_of_a_bad_row(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(FERRY.text, encoding="utf-8")
    good = {
        "id": "q",
        "doc": "ferry.md",
        "kind": "negated-restatement",
        "subtype": None,
        "is_defect": True,
        "edits": [{"op": "insert_after", "at": "trims every", "text": "Tickets are sold aboard."}],
        "partner": ["never sell tickets"],
    }
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(good) + "\n", encoding="utf-8")
    (planted,) = quoted_cases(file, {}, tmp_path)
    assert planted.case.kind == "paraphrased-contradiction"
    assert planted.lines([*planted.marks, *planted.partners]) == [(7, 7), (3, 3)]
    good["edits"] = [{"op": "insert_after", "at": "no such words", "text": "x"}]
    file.write_text(json.dumps(good) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl:1: not in the document: 'no such words'"):
        list(quoted_cases(file, {}, tmp_path))


def test_words_that_stood_in_the_document_before_are_not_the_planted_ones(tmp_path: Path) -> None:
    text = "# Ferry\n\n## Sell {#sell}\n\nCrews sell tickets.\n\n## Sail {#sail}\n\nCrews sail.\n"
    (tmp_path / "ferry.md").write_text(text, encoding="utf-8")
    case = {
        "id": "q",
        "doc": "ferry.md",
        "kind": "duplicate-anchor",
        "is_defect": True,
        "edits": [{"op": "replace", "at": "## Sail {#sail}", "old": "{#sail", "new": "{#sell"}],
        "partner": ["## Sell {#sell}"],
    }
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(case), encoding="utf-8")
    (planted,) = quoted_cases(file, {}, tmp_path)
    assert planted.lines([*planted.marks, *planted.partners]) == [(7, 7), (3, 3)]
    assert score(planted, frozenset()).both


def faulty(*anchors: str) -> list[tuple[str, Finding]]:
    text = FERRY.text + "".join(f"\nSee [it](#{anchor}).\n" for anchor in anchors)
    return [("ferry.md", f) for f in lint(Original("ferry.md", text).spec)]


def test_a_sample_draws_distinct_findings_and_keeps_who_stays() -> None:
    found = faulty("a", "b", "c", "d")
    assert len(found) == 4
    drawn = cold_reading.sample([*found, *found], 3, seed=1)
    assert len(drawn) == 3
    assert drawn == cold_reading.sample(reversed(found), 3, seed=1)
    gone = drawn[1][1].fingerprint
    rest = [entry for entry in found if entry[1].fingerprint != gone]
    assert cold_reading.sample(rest, 2, seed=1) == [drawn[0], drawn[2]]
    assert {cold_reading.sample(found, 1, seed=s)[0][1].fingerprint for s in range(20)} > {gone}


def test_labels_are_read_and_a_bad_one_is_refused_by_line(tmp_path: Path) -> None:
    good = {"fingerprint": "b2:12345678", "rule": "placeholder", "defended": True, "why": "real"}
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps(good) + "\n" + json.dumps({**good, "defended": False}) + "\n")
    assert cold_reading.read([file])["b2:12345678"].defended is False
    file.write_text(json.dumps(good) + "\n" + json.dumps({**good, "why": ""}) + "\n")
    with pytest.raises(InputError, match=r"labels\.jsonl:2: why: "):
        cold_reading.read([file])


def test_every_label_that_comes_with_it_names_a_rule_of_the_book() -> None:
    from specaudit.lint import rulebook

    names = {rule.name for rule in rulebook.load().rules}
    labels = cold_reading.read(cold_reading.files())
    assert labels
    assert {label.rule for label in labels.values()} <= names


def test_shares_come_with_their_interval() -> None:
    assert lint_quality.share(9, 10).split() == ["9", "of", "10", "90%", "(60%-", "98%)"]
    assert lint_quality.share(0, 0).strip() == "-"


def test_without_the_specs_it_ends_with_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.lint_quality", "--specs", str(tmp_path / "none")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no folder of specs; name one with --specs" in done.stderr
