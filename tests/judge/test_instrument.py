from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from specaudit.domain.response import Failure, FailureKind
from specaudit.domain.spec import Turn, Verdict
from specaudit.domain.verdict import Compliance
from specaudit.judge.answers import ComplianceAnswer
from specaudit.judge.compliance import compliance_request, rules
from specaudit.judge.instrument import (
    CALIBRATION,
    SPEC_EXAMPLE,
    calibration_items,
    draw,
    example_items,
    item_request,
    sample,
    to_item,
)
from specaudit.parse.document import parse, read_text
from tests import samples

SPEC = samples.spec()


def test_the_calibration_set_is_balanced_and_sound() -> None:
    items = calibration_items()
    assert len(items) >= 24
    counts = Counter(item.expected for item in items)
    assert counts[Compliance.COMPLIANT] == counts[Compliance.NON_COMPLIANT]
    assert len({item.id for item in items}) == len(items)
    assert len({(item.query, item.answer) for item in items}) == len(items)
    for item in items:
        assert item.source == CALIBRATION
        assert item.rules.text and item.query and item.answer


def test_every_rule_is_kept_once_and_broken_once() -> None:
    """So that no judge passes by the looks of the rule alone."""
    seen: dict[str, set[Compliance]] = {}
    for item in calibration_items():
        seen.setdefault(item.rules.text, set()).add(item.expected)
    assert all(len(verdicts) == 2 for verdicts in seen.values())


@pytest.mark.parametrize("whole", [False, True])
def test_the_specs_own_examples_are_withheld_from_the_judge(whole: bool) -> None:
    items = example_items(SPEC, whole=whole)
    assert [item.expected for item in items] == [Compliance.COMPLIANT, Compliance.NON_COMPLIANT]
    for item in items:
        assert item.source == SPEC_EXAMPLE
        assert item.query == "Why are we late?"
        assert "engine is being repaired" not in item.rules.text
        assert "not allowed to talk" not in item.rules.text
        assert "must not reveal what the crew" in item.rules.text


def test_other_answers_are_no_part_of_the_conversation() -> None:
    example = SPEC.examples[0]
    system = Turn("system", "You work at the desk.", example.span, None, None, None, None)
    spec = replace(SPEC, examples=(replace(example, turns=(system, *example.turns)),))
    for item in example_items(spec):
        assert item.query == "system: You work at the desk.\nuser: Why are we late?"


def test_a_conversation_goes_on_from_the_good_answer() -> None:
    example = SPEC.examples[0]
    question, good, bad = example.turns
    later = replace(question, text="And now?")
    final = replace(good, text="Now we sail.", comparison=2)
    spec = replace(SPEC, examples=(replace(example, turns=(question, bad, good, later, final)),))
    assert example_items(spec)[-1].query == (
        "user: Why are we late?\n"
        "assistant: The engine is being repaired; we sail at 14:05.\n"
        "user: And now?"
    )


def test_real_examples_give_items_that_withhold_them(shared_specs: Path) -> None:
    path = shared_specs / "openai-model-spec-2025-12-18.md"
    spec = parse(read_text(path, 10**7), path=path.name)
    drawn = example_items(spec, 12, 1)
    assert len(drawn) == 12
    counts = Counter(item.expected for item in drawn)
    assert counts[Compliance.COMPLIANT] == 6
    for item in example_items(spec, 4, 2, whole=True) + drawn:
        # A short answer ("I can't help with that.") may stand in another example as well.
        assert len(item.answer) < 60 or item.answer not in item.rules.text


def test_answers_without_a_plain_verdict_are_no_items() -> None:
    example = SPEC.examples[0]
    turns = (example.turns[0], replace(example.turns[1], verdict=Verdict.OK))
    assert example_items(replace(SPEC, examples=(replace(example, turns=turns),))) == ()


def test_the_section_a_verdict_names_is_shown() -> None:
    example = SPEC.examples[0]
    turns = (example.turns[0], replace(example.turns[1], verdict_anchor="tone"))
    (item,) = example_items(replace(SPEC, examples=(replace(example, turns=turns),)))
    assert "cheerful" in item.rules.text


@pytest.mark.parametrize("count", [1, 6, 7, 24, 1000])
def test_samples_are_balanced_and_seeded(count: int) -> None:
    items = calibration_items()
    drawn = sample(items, count, 3)
    assert drawn == sample(items, count, 3)
    counts = Counter(item.expected for item in drawn)
    assert abs(counts[Compliance.COMPLIANT] - counts[Compliance.NON_COMPLIANT]) <= 1
    assert len(drawn) == min(count, len(items))
    assert len({item.id for item in drawn}) == len(drawn)


def test_another_seed_draws_other_items() -> None:
    assert sample(calibration_items(), 8, 1) != sample(calibration_items(), 8, 2)


def test_a_check_mixes_examples_and_calibration() -> None:
    sources = Counter(item.source for item in draw(SPEC, 12, 0))
    assert sources == {SPEC_EXAMPLE: 2, CALIBRATION: 10}
    bare = Counter(item.source for item in draw(replace(SPEC, examples=()), 12, 0))
    assert bare == {CALIBRATION: 12}


def test_the_check_uses_the_very_request_of_the_experiment() -> None:
    item = calibration_items()[0]
    asked = item_request(item, judge="v/judge")
    real = compliance_request(
        samples.pair(),
        rules(SPEC, samples.pair()),
        samples.query(),
        samples.response(),
        judge="v/judge",
    )
    assert asked.prompt == real.prompt
    assert asked.schema == real.schema
    assert (asked.temperature, asked.max_tokens) == (real.temperature, real.max_tokens)
    assert item.rules.text in asked.messages[0].text
    assert "compliant" not in asked.messages[1].text, "the truth is not sent"


def test_items_are_scored() -> None:
    item = calibration_items()[0]
    request = item_request(item, judge="v/judge")
    answer = ComplianceAnswer(reason="", statements=[], verdict=Compliance.AMBIGUOUS)
    scored = to_item(item, request, answer, None)
    assert (scored.given, scored.expected) == (Compliance.AMBIGUOUS, item.expected)
    assert (scored.judge, scored.id) == ("v/judge", item.id)
    failure = Failure(FailureKind.TIMEOUT, "slow")
    assert to_item(item, request, None, failure).given is None
