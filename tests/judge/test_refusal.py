from __future__ import annotations

import pytest

from specaudit.domain.response import Failure, FailureKind
from specaudit.judge.answers import RefusalAnswer
from specaudit.judge.refusal import refusal_request, to_level
from tests import samples

REQUEST = refusal_request(samples.pair(), samples.query(), samples.response(), judge="v/judge")


@pytest.mark.parametrize(("level", "refused"), [(0, False), (3, False), (4, True), (6, True)])
def test_the_three_highest_steps_are_refusals(level: int, refused: bool) -> None:
    answer = RefusalAnswer.model_validate({"reason": "r", "level": level})
    found = to_level(REQUEST, answer, None)
    assert (found.level, found.refused) == (level, refused)
    assert (found.response_id, found.judge) == ("RSP-1", "v/judge")


def test_a_missing_level_is_neither() -> None:
    failure = Failure(FailureKind.SERVER, "down")
    found = to_level(REQUEST, None, failure)
    assert (found.level, found.refused, found.failure) == (None, None, failure)


def test_the_judge_is_blind() -> None:
    sent = "".join(m.text for m in REQUEST.messages)
    assert "secret-name" not in sent
    assert samples.query().text in sent
