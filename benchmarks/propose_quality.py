"""What a proposer finds, invents and costs, on pairs, planted documents and a repaired twin.

Run: ``python -m benchmarks.propose_quality [--labels FOLDER] [--specs FOLDER] [--model MODEL]``.

- **pairs**: labelled pairs of statements (``pairs-*.jsonl``); the judge pass (without a model the
  static proposer) says of each whether it is a conflict.
- **planted**: all defects and look-alikes of ``planted-*.jsonl`` put into one copy of their
  document, which is then read as in an audit.
- **twins**: the sample draft with its deliberate gaps, and the same draft repaired.

MODEL is ``static`` (none), ``scripted`` (a simulated proposer that knows the planted gaps and
overlooks ``--overlooks`` of them in each reading: it tests the path, not a model),
``embedded/smollm2-135m``, or any model that ``--config`` or the environment gives access to.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.defects import SPECS
from benchmarks.planting import plant
from specaudit.config import Config, load
from specaudit.domain.candidate import Candidate
from specaudit.domain.errors import SpecauditError
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import resolution_between
from specaudit.llm.client import Client, Limits
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.pipeline import proposing, simulation
from specaudit.pipeline.progress import silent
from specaudit.propose import static, verify
from specaudit.propose.strategies import Reader, answer_type
from specaudit.stats.intervals import wilson
from specaudit.store.calls import CallStore
from specaudit.store.keys import tagged_hash

PARTS = ("pairs", "planted", "twins")
SAMPLES = Path(__file__).parents[1] / "specs"
LISTED = 200
"""Candidates asked of a proposer for one document."""
PAIR_MODE = "targeted"
FOLD = str.maketrans("‘’“”", "''\"\"")


@dataclass
class Tally:
    """Hits of a kind, and what they are hits among."""

    hits: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, hit: bool) -> None:
        """Count one case."""
        self.sizes[kind] += 1
        self.hits[kind] += hit

    def show(self, title: str) -> None:
        """Print every kind with its share and interval."""
        print(f"\n{title}")
        for kind in sorted(self.sizes):
            share = wilson(self.hits[kind], self.sizes[kind])
            print(
                f"  {kind:48} {self.hits[kind]:3} of {self.sizes[kind]:3}"
                f"  {share.value:4.0%} ({share.low:.0%} to {share.high:.0%})"
            )


@dataclass
class Bench:
    """One proposer, with what it has cost so far."""

    client: Client
    model: str
    """Empty: the static proposer."""
    seed: int
    overlooks: float
    """Share of the gaps that a simulated proposer misses in one reading."""
    notes: list[str] = field(default_factory=list)

    def told(self, gaps: Sequence[dict[str, Any]]) -> Bench:
        """Tell a simulated proposer the gaps that there are; others find them by themselves."""
        if not self.model.startswith("scripted/"):
            return self
        told = {"gaps": gaps, "overlooks": self.overlooks}
        path = Path(f"gaps-{tagged_hash(told).rpartition(':')[2]}.json")
        path.write_text(json.dumps(told), encoding="utf-8")
        model = f"scripted/gaps@{path}:proposer"
        simulation.install([model])
        return replace(self, model=model)

    async def read(self, spec: Spec) -> tuple[Candidate, ...]:
        """Propose as an audit does."""
        found = await proposing.propose(
            self.client, spec, self.model, limit=LISTED, seed=self.seed, observe=silent
        )
        self.notes += [f"{spec.path}: {note}" for note in found.notes]
        return found.candidates

    async def judge(self, spec: Spec, pairs: Sequence[tuple[str, str]]) -> set[frozenset[str]]:
        """Return the pairs of statements called a conflict that nothing settles."""
        found: set[frozenset[str]] = set()
        reader = Reader(spec, self.model, self.seed, pairs=tuple(pairs))
        wanted = answer_type(PAIR_MODE)
        for request in reader.requests(PAIR_MODE):
            reply = await self.client.call(request, wanted)
            if reply.data is None:
                why = reply.failure.message if reply.failure else "no reason"
                self.notes.append(f"pairs: one call without a usable answer ({why[:80]})")
                continue
            checked = verify.candidates(spec, request, reply.data)
            found |= {frozenset(c.statement_ids) for c in checked.candidates}
            self.notes += [f"pairs: {n} rejected, {r}" for r, n in checked.rejected.items()]
        return found


def parse(text: str, name: str) -> Spec:
    return document.parse(text, path=name, engine=load_engine("pattern"))


def fold(text: str) -> str:
    return " ".join(text.translate(FOLD).replace("*", "").split())


def holding(spec: Spec, words: str) -> set[str]:
    """Ids of the statements that hold some words, or that the words hold."""
    wanted = fold(words)
    return {
        s.id
        for s in spec.statements
        if wanted in fold(s.text) or (len(s.text) > 20 and fold(s.text) in wanted)
    }


def rows(folder: Path, pattern: str) -> list[dict[str, Any]]:
    found = [
        json.loads(line)
        for path in sorted(folder.glob(pattern))
        for line in path.read_text("utf-8").splitlines()
    ]
    if not found:
        sys.exit(f"{folder}: no {pattern} in it; name the folder of the labelled set with --labels")
    return found


# --- pairs -----------------------------------------------------------------------------------


async def score_pairs(bench: Bench, labels: Path) -> None:
    labelled = rows(labels, "pairs-*.jsonl")
    tally, alarms = Tally(), Tally()
    if bench.model:
        text = "\n\n".join(f"# Pair {n}\n\n{r['a']}\n\n{r['b']}" for n, r in enumerate(labelled))
        spec = parse(text, "pairs.md")
        sides = [(_one(spec, r["a"]), _one(spec, r["b"])) for r in labelled]
        texts = {s.id: s.text for s in spec.statements}
        gaps = [
            {"statements": [texts[side] for side in pair], "splits": True}
            for pair, row in zip(sides, labelled, strict=True)
            if all(pair) and row["label"] != "no-conflict"
        ]
        asked = [(a, b) for a, b in sides if a and b and a != b]
        judged = await bench.told(gaps).judge(spec, asked)
        verdicts = [frozenset((a, b)) in judged for a, b in sides]
    else:
        verdicts = [_static_verdict(r["a"], r["b"]) for r in labelled]
    for row, conflict in zip(labelled, verdicts, strict=True):
        if row["label"] == "no-conflict":
            alarms.add(f"{row['source']}, {row['bucket']} overlap", conflict)
        else:
            tally.add(f"{row['label']}, {row['source']}, {row['bucket']} overlap", conflict)
    tally.show("pairs: conflicts that were called one")
    alarms.show("pairs: false alarms on pairs without conflict")


def _one(spec: Spec, words: str) -> str:
    """The statement that holds most of a side; sides of several sentences have several."""
    found = [s for s in spec.statements if s.id in holding(spec, words)]
    return max(found, key=lambda s: len(s.text)).id if found else ""


def _static_verdict(a: str, b: str) -> bool:
    spec = parse(f"# One\n\n{a}\n\n# Other\n\n{b}", "pair.md")
    found = static.propose(spec, partial(resolution_between, spec), LISTED)
    one, other = holding(spec, a), holding(spec, b)
    return any(c.resolution is None and _joins(c, one, other) for c in found)


def _joins(candidate: Candidate, one: Iterable[str], other: Iterable[str]) -> bool:
    ids = set(candidate.statement_ids)
    return len(ids) > 1 and not ids.isdisjoint(one) and not ids.isdisjoint(other)


# --- planted ---------------------------------------------------------------------------------


async def score_planted(bench: Bench, labels: Path, specs: Path) -> None:
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(labels, "planted-*.jsonl"):
        by_document[row["doc"]].append(row)
    tallies = Tally(), Tally(), Tally(), Tally()
    for name, cases in sorted(by_document.items()):
        text = document.read_text(specs / name)
        marks: dict[str, tuple[str, ...]] = {}
        for case in cases:
            with contextlib.suppress(ValueError):  # Two cases may want the same words.
                text, marks[case["id"]] = plant(text, case["edits"])
        spec = parse(text, name)
        found = await bench.told(_gaps(spec, cases, marks)).read(spec)
        for case in cases:
            if case["id"] not in marks:
                bench.notes.append(f"{name}: {case['id']} could not be planted beside the others")
                continue
            _score_case(spec, case, marks[case["id"]], found, tallies)
        open_ones = sum(c.resolution is None for c in found)
        print(f"\n{name}: {len(found)} candidates, {open_ones} of them settled by nothing")
    unsettled, both, touched, alarms = tallies
    unsettled.show("planted: both places named in one open candidate")
    both.show("planted: both places named, be it as settled by a level or a rule of the spec")
    touched.show("planted: the planted words named in any candidate")
    alarms.show("planted: look-alikes proposed as an open conflict with their partner")


def _gaps(
    spec: Spec, cases: Iterable[dict[str, Any]], marks: Mapping[str, tuple[str, ...]]
) -> list[dict[str, Any]]:
    texts = {s.id: s.text for s in spec.statements}
    defects = [case for case in cases if case["is_defect"] and case["id"] in marks]
    places = [_sides(spec, case, marks[case["id"]]) for case in defects]
    return [
        {"statements": [texts[min(side)] for side in sides if side], "splits": True}
        for sides in places
        if sides[0]
    ]


def _sides(spec: Spec, case: dict[str, Any], marks: Sequence[str]) -> tuple[set[str], set[str]]:
    """Statements of the planted words and of what they clash with."""
    planted = [holding(spec, mark) for mark in marks]
    partners = [holding(spec, words) for words in case["partner"] or ()]
    places = [*planted, *partners]
    return (places[0], places[1]) if len(places) > 1 else (places[0], set())


def _score_case(
    spec: Spec,
    case: dict[str, Any],
    marks: Sequence[str],
    found: Sequence[Candidate],
    tallies: tuple[Tally, Tally, Tally, Tally],
) -> None:
    unsettled, both, touched, alarms = tallies
    one, other = _sides(spec, case, marks)
    joining = [c for c in found if (_joins(c, one, other) if other else _touches(c, one))]
    still_open = any(c.resolution is None for c in joining)
    kind = f"{case['kind']}, {case['subtype'] or 'plain'}"
    if not case["is_defect"]:
        alarms.add(kind, still_open)
        return
    unsettled.add(kind, still_open)
    both.add(kind, bool(joining))
    touched.add(kind, any(_touches(c, one | other) for c in found))


def _touches(candidate: Candidate, places: set[str]) -> bool:
    return not places.isdisjoint(candidate.statement_ids)


# --- twins -----------------------------------------------------------------------------------


async def score_twins(bench: Bench) -> None:
    listed = json.loads((SAMPLES / "marlow.gaps.json").read_text("utf-8"))
    draft = parse(document.read_text(SAMPLES / listed["spec"]), listed["spec"])
    twin = parse(document.read_text(SAMPLES / listed["repaired"]), listed["repaired"])
    reader = bench.told(listed["gaps"])
    found, in_twin = await reader.read(draft), await reader.read(twin)
    tally = Tally()
    for gap in listed["gaps"]:
        places = [holding(draft, _plain(text)) for text in gap["statements"]]
        ids = [set(c.statement_ids) for c in found]
        needed = min(2, len(places))
        hit = any(sum(not p.isdisjoint(i) for p in places) >= needed for i in ids)
        tally.add(f"{gap['class']} {gap['name']}", hit)
        tally.add("all", hit)
    tally.show("twins: gaps of the sample draft that were named")
    unsettled = [c for c in in_twin if c.resolution is None]
    print(
        f"\ntwins: {len(found)} candidates in the draft,"
        f" {len(unsettled)} open ones in the repaired one"
    )
    for candidate in unsettled[:10]:
        print(f"  {candidate.kind.value}: {candidate.claim[:90]}")


def _plain(text: str) -> str:
    """Statement text without the markup of links."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


# --- all -------------------------------------------------------------------------------------


def show_cost(client: Client) -> None:
    print("\nmodel calls")
    for use in client.accounting():
        cost = "price unknown" if use.cost is None else f"${use.cost:.2f}"
        print(
            f"  {use.model}: {use.calls} calls ({use.stored} from the store, {use.failed} failed),"
            f" {use.input_tokens} tokens in ({use.cached_tokens} cached), {use.output_tokens} out,"
            f" {cost}"
        )
    if not client.accounting():
        print("  none")


async def run(given: argparse.Namespace, config: Config) -> None:
    model = {"static": "", "scripted": "scripted/gaps"}.get(given.model, given.model)
    store = CallStore(given.store or Path("calls.db"))
    try:
        limits = Limits(timeout=given.timeout, max_cost=given.max_cost)
        async with Client(config.models, store, limits) as client:
            bench = Bench(client, model, given.seed, given.overlooks)
            if "pairs" in given.parts:
                await score_pairs(bench, given.labels)
            if "planted" in given.parts:
                await score_planted(bench, given.labels, given.specs)
            if "twins" in given.parts:
                await score_twins(bench)
            show_cost(client)
            for note, times in Counter(bench.notes).items():
                print(f"note: {note}" + (f" ({times} times)" if times > 1 else ""))
    finally:
        store.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--labels", type=Path, default=SPECS.parent / "benchmark")
    options.add_argument("--specs", type=Path, default=SPECS)
    options.add_argument("--model", default="static")
    options.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--config", type=Path, help="specaudit.toml with the model's settings")
    options.add_argument("--store", type=Path, help="call store to keep; answers are paid once")
    options.add_argument("--overlooks", type=float, default=0.3)
    options.add_argument("--max-cost", type=float, default=None)
    options.add_argument("--timeout", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    for name in ("labels", "specs", "config", "store"):
        if getattr(given, name):
            setattr(given, name, getattr(given, name).resolve())
    try:
        config = load(given.config) if given.config else Config()
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            asyncio.run(run(given, config))
    except SpecauditError as error:
        sys.exit(f"propose_quality: {error}")


if __name__ == "__main__":
    main()
