"""The experiment in rounds: one more seed for every candidate that is still open.

Each round has three phases over all its candidates (scenarios, answers, judgements), so that
calls run side by side while every decision waits for all it depends on. Equal answers give
equal rounds, whatever order they arrive in: an interrupted run walks the same way again and
finds its answers in the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any
from zlib import crc32

from specaudit.domain.candidate import Candidate
from specaudit.domain.finding import Passage
from specaudit.domain.query import Query, Rubric, Scenario
from specaudit.domain.report import AblationEvidence, GapEvidence
from specaudit.domain.response import Response
from specaudit.domain.spec import Spec
from specaudit.domain.verdict import ComplianceVerdict, RefusalLevel, SpectrumScore
from specaudit.judge import compliance, refusal, rubric, spectrum
from specaudit.judge.answers import ComplianceAnswer, RefusalAnswer, RubricAnswer, SpectrumAnswer
from specaudit.llm.base import Request
from specaudit.llm.client import Client
from specaudit.measure import sequential
from specaudit.measure.facts import CandidateFacts, combine
from specaudit.measure.sequential import StopReason
from specaudit.measure.summary import summarise
from specaudit.parse.excerpt import Excerpt
from specaudit.parse.passages import Passages
from specaudit.pipeline.progress import Observer, Progress
from specaudit.pipeline.roles import for_member
from specaudit.probe import committee, scenarios
from specaudit.probe.committee import Conditioning, Context
from specaudit.probe.design import Design, slots
from specaudit.probe.duplicates import without_near_duplicates
from specaudit.probe.scenarios import Rejected, Seed
from specaudit.store.runs import Run

Job = tuple[Request, Any]
"""A request and the type its answer must have (None: free text)."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the experiment is run with; the same for every candidate."""

    spec: Spec
    committee: tuple[str, ...]
    judges: tuple[str, ...]
    generator: str
    """Empty: templates write the scenarios, and the generic rubric serves."""
    conditioning: Conditioning
    design: Design
    queries: int
    samples: int
    seed: int
    alpha: float
    excerpt_chars: int
    answer_tokens: int | None
    co_generators: tuple[str, ...] = ()
    """More models that write scenarios; the generator alone writes rubrics."""
    second_votes: float = 0.0
    """Share of answers that every judge judges twice."""
    refusals: bool = False
    """Whether one judge places every answer on the seven steps of refusing."""

    @property
    def generators(self) -> tuple[str, ...]:
        """Every model that writes scenarios; none: templates write them."""
        return (self.generator, *self.co_generators) if self.generator else ()

    def turns(self, candidate_id: str, index: int) -> tuple[str, ...]:
        """Return who is asked for a seed: whose turn it is, then the others while none is usable.

        Candidates start with different generators, so that all write about equally many.
        """
        named = self.generators
        first = (crc32(candidate_id.encode()) + index) % len(named)
        return named[first:] + named[:first]


@dataclass(slots=True)
class Probe:
    """Where one candidate stands."""

    candidate: Candidate
    passages: tuple[Passage, ...]
    known: Context
    shown: Excerpt
    facts: CandidateFacts
    rubric: Rubric | None = None
    seeds: list[Seed] = field(default_factory=list)
    asked: int = 0
    stop: StopReason | None = None
    asked_of: Counter[str] = field(default_factory=Counter)
    """Seeds asked of each generator."""
    rejected: Counter[tuple[str, Rejected]] = field(default_factory=Counter)
    """Seeds of a generator that were turned away, by reason."""
    new: Seed | None = None
    """The seed of the round under way."""
    responses: list[Response] = field(default_factory=list)
    """Answers of the round under way; let go, like the judgements, when it is measured."""
    scores: list[SpectrumScore] = field(default_factory=list)
    verdicts: list[ComplianceVerdict] = field(default_factory=list)
    refusals: list[RefusalLevel] = field(default_factory=list)


def start(setup: Setup, candidate: Candidate) -> Probe:
    """Return a candidate before its first seed, with what members and judges read about it."""
    passages = Passages(setup.spec)
    return Probe(
        candidate=candidate,
        passages=tuple(passages.of(i) for i in candidate.statement_ids),
        known=committee.context(
            setup.spec, candidate, setup.conditioning, max_chars=setup.excerpt_chars
        ),
        shown=compliance.rules(setup.spec, candidate, max_chars=setup.excerpt_chars),
        facts=CandidateFacts(candidate.id, setup.committee, setup.samples, ()),
    )


class Experiment:
    """Runs the rounds."""

    def __init__(
        self, setup: Setup, client: Client, run: Run, observe: Observer, label: str = ""
    ) -> None:
        """Take what the rounds need.

        Args:
            setup: The same for every candidate.
            client: Calls the models.
            run: Keeps the records.
            observe: Is told of progress.
            label: Put before the names of records, to keep an experiment's own apart.
        """
        self.setup = setup
        self.client = client
        self.run_store = run
        self.observe = observe
        self._prefix = f"{label}/" if label else ""

    async def run(self, probes: Sequence[Probe]) -> None:
        """Ask seed after seed until every candidate has stopped or a cap is reached."""
        while open_probes := self._next(probes):
            await self._scenarios(open_probes)
            await self._rubrics(open_probes)
            await self._answers(open_probes)
            await self._judgements(open_probes)
            for probe in open_probes:
                self._measure(probe)
            if self.client.exhausted:
                for probe in probes:
                    probe.stop = probe.stop or StopReason.BUDGET
            self._tell("probe", sum(p.asked for p in probes), probes)

    def _next(self, probes: Sequence[Probe]) -> list[Probe]:
        """Stop what is decided or hopeless; order the rest by what their next seed is worth."""
        states = {p.candidate.id: sequential.state(p.facts) for p in probes}
        threshold = sequential.planning_threshold(list(states.values()), self.setup.alpha)
        for probe in probes:
            state = states[probe.candidate.id]
            probe.stop = probe.stop or sequential.stop(
                state, threshold, cap=self.setup.queries, asked=probe.asked
            )
        left = {p.candidate.id: self.setup.queries - p.asked for p in probes if p.stop is None}
        by_id = {p.candidate.id: p for p in probes}
        order = sequential.next_candidates([states[i] for i in left], threshold, left)
        return [by_id[i] for i in order]

    # Phase 1: scenarios, and the rubric once

    async def _scenarios(self, probes: Sequence[Probe]) -> None:
        """Get a seed for every candidate: of a generator that writes one, else a template's."""
        setup = self.setup
        for probe in probes:
            probe.new = None
        for turn in range(len(setup.generators)):
            await self._generate([p for p in probes if p.new is None], turn)
        for probe in probes:
            if probe.new is None:
                wanted = slots(setup.design, probe.asked)
                probe.new = scenarios.from_template(probe.candidate, probe.asked, wanted)
            probe.seeds.append(probe.new)

    async def _generate(self, probes: Sequence[Probe], turn: int) -> None:
        """Ask for a seed of each candidate; what cannot be used is counted and left out."""
        by_id = {p.candidate.id: p for p in probes}
        jobs = [self._seed_job(probe, turn) for probe in probes]
        async for request, reply in self.client.call_many(jobs):
            probe, generator = by_id[request.meta["candidate_id"]], request.model
            made = scenarios.to_nouns(
                probe.candidate,
                probe.asked,
                slots(self.setup.design, probe.asked),
                reply.data,
                generator=generator,
                refusal=reply.refusal,
            )
            if isinstance(made, Seed) and without_near_duplicates([made], probe.seeds)[1]:
                made = Rejected.NEAR_DUPLICATE
            probe.asked_of[generator] += 1
            if isinstance(made, Rejected):
                probe.rejected[generator, made] += 1
            else:
                probe.new = made

    def _seed_job(self, probe: Probe, turn: int) -> Job:
        setup, candidate, index = self.setup, probe.candidate, probe.asked
        wanted = slots(setup.design, index)
        model = setup.turns(candidate.id, index)[turn]
        request = scenarios.seed_request(candidate, index, wanted, model=model, seed=setup.seed)
        return request, scenarios.answer_model(wanted)

    async def _rubrics(self, probes: Sequence[Probe]) -> None:
        waiting = {p.candidate.id: p for p in probes if p.rubric is None}
        if self.setup.generator:
            jobs = [self._rubric_job(p) for p in waiting.values()]
            async for request, reply in self.client.call_many(jobs):
                probe = waiting[request.meta["candidate_id"]]
                probe.rubric = rubric.to_rubric(
                    probe.candidate, reply.data, author=self.setup.generator
                )
        for probe in waiting.values():
            probe.rubric = probe.rubric or rubric.generic(probe.candidate)
            rows = [(probe.candidate.id, probe.rubric)]
            self.run_store.put(f"{self._prefix}rubric", rows, probe.candidate.id)

    def _rubric_job(self, probe: Probe) -> Job:
        texts = scenarios.conflict_texts(_seed_of(probe))
        request = rubric.rubric_request(probe.candidate, texts, model=self.setup.generator)
        return request, RubricAnswer

    # Phase 2: answers

    async def _answers(self, probes: Sequence[Probe]) -> None:
        by_id = {p.candidate.id: p for p in probes}
        for probe in probes:
            probe.responses = []
        total = sum(len(_seed_of(p).queries) for p in probes)
        total *= len(self.setup.committee) * self.setup.samples
        done = 0
        async for request, reply in self.client.call_many(self._member_jobs(probes)):
            probe = by_id[request.meta["candidate_id"]]
            probe.responses.append(
                committee.to_response(request, reply.text, reply.failure, reply.key)
            )
            done += 1
            self.observe(Progress("answers", done, total, self.client.spent))
        for probe in probes:
            # Replies come as they please; what follows must not depend on that.
            probe.responses.sort(key=lambda r: (r.query_id, r.member, r.sample))
            self._store(probe, "response", probe.responses)

    def _member_jobs(self, probes: Sequence[Probe]) -> Iterator[Job]:
        setup = self.setup
        for probe in probes:
            for request in committee.requests(
                probe.candidate,
                [_seed_of(probe)],
                setup.committee,
                setup.samples,
                probe.known,
                seed=setup.seed,
                max_tokens=setup.answer_tokens,
            ):
                yield for_member(request, request.meta["member"]), None

    # Phase 3: judgements

    async def _judgements(self, probes: Sequence[Probe]) -> None:
        by_id = {p.candidate.id: p for p in probes}
        for probe in probes:
            probe.scores, probe.verdicts, probe.refusals = [], [], []
        jobs = [job for p in probes for job in self._judge_jobs(p)]
        done = 0
        async for request, reply in self.client.call_many(jobs):
            probe = by_id[request.meta["candidate_id"]]
            if request.meta["stage"] == "spectrum":
                probe.scores.append(spectrum.to_score(request, reply.data, reply.failure))
            elif request.meta["stage"] == "refusal":
                probe.refusals.append(refusal.to_level(request, reply.data, reply.failure))
            else:
                probe.verdicts.append(
                    compliance.to_verdict(request, probe.shown, reply.data, reply.failure)
                )
            done += 1
            self.observe(Progress("judge", done, len(jobs), self.client.spent))
        for probe in probes:
            probe.scores.sort(key=lambda s: (s.response_id, s.judge, s.vote))
            probe.verdicts.sort(key=lambda v: (v.response_id, v.judge, v.vote))
            self._store(probe, "score", probe.scores)
            probe.refusals.sort(key=lambda level: level.response_id)
            self._store(probe, "verdict", probe.verdicts)
            self._store(probe, "refusal", probe.refusals)

    def _judge_jobs(self, probe: Probe) -> Iterator[Job]:
        """Score answers singly and blind, in an order drawn from the seed."""
        setup = self.setup
        queries = {q.id: q for q in _seed_of(probe).queries}
        answers = {r.id: r for r in probe.responses if r.text is not None}
        for response_id in spectrum.judging_order(answers, setup.seed):
            response = answers[response_id]
            query = queries[response.query_id]
            votes = 2 if spectrum.judged_twice(response_id, setup.second_votes, setup.seed) else 1
            for judge, vote in product(setup.judges, range(votes)):
                assert probe.rubric is not None
                score = spectrum.score_request(
                    probe.candidate, probe.rubric, query, response, judge=judge, seed=setup.seed,
                    vote=vote,
                )  # fmt: skip
                yield for_member(score, judge), SpectrumAnswer
                verdict = compliance.compliance_request(
                    probe.candidate, probe.shown, query, response, judge=judge, vote=vote
                )
                yield for_member(verdict, judge), ComplianceAnswer
            if setup.refusals:
                judge = refusal.who(response_id, setup.judges)
                level = refusal.refusal_request(probe.candidate, query, response, judge=judge)
                yield for_member(level, judge), RefusalAnswer

    # After the round

    def _measure(self, probe: Probe) -> None:
        """Add the round's seed to the facts; the answers themselves stay on disk."""
        seed = _seed_of(probe)
        self._store(probe, "scenario", [seed.scenario])
        self._store(probe, "query", seed.queries)
        evidence = GapEvidence(
            candidate_id=probe.candidate.id,
            passages=probe.passages,
            rubric=probe.rubric,
            scenarios=(seed.scenario,),
            queries=seed.queries,
            responses=tuple(probe.responses),
            scores=tuple(probe.scores),
            verdicts=tuple(probe.verdicts),
            refusals=tuple(probe.refusals),
        )
        found = summarise(evidence, members=self.setup.committee)
        probe.facts = combine(probe.facts, found)
        probe.asked += 1
        probe.responses, probe.scores, probe.verdicts, probe.refusals = [], [], [], []

    def _store(self, probe: Probe, stage: str, nouns: Iterable[object]) -> None:
        """Store a round's records; their keys sort as the seeds came."""
        rows = [
            (f"{probe.candidate.id}/{probe.asked:06d}/{number:06d}", noun)
            for number, noun in enumerate(nouns)
        ]
        self.run_store.put(f"{self._prefix}{stage}", rows, probe.candidate.id)

    def keep(self, stage: str, probe: Probe, noun: object) -> None:
        """Store the one record that a candidate has of a stage."""
        own = probe.candidate.id
        self.run_store.put(f"{self._prefix}{stage}", [(own, noun)], own)

    def evidence(self, probe: Probe) -> GapEvidence:
        """Read all of a candidate's evidence back."""
        found = stored(self.run_store, probe.candidate.id, self._prefix)
        return replace(found, passages=probe.passages, rubric=probe.rubric)

    def _tell(self, stage: str, done: int, probes: Sequence[Probe]) -> None:
        most = sum(p.asked if p.stop else self.setup.queries for p in probes)
        self.observe(Progress(stage, done, most, self.client.spent))


def stored(run: Run, candidate_id: str, prefix: str = "") -> GapEvidence:
    """Read what was asked and answered about a candidate from a run's records.

    Args:
        run: The open run.
        candidate_id: The candidate.
        prefix: What stands before the records' names, such as ``self-test/``.
    """
    return GapEvidence(
        candidate_id=candidate_id,
        passages=(),
        rubric=None,
        scenarios=tuple(run.read(f"{prefix}scenario", Scenario, candidate_id)),
        queries=tuple(run.read(f"{prefix}query", Query, candidate_id)),
        responses=tuple(run.read(f"{prefix}response", Response, candidate_id)),
        scores=tuple(run.read(f"{prefix}score", SpectrumScore, candidate_id)),
        verdicts=tuple(run.read(f"{prefix}verdict", ComplianceVerdict, candidate_id)),
        refusals=tuple(run.read(f"{prefix}refusal", RefusalLevel, candidate_id)),
        ablation=next(run.read(f"{prefix}ablation", AblationEvidence, candidate_id), None),
    )


def _seed_of(probe: Probe) -> Seed:
    if probe.new is None:
        raise AssertionError("a round asks no candidate without a seed")
    return probe.new


def rejections(probes: Iterable[Probe]) -> Iterator[str]:
    """Say for every generator how many of its seeds were turned away, and why."""
    asked: Counter[str] = Counter()
    turned_away: Counter[tuple[str, Rejected]] = Counter()
    for probe in probes:
        asked.update(probe.asked_of)
        turned_away.update(probe.rejected)
    for generator, count in sorted(asked.items()):
        own = {why: n for (who, why), n in sorted(turned_away.items()) if who == generator}
        if own:
            reasons = ", ".join(f"{n} {why}" for why, n in own.items())
            yield f"{sum(own.values())} of {count} scenarios by {generator} not used: {reasons}."
