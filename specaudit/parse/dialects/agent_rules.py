"""Rule files for coding agents: short imperatives, often without any heading."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.parse.dialects.base import Dialect

_CURSOR = regex(r"\A---\n(?:[^\n]*\n){0,8}?(?:globs|alwaysApply):")
_SKILL = regex(r"\A---\n(?:[^\n]*\n){0,8}?name:[^\n]*\n(?:[^\n]*\n){0,8}?description:")
_ADDRESSEE = regex(
    r"\b(?:(?:CLAUDE|AGENTS|GEMINI|SKILL)\.md|\.cursorrules|copilot-instructions"
    r"|(?i:AI (?:coding )?(?:agents?|assistants?)|coding (?:agents?|assistants?))"
    r"|Claude Code|Codex|Cursor)\b",
)
_BULLET = regex(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]", re.MULTILINE)
_IMPERATIVE = regex(
    r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\*\*[^*\n]+\*\*:?[ \t]*)?"
    r"(?:Use|Avoid|Never|Always|Do|Don't|Keep|Prefer|Write|Run|Ensure|Follow|Make|Add|Check)\b",
    re.MULTILINE,
)


def _likely(text: str) -> float:
    if _CURSOR.match(text) or _SKILL.match(text):
        return 0.97
    bullets = len(_BULLET.findall(text))
    if bullets >= 8 and len(_IMPERATIVE.findall(text)) / bullets >= 0.25:
        return 0.8
    # Files that speak to agents by name are short: a long document may only mention them.
    return 0.8 if len(text) < 60_000 and len(_ADDRESSEE.findall(text)) >= 3 else 0.0


DIALECT = Dialect("agent-rules", likely=_likely, title_lines=True)
