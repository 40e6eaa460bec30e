"""Binding rules that can be read in two ways: no criterion, or an exception without a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from specaudit.domain.candidate import Candidate, CandidateKind, Source
from specaudit.domain.spec import Force, NormType, Statement
from specaudit.propose.identity import candidate_id
from specaudit.propose.leads import Lead
from specaudit.propose.rules import Rules, binds_assistant

MOST = 0.45
"""Highest score: words without a criterion are often meant to be open."""
_VAGUE = re.compile(
    r"\b(?:appropriate(?:ly)?|reasonabl[ey]|sensible|sensibly|suitabl[ey]|proper(?:ly)?"
    r"|adequate(?:ly)?|timely|serious|significant|undue|excessive(?:ly)?|unnecessary|legitimate"
    r"|good reason|as needed|where possible|if possible|when possible|necessary|sufficient(?:ly)?"
    r"|sensitive|harmful|inappropriate|extreme|gratuitous|substantial(?:ly)?|minor (?:harm|issue)"
    r"|credible)\b",
    re.IGNORECASE,
)
_OPEN_EXCEPTION = re.compile(
    r"\b(?:unless|except|other than)\b[^.;]*\b(?:good reason|appropriate|necessary|justified"
    r"|reasonable|warranted|compelling)\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"\((?:e\.g|i\.e|such as|for example|including)\b|\bsuch as\b|: ", re.I)


def ambiguities(rules: Rules) -> Iterator[Lead]:
    """Yield a lead for every binding rule whose reach its words leave open."""
    for place in rules.places:
        statement = rules.statement(place)
        binding = [
            act
            for act in rules.acts[place]
            if binds_assistant(act.norm)
            and (act.norm.force is Force.MUST or act.norm.type is NormType.PROHIBITION)
        ]
        if not binding:
            continue
        open_end = _OPEN_EXCEPTION.search(statement.text)
        vague = [m[0] for act in binding for m in _VAGUE.finditer(act.clause)]
        if open_end or vague:
            made = _ambiguity(statement, open_end[0] if open_end else "", vague)
            yield Lead("wording", made.score, (place,), partial(_same, made))


def _same(candidate: Candidate) -> Candidate:
    return candidate


def _ambiguity(statement: Statement, open_end: str, vague: list[str]) -> Candidate:
    words = list(dict.fromkeys(w.lower() for w in vague))
    quoted = ", ".join(f"“{w}”" for w in words[:3])
    what = f"“{open_end}”" if open_end else quoted
    claim = (
        f"A binding rule with an exception that has no limit ({what})."
        if open_end
        else f"A binding rule hangs on words without a criterion ({what})."
    )
    score = (0.34 if open_end else 0.16) + 0.07 * len(words)
    score -= 0.05 * bool(_EXPLAINED.search(statement.text))
    return Candidate(
        id=candidate_id(CandidateKind.AMBIGUITY, (statement.text,)),
        kind=CandidateKind.AMBIGUITY,
        taxonomy="T7" if open_end else "T14",
        statement_ids=(statement.id,),
        texts=(statement.text,),
        claim=claim,
        situation="",
        score=min(MOST, score),
        sources=(Source("static", "wording", 1),),
        readings=(
            f"{statement.text} Read strictly: {what} covers clear cases only.",
            f"{statement.text} Read freely: {what} is to be judged from case to case.",
        ),
    )
