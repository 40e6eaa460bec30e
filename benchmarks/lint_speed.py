"""How fast lint is: a second run, one edited paragraph, a first run, against bare Python and peers.

Usage: python benchmarks/lint_speed.py [SPEC] [--runs 7]

Every figure is the best of several whole processes, started the way a user starts them, with
compiled bytecode and an own cache folder. Peers are run where their command is on the path.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "specs" / "openai-model-spec-2025-12-18.md"
PEERS = {
    "rule-audit": ["rule-audit", "{spec}"],
    "rule-coherence-graph": ["rule-coherence-graph", "{spec}"],
    "skillsaw": ["skillsaw", "{spec}"],
    "lintlang": ["lintlang", "{spec}"],
}


def best(
    runs: int, command: Sequence[str], environment: dict[str, str], before: Callable[[], None]
) -> float:
    """Shortest wall time of a process in milliseconds."""
    times = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        subprocess.run(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    if not options.spec.is_file():
        sys.exit(f"{options.spec}: no such file")
    with tempfile.TemporaryDirectory() as folder:
        measure(options.spec, options.runs, Path(folder))


def measure(spec: Path, runs: int, folder: Path) -> None:
    """Print one line per figure."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {
        "SPECAUDIT_CACHE_DIR": str(folder / "cache"),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    copy = folder / "spec.md"
    copy.write_bytes(spec.read_bytes())
    lint = [sys.executable, "-m", "specaudit", "--isolated", "lint", str(copy)]
    edits = iter(range(10_000))

    def edit() -> None:
        text = spec.read_text(encoding="utf-8")
        middle = text.find(".\n", len(text) // 2)
        copy.write_text(f"{text[:middle]} number {next(edits)}{text[middle:]}", encoding="utf-8")

    def forget() -> None:
        shutil.rmtree(folder / "cache", ignore_errors=True)

    def nothing() -> None:
        return

    bare = best(runs, [sys.executable, "-c", "pass"], environment, nothing)
    rows = [
        ("bare Python", bare),
        ("import click", best(runs, [sys.executable, "-c", "import click"], environment, nothing)),
        ("second run", best(runs + 1, lint, environment, nothing)),
        ("first run", best(runs, lint, environment, forget)),
        ("one paragraph edited", best(runs, lint, environment, edit)),
    ]
    for name, command in PEERS.items():
        if shutil.which(command[0]):
            filled = [part.format(spec=spec) for part in command]
            rows.append((name, best(1, filled, environment, nothing)))
    for name, value in rows:
        print(f"{name:22}{value:10.0f} ms{value / bare:8.1f} x bare Python")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'largest memory':22}{peak:10.0f} MB")


if __name__ == "__main__":
    main()
