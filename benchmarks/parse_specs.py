"""What the parser makes of a folder of specs: one table, the slowest part of reading timed.

Usage: python benchmarks/parse_specs.py FOLDER [--engine pattern|spacy|auto|none]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from specaudit.domain.spec import Spec
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
