"""Candidates of several readings become one list: by their statements, never by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from specaudit.domain.candidate import Candidate, Resolution, Source

Resolve = Callable[[str, str], Resolution | None]
AGREEMENT = 0.1
"""What every further reading that names a gap adds to its score, up to 1."""


def merge(lists: Sequence[Sequence[Candidate]], resolve: Resolve) -> list[Candidate]:
    """Merge candidates by id, count who named them, and order them.

    The order depends on the content alone: equal sets give equal lists.

    Args:
        lists: One list for each reading; the static proposer's is one of them.
        resolve: The spec's own tie-break between two statements, if there is one.
    """
    merged: dict[str, Candidate] = {}
    for candidate in (c for found in lists for c in found):
        known = merged.get(candidate.id)
        merged[candidate.id] = candidate if known is None else _join(known, candidate)
    done = [_settle(c, resolve) for c in merged.values()]
    return sorted(
        done, key=lambda c: (c.resolution is not None, -c.score, c.sources[0].proposer, c.id)
    )


def _join(first: Candidate, second: Candidate) -> Candidate:
    times: dict[tuple[str, str], int] = {}
    for source in (*first.sources, *second.sources):
        key = (source.proposer, source.strategy)
        times[key] = times.get(key, 0) + source.times
    sources = tuple(Source(*key, count) for key, count in sorted(times.items()))
    # The wording kept must not depend on who answered first.
    told = min(first, second, key=lambda c: (-c.score, not c.situation, c.claim))
    score = min(1.0, max(first.score, second.score) + AGREEMENT)
    return replace(told, sources=sources, score=score)


def _settle(candidate: Candidate, resolve: Resolve) -> Candidate:
    if candidate.resolution is not None or len(candidate.statement_ids) != 2:
        return candidate
    return replace(candidate, resolution=resolve(*candidate.statement_ids))
