"""How fast lint is: second run, one edited paragraph, first run, a huge document; and its peers.

Usage: python -m benchmarks.lint_speed [SPEC] [--runs 7] [--peers] [--large MB]

Every figure is the best of several whole processes, started as a user starts them, with compiled
bytecode and a cache folder of their own: wall time, processor time, peak of memory (of the larger
process where there are two). The ratio is that of processor times, which other work on the machine
and waiting change least. ``--peers`` installs the pinned versions of other linters, each into a
virtual environment that is thrown away afterwards, and runs them on the same file. ``--large`` also
lints a document of that size, made of copies of the spec with ids of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "specs" / "openai-model-spec-2025-12-18.md"
_MIB = 1024.0
"""``ru_maxrss`` is in KiB on Linux."""
_PARAGRAPH = re.compile(r"(?<=\n\n)[A-Z][^\n]{80,}(?=\.\n\n)")
_FENCES = ("```", "~~~")
_LAUNCHER = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, _, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=file)
"""
"""A process begins with the peak of memory of the one that starts it: that one must be small."""
_SPACY_PASS = """
import sys, time
from specaudit.nlp.spacy_engine import _load
from specaudit.parse import document
spec = document.parse(document.read_text(sys.argv[1]))
texts = [s.text for s in spec.statements]
language, _ = _load()
start, cpu = time.perf_counter(), time.process_time()
for _ in language.pipe(texts, batch_size=64): pass
print((time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000)
"""


@dataclass(frozen=True)
class Peer:
    """Another linter: what to install, how to run it on a file, where it counts findings."""

    package: str
    version: str
    command: tuple[str, ...]
    count: Callable[[Any], int]


PEERS = (
    Peer(
        "rule-audit",
        "0.5.0",
        ("rule-audit", "--file", "{file}", "--format", "json"),
        lambda report: int(report["summary"]["contradictions"]),
    ),
    Peer(
        "rule-coherence-graph",
        "0.7.0",
        ("rcg", "check", "{folder}", "--provider", "mock", "--no-graph", "--json"),
        lambda report: int(report["n_findings"]),
    ),
    Peer(
        "skillsaw",
        "0.22.0",
        ("skillsaw", "lint", "--format", "json", "{file}"),
        lambda report: len(report["violations"]),
    ),
    Peer(
        "lintlang",
        "0.8.3",
        ("lintlang", "scan", "--format", "json", "{file}"),
        lambda report: sum(len(file["structural_findings"]) for file in report),
    ),
)


@dataclass(frozen=True)
class Sample:
    """One process: milliseconds of wall and processor time, peak MiB, what it printed."""

    wall: float
    cpu: float
    memory: float
    output: str


def once(command: Sequence[str], environment: dict[str, str], folder: Path) -> Sample:
    """Run one process to its end."""
    with (
        tempfile.TemporaryFile(mode="w+", encoding="utf-8") as output,
        tempfile.NamedTemporaryFile(mode="r", encoding="utf-8") as usage,
    ):
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, usage.name, *map(str, command)],
            env=environment,
            cwd=folder,
            stdout=output,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        wall, cpu, memory = map(float, usage.read().split())
        output.seek(0)
        return Sample(wall * 1000, cpu * 1000, memory / _MIB, output.read())


def best(
    runs: int,
    command: Sequence[str],
    environment: dict[str, str],
    folder: Path,
    before: Callable[[], None] | None = None,
) -> Sample:
    """The least wall time, processor time and memory of several processes."""
    samples = []
    for _ in range(runs):
        if before is not None:
            before()
        samples.append(once(command, environment, folder))
    return Sample(
        min(sample.wall for sample in samples),
        min(sample.cpu for sample in samples),
        min(sample.memory for sample in samples),
        samples[-1].output,
    )


def enlarged(text: str, size: int) -> str:
    """Copies of a document, every anchor and every link to one with a number of its copy."""
    copies = []
    for number in range(size // len(text.encode()) + 1):
        copy = re.sub(r"(\{#|\]\(#|\[#)([\w.-]+)", rf"\1\2-{number}", text)
        copies.append(re.sub(r"\[\^([\w.-]+)\]", rf"[^\1-{number}]", copy))
    return "\n".join(copies)


def typical(text: str) -> int:
    """Where the last sentence of a paragraph ends: one line of prose nearest to the middle."""
    ends = [found.end() for found in _PARAGRAPH.finditer(text)]
    prose = [end for end in ends if all(text.count(mark, 0, end) % 2 == 0 for mark in _FENCES)]
    if not prose:
        sys.exit("no paragraph of prose to edit")
    return min(prose, key=lambda end: abs(end - len(text) // 2))


def show(name: str, sample: Sample, ours: float, findings: int | None = None) -> None:
    """Print one line; ``ours`` is the processor time that the ratio is taken to."""
    counted = "" if findings is None else f"{findings:9d}"
    print(
        f"{name:30}{sample.wall:9.0f}{sample.cpu:9.0f}{sample.memory:9.0f}"
        f"{sample.cpu / ours:9.2f}{counted}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peers", action="store_true", help="install and run the peers too")
    parser.add_argument("--large", type=float, default=0.0, metavar="MB")
    options = parser.parse_args()
    if not options.spec.is_file():
        sys.exit(f"{options.spec}: no such file")
    with tempfile.TemporaryDirectory() as folder:
        # Some peers read a file only under the name of a rule file.
        copy = Path(folder) / "CLAUDE.md"
        copy.write_bytes(options.spec.read_bytes())
        print(f"{'ms, MiB, ratio to a first run':30}     wall      cpu   memory    ratio findings")
        ours = measure(copy, options.runs)
        if options.large:
            large(copy, options.large, ours)
        for peer in PEERS if options.peers else ():
            measure_peer(peer, copy, min(options.runs, 3), ours)


def setting(folder: Path) -> dict[str, str]:
    """The environment of our own processes."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "SPECAUDIT_CACHE_DIR": str(folder / "cache"),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }


def lint(path: Path, *options: str) -> list[str]:
    """The command that lints a file, as installed beside this interpreter."""
    script = Path(sys.executable).with_name("specaudit")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "specaudit"]
    return [*command, "--isolated", "lint", "--format", "json", *options, str(path)]


def measure(copy: Path, runs: int) -> float:
    """Print our own lines; returns the processor time of a first run."""
    folder = copy.parent
    environment = setting(folder)
    text = copy.read_text(encoding="utf-8")
    edits = iter(range(10_000))
    middle = typical(text)

    def edit() -> None:
        copy.write_text(f"{text[:middle]} number {next(edits)}{text[middle:]}", encoding="utf-8")

    def forget() -> None:
        shutil.rmtree(folder / "cache", ignore_errors=True)

    once(lint(copy), environment, folder)  # compiles the bytecode
    first = best(runs, lint(copy), environment, folder, forget)
    findings = len(json.loads(first.output)["findings"])
    bare = best(runs, [sys.executable, "-c", "pass"], environment, folder)
    show("bare Python", bare, first.cpu)
    show("second run", best(runs, lint(copy), environment, folder), first.cpu, findings)
    show("one paragraph edited", best(runs, lint(copy), environment, folder, edit), first.cpu)
    copy.write_text(text, encoding="utf-8")
    show("first run", first, first.cpu, findings)
    show("no cache", best(runs, lint(copy, "--no-cache"), environment, folder), first.cpu)
    spacy = best(min(runs, 3), [sys.executable, "-c", _SPACY_PASS, str(copy)], environment, folder)
    if spacy.output.strip():
        wall, cpu = map(float, spacy.output.split())
        show("bare spaCy pass over its prose", Sample(wall, cpu, spacy.memory, ""), first.cpu)
    else:
        print("bare spaCy pass: skipped, no spaCy model is installed")
    return first.cpu


def large(copy: Path, megabytes: float, ours: float) -> None:
    """Lint a document of many copies, once."""
    huge = copy.with_name("huge.md")
    huge.write_text(enlarged(copy.read_text("utf-8"), int(megabytes * 1e6)), encoding="utf-8")
    sample = once(lint(huge), setting(copy.parent), copy.parent)
    findings = len(json.loads(sample.output)["findings"])
    show(f"first run, {huge.stat().st_size / 1e6:.1f} MB", sample, ours, findings)
    huge.unlink()


def measure_peer(peer: Peer, copy: Path, runs: int, ours: float) -> None:
    """Install one peer, run it on the same file, print its line."""
    name = f"{peer.package} {peer.version}"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        venv.create(folder / "venv", with_pip=True)
        scripts = folder / "venv" / "bin"
        pinned = f"{peer.package}=={peer.version}"
        installed = subprocess.run(
            [scripts / "python", "-m", "pip", "install", "-q", pinned],
            capture_output=True,
            text=True,
            check=False,
        )
        if installed.returncode:
            reason = (installed.stderr.strip().splitlines() or ["pip failed"])[-1]
            print(f"{name:30} skipped, not installable: {reason}")
            return
        spec = folder / "spec" / copy.name
        spec.parent.mkdir()
        shutil.copy(copy, spec)
        command = [part.format(file=spec, folder=spec.parent) for part in peer.command]
        command[0] = str(scripts / command[0])
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        sample = best(runs, command, kept, folder)
        try:
            findings = peer.count(json.loads(sample.output))
        except (ValueError, KeyError, TypeError):
            print(f"{name:30} gave no report: {' '.join(command[1:])}")
            return
        show(name, sample, ours, findings)


if __name__ == "__main__":
    main()
