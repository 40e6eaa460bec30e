"""Renders reports; no counting beyond what is shown, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specaudit.domain.errors import ConfigError, InputError

if TYPE_CHECKING:
    from specaudit.domain.report import AuditReport

REPORTERS: dict[str, str] = {
    "terminal": "specaudit.report.terminal:render",
    "json": "specaudit.report.json:render",
    "html": "specaudit.report.html:render",
    "markdown": "specaudit.report.markdown:render",
    "sarif": "specaudit.report.sarif:render",
    "junit": "specaudit.report.junit:render",
    "evidence": "specaudit.report.evidence:render",
}
"""Format to the function that writes it, ``module:function``; loaded on use."""
ENDINGS = {
    ".html": "html",
    ".json": "json",
    ".jsonl": "evidence",
    ".md": "markdown",
    ".sarif": "sarif",
    ".xml": "junit",
    ".txt": "terminal",
}


def render(report: AuditReport, form: str, *, redact: Sequence[str] = (), **options: Any) -> str:
    """Render a report.

    Args:
        report: What to show.
        form: A key of `REPORTERS`.
        redact: Regular expressions; what they match in any text is blacked out first.
        options: What the format understands; see its module.

    Raises:
        ConfigError: for a format that does not exist or an expression that does not compile.
    """
    if redact:
        from specaudit.report.redact import redacted

        report = redacted(report, redact)
    return _reporter(form)(report, **options)


def _reporter(form: str) -> Callable[..., str]:
    if form not in REPORTERS:
        raise ConfigError(f"{form}: no such report format; use {', '.join(REPORTERS)}")
    module, _, function = REPORTERS[form].partition(":")
    found: Callable[..., str] = getattr(import_module(module), function)
    return found


def format_of(path: str | Path) -> str:
    """Return the format that a file's ending asks for.

    Raises:
        ConfigError: for an ending that no format has.
    """
    form = ENDINGS.get(Path(path).suffix.lower())
    if form is None:
        raise ConfigError(f"{path}: no report format for this ending; use {', '.join(ENDINGS)}")
    return form


def load(text: str) -> AuditReport:
    """Read a report.json back.

    Raises:
        InputError: where it is not a report of this version.
    """
    from specaudit.domain.report import SCHEMA_VERSION, AuditReport
    from specaudit.store import codec

    try:
        report = codec.loads(AuditReport, text)
    except ValueError:
        raise InputError("not a specaudit report.json of this version") from None
    if report.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise InputError(
            f"report.json has schema {report.schema_version}, this version reads {SCHEMA_VERSION}"
        )
    return report
