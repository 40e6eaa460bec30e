"""Norms by nouns and plain predicates: duties, rights, agreements, what is off limits."""

from __future__ import annotations

from specaudit.domain.spec import Force, NormType
from specaudit.nlp.deontic import (
    MODALS,
    OTHER_MODALS,
    Draft,
    agent_of,
    denied_norm,
    is_actor,
    is_party,
)
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.performatives import about_subject, is_name
from specaudit.nlp.phrases import (
    BE,
    DETERMINERS,
    NEGATORS,
    Words,
    is_adverb,
    is_gerund,
    is_passive,
    skip_adverbs,
)
from specaudit.nlp.reading import Given
from specaudit.nlp.subject import subject_of
from specaudit.nlp.text import lemma
from specaudit.nlp.verbs import Base, verb_norms

_HAVE = frozenset({"has", "have"})
_LACK = frozenset({"lack", "lacks"})
DUTIES = {
    "duty": (NormType.OBLIGATION, Force.MUST),
    "obligation": (NormType.OBLIGATION, Force.MUST),
    "responsibility": (NormType.OBLIGATION, Force.MUST),
    "job": (NormType.OBLIGATION, Force.SHOULD),
    "right": (NormType.PERMISSION, Force.MAY),
    "permission": (NormType.PERMISSION, Force.MAY),
    "liberty": (NormType.PERMISSION, Force.MAY),
    "freedom": (NormType.PERMISSION, Force.MAY),
    "business": (NormType.PERMISSION, Force.MAY),
}
"""What somebody has who must or may do what follows."""
_PREDICATES = (
    (("off", "limits"), NormType.PROHIBITION, Force.MUST),
    (("off-limits",), NormType.PROHIBITION, Force.MUST),
    (("out", "of", "the", "question"), NormType.PROHIBITION, Force.MUST),
    (("out", "of", "bounds"), NormType.PROHIBITION, Force.MUST),
    (("a", "no-go"), NormType.PROHIBITION, Force.MUST),
    (("never", "an", "option"), NormType.PROHIBITION, Force.MUST),
    (("not", "an", "option"), NormType.PROHIBITION, Force.MUST),
    (("never", "right"), NormType.PROHIBITION, Force.MUST),
    (("a", "must"), NormType.OBLIGATION, Force.MUST),
    (("fair", "game"), NormType.PERMISSION, Force.MAY),
)
"""What is said of an act to forbid, demand or permit it."""
_LONGEST = max(len(row[0]) for row in _PREDICATES)
_RULES = frozenset({"policy", "rule", "convention"})
"""What is to be done where one of these "is to do" it."""
AGREEING = frozenset("agree agrees undertake undertakes pledge pledges".split())
_BETWEEN = frozenset({"not", "never", "always", "also", "then"})
"""Words between "is" and "to do"; "is likely to" tells what happens."""
_COUNTED = frozenset({"one", "two", "three", "many", "several", "more", "this", "that", "some"})
_TASKS = frozenset({"job", "task", "role", "duty", "responsibility"})
_READ = frozenset({"interpret", "understand", "read", "construe", "see", "take", "find"})
"""What is done with words, not what they ask for ("is to be read as")."""


def to_be_done(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "releases are to be signed", "the assistant is never to guess"."""
    at, negated = index + 1, False
    while words.at(at) in _BETWEEN:
        negated = negated or words.low[at] in NEGATORS
        at += 1
    verb = skip_adverbs(words, at + 1)[0]
    if words.at(at) != "to" or words.at(verb) not in VERBS | {"be"} or words.at(verb) == "blame":
        return []
    subject = subject_of(words, index)
    if subject.subordinate or subject.head is None or subject.gerund:
        return []
    done = words.at(skip_adverbs(words, verb + 1)[0])
    passive = words.at(verb) == "be" and is_passive(done)
    yours = subject.head in _TASKS and words.at(subject.start) == "your"
    rules = subject.head in _RULES and words.at(index - 2) in {"the", "our", "its", "their"}
    told = "you" if yours else None if rules else subject.head
    if lemma(done) in _READ if passive else not (told is None or is_party(told)):
        return []
    agent = agent_of(told, given.last_agent)
    negated = negated or subject.negative
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    base = Base(kind, Force.MUST, agent, f"{words.words[index]} to", negated, subject.head)
    return verb_norms(words, at + 1, base)


def duty(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "has a duty to report", "is under no obligation to", "it is the user's job to ask"."""
    before = index
    while before > 0 and words.low[before - 1] != "at":
        if words.low[before - 1] not in DETERMINERS and not is_adverb(words.low[before - 1]):
            break
        before -= 1
    at = index + 1
    if words.at(before - 1).startswith("reserve") and words.at(at) == "to":
        agent = agent_of(subject_of(words, before - 1).head, given.last_agent)
        base = Base(NormType.PERMISSION, Force.MAY, agent, "reserve the right", False)
        return verb_norms(words, at + 1, base)
    if words.at(at) == "of":
        at = next((n for n in range(at, at + 5) if words.at(n) == "to"), at)
    if words.at(before) in _COUNTED or words.at(len(words) - 1) == "?":
        return []
    held = _holder(words, before, given) if _is_held(words, before) else _owner(words, before, at)
    if held is None:
        return []
    agent, denies = held
    denies = denies or words.at(before) == "no"
    business = words.low[index] == "business"
    gerund = business and denies and is_gerund(words.at(at))
    act = words.at(at) == "to" and words.at(at + 1) in VERBS | {"be"}
    if not gerund and (business or not act):
        return []
    kind, force = DUTIES[words.low[index]]
    if denies:
        kind, force = denied_norm(kind, force, words.low[index])
    base = Base(kind, force, agent, words.words[index], kind is NormType.PROHIBITION)
    return verb_norms(words, at, base, "gerund") if gerund else verb_norms(words, at + 1, base)


def _is_held(words: Words, before: int) -> bool:
    """Whether a verb says whose the duty or right is ("has a", "are under no", "lack")."""
    if words.at(before - 1) in {"under", "at"}:
        return words.at(before - 2) in BE or words.at(before - 2) in NEGATORS
    return words.at(before - 1) in _HAVE | _LACK


def _holder(words: Words, before: int, given: Given) -> tuple[str | None, bool] | None:
    """Return who has a duty or right, and whether it is denied them."""
    verb = before - 1 - (words.at(before - 1) in {"under", "at"})
    denies = words.at(verb) in _LACK | NEGATORS or words.at(verb - 1) in NEGATORS
    if words.low[max(0, verb - 2) : verb] == ("no", "longer"):
        verb, denies = verb - 2, True
    before_verb = words.low[max(0, verb - 2) : verb]
    if any(word in MODALS or word in OTHER_MODALS for word in before_verb):
        return None  # the modal makes the norm
    subject = subject_of(words, verb)
    head = subject.head or ""
    bound = head in {"they", "it"} or is_party(head) or words.at(before + 1) == "business"
    if subject.subordinate or not bound:
        return None
    return agent_of(head, given.last_agent), denies != subject.negative


def _owner(words: Words, before: int, at: int) -> tuple[str | None, bool] | None:
    """Return whose job "it is": "the user's job", "the duty of the user"."""
    if words.low[:2] == ("there", "is") and words.low[at - 1] in {"obligation", "duty"}:
        return None, False
    owner = words.at(before - 2) if words.at(before - 1) == "'s" else words.at(at - 1)
    if words.low[:2] != ("it", "is") or owner == "nobody" or not is_party(owner):
        return None
    denies = words.at(2) in NEGATORS or words.low[2:4] == ("no", "longer")
    return agent_of(owner), denies


def predicate(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "sharing logs is off limits", "it is out of the question to share logs"."""
    behind = words.low[index + 1 : index + 1 + _LONGEST]
    found = next((row for row in _PREDICATES if behind[: len(row[0])] == row[0]), None)
    if found is None:
        return []
    subject = subject_of(words, index)
    if subject.negative or subject.subordinate or not (subject.gerund or subject.head == "it"):
        return []
    phrase, kind, force = found
    trigger = " ".join(phrase)
    base = Base(kind, force, None, trigger, kind is NormType.PROHIBITION)
    end = index + len(phrase)
    if subject.gerund and is_gerund(words.at(subject.start)):
        return [about_subject(words, index, base, subject)]
    if words.at(end + 1) == "to" and words.at(end + 2) in VERBS:
        return verb_norms(words, end + 2, base)
    return []


def agreement(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "you agree to", "Customer agrees not to"."""
    negated = words.at(index + 1) in NEGATORS
    at = index + 1 + negated
    if words.at(at) != "to" or words.at(skip_adverbs(words, at + 1)[0]) not in VERBS | {"be"}:
        return []
    subject = subject_of(words, index)
    if subject.subordinate or not (is_actor(subject.head or "") or is_name(words, subject)):
        return []
    agent = agent_of(subject.head, given.last_agent)
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    trigger = words.words[index] + (" not" if negated else "")
    return verb_norms(words, at + 1, Base(kind, Force.MUST, agent, trigger, negated))
