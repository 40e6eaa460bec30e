"""What every format says in the same words: counts, verdicts, the test, the instrument check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from specaudit.domain.candidate import Candidate
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.finding import Finding, Passage, Severity
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.run import InstrumentReport, SelfTest
from specaudit.report.measured import agreement, figure, number, percent

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
    GapVerdict.RESOLVED_IN_PRACTICE: "The members read it alike, but the text still leaves two "
    "readings: decide which of them you mean, and say so.",
    GapVerdict.RESOLVED_ON_PAPER_ONLY: "A tie-break exists but is not followed: state it where "
    "the passages stand.",
    GapVerdict.RESOLVED_ON_PAPER: "The spec itself says which side wins: check that this "
    "is the order you mean.",
    GapVerdict.NOT_CONFIRMED: "The test found no gap: no change is called for by it.",
    GapVerdict.INCONCLUSIVE_POWER: "Too few answers to tell: ask more before changing the text.",
    GapVerdict.INCONCLUSIVE_INSTRUMENT: "The judges or members could not be relied on: repeat "
    "with others before changing the text.",
    GapVerdict.INCONCLUSIVE_MISSING: "Too many answers are missing: resume the run.",
    GapVerdict.PROPOSED: "Nobody was asked: only a reader claims it.",
}
"""What a verdict means for the author of the text."""
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


LABELS = {
    "not tested": "open (not tested)",
    "resolved on paper": "resolved on paper (not tested)",
}
"""What a reader is told of a state whose name would not do."""


def label(state: str) -> str:
    """Say what a state is; those that were not tested say so."""
    return LABELS.get(state, state)


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
    return ", ".join(f"{count} {label(name)}" for name, count in found.items())


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
        if all(check.missing > check.n for check in checked):
            return False, (
                f"{who} gave most items no usable answer: {'; '.join(map(score_of, checked))}. "
                "That says nothing of how they judge: resume the run, or name others. "
                f"{NOTHING_FOLLOWS}"
            )
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
    return True, f"{who} passed on answers whose verdict is known beforehand{_right(passed)}."


def _right(checked: Sequence[InstrumentReport]) -> str:
    """Say what judges got right, by kind; empty where an older report does not know."""
    faulty, good = sum(c.faulty for c in checked), sum(c.good for c in checked)
    if not (faulty and good):
        return ""
    found = sum(round(c.faulty * (c.sensitivity or 0.0)) for c in checked)
    let = sum(round(c.good * (c.specificity or 0.0)) for c in checked)
    return f": faults found {found} of {faulty}, good answers passed {let} of {good}"


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


def test(report: AuditReport) -> str:
    """Say what was asked: gaps, scenarios, answers, judges and how far these agree."""
    asked = [e for e in report.evidence if e.responses]
    answers, missing = cells(report)
    if not asked:
        return f"Nothing was asked of the {len(report.run.committee)} members."
    sizes = [len(e.scenarios) for e in asked]
    each = f"{min(sizes)} to {max(sizes)} each" if min(sizes) < max(sizes) else f"{sizes[0]} each"
    found = {e.name: e for e in report.overall if e.value is not None}
    alpha = found.get(Measure.ALPHA) or found.get(Measure.SPECTRUM_ALPHA)
    agree = f" Their agreement is {agreement(alpha)} ({_alpha(alpha)})." if alpha else ""
    removed = sum(e.ablation is not None for e in asked)
    cause = f" Plus the removal test on {_gaps(removed)}." if removed else ""
    return (
        f"{_gaps(len(asked))} tested in {sum(sizes)} scenarios ({each}): {_product(report, asked)}"
        f"{answers} answers, {missing} missing, each judged by {_heard(asked)}."
        f"{agree}{cause}"
    )


def spent(report: AuditReport) -> str:
    """Say what the run cost, and of how many models that is not known."""
    unpriced = len({use.model for use in report.run.models if use.cost is None})
    left_out = f", not counting {unpriced} model{'s' if unpriced > 1 else ''} of unknown price"
    return f"Spent ${report.run.spent:.2f}{left_out if unpriced else ''}."


def _heard(asked: Sequence[GapEvidence]) -> str:
    """Count the judges that judged: one that failed the instrument check was not asked."""
    judges = {verdict.judge for evidence in asked for verdict in evidence.verdicts}
    return f"{len(judges)} judge{'s' if len(judges) != 1 else ''}"


def _alpha(found: Estimate) -> str:
    shown = f"alpha {number(found.value or 0.0)}"
    if found.low is None or found.high is None:
        return shown
    return f"{shown}, {number(found.low)} to {number(found.high)}"


def _gaps(count: int) -> str:
    return f"{count} gap{'s' if count != 1 else ''}"


def _product(report: AuditReport, asked: Sequence[GapEvidence]) -> str:
    """Write what multiplies to the answers, where every scenario had the same design."""
    scenarios = sum(len(e.scenarios) for e in asked)
    queries, rest = divmod(sum(len(e.queries) for e in asked), max(1, scenarios))
    members, samples = len(report.run.committee), report.run.samples
    whole = scenarios * queries * samples * members
    if rest or whole != sum(len(e.responses) for e in asked):
        return ""
    return f"{queries} queries × {samples} samples × {members} members = "


def errors(report: AuditReport) -> list[Finding]:
    """Return the static findings that the linter calls errors."""
    return [f for f in report.findings if f.severity is Severity.ERROR]


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
