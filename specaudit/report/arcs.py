"""The principle graph as the report draws it: sections in a row down the page, gaps as arcs.

Only sections that a gap or a static finding touches are drawn; a picture of every statement of a
long spec shows nothing. Places follow the document, so equal reports give equal bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport
from specaudit.domain.text import shorten
from specaudit.report import words
from specaudit.report.labels import unmarked

ROW, TOP, NAME, LETTER = 28, 24, 40, 7.6
"""Height of a row, space above the first, code points of a title and the width of one."""
NEAREST, REACH, NEST = 90, 1000, 40
"""How far arcs bend out: the shortest, the longest; what each more on the same way adds."""
APEX = 0.75
"""Part of its bend that a cubic curve reaches."""
MOST_SECTIONS = 60
MOST_FINDINGS = 40
"""Arcs of static findings drawn; more of them hide the gaps."""


@dataclass(frozen=True, slots=True)
class Node:
    """One section."""

    title: str
    y: int
    gaps: tuple[tuple[str, int], ...]
    """Gaps of any state that touch the section: id and rank, best first."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One gap or static finding between two sections, or within one."""

    id: str
    state: str
    """The gap's state, or ``static``."""
    path: str
    width: float
    label: str
    rank: int
    """The gap's rank, written at the arc's far end; 0 for a static finding."""
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Arcs:
    """Everything the template draws."""

    width: int
    height: int
    axis: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    """Static findings first, confirmed gaps last: what matters is drawn on top."""
    left_out: int
    """Sections that are touched but not drawn."""


@dataclass(frozen=True, slots=True)
class _Edge:
    id: str
    state: str
    weight: float
    passages: tuple[Passage, ...]
    label: str
    rank: int = 0

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_key(p) for p in self.passages))


def arcs(report: AuditReport) -> Arcs | None:
    """Lay out the picture; None where no gap or finding touches any section."""
    edges = [*_findings(report), *_gaps(report)]
    if not edges:
        return None
    first = _first_lines(edges)
    kept = _most_touched(edges, first)
    place = {key: TOP + ROW // 2 + number * ROW for number, key in enumerate(kept)}
    nodes = tuple(
        Node(shorten(_title(key, edges), NAME), place[key], _of(key, edges)) for key in kept
    )
    axis = round(30 + LETTER * max(len(node.title) for node in nodes))
    shown = [edge for edge in edges if all(s in place for s in edge.sections)]
    drawn = _drawn(shown, place, axis)
    return Arcs(
        width=max(arc.x for arc in drawn) + 40 if drawn else axis + 40,
        height=TOP + len(kept) * ROW + TOP,
        axis=axis,
        nodes=nodes,
        arcs=tuple(drawn),
        left_out=len(first) - len(kept),
    )


def _key(passage: Passage) -> str:
    return f"{passage.path}#{passage.section_id}"


def _gaps(report: AuditReport) -> Iterable[_Edge]:
    passages = {e.candidate_id: e.passages for e in report.evidence}
    # Worst last: drawn on top.
    for gap in reversed(report.gaps):
        found = passages.get(gap.candidate.id, ())
        if found:
            yield _Edge(
                gap.candidate.id, words.group(gap), gap.score, found, _said(gap, found), gap.rank
            )


def _said(gap: Gap, passages: Sequence[Passage]) -> str:
    verdict = words.VERDICTS[gap.verdict]
    return f"{gap.candidate.id}, {verdict}: {words.where(passages)}"


def _findings(report: AuditReport) -> Iterable[_Edge]:
    pairs = [f for f in report.findings if len({_key(p) for p in f.passages[:2]}) == 2]
    for finding in pairs[:MOST_FINDINGS]:
        passages = finding.passages[:2]
        label = f"{finding.id}, {finding.code}: {words.where(passages)}"
        yield _Edge(finding.id, "static", 0.0, passages, label)


def _first_lines(edges: Iterable[_Edge]) -> dict[str, tuple[str, int]]:
    """The place of every touched section: its document and first line that is touched."""
    found: dict[str, tuple[str, int]] = {}
    for edge in edges:
        for passage in edge.passages:
            key, line = _key(passage), (passage.path, passage.start.line)
            found[key] = min(found.get(key, line), line)
    return found


def _most_touched(edges: Sequence[_Edge], first: dict[str, tuple[str, int]]) -> list[str]:
    """Return the sections to draw, in document order; those of gaps are kept before others."""

    def need(key: str) -> tuple[int, int]:
        own = [e for e in edges if key in e.sections]
        return (-sum(e.state != "static" for e in own), -len(own))

    kept = sorted(first, key=lambda key: (need(key), first[key]))[:MOST_SECTIONS]
    return sorted(kept, key=first.__getitem__)


def _title(key: str, edges: Iterable[_Edge]) -> str:
    found = (p.section_title for e in edges for p in e.passages if _key(p) == key)
    return unmarked(next(found, "")) or "start"


def _of(key: str, edges: Iterable[_Edge]) -> tuple[tuple[str, int], ...]:
    found = ((e.id, e.rank) for e in edges if e.rank and key in e.sections)
    return tuple(sorted(found, key=lambda gap: gap[1]))


def _drawn(edges: Sequence[_Edge], place: dict[str, int], axis: int) -> list[Arc]:
    """Lay out arcs; those on the same way are nested, so that each can be seen and hit."""
    tallest = max(place.values()) - min(place.values())
    before: Counter[tuple[int, int]] = Counter()
    drawn = []
    for edge in edges:
        rows = [place[key] for key in edge.sections]
        way = (min(rows), max(rows))
        drawn.append(_arc(edge, axis, way, tallest, before[way]))
        before[way] += 1
    return drawn


def _arc(edge: _Edge, x: int, way: tuple[int, int], tallest: int, nested: int) -> Arc:
    low, high = way
    bend = NEAREST + NEST * nested
    if low == high:
        path = f"M{x} {low - 6}c{bend} -9 {bend} 21 0 12"
    else:
        bend += round((REACH - NEAREST) * (high - low) / max(1, tallest))
        path = f"M{x} {low}C{x + bend} {low} {x + bend} {high} {x} {high}"
    width = 1.5 if edge.state == "static" else round(2 + 3 * max(0.0, min(1.0, edge.weight)), 1)
    far, middle = x + round(APEX * bend) + 6, (low + high) // 2 + 4
    state = edge.state.replace(" ", "-")
    return Arc(edge.id, state, path, width, edge.label, edge.rank, far, middle)
