"""Requests to the committee: every query, member and sample, with the spec as the member knows it.

``excerpt`` and ``full`` put the spec's words in the system prompt, so they measure readings of
the text; ``trained`` sends none and measures models that were taught the spec. The two are
different questions and are never mixed in one run.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from specaudit.domain.candidate import Candidate
from specaudit.domain.query import Query
from specaudit.domain.response import Ablation, Failure, Response
from specaudit.domain.spec import Spec
from specaudit.domain.text import clean
from specaudit.llm.base import Request
from specaudit.parse import excerpt as cut
from specaudit.probe.asking import about, member_request
from specaudit.probe.scenarios import Seed
from specaudit.store.keys import tagged_hash


class Conditioning(StrEnum):
    """How members know the spec."""

    TRAINED = "trained"
    FULL = "full"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class Context:
    """What the members of one committee are told about the spec, for one candidate."""

    conditioning: Conditioning
    rules: str
    """Text for the system prompt; empty where the members were trained on the spec."""
    ablation: Ablation = Ablation.NONE


def omitted(candidate: Candidate, ablation: Ablation) -> frozenset[str]:
    """Return the ids of the statements an ablation takes out.

    For a candidate of one statement, A is that statement and taking out B takes out nothing.
    """
    ids = candidate.statement_ids
    first, second = frozenset(ids[:1]), frozenset(ids[1:])
    return {
        Ablation.NONE: frozenset[str](),
        Ablation.WITHOUT_A: first,
        Ablation.WITHOUT_B: second,
        Ablation.WITHOUT_BOTH: first | second,
    }[ablation]


def ablations(candidate: Candidate, conditioning: Conditioning) -> tuple[Ablation, ...]:
    """Return the ablations that make sense: none where members know the spec by heart."""
    if conditioning is Conditioning.TRAINED:
        return (Ablation.NONE,)
    if len(candidate.statement_ids) < 2:
        return (Ablation.NONE, Ablation.WITHOUT_A)
    return tuple(Ablation)


def context(
    spec: Spec,
    candidate: Candidate,
    conditioning: Conditioning,
    *,
    max_chars: int = 6000,
    ablation: Ablation = Ablation.NONE,
    reorder: int | None = None,
) -> Context:
    """Cut the text that members read.

    The excerpt holds the candidate's statements, their surroundings and the spec's own
    tie-breaks. An ablation changes nothing but the statements it takes out: what surrounds them
    is chosen as if they were there.

    Args:
        spec: The parsed spec.
        candidate: The candidate under test.
        conditioning: How members know the spec.
        max_chars: Size of an excerpt, in code points; no bound on ``full``.
        ablation: Which statements to leave out.
        reorder: Seed of another order of the spec's parts (``full`` only); None keeps it.
    """
    if conditioning is Conditioning.TRAINED:
        return Context(conditioning, "", ablation)
    gone = omitted(candidate, ablation)
    if conditioning is Conditioning.EXCERPT:
        text = cut.excerpt(spec, _shown(candidate), max_chars=max_chars, omit=gone).text
        return Context(conditioning, text, ablation)
    if reorder is not None and not gone:
        return Context(conditioning, cut.reordered(spec, _order(spec, reorder)), ablation)
    return Context(conditioning, cut.full(spec, omit=gone).text, ablation)


def requests(
    candidate: Candidate,
    seeds: Sequence[Seed],
    members: Sequence[str],
    samples: int,
    known: Context,
    *,
    seed: int | None = None,
    max_tokens: int | None = None,
) -> Iterator[Request]:
    """Yield one request for each query of the seeds, member and sample.

    Clones are members of their own name; the pipeline gives them samples of their own.

    Args:
        candidate: The candidate the seeds are about.
        seeds: Scenarios with their queries.
        members: Names of the committee's members.
        samples: Answers per query and member; two or more show a member's own noise.
        known: What the members are told of the spec.
        seed: Random seed for providers that take one.
        max_tokens: Longest answer; None for the prompt's own limit.
    """
    for cluster in seeds:
        for query in cluster.queries:
            for member in members:
                for sample in range(samples):
                    meta = about(candidate) | _meta(query, member, sample, known)
                    yield member_request(
                        known.rules,
                        query.text,
                        member=member,
                        sample=sample,
                        seed=seed,
                        meta=meta,
                        max_tokens=max_tokens,
                    )


def _meta(query: Query, member: str, sample: int, known: Context) -> dict[str, str]:
    return {
        "role": "committee",
        "stage": "committee",
        "query_id": query.id,
        "scenario_id": query.scenario_id,
        "arm": str(query.arm),
        "lean": str(query.lean),
        "member": member,
        "sample": str(sample),
        "conditioning": str(known.conditioning),
        "ablation": str(known.ablation),
    }


def to_response(
    request: Request, text: str | None, failure: Failure | None, call_key: str | None
) -> Response:
    """Turn what came back for a committee request into a response.

    An empty answer is kept as an answer: to say nothing is a way to respond.
    """
    meta = request.meta
    member, sample = meta["member"], int(meta["sample"])
    identity = [meta["query_id"], member, sample, meta["conditioning"], meta["ablation"]]
    return Response(
        id="RSP-" + tagged_hash(identity).partition(":")[2][:12],
        query_id=meta["query_id"],
        candidate_id=meta["candidate_id"],
        member=member,
        sample=sample,
        text=None if text is None else clean(text),
        failure=failure,
        call_key=call_key,
        ablation=Ablation(meta["ablation"]),
    )


def _shown(candidate: Candidate) -> Collection[str]:
    settled = candidate.resolution.statement_id if candidate.resolution else None
    return (*candidate.statement_ids, *([settled] if settled else []))


def _order(spec: Spec, seed: int) -> list[int]:
    order = list(range(len(cut.parts(spec))))
    random.Random(seed).shuffle(order)
    return order
