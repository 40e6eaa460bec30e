"""Long prose about one named model, with few explicit rules and no attributes."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.parse.dialects.base import Dialect, share

_MODEL = regex(r"\b(Claude|the (?:model|assistant)|our (?:AI|models?))\b")


def _likely(text: str) -> float:
    if re.search(r"^#+ .*\{#", text, re.MULTILINE) or "MUST" in text:
        return 0.0
    prose = share(r"\b(?:should|want|hope|aim|values?)\b", text, 100)
    return 0.9 if len(_MODEL.findall(text)) > 20 and prose >= 0.5 else 0.0


DIALECT = Dialect("constitution", likely=_likely)
