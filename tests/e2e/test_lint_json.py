"""JSON of lint keeps to the schema that ships with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import SPECS
from tests.e2e.process import specaudit

HARD = "# Desk\n\nSee [nothing](#nowhere) for the the rest, after TBD.\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    (tmp_path / "marlow.md").write_text((SPECS / "marlow.md").read_text("utf-8"), "utf-8")
    (tmp_path / "hard.md").write_text(HARD)
    (tmp_path / "empty.md").write_text("")
    return tmp_path


def strict(node: Any) -> Any:
    """The schema with no room for properties it does not name: ours must all be described."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: strict(value) for key, value in node.items()}
    return made | {"additionalProperties": False} if "properties" in made else made


@pytest.fixture
def validator(work: Path) -> jsonschema.Draft202012Validator:
    shipped = json.loads(specaudit(work, "config", "schema", "lint").out)
    jsonschema.Draft202012Validator.check_schema(shipped)
    return jsonschema.Draft202012Validator(strict(shipped))


def lint(work: Path, *arguments: str) -> Any:
    return json.loads(specaudit(work, "lint", *arguments, "--format", "json").out)


def test_every_part_of_a_full_result_fits(
    work: Path, validator: jsonschema.Draft202012Validator
) -> None:
    """Stale, changed, expired, suppressed, skipped, fixes and several passages, all at once."""
    first = lint(work, "hard.md")
    assert specaudit(work, "baseline", "write", "marlow.md", "hard.md").code == 0
    tbd = next(f["id"] for f in first["findings"] if f["rule"] == "placeholder")
    expired = ("--reason", "later", "--expires", "2020-01-01")
    assert specaudit(work, "baseline", "accept", tbd, "hard.md", *expired).code == 0
    (work / "hard.md").write_text(HARD.replace("rest", "other rest") + "\n## Now\n\nmay not TBD\n")
    text = (work / "marlow.md").read_text("utf-8")
    kept = [line for line in text.split("\n") if "under 18" not in line]
    (work / "marlow.md").write_text("\n".join(kept), "utf-8")
    data = lint(work, "marlow.md", "hard.md", "empty.md", "missing.md", "--pedantic")
    validator.validate(data)
    assert data["skipped"] == ["missing.md: no such file"]
    for part in ("findings", "suppressed", "stale", "changed"):
        assert data[part], part
    assert data["summary"]["suppressed"] == len(data["suppressed"])
    both = data["findings"] + [entry["finding"] for entry in data["suppressed"]]
    assert any(len(finding["passages"]) > 1 for finding in both)
    assert any(finding["fix"] for finding in data["findings"])
    assert data["exit"]["code"] == 2
    (work / "hard.md").write_text(HARD)
    again = lint(work, "hard.md")
    validator.validate(again)
    assert again["expired"] == [tbd]


def test_a_clean_result_fits(work: Path, validator: jsonschema.Draft202012Validator) -> None:
    (work / "clean.md").write_text("# Desk\n\nThe assistant should be brief.\n")
    data = lint(work, "clean.md")
    validator.validate(data)
    assert data["findings"] == []
    assert data["exit"] == {"code": 0, "reason": "nothing at or above --fail-on warning"}


def test_real_specs_fit(
    work: Path, shared_specs: Path, validator: jsonschema.Draft202012Validator
) -> None:
    paths = [str(path) for path in sorted(shared_specs.glob("*.md"))]
    validator.validate(lint(work, *paths, "--pedantic"))


@pytest.mark.parametrize("what", ["settings", "lint", "report"])
def test_the_schemas_are_printed(work: Path, what: str) -> None:
    done = specaudit(work, "config", "schema", what)
    assert done.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.out))
