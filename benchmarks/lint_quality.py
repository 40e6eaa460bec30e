"""How much of what was planted lint finds, how often look-alikes alarm it, how often it is right.

Run: ``python -m benchmarks.lint_quality [--specs FOLDER] [--dev FILE ...] [--verbose]``.

A planted defect is *found* when a rule for its kind has a new finding above note level that touches
the planted words; *noted* counts notes too. *Both places* counts, of the defects that have two,
those of which one finding names both. A look-alike *alarms* when any new finding above note level
touches it. *Defended* is the share of labelled findings on the untouched specs that a strict
reader, who saw rule and passages only, would show to the author (`labels/*.jsonl`).

Cases of ``validation-*.jsonl`` are counted apart and enter no other sum. They were written by
someone who had not read the rules of lint; nothing may be tuned to them.

``--worksheet FILE`` writes what of the sample has no label yet, for such a reading.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import cold_reading, defects
from benchmarks.defects import Original, Planted
from benchmarks.lint_scores import Score, lint, loud, quoted_cases, score_all
from specaudit.domain.errors import InputError, SpecauditError
from specaudit.domain.finding import Finding
from specaudit.lint import rulebook
from specaudit.stats.intervals import wilson

DEV = defects.SPECS.parent / "benchmark"
SIZE = 120
SEED = 3


def share(hits: int, n: int) -> str:
    """A share with its 95 % interval."""
    if not n:
        return f"{'-':>25}"
    value, low, high = wilson(hits, n)
    return f"{hits:4} of {n:3}  {value:4.0%} ({low:3.0%}-{high:4.0%})"


def recall(title: str, scores: Sequence[Score], key: Callable[[Score], str]) -> None:
    """Print found, noted and both places by a key."""
    groups: dict[str, list[Score]] = {}
    for one in scores:
        groups.setdefault(key(one), []).append(one)
    print(f"\n{title:28} {'found':>25} {'noted':>7} {'both places named':>26}")
    for name in sorted(groups):
        group = groups[name]
        pairs = [s for s in group if s.sides > 1]
        print(
            f"  {name:26} {share(sum(s.warned for s in group), len(group))}"
            f" {sum(s.noted for s in group):6}"
            f"  {share(sum(s.both for s in pairs), len(pairs))}"
        )


def alarms(title: str, scores: Sequence[Score]) -> None:
    """Print how many look-alikes alarm, and which rules do."""
    rules = Counter(rule for s in scores for rule in set(s.loud))
    print(f"\n{title}: {share(sum(bool(s.loud) for s in scores), len(scores)).strip()} alarm")
    for rule, count in rules.most_common():
        ids = " ".join(s.case.id for s in scores if rule in s.loud)
        print(f"  {count:3} {rule}: {ids}")


def clean(folder: Path) -> list[tuple[str, Finding]]:
    """Print how many findings above note level each untouched spec has, and return them."""
    found: list[tuple[str, Finding]] = []
    print("\nfindings above note level on the untouched specs")
    for file in sorted(folder.glob("*.md")):
        if file.name == "README.md":
            continue
        mine = [f for f in lint(Original.read(folder, file.name).spec) if loud(f)]
        found += [(file.name, finding) for finding in mine]
        print(f"  {file.name:46} {len(mine):4}")
    return found


def precision(found: Sequence[tuple[str, Finding]], options: argparse.Namespace) -> None:
    """Print the share of the labelled sample that a reader defends; list what has no label."""
    labels = cold_reading.read(cold_reading.files())
    drawn = cold_reading.sample(found, options.sample, options.seed)
    known = [(n, f) for n, f in drawn if f.fingerprint in labels]
    missing = [(n, f) for n, f in drawn if f.fingerprint not in labels]
    print(f"\nsample of {len(drawn)} distinct of {len(found)} findings, {len(known)} labelled")
    _defended("all", [f for _, f in known], labels)
    for name in sorted({n for n, _ in known}):
        _defended(name, [f for n, f in known if n == name], labels)
    for rule in sorted({f.rule for _, f in known}):
        _defended(rule, [f for _, f in known if f.rule == rule], labels)
    for name, finding in missing:
        line = finding.passages[0].start.line
        print(f"  unlabelled: {name}:{line} {finding.rule} {finding.fingerprint}")
    if options.worksheet:
        book = rulebook.load()
        rules = {rule.name: book.page(rule) for rule in book.rules}
        options.worksheet.write_text(cold_reading.worksheet(missing, rules), encoding="utf-8")


def _defended(
    title: str, findings: Sequence[Finding], labels: dict[str, cold_reading.Label]
) -> None:
    hits = sum(labels[finding.fingerprint].defended for finding in findings)
    print(f"  {title:46} {share(hits, len(findings))} defended")


def listed(scores: Iterable[Score]) -> None:
    """Print one line a case."""
    for s in scores:
        told = "found" if s.warned else "noted" if s.noted else "-"
        more = " both" if s.both else ""
        print(f"{s.case.id:12} {s.case.kind:28} {told + more:11} {' '.join(s.loud) or '-'}")


def by_kind(title: str, scores: Sequence[Score], verbose: bool) -> None:
    """Print what became of a set of cases."""
    if verbose:
        listed(scores)
    planted = [s for s in scores if s.case.defect]
    if planted:
        recall(f"{title}, by kind", planted, lambda s: s.case.kind)
        recall(f"{title}, by tier", planted, lambda s: s.case.tier)
        alarms(f"{title}, look-alikes", [s for s in scores if not s.case.defect])


def by_spec(title: str, scores: Sequence[Score]) -> None:
    """Print a set of cases by document, and what lint says beside them."""
    if not scores:
        return
    planted = [s for s in scores if s.case.defect]
    recall(f"{title}, by spec", planted, lambda s: s.case.doc.removesuffix(".md")[:26])
    stray = Counter(rule for s in scores for rule in s.elsewhere)
    print(f"\nnew findings that touch nothing planted: {dict(stray) or 'none'}")


def run(options: argparse.Namespace) -> None:
    """Score and print everything.

    Raises:
        InputError: where a spec, case or label cannot be read.
    """
    if not options.specs.is_dir():
        raise InputError(f"{options.specs}: no folder of specs; name one with --specs")
    files = options.cases or [*defects.files(), *defects.validation_files()]
    cases = defects.read_all(files)
    held = {one.id for one in defects.read_all([f for f in files if defects.is_validation(f)])}
    originals = {
        name: Original.read(options.specs, name) for name in sorted({case.doc for case in cases})
    }
    dev: list[Planted] = [
        planted for file in options.dev for planted in quoted_cases(file, originals, options.specs)
    ]
    own = [defects.plant(case, originals[case.doc]) for case in cases if case.id not in held]
    apart = [defects.plant(case, originals[case.doc]) for case in cases if case.id in held]
    sets = {
        "own cases": score_all(own, originals, options.jobs),
        "development set": score_all(dev, originals, options.jobs),
    }
    for title, part in sets.items():
        by_kind(title, part, options.verbose)
    by_spec("all", [one for part in sets.values() for one in part])
    validation = score_all(apart, originals, options.jobs)
    by_kind("validation cases", validation, options.verbose)
    by_spec("validation cases", validation)
    precision(clean(options.specs), options)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--specs", type=Path, default=defects.SPECS)
    parser.add_argument("--cases", nargs="*", type=Path, help="instead of planted/*.jsonl")
    parser.add_argument(
        "--dev", nargs="*", type=Path, default=sorted(DEV.glob("planted-*.jsonl")), metavar="FILE"
    )
    parser.add_argument("--sample", type=int, default=SIZE, help="findings to draw")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--worksheet", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verbose", action="store_true", help="one line a case")
    options = parser.parse_args()
    started = time.perf_counter()
    try:
        run(options)
    except SpecauditError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
