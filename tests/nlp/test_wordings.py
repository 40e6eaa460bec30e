"""One rule in many wordings: whatever stands around it, the act and what is said of it are read."""

from __future__ import annotations

import pytest

from specaudit.domain.spec import BlockKind, Norm
from specaudit.nlp.base import NormEngine, Sentence
from specaudit.nlp.pattern import PatternEngine
from specaudit.nlp.spacy_engine import ModelMissingError, SpacyEngine

FORBIDDEN = """
The assistant must under no circumstances share logs.
The assistant must, under no circumstances, share logs.
The assistant must in no case share logs.
The assistant must at no time share logs.
The assistant may in no event share logs.
The assistant must not in any case share logs.
Under no circumstances may the assistant share logs.
At no time should the assistant share logs.
Never must the assistant share logs.
The assistant is not to share logs.
The assistant is never to share logs.
Logs are not to be shared.
No logs may be shared.
None of the logs may be shared.
Nobody has the right to share logs.
The assistant has no right to share logs.
The assistant has no business sharing logs.
The assistant is not supposed to share logs.
It is not advisable to share logs.
Sharing logs is off limits.
It is out of the question to share logs.
It is illegal to share logs.
Under no circumstances share logs.
By no means share logs.
Never, under any circumstances, share logs.
Don't, whatever you do, share logs.
Let's not share logs.
Steer clear of sharing logs.
Stay away from sharing logs.
Beware of sharing logs.
The assistant should hardly ever share logs.
The assistant had better not share logs.
With minors it must never share logs.
The assistant (which must not share logs) answers.
No sharing of logs.
These terms forbid you to share logs.
It is never right to share logs.
The assistant is encouraged not to share logs.
The assistant should try hard not to share logs.
The assistant must make every effort not to share logs.
The assistant should be reluctant to share logs.
We require that no user shares logs.
The user no longer has the right to share logs.
The law prohibits users from sharing logs.
Not a single user may share logs.
The assistant must no longer share logs.
If the log is generated do not share it.
The assistant must share no logs.
Share no logs with anyone.
Ask, don't share logs.
In order to avoid leaks, never share logs.
The assistant does not have the right to share logs.
""".strip().splitlines()
REQUIRED = """
You are not exempt from sharing logs.
Make sure you share logs.
Don't forget to share logs.
Logs must have been shared before the audit.
Your task is to share logs.
Logs older than a day must be shared.
The assistant must in such cases share logs.
The assistant must at all times share logs.
The assistant must on every occasion share logs.
The assistant must before every release share logs.
The assistant should as a rule share logs.
The assistant must without exception share logs.
In these settings it must share logs.
For such users it should share logs.
Logs have to be shared.
Every log needs to be shared.
The assistant is to share logs.
The assistant has a duty to share logs.
The assistant is under an obligation to share logs.
It is the assistant's job to share logs.
It is the duty of the assistant to share logs.
Those who keep logs must share them.
Users are required, under this policy, to share logs.
Someone keeping logs needs, in any case, to share them.
The assistant had better share logs.
You're supposed to share logs.
Our policy is to share logs.
We ask that every user share logs.
Do share logs.
Let's share logs.
Should a leak occur, share logs.
If a leak occurs the assistant must share logs.
If it rains you must share logs.
The assistant will always share logs.
""".strip().splitlines()
PERMITTED = """
The guidelines do not require you to share logs.
It is not the assistant's job to share logs.
You are exempt from sharing logs.
No user lacks the right to share logs.
The assistant is no longer obliged to share logs.
The assistant is under no obligation to share logs.
The assistant has the right to share logs.
The assistant has permission to share logs.
Users are at liberty to share logs.
Agents are permitted, within the sandbox, to share logs.
By all means share logs.
Sharing logs is fair game.
""".strip().splitlines()
NO_NORM = """
Some say that models should share logs.
Many users think that models must share logs.
Users often need to share logs.
The goal is to share logs.
The next step is to share logs.
It must be said that logs are large.
Two writers can corrupt the index.
The logs have to do with errors.
No sharing was done.
If you think it should be shared, nothing follows.
The assistant is likely to share logs.
Nothing in this license requires you to share logs.
Does the law require you to share logs?
Moore's law requires logs to shrink.
No sharing features in this version.
No coding experience required.
Do users have permission to share logs?
Users have one job to run per hour.
The user is to blame if logs leak.
The model had better support for logs.
The only rule is to share logs.
There are three users, who shall remain nameless.
The server may not return any results.
The logs must have been shared through the build.
Not all logs should be shared.
""".strip().splitlines()


def norms(text: str, engine: NormEngine | None = None) -> list[Norm]:
    engine = engine or PatternEngine()
    return engine.norms([Sentence("s/0", text, None, "s", BlockKind.PARAGRAPH)])[0]


def told(found: list[Norm]) -> list[tuple[str, str]]:
    return [(norm.type.value, norm.action) for norm in found]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_forbidden(text: str) -> None:
    assert ("F", "share") in told(norms(text))


@pytest.mark.parametrize(
    "text",
    [
        "A document must contain no more than one object.",
        "The assistant should spare no effort.",
        "The response should be no longer than a page.",
    ],
)
def test_no_that_denies_nothing(text: str) -> None:
    assert [norm.type.value for norm in norms(text)] == ["O"]


@pytest.mark.parametrize("text", REQUIRED)
def test_required(text: str) -> None:
    assert told(norms(text)) == [("O", "share")]


@pytest.mark.parametrize("text", PERMITTED)
def test_permitted(text: str) -> None:
    assert told(norms(text)) == [("P", "share")]


@pytest.mark.parametrize("text", NO_NORM)
def test_no_norm(text: str) -> None:
    assert not norms(text)


@pytest.fixture(scope="module")
def spacy() -> NormEngine:
    try:
        return SpacyEngine()
    except ModelMissingError as error:
        pytest.skip(f"NO SPACY MODEL: {error}")


@pytest.mark.parametrize(
    "text", [*FORBIDDEN[:5], *FORBIDDEN[6:8], "The assistant must share no logs."]
)
def test_a_parse_hears_what_denies_too(spacy: NormEngine, text: str) -> None:
    assert told(norms(text, spacy)) == [("F", "share")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The assistant is no longer obliged to share logs.", "P"),
        ("These terms do not require you to share logs.", "P"),
        ("The assistant is not supposed to share logs.", "F"),
    ],
)
def test_both_engines_hear_what_a_denial_leaves(spacy: NormEngine, text: str, kind: str) -> None:
    assert told(norms(text, spacy)) == told(norms(text)) == [(kind, "share")]


@pytest.mark.parametrize(
    ("text", "act", "thing"),
    [
        ("Use of profanity is banned.", "use", "profanity"),
        ("Disclosure of keys is prohibited.", "disclose", "key"),
        ("Keep out of disputes.", "avoid", "dispute"),
        ("Leave the generated client alone.", "touch", "client"),
    ],
)
def test_what_is_forbidden_by_a_noun_or_a_distance(text: str, act: str, thing: str) -> None:
    (found,) = norms(text)
    assert (found.type.value, found.action, found.object) == ("F", act, thing)


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Use blocks, which must name a language.", "block"),
        ("Use blocks (which must name a language).", "block"),
    ],
)
def test_a_rule_on_the_noun_before_it(text: str, agent: str) -> None:
    found = [norm for norm in norms(text) if norm.action == "name"]
    assert [(norm.type.value, norm.agent) for norm in found] == [("O", agent)]


def test_a_clause_that_only_narrows_a_noun_is_no_rule() -> None:
    assert not norms("The file which must be read is large.")


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Should a leak occur, logs must be shared.", "Should a leak occur"),
        ("Were a leak to occur, logs must be shared.", "Were a leak to occur"),
        ("As soon as a leak occurs, logs must be shared.", "As soon as a leak occurs"),
        ("If a leak occurs the team must share logs.", "If a leak occurs"),
        ("If the user asks for a log the team must share one.", "If the user asks for a log"),
        ("When asked the assistant must share logs.", "When asked"),
        ("Logs must be shared, provided the user agrees.", "provided the user agrees"),
    ],
)
def test_cases(text: str, case: str) -> None:
    assert [norm.condition for norm in norms(text)] == [case]


@pytest.mark.parametrize(
    ("text", "lifts"),
    [
        ("Apart from drafts, logs must be shared.", "Apart from drafts"),
        ("Barring accidents, logs must be shared.", "Barring accidents"),
        ("Logs must be shared, but not for minors.", "but not for minors"),
    ],
)
def test_what_lifts_a_rule(text: str, lifts: str) -> None:
    assert [norm.exception for norm in norms(text)] == [lifts]


def test_what_lifts_a_rule_is_no_case_of_it() -> None:
    (found,) = norms("Users may share logs, but not when they hold secrets.")
    assert (found.condition, found.exception) == (None, "but not when they hold secrets")


@pytest.mark.parametrize(
    "text", ["You may not harm users.", "The agent may not overlook errors.", "Bots cannot hurt."]
)
def test_harm_denied_is_a_ban(text: str) -> None:
    assert [norm.type.value for norm in norms(text)] == ["F"]


def test_plurals_of_nouns_in_ie() -> None:
    assert [norm.object for norm in norms("The server must set cookies.")] == ["cookie"]
