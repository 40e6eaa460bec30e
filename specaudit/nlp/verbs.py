"""Verb phrases on bare words: from a modal to the content verb, its object and conjuncts."""

from __future__ import annotations

from dataclasses import replace

from specaudit.domain.records import record
from specaudit.domain.spec import Force, NormType
from specaudit.nlp.deontic import (
    EARLIER,
    EXAMPLES,
    FLIPPED_NOUN,
    FLIPS,
    LIGHT,
    LIGHT_ADJECTIVES,
    MODALS,
    REFUSALS,
    SHRINKING,
    Draft,
    agent_of,
    flipped,
    is_actor,
)
from specaudit.nlp.lexicon import NOUNS_TOO, VERBS
from specaudit.nlp.phrases import (
    BE,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    NEGATORS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Words,
    is_adverb,
    is_gerund,
    is_participle,
    is_passive,
    is_third_person,
    noun_lemma,
    object_of,
    skip_adverbs,
)
from specaudit.nlp.subject import LONGEST_CLAUSE, PLAIN_MODALS
from specaudit.nlp.text import lemma

PRONOUNS = frozenset(
    """
    it them him her us you me itself themselves yourself everyone everything anyone anything
    someone something nothing people users others each all any
    """.split()
)
_CLAUSE_OPENERS = frozenset({"that", "whether", "how", "what", "why", "if", "when", "to"})
_HELPED = frozenset({"user", "users", "people", "them", "developer", "developers", "someone", "us"})
_PHRASES = {("make", "sure"), ("take", "care"), ("make", "certain"), ("be", "sure")}
_ASIDES = frozenset({"without", "including", "like", "rather", "such", "by", "except"})
"""Words after which verbs of the same form are examples or means, not further acts."""
_NO_VERB = COORDINATORS | PREPOSITIONS | DETERMINERS | SUBORDINATORS
_WITH_FOR = frozenset("account care check look plan search wait watch ask help result".split())
_POSTPOSED = frozenset({"keep", "make", "leave", "find", "consider", "hold", "render"})
"""Verbs whose object may be followed by an adjective ("keep functions short")."""
_EFFORT = frozenset({"hard", "effort"})
_ASSURING = frozenset({"make", "be", "ensure", "remember"})
_AFAR = frozenset({"clear", "away", "out", "off", "back"})
_DISTANCES = {
    "steer": _AFAR,
    "stay": _AFAR,
    "keep": _AFAR | {"from"},
    "hold": frozenset({"back", "off"}),
    "beware": frozenset({"of"}),
}
"""Verbs that forbid together with a second word ("stay away from politics")."""
COMPARED = frozenset("more fewer less longer later sooner other further one matter".split())
"""Words with which "no" sets a measure ("no more than two")."""
SPARED_NOUNS = frozenset({"effort", "mistake", "doubt", "trouble", "time"})
"""Nouns with which "no" makes a duty of its own ("spare no effort", "leave no doubt")."""
_QUALITIES = frozenset(
    """
    secure safe short open private clean simple minimal small clear free intact available explicit
    consistent stable readable confidential concise focused visible separate alone descriptive
    public current honest brief
    """.split()
)
QUALITY_VERBS = frozenset(
    """
    free clear open direct present complete correct welcome content live slow secure clean lower
    moderate separate elaborate calm warm mean even
    """.split()
)
"""Adjectives that look like base forms; after "be" they go on describing."""


@record(frozen=True, slots=True)
class Base:
    """The norm a verb phrase inherits from its modal, stem or mood."""

    type: NormType
    force: Force
    agent: str | None
    trigger: str
    negated: bool = False
    subject: str | None = None
    """Head of the grammatical subject: the object where the phrase is passive."""


@record(frozen=True, slots=True)
class Reached:
    """A content verb reached through light verbs and flips."""

    action: str
    object: str | None
    flips: bool
    light: str | None
    passive: bool = False
    by: str | None = None
    """Who does it, where the verb is passive and "by" tells."""


_NO_ACTS = frozenset({"including", "following", "using", "regarding", "depending", "excluding"})
"""Gerunds that go on with the noun before them."""


@record(frozen=True, slots=True)
class _Verb:
    """A content verb and where it stands."""

    index: int
    action: str
    object: str | None
    flips: bool
    light: str | None
    form: str
    """``base``, ``gerund``, ``participle``, ``third`` or ``quality``."""
    passive: bool = False

    def reached(self, words: Words) -> Reached:
        """Return what the norm needs of it."""
        by = _by(words, self.index) if self.passive else None
        return Reached(self.action, self.object, self.flips, self.light, self.passive, by)


def acts_as_verb(words: Words, index: int) -> bool:
    """Whether the base form at ``index`` is used as a verb here."""
    word, after = words.at(index), words.at(index + 1)
    if word not in VERBS or (word == "save" and after in {"for", "when", "where", "as"}):
        return False
    if word == "access" and after == "to":
        return False
    if word not in NOUNS_TOO:
        return after not in BE
    return (
        after in DETERMINERS
        or after in PRONOUNS
        or after in _CLAUSE_OPENERS
        or (is_adverb(after) and after not in VERBS)
        or (after in PREPOSITIONS and after not in {"of", "for", "in"})
        or (after in {"for", "in"} and word in _WITH_FOR)
        or after in NEGATORS
        or (is_gerund(after) and word in {"start", "stop", "delay", "practice"})
    )


def verb_norms(words: Words, index: int, base: Base, form: str = "base") -> list[Draft]:
    """Draft the norms of the verb phrase that starts at ``index``, conjuncts included.

    Args:
        words: The sentence.
        index: First word after the modal (adverbs and "not" may come first).
        base: What the phrase inherits.
        form: Form the head verb has: ``base``, ``gerund``, ``participle`` or ``third``.
    """
    verb = _descend(words, index, form)
    if verb is None:
        return []
    drafts = [draft(base, verb.reached(words))]
    for at, negated in _conjuncts(words, verb, base.negated) + _shunned(words, verb):
        gerund = is_gerund(words.at(at))
        form = "gerund" if gerund else "base" if verb.form == "quality" else verb.form
        other = _descend(words, at, form)
        if other is None:
            continue
        across = _after_but(words, at)
        shares = verb.flips and not across
        if shares and verb.action in FLIPPED_NOUN and not gerund:
            shares = False  # "avoid jargon and cite sources": the verb forbids, not the sentence
        flips = other.flips != shares
        if negated:
            flips = base.type is not NormType.PROHIBITION
        elif base.negated and across:
            flips = not other.flips  # "not guess but ask"
        light = other.light or verb.light
        passive = verb.passive or other.passive
        other = replace(other, flips=flips, light=light, passive=passive)
        drafts.append(draft(base, other.reached(words)))
    if len(drafts) > 1 and drafts[0].object is None and _shares_object(words, verb, drafts):
        drafts[0] = replace(drafts[0], object=drafts[1].object)
    return drafts


def _shunned(words: Words, verb: _Verb) -> list[tuple[int, bool]]:
    """Return the acts listed after the things to avoid ("avoid jargon, shouting or spamming")."""
    found: list[int] = []
    closed = 0
    if verb.action not in FLIPPED_NOUN or verb.object is None:
        return []
    for at in range(verb.index + 2, len(words)):
        word, before = words.low[at], words.low[at - 1]
        if word in {";", ":", "(", "—", "but"} or word in MODALS:
            break
        if is_gerund(word) and before in {",", "and", "or"} and word not in _NO_ACTS:
            found.append(at)
            closed = len(found) if before != "," else closed
    return [(at, False) for at in found[:closed]]


def _shares_object(words: Words, verb: _Verb, drafts: list[Draft]) -> bool:
    """Whether the first verb's object stands after the second ("begin or end with X")."""
    following = words.at(verb.index + 2)
    beside = words.at(verb.index + 1) in {"and", "or"} and lemma(following) in VERBS
    return beside and drafts[0].action != "stop" and drafts[0].light_verb == drafts[1].light_verb


def _by(words: Words, index: int) -> str | None:
    """Return who does a passive, if its "by" names anybody."""
    for at in range(index + 1, len(words) - 1):
        if words.low[at] in {",", ";"} or words.low[at] in RELATIVES:
            return None
        if words.low[at] == "by":
            named = (word for word in words.low[at + 1 : at + 4] if is_actor(word))
            return agent_of(next(named, None))
    return None


def _after_but(words: Words, at: int) -> bool:
    """Whether "but" joins this verb to the one before: no "not" reaches across it."""
    for back in range(at - 1, max(-1, at - 4), -1):
        if words.low[back] == "but":
            return True
        if words.low[back] in COORDINATORS or words.low[back] == ",":
            return False
    return False


def draft(base: Base, verb: Reached) -> Draft:
    """Draft the norm of one content verb."""
    kind = flipped(base.type) if verb.flips and base.type is not NormType.DESCRIPTION else base.type
    force = base.force
    if kind is NormType.PROHIBITION and force is Force.MAY:
        force = Force.MUST
    return Draft(
        type=kind,
        force=force,
        agent=verb.by if verb.passive else base.agent,
        action=verb.action,
        object=noun_lemma(base.subject) if verb.passive and base.subject else verb.object,
        negated=base.negated != verb.flips,
        light_verb=verb.light,
        trigger=base.trigger,
    )


def _descend(words: Words, index: int, form: str) -> _Verb | None:
    """Follow light verbs and flips to the content verb."""
    flips, light = False, None
    for _ in range(5):
        index, negated = skip_adverbs(words, index)
        flips = flips != negated
        word = words.at(index)
        if not word or not word[0].isalnum() or word in _NO_VERB:
            return None
        if word in BE:
            found = _copula(words, index)
            if isinstance(found, _Verb):
                return replace(found, flips=found.flips != flips, light=light)
            flips, index, form, light = flips != found[1], found[0], "base", light or found[2]
            continue
        action = word if form == "base" and word in VERBS else lemma(word)
        if action == "leave" and _left_alone(words, index + 2):
            return _Verb(index, "touch", object_of(words, index + 1), not flips, light, form)
        step = _step(words, index, action)
        if step is None and words.at(index + 1) in _DISTANCES.get(action, ()):
            reach = index + 2 + (words.at(index + 2) in {"of", "from"})
            if reach > index + 2 or action == "beware":
                return _Verb(index, "avoid", object_of(words, reach), not flips, light, form)
        if step is None:
            flips ^= (action in FLIPPED_NOUN) ^ _of_none(words, index + 1)
            return _Verb(index, action, _object(words, index, action), flips, light, form)
        index, form, flip, effort = step
        flips = flips != flip
        light = light or effort
    return None


def _of_none(words: Words, at: int) -> bool:
    """Whether an act is to bear on none of a kind ("share no logs"), which forbids it."""
    if words.at(at) != "no" or words.at(at + 1) in COMPARED:
        return False
    return words.at(at + 1) not in SPARED_NOUNS


def _left_alone(words: Words, start: int) -> bool:
    """Whether "leave X alone" ends the clause, X a thing."""
    for at in range(start, min(start + 6, len(words))):
        if words.low[at] == "alone":
            named = words.low[at - 1]
            return words.at(at + 1) in {"", ".", ","} and named not in PRONOUNS | {"children"}
    return False


def _copula(words: Words, index: int) -> _Verb | tuple[int, bool, str]:
    """Read what follows "be": a passive, a quality, or a light adjective (index, flip, word)."""
    at, negated = skip_adverbs(words, index + 1)
    word = words.at(at)
    if word in LIGHT_ADJECTIVES | SHRINKING:
        denied = words.at(at + 1) == "not"
        target = at + 1 + denied
        if words.at(target) == "to" and words.at(target + 1) in VERBS:
            return target + 1, (denied != negated) != (word in SHRINKING), word
    if is_passive(word):
        return _Verb(at, lemma(word), None, negated, None, "participle", passive=True)
    none = _of_none(words, at)
    return _Verb(at, "be", object_of(words, at), negated != none, None, "quality")


def _step(words: Words, index: int, action: str) -> tuple[int, str, bool, str | None] | None:
    """Return the next verb after a light verb or a flip: index, form, flip, effort verb."""
    if action in FLIPS | REFUSALS or action in _DISTANCES:
        return _flip(words, index, action)
    if action == "err":
        return _err(words, index)
    after = index + 1
    if (action, words.at(after)) in _PHRASES:
        after += 1
    elif action == "take" and words.at(after + 1) == "care":
        after += 2
    elif action == "help":
        return _helped(words, index)
    elif action not in LIGHT | {"consider"} and (action, words.at(after + 1)) != ("make", "effort"):
        return None
    inner = _assured(words, after, action)
    if inner is not None:
        return inner
    after = _past_effort(words, after, action)
    flip = words.at(after) in NEGATORS
    after += flip
    if words.at(after) == "to" and words.at(skip_adverbs(words, after + 1)[0]) in VERBS | {"be"}:
        return after + 1, "base", flip, action
    if action in {"consider", "prefer", "favor", "favour"} and is_gerund(words.at(after)):
        return after, "gerund", flip, action
    return None


def _past_effort(words: Words, after: int, action: str) -> int:
    """Step over how much is tried ("try hard to", "make every effort to")."""
    while words.at(after) in _EFFORT or (action == "make" and words.at(after) in DETERMINERS):
        after += 1
    return after


def _assured(words: Words, after: int, action: str) -> tuple[int, str, bool, str | None] | None:
    """Read "make sure you never share" and "must have signed" on to the act."""
    verb, negated = skip_adverbs(words, after)
    if action == "have":
        done = words.at(verb) == "been" or is_participle(words.at(verb))
        done = done and not EARLIER.isdisjoint(words.low[verb:])
        return (verb, "participle", negated, None) if done else None
    told = after + (words.at(after) == "that")
    verb, negated = skip_adverbs(words, told + 1)
    if action not in _ASSURING or words.at(told) != "you" or words.at(verb) not in VERBS:
        return None
    return verb, "base", negated, action


def _flip(words: Words, index: int, action: str) -> tuple[int, str, bool, str | None] | None:
    after = index + 1
    if action in _DISTANCES:
        if words.at(after) not in _DISTANCES[action]:
            return None
        after += 1
    while words.at(after) in {"from", "away", "short"} or words.at(after) == "of":
        after += 1
    after = skip_adverbs(words, after)[0] if words.at(after) not in {"", ","} else after
    if words.at(after) == "to" and words.at(after + 1) in VERBS and action in REFUSALS | {"cease"}:
        return after + 1, "base", True, None
    if is_gerund(words.at(after)) and action not in REFUSALS:
        return after, "gerund", True, None
    return None


def _err(words: Words, index: int) -> tuple[int, str, bool, str | None] | None:
    for at in range(index + 1, min(len(words), index + 9)):
        if is_gerund(words.low[at]) and words.at(at - 1) in {"of", "toward", "towards"}:
            return at, "gerund", False, "err"
    return None


def _helped(words: Words, index: int) -> tuple[int, str, bool, str | None] | None:
    """Read "help (the user) (to) do": the verb after at most a short noun phrase."""
    at = index + 1
    if words.at(at) in VERBS and words.at(at) not in NOUNS_TOO and words.at(at) not in _HELPED:
        return at, "base", False, "help"
    while at < index + 4 and (words.at(at) in DETERMINERS or words.at(at) in {"end"}):
        at += 1
    if words.at(at) in _HELPED or (words.at(at).endswith("s") and words.at(at) not in VERBS):
        at += 1 + (words.at(at + 1) == "to")
        if words.at(at) in VERBS:
            return at, "base", False, "help"
    return None


def _object(words: Words, index: int, action: str) -> str | None:
    after = index + 1
    if action in FLIPPED_NOUN and words.at(after) == "from":
        after += 1
    if action in _POSTPOSED:
        at = after
        while words.at(at) in DETERMINERS or is_adverb(words.at(at)):
            at += 1
        for last in range(at, at + 3):
            if words.at(last + 1) in _QUALITIES:
                return noun_lemma(words.at(last))
    return object_of(words, after)


def _conjuncts(words: Words, verb: _Verb, denied: bool) -> list[tuple[int, bool]]:
    """Return where further verbs of the same form stand: (index, negated on its own)."""
    found: list[tuple[int, bool]] = []
    blocked = led = False
    for at in range(verb.index + 1, min(len(words), verb.index + LONGEST_CLAUSE)):
        word = words.low[at]
        if _ends_phrase(words, at, denied):
            break
        if word in PLAIN_MODALS and not blocked:
            break
        if word == "," or (led and word == "but"):
            led = led and word == ","
            blocked = led or (blocked and verb.form in {"gerund", "participle", "third"})
        if word == "to" and words.at(at + 1) in VERBS:
            # "Do not ask to wait, stop or go back" says nothing of who stops on his own.
            blocked, led = True, denied and verb.form == "base"
        if word in RELATIVES | SUBORDINATORS | _ASIDES:
            blocked = True
        if word not in {"and", "or", "but", "nor", ",", "then", "&"} or blocked:
            continue
        start = at + 1
        while words.at(start) in {"and", "or", "but", "then", "also"}:
            start += 1
        target, negated = skip_adverbs(words, start) if words.at(start) != "," else (start, False)
        if _same_form(words, target, verb) and (target, negated) not in found:
            found.append((target, negated))
    return found


def _ends_phrase(words: Words, at: int, denied: bool) -> bool:
    """Whether no verb behind this word belongs to the one before it."""
    word = words.low[at]
    if word in {";", ":", "(", "—"} or _opens_clause(words, at):
        return True
    return word in DASHES and (denied or words.at(at + 1) in VERBS)


def _opens_clause(words: Words, at: int) -> bool:
    """Whether a new clause with its own subject starts here ("..., and it ...", ", so users")."""
    return words.low[at] in {"so", "because", "since", "although", "though"} and (
        words.at(at - 1) in {",", "and"} or words.low[at] != "so"
    )


def _same_form(words: Words, target: int, verb: _Verb) -> bool:
    word = words.at(target)
    if verb.form == "gerund":
        return is_gerund(word)
    if verb.form == "participle":
        made = lemma(word) in _POSTPOSED and words.at(target + 1) in _QUALITIES
        return is_participle(word) and (made or _closes(words.at(target + 1)))
    if verb.form == "third":
        return is_third_person(word)
    if word in {"be"}:
        return True
    if word in EXAMPLES or (verb.form == "quality" and word in QUALITY_VERBS):
        return False
    if words.at(target - 1) == "never":
        return word in VERBS
    return acts_as_verb(words, target) and not _noun_pair(words, target)


def _closes(word: str) -> bool:
    """Whether a participle before this word is a verb, not the adjective of a noun."""
    return not word or not word[0].isalnum() or word in PREPOSITIONS | COORDINATORS | SUBORDINATORS


def _noun_pair(words: Words, target: int) -> bool:
    """Whether "and X" pairs nouns: the word ends the clause and nouns stand before it."""
    word = words.at(target)
    return word in NOUNS_TOO and words.at(target + 1) in {"", ".", ",", ";", ")"}
