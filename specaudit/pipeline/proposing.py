"""Candidates of every proposer, merged and ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from specaudit.domain.candidate import Candidate
from specaudit.domain.errors import ConfigError
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import resolution_between
from specaudit.llm.base import Reply, Request
from specaudit.llm.client import Client
from specaudit.pipeline.progress import Observer, Progress, silent
from specaudit.propose import static

if TYPE_CHECKING:
    from specaudit.llm.workers import Job
    from specaudit.propose.excerpts import Pair
    from specaudit.propose.plan import ReadingPlan
    from specaudit.propose.strategies import Reader
    from specaudit.stats.intervals import Interval

SPARE = 2
"""Candidates listed for every one that is tested: settled ones are shown but not tested."""
STATIC_PAIRS = 25
"""Best static candidates that a model is asked to judge beside its own proposals."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier reading of an earlier version leaves to be done, and what it found."""

    changed: tuple[str, ...]
    """Ids of the statements and examples that are new since."""
    proposals: tuple[Candidate, ...] = ()
    """What models proposed then and whose statements still stand."""
    denied: tuple[str, ...] = ()
    """Ids of the conflicts that judges of pairs found to be none."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What all proposers came up with."""

    candidates: tuple[Candidate, ...]
    """Best first, those that the spec's own tie-break settles last."""
    notes: tuple[str, ...]
    proposals: tuple[Candidate, ...] = ()
    """What models proposed, one by one as they were read: what a later `Earlier` starts from."""
    denied: tuple[str, ...] = ()


@dataclass(slots=True)
class _Read:
    """What the readings of one model brought."""

    model: str
    asked: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    """Calls without a usable answer, by reason."""
    rejected: Counter[str] = field(default_factory=Counter)
    """Proposals that were not believed, by reason."""
    unsettled: Counter[str] = field(default_factory=Counter)
    """Tie-breaks that were not accepted, by reason."""
    denied: set[str] = field(default_factory=set)
    found: dict[str, tuple[str, tuple[Candidate, ...]]] = field(default_factory=dict)
    """By place of the call: equal answers give an equal order, whoever was first."""

    def take(self, spec: Spec, request: Request, reply: Reply) -> None:
        """Check an answer, or count it as missing."""
        from specaudit.propose import verify

        if reply.data is None:
            self.missing[str(reply.failure.kind) if reply.failure else "refused"] += 1
            return
        checked = verify.candidates(spec, request, reply.data)
        self.rejected.update(checked.rejected)
        self.unsettled.update(checked.unsettled)
        self.denied.update(checked.denied)
        self.found[request.meta["place"]] = (request.meta["reading"], checked.candidates)

    def lists(self) -> list[tuple[Candidate, ...]]:
        """Return the candidates of every call, in the order of the calls."""
        return [self.found[place][1] for place in sorted(self.found)]

    def whole_readings(self) -> dict[str, list[Candidate]]:
        """Return what each independent reading of the whole spec proposed."""
        merged: dict[str, list[Candidate]] = {}
        for reading, candidates in self.found.values():
            if reading:
                merged.setdefault(f"{self.model}/{reading}", []).extend(candidates)
        return merged


def static_candidates(spec: Spec, limit: int) -> list[Candidate]:
    """Return the static proposer's candidates, best first."""
    return static.propose(spec, partial(resolution_between, spec), SPARE * limit)


def plan(
    spec: Spec,
    model: str,
    *,
    seed: int = 0,
    context: int = 0,
    also: Sequence[str] = (),
    earlier: Earlier | None = None,
) -> ReadingPlan:
    """Return what one model's readings would cost; see `propose`.

    Args:
        spec: The parsed spec.
        model: Id of the model.
        seed: Of the orders in which sections are shown.
        context: Size of the model's context in tokens; 0: unknown.
        also: Extra strategies.
        earlier: Where only changed statements are read.

    Raises:
        ConfigError: where the context is too small to read with.
    """
    from specaudit.propose import incremental
    from specaudit.propose import plan as plans

    reader = _reader(spec, model, seed, context)
    if earlier is None:
        return plans.plan(reader, _strategies(also))
    return plans.of(reader, incremental.requests(reader, earlier.changed))


async def propose(
    client: Client,
    spec: Spec,
    models: Sequence[str],
    *,
    limit: int,
    seed: int = 0,
    also: Sequence[str] = (),
    earlier: Earlier | None = None,
    observe: Observer = silent,
) -> Proposed:
    """Collect the candidates of the static proposer and of every model.

    A model first reads the spec in every way of `propose.strategies.FIRST`, then judges the pairs
    that it or the static proposer named.

    Args:
        client: Makes the calls.
        spec: The parsed spec.
        models: Ids of the models that read it; none: the static proposer stands alone.
        limit: Candidates that will be tested; so many static ones are considered, and some more.
        seed: Of the orders in which sections are shown.
        also: Extra strategies (`propose.strategies.EXTRA`).
        earlier: Read only what has changed since, and keep what was proposed of the rest.
        observe: Told of every answer.

    Raises:
        ConfigError: where a model's context is too small to read with.
        SpecauditError: as `Client.call` does.
    """
    found = static_candidates(spec, limit)
    if not models:
        return Proposed(tuple(found), (static.BLIND_SPOT,))
    from specaudit.propose import merge
    from specaudit.propose.strategies import FOLLOWING as JUDGING

    resolve = partial(resolution_between, spec)
    reads = [_Read(model) for model in models]
    for read in reads:
        reader = _reader(spec, read.model, seed, client.profile(read.model).context)
        ask = partial(_ask, client, spec, read, observe)
        if earlier is None:
            await _full(ask, reader, read, _strategies(also), found)
        else:
            from specaudit.propose import incremental

            await ask(incremental.requests(reader, earlier.changed))
    lists = [*([c] for c in (earlier.proposals if earlier else ()))]
    lists += [list(some) for read in reads for some in read.lists()]
    affirmed = {c.id for some in lists for c in some if c.sources[0].strategy in JUDGING}
    denied = {c for read in reads for c in read.denied} | set(earlier.denied if earlier else ())
    denied -= affirmed
    return Proposed(
        tuple(merge.merge([found, *lists], resolve, denied)),
        tuple(_notes(reads, denied, earlier)),
        tuple(c for some in lists for c in some),
        tuple(sorted(denied)),
    )


async def _full(
    ask: Callable[[Iterable[Request]], Awaitable[None]],
    reader: Reader,
    read: _Read,
    strategies: Sequence[str],
    found: Sequence[Candidate],
) -> None:
    """Make every reading; those that need to know what was named come after those that name."""
    from specaudit.propose.excerpts import few_of_each
    from specaudit.propose.strategies import FOLLOWING, MOST_JUDGED

    later = ("second", *FOLLOWING)
    await ask(r for name in strategies if name not in later for r in reader.requests(name))
    for name in (name for name in later if name in strategies):
        pairs = _pairs([found[:STATIC_PAIRS], *read.lists()], reader.spec)
        judged = few_of_each(pairs)[:MOST_JUDGED]
        named = replace(reader, known=pairs, pairs=tuple(judged))
        await ask(named.requests(name))


def _reader(spec: Spec, model: str, seed: int, context: int) -> Reader:
    from specaudit.propose import strategies

    try:
        largest = strategies.largest_digest(context)
    except ValueError as error:
        raise ConfigError(
            f"{model} cannot read a spec with {error}: choose another proposer"
        ) from None
    return strategies.Reader(spec, model, seed, largest)


def _strategies(also: Sequence[str]) -> list[str]:
    from specaudit.propose.strategies import FIRST, FOLLOWING, STRATEGIES

    return [name for name in STRATEGIES if name in (*FIRST, *also, *FOLLOWING)]


def _pairs(lists: Sequence[Sequence[Candidate]], spec: Spec) -> tuple[Pair, ...]:
    """Return the pairs of statements that were named and that nothing settles, best first."""
    from specaudit.propose import merge

    merged = merge.merge(lists, partial(resolution_between, spec))
    named = [c.statement_ids for c in merged if c.kind == "conflict" and c.resolution is None]
    return tuple((ids[0], ids[1]) for ids in named)


async def _ask(
    client: Client, spec: Spec, read: _Read, observe: Observer, requests: Iterable[Request]
) -> None:
    from specaudit.propose.strategies import answer_type

    jobs: list[Job] = [(request, answer_type(request.meta["strategy"])) for request in requests]
    done, read.asked = read.asked, read.asked + len(jobs)

    def take(request: Request, reply: Reply) -> None:
        nonlocal done
        done += 1
        observe(Progress("propose", done, read.asked, client.spent))
        read.take(spec, request, reply)

    # The first call of every prefix goes ahead: it fills the provider's cache for the others.
    prefixes: set[str] = set()
    first: list[Job] = []
    rest: list[Job] = []
    for job in jobs:
        prefix = job[0].messages[0].text
        (rest if prefix in prefixes else first).append(job)
        prefixes.add(prefix)
    for some in (first, rest):
        async for request, reply in client.call_many(some):
            take(request, reply)


def _notes(reads: Sequence[_Read], denied: Collection[str], earlier: Earlier | None) -> list[str]:
    notes = []
    for read in reads:
        if read.missing:
            notes.append(
                f"{read.missing.total()} of {read.asked} readings by {read.model} gave no usable "
                f"answer: {_listed(read.missing)}."
            )
        if read.rejected:
            notes.append(
                f"{read.rejected.total()} answers of {read.model} were not believed: "
                f"{_listed(read.rejected)}."
            )
        if read.unsettled:
            notes.append(
                f"{read.unsettled.total()} tie-breaks or winners named by {read.model} were not "
                f"accepted: {_listed(read.unsettled)}."
            )
    if earlier is not None:
        return [*notes, _incremental_note(earlier)]
    from specaudit.propose.unseen import unseen

    readings = {name: c for read in reads for name, c in read.whole_readings().items()}
    left = unseen(readings, without=denied)
    return notes if left is None else [*notes, _unseen_note(left, len(readings))]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))


def _incremental_note(earlier: Earlier) -> str:
    read = f"Only {len(earlier.changed)} changed statement(s) or example(s) were read again"
    if earlier.proposals:
        return f"{read}; {len(earlier.proposals)} earlier proposals for the others were kept."
    return f"{read}; there were no earlier proposals for the others, so gaps there are not listed."


def _unseen_note(left: Interval, readings: int) -> str:
    return (
        f"Gaps named in none of {readings} whole readings of the text: at least {left.value:.0f} "
        f"(95% interval {left.low:.0f} to {left.high:.0f}), by how far the readings agree "
        "(capture-recapture). A model's calls of “sweep” together are one whole reading, those "
        "by topic (tensions, terms, coverage ...) together another; where a card counts how often "
        "“sweep” named a gap, it counts calls. What no reading of this kind can see is not among "
        "them."
    )
