"""The door to the norm engines: nouns, the loader, and nothing heavy."""

from __future__ import annotations

from specaudit.domain.errors import ConfigError
from specaudit.nlp.engine import NormEngine, Sentence
from specaudit.nlp.pattern import PatternEngine

__all__ = ["ENGINES", "NormEngine", "Sentence", "load_engine"]

ENGINES = ("auto", "spacy", "pattern")


def load_engine(name: str = "auto") -> NormEngine:
    """Return a norm engine.

    Args:
        name: ``pattern`` (no model), ``spacy`` (needs an English spaCy model) or ``auto``: spaCy
            where a model loads, else patterns, with the reason in the engine's name.

    Raises:
        ConfigError: unknown name, or ``spacy`` asked for and no model loads.
    """
    if name not in ENGINES:
        raise ConfigError(f"norm engine {name!r} is unknown; use {', '.join(ENGINES)}")
    if name == "pattern":
        return PatternEngine()
    from specaudit.nlp.spacy_engine import ModelMissingError, SpacyEngine

    try:
        return SpacyEngine()
    except ModelMissingError as error:
        if name == "spacy":
            raise ConfigError(str(error)) from None
        return PatternEngine(note="no spaCy model")
