from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specaudit.llm.base import Message, Request
from specaudit.propose import plan
from specaudit.propose.digest import digest
from specaudit.propose.strategies import FIRST, FOLLOWING, Reader
from specaudit.propose.windows import exposure, windows
from tests.propose.kit import made_up, marlow


def test_a_prefix_is_paid_once_and_read_from_the_cache_afterwards() -> None:
    prefix = Message("system", "p" * 4000, cache=True)
    asked = [Request("m/m", (prefix, Message("user", "u" * 400)), 50) for _ in range(3)]
    cost = plan.cost(asked, set())
    assert (cost.calls, cost.input_tokens, cost.cached_tokens) == (3, 3300, 2000)
    assert cost.full_price == pytest.approx(1300 + 200)
    assert cost.output_limit == 150


def test_the_lines_of_a_plan_add_up_to_its_total() -> None:
    made = plan.plan(Reader(marlow(), "m/m"))
    assert [line.strategy for line in made.lines] == [*FIRST, *FOLLOWING]
    assert sum(line.cost.calls for line in made.lines) == made.total.calls
    assert sum(line.cost.full_price for line in made.lines) == pytest.approx(made.total.full_price)
    assert made.exposure == 1.0
    assert made.windows == 1


@settings(max_examples=40, deadline=None)
@given(sections=st.integers(1, 12), rules=st.integers(1, 6), share=st.floats(0.02, 1.2))
def test_every_two_statements_meet_in_some_window(sections: int, rules: int, share: float) -> None:
    whole = digest(made_up(sections, rules))
    found = windows(whole, int(len(whole.text()) * share))
    met = {pair for shown in found for pair in combinations(sorted(shown), 2)}
    assert met == set(combinations(range(len(whole.statements)), 2))


def test_exposure_counts_the_pairs_that_meet() -> None:
    assert exposure(4, [frozenset({0, 1, 2})]) == pytest.approx(3 / 6)
    assert exposure(4, [frozenset({0, 1}), frozenset({2, 3}), frozenset({1, 0})]) == 2 / 6
    assert exposure(1, []) == 1.0
