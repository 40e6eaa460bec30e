"""Norms without a modal: imperatives, items under a stem, plain statements of conduct."""

from __future__ import annotations

from specaudit.domain.spec import Force, NormType
from specaudit.nlp.deontic import (
    ASSISTANTS,
    EXAMPLES,
    MODALS,
    PERFORMATIVES,
    STATIVE,
    Cue,
    Draft,
    agent_of,
)
from specaudit.nlp.lexicon import NOUNS_TOO, VERBS
from specaudit.nlp.phrases import (
    AUX,
    BE,
    DASHES,
    DETERMINERS,
    NEGATORS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    Words,
    is_adverb,
    is_gerund,
    is_third_person,
    object_of,
    past_adverbial,
    skip_adverbs,
)
from specaudit.nlp.reading import Given
from specaudit.nlp.text import lemma
from specaudit.nlp.verbs import PRONOUNS, QUALITY_VERBS, Base, acts_as_verb, verb_norms

_CLAUSAL = frozenset("ensure check verify assume confirm remember make let keep see".split())
_NOUN_FIRST = frozenset("access support control research design content exercise conduct".split())
_FORBID = NormType.PROHIBITION
_MUSED = frozenset("know say assume suppose look see consider imagine start begin take be".split())
"""What "let us" invites readers to think of."""
_DOERS = frozenset({"you", "we", "they", "i", "users", "people", "who", "that"})
_OPENERS = frozenset("should were had whatever whoever whichever instead rather given".split())
"""Further words that open what stands before an imperative ("Should it fail, retry")."""
_ENDS = frozenset({"", ".", ",", ";", "and", "or", "then"})
_JOINTS = SUBORDINATORS | RELATIVES | {",", ";", ":", "—", "so", "and", "but"}
"""Words and marks that set a clause of its own apart from an imperative before it."""
_ON = frozenset({"of", "to", "in", "on", "with", "from", "at"})
"""Words that lead from an act to what it is done to."""
_SHORT, _PHRASE = 4, 10
"""Words of a fronted case so short that a bare verb behind it is an imperative."""
_LEADS = frozenset(
    """
    please also then instead so and but or however otherwise therefore thus finally next first
    second similarly likewise
    """.split()
)


def under_cue(words: Words, cue: Cue, *, keyword: bool = False) -> list[Draft]:
    """Read an item or a keyword line by what was handed down to it.

    Args:
        words: The words after the keyword, or of the item.
        cue: What they stand under.
        keyword: A keyword of the sentence itself goes before them, and a verb must follow.
    """
    start, _ = skip_adverbs(words, 0) if words.at(0) not in NEGATORS else (0, False)
    negated = cue.type is NormType.PROHIBITION
    base = Base(cue.type, cue.force, cue.agent, cue.trigger, negated)
    word = words.at(start)
    if cue.predicate and (is_third_person(word) or word in VERBS):
        return verb_norms(words, start, base, "third")
    if (
        word in NEGATORS
        or word in {"be", "do"}
        or (word in VERBS and (acts_as_verb(words, start) or not _noun_led(words, start)))
    ):
        return verb_norms(words, start, base)
    if keyword and word.isalpha() and word not in DETERMINERS | PREPOSITIONS:
        return verb_norms(words, start, base)
    gerund = next(
        (at for at in range(start, min(start + 3, len(words))) if is_gerund(words.low[at])), None
    )
    if gerund is not None and (gerund == start or is_adverb(words.at(gerund - 1))):
        return verb_norms(words, gerund, base, "gerund")
    if cue.verb is None and cue.type is not NormType.PROHIBITION:
        return []
    return [_named(words, cue, negated)] if len(words) else []


def _named(words: Words, cue: Cue, negated: bool) -> Draft:
    """Read a noun under a stem as what the stem's verb bears on."""
    return Draft(
        cue.type,
        cue.force,
        cue.agent,
        cue.verb or "do",
        object_of(words, 0),
        negated,
        None,
        cue.trigger,
    )


def _noun_led(words: Words, start: int) -> bool:
    after = words.at(start + 1)
    return words.at(start) in NOUNS_TOO and (
        after in {"", "of", "and", "or", ",", "."} or after in BE
    )


def later_imperatives(words: Words) -> list[Draft]:
    """Read imperatives after a semicolon in a sentence that has other norms.

    Where a later part begins with "or", all parts go on with what the first one began.
    """
    starts = _segments(words)[1:]
    if ";" not in words.low or any(words.at(start) in {"or", "nor"} for start in starts):
        return []
    return [
        draft
        for start in starts
        if words.at(start) not in {"and", "or", "but"}
        and not any(word in MODALS for word in words.low[start : _segment_end(words, start)])
        for draft in _imperative(words, start)
    ]


def leading_imperatives(words: Words) -> list[Draft]:
    """Read the imperative before a clause with a modal ("Open one so that readers can choose")."""
    first = next((at for at, word in enumerate(words.low) if word in MODALS), len(words))
    joint = next((word for word in words.low[1:first] if word in _JOINTS), None)
    if joint is None or (joint in RELATIVES and words.at(0) in NOUNS_TOO):
        return []
    if _past_condition(words, 0) > first:
        return []  # it would be the modal's own verbs
    return _imperative(words, 0)


def imperatives(words: Words) -> list[Draft]:
    """Read the imperatives of a sentence, each part between semicolons or dashes by itself."""
    return [draft for start in _segments(words) for draft in _imperative(words, start)]


def banned_act(words: Words) -> list[Draft]:
    """Read a sentence without a verb that bans an act ("No logging of personal data.")."""
    at = 1 + is_adverb(words.at(1))
    if words.at(0) != "no" or not is_gerund(words.at(at)) or words.at(at + 1) not in _ON:
        return []
    for word in words.low[at + 1 :]:
        third = is_third_person(word) and lemma(word) not in NOUNS_TOO
        if word in AUX or word in MODALS or word in PERFORMATIVES or third:
            return []
    return verb_norms(words, at, Base(_FORBID, Force.MUST, None, "no", True), "gerund")


def _segments(words: Words) -> list[int]:
    """Return where an imperative could start: the sentence and what follows ";" or a dash."""
    return [0] + [at + 1 for at in range(len(words)) if _ends_segment(words, at)]


def _ends_segment(words: Words, at: int) -> bool:
    """Whether a sign parts two sentences; a short dash may also set off an aside."""
    word = words.low[at]
    if word == "," and words.low[at + 1 : at + 3] == ("do", "not"):
        return words.at(0) in VERBS  # "Ask, don't guess"
    return word in {";", "—"} or (word in DASHES and words.at(at + 1) in VERBS | NEGATORS)


def _segment_end(words: Words, start: int) -> int:
    for at in range(start, len(words)):
        if _ends_segment(words, at):
            return at
    return len(words)


def _imperative(words: Words, start: int) -> list[Draft]:
    """Read an imperative at ``start``, a leading condition stepped over."""
    at = _past_condition(words, start)
    conditional = at > start
    while words.at(at) in _LEADS or words.at(at) in {",", "*", "-", "•", "✅", "❌"}:
        at += 1
    idiom = _idiom(words, at)
    if idiom:
        return idiom
    if words.at(at) == "do" and words.at(at + 1) in VERBS:
        at += 1  # "do check"
    told = words.at(at) == "do" and words.at(at + 1) == "not"
    negated = told or (words.at(at) in NEGATORS and words.at(at + 1) != "only")
    absolute = words.at(at) in {"never", "always"} or (told and words.words[at].isupper())
    at += 2 if told else int(negated)
    if negated and words.at(at) == ",":
        at = skip_adverbs(words, at)[0]
    if told and words.at(at) in {"", "."}:
        return [Draft(_FORBID, Force.SHOULD, None, "do", None, True, None, "imperative")]
    while is_adverb(words.at(at)) and words.at(at) not in VERBS:
        absolute = absolute or words.at(at) in {"never", "always"}
        at += 1
    clear = (told and words.at(at)[:1].isalpha()) or (conditional and words.at(at) == "consider")
    if not clear and not _is_imperative(words, at, sure=absolute):
        return []
    if start > 0 and words.at(start - 1) == "—" and words.at(at) in QUALITY_VERBS:
        return []
    kind = _FORBID if negated else NormType.OBLIGATION
    force = Force.MUST if absolute else Force.SHOULD
    return verb_norms(words, at, Base(kind, force, "you", "imperative", negated))


def _idiom(words: Words, at: int) -> list[Draft]:
    """Read "under no circumstances share", "let's share", "by all means share", "feel free to"."""
    verb, never = past_adverbial(words, at)
    if never:
        return verb_norms(words, verb, Base(_FORBID, Force.MUST, "you", "imperative", True))
    if words.at(at) == "let" and words.at(at + 1) in {"us", "'s"}:
        verb, negated = skip_adverbs(words, at + 2)
        kind = _FORBID if negated else NormType.OBLIGATION
        base = Base(kind, Force.SHOULD, "we", "imperative", negated)
        asked = words.at(verb) in VERBS | {"be"} and words.at(verb) not in _MUSED
        return verb_norms(words, verb, base) if asked else []
    if words.low[at : at + 3] in {("by", "all", "means"), ("feel", "free", "to")}:
        trigger = " ".join(words.low[at : at + 3])
        return verb_norms(words, at + 3, Base(NormType.PERMISSION, Force.MAY, "you", trigger))
    return []


def _past_condition(words: Words, start: int) -> int:
    """Step over "If X," or "When in doubt," to the imperative behind its comma."""
    openers = SUBORDINATORS if start else SUBORDINATORS | PREPOSITIONS | _OPENERS
    if words.at(start) not in openers and words.low[start : start + 2] != ("so", "as"):
        return start
    for at in range(start + 1, len(words)):
        if words.low[at] not in {",", "—", ":"}:
            continue
        after = at + 1
        while words.at(after) in _LEADS or _is_plain_adverb(words.at(after)):
            after += 1
        ends = words.at(after) in VERBS and words.at(after + 1) in _ENDS
        short = at < start + (_SHORT if words.at(start) in SUBORDINATORS else _PHRASE)
        ends = ends or (short and _is_imperative(words, after, sure=False))
        if ends or words.at(after) in NEGATORS | {"be", "do"} or acts_as_verb(words, after):
            return at + 1
    return _unparted_ban(words, start)


def _unparted_ban(words: Words, start: int) -> int:
    """Step over a case that no comma parts from its ban ("If it is generated do not edit it")."""
    for at in range(start + 2, len(words) - 2):
        if words.low[at] in STOPS:
            return start
        if words.low[at : at + 2] == ("do", "not") and words.low[at - 1] not in _DOERS:
            return at
    return start


def _is_plain_adverb(word: str) -> bool:
    return is_adverb(word) and word not in NEGATORS


def _is_imperative(words: Words, at: int, *, sure: bool) -> bool:
    word, after = words.at(at), words.at(at + 1)
    if word in {"be", "beware"}:
        return True
    if (
        word not in VERBS
        or word in EXAMPLES
        or (word == "consider" and not (is_gerund(after) or sure))
    ):
        return False
    if sure or word in _CLAUSAL:
        return after not in BE
    if after in {"", ",", ":", ";"} or (after == "." and not words.at(at + 2)):
        return word not in NOUNS_TOO and len(words) > 1
    if word in NOUNS_TOO and after in RELATIVES:
        return False
    if after in DETERMINERS | PRONOUNS or after in {"to", "that", "whether", "what", "how"}:
        return True
    if after in PREPOSITIONS:
        return after != "of" and word not in _NOUN_FIRST and not _finite_later(words, at + 1)
    if (word, after) in {("use", "case"), ("use", "cases"), ("test", "suite")}:
        return False
    return not _finite_later(words, at + 1)


def _finite_later(words: Words, start: int) -> bool:
    """Whether a finite verb makes the leading word a noun ("Delete operations are ...")."""
    for at in range(start, len(words)):
        word = words.low[at]
        if word in STOPS or word in RELATIVES or word in SUBORDINATORS:
            return False
        if word in {"and", "or", "to", "so"}:
            return False
        if word in AUX or word in MODALS:
            return True
        clear = lemma(word) in VERBS and lemma(word) not in NOUNS_TOO
        if at > start and clear and (is_third_person(word) or word in VERBS):
            return words.at(at - 1) not in DETERMINERS
    return False


def descriptive(words: Words, given: Given) -> list[Draft]:
    """Read "The assistant asks ..." as what the agent is meant to do."""
    at = _main_clause(words)
    head_at = at + (words.at(at) in DETERMINERS)
    if words.at(head_at) == "ai" and words.at(head_at + 1) in ASSISTANTS:
        head_at += 1
    agent = agent_of(words.at(head_at), given.last_agent)
    if agent != "assistant" or words.at(head_at) in {"models", "agents", "assistants", "bots"}:
        return []
    verb, negated = skip_adverbs(words, head_at + 1)
    form = "third"
    if words.at(verb) == "does":
        verb, negated = skip_adverbs(words, verb + 1)
        form = "base"
    word = words.at(verb)
    known = word[:1].isalpha() if form == "base" else is_third_person(word)
    known = known and words.at(head_at + 1) != "'s"
    if not known or lemma(word) in STATIVE or words.at(len(words) - 1) == "?":
        return []
    base = Base(NormType.DESCRIPTION, Force.DESCRIPTIVE, "assistant", "present", negated)
    return verb_norms(words, verb, base, form)


def _main_clause(words: Words) -> int:
    """Return where the main clause of a sentence with a leading scope starts."""
    if words.at(0) in SUBORDINATORS | PREPOSITIONS:
        for at, word in enumerate(words.low):
            if word == ",":
                return at + 1
    at = 0
    while words.at(at) in _LEADS or (is_adverb(words.at(at)) and words.at(at + 1) == ","):
        at += 1
        at += words.at(at) == ","
    return at
