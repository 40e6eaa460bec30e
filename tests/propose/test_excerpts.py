from __future__ import annotations

from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose import excerpts
from specaudit.propose.digest import digest
from tests.propose.kit import made_up, marlow

MARLOW = digest(marlow())
ALL = range(len(MARLOW.statements))


def listed(text: str) -> dict[str, list[str]]:
    rows = (line.partition(": ") for line in text.splitlines())
    return {name: labels.split(", ") for name, _, labels in rows}


def test_terms_are_the_defined_ones_and_the_words_that_rules_hang_on() -> None:
    terms = listed(excerpts.terms(MARLOW, ALL))
    assert list(terms)[:4] == ["Reader", "Branch", "Loan record", "Young reader"]
    assert "instruction" in terms
    assert "marlow" not in terms, "a name is no term"
    texts = MARLOW.by_label()
    assert all("young" in texts[label].text.casefold() for label in terms["Young reader"])


def test_the_words_at_the_end_of_the_alphabet_are_not_lost() -> None:
    words = [f"{letter}{letter}word" for letter in "abcdefghijklmnopqrstuvwxyz"]
    rows = [
        f"# Part {n}\n\n" + "\n\n".join(f"If a {w} is seen, the desk must stop." for w in words)
        for n in range(6)
    ]
    whole = digest(document.parse("\n\n".join(rows), engine=load_engine("pattern")))
    assert set(words) <= set(listed(excerpts.terms(whole, range(len(whole.statements)))))


def test_a_focus_names_unbroken_runs() -> None:
    assert excerpts.focus(MARLOW, [0, 1, 3]).count("# ") == 2
    first, last = MARLOW.label(0), MARLOW.label(1)
    assert f"({first} to {last})" in excerpts.focus(MARLOW, [0, 1])


def test_the_order_of_the_rules_names_levels_and_what_prevails() -> None:
    text = excerpts.order(MARLOW)
    assert text.startswith("Levels, highest first: ")
    assert "overrides" in text
    assert excerpts.order(digest(made_up(2))) == ""


def test_examples_come_in_batches_and_none_is_lost() -> None:
    batches = list(excerpts.examples(MARLOW, range(3), 600))
    assert len(batches) > 1
    text = "\n\n".join(batches)
    assert [f"[E{n + 1}]" in text for n in range(len(MARLOW.examples))] == [True] * 3


def test_a_pair_is_written_out_with_what_stands_around_it() -> None:
    a, b = MARLOW.statements[20].id, MARLOW.statements[40].id
    text = excerpts.pairs(MARLOW, [(a, b)])
    assert MARLOW.statements[20].text in text
    assert f"  after A: {MARLOW.statements[21].text}" in text or "  before A: " in text
    assert "level " in text
