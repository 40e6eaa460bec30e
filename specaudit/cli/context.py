"""What every command shares: global settings, configuration lookup, safe printing."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from specaudit import config as configuration
from specaudit.config import Config
from specaudit.domain.errors import ConfigError
from specaudit.domain.records import record

# Control characters (C0 but tab and newline, C1) and bidirectional overrides.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Make text safe for a terminal: no escape sequences, no direction tricks."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


@record(frozen=True, slots=True)
class Settings:
    """The global options."""

    configs: tuple[str, ...] = ()
    isolated: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    offline: bool = False

    def config(self, first_path: Path | None = None) -> Config:
        """Find and read the configuration that holds for a path.

        Raises:
            ConfigError: for an unreadable file, an unknown key or a bad value.
        """
        return configuration.load(*self.sources(first_path))

    def sources(self, first_path: Path | None = None) -> tuple[Path | None, list[str]]:
        """Return the settings file that holds for a path and the single settings laid over it.

        Raises:
            ConfigError: where two files are named.
        """
        files = [c for c in self.configs if "=" not in c]
        overrides = [c for c in self.configs if "=" in c]
        if len(files) > 1:
            raise ConfigError(f"--config: more than one file: {', '.join(files)}")
        path: Path | None = None
        if files:
            path = Path(files[0])
        elif not self.isolated:
            path = configuration.discover(first_path or Path.cwd())
        if path is not None:
            # As seen from here, where that is shorter: messages and findings name it.
            path = Path(min(str(path), os.path.relpath(path), key=len))
        return path, overrides

    def coloured(self, stream: object = None) -> bool:
        """Decide whether output may carry colour (NO_COLOR, FORCE_COLOR, TERM=dumb, pipes)."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        target = stream or sys.stdout
        return bool(getattr(target, "isatty", lambda: False)())


def settings_of(ctx: click.Context) -> Settings:
    """Return the global options of a command's context."""
    found = ctx.find_object(Settings)
    return found if found is not None else Settings()
