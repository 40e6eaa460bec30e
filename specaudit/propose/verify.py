"""What is believed of a proposer's answer: quotes that match the text, and nothing else.

A proposal is turned away, and counted by the reason, where a quote is not in the text, a label
stands for nothing, or its own answers to the decision questions say that there is no gap.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

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
from specaudit.propose.classes import KINDS_OF
from specaudit.propose.digest import Digest, digest
from specaudit.propose.identity import candidate_id, example_gap_id
from specaudit.propose.quotes import Quotes, RejectedError, names_example
from specaudit.propose.tie_breaks import TieBreaks

MODEL_SCORE = 0.6
"""Score of a gap that one reading names; agreement between readings adds to it."""
MOST_PROPOSALS = 100
COMMENTARY_CLASS = "T19"


@dataclass(frozen=True, slots=True)
class Verified:
    """The candidates an answer holds, and what was turned away."""

    candidates: tuple[Candidate, ...]
    rejected: Counter[str]
    """Reason to number of proposals."""
    denied: tuple[str, ...] = ()
    """Ids of the conflicts that a judge of pairs examined and found to be none."""
    unsettled: Counter[str] = field(default_factory=Counter)
    """Reason to number of tie-breaks that were not accepted; the proposals themselves were."""


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
        self._whole: Digest = digest(spec)
        self._quotes = Quotes(self._whole)
        self._tie_breaks = TieBreaks(self._whole, self._quotes)

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
        return Verified(tuple(found.values()), rejected, (), self._tie_breaks.refused)

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
        refused = self._tie_breaks.refused
        return Verified(tuple(found.values()), rejected, tuple(denied), refused)

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
        ordered = sorted(statements, key=lambda s: s.span)
        if answer.verdict == "none":
            return self._made(
                _kind(CandidateKind.CONFLICT, ordered), "", ordered, claim="No clash."
            )
        _must_collide(answer)
        if answer.verdict == "settled" and not clean(answer.tie_break).strip():
            self._tie_breaks.refused["verdict “settled” without a tie-break"] += 1
        taxonomy = _classed(CandidateKind.CONFLICT, answer.taxonomy)
        sides = dict(zip("AB", statements, strict=True))
        winner = sides.get(answer.winner.strip("[] ").upper())
        return self._made(
            _kind(CandidateKind.CONFLICT, ordered),
            taxonomy,
            ordered,
            claim=answer.claim,
            situation=answer.situation,
            resolution=self._tie_break(answer, winner, ordered),
        )

    def _candidate(self, proposal: Proposal) -> Candidate:
        kind = KINDS[proposal.kind]
        taxonomy = _classed(kind, proposal.taxonomy)
        if not 1 <= len(proposal.statements) <= 2:
            raise RejectedError("not one or two statements")
        if kind is CandidateKind.EXAMPLE:
            return self._of_example(proposal, taxonomy)
        statements = self._statements(proposal.statements)
        if kind is CandidateKind.CONFLICT:
            if len(statements) != 2:
                raise RejectedError("conflict without two different statements")
            _must_collide(proposal)
        readings = tuple(shorten(clean(r), 300) for r in proposal.readings if clean(r))
        if kind is CandidateKind.AMBIGUITY:
            _must_differ(statements, readings, proposal.query)
        winner = self._whole.by_label().get(proposal.winner.strip("[] ").upper())
        return self._made(
            _kind(kind, statements),
            taxonomy,
            statements,
            claim=proposal.claim,
            situation=_situation(proposal.situation, proposal.query),
            readings=readings if kind is CandidateKind.AMBIGUITY else (),
            resolution=self._tie_break(proposal, winner, statements),
        )

    def _of_example(self, proposal: Proposal, taxonomy: str) -> Candidate:
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
            taxonomy,
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
        self,
        answer: Proposal | JudgedPair,
        winner: Statement | None,
        statements: Sequence[Statement],
    ) -> Resolution | None:
        named = bool(clean(answer.winner).strip())
        return self._tie_breaks.accepted(answer.tie_break, winner, statements, named=named)

    def _made(
        self,
        kind: CandidateKind,
        taxonomy: str,
        statements: Sequence[Statement],
        *,
        claim: str,
        situation: str = "",
        readings: tuple[str, ...] = (),
        resolution: Resolution | None = None,
        example: Example | None = None,
    ) -> Candidate:
        said = shorten(clean(claim), 300)
        if not said:
            raise RejectedError("no claim")
        texts = tuple(s.text for s in statements)
        return Candidate(
            id=example_gap_id(texts[0], example) if example else candidate_id(kind, texts),
            kind=kind,
            taxonomy=COMMENTARY_CLASS if kind is CandidateKind.COMMENTARY else taxonomy,
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


def _classed(kind: CandidateKind, taxonomy: str) -> str:
    known = clean(taxonomy).strip().upper()
    if known not in KINDS_OF:
        raise RejectedError("no such class")
    if kind not in KINDS_OF[known]:
        raise RejectedError("class that does not go with its kind")
    return known


def _kind(kind: CandidateKind, statements: Sequence[Statement]) -> CandidateKind:
    """Check a kind against what binds; a rule that clashes with commentary is no conflict."""
    binding = sum(statement.normative for statement in statements)
    if kind is CandidateKind.CONFLICT and binding < len(statements):
        if not binding:
            raise RejectedError("conflict of two commentaries")
        return CandidateKind.COMMENTARY
    if kind is CandidateKind.COMMENTARY and binding == len(statements):
        raise RejectedError("commentary that is none")
    if kind is CandidateKind.COVERAGE and not binding:
        raise RejectedError("uncovered case beside commentary only")
    return kind


def _must_collide(answer: Proposal | JudgedPair) -> None:
    if not answer.same_agent:
        raise RejectedError("conflict between different agents")
    if not answer.conditions_meet or answer.one_answer_serves_both:
        raise RejectedError("conflict that the proposer itself says is none")
    if not clean(answer.situation).strip():
        raise RejectedError("conflict without a situation")


def _must_differ(statements: Sequence[Statement], readings: Sequence[str], query: str) -> None:
    if len(statements) != 1:
        raise RejectedError("ambiguity of more than one statement")
    if len(readings) != 2 or readings[0].casefold() == readings[1].casefold():
        raise RejectedError("ambiguity without two readings")
    if not clean(query).strip():
        raise RejectedError("ambiguity without a message")


def _situation(situation: str, query: str) -> str:
    case, message = clean(situation), shorten(clean(query), 300)
    repeats = not message or message in case
    return case if repeats else f"{case} Message: “{message}”".strip()
