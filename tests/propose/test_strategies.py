from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from specaudit.propose import plan, strategies
from specaudit.propose.strategies import EXTRA, FIRST, FOLLOWING, STRATEGIES, Reader
from specaudit.propose.windows import groups
from tests.propose.kit import in_focus, made_up, marlow

READER = Reader(marlow(), "m/m")


@pytest.mark.parametrize("strategy", ["sweep", "tensions", "coverage", "second"])
def test_every_statement_is_in_focus_once(strategy: str) -> None:
    focus = [label for r in READER.requests(strategy) for label in in_focus(r.messages[1].text)]
    rules_only = strategy in ("tensions", "coverage")  # commentary has no aims and no cases
    wanted = [
        READER.whole.label(n)
        for n, statement in enumerate(READER.whole.statements)
        if statement.normative or not rules_only
    ]
    assert focus == wanted
    assert len(wanted) < len(READER.whole.statements) or not rules_only


def test_sections_stay_whole_unless_they_are_large() -> None:
    whole = Reader(made_up(9, rules=10), "m/m").whole
    every = range(len(whole.statements))
    assert [len(group) for group in groups(whole, every, 20)] == [20, 20, 20, 20, 10]
    one = Reader(made_up(1, rules=100), "m/m").whole
    assert [len(group) for group in groups(one, range(100), 20)] == [25] * 4


def test_the_prefix_is_the_same_in_every_call_and_marked_for_the_cache() -> None:
    asked = [r for name in FIRST for r in READER.requests(name)]
    assert len({r.messages[0].text for r in asked}) == 1
    assert all(r.messages[0].cache and not r.messages[1].cache for r in asked)
    assert len({r.messages[1].text for r in asked}) == len(asked)


def test_judges_share_a_prefix_that_says_how_clashes_are_settled() -> None:
    ids = [s.id for s in READER.whole.statements]
    reader = replace(READER, pairs=tuple(pairwise(ids)))
    asked = reader.requests("targeted")
    assert len(asked) == -(-len(reader.pairs) // strategies.PAIRS_PER_CALL)
    assert len({r.messages[0].text for r in asked}) == 1
    assert "Levels, highest first: " in asked[0].messages[0].text
    assert sum(r.messages[1].text.count("\nA (section ") for r in asked) == len(reader.pairs)


def test_a_spec_too_large_for_one_call_is_still_fully_exposed() -> None:
    whole = len(READER.whole.text())
    reader = replace(READER, largest=whole // 2)
    asked = reader.requests("sweep")
    made = plan.of(reader, asked)
    assert made.exposure == 1.0
    assert made.windows > 1
    assert max(len(r.messages[0].text) for r in asked) < whole + 6500
    some = random.Random(0).sample(asked, len(asked) // 4)
    assert plan.exposed(reader, some) < 1.0


def test_whole_readings_change_the_order_and_keep_the_labels() -> None:
    first, second, third = READER.requests("whole")
    assert len({r.messages[0].text for r in (first, second, third)}) == 3
    assert len({r.meta["reading"] for r in (first, second, third)}) == 3
    rows = {tuple(sorted(r.messages[0].text.splitlines())) for r in (first, second)}
    assert len(rows) == 1


def test_equal_readers_ask_the_same() -> None:
    for name in STRATEGIES:
        one, other = Reader(marlow(), "m/m").requests(name), READER.requests(name)
        assert [r.messages for r in one] == [r.messages for r in other]


def test_examples_are_shown_to_their_own_pass_only() -> None:
    words = "Am I talking to a real librarian"
    texts = {name: "".join(m.text for r in READER.requests(name) for m in r.messages)
             for name in (*FIRST, *EXTRA)}  # fmt: skip
    assert [name for name, text in texts.items() if words in text] == ["examples"]
    assert "(commentary) Marlow must also tell a reader" in texts["sweep"]
    assert "(level: charter)" in texts["sweep"]


def test_a_second_reading_is_told_what_is_known() -> None:
    ids = [s.id for s in READER.whole.statements]
    asked = replace(READER, known=((ids[3], ids[50]),)).requests("second")
    assert "S4 and S51" in asked[0].messages[1].text


def test_only_the_groups_with_changed_statements_are_read_again() -> None:
    spec = made_up(40)
    reader = Reader(spec, "m/m")
    changed = replace(reader, only=frozenset({spec.statements[100].id}))
    (asked,) = changed.requests("sweep")
    assert asked.messages in [r.messages for r in reader.requests("sweep")]


def test_every_strategy_names_the_prompts_it_sends() -> None:
    ids = [s.id for s in READER.whole.statements]
    reader = replace(READER, pairs=((ids[0], ids[1]),))
    for name in STRATEGIES:
        sent = {r.prompt.id for r in reader.requests(name) if r.prompt}
        shared = set() if name in FOLLOWING else {"propose/read"}
        assert sent | shared == set(strategies.prompt_ids([name]))


def test_the_context_of_a_model_limits_the_digest() -> None:
    assert strategies.largest_digest(0) == strategies.LARGEST_DIGEST
    assert strategies.largest_digest(32_000) < strategies.largest_digest(128_000)
    assert strategies.largest_digest(strategies.SMALLEST_CONTEXT) > 10_000
    with pytest.raises(ValueError, match="a context of 8192 tokens"):
        strategies.largest_digest(8192)
