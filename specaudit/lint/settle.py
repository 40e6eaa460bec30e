"""What in the spec itself settles a clash of two statements."""

from __future__ import annotations

from specaudit.domain.spec import Statement
from specaudit.lint.context import Document


def settled_by(document: Document, a: Statement, other: Document, b: Statement) -> str | None:
    """Say what settles a clash, in words for people; None where nothing does.

    Two documents have no order between them, so nothing settles a clash across files.
    """
    if document is not other:
        return None
    from specaudit.graph.resolution import resolution_between

    resolution = resolution_between(document.spec, a.id, b.id)
    return None if resolution is None else resolution.explanation
