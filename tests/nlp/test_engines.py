"""Both engines on the labelled sentences: floors a little under what was measured."""

from __future__ import annotations

import pytest

from specaudit.nlp.base import NormEngine, load_engine
from specaudit.nlp.spacy_engine import ModelMissingError, SpacyEngine

from .quality import measure, rows, wordings


@pytest.fixture(scope="module", params=["pattern", "spacy"])
def engine(request: pytest.FixtureRequest) -> NormEngine:
    if request.param == "spacy":
        try:
            return SpacyEngine()
        except ModelMissingError as error:
            pytest.skip(f"NO SPACY MODEL: {error}")
    return load_engine(request.param)


def test_the_labelled_set_is_large_and_mixed() -> None:
    assert len(rows()) >= 80
    assert len(rows("held")) >= 40
    styles = {row["style"] for row in rows()}
    assert styles >= {"openai", "constitution", "rfc2119", "azure", "tos", "agent", "list"}
    assert sum(not row["norms"] for row in rows()) >= 25


@pytest.mark.parametrize("half", ["dev", "held"])
def test_sentences_with_norms_are_told_from_those_without(engine: NormEngine, half: str) -> None:
    quality = measure(engine, rows(half))
    assert quality.sentences.precision >= 0.95
    assert quality.sentences.recall >= 0.93


@pytest.mark.parametrize("half", ["dev", "held"])
def test_types_of_atomic_norms(engine: NormEngine, half: str) -> None:
    quality = measure(engine, rows(half))
    assert quality.types.precision >= 0.92
    assert quality.types.recall >= 0.9
    assert quality.forces.precision >= 0.9


@pytest.mark.parametrize("half", ["dev", "held"])
def test_all_fields_of_atomic_norms(engine: NormEngine, half: str) -> None:
    quality = measure(engine, rows(half))
    assert quality.agents.precision >= 0.85
    assert quality.norms.precision >= 0.8
    assert quality.norms.recall >= 0.78


def test_conditions_and_exceptions(engine: NormEngine) -> None:
    quality = measure(engine, rows())
    assert quality.conditions.precision >= 0.9
    assert quality.conditions.recall >= 0.9
    assert quality.exceptions.precision >= 0.85
    assert quality.exceptions.recall >= 0.85


def test_other_languages_give_no_norms(engine: NormEngine) -> None:
    labelled = rows(style="japanese")
    assert labelled
    assert measure(engine, labelled).sentences.extra == 0


@pytest.mark.parametrize(("name", "least"), [("wordings.tsv", 0.74), ("wordings-2.tsv", 0.64)])
def test_norms_in_many_grammars(engine: NormEngine, name: str, least: float) -> None:
    told, right = wordings(engine, name)
    assert told.precision >= 0.92
    assert right.recall >= least
