"""Size and time of a large report: 200 gaps, 12 members, 40 answers each.

Run: ``python -m benchmarks.report_size [FOLDER]``; with a folder, the pages are kept there.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from specaudit import report as reports
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap, GapVerdict, ScorePart
from specaudit.domain.query import Arm, Lean, Query, Scenario
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore
from tests.report import samples

GAPS, MEMBERS, ANSWERS, JUDGES = 200, 12, 40, 2
WORDS = "the assistant answers when a reader asks about records that it may not show".split()
MOST_BYTES, MOST_SECONDS = 6_000_000, 10.0


def prose(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def gap(dice: random.Random, number: int) -> Gap:
    verdict = list(GapVerdict)[number % len(GapVerdict)]
    estimates = tuple(
        Estimate(
            name.value, dice.random(), 0.1, 0.9, 0.95, 12, 3, "mean over seeds, bootstrap of seeds"
        )
        for name in Measure
    )
    found = samples.candidate(
        f"GAP-{number:08x}", prose(dice, 25), (samples.HONEST, samples.PERSONA)
    )
    parts = tuple(ScorePart(name, dice.random(), 0.2) for name in ("apart", "joint", "authority"))
    return Gap(found, verdict, prose(dice, 40), estimates, 0.5, parts, number + 1, "decided")


def evidence(dice: random.Random, name: str, passages: tuple[Passage, ...]) -> GapEvidence:
    queries = tuple(
        Query(f"{name}/{n}", f"{name}/s", name, list(Arm)[n % 4], Lean.NEUTRAL, prose(dice, 60))
        for n in range(ANSWERS // 2)
    )
    responses, scores, verdicts = [], [], []
    for member in range(MEMBERS):
        for number in range(ANSWERS):
            query = queries[number // 2]
            key = f"{query.id}/{member}/{number}"
            text = prose(dice, 120)
            responses.append(
                Response(key, query.id, name, f"maker/model-{member}", number % 2, text, None, None)
            )
            for judge in range(JUDGES):
                side = dice.randint(0, 6)
                who = f"maker/judge-{judge}"
                scores.append(SpectrumScore(key, who, side, 6 - side, prose(dice, 25)))
                label = dice.choice(list(Compliance))
                verdicts.append(ComplianceVerdict(key, who, label, ("a/1",), prose(dice, 25)))
    return GapEvidence(
        name,
        passages,
        None,
        (Scenario(f"{name}/s", name, 0, "maker/model", "x"),),
        queries,
        tuple(responses),
        tuple(scores),
        tuple(verdicts),
    )


def large() -> AuditReport:
    dice = random.Random(7)
    gaps = tuple(gap(dice, number) for number in range(GAPS))
    passages = (samples.HONEST, samples.PERSONA)
    found = tuple(evidence(dice, g.candidate.id, passages) for g in gaps)
    return replace(samples.report(), gaps=gaps, evidence=found)


def main() -> None:
    report = large()
    print(f"{GAPS} gaps x {MEMBERS} members x {ANSWERS} answers, {JUDGES} judges")
    for form in reports.REPORTERS:
        start = time.perf_counter()
        text = reports.render(report, form)
        spent = time.perf_counter() - start
        size = len(text.encode())
        print(f"{form:<9} {size / 1e6:7.2f} MB  {spent:6.2f} s")
        if form == "html" and (size > MOST_BYTES or spent > MOST_SECONDS):
            sys.exit(f"html is over {MOST_BYTES / 1e6:.0f} MB or {MOST_SECONDS:.0f} s")
        if len(sys.argv) > 1 and form == "html":
            Path(sys.argv[1], "large.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
