"""Pairs of rules whose aims pull apart, though each is sound by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import product

from specaudit.domain.candidate import Candidate, CandidateKind, Source
from specaudit.domain.spec import NormType
from specaudit.propose import aims
from specaudit.propose.identity import candidate_id
from specaudit.propose.leads import Lead
from specaudit.propose.rules import Rules, binds_assistant

BASE, BY_SIMILARITY, MORE_AXES, OPEN = 0.26, 0.55, 0.06, 0.02
LEAST_SCORE = 0.18
LEAST_SIMILARITY, UNRELATED = 0.08, -0.08
"""Aims of rules about different matters seldom meet in one case."""
PERMITTED, AWARE, NARROW, SAME_SECTION = -0.06, -0.1, -0.02, -0.02


def tensions(rules: Rules) -> Iterator[Lead]:
    """Yield a lead for every pair of rules that pull apart, each pair once."""
    found = {place: _pulls(rules, place) for place in rules.places}
    sides: dict[tuple[int, int], list[int]] = {}
    for place, pulls in found.items():
        for pull in pulls:
            sides.setdefault((pull.axis, pull.side), []).append(place)
    seen = set()
    for number, axis in enumerate(aims.axes()):
        for one, other in product(sides.get((number, 1), ()), sides.get((number, -1), ())):
            a, b = min(one, other), max(one, other)
            if (a, b) in seen or a == b or not rules.apart(a, b):
                continue
            opposed = aims.opposed(found[one], found[other])
            if opposed:
                seen.add((a, b))
                score = _score(rules, a, b, len({pull.axis for pull, _ in opposed}))
                if score < LEAST_SCORE:
                    continue
                first = aims.axes()[opposed[0][0].axis]
                make = partial(_candidate, rules, a, b, first, score)
                yield Lead(axis.one, score, (a, b), make)


def _pulls(rules: Rules, place: int) -> list[aims.Pull]:
    """Return the pulls of what a rule asks for; words in its conditions pull nowhere.

    An item under a stem that forbids ("never:") is turned, since the item itself says no "not".
    """
    acts = [act for act in rules.acts[place] if binds_assistant(act.norm)]
    clauses = [act.clause.lower().replace("’", "'") for act in acts]
    conditions = [(act.norm.condition or "").lower() for act in acts]
    turned = any(a.norm.trigger == "stem" and a.norm.type is NormType.PROHIBITION for a in acts)
    return [
        replace(pull, side=-pull.side) if turned else pull
        for pull in rules.index.pulls[place]
        if any(pull.words in clause for clause in clauses)
        and not any(pull.words in condition for condition in conditions)
    ]


def _score(rules: Rules, a: int, b: int, axes: int) -> float:
    score = BASE + BY_SIMILARITY * rules.similarity(a, b) + MORE_AXES * (axes - 1)
    score += (rules.stakes(a) + rules.stakes(b)) / 2 + AWARE * rules.aware(a, b)
    score += SAME_SECTION * (rules.statement(a).section_id == rules.statement(b).section_id)
    if rules.similarity(a, b) < LEAST_SIMILARITY:
        score += UNRELATED
    return score + _room(rules, a) + _room(rules, b)


def _room(rules: Rules, place: int) -> float:
    """What the kind of norm adds: a mere permission can be left unused, a condition narrows."""
    norms = rules.norms(place)
    if all(n.type is NormType.PERMISSION for n in norms):
        return PERMITTED
    return NARROW if all(n.condition for n in norms) else OPEN


def _candidate(rules: Rules, a: int, b: int, axis: aims.Axis, score: float) -> Candidate:
    one, other = rules.statement(a), rules.statement(b)
    named = rules.situation(a, b)
    return Candidate(
        id=candidate_id(CandidateKind.CONFLICT, (one.text, other.text)),
        kind=CandidateKind.CONFLICT,
        taxonomy="T3",
        statement_ids=(one.id, other.id),
        texts=(one.text, other.text),
        claim=f"One rule pulls towards {axis.one}, the other towards {axis.other}, "
        "and one answer may not serve both.",
        situation=f"{axis.case} ({named}.)" if named else axis.case,
        score=max(0.0, min(1.0, score)),
        sources=(Source("static", "aims", 1),),
    )
