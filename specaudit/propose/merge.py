"""Candidates of several readings become one list: by their statements, never by their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from specaudit.domain.candidate import Candidate, Resolution, Source

Resolve = Callable[[str, str], Resolution | None]
AGREEMENT = 0.1
"""What every further reading that names a gap adds to its score, up to 1."""
DENIED = 0.4
"""Share of its score that a gap keeps when a judge of pairs examined it and found none."""


def merge(
    lists: Sequence[Sequence[Candidate]], resolve: Resolve, denied: Collection[str] = ()
) -> list[Candidate]:
    """Merge candidates by id, count who named them, and order them.

    The order depends on the content alone: equal sets give equal lists.

    Args:
        lists: One list for each reading; the static proposer's is one of them.
        resolve: The spec's own tie-break between two statements, if there is one.
        denied: Ids of gaps that a judge of pairs found to be none.
    """
    groups: dict[str, list[Candidate]] = {}
    for candidate in (c for found in lists for c in found):
        groups.setdefault(candidate.id, []).append(candidate)
    refused = set(denied)
    merged = []
    for group in groups.values():
        joined = _settle(_join(group), resolve)
        if joined.id in refused:
            joined = replace(joined, score=joined.score * DENIED)
        merged.append(joined)
    return sorted(
        merged, key=lambda c: (c.resolution is not None, -c.score, c.sources[0].proposer, c.id)
    )


def _join(group: Sequence[Candidate]) -> Candidate:
    times: dict[tuple[str, str], int] = {}
    for source in (source for candidate in group for source in candidate.sources):
        key = (source.proposer, source.strategy)
        times[key] = times.get(key, 0) + source.times
    sources = tuple(Source(*key, count) for key, count in sorted(times.items()))
    # The wording kept must not depend on who answered first.
    told = min(group, key=lambda c: (-c.score, not c.situation, c.claim, c.situation, c.readings))
    score = max(c.score for c in group) + AGREEMENT * (len(group) - 1)
    return replace(told, sources=sources, score=min(1.0, score), resolution=_agreed(group))


def _agreed(group: Sequence[Candidate]) -> Resolution | None:
    """Return a tie-break only if every reader of the spec who named the gap quotes one.

    A gap that is wrongly held to be settled is never tested; one that is wrongly tested only
    costs calls. The static proposer reads nothing, so its silence does not count.
    """
    read = [c.resolution for c in group if any(s.proposer != "static" for s in c.sources)]
    quoted = read or [c.resolution for c in group]
    found = [resolution for resolution in quoted if resolution is not None]
    if len(found) < len(quoted):
        return None
    return min(found, key=lambda r: (r.kind, r.basis, r.winner or ""))


def _settle(candidate: Candidate, resolve: Resolve) -> Candidate:
    """Let the tie-break that the text itself shows come before any that a model quotes."""
    if len(candidate.statement_ids) != 2:
        return candidate
    return replace(candidate, resolution=resolve(*candidate.statement_ids) or candidate.resolution)
