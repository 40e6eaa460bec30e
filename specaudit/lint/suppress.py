"""Suppression comments: what they cover, which findings they keep back, which are idle.

The forms are ``<!-- specaudit-disable-next-line NAME, CODE -- reason -->`` and the same with
``disable-line``, ``disable-file`` and ``disable`` ... ``enable``. Rules must be named; a comment in
code is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from specaudit.domain.finding import Edit, Finding
from specaudit.domain.lint import Rule, Suppressed, SuppressedBy
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span, Spec
from specaudit.lint.context import Document, Draft, Place
from specaudit.lint.rulebook import RuleBook

_MARK = "specaudit-"
_COMMENT = regex(r"<!--\s*specaudit-(?P<verb>[a-z-]+)(?P<rest>(?:(?!-->).)*)-->", re.DOTALL)
_VERBS = ("disable", "enable", "disable-line", "disable-next-line", "disable-file")
_FENCE = regex(r" {0,3}(`{3,}|~{3,})")


class Comment(NamedTuple):
    """One suppression comment as written."""

    verb: str
    rules: tuple[str, ...]
    reason: str
    span: Span


class Cover(NamedTuple):
    """A range of one document in which one rule is not reported."""

    document: Document
    comment: Comment
    token: str
    rule: Rule
    span: Span

    def holds(self, finding: Finding) -> bool:
        """Say whether any passage of a finding of this rule touches the range."""
        return finding.rule == self.rule.name and any(
            passage.path == self.document.spec.path
            and passage.span.start < self.span.end
            and self.span.start < max(passage.span.end, passage.span.start + 1)
            for passage in finding.passages
        )


def comments(text: str) -> list[Comment]:
    """Find the suppression comments of a document, code left out."""
    if _MARK not in text:
        return []
    code = _code_spans(text)
    found = []
    for match in _COMMENT.finditer(text):
        if any(start <= match.start() < end for start, end in code):
            continue
        names, _, reason = match["rest"].partition(" -- ")
        rules = tuple(name for name in re.split(r"[\s,]+", names) if name)
        found.append(Comment(match["verb"], rules, reason.strip(), Span(*match.span())))
    return found


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Ranges of fenced blocks and of inline code within one line."""
    spans: list[tuple[int, int]] = []
    fence, opened, offset = "", 0, 0
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                spans.append((opened, offset + len(line)))
                fence = ""
        elif mark:
            fence, opened = mark[1], offset
        else:
            spans += [
                (offset + found.start(), offset + found.end())
                for found in re.finditer(r"(`+)(?!`).*?(?<!`)\1(?!`)", line)
            ]
        offset += len(line)
    if fence:
        spans.append((opened, len(text)))
    return spans


def covers(document: Document, found: Sequence[Comment], book: RuleBook) -> Iterator[Cover]:
    """Resolve comments to ranges; unknown verbs and rules are left to ``problems``."""
    known = {name: rule for rule in book.rules for name in (rule.name, rule.code)}
    for index, comment in enumerate(found):
        if comment.verb == "enable" or comment.verb not in _VERBS:
            continue
        for token in comment.rules:
            if token in known:
                rule = known[token]
                span = _range(document.spec, comment, rule, found[index + 1 :], known)
                yield Cover(document, comment, token, rule, span)


def _range(
    spec: Spec,
    comment: Comment,
    rule: Rule,
    later: Sequence[Comment],
    known: dict[str, Rule],
) -> Span:
    text = spec.text
    if comment.verb == "disable-file":
        return Span(0, len(text))
    if comment.verb == "disable-line":
        return Span(text.rfind("\n", 0, comment.span.start) + 1, _line_end(text, comment.span.end))
    if comment.verb == "disable-next-line":
        return _next_block(spec, comment)
    for other in later:
        if other.verb == "enable" and any(known.get(token) is rule for token in other.rules):
            return Span(comment.span.end, other.span.start)
    return Span(comment.span.end, len(text))


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _next_block(spec: Spec, comment: Comment) -> Span:
    """The block that starts on the next line with content, stacked comments skipped."""
    text = spec.text
    start = _line_end(text, comment.span.end) + 1
    while start < len(text):
        line = text[start : _line_end(text, start)]
        if line.strip() and _MARK not in line:
            break
        start += len(line) + 1
    end = _line_end(text, start)
    spans = [block.span for block in spec.blocks if start <= block.span.start <= end]
    spans += [section.heading for section in spec.sections if start <= section.heading.start <= end]
    spans += [example.span for example in spec.examples if start <= example.span.start <= end]
    spans = [span for span in spans if span.end > span.start]
    if spans:
        return Span(start, max(end, min(spans).end))
    blank = text.find("\n\n", start)
    return Span(start, len(text) if blank < 0 else blank)


def apply(
    findings: Iterable[Finding], ranges: Sequence[Cover]
) -> tuple[list[Finding], list[Suppressed], set[int]]:
    """Split findings into reported and suppressed.

    Returns:
        What stays, what is kept back, and the indexes of the ranges that kept something back.
    """
    stay: list[Finding] = []
    kept: list[Suppressed] = []
    used: set[int] = set()
    for finding in findings:
        holding = [index for index, cover in enumerate(ranges) if cover.holds(finding)]
        used.update(holding)
        if holding:
            reason = ranges[holding[0]].comment.reason
            kept.append(Suppressed(finding, SuppressedBy.COMMENT, reason))
        else:
            stay.append(finding)
    return stay, kept, used


def unused(ranges: Sequence[Cover], used: set[int], active: frozenset[str]) -> Iterator[Draft]:
    """Report ranges that kept nothing back although their rule ran."""
    for index, cover in enumerate(ranges):
        if index in used or cover.rule.name not in active:
            continue
        comment = cover.comment
        yield Draft(
            message=f"The comment suppresses {cover.rule.name} here, but there is no such finding.",
            why="an idle suppression hides the next real finding",
            places=(Place(cover.document, comment.span),),
            fix=(_without(cover, cover.document.spec.text),) if len(comment.rules) == 1 else (),
        )


def _without(cover: Cover, text: str) -> Edit:
    """Delete a comment, with its line where nothing else stands on it."""
    span = cover.comment.span
    start = text.rfind("\n", 0, span.start) + 1
    end = _line_end(text, span.end)
    if text[start:end].strip() == text[span.start : span.end]:
        return Edit(Span(start, min(end + 1, len(text))), "")
    return Edit(span, "")


def misspelt(document: Document, found: Sequence[Comment], book: RuleBook) -> Iterator[Draft]:
    """Report comments with an unknown verb, an unknown rule or no rule at all."""
    known = {name for rule in book.rules for name in (rule.name, rule.code)}
    for comment in found:
        place = Place(document, comment.span)
        if comment.verb not in _VERBS:
            yield Draft(
                f'"specaudit-{comment.verb}" is no suppression comment.',
                "known are specaudit-" + ", specaudit-".join(_VERBS),
                (place,),
            )
        elif not comment.rules:
            yield Draft(
                f"specaudit-{comment.verb} names no rule.",
                "suppressions name what they suppress; there is no blanket form",
                (place,),
            )
        for token in comment.rules:
            if token not in known:
                text = book.unknown(token)
                yield Draft(
                    text[0].upper() + text[1:] + ".", "the comment suppresses nothing", (place,)
                )


def unreasoned(document: Document, found: Sequence[Comment]) -> Iterator[Draft]:
    """Report suppressions without a reason after ``--``."""
    for comment in found:
        if comment.verb in _VERBS and comment.verb != "enable" and not comment.reason:
            yield Draft(
                "The suppression gives no reason.",
                'the project asks for one: add " -- " and why',
                (Place(document, comment.span),),
            )
