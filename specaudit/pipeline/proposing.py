"""Candidates of every proposer, merged and ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from specaudit.domain.candidate import Candidate
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import resolution_between
from specaudit.llm.base import Reply, Request
from specaudit.llm.client import Client
from specaudit.pipeline.progress import Observer, Progress
from specaudit.propose import static

if TYPE_CHECKING:
    from specaudit.propose.strategies import Reader
    from specaudit.stats.intervals import Interval

SPARE = 2
"""Candidates listed for every one that is tested: settled ones are shown but not tested."""
STATIC_PAIRS = 25
"""Best static pairs that a model is asked to judge beside its own proposals."""
MOST_JUDGED = 150


@dataclass(frozen=True, slots=True)
class Proposed:
    """What all proposers came up with."""

    candidates: tuple[Candidate, ...]
    """Best first, those that the spec's own tie-break settles last."""
    notes: tuple[str, ...]
    prompts: tuple[str, ...] = ()
    """Ids of the prompts that were sent."""


@dataclass(slots=True)
class _Read:
    """What a model's readings brought."""

    asked: int = 0
    failed: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    denied: set[str] = field(default_factory=set)
    found: dict[tuple[str, str], list[Candidate]] = field(default_factory=dict)
    """By reading and place of the call: equal answers give an equal order, whoever was first."""

    def lists(self) -> list[list[Candidate]]:
        """The candidates of every call, in the order of the calls."""
        return [self.found[key] for key in sorted(self.found)]

    def readings(self) -> dict[str, list[Candidate]]:
        """The candidates of every whole reading."""
        merged: dict[str, list[Candidate]] = {}
        for (reading, _), candidates in sorted(self.found.items()):
            merged.setdefault(reading, []).extend(candidates)
        return merged


def static_candidates(spec: Spec, limit: int) -> list[Candidate]:
    """Return the static proposer's candidates, best first."""
    return static.propose(spec, partial(resolution_between, spec), SPARE * limit)


def requests(spec: Spec, model: str, seed: int, context: int = 0) -> list[Request]:
    """Return the calls of a full reading; what depends on answers is stood in for."""
    from specaudit.propose import plan

    return plan.plan(_reader(spec, model, seed, context))[1]


async def propose(
    client: Client, spec: Spec, model: str, *, limit: int, seed: int, observe: Observer
) -> Proposed:
    """Collect the candidates of the static proposer and, where there is one, of the model.

    The model first reads the spec in every way of `propose.strategies.FIRST`, then judges the
    pairs that it or the static proposer named.
    """
    found = static_candidates(spec, limit)
    if not model:
        return Proposed(tuple(found), (static.BLIND_SPOT,))
    from dataclasses import replace

    from specaudit.propose import merge
    from specaudit.propose.strategies import FIRST, FOLLOWING, prompt_ids

    resolve = partial(resolution_between, spec)
    reader = _reader(spec, model, seed, client.profile(model).context)
    read = _Read()
    await _ask(client, reader, FIRST, read, observe)
    first = merge.merge([found[:STATIC_PAIRS], *read.lists()], resolve)
    await _ask(client, replace(reader, pairs=_pairs(first)), FOLLOWING, read, observe)
    merged = merge.merge([found, *read.lists()], resolve, read.denied)
    return Proposed(tuple(merged), tuple(_notes(model, read)), prompt_ids((*FIRST, *FOLLOWING)))


def _reader(spec: Spec, model: str, seed: int, context: int) -> Reader:
    from specaudit.propose import strategies

    return strategies.Reader(spec, model, seed, strategies.largest_digest(context))


def _pairs(found: Iterable[Candidate]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of statements to be judged, best first."""
    pairs = [c.statement_ids for c in found if c.kind == "conflict" and c.resolution is None]
    return tuple((ids[0], ids[1]) for ids in pairs[:MOST_JUDGED])


async def _ask(
    client: Client, reader: Reader, strategies: Iterable[str], read: _Read, observe: Observer
) -> None:
    from specaudit.propose import verify
    from specaudit.propose.strategies import answer_type

    jobs = [(r, answer_type(name)) for name in strategies for r in reader.requests(name)]
    start, read.asked = read.asked, read.asked + len(jobs)

    def take(request: Request, reply: Reply, done: int) -> None:
        observe(Progress("propose", start + done, read.asked, client.spent))
        if reply.data is None:
            read.failed += 1
            return
        checked = verify.candidates(reader.spec, request, reply.data)
        read.rejected.update(checked.rejected)
        read.denied.update(checked.denied)
        read.found[request.meta["reading"], request.meta["place"]] = list(checked.candidates)

    if not jobs:
        return
    # The first call alone: it fills the provider's cache with the prefix that all others share.
    first, wanted = jobs[0]
    take(first, await client.call(first, wanted), 1)
    done = 1
    async for request, reply in client.call_many(jobs[1:]):
        done += 1
        take(request, reply, done)


def _notes(model: str, read: _Read) -> list[str]:
    from specaudit.propose.unseen import unseen

    notes = []
    if read.failed:
        notes.append(f"{read.failed} of {read.asked} readings by {model} gave no usable answer.")
    if read.rejected:
        rows = sorted(read.rejected.items())
        listed = ", ".join(f"{count} {reason}" for reason, count in rows)
        notes.append(f"Proposals of {model} that were not believed: {listed}.")
    left = unseen(read.readings(), without=read.denied)
    if left is not None and read.lists():
        notes.append(_unseen_note(left))
    return notes


def _unseen_note(left: Interval) -> str:
    return (
        f"At least {left.value:.0f} more gaps (95 % interval {left.low:.0f} to {left.high:.0f}) "
        "would be expected from further readings, judging by how often the ones found came up."
    )
