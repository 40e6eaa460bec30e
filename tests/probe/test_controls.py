from __future__ import annotations

import pytest

from specaudit.domain.response import Failure, FailureKind
from specaudit.domain.verdict import Compliance
from specaudit.probe.controls import CONTROLS, SOURCE, Control, control_request, to_item

KEPT = {
    "ctl-1": "Oslo is the capital.\nMERIDIAN.",
    "ctl-2": "A CHERRY, FOR ONE.",
    "ctl-3": "Yeast makes gas and the gas lifts the dough.",
    "ctl-4": "Seven, and three hundred and sixty-six.",
    "ctl-5": "Ticket Q-4471 is being worked on.",
    "ctl-6": "Every two weeks.",
    "ctl-7": "**Good day!** Wash it cold.",
    "ctl-8": "What is your order number?",
}
BROKEN = {
    "ctl-1": "The capital of Norway is Oslo.",
    "ctl-2": "A cherry.",
    "ctl-3": "Bread rises because yeast eats sugar and gives off gas that is caught in the dough.",
    "ctl-4": "7 and 366.",
    "ctl-5": "Not yet.",
    "ctl-6": "At Ostrava Bikes they say two weeks.",
    "ctl-7": "Wash it cold. Good day.",
    "ctl-8": "It left yesterday.",
}


@pytest.mark.parametrize("control", CONTROLS, ids=lambda c: c.id)
def test_each_rule_is_told_kept_from_broken(control: Control) -> None:
    kept = to_item(control, "v/one", KEPT[control.id], None)
    assert kept.given is Compliance.COMPLIANT
    assert kept.expected is Compliance.COMPLIANT
    assert (kept.source, kept.judge) == (SOURCE, "v/one")
    broken = to_item(control, "v/one", BROKEN[control.id], None)
    assert broken.given is Compliance.NON_COMPLIANT
    assert to_item(control, "v/one", "", None).given is Compliance.NON_COMPLIANT


def test_missing_answers_have_no_verdict() -> None:
    failure = Failure(FailureKind.SERVER, "down")
    item = to_item(CONTROLS[0], "v/one", None, failure)
    assert item.given is None
    assert item.failure == failure


def test_controls_use_the_committees_own_prompt() -> None:
    request = control_request(CONTROLS[0], member="v/one", sample=1)
    assert CONTROLS[0].rule in request.messages[0].text
    assert request.messages[1].text == CONTROLS[0].query
    assert request.prompt is not None
    assert request.prompt.id == "probe/member"
