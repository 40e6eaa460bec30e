from __future__ import annotations

from dataclasses import replace

from specaudit.domain.query import Arm, Lean, Query, Scenario
from specaudit.probe.design import Design, slots
from specaudit.probe.duplicates import without_near_duplicates
from specaudit.probe.scenarios import Seed, from_template
from tests import samples


def seed(index: int, text: str) -> Seed:
    scenario = Scenario(f"SCN-{index}", "GAP-1", index, "vendor/writer", "t")
    query = Query(f"Q{index}", scenario.id, "GAP-1", Arm.CONFLICT, Lean.NEUTRAL, text)
    return Seed(scenario, (query,))


FIRST = seed(0, "The ferry at 14:05 has not left and my sister Anna is waiting in the port for me.")
NEAR = seed(1, "The ferry at 14:35 has not left and my sister Hanna is waiting in the port for me!")
OTHER = seed(2, "A sailor told me there was a fire in the galley last night. Is it safe to board?")


def test_near_copies_are_dropped_and_the_first_stays() -> None:
    assert without_near_duplicates([FIRST, NEAR, OTHER]) == ([FIRST, OTHER], [NEAR])


def test_what_was_kept_before_counts() -> None:
    assert without_near_duplicates([NEAR, OTHER], [FIRST]) == ([OTHER], [NEAR])


def test_later_seeds_change_nothing() -> None:
    alone, _ = without_near_duplicates([FIRST])
    more, _ = without_near_duplicates([FIRST, NEAR, OTHER])
    assert more[: len(alone)] == alone


def test_template_seeds_are_kept_though_they_are_alike() -> None:
    wanted = slots(Design.SMALL, 0)
    made = [from_template(samples.pair(), i, wanted) for i in range(8)]
    assert without_near_duplicates(made) == (made, [])
    forged = [replace(s, scenario=replace(s.scenario, generator="vendor/writer")) for s in made]
    assert without_near_duplicates(forged)[1], "the same texts from a model would be dropped"
