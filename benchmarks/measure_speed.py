"""Time and memory of measuring, deciding and ranking many answers.

Evidence is made up one candidate at a time, as a run store would hand it over. Prints the
seconds for measuring, deciding and ranking, and the peak of memory, which has to stay flat as
answers pile up.

Run: python benchmarks/measure_speed.py [--answers 10000]
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Iterator

import numpy as np

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.query import Arm, Lean, Query, Scenario
from specaudit.domain.report import GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.run import InstrumentReport
from specaudit.domain.spec import Spec
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore
from specaudit.measure.decide import decide_all
from specaudit.rank.gaps import rank

SEEDS, MEMBERS, SAMPLES, JUDGES = 10, 5, 2, 3
SLOTS = (
    *((Arm.CONFLICT, lean) for lean in Lean),
    (Arm.ONLY_A, Lean.NEUTRAL),
    (Arm.ONLY_B, Lean.NEUTRAL),
)
EACH = SEEDS * len(SLOTS) * MEMBERS * SAMPLES
LABELS = tuple(Compliance)


def evidence(name: str, rng: np.random.Generator, text: str) -> GapEvidence:
    scenarios, queries, responses, scores, verdicts = [], [], [], [], []
    for seed in range(SEEDS):
        scenario = f"{name}/{seed}"
        scenarios.append(Scenario(scenario, name, seed, "template", "topic"))
        for arm, lean in SLOTS:
            query = f"{scenario}/{arm}/{lean}"
            queries.append(Query(query, scenario, name, arm, lean, "text"))
            for cell in range(MEMBERS * SAMPLES):
                key = f"{query}/{cell}"
                member = f"m{cell % MEMBERS}"
                answer = f"{key} {text}"
                responses.append(
                    Response(key, query, name, member, cell // MEMBERS, answer, None, None)
                )
                draws = rng.integers(0, 7, (JUDGES, 3))
                for judge, (a, b, label) in enumerate(draws):
                    by = f"j{judge}"
                    scores.append(SpectrumScore(key, by, int(a), int(b), ""))
                    verdicts.append(ComplianceVerdict(key, by, LABELS[label % 3], ("s",), ""))
    parts = (scenarios, queries, responses, scores, verdicts)
    return GapEvidence(name, (), None, *(tuple(p) for p in parts))  # type: ignore[arg-type]


def candidates(count: int) -> list[Candidate]:
    return [
        Candidate(
            f"GAP-{i}", CandidateKind.CONFLICT, "T1", ("a", "b"), ("A.", "B."), "", "", 0.5, ()
        )
        for i in range(count)
    ]


def work(count: int, length: int, clock: list[float]) -> None:
    """Measure, decide and rank; the time to make the evidence up is taken out."""
    rng = np.random.default_rng(0)

    def stored() -> Iterator[GapEvidence]:
        for i in range(count):
            begin = time.perf_counter()
            made = evidence(f"GAP-{i}", rng, "x" * length)
            clock.append(time.perf_counter() - begin)
            yield made

    report = InstrumentReport("j0", 20, 19, 0, 0.95, 0.8, 1.0, 0.9, 1.0, True, "made up")
    decisions = decide_all(stored(), candidates(count), [report])
    gaps = rank(
        candidates(count),
        {d.candidate_id: d for d in decisions},
        Spec(path="s.md", text="", sha256="", dialect="plain", levels=()),
    )
    if len(gaps) != count:
        raise RuntimeError("a gap was lost")


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of measuring and ranking.")
    parser.add_argument("--answers", type=int, default=10_000)
    count = max(1, parser.parse_args().answers // EACH)
    clock: list[float] = []
    begin = time.perf_counter()
    work(count, 100, clock)
    seconds = time.perf_counter() - begin - sum(clock)
    print(f"{count * EACH} answers of {count} candidates: {seconds:.2f} s to measure and rank")
    for times, length in ((1, 100), (1, 20_000), (4, 20_000)):
        tracemalloc.start()
        work(times * count, length, [])
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        answers = f"{times * count * EACH} answers of {length} characters"
        print(f"  {answers}: peak {peak / 2**20:.1f} MiB, evidence of one candidate included")


if __name__ == "__main__":
    main()
