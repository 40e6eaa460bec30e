"""The bars of the experiment, measured through the real prompts, parsers and rounds of an audit.

Part 1, one audit for each world of simulated models: a document of 400 candidates (20 % gaps) is
parsed, judges are checked on items with known verdicts, scenarios and rubrics are generated,
members answer, judges score and judge, and confirmed gaps are asked for their cause, all by
`specaudit.pipeline` and the call client. Printed per world: the false discovery rate when the
audit stops and at the worst of all looks before, each with its 95 % upper bound (Clopper and
Pearson), beside naive peeking (a sign test at 5 % after every seed); recall, seeds, calls, the
effective number of judges and the truth. Then truths against verdicts, with macro-F1.

Part 2: power for win probabilities .6 to .95, and the calls saved against fixed-size tests.

Exits 1 where a bar is missed: false discoveries at most 10 % (bound 12 %), at the stop and at the
worst look; power 90 % at .8 with 40 % fewer calls; macro-F1 .85; judges within 20 % of the truth.

Run: python -m benchmarks.confirm_quality [--candidates 400] [--jobs 2] [--world NAME ...]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from benchmarks.decision_error_rates import power_curve
from benchmarks.decision_worlds import (
    ALPHA,
    EXPECTED,
    OTHERS,
    PAPER,
    SETTINGS,
    Setting,
    f1,
    show_confusion,
    truths,
    upper_bound,
)
from benchmarks.decision_worlds import Result as Row
from specaudit.config import AuditConfig
from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.gap import GapVerdict
from specaudit.domain.spec import Spec
from specaudit.llm.client import Client, Limits
from specaudit.llm.providers import scripted
from specaudit.measure import instrument as calibration
from specaudit.measure import sequential
from specaudit.measure.decide import decide_facts
from specaudit.measure.facts import CandidateFacts
from specaudit.measure.sequential import SequentialState
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.pipeline import causes, simulation, worlds
from specaudit.pipeline.experiment import Experiment, Setup, start
from specaudit.pipeline.instrument import ITEMS, check_judges
from specaudit.pipeline.progress import silent
from specaudit.pipeline.world_catalogue import WORLDS
from specaudit.pipeline.worlds import Truth, World
from specaudit.probe.committee import Conditioning
from specaudit.probe.design import Design
from specaudit.stats.agreement import effective_judges
from specaudit.stats.intervals import binomial_tail
from specaudit.stats.multiplicity import e_bh
from specaudit.store.calls import CallStore, StoredCall
from specaudit.store.runs import Manifest, Run, create
from specaudit.store.spending import Spending, Spent

T = TypeVar("T")
Pairs = Sequence[tuple[Truth, GapVerdict]]

MEMBERS, JUDGES, SAMPLES, CAP = 4, 3, 2, AuditConfig().queries
BOUND, F1, NEAR = 0.12, 0.85, 0.2
NAIVE = 0.05
EXCERPT = 600
"""Code points of the document shown with a question: the pair and its neighbours."""
ALL_SETTINGS = (
    Setting("true conflicts", "mixed", (Truth.CONTRADICTION,), OTHERS),
    Setting("ambiguous wording", "mixed", (Truth.AMBIGUITY,), OTHERS),
    *SETTINGS,
)


class Outcome(NamedTuple):
    """One audit of one world."""

    row: Row
    worst: tuple[int, int]
    """False and all discoveries at the look, after any seed, with the largest share of false."""
    naive: float
    calls: int


class Forgetful(CallStore):
    """Keeps no answer: every question of a benchmark is asked once."""

    def __init__(self) -> None: ...

    def get(self, key: str) -> StoredCall | None:
        """Find nothing."""
        return None

    def put(self, key: str, call: StoredCall) -> None:
        """Let it go."""

    def close(self) -> None:
        """Hold nothing open."""


class NoRecords(Run):
    """Keeps no records: what is measured is kept as facts."""

    def put(self, stage: str, items: Iterable[tuple[str, object]], candidate: str = "") -> None:
        """Let them go."""

    def read(self, stage: str, noun: type[T], candidate: str | None = None) -> Iterator[T]:
        """Find nothing."""
        return iter(())


class Unpaid(Spending):
    """Adds nothing up: simulated models are free."""

    def add(self, model: str, role: str, host: str, spent: Spent) -> None:
        """Let it go."""


def sentences(number: int, truth: Truth) -> tuple[str, ...]:
    """Word a candidate; an ambiguity is one statement."""
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
    """Return the candidates of the document."""
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
    """Run one audit."""
    return asyncio.run(_audit(setting, count))


async def _audit(setting: Setting, count: int) -> Outcome:
    begin = time.perf_counter()
    kinds = truths(setting, count)
    spec, world = written(kinds), world_of(setting, kinds)
    candidates = made(spec, kinds)
    setup = _setup(setting, spec)
    scripted.register(_name(setting), partial(simulation.answer, world))
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder) / "run", _manifest(spec, setup), spec.text).close()
        run = NoRecords(Path(folder) / "run", _manifest(spec, setup))
        async with Client({}, Forgetful(), Limits(), spending=Unpaid()) as client:
            checked = await check_judges(
                client, spec, setup.judges, count=ITEMS, seed=0, max_chars=600, observe=silent
            )
            probes = [start(setup, candidate) for candidate in candidates]
            experiment = Experiment(setup, client, run, silent)
            await experiment.run(probes)
            known = calibration.calibrate(checked.items) if checked.passed else None
            decide = partial(
                decide_facts, sound=checked.sound, alpha=ALPHA, seed=1, calibration=known
            )
            first = decide({p.candidate.id: p.facts for p in probes}, candidates)
            await causes.find(experiment, causes.wanted(probes, first))
            calls = client.sent
        run.close()
    facts = {p.candidate.id: p.facts for p in probes}
    verdicts = [d.verdict for d in decide(facts, candidates)]
    row = Row(
        setting,
        list(zip(kinds, verdicts, strict=True)),
        float(np.mean([len(f.seeds) for f in facts.values()])),
        calibration.panel_size(checked.items).value,
        effective_judges(JUDGES, world.judge_correlation),
        time.perf_counter() - begin,
        {},
    )
    wins = [streak(f) for f in facts.values()]
    ids = list(facts)

    @cache
    def confirms(number: int, seeds: int) -> bool:
        known_by_then = replace(facts[ids[number]], seeds=facts[ids[number]].seeds[:seeds])
        (decision,) = decide({ids[number]: known_by_then}, [candidates[number]])
        return decision.verdict.confirmed

    return Outcome(row, worst_look(wins, kinds, confirms), naive_peeking(wins, kinds), calls)


def _name(setting: Setting) -> str:
    return f"bench-{setting.name.replace(' ', '-').replace(',', '')}"


def _setup(setting: Setting, spec: Spec) -> Setup:
    name = _name(setting)
    return Setup(
        spec=spec,
        committee=tuple(f"scripted/{name}:{'abcde'[n]}" for n in range(MEMBERS)),
        judges=tuple(f"scripted/{name}:judge-{n + 1}" for n in range(JUDGES)),
        generator=f"scripted/{name}:generator",
        conditioning=Conditioning.EXCERPT,
        design=Design.PAIR,
        queries=CAP,
        samples=SAMPLES,
        seed=0,
        alpha=ALPHA,
        excerpt_chars=EXCERPT,
        answer_tokens=None,
        refusals=True,
    )


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
    )


def false_found(pairs: Pairs) -> tuple[int, int]:
    """Count confirmed candidates that are no gap, and all confirmed ones (at least 1)."""
    confirmed = [t for t, v in pairs if v.confirmed]
    return sum(t not in worlds.GAPS for t in confirmed), max(1, len(confirmed))


def streak(facts: CandidateFacts) -> list[SequentialState]:
    """Return where a candidate's test stood after each of its seeds."""
    states = [sequential.start(facts.candidate_id)]
    for seed in facts.seeds:
        states.append(states[-1].add(sequential.contrast(seed)))
    return states


def worst_look(
    streaks: Sequence[Sequence[SequentialState]],
    kinds: Sequence[Truth],
    confirms: Callable[[int, int], bool],
) -> tuple[int, int]:
    """Return false and all discoveries at the worst moment to stop, out of all moments.

    A discovery is what the report would call confirmed if the audit ended then: selected by
    e-BH at that look, and of a confirming type by what was measured until then. The worst look
    is chosen with the truth in hand, so it is worse than any rule for stopping can do.

    Args:
        streaks: Where each candidate's test stood after each of its seeds.
        kinds: What each candidate is in truth.
        confirms: Whether a candidate's first seeds, by their number, give a confirming type.
    """
    found = [(0, 1)]
    for look in range(1, max(map(len, streaks))):
        ends = [min(look, len(states) - 1) for states in streaks]
        now = [states[end].log_e for states, end in zip(streaks, ends, strict=True)]
        chosen = [
            kinds[n]
            for n, selected in enumerate(e_bh(now, ALPHA))
            if selected and confirms(n, ends[n])
        ]
        found.append((sum(t not in worlds.GAPS for t in chosen), max(1, len(chosen))))
    return max(found, key=lambda counts: (counts[0] / counts[1], counts[1]))


def naive_peeking(streaks: Sequence[Sequence[SequentialState]], kinds: Sequence[Truth]) -> float:
    """False share among candidates whose sign test ever fell below 5 % after some seed."""
    rejected = [
        kind
        for states, kind in zip(streaks, kinds, strict=True)
        if any(s.decisive and binomial_tail(s.wins, s.decisive) <= NAIVE for s in states)
    ]
    return sum(k not in worlds.GAPS for k in rejected) / max(1, len(rejected))


def show(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Print a line per world as it comes, and pass it on."""
    head = ("FDR", "bound", "worst", "bound", "naive", "recall", "seeds", "calls", "judges", "true")
    print(f"{'world':28}" + "".join(f"{h:>8}" for h in head) + f"{'s':>6}", flush=True)
    for outcome in outcomes:
        row = outcome.row
        false, total = false_found(row.pairs)
        worst, all_there = outcome.worst
        gaps = sum(t in worlds.GAPS for t, _ in row.pairs)
        cells = (
            f"{false / total:.3f}",
            f"{upper_bound(false, total):.3f}",
            f"{worst / all_there:.3f}",
            f"{upper_bound(worst, all_there):.3f}",
            f"{outcome.naive:.3f}",
            f"{(sum(v.confirmed for _, v in row.pairs) - false) / gaps:.2f}",
            f"{row.seeds:.1f}",
            f"{outcome.calls / 1000:.0f}k",
            "-" if row.judges is None else f"{row.judges:.2f}",
            f"{row.truth_judges:.2f}",
        )
        line = f"{row.setting.name:28}" + "".join(f"{c:>8}" for c in cells)
        print(f"{line}{row.seconds:6.0f}", flush=True)
        yield outcome


def missed_by(outcome: Outcome) -> list[str]:
    """Name the bars that a world misses."""
    row = outcome.row
    name = row.setting.name
    false, total = false_found(row.pairs)
    rate = max(false / total, outcome.worst[0] / outcome.worst[1])
    bound = upper_bound(false, total)
    found = []
    if rate > ALPHA or bound > BOUND:
        found.append(f"{name}: false discoveries {rate:.3f}, bound {bound:.3f}")
    if row.judges is None or abs(row.judges / row.truth_judges - 1) > NEAR:
        found.append(f"{name}: effective judges {row.judges}, in truth {row.truth_judges:.2f}")
    return found


def macro_f1(outcomes: Sequence[Outcome]) -> float:
    """Mean of F1 over the truths that occur."""
    pairs = [pair for outcome in outcomes for pair in outcome.row.pairs]
    table = Counter(pairs)
    return float(np.mean([f1(table, t) for t in EXPECTED if any(k == t for k, _ in pairs)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--world", nargs="*", choices=[s.name for s in ALL_SETTINGS])
    parser.add_argument("--replicates", type=int, default=20, help="audits behind the power curve")
    given = parser.parse_args()
    settings = [s for s in ALL_SETTINGS if not given.world or s.name in given.world]
    with ProcessPoolExecutor(given.jobs) as pool:
        found = pool.map(audit, settings, [given.candidates] * len(settings))
        outcomes = list(show(found))
    missed = [bar for outcome in outcomes for bar in missed_by(outcome)]
    show_confusion([outcome.row for outcome in outcomes])
    if macro_f1(outcomes) < F1:
        missed.append(f"macro-F1 {macro_f1(outcomes):.3f}")
    if not given.world:
        power, saved = power_curve(given.replicates)[0.8]
        if power < 0.9 or saved < 0.4:
            missed.append(f"power {power:.2f} with {saved:.0%} saved at win probability .8")
    for bar in missed:
        print(f"MISSED {bar}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
