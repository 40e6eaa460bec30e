"""How much of what was planted lint finds, and how often harmless look-alikes alarm it.

Usage: python benchmarks/lint_quality.py [--cases FILE ...] [--verbose]

A planted defect counts as found when a finding that the original does not have touches the planted
words; as found with its partner when another passage of that finding holds the partner's words.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.planting import Planted, cases
from specaudit.config import DocumentOptions
from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import LintOptions
from specaudit.lint import runner
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

SHARED = Path(__file__).resolve().parents[2] / "shared"
_FOLD = str.maketrans("‘’“”", "''\"\"")


def findings(name: str, text: str) -> list[Finding]:
    spec = parse(Source(name, text.encode()), DocumentOptions())
    return list(runner.run([spec], LintOptions()).findings)


def touching(case: Planted, found: list[Finding], before: set[str]) -> list[Finding]:
    """New findings with a passage that overlaps the planted words."""
    spans = []
    for mark in case.marks:
        start = case.text.find(mark)
        spans.append((start, start + len(mark)))
    return [
        finding
        for finding in found
        if finding.fingerprint not in before
        and any(
            p.span.start < end and start < p.span.end
            for p in finding.passages
            for start, end in spans
        )
    ]


def has_partner(case: Planted, found: list[Finding]) -> bool:
    """Some finding names the other side too."""
    places = [
        (passage.context or passage.text).translate(_FOLD)
        for finding in found
        for passage in finding.passages
    ]
    wanted = [words.lstrip("-* ") for words in (*case.partner, *case.marks[1:])]
    return bool(wanted) and any(
        words.translate(_FOLD) in place for words in wanted for place in places
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", nargs="*", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    files = options.cases or sorted((SHARED / "benchmark").glob("planted-*.jsonl"))
    if not files:
        sys.exit("no planted cases: give --cases FILE")
    originals: dict[str, set[str]] = {}
    rows: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for file in files:
        for case in cases(file, SHARED / "specs"):
            if case.document not in originals:
                text = (SHARED / "specs" / case.document).read_text(encoding="utf-8")
                originals[case.document] = {f.fingerprint for f in findings(case.document, text)}
            new = touching(case, findings(case.document, case.text), originals[case.document])
            loud = [f for f in new if f.severity is not Severity.NOTE]
            kind = case.kind if case.is_defect else "hard negative"
            rows[kind].append((bool(loud), bool(new), has_partner(case, new)))
            if options.verbose:
                names = ", ".join(f"{f.rule} ({f.severity})" for f in new)
                print(f"{case.id:12} {kind:22} {case.subtype or '':16} {names or '-'}")
    print(f"{'kind':24}{'n':>5}{'warned':>8}{'any':>6}{'partner':>9}")
    for kind, results in sorted(rows.items()):
        sums = [sum(result[column] for result in results) for column in range(3)]
        print(f"{kind:24}{len(results):5}{sums[0]:8}{sums[1]:6}{sums[2]:9}")


if __name__ == "__main__":
    main()
