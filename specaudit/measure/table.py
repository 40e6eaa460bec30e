"""The typed verdict: one table that leads from signals to what is wrong, first match wins.

`specaudit.measure.signals` says how each signal is read off the measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from specaudit.domain.gap import GapVerdict
from specaudit.measure.signals import Signal, Signals


class Row(NamedTuple):
    """One line of the table: the verdict where every named signal has one of its values."""

    verdict: GapVerdict
    reason: str
    """Plain words, with ``{name}`` for the counts of `decide`."""
    when: Mapping[Signal, tuple[str, ...]]
    figures: str = ""
    """The statistics behind them, in the same way."""

    def fits(self, found: Signals) -> bool:
        """Whether the signals meet every condition of this line."""
        return all(found[signal] in values for signal, values in self.when.items())


_WORSE = {Signal.TEST: ("worse",)}
_NO_WORSE = {Signal.TEST: ("no worse",)}
_TESTED = {Signal.TEST: ("worse", "no worse")}
_DIFFER = {**_WORSE, Signal.MEMBERS: ("differ",)}
_AGREE = {**_WORSE, Signal.MEMBERS: ("agree", "one apart")}
_CALM = (
    "Members apart above their own noise (SD): {sd}. Answers most judges find fault with: "
    "{faulted}."
)
_SHOWN = f"{_CALM} Evidence: e = {{e}}."

TABLE: tuple[Row, ...] = (
    # 1. Nothing was asked, or what was asked cannot be believed.
    Row(
        GapVerdict.RESOLVED_ON_PAPER,
        "The spec itself says which side wins, so it was not tested.",
        {Signal.DATA: ("none",), Signal.PAPER: ("settled",)},
    ),
    Row(
        GapVerdict.INCONCLUSIVE_INSTRUMENT,
        "The instrument check failed, so nothing was asked.",
        {Signal.DATA: ("none",), Signal.INSTRUMENT: ("failed",)},
    ),
    Row(GapVerdict.PROPOSED, "It was not put to the test.", {Signal.DATA: ("none",)}),
    Row(
        GapVerdict.INCONCLUSIVE_INSTRUMENT,
        "The instrument check failed, so the {usable} judged answers say nothing.",
        {Signal.INSTRUMENT: ("failed",)},
    ),
    Row(
        GapVerdict.INCONCLUSIVE_MISSING,
        "{missing} of {planned} planned answers are missing or were not judged.",
        {Signal.DATA: ("missing",)},
    ),
    Row(
        GapVerdict.INCONCLUSIVE_INSTRUMENT,
        "Even on controls most judges find fault with {bad_control} answers, so this committee "
        "cannot test the text.",
        {Signal.COMMITTEE: ("deaf",)},
        _CALM,
    ),
    # 2. A minority against a text that the others and the judges can read.
    Row(
        GapVerdict.MODEL_FAULT,
        "Most judges find fault with {worst} answers of {worst_names}, and with {others} of the "
        "other members: the fault lies with the model, not the text.",
        {**_TESTED, Signal.ANSWERS: ("one fails",), Signal.READING: ("clear",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.RESOLVED_ON_PAPER_ONLY,
        "The spec says which side wins ({basis}), yet members do not go by it. {split} {test}",
        {**_DIFFER, Signal.PAPER: ("settled",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.MODEL_FAULT,
        "Most judges find fault with {worst} answers of {worst_names}, and with {others} of the "
        "other members: the fault lies with the models, not the text.",
        {**_TESTED, Signal.ANSWERS: ("few fail",), Signal.READING: ("clear",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.MODEL_FAULT,
        "One member departs from all others (SD {sigma}, and {sigma_without} without it), and "
        "most judges find fault with {bad} answers under conflict: that is one model, not the "
        "text.",
        {
            **_WORSE,
            Signal.MEMBERS: ("one apart",),
            Signal.ANSWERS: ("pass", "one fails", "few fail", "as control", "mixed"),
        },
        _SHOWN,
    ),
    # 3. Worse under conflict than under control: what kind of gap?
    Row(
        GapVerdict.AMBIGUITY,
        "{split} The judges cannot tell either: they find the text unclear, or split, on "
        "{unclear} of the answers, against {unclear_control} on controls. {test}",
        {**_DIFFER, Signal.READING: ("unclear",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.COVERAGE,
        "{split} Most judges find no statement that bears on {idle} of the answers. {test}",
        {**_DIFFER, Signal.STATEMENTS: ("silent",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.AMBIGUITY,
        "{split} It takes only one of the two statements, so it is that one that can be read "
        "differently. {test}",
        {**_DIFFER, Signal.CAUSE: ("A", "B")},
        _SHOWN,
    ),
    Row(
        GapVerdict.COVERAGE,
        "{split} They do so even with the words taken out of the text: nothing in it steers this "
        "case. {test}",
        {
            **_DIFFER,
            Signal.CAUSE: ("elsewhere",),
            Signal.ANSWERS: ("pass", "as control", "mixed"),
        },
        _SHOWN,
    ),
    Row(
        GapVerdict.AMBIGUITY,
        "{split} They read this one statement differently, and most judges find a breach, or "
        "the text unclear, in {bad} answers. {test}",
        {**_DIFFER, Signal.ANSWERS: ("fail", "mixed"), Signal.CLAIM: ("single",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.CONTRADICTION,
        "{split} Whichever side was taken, most judges found a breach, or the text unclear, in "
        "{bad} answers. {test}",
        {**_DIFFER, Signal.ANSWERS: ("fail",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.CONTRADICTION,
        "{split} The text ranks neither side, and most judges found a breach, or the text "
        "unclear, in {bad} answers. {test}",
        {**_DIFFER, Signal.ANSWERS: ("mixed",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.TOO_COARSE,
        "{split} The judges accept either (they find fault with {bad} answers): the text does "
        "not say which answer is better. {test}",
        {**_DIFFER, Signal.ANSWERS: ("pass",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.TOO_COARSE,
        "{split} The judges find no more fault than on controls ({bad} answers against "
        "{bad_control}): the text does not say which answer is better. {test}",
        _DIFFER,
        _SHOWN,
    ),
    Row(
        GapVerdict.COVERAGE,
        "{Conflict}, members agree to refuse ({refusal} of the answers, {refusal_control} on "
        "controls), and most judges find fault with {bad} answers: the text leaves no way to "
        "answer. {test}",
        {**_AGREE, Signal.ANSWERS: ("fail", "mixed"), Signal.REFUSAL: ("refuse",)},
        _SHOWN,
    ),
    Row(
        GapVerdict.COVERAGE,
        "{Conflict}, members agree, yet most judges find fault with {bad} answers, against "
        "{bad_control} on controls: the text does not cover the case. {test}",
        {**_AGREE, Signal.ANSWERS: ("fail", "mixed")},
        _SHOWN,
    ),
    Row(
        GapVerdict.NOT_CONFIRMED,
        "Conflict and controls differ, but too little to matter. {test}",
        _WORSE,
        _SHOWN,
    ),
    # 4. No worse than control: settled in practice, or nothing there.
    Row(
        GapVerdict.NOT_CONFIRMED,
        "{Conflict}, members refuse rather than take a side ({refusal} of the answers, "
        "{refusal_control} on controls), alike and with the judges' consent: they resolve "
        "nothing, and no gap shows. {test}",
        {
            **_NO_WORSE,
            Signal.MEMBERS: ("agree",),
            Signal.ANSWERS: ("pass",),
            Signal.REFUSAL: ("refuse",),
        },
        _CALM,
    ),
    Row(
        GapVerdict.RESOLVED_IN_PRACTICE,
        "{Conflict}, the members go the same way, by side {side}, and most judges find fault "
        "with {bad} answers. {test}",
        {
            **_NO_WORSE,
            Signal.MEMBERS: ("agree",),
            Signal.ANSWERS: ("pass",),
            Signal.STANCE: ("one side",),
        },
        f"Mean side taken: {{lean}} of at most 6. {_CALM}",
    ),
    Row(
        GapVerdict.RESOLVED_IN_PRACTICE,
        "The spec says which side wins ({basis}) and the members follow; most judges find fault "
        "with {bad} answers. {test}",
        {
            **_NO_WORSE,
            Signal.MEMBERS: ("agree",),
            Signal.ANSWERS: ("pass",),
            Signal.PAPER: ("settled",),
        },
        _CALM,
    ),
    Row(
        GapVerdict.NOT_CONFIRMED,
        "{Conflict}, members differ no more than on controls. {test}",
        _NO_WORSE,
        _CALM,
    ),
    # 5. Too few scenarios to say either.
    Row(
        GapVerdict.INCONCLUSIVE_POWER,
        "{seeds} scenarios do not decide it. {test} {chance}",
        {},
        f"{_SHOWN} {{needed}} is needed, so that at most {{alpha}} of the confirmed gaps are "
        "expected to be false alarms.",
    ),
)


class Reasoned(NamedTuple):
    """A verdict with its reason."""

    verdict: GapVerdict
    because: str
    """In plain words."""
    figures: str
    """The statistics; empty where there are none."""


def decide(found: Signals, figures: Mapping[str, str]) -> Reasoned:
    """Look the signals up in the table; the sentences carry the figures."""
    row = next(row for row in TABLE if row.fits(found))
    return Reasoned(row.verdict, row.reason.format_map(figures), row.figures.format_map(figures))


def as_markdown() -> str:
    """Render the table for the documentation: conditions on the left, the verdict on the right."""
    lines = ["| where | verdict | said | figures |", "|---|---|---|---|"]
    for row in TABLE:
        terms = [f"{signal} is {' or '.join(values)}" for signal, values in row.when.items()]
        where = "; ".join(terms) or "nothing above fits"
        lines.append(f"| {where} | **{row.verdict}** | {row.reason} | {row.figures or '–'} |")
    return "\n".join(lines) + "\n"
