"""Example conversations in fences, read by a tolerant tag scanner (they are not XML)."""

from __future__ import annotations

import re
from dataclasses import field

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Span, Turn, Verdict

ROLES = ("system", "developer", "user", "assistant", "tool", "platform", "human", "agent")
_TAG = regex(
    rf"<(?P<close>/?)(?P<name>{'|'.join(ROLES)}|comparison)\b(?P<attrs>[^<>\n]*)>", re.IGNORECASE
)
_COMMENT = regex(r"\s*<!--")
_VERDICT = regex(
    r"(?P<word>[A-Za-z]+)\b(?:\s*\[#(?P<anchor>[^\]\s]+)\])?\s*(?:[:,.;-]\s*(?P<reason>.*))?\Z",
    re.DOTALL,
)
_LOOKS_LIKE = regex(r"[A-Z]{2,}\b")
_CLOSES = regex(rf"</(?:{'|'.join(ROLES)})>", re.IGNORECASE)


@record(slots=True)
class Scan:
    """What the scanner has seen of one example."""

    turns: list[Turn] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def looks_like_example(text: str) -> bool:
    """Whether a fence holds a conversation, whatever its info string."""
    return len({m["name"].lower() for m in _TAG.finditer(text)} & set(ROLES)) >= 1 and bool(
        _CLOSES.search(text)
    )


def scan(text: str, offset: int) -> Scan:
    """Read the turns of an example.

    Args:
        text: Content of the fence.
        offset: Place of that content in the document.
    """
    seen = Scan()
    comparison: int | None = None
    comparisons = 0
    opened: tuple[str, int] | None = None
    for tag in _TAG.finditer(text):
        name, closing = tag["name"].lower(), bool(tag["close"])
        if tag["attrs"].rstrip().endswith("/"):
            continue
        if name == "comparison":
            comparison, comparisons = _compare(closing, comparison, comparisons, seen)
        elif closing:
            if opened is None or opened[0] != name:
                seen.problems.append(f"</{name}> closes nothing")
                continue
            seen.turns.append(_turn(text, opened, tag.start(), offset, comparison, seen))
            opened = None
        else:
            if opened is not None:
                seen.problems.append(f"<{opened[0]}> is not closed before <{name}>")
                seen.turns.append(_turn(text, opened, tag.start(), offset, comparison, seen))
            opened = (name, tag.end())
    if opened is not None:
        seen.problems.append(f"<{opened[0]}> is not closed")
        seen.turns.append(_turn(text, opened, len(text), offset, comparison, seen))
    if comparison is not None:
        seen.problems.append("<comparison> is not closed")
    return seen


def _compare(closing: bool, current: int | None, count: int, seen: Scan) -> tuple[int | None, int]:
    if closing:
        if current is None:
            seen.problems.append("</comparison> closes nothing")
        return None, count
    if current is not None:
        seen.problems.append("<comparison> inside <comparison>")
    return count, count + 1


def _turn(
    text: str,
    opened: tuple[str, int],
    end: int,
    offset: int,
    comparison: int | None,
    seen: Scan,
) -> Turn:
    role, start = opened
    verdict = anchor = reason = None
    comment = _COMMENT.match(text, start, end) if role in ("assistant", "agent") else None
    closing = text.find("-->", comment.end(), end) if comment else -1
    if comment and closing >= 0:
        verdict, anchor, reason, problem = _verdict(text[comment.end() : closing].strip())
        if problem:
            seen.problems.append(problem)
        if verdict or problem:
            start = closing + len("-->")
    body = text[start:end]
    lead = len(body) - len(body.lstrip())
    inner = body.strip()
    if verdict and comparison is None:
        seen.problems.append(f"verdict {verdict} outside a <comparison>")
    begin = start + lead if inner else start
    return Turn(
        role=role,
        text=inner,
        span=Span(offset + begin, offset + begin + len(inner)),
        verdict=verdict,
        verdict_anchor=anchor,
        reason=reason,
        comparison=comparison,
    )


def _verdict(body: str) -> tuple[Verdict | None, str | None, str | None, str | None]:
    found = _VERDICT.match(body)
    if not found or not _LOOKS_LIKE.match(found["word"]):
        return None, None, None, None
    try:
        verdict = Verdict(found["word"])
    except ValueError:
        return None, None, None, f"unknown verdict {found['word'][:20]!r}"
    reason = " ".join((found["reason"] or "").split()) or None
    return verdict, found["anchor"], reason, None
