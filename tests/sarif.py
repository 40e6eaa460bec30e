"""What a SARIF log must be: valid by the OASIS schema, read by others, accepted by GitHub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sarif_pydantic
from sarif_kit.validate import validation_errors

LONGEST = 1024


def problems(text: str) -> list[str]:
    """Everything wrong with a log; the schema alone lets much through that scanners refuse."""
    log = json.loads(text)
    found: list[str] = validation_errors(log)
    sarif_pydantic.Sarif.model_validate(log)
    for run in log["runs"]:
        found += _rules(run) + _suppressions(run)
        for number, result in enumerate(run["results"]):
            found += [f"results[{number}]: {text}" for text in _result(result, run)]
    return found


def _rules(run: dict[str, Any]) -> list[str]:
    rules = run["tool"]["driver"]["rules"]
    used = {result["ruleId"] for result in run["results"]}
    found = [] if {rule["id"] for rule in rules} == used else ["rules without results or reverse"]
    for rule in rules:
        for key in ("shortDescription", "fullDescription"):
            if not 0 < len(rule[key]["text"]) <= LONGEST:
                found.append(f"{rule['id']}: {key} is empty or too long")
        if not rule["help"]["text"] or not rule["help"]["markdown"]:
            found.append(f"{rule['id']}: no help")
        if len(rule["properties"]["tags"]) > 10 or "security-severity" in rule["properties"]:
            found.append(f"{rule['id']}: tags or security severity")
    return found


def _suppressions(run: dict[str, Any]) -> list[str]:
    told = {"suppressions" in result for result in run["results"]}
    return ["some results have suppressions, some have not"] if len(told) == 2 else []


def _result(result: dict[str, Any], run: dict[str, Any]) -> list[str]:
    found = []
    if len(result["locations"]) != 1:
        found.append("not exactly one location")
    if result["kind"] != "fail" and (result["level"] != "none" or "rank" in result):
        found.append("a kind other than fail has a level or a rank")
    if result["kind"] == "fail" and not 0 <= result["rank"] <= 100:
        found.append("no rank")
    if run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] != result["ruleId"]:
        found.append("ruleIndex leads elsewhere")
    if not result["partialFingerprints"].get("primaryLocationLineHash"):
        found.append("no fingerprint")
    links = [entry["id"] for entry in result.get("relatedLocations", [])]
    if [n for n in links if f"]({n})" not in result["message"]["text"]]:
        found.append("a related location is not linked in the message")
    for place in (*result["locations"], *result.get("relatedLocations", [])):
        found += _place(place["physicalLocation"])
    return found


def _place(place: dict[str, Any]) -> list[str]:
    found = []
    address = place["artifactLocation"]
    if "uriBaseId" in address and (address["uri"].startswith("/") or ".." in address["uri"]):
        found.append("a relative address leaves its root")
    if "uriBaseId" not in address and not address["uri"].startswith("file://"):
        found.append("an address without a root")
    inner, outer = place["region"], place.get("contextRegion")
    if outer and not (
        outer["startLine"] <= inner["startLine"] and inner["endLine"] <= outer["endLine"]
    ):
        found.append("the context does not hold the region")
    return found


def multitool(path: Path, kind: str) -> list[str]:
    """Errors and warnings of Microsoft's validator; skips aloud where it is not installed.

    Args:
        path: The log.
        kind: ``Sarif`` or ``Ghas``, the rules to apply.
    """
    program = os.environ.get("SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
    if not program:
        pytest.skip("NOT TESTED: Sarif.Multitool is not installed (npm: sarif-multitool-linux)")
    out = path.with_suffix(f".{kind}.checked")
    subprocess.run(
        [program, "validate", str(path), "--rule-kind", kind, "--level", "Error;Warning",
         "--kind", "Fail", "-o", str(out), "--log", "ForceOverwrite"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    results = json.loads(out.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return [f"{entry['ruleId']} {entry['message']}" for entry in results]
