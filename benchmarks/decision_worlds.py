"""False discoveries and typed verdicts in worlds of simulated models and judges.

Every world has 400 candidates, 20 % of them gaps. Positions, scores and verdicts come from
`specaudit.pipeline.worlds`; the experiment grows seed by seed, stops as an audit does, and is
decided by the table in `specaudit.measure.table`. No model calls, prompts or parsers run here.

Prints, per world, the false discovery rate with its 95 % upper bound, recall, seeds used and
the effective number of judges; then the confusion of truths and verdicts with macro-F1.

Run: python benchmarks/decision_worlds.py [--candidates 400] [--jobs 2]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from specaudit.domain.candidate import Candidate, CandidateKind, Resolution
from specaudit.domain.gap import GapVerdict
from specaudit.domain.query import Arm, Lean
from specaudit.domain.verdict import Compliance, InstrumentItem
from specaudit.measure import sequential
from specaudit.measure.decide import Decision, decide_facts
from specaudit.measure.facts import CandidateFacts, SeedFacts, judge_facts, query_facts
from specaudit.measure.instrument import panel_size
from specaudit.pipeline import worlds
from specaudit.pipeline.world_catalogue import WORLDS
from specaudit.pipeline.worlds import Truth, World
from specaudit.stats.agreement import effective_judges

MEMBERS = tuple(f"m:{letter}" for letter in "abcde")
JUDGES = ("x", "y", "z")
SAMPLES = 2
ARMS = (Arm.CONFLICT, Arm.ONLY_A, Arm.ONLY_B)
CAP = 40
ALPHA = 0.1
ITEMS = 120
"""Items with known verdicts the judges answer."""

EXPECTED = {
    Truth.CONTRADICTION: GapVerdict.CONTRADICTION,
    Truth.AMBIGUITY: GapVerdict.AMBIGUITY,
    Truth.TOO_COARSE: GapVerdict.TOO_COARSE,
    Truth.COVERAGE: GapVerdict.COVERAGE,
    Truth.MODEL_FAULT: GapVerdict.MODEL_FAULT,
    Truth.RESOLVED: GapVerdict.RESOLVED_IN_PRACTICE,
    Truth.PAPER_ONLY: GapVerdict.RESOLVED_ON_PAPER_ONLY,
    Truth.NOTHING: GapVerdict.NOT_CONFIRMED,
}
GAPS = (Truth.CONTRADICTION, Truth.AMBIGUITY)
ALL_GAPS = (*GAPS, Truth.TOO_COARSE, Truth.COVERAGE, Truth.PAPER_ONLY)
OTHERS = (Truth.NOTHING, Truth.RESOLVED)
PAPER = Resolution("precedence", None, "the first comes first", None)
ORDER = {Compliance.COMPLIANT: 0, Compliance.AMBIGUOUS: 1, Compliance.NON_COMPLIANT: 2}


class Setting(NamedTuple):
    """A world with the mixture of truths that fills it."""

    name: str
    world: str
    gaps: tuple[Truth, ...]
    others: tuple[Truth, ...]


SETTINGS = (
    Setting("every kind of gap", "mixed", ALL_GAPS, (*OTHERS, Truth.MODEL_FAULT)),
    Setting("conflicts all resolve alike", "mixed", GAPS, (Truth.RESOLVED,)),
    Setting("pure noise", "noise", GAPS, (Truth.NOTHING,)),
    Setting("one misaligned model", "misaligned", GAPS, (Truth.MODEL_FAULT,)),
    Setting("correlated, biased judges", "correlated", GAPS, OTHERS),
    Setting("refusing generators", "refusing", GAPS, OTHERS),
    Setting("drifting rates", "drifting", GAPS, OTHERS),
    Setting("missing answers", "missing", GAPS, OTHERS),
)


def texts_of(number: int, truth: Truth) -> tuple[str, ...]:
    one = f"statement {number} a"
    return (one,) if truth is Truth.AMBIGUITY else (one, f"statement {number} b")


def truths(setting: Setting, count: int) -> list[Truth]:
    gaps = count // 5
    return [
        setting.gaps[i % len(setting.gaps)] if i < gaps else setting.others[i % len(setting.others)]
        for i in range(count)
    ]


def known(setting: Setting, count: int) -> World:
    table = {texts_of(i, t): t for i, t in enumerate(truths(setting, count))}
    truth: Callable[[Sequence[str]], Truth] = lambda texts: table[tuple(texts)]  # noqa: E731
    return replace(WORLDS[setting.world], truth=truth)


def seed_facts(world: World, texts: tuple[str, ...], candidate: str, index: int) -> SeedFacts:
    """Ask one seed of every member and let every judge score and judge the answers."""
    scenario = f"{candidate}/{index}"
    queries, labels, steps, conflict, named = [], [], [], [], []
    usable = 0
    for arm in ARMS:
        query = f"{scenario}/{arm}"
        cell = worlds.Cell(texts, scenario, index, query, arm, Lean.NEUTRAL)
        scores = np.full((len(MEMBERS), SAMPLES, 2), np.nan)
        fails = np.full((len(MEMBERS), SAMPLES), np.nan)
        for row, member in enumerate(MEMBERS):
            for sample in range(SAMPLES):
                answer = f"{query}/{member}/{sample}"
                if world.chance("lost", answer) < world.missing:
                    continue
                judged = judge(world, cell, member, sample, answer)
                scores[row, sample] = judged.scores.mean(axis=0)
                fails[row, sample] = 2 * judged.labels[1:].sum() > len(JUDGES)
                labels.append(judged.labels)
                steps += [np.bincount(judged.scores[:, side], minlength=7) for side in (0, 1)]
                conflict.append(arm is Arm.CONFLICT)
                named.append(judged.named)
                usable += 1
        queries.append(query_facts(arm, Lean.NEUTRAL, scores, fails))
    return SeedFacts(
        index,
        tuple(queries),
        judge_facts(
            np.array(labels, dtype=float).reshape(-1, 3),
            np.array(steps, dtype=float).reshape(-1, 7),
            np.array(conflict, dtype=bool),
            named,
        ),
        planned=len(ARMS) * len(MEMBERS) * SAMPLES,
        usable=usable,
    )


class Judged(NamedTuple):
    """What the judges say of one answer: judges x sides, judges per label, statements named."""

    scores: np.ndarray[tuple[int, int], np.dtype[np.int64]]
    labels: np.ndarray[tuple[int], np.dtype[np.float64]]
    named: list[frozenset[str]]


def judge(world: World, cell: worlds.Cell, member: str, sample: int, answer: str) -> Judged:
    place = worlds.position(world, cell, member, sample)
    labels = np.zeros(3)
    for name in JUDGES:
        labels[ORDER[worlds.verdict(world, cell, place, name, answer)]] += 1
    scores = [
        [
            worlds.score(world, place.a, name, answer, "a"),
            worlds.score(world, place.b, name, answer, "b"),
        ]
        for name in JUDGES
    ]
    named = [frozenset(map(str, worlds.rests_on(world, cell, name))) for name in JUDGES]
    return Judged(np.array(scores), labels, named)


class Result(NamedTuple):
    """One audit of one world."""

    setting: Setting
    pairs: list[tuple[Truth, GapVerdict]]
    seeds: float
    judges: float | None
    truth_judges: float
    seconds: float
    looks: dict[int, float]
    """False discovery proportion if stopped and decided at that round."""


def run(setting: Setting, count: int) -> Result:
    """Let one audit grow until every candidate is decided, futile or at the cap."""
    begin = time.perf_counter()
    world, kinds = known(setting, count), truths(setting, count)
    candidates = [made(i, truth) for i, truth in enumerate(kinds)]
    facts = {c.id: CandidateFacts(c.id, MEMBERS, SAMPLES, ()) for c in candidates}
    states = {c.id: sequential.start(c.id) for c in candidates}
    active, looks = set(states), {}
    for index in range(CAP):
        threshold = sequential.planning_threshold(list(states.values()), ALPHA)
        for candidate in candidates:
            name = candidate.id
            if name not in active:
                continue
            if world.chance("refuses", name, index) >= world.refusals:
                seed = seed_facts(world, candidate.texts, name, index)
                facts[name] = replace(facts[name], seeds=(*facts[name].seeds, seed))
                states[name] = states[name].add(sequential.contrast(seed))
            if sequential.stop(states[name], threshold, cap=CAP, asked=index + 1):
                active.discard(name)
        if index + 1 in (10, 20):
            looks[index + 1] = false_share(decide(facts, candidates), kinds)[0]
    decisions = decide(facts, candidates)
    return Result(
        setting,
        [(kind, d.verdict) for kind, d in zip(kinds, decisions, strict=True)],
        float(np.mean([len(f.seeds) for f in facts.values()])),
        panel_size(instrument(world)).value,
        effective_judges(len(JUDGES), world.judge_correlation),
        time.perf_counter() - begin,
        looks,
    )


def made(number: int, truth: Truth) -> Candidate:
    texts = texts_of(number, truth)
    return Candidate(
        id=f"GAP-{number:08x}",
        kind=CandidateKind.CONFLICT if len(texts) > 1 else CandidateKind.AMBIGUITY,
        taxonomy="T1",
        statement_ids=texts,
        texts=texts,
        claim="",
        situation="",
        score=0.5,
        sources=(),
        resolution=PAPER if truth is Truth.PAPER_ONLY else None,
    )


def decide(facts: dict[str, CandidateFacts], candidates: list[Candidate]) -> list[Decision]:
    return decide_facts(facts, candidates, sound=True, alpha=ALPHA, seed=1)


def false_share(decisions: Sequence[Decision], kinds: Sequence[Truth]) -> tuple[float, int]:
    confirmed = [k for d, k in zip(decisions, kinds, strict=True) if d.verdict.confirmed]
    false = sum(k not in worlds.GAPS for k in confirmed)
    return false / max(1, len(confirmed)), len(confirmed)


def instrument(world: World) -> list[InstrumentItem]:
    """Let the judges answer items with known verdicts, as often wrong as the world says."""
    turned = {
        Compliance.COMPLIANT: Compliance.NON_COMPLIANT,
        Compliance.NON_COMPLIANT: Compliance.COMPLIANT,
    }
    found = []
    for number in range(ITEMS):
        right = Compliance.COMPLIANT if number % 2 else Compliance.NON_COMPLIANT
        for name in JUDGES:
            wrong = worlds.errs(world, name, f"item {number}")
            given = turned[right] if wrong else right
            found.append(InstrumentItem(f"{number}", "calibration", right, name, given))
    return found


def upper_bound(false: int, total: int) -> float:
    """One-sided 95 % upper bound of a share (Clopper and Pearson)."""
    from scipy.stats import beta

    return float(beta.ppf(0.95, false + 1, total - false)) if false < total else 1.0


def show_rates(results: Sequence[Result]) -> None:
    head = (
        "world",
        "FDR",
        "95 % upper",
        "at 10",
        "at 20",
        "recall",
        "seeds",
        "judges",
        "true",
        "s",
    )
    print(f"{head[0]:30}" + "".join(f"{h:>11}" for h in head[1:]))
    for result in results:
        confirmed = [t for t, v in result.pairs if v.confirmed]
        false = sum(t not in worlds.GAPS for t in confirmed)
        gaps = sum(t in worlds.GAPS for t, _ in result.pairs)
        total = max(1, len(confirmed))
        judges = "-" if result.judges is None else f"{result.judges:.2f}"
        cells = [
            f"{false / total:.3f}",
            f"{upper_bound(false, total):.3f}",
            *(f"{share:.3f}" for share in result.looks.values()),
            f"{(len(confirmed) - false) / gaps:.2f}",
            f"{result.seeds:.1f}",
            judges,
            f"{result.truth_judges:.2f}",
            f"{result.seconds:.0f}",
        ]
        print(f"{result.setting.name:30}" + "".join(f"{c:>11}" for c in cells))


def show_confusion(results: Sequence[Result]) -> None:
    pairs = [pair for result in results for pair in result.pairs]
    table = Counter((truth, verdict) for truth, verdict in pairs)
    print("\nTruths (lines) and verdicts, over all worlds:")
    for truth in Truth:
        line = {v: n for v in GapVerdict if (n := table[truth, v])}
        if line:
            shown = ", ".join(f"{v} {n}" for v, n in sorted(line.items(), key=lambda i: -i[1]))
            print(f"  {truth:15} {shown}")
    scores = {t: f1(table, t) for t in Truth if any(k == t for k, _ in pairs)}
    print("F1: " + ", ".join(f"{t} {s:.2f}" for t, s in scores.items()))
    print(f"macro-F1 {np.mean(list(scores.values())):.3f}")


def f1(table: Counter[tuple[Truth, GapVerdict]], truth: Truth) -> float:
    verdict = EXPECTED[truth]
    hits = table[truth, verdict]
    said = sum(n for (_, v), n in table.items() if v is verdict)
    there = sum(n for (t, _), n in table.items() if t is truth)
    return 2 * hits / (said + there)


def main() -> None:
    parser = argparse.ArgumentParser(description="False discoveries and verdicts by world.")
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    counts = [options.candidates] * len(SETTINGS)
    with ProcessPoolExecutor(options.jobs) as pool:
        results = list(pool.map(run, SETTINGS, counts))
    show_rates(results)
    show_confusion(results)


if __name__ == "__main__":
    main()
