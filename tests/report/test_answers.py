from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit.domain.query import Arm
from specaudit.domain.verdict import Compliance, ComplianceVerdict
from specaudit.report.answers import Answer, answers, members, sample
from specaudit.report.spectrum import MARK, spectrum
from tests.report import samples

SHORT = {member: f"M{n}" for n, member in enumerate(samples.MEMBERS, start=1)}
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


def test_spectrum_has_a_row_a_scenario_and_a_mark_a_member() -> None:
    picture = spectrum(found(), SHORT)
    assert picture is not None
    assert [panel.arm for panel in picture.panels] == [Arm.CONFLICT, Arm.ONLY_A]
    assert [row.name for row in picture.rows] == ["S1", "S2"]
    conflict, control = ({(m.number, m.x) for m in panel.marks} for panel in picture.panels)
    # Side A lies left: the loyal member's marks come before the strict one's.
    assert {number for number, x in conflict if x < picture.middle} == {"1"}
    assert {number for number, x in conflict if x > picture.middle} == {"2"}
    assert all(x < picture.middle for _, x in control)
    assert all(panel.path.count("z") == len(panel.marks) == 4 for panel in picture.panels)


def test_spectrum_shows_a_split_within_scenarios_that_evens_out_over_them() -> None:
    odd = replace(
        samples.evidence("GAP-1", (samples.HONEST, samples.PERSONA)), scores=(), verdicts=()
    )
    turned = [
        replace(a, lean=4.0 if (a.response.member == samples.MEMBERS[0]) == first else -4.0)
        for a in answers(odd)
        for first in (a.query.scenario_id.endswith("/0"),)
    ]
    means = {line.conflict for line in members(turned)}
    assert means == {0.0}, "over all scenarios the members look alike"
    picture = spectrum(turned, SHORT)
    assert picture is not None
    for row in picture.rows:
        own = [m.x for m in picture.panels[0].marks if abs(m.y - row.y) < MARK]
        assert min(own) < picture.middle < max(own)


def test_marks_of_one_place_do_not_cover_each_other() -> None:
    names = {f"maker/{n}": f"M{n}" for n in range(1, 13)}
    first = found()[0]
    alike = [replace(first, response=replace(first.response, member=name)) for name in names]
    picture = spectrum(alike, names)
    assert picture is not None
    marks = picture.panels[0].marks
    assert len({(m.x, m.y) for m in marks}) == len(marks) == 12
    assert max(m.y for m in marks) < picture.height
    gaps = [abs(a.x - b.x) + abs(a.y - b.y) for n, a in enumerate(marks) for b in marks[n + 1 :]]
    assert min(gaps) >= MARK


def test_no_scores_no_picture() -> None:
    bare = [replace(answer, lean=None) for answer in found()]
    assert spectrum(bare, SHORT) is None
