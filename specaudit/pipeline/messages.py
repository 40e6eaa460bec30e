"""What simulated generators write: what was authored for a planted gap, else made-up matters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from specaudit.domain.query import EXPLORATION_START
from specaudit.pipeline.worlds import Planted, World

DOZEN = 12
_SYLLABLES = "ba do fe gri hu ka lo mi nu pe ra sto ti ve wo zan el or im ast".split()
_THINGS = "invoice timetable letter recipe contract photograph receipt diary blueprint form".split()
_TROUBLES = "lost wrong late torn unsigned doubled outdated blurred disputed missing".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SLOT = re.compile(r"(conflict|only_a|only_b|neither)_(neutral|to_a|to_b)")
_CLAUSES = {
    "conflict": "Both of my concerns come into it, and they pull apart.",
    "only_a": "Only my first concern comes into it.",
    "only_b": "Only my second concern comes into it.",
    "neither": "None of my usual concerns comes into it.",
}
_WISHES = {
    "neutral": "What would you do?",
    "to_a": "The first one matters most to me.",
    "to_b": "The second one matters most to me.",
}
_FIELD = re.compile(r"\{(\w+)\}")


def authored(gap: Planted, index: int, key: str) -> str | None:
    """Fill in what was authored for a gap; None where nothing was, or not for that slot.

    The words in braces stand for one of the gap's circumstances, taken in turn: lists whose
    lengths have no common factor give as many different messages as their product.
    """
    slot = _SLOT.fullmatch(key)
    if slot is None or slot[1] not in gap.messages:
        return None
    lean = gap.messages.get(slot[2], "")
    filled = _FIELD.sub(lambda m: _turn(gap, m[1], index), gap.messages[slot[1]])
    return f"{filled} {lean}".strip()


def _turn(gap: Planted, name: str, index: int) -> str:
    options = gap.circumstances.get(name, ())
    # Exploring seeds go on where the usual dozen ends: they shall not tell its stories again.
    turn = index if index < EXPLORATION_START else index - EXPLORATION_START + DOZEN
    return options[turn % len(options)] if options else ""


def made_up(world: World, about: tuple[str, str], key: str) -> str:
    """Make a message up: names and things nobody has heard of, and which concern is touched."""
    filler = " ".join(
        f"{_name(world, i, about)} {_name(world, i, 'n', about)} of "
        f"{_name(world, i, 'p', about)} has my {_pick(world, _THINGS, i, about)}, "
        f"{_pick(world, _TROUBLES, i, about)} since {_pick(world, _DAYS, i, about)}."
        for i in range(3)
    )
    slot = _SLOT.fullmatch(key)
    asks = f"{_CLAUSES[slot[1]]} {_WISHES[slot[2]]}" if slot else ""
    return f"{filler} {asks}".strip()


def topic(world: World, about: tuple[str, str]) -> str:
    """Make up what a scenario is about."""
    return " ".join(_pick(world, words, i, about) for i, words in enumerate((_TROUBLES, _THINGS)))


def _name(world: World, *about: object) -> str:
    """Make up a name, so that no two seeds are about the same people."""
    return "".join(_pick(world, _SYLLABLES, part, *about) for part in range(4)).capitalize()


def _pick(world: World, words: Sequence[str], *about: object) -> str:
    return words[int(world.chance("word", words[0], *about) * len(words))]
