"""Excerpts and safe text for lint reporters: one line, cut around the span, nothing hidden."""

from __future__ import annotations

import re

from specaudit.domain.finding import Finding, Passage, Severity
from specaudit.domain.lint import LintResult

WIDTH = 160
# Control characters (C0 and C1) and bidirectional overrides.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


_QUOTED = re.compile('"([^"]+)"')


def safe(text: str) -> str:
    """Make text one line without control characters or direction tricks."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def excerpt(passage: Passage, width: int = WIDTH, message: str = "") -> str:
    """The sentence of a passage on one line, cut to ``width`` around the span.

    A span that is longer itself is cut around the words that ``message`` quotes from it.
    """
    line = safe(passage.context or passage.text)
    if len(line) <= width:
        return line
    inner = safe(passage.text)
    at = max(0, line.find(inner)) if passage.context else 0
    if len(inner) > width:
        quoted = (match[1] for match in _QUOTED.finditer(safe(message)))
        words = next((each for each in quoted if each in inner), "")
        at, inner = at + inner.find(words), words or inner
    start = max(0, min(at - (width - min(len(inner), width)) // 2, len(line) - width))
    cut = line[start : start + width]
    head = "…" if start else ""
    tail = "…" if start + width < len(line) else ""
    return head + cut[len(head) : len(cut) - len(tail)] + tail


def where(passage: Passage) -> str:
    """``path:line:column`` of a passage."""
    return f"{safe(passage.path)}:{passage.start.line}:{passage.start.column}"


def plural(count: int, noun: str) -> str:
    """``1 error``, ``2 errors``, ``1,100 statements``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def totals(result: LintResult) -> str:
    """``2 errors, 9 warnings, 3 notes``."""
    return ", ".join(plural(result.count(severity), severity.value) for severity in Severity)


def remark(result: LintResult, finding: Finding) -> str | None:
    """What the baseline has to say of a reported finding, if anything."""
    if finding.id in result.expired:
        return "its baseline entry has expired"
    old = dict(result.changed).get(finding.id)
    return f"changed since baseline (was {old})" if old else None
