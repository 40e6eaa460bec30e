"""Two sentences that say the same but for one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.measures import stands_alone
from specaudit.lint.spelled import value_of
from specaudit.nlp.text import lemmas

_COUNT = regex(r"(?<![\w.,/-])(?P<number>\d+)\s+(?P<noun>[a-z][a-z-]+)(?!\w|\.\w)")
_DIGIT = regex(r"\d")
_NAMES = regex(r"\s[A-Z][a-z]+\s+\Z")
"""Before a number that is part of a name ("until Phase 4 ends")."""
_EVERY = frozenset({"each", "every", "all", "any", "a", "an", "the", "of", "in", "must", "should"})
_WHOLE = regex(
    r"\b(?:if|when|where|unless|example|e\.g|suppose|imagine)\b|[?:]\s*\Z", re.IGNORECASE
)
_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_ENOUGH = 4


class Twin(NamedTuple):
    """A sentence with one number."""

    statement: Statement
    value: float
    written: str


def number_twins(
    document: Document, with_numbers: Iterable[Statement]
) -> Iterator[tuple[Twin, Twin]]:
    """Pairs of sentences that differ in their one number alone, earlier one first."""
    chosen = [s for s in with_numbers if s.kind in _KINDS and stands_alone(s)]
    known = facts(document, "number-twins", _read, chosen)
    groups: dict[str, list[Twin]] = defaultdict(list)
    for statement in chosen:
        if row := known[statement.id]:
            groups[row[0]].append(Twin(statement, row[1], row[2]))
    for group in groups.values():
        # Of many alike, each is a case of its own.
        if len(group) == 2 and group[0].value != group[1].value:
            yield group[0], group[1]


def _read(statement: Statement) -> list[object]:
    """Every word but the number, as one key; empty where there is no single number."""
    text = statement.text
    if len(_DIGIT.findall(re.sub(r"\d+", "1", text))) != 1 or _WHOLE.search(text):
        return []
    match = _COUNT.search(text)
    if match is None or _NAMES.search(text, 0, match.start()):
        return []
    rest = f"{text[: match.start()]} # {text[match.end('number') :]}"
    words = [word for word in lemmas(rest) if word not in _EVERY]
    if len(words) < _ENOUGH:
        return []
    return [" ".join(words), value_of(match["number"]), match[0]]
