"""What models can do, cost and hold, as data. An unknown price is unknown, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens."""

    input: float
    output: float
    cached: float | None = None
    """Price of input tokens read from the provider's cache; None: as any input."""

    def cost(self, tokens_in: int, tokens_cached: int, tokens_out: int) -> float:
        """Return the cost of one call in US dollars."""
        cached = self.input if self.cached is None else self.cached
        fresh = max(0, tokens_in - tokens_cached)
        return (fresh * self.input + tokens_cached * cached + tokens_out * self.output) / 1e6


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

    @property
    def local(self) -> bool:
        """Whether calls stay on this machine."""
        return self.vendor in LOCAL or self.host.split(":")[0] in {"127.0.0.1", "localhost", "::1"}


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
        context = settings.context if settings else 0
        host = "127.0.0.1" if vendor == "embedded" else f"{vendor} (no host)"
        return Profile(model, vendor, name, vendor, "", "", host, Price(0, 0), context, 0)
    if settings and settings.base_url:
        return _served(model, vendor, name, settings)
    if vendor in VENDORS:
        variable, host = VENDORS[vendor]
        price, known_context = _price(settings), 0
        if price is None or not (settings and settings.context):
            listed, known_context = _listed(vendor, (settings.model if settings else "") or name)
            price = price or listed
        context = (settings.context if settings else 0) or known_context
        limit = settings.max_connections if settings else 0
        real = (settings.model if settings else "") or name
        return Profile(model, vendor, real, vendor, variable, "", host, price, context, limit)
    raise ConfigError(
        f'model "{model}": unknown provider "{vendor}"; use {", ".join((*VENDORS, *LOCAL[:1]))}, '
        f'or configure [models."{model}"] with api and base-url'
    )


def _served(model: str, vendor: str, name: str, settings: ModelConfig) -> Profile:
    from urllib.parse import urlsplit

    parts = urlsplit(settings.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f'[models."{model}"] base-url is not an http(s) address')
    well_known = {variable for variable, _ in VENDORS.values()}
    if settings.api_key_env in well_known and not _is_vendor_host(parts.hostname):
        raise ConfigError(
            f'[models."{model}"] would send {settings.api_key_env} to {parts.hostname}; '
            "name a variable of its own in api-key-env"
        )
    return Profile(
        model=model,
        vendor=vendor,
        name=settings.model or name,
        api=settings.api,
        key_env=settings.api_key_env,
        base_url=settings.base_url,
        host=parts.netloc.rpartition("@")[2],
        price=_price(settings),
        context=settings.context,
        max_connections=settings.max_connections,
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
        )
    except LookupError:
        return None, 0
    return price, probe.model.context_window or 0


def prices_from() -> str:
    """Name the price list and its version, for reports."""
    from importlib.metadata import version

    return f"genai-prices {version('genai-prices')}"


def _price(settings: ModelConfig | None) -> Price | None:
    if settings is None or not {"input", "output"} <= set(settings.price):
        return None
    price = settings.price
    return Price(price["input"], price["output"], price.get("cached"))
