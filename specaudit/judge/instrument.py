"""The instrument check: judges answer items with known verdicts before they are believed.

Items come from the spec's own GOOD and BAD example answers, with every example withheld from
the rules the judge sees, and from a calibration set that any careful reader gets right.
The request is the one used in the experiment itself, so it is that very instrument which is
tested. What is computed from the items lives in `specaudit.measure.instrument`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol, TypeVar

from specaudit.domain.response import Failure
from specaudit.domain.spec import Example, Spec, Turn, Verdict
from specaudit.domain.text import clean
from specaudit.domain.verdict import Compliance, InstrumentItem
from specaudit.judge.answers import ComplianceAnswer
from specaudit.judge.asking import request
from specaudit.llm.base import Request
from specaudit.parse import excerpt as cut
from specaudit.parse.excerpt import Excerpt
from specaudit.store.keys import tagged_hash

SPEC_EXAMPLE = "spec-example"
CALIBRATION = "calibration"
T = TypeVar("T", bound="_Expecting")
_EXPECTED = {Verdict.GOOD: Compliance.COMPLIANT, Verdict.BAD: Compliance.NON_COMPLIANT}


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An answer whose verdict is known, and the rules to judge it by."""

    id: str
    source: str
    """`SPEC_EXAMPLE` or `CALIBRATION`."""
    rules: Excerpt
    query: str
    answer: str
    expected: Compliance


class _Expecting(Protocol):
    @property
    def expected(self) -> Compliance: ...


@dataclass(frozen=True, slots=True)
class _KnownAnswer:
    """An example answer whose verdict the spec states."""

    example: Example
    place: int
    expected: Compliance

    @property
    def turn(self) -> Turn:
        return self.example.turns[self.place]


def calibration_items() -> tuple[KnownItem, ...]:
    """Return the calibration set: short rules, a message, an answer, an undoubted verdict."""
    text = files("specaudit.judge").joinpath("data/calibration.json").read_text("utf-8")
    return tuple(
        KnownItem(
            id=item["id"],
            source=CALIBRATION,
            rules=_mini_rules(item["rules"]),
            query=item["query"],
            answer=item["answer"],
            expected=Compliance(item["expected"]),
        )
        for item in json.loads(text)
    )


def example_items(
    spec: Spec,
    count: int | None = None,
    seed: int = 0,
    *,
    whole: bool = False,
    max_chars: int = 6000,
) -> tuple[KnownItem, ...]:
    """Return items from the GOOD and BAD answers in the spec's own examples.

    Answers marked OK have no known verdict.

    Args:
        spec: The parsed spec.
        count: How many to draw, as `sample` does; None for all, in document order.
        seed: Random seed of the draw.
        whole: Whether judges read the full text less the example at hand. Otherwise they read
            the statements around it, and no example at all.
        max_chars: Size of the excerpt where not ``whole``.
    """
    answers = _known_answers(spec)
    if count is not None:
        answers = list(sample(answers, count, seed))
    return tuple(
        KnownItem(
            id=f"EXA-{_short([a.example.id, a.place, a.turn.text])}",
            source=SPEC_EXAMPLE,
            rules=_rules(spec, a.example, whole, max_chars),
            query=_conversation(a.example, a.place),
            answer=clean(a.turn.text),
            expected=a.expected,
        )
        for a in answers
    )


def sample(items: Sequence[T], count: int, seed: int) -> tuple[T, ...]:
    """Draw up to ``count`` items in random order, as many of one verdict as of the other.

    A judge that always says the same must score one half, so balance matters more than the
    total: the verdict with fewer items limits both. (An odd ``count`` leaves one over.)
    """
    rng = random.Random(seed)
    pools = [[item for item in items if item.expected is v] for v in _EXPECTED.values()]
    half = min(min(map(len, pools)), (count + 1) // 2)
    drawn = [item for pool in pools for item in rng.sample(pool, half)]
    rng.shuffle(drawn)
    return tuple(drawn[:count])


def draw(
    spec: Spec, count: int, seed: int, *, whole: bool = False, max_chars: int = 6000
) -> tuple[KnownItem, ...]:
    """Draw the items of one check: half from the spec's examples, the rest from calibration.

    The spec's own examples are the better measure and the harder one; where it has too few (or
    none), calibration items take their place.
    """
    own = example_items(spec, count // 2, seed, whole=whole, max_chars=max_chars)
    return own + sample(calibration_items(), count - len(own), seed)


def item_request(item: KnownItem, *, judge: str, vote: int = 0) -> Request:
    """Ask a judge for its verdict on a known item, in the experiment's own words."""
    return request(
        "judge/compliance",
        {"rules": item.rules.text, "query": item.query, "answer": item.answer},
        model=judge,
        answer=ComplianceAnswer,
        sample=vote,
        meta={
            "role": "judge",
            "stage": "instrument",
            "item_id": item.id,
            "source": item.source,
            "judge": judge,
            # For scripted judges of a known accuracy; meta is never sent.
            "expected": str(item.expected),
        },
    )


def to_item(
    item: KnownItem, request: Request, answer: ComplianceAnswer | None, failure: Failure | None
) -> InstrumentItem:
    """Turn a judge's validated answer (or its failure) into a scored item."""
    return InstrumentItem(
        id=item.id,
        source=item.source,
        expected=item.expected,
        judge=request.meta["judge"],
        given=answer.verdict if answer else None,
        failure=failure,
    )


def _mini_rules(rules: Iterable[str]) -> Excerpt:
    labels = [(f"S{i}", rule) for i, rule in enumerate(rules, 1)]
    text = "\n".join(f"[{label}] {rule}" for label, rule in labels)
    return Excerpt(text, tuple((label, f"calibration:{rule}") for label, rule in labels))


def _known_answers(spec: Spec) -> list[_KnownAnswer]:
    return [
        _KnownAnswer(example, place, _EXPECTED[turn.verdict])
        for example in spec.examples
        for place, turn in enumerate(example.turns)
        if turn.verdict in _EXPECTED and turn.text.strip() and _conversation(example, place)
    ]


def _rules(spec: Spec, example: Example, whole: bool, max_chars: int) -> Excerpt:
    if whole:
        return cut.full(spec, labelled=True, cut=(example.span,))
    answers = {s.id for s in spec.statements if _inside(s.span.start, spec.examples)}
    chosen: list[str] = []
    used = 0
    for section_id in _bearing_sections(spec, example):
        for statement in spec.statements:
            if statement.section_id != section_id or statement.id in answers:
                continue
            used += len(statement.text) + 1
            if used <= max_chars:
                chosen.append(statement.id)
    return cut.excerpt(spec, chosen, max_chars=max_chars, labelled=True, omit=answers)


def _bearing_sections(spec: Spec, example: Example) -> list[str]:
    """Return the sections a verdict can rest on: those it names, the example's own, those above."""
    named = [turn.verdict_anchor for turn in example.turns if turn.verdict_anchor]
    parents = {section.id: section.parent_id for section in spec.sections}
    found = dict.fromkeys([*named, example.section_id])
    above = parents.get(example.section_id)
    while above:
        found[above] = None
        above = parents.get(above)
    return [section_id for section_id in found if section_id in parents]


def _inside(offset: int, examples: Sequence[Example]) -> bool:
    return any(example.span.start <= offset < example.span.end for example in examples)


def _conversation(example: Example, place: int) -> str:
    """Return the messages before an answer; only the user's words if there is just one.

    Answers with a verdict are alternatives. Of an earlier group of them the conversation goes
    on from the first good one; those of the answer's own group are no part of it.
    """
    here = example.turns[place].comparison
    before: list[Turn] = []
    seen: set[int | None] = {here}
    for turn in example.turns[:place]:
        if turn.verdict is None:
            before.append(turn)
        elif turn.verdict is Verdict.GOOD and turn.comparison not in seen:
            seen.add(turn.comparison)
            before.append(turn)
    if len(before) == 1 and before[0].role == "user":
        return clean(before[0].text)
    return "\n".join(_said(turn) for turn in before)


def _short(identity: object) -> str:
    return tagged_hash(identity).partition(":")[2][:12]


def _said(turn: Turn) -> str:
    return f"{clean(turn.role)}: {clean(turn.text)}"
