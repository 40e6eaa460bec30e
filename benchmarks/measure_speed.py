"""Time and memory of measuring, deciding and ranking many answers.

Answers and judgements are made up and put into a run's records. Prints the seconds for reading,
measuring, deciding and ranking them, and the memory, which may grow with candidates but not with
the number or the length of answers.

Run: python benchmarks/measure_speed.py [--answers 10000]
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.gap import Gap
from specaudit.domain.query import Arm, Lean, Query, Scenario
from specaudit.domain.report import GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.run import InstrumentReport
from specaudit.domain.spec import Spec
from specaudit.domain.verdict import Compliance, ComplianceVerdict, SpectrumScore
from specaudit.measure.decide import decide_all
from specaudit.pipeline.experiment import stored
from specaudit.rank.gaps import rank
from specaudit.store.runs import Manifest, Run, create

SEEDS, MEMBERS, SAMPLES, JUDGES = 10, 5, 2, 3
SLOTS = (
    *((Arm.CONFLICT, lean) for lean in Lean),
    (Arm.ONLY_A, Lean.NEUTRAL),
    (Arm.ONLY_B, Lean.NEUTRAL),
)
MOST_SECONDS = 5.0
LABELS = tuple(Compliance)


def evidence(name: str, rng: np.random.Generator, text: str, samples: int) -> GapEvidence:
    scenarios, queries, responses, scores, verdicts = [], [], [], [], []
    for seed in range(SEEDS):
        scenario = f"{name}/{seed}"
        scenarios.append(Scenario(scenario, name, seed, "template", "topic"))
        for arm, lean in SLOTS:
            query = f"{scenario}/{arm}/{lean}"
            queries.append(Query(query, scenario, name, arm, lean, "text"))
            for cell in range(MEMBERS * samples):
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


class Size(NamedTuple):
    """How much is stored."""

    candidates: int
    samples: int
    length: int
    """Characters of an answer."""

    @property
    def answers(self) -> int:
        """Answers over all candidates."""
        return self.candidates * SEEDS * len(SLOTS) * MEMBERS * self.samples


def fill(run: Run, size: Size) -> None:
    """Put made-up answers and judgements into a run's records, as an audit does."""
    rng = np.random.default_rng(0)
    for number in range(size.candidates):
        name = f"GAP-{number}"
        made = evidence(name, rng, "x" * size.length, size.samples)
        for stage, nouns in (
            ("scenario", made.scenarios),
            ("query", made.queries),
            ("response", made.responses),
            ("score", made.scores),
            ("verdict", made.verdicts),
        ):
            run.put(stage, ((f"{name}/{n:06d}", noun) for n, noun in enumerate(nouns)), name)


def work(run: Run, count: int) -> list[Gap]:
    """Read, measure, decide and rank."""
    report = InstrumentReport("j0", 20, 19, 0, 0.95, 0.8, 1.0, 0.9, 1.0, True, "made up")
    found = (stored(run, f"GAP-{number}") for number in range(count))
    decisions = decide_all(found, candidates(count), [report])
    gaps = rank(
        candidates(count),
        {d.candidate_id: d for d in decisions},
        Spec(path="s.md", text="", sha256="", dialect="plain", levels=()),
    )
    if len(gaps) != count:
        raise RuntimeError("a gap was lost")
    return list(gaps)


@contextmanager
def full_run(size: Size) -> Iterator[Run]:
    manifest = Manifest(
        "r", "", "", "s.md", "", "", "", ("m0",), ("j0",), "excerpt", 1, 1, 1, 0, 0.1, False
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        create(Path(folder) / "run", manifest, "") as run,
    ):
        fill(run, size)
        yield run


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of measuring and ranking.")
    parser.add_argument("--answers", type=int, default=10_000)
    count = max(1, parser.parse_args().answers // Size(1, SAMPLES, 0).answers)
    size = Size(count, SAMPLES, 400)
    with full_run(size) as run:
        begin = time.perf_counter()
        work(run, count)
        seconds = time.perf_counter() - begin
    print(
        f"{size.answers} stored answers of {count} candidates: {seconds:.2f} s to read, measure "
        f"and rank (to stay below {MOST_SECONDS:g} s)"
    )
    for size in (
        Size(count, SAMPLES, 100),
        Size(count, SAMPLES, 20_000),
        Size(count, 4 * SAMPLES, 100),
        Size(4 * count, SAMPLES, 100),
    ):
        with full_run(size) as run:
            tracemalloc.start()
            gaps = work(run, size.candidates)
            gc.collect()
            held, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        print(
            f"  {len(gaps)} candidates, {size.answers} answers of {size.length} characters: "
            f"{held / 2**20:.1f} MiB held, {peak / 2**20:.1f} MiB at most, one candidate's "
            "evidence included"
        )


if __name__ == "__main__":
    main()
