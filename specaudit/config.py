"""Configuration: one file, the nearest wins, unknown keys are errors with a line number.

Plain dataclasses and ``tomllib`` only, since every lint run passes through here.
"""

from __future__ import annotations

import math
import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, field, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from specaudit import __version__
from specaudit.domain.errors import ConfigError
from specaudit.domain.records import record

T = TypeVar("T")

Threshold = Literal["error", "warning", "note", "never"]
Conditioning = Literal["excerpt", "full", "trained"]
EXTRA_READINGS = ("whole", "second")
"""What ``also-read`` can name."""


@record(frozen=True, slots=True)
class DocumentOptions:
    """How a document marks what."""

    dialect: str = "auto"
    """A dialect of `specaudit.parse.dialects`, or ``auto``."""
    authority_attribute: str = "authority"
    """Key of the heading attribute that holds a section's level."""
    authority_order: tuple[str, ...] = ()
    """Levels, highest first; empty: read from the document, else the dialect's."""
    example_fences: tuple[str, ...] = ("xml",)
    """Info strings of fences that hold example conversations, not rules."""
    non_normative: tuple[str, ...] = ()
    """Admonition kinds ("!!! note") or heading titles whose text only informs."""
    link_template: str = ""
    """Address of a passage: ``{path}``, ``{line}``, ``{anchor}`` and ``{rev}`` are filled in."""


@record(frozen=True, slots=True)
class LintConfig:
    """Which static rules run, and how they count."""

    select: tuple[str, ...] = ("default",)
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    """Rule name or code to ``error``, ``warning`` or ``note``."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path pattern to rules that are not reported there (``all`` for every rule)."""
    require_reason: bool = False
    max_file_size: str = "20MB"
    preview: bool = False
    pedantic: bool = False


@record(frozen=True, slots=True)
class AuditConfig:
    """How gaps are proposed, tested and decided."""

    proposer: str = ""
    """Model that proposes gaps; empty: static proposals only."""
    co_proposers: tuple[str, ...] = ()
    """Further models that read the spec as well; what they propose is merged."""
    also_read: tuple[str, ...] = ()
    """Extra readings: ``whole`` (all at once, in shuffled orders), ``second`` (again what a first
    reading skipped)."""
    generator: str = ""
    """Model that writes scenarios and rubrics; empty: the proposer, else templates."""
    co_generators: tuple[str, ...] = ()
    """More models that write scenarios, in turn with the generator; it alone writes rubrics."""
    models: tuple[str, ...] = ()
    """The committee."""
    judges: tuple[str, ...] = ()
    conditioning: Conditioning = "excerpt"
    max_gaps: int = 30
    queries: int = 60
    """Most seed scenarios per candidate; about 12 are used, for what is plain stops early."""
    samples: int = 2
    """Answers per query and member; at least 2, or there is no noise floor."""
    second_votes: float = 0.0
    """Share of answers that every judge judges twice, to measure its own noise."""
    refusals: bool = True
    """Whether one judge says of every answer how far it refuses."""
    ablation: bool = True
    """Whether confirmed gaps are asked about again with statements taken out, for the cause."""
    seed: int = 0
    alpha: float = 0.1
    """False discovery rate over all candidates of a run."""
    max_cost: float | None = None
    max_calls: int | None = None
    max_connections: int = 8
    timeout: float = 120.0
    """Seconds for one attempt of one call."""
    run_dir: str = ".specaudit/runs"
    keep_going: bool = False
    """Go on probing after the judges failed the instrument check."""
    allow_judge_on_committee: bool = False
    seeded_faults: int = 0
    """Contradictions the self-test plants into a copy of the spec, each with its repaired twin."""


@record(frozen=True, slots=True)
class ModelConfig:
    """One model that is not a vendor's own, or whose price or limits differ."""

    api: Literal["openai", "anthropic"] = "openai"
    base_url: str = ""
    api_key_env: str = ""
    """Name of the environment variable that holds the key; never the key."""
    model: str = ""
    """Name the server knows the model by; empty: what follows the first slash."""
    price: Mapping[str, float] = field(default_factory=dict)
    """``input``, ``output`` and ``cached`` in US dollars per million tokens."""
    context: int = 0
    """Context size in tokens; 0: unknown."""
    max_connections: int = 0


@record(frozen=True, slots=True)
class ReportConfig:
    """What is written when an audit ends."""

    output: tuple[str, ...] = ()
    transcripts: Literal["sampled", "all", "none"] = "sampled"
    redact: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    """Weights of the ranking's parts; see ``specaudit config``."""


@record(frozen=True, slots=True)
class Config:
    """Everything a run can be told, after file and defaults."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Threshold = "warning"
    baseline: str = "specaudit-baseline.json"
    required_version: str = ""
    document: DocumentOptions = DocumentOptions()
    lint: LintConfig = field(default_factory=LintConfig)
    audit: AuditConfig = field(default_factory=AuditConfig)
    models: Mapping[str, ModelConfig] = field(default_factory=dict)
    report: ReportConfig = field(default_factory=ReportConfig)
    path: str | None = None
    """File these settings came from; None for the built-in defaults."""


_NOT_IN_FILES = {"path"}


def key_of(name: str) -> str:
    """Return a field's name as it is written in the file."""
    return name.replace("_", "-")


@record(frozen=True, slots=True)
class _Source:
    """The file being read, to say where a key stands."""

    path: str
    text: str
    prefix: str

    def line(self, table: tuple[str, ...], key: str | None) -> int:
        """Return the 1-based line of a key (or of its table's header), best effort."""
        dotted = ".".join(p for p in (self.prefix, *table) if p)
        wanted = {f"[{dotted}]"} if dotted else set()
        inside = not dotted
        header = 1
        for number, raw in enumerate(self.text.splitlines(), 1):
            line = raw.strip()
            if line.startswith("["):
                inside = line.split("#")[0].strip().replace('"', "") in wanted
                header = number if inside else header
                if inside and key is None:
                    return number
            elif inside and key and line.split("=")[0].strip().strip("\"'") == key:
                return number
        return header

    def error(self, table: tuple[str, ...], key: str | None, message: str) -> ConfigError:
        """Build the one-line error for a key."""
        place = f"{self.path}:{self.line(table, key)}" if self.text else self.path
        return ConfigError(f"{place}: {message}")


def load(path: Path | None, overrides: Sequence[str] = ()) -> Config:
    """Read a configuration file and lay single settings over it.

    Args:
        path: ``specaudit.toml``, or a ``pyproject.toml`` whose ``[tool.specaudit]`` counts;
            None for the defaults.
        overrides: Settings in TOML, such as ``audit.max-gaps = 5``.

    Raises:
        ConfigError: naming file, line, key and what would be accepted.
    """
    config = Config() if path is None else _read(path)
    for override in overrides:
        try:
            data = _toml(override)
        except ValueError as error:
            raise ConfigError(f"--config {override!r}: not valid TOML: {error}") from None
        config = _overlay(config, from_mapping(data, _Source("--config", override, "")), data)
    return config


def origin(path: Path | None, overrides: Sequence[str], key: Sequence[str]) -> str:
    """Say where a setting was made: ``file:line``, ``--config``, or ``default``.

    Args:
        path: What `load` was given, and read.
        overrides: What `load` was given.
        key: Names of the tables from the outermost, then of the setting.
    """
    if any(_holds(_toml(override), key) for override in overrides):
        return "--config"
    if path is not None:
        data, source = _parse(path)
        if _holds(data, key):
            return f"{path}:{source.line(tuple(key[:-1]), key[-1])}"
    return "default"


def _toml(text: str) -> Mapping[str, Any]:
    """Read TOML; what is none raises a ``ValueError``."""
    import tomllib

    return tomllib.loads(text)


def _holds(data: Any, key: Sequence[str]) -> bool:
    for name in key:
        if not isinstance(data, Mapping) or name not in data:
            return False
        data = data[name]
    return True


def _parse(path: Path) -> tuple[Mapping[str, Any], _Source]:
    try:
        text = path.read_text(encoding="utf-8")
        data = _toml(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid UTF-8 at byte {error.start}") from None
    except ValueError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    prefix = ""
    if path.name == "pyproject.toml":
        prefix = "tool.specaudit"
        data = data.get("tool", {}).get("specaudit", {})
    return data, _Source(str(path), text, prefix)


def _read(path: Path) -> Config:
    data, source = _parse(path)
    config = replace(from_mapping(data, source), path=str(path))
    _require_version(config.required_version, source)
    return config


def _require_version(wanted: str, source: _Source) -> None:
    """Refuse a file written for a newer specaudit (``required-version = ">=0.3"``)."""
    if not wanted:
        return
    numbers = wanted.removeprefix(">=").strip().split(".")
    if not wanted.startswith(">=") or not all(n.isdigit() for n in numbers):
        raise source.error((), "required-version", 'required-version must look like ">=0.3"')
    here = [int(n) for n in re.findall(r"\d+", __version__)]
    if [int(n) for n in numbers] > here:
        raise source.error(
            (), "required-version", f"this file needs specaudit {wanted}, found {__version__}"
        )


def _overlay(base: T, other: T, data: Mapping[str, Any]) -> T:
    """Take from ``other`` just the settings that ``data`` names."""
    changes: dict[str, Any] = {}
    for spec in fields(base):  # type: ignore[arg-type]
        if (key := key_of(spec.name)) not in data:
            continue
        old, new = getattr(base, spec.name), getattr(other, spec.name)
        if hasattr(new, "__dataclass_fields__"):
            new = _overlay(old, new, data[key])
        elif isinstance(new, Mapping):
            new = {**old, **new}
        changes[spec.name] = new
    return replace(base, **changes)  # type: ignore[type-var]


def from_mapping(data: Mapping[str, Any], source: _Source | None = None) -> Config:
    """Validate plain data and build a `Config`.

    Raises:
        ConfigError: for an unknown key or a value of the wrong kind.
    """
    return _build(Config, data, (), source or _Source("settings", "", ""))


def discover(start: Path) -> Path | None:
    """Return the nearest configuration file at or above a path, if there is one."""
    folder = start if start.is_dir() else start.parent
    for parent in (folder.absolute(), *folder.absolute().parents):
        own = parent / "specaudit.toml"
        if own.is_file():
            return own
        project = parent / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(path: Path) -> bool:
    try:
        return "[tool.specaudit" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _build(noun: type[T], data: Mapping[str, Any], table: tuple[str, ...], source: _Source) -> T:
    known = {key_of(f.name): f for f in fields(noun) if f.name not in _NOT_IN_FILES}  # type: ignore[arg-type]
    hints = get_type_hints(noun)
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            import difflib

            close = difflib.get_close_matches(key, known, 1)
            hint = f'; did you mean "{close[0]}"?' if close else f"; known: {', '.join(known)}"
            raise source.error(table, key, f'unknown key "{key}"{hint}')
        spec = known[key]
        values[spec.name] = _value(hints[spec.name], value, (*table, key), source)
    return noun(**values)


def _value(hint: Any, value: Any, where: tuple[str, ...], source: _Source) -> Any:
    table, key = where[:-1], where[-1]
    if hasattr(hint, "__dataclass_fields__"):
        return _build(hint, _table(value, where, source), where, source)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        if value not in args:
            raise source.error(table, key, f"{key} must be one of {', '.join(args)}")
        return value
    if origin in (Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), value, where, source)
    if origin is tuple:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise source.error(table, key, f"{key} must be a list of strings")
        return tuple(value)
    if origin is Mapping:
        inner = _table(value, where, source)
        return {k: _value(args[1], v, (*where, k), source) for k, v in inner.items()}
    return _scalar(hint, value, where, source)


def _table(value: Any, where: tuple[str, ...], source: _Source) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise source.error(where[:-1], where[-1], f"{where[-1]} must be a table")
    return value


_NAMES = {str: "a string", bool: "true or false", int: "a whole number", float: "a number"}


def _scalar(hint: type, value: Any, where: tuple[str, ...], source: _Source) -> Any:
    fits = isinstance(value, hint) or (hint is float and isinstance(value, int))
    if not fits or (isinstance(value, bool) and hint is not bool):
        raise source.error(where[:-1], where[-1], f"{where[-1]} must be {_NAMES[hint]}")
    _refuse_secret(value, where, source)
    low, high = _RANGES.get(where, (-math.inf, math.inf))
    if hint in (int, float) and not low <= value <= high:
        limits = f"at least {low}" if high == math.inf else f"from {low} to {high}"
        raise source.error(where[:-1], where[-1], f"{where[-1]} must be {limits}")
    return float(value) if hint is float else value


_RANGES: dict[tuple[str, ...], tuple[float, float]] = {
    ("audit", "max-gaps"): (1, math.inf),
    ("audit", "queries"): (1, math.inf),
    ("audit", "samples"): (1, math.inf),
    ("audit", "second-votes"): (0, 1),
    ("audit", "alpha"): (0.0001, 0.9999),
    ("audit", "max-cost"): (0, math.inf),
    ("audit", "max-calls"): (1, math.inf),
    ("audit", "max-connections"): (1, math.inf),
    ("audit", "timeout"): (1, math.inf),
    ("audit", "seeded-faults"): (0, math.inf),
}
"""Least and greatest value of a number, by table and key."""


def _refuse_secret(value: Any, where: tuple[str, ...], source: _Source) -> None:
    if isinstance(value, str) and len(value) > 20 and value.startswith(("sk-", "xai-", "AIza")):
        raise source.error(
            where[:-1],
            where[-1],
            f"{where[-1]} looks like a key; put the key in the environment and name the variable",
        )


def default_of(spec: Field[Any]) -> Any:
    """Return a field's default value."""
    if spec.default is not MISSING:
        return spec.default
    if spec.default_factory is not MISSING:
        return spec.default_factory()
    return None
