from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from specaudit.domain.candidate import Candidate, Source
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import resolution_between
from specaudit.llm.answers import read_answer
from specaudit.pipeline import simulation
from specaudit.pipeline.world_catalogue import from_gaps
from specaudit.propose import merge, static, verify
from specaudit.propose.answers import ProposalAnswer
from specaudit.propose.strategies import FIRST, Reader
from tests.conftest import SPECS
from tests.propose.kit import marlow

GAPS = SPECS / "marlow.gaps.json"


@pytest.fixture(scope="module")
def spec() -> Spec:
    return marlow()


def readings(spec: Spec, model: str, **world: float) -> tuple[list[list[Candidate]], Counter[str]]:
    """What a simulated proposer of known recall and noise says in the first readings."""
    simulated = replace(from_gaps(GAPS), **world)  # type: ignore[arg-type]
    lists: list[list[Candidate]] = []
    rejected: Counter[str] = Counter()
    reader = Reader(spec, model)
    for request in (r for name in FIRST for r in reader.requests(name)):
        scripted = simulation.answer(simulated, request)
        answer = read_answer(json.dumps(scripted.data), ProposalAnswer)
        assert isinstance(answer, ProposalAnswer)
        checked = verify.candidates(spec, request, answer)
        lists.append(list(checked.candidates))
        rejected.update(checked.rejected)
    return lists, rejected


def planted() -> int:
    gaps = json.loads(Path(GAPS).read_text("utf-8"))["gaps"]
    # The answer of an example and a circle of three are nothing that two statements can say.
    return sum(len(g["statements"]) <= 2 and g["class"] != "T18" for g in gaps)


def test_a_perfect_proposer_names_every_planted_gap_through_the_real_prompt(spec: Spec) -> None:
    lists, rejected = readings(spec, "m/perfect")
    found = merge.merge(lists, partial(resolution_between, spec))
    assert len(found) == planted()
    assert not rejected


def test_readings_that_overlook_and_invent_recover_the_set_and_nothing_else(spec: Spec) -> None:
    truth = {c.id for found in readings(spec, "m/p")[0] for c in found}
    lists: list[list[Candidate]] = []
    invented: Counter[str] = Counter()
    for model in ("m/a", "m/b", "m/c"):
        more, rejected = readings(spec, model, overlooks=0.5, invents=0.6)
        lists += more
        invented.update(rejected)
    merged = merge.merge(lists, partial(resolution_between, spec))
    assert {c.id for c in merged} == truth
    assert sum(invented.values()) > 0
    assert all(len({s.proposer for s in c.sources}) >= 1 for c in merged)


def test_the_order_of_the_readings_does_not_matter(spec: Spec) -> None:
    lists = [static.propose(spec, partial(resolution_between, spec), 20)]
    for model in ("m/a", "m/b"):
        lists += readings(spec, model, overlooks=0.4)[0]
    first = merge.merge(lists, partial(resolution_between, spec))
    for seed in range(3):
        shuffled = random.Random(seed).sample(lists, len(lists))
        assert merge.merge(shuffled, partial(resolution_between, spec)) == first


def test_who_named_a_gap_is_counted_and_agreement_raises_it(spec: Spec) -> None:
    (first, *_), *_ = [found for found in readings(spec, "m/a")[0] if found]
    other = replace(first, sources=(Source("m/b", "sweep", 2),))
    (merged,) = merge.merge([[first], [other], [first]], lambda a, b: None)
    assert {(s.proposer, s.times) for s in merged.sources} == {("m/a", 2), ("m/b", 2)}
    assert merged.score > first.score
