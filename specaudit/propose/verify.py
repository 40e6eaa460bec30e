"""What is believed of a proposer's answer: quotes that match the text, and nothing else.

A proposal is turned away, and counted by the reason, where a quote is not in the text, a label
stands for nothing, or its own answers to the decision questions say that there is no gap.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.candidate import Candidate, CandidateKind, Resolution, Source
from specaudit.domain.spec import Example, Spec, Statement
from specaudit.domain.text import clean, shorten
from specaudit.llm.base import Request
from specaudit.propose.answers import (
    KINDS,
    JudgedPair,
    JudgedPairs,
    Proposal,
    ProposalAnswer,
    Quote,
)
from specaudit.propose.digest import Digest, digest
from specaudit.propose.identity import candidate_id, example_gap_id
from specaudit.propose.quotes import Quotes, RejectedError, names_example
from specaudit.propose.settling import Settling

MODEL_SCORE = 0.6
"""Score of a gap that one reading names; agreement between readings adds to it."""
MOST_PROPOSALS = 100
_TAXONOMY = re.compile(r"T(?:[1-9]|1\d|20)\Z")
_USUAL = {
    CandidateKind.CONFLICT: "T3",
    CandidateKind.AMBIGUITY: "T14",
    CandidateKind.COVERAGE: "T17",
    CandidateKind.EXAMPLE: "T18",
    CandidateKind.COMMENTARY: "T19",
}
"""Class of a proposal that names none or an unknown one."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The candidates an answer holds, and what was turned away."""

    candidates: tuple[Candidate, ...]
    rejected: Counter[str]
    """Reason to number of proposals."""
    denied: tuple[str, ...] = ()
    """Ids of the conflicts that a judge of pairs examined and found to be none."""


def candidates(spec: Spec, request: Request, data: ProposalAnswer | JudgedPairs) -> Verified:
    """Check every proposal of an answer against the spec's text.

    Args:
        spec: The parsed spec.
        request: What was asked.
        data: The validated answer.
    """
    checker = _Checker(spec, Source(request.model, request.meta["strategy"], 1))
    if isinstance(data, JudgedPairs):
        pairs = [tuple(pair) for pair in json.loads(request.meta["pairs"])]
        return checker.judged(pairs, data.pairs)
    return checker.proposed(data.proposals)


class _Checker:
    def __init__(self, spec: Spec, source: Source) -> None:
        self._source = source
        self._settling = Settling(spec)
        self._whole: Digest = digest(spec)
        self._quotes = Quotes(self._whole)

    def proposed(self, proposals: Sequence[Proposal]) -> Verified:
        found: dict[str, Candidate] = {}
        rejected: Counter[str] = Counter()
        for place, proposal in enumerate(proposals):
            try:
                if place >= MOST_PROPOSALS:
                    raise RejectedError("beyond the first hundred")
                made = self._candidate(proposal)
            except RejectedError as reason:
                rejected[str(reason)] += 1
                continue
            found.setdefault(made.id, made)
        return Verified(tuple(found.values()), rejected)

    def judged(self, pairs: Sequence[tuple[str, ...]], answers: Sequence[JudgedPair]) -> Verified:
        found: dict[str, Candidate] = {}
        denied: list[str] = []
        rejected: Counter[str] = Counter()
        seen: set[int] = set()
        for answer in answers:
            try:
                made = self._judged(pairs, answer, seen)
            except RejectedError as reason:
                rejected[str(reason)] += 1
                continue
            if answer.verdict == "none":
                denied.append(made.id)
            else:
                found.setdefault(made.id, made)
        if missing := len(pairs) - len(seen):
            rejected["pair without an answer"] += missing
        return Verified(tuple(found.values()), rejected, tuple(denied))

    def _judged(
        self, pairs: Sequence[tuple[str, ...]], answer: JudgedPair, seen: set[int]
    ) -> Candidate:
        at = number(answer.pair, "P") - 1
        if not 0 <= at < len(pairs):
            raise RejectedError("no such pair")
        if at in seen:
            raise RejectedError("pair answered twice")
        seen.add(at)
        statements = [self._whole.statements[self._whole.place[s]] for s in pairs[at]]
        if answer.verdict != "none":
            _must_collide(answer)
        sides = dict(zip("AB", statements, strict=True))
        winner = sides.get(answer.winner.strip("[] ").upper())
        ordered = sorted(statements, key=lambda s: s.span)
        return self._made(
            CandidateKind.CONFLICT,
            answer.taxonomy,
            ordered,
            claim=answer.claim if answer.verdict != "none" else "No clash.",
            situation=answer.situation,
            resolution=self._tie_break(answer.tie_break, winner, ordered),
        )

    def _candidate(self, proposal: Proposal) -> Candidate:
        kind = KINDS[proposal.kind]
        if not 1 <= len(proposal.statements) <= 2:
            raise RejectedError("not one or two statements")
        if kind is CandidateKind.EXAMPLE:
            return self._of_example(proposal)
        statements = self._statements(proposal.statements)
        if kind is CandidateKind.CONFLICT:
            if len(statements) != 2:
                raise RejectedError("conflict without two different statements")
            _must_collide(proposal)
        if kind is CandidateKind.COMMENTARY and all(s.normative for s in statements):
            raise RejectedError("commentary that is none")
        readings = tuple(shorten(clean(r), 300) for r in proposal.readings if clean(r))
        if kind is CandidateKind.AMBIGUITY:
            _must_differ(statements, readings)
        winner = self._whole.by_label().get(proposal.winner.strip("[] ").upper())
        return self._made(
            kind,
            proposal.taxonomy,
            statements,
            claim=proposal.claim,
            situation=_situation(proposal.situation, proposal.query),
            readings=readings if kind is CandidateKind.AMBIGUITY else (),
            resolution=self._tie_break(proposal.tie_break, winner, statements),
        )

    def _of_example(self, proposal: Proposal) -> Candidate:
        """An example against a rule: the rule is the statement, the example the other reading."""
        rules = [q for q in proposal.statements if not names_example(q.label)]
        shown = [q for q in proposal.statements if names_example(q.label)]
        if len(rules) != 1 or len(shown) != 1:
            raise RejectedError("example without one example and one statement")
        (statement,) = self._statements(rules)
        example = self._quotes.example(number(shown[0].label, "E"), shown[0].quote)
        title = shorten(clean(example.title), 80)
        words = shorten(clean(shown[0].quote), 160)
        return self._made(
            CandidateKind.EXAMPLE,
            proposal.taxonomy,
            [statement],
            claim=proposal.claim,
            situation=proposal.situation,
            readings=(
                f"As the rule has it: {statement.text}",
                f"As the example “{title}” has it: {words}",
            ),
            example=example,
        )

    def _statements(self, quotes: Sequence[Quote]) -> list[Statement]:
        found = {}
        for quote in quotes:
            statement = self._quotes.statement(quote.label, quote.quote)
            found[statement.id] = statement
        return sorted(found.values(), key=lambda s: s.span)

    def _tie_break(
        self, quote: str, winner: Statement | None, statements: Sequence[Statement]
    ) -> Resolution | None:
        """Return the tie-break that a proposer quotes, if the spec has the words as one."""
        stated = self._quotes.holding(quote) if clean(quote) else None
        if stated is None or len(statements) != 2:
            return None
        at = self._whole.place[stated.id]
        near = any(abs(self._whole.place[s.id] - at) <= 1 for s in statements)
        kind = self._settling.kind(stated, near=near)
        if kind is None:
            return None
        chosen = winner.id if winner is not None and winner in statements else None
        return Resolution(kind, chosen, shorten(stated.text, 240), stated.id)

    def _made(
        self,
        kind: CandidateKind,
        taxonomy: str,
        statements: Sequence[Statement],
        *,
        claim: str,
        situation: str,
        readings: tuple[str, ...] = (),
        resolution: Resolution | None = None,
        example: Example | None = None,
    ) -> Candidate:
        said = shorten(clean(claim), 300)
        if not said:
            raise RejectedError("no claim")
        texts = tuple(s.text for s in statements)
        known = _TAXONOMY.match(taxonomy.strip())
        return Candidate(
            id=example_gap_id(texts[0], example) if example else candidate_id(kind, texts),
            kind=kind,
            taxonomy=taxonomy.strip() if known else _USUAL[kind],
            statement_ids=tuple(s.id for s in statements),
            texts=texts,
            claim=said,
            situation=shorten(clean(situation), 500),
            score=MODEL_SCORE,
            sources=(self._source,),
            resolution=resolution,
            readings=readings,
        )


def number(label: str, letter: str) -> int:
    """Return the number of a label such as ``[P3]``; 0 where it is none."""
    digits = label.strip("[] ").upper().removeprefix(letter)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _must_collide(answer: Proposal | JudgedPair) -> None:
    if not answer.same_agent:
        raise RejectedError("conflict between different agents")
    if not answer.conditions_meet or answer.one_answer_serves_both:
        raise RejectedError("conflict that the proposer itself says is none")


def _must_differ(statements: Sequence[Statement], readings: Sequence[str]) -> None:
    if len(statements) != 1:
        raise RejectedError("ambiguity of more than one statement")
    if len(readings) != 2 or readings[0].casefold() == readings[1].casefold():
        raise RejectedError("ambiguity without two readings")


def _situation(situation: str, query: str) -> str:
    message = shorten(clean(query), 300)
    return f"{clean(situation)} Message: “{message}”".strip() if message else situation
