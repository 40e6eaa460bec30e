"""The pattern engine with a memory: sections that an earlier run has read are not read again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from specaudit.domain.spec import Force, Norm, NormType
from specaudit.nlp.engine import Sentence
from specaudit.nlp.pattern import PatternEngine
from specaudit.nlp.reading import assistant_names
from specaudit.store.memory import Memory, digest


class RememberingEngine:
    """Finds what `PatternEngine` finds; stems and "it" never reach beyond a section."""

    def __init__(self, memory: Memory) -> None:
        """Take the memory to ask first."""
        self._engine = PatternEngine()
        self._memory = memory
        self.name = self._engine.name

    def norms(self, sentences: Sequence[Sentence]) -> list[list[Norm]]:
        """Return the norms of each sentence, in the same order."""
        names = assistant_names(sentences)
        found: list[list[Norm]] = []
        for _, section in groupby(sentences, lambda one: one.paragraph.rpartition("/")[0]):
            found += self._section(list(section), names)
        return found

    def _section(self, sentences: list[Sentence], names: list[str]) -> list[list[Norm]]:
        key = digest(
            names,
            [(s.id, s.text, s.stem_id, s.paragraph, s.kind.value, s.label) for s in sentences],
        )
        if (known := self._memory.recall(key)) is not None:
            return [
                [_norm(one.id, *data) for data in rows]
                for one, rows in zip(sentences, known, strict=True)
            ]
        read = self._engine.norms(sentences, names)
        self._memory.keep(key, [[_data(norm) for norm in norms] for norms in read])
        return read


def _data(norm: Norm) -> tuple[Any, ...]:
    what = norm.type, norm.force, norm.agent, norm.action, norm.object, norm.negated
    return (*what, norm.condition, norm.exception, norm.light_verb, norm.trigger)


def _norm(statement_id: str, kind: str, force: str, *rest: Any) -> Norm:
    return Norm(statement_id, NormType(kind), Force(force), *rest)
