"""Renders reports; no counting beyond what is shown, no I/O."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specaudit.domain.errors import ConfigError, InputError

if TYPE_CHECKING:
    from specaudit.domain.report import AuditReport

REPORTERS: dict[str, str] = {
    "terminal": "specaudit.report.terminal",
    "json": "specaudit.report.json",
    "html": "specaudit.report.html",
    "markdown": "specaudit.report.markdown",
    "sarif": "specaudit.report.sarif",
    "junit": "specaudit.report.junit",
}
"""Format to the module whose ``render(report, **options)`` writes it; loaded on use."""
ENDINGS = {
    ".html": "html",
    ".json": "json",
    ".md": "markdown",
    ".sarif": "sarif",
    ".xml": "junit",
    ".txt": "terminal",
}


def render(report: AuditReport, form: str, **options: Any) -> str:
    """Render a report.

    Args:
        report: What to show.
        form: A key of `REPORTERS`.
        options: What the format understands; see its module.
    """
    text: str = import_module(REPORTERS[form]).render(report, **options)
    return text


def format_of(path: Path) -> str:
    """Return the format that a file's ending asks for.

    Raises:
        ConfigError: for an ending that no format has.
    """
    form = ENDINGS.get(path.suffix.lower())
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
