from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit.domain.candidate import Resolution
from specaudit.domain.response import Ablation, Failure, FailureKind
from specaudit.probe.committee import (
    Conditioning,
    ablations,
    context,
    omitted,
    requests,
    to_response,
)
from specaudit.probe.design import Design, slots
from specaudit.probe.scenarios import from_template
from tests import samples

SPEC = samples.spec()
PAIR = samples.pair()
SEED = from_template(PAIR, 0, slots(Design.SMALL, 0))
A, B = PAIR.texts


def test_one_request_for_each_query_member_and_sample() -> None:
    known = context(SPEC, PAIR, Conditioning.EXCERPT)
    asked = list(requests(PAIR, [SEED], ["v/one", "v/two"], 3, known, seed=11))
    assert len(asked) == 4 * 2 * 3
    cells = {(r.meta["query_id"], r.model, r.sample) for r in asked}
    assert len(cells) == len(asked)
    assert {r.seed for r in asked} == {11}
    assert all(r.meta["role"] == "committee" for r in asked)


def test_the_user_message_is_the_query_bare() -> None:
    known = context(SPEC, PAIR, Conditioning.EXCERPT)
    request = next(requests(PAIR, [SEED], ["v/one"], 1, known))
    system, user = request.messages
    assert user.text == SEED.queries[0].text
    assert A in system.text
    assert B in system.text
    assert system.cache


def test_trained_members_get_no_rules() -> None:
    known = context(SPEC, PAIR, Conditioning.TRAINED)
    request = next(requests(PAIR, [SEED], ["v/one"], 1, known))
    assert [m.role for m in request.messages] == ["user"]
    assert request.prompt is None


def test_full_text_is_the_spec_without_our_comments() -> None:
    rules = context(SPEC, PAIR, Conditioning.FULL).rules
    assert "# Ferry desk" in rules
    assert "specaudit" not in rules


def test_reordered_full_text_has_the_same_words() -> None:
    plain = context(SPEC, PAIR, Conditioning.FULL).rules
    turned = {context(SPEC, PAIR, Conditioning.FULL, reorder=i).rules for i in range(6)}
    assert len(turned) > 1
    assert {tuple(sorted(t.split())) for t in turned} == {tuple(sorted(plain.split()))}


@pytest.mark.parametrize("conditioning", [Conditioning.EXCERPT, Conditioning.FULL])
@pytest.mark.parametrize(
    ("ablation", "has_a", "has_b"),
    [
        (Ablation.NONE, True, True),
        (Ablation.WITHOUT_A, False, True),
        (Ablation.WITHOUT_B, True, False),
        (Ablation.WITHOUT_BOTH, False, False),
    ],
)
def test_ablation_takes_the_statements_out(
    conditioning: Conditioning, ablation: Ablation, has_a: bool, has_b: bool
) -> None:
    rules = context(SPEC, PAIR, conditioning, ablation=ablation).rules
    assert (A in rules, B in rules) == (has_a, has_b)
    assert "It should give times to the minute." in rules


def test_which_ablations_make_sense() -> None:
    assert ablations(PAIR, Conditioning.TRAINED) == (Ablation.NONE,)
    assert ablations(PAIR, Conditioning.FULL) == tuple(Ablation)
    assert ablations(samples.single(), Conditioning.EXCERPT) == (Ablation.NONE, Ablation.WITHOUT_A)
    assert omitted(samples.single(), Ablation.WITHOUT_B) == frozenset()


def test_the_statement_that_settles_a_clash_is_shown() -> None:
    settled = replace(PAIR, resolution=Resolution("precedence", None, "", "tone/c"))
    assert "cheerful" not in context(SPEC, PAIR, Conditioning.EXCERPT).rules
    assert "cheerful" in context(SPEC, settled, Conditioning.EXCERPT).rules


def test_responses_are_identified_by_their_cell() -> None:
    known = context(SPEC, PAIR, Conditioning.EXCERPT)
    cut = context(SPEC, PAIR, Conditioning.EXCERPT, ablation=Ablation.WITHOUT_A)
    asked = [*requests(PAIR, [SEED], ["v/one", "v/one#2"], 2, known)]
    asked += requests(PAIR, [SEED], ["v/one"], 2, cut)
    made = [to_response(r, "hi", None, "key") for r in asked]
    assert len({r.id for r in made}) == len(made)
    first = made[0]
    assert (first.member, first.sample, first.candidate_id) == ("v/one", 0, PAIR.id)


def test_failures_stay_failures_and_texts_are_cleaned() -> None:
    known = context(SPEC, PAIR, Conditioning.EXCERPT)
    request = next(requests(PAIR, [SEED], ["v/one"], 1, known))
    lost = to_response(request, None, Failure(FailureKind.TIMEOUT, "slow"), None)
    assert lost.text is None
    assert to_response(request, "a\x07b\u202e", None, "k").text == "ab"
    assert to_response(request, "", None, "k").text == "", "saying nothing is an answer"
