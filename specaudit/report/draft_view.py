"""A comparison of two drafts laid out by heading: what every format of it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from specaudit.domain.finding import Finding
from specaudit.domain.matching import Change, ExamplePair, SectionPair, StatementPair
from specaudit.domain.spec import LineIndex, Statement
from specaudit.domain.text import clean
from specaudit.report.drafts import DraftComparison

_AROUND = 8
"""Unchanged words kept on either side of an edit."""
Entry = StatementPair | ExamplePair


@dataclass(slots=True)
class Heading:
    """What changed below one heading."""

    title: str
    line: str
    tags: list[str]
    """What happened to the heading itself: new, removed, its old name, place or level."""
    changes: list[Entry] = field(default_factory=list)
    along: int = 0
    """Statements that moved because the whole section did; they are not listed one by one."""

    def shown(self, limit: int) -> tuple[list[Entry], int]:
        """Return the first changes, 0 for all, and the number of those left out."""
        first = self.changes[: limit or None]
        return first, len(self.changes) - len(first)


class View:
    """A comparison with the names and lines of its parts."""

    def __init__(self, found: DraftComparison) -> None:
        self.found = found
        self.lines_old, self.lines_new = LineIndex(found.old.text), LineIndex(found.new.text)
        self._titles = {section.id: clean(section.title) for section in found.old.sections}
        self._there = {p.old.id: p.new.id for p in found.matching.sections if p.old and p.new}

    def counts(self) -> str:
        """Say how many findings are fixed, new, changed and unchanged."""
        found = self.found
        changed = f"changed {len(found.changed)}, " if found.changed else ""
        return (
            f"fixed {len(found.fixed)}, new {len(found.added)}, {changed}"
            f"unchanged {len(found.still)}"
        )

    def statements(self) -> str:
        """Say how many statements had which change."""
        count = self.found.matching.count
        kinds = (Change.EDITED, Change.ADDED, Change.REMOVED, Change.MOVED, Change.UNCHANGED)
        return ", ".join(f"{count(kind)} {kind.value}" for kind in kinds)

    def examples(self) -> str:
        """Say how many examples had which change; empty where all are unchanged."""
        number = dict.fromkeys(Change, 0)
        for pair in self.found.matching.examples:
            number[pair.change] += 1
        kinds = [kind for kind in Change if kind is not Change.UNCHANGED and number[kind]]
        return ", ".join(f"{number[kind]} {kind.value}" for kind in kinds)

    def levels(self) -> str:
        """Say which authority levels have a new name; empty for none."""
        return ", ".join(f"{clean(a)} is now {clean(b)}" for a, b in self.found.matching.levels)

    def headings(self) -> list[Heading]:
        """Return the headings with changes, in the order of the new draft, removed ones last."""
        groups: list[Heading] = []
        by_new: dict[str, Heading] = {}
        by_old: dict[str, Heading] = {}
        for pair in self.found.matching.sections:
            groups.append(self._heading(pair))
            if pair.new is not None:
                by_new[pair.new.id] = groups[-1]
            if pair.old is not None:
                by_old[pair.old.id] = groups[-1]
        whole = self._moved_whole()
        matching = self.found.matching
        entries: tuple[Entry, ...] = (*matching.statements, *matching.examples)
        for change in entries:
            if change.change is Change.UNCHANGED:
                continue
            if change.new is None:
                if change.old is not None:
                    by_old[change.old.section_id].changes.append(change)
            elif change.new.section_id in whole and self._reordered(change):
                by_new[change.new.section_id].along += isinstance(change, StatementPair)
            else:
                by_new[change.new.section_id].changes.append(change)
        return [group for group in groups if group.changes or group.tags or group.along]

    def _moved_whole(self) -> set[str]:
        """Return the new ids of sections that moved, or all of whose old statements did."""
        matching = self.found.matching
        parents = {pair.new.id for pair in matching.sections if pair.new and pair.moved}
        moved: set[str] = set()
        other: set[str] = set()
        for pair in matching.statements:
            if pair.old and pair.new:
                (moved if self._reordered(pair) else other).add(pair.new.section_id)
        return parents | (moved - other)

    def _reordered(self, change: Entry) -> bool:
        """Whether something moved but stands under the same heading as before."""
        return change.change is Change.MOVED and not self.origin(change)

    def _heading(self, pair: SectionPair) -> Heading:
        if pair.new is not None:
            title, line = pair.new.title, f"line {self._line_new(pair.new.heading.start)}"
        else:
            title = pair.old.title if pair.old else ""
            start = pair.old.heading.start if pair.old else 0
            line = f"old line {self.lines_old.position(start).line}"
        return Heading(clean(title) or "start", line, self._tags(pair))

    def _line_new(self, offset: int) -> int:
        return self.lines_new.position(offset).line

    def _tags(self, pair: SectionPair) -> list[str]:
        if pair.old is None:
            return ["new"]
        if pair.new is None:
            return ["removed"]
        tags = [f"was: {clean(pair.old.title)}"] if pair.renamed else []
        if pair.moved:
            tags.append(f"moved from: {self._titles.get(pair.old.parent_id or '') or 'the top'}")
        if pair.relevelled:
            levels = (clean(level or "none") for level in (pair.old.authority, pair.new.authority))
            tags.append("level {} is now {}".format(*levels))
        return tags

    def origin(self, change: Entry) -> str:
        """Name the heading that something stood under; empty where it is the same one."""
        if change.old is None or change.new is None:
            return ""
        if self._there.get(change.old.section_id) == change.new.section_id:
            return ""
        return self._titles.get(change.old.section_id) or "start"

    def example(self, change: ExamplePair) -> str:
        """Name an example, its line and what became of it."""
        example, lines, of = change.new, self.lines_new, "line"
        if example is None:
            example, lines, of = change.old, self.lines_old, "old line"
        assert example is not None
        line = lines.position(example.span.start).line
        came = f" from: {origin}" if (origin := self.origin(change)) else ""
        return f"example {change.change.value}{came}: {clean(example.title)} ({of} {line})"


def places(finding: Finding) -> str:
    """Name the file, line and heading of every passage."""
    return " × ".join(
        f"{p.path}:{p.start.line} {p.section_title}".rstrip() for p in finding.passages
    )


def plural(number: int, noun: str) -> str:
    """Return a noun as it stands after a number."""
    return noun if number == 1 else f"{noun}s"


def shown_text(change: StatementPair) -> str:
    """Return the words of a statement as they are now, or as they were."""
    statement: Statement | None = change.new or change.old
    return clean(statement.text) if statement else ""


def wordings(change: StatementPair) -> tuple[str, str] | None:
    """Return both wordings of an edited statement, cut to what differs; None of others."""
    if change.change is not Change.EDITED or change.old is None or change.new is None:
        return None
    return around(clean(change.old.text), clean(change.new.text))


def around(old: str, new: str) -> tuple[str, str]:
    """Cut two wordings to what differs and a few words on either side."""
    before, after = old.split(), new.split()
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)

    def cut(words: Sequence[str]) -> str:
        start = max(0, head - _AROUND)
        end = len(words) - max(0, tail - _AROUND)
        inner = " ".join(words[start:end])
        return f"{'… ' if start else ''}{inner}{' …' if end < len(words) else ''}"

    return cut(before), cut(after)
