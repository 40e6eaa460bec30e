"""Rankings and sentences that say who wins."""

from __future__ import annotations

import pytest

from specaudit.domain.spec import BlockKind
from specaudit.parse.document import parse
from tests.parse.kit import kinds, texts


@pytest.mark.parametrize(
    "source",
    [
        "Crew weigh outcomes like this:\nsafety > comfort > speed\nThey write it down.",
        "Crew weigh outcomes like this:\n\n    safety > comfort > speed\n\nThey write it down.",
        "Crew weigh outcomes like this:\n\n`safety > comfort > speed`\n\nThey write it down.",
        "Crew weigh outcomes like this:\n\n**safety** > **comfort** > **speed**.\n\n"
        "They write it down.",
        "Crew weigh outcomes like this:\n\nsafety &gt; comfort &gt; speed\n\nThey write it down.",
        "Crew weigh outcomes like this:\n\nsafety >> comfort >> speed\n\nThey write it down.",
    ],
    ids=["glued", "indented", "code", "bold", "entities", "double"],
)
def test_a_ranking_is_found_wherever_it_stands(source: str) -> None:
    spec = parse(source)
    (ranking,) = spec.rankings
    assert ranking.items == ("safety", "comfort", "speed")
    assert kinds(spec).count(BlockKind.RANKING) == 1
    assert ranking.statement_id == next(
        s.id for s in spec.statements if s.kind is BlockKind.RANKING
    )
    assert texts(spec)[0] == "Crew weigh outcomes like this:"
    assert texts(spec)[-1] == "They write it down."


@pytest.mark.parametrize(
    "source",
    [
        "    if (a > b) { return c; }",
        "    x = a > b",
        "A number > 3",
        "Press File > Open to begin;",
    ],
)
def test_comparisons_in_code_are_no_ranking(source: str) -> None:
    assert parse(f"Text.\n\n{source}\n").rankings == ()


@pytest.mark.parametrize(
    ("source", "higher", "lower"),
    [
        ("Safety takes precedence over speed.", "Safety", "speed"),
        ("In a storm, the pilot's word overrides any order.", "the pilot's word", "any order"),
        ("Speed yields to safety.", "safety", "Speed"),
        ("Speed must never override safety.", "safety", "Speed"),
        ("Prioritise guests over staff when rooms are few.", "guests", "staff"),
        ("Rules of the port should always prevail over ours.", "Rules of the port", "ours"),
        ("When speed and safety conflict, choose safety.", "safety", "speed"),
        ("If an order conflicts with the law, the latter wins.", "the law", "an order"),
        ("In a dispute between crew and port, the port decides.", "port", "crew"),
        ("Speed must never come at the expense of safety.", "safety", "Speed"),
        ("Orders must not contradict the law.", "the law", "Orders"),
        ("We place safety above speed.", "safety", "speed"),
        ("Give guests priority over staff.", "guests", "staff"),
        ("Safety comes first, speed second.", "Safety", "speed"),
        ("Crews may choose routes within the limits that captains set.", "captains", "Crews"),
        ("Do not prioritise speed over safety.", "safety", "speed"),
        ("Speed, in turn, is subject to the law.", "the law", "Speed"),
        ("Safety is of greater importance than speed.", "Safety", "speed"),
        ("No order of a guest can override safety.", "safety", "order of a guest"),
        ("Not even a storm outranks the law.", "the law", "a storm"),
        ("Never sacrifice safety for speed.", "safety", "speed"),
        ("Value safety more than speed.", "safety", "speed"),
        ("When speed and safety conflict, speed gives way.", "safety", "speed"),
        ("Where crew and port disagree, the port has the last word.", "port", "crew"),
        ("Safety wins when safety and speed pull apart.", "safety", "speed"),
        ("Safety over speed.", "Safety", "speed"),
        ("Comfort ought to come before speed.", "Comfort", "speed"),
        ("Over these terms, the house rules shall prevail.", "the house rules", "these terms"),
        ("Crew orders, by the same token, give way to port orders.", "port orders", "Crew orders"),
        ("Charts have a lower precedence than soundings.", "soundings", "Charts"),
        ("A chart is always to be preferred to a rumour.", "A chart", "a rumour"),
        ("Should a chart be at variance with the log, the log governs.", "the log", "a chart"),
        (
            "Port rules stand even where they go beyond what the crew wants.",
            "Port rules",
            "what the crew wants",
        ),
        ("Pilots may not alter or lift limits that are set by the port.", "the port", "Pilots"),
        (
            "It has a weak duty to help but a stronger duty to not harm anyone.",
            "duty to not harm anyone",
            "duty to help",
        ),
        (
            "The chart is the better guide, and the log of the crew yields to it.",
            "The chart",
            "the log of the crew",
        ),
        (
            "If such a chart differs from the log, the pilot's word counts for more.",
            "pilot's word",
            "the log",
        ),
    ],
)
def test_sentences_that_say_who_wins(source: str, higher: str, lower: str) -> None:
    (found,) = parse(source).precedences
    assert (found.higher, found.lower) == (higher, lower)


@pytest.mark.parametrize(
    "source",
    [
        "In order of priority: safety, comfort, and then speed.",
        "Safety first, then comfort, then speed.",
        "Safety outranks comfort, which in turn outranks speed.",
        "Safety outranks comfort, and comfort outranks speed.",
    ],
)
def test_one_sentence_may_rank_more_than_two_things(source: str) -> None:
    found = [(p.higher.casefold(), p.lower) for p in parse(source).precedences]
    assert found == [("safety", "comfort"), ("comfort", "speed")]


@pytest.mark.parametrize(
    "source",
    [
        "Speed does not override safety.",
        "Speed doesn't override safety.",
        "Ask first if speed overrides safety.",
        "This does not mean that speed outranks safety.",
        "It would be wrong to put speed before safety.",
        "If you prefer tea over coffee, say so.",
        "First, open the hatch, then close it.",
        "When wind and tide disagree, ask the pilot.",
        "Where doubts exist between crew and port, the crew should prefer caution.",
        "Prices are subject to change.",
    ],
)
def test_negated_and_conditional_precedence_says_nothing(source: str) -> None:
    assert parse(source).precedences == ()


@pytest.mark.parametrize(
    "source",
    [
        "Duties rank in this order:\n\n1. Safety\n2. Comfort\n3. **Speed**: be quick\n",
        "# Order of priority\n\n1. Safety\n2. Comfort\n3. Speed\n",
    ],
)
def test_a_numbered_list_under_words_of_priority_is_a_ranking(source: str) -> None:
    (ranking,) = parse(source).rankings
    assert ranking.items == ("Safety", "Comfort", "Speed")


def test_a_numbered_list_of_steps_is_no_ranking() -> None:
    assert parse("Do this:\n\n1. Lock\n2. Leave\n").rankings == ()
    long = "Priorities:\n\n1. First call the pilot and then wait there\n2. Leave\n"
    assert parse(long).rankings == ()
