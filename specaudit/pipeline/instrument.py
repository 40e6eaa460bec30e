"""The instrument check: before any verdict, judges and committee answer what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.run import InstrumentReport, SelfTest
from specaudit.domain.spec import Spec
from specaudit.domain.verdict import InstrumentItem
from specaudit.judge import instrument
from specaudit.judge.answers import ComplianceAnswer
from specaudit.llm.client import Client
from specaudit.measure import instrument as measuring
from specaudit.pipeline.progress import Observer, Progress
from specaudit.pipeline.roles import base_model, for_member
from specaudit.probe import controls

ITEMS, FEWEST_ITEMS = 120, 12
"""Items with known verdicts per judge, half of them compliant; the fewest that can convince.

So many because a good judge errs on few, and how judges' errors go together, which decides what
the panel is worth, shows in those few only. They cost less than one candidate's answers.
"""


@dataclass(frozen=True, slots=True)
class InstrumentOutcome:
    """What the check found."""

    items: tuple[InstrumentItem, ...]
    reports: tuple[InstrumentReport, ...]
    passed: tuple[str, ...]
    """Judges that may judge, in the order they were named."""
    self_test: SelfTest | None = None
    """None where none was asked for, or it was not reached."""

    @property
    def sound(self) -> bool:
        """Whether verdicts may be drawn: a judge passed, and the self-test did not fail."""
        failed = self.self_test is not None and self.self_test.passed is False
        return bool(self.passed) and not failed


async def check_judges(
    client: Client,
    spec: Spec,
    judges: Sequence[str],
    *,
    count: int,
    seed: int,
    max_chars: int,
    observe: Observer,
) -> InstrumentOutcome:
    """Put items with known verdicts to every judge."""
    items = instrument.draw(spec, count, seed, max_chars=max_chars)
    by_id = {item.id: item for item in items}
    jobs = [
        (for_member(instrument.item_request(item, judge=judge), judge), ComplianceAnswer)
        for judge in judges
        for item in items
    ]
    given: list[InstrumentItem] = []
    async for request, reply in client.call_many(jobs):
        item = by_id[request.meta["item_id"]]
        given.append(instrument.to_item(item, request, reply.data, reply.failure))
        observe(Progress("instrument", len(given), len(jobs), client.spent))
    given.sort(key=lambda i: (i.judge, i.id))
    reports = measuring.check(given)
    good = {report.judge for report in reports if report.passed}
    return InstrumentOutcome(tuple(given), reports, tuple(j for j in judges if j in good))


async def check_committee(
    client: Client, members: Sequence[str], *, seed: int, observe: Observer
) -> tuple[InstrumentItem, ...]:
    """Put rules that are easy to keep to every model of the committee, clones asked once."""
    models = dict.fromkeys(map(base_model, members))
    known = {control.id: control for control in controls.CONTROLS}
    jobs = [
        (for_member(controls.control_request(control, member=member, seed=seed), member), None)
        for member in models
        for control in known.values()
    ]
    found: list[InstrumentItem] = []
    async for request, reply in client.call_many(jobs):
        control = known[request.meta["item_id"]]
        found.append(controls.to_item(control, request.meta["member"], reply.text, reply.failure))
        observe(Progress("committee", len(found), len(jobs), client.spent))
    return tuple(sorted(found, key=lambda i: (i.judge, i.id)))
