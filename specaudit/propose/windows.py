"""What is shown together, and what is in focus: every two statements meet in some window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import ceil

from specaudit.propose.digest import Digest

Places = list[int]
LARGE = 1.5
"""A section of more than so many times the size wanted is cut."""


def windows(whole: Digest, largest: int) -> list[Places]:
    """Return the places shown together in a call.

    Args:
        whole: The digest of the whole spec.
        largest: Most code points of statements in one call. A digest that is larger is cut into
            parts of half that size, and every two parts make a window.
    """
    everything = list(range(len(whole.statements)))
    if len(whole.text()) <= largest:
        return [everything]
    parts = _parts(whole, everything, largest // 2)
    return [one + other for one, other in combinations(parts, 2)] or [everything]


def _parts(whole: Digest, places: Iterable[int], largest: int) -> list[Places]:
    """Cut at sections where that fits, inside a section only where it is too large by itself."""
    parts: list[Places] = [[]]
    used = 0
    for section in by_section(whole, places):
        size = sum(whole.size(place) for place in section)
        if parts[-1] and used + size > largest:
            parts.append([])
            used = 0
        for place in section:
            if parts[-1] and used + whole.size(place) > largest:
                parts.append([])
                used = 0
            parts[-1].append(place)
            used += whole.size(place)
    return parts


def by_section(whole: Digest, places: Iterable[int]) -> list[Places]:
    """Cut places where the section changes."""
    sections: list[Places] = []
    before = None
    for place in places:
        section_id = whole.statements[place].section_id
        if section_id != before:
            sections.append([])
            before = section_id
        sections[-1].append(place)
    return sections


def groups(whole: Digest, places: Sequence[int], size: int) -> list[Places]:
    """Cut a window into runs of neighbouring sections of about ``size`` statements each.

    A section is kept whole unless it is much larger than that by itself.
    """
    found: list[Places] = []
    for piece in _pieces(whole, places, size):
        full = not found or (2 * len(found[-1]) >= size and len(found[-1]) + len(piece) / 2 > size)
        if full:
            found.append([])
        found[-1] += piece
    return found


def _pieces(whole: Digest, places: Iterable[int], size: int) -> Iterator[Places]:
    for section in by_section(whole, places):
        count = ceil(len(section) / (LARGE * size))
        step = ceil(len(section) / count)
        for start in range(0, len(section), step):
            yield section[start : start + step]


def exposure(total: int, shown: Iterable[frozenset[int]]) -> float:
    """Return the share of all pairs of statements that are shown together at least once.

    Args:
        total: Number of statements.
        shown: The places shown in each call.
    """
    if total < 2:
        return 1.0
    with_it = [0] * total
    for places in set(shown):
        mask = sum(1 << place for place in places)
        for place in places:
            with_it[place] |= mask
    met = sum(mask.bit_count() - 1 for mask in with_it if mask)
    return met / (total * (total - 1))
