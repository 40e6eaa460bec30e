"""Technical specifications with the key words of RFC 2119 in capitals; quotes are notes."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.parse.dialects.base import INFORMATIVE_TITLES, Dialect, share

_KEY_WORDS = r"\b(?:MUST|SHALL|SHOULD|MAY|DO NOT|DO)\b"
_NAMED = regex(r"\b(?:RFC ?2119|RFC ?8174|BCP ?14)\b")


def _likely(text: str) -> float:
    density = share(_KEY_WORDS, text, 300)
    if _NAMED.search(text):
        return 0.95 if density > 0.2 else 0.0
    return 0.7 * density if len(re.findall(_KEY_WORDS, text)) >= 10 else 0.0


DIALECT = Dialect(
    "rfc2119",
    likely=_likely,
    informative_quotes=True,
    informative_titles=(*INFORMATIVE_TITLES, "faq", "about"),
)
