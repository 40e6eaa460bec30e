"""Gaps as SARIF 2.1.0 for code scanning: confirmed ones as failures, others only when asked for.

One location a result (consumers read only the first), the other passage as a related location.
``primaryLocationLineHash`` is ours: two conflicts of one long paragraph would else share one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from specaudit.domain.estimate import Estimate
from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.text import clean
from specaudit.report import words
from specaudit.report.lint_excerpt import safe

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 1000
RULES: dict[GapVerdict, str] = {verdict: f"gap-{verdict.value}" for verdict in GapVerdict}
"""One rule a verdict; ids must never change."""


def render(report: AuditReport, include_unconfirmed: bool = False) -> str:
    """Return the log.

    Args:
        report: What to show.
        include_unconfirmed: Also write open gaps, as ``kind: review`` without level and rank.
    """
    wanted = [g for g in report.gaps if g.verdict.confirmed or include_unconfirmed]
    evidence = {e.candidate_id: e for e in report.evidence}
    # A result needs a place; a gap without evidence has none.
    placed = [g for g in wanted if _passages(evidence.get(g.candidate.id))]
    shown = placed[:MOST]
    used = sorted({g.verdict for g in shown}, key=lambda v: v.value)
    index = {verdict: number for number, verdict in enumerate(used)}
    version = report.run.tool_version
    run = {
        "tool": {
            "driver": {
                "name": "specaudit",
                "version": version,
                "semanticVersion": version,
                "informationUri": "https://pypi.org/project/specaudit/",
                "rules": [_rule(verdict) for verdict in used],
            }
        },
        "automationDetails": {"id": "specaudit/audit/"},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(report.spec.path)},
                "sourceLanguage": "markdown",
                "hashes": {"sha-256": report.spec.sha256},
            }
        ],
        "invocations": [
            {
                "executionSuccessful": report.run.complete,
                "toolExecutionNotifications": list(_notifications(report, placed, wanted)),
            }
        ],
        "results": [
            _result(gap, _passages(evidence[gap.candidate.id]), report, index[gap.verdict])
            for gap in shown
        ],
        "properties": {"ai/origin": "generated"},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _passages(evidence: GapEvidence | None) -> tuple[Passage, ...]:
    return evidence.passages if evidence else ()


def _notifications(
    report: AuditReport, placed: Sequence[Gap], wanted: Sequence[Gap]
) -> Iterator[dict[str, Any]]:
    passed, why = words.instrument(report)
    if not passed:
        yield _note("error", f"Instrument check failed. {why}")
    if not report.run.complete:
        yield _note("error", f"Incomplete: {report.run.incomplete_reason or 'stopped early'}")
    if words.simulated(report):
        yield _note("warning", words.SIMULATED)
    if len(placed) > MOST:
        yield _note("warning", f"{len(placed) - MOST} results of lower rank are left out")
    if len(wanted) > len(placed):
        yield _note("warning", f"{len(wanted) - len(placed)} gaps without a place are left out")
    _, missing = words.cells(report)
    if missing:
        yield _note("note", f"{missing} answers are missing")


def _note(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": safe(text)}}


def _rule(verdict: GapVerdict) -> dict[str, Any]:
    name = words.VERDICTS[verdict]
    meaning = words.MEANINGS[verdict]
    confirmed = verdict.confirmed
    return {
        "id": RULES[verdict],
        "name": "Gap" + "".join(part.capitalize() for part in verdict.value.split("-")),
        "shortDescription": {"text": f"{name[:1].upper()}{name[1:]} between passages of a spec"},
        "fullDescription": {"text": meaning},
        "help": {"text": meaning, "markdown": meaning},
        "defaultConfiguration": {"level": "warning" if confirmed else "none"},
        "properties": {
            "tags": ["spec", "gap", "empirical"],
            "precision": "medium",
            "problem.severity": "warning" if confirmed else "recommendation",
        },
    }


def _result(
    gap: Gap, passages: Sequence[Passage], report: AuditReport, index: int
) -> dict[str, Any]:
    first, *others = _primary_first(passages, report.spec.levels)
    digest = _fingerprint(gap)
    result: dict[str, Any] = {
        "ruleId": RULES[gap.verdict],
        "ruleIndex": index,
        "kind": "fail" if gap.verdict.confirmed else "review",
        "level": "warning" if gap.verdict.confirmed else "none",
        "message": {"text": _text(gap, others)},
        "locations": [_location(first)],
        "partialFingerprints": {
            "specauditGap/v1": digest,
            "primaryLocationLineHash": f"{digest[:16]}:1",
        },
        "properties": {"specaudit": _properties(gap, report)},
    }
    if gap.verdict.confirmed:
        result["rank"] = float(max(0, min(100, round(100 * gap.score))))
    if others:
        result["relatedLocations"] = [
            {"id": n, "message": {"text": f"other side: {safe(p.section_title)}"}, **_location(p)}
            for n, p in enumerate(others, start=1)
        ]
    return result


def _primary_first(passages: Sequence[Passage], levels: Sequence[str]) -> list[Passage]:
    """Put the passage to change first: the lower authority, else the later one."""
    depth = {level: number for number, level in enumerate(levels)}
    return sorted(passages, key=lambda p: (-depth.get(p.authority or "", -1), -p.span.start))


def _text(gap: Gap, others: Sequence[Passage]) -> str:
    verdict = words.VERDICTS[gap.verdict]
    claim = _message(safe(gap.candidate.claim)).rstrip(".")
    text = f"{verdict[:1].upper()}{verdict[1:]}: {claim}."
    for number, other in enumerate(others, start=1):
        title = _message(safe(other.section_title) or "the other passage")
        text += f" See [{title}, line {other.start.line}]({number})."
    return f"{text} {_message(safe(gap.because))}"


def _message(text: str) -> str:
    """Neutralise what SARIF reads as a link or a placeholder."""
    for old, new in (("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}")):
        text = text.replace(old, new)
    return text


def _fingerprint(gap: Gap) -> str:
    """Equal for the same two sentences wherever they stand and whatever the verdict."""
    sentences = sorted(" ".join(text.split()).casefold() for text in gap.candidate.texts)
    joined = "\n".join((gap.candidate.kind.value, *sentences))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def _properties(gap: Gap, report: AuditReport) -> dict[str, Any]:
    agreement = gap.estimate("judge-alpha") or gap.estimate("spectrum-alpha")
    return {
        "gapId": gap.candidate.id,
        "status": gap.verdict.value,
        "score": round(gap.score, 4),
        "stopReason": gap.stop_reason,
        "models": list(report.run.committee),
        "judges": list(report.run.judges),
        "simulated": words.simulated(report),
        "agreement": None if agreement is None else _estimate(agreement),
        "estimates": [_estimate(e) for e in gap.estimates],
        "evidence": {"file": "report.json", "candidate": gap.candidate.id},
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "metric": str(estimate.name),
        "value": estimate.value,
        "interval": [estimate.low, estimate.high],
        "level": estimate.level,
        "n": estimate.n,
        "missing": estimate.missing,
    }


def _location(passage: Passage) -> dict[str, Any]:
    region = {
        "startLine": passage.start.line,
        "startColumn": passage.start.column,
        "endLine": passage.end.line,
        "endColumn": passage.end.column,
        "snippet": {"text": clean(passage.text)},
    }
    found: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(passage.path)}, "region": region}
    }
    if passage.section_id:
        found["logicalLocations"] = [
            {"fullyQualifiedName": passage.section_id, "kind": "module"},
        ]
    return found


def _uri(path: str) -> str:
    """Return a relative, percent-encoded path with forward slashes."""
    return quote(path.replace("\\", "/").lstrip("/"), safe="/")
