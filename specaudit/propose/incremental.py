"""After an edit: only the changed rules are read again, against their nearest and in place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from specaudit.domain.candidate import Candidate
from specaudit.domain.spec import Spec
from specaudit.llm.base import Request
from specaudit.propose.scoring import Index
from specaudit.propose.strategies import Reader

NEAREST = 50
"""Neighbours that a changed statement is compared with, all in one call: one side is the same."""


def changed(spec: Spec, before: Collection[str]) -> list[str]:
    """Return the ids of statements that an earlier version did not have, in document order.

    Ids come from a statement's section and words, so moving a statement inside its section, or
    editing another one, changes nothing.

    Args:
        spec: The spec as it is now.
        before: Ids of the statements of the earlier version.
    """
    known = set(before)
    return [s.id for s in spec.statements if s.id not in known]


def requests(reader: Reader, ids: Iterable[str]) -> list[Request]:
    """Return the calls that read some statements again.

    Each statement's pairs with its nearest are judged, and the groups of the sweep that hold it
    are read once more.
    """
    index = Index(reader.spec)
    touched = [statement_id for statement_id in ids if statement_id in index.place]
    pairs = [
        (index.statements[pair.a].id, index.statements[pair.b].id)
        for statement_id in touched
        for pair in index.neighbours(statement_id, NEAREST)
    ]
    judging = replace(reader, pairs=tuple(dict.fromkeys(pairs)), together=NEAREST)
    sweeping = replace(reader, only=frozenset(touched))
    return [*judging.requests("targeted"), *(sweeping.requests("sweep") if touched else [])]


def kept(before: Iterable[Candidate], spec: Spec) -> list[Candidate]:
    """Return the candidates of an earlier run whose statements still stand as they were."""
    present = {s.id for s in spec.statements}
    return [c for c in before if present.issuperset(c.statement_ids)]
