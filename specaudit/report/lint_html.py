"""Lint results as one HTML file: no script, nothing loaded, readable from disk."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from specaudit.domain.finding import Finding, Passage
from specaudit.domain.lint import LintResult, Rendering
from specaudit.report.lint_excerpt import plural, remark, safe, totals, where

_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --ink: #1b1b1b; --link: #0b57d0; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
a { color: var(--link); }
article { border: 1px solid #8888; border-radius: .4rem; padding: .2rem 1rem; margin: 1rem 0; }
blockquote { margin: .3rem 0 1rem; padding-left: .8rem; border-left: .2rem solid #8888; }
.error h2 { color: #b3261e; } .warning h2 { color: #7a4d00; } .note h2 { color: #1f5f8b; }
h2 { font-size: 1.05rem; } mark { background: #ffe08a; color: #000; } .place { font-size: .9rem; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16181c; --ink: #e8e8e8; --link: #9ecbff; }
  .error h2 { color: #ff9a92; } .warning h2 { color: #ffc266; } .note h2 { color: #8cc8f0; }
}
@media print { article { break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(result: LintResult, rendering: Rendering) -> str:
    """All findings as cards, worst first."""
    names = ", ".join(safe(document.path) for document in result.documents)
    statements = sum(document.statements for document in result.documents)
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>specaudit lint: {escape(names)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>specaudit lint</h1><p>{escape(names)}: {totals(result)} "
        f"in {plural(statements, 'statement')}; {len(result.suppressed)} suppressed, "
        f"{len(result.stale)} stale. Exit {result.exit_code}: {escape(safe(result.exit_reason))}. "
        f"specaudit {escape(rendering.version)}.</p>"
    )
    skipped = "".join(f"<p>Not checked: {escape(safe(line))}.</p>" for line in result.skipped)
    cards = "".join("".join(_card(result, finding)) for finding in result.findings)
    kept = "".join(_kept(result))
    return f"{head}{skipped}{cards or '<p>No findings.</p>'}{kept}</main></body></html>\n"


def _kept(result: LintResult) -> Iterator[str]:
    """What a comment or the baseline keeps back, with its reason."""
    if not result.suppressed:
        return
    yield f"<details><summary>{len(result.suppressed)} suppressed</summary><ul>"
    for entry in result.suppressed:
        finding = entry.finding
        reason = f": {escape(safe(entry.reason))}" if entry.reason else ""
        yield (
            f"<li>{escape(where(finding.passages[0]))} {escape(finding.rule)} "
            f"({escape(finding.code)}) {escape(finding.id)}, {escape(entry.status)} "
            f"by {entry.by.value}{reason}</li>"
        )
    yield "</ul></details>"


def _card(result: LintResult, finding: Finding) -> Iterator[str]:
    yield f'<article class="{finding.severity.value}" id="{escape(finding.id)}">'
    yield (
        f"<h2>{finding.severity.value}: {escape(finding.rule)} ({escape(finding.code)}) "
        f'<a href="#{escape(finding.id)}">{escape(finding.id)}</a></h2>'
        f"<p>{escape(safe(finding.message))}</p>"
    )
    for passage in finding.passages:
        yield from _passage(passage)
    note = remark(result, finding)
    yield f"<p><b>Why</b> {escape(safe(finding.why))}.{f' {escape(note)}.' if note else ''}</p>"
    yield "</article>"


def _passage(passage: Passage) -> Iterator[str]:
    level = f" [{escape(safe(passage.authority))}]" if passage.authority else ""
    yield (
        f'<p class="place">{escape(safe(passage.path))}:{passage.start.line}:'
        f"{passage.start.column} {escape(safe(passage.section_title))}{level}</p>"
    )
    text, inner = safe(passage.context or passage.text), safe(passage.text)
    before, found, after = text.partition(inner) if passage.context else ("", text, "")
    shown = f"<mark>{escape(found)}</mark>" if passage.context else escape(found)
    yield f"<blockquote>{escape(before)}{shown}{escape(after)}</blockquote>"
