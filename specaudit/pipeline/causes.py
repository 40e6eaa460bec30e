"""Looks for the cause of confirmed splits: fresh scenarios, with statements taken out in turn.

Asked only of candidates that the experiment has confirmed, and only where members read the spec:
one who knows it by heart cannot unlearn a statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from specaudit.domain.query import Arm, Lean
from specaudit.domain.report import AblationEvidence
from specaudit.domain.response import Ablation, Response
from specaudit.domain.verdict import SpectrumScore
from specaudit.judge import spectrum
from specaudit.judge.answers import SpectrumAnswer
from specaudit.measure.decide import Decision
from specaudit.measure.signals import Signal
from specaudit.measure.summary import ablated
from specaudit.pipeline.experiment import Experiment, Job, Probe
from specaudit.pipeline.progress import Progress
from specaudit.pipeline.roles import for_member
from specaudit.probe import committee, scenarios
from specaudit.probe.committee import Context
from specaudit.probe.design import Slot, exploration_indices
from specaudit.probe.scenarios import Rejected, Seed

SEEDS = 8
"""Fresh scenarios per candidate: enough to tell a split that ends from one that stays."""
SLOTS: tuple[Slot, ...] = ((Arm.CONFLICT, Lean.NEUTRAL),)
STAGE = "ablation"


@dataclass(slots=True)
class _Search:
    """One candidate whose cause is looked for."""

    probe: Probe
    contexts: tuple[Context, ...]
    seeds: list[Seed] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    scores: list[SpectrumScore] = field(default_factory=list)


def wanted(probes: Iterable[Probe], decisions: Iterable[Decision]) -> list[Probe]:
    """Return the candidates whose cause is worth asking for: confirmed, and members differ."""
    split = {
        d.candidate_id
        for d in decisions
        if d.verdict.confirmed and d.signals[Signal.MEMBERS] == "differ"
    }
    return [probe for probe in probes if probe.candidate.id in split]


async def find(experiment: Experiment, probes: Sequence[Probe]) -> None:
    """Ask for the cause of each candidate's split; the facts of the probes take it in.

    Where the budget ends on the way nothing is kept: half a 2x2 says nothing.
    """
    searches = [found for probe in probes if (found := _start(experiment, probe))]
    await _scenarios(experiment, searches)
    await _answers(experiment, searches)
    await _scores(experiment, searches)
    if experiment.client.exhausted:
        return
    for search in searches:
        _keep(experiment, search)


def contexts(experiment: Experiment, probe: Probe) -> tuple[Context, ...]:
    """Return what members are told, with nothing and with each ablation taken out."""
    setup = experiment.setup
    return tuple(
        committee.context(
            setup.spec,
            probe.candidate,
            setup.conditioning,
            max_chars=setup.excerpt_chars,
            ablation=ablation,
        )
        for ablation in committee.ablations(probe.candidate, setup.conditioning)
    )


def _start(experiment: Experiment, probe: Probe) -> _Search | None:
    found = contexts(experiment, probe)
    return _Search(probe, found) if len(found) > 1 else None


async def _scenarios(experiment: Experiment, searches: Sequence[_Search]) -> None:
    """Write the fresh seeds: the generator whose turn it is, else the template."""
    setup = experiment.setup
    made: dict[tuple[str, int], Seed | Rejected] = {}
    if setup.generators:
        jobs = [
            _seed_job(experiment, s.probe, index)
            for s in searches
            for index in exploration_indices(SEEDS)
        ]
        by_id = {s.probe.candidate.id: s.probe.candidate for s in searches}
        async for request, reply in experiment.client.call_many(jobs):
            own, index = request.meta["candidate_id"], int(request.meta["index"])
            made[own, index] = scenarios.to_nouns(
                by_id[own], index, SLOTS, reply.data, generator=request.model, refusal=reply.refusal
            )
    for search in searches:
        candidate = search.probe.candidate
        for index in exploration_indices(SEEDS):
            seed = made.get((candidate.id, index))
            if not isinstance(seed, Seed):
                seed = scenarios.from_template(candidate, index, SLOTS)
            search.seeds.append(seed)


def _seed_job(experiment: Experiment, probe: Probe, index: int) -> Job:
    setup = experiment.setup
    model = setup.turns(probe.candidate.id, index)[0]
    request = scenarios.seed_request(probe.candidate, index, SLOTS, model=model, seed=setup.seed)
    return request, scenarios.answer_model(SLOTS)


async def _answers(experiment: Experiment, searches: Sequence[_Search]) -> None:
    by_id = {s.probe.candidate.id: s for s in searches}
    jobs = [job for s in searches for job in _member_jobs(experiment, s)]
    done = 0
    async for request, reply in experiment.client.call_many(jobs):
        search = by_id[request.meta["candidate_id"]]
        search.responses.append(
            committee.to_response(request, reply.text, reply.failure, reply.key)
        )
        done += 1
        experiment.observe(Progress("cause", done, len(jobs), experiment.client.spent))
    for search in searches:
        search.responses.sort(key=lambda r: (r.query_id, r.ablation, r.member, r.sample))


def _member_jobs(experiment: Experiment, search: _Search) -> Iterator[Job]:
    setup = experiment.setup
    for known in search.contexts:
        for request in committee.requests(
            search.probe.candidate,
            search.seeds,
            setup.committee,
            setup.samples,
            known,
            seed=setup.seed,
            max_tokens=setup.answer_tokens,
        ):
            yield for_member(request, request.meta["member"]), None


async def _scores(experiment: Experiment, searches: Sequence[_Search]) -> None:
    """Place every answer, blind to what its member had read."""
    by_id = {s.probe.candidate.id: s for s in searches}
    jobs = [job for s in searches for job in _score_jobs(experiment, s)]
    done = 0
    async for request, reply in experiment.client.call_many(jobs):
        search = by_id[request.meta["candidate_id"]]
        search.scores.append(spectrum.to_score(request, reply.data, reply.failure))
        done += 1
        experiment.observe(Progress("cause-judge", done, len(jobs), experiment.client.spent))
    for search in searches:
        search.scores.sort(key=lambda s: (s.response_id, s.judge))


def _score_jobs(experiment: Experiment, search: _Search) -> Iterator[Job]:
    setup, probe = experiment.setup, search.probe
    queries = {q.id: q for seed in search.seeds for q in seed.queries}
    answers = {r.id: r for r in search.responses if r.text is not None}
    assert probe.rubric is not None
    for response_id in spectrum.judging_order(answers, setup.seed):
        response = answers[response_id]
        for judge in setup.judges:
            request = spectrum.score_request(
                probe.candidate,
                probe.rubric,
                queries[response.query_id],
                response,
                judge=judge,
                seed=setup.seed,
            )
            yield for_member(request, judge), SpectrumAnswer


def _keep(experiment: Experiment, search: _Search) -> None:
    probe, setup = search.probe, experiment.setup
    evidence = AblationEvidence(
        scenarios=tuple(seed.scenario for seed in search.seeds),
        queries=tuple(query for seed in search.seeds for query in seed.queries),
        responses=tuple(search.responses),
        scores=tuple(search.scores),
    )
    experiment.keep(STAGE, probe, evidence)
    probe.facts = replace(probe.facts, ablated=ablated(evidence, setup.committee, setup.samples))


def arms(single: bool) -> int:
    """Return how many texts members read: the whole one and each with something taken out."""
    return 2 if single else len(Ablation)
