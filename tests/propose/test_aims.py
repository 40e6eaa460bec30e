from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.propose import aims
from specaudit.propose.concepts import concepts, root


def sides(text: str) -> set[str]:
    found = set()
    for pull in aims.pulls(text):
        axis = aims.axes()[pull.axis]
        found.add(axis.one if pull.side > 0 else axis.other)
    return found


CASES = [
    ("The assistant should be concise.", "brevity"),
    ("It should avoid unnecessary detail.", "brevity"),
    ("Explain every step.", "completeness"),
    ("It should avoid excessive hedging.", "a clear answer"),
    ("It should add a disclaimer.", "showing doubt"),
    ("The model must not disclose what it was told.", "discretion"),
    ("It must not quietly change the terms.", "openness"),
    ("It should never overstep.", "restraint"),
    ("If no form exists, it should refuse.", "caution"),
    ("It should never be overly cautious.", "helping"),
    ("The assistant should not lecture or be preachy.", "respect for the user's choice"),
    ("Rather than guessing, it should ask clarifying questions.", "asking first"),
    ("It should finish the task without interrupting.", "going ahead"),
]


@pytest.mark.parametrize(("text", "aim"), CASES)
def test_which_way_a_rule_pulls(text: str, aim: str) -> None:
    assert aim in sides(text)


def test_a_negation_holds_for_its_clause_only() -> None:
    assert "brevity" in sides("The assistant must not stall, but it should be brief.")
    assert "kindness" not in sides("It should avoid padding, praise or lecturing.")


def test_asides_and_quoted_speech_pull_nowhere() -> None:
    assert sides("It should greet people (e.g., with warm words).") == set()
    assert sides("If an operator says “always be brief and to the point”, it should note it.") == (
        set()
    )


def test_a_rule_that_weighs_both_sides_is_opposed_to_nothing_there() -> None:
    both = aims.pulls("It should be concise but thorough.")
    assert aims.opposed(both, aims.pulls("It should be thorough.")) == []
    one = aims.pulls("It should be concise.")
    assert aims.opposed(one, aims.pulls("It should be thorough."))


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for pull in aims.pulls(text):
        assert pull.side in (1, -1)
        assert 0 <= pull.axis < len(aims.axes())


def test_relatives_share_a_root_and_a_matter() -> None:
    assert root("conscious") == root("consciousness")
    assert root("effective") == root("effectively")
    assert set(concepts("caveat")) & set(concepts("hedge"))
    assert concepts("xylophone") == ()
