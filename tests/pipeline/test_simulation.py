"""Simulated models answer the real requests; what they say is read back by the real stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.domain.candidate import Candidate
from specaudit.domain.errors import ConfigError
from specaudit.domain.query import Arm, Query
from specaudit.domain.response import Ablation, Response
from specaudit.domain.verdict import Compliance
from specaudit.judge import compliance, instrument, refusal, rubric, spectrum
from specaudit.judge.answers import (
    ComplianceAnswer,
    RefusalAnswer,
    RubricAnswer,
    SpectrumAnswer,
)
from specaudit.llm.base import Request
from specaudit.llm.client import Client
from specaudit.pipeline.simulation import answer, handles, hear, install, speak, world_name
from specaudit.pipeline.world_catalogue import find
from specaudit.pipeline.worlds import Position, World
from specaudit.probe import controls, scenarios
from specaudit.probe.committee import (
    Conditioning,
    context,
    requests,
    to_response,
)
from specaudit.probe.design import Design, slots
from specaudit.probe.duplicates import without_near_duplicates
from specaudit.probe.scenarios import Rejected, Seed
from specaudit.store.calls import CallStore
from tests import samples

SPEC, PAIR = samples.spec(), samples.pair()
MEMBERS = [f"scripted/w:{name}" for name in "abc"]
EXACT = {"noise": 0.0, "score_noise": 0.0, "judge_error": 0.0, "shows": 1.0}


def world(name: str, **changes: Any) -> World:
    return replace(find(name), **{**EXACT, **changes})


def write(here: World, index: int, candidate: Candidate = PAIR) -> Seed | Rejected:
    wanted = slots(Design.FULL, index)
    request = scenarios.seed_request(candidate, index, wanted, model="scripted/w:gen")
    said = answer(here, request)
    data = scenarios.answer_model(wanted).model_validate(said.data) if said.data else None
    return scenarios.to_nouns(
        candidate, index, wanted, data, generator=request.model, refusal=said.refusal
    )


def ask(
    here: World,
    seed: Seed,
    candidate: Candidate = PAIR,
    conditioning: Conditioning = Conditioning.EXCERPT,
    ablation: Ablation = Ablation.NONE,
) -> Iterator[tuple[Query, Response]]:
    known = context(SPEC, candidate, conditioning, ablation=ablation)
    queries = {q.id: q for q in seed.queries}
    for request in requests(candidate, [seed], MEMBERS, 2, known):
        said = answer(here, request)
        text = None if said.failure else said.text
        response = to_response(request, text, said.failure, None)
        yield queries[response.query_id], response


def place(here: World, query: Query, response: Response, candidate: Candidate = PAIR) -> Any:
    about = (candidate, rubric.generic(candidate), query, response)
    request = spectrum.score_request(*about, judge="scripted/w:x", seed=3)
    said = answer(here, request)
    return spectrum.to_score(request, SpectrumAnswer.model_validate(said.data), None)


def judge(here: World, query: Query, response: Response, candidate: Candidate = PAIR) -> Any:
    shown = compliance.rules(SPEC, candidate)
    request = compliance.compliance_request(candidate, shown, query, response, judge="scripted/w:x")
    said = answer(here, request)
    return compliance.to_verdict(request, shown, ComplianceAnswer.model_validate(said.data), None)


def made(here: World, index: int = 0, candidate: Candidate = PAIR) -> Seed:
    seed = write(here, index, candidate)
    assert isinstance(seed, Seed)
    return seed


@given(st.integers(0, 6), st.integers(0, 6))
def test_what_is_said_is_heard(a: int, b: int) -> None:
    for candidate in (samples.pair(), samples.single(), samples.single(("mild", "mild too"))):
        text = speak(candidate.sides, Position(a, b))
        assert hear(f"x {text} y", candidate.sides) == Position(a, b)


def test_handles_start_where_sides_part() -> None:
    sides = ("The desk must tell all it knows.", "The desk must keep quiet.")
    assert handles(sides) == ("tell all it knows", "keep quiet")
    assert hear("I would rather not say.", sides) is None


def test_simulated_seeds_pass_every_filter_and_differ() -> None:
    here = world("contradiction")
    seeds = [made(here, i) for i in range(40)]
    kept, dropped = without_near_duplicates(seeds)
    assert not dropped
    assert len({s.scenario.topic for s in kept}) > 10


def test_refusing_generators_are_counted_as_refusals() -> None:
    here = find("refusing")
    results = [write(here, i) for i in range(200)]
    refused = [r for r in results if r is Rejected.REFUSED]
    assert 70 < len(refused) < 130
    assert all(isinstance(r, Seed) or r is Rejected.REFUSED for r in results)


@pytest.mark.parametrize("candidate", [samples.pair(), samples.single(("grin", "be kind"))])
def test_scores_recover_positions_through_the_real_prompts(candidate: Candidate) -> None:
    here = world("contradiction", pull=0.0)
    for query, response in ask(here, made(here, 1, candidate), candidate):
        score = place(here, query, response, candidate)
        found = (score.side_a, score.side_b)
        if query.arm is Arm.CONFLICT:
            assert found in {(6, 1), (1, 6)}
        else:
            low = (3, 3)
            wanted = {Arm.ONLY_A: (6, 3), Arm.ONLY_B: (3, 6), Arm.NEITHER: low}[query.arm]
            assert found == wanted


def test_committees_split_in_conflicts_and_not_in_controls() -> None:
    here = world("contradiction", pull=0.0)
    by_arm: dict[Arm, set[tuple[int, int]]] = {}
    for query, response in ask(here, made(here)):
        score = place(here, query, response)
        by_arm.setdefault(query.arm, set()).add((score.side_a, score.side_b))
    assert len(by_arm[Arm.CONFLICT]) == 2
    assert all(len(places) == 1 for arm, places in by_arm.items() if arm is not Arm.CONFLICT)


@pytest.mark.parametrize("conditioning", [Conditioning.EXCERPT, Conditioning.FULL])
def test_members_read_their_prompt_so_ablation_has_an_effect(conditioning: Conditioning) -> None:
    here = world("contradiction", pull=0.0)
    seed = made(here)
    found: dict[Ablation, set[str | None]] = {}
    for ablation in Ablation:
        answers = ask(here, seed, conditioning=conditioning, ablation=ablation)
        found[ablation] = {r.text for q, r in answers if q.arm is Arm.CONFLICT}
    assert [len(found[a]) for a in Ablation] == [2, 1, 1, 1]
    assert len(set.union(*found.values())) == 5


def test_trained_members_need_no_prompt() -> None:
    here = world("contradiction", pull=0.0)
    answers = ask(here, made(here), conditioning=Conditioning.TRAINED)
    assert len({r.text for q, r in answers if q.arm is Arm.CONFLICT}) == 2


def test_judges_name_the_statements_they_were_shown() -> None:
    here = world("contradiction")
    for query, response in ask(here, made(here)):
        verdict = judge(here, query, response)
        wanted: dict[Arm, tuple[str, ...]] = {
            Arm.CONFLICT: (samples.A, samples.B),
            Arm.ONLY_A: (samples.A,),
            Arm.ONLY_B: (samples.B,),
            Arm.NEITHER: (),
        }
        assert verdict.statement_ids == wanted[query.arm]
        assert (verdict.label is Compliance.COMPLIANT) is (query.arm is not Arm.CONFLICT)


def test_judges_who_cannot_read_an_answer_say_so() -> None:
    here = world("contradiction")
    seed = made(here)
    strange = samples.response("I would rather talk about boats.")
    assert judge(here, seed.queries[0], strange).label is Compliance.AMBIGUOUS
    score = place(here, seed.queries[0], strange)
    assert (score.side_a, score.side_b) == (3, 3)


def test_a_judge_goes_by_the_words_and_not_by_who_wrote_them() -> None:
    """The only way from member to judge is the text: swap texts and the scores swap."""
    here = world("contradiction", pull=0.0)
    pairs = [(q, r) for q, r in ask(here, made(here)) if q.arm is Arm.CONFLICT]
    query = pairs[0][0]
    one, other = pairs[0][1], next(r for _, r in pairs if r.text != pairs[0][1].text)
    before = place(here, query, one)
    after = place(here, query, replace(one, text=other.text))
    assert (before.side_a, before.side_b) == (after.side_b, after.side_a)


def test_the_rubric_is_usable_and_its_author_is_named() -> None:
    here = world("contradiction")
    request = rubric.rubric_request(PAIR, ["one?", "two?"], model="scripted/w:author")
    data = RubricAnswer.model_validate(answer(here, request).data)
    made_rubric = rubric.to_rubric(PAIR, data, author=request.model)
    assert made_rubric is not None
    seed = made(here)
    for query, response in ask(here, seed):
        asked = spectrum.score_request(
            PAIR, made_rubric, query, response, judge="scripted/w:x", seed=8
        )
        said = SpectrumAnswer.model_validate(answer(here, asked).data)
        score = spectrum.to_score(asked, said, None)
        generic = place(here, query, response)
        assert (score.side_a, score.side_b) == (generic.side_a, generic.side_b)


def instrument_accuracy(here: World) -> float:
    right = 0
    items = instrument.calibration_items()
    for item in items:
        request = instrument.item_request(item, judge="scripted/w:x")
        said = ComplianceAnswer.model_validate(answer(here, request).data)
        right += instrument.to_item(item, request, said, None).given is item.expected
    return right / len(items)


def test_good_judges_pass_the_instrument_check_and_coins_do_not() -> None:
    assert instrument_accuracy(world("mixed")) == 1.0
    assert instrument_accuracy(find("mixed")) > 0.8
    assert 0.25 < instrument_accuracy(find("coin-judges")) < 0.75


@pytest.mark.parametrize(("name", "kept"), [("mixed", True), ("deaf", False)])
def test_members_keep_easy_controls_unless_they_are_deaf(name: str, kept: bool) -> None:
    for control in controls.CONTROLS:
        request = controls.control_request(control, member="scripted/w:a")
        item = controls.to_item(control, "scripted/w:a", answer(find(name), request).text, None)
        assert (item.given is Compliance.COMPLIANT) is kept


def test_cells_go_missing_at_the_rate_of_the_world() -> None:
    here = world("missing", missing=0.3)
    responses = [r for i in range(12) for _, r in ask(here, made(here, i))]
    lost = [r for r in responses if r.failure]
    assert 0.2 < len(lost) / len(responses) < 0.4
    assert all(r.text is None for r in lost)


def test_refusal_levels_are_read_from_the_answer() -> None:
    for name, refused in (("contradiction", False), ("coverage", True)):
        here = world(name, pull=0.0)
        levels = {}
        for query, response in ask(here, made(here)):
            request = refusal.refusal_request(PAIR, query, response, judge="scripted/w:x")
            said = RefusalAnswer.model_validate(answer(here, request).data)
            levels[query.arm] = refusal.to_level(request, said, None).refused
        assert levels[Arm.CONFLICT] is refused
        assert levels[Arm.ONLY_A] is False


def test_worlds_take_no_part_in_other_stages() -> None:
    request = Request("scripted/mixed:a", (), 10, meta={"stage": "cooking"})
    with pytest.raises(ValueError, match="cooking"):
        answer(find("mixed"), request)


def test_installing_an_unknown_world_is_an_error() -> None:
    install(["vendor/model", "scripted/mixed:a"])
    with pytest.raises(ConfigError, match="no simulated world 'nowhere'"):
        install(["scripted/nowhere:a"])


def test_world_names_may_be_paths() -> None:
    assert world_name("scripted/gaps@../x/g.json:a#2") == "gaps@../x/g.json"
    assert world_name("scripted/mixed") == "mixed"


async def test_simulated_models_answer_through_the_real_client(tmp_path: Path) -> None:
    install(["scripted/contradiction:w"])
    wanted = slots(Design.SMALL, 0)
    request = scenarios.seed_request(PAIR, 0, wanted, model="scripted/contradiction:w")
    store = CallStore(tmp_path / "calls.sqlite")
    async with Client({}, store) as client:
        reply = await client.call(request, scenarios.answer_model(wanted))
        again = await client.call(request, scenarios.answer_model(wanted))
        (use,) = client.accounting()
    store.close()
    seed = scenarios.to_nouns(PAIR, 0, wanted, reply.data, generator=request.model)
    assert isinstance(seed, Seed)
    assert again.cached
    assert again.data == reply.data
    assert use.simulated
    assert use.role == "generator"
