"""The baseline: exact findings a project has looked at and keeps, in one committed file.

The file is sorted and holds neither line numbers nor times, so that its diffs stay small. An entry
matches one finding by fingerprint. Where the words of a passage were edited the finding counts
again and is named as changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from specaudit.domain.errors import InputError, OutputError
from specaudit.domain.finding import Finding
from specaudit.domain.lint import BaselineEntry, LintResult, Suppressed, SuppressedBy

VERSION = 1
_QUOTE = 120


def read(path: Path) -> tuple[BaselineEntry, ...]:
    """Read a baseline file.

    Raises:
        InputError: where it cannot be read or is no baseline.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot read baseline: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: baseline is not valid UTF-8") from None


def parse(text: str, name: str) -> tuple[BaselineEntry, ...]:
    """Read a baseline from text; ``name`` is what messages call it."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name}:{error.lineno}: baseline is not valid JSON: {error.msg}"
        ) from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise InputError(
            f"{name}: not a baseline of version {VERSION}; see specaudit baseline write"
        )
    try:
        return tuple(_entry(raw) for raw in data["entries"])
    except (KeyError, TypeError, AttributeError):
        raise InputError(
            f"{name}: malformed baseline entry; see specaudit baseline write"
        ) from None


def _entry(raw: dict[str, object]) -> BaselineEntry:
    def text(key: str) -> str:
        value = raw.get(key, "")
        return value if isinstance(value, str) else str(value)

    def texts(key: str) -> tuple[str, ...]:
        value = raw.get(key, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    if not text("fingerprint") or not text("rule"):
        raise KeyError("fingerprint")
    return BaselineEntry(
        id=text("id"),
        fingerprint=text("fingerprint"),
        rule=text("rule"),
        paths=texts("paths"),
        where=texts("where"),
        quote=texts("quote"),
        status=text("status") or "accepted",
        reason=text("reason"),
        by=text("by"),
        expires=text("expires"),
        issue=text("issue"),
    )


def dump(entries: Iterable[BaselineEntry]) -> str:
    """Serialise entries, sorted by rule and fingerprint, empty fields left out."""
    rows = []
    for entry in sorted(entries, key=lambda entry: (entry.rule, entry.where, entry.fingerprint)):
        row: dict[str, object] = {
            "id": entry.id,
            "fingerprint": entry.fingerprint,
            "rule": entry.rule,
            "paths": list(entry.paths),
            "where": list(entry.where),
            "quote": list(entry.quote),
            "status": entry.status,
        }
        for key in ("reason", "by", "expires", "issue"):
            if value := getattr(entry, key):
                row[key] = value
        rows.append(row)
    return json.dumps({"version": VERSION, "entries": rows}, indent=2, ensure_ascii=False) + "\n"


def write(path: Path, entries: Iterable[BaselineEntry]) -> None:
    """Replace a baseline file.

    Raises:
        OutputError: where it cannot be written.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        temporary.write_text(dump(entries), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None


def entry_for(
    finding: Finding,
    *,
    status: str = "accepted",
    reason: str = "",
    by: str = "",
    expires: str = "",
    issue: str = "",
) -> BaselineEntry:
    """Describe a finding as a baseline entry."""
    return BaselineEntry(
        id=finding.id,
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        paths=tuple(sorted({passage.path for passage in finding.passages})),
        where=_where(finding),
        quote=tuple(_shorten(passage.context or passage.text) for passage in finding.passages),
        status=status,
        reason=reason,
        by=by,
        expires=expires,
        issue=issue,
    )


def _where(finding: Finding) -> tuple[str, ...]:
    return tuple("#" + passage.section_id for passage in finding.passages)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"


def expired(entry: BaselineEntry, today: date) -> bool:
    """Say whether an entry's date has passed; an unreadable date counts as past."""
    if not entry.expires:
        return False
    try:
        return date.fromisoformat(entry.expires) < today
    except ValueError:
        return True


def apply(result: LintResult, entries: Sequence[BaselineEntry], today: date) -> LintResult:
    """Take baselined findings out of a result; name stale, expired and changed entries.

    Args:
        result: A run without baseline.
        entries: The baseline.
        today: Day on which expiry is judged.
    """
    by_fingerprint = {entry.fingerprint: entry for entry in entries}
    stay: list[Finding] = []
    kept: list[Suppressed] = []
    lapsed: list[str] = []
    matched: set[str] = set()
    for finding in result.findings:
        entry = by_fingerprint.get(finding.fingerprint)
        if entry is None:
            stay.append(finding)
            continue
        matched.add(entry.fingerprint)
        if expired(entry, today):
            stay.append(finding)
            lapsed.append(finding.id)
        else:
            kept.append(Suppressed(finding, SuppressedBy.BASELINE, entry.reason, entry.status))
    suppressed = {entry.finding.fingerprint for entry in result.suppressed}
    stale = [
        entry
        for entry in entries
        if entry.fingerprint not in matched | suppressed and _in_scope(entry, result)
    ]
    changed, stale = _pair_changed(stay, stale)
    return replace(
        result,
        findings=tuple(stay),
        suppressed=result.suppressed + tuple(kept),
        stale=tuple(stale),
        compared=True,
        expired=tuple(lapsed),
        changed=tuple(changed),
    )


def _in_scope(entry: BaselineEntry, result: LintResult) -> bool:
    """Only entries on documents and rules of this run can be stale."""
    checked = {document.path for document in result.documents}
    return entry.rule in result.active and (not entry.paths or checked.issuperset(entry.paths))


def _pair_changed(
    findings: Sequence[Finding], stale: Sequence[BaselineEntry]
) -> tuple[list[tuple[str, str]], list[BaselineEntry]]:
    """Join new findings to stale entries of the same rule in the same sections."""
    left = list(stale)
    pairs = []
    for finding in findings:
        where = _where(finding)
        for entry in left:
            if entry.rule == finding.rule and entry.where == where:
                pairs.append((finding.id, entry.id))
                left.remove(entry)
                break
    return pairs, left
