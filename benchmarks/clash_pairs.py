"""How many contradicting pairs lint names, and how many look-alikes alarm it.

Usage: python -m benchmarks.clash_pairs [--half odd|even] [--verbose]

``clash_pairs.jsonl`` holds pairs written before any check was run on them: contradictions in much
the same words, and pairs that look like contradictions and are none. Each pair is put into two new
sections at the end of a clean spec; it counts as named when one finding points at both sections.
Checks may be worked on with the odd half in view; the even half says how far that carries.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from specaudit.config import DocumentOptions
from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import LintOptions
from specaudit.lint import runner
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

HERE = Path(__file__).resolve().parent
AROUND = HERE.parent / "specs" / "marlow-repaired.md"
_LEVEL = "{{#{} authority=branch}}"


def naming_both(around: str, a: str, b: str) -> list[Finding]:
    """Findings that point at both sections."""
    text = f"{around}\n## First matter {_LEVEL.format('first_matter')}\n\n{a}\n"
    middle = len(text)
    text += f"\n## Second matter {_LEVEL.format('second_matter')}\n\n{b}\n"
    spec = parse(Source("pair.md", text.encode()), DocumentOptions())
    found = []
    for finding in runner.run([spec], LintOptions()).findings:
        starts = [passage.span.start for passage in finding.passages]
        if any(len(around) <= at < middle for at in starts) and any(at >= middle for at in starts):
            found.append(finding)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    around = AROUND.read_text(encoding="utf-8")
    rows: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for line in (HERE / "clash_pairs.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        half = "odd" if int(case["id"].rpartition("-")[2]) % 2 else "even"
        if options.half not in (None, half):
            continue
        found = naming_both(around, case["a"], case["b"])
        loud = any(finding.severity is not Severity.NOTE for finding in found)
        rows[case["label"], half].append((loud, bool(found)))
        if options.verbose:
            names = ", ".join(f"{f.rule} ({f.severity})" for f in found) or "-"
            print(f"{case['id']:8} {case['kind']:24} {names}\n    {case['a']}\n    {case['b']}")
    print(f"{'label':16}{'half':6}{'n':>4}{'warned':>8}{'named':>7}")
    for (label, half), results in sorted(rows.items()):
        warned, named = (sum(result[column] for result in results) for column in range(2))
        print(f"{label:16}{half:6}{len(results):4}{warned:8}{named:7}")


if __name__ == "__main__":
    main()
