"""Circles of orders whose sentences name the same things in other forms of words."""

from __future__ import annotations

import pytest

from specaudit.lint.ranked_names import named_by

from .helpers import lint

SPEC = """\
# Rules

## Be kind {{#one}}

{}

## Be exact {{#two}}

{}

## Be quick {{#three}}

{}
"""


def circles(*said: str) -> int:
    return len(lint(SPEC.format(*said), "priority-cycle").findings)


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        (
            "Safety comes before autonomy.",
            "Staying autonomous counts for more than staying safe.",
            "",
        ),
        (
            "Brevity takes precedence over completeness.",
            "Being complete matters more than being brief.",
            "",
        ),
        (
            "Creativity must never come at the expense of truthfulness, clarity, or usefulness.",
            "Being creative ranks above being clear.",
            "",
        ),
        (
            "Courtesy should not come at the cost of accuracy or speed.",
            "Being courteous outweighs being accurate.",
            "",
        ),
        (
            "[?](#two) gives way to this section.",
            "This section takes precedence over [?](#one).",
            "",
        ),
        (
            "[?](#two) gives way to this section.",
            "[Be quick](#three) yields to this section.",
            "This section takes precedence over [?](#one).",
        ),
        (
            "Where they conflict, this section wins over [?](#two).",
            "Where they conflict, this section wins over [Be quick](#three).",
            "Where they conflict, this section wins over [?](#one).",
        ),
        (
            "The duty to protect staff outranks the duty to inform the press.",
            "Our duty to inform the press outweighs our duty to protect staff.",
            "",
        ),
        (
            "Readers get more latitude than guests.",
            "The desk gives guests somewhat more latitude than readers.",
            "",
        ),
        ("Readers get more leeway than guests.", "More leeway goes to guests than to readers.", ""),
        (
            "Staff deserve more of the desk's trust than visitors do.",
            "The desk gives visitors more trust than staff.",
            "",
        ),
        ("We trust members more than visitors.", "Visitors are trusted more than members.", ""),
        (
            "Give staff a bit less latitude than managers.",
            "Managers are given less latitude than staff.",
            "",
        ),
        (
            "Partners enjoy greater trust than customers.",
            "The assistant extends more trust to customers than to partners.",
            "",
        ),
        (
            "The order is:\n\n    right answer with sources > right "
            "answer without sources > no answer > wrong answer",
            "Giving no answer ranks above giving a right answer without sources.",
            "",
        ),
        (
            "The order is:\n\n    full refund > partial refund > store credit > no refund",
            "Offering a store credit is preferable to a partial refund.",
            "",
        ),
        (
            "The order is:\n\n    helpful answer > refusal > misleading answer",
            "A misleading answer still ranks above a refusal.",
            "",
        ),
        (
            "Outcomes rank like this: fixing the bug > working around "
            "the bug > closing the ticket.",
            "Closing the ticket is better than working around the bug.",
            "",
        ),
        (
            "Honesty is more important than tact.",
            "Being tactful is worth more than being honest.",
            "",
        ),
        (
            "Between accuracy and speed, accuracy wins.",
            "Being fast comes ahead of being accurate.",
            "",
        ),
        (
            "Legibility counts for more than compactness.",
            "Compact code is preferable to legible code.",
            "",
        ),
        (
            "Privacy comes before transparency.",
            "Where the two pull apart, being transparent comes before keeping things private.",
            "",
        ),
        (
            "Correctness weighs more than elegance.",
            "Elegant code is worth more than correct code.",
            "",
        ),
        ("Kindness yields to candour.", "Candour gives way to kindness.", ""),
        ("Fairness goes before efficiency.", "We would sooner be efficient than fair.", ""),
        ("Security ranks above convenience.", "Convenience is not to suffer for security.", ""),
        ("Quality must not suffer for speed.", "Speed counts for more than quality.", ""),
        ("Diversity is valued above seniority.", "Seniority has the edge over diversity.", ""),
        ("Consistency has the edge over novelty.", "Novelty beats consistency.", ""),
        (
            "Accessibility is weightier than aesthetics.",
            "Aesthetics has more weight than accessibility.",
            "",
        ),
        ("Depth is to be preferred to breadth.", "Breadth is to be preferred to depth.", ""),
        ("Precision is put ahead of recall.", "Recall is placed ahead of precision.", ""),
        (
            "The needs of patients come first, the wishes of relatives second.",
            "The wishes of relatives rank before the needs of patients.",
            "",
        ),
        (
            "A late answer is better than a wrong answer.",
            "A wrong answer is better than a late one.",
            "",
        ),
        ("Speed must not be bought with safety.", "Speed is worth more than safety.", ""),
        ("Rather slow than sloppy.", "Better sloppy than slow.", ""),
        ("Stability is favoured over features.", "Features matter more to us than stability.", ""),
    ],
)
def test_orders_in_other_forms_of_words_go_round(one: str, two: str, three: str) -> None:
    assert circles(one, two, three) == 1


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("Clarity outranks originality.", "Being clear still ranks above being original.", ""),
        ("Clarity outranks originality.", "In poetry, being original ranks above being clear.", ""),
        ("Safety comes before autonomy.", "For adults, autonomy comes before safety.", ""),
        (
            "With minors, the desk should err on the side of safety over autonomy.",
            "With adults, autonomy takes precedence over safety.",
            "",
        ),
        (
            "[?](#two) gives way to this section.",
            "This section takes precedence over [Be quick](#three).",
            "",
        ),
        ("[?](#two) gives way to this section.", "This section gives way to [?](#one).", ""),
        (
            "Creativity must never come at the expense of truthfulness, clarity, or usefulness.",
            "Being creative ranks above being brief.",
            "",
        ),
        ("Saving money comes before saving time.", "Saving time comes before saving face.", ""),
        (
            "Saving money comes before saving time when the order mentions neither.",
            "Speed counts for more than cost when the order is urgent.",
            "",
        ),
        (
            "The duty to protect staff outranks the duty to inform the press.",
            "The duty to inform the police outranks the duty to protect staff.",
            "",
        ),
        ("Readers get more latitude than guests.", "Guests get less latitude than readers.", ""),
        (
            "Readers get more latitude than guests.",
            "The safety of guests outranks the wishes of readers.",
            "",
        ),
        ("Readers get more latitude than guests.", "Guests come before readers in the queue.", ""),
        (
            "Members get more latitude than visitors.",
            "On open days, visitors get more latitude than members.",
            "",
        ),
        ("Members get more trust than visitors.", "Visitors take more time than members.", ""),
        ("Give staff less work than managers.", "Give managers less work than staff.", ""),
        (
            "The order is:\n\n    full refund > partial refund > no refund",
            "A full refund ranks above a partial refund.",
            "",
        ),
        (
            "The order is:\n\n    helpful answer > refusal > misleading answer",
            "A refusal ranks above a misleading answer.",
            "",
        ),
        (
            "The order is:\n\n    right answer with sources > right "
            "answer without sources > no answer",
            "A short right answer is preferable to a long right answer with sources.",
            "",
        ),
        (
            "The order is:\n\n    confident right answer > hedged right "
            "answer > no answer > hedged wrong answer",
            "A hedged right answer is preferable to a hedged wrong answer.",
            "",
        ),
        (
            "Honesty is more important than tact.",
            "Being tactful is worth more than being brief.",
            "",
        ),
        ("Speed must not be bought with safety.", "Safety is worth more than speed.", ""),
        ("Quality must not suffer for speed.", "Quality counts for more than speed.", ""),
        ("Rule 2 prevails over rule 5.", "Rule 5 prevails over rule 3.", ""),
        (
            "A late answer is better than a wrong answer.",
            "An early answer is better than a late answer.",
            "",
        ),
        (
            "Between accuracy and speed, accuracy wins.",
            "In an emergency, being fast comes ahead of being accurate.",
            "",
        ),
    ],
)
def test_orders_that_agree_or_speak_of_other_things_do_not(one: str, two: str, three: str) -> None:
    assert circles(one, two, three) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("being legible", "legibility"),
        ("saving money", "cost"),
        ("the duty not to openly harm others", "a duty to not harm"),
        ("friendliness", "a friendly one"),
        ("giving a discount", "discounts"),
    ],
)
def test_two_phrases_that_name_one_thing(one: str, other: str) -> None:
    assert named_by(one).same(named_by(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("no answer", "an answer"), ("a duty to report", "a duty not to report")],
)
def test_a_denied_thing_is_another(one: str, other: str) -> None:
    assert not named_by(one).same(named_by(other))
