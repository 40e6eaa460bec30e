"""Text from outside (models, documents) made safe to keep and to show in one line."""

from __future__ import annotations

from specaudit.domain.patterns import regex

# C0 but tab and newline, C1, invisible and direction-changing characters, lone surrogates, and
# the tag block, which can hide whole sentences. Joiners stay: scripts and emoji need them.
_UNSAFE = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """Strip what cannot be seen or turns text around, and surrounding space."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def unwritable_name(path: str) -> str | None:
    """Return what to call a file whose name is not valid UTF-8, or None where it is.

    Python hands such a name on as lone surrogates, which no report could be written with.
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return None


def shorten(text: str, limit: int) -> str:
    """Put text on one line of at most ``limit`` code points, cut at a word where possible."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:") + "…"
