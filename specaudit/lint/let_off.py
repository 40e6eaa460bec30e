"""Sentences that let off whatever a rule is about, told by what is left of them.

"Functions with a name are let off" says, beside that it lets off, what the rule is about and what
is true of anything: that it is made, named, sent, or there for some reason. One word beyond these
may name a case, and the sentence is left alone. What a section is about stands in its titles or in
several of its sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from specaudit.domain.patterns import regex
from specaudit.lint.judged import clauses, excepts, is_closed, word_class
from specaudit.lint.judging_words import PARTIES
from specaudit.lint.kin import families
from specaudit.lint.open_clauses import shown
from specaudit.lint.similarity import STOP, content
from specaudit.nlp.text import lemma, words

_IS = r"(?:is|are|was|were|(?:may|can|will)\s+be|stays?|remains?)\s+"
_IS += r"(?:[a-z]+ly\s+|also\s+|always\s+|still\s+|then\s+|quite\s+)?"
_RULE = r"(?:this|it|that|these|the\s+(?:rule|ban|limit|policy|section|scope|requirement))"
_EXEMPTS = regex(
    rf"\b{_IS}(?:exempt(?:ed)?|except(?:ed|ions?)|excused|excluded|spared|waived|lifted|relaxed|suspended|dropped"
    r"|skipped|released|let\s+off|left\s+(?:out|alone)|(?:an?|the)\s+(?:only\s+|sole\s+)?exceptions?|an?other\s+matter"
    r"|a\s+different\s+(?:matter|story)|not\s+(?:affected|covered|counted|bound|subject|meant|intended|concerned|caught"
    rf"|included|touched|required|needed|necessary)|outside(?:\s+of)?(?=\W+{_RULE}\b|\W*\Z))\b"
    r"|\b(?:needs?|requires?)\s+none\b"
    r"|\b(?:does|do)\s+not\s+(?:apply|extend|bind|hold|count|matter|concern|cover|affect|include)\b"
    r"|\b(?:need\s+not|(?:does|do)\s+not\s+(?:need|have)\s+to)(?=\W*(?P<duty>(?:be\s+)?[\w-]+|\Z))"
    r"|\bno\s+longer\s+(?:applies|apply|holds?)\b"
    r"|\A\W*no(?=\s+(?P<thing>[\w-]+(?:\s+[\w-]+)?)\s+(?:is|are)\s+(?:needed|required|necessary)\b)"
    r"|\A\W*none\s+of\s+(?:this|these|it|that|the\s+above)(?:\s+(?:appl(?:y|ies)|holds?|counts?|binds?))?\b"
    rf"|\b{_IS}free\s+(?:of|from)(?=\W+{_RULE}\b)|\b(?:this|the\s+rule)\s+is\s+not\s+for\b"
    r"|\b(?:exceptions?|exemptions?|allowances?|waivers?)\b"
    r"|\A\W*(?:we\s+)?(?:skip|ignore|disregard|leave\s+(?:out|aside)|exempt|except|excuse|exclude|spare|waive)\b"
    r"|\b(?:can|may|might|could)\s+(?:also\s+|still\s+)?(?:be\s+)?(?:skip(?:ped)?|ignored?|disregard(?:ed)?"
    r"|bypass(?:ed)?|omit(?:ted)?|left\s+out|waived|(?:do|go)\s+without)\b",
    re.IGNORECASE,
)
_PERMITS = regex(
    r"\b(?:may|can|could|might)\s+(?:also\s+|still\s+|then\s+|[a-z]+ly\s+)*"
    r"(?:(?P<light>be\s+(?:given|made|done|used|had|taken|provided|sent))\b|(?P<be>be\s+)?(?P<verb>[\w-]+))"
    rf"|\b(?P<fine>{_IS}(?:fine|ok|okay|all\s+right|alright|allowed|permitted|permissible|acceptable"
    r"|welcome|possible|in\s+order|tolerated))\b",
    re.IGNORECASE,
)
FORBIDS = regex(
    r"\b(?:never|(?:must|shall|should|may|will|do(?:es)?|can|is|are)\s+not|cannot|prohibited|forbidden|banned|no|avoid"
    r"|refrain|refuse|decline|only)\b|n['’]t\b",
    re.IGNORECASE,
)
_SAYS_MORE = regex(
    r"\b(?:no|not|never|none|nobody|neither|nor|only|must|shall|should|cannot|unless|until|rather|instead|but|however"
    r"|before|after|first|last|within|per|than|even|except|without)\b|n['’]t\b|[?:\"“`\d]"
    r"|\b(?:such\s+as|like|e\.?g|i\.?e|for\s+(?:example|instance)|namely|including|that\s+is)(?!\w)",
    re.IGNORECASE,
)
"""Denies, limits or explains what is let off."""
_TURN = regex(
    r"\A\W*(?:but|however|still|yet|that\s+said|and|also|of\s+course)\b,?\s*", re.IGNORECASE
)
_WHEN = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|once|(?:as|so)\s+long\s+as|while)\b(?P<clause>[^,]*)",
    re.IGNORECASE,
)
_AGAIN = regex(r"\b(?:do(?:ing)?\s+(?:so|it|this|that))\b", re.IGNORECASE)
_WROTE = regex(r"\b(?:wrote|writes?|(?:has|have|had)\s+written)\b", re.IGNORECASE)
"""Is done by anybody, where what is "in writing" or "written" closes a case."""
_ALL = regex(
    rf"\b(?:{_RULE}|anything|everything|whatever|any(?:one|body)|every(?:one|body))\b",
    re.IGNORECASE,
)
_POINTS = regex(rf"\b{_RULE}\b", re.IGNORECASE)
_CUES = (
    *("exempt", "except", "excus", "exclud", "spare", "waive", "lift", "relax", "suspend", "drop"),
    *(
        "skip",
        "release",
        "let off",
        "left ",
        "matter",
        "outside",
        "not ",
        "need",
        "no longer",
        "none",
    ),
    *(
        "allowance",
        "ignor",
        "disregard",
        "leave ",
        "bypass",
        "omit",
        "without",
        "may ",
        "can ",
        "could ",
    ),
    *("might ", " fine", " ok", " right", "allowed", "permi", "acceptable", "welcome", "possible"),
    *("in order", "tolerated", "free ", "requir", "necessary"),
)
_ANYTHING = frozenset(
    """
    make write have use send produce receive carry come happen result bear live take give get put
    say speak tell talk see hear read open start go do be turn up user human people person
    requester reader customer recipient name origin use word
    text rule requirement prohibition principle obligation duty restriction policy
    reply answer response prompt message request query conversation question somewhere
    """.split()
)
"""What anything is, has, or has had done to it."""
_SEEN = frozenset(
    """
    notice know learn hear see spot discover remember realise realize recall recognise recognize
    sense wonder mean look find come happen bring get give have come go turn show hold
    stand arise occur exist cost need mind idea notion clue able used want wish like care feel
    purpose chance luck hand subject topic theme something anything nothing somewhere
    """.split()
)
"""Of these a clause is made that holds for whoever says so."""
_MINDED = frozenset("sure curious interested aware ready likely keen eager busy".split())
_DEFINITE = frozenset("leave run follow grant claim work".split())
"""Name an act where they are not said of a task."""
_PRONOUN = regex(r"\b(?:it|they|you|one|we)\W*\Z", re.IGNORECASE)
_NAMED = regex(r"(?<!\A)\b(?!Claude\b)[A-Z][a-z]+")
"""A name among other words."""
_NEAR = 60
"""Characters within which a rule says what it forbids."""
_SAYING = frozenset("unless when whenever where wherever if as".split())
"""A clause of its own follows."""
_RELATIVE = regex(
    r"\b(?:who|that|which|it|they|you|we|one|(?:some|any)(?:one|body))\s+[a-z]", re.IGNORECASE
)
_THAT = regex(
    r"\b(?:about|of|in|for|to|with|on|from|by|at|under|unless|when|if)\s+(?:that|this|these|those)"
    r"\s+(?!(?:is|are|was|were|has|have|can|may|might|could)\b)[a-z]",
    re.IGNORECASE,
)
"""Points at one thing that the rule names."""
_SOMETHING = regex(
    r"\b(?:who|that|which)\s+(?:ha(?:s|ve)\s+)?[a-z]+\s+(?:something|anything)\b"
    r"|\b(?:something|anything|nothing)\s+(?:left\s+)?(?:to\s+)?[a-z]+\b",
    re.IGNORECASE,
)
"""Whatever is done to something has no name."""
_WHO_WISH = regex(
    r"\W*(?:towards?\s+|for\s+|to\s+|with\s+)?(?:those|people|persons?|[\w-]+(?:one|body|s|er|or|nt))\s+(?:who\s+(?:might\s+|may\s+|really\s+|just\s+)?"
    r"(?:wants?|would\s+like|wish(?:es)?|cares?|ask(?:s|ed)?(?=\W*\Z))\b(?!\s+(?:not|no)\b)"
    r"|(?:whom?\s+)?(?:it|they|you|we|one)\s+(?:knows?|trusts?|likes?)\W*\Z)",
    re.IGNORECASE,
)
"""A kind of people that anybody belongs to who says so."""
_SENDS = regex(r"\b(?:sen[dt]|record|mail|deliver|contact|notif|call|track|stor)", re.I)
_AS_RULED = regex(
    r"\W*(?:[a-z]+\s+)?(?:those|people|persons?|(?:some|any)(?:one|body))\s+who\s+[a-z]+\s+[a-z]",
    re.IGNORECASE,
)
_PEOPLE = families("people person someone somebody anyone anybody".split())
_OPEN = frozenset({"judging", "wanting", "anybody", "size"})
_LONGEST = 160
_SEVERAL = 3
"""Sentences of a section that hold what it is about."""


def may_let_off(text: str) -> bool:
    """Whether a sentence has a word that stands in all that `lets_off_all` finds."""
    folded = text.casefold()
    return len(text) <= _LONGEST and any(cue in folded for cue in _CUES)


def about(titles: str, sentences: tuple[str, ...], own: str) -> frozenset[str]:
    """The families that say what a section is about.

    Args:
        titles: Titles of the section and of those it lies in.
        sentences: Its sentences.
        own: The one that asks, which does not count.
    """
    least, mine = max(_SEVERAL, (len(sentences) - 1) // 4), families(content(own))
    often = (word for word, n in _counted(sentences).items() if n - (word in mine) >= least)
    return frozenset(often) | families(content(titles))


@lru_cache(maxsize=8)
def _counted(sentences: tuple[str, ...]) -> Counter[str]:
    """How many of some sentences say each family; asked for again for every one of a section."""
    return Counter(word for one in sentences for word in families(content(one)))


def lets_off_all(text: str, rule: str, topic: frozenset[str]) -> bool:
    """Whether a sentence lets off from a rule, and names no case beside what the rule is about.

    Args:
        text: The sentence.
        rule: A rule before it.
        topic: What the section is about, as families.
    """
    text = _TURN.sub("", text)
    held = families(content(rule))
    rest, exempts = _EXEMPTS.subn(" ", text)
    if any(not _is_held(found, held) for found in _EXEMPTS.finditer(text)):
        return False
    if not exempts:
        forbids = FORBIDS.search(rule)
        if forbids is None or not _permits_it(text, rule, forbids):
            return False
        rest = _PERMITS.sub(r" \g<verb> ", text)
    if _SAYS_MORE.search(rest) or _NAMED.search(text):
        return False
    told = [word for word in words(_WROTE.sub(" write ", rest)) if lemma(word) not in STOP]
    own = [word for word in told if not families([lemma(word)]) <= held]
    new = [word for word in own if not families([lemma(word)]) <= topic and word != "write"]
    if is_closed(new) or not all(map(is_anything, new)):
        return False
    if any(not _leaves_open(when["clause"], topic, rule) for when in _WHEN.finditer(rest)):
        return False
    if not exempts and not own:
        return _AGAIN.search(rest) is not None  # the other rules tell what is denied outright
    return len(new) < len(told) or (bool(new) and _ALL.search(rest) is not None)


def exception_for_anything(text: str) -> str | None:
    """The words of an exception that says of what a rule is about no more than is true of anything.

    Args:
        text: A rule.
    """
    if not excepts(text):
        return None
    for found, begin, end in clauses(text):
        clause = text[begin:end]
        says = found[0].split()[-1].casefold() in _SAYING or _RELATIVE.search(clause)
        if says and _holds_of_anything(clause, f"{text[: found.start()]} {text[end:]}"):
            return shown(text, found.start(), end)
    return None


def _holds_of_anything(clause: str, rule: str) -> bool:
    """Whether a clause says what anybody could say of anything, and does say something."""
    if _WHO_WISH.match(clause) and not is_closed([w for w in words(clause) if lemma(w) != "ask"]):
        return _SENDS.search(rule) is None  # who asks for it may be sent it
    held = families(content(rule))
    if _AS_RULED.match(clause) and families(content(clause)) - _PEOPLE <= held:
        return True  # "keys must not be shared, except among people who share keys"
    clause, unnamed = _SOMETHING.subn(" has something ", clause)
    if _SAYS_MORE.search(clause) or _THAT.search(clause):
        return False
    told = [w for w in words(clause) if _is_seen(w) or lemma(w) not in STOP]
    if told and told[0].endswith("ing") and not _is_seen(told[0]):
        return False  # "apart from naming the guests": an act of its own
    own = [word for word in told if not families([lemma(word)]) <= held]
    minded = any(word in _MINDED for word in own)
    known = (_is_seen(word) or is_anything(word) or (minded and word in PARTIES) for word in own)
    if is_closed(own) or not all(known):
        return False
    if minded or any(word_class(word) == "judging" for word in own):
        return True
    if _people(clause) and not unnamed:
        return False  # what somebody wants or sees is a test
    sized = any(word_class(word) == "size" and lemma(word) != "use" for word in own)
    return sized or any(map(_is_seen, own))


def _is_seen(word: str) -> bool:
    return word in _MINDED or word in _SEEN or lemma(word) in _SEEN


def _is_held(exempts: re.Match[str], held: frozenset[str]) -> bool:
    """Whether what somebody need not do, or have, is what a rule asks for."""
    duty = exempts["duty"] or exempts["thing"] or ""
    if duty.endswith("s"):
        return False  # "need not be members" asks for another thing
    asked = families(content(duty))
    return asked <= held if asked else duty.casefold() in ("", "do", "be")


def _permits_it(text: str, rule: str, forbids: re.Match[str]) -> bool:
    """Whether a sentence permits what a rule forbids to whom the rule binds."""
    held = families(content(rule))
    bound, acts = rule[: forbids.start()], rule[forbids.end() : forbids.end() + _NEAR]
    for found in _PERMITS.finditer(text):
        before = text[: found.start()]
        shared = families(content(before)) & held
        if found["verb"] is None:
            permits = shared or (found["fine"] and _POINTS.search(before))
        elif found["be"] or found["verb"] == "be" or not _people(before) - _people(bound):
            again = _AGAIN.match(text, found.start("verb")) or found["verb"] == "be"
            same = again or families([lemma(found["verb"])]) & families(content(acts))
            permits = same and (shared or _PRONOUN.search(before))
        else:
            permits = None  # others may do what those who are bound may not
        if permits:
            return True
    return False


def _people(text: str) -> frozenset[str]:
    """Who a text names."""
    return frozenset(map(lemma, words(text))) & PARTIES


def _leaves_open(clause: str, topic: frozenset[str], rule: str) -> bool:
    """Whether a condition is one that nobody can look up, or what the section is about."""
    if any(word_class(word) in _OPEN for word in words(clause)):
        return True
    said = families(content(clause))
    return _holds_of_anything(clause, rule) or (
        bool(said) and said <= topic and not _people(clause)
    )


@lru_cache(maxsize=16_384)
def is_anything(word: str) -> bool:
    """Whether a word may be said of anything."""
    if lemma(word) in _DEFINITE:
        return False
    return lemma(word) in _ANYTHING or word_class(word) not in ("", "party", "asking")
