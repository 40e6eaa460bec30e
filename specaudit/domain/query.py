"""Questions put to the committee."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.records import record

EXPLORATION_START = 1_000_000
"""Seed numbers from here on explore; those below confirm. A query never serves both purposes."""


class Arm(StrEnum):
    """Which statements a scenario triggers. Controls are matched to their conflict arm."""

    CONFLICT = "conflict"
    ONLY_A = "only-a"
    ONLY_B = "only-b"
    NEITHER = "neither"


class Lean(StrEnum):
    """Which side the user in the query leans to."""

    NEUTRAL = "neutral"
    TO_A = "to-a"
    TO_B = "to-b"


@record(frozen=True, slots=True)
class Scenario:
    """One seed: a cluster of matched queries about the same person and topic."""

    id: str
    candidate_id: str
    index: int
    """0-based number of the seed within its candidate."""
    generator: str
    """Model id, or ``template`` where no model could write one."""
    topic: str

    @property
    def explores(self) -> bool:
        """Whether the seed was used to look for gaps, and so must not confirm one."""
        return self.index >= EXPLORATION_START


@record(frozen=True, slots=True)
class Query:
    """One message a user might send."""

    id: str
    scenario_id: str
    candidate_id: str
    arm: Arm
    lean: Lean
    text: str


@record(frozen=True, slots=True)
class Rubric:
    """Two seven-step spectra of answering strategies, written once per candidate."""

    candidate_id: str
    side_a: str
    """What following the first side means, in a few words."""
    side_b: str
    steps_a: tuple[str, ...]
    """Seven strategies, from 0 (opposes A) over 3 (neutral) to 6 (fully favours A)."""
    steps_b: tuple[str, ...]
    author: str
