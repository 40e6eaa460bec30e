"""What went wrong, from the SDK's exception: may it pass, is it final, is it hopeless?"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping

from specaudit.domain.response import Failure, FailureKind
from specaudit.llm.base import ProviderError
from specaudit.llm.profiles import Profile
from specaudit.llm.providers.outside import safe

_CONTEXT = re.compile(
    r"context (?:size|length|window)|too long|too many tokens|maximum[^.]{0,40}tokens",
    re.IGNORECASE,
)
_QUOTA = FailureKind.RATE_LIMIT
TOO_LONG = "; the request is longer than the model's context"


def to_provider_error(error: Exception, profile: Profile) -> ProviderError:
    """Translate whatever came out of the layers below us.

    Anything unknown counts as a passing fault of the server: a strange reply must become a
    missing cell, never the end of a run that was paid for.
    """
    from pydantic_ai import exceptions as known

    words = _words(error, profile)

    def failed(
        kind: FailureKind, *, retry: bool = False, fatal: bool = False, hint: str = ""
    ) -> ProviderError:
        after = getattr(error, "retry_after", None)
        return ProviderError(Failure(kind, words + hint), retry=retry, fatal=fatal, after=after)

    if isinstance(error, known.ModelConnectionError):
        return _connection(error, profile)
    if isinstance(error, known.ModelAuthenticationError):
        return failed(FailureKind.AUTH, fatal=True)
    if isinstance(error, known.ModelQuotaExceededError):
        return failed(_QUOTA, fatal=True)
    if isinstance(error, known.ModelNotFoundError):
        return failed(FailureKind.REQUEST, fatal=True)
    if isinstance(error, known.ModelRateLimitError):
        return failed(FailureKind.RATE_LIMIT, retry=True)
    if isinstance(error, known.ModelContextWindowExceededError) or _too_long(error, words):
        return failed(FailureKind.REQUEST, hint=TOO_LONG)
    if isinstance(error, known.ContentFilterError):
        return failed(FailureKind.FILTERED)
    if _final(error):
        return failed(FailureKind.REQUEST)
    return failed(FailureKind.SERVER, retry=True)


def _too_long(error: Exception, words: str) -> bool:
    return getattr(error, "status_code", 0) in (400, 413, 422) and bool(_CONTEXT.search(words))


def _final(error: Exception) -> bool:
    """Whether the same request would be refused again."""
    from pydantic_ai import exceptions as known

    status = getattr(error, "status_code", 0)
    refused = 300 <= status < 500 and status not in (408, 409, 425)
    return refused or isinstance(error, known.ModelRequestRejectedError | known.UserError)


def _connection(error: Exception, profile: Profile) -> ProviderError:
    """Split what may pass (a reset, a time-out) from a host that is not there.

    pydantic-ai's ``phase`` does not tell: on aiohttp's transport a connection that the server
    drops while answering looks like one that could not be opened.
    """
    causes = list(_causes(error))[::-1]
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            words = f"its certificate is not trusted: {cause.verify_message}"
            return _gone(safe(words, profile))
    for cause in causes:
        if isinstance(cause, socket.gaierror | ConnectionRefusedError) or _no_route(cause):
            return _gone(safe(_reason(cause), profile))
        if type(cause).__name__ == "ConnectionTimeoutError":
            return _gone("no connection in time")
    words = safe(_reason(causes[0]), profile)
    late = type(error).__name__ == "ModelTimeoutError" and "timeout" in words.lower()
    kind = FailureKind.TIMEOUT if late else FailureKind.SERVER
    return ProviderError(Failure(kind, words), retry=True)


def _gone(words: str) -> ProviderError:
    return ProviderError(Failure(FailureKind.UNREACHABLE, words), retry=False, fatal=True)


def _no_route(cause: BaseException) -> bool:
    """Whether the operating system refused to even try (no network, no route, refused)."""
    if isinstance(cause, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        return False
    return isinstance(cause, OSError) and type(cause).__name__ in (
        "OSError",
        "ClientConnectorError",
        "ClientConnectorDNSError",
        "ClientProxyConnectionError",
    )


def _reason(cause: BaseException) -> str:
    if isinstance(cause, OSError) and cause.strerror:
        # "Connect call failed ('10.0.0.1', 443)" says less than the system's own words.
        return cause.strerror.partition(" [")[0]
    return str(cause) or type(cause).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what caused it, innermost last."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _words(error: Exception, profile: Profile) -> str:
    status = getattr(error, "status_code", None)
    said = safe(_server_words(getattr(error, "body", None) or error), profile)
    return f"HTTP {status}: {said}" if status else said or type(error).__name__


def _server_words(body: object) -> object:
    """Dig the sentence out of an error body; servers nest it differently."""
    while isinstance(body, Mapping):
        inner = body.get("error", body.get("message", body.get("detail")))
        if inner is None:
            return dict(body)
        body = inner
    return body
