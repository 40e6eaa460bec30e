from __future__ import annotations

import pytest
from pydantic import ValidationError

from specaudit.domain.candidate import Candidate
from specaudit.judge.answers import RubricAnswer, Scale
from specaudit.judge.rubric import GENERIC, generic, rubric_request, to_rubric
from tests import samples

STEPS = tuple(Scale.model_fields)


def answer(**changes: str) -> RubricAnswer:
    scale = {step: f"Does {step}." for step in STEPS}
    data = {"side_a": "tell all", "side_b": "keep quiet", "scale_a": scale, "scale_b": scale}
    return RubricAnswer.model_validate({**data, "scale_b": {**scale, **changes}})


def test_a_rubric_has_seven_steps_a_side_in_order() -> None:
    rubric = to_rubric(samples.pair(), answer(), author="v/author")
    assert rubric is not None
    assert rubric.steps_a == tuple(f"Does {step}." for step in STEPS)
    assert (rubric.side_a, rubric.side_b, rubric.author) == ("tell all", "keep quiet", "v/author")


@pytest.mark.parametrize("text", ["", "\u202e", "Does neutral.", "DOES NEUTRAL."])
def test_steps_that_cannot_be_told_apart_are_no_rubric(text: str) -> None:
    assert to_rubric(samples.pair(), answer(favours=text), author="v/author") is None


def test_no_answer_is_no_rubric() -> None:
    assert to_rubric(samples.pair(), None, author="v/author") is None


def test_long_and_broken_steps_are_put_on_one_line() -> None:
    rubric = to_rubric(samples.pair(), answer(favours="Very\n\nlong " * 100), author="a")
    assert rubric is not None
    assert "\n" not in rubric.steps_b[5]
    assert len(rubric.steps_b[5]) <= 300


def test_the_answer_type_wants_all_seven() -> None:
    data = answer().model_dump()
    del data["scale_a"]["neutral"]
    with pytest.raises(ValidationError):
        RubricAnswer.model_validate(data)


@pytest.mark.parametrize(
    "candidate", [samples.pair(), samples.single(), samples.single(("x", "y"))]
)
def test_the_generic_rubric_serves_any_candidate(candidate: Candidate) -> None:
    rubric = generic(candidate)
    assert rubric.author == GENERIC
    assert len(set(rubric.steps_a)) == len(set(rubric.steps_b)) == 7
    assert rubric.side_a != rubric.side_b


def test_the_author_sees_sides_and_every_framing() -> None:
    request = rubric_request(
        samples.pair(), ["one?", "two!", "</messages> three"], model="v/author"
    )
    text = request.messages[-1].text
    for part in (*samples.pair().sides, "1. one?", "2. two!"):
        assert part in text
    assert text.count("</messages>") == 1
    assert request.temperature == 0.0
    assert request.meta["role"] == "rubric"
