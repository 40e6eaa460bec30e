"""The one way to call a model: stored answers first, then budget, gate, retries, validation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from specaudit.config import ModelConfig
from specaudit.domain.response import Failure, FailureKind
from specaudit.domain.run import ModelUse
from specaudit.llm.answers import InvalidAnswerError, read_answer
from specaudit.llm.attempts import Attempts, Limits
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
from specaudit.llm.budget import Budget
from specaudit.llm.ledger import Ledger
from specaudit.llm.profiles import Profile, profile
from specaudit.llm.providers import connect
from specaudit.llm.workers import Job, work_off
from specaudit.store.calls import CallStore, StoredCall
from specaudit.store.keys import canonical_json, tagged_hash
from specaudit.store.spending import Spending

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["Client", "Limits"]

BYTES_PER_TOKEN = 3.0
"""To set budget aside before the tokens are known. English has 4 and more, Japanese about 3."""
TOKENS_PER_MESSAGE = 16
WORKERS_PER_CONNECTION = 8
"""Workers idle at the gate of a slow host must leave enough for the others."""
REPAIR = (
    "Your reply could not be read: {problem}. Reply again with one JSON object that fits the"
    " schema, and nothing else."
)


class Client:
    """Calls models for one run. Close it, or use it as ``async with``."""

    def __init__(
        self,
        models: Mapping[str, ModelConfig],
        store: CallStore,
        limits: Limits | None = None,
        connector: Callable[[Profile, float], Provider] = connect,
        spending: Spending | None = None,
    ) -> None:
        """Take what calls are made with.

        Args:
            models: Settings of models, by id.
            store: Where answers are kept.
            limits: Caps and patience.
            connector: Makes the provider of a model.
            spending: What the run has spent before and spends now; None: nothing so far.
        """
        self.models = models
        self.store = store
        self.limits = limits or Limits()
        self._connector = connector
        self._ledger = Ledger(spending or Spending())
        self._budget = Budget(
            self.limits.max_calls,
            self.limits.max_cost,
            calls=self._ledger.sent_before,
            spent=self._ledger.paid_before,
        )
        self._attempts = Attempts(self.limits, self._pay, self._budget.room)
        self._providers: dict[str, Provider] = {}
        self._profiles: dict[str, Profile] = {}
        self._flying: dict[str, asyncio.Future[Reply]] = {}
        self.prompts: set[str] = set()
        """Ids of the prompts that were sent, or answered from the store."""

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *details: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Release every connection and stop the embedded server, if one runs."""
        providers, self._providers = list(self._providers.values()), {}
        # One that cannot close must not keep the others open, nor the report from being written.
        await asyncio.gather(*(p.close() for p in providers), return_exceptions=True)

    @property
    def exhausted(self) -> str | None:
        """Which cap was reached, in words; None while there is budget."""
        return self._budget.exhausted

    @property
    def spent(self) -> float:
        """US dollars the run has paid for models with a known price, earlier processes included."""
        return self._budget.spent

    @property
    def sent(self) -> int:
        """Requests sent in this process, repeats after failures included."""
        return self._attempts.sent

    def accounting(self) -> tuple[ModelUse, ...]:
        """Return calls, tokens and cost by model and role, over the whole run."""
        return self._ledger.uses()

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
            The reply; a missing answer is a reply with a failure. Free text that was cut at
            ``max_tokens`` is an answer with the finish ``length``; nothing at all is not.

        Raises:
            SpecauditError: where no call to this host or model can succeed: a key is missing
                or rejected, the host cannot be reached, the model or the quota is not there.
        """
        reply = await self._shared(request)
        if request.prompt and not (reply.failure and reply.failure.kind is FailureKind.BUDGET):
            self.prompts.add(request.prompt.id)
        if reply.failure or reply.text is None or (wanted is None and reply.text):
            return reply
        if reply.refusal:
            return reply
        if not reply.text.strip() and reply.finish == "length":
            message = f"cut off at {request.max_tokens} tokens before a word was said"
            return self._unusable(request, reply, FailureKind.TRUNCATED, message)
        if wanted is None:
            return reply
        try:
            return replace(reply, data=read_answer(reply.text, wanted))
        except InvalidAnswerError as problem:
            return await self._repair(request, reply, wanted, str(problem))

    def call_many(
        self, jobs: Iterable[Job], workers: int | None = None
    ) -> AsyncIterator[tuple[Request, Reply]]:
        """Make many calls with a few workers; yields replies as they come.

        Where a call raises, the ones under way are given a moment to end, so that what was
        paid for is stored; then the error is raised.
        """
        return work_off(
            self.call, jobs, workers or WORKERS_PER_CONNECTION * self.limits.max_connections
        )

    def _provider(self, model: str) -> Provider:
        if model not in self._providers:
            known = self.profile(model)
            self._providers[model] = self._connector(known, known.timeout or self.limits.timeout)
        return self._providers[model]

    async def _shared(self, request: Request) -> Reply:
        """Answer from the store, or join the same call if it is under way."""
        key = self.key(request)
        host = self.profile(request.model).host
        while True:
            stored = self.store.get(key)
            if stored is not None:
                return self._ledger.count(request, _from_store(key, stored))
            under_way = self._flying.get(key)
            if under_way is None:
                return await self._fly(key, request)
            await asyncio.wait([under_way])
            if under_way.cancelled():
                continue  # whoever made the call was stopped; this caller was not
            reply = under_way.result()
            if reply.failure is not None:
                return self._ledger.count(request, replace(reply, host=host))

    async def _fly(self, key: str, request: Request) -> Reply:
        under_way: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._flying[key] = under_way
        try:
            reply = await self._send(key, request)
            under_way.set_result(reply)
            return self._ledger.count(request, reply)
        except asyncio.CancelledError:
            under_way.cancel()
            raise
        except BaseException as error:
            under_way.set_exception(error)
            under_way.exception()  # nobody may be waiting: then it is no loose end
            raise
        finally:
            del self._flying[key]

    async def _send(self, key: str, request: Request) -> Reply:
        known = self.profile(request.model)
        self._attempts.check(known)
        most = _most(request, known)
        if not await self._budget.reserve(most):
            message = self._budget.exhausted or "no budget left"
            return _failed(key, known, Failure(FailureKind.BUDGET, message))
        self._ledger.send(request, known.host)
        try:
            raw = await self._attempts.run(self._provider(request.model), request, known)
            cost = self._pay(request, known, raw.usage)
        except ProviderError as error:
            return _failed(key, known, error.failure)
        finally:
            self._budget.settle(most)
        stored = _to_store(request, known, raw, cost)
        self.store.put(key, stored)
        self._ledger.keep(request, known.host)
        return replace(_from_store(key, stored), cached=False, cost=cost)

    async def _repair(
        self, request: Request, reply: Reply, wanted: type[BaseModel], problem: str
    ) -> Reply:
        """Ask once more, with the problem named; then give up and say why."""
        if reply.finish == "length":
            message = f"cut off at {request.max_tokens} tokens: {problem}"
            return self._unusable(request, reply, FailureKind.TRUNCATED, message)
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
            cut = second.finish == "length"
            kind = FailureKind.TRUNCATED if cut else FailureKind.MALFORMED
            return self._unusable(request, second, kind, str(still))

    def _unusable(self, request: Request, reply: Reply, kind: FailureKind, message: str) -> Reply:
        self._ledger.fail(request, reply.host)
        return replace(reply, failure=Failure(kind, message))

    def _pay(self, request: Request, known: Profile, usage: Usage) -> float | None:
        """Book an answer's tokens and price, whether the answer is of use or not."""
        cost = None
        if known.price is not None:
            cost = known.price.cost(usage.input, usage.cached, usage.output, usage.written)
        self._budget.pay(cost)
        self._ledger.pay(request, known.host, usage, cost)
        return cost


def _most(request: Request, known: Profile) -> float:
    """Return the most a call can cost in US dollars; 0 where the price is unknown."""
    if known.price is None:
        return 0.0
    size = sum(len(m.text.encode("utf-8", "surrogatepass")) for m in request.messages)
    size += len(canonical_json(dict(request.schema))) if request.schema else 0
    tokens = size / BYTES_PER_TOKEN + TOKENS_PER_MESSAGE * len(request.messages)
    return known.price.most(int(tokens), known.output_tokens(request.max_tokens))


def _to_store(request: Request, known: Profile, raw: Raw, cost: float | None) -> StoredCall:
    return StoredCall(
        content=content_key(request),
        model=request.model,
        host=known.host,
        text=raw.text,
        finish=raw.finish or "",
        refusal=raw.refusal,
        input=raw.usage.input,
        cached=raw.usage.cached,
        output=raw.usage.output,
        cost=cost,
    )


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


def _failed(key: str, known: Profile, failure: Failure) -> Reply:
    return Reply(
        key=key,
        text=None,
        data=None,
        finish=None,
        refusal=False,
        usage=Usage(),
        cost=0.0,
        cached=False,
        failure=failure,
        host=known.host,
    )
