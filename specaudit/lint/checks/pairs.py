"""Pairs of statements: contradictions, drift of force or level, repeats, tensions.

Every pair comes from one index of shared words; what settles a clash is asked of the graph, and a
settled clash is at most a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.finding import Severity
from specaudit.domain.spec import Force, Norm, NormType, Statement
from specaudit.graph.resolution import Resolution, resolution_between
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, label
from specaudit.lint.params import number
from specaudit.lint.similarity import Similarity, Unit, content

_REQUIRE = frozenset({NormType.OBLIGATION, NormType.DESCRIPTION})
_FLOOR = 0.18
"""Similarity below which no pair is worth looking at."""
_CONTRAST = re.compile(
    r"\b(?:other than|different(?:\s+[\w-]+){0,3}\s+from|anything but|instead of)\b", re.IGNORECASE
)
_ONLY = re.compile(r"\b(?:only|just|solely|exclusively)\b", re.IGNORECASE)
_ORDER = (Force.MUST, Force.SHOULD, Force.MAY)


def direct_contradiction(context: Context, params: Params) -> Iterator[Draft]:
    """One rule requires what another forbids."""
    for a, b in _clashes(context, params, permitted=False):
        yield _clash(
            a,
            b,
            "One rule requires what another forbids",
            "whoever follows one breaks the other, and no passage says which one wins",
        )


def permission_against_prohibition(context: Context, params: Params) -> Iterator[Draft]:
    """One rule permits what another forbids."""
    for a, b in _clashes(context, params, permitted=True):
        yield _clash(
            a,
            b,
            "One rule permits what another forbids",
            "both cannot hold, and no passage says which one wins",
        )


def _clash(a: Unit, b: Unit, message: str, why: str) -> Draft:
    settled = _settled(a, b)
    titles = " and ".join(label(_section(unit)) for unit in (a, b))
    where = f": {titles}" if _section(a) is not _section(b) else f", both in {label(_section(a))}"
    return Draft(
        f"{message}{where}.",
        why if settled is None else f"settled on paper by {settled.explanation}",
        (
            a.document.place(a.statement),
            b.document.place(b.statement, "conflicts-with"),
        ),
        settled_by=settled.explanation if settled else None,
        severity=Severity.NOTE if settled else None,
    )
