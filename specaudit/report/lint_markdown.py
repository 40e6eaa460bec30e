"""Lint results as Markdown, for job summaries and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.finding import Finding
from specaudit.domain.lint import LintResult, Rendering
from specaudit.report.lint_excerpt import excerpt, plural, remark, safe, totals

_MOST_BYTES = 900_000
"""GitHub drops a job summary of more than 1 MiB without a word."""
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")


def render(result: LintResult, rendering: Rendering) -> str:
    """A heading with the counts, then one item a finding; cut before GitHub's limit."""
    names = ", ".join(escape(document.path) for document in result.documents) or "No document"
    reason = f"Exit {result.exit_code}: {escape(result.exit_reason)}."
    head = f"## specaudit lint\n\n{names}: {totals(result)}. {reason}\n"
    head += "".join(f"\nNot checked: {escape(line)}.\n" for line in result.skipped)
    size = len(head.encode())
    parts = [head]
    for number, finding in enumerate(result.findings):
        item = "\n".join(_item(result, finding)) + "\n"
        size += len(item.encode()) + 1
        if size > _MOST_BYTES:
            parts.append(f"{plural(len(result.findings) - number, 'more finding')} left out.\n")
            break
        parts.append(item)
    return "\n".join(parts)


def escape(text: str) -> str:
    """Show text as it is: no markup, no mentions, no links to issues."""
    return _ACTIVE.sub(r"\\\1", safe(text)).replace("\\@", "@\N{ZERO WIDTH SPACE}")


def _item(result: LintResult, finding: Finding) -> Iterator[str]:
    yield (
        f"### {finding.severity}: {finding.rule} ({finding.code}) {finding.id}\n\n"
        f"{escape(finding.message)}\n"
    )
    for passage in finding.passages:
        level = f" \\[{escape(passage.authority)}\\]" if passage.authority else ""
        yield (
            f"- {escape(passage.path)}:{passage.start.line}:{passage.start.column} "
            f"{escape(passage.section_title)}{level}  \n  > {escape(excerpt(passage, 400))}"
        )
    yield f"\nWhy: {escape(finding.why)}."
    if note := remark(result, finding):
        yield f"\nNote: {escape(note)}."
