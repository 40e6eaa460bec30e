from __future__ import annotations

from functools import partial

import pytest

from specaudit.domain.candidate import Candidate, Resolution
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import resolution_between
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose import static
from specaudit.propose.scoring import Index
from tests.conftest import SPECS


def parsed(text: str) -> Spec:
    return document.parse(text, engine=load_engine("pattern"))


def proposed(text: str, limit: int = 20) -> list[Candidate]:
    spec = parsed(text)
    return static.propose(spec, partial(resolution_between, spec), limit)


def pairs(found: list[Candidate]) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.taxonomy, c.texts) for c in found]


@pytest.fixture(scope="module")
def marlow() -> Spec:
    text = document.read_text(SPECS / "marlow.md")
    return document.parse(text, path="marlow.md", engine=load_engine("pattern"))


def test_a_rule_and_its_denial_are_a_direct_contradiction() -> None:
    found = proposed(
        "# A\n\nThe assistant must cite a source for every figure.\n\n"
        "# B\n\nThe assistant must not cite a source for a figure.\n"
    )
    assert found[0].taxonomy == "T1"
    assert found[0].resolution is None


def test_aims_that_pull_apart_are_a_tension_with_a_case() -> None:
    (found,) = proposed(
        "# A\n\nThe assistant should keep its answers brief.\n\n"
        "# B\n\nThe assistant should give thorough answers.\n"
    )
    assert found.taxonomy == "T3"
    assert "brevity" in found.claim
    assert "completeness" in found.claim
    assert "long" in found.situation


def test_an_absolute_rule_with_a_however_is_its_own_class() -> None:
    found = proposed(
        "# A\n\nThe assistant must never share a booking with anyone. However, the assistant may "
        "share a booking with the police.\n"
    )
    assert found[0].taxonomy == "T8"


COMPATIBLE = [
    "# A\n\nThe assistant must cite a source.\n\n# B\n\nThe assistant must cite its sources.\n",
    "# A\n\nThe assistant must not share a booking. It must not share an address either.\n",
    "# A\n\nThe operator must not cite a source for a figure.\n\n"
    "# B\n\nThe assistant must cite a source for a figure.\n",
    "# A\n\nThe assistant should greet travellers.\n\n# B\n\nThe assistant should be punctual.\n",
    "# A\n\nIf the user wants a brief answer, the assistant should ask which part matters.\n\n"
    "# B\n\nThe assistant should give thorough answers.\n",
    "# A\n\nFor example, the assistant should keep its answers brief.\n\n"
    "# B\n\nThe assistant should give thorough answers.\n",
    "# A\n\nThe assistant should avoid needless detail.\n\n"
    "# B\n\nThe assistant should keep its answers brief.\n",
]


@pytest.mark.parametrize("text", COMPATIBLE)
def test_rules_that_go_together_are_not_proposed(text: str) -> None:
    assert [c for c in proposed(text) if len(c.texts) == 2] == []


def test_a_binding_rule_with_an_open_exception_is_read_in_two_ways() -> None:
    found = proposed("# A\n\nThe assistant must answer unless there is a good reason not to.\n")
    assert [c.taxonomy for c in found] == ["T7"]
    assert len(found[0].readings) == 2


def test_wishes_with_open_words_are_left_alone() -> None:
    assert proposed("# A\n\nThe assistant should be reasonable and use appropriate words.\n") == []


def test_what_the_spec_settles_comes_last_with_what_settles_it(marlow: Spec) -> None:
    found = static.propose(marlow, partial(resolution_between, marlow), 20)
    settled = [c.resolution is not None for c in found]
    assert settled == sorted(settled)
    assert any(settled)


def test_planted_gaps_that_words_show_are_found_in_the_sample(marlow: Spec) -> None:
    found = static.propose(marlow, partial(resolution_between, marlow), 20)
    first_words = {c.texts[0][:40] for c in found}
    for start in (
        "Marlow must never disclose a loan record to",
        "Marlow must answer every question about its",
        "Marlow must follow a standing instruction un",
        "Marlow should respond appropriately to reade",
        "Marlow should give complete answers: every e",
        "When a reader asks whether a book is any goo",
    ):
        assert start[:40] in first_words


def test_ids_and_order_depend_on_the_text_alone(marlow: Spec) -> None:
    def none(a: str, b: str) -> Resolution | None:
        return None

    first = static.propose(marlow, none, 15)
    assert first == static.propose(marlow, none, 15)
    moved = "\n\n".join(["# New {#new}", "Marlow should be kind."]) + "\n\n" + marlow.text
    again = static.propose(parsed(moved), none, 30)
    assert {c.id for c in first[:5]} <= {c.id for c in again}


def test_no_statement_crowds_the_list(marlow: Spec) -> None:
    found = static.propose(marlow, lambda a, b: None, 30)
    counts: dict[str, int] = {}
    for statement_id in (s for c in found for s in c.statement_ids):
        counts[statement_id] = counts.get(statement_id, 0) + 1
    assert max(counts.values()) <= static.PER_STATEMENT


@pytest.mark.parametrize("text", ["", "# Empty\n", "Word.\n", "これは短い規則です。\n", "- \n- \n"])
def test_texts_without_rules_give_nothing(text: str) -> None:
    assert proposed(text) == []


def test_neighbours_put_the_opposite_aim_first(marlow: Spec) -> None:
    mine = next(s for s in marlow.statements if s.text.startswith("Marlow should keep its answers"))
    index = Index(marlow)
    near = (index.statements[p] for pair in index.neighbours(mine.id, 3) for p in (pair.a, pair.b))
    assert any(s.text.startswith("Marlow should give complete answers") for s in near)
