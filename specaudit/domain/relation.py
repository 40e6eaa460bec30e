"""Typed edges of the principle graph."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.records import record


class RelationKind(StrEnum):
    """What one node of the principle graph has to do with another."""

    CONTAINS = "contains"
    REFERS = "refers"
    DEFINES = "defines"
    USES = "uses"
    OVERRIDES = "overrides"
    EXCEPTION = "exception"
    ILLUSTRATES = "illustrates"
    NEAR_DUPLICATE = "near-duplicate"
    CONFLICTS = "conflicts"


@record(frozen=True, slots=True)
class Relation:
    """A directed, typed edge with the words it rests on."""

    kind: RelationKind
    source: str
    """Id of a section, statement, definition (``def:term``) or example."""
    target: str
    basis: str
    """Why the edge is there: "authority", "precedence", "ranking", "link", a rule code ..."""
    statement_id: str | None = None
    """Statement whose words state it, if one does."""
    weight: float | None = None
