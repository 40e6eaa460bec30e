"""What is believed of a proposer's answer: quotes that match the text, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.candidate import Candidate, CandidateKind, Source
from specaudit.domain.spec import Spec, Statement
from specaudit.domain.text import clean, shorten
from specaudit.nlp.text import normalise
from specaudit.propose.answers import KINDS, Proposal, ProposalAnswer, Quote
from specaudit.propose.digest import digest
from specaudit.propose.identity import candidate_id

MODEL_SCORE = 0.7
"""Score of a gap that one reading names; agreement between readings adds to it."""
SHORTEST_QUOTE = 3
MOST_PROPOSALS = 100
_TAXONOMY = re.compile(r"T(?:[1-9]|1\d|20)\Z")


@dataclass(frozen=True, slots=True)
class Verified:
    """The candidates an answer holds, and what was turned away."""

    candidates: tuple[Candidate, ...]
    rejected: Counter[str]
    """Reason to number of proposals."""


class _RejectedError(Exception):
    """A proposal cannot be believed; the message is the reason."""


def candidates(spec: Spec, model: str, strategy: str, answer: ProposalAnswer) -> Verified:
    """Check every proposal of an answer against the spec's text.

    Args:
        spec: The parsed spec.
        model: Who answered.
        strategy: How it was asked.
        answer: The validated answer.
    """
    labels = digest(spec).by_label()
    folded = {label: normalise(s.text) for label, s in labels.items()}
    found: dict[str, Candidate] = {}
    rejected: Counter[str] = Counter()
    for place, proposal in enumerate(answer.proposals):
        try:
            if place >= MOST_PROPOSALS:
                raise _RejectedError("beyond the first hundred")
            made = _candidate(proposal, labels, folded, Source(model, strategy, 1))
        except _RejectedError as reason:
            rejected[str(reason)] += 1
            continue
        found.setdefault(made.id, made)
    return Verified(tuple(found.values()), rejected)


def _candidate(
    proposal: Proposal,
    labels: dict[str, Statement],
    folded: dict[str, str],
    source: Source,
) -> Candidate:
    kind = KINDS[proposal.kind]
    statements = _statements(proposal.statements, labels, folded)
    if kind is CandidateKind.CONFLICT and len(statements) != 2:
        raise _RejectedError("conflict without two different statements")
    if kind is CandidateKind.CONFLICT and (
        not proposal.conditions_meet or proposal.one_answer_serves_both
    ):
        raise _RejectedError("conflict that the proposer itself says is none")
    readings = tuple(shorten(clean(r), 300) for r in proposal.readings if clean(r))
    if kind is CandidateKind.AMBIGUITY and len(readings) != 2:
        raise _RejectedError("ambiguity without two readings")
    claim = shorten(clean(proposal.claim), 300)
    if not claim:
        raise _RejectedError("no claim")
    texts = tuple(s.text for s in statements)
    return Candidate(
        id=candidate_id(kind, texts),
        kind=kind,
        taxonomy=proposal.taxonomy if _TAXONOMY.match(proposal.taxonomy) else "T1",
        statement_ids=tuple(s.id for s in statements),
        texts=texts,
        claim=claim,
        situation=shorten(clean(proposal.situation), 400),
        score=MODEL_SCORE,
        sources=(source,),
        readings=readings if kind is CandidateKind.AMBIGUITY else (),
    )


def _statements(
    quotes: Sequence[Quote], labels: dict[str, Statement], folded: dict[str, str]
) -> list[Statement]:
    if not 1 <= len(quotes) <= 2:
        raise _RejectedError("not one or two statements")
    found = {}
    for quote in quotes:
        statement = _statement(quote, labels, folded)
        found[statement.id] = statement
    return sorted(found.values(), key=lambda s: s.span)


def _statement(quote: Quote, labels: dict[str, Statement], folded: dict[str, str]) -> Statement:
    """Snap a quote to its statement: the one it names, else the only one that has the words."""
    words = normalise(clean(quote.quote)).strip(" .\"'…")
    if len(words.split()) < SHORTEST_QUOTE:
        raise _RejectedError("quote too short to check")
    label = quote.label.strip("[] ").upper()
    if label in folded and words in folded[label]:
        return labels[label]
    holders = [name for name, text in folded.items() if words in text]
    if len(holders) != 1:
        raise _RejectedError("quote not in the text" if not holders else "quote in many places")
    return labels[holders[0]]
