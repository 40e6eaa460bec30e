"""A whole lint run over files: read, recall or parse and check, then baseline and verdict."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from specaudit.domain.errors import InputError
from specaudit.domain.lint import BaselineEntry, LintResult, at_or_above
from specaudit.lint import cache
from specaudit.lint.request import Request
from specaudit.lint.sources import Source, read

if TYPE_CHECKING:
    from specaudit.config import DocumentOptions
    from specaudit.domain.spec import Spec
    from specaudit.lint.rulebook import RuleBook
    from specaudit.store.memory import Memory


def check(request: Request) -> LintResult:
    """Check the documents; unreadable ones are named in ``skipped``, the others are checked.

    Raises:
        ConfigError: for an unknown rule or document setting.
    """
    sources, skipped = _read_all(request)
    settings = [asdict(request.options), asdict(request.document)]
    identity = cache.key(((s.path, s.data) for s in sources), settings)
    result = cache.recall(identity) if request.use_cache else None
    if result is None:
        program = cache.remembered_program() if request.use_cache else nullcontext((None, None))
        with program as (book, patterns):
            result, unreadable = _fresh(sources, request, book, patterns)
        skipped += unreadable
        if request.use_cache and not unreadable:
            cache.remember(identity, result)
    return replace(result, skipped=tuple(skipped))


def _read_all(request: Request) -> tuple[list[Source], list[str]]:
    sources, skipped = [], []
    for path in request.paths:
        try:
            sources.append(read(path, request.stdin_name, request.limit_bytes, request.limit_note))
        except InputError as error:
            skipped.append(str(error))
    return sources, skipped


def _fresh(
    sources: Sequence[Source],
    request: Request,
    book: RuleBook | None = None,
    patterns: Memory | None = None,
) -> tuple[LintResult, list[str]]:
    """Parse and check with what earlier runs read; without it where that is damaged."""
    memories = [_memory(source, request) for source in sources]
    try:
        result, skipped = _checked(sources, request, memories, book, patterns)
    except (AttributeError, LookupError, TypeError, ValueError):
        if not any(memories):
            raise
        memories = [None if memory is None else type(memory)() for memory in memories]
        result, skipped = _checked(sources, request, memories, book, patterns)
    for source, memory in zip(sources, memories, strict=True):
        if memory is not None:
            cache.remember_memory(_memory_key(source, request), memory)
    return result, skipped


def _checked(
    sources: Sequence[Source],
    request: Request,
    memories: Sequence[Memory | None],
    book: RuleBook | None,
    patterns: Memory | None,
) -> tuple[LintResult, list[str]]:
    from specaudit.lint import runner

    specs, kept, skipped = [], [], []
    for source, memory in zip(sources, memories, strict=True):
        try:
            specs.append(parse(source, request.document, memory))
            kept.append(memory)
        except InputError as error:
            skipped.append(str(error))
    result = runner.run(specs, request.options, book, kept, patterns, request.processes)
    return result, skipped


def _memory(source: Source, request: Request) -> Memory | None:
    """What earlier runs read of a document; None where it is not to be remembered."""
    if not request.use_cache or len(source.data) > cache.LARGEST_REMEMBERED:
        return None
    return cache.recall_memory(_memory_key(source, request))


def _memory_key(source: Source, request: Request) -> str:
    # The content is no part of the key: this is the memory of a document that changes.
    return cache.key([(source.path, b"")], ["sections", asdict(request.document)])


def parse(source: Source, options: DocumentOptions, memory: Memory | None = None) -> Spec:
    """Parse one document with the pattern engine, whatever else is installed.

    Findings then never depend on which spaCy model happens to be there.

    Args:
        source: The document.
        options: The document's conventions.
        memory: Sections read in an earlier run.

    Raises:
        InputError: where the bytes are not text.
    """
    from specaudit.nlp.pattern import PatternEngine
    from specaudit.parse import document

    text = document.decode(source.data, source.path)
    return document.parse(
        text,
        path=source.path,
        dialect=options.dialect,
        engine=PatternEngine(),
        options=options,
        memory=memory,
    )


def conclude(
    result: LintResult,
    *,
    fail_on: str,
    limit: int,
    entries: Sequence[BaselineEntry] = (),
    today: date | None = None,
    since: str | None = None,
    strict_baseline: bool = False,
    exit_zero: bool = False,
) -> LintResult:
    """Apply baseline and ``--since``, then decide the exit code and say why.

    Args:
        result: What ``check`` returned.
        fail_on: Lowest severity that fails the run, or ``never``.
        limit: How many findings people are shown.
        entries: The baseline.
        today: Day on which entries expire; needed with entries.
        since: Git revision; only findings on lines changed since then stay.
        strict_baseline: Stale entries fail the run.
        exit_zero: Findings never fail the run.
    """
    if entries and today is not None:
        from specaudit.lint.baseline import apply

        result = apply(result, entries, today)
    if since is not None:
        from specaudit.lint.changed import keep_changed

        result = keep_changed(result, since)
    code, reason = _verdict(result, fail_on, strict_baseline)
    if exit_zero and code == 1:
        code, reason = 0, reason + ", but --exit-zero"
    return replace(result, fail_on=fail_on, limit=limit, exit_code=code, exit_reason=reason)


def _verdict(result: LintResult, fail_on: str, strict_baseline: bool) -> tuple[int, str]:
    if result.skipped:
        count = len(result.skipped)
        return 2, f"{count} document{'' if count == 1 else 's'} could not be checked"
    if any(at_or_above(finding.severity, fail_on) for finding in result.findings):
        return 1, f"findings at or above --fail-on {fail_on}"
    if strict_baseline and result.stale:
        return 1, "stale baseline entries and --strict-baseline"
    if fail_on == "never":
        return 0, "--fail-on never"
    return 0, f"nothing at or above --fail-on {fail_on}"
