"""Candidates from the text alone: pairs that may clash, rules that can be read two ways.

Finds what shares words. A conflict in other words, or one that shows only in a situation, needs
a reader; `BLIND_SPOT` says so in every report that rests on this proposer alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from specaudit.domain.candidate import Candidate, CandidateKind, Resolution, Source
from specaudit.domain.spec import Force, Norm, NormType, Spec, Statement
from specaudit.nlp.text import content_words
from specaudit.propose.identity import candidate_id
from specaudit.propose.scoring import Index, ScoredPair, best

PROPOSER = "static"
BLIND_SPOT = (
    "Proposed from shared words only: conflicts in other words, indirect ones and cases that no "
    "rule covers were not looked for. Configure a proposer to have the spec read."
)
Resolve = Callable[[str, str], Resolution | None]

_VAGUE = re.compile(
    r"\b(?:appropriate(?:ly)?|reasonabl[ey]|sensible|sensibly|suitabl[ey]|proper(?:ly)?|adequate(?:ly)?"
    r"|timely|serious|significant|undue|excessive(?:ly)?|unnecessary|legitimate|good reason"
    r"|as needed|where possible|if possible|when possible|necessary|sufficient(?:ly)?|material)\b",
    re.IGNORECASE,
)
_OPEN_EXCEPTION = re.compile(
    r"\b(?:unless|except|other than)\b[^.;]*\b(?:good reason|appropriate|necessary|justified"
    r"|reasonable|warranted|compelling)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:however|but|instead|that said|for example|for instance|similarly|also|in addition|thus"
    r"|therefore|then|otherwise|still|yet|e\.g|i\.e|this|these|those|such|note)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:never|always|under no circumstances?|under any circumstances?|any)\b", re.I
)
LEAST_PAIR_SCORE = 0.12
LEAST_SHARED = 2


def propose(spec: Spec, resolve: Resolve, limit: int) -> list[Candidate]:
    """Return the best candidates, best first.

    Args:
        spec: A parsed spec with norms.
        resolve: Which of the spec's own tie-breaks settles a clash of two statements, if any.
        limit: Most candidates.
    """
    index = Index(spec)
    found = [*_conflicts(index, resolve, 4 * limit + 20), *_ambiguities(spec)]
    unique: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda c: (c.resolution is not None, -c.score, c.id)):
        unique.setdefault(candidate.id, candidate)
    return list(unique.values())[:limit]


def _conflicts(index: Index, resolve: Resolve, limit: int) -> list[Candidate]:
    plausible = (p for p in index.pairs() if _plausible(index, p))
    out: list[Candidate] = []
    seen: dict[int, int] = {}
    for pair in best(plausible, 3 * limit):
        # One talkative statement must not fill the list with itself.
        if seen.get(pair.a, 0) >= 2 or seen.get(pair.b, 0) >= 2:
            continue
        seen[pair.a] = seen.get(pair.a, 0) + 1
        seen[pair.b] = seen.get(pair.b, 0) + 1
        made = _pair_candidate(index, pair)
        out.append(replace(made, resolution=resolve(*made.statement_ids)))
        if len(out) == limit:
            break
    return out


def _plausible(index: Index, pair: ScoredPair) -> bool:
    """Whether an author would want to be asked about the pair."""
    a, b = index.statements[pair.a], index.statements[pair.b]
    norms_a, norms_b = index.norms.get(a.id), index.norms.get(b.id)
    if not norms_a or not norms_b or pair.score < LEAST_PAIR_SCORE:
        return False
    if a.block_id == b.block_id and not _absolute_then_exception(a, b):
        return False
    if pair.b == pair.a + 1 and _CONTINUES.match(b.text) and not _absolute_then_exception(a, b):
        return False
    if not pair.opposed and not _pulls_apart(norms_a, norms_b, pair.similarity):
        return False
    shared = set(index.vectors[pair.a]) & set(index.vectors[pair.b])
    return len(shared) >= LEAST_SHARED


def _pulls_apart(a: list[Norm], b: list[Norm], similarity: float) -> bool:
    """Same thing asked with different force or object: drift, or a tension of two aims."""
    if similarity > 0.85:
        return False
    soft = {Force.SHOULD, Force.MUST, Force.DESCRIPTIVE}
    return similarity >= 0.3 and any(
        left.force in soft and right.force in soft and left.type == right.type
        and (left.force != right.force or left.condition != right.condition)
        for left in a
        for right in b
    )  # fmt: skip


def _absolute_then_exception(a: Statement, b: Statement) -> bool:
    return bool(
        _ABSOLUTE.search(a.text) and re.match(r"\W*(?:however|but|that said)\b", b.text, re.I)
    )


def _pair_candidate(index: Index, pair: ScoredPair) -> Candidate:
    a, b = index.statements[pair.a], index.statements[pair.b]
    shared = [w for w in dict.fromkeys(content_words(a.text)) if w in index.vectors[pair.b]]
    topic = " ".join(shared[:4])
    weights = index.vectors[pair.a]
    topic = ", ".join(sorted(shared, key=lambda w: -weights.get(w, 0.0))[:3]) or topic
    if pair.opposed:
        taxonomy, claim = "T1", f"One asks for what the other rules out ({topic})."
        if _absolute_then_exception(a, b):
            taxonomy, claim = (
                "T8",
                f"An absolute rule, and a case in which it does not hold ({topic}).",
            )
    else:
        taxonomy = "T3"
        claim = f"Both bear on the same thing ({topic}) and ask for different things."
    return Candidate(
        id=candidate_id(CandidateKind.CONFLICT, (a.text, b.text)),
        kind=CandidateKind.CONFLICT,
        taxonomy=taxonomy,
        statement_ids=(a.id, b.id),
        texts=(a.text, b.text),
        claim=claim,
        situation=_situation(index, a, b),
        score=max(0.0, min(1.0, pair.score)),
        sources=(Source(PROPOSER, "pairs", 1),),
    )


def _situation(index: Index, *statements: Statement) -> str:
    """The conditions the statements name; empty where they name none."""
    named = [
        norm.condition.strip(" ,.")
        for statement in statements
        for norm in index.norms.get(statement.id, ())
        if norm.condition
    ]
    return "; ".join(dict.fromkeys(named))[:300]


def _ambiguities(spec: Spec) -> list[Candidate]:
    strict: dict[str, list[Norm]] = {}
    for norm in spec.norms:
        strong = norm.force is Force.MUST or norm.type is NormType.PROHIBITION
        if strong:
            strict.setdefault(norm.statement_id, []).append(norm)
    out = []
    for statement in spec.statements:
        if not statement.normative or statement.id not in strict:
            continue
        open_end = _OPEN_EXCEPTION.search(statement.text)
        vague = [m[0] for m in _VAGUE.finditer(statement.text)]
        if open_end or vague:
            out.append(_ambiguity(statement, open_end[0] if open_end else "", vague))
    return out


def _ambiguity(statement: Statement, open_end: str, vague: list[str]) -> Candidate:
    words = list(dict.fromkeys(w.lower() for w in vague))
    quoted = ", ".join(f"“{w}”" for w in words[:3])
    claim = (
        f"A binding rule with an exception that has no limit (“{open_end}”)."
        if open_end
        else f"A binding rule hangs on words without a criterion ({quoted})."
    )
    score = min(0.5, (0.3 if open_end else 0.1) + 0.08 * len(words))
    what = f"“{open_end}”" if open_end else quoted
    return Candidate(
        id=candidate_id(CandidateKind.AMBIGUITY, (statement.text,)),
        kind=CandidateKind.AMBIGUITY,
        taxonomy="T7" if open_end else "T14",
        statement_ids=(statement.id,),
        texts=(statement.text,),
        claim=claim,
        situation="",
        score=score,
        sources=(Source(PROPOSER, "wording", 1),),
        readings=(
            f"{statement.text} Read strictly: {what} covers clear cases only.",
            f"{statement.text} Read freely: {what} is to be judged from case to case.",
        ),
    )
