"""SARIF of lint and of an audit, as code scanning would receive it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SPECS
from tests.e2e.process import git, specaudit
from tests.sarif import multitool, problems

REMOTE = "https://someone:token@example.org/owner/charter.git"
HARD = """# Desk [x](y) {0} {#desk}

See [nothing](#nowhere) for the the rest, and <script>alert(1)</script> after TBD.

The assistant must never answer. However, the assistant may answer in public.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with specs in folders whose names need care, one committed, one not."""
    root = tmp_path / "charter"
    folder = root / "docs" / "my specs"
    folder.mkdir(parents=True)
    (folder / "marlow ü.md").write_text((SPECS / "marlow.md").read_text("utf-8"), "utf-8")
    (folder / "specaudit.toml").write_text("")
    git(root, "init", "-q", "-b", "main")
    git(root, "remote", "add", "origin", REMOTE)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    (folder / "hard.md").write_text(HARD, "utf-8")
    return root


def lint(folder: Path, *arguments: str) -> str:
    done = specaudit(folder, "lint", *arguments, "-o", "out.sarif")
    assert done.code == 1, done.err
    return (folder / "out.sarif").read_text("utf-8")


def run_of(text: str) -> dict[str, Any]:
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


def test_check_22_lint_fits_the_oasis_schema_and_githubs_rules(repository: Path) -> None:
    assert problems(lint(repository, "docs")) == []


@pytest.mark.parametrize("kind", ["Sarif", "Ghas"])
def test_check_22_an_independent_validator_has_nothing_to_say_on_lint(
    repository: Path, kind: str
) -> None:
    lint(repository, "docs")
    assert multitool(repository / "out.sarif", kind) == []


def test_addresses_are_relative_to_the_repository_wherever_lint_is_run(repository: Path) -> None:
    from_root = run_of(lint(repository, "docs"))
    inside = run_of(lint(repository / "docs" / "my specs", "marlow ü.md", "hard.md"))
    wanted = {"docs/my%20specs/marlow%20%C3%BC.md", "docs/my%20specs/hard.md"}
    for run in (from_root, inside):
        assert {artifact["location"]["uri"] for artifact in run["artifacts"]} == wanted
        places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
        assert {place["uri"] for place in places} == wanted
        assert {place["uriBaseId"] for place in places} == {"%SRCROOT%"}


def test_revision_and_repository_are_named_without_credentials(repository: Path) -> None:
    text = lint(repository, "docs")
    assert run_of(text)["versionControlProvenance"] == [
        {
            "repositoryUri": "https://example.org/owner/charter",
            "revisionId": git(repository, "rev-parse", "HEAD"),
            "branch": "main",
            "mappedTo": {"uriBaseId": "%SRCROOT%"},
        }
    ]
    assert "token" not in text


def test_outside_git_addresses_start_at_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "hard.md").write_text(HARD)
    text = lint(tmp_path, "hard.md")
    run = run_of(text)
    assert problems(text) == []
    assert "versionControlProvenance" not in run
    assert run["artifacts"][0]["location"] == {"uri": "hard.md", "uriBaseId": "%SRCROOT%"}


def test_a_document_outside_the_root_has_its_full_address(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "hard.md").write_text(HARD)
    text = lint(inside, "../hard.md")
    assert problems(text) == []
    uri = run_of(text)["artifacts"][0]["location"]["uri"]
    assert uri == (tmp_path / "hard.md").resolve().as_uri()


def test_a_finding_shows_its_passage_its_paragraph_and_its_rule(repository: Path) -> None:
    run = run_of(lint(repository, "docs"))
    text = (repository / "docs/my specs/hard.md").read_text("utf-8")
    lines = text.split("\n")
    found = [r for r in run["results"] if r["ruleId"] == "SA113"]
    (result,) = found
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    line = lines[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "TBD"
    assert region["snippet"]["text"] == "TBD"
    assert place["contextRegion"]["snippet"]["text"] == lines[2]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["name"] == "Placeholder"
    assert "## Why it matters" in rule["help"]["markdown"]
    assert "finds: SA" not in json.dumps(rule)


def test_errors_rank_above_warnings_above_notes(repository: Path) -> None:
    run = run_of(lint(repository, "docs", "--pedantic"))
    ranks: dict[str, set[float]] = {}
    for result in run["results"]:
        ranks.setdefault(result["level"], set()).add(result["rank"])
    assert min(ranks["error"]) > max(ranks["warning"])
    assert min(ranks["warning"]) > max(ranks["note"])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fix_says_what_fix_does_by_line_and_column(tmp_path: Path, end: str) -> None:
    path = tmp_path / "hard.md"
    path.write_bytes(("\ufeff" + HARD.replace("\n", end)).encode())
    run = run_of(lint(tmp_path, "hard.md"))
    (fix,) = [r["fixes"][0] for r in run["results"] if "fixes" in r]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    lines = HARD.split("\n")
    line = lines[region["startLine"] - 1]
    lines[region["startLine"] - 1] = (
        line[: region["startColumn"] - 1]
        + replacement["insertedContent"]["text"]
        + line[region["endColumn"] - 1 :]
    )
    assert specaudit(tmp_path, "lint", "--fix", "hard.md").code == 1
    assert path.read_bytes() == ("\ufeff" + "\n".join(lines).replace("\n", end)).encode()


def test_what_is_suppressed_is_left_out_or_marked_on_every_result(repository: Path) -> None:
    plain = run_of(lint(repository, "docs"))
    one = plain["results"][0]["properties"]["specaudit"]["id"]
    reason = ("--reason", "agreed", "--status", "wont-fix")
    done = specaudit(repository, "baseline", "accept", one, "docs", *reason)
    assert done.code == 0, done.err
    without = run_of(lint(repository, "docs"))
    assert len(without["results"]) == len(plain["results"]) - 1
    assert not any("suppressions" in result for result in without["results"])
    text = lint(repository, "docs", "--show-suppressed")
    assert problems(text) == []
    marked = [result for result in run_of(text)["results"] if result["suppressions"]]
    assert [result["suppressions"] for result in marked] == [
        [{"kind": "external", "status": "accepted", "justification": "agreed"}]
    ]
    assert marked[0]["properties"]["specaudit"]["id"] == one
    states = {
        r["properties"]["specaudit"]["id"]: r["baselineState"] for r in run_of(text)["results"]
    }
    assert {name for name, state in states.items() if state == "unchanged"} == {one}
    assert set(states.values()) == {"new", "unchanged"}
    assert not any("baselineState" in result for result in plain["results"])


@pytest.fixture
def gaps(tmp_path: Path, audited: Path) -> Path:
    """The SARIF of a finished simulated audit."""
    out = tmp_path / "gaps.sarif"
    assert specaudit(audited, "report", "report.json", "-o", out).code == 0
    return out


def test_check_22_gaps_fit_the_oasis_schema_and_githubs_rules(gaps: Path) -> None:
    text = gaps.read_text("utf-8")
    run = run_of(text)
    assert problems(text) == []
    assert run["results"]
    assert {result["kind"] for result in run["results"]} == {"fail"}
    assert run["automationDetails"]["id"] == "specaudit/audit/"
    ranks = [result["rank"] for result in run["results"]]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("kind", ["Sarif", "Ghas"])
def test_check_22_an_independent_validator_has_nothing_to_say_on_gaps(
    gaps: Path, kind: str
) -> None:
    assert multitool(gaps, kind) == []
