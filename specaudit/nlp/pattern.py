"""Norms by patterns on words: no model, no heavy import, fast enough for every keystroke."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from specaudit.domain.spec import Force, Norm, NormType
from specaudit.nlp.deontic import (
    ASSISTANTS,
    AUTHORS,
    DECREES,
    EPISTEMIC,
    EXPLETIVE,
    HAPPENS,
    HEDGES,
    INABILITY,
    MACHINES,
    MODALS,
    NEEDS_ACT,
    PEOPLE,
    PERFORMATIVES,
    WEAK_MODALS,
    Draft,
    agent_of,
    denied,
    is_actor,
)
from specaudit.nlp.engine import Sentence
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.moods import descriptive, imperatives, later_imperatives, under_cue
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
    tokens,
)
from specaudit.nlp.reading import Given, Reading, assistant_names
from specaudit.nlp.text import lemma
from specaudit.nlp.verbs import Base, verb_norms

VERSION = "2"
_PRAISE = {
    "good": NormType.OBLIGATION,
    "best": NormType.OBLIGATION,
    "bad": NormType.PROHIBITION,
    "poor": NormType.PROHIBITION,
}
_PLEDGERS = frozenset({"we", "you", "company", "github", "openai", "anthropic"})
"""Subjects that "will" binds: the parties of an agreement; of others it tells what happens."""
_GUESSES = frozenset({"often", "likely", "probably", "sometimes", "eventually", "usually", "soon"})


class PatternEngine:
    """Reads norms off the words alone."""

    def __init__(self, note: str = "") -> None:
        """Name the engine, with the reason where it stands in for another."""
        self.name = f"pattern-{VERSION}" + (f" ({note})" if note else "")

    def norms(
        self, sentences: Sequence[Sentence], names: Collection[str] | None = None
    ) -> list[list[Norm]]:
        """Return the norms of each sentence, in the same order.

        Args:
            sentences: Sentences in document order, of whole sections.
            names: What the document calls its assistant; None: what these sentences call it.
        """
        names = assistant_names(sentences) if names is None else names
        return Reading(_parse, read).norms(sentences, names)


def _parse(texts: Sequence[str]) -> Iterable[Words]:
    return map(tokens, texts)


def read(words: Words, given: Given) -> list[Draft]:
    """Draft the norms of one sentence."""
    if given.keyword and given.cue:
        return under_cue(words, given.cue, keyword=True)
    drafts = clauses(words, given)
    if drafts:
        return drafts + later_imperatives(words)
    if given.cue:
        return under_cue(words, given.cue)
    return imperatives(words) or descriptive(words, given)


def clauses(words: Words, given: Given) -> list[Draft]:
    """Draft the norms that rest on a modal, a performative or a decree."""
    drafts: list[Draft] = []
    for index, word in enumerate(words.low):
        if word in MODALS:
            drafts += _modal(words, index, given)
        elif word in {"need", "needs", "have", "has"}:
            drafts += _semi_modal(words, index, given)
        elif word in PERFORMATIVES:
            drafts += _performative(words, index, given)
        elif word.removesuffix("s") in DECREES:
            drafts += _decree(words, index)
        elif word in {"is", "are"} and words.low[index + 1 : index + 3] == ("to", "be"):
            drafts += _to_be_done(words, index, given)
        elif word in {"agree", "agrees"}:
            drafts += _agreement(words, index, given)
        elif word == "right" and words.at(index - 2).startswith("reserve"):
            drafts += _right(words, index, given)
    return drafts


def _modal(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "must", "should", "may" ... with its subject and verb."""
    modal = words.low[index]
    subject, after = _modal_subject(words, index)
    if _not_a_modal(words, index) or (subject.subordinate and _silenced(subject, modal)):
        return []
    agent = agent_of(subject.head, _antecedent(words, index, given))
    if subject.gerund and is_gerund(words.at(subject.start)):
        agent = None
    verb, negated = skip_adverbs(words, after)
    verb += modal == "ought" and words.at(verb) == "to"
    negated = negated or subject.negative or words.at(index - 1) in NEGATORS | {"nor"}
    negated = negated or words.at(index - 2) == "no"
    weak = modal in WEAK_MODALS and not words.words[index].isupper()
    if weak and not _permits(words, index, verb, subject, agent, negated):
        return []
    if subject.head in {"it", "this", "that", None} and _expletive(words, verb):
        return []
    force = MODALS[modal]
    kind = NormType.PERMISSION if force is Force.MAY else NormType.OBLIGATION
    if negated:
        kind, force = NormType.PROHIBITION, Force.MUST if force is Force.MAY else force
    trigger = words.words[index] + (" not" if negated and words.at(index + 1) == "not" else "")
    base = Base(kind, force, agent, trigger, negated, subject.head)
    return verb_norms(words, verb, base)


def _antecedent(words: Words, index: int, given: Given) -> str | None:
    """Return whom "it" stands for: the assistant where this sentence named it before."""
    if any(word in ASSISTANTS for word in words.low[:index]):
        return "assistant"
    return given.last_agent


def _modal_subject(words: Words, index: int) -> tuple[Subject, int]:
    """Return the subject and where the verb phrase starts; inverted order included."""
    after = index + 1
    inverted = words.at(index - 1) == "nor" or _fronts_negative(words, index)
    if not inverted:
        subject = subject_of(words, index)
        if subject.head is None and not subject.subordinate:
            subject = _shared_subject(words, index, subject)
        return subject, after
    at = after
    while words.at(at) in DETERMINERS:
        at += 1
    head = words.at(at)
    if words.at(at + 1) in ASSISTANTS | {"systems", "system"}:
        at += 1
    return Subject(head or None, after, False, "nor"), at + 1


def _fronts_negative(words: Words, index: int) -> bool:
    """Whether the subject stands after the modal ("Only when X should Y", "Under no ... may Y")."""
    following = words.at(index + 1)
    subject = following in DETERMINERS | ASSISTANTS | PEOPLE | {"it", "they"}
    opener = words.at(0)
    if words.at(index - 2) == "no" and words.at(index - 1).startswith(("circumstance", "case")):
        return True
    return (
        subject
        and index > 1
        and (
            opener in {"only", "never", "nowhere"}
            or words.low[:2] in {("under", "no"), ("at", "no"), ("in", "no")}
        )
    )


def _shared_subject(words: Words, index: int, subject: Subject) -> Subject:
    """Find the subject of a second predicate ("may X, but must not Y") at the earlier modal."""
    tests: tuple[Callable[[str], bool], ...] = (
        MODALS.__contains__,
        AUX.__contains__,
        is_third_person,
    )
    for is_verb in tests:
        for back in range(index - 1, -1, -1):
            if not is_verb(words.low[back]):
                continue
            earlier = subject_of(words, back)
            if earlier.head and not earlier.subordinate:
                return earlier
    return subject


def _not_a_modal(words: Words, index: int) -> bool:
    """Whether the word is a noun ("free will", "a must") or asks a question."""
    before, last = words.at(index - 1), words.at(len(words) - 1)
    if before in {"a", "the", "free", "good", "your", "their"}:
        return True
    return last == "?" and not words.words[index].isupper()


def _silenced(subject: Subject, modal: str) -> bool:
    if subject.starter in {"because", "since", "while", "although", "though", "until", "so"}:
        return modal in {"may", "can", "will"}
    return True


def _permits(
    words: Words, index: int, verb: int, subject: Subject, agent: str | None, negated: bool
) -> bool:
    """Whether "may", "can" or "will" grants or withholds something instead of guessing."""
    modal, head = words.low[index], subject.head or ""
    actor = agent == "assistant" or is_actor(head) or _is_name(words, subject)
    action = words.at(verb)
    if modal == "will":
        binds = head in _PLEDGERS or (negated and head in ASSISTANTS)
        told = action in EPISTEMIC or not _GUESSES.isdisjoint(words.low[index:verb])
        return binds and not told
    if modal == "can" and head in {"models", "agents", "ais", "llms"}:
        return False
    if any(word in HEDGES for word in words.low[subject.start : index]):
        return False
    done = words.at(skip_adverbs(words, verb + 1)[0])
    if words.at(verb) == "be" and is_passive(done):
        only = "only" in words.low[index : verb + 3]
        granted = negated or lemma(done) not in HAPPENS
        return only or (granted and modal == "may" and head not in {"it", "this", "that", ""})
    if action in EPISTEMIC or "sometimes" in words.low[index:verb]:
        return False
    return actor and not (negated and modal == "can" and action in INABILITY)


def _is_name(words: Words, subject: Subject) -> bool:
    """Whether the subject is written like a name or a defined party ("the Company may")."""
    return any(
        words.low[at] == subject.head
        and at > 0
        and words.words[at].istitle()
        and not words.low[at].endswith("s")
        for at in range(subject.start, min(subject.start + 6, len(words)))
    )


def _expletive(words: Words, verb: int) -> bool:
    return words.at(verb) == "be" and (words.at(skip_adverbs(words, verb + 1)[0]) in EXPLETIVE)


def _semi_modal(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "needs to", "have to", "need not", "do not need to"."""
    word = words.low[index]
    if word == "need" and words.at(index - 1) == "no" and words.at(index + 1) == "to":
        return verb_norms(
            words, index + 2, Base(NormType.PERMISSION, Force.MAY, None, "no need to", False)
        )
    denied_after = word == "need" and words.at(index + 1) == "not" and words.at(index + 2) in VERBS
    target = index + 1
    while is_adverb(words.at(target)) or (denied_after and words.at(target) == "not"):
        target += 1
    if not denied_after:
        if words.at(target) != "to" or words.at(target + 1) not in VERBS | {"be"}:
            return []
        target += 1
    start = index
    while is_adverb(words.at(start - 1)) or words.at(start - 1) in NEGATORS | {"do", "does"}:
        start -= 1
    lifted = denied_after or any(word in NEGATORS for word in words.low[start:index])
    subject = subject_of(words, start)
    if subject.head is None and not subject.subordinate:
        subject = _shared_subject(words, start, subject)
    agent = agent_of(subject.head, given.last_agent)
    if subject.subordinate or not (agent == "assistant" or subject.head in PEOPLE | MACHINES):
        return []
    if subject.head in {"we", "i"} or words.at(start - 1) in set(MODALS) | {
        "to",
        "would",
        "might",
        "could",
    }:
        return []
    kind, force = (NormType.PERMISSION, Force.MAY) if lifted else (NormType.OBLIGATION, Force.MUST)
    trigger = ("not " if lifted else "") + f"{word} to"
    return verb_norms(words, target, Base(kind, force, agent, trigger, False, subject.head))


def _performative(words: Words, index: int, given: Given) -> list[Draft]:
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
    if subject.subordinate or words.at(len(words) - 1) == "?" or words.at(index + 1) == "by":
        return []
    kind, force = PERFORMATIVES[word]
    kind = praise if word == "practice" and praise else kind
    lifted = lifted or subject.negative
    if lifted:
        kind = denied(kind)
        force = {NormType.PERMISSION: Force.MAY, NormType.PROHIBITION: force}.get(kind, force)
        force = Force.MUST if kind is NormType.PROHIBITION and force is Force.MAY else force
    negated = kind is NormType.PROHIBITION
    trigger = " ".join(words.words[copula : index + 1])
    base = Base(kind, force, agent_of(subject.head, given.last_agent), trigger, negated)
    if word == "best" and is_participle(words.at(index + 1)):
        return verb_norms(words, copula, replace(base, subject=subject.head))
    return _act(words, index, base, subject)


def _bare_performative(words: Words, index: int, lifted: bool) -> list[Draft]:
    """Read an item that leaves its subject to the heading ("Not allowed to merge")."""
    kind, force = PERFORMATIVES[words.low[index]]
    if words.at(index + 1) != "to" or words.at(skip_adverbs(words, index + 2)[0]) not in VERBS:
        return []
    if lifted:
        kind = denied(kind)
        force = Force.MAY if kind is NormType.PERMISSION else Force.MUST
    negated = kind is NormType.PROHIBITION
    return verb_norms(words, index + 2, Base(kind, force, None, words.words[index], negated))


def _act(words: Words, index: int, base: Base, subject: Subject) -> list[Draft]:
    """Read the act a performative speaks of: after it, or as its subject."""
    at, agent = index + 1, base.agent
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
    if subject.gerund:
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


def _decree(words: Words, index: int) -> list[Draft]:
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


def _to_be_done(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "releases are to be signed"."""
    subject = subject_of(words, index)
    done = words.at(skip_adverbs(words, index + 3)[0])
    if subject.subordinate or subject.head is None or not is_passive(done):
        return []
    agent = agent_of(subject.head, given.last_agent)
    negated = subject.negative
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    base = Base(kind, Force.MUST, agent, f"{words.words[index]} to", negated, subject.head)
    return verb_norms(words, index + 2, base)


def _agreement(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "you agree to", "Customer agrees not to"."""
    negated = words.at(index + 1) in NEGATORS
    at = index + 1 + negated
    if words.at(at) != "to" or words.at(skip_adverbs(words, at + 1)[0]) not in VERBS | {"be"}:
        return []
    subject = subject_of(words, index)
    if subject.subordinate or not (subject.head in PEOPLE or _is_name(words, subject)):
        return []
    agent = agent_of(subject.head, given.last_agent)
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    trigger = words.words[index] + (" not" if negated else "")
    return verb_norms(words, at + 1, Base(kind, Force.MUST, agent, trigger, negated))


def _right(words: Words, index: int, given: Given) -> list[Draft]:
    if words.at(index + 1) != "to":
        return []
    subject = subject_of(words, index - 2)
    agent = agent_of(subject.head, given.last_agent)
    base = Base(NormType.PERMISSION, Force.MAY, agent, "reserve the right", False)
    return verb_norms(words, index + 2, base)
