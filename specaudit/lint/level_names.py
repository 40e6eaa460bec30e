"""Which level a phrase names: "a rule set by the developer", "those at system level"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from specaudit.domain.patterns import regex
from specaudit.lint.context import Document
from specaudit.lint.ranked_names import stems_of
from specaudit.lint.ranked_sides import Ranked

RULES = (
    r"(?:(?:instruction|rule|principle|message|section|prompt|request|setting|constraint)s?"
    r"|polic(?:y|ies)|wish(?:es)?|(?:own\s+)?words?|(?:input|preference|command|order|choice"
    r"|directive|prohibition|restriction|limit|requirement|protection|ban)s?)\b"
)
"""What a level or somebody's message holds."""
SAYS = (
    r"(?:ha(?:s|ve)\s+(?:asked|said|requested|decided|wished|instructed|told|set|chosen|written)|says?|wants?|asks?"
    r"|demands?|prefers?|decides?|wish(?:es)?|requests?|instructs?|insists?|tells?|sets?|requires?|objects?)\b"
)
NO_AUTHORITY = "no authority"
_POWERLESS = (
    "tool result, tool output, tool message, tool call, tool response, search result, web page"
    ", untrusted text, untrusted content, quoted text, attachment, assistant message"
)
"""What a document means that speaks of things without authority."""
_AFTER_NAME = (
    rf"s\b|['’]|[-\s]+(?:level\b|{RULES}|{SAYS}|who\b|that\b|which\b|is\b|are\b|has\b|have\b|must\b|may\b|can\b|should\b"
    r"|will\b|over\b|above\b|before\b|after\b|below\b|than\b|to\b|against\b|and\b|or\b|by\b|in\b|on\b|for\b|when\b|if\b|where\b"
    r"|ahead\b|first\b|second\b|always\b|also\b|end\b|outrank|overr|win|prevail|beat|trump|yield|giv|com|go|tak|carr|count|matter"
    r"|weigh|stand|rank|section|default|norm|\w+ed\b|wrote|said|gave|chose)|\s*[.,;:)*_\"”]"
)
"""Goes on after the name of a level that is no part of another name."""
_DETERMINER = (
    r"(?:the|an?|any|all|every|each|even|only|no|such|those|these|other|our|its|some|both|either|individual"
    r"|one|two|most|many)"
)
_ADJECTIVE = (
    r"(?:(?!(?:LEVEL)s?\b)(?:[\w-]+(?:ed|ing|ly|ic|it|al|ous|ive|ble|ary|ent|ern)|own|later|earlier|latest|mere|clear|plain"
    r"|new|old|short|simple|express|single|lone|firm|strong|strict|trusted|last|first|fresh|bare))"
)
_BEFORE = rf"(?>(?:{_DETERMINER}|{_ADJECTIVE})\s+)*"
"""Each word is read in one way only: some are both, and a row of them would be read in all ways."""
_WHOSE = (
    r"(?:(?:that|which)\s+)?(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?:\w+ly\s+)?"
    r"(?:(?:set|given|made|issued|sent|stated|laid\s+down|supplied|provided|written|placed|imposed|defined"
    r"|come|comes|coming|stands?|standing|sits?|sitting|originat\w+|stem\w*|found|expressed)\s+)?"
    r"(?:by|from|of|at|on|in|with|under)\s+"
)
_HELD = (
    rf"(?:{RULES}|(?:default|requirement|prohibition|restriction|limit|guideline|norm|standard|decision"
    r"|demand)s?|those|that|what(?:ever)?|anything|everything|something|the\s+ones?|ones?|authority"
    r"|rank|standing)"
)
_FORMS = (
    # "developers", "the user's own words", "root-level rules", "an explicit system message"
    rf"(?:what(?:ever)?\s+|anything\s+(?:that\s+)?|everything\s+(?:that\s+)?|the\s+\w+\s+(?:of|from|by)\s+)?{_BEFORE}"
    rf"(?P<level>LEVEL)(?:(?:s['’]?|['’]s)?[-\s]+(?:level\b|(?:own\s+|later\s+|explicit\s+|direct\s+)?{RULES}|{SAYS}"
    r"|who\b|themselves\b|alone\b|when(?:ever)?\b|(?:in|by|of)\s+(?:any|all|every|such|this|default|general)\b)|(?:s['’]?|['’]s)\W*\Z)",
    # a bare name, which an adjective would make another thing ("the operating system")
    rf"(?:what(?:ever)?\s+|the\s+\w+\s+(?:of|from|by)\s+)?(?:{_DETERMINER}\s+)*(?P<level>LEVEL)['’]?\W*\Z",
    # "what the user types", "whatever a system message lays down"
    rf"(?:what(?:ever)?|anything|everything)\s+(?:that\s+)?(?:{_DETERMINER}\s+)*(?P<level>LEVEL)s?(?:\s+{RULES})?\s+(?:\w+ly\s+)?[a-z]+s?\b",
    # "a rule set by the developer", "those at the user level", "the authority of the user"
    rf"{_BEFORE}{_HELD}\s+{_WHOSE}{_BEFORE}(?P<level>LEVEL)(?:s['’]?|['’]s)?"
    rf"(?:[-\s]level\b|\s+(?:authority\b|themselves\b|alone\b|{RULES})|\W*\Z)",
)


class LevelNames:
    """Reads levels of one order in phrases."""

    def __init__(self, levels: Sequence[str]) -> None:
        self._ranks = {level.casefold(): rank for rank, level in enumerate(levels)}
        names = "|".join(map(re.escape, levels)) or r"(?!)"
        self._forms = [regex(rf"\A\W*{form.replace('LEVEL', names)}", re.I) for form in _FORMS]
        self._any = regex(rf"\b(?:{names})s?\b", re.IGNORECASE)

    def rank(self, phrase: str) -> int | None:
        """Rank of the level whose rules or messages a phrase is about; None for no level."""
        phrase = phrase.strip()
        for form in self._forms:
            found = form.match(phrase)
            if found is not None:
                return self._ranks.get(found["level"].casefold())  # "ı" is no "i" when folded
        return None

    def ranks(self, text: str) -> list[int]:
        """Ranks of all levels that a text names, in its order; other uses of the words as well."""
        named = (match[0].casefold() for match in self._any.finditer(text))
        found = (self._ranks.get(name, self._ranks.get(name.removesuffix("s"))) for name in named)
        return [rank for rank in found if rank is not None]


class LevelStems:
    """Reads which levels the two sides of an order name by their words."""

    def __init__(self, document: Document) -> None:
        self._names = [level.casefold() for level in document.spec.levels]
        self._levels = [stems_of(level, bare=True) for level in document.spec.levels]
        if ranks_nothing(document):
            self._levels.append(frozenset())
        names = "|".join(map(re.escape, document.spec.levels)) or r"(?!)"
        self._named = regex(rf"\b(?P<level>{names})(?:{_AFTER_NAME}|\W*\Z)", re.IGNORECASE)

    def ranks(self, text: str, order: Ranked) -> tuple[int, int] | None:
        """The levels of the higher and of the lower side; None where a side is of no level.

        Args:
            text: The sentence, in which "user interface" names no level.
            order: An order that it states.
        """
        higher, lower = (self._rank(side) for side in (order.higher, order.lower))
        if higher is None or lower is None:
            return None
        named = {found["level"].casefold() for found in self._named.finditer(text)}
        bare = (rank for rank in (higher, lower) if rank < len(self._names))
        return (higher, lower) if all(self._names[rank] in named for rank in bare) else None

    def lists(self, items: Sequence[str]) -> bool:
        """Whether most items of a ranking are levels."""
        held = [item for item in items if stems_of(item, bare=True) in self._levels]
        return 2 * len(held) > len(items)

    def _rank(self, side: frozenset[str]) -> int | None:
        found = [
            rank
            for rank, level in enumerate(self._levels)
            if (level <= side if level else any(one <= side for one in _powerless()))
        ]
        return found[0] if len(found) == 1 else None


def ranks_nothing(document: Document) -> bool:
    """Whether a document ranks what has no authority below its levels."""
    lowest = (ranking.items[-1].casefold() for ranking in document.spec.rankings)
    return any(item.startswith(NO_AUTHORITY) for item in lowest)


def ranks_nothing_in_use(document: Document) -> bool:
    """Whether a document that does so has sections of those levels."""
    return document.uses_levels and ranks_nothing(document)


@cache
def _powerless() -> tuple[frozenset[str], ...]:
    return tuple(stems_of(one, bare=True) for one in _POWERLESS.split(", "))
