"""Which kinds of gap each class of the taxonomy can be; `prompts/propose/read.md` says the same."""

from __future__ import annotations

from collections.abc import Mapping

from specaudit.domain.candidate import CandidateKind

_CONFLICT = frozenset({CandidateKind.CONFLICT})
_EITHER = frozenset({CandidateKind.CONFLICT, CandidateKind.AMBIGUITY})
KINDS_OF: Mapping[str, frozenset[CandidateKind]] = {
    **dict.fromkeys(("T1", "T2", "T3", "T8", "T9", "T10", "T11", "T12"), _CONFLICT),
    **dict.fromkeys(("T4", "T5", "T6", "T7", "T13", "T15"), _EITHER),
    "T14": frozenset({CandidateKind.AMBIGUITY}),
    "T16": _EITHER | {CandidateKind.COVERAGE},
    "T17": frozenset({CandidateKind.COVERAGE}),
    "T18": frozenset({CandidateKind.EXAMPLE}),
    "T19": frozenset({CandidateKind.COMMENTARY}),
    "T20": _CONFLICT | {CandidateKind.COVERAGE},
}
