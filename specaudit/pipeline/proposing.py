"""Candidates of every proposer, merged and ordered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from specaudit.domain.candidate import Candidate
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import resolution_between
from specaudit.llm.base import Request
from specaudit.llm.client import Client
from specaudit.pipeline.progress import Observer, Progress
from specaudit.propose import static

SPARE = 2
"""Candidates listed for every one that is tested: settled ones are shown but not tested."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What all proposers came up with."""

    candidates: tuple[Candidate, ...]
    """Best first, those that the spec's own tie-break settles last."""
    notes: tuple[str, ...]


def static_candidates(spec: Spec, limit: int) -> list[Candidate]:
    """Return the static proposer's candidates, best first."""
    return static.propose(spec, partial(resolution_between, spec), SPARE * limit)


def requests(spec: Spec, model: str, seed: int) -> list[Request]:
    """Return the calls of one reading of the spec by a model."""
    from specaudit.propose import reading

    return reading.requests(spec, model, seed)


async def propose(
    client: Client, spec: Spec, model: str, *, limit: int, seed: int, observe: Observer
) -> Proposed:
    """Collect the candidates of the static proposer and, where there is one, of the model."""
    found = static_candidates(spec, limit)
    if not model:
        return Proposed(tuple(found), (static.BLIND_SPOT,))
    from specaudit.propose import merge, verify
    from specaudit.propose.answers import ProposalAnswer

    asked = requests(spec, model, seed)
    rejected: Counter[str] = Counter()
    failed = 0
    read: list[tuple[str, list[Candidate]]] = []
    done = 0
    async for request, reply in client.call_many((r, ProposalAnswer) for r in asked):
        done += 1
        observe(Progress("propose", done, len(asked), client.spent))
        if reply.data is None:
            failed += 1
            continue
        checked = verify.candidates(spec, model, request.meta["strategy"], reply.data)
        rejected.update(checked.rejected)
        read.append((request.meta["place"], list(checked.candidates)))
    read.sort(key=lambda pair: pair[0])
    merged = merge.merge(
        [found, *(candidates for _, candidates in read)], partial(resolution_between, spec)
    )
    return Proposed(tuple(merged), tuple(_notes(model, len(asked), failed, rejected)))


def _notes(model: str, asked: int, failed: int, rejected: Counter[str]) -> list[str]:
    notes = []
    if failed:
        notes.append(f"{failed} of {asked} readings by {model} gave no usable answer.")
    if rejected:
        listed = ", ".join(f"{count} {reason}" for reason, count in sorted(rejected.items()))
        notes.append(f"Proposals of {model} that were not believed: {listed}.")
    return notes
