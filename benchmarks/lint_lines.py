"""How many defects of one or two sentences lint finds, each in a small clean document.

Usage: python -m benchmarks.lint_lines [FILE ...] [--missed KIND] [--alarms KIND]

Seven authors, each in a voice of their own, wrote 325 to 385 lines each before lint was run on any;
none of them had seen its rules, and none used a device twice in a kind where they could help it. So
the lines are harder than what an editor slips into a spec, and few words of the document stand
between the two sides. ``lines/read-*.txt`` was read while lint was widened, ``lines/unread-*.txt``
was not.

A line holds its kind and one or two parts, between ``||``. A kind that begins with ``n-`` is a
look-alike: it alarms where a rule that answers for any kind has a new finding above note level.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.lint_quality import share
from benchmarks.lint_scores import ANSWERS, lint, loud, parsed
from specaudit.domain.errors import InputError
from specaudit.domain.finding import Finding

ROOT = Path(__file__).resolve().parents[1]
LINES = Path(__file__).resolve().parent / "lines"
KINDS = {
    "exc": "open-exception",
    "exc2": "open-exception",
    "drift": "modality-drift",
    "same": "same-word-contradiction",
    "order": "priority-cycle",
    "level": "level",
    "num": "inconsistent-number",
    "count": "inconsistent-number",
    "term": "undefined-term",
}
"""Kinds of line, and the kinds of defect they are; `exc2` lets off in a sentence of its own."""
_TWO = frozenset({"exc2", "drift", "same", "order", "num"})
_FALSE = "n-"
_FIRST = "## General care {#general authority=reader}"
_LAST = "## What staff do {#staff authority=reader}"
_LEVELS = """\
# Conduct Spec

This document says how the assistant behaves.

## Levels of authority {#levels}

Instructions have these levels of authority, from highest to lowest:

1. **Root**: rules that nobody can override
2. **System**: rules set by the company and system messages
3. **Developer**: instructions of developers
4. **User**: instructions of users
5. **Guideline**: defaults that can be implicitly overridden
6. *No Authority*: tool outputs, quoted text, and the assistant's own earlier messages

Each instruction can be overridden by instructions of a higher level.

# Rules {#rules}

## Do no serious harm {#harm authority=root}

The assistant must not help anybody to build weapons.

## Stay in scope {#scope authority=system}

The assistant must keep to the agreed scope of a task.

## Give all sides {#sides authority=developer}

By default, the assistant should present several views on a contested question.

## Be honest {#honest authority=user}

The assistant should say how sure it is of what it says.

LINE

## Be clear {#clear authority=guideline}

The assistant should write in plain language.
"""


class Line(NamedTuple):
    """A case of one line."""

    kind: str
    parts: tuple[str, ...]
    place: str

    @property
    def defect(self) -> bool:
        """Whether it is none of the look-alikes."""
        return not self.kind.startswith(_FALSE)

    @property
    def of(self) -> str:
        """The kind, of a look-alike the one it looks like."""
        return self.kind.removeprefix(_FALSE)


def read(file: Path) -> Iterator[Line]:
    """The lines of a file.

    Raises:
        InputError: where the file cannot be read, a kind is unknown or a part missing.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{file}: cannot be read ({error}); name a file of lines") from error
    for number, row in enumerate(text.splitlines(), 1):
        kind, *parts = (part.strip() for part in row.split("||"))
        line = Line(kind, tuple(parts), f"{file.name}:{number}")
        if line.of not in KINDS or len(parts) != 1 + (line.of in _TWO) or not all(parts):
            raise InputError(f"{file}:{number}: expected KIND || PART [|| PART], a kind of {KINDS}")
        yield line


@cache
def _clean() -> str:
    return (ROOT / "specs" / "marlow-repaired.md").read_text(encoding="utf-8").rstrip("\n")


def document(line: Line) -> str:
    """The small document with a line in it: two parts stand in its first and its last section."""
    if line.of == "level":
        return _LEVELS.replace("LINE", line.parts[0])
    if line.of == "count":
        stem, _, items = line.parts[0].partition(":")
        listed = "\n".join(f"- {item.strip()}" for item in items.split(";"))
        return f"{_clean()}\n\n{_LAST}\n\n{stem}:\n\n{listed}\n"
    if line.of in _TWO and line.of != "exc2":
        head, _, tail = _clean().partition("\n## ")
        first = f"{head}\n{_FIRST}\n\n{line.parts[0]}\n\n## {tail}"
        return f"{first}\n\n{_LAST}\n\n{line.parts[1]}\n"
    return f"{_clean()}\n\n{_LAST}\n\n{' '.join(line.parts)}\n"


def _found(text: str) -> list[Finding]:
    return lint(parsed("lines.md", text))


@cache
def _before(of_levels: bool) -> frozenset[str]:
    text = _LEVELS.replace("LINE", "") if of_levels else _clean() + "\n"
    return frozenset(finding.fingerprint for finding in _found(text))


def told(line: Line) -> bool:
    """Whether lint finds a defect by a rule for its kind, or anything of a look-alike."""
    known = _before(line.of == "level")
    new = {f.rule for f in _found(document(line)) if loud(f) and f.fingerprint not in known}
    answers = ANSWERS[KINDS[line.of]] if line.defect else frozenset().union(*ANSWERS.values())
    return not new.isdisjoint(answers)


def summary(title: str, scores: Sequence[tuple[Line, bool]]) -> None:
    """Print what is found by kind, of the mechanical kinds together, and what alarms."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for line, hit in scores:
        groups[line.kind].append(hit)
    print(f"\n{title}")
    for kind, hits in groups.items():
        print(f"  {kind:10} {share(sum(hits), len(hits))}")
    mechanical = [hit for line, hit in scores if line.defect and line.kind != "same"]
    print(f"  {'mechanical':10} {share(sum(mechanical), len(mechanical))}")
    alarms = [hit for line, hit in scores if not line.defect]
    print(f"  look-alikes that alarm {share(sum(alarms), len(alarms)).strip()}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the files; 2 where one of them is no file of lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(LINES.glob("*.txt")))
    parser.add_argument("--missed", choices=KINDS, help="list the lines of a kind that are missed")
    parser.add_argument("--alarms", choices=KINDS, help="list the look-alikes of a kind that alarm")
    options = parser.parse_args(arguments)
    scores: list[tuple[Line, bool]] = []
    try:
        for file in options.files:
            own = [(line, told(line)) for line in read(file)]
            summary(file.name, own)
            scores += own
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    if len(options.files) > 1:
        summary("together", scores)
    for kind, wanted in ((options.missed, False), (f"{_FALSE}{options.alarms}", True)):
        for line, hit in scores:
            if line.kind == kind and hit is wanted:
                print(f"{line.place}: {' || '.join(line.parts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
