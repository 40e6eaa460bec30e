"""Acts as plain data, so that a later run need not read them off the words again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from specaudit.lint.acts import Act, Sign
from specaudit.lint.similarity import Unit

_SETS = ("narrowing", "said", "unlike", "condition", "exception", "subject")
"""Fields of an act that are sets of words."""
_GROUPS = ("cases", "choices")
"""Fields that are tuples of such sets."""


def to_data(unit: Unit, acts: Sequence[Act]) -> list[Any]:
    """Return the acts of a unit as plain JSON data."""
    if not acts:
        return []
    return [
        " ".join(sorted(acts[0].words)),
        [
            (
                *(unit.norms.index(act.norm), act.sign.value, act.verb, act.object, act.agent),
                [_joined(getattr(act, name)) for name in _SETS],
                [[_joined(one) for one in getattr(act, name)] for name in _GROUPS],
                sorted((preposition, _joined(led)) for preposition, led in act.slots),
                " ".join(act.clause),
                *(act.unlimited, act.every, act.default, act.turned),
            )
            for act in acts
        ],
    ]


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


def from_data(unit: Unit, data: Sequence[Any]) -> Iterator[Act]:
    """Rebuild the acts of a unit.

    Raises:
        LookupError, TypeError, ValueError, AttributeError: for data of another shape.
    """
    if not data:
        return
    words = _split(data[0])
    for norm, sign, verb, thing, agent, sets, groups, slots, clause, *marks in data[1]:
        narrowing, said, unlike, condition, exception, subject = map(_split, sets)
        cases, choices = (tuple(map(_split, group)) for group in groups)
        unlimited, every, default, turned = marks
        yield Act(
            unit=unit,
            norm=unit.norms[norm],
            sign=Sign(sign),
            verb=verb,
            object=thing,
            agent=agent,
            narrowing=narrowing,
            said=said,
            slots=frozenset((preposition, _split(led)) for preposition, led in slots),
            unlike=unlike,
            condition=condition,
            exception=exception,
            words=words,
            unlimited=unlimited,
            every=every,
            default=default,
            subject=subject,
            cases=cases,
            choices=choices,
            clause=tuple(clause.split()),
            turned=turned,
        )
