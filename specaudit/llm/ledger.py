"""Calls, tokens and cost by model and role, as reports show them."""

from __future__ import annotations

from dataclasses import dataclass

from specaudit.domain.run import ModelUse
from specaudit.llm.base import Reply, Request, Usage


@dataclass(slots=True)
class _Tally:
    calls: int = 0
    stored: int = 0
    failed: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    cost: float | None = 0.0


class Ledger:
    """Counts what one client did."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, str, str], _Tally] = {}

    def count(self, request: Request, reply: Reply) -> Reply:
        """Count the outcome of a call; returns it."""
        tally = self._tally(request, reply.host)
        tally.calls += 1
        tally.stored += reply.cached
        tally.failed += reply.failure is not None
        return reply

    def fail(self, request: Request, host: str) -> None:
        """Count a reply as failed that was counted before it was read."""
        self._tally(request, host).failed += 1

    def pay(self, request: Request, host: str, usage: Usage, cost: float | None) -> None:
        """Count the tokens and the price of an answer, usable or not."""
        tally = self._tally(request, host)
        tally.input += usage.input
        tally.cached += usage.cached
        tally.output += usage.output
        tally.cost = None if cost is None or tally.cost is None else tally.cost + cost

    def uses(self) -> tuple[ModelUse, ...]:
        """Return the tallies in a stable order."""
        return tuple(
            ModelUse(
                model=model,
                role=role,
                host=host,
                calls=tally.calls,
                stored=tally.stored,
                failed=tally.failed,
                input_tokens=tally.input,
                cached_tokens=tally.cached,
                output_tokens=tally.output,
                cost=tally.cost,
                simulated=model.startswith("scripted/"),
            )
            for (model, role, host), tally in sorted(self._tallies.items())
        )

    def _tally(self, request: Request, host: str) -> _Tally:
        key = (request.model, request.meta.get("role", ""), host)
        return self._tallies.setdefault(key, _Tally())
