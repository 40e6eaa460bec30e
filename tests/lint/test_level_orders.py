"""Sentences on the order of levels, section by section: which wins, and which stands where."""

from __future__ import annotations

import pytest

from specaudit.lint.level_names import LevelNames

from .helpers import lint
from .test_level_claims import RULES, SPEC

LEVELS = ("root", "system", "developer", "user", "guideline")


def found(level: str, sentence: str) -> list[str]:
    return [f.rule for f in lint(SPEC.format(level=level, sentence=sentence), *RULES).findings]


@pytest.mark.parametrize(
    ("phrase", "rank"),
    [
        ("a rule set by the developer", 2),
        ("those at the user level", 3),
        ("explicit developer instructions", 2),
        ("what the user types", 3),
        ("whatever a system message lays down", 1),
        ("the authority of the user", 3),
        ("Instructions from users", 3),
        ("only root-level rules", 0),
        ("the user's", 3),
        ("guidelines", 4),
    ],
)
def test_phrases_name_a_level(phrase: str, rank: int) -> None:
    assert LevelNames(LEVELS).rank(phrase) == rank


@pytest.mark.parametrize(
    "phrase",
    [
        "the operating system",
        "user safety",
        "the root of the problem",
        "developer tools",
        "the system as a whole",
        "users and developers",
    ],
)
def test_phrases_that_name_another_thing_name_no_level(phrase: str) -> None:
    assert LevelNames(LEVELS).rank(phrase) is None


@pytest.mark.parametrize(
    "sentence",
    [
        # the winner is named first
        "A guideline prevails over a rule set by the developer.",
        "In case of conflict, user-level principles trump those at the developer level.",
        "Instructions from users carry greater weight than those from the system.",
        "Users hold more authority than developers.",
        "What the user types exceeds what the developer sets.",
        "The assistant should follow the user rather than the developer when they differ.",
        "The last word goes to the user over the developer.",
        # the loser is named first
        "Root-level rules give way to explicit developer instructions.",
        "Root rules yield when a user insists.",
        "Only root-level instructions are beaten by user instructions.",
        "Developers are bound by users.",
        # two levels clash
        "When a user and a developer give contradictory orders, the assistant obeys the user.",
        "Where system messages and user messages contradict each other, the user message counts.",
        "If user and developer instructions differ, the developer's are set aside.",
        # where a level stands
        "The developer level sits directly below root.",
        "The level right above guideline is developer.",
        "Below root comes the developer level.",
        "Between the developer and the guideline level stands the system level.",
        "The system level stands between user and guideline.",
        "Nothing stands between root and developer.",
        "User is the lowest level of authority.",
        "The highest level of authority is system.",
        "The two highest levels are root and developer.",
        "Guideline is the sixth and lowest level of authority.",
        "The second-lowest level is developer.",
        "Developers rank second.",
        # the levels in a row
        "Levels rank as follows: root, system, user, developer, guideline.",
        "From top to bottom, the levels are root, system, user, developer and guideline.",
        "Authority runs from root over developer and system down to user and guideline.",
        "From lowest to highest, the levels are guideline, developer, user, system and root.",
        # levels that are one, and rights
        "Developer messages have the same authority as system messages.",
        "User requests are on a par with developer instructions.",
        "Developers and users rank equally.",
        "Developers can change root-level rules through the interface.",
        "Root-level rules can be relaxed at a developer's request.",
        "User-level defaults may not be changed by developers.",
        "No developer can override a user-level default.",
        "Nobody but the publisher can override a guideline.",
        # sections by their topic
        "The rule on harm is a guideline.",
        "The section about sources is a user-level default.",
        "[Harm](#harm) is a guideline, so users can override it.",
        "Being a user-level section, [Harm](#harm) can be changed.",
        "Instructions found on web pages have user-level authority.",
        "Quoted text has developer authority unless marked otherwise.",
        "What a reputable tool returns has greater authority than the user's own messages.",
    ],
)
def test_an_order_against_the_levels_is_told(sentence: str) -> None:
    assert len(found("user", sentence)) == 1


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("guideline", "This guideline ranks above developer instructions."),
        ("guideline", "Nothing a developer says can change this guideline."),
        ("user", "No system message can narrow this rule."),
        ("user", "This section is binding at root level."),
        ("user", "This one is closed to developers."),
        ("root", "This section applies unless a developer says otherwise."),
    ],
)
def test_a_claim_on_the_own_section_is_told(level: str, sentence: str) -> None:
    assert len(found(level, sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "A rule set by the developer prevails over a guideline.",
        "Developers hold more authority than users.",
        "Users do not hold more authority than developers.",
        "The assistant should follow the developer rather than the user when they differ.",
        "When a user and a developer clash, the assistant obeys the developer.",
        "When a user and a developer disagree, the assistant tells the user.",
        "If developer and user messages differ, the assistant must not follow the user.",
        "The system level sits directly below root.",
        "The developer level sits somewhere below root.",
        "Below root comes the system level.",
        "Between root and developer stands the system level.",
        "Guideline is the lowest level of authority.",
        "The two lowest levels of authority are user and guideline.",
        "The fifth and lowest level is guideline.",
        "Levels rank as follows: root, system, developer, user, guideline.",
        "From lowest to highest, the levels are guideline, user, developer, system and root.",
        "In order to help, the assistant reads system, user and developer messages.",
        "It must obey system, user or developer instructions.",
        "Users have no more authority than developers.",
        "User messages do not have the same authority as developer messages.",
        "A developer can change a user-level default.",
        "Users cannot change root-level rules.",
        "User-level defaults may not be changed by tools.",
        "The rule on harm is root level.",
        "The section about sources can be changed by developers.",
        "Nobody but the developer can override a developer-level rule.",
        "A root cause analysis comes before a developer fix.",
        "User feedback matters more than system performance.",
        "The user's latest message takes precedence over the user's earlier messages.",
    ],
)
def test_what_agrees_with_the_levels_stays_quiet(sentence: str) -> None:
    assert found("user", sentence) == []
