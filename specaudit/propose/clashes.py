"""Pairs of rules that share their words and ask for opposite things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from specaudit.domain.candidate import Candidate, CandidateKind, Source
from specaudit.domain.spec import Force, NormType
from specaudit.nlp.text import words
from specaudit.propose.clauses import Act
from specaudit.propose.concepts import concepts
from specaudit.propose.identity import candidate_id
from specaudit.propose.leads import Lead
from specaudit.propose.rules import Rules, same_agent
from specaudit.propose.scoring import ScoredPair
from specaudit.propose.vectors import roots

LEAST_SIMILARITY = 0.12
LEAST_OVERLAP = 0.34
"""Share of the shorter clause, by rarity, that the other clause must have."""
CLEAR_OVERLAP = 0.6
"""Overlap from which action and object need not be the same word."""
LEAST_SHARED = 2
VAGUE_OBJECT = 0.03
"""Share of the rules above which an object ("content", "request") says too little by itself."""
DRIFT_SIMILARITY = 0.5
HEDGED, THIN = -0.15, -0.12
_BEYOND = re.compile(r"\b(?:more than|additional|other than|otherwise|any other|further)\b", re.I)
"""A rule that forbids what goes beyond something does not forbid that something."""
BASE, BY_OVERLAP, BY_SIMILARITY, AWARE = 0.2, 0.3, 0.25, -0.1
DRIFT = 0.15
_ASKS = frozenset({NormType.OBLIGATION, NormType.PERMISSION})
_EMPTY_ACTIONS = frozenset(
    "be have do make include apply consider feel want use take give get need say".split()
)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two acts of which one asks for what the other forbids."""

    asks: Act
    forbids: Act
    overlap: float
    thin: bool
    """Whether only one telling word is shared."""


def clashes(rules: Rules) -> Iterator[Lead]:
    """Yield a lead for every pair of rules that clash in their words, each pair once."""
    common = _common_objects(rules)
    for pair in rules.index.pairs(LEAST_SIMILARITY):
        a, b = pair.a, pair.b
        if a not in rules.acts or b not in rules.acts:
            continue
        turned = rules.turns(a, b)
        if not turned and not rules.apart(a, b):
            continue
        clash = _clash(rules, a, b, common)
        if clash is not None:
            score = BASE + BY_OVERLAP * clash.overlap + BY_SIMILARITY * pair.similarity
            score += rules.stakes(a) + rules.stakes(b) + AWARE * rules.aware(a, b)
            score += HEDGED * bool(_BEYOND.search(clash.forbids.clause)) + THIN * clash.thin
            yield Lead("clash", score, (a, b), partial(_clashing, rules, a, b, clash, score))
        elif pair.similarity >= DRIFT_SIMILARITY and (forces := _drift(rules, a, b)):
            score = DRIFT + BY_SIMILARITY * pair.similarity
            yield Lead("clash", score, (a, b), partial(_drifting, rules, pair, forces, score))


def _common_objects(rules: Rules) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for place in rules.places:
        counts.update({n.object for n in rules.norms(place) if n.object})
    most = max(2.0, VAGUE_OBJECT * len(rules.places))
    return frozenset(name for name, count in counts.items() if count > most)


def _clash(rules: Rules, a: int, b: int, common: frozenset[str]) -> Clash | None:
    best: Clash | None = None
    for left in rules.acts[a]:
        for right in rules.acts[b]:
            pair = _opposed(left, right)
            if pair is None or not same_agent(left.norm, right.norm):
                continue
            shared = rules.index.space.telling(left.roots & right.roots)
            if not shared:
                continue
            overlap = rules.index.space.overlap(left.roots, right.roots)
            if overlap < LEAST_OVERLAP or (best is not None and overlap <= best.overlap):
                continue
            if (
                _same_object(left, right, common)
                or (shared >= LEAST_SHARED and _same_action(left, right))
                or (shared > LEAST_SHARED and overlap >= CLEAR_OVERLAP)
            ):
                best = Clash(*pair, overlap, shared < LEAST_SHARED)
    return best


def _opposed(left: Act, right: Act) -> tuple[Act, Act] | None:
    for asks, forbids in ((left, right), (right, left)):
        if asks.norm.type in _ASKS and forbids.norm.type is NormType.PROHIBITION:
            if asks.norm.type is NormType.PERMISSION and asks.limits:
                return None
            return asks, forbids
    return None


def _same_object(left: Act, right: Act, common: frozenset[str]) -> bool:
    named = left.norm.object
    return named is not None and named == right.norm.object and named not in common


def _same_action(left: Act, right: Act) -> bool:
    one, other = left.norm, right.norm
    if one.action in _EMPTY_ACTIONS or other.action in _EMPTY_ACTIONS:
        return False
    alike = set(concepts(one.action)) & set(concepts(other.action))
    return one.action == other.action or bool(alike)


def _drift(rules: Rules, a: int, b: int) -> tuple[str, str] | None:
    for left in rules.norms(a):
        for right in rules.norms(b):
            same = (left.action, left.object, left.type) == (right.action, right.object, right.type)
            if same and left.object and {left.force, right.force} == {Force.MUST, Force.SHOULD}:
                return left.trigger, right.trigger
    return None


def _clashing(rules: Rules, a: int, b: int, clash: Clash, score: float) -> Candidate:
    topic = _topic(rules, a, clash.asks.roots & clash.forbids.roots)
    cases = [act.norm.condition for act in (clash.asks, clash.forbids) if act.norm.condition]
    does = "allows" if clash.asks.norm.type is NormType.PERMISSION else "asks for"
    taxonomy, claim = "T1", f"One rule {does} what another rules out ({topic})."
    if rules.turns(a, b):
        taxonomy, claim = "T8", f"An absolute rule, and a case in which it does not hold ({topic})."
    elif len(cases) == 2:
        taxonomy, claim = (
            "T2",
            f"One rule {does} what another case rules out ({topic}).",
        )
    elif cases:
        taxonomy, claim = "T9", f"One rule {does} in one case what another rules out ({topic})."
    return _made(rules, a, b, taxonomy, claim, score)


def _drifting(rules: Rules, pair: ScoredPair, forces: tuple[str, str], score: float) -> Candidate:
    claim = f"The same thing is asked with different force (“{forces[0]}” and “{forces[1]}”)."
    return _made(rules, pair.a, pair.b, "T10", claim, score)


def _made(rules: Rules, a: int, b: int, taxonomy: str, claim: str, score: float) -> Candidate:
    one, other = rules.statement(a), rules.statement(b)
    return Candidate(
        id=candidate_id(CandidateKind.CONFLICT, (one.text, other.text)),
        kind=CandidateKind.CONFLICT,
        taxonomy=taxonomy,
        statement_ids=(one.id, other.id),
        texts=(one.text, other.text),
        claim=claim,
        situation=rules.situation(a, b),
        score=max(0.0, min(1.0, score)),
        sources=(Source("static", "pairs", 1),),
    )


def _topic(rules: Rules, place: int, shared: frozenset[str]) -> str:
    """Name the rarest words that both clauses have, as they are written."""
    written: dict[str, str] = {}
    for word in words(rules.statement(place).text):
        for found in roots(word):
            written.setdefault(found, word)
    rarity = rules.index.space.rarity
    rare = sorted(shared & set(written), key=lambda r: (-rarity.get(r, 0.0), r))
    return ", ".join(written[r] for r in rare[:3]) or "the same matter"
