"""The principle graph as the report draws it: sections in a row down the page, gaps as arcs.

Only sections that a gap or a static finding touches are drawn; a picture of every statement of a
long spec shows nothing. Places follow the document, so equal reports give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from specaudit.domain.finding import Passage
from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport
from specaudit.domain.text import shorten
from specaudit.report import words

LABEL, ROW, TOP, NAME = 300, 26, 16, 40
"""Width of the titles, height of a row, space above the first, code points of a title."""
REACH = 320
"""Farthest that an arc bends out."""
MOST_SECTIONS = 60
MOST_FINDINGS = 40
"""Arcs of static findings drawn; more of them hide the gaps."""


@dataclass(frozen=True, slots=True)
class Node:
    """One section."""

    title: str
    y: int
    gaps: int
    """Gaps of any state that touch the section."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One gap or static finding between two sections, or within one."""

    id: str
    state: str
    """The gap's state, or ``static``."""
    path: str
    width: float
    label: str


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
    touched = {key: sum(e.state != "static" and key in e.sections for e in edges) for key in kept}
    nodes = tuple(Node(shorten(_title(key, edges), NAME), place[key], touched[key]) for key in kept)
    tallest = max(place.values()) - min(place.values())
    drawn = tuple(
        _arc(edge, place, tallest) for edge in edges if all(s in place for s in edge.sections)
    )
    return Arcs(
        width=LABEL + REACH + 40,
        height=TOP + len(kept) * ROW + TOP,
        axis=LABEL + 8,
        nodes=nodes,
        arcs=drawn,
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
            yield _Edge(gap.candidate.id, words.group(gap), gap.score, found, _said(gap, found))


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
    return next(found, "") or "start"


def _arc(edge: _Edge, place: dict[str, int], tallest: int) -> Arc:
    rows = sorted(place[key] for key in edge.sections)
    low, high = rows[0], rows[-1]
    x = LABEL + 8
    if low == high:
        path = f"M{x} {low - 5}c26 -8 26 18 0 10"
    else:
        bend = round(40 + (REACH - 40) * (high - low) / max(1, tallest))
        path = f"M{x} {low}C{x + bend} {low} {x + bend} {high} {x} {high}"
    width = 1.5 if edge.state == "static" else round(2 + 3 * max(0.0, min(1.0, edge.weight)), 1)
    return Arc(edge.id, edge.state.replace(" ", "-"), path, width, edge.label)
