"""What models can do, cost and hold, as data. An unknown price is unknown, never zero."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from specaudit.config import ModelConfig
from specaudit.domain.errors import ConfigError

VENDORS = {
    "anthropic": ("ANTHROPIC_API_KEY", "api.anthropic.com"),
    "openai": ("OPENAI_API_KEY", "api.openai.com"),
    "google": ("GOOGLE_API_KEY", "generativelanguage.googleapis.com"),
    "xai": ("XAI_API_KEY", "api.x.ai"),
}
_PRICE_LIST = {"xai": "x-ai"}
LOCAL = ("embedded", "scripted", "replay")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
THINKING = {
    "anthropic": r"claude-(?!3)(?:[a-z]+-)?(?:[5-9]|haiku-5)",
    "openai": r"o\d|gpt-5(?!\.[1-4])(?!-chat)|gpt-[6-9]",
    "google": r"gemini-(?:2\.5|[3-9])",
    "xai": r"grok-(?:3-mini|[4-9])(?!.*non-reasoning)",
}
"""Names of models that think before they answer, unless told not to (checked November 2026)."""
THINKING_ROOM = 4096
"""Tokens set aside for thoughts, which count against ``max_tokens`` at every vendor."""
EMBEDDED_SLOTS = 4
"""Calls the embedded server answers at once; more would only wait inside it."""
EMBEDDED_TIMEOUT = 900.0
"""Seconds for one attempt at the embedded model: slow is not broken, and a repeat is as slow."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens."""

    input: float
    output: float
    cached: float | None = None
    """Price of input tokens read from the provider's cache; None: as any input."""
    written: float | None = None
    """Price of input tokens written to the provider's cache; None: as any input."""

    def cost(
        self, tokens_in: int, tokens_cached: int, tokens_out: int, tokens_written: int = 0
    ) -> float:
        """Return the cost of one call in US dollars; ``tokens_in`` holds all input tokens."""
        cached = self.input if self.cached is None else self.cached
        written = self.input if self.written is None else self.written
        fresh = max(0, tokens_in - tokens_cached - tokens_written)
        paid = fresh * self.input + tokens_cached * cached + tokens_written * written
        return (paid + tokens_out * self.output) / 1e6

    def most(self, tokens_in: int, tokens_out: int) -> float:
        """Return the most a call of this size can cost: everything is written to the cache."""
        dearest = max(self.input, self.written or 0.0)
        return (tokens_in * dearest + tokens_out * self.output) / 1e6


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything known about one model before it is called."""

    model: str
    vendor: str
    name: str
    """Name as the server knows it."""
    api: str
    """``openai``, ``anthropic``, ``google``, ``xai``, ``embedded``, ``scripted``, ``replay``."""
    key_env: str
    """Variable that holds the key; empty where none is needed."""
    base_url: str
    host: str
    price: Price | None
    context: int
    """Context size in tokens; 0 where unknown."""
    max_connections: int
    thinks: bool = False
    """Whether it thinks before it answers."""
    timeout: float | None = None
    """Seconds for one attempt; None: the run's setting."""

    @property
    def local(self) -> bool:
        """Whether calls stay on this machine."""
        return self.vendor in LOCAL or is_loopback(self.host)

    @property
    def shares_key(self) -> str:
        """What one rejected key or unreachable host closes: host and variable."""
        return f"{self.host} {self.key_env}"

    def output_tokens(self, max_tokens: int) -> int:
        """Return the output limit to send for an answer of ``max_tokens``."""
        return max_tokens + (THINKING_ROOM if self.thinks else 0)


def is_loopback(host: str) -> bool:
    """Return whether a host, with or without a port, is this machine."""
    return (urlsplit(f"//{host}").hostname or "") in LOOPBACK


def profile(model: str, configured: Mapping[str, ModelConfig]) -> Profile:
    """Return the profile of a model id.

    Raises:
        ConfigError: where the id names no known vendor and is not configured.
    """
    vendor, _, name = model.partition("/")
    if not name:
        raise ConfigError(f'model "{model}": write it as provider/name, such as openai/NAME')
    settings = configured.get(model)
    if vendor in LOCAL:
        return _local(model, vendor, name, settings)
    if settings and settings.base_url:
        return _served(model, vendor, name, settings)
    if vendor in VENDORS:
        return _hosted(model, vendor, name, settings or ModelConfig())
    raise ConfigError(
        f'model "{model}": unknown provider "{vendor}"; use {", ".join((*VENDORS, *LOCAL[:1]))}, '
        f'or configure [models."{model}"] with api and base-url'
    )


def _local(model: str, vendor: str, name: str, settings: ModelConfig | None) -> Profile:
    return Profile(
        model=model,
        vendor=vendor,
        name=name,
        api=vendor,
        key_env="",
        base_url="",
        host="127.0.0.1" if vendor == "embedded" else f"{vendor} (no host)",
        price=Price(0, 0),
        context=settings.context if settings else 0,
        max_connections=EMBEDDED_SLOTS if vendor == "embedded" else 0,
        timeout=EMBEDDED_TIMEOUT if vendor == "embedded" else None,
    )


def _hosted(model: str, vendor: str, name: str, settings: ModelConfig) -> Profile:
    """Profile of a vendor's own model; its ``*_BASE_URL`` variable may name another address."""
    variable, host = VENDORS[vendor]
    address = os.environ.get(variable.replace("_API_KEY", "_BASE_URL"), "").strip()
    if address:
        host = _host(address, variable.replace("_API_KEY", "_BASE_URL"))
    real = settings.model or name
    price, context = _price(settings), settings.context
    if price is None or not context:
        listed, known_context = _listed(vendor, real)
        price, context = price or listed, context or known_context
    return Profile(
        model=model,
        vendor=vendor,
        name=real,
        api=vendor,
        key_env=variable,
        base_url=address,
        host=host,
        price=price,
        context=context,
        max_connections=settings.max_connections,
        thinks=re.match(THINKING[vendor], real) is not None,
    )


def _host(address: str, where: str) -> str:
    """Return host and port of an address, without credentials.

    Raises:
        ConfigError: where it is no http(s) address.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{where} is not an http(s) address")
    return parts.netloc.rpartition("@")[2]


def _served(model: str, vendor: str, name: str, settings: ModelConfig) -> Profile:
    host = _host(settings.base_url, f'[models."{model}"] base-url')
    bare = urlsplit(f"//{host}").hostname or ""
    well_known = {variable for variable, _ in VENDORS.values()}
    if settings.api_key_env in well_known and not _is_vendor_host(bare):
        raise ConfigError(
            f'[models."{model}"] would send {settings.api_key_env} to {bare}; '
            "name a variable of its own in api-key-env"
        )
    real = settings.model or name
    return Profile(
        model=model,
        vendor=vendor,
        name=real,
        api=settings.api,
        key_env=settings.api_key_env,
        base_url=settings.base_url,
        host=host,
        price=_price(settings),
        context=settings.context,
        max_connections=settings.max_connections,
        thinks=_is_vendor_host(bare) and re.match(THINKING[settings.api], real) is not None,
    )


def _is_vendor_host(host: str) -> bool:
    return host in {known for _, known in VENDORS.values()}


def _listed(vendor: str, name: str) -> tuple[Price | None, int]:
    """Look a vendor's model up in the bundled price list: its price and context size."""
    from genai_prices import Usage, calc_price

    def each(**tokens: int) -> float:
        found = calc_price(Usage(**tokens), name, provider_id=_PRICE_LIST.get(vendor, vendor))
        return float(found.total_price) * 1000

    try:
        probe = calc_price(Usage(), name, provider_id=_PRICE_LIST.get(vendor, vendor))
        price = Price(
            each(input_tokens=1000),
            each(output_tokens=1000),
            each(input_tokens=1000, cache_read_tokens=1000),
            each(input_tokens=1000, cache_write_tokens=1000),
        )
    except LookupError:
        return None, 0
    return price, probe.model.context_window or 0


def _price(settings: ModelConfig | None) -> Price | None:
    if settings is None or not {"input", "output"} <= set(settings.price):
        return None
    price = settings.price
    return Price(price["input"], price["output"], price.get("cached"))
