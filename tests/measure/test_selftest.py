from __future__ import annotations

import pytest

from specaudit.domain.gap import GapVerdict
from specaudit.domain.run import PlantedFault
from specaudit.measure.selftest import report

CLASH, COARSE = GapVerdict.CONTRADICTION, GapVerdict.TOO_COARSE
NOTHING, SHORT = GapVerdict.NOT_CONFIRMED, GapVerdict.INCONCLUSIVE_POWER
AGREED = GapVerdict.RESOLVED_IN_PRACTICE


def faults(said: list[GapVerdict], of_twins: list[GapVerdict]) -> list[PlantedFault]:
    return [
        PlantedFault(f"f{n}", "order", ("A.", "B."), "A wins.", "Here", one, "", two, "")
        for n, (one, two) in enumerate(zip(said, of_twins, strict=True))
    ]


def test_recall_and_false_alarms_come_with_their_intervals() -> None:
    made = report(faults([CLASH] * 4 + [COARSE, NOTHING], [AGREED] * 5 + [CLASH]))
    assert (made.planted, made.found, made.alarms) == (6, 5, 1)
    assert made.recall == pytest.approx(5 / 6)
    # Wilson (1927) for 5 of 6 and 1 of 6 at 95 %.
    assert made.recall_low == pytest.approx(0.4365, abs=1e-4)
    assert made.recall_high == pytest.approx(0.9699, abs=1e-4)
    assert made.alarm_low == pytest.approx(0.0301, abs=1e-4)
    assert made.alarm_high == pytest.approx(0.5635, abs=1e-4)
    assert made.passed
    assert made.because == ""


def test_half_found_is_enough_and_less_is_not() -> None:
    assert report(faults([CLASH] * 2 + [NOTHING] * 2, [AGREED] * 4)).passed
    failed = report(faults([CLASH] + [NOTHING] * 3, [AGREED] * 4))
    assert failed.passed is False
    assert "overlooks most contradictions" in failed.because
    assert "--queries" not in failed.because


def test_where_scenarios_ran_out_it_says_what_to_do() -> None:
    failed = report(faults([CLASH, NOTHING, SHORT, SHORT], [AGREED] * 4))
    assert failed.passed is False
    assert "2 ran out of scenarios" in failed.because
    assert "--queries" in failed.because


def test_confirmed_twins_fail_it_however_much_is_found() -> None:
    one = report(faults([CLASH] * 4, [CLASH] + [AGREED] * 3))
    two = report(faults([CLASH] * 4, [CLASH] * 2 + [AGREED] * 2))
    assert one.passed
    assert two.passed is False
    assert "settles" in two.because


def test_cut_short_or_not_plantable_says_nothing_either_way() -> None:
    cut = report(faults([SHORT] * 4, [SHORT] * 4), finished=False)
    assert cut.passed is None
    assert "cut short" in cut.because
    none = report([])
    assert (none.passed, none.recall, none.planted) == (None, None, 0)
    assert "nothing could be planted" in none.because
