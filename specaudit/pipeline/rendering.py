"""Finished runs, read back and rendered without a model call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from specaudit import report as reports
from specaudit.config import Config
from specaudit.domain.errors import ConfigError, InputError, OutputError
from specaudit.domain.report import AuditReport
from specaudit.pipeline import origin
from specaudit.store import runs

REPORT_JSON = "report.json"


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is rendered."""

    transcripts: str = "sampled"
    redact: tuple[str, ...] = ()
    color: bool = False
    link_template: str = ""


def options(config: Config) -> Options:
    """Return the options that the configuration asks for."""
    return Options(
        transcripts=config.report.transcripts,
        redact=config.report.redact,
        link_template=config.document.link_template,
    )


def load(name: str, run_dir: Path, only: Sequence[str] = ()) -> AuditReport:
    """Read a run's report by name, folder, ``latest`` or path of a report.json.

    Raises:
        InputError: where there is none, or the run has not finished.
        ConfigError: where ``only`` names a gap that the report does not have.
    """
    path = Path(name)
    if path.suffix != ".json" or not path.is_file():
        folder = runs.find(run_dir, name, REPORT_JSON)
        path = folder / REPORT_JSON
        if not path.is_file():
            raise InputError(
                f"{folder.name} has no report yet: it was interrupted; "
                f"specaudit audit --resume {folder.name}"
            )
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    return _only(reports.load(text), only)


def _only(report: AuditReport, wanted: Sequence[str]) -> AuditReport:
    if not wanted:
        return report
    names = {name.upper() for name in wanted}
    known = {gap.candidate.id.upper() for gap in report.gaps}
    if missing := names - known:
        raise ConfigError(f"--only {', '.join(sorted(missing))}: no such gap in this report")
    return replace(
        report,
        gaps=tuple(g for g in report.gaps if g.candidate.id.upper() in names),
        evidence=tuple(e for e in report.evidence if e.candidate_id.upper() in names),
    )


def render(report: AuditReport, form: str, chosen: Options) -> str:
    """Render a report in one format."""
    extra: dict[str, object] = {}
    if form == "terminal":
        extra["color"] = chosen.color
    elif form == "html":
        link = _link(report, chosen.link_template)
        extra |= {"transcripts": chosen.transcripts, "link_template": link}
    elif form == "markdown":
        extra["link_template"] = _link(report, chosen.link_template)
    elif form == "sarif":
        found = origin.find([(report.spec.path, report.spec.sha256)])
        # The paragraph around a passage would show what is to be blacked out.
        extra["origin"] = replace(found, copies={}) if chosen.redact else found
    return reports.render(report, form, redact=chosen.redact, **extra)


def _link(report: AuditReport, template: str) -> str:
    """The link template with what git knows of the spec filled in."""
    if not template:
        return ""
    return origin.pinned(template, report.spec.path, report.spec.sha256)


def write(report: AuditReport, path: Path, chosen: Options) -> None:
    """Render a report into a file; the ending sets the format.

    Raises:
        ConfigError: for an ending that no format has.
        OutputError: where the file cannot be written.
    """
    runs.write_atomically(path, render(report, reports.format_of(path), chosen))


def write_issues(
    report: AuditReport,
    folder: Path,
    form: str,
    *,
    link_template: str,
    unconfirmed: bool,
    redact: Sequence[str],
) -> list[Path]:
    """Write one issue per gap; returns the files.

    Raises:
        ConfigError: for a redaction that is no regular expression.
        OutputError: where the folder cannot be written.
    """
    from specaudit.report import issues_export

    found = issues_export.files(
        report,
        form,
        link_template=_link(report, link_template),
        include_unconfirmed=unconfirmed,
        redact=redact,
    )
    if not any(gap.verdict.confirmed or unconfirmed for gap in report.gaps):
        return []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot create {folder}: {error.strerror}") from None
    for name, text in found.items():
        runs.write_atomically(folder / name, text)
    return [folder / name for name in found]
