"""Short names for the page: models as M1 and J1, gaps by their sections, quotes without markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from specaudit.domain.candidate import Candidate
from specaudit.domain.finding import Passage
from specaudit.domain.report import AuditReport
from specaudit.domain.text import shorten

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LONGEST_SECTION = 40
LONGEST_CLAIM = 60


@dataclass(frozen=True, slots=True)
class Names:
    """What the page calls models, by full name; the full names stand once, in a legend."""

    members: dict[str, str]
    """M1, M2 ..."""
    judges: dict[str, str]
    """J1, J2 ..."""


def names(report: AuditReport) -> Names:
    """Number members and judges: those of the run in its order, then others that answered."""
    asked = (r.member for e in report.evidence for r in e.responses)
    heard = (
        judge
        for e in report.evidence
        for judge in (*(v.judge for v in e.verdicts), *(s.judge for s in e.scores))
    )
    return Names(
        _numbered("M", (*report.run.committee, *(m.member for m in report.members), *asked)),
        _numbered("J", (*report.run.judges, *(j.judge for j in report.judges), *heard)),
    )


def _numbered(letter: str, found: Iterable[str]) -> dict[str, str]:
    return {name: f"{letter}{n}" for n, name in enumerate(dict.fromkeys(found), start=1)}


def title(candidate: Candidate, passages: Sequence[Passage]) -> str:
    """Name a gap by its sections; where they have no titles, by its claim."""
    found = (shorten(unmarked(p.section_title), LONGEST_SECTION) for p in passages)
    sections = list(dict.fromkeys(name for name in found if name))
    return " and ".join(sections) or shorten(candidate.claim, LONGEST_CLAIM)


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def unmarked(text: str) -> str:
    """Return the words of a piece of Markdown: no emphasis, no addresses of links."""
    pieces = []
    for token in _reader().parseInline(text)[0].children or ():
        if token.type in ("text", "code_inline", "html_inline", "image"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
    return "".join(pieces)


def quoted(passage: Passage) -> tuple[str, str, str]:
    """Return the passage without markup, between what stands around it where we have that."""
    inner = unmarked(passage.text)
    around = unmarked(passage.context or "")
    before, found, after = around.partition(inner)
    return (before, inner, after) if found else ("", inner, "")
