"""The report as Markdown for a pull request, a wiki or a job summary; at most 900 KB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specaudit.domain.finding import Finding, Passage
from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.run import SelfTest
from specaudit.report import gap_words, measured, words
from specaudit.report.answers import answers, members
from specaudit.report.escape import prose, quoted

MOST_BYTES = 900_000
"""Below the megabyte at which job summaries are refused."""


def render(report: AuditReport, link_template: str = "") -> str:
    """Return the report; gaps that do not fit are counted in a notice, best ones first."""
    head, foot = "\n".join(_head(report)), "\n".join(_foot(report))
    evidence = {e.candidate_id: e for e in report.evidence}
    room = MOST_BYTES - len(head.encode()) - len(foot.encode()) - 500
    shown: list[str] = []
    related = gap_words.related(report)
    for gap in report.gaps:
        name = gap.candidate.id
        found = _gap(gap, evidence.get(name), related.get(name, ()), link_template)
        text = "\n".join(found)
        room -= len(text.encode()) + 2
        if room < 0:
            break
        shown.append(text)
    left = len(report.gaps) - len(shown)
    if left:
        shown.append(
            f"**{left} more gaps are left out here for size;** report.json has them all.\n"
        )
    return _bounded("\n".join([head, *shown, foot]).rstrip() + "\n")


def _bounded(text: str) -> str:
    """Cut at the end of a line: overlong notes or names alone may be too much."""
    data = text.encode()
    if len(data) <= MOST_BYTES:
        return text
    kept = data[: MOST_BYTES - 100].decode("utf-8", "ignore").rpartition("\n")[0]
    return f"{kept}\n\n**Cut here for size;** report.json has it all.\n"


def _head(report: AuditReport) -> Iterator[str]:
    run = report.run
    yield f"# specaudit: {prose(report.spec.title)}\n"
    if words.simulated(report):
        yield f"> **{words.SIMULATED}**\n"
    yield f"{prose(words.headline(report))}.\n"
    passed, why = words.instrument(report)
    yield f"**Instrument check {'passed' if passed else 'failed'}.** {prose(why)}\n"
    if not run.complete:
        yield f"**Incomplete:** {prose(run.incomplete_reason or 'stopped early')}.\n"
    yield f"{prose(words.test(report))} {words.spent(report)}\n"
    for finding in words.errors(report):
        yield f"- **The linter says:** {prose(gap_words.called(finding))}"
    yield from (f"- {prose(note)}" for note in run.notes)
    yield f"\n## Ranking\n\n{gap_words.HINT}\n"
    if not report.gaps:
        yield "Nothing was proposed.\n"
        return
    evidence = {e.candidate_id: e.passages for e in report.evidence}
    yield "| Rank | Gap | Verdict | Score | Where |\n|---|---|---|---|---|"
    for gap in report.gaps[:200]:
        place = words.where(evidence.get(gap.candidate.id, ()))
        yield (
            f"| {gap.rank} | {gap.candidate.id} | {words.VERDICTS[gap.verdict]} | "
            f"{gap.score:.2f} | {prose(place)} |"
        )
    if len(report.gaps) > 200:
        yield f"\nand {len(report.gaps) - 200} more."
    yield ""


def _gap(
    gap: Gap, evidence: GapEvidence | None, findings: Sequence[Finding], link_template: str
) -> Iterator[str]:
    candidate = gap.candidate
    yield f"## {gap.rank}. {candidate.id}: {words.VERDICTS[gap.verdict]}\n"
    yield f"{prose(candidate.claim)}\n"
    for passage in evidence.passages if evidence else ():
        yield place(passage, link_template) + "\n"
        yield quoted(passage.text) + "\n"
    if sides := gap_words.side_labels(candidate, evidence):
        yield f"**Side A:** {prose(sides[0])}\n\n**Side B:** {prose(sides[1])}\n"
    if candidate.situation:
        yield f"**Imagined case (not a test query):** {prose(candidate.situation)}\n"
    if asked := gap_words.example(evidence):
        yield f"**A test query:** {prose(asked)}\n"
    passages = evidence.passages if evidence else ()
    yield f"**Tie-break:** {prose(gap_words.tie_break(candidate, passages))}\n"
    yield f"**Why this verdict:** {prose(gap.because)}\n"
    if gap.cause:
        yield f"**Cause:** {prose(gap.cause)}\n"
    if gap.figures:
        yield f"{prose(gap.figures)}\n"
    yield f"**What to do:** {prose(gap_words.to_do(gap, evidence, findings))}\n"
    for finding in findings:
        yield f"**The linter says:** {prose(gap_words.called(finding))}\n"
    yield from table_of(gap, evidence)
    yield (
        f"Score {gap.score:.2f} = {prose(gap_words.score_parts(gap))}. "
        f"{gap_words.stopped(gap, evidence)}\n"
    )


def place(passage: Passage, link_template: str = "") -> str:
    """Say where a passage stands, as a link where the template gives an address."""
    title = prose(passage.section_title or "start")
    level = f" \\[{prose(passage.authority)}\\]" if passage.authority else ""
    shown = f"{prose(passage.path)}:{passage.start.line}"
    if address := words.link(link_template, passage):
        address = address.replace("(", "%28").replace(")", "%29")
        shown = f"[{shown}]({address})"
    return f"**{title}**{level} · {shown}"


def table_of(gap: Gap, evidence: GapEvidence | None) -> Iterator[str]:
    """What members did and what was measured, as two Markdown tables."""
    lines = members(answers(evidence)) if evidence else []
    if lines:
        yield "| Member | Conflict | Only A | Only B | Problematic | Answers |"
        yield "|---|---|---|---|---|---|"
        for line in lines:
            yield (
                f"| {prose(line.member)} | {measured.side(line.conflict)} | "
                f"{measured.side(line.only_a)} | {measured.side(line.only_b)} | "
                f"{line.problematic[0]} of {line.problematic[1]} | "
                f"{line.answered} of {line.asked} |"
            )
        yield "\nMean side taken, by how many points of at most 6.\n"
    known = [e for e in gap.estimates if e.value is not None]
    if known:
        yield f"| Measure | Value ({measured.percent(known[0].level)} interval) | Rests on |"
        yield "|---|---|---|"
        for e in known:
            name = prose(measured.measure(e.name))
            yield f"| {name} | {measured.figure(e)} | {measured.rests_on(e)} |"
        yield ""


def _self_test(test: SelfTest) -> Iterator[str]:
    yield "Planted by the self-test into a copy of the text; none of it counts as a gap:\n"
    yield "| Planted | In | As planted | Repaired |\n|---|---|---|---|"
    for fault in test.faults:
        yield (
            f"| {prose(' / '.join(fault.statements))} | {prose(fault.section_title)} | "
            f"{words.VERDICTS[fault.verdict]} | {words.VERDICTS[fault.repaired_verdict]} |"
        )
    yield ""


def _foot(report: AuditReport) -> Iterator[str]:
    run = report.run
    yield "## How this was found\n"
    yield (
        f"specaudit {prose(run.tool_version)}, run `{prose(run.id)}`, {prose(run.created)}, "
        f"seed {run.seed}, conditioning {prose(run.conditioning)}, "
        f"proposer {prose(run.proposer)}.\n"
    )
    yield f"Committee: {', '.join(map(prose, run.committee)) or 'none'}.\n"
    yield f"Judges: {', '.join(map(prose, run.judges)) or 'none'}.\n"
    if noise := words.own_noise(report):
        yield f"{prose(noise)}\n"
    if run.self_test is not None and run.self_test.faults:
        yield from _self_test(run.self_test)
    yield (
        f"{len(report.findings)} static findings, {len(report.suppressed)} suppressed: "
        "`specaudit lint` shows them.\n"
    )
