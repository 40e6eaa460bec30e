"""How well revisions of a spec are matched, against a plain diff that knows nothing of specs.

Run: ``python -m benchmarks.match_releases [OLD.md NEW.md ...]``; each against every later one.
Without files: the releases of the OpenAI Model Spec beside the project.

The yardstick is `difflib` over the lines of the two sources: a statement all of whose lines are in
common, in order, has not changed; one whose lines were taken out at one place and put in at another
has moved. Ends with 1 below 95 % of either.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from specaudit.domain.matching import Change, Matching
from specaudit.domain.spec import Spec, Statement
from specaudit.graph.matching import match
from specaudit.parse.document import parse, read_text

SPECS = Path(__file__).resolve().parents[2] / "shared" / "specs"
FEWEST = 2
LIMIT = 100_000_000
LEAST = 0.95
TELLING = 40
"""Characters from which a line is long enough to be recognised at another place."""


def lines_of(spec: Spec, statement: Statement) -> range:
    first = spec.text.count("\n", 0, statement.span.start)
    return range(first, first + spec.text.count("\n", *_span(statement)) + 1)


def _span(statement: Statement) -> tuple[int, int]:
    return statement.span.start, statement.span.end


def yardstick(old: Spec, new: Spec) -> dict[str, Change]:
    """Return what plain lines say of the new statements they can say something of."""
    before = [line for line in old.text.split("\n") if line.strip()]
    # Empty lines would tie unrelated places together.
    numbers = [at for at, line in enumerate(new.text.split("\n")) if line.strip()]
    after = [line for line in new.text.split("\n") if line.strip()]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    common: set[int] = set()
    put: set[int] = set()
    out: Counter[str] = Counter()
    for tag, i, k, j, m in matcher.get_opcodes():
        if tag == "equal":
            common.update(numbers[j:m])
        else:
            out.update(before[i:k])
            put.update(range(j, m))
    once = Counter(after)
    moved = {
        numbers[n] for n in put if len(after[n]) >= TELLING and out[after[n]] == 1 == once[after[n]]
    }
    found = {}
    for statement in new.statements:
        lines = set(lines_of(new, statement)) & set(numbers)
        if lines <= common:
            found[statement.id] = Change.UNCHANGED
        elif lines <= moved:
            found[statement.id] = Change.MOVED
    return found


def agreement(found: Matching, truth: dict[str, Change], change: Change) -> tuple[int, int]:
    """Return how many of the statements of a kind were called so, and how many there are."""
    own = [p for p in found.statements if p.new is not None and truth.get(p.new.id) is change]
    return sum(pair.change is change for pair in own), len(own)


def main() -> int:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(SPECS.glob("openai-model-spec-*.md"))
    if len(paths) < FEWEST:
        print(f"error: two revisions or more are needed; {SPECS.name}/ has none", file=sys.stderr)
        return 2
    specs = [parse(read_text(path, LIMIT), path=path.name) for path in paths]
    worst = 1.0
    for old, new in combinations(specs, 2):
        start = time.perf_counter()
        found = match(old, new)
        spent = time.perf_counter() - start
        truth = yardstick(old, new)
        counts = ", ".join(f"{found.count(change)} {change}" for change in Change)
        print(f"{old.path} -> {new.path}: {counts}; {spent:.2f} s")
        for change in (Change.UNCHANGED, Change.MOVED):
            right, total = agreement(found, truth, change)
            worst = min(worst, right / total if total else 1.0)
            print(f"  {change} by lines: {right} of {total} statements")
    return int(worst < LEAST)


if __name__ == "__main__":
    sys.exit(main())
