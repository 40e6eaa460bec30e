"""Items, the stems they complete, their labels."""

from __future__ import annotations

import pytest

from specaudit.domain.spec import BlockKind
from specaudit.parse.document import parse
from tests.parse.kit import block, said, stem, targets, texts


def test_lazy_continuation_keeps_the_second_norm_as_a_statement_of_its_own() -> None:
    spec = parse("- The porter must greet guests.\nHe must not ask for tips.\n- Then leave.")
    assert texts(spec) == [
        "The porter must greet guests.",
        "He must not ask for tips.",
        "Then leave.",
    ]
    assert {block(spec, s).kind for s in spec.statements} == {BlockKind.ITEM}


def test_a_paragraph_drawn_into_an_item_without_a_full_stop_stands_alone() -> None:
    spec = parse(
        "- Weather\n- Tides\nThe harbour master must publish both of them before every sailing.\n"
    )
    assert texts(spec)[-2:] == [
        "Tides",
        "The harbour master must publish both of them before every sailing.",
    ]


def test_items_complete_the_nearest_stem_above_them() -> None:
    spec = parse(
        "The porter must not:\n\n- open letters\n- speak of:\n  - wages\n  - guests\n- sleep\n\n"
        "Porters are paid.\n\n- No stem here\n"
    )
    assert stem(spec, "open letters") == "The porter must not:"
    assert stem(spec, "sleep") == "The porter must not:"
    assert stem(spec, "wages") == stem(spec, "guests") == "speak of:"
    assert stem(spec, "No stem") is None


def test_a_nested_list_without_a_stem_of_its_own_inherits_the_outer_one() -> None:
    spec = parse("Never carry:\n\n- liquids\n  - oil\n- gas\n")
    assert stem(spec, "oil") == "Never carry:"


def test_only_the_block_that_begins_an_item_completes_the_stem() -> None:
    spec = parse("Never carry:\n\n- liquids\n\n  Water in sealed cans is allowed.\n")
    assert stem(spec, "liquids") == "Never carry:"
    assert stem(spec, "sealed cans") is None


def test_a_heading_ends_the_reach_of_a_stem() -> None:
    spec = parse("The porter must:\n\n# Kitchen\n\n- cook\n")
    assert stem(spec, "cook") is None


def test_items_whose_text_is_only_a_link_show_the_words_and_refer() -> None:
    spec = parse("# Care {#care}\n\nFollow these:\n\n- [Care](#care)\n- [?](#care)\n- [gone](#g)\n")
    assert texts(spec)[-2:] == ["“Care”", "gone"]
    assert targets(spec) == [("care", "care"), ("care", "care"), ("g", None)]
    assert [r.auto_title for r in spec.references] == [False, True, False]


def test_labels_name_items_but_words_that_bind_stay_in_the_sentence() -> None:
    spec = parse(
        "- Privacy: the clerk must lock the files.\n"
        "- **Speed.** Answer in a day.\n"
        "- Never: shout.\n"
        "- When asked: answer.\n"
    )
    assert [block(spec, s).label for s in spec.statements[:1]] == ["Privacy"]
    assert block(spec, said(spec, "in a day")).label == "Speed"
    assert block(spec, said(spec, "shout")).label is None
    assert block(spec, said(spec, "answer.")).label is None


@pytest.mark.parametrize("source", ["**Token:** a coin.", "**Token**: a coin."])
def test_the_colon_of_a_bold_label_may_stand_inside_or_outside(source: str) -> None:
    spec = parse(f"# Glossary\n\n{source}\n\n- {source}\n")
    assert [block(spec, s).label for s in spec.statements] == ["Token", "Token"]
    assert [(d.term, d.text) for d in spec.definitions] == [("Token", "a coin.")] * 2
