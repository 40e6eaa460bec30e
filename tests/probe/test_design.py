from __future__ import annotations

import pytest

from specaudit.domain.query import EXPLORATION_START, Arm, Lean
from specaudit.probe.design import (
    Design,
    exploration_indices,
    slot_key,
    slots,
)
from specaudit.probe.facets import PERSONS, STYLES, facets


@pytest.mark.parametrize(
    ("design", "count"),
    [(Design.PAIR, 2), (Design.SMALL, 4), (Design.PAIRED, 5), (Design.FULL, 12)],
)
@pytest.mark.parametrize("index", [0, 1])
def test_every_design_has_a_neutral_conflict_and_a_neutral_control(
    design: Design, count: int, index: int
) -> None:
    chosen = slots(design, index)
    assert len(chosen) == len(set(chosen)) == count
    assert (Arm.CONFLICT, Lean.NEUTRAL) in chosen
    assert any(arm is not Arm.CONFLICT and lean is Lean.NEUTRAL for arm, lean in chosen)


def test_a_single_control_takes_turns() -> None:
    assert slots(Design.SMALL, 0)[-1] == (Arm.ONLY_A, Lean.NEUTRAL)
    assert slots(Design.SMALL, 1)[-1] == (Arm.ONLY_B, Lean.NEUTRAL)


def test_slot_keys_are_distinct_names() -> None:
    keys = {slot_key(slot) for slot in slots(Design.FULL, 0)}
    assert len(keys) == 12
    assert all(key.isidentifier() for key in keys)


def test_exploring_seeds_are_numbered_apart() -> None:
    assert list(exploration_indices(2, 1)) == [EXPLORATION_START + 1, EXPLORATION_START + 2]


def test_facets_repeat_no_pair_for_a_full_round() -> None:
    seen = {facets("GAP-1", index) for index in range(len(PERSONS) * len(STYLES))}
    assert len(seen) == len(PERSONS) * len(STYLES)
    assert facets("GAP-1", 3) == facets("GAP-1", 3)
