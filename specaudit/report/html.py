"""The report as one self-contained HTML file that opens from disk and needs no script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from specaudit.domain.candidate import Candidate
from specaudit.domain.errors import ConfigError
from specaudit.domain.gap import Gap
from specaudit.domain.query import Arm, Query
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.text import clean
from specaudit.domain.verdict import ComplianceVerdict, SpectrumScore
from specaudit.report import words
from specaudit.report.spectrum import Spectrum, spectrum

SAMPLED = 6
LONGEST_ANSWER = 4000
CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with all that was said of it."""

    response: Response
    query: Query
    scores: tuple[SpectrumScore, ...]
    verdicts: tuple[ComplianceVerdict, ...]
    lean: float | None
    """Mean of side A minus side B; None where nobody scored it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One gap as the template shows it."""

    gap: Gap
    candidate: Candidate
    state: str
    verdict: str
    evidence: GapEvidence | None
    picture: Spectrum | None
    answers: tuple[Answer, ...]
    left_out: int
    """Answers that are in the run's records but not in this file."""


def render(report: AuditReport, transcripts: str = "sampled", redact: Sequence[str] = ()) -> str:
    """Return the page.

    Args:
        report: What to show.
        transcripts: ``sampled`` (answers from both ends and the middle), ``all`` or ``none``.
        redact: Regular expressions; what they match in any text is blacked out.

    Raises:
        ConfigError: for an expression that does not compile.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    hide = _hider(redact)
    environment = Environment(
        loader=PackageLoader("specaudit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: hide(clean(value)) if isinstance(value, str) else value,
    )
    environment.filters["figure"] = words.figure
    environment.filters["number"] = words.number
    passed, instrument = words.instrument(report)
    asked, missing = words.cells(report)
    evidence = {e.candidate_id: e for e in report.evidence}
    cards = [_card(gap, evidence.get(gap.candidate.id), transcripts) for gap in report.gaps]
    return environment.get_template("report.html").render(
        report=report,
        run=report.run,
        cards=cards,
        counts=words.counts(report.gaps),
        states=words.GROUPS,
        verdicts=sorted({card.verdict for card in cards}),
        passed=passed,
        instrument=instrument,
        simulated=words.simulated(report),
        asked=asked,
        missing=missing,
        members=sorted({r.member for e in report.evidence for r in e.responses}),
        heat=_heat(cards),
        csp=CSP,
        scores_of=_score_bars(report),
    )


def _hider(patterns: Sequence[str]) -> Any:
    compiled = []
    for pattern in patterns:
        try:
            compiled.append(re.compile(pattern))
        except re.error as error:
            raise ConfigError(f"--redact {pattern!r}: not a regular expression: {error}") from None

    def hide(text: str) -> str:
        for expression in compiled:
            text = expression.sub("█████", text)
        return text

    return hide


def _card(gap: Gap, evidence: GapEvidence | None, transcripts: str) -> Card:
    found = _answers(evidence) if evidence else []
    shown = _sample(found) if transcripts == "sampled" else found
    if transcripts == "none":
        shown = []
    return Card(
        gap=gap,
        candidate=gap.candidate,
        state=words.group(gap),
        verdict=words.VERDICTS[gap.verdict],
        evidence=evidence,
        picture=spectrum(evidence) if evidence else None,
        answers=tuple(shown),
        left_out=len(found) - len(shown),
    )


def _answers(evidence: GapEvidence) -> list[Answer]:
    queries = {q.id: q for q in evidence.queries}
    scores: dict[str, list[SpectrumScore]] = {}
    for score in evidence.scores:
        scores.setdefault(score.response_id, []).append(score)
    verdicts: dict[str, list[ComplianceVerdict]] = {}
    for verdict in evidence.verdicts:
        verdicts.setdefault(verdict.response_id, []).append(verdict)
    out = []
    for response in evidence.responses:
        own = scores.get(response.id, [])
        both = [s.side_a - s.side_b for s in own if s.side_a is not None and s.side_b is not None]
        out.append(
            Answer(
                response=response,
                query=queries[response.query_id],
                scores=tuple(own),
                verdicts=tuple(verdicts.get(response.id, ())),
                lean=sum(both) / len(both) if both else None,
            )
        )
    return out


def _sample(found: Sequence[Answer]) -> list[Answer]:
    """Take answers to conflict queries from both ends and the middle of the spectrum."""
    conflict = [a for a in found if a.query.arm is Arm.CONFLICT and a.response.text is not None]
    ordered = sorted(conflict or found, key=lambda a: (-(a.lean or 0.0), a.response.id))
    if len(ordered) <= SAMPLED:
        return list(ordered)
    step = (len(ordered) - 1) / (SAMPLED - 1)
    return [ordered[round(i * step)] for i in range(SAMPLED)]


def _heat(cards: Sequence[Card]) -> dict[str, dict[str, tuple[float, int]]]:
    """Mean lean under conflict and number of answers, by gap and member."""
    table: dict[str, dict[str, tuple[float, int]]] = {}
    for card in cards:
        if card.evidence is None:
            continue
        cells: dict[str, list[float]] = {}
        for answer in _answers(card.evidence):
            if answer.query.arm is Arm.CONFLICT and answer.lean is not None:
                cells.setdefault(answer.response.member, []).append(answer.lean)
        if cells:
            table[card.candidate.id] = {
                member: (sum(values) / len(values), len(values)) for member, values in cells.items()
            }
    return table


def _score_bars(report: AuditReport) -> list[tuple[Gap, float]]:
    """Gaps with the width of their bar in per cent of the best score."""
    best = max((gap.score for gap in report.gaps), default=0.0) or 1.0
    return [(gap, round(100 * gap.score / best, 1)) for gap in report.gaps]
