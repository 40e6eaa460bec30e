"""What a run tells whoever watches: the pipeline notifies, the command line shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of one stage."""

    stage: str
    done: int
    total: int
    """Units known so far; sequential stages stop early or grow."""
    spent: float = 0.0
    """US dollars the run has cost so far, earlier processes included; stored calls cost nothing."""
    note: str = ""


class Observer(Protocol):
    """Takes notice of progress; must not raise and must not block."""

    def __call__(self, progress: Progress) -> None:
        """Take one notice."""


def silent(progress: Progress) -> None:
    """Take no notice: the default, so that the Python API prints nothing."""
