"""Cuts of a spec that are shown to models: a bounded excerpt, or the whole text.

Both can leave statements out (clause ablation, withheld examples) and can label every
statement, so that a judge can name what its verdict rests on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Block, BlockKind, Section, Span, Spec, Statement

_MARKER = regex(r"[ \t]*<!--\s*specaudit-.*?-->[ \t]*\n?", re.DOTALL)
_TIE_BREAK = regex(
    r"\btakes? (?:precedence|priority)\b|\boverrid(?:e|es|den)\b|\bprevails?\b"
    r"|\bhigher (?:level|authority|priority)\b"
    r"|\b(?:conflict|disagree|contradict)\w*\b[^.]*\b(?:wins?|prefer|default|follow|instead)\b",
    re.IGNORECASE,
)
_NO_LIMIT = 10**9
_OVERHEAD = 8
"""What a statement costs besides its words: label, bullet, line end, at times an ellipsis."""
_HEADING_OVERHEAD = 16
_TIE_BREAK_SHARE = 3
"""Tie-breaks may fill one third of an excerpt: they matter, but the clauses come first."""


@record(frozen=True, slots=True)
class Excerpt:
    """Text for a prompt, with the statements a reader can point at."""

    text: str
    labels: tuple[tuple[str, str], ...] = ()
    """``(label, statement id)`` in document order; empty where no labels were asked for."""

    def statement_id(self, label: str) -> str | None:
        """Return the statement a label stands for, or None for a label that was not shown."""
        return next((sid for name, sid in self.labels if name == label), None)


def without_markers(text: str) -> str:
    """Remove ``specaudit-*`` comments: they talk to the tool, and would tell a model too much."""
    return _MARKER.sub("", text)


def full(
    spec: Spec,
    *,
    labelled: bool = False,
    omit: Collection[str] = (),
    cut: Sequence[Span] = (),
) -> Excerpt:
    """Return the whole text, less the statements in ``omit`` and the ranges in ``cut``."""
    edits: list[tuple[int, int, str]] = [(span.start, span.end, "") for span in cut]
    edits += [(found.start(), found.end(), "") for found in _MARKER.finditer(spec.text)]
    labels: list[tuple[str, str]] = []
    for statement in spec.statements:
        span = statement.span
        if statement.id in omit:
            edits.append((span.start, span.end, ""))
        elif labelled and not any(c.start <= span.start < c.end for c in cut):
            label = f"S{len(labels) + 1}"
            labels.append((label, statement.id))
            edits.append((span.start, span.start, f"[{label}] "))
    return Excerpt(_apply(spec.text, edits), tuple(labels))


def excerpt(
    spec: Spec,
    statement_ids: Iterable[str],
    *,
    max_chars: int = 6000,
    labelled: bool = False,
    omit: Collection[str] = (),
) -> Excerpt:
    """Return the statements, what stands around them, and the spec's own tie-breaks.

    The statements asked for are always in, even past ``max_chars`` (code points); the rest is
    added by relevance while it fits: their list stems and block, tie-breaks, their sections.
    What is in ``omit`` is taken out afterwards without a trace, so that texts with and without
    it differ in nothing else.
    """
    targets = [s for s in spec.statements if s.id in set(statement_ids)]
    chosen = _choose(spec, targets, max_chars)
    return _render(spec, chosen, frozenset(omit), labelled)


def reordered(spec: Spec, order: Collection[int]) -> str:
    """Return the text with its parts (largest headings that repeat) in another order.

    ``order`` is a permutation of the part numbers; the text before the first part stays first.

    Raises:
        ValueError: where ``order`` is not a permutation of the parts.
    """
    spans = [section.body for section in parts(spec)]
    if sorted(order) != list(range(len(spans))):
        raise ValueError(f"order must be a permutation of {len(spans)} parts")
    if not spans:
        return without_markers(spec.text)
    starts = [s.heading.start for s in parts(spec)]
    ends = [*starts[1:], spans[-1].end]
    pieces = [spec.text[start:end].rstrip("\n") for start, end in zip(starts, ends, strict=True)]
    head, tail = spec.text[: starts[0]], spec.text[ends[-1] :]
    return without_markers(head + "\n\n".join(pieces[i] for i in order) + "\n" + tail)


def parts(spec: Spec) -> tuple[Section, ...]:
    """Return the sections of the smallest heading level that occurs more than once."""
    for depth in range(1, 7):
        level = tuple(s for s in spec.sections if s.depth == depth)
        if len(level) > 1:
            return level
    return ()


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    """Apply non-overlapping edits; of two that overlap the one that starts first wins."""
    out: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        out += [text[at:start], new]
        at = end
    return "".join(out) + text[at:]


class _Choice:
    """Statements chosen so far, and what they cost."""

    def __init__(self, spec: Spec) -> None:
        self.ids: set[str] = set()
        self.used = 0
        self._by_id = {s.id: s for s in spec.statements}
        self._stems = {b.id: b.stem_id for b in spec.blocks}
        self._headings = {s.id: len(s.title) + len(s.authority or "") for s in spec.sections}
        self._opened: set[str] = set()

    def add(self, statement: Statement, limit: int) -> None:
        """Take a statement in, and the stem of its list, where they fit."""
        if statement.id in self.ids:
            return
        size = len(statement.text) + _OVERHEAD
        if statement.section_id not in self._opened:
            size += self._headings.get(statement.section_id, 0) + _HEADING_OVERHEAD
        if self.used + size > limit:
            return
        self.ids.add(statement.id)
        self.used += size
        self._opened.add(statement.section_id)
        stem = self._by_id.get(self._stems.get(statement.block_id) or "")
        if stem is not None:
            self.add(stem, limit)


def _choose(spec: Spec, targets: list[Statement], max_chars: int) -> set[str]:
    choice = _Choice(spec)
    for target in targets:
        choice.add(target, _NO_LIMIT)
    blocks = {t.block_id for t in targets}
    for statement in spec.statements:
        if statement.block_id in blocks:
            choice.add(statement, max_chars)
    limit = min(max_chars, choice.used + max_chars // _TIE_BREAK_SHARE)
    for statement in _tie_breaks(spec, {t.section_id for t in targets}):
        choice.add(statement, limit)
    for statement in _around(spec, targets):
        choice.add(statement, max_chars)
    return choice.ids


def _tie_breaks(spec: Spec, sections: set[str]) -> Iterator[Statement]:
    """Yield statements that settle clashes: those about these sections first."""
    marked = {r.statement_id for r in spec.rankings} | {p.statement_id for p in spec.precedences}
    about = {r.statement_id for r in spec.references if r.resolved in sections}
    found = [s for s in spec.statements if s.id in marked or _TIE_BREAK.search(s.text)]
    found.sort(
        key=lambda s: (
            s.section_id not in sections and s.id not in about,
            s.id not in marked,
            s.span,
        )
    )
    yield from found


def _around(spec: Spec, targets: list[Statement]) -> Iterator[Statement]:
    """Yield the statements of the targets' sections, nearest to any target first."""
    sections = {t.section_id for t in targets}
    ids = {t.id for t in targets}
    places = [i for i, s in enumerate(spec.statements) if s.id in ids]
    near = [
        (min(abs(i - place) for place in places), i)
        for i, s in enumerate(spec.statements)
        if s.section_id in sections
    ]
    for _, i in sorted(near):
        yield spec.statements[i]


def _render(spec: Spec, chosen: set[str], omit: frozenset[str], labelled: bool) -> Excerpt:
    blocks = {b.id: b for b in spec.blocks}
    sections = {s.id: s for s in spec.sections}
    lines: list[tuple[str, list[str]]] = []
    if spec.levels:
        lines.append(("Levels of authority, highest first: ", [" > ".join(spec.levels)]))
    labels: list[tuple[str, str]] = []
    before: Statement | None = None
    skipped = False
    for statement in spec.statements:
        if statement.id not in chosen:
            skipped = True
            continue
        if before is None or before.section_id != statement.section_id:
            lines += _heading(sections.get(statement.section_id))
        elif skipped:
            lines.append(("", ["[...]"]))
        if before is None or before.block_id != statement.block_id or skipped:
            lines.append((_bullet(blocks.get(statement.block_id)), []))
        before, skipped = statement, False
        if statement.id in omit:
            continue
        text = statement.text
        if labelled:
            labels.append((f"S{len(labels) + 1}", statement.id))
            text = f"[{labels[-1][0]}] {text}"
        lines[-1][1].append(text)
    text = "\n".join(lead + " ".join(texts) for lead, texts in lines if texts)
    return Excerpt(text.strip(), tuple(labels))


def _heading(section: Section | None) -> list[tuple[str, list[str]]]:
    if section is None or not section.title:
        return [("", [""])]
    level = f" (level: {section.authority})" if section.authority else ""
    return [("", [""]), ("## ", [f"{section.title}{level}"])]


def _bullet(block: Block | None) -> str:
    return "- " if block is not None and block.kind is BlockKind.ITEM else ""
