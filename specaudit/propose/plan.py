"""What proposing would cost, measured on the requests themselves; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from specaudit.llm.base import Request
from specaudit.propose.scoring import Index
from specaudit.propose.static import leads
from specaudit.propose.strategies import CHARS_PER_TOKEN, FIRST, FOLLOWING, PAIRS_PER_CALL, Reader
from specaudit.propose.windows import exposure

CACHED = 0.1
"""Price of an input token that the provider reads from its cache, against a fresh one."""
JUDGED = 5 * PAIRS_PER_CALL
"""Pairs that a first round is expected to leave for the judge."""


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
    expected: bool
    """True where the calls depend on what is found, so that the figure is a guess."""


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """All calls of a proposer."""

    lines: tuple[PlanLine, ...]
    total: Cost
    exposure: float
    """Share of the pairs of statements that some call of a full reading shows together."""
    windows: int
    """Different prefixes that are sent; 1 where the whole digest fits into a call."""


def plan(
    reader: Reader, strategies: Sequence[str] = (*FIRST, *FOLLOWING)
) -> tuple[ReadingPlan, list[Request]]:
    """Build every request of some strategies and add them up.

    Pairs for the judge are not known yet: the best static pairs stand in for them.

    Returns:
        The plan, and all its requests, those with stand-ins last.
    """
    ready: list[Request] = []
    later: list[Request] = []
    lines = []
    warm: set[str] = set()
    for strategy in strategies:
        expected = strategy in ("targeted", "second")
        made = (_with_stand_ins(reader) if expected else reader).requests(strategy)
        lines.append(PlanLine(strategy, cost(made, warm), expected))
        (later if expected else ready).extend(made)
    total = cost([*ready, *later], set())
    read = [r for r in ready if r.schema_name == "ProposalAnswer"]
    prefixes = len({r.messages[0].text for r in read})
    return ReadingPlan(tuple(lines), total, exposed(reader, read), prefixes), [*ready, *later]


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
    total = len(reader.whole.statements)
    marks = [f"\n[{reader.whole.label(place)}] " for place in range(total)]
    shown = {}
    for request in requests:
        text = request.messages[0].text
        if text not in shown:
            shown[text] = frozenset(place for place in range(total) if marks[place] in text)
    return exposure(total, shown.values())


def _with_stand_ins(reader: Reader) -> Reader:
    index = Index(reader.spec)
    ids = [statement.id for statement in index.statements]
    found = [(ids[x.places[0]], ids[x.places[-1]]) for x in leads(index) if len(x.places) == 2]
    found += [(ids[p.a], ids[p.b]) for p in sorted(index.pairs(), key=lambda p: -p.score)]
    chosen = tuple(dict.fromkeys(found))[:JUDGED]
    return replace(reader, pairs=chosen, known=chosen)
