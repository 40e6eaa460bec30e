"""Blacks out what must not leave the house, before any format sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from specaudit.domain.errors import ConfigError
from specaudit.domain.report import AuditReport

BAR = "█████"
_KEPT = frozenset({"id", "schema_version", "fingerprint", "created", "member", "judge", "call_key"})
"""Fields that tie nouns together; they hold no prose."""


def redacted(report: AuditReport, patterns: Sequence[str]) -> AuditReport:
    """Return the report with every match in its prose replaced by a bar.

    Ids, digests and model names stay, so that the parts of the report still find each other.

    Raises:
        ConfigError: for an expression that does not compile.
    """
    found: AuditReport = _walk(report, compiled(patterns))
    return found


def compiled(patterns: Sequence[str]) -> list[re.Pattern[str]]:
    """Compile what is to be blacked out.

    Raises:
        ConfigError: for an expression that does not compile.
    """
    found = []
    for pattern in patterns:
        try:
            found.append(re.compile(pattern))
        except re.error as error:
            raise ConfigError(f"--redact {pattern!r}: not a regular expression: {error}") from None
    return found


def _walk(value: Any, expressions: Sequence[re.Pattern[str]]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        for expression in expressions:
            value = expression.sub(lambda match: BAR if match.group() else "", value)
        return value
    if isinstance(value, tuple):
        return tuple(_walk(item, expressions) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{f.name: _walk(getattr(value, f.name), expressions) for f in fields(value)
               if not _tie(f.name)},
        )  # fmt: skip
    return value


def _tie(name: str) -> bool:
    return name in _KEPT or name.endswith(("_id", "_ids", "sha256"))
