"""A pair (or one statement) worth a closer look: cheap to score, made into a candidate if kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from specaudit.domain.candidate import Candidate


@dataclass(frozen=True, slots=True)
class Lead:
    """What one of the static finders came upon."""

    group: str
    """Leads of one group stand for one kind of gap: ``clash``, ``wording`` or an aim's name."""
    score: float
    places: tuple[int, ...]
    """Places of the statements in the index, in document order."""
    make: Callable[[], Candidate]
    """Builds the candidate."""
