"""Defects and harmless look-alikes planted in real specs by line hashes, and the planter.

Run: ``python -m benchmarks.defects ID [--specs FOLDER] [-o FILE]`` to see where a case stands, and
to write the document that has it.

A file holds one JSON object a line. No line quotes the spec: a place is ``L12:1a2b3c4d``, the line
and eight hex digits of the SHA-256 of that line without outer blanks; a partner may instead be the
id of a statement, ``SECTION/HASH``. `README.md` beside the files describes every field.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from specaudit.config import DocumentOptions
from specaudit.domain.errors import InputError, SpecauditError
from specaudit.domain.spec import LineIndex, Span, Spec
from specaudit.lint.session import parse
from specaudit.lint.sources import Source
from specaudit.parse.document import read_text

HERE = Path(__file__).parent / "planted"
SPECS = Path(__file__).resolve().parents[2] / "shared" / "specs"
LONGEST_QUOTE = 40
"""Characters of the spec that a replacement may name; more would copy it."""

Place = Annotated[str, StringConstraints(pattern=r"^L[1-9][0-9]*:[0-9a-f]{8}$")]
Partner = Annotated[str, StringConstraints(pattern=r"^(L[1-9][0-9]*:[0-9a-f]{8}|\S*/\S+)$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Tier = Literal["mechanical", "same-word", "paraphrased", "other"]


class Edit(BaseModel):
    """One change of a document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    op: Literal["append", "line", "block", "replace"]
    at: Place
    text: Text | None = None
    old: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUOTE)] | None = None
    new: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        replacing = self.op == "replace"
        if replacing != (self.old is not None and self.new is not None):
            msg = "'replace', and nothing else, has 'old' and 'new'"
            raise ValueError(msg)
        if replacing == (self.text is not None):
            msg = "every edit but 'replace' has 'text'"
            raise ValueError(msg)
        return self


class Case(BaseModel):
    """One planted defect, or something that only looks like one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    doc: Annotated[str, StringConstraints(pattern=r"^[\w.-]+\.md$")]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*$")]
    tier: Tier
    defect: bool
    subtype: str | None = None
    edits: Annotated[tuple[Edit, ...], Field(min_length=1)]
    partner: tuple[Partner, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if not self.defect and not self.subtype:
            msg = "a look-alike says in 'subtype' why it is none"
            raise ValueError(msg)
        return self


@dataclass(frozen=True)
class Planted:
    """A document with one case in it."""

    case: Case
    text: str
    marks: tuple[Span, ...]
    """The planted words, one span an edit, in the order of the edits."""
    partners: tuple[Span, ...]
    """What the planted words clash with, where the document had it before."""

    def lines(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """First and last line of each span."""
        index = LineIndex(self.text)
        return [(index.position(s.start).line, index.position(s.end - 1).line) for s in spans]


class Original:
    """A spec before anything is planted in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @classmethod
    def read(cls, folder: Path, name: str) -> Original:
        """Read a spec.

        Raises:
            InputError: where there is no such text file.
        """
        return cls(name, read_text(folder / name))

    @cached_property
    def spec(self) -> Spec:
        """The document as lint parses it."""
        return parse(Source(self.name, self.text.encode()), DocumentOptions())

    @cached_property
    def lines(self) -> list[Span]:
        """Where each line stands, its end without the line feed."""
        spans, at = [], 0
        for line in self.text.split("\n"):
            spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        return spans

    def line(self, place: str) -> Span:
        """Span of the line that a place names.

        Raises:
            InputError: where the document has another line there.
        """
        number, _, digest = place[1:].partition(":")
        if int(number) > len(self.lines):
            raise InputError(f"{self.name} has no line {number}")
        span = self.lines[int(number) - 1]
        if line_hash(self.text[span.start : span.end]) != digest:
            raise InputError(f"{self.name} has another line {number} than {place} names")
        return span

    def partner(self, name: str) -> Span:
        """Span of a line or statement.

        Raises:
            InputError: where the document has no such line or statement.
        """
        if name.startswith("L") and "/" not in name:
            return self.line(name)
        for statement in self.spec.statements:
            if statement.id == name:
                return statement.span
        raise InputError(f"{self.name} has no statement {name}")


def line_hash(line: str) -> str:
    """Eight hex digits that tell a line from others."""
    return hashlib.sha256(line.strip().encode()).hexdigest()[:8]


def read(file: Path) -> list[Case]:
    """Read one file of cases.

    Raises:
        InputError: naming file, line and field of the first thing wrong.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read: {error}") from error
    found: dict[str, Case] = {}
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{file.name}:{number}"
        try:
            case = Case.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise InputError(f"{where}: {field + ': ' if field else ''}{first['msg']}") from None
        if case.id in found:
            raise InputError(f"{where}: id {case.id!r} is taken by an earlier line")
        found[case.id] = case
    return list(found.values())


def read_all(files: Sequence[Path]) -> list[Case]:
    """Read several files whose ids differ.

    Raises:
        InputError: as `read`, and for an id found in two files.
    """
    cases = [case for file in files for case in read(file)]
    twice = [name for name, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise InputError(f"id {twice[0]!r} stands in two files")
    return cases


def plant(case: Case, original: Original) -> Planted:
    """Make the changes of a case.

    Raises:
        InputError: naming the case, where a place is not in the document.
    """
    try:
        changes = [_change(edit, original) for edit in case.edits]
        partners = [original.partner(name) for name in case.partner]
    except InputError as error:
        raise InputError(f"{case.id}: {error}") from error
    order = sorted(range(len(changes)), key=lambda i: (changes[i].at, i))
    text, end, marks = "", 0, {}
    for i in order:
        change = changes[i]
        text += original.text[end : change.at.start] + change.lead
        marks[i] = Span(len(text), len(text) + len(change.text))
        text, end = text + change.text, change.at.end
    return Planted(
        case,
        text + original.text[end:],
        tuple(marks[i] for i in range(len(changes))),
        tuple(Span(_moved(s.start, changes), _moved(s.end, changes)) for s in partners),
    )


@dataclass(frozen=True)
class _Change:
    at: Span
    lead: str
    text: str


def _change(edit: Edit, original: Original) -> _Change:
    line = original.line(edit.at)
    words = original.text[line.start : line.end]
    if edit.op == "replace":
        assert edit.old is not None
        assert edit.new is not None
        if words.count(edit.old) != 1:
            raise InputError(f"{edit.old!r} stands {words.count(edit.old)} times at {edit.at}")
        start = line.start + words.index(edit.old)
        return _Change(Span(start, start + len(edit.old)), "", edit.new)
    assert edit.text is not None
    end = line.start + len(words.rstrip())
    lead = {"append": " ", "line": "\n", "block": "\n\n"}[edit.op]
    return _Change(Span(end, end), lead, edit.text)


def _moved(offset: int, changes: Sequence[_Change]) -> int:
    """Where an offset of the original stands after the changes before it."""
    return offset + sum(
        len(change.lead) + len(change.text) - (change.at.end - change.at.start)
        for change in changes
        if change.at.end < offset or change.at.start < change.at.end <= offset
    )


def files() -> list[Path]:
    """The files of cases to work with."""
    return [file for file in sorted(HERE.glob("*.jsonl")) if not is_validation(file)]


def validation_files() -> list[Path]:
    """The files of cases that only check whether a change holds elsewhere."""
    return [file for file in sorted(HERE.glob("*.jsonl")) if is_validation(file)]


def is_validation(file: Path) -> bool:
    """Whether a file's name says that its cases are for validation."""
    return file.name.startswith("validation-")


def _shipped() -> list[Case]:
    return read_all([*files(), *validation_files()])


def _told(planted: Planted) -> Iterator[str]:
    for title, spans in (("planted", planted.marks), ("against", planted.partners)):
        for first, last in planted.lines(spans):
            yield f"{title} line {first}" + (f" to {last}" if last > first else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("id", help="a case of " + str(HERE.name) + "/*.jsonl")
    parser.add_argument("--specs", type=Path, default=SPECS)
    parser.add_argument("-o", dest="output", type=Path, help="write the document with the case")
    options = parser.parse_args()
    try:
        found = [case for case in _shipped() if case.id == options.id]
        if not found:
            raise InputError(f"there is no case {options.id!r}")
        planted = plant(found[0], Original.read(options.specs, found[0].doc))
    except SpecauditError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    case = found[0]
    print(f"{case.id}: {case.kind}, {'defect' if case.defect else 'look-alike'}, {case.doc}")
    print("\n".join(_told(planted)))
    if options.output:
        options.output.write_text(planted.text, encoding="utf-8")


if __name__ == "__main__":
    main()
