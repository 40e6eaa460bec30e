from __future__ import annotations

from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose import excerpts
from specaudit.propose.digest import digest
from specaudit.propose.scoring import Index
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
    defined, *used = terms["Young reader"][0].split(" defines it; ") + terms["Young reader"][1:]
    assert "Young reader: a reader who" in texts[defined].text
    assert all("young" in texts[label].text.casefold() for label in used)
    uses = [s for s in MARLOW.statements if "instruction" in s.text]
    assert len(terms["instruction"]) == len(uses), "a definition's reader needs every use"
    assert not {"ask", "follow", "give"} & set(terms), "an act is no term"


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


def test_an_item_is_judged_with_the_sentence_that_opens_its_list() -> None:
    items = "".join(
        f"- form {n}, which is long enough to fill some of the room\n" for n in range(9)
    )
    text = f"# Desk\n\nThe assistant must not show these:\n\n{items}\nBe kind.\n"
    whole = digest(document.parse(text, engine=load_engine("pattern")))
    ids = [s.id for s in whole.statements]
    first, other = excerpts.pairs(whole, [(ids[9], ids[10])]).split("\nB (")
    assert "  item of a list that opens: The assistant must not show these:" in first
    assert "item of a list" not in other
    assert first.count("which is long enough") == 7, "itself and the nearest that fit"


def test_hints_join_sections_and_name_no_statement_twice() -> None:
    whole = digest(made_up(12))
    found = excerpts.Hints(Index(whole.spec))
    rows = excerpts.hints(whole, found, range(24)).splitlines()
    named = [whole.by_label()[label] for row in rows for label in row.split(" and ")]
    assert 2 <= len(rows) <= 5
    assert len(named) == len({s.id for s in named}) == 2 * len(rows)
    joined = [frozenset(s.section_id for s in named[at : at + 2]) for at in range(0, len(named), 2)]
    assert all(len(sections) == 2 for sections in joined)
    assert len(set(joined)) == len(joined)


def test_of_pairs_on_one_statement_only_two_are_judged() -> None:
    some = [("a", "b"), ("a", "c"), ("d", "a"), ("d", "c"), ("c", "b"), ("e", "f")]
    assert excerpts.few_of_each(some) == [("a", "b"), ("a", "c"), ("d", "c"), ("e", "f")]


def test_commentary_that_settles_clashes_is_marked_as_such() -> None:
    text = '# Desk\n\nBe kind.\n\n!!! note "Commentary"\n    Safety takes precedence over speed.\n'
    whole = digest(document.parse(text, engine=load_engine("pattern")))
    assert "(commentary) Safety takes precedence" in excerpts.order(whole)
    ids = [s.id for s in whole.statements]
    assert "  after A: (commentary) Safety" in excerpts.pairs(whole, [(ids[0], ids[1])])
