"""Rule files for coding agents: short imperatives, often without any heading."""

from __future__ import annotations

import re

from specaudit.parse.dialects.base import Dialect

_FRONT = re.compile(r"\A---\n(?:.*\n)*?(?:globs|alwaysApply|name|description):")
_IMPERATIVE = re.compile(
    r"^\s*(?:[-*+]|\d+[.)])\s+(?:\*\*[^*\n]+\*\*:?\s*)?"
    r"(?:Use|Avoid|Never|Always|Do|Don't|Keep|Prefer|Write|Run|Ensure|Follow|Make|Add|Check)\b",
    re.MULTILINE,
)


def _likely(text: str) -> float:
    front = bool(_FRONT.match(text))
    bullets = len(re.findall(r"^\s*(?:[-*+]|\d+[.)])\s", text, re.MULTILINE))
    commands = len(_IMPERATIVE.findall(text))
    if front and "globs:" in text[:400]:
        return 0.9
    return 0.8 if bullets >= 8 and commands / bullets >= 0.25 else 0.0


DIALECT = Dialect("agent-rules", likely=_likely, title_lines=True)
