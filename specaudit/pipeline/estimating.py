"""How many calls of which size an audit will make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from specaudit.judge import compliance, instrument, rubric, spectrum
from specaudit.llm.base import Request
from specaudit.pipeline import proposing, selftest
from specaudit.pipeline.plan import Load, size
from specaudit.pipeline.roles import base_model
from specaudit.probe import committee, scenarios
from specaudit.probe.design import slots

if TYPE_CHECKING:
    from specaudit.domain.candidate import Candidate
    from specaudit.pipeline.audit import Audit
    from specaudit.pipeline.experiment import Setup

USUAL_SHARE = 0.6
"""Share of the seeds that are asked on average: decided and hopeless candidates stop early."""
FEWEST_SEEDS = 3
"""No candidate stops before that many seeds: three lost in a row end its test."""
CONTROLS = 8


def loads(job: Audit) -> Iterator[Load]:
    """Yield the calls of each stage and model, measured on requests of the real prompts."""
    setup = job.setup(job.roles.judges)
    yield from _proposing(job)
    yield from _instrument(job, setup)
    gaps = job.config.audit.max_gaps
    found = proposing.static_candidates(job.spec, gaps)
    tested = [c for c in found if c.resolution is None][:gaps]
    count = len(tested) if not job.roles.proposer else gaps
    sample = tested[:3] or found[:3]
    if count and sample:
        yield from _experiment(setup, sample, count, CONTROLS)
    yield from _self_test(job, setup)


def _proposing(job: Audit) -> Iterator[Load]:
    if job.roles.proposer:
        requests = proposing.requests(job.spec, job.roles.proposer, job.config.audit.seed)
        tokens, most = size(requests)
        calls = len(requests)
        yield Load("propose", job.roles.proposer, calls, calls, 2 * calls, tokens, most)


def _instrument(job: Audit, setup: Setup) -> Iterator[Load]:
    items = instrument.draw(job.spec, job.items, setup.seed, max_chars=setup.excerpt_chars)
    tokens, most = size(instrument.item_request(i, judge=setup.judges[0]) for i in items)
    for model, members in _by_model(job.roles.judges):
        calls = members * len(items)
        yield Load("instrument", model, calls, calls, 2 * calls, tokens, most)


def _self_test(job: Audit, setup: Setup) -> Iterator[Load]:
    """Yield the same experiment on the planted faults and their twins."""
    if not job.planted:
        return
    planted = selftest.plant(job.spec, job.planted, setup.seed, job.config.document)
    found = planted.candidates()
    if found:
        copy = replace(setup, spec=planted.faulty)
        broken = [one for one, _ in planted.pairs.values()]
        for load in _experiment(copy, broken[:3], len(found)):
            yield replace(load, stage=f"self-test {load.stage}")


def _by_model(members: tuple[str, ...]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for member in members:
        counts[base_model(member)] = counts.get(base_model(member), 0) + 1
    return list(counts.items())


def _experiment(
    setup: Setup, sample: list[Candidate], count: int, extra: int = 0
) -> Iterator[Load]:
    low = count * min(FEWEST_SEEDS, setup.queries)
    expected = count * max(min(FEWEST_SEEDS, setup.queries), ceil(USUAL_SHARE * setup.queries))
    ceiling = count * setup.queries
    per_seed = len(slots(setup.design, 0))

    def load(stage: str, model: str, times: int, requests: list[Request]) -> Load:
        tokens, most = size(requests)
        return Load(stage, model, low * times, expected * times, ceiling * times, tokens, most)

    seeds = {c.id: scenarios.from_template(c, 0, slots(setup.design, 0)) for c in sample}
    if setup.generator:
        asked = [
            scenarios.seed_request(c, 0, slots(setup.design, 0), model=setup.generator)
            for c in sample
        ]
        yield load("scenarios", setup.generator, 1, asked)
        rubrics = [
            rubric.rubric_request(c, scenarios.conflict_texts(seeds[c.id]), model=setup.generator)
            for c in sample
        ]
        tokens, most = size(rubrics)
        yield Load("rubrics", setup.generator, count, count, 2 * count, tokens, most)
    answers = [
        next(committee.requests(c, [seeds[c.id]], setup.committee[:1], 1, _known(setup, c)))
        for c in sample
    ]
    for model, members in _by_model(setup.committee):
        times = per_seed * members * setup.samples
        tokens, most = size(answers)
        yield Load(
            "answers",
            model,
            low * times + extra,
            expected * times + extra,
            ceiling * times + extra,
            tokens,
            setup.answer_tokens or most,
        )
    cells = per_seed * len(setup.committee) * setup.samples
    for model, judges in _by_model(setup.judges):
        yield load("judge", model, 2 * cells * judges, list(_judgements(setup, sample)))


def _known(setup: Setup, candidate: Candidate) -> committee.Context:
    return committee.context(
        setup.spec, candidate, setup.conditioning, max_chars=setup.excerpt_chars
    )


def _judgements(setup: Setup, sample: list[Candidate]) -> Iterator[Request]:
    """Typical judgements: of an answer as long as answers are expected to be."""
    for candidate in sample:
        seed = scenarios.from_template(candidate, 0, slots(setup.design, 0))
        asked = next(
            committee.requests(candidate, [seed], setup.committee[:1], 1, _known(setup, candidate))
        )
        length = (setup.answer_tokens or asked.max_tokens) * 2
        answer = committee.to_response(asked, "word " * (length // 5), None, None)
        shown = compliance.rules(setup.spec, candidate, max_chars=setup.excerpt_chars)
        judge, query = setup.judges[0], seed.queries[0]
        yield compliance.compliance_request(candidate, shown, query, answer, judge=judge)
        yield spectrum.score_request(
            candidate, rubric.generic(candidate), query, answer, judge=judge, seed=setup.seed
        )
