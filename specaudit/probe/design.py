"""Which queries one seed has: arms, leans, and how seed numbers are shared out."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.query import EXPLORATION_START, Arm, Lean

Slot = tuple[Arm, Lean]
"""One place in a seed that a query has to fill."""


class Design(StrEnum):
    """How many queries a seed has."""

    PAIR = "pair"
    """2: the neutral conflict and one neutral control."""
    SMALL = "small"
    """4: the conflict with every lean, and one neutral control."""
    PAIRED = "paired"
    """5: the conflict with every lean, and both one-sided controls, neutral."""
    FULL = "full"
    """12: every arm with every lean."""


def slots(design: Design, index: int) -> tuple[Slot, ...]:
    """Return the slots of seed number ``index``.

    Where a design has one control only, even seeds trigger A alone and odd ones B alone, so
    that neither statement is the only yardstick.
    """
    control = (Arm.ONLY_A if index % 2 == 0 else Arm.ONLY_B, Lean.NEUTRAL)
    conflict = tuple((Arm.CONFLICT, lean) for lean in Lean)
    if design is Design.PAIR:
        return (conflict[0], control)
    if design is Design.SMALL:
        return (*conflict, control)
    if design is Design.PAIRED:
        return (*conflict, (Arm.ONLY_A, Lean.NEUTRAL), (Arm.ONLY_B, Lean.NEUTRAL))
    return tuple((arm, lean) for arm in Arm for lean in Lean)


def slot_key(slot: Slot) -> str:
    """Name a slot as generators see it, such as ``conflict_to_a``."""
    return f"{slot[0]}_{slot[1]}".replace("-", "_")


def exploration_indices(count: int, start: int = 0) -> range:
    """Number ``count`` seeds that may only explore (to choose, to tune, to show)."""
    return range(EXPLORATION_START + start, EXPLORATION_START + start + count)
