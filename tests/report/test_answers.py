from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit.domain.query import Arm
from specaudit.domain.verdict import Compliance, ComplianceVerdict
from specaudit.report.answers import Answer, answers, members, sample
from specaudit.report.spectrum import spectrum
from tests.report import samples

GOOD, UNSURE, BAD = Compliance.COMPLIANT, Compliance.AMBIGUOUS, Compliance.NON_COMPLIANT


def found() -> list[Answer]:
    return answers(samples.evidence("GAP-1", (samples.HONEST, samples.PERSONA)))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([GOOD, GOOD, BAD], False),
        ([GOOD, BAD], False),
        ([UNSURE, BAD, GOOD], True),
        ([None, BAD], True),
        ([None], None),
        ([], None),
    ],
)
def test_problematic_as_the_measures_have_it(
    labels: list[Compliance | None], expected: bool | None
) -> None:
    verdicts = tuple(ComplianceVerdict("r", "j", label, (), "") for label in labels)
    assert replace(found()[0], verdicts=verdicts).problematic is expected


def test_repeats_are_left_out() -> None:
    assert {score.vote for answer in found() for score in answer.scores} == {0}


def test_sample_reaches_both_ends_and_skips_failures() -> None:
    shown = sample(found(), 3)
    assert [answer.lean for answer in shown] == [4.0, 4.0, -4.0]
    assert all(answer.conflict and answer.response.text for answer in sample(found()))


def test_member_lines() -> None:
    loyal, strict = members(found())
    assert (loyal.conflict, loyal.only_a, loyal.only_b) == (4.0, 4.0, None)
    assert (strict.conflict, strict.answered, strict.asked) == (-4.0, 6, 8)
    assert (loyal.problematic, strict.problematic) == ((4, 4), (3, 3))


def test_spectrum_draws_every_scored_answer_once() -> None:
    picture = spectrum(found(), members(found()))
    assert picture is not None
    assert [panel.arm for panel in picture.panels] == [Arm.CONFLICT, Arm.ONLY_A]
    drawn = sum(dots.count("z") for panel in picture.panels for dots in panel.dots)
    assert drawn == sum(answer.lean is not None for answer in found()) == 14
    # Side A lies left: the loyal member's dots come before the strict one's.
    loyal, strict = (int(dots[1:].split()[0]) for dots in picture.panels[0].dots)
    assert loyal < picture.panels[0].middle < strict


def test_no_scores_no_picture() -> None:
    bare = [replace(answer, lean=None) for answer in found()]
    assert spectrum(bare, members(bare)) is None
