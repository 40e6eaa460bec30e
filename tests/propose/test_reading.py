from __future__ import annotations

import random
from pathlib import Path

import pytest

from specaudit.domain.spec import Spec
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose import reading
from specaudit.propose.digest import digest
from tests.conftest import SPECS

CACHED_PRICE = 0.1
CHARS_PER_TOKEN = 3.5


def parsed(path: Path) -> Spec:
    return document.parse(document.read_text(path), path=path.name, engine=load_engine("pattern"))


@pytest.fixture(scope="module")
def marlow() -> Spec:
    return parsed(SPECS / "marlow.md")


def test_every_pair_is_shown_together_and_every_section_is_in_focus(marlow: Spec) -> None:
    asked = reading.requests(marlow, "m/m", 0)
    assert reading.exposed(marlow, asked) == 1.0
    focus = "\n".join(r.messages[1].text for r in asked)
    for section in digest(marlow).sections:
        assert f"# {section.title}" in focus


def test_the_prefix_is_the_same_in_every_call_and_marked_for_the_cache(marlow: Spec) -> None:
    asked = reading.requests(marlow, "m/m", 0)
    assert len(asked) > 1
    assert len({r.messages[0].text for r in asked}) == 1
    assert all(r.messages[0].cache and not r.messages[1].cache for r in asked)
    assert len({r.messages[1].text for r in asked}) == len(asked)


def test_a_spec_too_large_for_one_call_is_still_fully_exposed(marlow: Spec) -> None:
    whole = len(digest(marlow).text())
    asked = reading.requests(marlow, "m/m", 0, largest=whole // 2)
    assert reading.exposed(marlow, asked) == 1.0
    assert max(len(r.messages[0].text) for r in asked) < whole
    some = random.Random(0).sample(asked, len(asked) // 4)
    assert reading.exposed(marlow, some) < 1.0


def test_shuffled_readings_keep_their_labels(marlow: Spec) -> None:
    first, second = reading.shuffled(marlow, "m/m", 0, 2)
    assert first.messages[0].text != second.messages[0].text
    assert sorted(first.messages[0].text.splitlines()) == sorted(
        second.messages[0].text.splitlines()
    )
    assert first.messages == reading.shuffled(marlow, "m/m", 0, 1)[0].messages


def test_examples_are_left_out_and_commentary_is_marked(marlow: Spec) -> None:
    text = digest(marlow).text()
    assert "Am I talking to a real librarian" not in text
    assert "(commentary) Marlow must also tell a reader" in text
    assert "(level: charter)" in text


def test_the_model_spec_is_swept_within_budget(shared_specs: Path) -> None:
    spec = parsed(shared_specs / "openai-model-spec-2025-12-18.md")
    asked = reading.requests(spec, "m/m", 0)
    assert reading.exposed(spec, asked) == 1.0
    assert len(asked) <= 90
    prefix = len(asked[0].messages[0].text) / CHARS_PER_TOKEN
    rest = sum(len(r.messages[1].text) for r in asked) / CHARS_PER_TOKEN
    full_price = prefix + (len(asked) - 1) * prefix * CACHED_PRICE + rest
    assert full_price <= 250_000
