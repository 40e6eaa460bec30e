"""What every format says of one gap in the same words: what to do, tie-break, origin, score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Measure
from specaudit.domain.finding import Finding, Passage, Severity
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.query import Arm, Lean
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.text import shorten
from specaudit.domain.verdict import Compliance
from specaudit.report import measured, words
from specaudit.report.answers import Answer, mean

HINT = "What to do follows from the kind of verdict alone; no new wording was written or tested."
LONGEST_SIDE = 120
SCORE_PARTS = {
    "disagreement": "members apart beyond controls",
    "joint-failure": "all fail together beyond controls",
    "unclear": "judges unclear beyond controls",
    "authority": "level of the passages",
    "proposed": "the proposer's score",
}
MEASURED_PARTS = frozenset({"disagreement", "joint-failure", "unclear"})
"""Parts of the score that are unknown, not zero, where nothing was tested."""
STOPS = {
    "decided": "the evidence sufficed",
    "futility": "no sign of a gap",
    "cap": "the most allowed",
    "budget": "the budget was spent",
    "instrument": "the instrument check failed",
    "missing": "too many answers are missing",
}
LABELS = {
    Compliance.NON_COMPLIANT: "breach",
    Compliance.AMBIGUOUS: "unclear",
    Compliance.COMPLIANT: "passes",
}
ARMS = {
    Arm.CONFLICT: "conflict",
    Arm.ONLY_A: "only A applies",
    Arm.ONLY_B: "only B applies",
    Arm.NEITHER: "neither applies",
}
LEANS = {
    Lean.NEUTRAL: "user leans to neither",
    Lean.TO_A: "user leans to A",
    Lean.TO_B: "user leans to B",
}


def to_do(gap: Gap, evidence: GapEvidence | None, findings: Sequence[Finding] = ()) -> str:
    """Say what follows for the author of the text.

    Args:
        gap: The gap.
        evidence: What was asked; names the sides.
        findings: Static findings on the same words; an error among them stays one whatever
            models make of the text.
    """
    said = words.MEANINGS[gap.verdict]
    lean = gap.estimate(Measure.LEAN)
    if gap.verdict is GapVerdict.RESOLVED_IN_PRACTICE and gap.candidate.resolution is not None:
        said = "The members follow the order that the spec states: check that it is what you mean."
    elif gap.verdict is GapVerdict.RESOLVED_IN_PRACTICE and lean is not None and lean.value:
        said = _read_alike(gap.candidate, evidence, "A" if lean.value > 0 else "B")
    errors = [f.id for f in findings if f.severity is Severity.ERROR]
    if errors:
        said += (
            f" The linter calls these words an error ({', '.join(errors)}): mend it in any case."
        )
    return said


def _read_alike(candidate: Candidate, evidence: GapEvidence | None, side: str) -> str:
    taken = shorten(words.sides(candidate, evidence)["AB".index(side)], LONGEST_SIDE)
    says = "still says two things" if len(candidate.texts) > 1 else "can still be read in two ways"
    return (
        f"The members read it alike (side {side}: “{taken.rstrip('.')}”). The text {says}: "
        f"decide whether {side} is what you mean, and say so."
    )


def tie_break(candidate: Candidate, passages: Sequence[Passage] = ()) -> str:
    """Say what should resolve the clash; where nothing does, why the levels do not."""
    if candidate.resolution is not None:
        return f"By {candidate.resolution.kind}: {candidate.resolution.basis}"
    if len(candidate.texts) < 2:
        return "None found: nothing says which reading of the statement is meant."
    levels = [p.authority for p in passages]
    if len(levels) < 2 or None in levels:
        return "None found: the spec does not say which side wins."
    if len(set(levels)) == 1:
        return f"None found: both stand at the level “{levels[0]}”, so levels do not decide."
    return (
        f"None found: one stands at the level “{levels[0]}”, the other at “{levels[1]}”, and no "
        "words let the higher level win."
    )


def side_labels(candidate: Candidate, evidence: GapEvidence | None) -> tuple[str, str] | None:
    """Return the two sides where they say more than the quoted passages do; else None."""
    sides = words.sides(candidate, evidence)
    if len(candidate.texts) < 2:
        return sides
    plain = [" ".join(text.split()) for text in candidate.texts]
    cut = [" ".join(side.split()).rstrip("….") for side in sides]
    same = all(text.startswith(side) for text, side in zip(plain, cut, strict=False))
    return None if same else sides


def example(evidence: GapEvidence | None) -> str:
    """Return one query that was put to the members: the first that triggers both sides."""
    asked = [q for q in evidence.queries if q.arm is Arm.CONFLICT] if evidence else []
    return min(asked, key=lambda q: q.lean is not Lean.NEUTRAL).text if asked else ""


def proposed_by(candidate: Candidate) -> str:
    """Say who proposed a candidate, and in which readings."""
    found: dict[str, list[str]] = {}
    for source in candidate.sources:
        times = f" {source.times} times" if source.times > 1 else ""
        found.setdefault(source.proposer, []).append(f"{source.strategy}{times}")
    return "; ".join(
        f"{'static rules' if name == 'static' else name} ({', '.join(readings)})"
        for name, readings in found.items()
    )


def score_parts(gap: Gap) -> str:
    """Write the sum behind a gap's score, so that a person can add it up."""
    parts = []
    for part in gap.parts:
        unknown = part.name in MEASURED_PARTS and not gap.estimates
        value = "–" if unknown else f"{part.value:.2f}"
        parts.append(f"{SCORE_PARTS.get(part.name, part.name)} {value} × {part.weight:.2f}")
    return " + ".join(parts) or "no parts"


def stopped(gap: Gap, evidence: GapEvidence | None) -> str:
    """Say when asking ended, and why."""
    why = STOPS.get(gap.stop_reason)
    if why is None:
        return "Not tested."
    count = len(evidence.scenarios) if evidence else 0
    after = f" after {count} scenario{'s' if count != 1 else ''}" if count else ""
    return f"Asking stopped{after}: {why}."


def judged(answer: Answer) -> str:
    """Sum up what the judges said of an answer: ``breach ×3; A 0, B 5``."""
    labels = [LABELS[v.label] if v.label else "no verdict" for v in answer.verdicts]
    counted = (f"{label} ×{labels.count(label)}" for label in dict.fromkeys(labels))
    a = mean([s.side_a for s in answer.scores if s.side_a is not None])
    b = mean([s.side_b for s in answer.scores if s.side_b is not None])
    scores = f"A {_step(a)}, B {_step(b)}" if answer.scores else ""
    return "; ".join(filter(None, (", ".join(counted), scores)))


def _step(value: float | None) -> str:
    return "–" if value is None else measured.number(round(value, 1))


def rests(statement_ids: Sequence[str], candidate: Candidate) -> str:
    """Name the statements a verdict rests on: A and B are the gap's own, others by section."""
    own = dict(zip(candidate.statement_ids, "AB", strict=False))
    others = (f"a statement of #{i.rpartition('/')[0]}" for i in statement_ids if i not in own)
    names = [*(own[i] for i in statement_ids if i in own), *others]
    return ", ".join(dict.fromkeys(names))


def related(report: AuditReport) -> dict[str, tuple[Finding, ...]]:
    """Return the static findings on each gap's own words, errors first, by the gap's id."""
    order = list(Severity)
    found = sorted(report.findings, key=lambda f: order.index(f.severity))
    return {
        e.candidate_id: tuple(f for f in found if _meet(f.passages, e.passages))
        for e in report.evidence
    }


def _meet(some: Sequence[Passage], others: Sequence[Passage]) -> bool:
    return any(_same(one, other) for one in some for other in others)


def _same(one: Passage, other: Passage) -> bool:
    if one.statement_id is not None and one.statement_id == other.statement_id:
        return True
    overlap = one.span.start < other.span.end and other.span.start < one.span.end
    return one.path == other.path and overlap


def by_finding(found: Mapping[str, Sequence[Finding]]) -> dict[str, tuple[str, ...]]:
    """Turn `related` round: the gaps on each finding's words, by the finding's id."""
    gaps: dict[str, list[str]] = {}
    for gap, findings in found.items():
        for finding in findings:
            gaps.setdefault(finding.id, []).append(gap)
    return {finding: tuple(names) for finding, names in gaps.items()}


def called(finding: Finding) -> str:
    """Name a finding: ``error SA-0123abcd (priority-cycle): It goes round in a circle.``."""
    return f"{finding.severity.value} {finding.id} ({finding.rule}): {finding.message}"
