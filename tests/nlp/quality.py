"""Scores of a norm engine on the labelled sentences; shared by the tests and the benchmark."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specaudit.domain.spec import BlockKind, Norm
from specaudit.nlp.base import NormEngine, Sentence

LABELLED = Path(__file__).with_name("labelled.jsonl")
WORDINGS = ("wordings.tsv", "wordings-2.tsv")
"""Sentences of one norm or none, each of its own grammar: type (N for none), verb, object, text."""
Row = dict[str, Any]


def rows(half: str | None = None, style: str | None = None) -> list[Row]:
    """Labelled sentences; ``half`` is ``dev`` (seen while writing the rules) or ``held``."""
    found = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [
        row
        for row in found
        if (half is None or row["half"] == half) and (style is None or row["style"] == style)
    ]


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, false alarms and misses."""

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        found = self.hits + self.extra
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 where nothing is there."""
        there = self.hits + self.missed
        return self.hits / there if there else 1.0


@dataclass(frozen=True, slots=True)
class Quality:
    """How well an engine reads a set of sentences."""

    sentences: Score
    """Does the sentence hold a norm at all."""
    types: Score
    """Atomic norms by deontic type."""
    forces: Score
    """Atomic norms by type and force."""
    agents: Score
    """Atomic norms by type and agent."""
    norms: Score
    """Atomic norms by type, force, agent, action and object together."""
    conditions: Score
    exceptions: Score


def read(engine: NormEngine, labelled: Sequence[Row]) -> list[list[Norm]]:
    """Norms an engine finds in each labelled sentence, its stem and context given."""
    sentences: list[Sentence] = []
    places: list[int] = []
    for number, row in enumerate(labelled):
        key, stem_id = f"s/p{number}", None
        if "stem" in row:
            stem_id = f"s/stem{number}"
            sentences.append(Sentence(stem_id, row["stem"], paragraph=f"s/q{number}"))
        if "previous" in row:
            sentences.append(Sentence(f"{key}-before", row["previous"], paragraph=key))
        places.append(len(sentences))
        kind = BlockKind.ITEM if stem_id else BlockKind.PARAGRAPH
        sentences.append(Sentence(f"{key}-it", row["text"], stem_id, key, kind))
    found = engine.norms(sentences)
    return [found[place] for place in places]


def measure(engine: NormEngine, labelled: Sequence[Row]) -> Quality:
    """Score an engine on labelled sentences."""
    found = read(engine, labelled)
    pairs = list(zip(labelled, found, strict=True))
    return Quality(
        _score((bool(row["norms"]), bool(norms)) for row, norms in pairs),
        _counts(pairs, ("type",)),
        _counts(pairs, ("type", "force")),
        _counts(pairs, ("type", "agent")),
        _counts(pairs, ("type", "force", "agent", "action", "object")),
        _score(
            (row.get("condition", False), norms[0].condition is not None)
            for row, norms in pairs
            if norms and row["norms"]
        ),
        _score(
            (row.get("exception", False), norms[0].exception is not None)
            for row, norms in pairs
            if norms and row["norms"]
        ),
    )


def _score(pairs: Any) -> Score:
    count = Counter((bool(there), bool(found)) for there, found in pairs)
    return Score(count[True, True], count[False, True], count[True, False])


def _counts(pairs: Sequence[tuple[Row, list[Norm]]], fields: tuple[str, ...]) -> Score:
    hits = extra = missed = 0
    for row, norms in pairs:
        wanted = Counter(_key(norm, fields) for norm in row["norms"])
        got = Counter(
            _key({field: getattr(norm, field) for field in fields}, fields) for norm in norms
        )
        # An action the label leaves open matches whatever the engine says.
        for key in [key for key in wanted if "action" in fields and key[3] is None]:
            loose = next((k for k in got - wanted if k[:3] == key[:3] and k[4] == key[4]), None)
            if loose is not None:
                got[loose] -= 1
                got[key] += 1
        hits += (wanted & got).total()
        extra += (got - wanted).total()
        missed += (wanted - got).total()
    return Score(hits, extra, missed)


def _key(norm: dict[str, Any], fields: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(
        str(norm[field].value if hasattr(norm[field], "value") else norm[field])
        if norm[field] is not None
        else None
        for field in fields
    )


def wordings(engine: NormEngine, name: str) -> tuple[Score, Score]:
    """Read the sentences in many grammars.

    Args:
        engine: Who reads.
        name: One of `WORDINGS`.

    Returns:
        Whether a norm is told from what only looks like one; whether type and verb are right, a
        plain statement of conduct counting as a duty or, denied, as a ban.
    """
    text = LABELLED.with_name(name).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines()]
    sentences = [Sentence(f"s/{at}", line[3], paragraph=f"p/{at}") for at, line in enumerate(lines)]
    found = engine.norms(sentences)
    pairs = list(zip(lines, found, strict=True))
    right = sum((line[0], line[1]) in map(_act, norms) for line, norms in pairs)
    there = sum(line[0] != "N" for line in lines)
    told = _score((line[0] != "N", bool(norms)) for line, norms in pairs)
    return told, Score(right, sum(map(bool, found)) - right, there - right)


def _act(norm: Norm) -> tuple[str, str]:
    kind = norm.type.value
    if kind == "D":
        kind = "F" if norm.negated else "O"
    return kind, norm.action
