"""Norms by dependency rules over a spaCy parse; the only module that knows spaCy."""

from __future__ import annotations

from collections.abc import Sequence

from specaudit.domain.spec import Norm
from specaudit.nlp.engine import Sentence


class ModelMissingError(Exception):
    """No English spaCy model could be loaded; the message says which were tried."""


class SpacyEngine:
    """Reads norms off a dependency parse."""

    name = "spacy"

    def __init__(self) -> None:
        raise ModelMissingError("no spaCy engine yet")

    def norms(self, sentences: Sequence[Sentence]) -> list[list[Norm]]:
        """Return the norms of each sentence, in the same order."""
        return [[] for _ in sentences]
