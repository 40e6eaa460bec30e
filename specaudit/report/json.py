"""The report as JSON: the contract for scripts, with a schema that ships with the package.

``python -m specaudit.report.json`` writes the schema anew after a change of the domain.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from specaudit.domain.report import AuditReport
from specaudit.store import codec

SCHEMA_FILE = "schema/report-1.0.json"


def render(report: AuditReport) -> str:
    """Return the report as indented JSON with sorted keys."""
    return json.dumps(codec.to_data(report), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """Return the shipped JSON Schema."""
    text = files("specaudit.report").joinpath(SCHEMA_FILE).read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def generated_schema() -> str:
    """Return the schema as the domain defines it now; a test keeps the shipped file equal."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **codec.schema(AuditReport)}
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("schema").joinpath("report-1.0.json").write_text(
        generated_schema(), encoding="utf-8"
    )
