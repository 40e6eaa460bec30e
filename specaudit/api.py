"""The Python interface: what the command line does, as functions that print nothing.

Everything public is named in ``specaudit.__all__`` and can be imported from ``specaudit``. Bad
input raises a subclass of `SpecauditError`; nothing exits and nothing is printed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, get_args

from specaudit.config import AuditConfig, Conditioning, Config, Threshold, from_mapping, key_of
from specaudit.config import load as load_config
from specaudit.domain.errors import (
    ConfigError,
    IncompleteError,
    InputError,
    KeyMissingError,
    OutputError,
    SpecauditError,
    UnreachableError,
)
from specaudit.domain.finding import Finding
from specaudit.domain.gap import Gap
from specaudit.domain.lint import LintResult
from specaudit.domain.report import AuditReport
from specaudit.domain.run import RunInfo

if TYPE_CHECKING:
    from specaudit.pipeline.audit import Audit
    from specaudit.pipeline.plan import Plan
    from specaudit.pipeline.progress import Observer
    from specaudit.report.compare import Comparison

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
    "audit",
    "audit_async",
    "lint",
    "plan",
]

Settings = Config | str | Path | None
"""Settings, a ``specaudit.toml`` (or ``pyproject.toml``), or None for the defaults."""
Engine = Literal["auto", "spacy", "pattern"]


_LISTS = ("select", "ignore", "extend_select")


class LintSettings(TypedDict, total=False):
    """Settings of a lint run that override those of the file; see ``specaudit lint --help``."""

    select: Sequence[str]
    ignore: Sequence[str]
    extend_select: Sequence[str]
    pedantic: bool
    preview: bool
    no_cache: bool
    stdin_filename: str


class AuditSettings(TypedDict, total=False):
    """Settings of an audit that override those of the file; see `specaudit.config.AuditConfig`."""

    proposer: str
    co_proposers: Sequence[str]
    also_read: Sequence[str]
    generator: str
    co_generators: Sequence[str]
    models: Sequence[str]
    judges: Sequence[str]
    conditioning: Conditioning
    max_gaps: int
    queries: int
    samples: int
    second_votes: float
    refusals: bool
    ablation: bool
    seed: int
    alpha: float
    max_cost: float | None
    max_calls: int | None
    max_connections: int
    timeout: float
    run_dir: str
    keep_going: bool
    allow_judge_on_committee: bool
    seeded_faults: int


@dataclass(frozen=True, slots=True)
class Report:
    """A finished (or honestly unfinished) audit."""

    data: AuditReport
    """All of it, as in report.json."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Ranked, best first; those that the experiment confirmed stand above all others."""
        return self.data.gaps

    @property
    def confirmed(self) -> tuple[Gap, ...]:
        """The gaps that the experiment confirmed."""
        return tuple(gap for gap in self.data.gaps if gap.verdict.confirmed)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the static rules found."""
        return self.data.findings

    @property
    def run(self) -> RunInfo:
        """Models, prompts, instrument check, cost and notes."""
        return self.data.run

    @classmethod
    def load(cls, path: str | Path) -> Report:
        """Read a report.json.

        Raises:
            InputError: where it cannot be read or is none.
        """
        from specaudit import report as reports

        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8 text"
            raise InputError(f"{path}: {reason}") from None
        return cls(reports.load(text))

    def render(self, form: str, *, redact: Sequence[str] = ()) -> str:
        """Return the report in one of the formats of `specaudit.report.REPORTERS`.

        Raises:
            ConfigError: for an unknown format or an expression that does not compile.
        """
        from specaudit import report as reports

        return reports.render(self.data, form, redact=redact)

    def write(self, *paths: str | Path, redact: Sequence[str] = ()) -> None:
        """Write the report to files; each ending sets the format.

        Raises:
            ConfigError: for an ending that no format has.
            OutputError: where a file cannot be written.
        """
        from specaudit import report as reports
        from specaudit.store.runs import write_atomically

        forms = [reports.format_of(path) for path in paths]
        for path, form in zip(paths, forms, strict=True):
            write_atomically(Path(path), self.render(form, redact=redact))

    def compare(self, newer: Report) -> Comparison:
        """Say which gaps are fixed, new, still there, or there but changed in a newer report."""
        from specaudit.report.compare import compare

        return compare(self.data, newer.data)


def lint(
    *paths: str | Path,
    text: str | None = None,
    config: Settings = None,
    fail_on: Threshold | None = None,
    **settings: Unpack[LintSettings],
) -> LintResult:
    """Check files and folders, or a text, with the static rules: no model, no key, no network.

    Args:
        paths: What to check; none: what the settings include.
        text: A document to check instead of files.
        config: Settings; paths in them are relative to their file.
        fail_on: Lowest severity for which ``exit_code`` is 1.
        settings: Override single settings.

    Raises:
        ConfigError: for unknown rules or settings, or where there is nothing to check.
        InputError: where a document cannot be read.
    """
    from specaudit.cli.lint import baseline_entries
    from specaudit.lint import runner
    from specaudit.lint.request import request_for
    from specaudit.lint.session import check, conclude, parse
    from specaudit.lint.sources import Source

    found = _config(config)
    _known(settings, LintSettings.__annotations__.keys())
    if alone := [name for name in _LISTS if isinstance(settings.get(name), str)]:
        raise ConfigError(f"{alone[0]} must be a list of rules")
    if fail_on is not None and fail_on not in get_args(Threshold):
        raise ConfigError(f"fail_on must be one of {', '.join(get_args(Threshold))}")
    if text is None:
        request = request_for(tuple(map(str, paths)), found, **settings)
        result = check(request)
        if result.skipped:
            raise InputError(result.skipped[0])
    elif paths:
        raise ConfigError("give paths or a text, not both")
    else:
        name = settings.get("stdin_filename", "<text>")
        request = request_for(("-",), found, **settings)
        source = Source(name, text.encode("utf-8", "surrogatepass"))
        result = runner.run([parse(source, request.document)], request.options)
    return conclude(
        result,
        fail_on=fail_on or found.fail_on,
        limit=0,
        entries=baseline_entries(found, None, None),
        today=datetime.now(UTC).date(),
    )


def plan(
    path: str | Path,
    *,
    config: Settings = None,
    engine: Engine = "auto",
    **settings: Unpack[AuditSettings],
) -> Plan:
    """Return what an audit would ask and cost; nothing is sent and no key is needed.

    Raises:
        InputError: where the spec cannot be read.
        ConfigError: where a role is empty or a model unknown.
    """
    from specaudit.pipeline import audit as walk

    return walk.plan(_prepare(path, config, engine, settings))


def audit(
    path: str | Path,
    *,
    config: Settings = None,
    engine: Engine = "auto",
    observe: Observer | None = None,
    **settings: Unpack[AuditSettings],
) -> Report:
    """Propose gaps in a spec, test them on models, and rank them.

    Calling it is consent to spend up to ``max_cost``, or without limit where there is none.

    Args:
        path: The spec.
        config: Settings.
        engine: Who finds the norms.
        observe: Called with every step.
        settings: Override single settings.

    Raises:
        InputError: where the spec cannot be read.
        ConfigError: where a role is empty or a model unknown.
        KeyMissingError: where a key is missing or rejected.
        UnreachableError: where a host cannot be reached.
        OutputError: where the run's folder cannot be written.
    """
    from specaudit.pipeline import audit as walk
    from specaudit.pipeline.progress import silent

    if _inside_a_loop():
        raise ConfigError("audit cannot wait inside an event loop: await audit_async instead")
    return Report(walk.run(_prepare(path, config, engine, settings), observe or silent))


def _inside_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def audit_async(
    path: str | Path,
    *,
    config: Settings = None,
    engine: Engine = "auto",
    observe: Observer | None = None,
    **settings: Unpack[AuditSettings],
) -> Report:
    """Run an audit inside an event loop; see `audit`."""
    from specaudit.pipeline import audit as walk
    from specaudit.pipeline.progress import silent

    job = _prepare(path, config, engine, settings)
    return Report(await walk.run_async(job, observe or silent))


def _config(given: Settings) -> Config:
    if isinstance(given, Config):
        return given
    return load_config(Path(given)) if given is not None else Config()


def _prepare(
    path: str | Path, config: Settings, engine: Engine, settings: Mapping[str, object]
) -> Audit:
    from specaudit.pipeline import audit as walk

    found = _config(config)
    _known(settings, {field.name for field in fields(AuditConfig)})
    given = {
        key_of(name): list(value) if isinstance(value, tuple) else value
        for name, value in settings.items()
        if value is not None
    }
    checked = from_mapping({"audit": given}).audit
    changes: dict[str, Any] = {name: getattr(checked, name) if settings[name] is not None else None
               for name in settings}  # fmt: skip
    audit_config = replace(found.audit, **changes)
    return walk.prepare(Path(path), replace(found, audit=audit_config), engine)


def _known(settings: Mapping[str, object], known: Set[str]) -> None:
    if unknown := sorted(settings.keys() - known):
        raise ConfigError(f"no setting {', '.join(unknown)}; there are {', '.join(sorted(known))}")
