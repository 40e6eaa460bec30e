"""Candidates from the text alone: pairs that may clash, rules that can be read two ways.

Finds what shares words or pulls on a known trade-off. A conflict that shows only in a situation
needs a reader; `BLIND_SPOT` says so in every report that rests on this proposer alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from specaudit.domain.candidate import Candidate, Resolution
from specaudit.domain.spec import Spec
from specaudit.propose.clashes import clashes
from specaudit.propose.leads import Lead
from specaudit.propose.rules import Rules
from specaudit.propose.scoring import Index
from specaudit.propose.tensions import tensions
from specaudit.propose.wording import ambiguities

PROPOSER = "static"
BLIND_SPOT = (
    "Proposed from words only: rules that share them and oppose each other, aims known to pull "
    "apart, words without a criterion. Conflicts in other words, indirect ones and cases that no "
    "rule covers were not looked for. Configure a proposer to have the spec read."
)
Resolve = Callable[[str, str], Resolution | None]
PER_STATEMENT = 2
"""Candidates that one statement may be in: a talkative one must not fill the list."""
PER_AXIS = 8
"""One axis may have this part of the list (a half, a third ... of it is 2, 3 ...)."""
WORDING = 4
"""Ambiguities may have this part of the list."""
FEWEST = 2


def propose(spec: Spec, resolve: Resolve, limit: int) -> list[Candidate]:
    """Return the best candidates, best first; those that the spec itself settles come last.

    Args:
        spec: A parsed spec with norms.
        resolve: Which of the spec's own tie-breaks settles a clash of two statements, if any.
        limit: Most candidates.
    """
    rules = Rules(Index(spec))
    return _varied(rules, _leads(rules), resolve, limit)


def leads(index: Index) -> list[Lead]:
    """Return all that looks like a gap, best first, before any choice is made."""
    return _leads(Rules(index))


def _leads(rules: Rules) -> list[Lead]:
    best: dict[tuple[int, ...], Lead] = {}
    for lead in chain(clashes(rules), tensions(rules), ambiguities(rules)):
        known = best.get(lead.places)
        if known is None or lead.score > known.score:
            best[lead.places] = lead
    return sorted(best.values(), key=lambda lead: (-lead.score, lead.places))


def _varied(rules: Rules, ranked: list[Lead], resolve: Resolve, limit: int) -> list[Candidate]:
    """Take the best, but not too many of one statement or one kind."""
    most = {"clash": limit, "wording": max(FEWEST, limit // WORDING)}
    usual = max(FEWEST, limit // PER_AXIS)
    open_ones: dict[str, Candidate] = {}
    settled: dict[str, Candidate] = {}
    in_statements: Counter[int] = Counter()
    in_groups: Counter[str] = Counter()
    for lead in ranked:
        if len(open_ones) == limit:
            break
        crowded = any(in_statements[place] >= PER_STATEMENT for place in lead.places)
        if crowded or in_groups[lead.group] >= most.get(lead.group, usual):
            continue
        resolution = _resolution(rules, lead, resolve)
        if resolution is not None:
            if len(settled) < limit:
                made = lead.make()
                settled.setdefault(made.id, replace(made, resolution=resolution))
            continue
        made = lead.make()
        if made.id not in open_ones:
            open_ones[made.id] = made
            in_statements.update(lead.places)
            in_groups[lead.group] += 1
    return [*open_ones.values(), *settled.values()][:limit]


def _resolution(rules: Rules, lead: Lead, resolve: Resolve) -> Resolution | None:
    if len(lead.places) != 2:
        return None
    return resolve(*(rules.statement(place).id for place in lead.places))
