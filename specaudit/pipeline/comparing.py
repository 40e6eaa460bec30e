"""Two drafts of a spec, or two runs: read, matched, and compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.finding import Finding
from specaudit.domain.report import AuditReport
from specaudit.domain.spec import Spec
from specaudit.lint import committed, runner, session, sources
from specaudit.lint.request import Request
from specaudit.pipeline import rendering
from specaudit.report import compare as runs_compared
from specaudit.report import drafts
from specaudit.store import runs

if TYPE_CHECKING:
    from specaudit.config import DocumentOptions


def are_runs(old: str, new: str, run_dir: Path) -> bool:
    """Say whether the names mean two runs (or report.json files) rather than two drafts.

    Raises:
        ConfigError: where one is a run and the other a draft.
        InputError: where one is neither.
    """
    kinds = [_is_run(name, run_dir) for name in (old, new)]
    if kinds[0] is not kinds[1]:
        run, draft = (old, new) if kinds[0] else (new, old)
        raise ConfigError(f"{run} is a run and {draft} a document: compare two of a kind")
    return kinds[0]


def _is_run(name: str, run_dir: Path) -> bool:
    path = Path(name)
    if path.is_file():
        return path.suffix == ".json"
    if name == "latest" or any((f / runs.MANIFEST).is_file() for f in (path, run_dir / name)):
        return True
    if ":" in name or path.suffix:
        return False
    raise InputError(f"{name}: neither a document, REVISION:PATH in git, nor a run in {run_dir}")


def compare_runs(
    old: str, new: str, run_dir: Path, document: DocumentOptions
) -> runs_compared.Comparison:
    """Compare the gaps of two runs; they follow their statements where both specs are at hand.

    Args:
        old: The earlier run's name or folder, ``latest``, or a report.json.
        new: The later one.
        run_dir: Folder of the runs.
        document: Conventions of the spec.

    Raises:
        InputError: where a run cannot be read.
    """
    before, after = rendering.load(old, run_dir), rendering.load(new, run_dir)
    follow: Mapping[str, str] = {}
    if before.spec.sha256 != after.spec.sha256:
        specs = [
            _copy(name, report, run_dir, document) for name, report in ((old, before), (new, after))
        ]
        if specs[0] and specs[1]:
            follow = _followed(specs[0], specs[1])
    return runs_compared.compare(before, after, follow)


def _followed(old: Spec, new: Spec) -> dict[str, str]:
    from specaudit.graph.matching import match

    return {p.old.id: p.new.id for p in match(old, new).statements if p.old and p.new}


def _copy(name: str, report: AuditReport, run_dir: Path, document: DocumentOptions) -> Spec | None:
    """The spec that a run kept; None of a report without its run."""
    path = Path(name)
    folder = path.parent if path.is_file() else runs.find(run_dir, name, rendering.REPORT_JSON)
    try:
        data = (folder / runs.SPEC_COPY).read_bytes()
        spec = session.parse(sources.Source(report.spec.path, data), document)
    except (OSError, InputError):
        return None
    return spec if spec.sha256 == report.spec.sha256 else None


def compare_drafts(old: str, new: str, request: Request) -> drafts.DraftComparison:
    """Compare two drafts and what lint says of them.

    Args:
        old: The earlier draft: a file, or ``REVISION:PATH`` for git.
        new: The later one.
        request: Rules, conventions and size limit; its paths are not read.

    Raises:
        InputError: where a draft cannot be read.
        ConfigError: for an unknown rule or document setting.
    """
    from specaudit.graph.matching import match

    (before, found_before), (after, found_after) = _draft(old, request), _draft(new, request)
    return drafts.compare(before, after, match(before, after), found_before, found_after)


def _draft(name: str, request: Request) -> tuple[Spec, list[Finding]]:
    limits = (request.limit_bytes, request.limit_note)
    if ":" in name and not Path(name).exists():
        source = committed.read(name, *limits)
    else:
        source = sources.read(name, request.stdin_name, *limits)
    # Checked under its bare path, which per-file settings name; shown under its full name.
    spec = session.parse(source, request.document)
    findings = runner.run([spec], request.options).findings
    return replace(spec, path=name), [_renamed(finding, name) for finding in findings]


def _renamed(finding: Finding, name: str) -> Finding:
    return replace(finding, passages=tuple(replace(p, path=name) for p in finding.passages))
