"""Precision and recall of the norm engines on our labelled sentences, by style and half.

Usage: python -m benchmarks.norm_quality [--engine spacy] [--misses]

One annotator wrote and labelled the sentences; the "held" half was not looked at while the rules
were written. Sentence: does it hold a norm; types: atomic norms by O/F/P/D; norms: type, force,
agent, action and object all right. The wordings are sentences in as many grammars of two more
annotators who had not seen the rules; the first file was read while the rules were widened, of the
second every other line.
"""

from __future__ import annotations

import argparse

from specaudit.nlp.base import NormEngine, load_engine
from tests.nlp.quality import WORDINGS, Quality, Row, Score, measure, read, rows, wordings

_HEAD = (
    f"{'':24}{'n':>4}  {'sentence':>11}  {'types':>11}  {'norms':>11}  {'cond.':>11}  {'exc.':>11}"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", action="append", choices=["pattern", "spacy"])
    parser.add_argument("--misses", action="store_true", help="show misread dev sentences")
    options = parser.parse_args()
    styles = list(dict.fromkeys(row["style"] for row in rows()))
    for name in options.engine or ["pattern", "spacy"]:
        engine = load_engine(name)
        print(f"\n{engine.name}   (precision/recall)\n{_HEAD}")
        for half in ("dev", "held"):
            _line(half, measure(engine, rows(half)), len(rows(half)))
        for style in styles:
            labelled = rows(style=style)
            _line(f"  {style}", measure(engine, labelled), len(labelled))
        for file in WORDINGS:
            told, right = wordings(engine, file)
            count = f"{right.hits} of {right.hits + right.missed}"
            print(f"{file}: a norm told {_pair(told)}; type and verb right {_pair(right)}, {count}")
        if options.misses:
            _misses(engine, rows("dev"))


def _line(label: str, quality: Quality, count: int) -> None:
    scores = (
        quality.sentences,
        quality.types,
        quality.norms,
        quality.conditions,
        quality.exceptions,
    )
    print(f"{label:24}{count:>4}  " + "  ".join(f"{_pair(score):>11}" for score in scores))


def _pair(score: Score) -> str:
    return f"{score.precision:.2f}/{score.recall:.2f}"


def _misses(engine: NormEngine, labelled: list[Row]) -> None:
    for row, found in zip(labelled, read(engine, labelled), strict=True):
        wanted = [(n["type"], n["agent"], n["action"], n["object"]) for n in row["norms"]]
        got = [(n.type.value, n.agent, n.action, n.object) for n in found]
        if wanted != got:
            print(f"- {row['text']}\n    label  {wanted}\n    engine {got}")


if __name__ == "__main__":
    main()
