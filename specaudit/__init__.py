"""specaudit: find where a model spec contradicts itself, and prove it with an experiment."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specaudit.api import (
        AuditSettings,
        Config,
        ConfigError,
        IncompleteError,
        InputError,
        KeyMissingError,
        LintResult,
        LintSettings,
        OutputError,
        Report,
        SpecauditError,
        UnreachableError,
        audit,
        audit_async,
        lint,
        plan,
    )

__version__ = "0.1.0"
__all__ = [
    "AuditSettings",
    "Config",
    "ConfigError",
    "IncompleteError",
    "InputError",
    "KeyMissingError",
    "LintResult",
    "LintSettings",
    "OutputError",
    "Report",
    "SpecauditError",
    "UnreachableError",
    "__version__",
    "audit",
    "audit_async",
    "lint",
    "plan",
]


def __getattr__(name: str) -> object:
    # Loaded on use: every start of the command line imports this package.
    if name in __all__:
        return getattr(import_module("specaudit.api"), name)
    raise AttributeError(f"module 'specaudit' has no attribute {name!r}")
