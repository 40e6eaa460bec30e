"""Norms by performatives ("is prohibited", "it is important that") and decrees ("we want")."""

from __future__ import annotations

from dataclasses import replace

from specaudit.domain.spec import NormType
from specaudit.nlp.deontic import (
    ASSISTANTS,
    AUTHORS,
    DECREES,
    HEDGES,
    MODALS,
    NEEDS_ACT,
    OTHER_MODALS,
    PEOPLE,
    PERFORMATIVES,
    Draft,
    agent_of,
    denied_norm,
    flipped,
    is_party,
)
from specaudit.nlp.lexicon import NOUNS_TOO, VERBS
from specaudit.nlp.phrases import (
    AUX,
    BE,
    DETERMINERS,
    NEGATORS,
    RELATIVES,
    STOPS,
    Words,
    is_adverb,
    is_gerund,
    is_participle,
    is_third_person,
    object_of,
    skip_adverbs,
)
from specaudit.nlp.reading import Given
from specaudit.nlp.subject import Subject, subject_head, subject_of
from specaudit.nlp.text import lemma
from specaudit.nlp.verbs import Base, verb_norms

_SELDOM = frozenset({"rarely", "sometimes", "often", "seldom", "usually"})
_HELPING = NEGATORS | {"do", "does", "will"}
_ASKS = frozenset({"want", "expect", "ask"})
_WISHES = _ASKS | {"encourage", "urge", "recommend", "require", "insist"}
"""Decrees of an act, never of a thing ("we want peace" binds nobody)."""
_ACTS = {
    noun: verb
    for verb, nouns in {
        "use": "use usage",
        "disclose": "disclosure",
        "share": "sharing",
        "delete": "deletion",
        "remove": "removal",
        "store": "storage",
        "collect": "collection",
        "publish": "publication",
        "distribute": "distribution",
        "redistribute": "redistribution",
        "reproduce": "reproduction",
        "modify": "modification",
        "transfer": "transfer",
        "sell": "sale",
        "resell": "resale",
        "create": "creation",
        "generate": "generation",
        "promote": "promotion",
        "include": "inclusion",
        "possess": "possession",
    }.items()
    for noun in nouns.split()
}
"""Nouns that with "of" name an act ("use of profanity is banned")."""
_PRAISE = {
    "good": NormType.OBLIGATION,
    "best": NormType.OBLIGATION,
    "bad": NormType.PROHIBITION,
    "poor": NormType.PROHIBITION,
}


def is_name(words: Words, subject: Subject) -> bool:
    """Whether the subject is written like a name or a defined party ("the Company may")."""
    return any(
        words.low[at] == subject.head
        and at > 0
        and words.words[at].istitle()
        and not words.low[at].endswith("s")
        for at in range(subject.start, min(subject.start + 6, len(words)))
    )


def performative(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "is prohibited", "are not allowed to", "it is important that"."""
    word = words.low[index]
    start = index
    praise = _PRAISE.get(words.at(index - 1))
    if word == "practice":
        if praise is None:
            return []
        start -= 1 + (words.at(index - 2) in DETERMINERS)
    start, lifted = _before_adverbs(words, start)
    copula = start - 1
    if copula < 0:
        return _bare_performative(words, index, lifted)
    if (
        words.at(copula) not in BE
        or words.at(copula - 1) in MODALS
        or words.at(copula) in {"be", "being"}
        or not OTHER_MODALS.isdisjoint(words.low[max(0, copula - 3) : copula])
    ):
        return []
    subject = subject_of(words, copula)
    if _others_think(words, copula) or (word == "bound" and not is_party(subject.head or "")):
        return []
    if subject.subordinate or words.at(len(words) - 1) == "?" or words.at(index + 1) == "by":
        return []
    kind, force = PERFORMATIVES[word]
    kind = praise if word == "practice" and praise else kind
    lifted = lifted or subject.negative
    if lifted:
        kind, force = denied_norm(kind, force, word)
    negated = kind is NormType.PROHIBITION
    trigger = " ".join(words.words[copula : index + 1])
    base = Base(kind, force, agent_of(subject.head, given.last_agent), trigger, negated)
    if word == "best" and is_participle(words.at(index + 1)):
        return verb_norms(words, copula, replace(base, subject=subject.head))
    return _act(words, index, base, subject)


def under_modal(words: Words, verb: int, base: Base) -> list[Draft]:
    """Read "must be allowed to leave", "shall not be required to pay": what the participle says."""
    at, negated = skip_adverbs(words, verb + 1)
    found = PERFORMATIVES.get(words.at(at))
    if words.at(verb) != "be" or found is None or words.at(at + 1) != "to":
        return []
    kind, force = found
    denies = base.negated or negated
    if denies:
        kind, force = denied_norm(kind, force, words.at(at))
    forbids = kind is NormType.PROHIBITION
    return verb_norms(words, at + 2, replace(base, type=kind, force=force, negated=forbids))


def _before_adverbs(words: Words, start: int) -> tuple[int, bool]:
    """Step back over adverbs and what denies; return where they begin and whether one denies."""
    lifted = False
    while is_adverb(words.at(start - 1)) or words.at(start - 1) in NEGATORS:
        start -= 1
        lifted = lifted or words.low[start] in NEGATORS
    if words.low[max(0, start - 2) : start] == ("no", "longer"):
        return start - 2, True
    return start, lifted


def _others_think(words: Words, copula: int) -> bool:
    """Whether the clause tells what somebody else holds ("many people think it is fine to")."""
    return any(
        words.low[at] in HEDGES and words.at(at - 1) not in {"we", "i"}
        for at in range(max(1, copula - 3), copula)
    )


def _bare_performative(words: Words, index: int, lifted: bool) -> list[Draft]:
    """Read an item that leaves its subject to the heading ("Not allowed to merge")."""
    kind, force = PERFORMATIVES[words.low[index]]
    if words.at(index + 1) != "to" or words.at(skip_adverbs(words, index + 2)[0]) not in VERBS:
        return []
    if lifted:
        kind, force = denied_norm(kind, force, words.low[index])
    negated = kind is NormType.PROHIBITION
    return verb_norms(words, index + 2, Base(kind, force, None, words.words[index], negated))


def _act(words: Words, index: int, base: Base, subject: Subject) -> list[Draft]:
    """Read the act a performative speaks of: after it, or as its subject."""
    at, agent = index + 1, base.agent
    if words.at(at) == "," and words.at(after := skip_adverbs(words, at)[0]) in {"to", "from"}:
        at = after  # "is required, under this policy, to publish"
    if words.at(at) == "for" and "to" in words.low[at : at + 6]:
        target = words.low.index("to", at)
        head = words.at(target - 1)
        at, agent = target, agent_of(head)
    elif subject.head == "it":
        agent = None
    if words.low[at : at + 2] == ("not", "to") and words.at(at + 2) in VERBS | {"be"}:
        turned = flipped(base.type)  # "is encouraged not to guess"
        negated = turned is NormType.PROHIBITION
        return verb_norms(words, at + 2, replace(base, type=turned, agent=agent, negated=negated))
    if words.at(at) == "to" and words.at(skip_adverbs(words, at + 1)[0]) in VERBS | {"be"}:
        return verb_norms(words, at + 1, replace(base, agent=agent))
    if words.at(at) in {"from", "for"} and is_gerund(words.at(at + 1)):
        return verb_norms(words, at + 1, replace(base, agent=agent), "gerund")
    if words.at(at) == "that":
        return _that_clause(words, at + 1, base)
    vague = words.low[index] in NEEDS_ACT
    if vague and subject.gerund and words.low[index] in {"ok", "okay", "fine"}:
        vague = not is_gerund(words.at(skip_adverbs(words, subject.start)[0]))
    if vague or subject.head in {"it", "this", "that", None}:
        return []
    return [about_subject(words, index, base, subject)]


def _that_clause(words: Words, start: int, base: Base) -> list[Draft]:
    """Read "important that Claude preserve ...": subject, then a bare verb."""
    for at in range(start + 1, min(len(words), start + 7)):
        if words.low[at] in MODALS:
            return []
        verb, _ = skip_adverbs(words, at)
        finite = words.at(verb) in VERBS | {"be"} or is_third_person(words.at(verb))
        finite = (
            finite
            and words.at(at) != "do"
            and words.at(verb + 1) not in (VERBS | {"be"}) - NOUNS_TOO
        )
        if finite and words.at(verb - 1) not in DETERMINERS:
            head = words.at(at - 1)
            if words.at(start) in {"no", "nobody", "none"}:
                if base.type is not NormType.OBLIGATION:
                    return []
                base = replace(base, type=NormType.PROHIBITION, negated=True)
            return verb_norms(words, at, replace(base, agent=agent_of(head)))
    return []


def about_subject(words: Words, index: int, base: Base, subject: Subject) -> Draft:
    """Draft the norm of what is said of an act that stands as the subject ("sharing X is ...").

    Args:
        words: The sentence.
        index: The word that says it.
        base: The norm it makes.
        subject: The act.
    """
    verb = lemma(words.low[index])
    action = (
        verb if verb in VERBS else {"F": "forbid", "P": "permit"}.get(base.type.value, "require")
    )
    named: str | None = lemma(subject.head) if subject.head else None
    noun = next((at for at in range(subject.start, index) if words.low[at] in _ACTS), None)
    leads = noun is not None and DETERMINERS.issuperset(words.low[subject.start : noun])
    if noun is not None and leads and words.at(noun + 1) == "of":
        action, named = _ACTS[words.low[noun]], object_of(words, noun + 2)
    elif subject.gerund:
        action = subject.gerund
        named = next(
            (
                object_of(words, at + 1)
                for at in range(subject.start, index)
                if is_gerund(words.low[at])
            ),
            None,
        )
    return Draft(base.type, base.force, None, action, named, base.negated, None, base.trigger)


def decree(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "we want Claude to", "we do not allow", "this policy prohibits"."""
    verb = words.low[index].removesuffix("s")
    kind, force = DECREES[verb]
    start, lifted = index, False
    while is_adverb(words.at(start - 1)) or words.at(start - 1) in _HELPING:
        start -= 1
        lifted = lifted or words.low[start] in NEGATORS
    subject = subject_of(words, start)
    named = subject.head in AUTHORS and words.at(start - 2) != "'s" and words.at(start - 1) != "to"
    if not named or subject.subordinate or subject.negative or words.at(len(words) - 1) == "?":
        return []
    if not _SELDOM.isdisjoint(words.low[start:index]):
        return []
    if lifted:
        kind, force = denied_norm(kind, force, verb)
    negated = kind is NormType.PROHIBITION
    trigger = ("do not " if lifted else "") + verb
    return _decreed(words, index, verb, Base(kind, force, None, trigger, negated))


def _decreed(words: Words, index: int, verb: str, base: Base) -> list[Draft]:
    """Read what a decree bears on: an act, somebody's act, or a thing."""
    if is_gerund(words.at(index + 1)) and verb not in _ASKS:
        return verb_norms(words, index + 1, base, "gerund")
    target = _infinitive(words, index + 1)
    if target is not None:
        head = subject_head(words, index + 1, target) or ""
        if head in ASSISTANTS | PEOPLE or verb not in _ASKS:
            return verb_norms(words, target + 1, replace(base, agent=agent_of(head), subject=head))
        return []
    if base.type is NormType.PROHIBITION and (kept := _kept_from(words, index, base)):
        return kept
    if verb in _WISHES:
        return _that_clause(words, index + 2, base) if words.at(index + 1) == "that" else []
    thing = object_of(words, index + 1)
    return [Draft(base.type, base.force, None, verb, thing, base.negated, None, base.trigger)]


def _kept_from(words: Words, index: int, base: Base) -> list[Draft]:
    """Read "prohibits customers from selling data"."""
    near = words.low[index + 1 : index + 8]
    source = index + 1 + near.index("from") if "from" in near else index
    if not is_gerund(words.at(source + 1)):
        return []
    return verb_norms(
        words, source + 1, replace(base, agent=agent_of(words.at(source - 1))), "gerund"
    )


def _infinitive(words: Words, start: int) -> int | None:
    """Return the index of the "to" in "(want) X to do", X at most a dozen words."""
    for at in range(start, min(len(words), start + 13)):
        word = words.low[at]
        if word == "to" and words.at(skip_adverbs(words, at + 1)[0]) in VERBS | {"be", "do"}:
            return at if at > start else None
        if word in STOPS or word in RELATIVES or word in AUX or word in MODALS:
            return None
    return None
