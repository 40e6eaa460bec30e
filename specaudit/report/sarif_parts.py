"""What both SARIF 2.1.0 logs share: places, addresses, messages, and the frame of a run.

One location a result, since consumers read only the first; further passages are related
locations. Addresses are relative to ``%SRCROOT%``, the root of the checkout.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from specaudit.domain.finding import Passage
from specaudit.domain.origin import Origin
from specaudit.domain.spec import Position
from specaudit.domain.text import clean
from specaudit.report.lint_excerpt import safe

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
MOST = 1000
"""Results shown; code scanning drops what is beyond its own limits without a word."""
DESCRIPTION = 1000
"""Longest description of a rule; code scanning takes 1,024 characters."""
_PARAGRAPH = 12
"""Most lines around a passage that are shown as its context."""

Data = dict[str, Any]


def log(version: str, kind: str, rules: Sequence[Data], paths: Iterable[str], **run: Any) -> Data:
    """The log with its one run.

    Args:
        version: Version of this program.
        kind: ``lint`` or ``audit``; keeps two uploads for one commit apart.
        rules: Reporting descriptors of the rules that have results.
        paths: Documents that were checked.
        run: Further properties of the run; ``origin`` says where the documents stand.
    """
    origin: Origin = run.pop("origin")
    driver = {
        "name": "specaudit",
        "version": version,
        "semanticVersion": version,
        "informationUri": "https://pypi.org/project/specaudit/",
        "rules": list(rules),
    }
    body = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"specaudit/{kind}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the checkout."}}},
        "artifacts": [_artifact(path, origin) for path in paths],
        **run,
    }
    if origin.repository:
        body["versionControlProvenance"] = [_provenance(origin)]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [body]}


def dump(data: Data) -> str:
    """The log as text."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _provenance(origin: Origin) -> Data:
    known = {
        "repositoryUri": origin.repository,
        "revisionId": origin.revision,
        "mappedTo": {"uriBaseId": ROOT},
    }
    return known | ({"branch": origin.branch} if origin.branch else {})


def _artifact(path: str, origin: Origin) -> Data:
    copy = origin.copy(path)
    found = {"location": address(path, origin), "sourceLanguage": "markdown"}
    return found | ({"hashes": {"sha-256": copy.digest}} if copy.digest else {})


def address(path: str, origin: Origin) -> Data:
    """Artifact location of a document: percent-encoded, relative where it is in the checkout."""
    where = origin.copy(path).address
    if where.startswith("file:"):
        return {"uri": where}
    return {"uri": quote(where.lstrip("/"), safe="/"), "uriBaseId": ROOT}


def location(passage: Passage, origin: Origin) -> Data:
    """A passage with its exact region, the paragraph around it, and its section."""
    place: Data = {
        "artifactLocation": address(passage.path, origin),
        "region": region(passage.start, passage.end) | {"snippet": {"text": clean(passage.text)}},
    }
    if context := _context(passage, origin.copy(passage.path).text):
        place["contextRegion"] = context
    found: Data = {"physicalLocation": place}
    if passage.section_id:
        found["logicalLocations"] = [
            {"fullyQualifiedName": passage.section_id, "kind": "module"},
        ]
    return found


def related(passages: Sequence[Passage], texts: Sequence[str], origin: Origin) -> list[Data]:
    """Further passages, numbered from 1 as messages link to them."""
    return [
        {"id": number, "message": {"text": text}, **location(passage, origin)}
        for number, (passage, text) in enumerate(zip(passages, texts, strict=True), start=1)
    ]


def region(start: Position, end: Position) -> Data:
    """A range by lines and columns, both from 1, the end column not part of it."""
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _context(passage: Passage, text: str) -> Data | None:
    """The paragraph around a passage, or a line more on either side where it is one already."""
    lines = text.split("\n")
    first, last = passage.start.line - 1, min(passage.end.line, len(lines)) - 1
    if not text or last < first:
        return None
    low, high = first, last
    while low > max(0, first - _PARAGRAPH) and lines[low - 1].strip():
        low -= 1
    while high < min(len(lines) - 1, last + _PARAGRAPH) and lines[high + 1].strip():
        high += 1
    whole = passage.start.column == 1 and passage.end.column > len(lines[last])
    if (low, high) == (first, last) and whole:
        low, high = max(0, low - 1), min(len(lines) - 1, high + 1)
        if (low, high) == (first, last):
            return None
    shown = "\n".join(lines[low : high + 1])
    return {"startLine": low + 1, "endLine": high + 1, "snippet": {"text": clean(shown)}}


def message(text: str) -> str:
    """Text on one line in which SARIF finds neither a link nor a placeholder."""
    text = safe(text)
    for old, new in (("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}")):
        text = text.replace(old, new)
    return text


def note(level: str, text: str) -> Data:
    """A notification, so that whatever was left out leaves a trace."""
    return {"level": level, "message": {"text": safe(text)}}
