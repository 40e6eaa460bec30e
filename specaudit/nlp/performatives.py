"""Norms that rest on other words than a modal: performatives, decrees, agreements, rights."""

from __future__ import annotations

from dataclasses import replace

from specaudit.domain.spec import Force, NormType
from specaudit.nlp.deontic import (
    ASSISTANTS,
    AUTHORS,
    DECREES,
    HEDGES,
    MODALS,
    NEEDS_ACT,
    PEOPLE,
    PERFORMATIVES,
    Draft,
    agent_of,
    denied,
    is_party,
    lifted_from,
)
from specaudit.nlp.lexicon import NOUNS_TOO, VERBS
from specaudit.nlp.phrases import (
    AUX,
    BE,
    DETERMINERS,
    NEGATORS,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    Subject,
    Words,
    is_adverb,
    is_gerund,
    is_participle,
    is_passive,
    is_relative,
    is_third_person,
    object_of,
    skip_adverbs,
    subject_head,
    subject_of,
)
from specaudit.nlp.reading import Given
from specaudit.nlp.text import lemma
from specaudit.nlp.verbs import Base, verb_norms

_RULES = frozenset({"policy", "rule", "convention"})
"""What is to be done where one of these "is to do" it."""
_READ = frozenset({"interpret", "understand", "read", "construe", "see", "take", "find"})
"""What is done with words, not what they ask for ("is to be read as")."""
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
_PREDICATES = (
    (("off", "limits"), NormType.PROHIBITION, Force.MUST),
    (("off-limits",), NormType.PROHIBITION, Force.MUST),
    (("out", "of", "the", "question"), NormType.PROHIBITION, Force.MUST),
    (("out", "of", "bounds"), NormType.PROHIBITION, Force.MUST),
    (("a", "no-go"), NormType.PROHIBITION, Force.MUST),
    (("never", "an", "option"), NormType.PROHIBITION, Force.MUST),
    (("not", "an", "option"), NormType.PROHIBITION, Force.MUST),
    (("never", "right"), NormType.PROHIBITION, Force.MUST),
    (("never", "acceptable"), NormType.PROHIBITION, Force.MUST),
    (("a", "must"), NormType.OBLIGATION, Force.MUST),
    (("fair", "game"), NormType.PERMISSION, Force.MAY),
)
"""What is said of an act to forbid, demand or permit it."""
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
    start, lifted = index, False
    praise = _PRAISE.get(words.at(index - 1))
    if word == "practice":
        if praise is None:
            return []
        start -= 1 + (words.at(index - 2) in DETERMINERS)
    while is_adverb(words.at(start - 1)) or words.at(start - 1) in NEGATORS:
        start -= 1
        lifted = lifted or words.low[start] in NEGATORS
    if words.low[max(0, start - 2) : start] == ("no", "longer"):
        start, lifted = start - 2, True
    copula = start - 1
    if copula < 0:
        return _bare_performative(words, index, lifted)
    if (
        words.at(copula) not in BE
        or words.at(copula - 1) in MODALS
        or words.at(copula) in {"be", "being"}
    ):
        return []
    subject = subject_of(words, copula)
    if _others_think(words, copula):
        return []
    if subject.subordinate or words.at(len(words) - 1) == "?" or words.at(index + 1) == "by":
        return []
    kind, force = PERFORMATIVES[word]
    kind = praise if word == "practice" and praise else kind
    lifted = lifted or subject.negative
    if lifted:
        kind = lifted_from(kind, word)
        force = {NormType.PERMISSION: Force.MAY, NormType.PROHIBITION: force}.get(kind, force)
        force = Force.MUST if kind is NormType.PROHIBITION and force is Force.MAY else force
    negated = kind is NormType.PROHIBITION
    trigger = " ".join(words.words[copula : index + 1])
    base = Base(kind, force, agent_of(subject.head, given.last_agent), trigger, negated)
    if word == "best" and is_participle(words.at(index + 1)):
        return verb_norms(words, copula, replace(base, subject=subject.head))
    return _act(words, index, base, subject)


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
        kind = lifted_from(kind, words.low[index])
        force = Force.MAY if kind is NormType.PERMISSION else Force.MUST
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
    if words.at(at) == "to" and words.at(skip_adverbs(words, at + 1)[0]) in VERBS | {"be"}:
        return verb_norms(words, at + 1, replace(base, agent=agent))
    if words.at(at) in {"from", "for"} and is_gerund(words.at(at + 1)):
        return verb_norms(words, at + 1, replace(base, agent=agent), "gerund")
    if words.at(at) == "that":
        return _that_clause(words, at + 1, base)
    if words.low[index] in NEEDS_ACT or subject.head in {"it", "this", "that", None}:
        return []
    return [_about_subject(words, index, base, subject)]


def _that_clause(words: Words, start: int, base: Base) -> list[Draft]:
    """Read "important that Claude preserve ...": subject, then a bare verb."""
    for at in range(start + 1, min(len(words), start + 7)):
        if words.low[at] in MODALS:
            return []
        verb, _ = skip_adverbs(words, at)
        finite = words.at(verb) in VERBS | {"be"} or is_third_person(words.at(verb))
        finite = finite and words.at(verb + 1) not in (VERBS | {"be"}) - NOUNS_TOO
        if finite and words.at(verb - 1) not in DETERMINERS:
            head = words.at(at - 1)
            return verb_norms(words, at, replace(base, agent=agent_of(head)))
    return []


def _about_subject(words: Words, index: int, base: Base, subject: Subject) -> Draft:
    verb = lemma(words.low[index])
    action = (
        verb if verb in VERBS else {"F": "forbid", "P": "permit"}.get(base.type.value, "require")
    )
    named: str | None = lemma(subject.head) if subject.head else None
    noun = next((at for at in range(subject.start, index) if words.low[at] in _ACTS), None)
    if noun is not None and words.at(noun + 1) == "of":
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


def decree(words: Words, index: int) -> list[Draft]:
    """Read "we want Claude to", "we do not allow", "this policy prohibits"."""
    verb = words.low[index].removesuffix("s")
    kind, force = DECREES[verb]
    start, lifted = index, False
    while is_adverb(words.at(start - 1)) or words.at(start - 1) in NEGATORS | {
        "do",
        "does",
        "will",
    }:
        start -= 1
        lifted = lifted or words.low[start] in NEGATORS
    if words.at(start - 1) not in AUTHORS or words.at(start - 2) in SUBORDINATORS:
        return []
    if words.at(start - 2) in RELATIVES and is_relative(words, start - 1):
        return []
    negated = lifted != (kind is NormType.PROHIBITION)
    if lifted:
        kind = NormType.PROHIBITION if kind is not NormType.PROHIBITION else NormType.PERMISSION
        force = Force.MUST if force is Force.MAY else force
    trigger = ("do not " if lifted else "") + verb
    base = Base(kind, force, None, trigger, negated)
    if is_gerund(words.at(index + 1)) and verb not in {"want", "expect", "ask"}:
        return verb_norms(words, index + 1, base, "gerund")
    target = _infinitive(words, index + 1)
    if target is not None:
        head = subject_head(words, index + 1, target) or ""
        if head in ASSISTANTS | PEOPLE or verb not in {"want", "expect", "ask"}:
            return verb_norms(words, target + 1, replace(base, agent=agent_of(head), subject=head))
        return []
    if verb in {"want", "expect", "ask", "encourage", "urge", "recommend", "require"}:
        if words.at(index + 1) == "that":
            return _that_clause(words, index + 2, Base(kind, force, None, trigger, negated))
        return []
    return [Draft(kind, force, None, verb, object_of(words, index + 1), negated, None, trigger)]


def _infinitive(words: Words, start: int) -> int | None:
    """Return the index of the "to" in "(want) X to do", X at most a dozen words."""
    for at in range(start, min(len(words), start + 13)):
        word = words.low[at]
        if word == "to" and words.at(skip_adverbs(words, at + 1)[0]) in VERBS | {"be", "do"}:
            return at if at > start else None
        if word in STOPS or word in RELATIVES or word in AUX or word in MODALS:
            return None
    return None


def to_be_done(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "releases are to be signed", "the assistant is never to guess"."""
    at, negated = skip_adverbs(words, index + 1)
    verb = skip_adverbs(words, at + 1)[0]
    if words.at(at) != "to" or words.at(verb) not in VERBS | {"be"}:
        return []
    subject = subject_of(words, index)
    if subject.subordinate or subject.head is None or subject.gerund:
        return []
    done = words.at(skip_adverbs(words, verb + 1)[0])
    passive = words.at(verb) == "be" and is_passive(done)
    if lemma(done) in _READ if passive else not (is_party(subject.head) or subject.head in _RULES):
        return []
    told = None if subject.head in _RULES else subject.head
    agent = agent_of(told, given.last_agent)
    negated = negated or subject.negative
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    base = Base(kind, Force.MUST, agent, f"{words.words[index]} to", negated, subject.head)
    return verb_norms(words, at + 1, base)


def duty(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "has a duty to report", "has no right to share", "it is the user's job to ask"."""
    before = index
    while before > 0 and words.low[before - 1] != "at":
        if words.low[before - 1] not in DETERMINERS and not is_adverb(words.low[before - 1]):
            break
        before -= 1
    kind, force = DUTIES[words.low[index]]
    at, agent, nobody = index + 1, None, words.at(before) == "no"
    held = words.at(before - 1) in {"has", "have", "lack", "lacks", "under", "at"}
    if held and (words.at(before - 1) not in {"under", "at"} or words.at(before - 2) in BE):
        holder = before - 1 - (words.at(before - 1) in {"under", "at"})
        nobody = nobody or words.at(before - 1) in {"lack", "lacks"}
        nobody = nobody or words.at(holder + 1) in NEGATORS or words.at(before - 2) in NEGATORS
        subject = subject_of(words, holder)
        agent = agent_of(subject.head, given.last_agent)
        nobody = nobody or subject.negative
        bound = subject.head is not None and not subject.subordinate
        bound = bound and (subject.head in {"they", "it"} or is_party(subject.head or ""))
    else:
        owner = words.at(before - 2) if words.at(before - 1) == "'s" else ""
        if words.at(at) == "of":
            at = next((n for n in range(at, at + 5) if words.at(n) == "to"), at)
            owner = words.at(at - 1)
        agent = agent_of(owner or None)
        bound = words.low[:2] == ("it", "is") and owner != "nobody" and is_party(owner)
    gerund = words.low[index] == "business" and nobody and is_gerund(words.at(at))
    act = words.at(at) == "to" and words.at(at + 1) in VERBS | {"be"}
    if not bound or not (act or gerund):
        return []
    if nobody:
        kind = denied(kind)
        force = Force.MAY if kind is NormType.PERMISSION else Force.MUST
    negated = kind is NormType.PROHIBITION
    base = Base(kind, force, agent, words.words[index], negated)
    return verb_norms(words, at, base, "gerund") if gerund else verb_norms(words, at + 1, base)


def predicate(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "sharing logs is off limits", "it is out of the question to share logs"."""
    found = next((row for row in _PREDICATES if words.low[index + 1 :][: len(row[0])] == row[0]), None)
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
        return [_about_subject(words, index, base, subject)]
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
    if subject.subordinate or not (subject.head in PEOPLE or is_name(words, subject)):
        return []
    agent = agent_of(subject.head, given.last_agent)
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    trigger = words.words[index] + (" not" if negated else "")
    return verb_norms(words, at + 1, Base(kind, Force.MUST, agent, trigger, negated))


def reserved_right(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "we reserve the right to"."""
    if words.at(index + 1) != "to":
        return []
    subject = subject_of(words, index - 2)
    agent = agent_of(subject.head, given.last_agent)
    base = Base(NormType.PERMISSION, Force.MAY, agent, "reserve the right", False)
    return verb_norms(words, index + 2, base)
