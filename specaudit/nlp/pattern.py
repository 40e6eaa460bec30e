"""Norms by patterns on words: no model, no heavy import, fast enough for every keystroke."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise

from specaudit.domain.spec import Force, Norm, NormType
from specaudit.nlp.deontic import (
    ASSISTANTS,
    DECREES,
    EARLIER,
    EPISTEMIC,
    EXPLETIVE,
    HAPPENS,
    HARMS,
    HEDGES,
    INABILITY,
    MACHINES,
    MODALS,
    OTHER_MODALS,
    OTHERS,
    PEOPLE,
    PERFORMATIVES,
    SAYS,
    WEAK_MODALS,
    Draft,
    agent_of,
    is_actor,
)
from specaudit.nlp.duties import AGREEING, DUTIES, agreement, duty, predicate, to_be_done
from specaudit.nlp.engine import Sentence
from specaudit.nlp.lexicon import NOUNS_TOO, VERBS
from specaudit.nlp.moods import (
    banned_act,
    descriptive,
    imperatives,
    later_imperatives,
    leading_imperatives,
    under_cue,
)
from specaudit.nlp.performatives import decree, is_name, performative, under_modal
from specaudit.nlp.phrases import (
    AUX,
    DENYING,
    DETERMINERS,
    NEGATORS,
    Words,
    is_adverb,
    is_gerund,
    is_passive,
    is_third_person,
    noun_lemma,
    object_of,
    past_adverbial,
    skip_adverbs,
    tokens,
)
from specaudit.nlp.reading import Given, Reading, assistant_names
from specaudit.nlp.subject import Subject, subject_head, subject_of
from specaudit.nlp.text import lemma
from specaudit.nlp.verbs import Base, verb_norms

VERSION = "3"
_PLEDGERS = frozenset({"we", "you", "company", "github", "openai", "anthropic"})
"""Subjects that "will" binds: the parties of an agreement; of others it tells what happens."""
_HAPPENING = frozenset({"happen", "apply", "exist", "change"})
_DOES_NOT = frozenset({("do", "not"), ("does", "not")})
_AMOUNTS = frozenset({"more", "other", "another", "fewer", "less"})
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
        names = assistant_names(one.text for one in sentences) if names is None else names
        return Reading(_parse, read).norms(sentences, names)


def _parse(texts: Sequence[str]) -> Iterable[Words]:
    return map(tokens, texts)


def read(words: Words, given: Given) -> list[Draft]:
    """Draft the norms of one sentence."""
    if given.keyword and given.cue:
        return under_cue(words, given.cue, keyword=True)
    drafts = clauses(words, given)
    if drafts:
        return leading_imperatives(words) + drafts + later_imperatives(words)
    if given.cue:
        return under_cue(words, given.cue)
    return imperatives(words) or descriptive(words, given) or banned_act(words)


def clauses(words: Words, given: Given) -> list[Draft]:
    """Draft the norms that rest on a modal, a performative, a decree or a duty."""
    drafts: list[Draft] = []
    for index, word in enumerate(words.low):
        reader = _READERS.get(word)
        if reader is not None:
            drafts += reader(words, index, given)
    return drafts


def _modal(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "must", "should", "may" ... with its subject and verb."""
    modal = words.low[index]
    subject, after = _modal_subject(words, index)
    if _not_a_modal(words, index) or (subject.subordinate and _silenced(subject, modal)):
        return []
    if _reported(words, subject):
        return []
    agent = agent_of(subject.head, _antecedent(words, index, given))
    if subject.gerund and is_gerund(words.at(subject.start)):
        agent = None
    verb, negated = skip_adverbs(words, after)
    verb += modal == "ought" and words.at(verb) == "to"
    verb, denied = past_adverbial(words, verb)
    negated = negated or denied or subject.negative or words.at(index - 1) in NEGATORS | {"nor"}
    negated = negated or words.at(index - 2) == "no"
    weak = modal in WEAK_MODALS and not words.words[index].isupper()
    if weak and not _permits(words, index, verb, subject, agent, negated):
        return []
    if subject.head in {"it", "this", "that", None} and _expletive(words, verb):
        return []
    perfect = words.low[verb : verb + 2] == ("have", "been")
    if perfect and EARLIER.isdisjoint(words.low[verb:]):
        return []  # "must have been leaked" guesses
    force = MODALS[modal]
    kind = NormType.PERMISSION if force is Force.MAY else NormType.OBLIGATION
    if negated:
        kind, force = NormType.PROHIBITION, Force.MUST if force is Force.MAY else force
    trigger = words.words[index] + (" not" if negated and words.at(index + 1) == "not" else "")
    if _not_all(words, subject):
        if negated or modal not in {"must", "shall"}:
            return []
        kind, force = NormType.PERMISSION, Force.MAY
    base = Base(kind, force, agent, trigger, negated, subject.head)
    return under_modal(words, verb, base) or verb_norms(words, verb, base)


def _not_all(words: Words, subject: Subject) -> bool:
    """Whether a rule spares some ("not every function must be documented")."""
    return words.at(subject.start) == "not" and words.at(subject.start + 1) in {"all", "every"}


def _reported(words: Words, subject: Subject) -> bool:
    """Whether the clause tells what others hold ("some say that models should ...")."""
    at = subject.start - 1 - (words.at(subject.start - 1) == "that")
    told = lemma(words.at(at)) in SAYS and words.at(at + 1) in {"that", words.at(subject.start)}
    return told and not OTHERS.isdisjoint(words.low[max(0, at - 3) : at])


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
        return _antecedent_subject(words, index, subject), after
    at = after
    while words.at(at) in DETERMINERS:
        at += 1
    head = words.at(at)
    if words.at(at + 1) in ASSISTANTS | {"systems", "system"}:
        at += 1
    return Subject(head or None, after, False, "nor", words.at(0) == "never"), at + 1


def _antecedent_subject(words: Words, index: int, subject: Subject) -> Subject:
    """Read ", which must name its source" as a rule on the noun before the comma."""
    comma = subject.start - 2
    direct = skip_adverbs(words, subject.start)[0] == index
    if subject.starter != "which" or words.at(comma) != "," or not direct:
        return subject
    if words.low[index] not in {"must", "shall"} or not subject.subordinate or comma < 1:
        return subject  # "which should help" praises
    head = subject_head(words, max(0, comma - 2), comma)
    return Subject(head, subject.start, False, "which") if head else subject


def _fronts_negative(words: Words, index: int) -> bool:
    """Whether the subject stands after the modal ("Only when X should Y", "Under no ... may Y")."""
    following = words.at(index + 1)
    subject = following in DETERMINERS | ASSISTANTS | PEOPLE | {"it", "they"}
    opener = words.at(0)
    if words.at(index - 2) == "no" and words.at(index - 3) in DENYING:
        return True
    return (
        subject
        and (index > 1 or opener == "never")
        and (
            opener in {"only", "never", "nowhere"}
            or words.low[:2]
            in {("under", "no"), ("at", "no"), ("in", "no"), ("not", "until"), ("not", "even")}
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
    """Whether the word is a noun ("free will", "a must"), asks or supposes."""
    before, last = words.at(index - 1), words.at(len(words) - 1)
    if index == 0 and words.low[0] == "should" and "," in words.low and _supposes(words):
        return True
    if before in {"a", "the", "free", "good", "your", "their"}:
        return True
    return last == "?" and not words.words[index].isupper()


def _supposes(words: Words) -> bool:
    """Whether "should" opens a case ("Should you need help, ask"), its subject right behind it."""
    after = words.at(1)
    return not (after in VERBS - NOUNS_TOO or is_adverb(after) or after in NEGATORS | {"be"})


def _silenced(subject: Subject, modal: str) -> bool:
    if subject.starter in {"because", "since", "while", "although", "though", "until", "so"}:
        return modal in {"may", "can", "will"}
    return True


def _permits(
    words: Words, index: int, verb: int, subject: Subject, agent: str | None, negated: bool
) -> bool:
    """Whether "may", "can" or "will" grants or withholds something instead of guessing."""
    modal, head, action = words.low[index], subject.head or "", words.at(verb)
    if modal == "may" and _bars(words, verb, subject, negated=negated):
        return True
    actor = agent == "assistant" or is_actor(head) or is_name(words, subject)
    if action in HARMS and not negated:
        return False
    if modal == "will":
        sure = negated or "always" in words.low[index:verb]
        binds = head in _PLEDGERS or (sure and head in ASSISTANTS)
        told = action in EPISTEMIC or not _GUESSES.isdisjoint(words.low[index:verb])
        return binds and not told
    if modal == "can" and head in {"models", "agents", "ais", "llms"}:
        return False
    if any(word in HEDGES for word in words.low[subject.start : index]):
        return False
    if ("so", "that") in pairwise(words.low[max(0, subject.start - 2) : subject.start + 1]):
        return False  # what a rule is for
    done = words.at(skip_adverbs(words, verb + 1)[0])
    if words.at(verb) == "be" and is_passive(done):
        only = "only" in words.low[index : verb + 3]
        granted = negated or lemma(done) not in HAPPENS
        return only or (granted and modal == "may" and head not in {"it", "this", "that", ""})
    if "sometimes" in words.low[index:verb]:
        return False
    if action in EPISTEMIC and not _grants(words, verb, head):
        return False
    return actor and not (negated and modal == "can" and action in INABILITY)


def _bars(words: Words, verb: int, subject: Subject, *, negated: bool) -> bool:
    """Whether "may" bars something, whatever its subject: "no reply may", "may not return more"."""
    action = words.at(verb)
    if subject.negative or subject.starter == "nor":
        return action not in HEDGES | _HAPPENING
    limited = words.at(verb + 1) in _AMOUNTS and action not in EPISTEMIC
    return negated and subject.head in MACHINES and limited


def _grants(words: Words, verb: int, head: str) -> bool:
    """Whether a verb of what happens is an act here: what a person includes, what one sees as."""
    if words.at(verb) == "include":
        return head in PEOPLE | ASSISTANTS | {"you"}
    return words.at(verb) == "see" and "as" in words.low[verb + 2 : verb + 16]


def _expletive(words: Words, verb: int) -> bool:
    return words.at(verb) == "be" and (words.at(skip_adverbs(words, verb + 1)[0]) in EXPLETIVE)


def _had_better(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "had better ask first"."""
    if words.at(index - 1) != "had":
        return []
    subject = subject_of(words, index - 1)
    verb, negated = skip_adverbs(words, index + 1)
    noun = words.at(verb) in NOUNS_TOO and words.at(verb + 1) in {"for", "of", "than"}
    if subject.subordinate or subject.head is None or noun or words.at(verb) not in VERBS | {"be"}:
        return []
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    agent = agent_of(subject.head, given.last_agent)
    base = Base(kind, Force.SHOULD, agent, "had better", negated, subject.head)
    return verb_norms(words, verb, base)


def _needs_doing(words: Words, index: int) -> list[Draft]:
    """Read "third-party libraries need pinning", "drafts do not need signing"."""
    spared = words.low[index - 2 : index] in _DOES_NOT
    subject = subject_of(words, index - 2 * spared)
    if subject.subordinate or subject.negative or subject.head is None:
        return []
    kind, force = NormType.OBLIGATION, Force.MUST
    if spared:
        kind, force = NormType.PERMISSION, Force.MAY
    done, thing = lemma(words.low[index + 1]), noun_lemma(subject.head)
    return [Draft(kind, force, None, done, thing, False, None, "need")]


def _spared(words: Words, index: int) -> list[Draft]:
    """Read "there is no need to wait" and "drafts do not need a title"."""
    after = words.at(index + 1)
    if words.at(index - 1) == "no" and after == "to":
        base = Base(NormType.PERMISSION, Force.MAY, None, "no need to", False)
        return verb_norms(words, index + 2, base)
    if after == "to" or words.low[index - 2 : index] not in _DOES_NOT:
        return []
    thing = object_of(words, index + 1)
    if thing is None or subject_of(words, index - 2).subordinate:
        return []
    return [Draft(NormType.PERMISSION, Force.MAY, None, "need", thing, False, None, "not need")]


def _semi_modal(words: Words, index: int, given: Given) -> list[Draft]:
    """Read "needs to", "have to", "need not", "do not need to"."""
    word = words.low[index]
    closes = words.at(index + 2) in {".", ""}
    if word in {"need", "needs"} and closes and is_gerund(words.at(index + 1)):
        return _needs_doing(words, index)
    if word == "need" and (spared := _spared(words, index)):
        return spared
    denied_after = (
        word == "need"
        and words.at(index + 1) == "not"
        and words.at(index + 2) in VERBS | {"be", "have"}
    )
    target: int | None = index + 2 if denied_after else _to_verb(words, index + 1)
    if target is None:
        return []
    start = index
    while is_adverb(words.at(start - 1)) or words.at(start - 1) in NEGATORS | {"do", "does"}:
        start -= 1
    if not _GUESSES.isdisjoint(words.low[start:index]):
        return []  # "users often need to" tells what happens
    subject = subject_of(words, start)
    if subject.head is None and not subject.subordinate:
        subject = _shared_subject(words, start, subject)
    agent = agent_of(subject.head, given.last_agent)
    lifted = denied_after or subject.negative or _not_all(words, subject)
    lifted = lifted or any(word in NEGATORS for word in words.low[start:index])
    done = words.at(target) == "be" and is_passive(words.at(skip_adverbs(words, target + 1)[0]))
    if not _bears(subject, agent, done=denied_after or (done and not lifted)):
        return []
    if words.at(start - 1) in MODALS or words.at(start - 1) in OTHER_MODALS | {"to"}:
        return []
    kind, force = (NormType.PERMISSION, Force.MAY) if lifted else (NormType.OBLIGATION, Force.MUST)
    trigger = ("not " if lifted else "") + f"{word} to"
    return verb_norms(words, target, Base(kind, force, agent, trigger, False, subject.head))


def _to_verb(words: Words, at: int) -> int | None:
    """Return where the verb of "to ..." stands, adverbs and an aside between commas before it."""
    while is_adverb(words.at(at)):
        at += 1
    if words.at(at) == ",":
        at = skip_adverbs(words, at)[0]  # "needs, for every claim, to cite"
    found = words.at(at) == "to" and words.at(at + 1) in VERBS | {"be"}
    return at + 1 if found else None


def _bears(subject: Subject, agent: str | None, *, done: bool) -> bool:
    """Whether whoever "has to" or "needs to" is bound by it, or the thing is to be done."""
    if subject.subordinate or subject.head in {"we", "i"}:
        return False
    thing = done and subject.head not in {"it", "this", "that", "there", None}
    return thing or agent == "assistant" or subject.head in PEOPLE | MACHINES


def _said_of(words: Words, index: int, given: Given) -> list[Draft]:
    """Read what "is" or "are" says of a subject: "is to share", "is off limits"."""
    return to_be_done(words, index, given) or predicate(words, index, given)


_READERS: dict[str, Callable[[Words, int, Given], list[Draft]]] = {
    **dict.fromkeys([*DECREES, *(f"{verb}s" for verb in DECREES)], decree),
    **dict.fromkeys(PERFORMATIVES, performative),
    **dict.fromkeys(DUTIES, duty),
    **dict.fromkeys(("is", "are"), _said_of),
    **dict.fromkeys(AGREEING, agreement),
    **dict.fromkeys(("need", "needs", "have", "has"), _semi_modal),
    **dict.fromkeys(MODALS, _modal),
    "better": _had_better,
}
"""What reads the norm that rests on a word."""
