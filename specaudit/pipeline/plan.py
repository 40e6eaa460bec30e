"""What an audit would ask, and cost: made without a key and without a call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from specaudit.llm.base import CHARS_PER_TOKEN, Request
from specaudit.llm.profiles import Profile

EXPECTED_OUTPUT = 0.5
"""Share of the answer limit that is expected to be used."""


@dataclass(frozen=True, slots=True)
class Load:
    """Calls of one kind to one model: how many, and how large each is."""

    stage: str
    model: str
    low: int
    expected: int
    ceiling: int
    input_tokens: int
    """Per call."""
    output_tokens: int
    """Most per call."""
    cached_tokens: int = 0
    """Per call, the part of the input that providers are expected to read from their cache."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan."""

    load: Load
    profile: Profile

    def cost(self, calls: int, output_share: float, *, caching: bool = True) -> float | None:
        """US dollars for so many calls; None where the price is unknown."""
        price = self.profile.price
        if price is None:
            return None
        load = self.load
        cached = load.cached_tokens if caching else 0
        return calls * price.cost(load.input_tokens, cached, int(load.output_tokens * output_share))

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        load = self.load
        costs = (
            self.cost(load.low, EXPECTED_OUTPUT / 2),
            self.cost(load.expected, EXPECTED_OUTPUT),
            self.cost(load.ceiling, 1.0, caching=False),
        )
        return (
            load.stage,
            load.model,
            str(load.expected),
            thousands(load.expected * load.input_tokens),
            thousands(load.expected * load.cached_tokens),
            thousands(int(load.expected * load.output_tokens * EXPECTED_OUTPUT)),
            *("unknown" if c is None else f"${c:.2f}" for c in costs),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls of a whole audit."""

    title: str
    rows: tuple[PlanRow, ...]
    notes: tuple[str, ...] = ()
    max_cost: float | None = None
    """Cap in US dollars; None: there is none."""

    def total(self) -> tuple[float, float, float]:
        """Known cost: low, expected, ceiling, in US dollars."""
        low = sum(r.cost(r.load.low, EXPECTED_OUTPUT / 2) or 0.0 for r in self.rows)
        expected = sum(r.cost(r.load.expected, EXPECTED_OUTPUT) or 0.0 for r in self.rows)
        ceiling = sum(r.cost(r.load.ceiling, 1.0, caching=False) or 0.0 for r in self.rows)
        return low, expected, ceiling

    def calls(self) -> int:
        """Expected number of calls."""
        return sum(r.load.expected for r in self.rows)

    def unpriced(self) -> list[str]:
        """Models whose price is unknown."""
        return sorted({r.load.model for r in self.rows if r.profile.price is None})

    def may_cost(self) -> bool:
        """Whether any call could cost money."""
        return bool(self.unpriced()) or self.total()[2] > 0

    def hosts(self) -> list[str]:
        """Hosts that the spec's text would be sent to."""
        return sorted({r.profile.host for r in self.rows})

    def remote_hosts(self) -> list[str]:
        """Hosts other than this machine."""
        return sorted({r.profile.host for r in self.rows if not r.profile.local})

    def expected_text(self) -> str:
        """The expected cost in words."""
        if self.unpriced():
            return f"expected cost unknown, {self._without_price()}"
        return f"expected ${self.total()[1]:.2f}"

    def summary(self) -> list[str]:
        """Totals, hosts and notes, a line each."""
        calls = f"({self.calls()} calls expected; stored answers cost nothing)"
        lines = [f"total: {self._total_text()} {calls}"]
        if unpriced := self.unpriced():
            lines.append(f'price unknown: {", ".join(unpriced)} (set [models."..."].price)')
        elif self.max_cost is not None and self.max_cost < (expected := self.total()[1]):
            percent = 100 * self.max_cost / expected
            share = f"about {percent:.0f} %" if percent >= 1 else "less than 1 %"
            lines.append(
                f"--max-cost {self.max_cost:g} stops the run at {share} of what it is expected to "
                "cost; lower --max-gaps, or name fewer or cheaper models"
            )
        return [*lines, f"sends spec text to: {', '.join(self.hosts())}", *self.notes]

    def _total_text(self) -> str:
        """The total cost in words; what is only known in part is not called the total."""
        low, expected, ceiling = self.total()
        known = f"${low:.2f} low, ${expected:.2f} expected, ${ceiling:.2f} ceiling"
        if not self.unpriced():
            return known
        others = f"; without {'it' if len(self.unpriced()) == 1 else 'them'} {known}"
        return f"unknown, {self._without_price()}{others if ceiling else ''}"

    def _without_price(self) -> str:
        models = {row.load.model for row in self.rows}
        return f"{len(self.unpriced())} of {counted(len(models), 'model')} unpriced"


def size(requests: Iterable[Request]) -> tuple[int, int]:
    """Mean input tokens (estimated) and mean answer limit of some typical requests."""
    found: Sequence[Request] = list(requests)
    if not found:
        return 0, 0
    chars = sum(len(m.text) for r in found for m in r.messages) / len(found)
    return int(chars / CHARS_PER_TOKEN), sum(r.max_tokens for r in found) // len(found)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def thousands(number: int) -> str:
    """Write a count of tokens short."""
    if number >= 1_000_000:
        return f"{number / 1e6:.1f} M"
    return f"{number / 1000:.0f} k" if number >= 10_000 else str(number)
