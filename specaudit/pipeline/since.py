"""What has changed since an earlier version, and what was proposed about the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from specaudit.config import Config
from specaudit.domain.candidate import Candidate
from specaudit.domain.errors import InputError, OutputError
from specaudit.domain.spec import Spec
from specaudit.pipeline.proposing import Earlier
from specaudit.store import runs

PROPOSALS, DENIED = "proposal", "denied"
"""Stages under which a run keeps what its proposers said."""


@dataclass(frozen=True, slots=True)
class Since:
    """An earlier version of a spec, and the run that read it."""

    revision: str
    """As given: a git revision, or an earlier run."""
    base: str
    """Name of the run whose proposals are kept; empty where no run has read that version."""
    changed: tuple[str, ...]
    """Ids of the statements and examples that the earlier version does not have."""


def compare(
    revision: str, spec: Spec, path: Path, config: Config, readers: tuple[str, ...], run_dir: Path
) -> Since:
    """Find what has changed since a git revision or a run.

    Args:
        revision: A git revision, the name or folder of a run, or ``latest``.
        spec: The spec as it is now.
        path: Where it stands.
        config: For the document's conventions.
        readers: Proposers of the new run: only a run with the same ones can be built upon.
        run_dir: Folder of the runs.

    Raises:
        InputError: where the revision is neither known to git nor a run.
    """
    from specaudit.parse import document
    from specaudit.propose.incremental import changed

    folder = _run(revision, run_dir)
    text = _text(folder / runs.SPEC_COPY) if folder else _committed(path, revision)
    old = document.parse(text, dialect=config.document.dialect, options=config.document)
    known = [folder] if folder else _newest_first(run_dir)
    base = next((f.name for f in known if _has_read(f, old, readers)), "")
    return Since(revision, base, tuple(changed(spec, old)))


def earlier(since: Since, spec: Spec, run_dir: Path) -> Earlier:
    """Read what the earlier run proposed about statements that still stand.

    Raises:
        InputError: where that run is gone.
    """
    from specaudit.propose.incremental import kept

    if not since.base:
        return Earlier(since.changed)
    with runs.open_run(run_dir / since.base) as run:
        proposals = kept(run.read(PROPOSALS, Candidate), spec)
        return Earlier(since.changed, tuple(proposals), tuple(run.read(DENIED, str)))


def _run(name: str, run_dir: Path) -> Path | None:
    known = (run_dir / name / runs.MANIFEST, Path(name) / runs.MANIFEST)
    if name == "latest" or any(path.is_file() for path in known):
        return runs.find(run_dir, name)
    return None


def _committed(path: Path, revision: str) -> str:
    from specaudit.lint.changed import show

    try:
        return show(path, revision)
    except InputError as error:
        raise InputError(f"--since {revision}: neither a run nor known to git ({error})") from None


def _text(path: Path) -> str:
    from specaudit.parse import document

    return document.read_text(path)


def _newest_first(run_dir: Path) -> Iterator[Path]:
    found = run_dir.glob(f"*/{runs.MANIFEST}")
    yield from sorted((path.parent for path in found), reverse=True)


def _has_read(folder: Path, old: Spec, readers: tuple[str, ...]) -> bool:
    """Whether a run's proposers have read that version to its end: an interrupted one may not."""
    try:
        manifest = runs.read_manifest(folder)
        if manifest.spec_sha256 != old.sha256 or manifest.readers != readers:
            return False
        with runs.open_run(folder) as run:
            return next(run.read(PROPOSALS, Candidate), None) is not None
    except (InputError, OutputError):
        return False
