"""After an edit: only the changed rules are read again, against their nearest and in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.spec import Spec
from specaudit.llm.base import Request
from specaudit.propose.identity import example_gap_id
from specaudit.propose.scoring import Index
from specaudit.propose.strategies import Reader

NEAREST = 50
"""Neighbours that a changed statement is compared with, all in one call: one side is the same."""


def changed(spec: Spec, before: Spec) -> list[str]:
    """Return the ids of statements and examples that are new since an earlier version.

    Ids come from the section and the words, so moving a statement inside its section, or editing
    another one, changes nothing. A statement that now binds at another level counts as new.
    """
    known = set(_bearing(before))
    return [id_ for id_, *bearing in _bearing(spec) if (id_, *bearing) not in known]


def _bearing(spec: Spec) -> list[tuple[str, str | None, bool]]:
    found = [(s.id, s.authority, s.normative) for s in spec.statements]
    return [*found, *((e.id, None, True) for e in spec.examples)]


def requests(reader: Reader, ids: Iterable[str]) -> list[Request]:
    """Return the calls that read some statements and examples again.

    Each statement's pairs with its nearest are judged, and the groups of the sweep that hold it
    are read once more; an example is compared with the rules once more.
    """
    index, wanted = Index(reader.spec), frozenset(ids)
    pairs = [
        (index.statements[pair.a].id, index.statements[pair.b].id)
        for statement in index.statements
        if statement.id in wanted
        for pair in index.neighbours(statement.id, NEAREST)
    ]
    judging = replace(reader, pairs=tuple(dict.fromkeys(pairs)), together=NEAREST)
    reading = replace(reader, only=wanted)
    return [
        *reading.requests("sweep"),
        *reading.requests("examples"),
        *judging.requests("targeted"),
    ]


def kept(before: Iterable[Candidate], spec: Spec) -> list[Candidate]:
    """Return the candidates of an earlier run whose statements and example still stand."""
    present = {s.id for s in spec.statements}
    return [c for c in before if present.issuperset(c.statement_ids) and _shown(c, spec)]


def _shown(candidate: Candidate, spec: Spec) -> bool:
    """Whether the example that a candidate rests on, if on any, is still in the spec."""
    if candidate.kind is not CandidateKind.EXAMPLE:
        return True
    return any(example_gap_id(candidate.texts[0], e) == candidate.id for e in spec.examples)
