"""What the self-test says of simulated committees and judges whose skill is known.

In every world the self-test plants contradictions and their repaired twins into a copy of the
sample spec and puts them through the real pipeline: prompts, client, experiment, decision. Prints
recall and false alarms with their 95 % intervals, the calls it took, and whether it passed, next
to whether it should have.

Run: python -m benchmarks.self_test [--faults 6] [--queries 24] [--jobs 2]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from specaudit.config import AuditConfig, Config
from specaudit.domain.run import SelfTest
from specaudit.pipeline import audit, samples

WORLDS = {
    "mixed": True,
    "correlated": True,
    "refusing": True,
    "drifting": True,
    "missing": True,
    "blind": False,
    "stubborn": False,
    "deaf": False,
}
"""Worlds by name, and whether a run in them deserves to be believed."""


class Result(NamedTuple):
    """One self-test."""

    test: SelfTest | None
    calls: int
    seconds: float


def run(world: str, faults: int, queries: int) -> Result:
    """Audit the sample spec, one candidate of its own only, with the self-test before it."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        spec, _ = samples.unpack(Path(folder))
        settings = AuditConfig(
            models=tuple(f"scripted/{world}:{letter}" for letter in "abcd"),
            judges=tuple(f"scripted/{world}:j{n}" for n in range(3)),
            generator=f"scripted/{world}:g",
            queries=queries,
            max_gaps=1,
            seeded_faults=faults,
            run_dir=str(Path(folder) / "runs"),
        )
        report = audit.run(audit.prepare(spec, Config(audit=settings), "pattern"))
    calls = sum(use.calls for use in report.run.models)
    return Result(report.run.self_test, calls, time.perf_counter() - begin)


def line(world: str, found: Result) -> str:
    """Say one world's outcome."""
    test = found.test
    if test is None or test.recall is None or test.alarm_rate is None:
        return f"{world:12} the judges failed before it"
    recall = f"{test.recall:.2f} ({test.recall_low:.2f} to {test.recall_high:.2f})"
    alarms = f"{test.alarm_rate:.2f} ({test.alarm_low:.2f} to {test.alarm_high:.2f})"
    said = {True: "passed", False: "failed", None: "open"}[test.passed]
    right = "as it should" if test.passed is WORLDS[world] else "WRONGLY"
    return (
        f"{world:12} {recall:>22} {alarms:>22} {found.calls:8} calls {found.seconds:6.0f} s  "
        f"{said}, {right}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="The self-test in worlds of known skill.")
    parser.add_argument("--faults", type=int, default=6)
    parser.add_argument("--queries", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    print(f"{'world':12} {'recall':>22} {'false alarms':>22}")
    with ProcessPoolExecutor(options.jobs) as pool:
        found = pool.map(run, WORLDS, repeat(options.faults), repeat(options.queries))
        for world, result in zip(WORLDS, found, strict=True):
            print(line(world, result), flush=True)


if __name__ == "__main__":
    main()
