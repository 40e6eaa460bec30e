"""Numbers with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured quantity. Absent numbers are None, never NaN."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    """Interval ends; None where n is too small for one."""
    level: float
    """Coverage of the interval, such as 0.95."""
    n: int
    """Units the value rests on (the docstring of the measure says which)."""
    missing: int
    """Planned units that could not be used."""
    method: str
    """How value and interval were got, in a few words."""
