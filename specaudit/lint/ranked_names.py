"""What the sides of a stated order name: the words of a phrase come down to what they name."""

from __future__ import annotations

import re
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.similarity import content

_ENDINGS = tuple(
    """
    fulness ously ically liness ness ency ancy acy ity ful ous ent ence ant ance ate al ly ty y e
    """.split()
)
_LEAST_STEM = 3
_FILLER = frozenset(
    """
    instruction message request wish rule policy principle section level setting adjustment bound
    limit consideration value concern demand goal general overall specific particular broad broadly
    genuine genuinely own certain adherence adhere follow comply compliance compliant set case
    applicable relevant requirement provision commit provide give one apply individual direct
    explicit express mere preference need interest directive command choice restriction term
    associat correspond prioritiz prioritis associate corresponding associated prioritize prioritise
    associate corresponding respective word say decision duty obligation
    """.split()
)
"""Words that name a thing no closer, where other words name it."""
_SAID = frozenset({"answer", "response", "reply", "message"})
"""What a quality is one of: "a thorough answer" is about thoroughness."""
_OWNED = regex(r"(?P<owner>[^'’]+)['’]s?\s+(?P<thing>\w.*)")
_CLOSER = regex(
    r"\s(?:of|to|with|within|between|towards?|about|from|by|against|over|that|which|who|set)\s"
)
_OF_THOSE = regex(r"(?:those|that|the\s+ones?)\s+(?:\w+\s+)?(?:of|from|by|in)\s+", re.IGNORECASE)
_OF_SECTION = regex(
    r"^(?:(?:anything|something|any\s+\w+|what\s+is\s+said)\s+(?:in|of)\s+)?(?:this\s+|the\s+)?"
    r"(?:(?:section|chapter|part|article)\s+)?"
)
_WHAT_ONE_SAYS = regex(
    r"(?:anything|everything|whatever|what|things)\s+(?:that\s+)?(?P<who>.+?)\s+(?:says?|states?|provides?"
    r"|(?:ha(?:s|ve)\s+)?(?:allow(?:s|ed)?|permit(?:s|ted)?|said|asked|set|decided)"
    r"|wants?|asks?|requires?|demands?|tells?|prescribes?|wish(?:es)?|decides?|requests?)\b.*",
    re.IGNORECASE,
)
WANTED = regex(
    r"\A\W*(?:an?|the|any|its|their)?\s*(?:preference|wish|desire|concern|regard|respect|care|need|striving)"
    r"\s+(?:for|to)\s+(?=\w)",
    re.IGNORECASE,
)
"""What is wanted follows: "the preference for a direct answer"."""
_WHATEVER = regex(
    r"(?:whatever|whichever|which|what|the|any|those)\s+(?P<thing>[\w-]+)\s+(?:that\s+)?(?:an?|the)\s+"
    r"(?P<who>[\w-]+)\s+(?:happens?\s+to\s+)?(?:follows?|uses?|has|have|sets?|states?|prefers?|gives?|makes?"
    r"|lays?\s+down)\b.*",
    re.IGNORECASE,
)
AND_OTHERS = regex(r",?\s+(?:and|or)\s+(?:any|all|every|the|of)\s+other\b.*", re.IGNORECASE)
_ALIASES = regex(r"\b(?:human\s+partners?|end[\s-]users?)\b", re.IGNORECASE)
_SAME_STEM = {
    other: stem
    for stem, others in {
        "error": "mistak",
        "brev": "brief concis succinct ters",
        "speed": "fast quick rapid swift",
        "clar": "clear",
        "honest": "hones",
        "court": "courtes",
        "creativ": "origin",
        "candour": "candor candid",
        "accur": "precis precision",
        "simpl": "simplic",
        "humbl": "humil",
        "caut": "caution",
        "free": "freedom",
        "depth": "deep",
        "breadth": "broad",
        "length": "long",
        "truth": "tru",
        "warmth": "warm",
        "wisdom": "wis",
        "cost": "money expens",
        "shar": "volunteer",
        "thorough": "exhaust",
    }.items()
    for other in others.split()
}
"""Stems of one word, or of words that name one thing, and the one that stands for them."""
_BEING = regex(
    r"\A\W*(?:(?:being|staying|remaining|acting|behaving|sounding|keeping\s+(?:things|it|matters))\s+(?=[\w-]+\Z)"
    r"|(?:offering|giving|providing|making|choosing|issuing|returning|sending)\s+(?=(?:an?|the|no)\s))",
    re.IGNORECASE,
)
"""A quality or a thing follows, which says all: "being clear", "offering a refund"."""
_NONE = regex(r"\A\W*(?:no|not)\s", re.IGNORECASE)
_SAVED = {
    regex(r"\bsav(?:ing|e)\s+time\b", re.IGNORECASE): "speed",
    regex(r"\bsav(?:ing|e)\s+money\b|\bspending\s+less\b", re.IGNORECASE): "cost",
}
_DUTY = regex(
    r"\A\W*(?:the\s+|its\s+|our\s+|their\s+|any\s+|an?\s+)?(?:\w+\s+)?(?:duty|obligation|commitment)\s+"
    r"(?P<not>not\s+to|to\s+not|never\s+to|to|against)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_HOW_OR_WHOM = regex(r"\b\w{3,}ly\b|\b(?:people|others|anyone|anybody|someone)\b", re.IGNORECASE)
"""What a duty is no other without: "to not actively deceive people"."""
IN_CASE = regex(
    r"\s(?:in|for|during|on|under|at|while|inside|outside|across|throughout)\s(?P<case>.+)"
)
"""Where in a phrase its case begins: "speed in emergencies"."""


class Named(NamedTuple):
    """What a phrase names: a section by a link or its title, else the stems of its words."""

    head: frozenset[str]
    rest: frozenset[str] = frozenset()
    """Whose it is, or what it is about, where the head says something without it."""
    section: str | None = None

    def same(self, other: Named) -> bool:
        """Whether both name one thing, perhaps once more closely ("judgment", "his judgment")."""
        if self.section and other.section:
            return self.section == other.section
        whole, theirs = self.head | self.rest, other.head | other.rest
        closer = self.rest <= other.rest or other.rest <= self.rest
        return whole == theirs or (self.head == other.head and closer)


def plainly(phrase: str) -> str:
    """A phrase in small letters, without quotes and without the word "section"."""
    bare = _OF_SECTION.sub("", phrase.casefold().strip("\"“”'. "))
    return " ".join(bare.strip("\"“”'. ").split())


def named_by(phrase: str) -> Named:
    """What a phrase names: its words without endings and without those that say no more."""
    if duty := _DUTY.match(phrase):
        said = stems_of(_HOW_OR_WHOM.sub(" ", IN_CASE.sub("", duty["what"])))
        forbids = duty["not"].casefold() != "to"
        return Named(said | {"not"} if forbids else said)
    for pattern, thing in _SAVED.items():
        phrase = pattern.sub(thing, phrase)
    phrase = _BEING.sub("", phrase)
    none = frozenset({"no"}) if _NONE.match(phrase) else frozenset[str]()
    plain = _WHATEVER.sub(r"\g<who>'s \g<thing>", AND_OTHERS.sub("", phrase))
    plain = _WHAT_ONE_SAYS.sub(r"\g<who>", _ALIASES.sub("user", _OF_THOSE.sub("", plain)))
    plain = IN_CASE.sub("", WANTED.sub("", plain)).partition(", ")[0]
    owned = _OWNED.fullmatch(plain)
    head, rest = (owned["thing"], owned["owner"]) if owned else (plain, "")
    closer = _CLOSER.search(head)
    if closer and closer.start():
        head, rest = head[: closer.start()], f"{rest} {head[closer.end() :]}"
    first, second = stems_of(head), stems_of(rest)
    if first and none:
        return Named(first | none, second)
    if not first:
        return Named(second or stems_of(phrase, bare=True) or frozenset({plainly(phrase)}))
    return Named(first, second)


def stems_of(phrase: str, *, bare: bool = False) -> frozenset[str]:
    """Stems of the words that tell a thing from others; of all content words where `bare`."""
    said = content(phrase)
    named = said if bare else said - _FILLER
    return frozenset(_stem(word) for word in (named - _SAID if len(named) > 1 else named))


def _stem(word: str) -> str:
    """A word without its endings, so that "safe", "safely" and "safety" are one."""
    for _ in range(3):
        ending = next(
            (e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _LEAST_STEM), None
        )
        if ending is None:
            break
        word = word[: -len(ending)]
    if word.endswith("bil"):  # "legible" and "legibility"
        word = word[:-2] + "l"
    word = word.removesuffix("i") if len(word) > _LEAST_STEM else word
    return _SAME_STEM.get(word, word)
