"""Does the run find contradictions that are certainly there, and leave repaired ones alone?"""

from __future__ import annotations

from collections.abc import Sequence

from specaudit.domain.gap import GapVerdict
from specaudit.domain.run import PlantedFault, SelfTest
from specaudit.stats.intervals import wilson

LEAST_RECALL = 0.5
"""Share of planted contradictions below which silence about the spec means nothing."""
MOST_ALARMS = 0.25
"""Share of repaired twins beyond which a confirmation means nothing."""


def report(faults: Sequence[PlantedFault], *, finished: bool = True) -> SelfTest:
    """Count what was found and what was a false alarm.

    A fault counts as found where it is confirmed as any kind of gap: which kind it is called
    depends on how the committee takes it, and an author looks at it either way.

    Args:
        faults: What was planted, with the verdicts on each and on its twin.
        finished: Whether the experiment ran to its end; a budget may have cut it short.
    """
    if not faults:
        return SelfTest(
            0, 0, None, None, None, 0, None, None, None, None,
            "nothing could be planted: the text has no place where the spec does not settle the "
            "planted statements by itself",
        )  # fmt: skip
    found = sum(fault.verdict.confirmed for fault in faults)
    alarms = sum(fault.repaired_verdict.confirmed for fault in faults)
    recall, rate = wilson(found, len(faults)), wilson(alarms, len(faults))
    objection = _objection(faults, recall.value, rate.value) if finished else None
    return SelfTest(
        len(faults), found, *recall, alarms, *rate,
        passed=objection is None if finished else None,
        because=objection or ("" if finished else "it was cut short, so nothing follows from it"),
        faults=tuple(faults),
    )  # fmt: skip


def _objection(faults: Sequence[PlantedFault], recall: float, rate: float) -> str | None:
    """Say why the run cannot be believed; None where it can."""
    if recall < LEAST_RECALL:
        undecided = sum(f.verdict is GapVerdict.INCONCLUSIVE_POWER for f in faults)
        more = (
            f"; {undecided} ran out of scenarios before they were decided (--queries sets how many)"
            if undecided
            else ""
        )
        return (
            "it overlooks most contradictions that are certainly there, so finding none "
            f"elsewhere would say nothing{more}"
        )
    if rate > MOST_ALARMS:
        return (
            "it confirms contradictions that the text itself settles, so what it confirms "
            "elsewhere cannot be believed"
        )
    return None
