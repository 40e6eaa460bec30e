"""How many calls of which size an audit will make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from specaudit.judge import compliance, instrument, refusal, rubric, spectrum
from specaudit.llm.base import Request
from specaudit.llm.profiles import profile
from specaudit.pipeline import causes, proposing, selftest
from specaudit.pipeline.plan import Load, size, thousands
from specaudit.pipeline.roles import base_model
from specaudit.pipeline.since import Since, earlier
from specaudit.probe import committee, scenarios
from specaudit.probe.design import slots

if TYPE_CHECKING:
    from specaudit.domain.candidate import Candidate
    from specaudit.pipeline.audit import Audit
    from specaudit.pipeline.experiment import Setup
    from specaudit.propose.plan import ReadingPlan

USUAL_SEEDS, USUAL_SHARE = 12, 0.8
"""Seeds asked on average: decided and hopeless candidates stop early. Where a cap below that is
set, that share of it. `benchmarks/decision_error_rates.py` prints the seeds used."""
FEWEST_SEEDS = 3
"""No candidate stops before that many seeds: three lost in a row end its test."""
CONTROLS = 8
USUAL_CONFIRMED = 0.2
"""Share of the candidates that are expected to be confirmed, and so asked for their cause."""


def loads(job: Audit, plans: dict[str, ReadingPlan]) -> Iterator[Load]:
    """Yield the calls of each stage and model, measured on requests of the real prompts."""
    setup = job.setup(job.roles.judges)
    yield from _proposing(plans)
    yield from _instrument(job, setup)
    gaps = job.config.audit.max_gaps
    found = proposing.static_candidates(job.spec, gaps)
    tested = [c for c in found if c.resolution is None][:gaps]
    count = len(tested) if not job.roles.proposer else gaps
    sample = tested[:3] or found[:3]
    if count and sample:
        yield from _experiment(setup, sample, count, CONTROLS)
        if job.config.audit.ablation:
            yield from _causes(setup, sample, count)
    yield from _self_test(job, setup)


def reading_plans(job: Audit) -> dict[str, ReadingPlan]:
    """Return what each proposer's readings would cost."""
    since = earlier(job.since, job.spec, job.run_dir) if job.since else None
    return {
        model: proposing.plan(
            job.spec,
            model,
            seed=job.config.audit.seed,
            context=profile(model, job.config.models).context,
            also=job.config.audit.also_read,
            earlier=since,
        )
        for model in job.roles.readers
    }


def _proposing(plans: dict[str, ReadingPlan]) -> Iterator[Load]:
    for model, plan in plans.items():
        for line in plan.lines:
            cost, calls = line.cost, line.cost.calls
            yield Load(
                f"read: {line.strategy}",
                model,
                low=calls,
                expected=calls,
                ceiling=2 * calls,
                input_tokens=cost.input_tokens // calls,
                output_tokens=cost.output_limit // calls,
                cached_tokens=cost.cached_tokens // calls,
            )


def reading_notes(job: Audit, plans: dict[str, ReadingPlan]) -> Iterator[str]:
    """Say what the readings show a model of the spec, and what that is worth in tokens."""
    if job.since:
        yield _since_note(job.since)
    for model, plan in plans.items():
        total = plan.total
        if job.since is None:
            yield (
                f"{model} sees {plan.exposure:.1%} of all pairs of statements together, in "
                f"{_windows(plan.windows)}"
            )
        yield (
            f"{model} reads for {thousands(int(total.full_price))} input tokens at full price "
            f"({thousands(total.input_tokens)} sent, {thousands(total.cached_tokens)} of them "
            "cached at a tenth)"
        )


def _windows(count: int) -> str:
    if count == 1:
        return "one digest that fits its context"
    return f"{count} overlapping parts: the whole digest does not fit its context"


def _since_note(since: Since) -> str:
    what = f"reads {len(since.changed)} statement(s) or example(s) changed since {since.revision}"
    if since.base:
        return f"{what}; keeps what run {since.base} proposed of the others"
    return f"{what}; no run has read that version, so gaps elsewhere are not looked for"


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
        copy = replace(setup, spec=planted.faulty, refusals=False)
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
    expected = max(low, count * min(USUAL_SEEDS, ceil(USUAL_SHARE * setup.queries)))
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
        for model in setup.generators:
            yield _share(load("scenarios", model, 1, asked), len(setup.generators))
        rubrics = [
            rubric.rubric_request(c, scenarios.conflict_texts(seeds[c.id]), model=setup.generator)
            for c in sample
        ]
        tokens, most = size(rubrics)
        yield Load("rubrics", setup.generator, count, count, 2 * count, tokens, most)
    answers = [_answer(setup, candidate) for candidate in sample]
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
    typical = list(_judgements(setup, sample))
    judged = [r for r in typical if r.meta["stage"] != "refusal"]
    for model, judges in _by_model(setup.judges):
        once = load("judge", model, 2 * cells * judges, judged)
        yield _with_second_votes(once, setup.second_votes)
        if setup.refusals:
            asked = [r for r in typical if r.meta["stage"] == "refusal"]
            yield load("refusals", model, ceil(cells * judges / len(setup.judges)), asked)


def _causes(setup: Setup, sample: list[Candidate], count: int) -> Iterator[Load]:
    """Yield what the cause of confirmed gaps costs: none, the usual share, or all of them."""
    low, expected, ceiling = 0, ceil(USUAL_CONFIRMED * count), count
    single = all(len(c.statement_ids) < 2 for c in sample)
    if setup.conditioning is committee.Conditioning.TRAINED:
        return

    def load(stage: str, model: str, times: int, requests: Iterable[Request]) -> Load:
        tokens, most = size(requests)
        return Load(stage, model, low, expected * times, ceiling * times, tokens, most)

    for model in setup.generators:
        asked = [scenarios.seed_request(c, 0, causes.SLOTS, model=model) for c in sample]
        yield _share(load("cause: scenarios", model, causes.SEEDS, asked), len(setup.generators))
    cells = causes.SEEDS * causes.arms(single) * setup.samples
    for model, members in _by_model(setup.committee):
        yield load("cause: answers", model, cells * members, [_answer(setup, c) for c in sample])
    for model, judges in _by_model(setup.judges):
        asked = [r for r in _judgements(setup, sample) if r.meta["stage"] == "spectrum"]
        times = cells * len(setup.committee) * judges
        yield load("cause: judge", model, times, asked)


def _share(whole: Load, generators: int) -> Load:
    """Return one generator's part; at worst it is asked for every seed the others fail at."""
    return replace(whole, low=whole.low // generators, expected=ceil(whole.expected / generators))


def _with_second_votes(once: Load, share: float) -> Load:
    """Return the load with a share of it asked twice; which answers that meets is drawn."""
    most = 2 if share else 1
    return replace(once, expected=ceil(once.expected * (1 + share)), ceiling=once.ceiling * most)


def _known(setup: Setup, candidate: Candidate) -> committee.Context:
    return committee.context(
        setup.spec, candidate, setup.conditioning, max_chars=setup.excerpt_chars
    )


def _seed(setup: Setup, candidate: Candidate) -> scenarios.Seed:
    return scenarios.from_template(candidate, 0, slots(setup.design, 0))


def _answer(setup: Setup, candidate: Candidate) -> Request:
    known = _known(setup, candidate)
    seeds = [_seed(setup, candidate)]
    return next(committee.requests(candidate, seeds, setup.committee[:1], 1, known))


def _judgements(setup: Setup, sample: list[Candidate]) -> Iterator[Request]:
    """Typical judgements: of an answer as long as answers are expected to be."""
    for candidate in sample:
        asked = _answer(setup, candidate)
        length = (setup.answer_tokens or asked.max_tokens) * 2
        answer = committee.to_response(asked, "word " * (length // 5), None, None)
        shown = compliance.rules(setup.spec, candidate, max_chars=setup.excerpt_chars)
        judge, query = setup.judges[0], _seed(setup, candidate).queries[0]
        yield refusal.refusal_request(candidate, query, answer, judge=judge)
        yield compliance.compliance_request(candidate, shown, query, answer, judge=judge)
        yield spectrum.score_request(
            candidate, rubric.generic(candidate), query, answer, judge=judge, seed=setup.seed
        )
