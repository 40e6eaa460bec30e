"""The report as one self-contained HTML file that opens from disk and needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.finding import Finding, Passage
from specaudit.domain.gap import Gap
from specaudit.domain.query import Query
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.text import clean
from specaudit.report import gap_words, labels, measured, words
from specaudit.report.answers import Answer, MemberLine, answers, members, sample
from specaudit.report.arcs import arcs
from specaudit.report.spectrum import REACH, Spectrum, scenarios, spectrum

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST_ANSWER = 4000
LONGEST_REASON = 600
CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
HEADLINES = (
    Measure.CORRECTED,
    Measure.CORRECTED_CONTROL,
    Measure.OPPOSED,
    Measure.JOINT,
    Measure.JOINT_CONTROL,
    Measure.FAILURE,
    Measure.FAILURE_CONTROL,
    Measure.MISSING,
)
"""Measures that a card shows at once; the others are folded away."""
SIGMA_TOP = 3.0
"""Right end of the axis of standard deviations: half of the members at either end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query with the answers that are shown."""

    query: Query
    scenario: str
    """The scenario's short name, as in the picture."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One gap as the template shows it."""

    gap: Gap
    candidate: Candidate
    title: str
    state: str
    verdict: str
    to_do: str
    findings: tuple[Finding, ...]
    """Static findings on the same words, errors first."""
    example: str
    """One query that was put to the members."""
    stopped: str
    passages: tuple[Passage, ...]
    sides: tuple[str, str] | None
    """None where the passages say them already."""
    lines: tuple[MemberLine, ...]
    picture: Spectrum | None
    headlines: tuple[Estimate, ...]
    others: tuple[Estimate, ...]
    asked: tuple[Asked, ...]
    shown: int
    left_out: int
    """Answers that are in the run's records but not in this file."""
    rubric_author: str | None


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its interval on the axis of the overview, in per cent of its width."""

    at: float
    low: float
    high: float
    text: str


def render(report: AuditReport, transcripts: str = "sampled", link_template: str = "") -> str:
    """Return the page.

    Args:
        report: What to show.
        transcripts: ``sampled`` (up to 6 answers a gap, from both ends and the middle), ``all``
            or ``none``.
        link_template: Address of a passage; ``{path}``, ``{line}``, ``{anchor}`` are filled in.
    """
    evidence = {e.candidate_id: e for e in report.evidence}
    related = gap_words.related(report)
    short = labels.names(report)
    cards = [
        _card(
            gap,
            evidence.get(gap.candidate.id),
            transcripts,
            related.get(gap.candidate.id, ()),
            short.members,
        )
        for gap in report.gaps
    ]
    simulated = words.simulated(report)
    passed, instrument = words.instrument(report)
    found = words.counts(report.gaps)
    return (
        _environment(link_template)
        .get_template("report.html")
        .render(
            report=report,
            run=report.run,
            cards=cards,
            best=_best(cards) if passed else None,
            counts=found,
            zeros=_zeros(report, found),
            groups=_grouped(cards),
            sections=sorted({p.section_title for c in cards for p in c.passages}),
            passed=passed,
            instrument=instrument,
            simulated=simulated,
            simulated_text=words.SIMULATED,
            mark="SIMULATED.",
            short=short,
            titles={card.candidate.id: card.title for card in cards},
            errors=words.errors(report),
            gaps_of=gap_words.by_finding(related),
            test=words.test(report),
            spent=words.spent(report),
            hint=gap_words.HINT,
            reasons=words.missing_by_reason(report),
            own_noise=words.own_noise(report),
            members=sorted({line.member for card in cards for line in card.lines}),
            graph=arcs(report),
            methods=_methods(report),
            csp=CSP,
        )
    )


def _environment(link_template: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=PackageLoader("specaudit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.filters.update(
        figure=measured.figure,
        rests_on=measured.rests_on,
        number=measured.number,
        percent=measured.percent,
        side=measured.side,
        measure=measured.measure,
        label=words.label,
        self_test=words.self_test,
        places=words.where,
        proposers=gap_words.proposed_by,
        score_parts=gap_words.score_parts,
        tie_break=gap_words.tie_break,
        judged=gap_words.judged,
        rests=gap_words.rests,
        called=gap_words.called,
        arm=gap_words.ARMS.__getitem__,
        lean=gap_words.LEANS.__getitem__,
        verdict_word=gap_words.LABELS.__getitem__,
        by_member=lambda lines: {line.member: line for line in lines},
        shade=_shade,
        quoted=labels.quoted,
        unmarked=labels.unmarked,
        interval=_interval,
        share=_share,
        cut=_cut,
        address=lambda passage: words.link(link_template, passage),
    )
    environment.globals.update(
        LONGEST_ANSWER=LONGEST_ANSWER,
        LONGEST_REASON=LONGEST_REASON,
        verdicts_in_words=words.VERDICTS,
    )
    return environment


def _card(
    gap: Gap,
    evidence: GapEvidence | None,
    transcripts: str,
    findings: tuple[Finding, ...],
    short: Mapping[str, str],
) -> Card:
    found = answers(evidence) if evidence else []
    lines = members(found)
    passages = evidence.passages if evidence else ()
    shown = {"all": found, "none": []}.get(transcripts)
    if shown is None:
        shown = sample(found)
    return Card(
        gap=gap,
        candidate=gap.candidate,
        title=labels.title(gap.candidate, passages),
        state=words.group(gap),
        verdict=words.VERDICTS[gap.verdict],
        to_do=gap_words.to_do(gap, evidence, findings),
        findings=findings,
        example=gap_words.example(evidence),
        stopped=gap_words.stopped(gap, evidence),
        passages=passages,
        sides=gap_words.side_labels(gap.candidate, evidence),
        lines=tuple(lines),
        picture=spectrum(found, short),
        headlines=tuple(e for e in gap.estimates if e.name in HEADLINES),
        others=tuple(e for e in gap.estimates if e.name not in HEADLINES),
        asked=tuple(_by_query(evidence, shown, scenarios(found))),
        shown=len(shown),
        left_out=len(found) - len(shown),
        rubric_author=evidence.rubric.author if evidence and evidence.rubric else None,
    )


def _by_query(
    evidence: GapEvidence | None, shown: Sequence[Answer], names: Mapping[str, str]
) -> Iterable[Asked]:
    order = {q.id: number for number, q in enumerate(evidence.queries)} if evidence else {}
    # Conflict first, then the order of asking; a stable sort keeps the answers' own order.
    ranked = sorted(shown, key=lambda a: (not a.conflict, order[a.query.id]))
    for _, group in groupby(ranked, key=lambda a: a.query.id):
        own = tuple(group)
        yield Asked(own[0].query, names[own[0].query.scenario_id], own)


def _grouped(cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    return [(state, [c for c in cards if c.state == state]) for state in words.GROUPS]


def _zeros(report: AuditReport, found: Mapping[str, int]) -> list[str]:
    """Name what there is none of, in one place; what was not found is a result too."""
    none = [words.label(state) for state, count in found.items() if not count]
    return none if report.suppressed else [*none, "suppressed"]


def _methods(report: AuditReport) -> dict[str, list[str]]:
    """The ways in which each measure was made anywhere in the report."""
    found: dict[str, dict[str, None]] = {}
    for estimates in (*(gap.estimates for gap in report.gaps), report.overall):
        for estimate in estimates:
            found.setdefault(estimate.name, {})[estimate.method] = None
    return {name: list(ways) for name, ways in found.items()}


def _best(cards: Sequence[Card]) -> Card | None:
    """The gap to fix first; None where none is confirmed."""
    return next((card for card in cards if card.gap.verdict.confirmed), None)


def _shade(lean: float) -> int:
    """How strongly a heat map cell is coloured, in per cent."""
    return round(100 * min(1.0, abs(lean) / REACH))


def _share(found: Estimate) -> str:
    if found.value is None:
        return "–"
    if found.low is None or found.high is None:
        return measured.percent(found.value)
    between = f"{measured.percent(found.low)} to {measured.percent(found.high)}"
    return f"{measured.percent(found.value)} ({between})"


def _cut(text: str, limit: int) -> str:
    kept = clean(text)
    return kept if len(kept) <= limit else f"{kept[:limit]} […]"


def _interval(gap: Gap, name: str) -> Interval | None:
    """Place a measure of a gap on the overview's axis of standard deviations."""
    estimate = gap.estimate(name)
    if estimate is None or estimate.value is None:
        return None
    value = estimate.value
    low = value if estimate.low is None else estimate.low
    high = value if estimate.high is None else estimate.high

    def place(number: float) -> float:
        return round(2 + 96 * max(0.0, min(1.0, number / SIGMA_TOP)), 1)

    return Interval(place(value), place(low), place(high), measured.figure(estimate))
