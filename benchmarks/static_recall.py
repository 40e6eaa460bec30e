"""Static scorer: does a statement's partner come among its nearest, and how long does it take?

Run: ``python -m benchmarks.static_recall PAIRS SPEC [--most 50]``. PAIRS is a text that holds the
Python lists ``INJ`` (tier, section, planted rule, words of the statement it clashes with), ``NAT``
(words of two statements in tension) and ``DIS`` (section, compatible rule, words of its partner).
Planted rules are appended to their sections in a copy of SPEC. For every labelled conflict the
rank of the partner among the statements nearest to the planted rule counts (for a natural tension:
to the first of the two). Prints recall at several ranks by tier, with intervals, and the time to
score all pairs of the spec.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import time
from pathlib import Path

from specaudit.domain.spec import Spec, Statement
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose.scoring import Index
from specaudit.stats.intervals import wilson

LISTS = re.compile(r"^(INJ|NAT|DIS)\s*=\s*(\[.*?^\])", re.MULTILINE | re.DOTALL)
RANKS = (10, 20, 50, 100)
FOLD = str.maketrans("‘’“”", "''\"\"")
REPEATS = 5
UNFOUND = 10**6


def read_pairs(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return the three lists; nothing in the file is executed."""
    found = {name: ast.literal_eval(body) for name, body in LISTS.findall(path.read_text("utf-8"))}
    missing = {"INJ", "NAT", "DIS"} - found.keys()
    if missing:
        sys.exit(f"{path}: no list {', '.join(sorted(missing))}; give the file with labelled pairs")
    return found


def plant(text: str, section: str, rule: str) -> str | None:
    """Append a rule to the section of an anchor; None where there is no such section."""
    lines = text.split("\n")
    heading = re.compile(r"#+ .*\{#")
    start = re.compile(r"#+ .*\{#" + re.escape(section) + r"[ }_\w]*")
    for number, line in enumerate(lines):
        if start.match(line):
            end = number + 1
            while end < len(lines) and not heading.match(lines[end]):
                end += 1
            return "\n".join([*lines[:end], "", rule, "", *lines[end:]])
    return None


def holding(index: Index, words: str) -> Statement | None:
    """Return the first statement that holds the words."""
    wanted = words.translate(FOLD)
    return next((s for s in index.statements if wanted in s.text.translate(FOLD)), None)


def rank(index: Index, one: Statement | None, other: Statement | None) -> int:
    """Rank of ``other`` among the statements nearest to ``one``, from 1."""
    if one is None or other is None:
        return UNFOUND
    here, there = index.place[one.id], index.place[other.id]
    near = index.neighbours(one.id, len(index.statements))
    order = [p.b if p.a == here else p.a for p in near]
    return order.index(there) + 1 if there in order else UNFOUND


def parse(text: str, path: Path) -> Spec:
    return document.parse(text, path=path.name, engine=load_engine("pattern"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pairs", type=Path)
    options.add_argument("spec", type=Path)
    options.add_argument("--most", type=int, default=50, help="rank whose recall must reach .85")
    given = options.parse_args()
    labelled = read_pairs(given.pairs)
    original = text = document.read_text(given.spec)
    unplanted = 0
    rules = [(s, r) for _, s, r, _ in labelled["INJ"]] + [(s, r) for s, r, _ in labelled["DIS"]]
    for section, rule in rules:
        changed = plant(text, section, rule)
        unplanted += changed is None
        text = changed or text
    index = Index(parse(text, given.spec))
    print(f"{len(index.statements)} statements, {len(rules)} planted, {unplanted} without a place")
    ranks: dict[str, list[int]] = {}
    for tier, _, rule, words in labelled["INJ"]:
        at = rank(index, holding(index, rule.rstrip(".")), holding(index, words))
        ranks.setdefault(tier, []).append(at)
    for first, second in labelled["NAT"]:
        at = rank(index, holding(index, first), holding(index, second))
        ranks.setdefault("natural", []).append(at)
    ranks["all conflicts"] = [at for found in ranks.values() for at in found]
    reached = True
    for tier, found in ranks.items():
        shares = []
        for most in sorted({*RANKS, given.most}):
            share = wilson(sum(at <= most for at in found), len(found))
            shares.append(f"@{most} {share.value:.2f} ({share.low:.2f}-{share.high:.2f})")
            if tier == "all conflicts" and most == given.most:
                reached = share.value >= 0.85
        lost = sum(at == UNFOUND for at in found)
        print(f"{tier:14} n={len(found):3}  recall {'  '.join(shares)}  not ranked {lost}")
    spec = parse(original, given.spec)
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        scored = sum(1 for _ in Index(spec).pairs())
        times.append(time.perf_counter() - start)
    print(f"scored {scored} pairs of {given.spec.name} in {min(times):.2f} s (best of {REPEATS})")
    print("numpy imported:", "numpy" in sys.modules)
    sys.exit(0 if reached and min(times) <= 0.3 else 1)


if __name__ == "__main__":
    main()
