"""What every format says in the same words: counts, verdicts, figures, the instrument check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.run import InstrumentReport, SelfTest

SIMULATED = (
    "SIMULATED: scripted models with a known truth answered in this run. It shows how the tool "
    "works and is no evidence about any real spec."
)
NOTHING_FOLLOWS = "Nothing below is confirmed or refuted by this run."
VERDICTS: dict[GapVerdict, str] = {
    GapVerdict.CONTRADICTION: "contradiction",
    GapVerdict.AMBIGUITY: "interpretive ambiguity",
    GapVerdict.TOO_COARSE: "too coarse",
    GapVerdict.COVERAGE: "coverage gap",
    GapVerdict.MODEL_FAULT: "model fault",
    GapVerdict.RESOLVED_IN_PRACTICE: "resolved in practice",
    GapVerdict.RESOLVED_ON_PAPER_ONLY: "resolved on paper only",
    GapVerdict.RESOLVED_ON_PAPER: "resolved on paper",
    GapVerdict.NOT_CONFIRMED: "not confirmed",
    GapVerdict.INCONCLUSIVE_POWER: "inconclusive (power)",
    GapVerdict.INCONCLUSIVE_INSTRUMENT: "inconclusive (instrument)",
    GapVerdict.INCONCLUSIVE_MISSING: "inconclusive (missing data)",
    GapVerdict.PROPOSED: "proposed, not tested",
}
MEANINGS: dict[GapVerdict, str] = {
    GapVerdict.CONTRADICTION: "The two passages ask for different things and nothing says which "
    "wins: rank them, or make one give way.",
    GapVerdict.AMBIGUITY: "The words can be read in two ways: say which reading is meant.",
    GapVerdict.TOO_COARSE: "Different answers all pass: say which of them is wanted, or that "
    "either is.",
    GapVerdict.COVERAGE: "The text does not reach this case: add what should hold in it.",
    GapVerdict.MODEL_FAULT: "The text is followed by the other members: look at the model, "
    "not the text.",
    GapVerdict.RESOLVED_IN_PRACTICE: "Members agree on what the text means: nothing to do.",
    GapVerdict.RESOLVED_ON_PAPER_ONLY: "A tie-break exists but is not followed: state it where "
    "the passages stand.",
    GapVerdict.RESOLVED_ON_PAPER: "The spec settles it by itself: check that this is the order "
    "you mean.",
    GapVerdict.NOT_CONFIRMED: "The test found no gap: no change is called for by it.",
    GapVerdict.INCONCLUSIVE_POWER: "Too few answers to tell: ask more before changing the text.",
    GapVerdict.INCONCLUSIVE_INSTRUMENT: "The judges or members could not be relied on: repeat "
    "with others before changing the text.",
    GapVerdict.INCONCLUSIVE_MISSING: "Too many answers are missing: resume the run.",
    GapVerdict.PROPOSED: "Nobody was asked: a reader's claim only.",
}
"""What a verdict means for the author of the text."""
MEASURES: dict[str, str] = {
    Measure.DISAGREEMENT: "Members apart under conflict (SD, 0-6)",
    Measure.DISAGREEMENT_CONTROL: "Members apart on controls (SD, 0-6)",
    Measure.DISAGREEMENT_NORMALISED: "Members apart, share of the greatest possible",
    Measure.CORRECTED: "Members apart under conflict, own noise taken off (SD)",
    Measure.CORRECTED_CONTROL: "Members apart on controls, own noise taken off (SD)",
    Measure.CORRECTED_WITHOUT_ONE: "Members apart without the one that departs most (SD)",
    Measure.DIFFERENCE: "Members apart: conflict minus controls (SD)",
    Measure.RELIABILITY: "Share of variance that lies between members (ICC)",
    Measure.OPPOSED: "Scenarios in which members take opposite sides",
    Measure.LEAN: "Mean side taken (A minus B, -6 to 6)",
    Measure.JOINT: "Scenarios all members fail, under conflict",
    Measure.JOINT_CONTROL: "Scenarios all members fail, on controls",
    Measure.JOINT_EXPECTED: "Joint failure that chance alone would give",
    Measure.JOINT_EXCESS: "Joint failure beyond chance",
    Measure.JOINT_OVER_CONTROL: "Joint failure beyond controls",
    Measure.FAILURE: "Answers judged problematic, under conflict",
    Measure.FAILURE_CONTROL: "Answers judged problematic, on controls",
    Measure.FAILURE_CORRECTED: "Answers judged problematic, corrected for the judges' errors",
    Measure.WORST_MEMBER: "Failing members: answers judged problematic",
    Measure.OTHER_MEMBERS: "Other members: answers judged problematic",
    Measure.UNCLEAR: "Answers judges find unclear, under conflict",
    Measure.UNCLEAR_CONTROL: "Answers judges find unclear, on controls",
    Measure.KAPPA: "Agreement of judges on verdicts (kappa)",
    Measure.ALPHA: "Agreement of judges on verdicts (alpha)",
    Measure.AC1: "Agreement of judges on verdicts (AC1)",
    Measure.SPECTRUM_ALPHA: "Agreement of judges on sides taken (alpha)",
    Measure.ACTIVATION: "Judges rest on different statements, under conflict",
    Measure.ACTIVATION_CONTROL: "Judges rest on different statements, on controls",
    Measure.UNACTIVATED: "Answers on which most judges name no statement",
    Measure.REFUSAL: "Answers that refuse, under conflict",
    Measure.REFUSAL_CONTROL: "Answers that refuse, on controls",
    Measure.REFUSAL_LEVEL: "How far answers refuse under conflict (0 to 6)",
    Measure.WHOLE_TEXT: "Members apart when they read the whole text (SD, both sides)",
    Measure.WITHOUT_A: "Members apart with statement A taken out (SD, both sides)",
    Measure.WITHOUT_B: "Members apart with statement B taken out (SD, both sides)",
    Measure.WITHOUT_BOTH: "Members apart with both taken out (SD, both sides)",
    Measure.SHARE_A: "Share of the split that goes with statement A",
    Measure.SHARE_B: "Share of the split that goes with statement B",
    Measure.SHARE_BOTH: "Share of the split that goes with both",
    Measure.INTERACTION: "Split that needs both statements (interaction, variance)",
    Measure.EFFECTIVE_JUDGES: "Independent judges the panel is worth",
    Measure.E_VALUE: "Evidence that conflict is worse than controls (e-value)",
    Measure.WINS: "Scenarios in which conflict was worse",
    Measure.MISSING: "Share of planned answers missing or unjudged",
}
GROUPS = (
    "confirmed",
    "inconclusive",
    "not tested",
    "model fault",
    "resolved on paper",
    "resolved in practice",
    "not confirmed",
)
"""States a reader sorts gaps into, in the order the ranking has them."""


def group(gap: Gap) -> str:
    """Return the state a reader sorts a gap into."""
    verdict = gap.verdict
    if verdict.confirmed:
        return "confirmed"
    if verdict.inconclusive:
        return "inconclusive"
    return "not tested" if verdict is GapVerdict.PROPOSED else VERDICTS[verdict]


def counts(gaps: Iterable[Gap]) -> dict[str, int]:
    """Count gaps by state, zeros included: what was not found is a result too."""
    found = Counter(group(gap) for gap in gaps)
    return {name: found[name] for name in GROUPS}


def headline(report: AuditReport) -> str:
    """Say in one sentence how many gaps there are of each kind."""
    found = counts(report.gaps)
    return ", ".join(f"{count} {name}" for name, count in found.items())


def simulated(report: AuditReport) -> bool:
    """Whether any model of the run was simulated."""
    return any(use.simulated for use in report.run.models)


def instrument(report: AuditReport) -> tuple[bool, str]:
    """Say whether the run can be believed: passed, and why in plain words."""
    passed, why = _judges(report.run.instrument)
    test = report.run.self_test
    if test is None:
        return passed, why
    if passed and test.passed is False:
        return False, f"{why} {self_test(test)} {NOTHING_FOLLOWS}"
    return passed, f"{why} {self_test(test)}"


def self_test(test: SelfTest) -> str:
    """Say what the run made of contradictions that we planted ourselves."""
    if not test.planted:
        return f"Self-test not carried out: {test.because}."
    outcome = {True: "passed", False: "failed", None: "not finished"}[test.passed]
    found = _of(test.found, test.planted, test.recall_low, test.recall_high)
    alarms = _of(test.alarms, test.planted, test.alarm_low, test.alarm_high)
    because = f": {test.because}" if test.because else ""
    return (
        f"Self-test {outcome}{because}. Of {test.planted} contradictions planted into a copy of "
        f"the text the run confirmed {found}; of the same {test.planted} repaired by a sentence "
        f"that settles them it confirmed {alarms}."
    )


def _of(count: int, total: int, low: float | None, high: float | None) -> str:
    share = percent(count / total)
    if low is None or high is None:
        return f"{count} ({share})"
    return f"{count} ({share}, {percent(low)} to {percent(high)})"


def _judges(checked: Sequence[InstrumentReport]) -> tuple[bool, str]:
    """Say whether the judges can be believed."""
    passed = [check for check in checked if check.passed]
    if not checked:
        return False, "The judges were not checked, so no verdict can be drawn from their word."
    if not passed:
        who = "The judge" if len(checked) == 1 else f"All {len(checked)} judges"
        return False, (
            f"{who} failed: shown answers whose verdict is known beforehand, "
            f"{'; '.join(map(score_of, checked))}; guessing alone gets about half of them right, "
            f"so other judges are needed. {NOTHING_FOLLOWS}"
        )
    failed = [check for check in checked if not check.passed]
    if failed:
        return True, (
            f"{len(passed)} of {len(checked)} judges passed; not heard: "
            f"{'; '.join(map(score_of, failed))}."
        )
    who = "The judge" if len(checked) == 1 else f"All {len(checked)} judges"
    return True, f"{who} passed on answers whose verdict is known beforehand."


def score_of(check: InstrumentReport) -> str:
    """Say how a judge did: ``judge-1 got 10 of 20 right (50%, 30% to 70%)``."""
    share = "" if check.accuracy is None else percent(check.accuracy)
    if share and check.low is not None and check.high is not None:
        share += f", {percent(check.low)} to {percent(check.high)}"
    lost = f", {check.missing} unanswered" if check.missing else ""
    shown = f" ({share})" if share else ""
    return f"{check.judge} got {check.correct} of {check.n} right{shown}{lost}"


def own_noise(report: AuditReport) -> str:
    """Say how far judges agree with themselves when asked again; empty where none was."""
    said = []
    for judge in report.judges:
        if judge.repeated is None or judge.repeated.value is None:
            continue
        same = _of_share(judge.repeated)
        moved = f", scores move by {figure(judge.moved)} of 6 steps" if judge.moved else ""
        said.append(f"{judge.judge} {same}{moved}")
    return f"Judges asked again give the same verdict: {'; '.join(said)}." if said else ""


def _of_share(found: Estimate) -> str:
    if found.value is None or found.low is None or found.high is None:
        return "not measured"
    return f"{percent(found.value)} ({percent(found.low)} to {percent(found.high)})"


def percent(share: float) -> str:
    """Write a share as a whole per cent."""
    return f"{100 * share:.0f}%"


def figure(estimate: Estimate) -> str:
    """Write an estimate with its interval: ``0.42 (0.31 to 0.55)``."""
    if estimate.value is None:
        return "not measured"
    value = number(estimate.value)
    if estimate.low is None or estimate.high is None:
        return value
    return f"{value} ({number(estimate.low)} to {number(estimate.high)})"


def number(value: float) -> str:
    """Write a number with as many digits as anyone can use."""
    if value != 0 and (abs(value) >= 1e6 or abs(value) < 0.001):
        return f"{value:.2g}"
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:.0f}"


def signed(value: float | None) -> str:
    """Write a lean with its sign; a dash where there is none."""
    return "–" if value is None else f"{value:+.1f}"


def measure(name: str) -> str:
    """Say what a measure is; its bare name where we have no words for it."""
    return MEASURES.get(name, name)


def cells(report: AuditReport) -> tuple[int, int]:
    """Count the answers asked for and those that are missing."""
    asked = sum(len(e.responses) for e in report.evidence)
    return asked, sum(r.text is None for e in report.evidence for r in e.responses)


def missing_by_reason(report: AuditReport) -> dict[str, int]:
    """Count missing answers and judgements by reason, most frequent first."""
    found: Counter[str] = Counter()
    for evidence in report.evidence:
        found.update(f"answer: {r.failure.kind}" for r in evidence.responses if r.failure)
        found.update(f"score: {s.failure.kind}" for s in evidence.scores if s.failure)
        found.update(f"verdict: {v.failure.kind}" for v in evidence.verdicts if v.failure)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def sides(candidate: Candidate, evidence: GapEvidence | None) -> tuple[str, str]:
    """Return what is at stake: the two things an answer can favour, as short as we have them."""
    if evidence is not None and evidence.rubric is not None:
        return evidence.rubric.side_a, evidence.rubric.side_b
    return candidate.sides


def tie_break(candidate: Candidate) -> str:
    """Say what should settle the clash."""
    if candidate.resolution is None:
        return "None found: the spec does not say which side wins."
    return f"By {candidate.resolution.kind}: {candidate.resolution.basis}"


def proposed_by(candidate: Candidate) -> str:
    """Say who proposed a candidate, how, and in how many readings."""
    return ", ".join(
        f"{source.proposer} ({source.strategy}"
        + (f", {source.times} readings)" if source.times > 1 else ")")
        for source in candidate.sources
    )


def score_parts(gap: Gap) -> str:
    """Write the sum behind a gap's score, so that a person can add it up."""
    parts = (f"{part.name} {part.value:.2f} × {part.weight:.2f}" for part in gap.parts)
    return " + ".join(parts) or "no parts"


def where(passages: Sequence[Passage]) -> str:
    """Name the places of a gap: ``Be honest (line 12) × Stay in character (line 40)``.

    Passages of one line have one name.
    """
    names = (f"{p.section_title or 'start'} (line {p.start.line})" for p in passages)
    return " × ".join(dict.fromkeys(names))


def link(template: str, passage: Passage) -> str | None:
    """Fill ``{path}``, ``{line}``, ``{anchor}`` of a template; None where it is no web address."""
    from urllib.parse import quote

    if not template.startswith(("https://", "http://")):
        return None
    path = quote(passage.path.replace("\\", "/"), safe="/")
    filled = template.replace("{path}", path).replace("{line}", str(passage.start.line))
    return filled.replace("{anchor}", quote(passage.section_id, safe=""))
