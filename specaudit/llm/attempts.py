"""Attempts at one call: the only place that retries. SDKs underneath make one attempt each."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from specaudit.domain.errors import (
    ConfigError,
    IncompleteError,
    KeyMissingError,
    SpecauditError,
    UnreachableError,
)
from specaudit.domain.response import Failure, FailureKind
from specaudit.llm.base import Provider, ProviderError, Raw, Request, Usage
from specaudit.llm.gate import Gate
from specaudit.llm.profiles import Profile

MAX_ATTEMPTS = 6
"""Attempts where something is wrong. Being throttled is not: that ends with patience alone."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0


@dataclass(slots=True)
class Limits:
    """What a client may spend and how patient it is."""

    max_calls: int | None = None
    max_cost: float | None = None
    """US dollars."""
    timeout: float = 120.0
    """Seconds for one attempt."""
    patience: float = 600.0
    """Seconds for all attempts of one call, waits included."""
    max_connections: int = 8
    first_wait: float = FIRST_WAIT


class Attempts:
    """Sends calls: gates by host, retries, and remembers what is hopeless."""

    def __init__(
        self,
        limits: Limits,
        wasted: Callable[[Request, Profile, Usage], object],
        room: Callable[[], bool] = lambda: True,
    ) -> None:
        """Make it.

        Args:
            limits: Patience and connections.
            wasted: Told the usage of replies that were paid for and cannot be used.
            room: Whether the budget has room for one more attempt.
        """
        self.limits = limits
        self.sent = 0
        """Requests sent, repeats included."""
        self._wasted = wasted
        self._room = room
        self._gates: dict[str, Gate] = {}
        self._hopeless: dict[str, SpecauditError] = {}
        self._answered: set[str] = set()

    def gate(self, known: Profile) -> Gate:
        """Return the gate of a model's host."""
        limit = known.max_connections or self.limits.max_connections
        return self._gates.setdefault(known.host, Gate(limit))

    def check(self, known: Profile) -> None:
        """Refuse calls that cannot succeed.

        Raises:
            SpecauditError: the reason found earlier in this run.
        """
        error = self._hopeless.get(known.shares_key) or self._hopeless.get(known.model)
        if error is not None:
            raise error

    async def run(self, provider: Provider, request: Request, known: Profile) -> Raw:
        """Attempt a call until it is answered, hopeless, or patience ends.

        Raises:
            ProviderError: the last attempt's failure.
            SpecauditError: where no call to this host or model can succeed.
        """
        attempt, started = 0, 0.0
        while True:
            attempt += 1
            admitted = await self.gate(known).enter()
            started = started or admitted
            try:
                self.check(known)
                return await self._once(provider, request, known)
            except ProviderError as caught:
                error = caught
            finally:
                self.gate(known).leave()
            wait = self._wait(attempt, error)
            throttled = error.failure.kind is FailureKind.RATE_LIMIT
            late = time.monotonic() + wait > started + self.limits.patience
            late = late or not self._room()
            if late or not self._worth_it(error, known, throttled or attempt < MAX_ATTEMPTS):
                raise self._final(error, known)
            if throttled:
                self.gate(known).throttled(admitted, wait)
            await asyncio.sleep(wait)

    async def _once(self, provider: Provider, request: Request, known: Profile) -> Raw:
        timeout = known.timeout or self.limits.timeout
        self.sent += 1
        try:
            # Not `wait_for`: before Python 3.12 it may swallow a cancellation.
            async with asyncio.timeout(timeout):
                raw = await provider.generate(request)
        except TimeoutError:
            failure = Failure(FailureKind.TIMEOUT, f"no answer within {timeout:g} s")
            raise ProviderError(failure, retry=True) from None
        self._answered.add(known.shares_key)
        self.gate(known).answered()
        try:
            return complete(raw)
        except ProviderError:
            self._wasted(request, known, raw.usage)
            raise

    def _worth_it(self, error: ProviderError, known: Profile, attempts_left: bool) -> bool:
        # A host that has answered before is down for a moment, not misspelt.
        lost = error.failure.kind is FailureKind.UNREACHABLE and known.shares_key in self._answered
        return attempts_left and (error.retry or lost)

    def _final(self, error: ProviderError, known: Profile) -> Exception:
        if not error.fatal:
            return error
        reason = _explain(error.failure, known)
        only_model = error.failure.kind is FailureKind.REQUEST
        self._hopeless[known.model if only_model else known.shares_key] = reason
        return reason

    def _wait(self, attempt: int, error: ProviderError) -> float:
        """Seconds until the next attempt: the server's wish (capped), else exponential; jittered.

        The jitter draws from the system's generator: it must differ between processes, and no
        result depends on it.
        """
        grown = self.limits.first_wait * 2 ** min(attempt - 1, 20)
        wait = min(LONGEST_WAIT, error.after if error.after is not None else grown)
        return wait * random.SystemRandom().uniform(1.0, 1.25)


def complete(raw: Raw) -> Raw:
    """Refuse replies that end without a reason: a cut connection looks just like that.

    Raises:
        ProviderError: to be tried again, or, for a content filter, final.
    """
    if raw.finish is None:
        message = "the reply ended without a finish reason"
        raise ProviderError(Failure(FailureKind.TRUNCATED, message), retry=True)
    if raw.finish == "content_filter" and not raw.refusal:
        message = "the provider's content filter stopped the reply"
        raise ProviderError(Failure(FailureKind.FILTERED, message), retry=False)
    return raw


def _explain(failure: Failure, known: Profile) -> SpecauditError:
    """Say what a user can do about a host or model that cannot answer."""
    words = failure.message
    if failure.kind is FailureKind.AUTH:
        return KeyMissingError(
            f"{known.model}: {known.host} rejected the key in {known.key_env or 'use'} ({words}). "
            "Not an outage: check the key and what it may use"
        )
    if failure.kind is FailureKind.UNREACHABLE:
        return UnreachableError(f"{known.model}: cannot reach {known.host} ({words})")
    if failure.kind is FailureKind.REQUEST:
        return ConfigError(f"{known.model}: {known.host} does not serve this model ({words})")
    return IncompleteError(
        f"{known.model}: the account at {known.host} has no quota left ({words}); "
        "top it up, then resume"
    )
