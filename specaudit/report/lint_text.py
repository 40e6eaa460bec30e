"""Lint results for people: full text, or one line a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from shlex import quote

from specaudit.domain.finding import ALSO_AT, Finding, Passage, Severity
from specaudit.domain.lint import (
    SEVERITY_ORDER,
    UNNAMED,
    LintResult,
    Rendering,
    Suppressed,
    SuppressedBy,
)
from specaudit.report.lint_excerpt import excerpt, plural, remark, safe, totals, where

_COLOUR = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_SHOWN_PLACES = 4
_FAMILIES = "21435"
"""First digits of rule codes in the order of reading: clashes first, wording late."""


def render(result: LintResult, rendering: Rendering) -> str:
    """Findings with excerpts of all passages, worst first, then a summary with the exit reason.

    Those of one rule stand together: why it matters and what to do next are said with the first.
    """
    lines: list[str] = []
    ordered = _by_rule(result.findings)
    shown = ordered[: result.limit] if result.limit else ordered
    said: set[str] = set()
    for finding in shown:
        lines += [*_finding(result, finding, rendering, said), ""]
    if hidden := len(result.findings) - len(shown):
        lines += [f"{plural(hidden, 'more finding')}; --limit 0 shows all.", ""]
    if rendering.show_suppressed:
        lines += [*_suppressed(result.suppressed), ""] if result.suppressed else []
    if rendering.statistics:
        lines += [*_statistics(result), ""] if result.findings else []
    if not rendering.quiet:
        lines += _summary(result)
    return "\n".join(lines).rstrip("\n") + "\n" if lines else ""


def _by_rule(findings: tuple[Finding, ...]) -> list[Finding]:
    """Worst first, then by what the rule looks at, the findings of one rule together."""
    first: dict[str, int] = {}
    for place, finding in enumerate(findings):
        first.setdefault(finding.rule, place)
    return sorted(
        findings,
        key=lambda f: (SEVERITY_ORDER[f.severity], _FAMILIES.find(f.code[2:3]), first[f.rule]),
    )


def _paint(text: str, code: str, rendering: Rendering) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if rendering.colour else text


def _finding(
    result: LintResult, finding: Finding, rendering: Rendering, said: set[str]
) -> Iterator[str]:
    severity = _paint(finding.severity, _COLOUR[finding.severity], rendering)
    name = _paint(f"{finding.rule} ({finding.code})", "1", rendering)
    yield f"{severity}: {name}  {finding.id}"
    yield f"  {safe(finding.message)}"
    told = [passage for passage in finding.passages if passage.role != ALSO_AT]
    shown = told[:_SHOWN_PLACES]
    for before, passage in zip((None, *shown), shown, strict=False):
        context = before.context if before else ""
        if context and context == passage.text:
            continue  # the sentence that the place before has shown already
        yield _where(passage)
        if not context or context != passage.context:
            yield f"      “{excerpt(passage, message=finding.message)}”"
    if (more := len(told) - _SHOWN_PLACES) > 0:
        yield f"  and {plural(more, 'more place')}"
    if again := [passage for passage in finding.passages if passage.role == ALSO_AT]:
        yield f"  the same words again in {_lines(again)}"
    if (why := f"{finding.rule}: {finding.why}") not in said:
        yield f"  why   {safe(finding.why)}"
    if note := remark(result, finding):
        yield f"  note  {note}"
    if finding.rule not in said:
        yield f"  next  specaudit rules {finding.rule}{_accept(finding)}"
    said |= {why, finding.rule}


def _lines(passages: Sequence[Passage]) -> str:
    """The lines that passages begin in, those of each document together."""
    found: dict[str, list[int]] = {}
    for passage in passages:
        found.setdefault(safe(passage.path), []).append(passage.start.line)
    return "; ".join(
        f"{path}, line{'s' if len(lines) > 1 else ''} {', '.join(map(str, sorted(lines)))}"
        for path, lines in found.items()
    )


def _accept(finding: Finding) -> str:
    """The command that accepts a finding: it needs every document that the finding spans."""
    if any(passage.path == UNNAMED for passage in finding.passages):
        return ""  # no file to name: the text came through a pipe
    paths = dict.fromkeys(quote(safe(passage.path)) for passage in finding.passages)
    return f' · specaudit baseline accept {finding.id} {" ".join(paths)} --reason "…"'


def _where(passage: Passage) -> str:
    level = f"  [{safe(passage.authority)}]" if passage.authority else ""
    title = safe(passage.section_title) or "(before the first heading)"
    return f"  {where(passage)}  {title}{level}"


def _suppressed(entries: tuple[Suppressed, ...]) -> Iterator[str]:
    yield "Suppressed:"
    for entry in entries:
        finding = entry.finding
        reason = f": {safe(entry.reason)}" if entry.reason else ""
        yield (
            f"  {where(finding.passages[0])}: {finding.rule} ({finding.code}) {finding.id}, "
            f"{entry.status} by {entry.by}{reason}"
        )


def _statistics(result: LintResult) -> Iterator[str]:
    counts = Counter((f.severity, f.code, f.rule) for f in result.findings)
    for (severity, code, rule), count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        yield f"{count:5}  {severity:7}  {rule} ({code})"


def _summary(result: LintResult) -> Iterator[str]:
    names = [safe(document.path) for document in result.documents]
    subject = names[0] if len(names) == 1 else plural(len(names), "document")
    statements = sum(document.statements for document in result.documents)
    sections = sum(document.sections for document in result.documents)
    kept = _kept(result)
    if result.findings:
        yield f"Found {len(result.findings)} in {subject}: {totals(result)}{kept}."
        yield (
            f"{plural(sections, 'section')}, {plural(statements, 'statement')}. "
            f"Exit {result.exit_code}: {result.exit_reason}."
        )
    elif names:
        foreign = sum(document.foreign for document in result.documents)
        few = f" of which {foreign} {'is' if foreign == 1 else 'are'}" if len(names) > 1 else ""
        unread = f",{few} not in English" if foreign else ""
        yield f"No findings in {subject}{unread} ({plural(statements, 'statement')}){kept}."
        if result.exit_code:
            yield f"Exit {result.exit_code}: {result.exit_reason}."
    for entry in result.stale:
        words = safe(entry.quote[0]) if entry.quote else ""
        yield f"stale baseline entry {entry.id} ({entry.rule}): “{words}”"
    if result.stale:
        paths = " ".join(map(quote, names)) if len(names) <= _SHOWN_PLACES else "PATHS"
        yield f"specaudit baseline prune {paths} removes what matches nothing any more."


def _kept(result: LintResult) -> str:
    by = Counter(entry.by for entry in result.suppressed)
    parts = []
    if count := by[SuppressedBy.BASELINE]:
        parts.append(f"{count} baselined")
    if count := by[SuppressedBy.COMMENT]:
        parts.append(f"{count} suppressed")
    if result.stale:
        parts.append(f"{len(result.stale)} stale")
    return f" ({', '.join(parts)})" if parts else ""


def render_concise(result: LintResult, rendering: Rendering) -> str:
    """One line a finding: ``path:line:column: level name (CODE): message``."""
    lines = []
    for finding in result.findings:
        severity = _paint(finding.severity, _COLOUR[finding.severity], rendering)
        lines.append(
            f"{where(finding.passages[0])}: {severity} {finding.rule} ({finding.code}): "
            f"{safe(finding.message)}"
        )
    return "\n".join(lines) + "\n" if lines else ""
