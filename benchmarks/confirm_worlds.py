"""False discoveries and typed verdicts with the real prompts, parsers and rounds of an audit.

Like `benchmarks.decision_worlds` (same worlds, same mixtures of truths), but nothing is cut
short: a document of 400 candidates is parsed, judges are checked on items with known verdicts,
scenarios and rubrics are generated, members answer, judges score and judge, all of it through
`specaudit.pipeline.experiment` and the call client, by simulated models that read the prompts.

Prints, per world, the false discovery rate with its 95 % upper bound at the end of the audit and
at the worst of several looks before it, beside naive peeking (a sign test after every seed, each
at 5 %); recall, seeds, calls, the effective number of judges; and the confusion of truths and
verdicts with macro-F1. Exits 1 where a rate exceeds 10 % or macro-F1 falls below .85.

Run: python -m benchmarks.confirm_worlds [--candidates 400] [--jobs 2] [--world NAME ...]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.decision_worlds import (
    ALPHA,
    EXPECTED,
    PAPER,
    SETTINGS,
    Setting,
    f1,
    show_confusion,
    truths,
    upper_bound,
)
from benchmarks.decision_worlds import Result as Row
from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.gap import GapVerdict
from specaudit.domain.spec import Spec
from specaudit.llm.client import Client, Limits
from specaudit.llm.providers import scripted
from specaudit.measure import instrument as calibration
from specaudit.measure import sequential
from specaudit.measure.decide import decide_facts
from specaudit.measure.facts import CandidateFacts
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.pipeline import simulation, worlds
from specaudit.pipeline.experiment import Experiment, Setup, start
from specaudit.pipeline.instrument import check_judges
from specaudit.pipeline.progress import silent
from specaudit.pipeline.world_catalogue import WORLDS
from specaudit.pipeline.worlds import Truth, World
from specaudit.probe.committee import Conditioning
from specaudit.probe.design import Design
from specaudit.stats.agreement import effective_judges
from specaudit.stats.intervals import binomial_tail
from specaudit.store.calls import CallStore
from specaudit.store.runs import Manifest, create

MEMBERS, JUDGES, SAMPLES, CAP = 5, 3, 2, 20
LOOKS = (5, 10, 15)
NAIVE = 0.05
ITEMS = 60
EXCERPT = 600
"""Code points of the document shown with a question: the pair and its neighbours."""


class Outcome(NamedTuple):
    """One audit of one world."""

    row: Row
    worst: float
    """Largest false discovery proportion over the looks and the end."""
    naive: float
    calls: int


def sentences(number: int, truth: Truth) -> tuple[str, ...]:
    first = f"The clerk must put parcel {number} on the left shelf before noon."
    if truth is Truth.AMBIGUITY:
        return (first,)
    return first, f"The clerk must hand parcel {number} to whoever asks for it."


def written(kinds: Sequence[Truth]) -> Spec:
    """Write all candidates into one document, each in a section of its own."""
    parts = ["# Parcels"]
    for number, truth in enumerate(kinds):
        parts += [f"## Parcel {number}", *sentences(number, truth)]
    return document.parse("\n\n".join(parts), path="parcels.md", engine=load_engine("pattern"))


def made(spec: Spec, kinds: Sequence[Truth]) -> list[Candidate]:
    ids = {statement.text: statement.id for statement in spec.statements}
    found = []
    for number, truth in enumerate(kinds):
        texts = sentences(number, truth)
        single = len(texts) == 1
        found.append(
            Candidate(
                id=f"GAP-{number:08x}",
                kind=CandidateKind.AMBIGUITY if single else CandidateKind.CONFLICT,
                taxonomy="T14" if single else "T1",
                statement_ids=tuple(ids[text] for text in texts),
                texts=texts,
                claim="The two collide.",
                situation="",
                score=0.5,
                sources=(),
                resolution=PAPER if truth is Truth.PAPER_ONLY else None,
                readings=(f"Parcel {number} early.", f"Parcel {number} whenever.")
                if single
                else (),
            )
        )
    return found


def world_of(setting: Setting, kinds: Sequence[Truth]) -> World:
    """Let the truth of a candidate follow from its sentences, or the readings of one."""
    table = {frozenset(sentences(n, t)): t for n, t in enumerate(kinds)}
    return replace(WORLDS[setting.world], truth=lambda texts: table[frozenset(texts)])


def audit(setting: Setting, count: int) -> Outcome:
    return asyncio.run(_audit(setting, count))


async def _audit(setting: Setting, count: int) -> Outcome:
    begin = time.perf_counter()
    kinds = truths(setting, count)
    spec, world = written(kinds), world_of(setting, kinds)
    candidates = made(spec, kinds)
    name = f"bench-{setting.name.replace(' ', '-').replace(',', '')}"
    scripted.register(name, partial(simulation.answer, world))
    members = tuple(f"scripted/{name}:{'abcde'[n]}" for n in range(MEMBERS))
    judges = tuple(f"scripted/{name}:judge-{n + 1}" for n in range(JUDGES))
    setup = Setup(
        spec=spec,
        committee=members,
        judges=judges,
        generator=f"scripted/{name}:generator",
        conditioning=Conditioning.EXCERPT,
        design=Design.PAIRED,
        queries=CAP,
        samples=SAMPLES,
        seed=0,
        alpha=ALPHA,
        excerpt_chars=EXCERPT,
        answer_tokens=None,
    )
    with tempfile.TemporaryDirectory() as folder:
        store = CallStore(Path(folder) / "calls.db")
        try:
            with create(Path(folder) / "run", _manifest(spec, setup), spec.text) as run:
                async with Client({}, store, Limits()) as client:
                    checked = await check_judges(
                        client, spec, judges, count=ITEMS, seed=0, max_chars=600, observe=silent
                    )
                    probes = [start(setup, candidate) for candidate in candidates]
                    await Experiment(setup, client, run, silent).run(probes)
                    calls = client.sent
        finally:
            store.close()
    facts = {p.candidate.id: p.facts for p in probes}
    known = calibration.calibrate(checked.items) if checked.passed else None
    sound = checked.sound

    def decide(limit: int) -> list[tuple[Truth, GapVerdict]]:
        cut = {i: replace(f, seeds=f.seeds[:limit]) for i, f in facts.items()}
        decisions = decide_facts(
            cut, candidates, sound=sound, alpha=ALPHA, seed=1, calibration=known
        )
        return [(kind, d.verdict) for kind, d in zip(kinds, decisions, strict=True)]

    last = decide(CAP)
    row = Row(
        setting,
        last,
        float(np.mean([len(f.seeds) for f in facts.values()])),
        calibration.panel_size(checked.items).value,
        effective_judges(JUDGES, world.judge_correlation),
        time.perf_counter() - begin,
        {},
    )
    worst = max(false_share(pairs) for pairs in [last, *map(decide, LOOKS)])
    return Outcome(row, worst, naive_peeking(facts, kinds), calls)


def _manifest(spec: Spec, setup: Setup) -> Manifest:
    return Manifest(
        id="bench",
        created="2026-01-01T00:00:00+00:00",
        tool_version="0",
        spec_path=spec.path,
        spec_sha256=spec.sha256,
        proposer="",
        generator=setup.generator,
        committee=setup.committee,
        judges=setup.judges,
        conditioning=setup.conditioning.value,
        max_gaps=0,
        queries=setup.queries,
        samples=setup.samples,
        seed=setup.seed,
        alpha=setup.alpha,
        keep_going=False,
        allow_judge_on_committee=False,
    )


def false_share(pairs: Sequence[tuple[Truth, GapVerdict]]) -> float:
    confirmed = [t for t, v in pairs if v.confirmed]
    return sum(t not in worlds.GAPS for t in confirmed) / max(1, len(confirmed))


def naive_peeking(facts: dict[str, CandidateFacts], kinds: Sequence[Truth]) -> float:
    """False share among candidates whose sign test ever fell below 5 % after some seed."""
    rejected = []
    for found, kind in zip(facts.values(), kinds, strict=True):
        state = sequential.start(found.candidate_id)
        for seed in found.seeds:
            state = state.add(sequential.contrast(seed))
            if state.decisive and binomial_tail(state.wins, state.decisive) <= NAIVE:
                rejected.append(kind)
                break
    return sum(k not in worlds.GAPS for k in rejected) / max(1, len(rejected))


def show(outcomes: Sequence[Outcome]) -> bool:
    """Print a line per world; True where every rate keeps its bound."""
    head = (
        "FDR",
        "95 % upper",
        "worst look",
        "naive",
        "recall",
        "seeds",
        "calls",
        "judges",
        "true",
    )
    print(f"{'world':30}" + "".join(f"{h:>11}" for h in head) + f"{'s':>6}")
    kept = True
    for outcome in outcomes:
        row = outcome.row
        confirmed = [t for t, v in row.pairs if v.confirmed]
        false = sum(t not in worlds.GAPS for t in confirmed)
        gaps = sum(t in worlds.GAPS for t, _ in row.pairs)
        total = max(1, len(confirmed))
        cells = (
            f"{false / total:.3f}",
            f"{upper_bound(false, total):.3f}",
            f"{outcome.worst:.3f}",
            f"{outcome.naive:.3f}",
            f"{(len(confirmed) - false) / gaps:.2f}",
            f"{row.seeds:.1f}",
            str(outcome.calls),
            "-" if row.judges is None else f"{row.judges:.2f}",
            f"{row.truth_judges:.2f}",
        )
        print(f"{row.setting.name:30}" + "".join(f"{c:>11}" for c in cells) + f"{row.seconds:6.0f}")
        kept = kept and max(false / total, outcome.worst) <= ALPHA
    return kept


def macro_f1(outcomes: Sequence[Outcome]) -> float:
    from collections import Counter

    pairs = [pair for outcome in outcomes for pair in outcome.row.pairs]
    table = Counter(pairs)
    return float(np.mean([f1(table, t) for t in EXPECTED if any(k == t for k, _ in pairs)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--world", nargs="*", choices=[s.name for s in SETTINGS])
    given = parser.parse_args()
    settings = [s for s in SETTINGS if not given.world or s.name in given.world]
    with ProcessPoolExecutor(given.jobs) as pool:
        outcomes = list(pool.map(audit, settings, [given.candidates] * len(settings)))
    kept = show(outcomes)
    show_confusion([outcome.row for outcome in outcomes])
    sys.exit(0 if kept and macro_f1(outcomes) >= 0.85 else 1)


if __name__ == "__main__":
    main()
