"""Ids of candidates: from the statements' words, never from a proposer's."""

from __future__ import annotations

import hashlib

from specaudit.domain.candidate import CandidateKind
from specaudit.domain.spec import Example
from specaudit.nlp.text import normalise


def candidate_id(kind: CandidateKind, texts: tuple[str, ...]) -> str:
    """Return ``GAP-`` and eight hex digits of the kind and the statements, in any order."""
    parts = "\n".join([kind.value, *sorted(normalise(text) for text in texts)])
    return "GAP-" + hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=4).hexdigest()


def example_gap_id(rule: str, example: Example) -> str:
    """Return the id of the gap between a rule's words and an example."""
    return candidate_id(CandidateKind.EXAMPLE, (rule, example.id.rpartition("/")[2]))
