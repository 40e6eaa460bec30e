"""What a model call is: requests, replies and what a provider has to offer. Light to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from specaudit.domain.response import Failure
from specaudit.domain.run import PromptUse
from specaudit.store.keys import tagged_hash

CHARS_PER_TOKEN = 4
"""An estimate for plans, on the dear side: a spec's digest has 5.0 with OpenAI's cl100k, worked
examples 4.7, lists of labels 4.1. Providers report the true counts."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request."""

    role: Literal["system", "user", "assistant"]
    text: str
    cache: bool = False
    """True: providers that cache on demand keep everything up to the end of this message.

    System messages go out as one block, so mark the last of them or none.
    """


@dataclass(frozen=True, slots=True)
class Request:
    """One call. Everything but ``meta`` is part of its identity."""

    model: str
    """``provider/name``."""
    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float | None = None
    """None: the provider's default."""
    seed: int | None = None
    """Where a provider takes a seed it is mixed with ``sample``."""
    schema_name: str | None = None
    schema: Mapping[str, Any] | None = None
    """JSON Schema the answer must fit; None: free text."""
    prompt: PromptUse | None = None
    sample: int = 0
    """Repeats of one request differ in this alone."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """For accounting (``role``) and scripted models; never sent, never part of the identity."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call."""

    input: int = 0
    """All input tokens, cached ones included."""
    cached: int = 0
    """Input tokens read from the provider's prompt cache."""
    output: int = 0
    written: int = 0
    """Input tokens written to the provider's prompt cache, which some charge more for."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What a provider brought back from one attempt."""

    text: str
    finish: str | None
    """``stop``, ``length``, ``content_filter`` ...; None where the server named no reason."""
    usage: Usage = Usage()
    refusal: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome of one call, after retries and validation."""

    key: str
    text: str | None
    data: Any
    """The parsed answer (an instance of the requested type); None for free text or failure."""
    finish: str | None
    refusal: bool
    usage: Usage
    cost: float | None
    """US dollars paid now; 0 for a stored call, None where the price is unknown."""
    cached: bool
    """Whether the answer came from the call store."""
    failure: Failure | None
    host: str


class ProviderError(Exception):
    """An attempt failed; the client decides whether to try again."""

    def __init__(
        self, failure: Failure, *, retry: bool, after: float | None = None, fatal: bool = False
    ) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.retry = retry
        """Whether another attempt may go better."""
        self.after = after
        """Seconds the server asked to wait."""
        self.fatal = fatal
        """Whether no call to this provider can succeed (key rejected, host unreachable)."""


class Provider(Protocol):
    """One way to reach models."""

    host: str
    """Host that requests go to, as reports show it."""

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return, as JSON data, all that decides the answer: what is sent, and to whom."""

    async def generate(self, request: Request) -> Raw:
        """Make one attempt.

        Raises:
            ProviderError: where the attempt failed.
        """

    async def close(self) -> None:
        """Release connections."""


def content_key(request: Request) -> str:
    """Hash the messages and the sample alone: what a recorded answer is looked up by."""
    return tagged_hash([[[m.role, m.text] for m in request.messages], request.sample])
