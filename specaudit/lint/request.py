"""What a lint run is asked for: settings and options joined into one request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from specaudit.domain.errors import ConfigError
from specaudit.domain.lint import UNNAMED, LintOptions
from specaudit.domain.records import record
from specaudit.lint.beside import processors
from specaudit.lint.sources import expand, included, kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specaudit.config import Config, DocumentOptions


@record(frozen=True, slots=True)
class Request:
    """What one lint run reads and how."""

    paths: tuple[str, ...]
    options: LintOptions
    document: DocumentOptions
    stdin_name: str = UNNAMED
    limit_bytes: int = 20_000_000
    limit_note: str = "20 MB"
    use_cache: bool = True
    processes: int = 1
    """How many processes may be used."""


def split(values: Iterable[str]) -> tuple[str, ...]:
    """Rules from repeated options that may each hold a comma-separated list."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def request_for(paths: tuple[str, ...], config: Config, **options: Any) -> Request:
    """Join settings and options into one request.

    The request names no path where the settings exclude every document that was given.

    Raises:
        ConfigError: where no path is given and the settings include none, or folders are empty.
    """
    root = Path(config.path).parent if config.path else Path()
    found = expand(paths) if paths else included(config.include, root)
    if not found and paths:
        raise ConfigError(f"nothing to check: no Markdown document in {', '.join(paths)}")
    if not found:
        raise ConfigError("nothing to check: give a path, or set include in specaudit.toml")
    names = kept(found, config.exclude, root)
    own = config.lint
    return Request(
        paths=tuple(names),
        options=LintOptions(
            select=split(options.get("select", ())) or own.select,
            ignore=own.ignore + split(options.get("ignore", ())),
            extend_select=own.extend_select + split(options.get("extend_select", ())),
            pedantic=own.pedantic or options.get("pedantic", False),
            preview=own.preview or options.get("preview", False),
            severity=tuple(sorted(own.severity.items())),
            per_file_ignores=tuple(sorted(own.per_file_ignores.items())),
            require_reason=own.require_reason,
        ),
        document=config.document,
        stdin_name=options.get("stdin_filename", UNNAMED),
        limit_bytes=size_limit(config),
        limit_note=_limit_note(config),
        use_cache=not options.get("no_cache", False),
        processes=processors(),
    )


_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}


def size_limit(config: Config) -> int:
    """Return the largest document size to read, in bytes.

    Raises:
        ConfigError: where ``lint.max-file-size`` is not a size.
    """
    text = config.lint.max_file_size.strip().upper()
    unit = _UNITS.get(text[-2:])
    try:
        return int(float(text[:-2] if unit else text) * (unit or 1))
    except ValueError:
        raise ConfigError(
            f'lint.max-file-size: {config.lint.max_file_size!r} is not a size such as "20MB"'
        ) from None


def _limit_note(config: Config) -> str:
    """The limit with the line that sets it, where a file does."""
    size = config.lint.max_file_size
    shown = f"{size[:-2].strip()} {size[-2:].upper()}" if size[-2:].upper() in _UNITS else size
    if config.path is None:
        return shown
    lines = Path(config.path).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.strip().startswith("max-file-size"):
            return f"{shown}, {Path(config.path).name}:{number}"
    return shown
