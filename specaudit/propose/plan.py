"""What proposing would cost, measured on the requests themselves; nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from specaudit.llm.base import CHARS_PER_TOKEN, Request
from specaudit.propose.excerpts import few_of_each
from specaudit.propose.scoring import Index
from specaudit.propose.static import leads
from specaudit.propose.strategies import FIRST, FOLLOWING, MOST_JUDGED, Reader
from specaudit.propose.windows import exposure

_LABEL = re.compile(r"^\[(S\d+)\] ", re.MULTILINE)
GUESSED = ("second", *FOLLOWING)
"""Strategies whose calls depend on what others find."""
CACHED = 0.1
"""Price of an input token that the provider reads from its cache, against a fresh one."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Calls and tokens of some requests; tokens are estimated from the length of the text."""

    calls: int
    input_tokens: int
    """All that is sent."""
    cached_tokens: int
    """Part of it that an earlier call had in the same prefix."""
    output_limit: int

    @property
    def full_price(self) -> float:
        """Input tokens at full price that the calls are worth, cached ones at a tenth."""
        return self.input_tokens - self.cached_tokens * (1 - CACHED)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One strategy of the plan."""

    strategy: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """All calls of a proposer."""

    lines: tuple[PlanLine, ...]
    exposure: float
    """Share of the pairs of statements that some call of a reading shows together."""
    windows: int
    """Different prefixes that are sent; 1 where the whole digest fits into a call."""

    @property
    def total(self) -> Cost:
        """Everything."""
        costs = [line.cost for line in self.lines]
        return Cost(
            sum(c.calls for c in costs),
            sum(c.input_tokens for c in costs),
            sum(c.cached_tokens for c in costs),
            sum(c.output_limit for c in costs),
        )


def plan(reader: Reader, strategies: Sequence[str] = (*FIRST, *FOLLOWING)) -> ReadingPlan:
    """Build every request of some strategies and add them up.

    Pairs for the judge are not known yet: the best static pairs stand in for them.
    """
    known = _with_stand_ins(reader)
    made = [(known if name in GUESSED else reader).requests(name) for name in strategies]
    return of(reader, [request for requests in made for request in requests])


def of(reader: Reader, requests: Iterable[Request]) -> ReadingPlan:
    """Add up some requests, by strategy in the order given."""
    by_strategy: dict[str, list[Request]] = {}
    for request in requests:
        by_strategy.setdefault(request.meta["strategy"], []).append(request)
    warm: set[str] = set()
    lines = [PlanLine(name, cost(made, warm)) for name, made in by_strategy.items()]
    read = [r for name, made in by_strategy.items() if name not in FOLLOWING for r in made]
    prefixes = len({r.messages[0].text for r in read})
    return ReadingPlan(tuple(lines), exposed(reader, read), prefixes)


def cost(requests: Iterable[Request], warm: set[str]) -> Cost:
    """Add up requests in the order given.

    Args:
        requests: What would be sent.
        warm: Cached prefixes that were sent before; those of the requests are added.
    """
    calls = sent = cached = output = 0
    for request in requests:
        calls += 1
        output += request.max_tokens
        for message in request.messages:
            tokens = int(len(message.text) / CHARS_PER_TOKEN)
            sent += tokens
            if message.cache:
                cached += tokens if message.text in warm else 0
                warm.add(message.text)
    return Cost(calls, sent, cached, output)


def exposed(reader: Reader, requests: Sequence[Request]) -> float:
    """Return the share of the pairs of statements that some request shows together.

    Read off the requests themselves: a statement counts as shown where its label opens a line of
    the digest that is sent.
    """
    place = {reader.whole.label(n): n for n in range(len(reader.whole.statements))}
    texts = {request.messages[0].text for request in requests}
    shown = (frozenset(place[label] for label in _LABEL.findall(text)) for text in texts)
    return exposure(len(place), shown)


def _with_stand_ins(reader: Reader) -> Reader:
    index = Index(reader.spec)
    ids = [statement.id for statement in index.statements]
    found = [(ids[x.places[0]], ids[x.places[-1]]) for x in leads(index) if len(x.places) == 2]
    found += [(ids[p.a], ids[p.b]) for p in sorted(index.pairs(), key=lambda p: -p.score)]
    chosen = tuple(few_of_each(dict.fromkeys(found)))[:MOST_JUDGED]
    return replace(reader, pairs=chosen, known=chosen)
