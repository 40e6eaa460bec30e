"""What a run may spend: money and calls are set aside before a call is sent."""

from __future__ import annotations

import asyncio


class Budget:
    """Caps on a run's calls and US dollars that calls in flight cannot overshoot."""

    def __init__(
        self, max_calls: int | None, max_cost: float | None, *, calls: int = 0, spent: float = 0.0
    ) -> None:
        """Set the caps.

        Args:
            max_calls: Most calls; None: no cap.
            max_cost: Most US dollars; None: no cap.
            calls: Calls that earlier processes of the run have sent.
            spent: US dollars that they have paid.
        """
        self._max_calls = max_calls
        self._max_cost = max_cost
        self._calls = calls
        self._reserved = 0.0
        self._flying = 0
        self._reached = ""
        self._settled = asyncio.Event()
        self.spent = spent
        """US dollars paid for answers with a known price."""

    @property
    def exhausted(self) -> str | None:
        """Which cap was reached, in words; None while there is budget."""
        if self._reached == "calls":
            return f"stopped at the cap of {self._max_calls} calls over the whole run (--max-calls)"
        if self._reached == "cost":
            return (
                f"stopped at ${self.spent:.4g} of ${self._max_cost:g} for the whole run "
                "(--max-cost)"
            )
        return None

    async def reserve(self, most: float) -> bool:
        """Set the most that one call can cost aside; False where a cap would be passed.

        Where only the calls in flight are in the way, it waits for what they really cost. Once
        a cap is reached nothing more is let through, or the cheap calls of a design would go on
        where the dear ones stopped.
        """
        while not self._reached:
            if self._max_calls is not None and self._calls >= self._max_calls:
                self._reached = "calls"
            elif self._max_cost is None or self.spent + self._reserved + most <= self._max_cost:
                self._calls += 1
                self._reserved += most
                self._flying += 1
                return True
            elif self.spent + most > self._max_cost:
                self._reached = "cost"
            else:
                self._settled.clear()
                await self._settled.wait()
        self._settled.set()
        return False

    def room(self) -> bool:
        """Whether a call under way may be repeated: what was paid for its failures counts too."""
        within = self.spent + self._reserved - (self._max_cost or 0.0)
        return self._max_cost is None or within <= 1e-9

    def settle(self, most: float) -> None:
        """Give back what was set aside for a call."""
        self._flying -= 1
        # With nothing in flight nothing is set aside: rounding must not leave a waiter behind.
        self._reserved = self._reserved - most if self._flying else 0.0
        self._settled.set()

    def pay(self, cost: float | None) -> None:
        """Add what an answer cost, usable or not."""
        self.spent += cost or 0.0
