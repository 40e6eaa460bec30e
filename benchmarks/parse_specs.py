"""What the parser makes of a folder of specs: one table, the slowest part of reading timed.

Usage: python benchmarks/parse_specs.py FOLDER [--engine pattern|spacy|auto|none]

Ends with 1 where a span leaves its document or a statement its block.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from specaudit.domain.spec import Span, Spec
from specaudit.nlp.base import NormEngine, load_engine
from specaudit.parse.document import parse, read_text

LIMIT = 100_000_000
COLUMNS = (
    "spec",
    "dialect",
    "sections",
    "blocks",
    "statements",
    "norms",
    "examples",
    "refs",
    "open refs",
    "rankings",
    "terms",
    "wins",
    "problems",
    "seconds",
)


def row(path: Path, engine: NormEngine | None) -> tuple[tuple[str, ...], Spec]:
    """Parse a document without and with the engine; the time is that without it."""
    text = read_text(path, LIMIT)
    began = time.perf_counter()
    spec = parse(text, path=path.name)
    seconds = time.perf_counter() - began
    if engine is not None:
        spec = parse(text, path=path.name, engine=engine)
    counts = (
        len(spec.sections) - 1,
        len(spec.blocks),
        len(spec.statements),
        len(spec.norms) if engine else "-",
        len(spec.examples),
        len(spec.references),
        sum(reference.resolved is None for reference in spec.references),
        len(spec.rankings),
        len(spec.definitions),
        len(spec.precedences),
        len(spec.problems),
    )
    return (path.stem, spec.dialect, *map(str, counts), f"{seconds:.2f}"), spec


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Lay rows out in columns, the first two to the left."""
    cells = [COLUMNS, *rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )


def spans(spec: Spec) -> Iterator[tuple[str, Span]]:
    """Return every span of a spec with a word for what it belongs to."""
    yield from ((f"section {s.id}", span) for s in spec.sections for span in (s.heading, s.body))
    yield from ((f"block {block.id}", block.span) for block in spec.blocks)
    yield from ((f"statement {statement.id}", statement.span) for statement in spec.statements)
    yield from ((f"example {example.id}", example.span) for example in spec.examples)
    yield from ((f"turn in {e.id}", turn.span) for e in spec.examples for turn in e.turns)
    yield from ((f"reference to {found.target}", found.span) for found in spec.references)
    yield from ((f"definition of {found.term}", found.span) for found in spec.definitions)
    yield from ((f"ranking of {found.items[0]}", found.span) for found in spec.rankings)
    yield from ((f"precedence of {found.higher}", found.span) for found in spec.precedences)


def faults(spec: Spec) -> Iterator[str]:
    """Return what must never be, in words."""
    for what, span in spans(spec):
        if not 0 <= span.start <= span.end <= len(spec.text):
            yield f"{spec.path}: {what}: {span} leaves the document"
    blocks = {block.id: block.span for block in spec.blocks}
    for statement in spec.statements:
        span, around = statement.span, blocks[statement.block_id]
        if not around.start <= span.start < span.end <= around.end:
            yield f"{spec.path}: statement {statement.id}: {span} leaves its block, {around}"


def main() -> int:
    """Print the table, then every problem."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--engine", default="pattern")
    given = arguments.parse_args()
    engine = None if given.engine == "none" else load_engine(given.engine)
    paths = sorted(path for path in given.folder.glob("*.md") if path.name != "README.md")
    if not paths:
        print(f"{given.folder}: no Markdown files", file=sys.stderr)
        return 2
    parse("# Warm\n\nThe parser is loaded.\n")
    results = [row(path, engine) for path in paths]
    print(table(cells for cells, _ in results))
    for _, spec in results:
        for problem in spec.problems:
            line = spec.text.count("\n", 0, problem.span.start) + 1
            print(f"{spec.path}:{line}: {problem.kind}: {problem.message}")
    wrong = [fault for _, spec in results for fault in faults(spec)]
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
