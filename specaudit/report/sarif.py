"""Gaps as SARIF 2.1.0 for code scanning: confirmed ones as failures, others only when asked for.

``primaryLocationLineHash`` is ours: two conflicts of one long paragraph would else share one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from specaudit.domain.estimate import Estimate
from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.origin import Origin
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.report import sarif_parts as parts
from specaudit.report import words
from specaudit.report.lint_excerpt import safe

RULES: dict[GapVerdict, str] = {verdict: f"gap-{verdict.value}" for verdict in GapVerdict}
"""One rule a verdict; ids must never change."""
_NOWHERE = Origin()


def render(
    report: AuditReport, include_unconfirmed: bool = False, origin: Origin = _NOWHERE
) -> str:
    """Return the log.

    Args:
        report: What to show.
        include_unconfirmed: Also write open gaps, as ``kind: review`` without level and rank.
        origin: Where the spec stands.
    """
    wanted = [g for g in report.gaps if g.verdict.confirmed or include_unconfirmed]
    evidence = {e.candidate_id: e for e in report.evidence}
    # A result needs a place; a gap without evidence has none.
    placed = [g for g in wanted if _passages(evidence.get(g.candidate.id))]
    shown = placed[: parts.MOST]
    used = sorted({g.verdict for g in shown}, key=lambda v: v.value)
    index = {verdict: number for number, verdict in enumerate(used)}
    invocation = {
        "executionSuccessful": report.run.complete,
        "toolExecutionNotifications": list(_notifications(report, placed, wanted)),
    }
    return parts.dump(
        parts.log(
            report.run.tool_version,
            "audit",
            [_rule(verdict) for verdict in used],
            [report.spec.path],
            origin=origin,
            invocations=[invocation],
            results=[
                _result(gap, _passages(evidence[gap.candidate.id]), report, origin)
                | {"ruleIndex": index[gap.verdict]}
                for gap in shown
            ],
            properties={"ai/origin": "generated"},
        )
    )


def _passages(evidence: GapEvidence | None) -> tuple[Passage, ...]:
    return evidence.passages if evidence else ()


def _notifications(
    report: AuditReport, placed: Sequence[Gap], wanted: Sequence[Gap]
) -> Iterator[dict[str, Any]]:
    passed, why = words.instrument(report)
    if not passed:
        yield parts.note("error", f"Instrument check failed. {why}")
    if not report.run.complete:
        yield parts.note("error", f"Incomplete: {report.run.incomplete_reason or 'stopped early'}")
    if words.simulated(report):
        yield parts.note("warning", words.SIMULATED)
    if len(placed) > parts.MOST:
        yield parts.note(
            "warning", f"{len(placed) - parts.MOST} results of lower rank are left out"
        )
    if len(wanted) > len(placed):
        yield parts.note(
            "warning", f"{len(wanted) - len(placed)} gaps without a place are left out"
        )
    _, missing = words.cells(report)
    if missing:
        yield parts.note("note", f"{missing} answers are missing")


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
    gap: Gap, passages: Sequence[Passage], report: AuditReport, origin: Origin
) -> dict[str, Any]:
    first, *others = _primary_first(passages, report.spec.levels)
    digest = _fingerprint(gap)
    result: dict[str, Any] = {
        "ruleId": RULES[gap.verdict],
        "kind": "fail" if gap.verdict.confirmed else "review",
        "level": "warning" if gap.verdict.confirmed else "none",
        "message": {"text": _text(gap, others)},
        "locations": [parts.location(first, origin)],
        "partialFingerprints": {
            "specauditGap/v1": digest,
            "primaryLocationLineHash": f"{digest[:16]}:1",
        },
        "properties": {"specaudit": _properties(gap, report)},
    }
    if gap.verdict.confirmed:
        result["rank"] = float(max(0, min(100, round(100 * gap.score))))
    if others:
        titles = [f"other side: {safe(p.section_title)}" for p in others]
        result["relatedLocations"] = parts.related(others, titles, origin)
    return result


def _primary_first(passages: Sequence[Passage], levels: Sequence[str]) -> list[Passage]:
    """Put the passage to change first: the lower authority, else the later one."""
    depth = {level: number for number, level in enumerate(levels)}
    return sorted(passages, key=lambda p: (-depth.get(p.authority or "", -1), -p.span.start))


def _text(gap: Gap, others: Sequence[Passage]) -> str:
    verdict = words.VERDICTS[gap.verdict]
    claim = parts.message(gap.candidate.claim).rstrip(".")
    text = f"{verdict[:1].upper()}{verdict[1:]}: {claim}."
    for number, other in enumerate(others, start=1):
        title = parts.message(other.section_title) or "the other passage"
        text += f" See [{title}, line {other.start.line}]({number})."
    return f"{text} {parts.message(gap.because)}"


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
