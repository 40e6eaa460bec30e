from __future__ import annotations

import re

import pytest

from specaudit import prompts
from specaudit.propose.answers import KINDS, JudgedPair, Proposal
from specaudit.propose.classes import KINDS_OF

READ, JUDGE = prompts.load("propose/read").system, prompts.load("propose/judge").system


def test_the_instructions_and_the_check_allow_the_same_kinds() -> None:
    told = {
        name: {KINDS[kind] for kind in re.split(r", | or ", kinds)}
        for name, kinds in re.findall(r"^(T\d+) \((.*?)\) ", READ, re.MULTILINE)
    }
    assert told == KINDS_OF


def test_a_judge_chooses_among_the_classes_of_conflicts() -> None:
    line = next(line for line in JUDGE.splitlines() if line.startswith("9. taxonomy"))
    conflicts = {name for name, kinds in KINDS_OF.items() if KINDS["conflict"] in kinds}
    assert set(re.findall(r"\bT\d+\b", line)) == conflicts


@pytest.mark.parametrize(("answer", "text"), [(Proposal, READ), (JudgedPair, JUDGE)])
def test_keys_are_asked_for_in_the_order_of_the_schema(
    answer: type[Proposal] | type[JudgedPair], text: str
) -> None:
    """What is decided comes before what follows from it, in the answer as in the questions."""
    keys = list(answer.model_fields)
    end = text.partition("Reply with one JSON")[2] or text.partition("ANSWER with one JSON")[2]
    assert [key for key in re.findall(r'"(\w+)"', end) if key in keys][: len(keys)] == keys
    assert keys.index("compliant_answer") < keys.index("one_answer_serves_both")
    assert keys[-2:] == ["taxonomy", "claim"]
