"""Technical specifications with the key words of RFC 2119 in capitals; quotes are notes."""

from __future__ import annotations

from specaudit.parse.dialects.base import INFORMATIVE_TITLES, Dialect, share


def _likely(text: str) -> float:
    named = "RFC 2119" in text or "RFC2119" in text
    density = share(r"\b(?:MUST|SHALL|SHOULD|MAY|DO NOT|DO)\b", text, 300)
    return 0.95 if named and density > 0.2 else 0.6 * density


DIALECT = Dialect(
    "rfc2119",
    likely=_likely,
    informative_quotes=True,
    informative_titles=(*INFORMATIVE_TITLES, "faq", "about"),
)
