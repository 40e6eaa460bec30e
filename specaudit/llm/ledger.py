"""Calls, tokens and cost by model and role, as reports show them."""

from __future__ import annotations

from dataclasses import dataclass

from specaudit.domain.run import ModelUse
from specaudit.llm.base import Reply, Request, Usage
from specaudit.store.spending import Spending, Spent


@dataclass(slots=True)
class _Tally:
    calls: int = 0
    stored: int = 0
    failed: int = 0


class Ledger:
    """Counts what one client did, on top of what the run has spent before.

    A resumed run walks all its calls again and finds in the store what it has paid for already:
    such calls are its own, and what they cost stays on its bill.
    """

    def __init__(self, spending: Spending) -> None:
        self._spending = spending
        self._before = spending.rows()
        self._tallies: dict[tuple[str, str, str], _Tally] = {}

    @property
    def sent_before(self) -> int:
        """Calls that earlier processes of the run have sent."""
        return sum(spent.sent for spent in self._before.values())

    @property
    def paid_before(self) -> float:
        """US dollars that they have paid, as far as prices are known."""
        return sum(spent.cost or 0.0 for spent in self._before.values())

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

    def send(self, request: Request, host: str) -> None:
        """Count a call that leaves."""
        self._spending.add(*_key(request, host), Spent(sent=1))

    def pay(self, request: Request, host: str, usage: Usage, cost: float | None) -> None:
        """Count the tokens and the price of an answer, usable or not."""
        spent = Spent(input=usage.input, cached=usage.cached, output=usage.output, cost=cost)
        self._spending.add(*_key(request, host), spent)

    def keep(self, request: Request, host: str) -> None:
        """Count an answer that is stored."""
        self._spending.add(*_key(request, host), Spent(answered=1))

    def uses(self) -> tuple[ModelUse, ...]:
        """Return what the whole run used, in a stable order."""
        spending = self._spending.rows()
        return tuple(
            self._use(key, self._tallies.get(key, _Tally()), spending.get(key, Spent()))
            for key in sorted({*self._tallies, *spending})
        )

    def _use(self, key: tuple[str, str, str], tally: _Tally, spent: Spent) -> ModelUse:
        model, role, host = key
        own = self._before.get(key, Spent()).answered
        return ModelUse(
            model=model,
            role=role,
            host=host,
            calls=tally.calls,
            stored=max(0, tally.stored - own),
            failed=tally.failed,
            input_tokens=spent.input,
            cached_tokens=spent.cached,
            output_tokens=spent.output,
            cost=spent.cost,
            simulated=model.startswith("scripted/"),
        )

    def _tally(self, request: Request, host: str) -> _Tally:
        return self._tallies.setdefault(_key(request, host), _Tally())


def _key(request: Request, host: str) -> tuple[str, str, str]:
    return request.model, request.meta.get("role", ""), host
