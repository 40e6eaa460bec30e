"""The one way to call a model: stored answers first, then budget, gate, retries, validation."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from specaudit.config import ModelConfig
from specaudit.domain.errors import KeyMissingError, SpecauditError, UnreachableError
from specaudit.domain.response import Failure, FailureKind
from specaudit.domain.run import ModelUse
from specaudit.llm.answers import InvalidAnswerError, read_answer
from specaudit.llm.base import (
    Message,
    Provider,
    ProviderError,
    Raw,
    Reply,
    Request,
    Usage,
    content_key,
)
from specaudit.llm.gate import Gate
from specaudit.llm.profiles import Profile, profile
from specaudit.llm.providers import connect
from specaudit.store.calls import CallStore, StoredCall
from specaudit.store.keys import tagged_hash

if TYPE_CHECKING:
    from pydantic import BaseModel

CHARS_PER_TOKEN = 3.5
"""To reserve budget before the tokens are known; the truth replaces it when the answer is in."""
MAX_ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
REPAIR = (
    "Your reply could not be read: {problem}. Reply again with one JSON object that fits the"
    " schema, and nothing else."
)


@dataclass(slots=True)
class Limits:
    """What a client may spend and how patient it is."""

    max_calls: int | None = None
    max_cost: float | None = None
    """US dollars."""
    timeout: float = 120.0
    """Seconds for one attempt."""
    patience: float = 600.0
    """Seconds for all attempts of one call."""
    max_connections: int = 8
    first_wait: float = FIRST_WAIT


@dataclass(slots=True)
class _Tally:
    calls: int = 0
    stored: int = 0
    failed: int = 0
    usage: list[int] = field(default_factory=lambda: [0, 0, 0])
    cost: float | None = 0.0


class Client:
    """Calls models for one run. Close it, or use it as ``async with``."""

    def __init__(
        self,
        models: Mapping[str, ModelConfig],
        store: CallStore,
        limits: Limits | None = None,
        connector: Callable[[Profile, float], Provider] = connect,
    ) -> None:
        self.models = models
        self.store = store
        self.limits = limits or Limits()
        self.exhausted: str | None = None
        """Which cap was reached, in words; None while there is budget."""
        self.spent = 0.0
        self.sent = 0
        """Requests sent in this process, repeats after failures included."""
        self._connector = connector
        self._providers: dict[str, Provider] = {}
        self._profiles: dict[str, Profile] = {}
        self._gates: dict[str, Gate] = {}
        self._flying: dict[str, asyncio.Future[Reply]] = {}
        self._tallies: dict[tuple[str, str, str], _Tally] = {}
        self._fatal: dict[str, SpecauditError] = {}
        self._reserved_cost = 0.0
        self._reserved_calls = 0
        self._calls = 0

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *details: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Release every connection and stop the embedded server, if one runs."""
        for provider in self._providers.values():
            await provider.close()
        self._providers.clear()

    def profile(self, model: str) -> Profile:
        """Return what is known about a model."""
        if model not in self._profiles:
            self._profiles[model] = profile(model, self.models)
        return self._profiles[model]

    def key(self, request: Request) -> str:
        """Return a request's key: the hash of what would be sent, to whom, and the sample."""
        provider = self._provider(request.model)
        return tagged_hash([provider.identity(request), request.sample])

    async def call(self, request: Request, wanted: type[BaseModel] | None = None) -> Reply:
        """Make one call, or take its answer from the store.

        Args:
            request: What to send.
            wanted: Type the answer must have; it is asked for again once if it does not fit.

        Returns:
            The reply; a missing answer is a reply with a failure, never an exception.

        Raises:
            KeyMissingError: where a key is missing or rejected.
            UnreachableError: where the host cannot be reached.
        """
        reply = await self._shared(request)
        if wanted is None or reply.failure or reply.text is None:
            return reply
        try:
            return replace(reply, data=read_answer(reply.text, wanted))
        except InvalidAnswerError as problem:
            if reply.refusal:
                return reply
            return await self._repair(request, reply, wanted, str(problem))

    async def call_many(
        self,
        jobs: Iterable[tuple[Request, type[BaseModel] | None]],
        workers: int | None = None,
    ) -> AsyncIterator[tuple[Request, Reply]]:
        """Make many calls with a few workers; yields replies as they come."""
        source = iter(jobs)
        results: asyncio.Queue[tuple[Request, Reply] | BaseException | None] = asyncio.Queue(64)

        async def work() -> None:
            try:
                for request, wanted in source:
                    await results.put((request, await self.call(request, wanted)))
            except Exception as error:
                await results.put(error)
            finally:
                await results.put(None)

        count = workers or 2 * self.limits.max_connections
        tasks = [asyncio.create_task(work()) for _ in range(count)]
        try:
            running = count
            while running:
                item = await results.get()
                if item is None:
                    running -= 1
                elif isinstance(item, BaseException):
                    raise item
                else:
                    yield item
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def accounting(self) -> tuple[ModelUse, ...]:
        """Return calls, tokens and cost by model and role."""
        rows = []
        for (model, role, host), tally in sorted(self._tallies.items()):
            tokens_in, cached, tokens_out = tally.usage
            rows.append(
                ModelUse(
                    model=model,
                    role=role,
                    host=host,
                    calls=tally.calls,
                    stored=tally.stored,
                    failed=tally.failed,
                    input_tokens=tokens_in,
                    cached_tokens=cached,
                    output_tokens=tokens_out,
                    cost=tally.cost,
                    simulated=model.startswith("scripted/"),
                )
            )
        return tuple(rows)

    # One request

    def _provider(self, model: str) -> Provider:
        if model not in self._providers:
            self._providers[model] = self._connector(self.profile(model), self.limits.timeout)
        return self._providers[model]

    async def _shared(self, request: Request) -> Reply:
        """Answer from the store, or join the same call if it is under way."""
        key = self.key(request)
        stored = self.store.get(key)
        if stored is not None:
            return self._count(request, _from_store(key, stored))
        if key in self._flying:
            reply = await asyncio.shield(self._flying[key])
            return self._count(request, replace(reply, cached=True, cost=0.0))
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._flying[key] = future
        try:
            reply = await self._send(key, request)
            future.set_result(reply)
            return self._count(request, reply)
        except BaseException as error:
            future.set_exception(error)
            future.exception()  # nobody may be waiting: then it is no loose end
            raise
        finally:
            del self._flying[key]

    async def _send(self, key: str, request: Request) -> Reply:
        known = self.profile(request.model)
        if known.host in self._fatal:
            raise self._fatal[known.host]
        estimate = self._reserve(request, known)
        if estimate is None:
            return self._failed(key, known, FailureKind.BUDGET, self.exhausted or "budget")
        try:
            raw = await self._attempts(request, known)
        except ProviderError as error:
            if error.fatal:
                self._fatal[known.host] = _fatal(error, known)
                raise self._fatal[known.host] from None
            return self._failed(key, known, error.failure.kind, error.failure.message)
        finally:
            self._reserved_cost -= estimate
            self._reserved_calls -= 1
        self._calls += 1
        usage = raw.usage
        cost = known.price.cost(usage.input, usage.cached, usage.output) if known.price else None
        self.spent += cost or 0.0
        stored = StoredCall(
            content_key(request),
            request.model,
            known.host,
            raw.text,
            raw.finish or "",
            raw.refusal,
            usage.input,
            usage.cached,
            usage.output,
            cost,
        )
        self.store.put(key, stored)
        return replace(_from_store(key, stored), cached=False, cost=cost)

    def _reserve(self, request: Request, known: Profile) -> float | None:
        """Set the most this call can cost aside; None where a cap would be passed."""
        limits = self.limits
        if limits.max_calls is not None and self._calls + self._reserved_calls >= limits.max_calls:
            self.exhausted = f"stopped at the cap of {limits.max_calls} calls (--max-calls)"
            return None
        size = sum(len(m.text) for m in request.messages) / CHARS_PER_TOKEN
        price = known.price
        estimate = price.cost(int(size), 0, request.max_tokens) if price else 0.0
        committed = self.spent + self._reserved_cost + estimate
        if limits.max_cost is not None and committed > limits.max_cost:
            self.exhausted = f"stopped before ${limits.max_cost:g} would be passed (--max-cost)"
            return None
        self._reserved_cost += estimate
        self._reserved_calls += 1
        return estimate

    async def _attempts(self, request: Request, known: Profile) -> Raw:
        provider = self._provider(request.model)
        gate = self._gates.setdefault(
            known.host, Gate(known.max_connections or self.limits.max_connections)
        )
        deadline = time.monotonic() + self.limits.patience
        for attempt in range(1, MAX_ATTEMPTS + 1):
            try:
                async with gate:
                    if known.host in self._fatal:
                        raise self._fatal[known.host]
                    self.sent += 1
                    raw = await asyncio.wait_for(provider.generate(request), self.limits.timeout)
                gate.answered()
                return _complete(raw)
            except TimeoutError:
                message = f"no answer within {self.limits.timeout:g} s"
                error = ProviderError(Failure(FailureKind.TIMEOUT, message), retry=True)
            except ProviderError as caught:
                error = caught
            wait = self._wait(attempt, error)
            if not error.retry or attempt == MAX_ATTEMPTS or time.monotonic() + wait > deadline:
                raise error
            if error.failure.kind is FailureKind.RATE_LIMIT:
                gate.throttled(wait)
            await asyncio.sleep(wait)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _wait(self, attempt: int, error: ProviderError) -> float:
        """Seconds until the next attempt: the server's wish (capped), else exponential; jittered.

        The jitter draws from the system's generator: it must differ between processes, and no
        result depends on it.
        """
        grown = self.limits.first_wait * 2 ** (attempt - 1)
        wait = min(LONGEST_WAIT, error.after if error.after is not None else grown)
        return wait * random.SystemRandom().uniform(1.0, 1.25)

    async def _repair(
        self, request: Request, reply: Reply, wanted: type[BaseModel], problem: str
    ) -> Reply:
        """Ask once more, with the problem named; then give up and say why."""
        if reply.finish == "length":
            message = f"cut off at {request.max_tokens} tokens: {problem}"
            return self._invalid(request, reply, FailureKind.TRUNCATED, message)
        again = replace(
            request,
            messages=(
                *request.messages,
                Message("assistant", reply.text or "(nothing)"),
                Message("user", REPAIR.format(problem=problem)),
            ),
            meta={**request.meta, "repair": "1"},
        )
        second = await self._shared(again)
        if second.failure or second.text is None:
            return second
        try:
            return replace(second, data=read_answer(second.text, wanted))
        except InvalidAnswerError as still:
            return self._invalid(request, second, FailureKind.MALFORMED, str(still))

    def _invalid(self, request: Request, reply: Reply, kind: FailureKind, message: str) -> Reply:
        self._tally(request).failed += 1
        return replace(reply, failure=Failure(kind, message))

    # Accounting

    def _failed(self, key: str, known: Profile, kind: FailureKind, message: str) -> Reply:
        return Reply(
            key=key,
            text=None,
            data=None,
            finish=None,
            refusal=False,
            usage=Usage(),
            cost=0.0,
            cached=False,
            failure=Failure(kind, message),
            host=known.host,
        )

    def _tally(self, request: Request) -> _Tally:
        host = self.profile(request.model).host
        key = (request.model, request.meta.get("role", ""), host)
        return self._tallies.setdefault(key, _Tally())

    def _count(self, request: Request, reply: Reply) -> Reply:
        tally = self._tally(request)
        tally.calls += 1
        tally.stored += reply.cached
        tally.failed += reply.failure is not None
        if not reply.cached:
            usage = reply.usage
            for place, tokens in enumerate((usage.input, usage.cached, usage.output)):
                tally.usage[place] += tokens
            if reply.cost is None or tally.cost is None:
                tally.cost = None
            else:
                tally.cost += reply.cost
        return reply


def _from_store(key: str, call: StoredCall) -> Reply:
    return Reply(
        key=key,
        text=call.text,
        data=None,
        finish=call.finish,
        refusal=call.refusal,
        usage=Usage(call.input, call.cached, call.output),
        cost=0.0,
        cached=True,
        failure=None,
        host=call.host,
    )


def _complete(raw: Raw) -> Raw:
    """Refuse replies that end without a reason: a cut connection looks just like that.

    Raises:
        ProviderError: to be tried again, or, for a content filter, final.
    """
    if raw.finish is None:
        message = "the reply ended without a finish reason"
        raise ProviderError(Failure(FailureKind.TRUNCATED, message), retry=True)
    if raw.finish == "content_filter" and not raw.text:
        message = "the provider's content filter stopped the reply"
        raise ProviderError(Failure(FailureKind.FILTERED, message), retry=False)
    return raw


def _fatal(error: ProviderError, known: Profile) -> SpecauditError:
    message = error.failure.message
    if error.failure.kind is FailureKind.AUTH:
        variable = known.key_env or "the key"
        return KeyMissingError(
            f"{known.model}: {known.host} rejected the key in {variable} ({message}). "
            "Not an outage: check the key and what it may use"
        )
    return UnreachableError(f"{known.model}: cannot reach {known.host} ({message})")
