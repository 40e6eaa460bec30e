"""Sentences that rank the same two things the other way round, in whatever words.

`parse.orders` reads the names of what wins and what loses, for chains of any length. Here a
sentence is cut at the word that ranks, and its two sides count by the words in them: two sentences
are opposed where each has on top what the other has at the bottom.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.ranked_names import stems_of
from specaudit.parse.order_words import SOME

_ASIDE = regex(r"\([^()]*\)")
_INSERTED = regex(r"\s(?:—|–|--?)\s[^—–]{2,100}\s(?:—|–|--?)\s")
_PARTS = regex(
    r"\s*[;:—–]\s+|\s+--?\s+"
    r"|,\s+(?=(?:but|while|whereas|so|because|since|yet|which|who|not)\b)"
    r"|,\s+and\s+(?=[^,;]{0,60}\b(?:over|above|ahead|below|before|behind|than|yields?|outranks?|overrides?"
    r"|trumps?|beats?)\b)"
)
"""Between what says one thing and what says the next."""
_LEAD = regex(
    r"\W*(?:(?:but|and|however|so|thus|still),?\s+)?"
    r"(?P<case>(?:for|in|when(?:ever)?|if|where(?:ver)?|during|once|after|on|with|within|inside|throughout|while"
    r"|under|at|among|until|outside|unless|given|between|should)\s[^,]{2,160}),\s+",
    re.IGNORECASE,
)
_TRAIL = regex(
    r",?\s+(?:when(?:ever)?|if|where(?:ver)?|during|once|while|unless|until|in\s+case|as\s+long\s+as)\s",
    re.IGNORECASE,
)
_EXCEPT = regex(
    r"\b(?:unless|until|outside|except|apart\s+from|otherwise)\b"
    r"|\A\W*(?:avoid|penali[sz]e|reject|refuse)\b|\b(?:mistake|wrong|tempting)\s+to\b",
    re.IGNORECASE,
)
"""Holds in all cases but one, or says what is not to be."""
_PLACE = regex(r"\s(?:in|for|on|at|during|within|under|among|inside|outside)\s", re.IGNORECASE)
"""Opens a phrase at the end of a sentence."""
_NEXT = regex(r",\s+(?:and|or)\s")
_RANKS = regex(
    r"\b(?:prefer|favou?r|priorit|preceden|primacy|cho?os|chose|pick|put|plac|rank|rate|valu|weigh"
    r"|prevail|w[io]n|stand|sit|c[oa]me|go(?:es)?\b|opts?\b|errs?\b|elevat|held|hold|emphas|import|matter|count)",
    re.IGNORECASE,
)
"""Without one of these before them, "over" and "above" speak of places."""
_OF_WORTH = (
    r"(?=\s+(?:\w+ly\s+)?(?:important|weighty|urgent|essential|valuable|preferable|weight|priority|rank|value"
    r"|importance|authority|standing|precedence|claim|than)\b)"
)
_MORE = regex(
    r"\b(?:better|wiser|safer|sooner|rather|preferable|(?:higher|greater|stronger|more|larger)"
    rf"{_OF_WORTH})",
    re.IGNORECASE,
)
_LESS = regex(rf"\b(?:worse|(?:lower|lesser|weaker|less|smaller){_OF_WORTH})", re.IGNORECASE)
_PIVOT = regex(
    r"(?<![\w-])(?:(?P<wins>rather\s+than|instead\s+of|in\s+preference\s+to|ahead\s+of|before(?=\s+\w+ing\b)"
    r"|overrid(?:es?|ing)|overrules?|outranks?|trumps?|beats?|supersedes?|outweighs?|pre-?empts?|displaces?"
    r"|(?:prevails?|wins?)\s+(?:out\s+)?(?:over|against)"
    r"|(?:preferred|preferable|superior|senior|paramount)\s+to)"
    r"|(?P<loses>(?:yields?|defers?|bows?|loses?(?:\s+out)?|second|secondary|subordinated?|inferior|subject)\s+to"
    r"|(?:gives?|makes?)\s+(?:way|room|ground)\s+(?:to|for)"
    r"|(?:overridden|outranked|superseded|trumped|outweighed|overruled|beaten|displaced)\s+by)"
    r"|(?P<over>over|above|before)|(?P<under>below|beneath|behind|after)|(?P<than>than)|(?P<to>to))(?![\w-])",
    re.IGNORECASE,
)
_FIRST_THEN = regex(
    r"\bfirst\b(?P<first>[^.]{0,80}?)(?:[,;—]\s*(?:and\s+)?|\band\s+)(?:only\s+)?then\b",
    re.IGNORECASE,
)
_PREFERS = regex(r"\bprefer(?:s|ring)?\b", re.IGNORECASE)
_OPEN = regex(
    rf"\b(?:may|might|can|could|cannot|sometimes|whether|if)\b|\?|{SOME}",
    re.IGNORECASE,
)
"""What is only possible, or what somebody prefers."""
_RELATIVE = regex(r"(?<=\w)\s+(?:that|which|who|where)\s", re.IGNORECASE)
"""Opens words about one side, which neither assert nor deny the order."""
_DENIED = regex(r"\b(?:not|never|no\s+longer|nothing|neither|hardly)\b|n['’]t\b", re.IGNORECASE)
_FORBIDDEN = regex(
    r"\b(?:(?:must|should|shall)\s+not|never)\b|\A\W*do(?:\s+not|n['’]t)\b", re.IGNORECASE
)
_WORD = regex(r"[\w’'-]+")
_GERUND = regex(r"\W*(?!(?:prefer|during)ring\b)\w+ing\s", re.IGNORECASE)
_FINITE = regex(
    r"\b(?:is|are|was|were|must|should|shall|will|has|have|gets?|needs?|comes?|goes|ranks?|stands?|outranks?"
    r"|takes?|matters?|counts?|weighs?|prevails?|wins?|beats?|yields?|gives?)\b",
    re.IGNORECASE,
)
_MAIN = regex(r"\b(?:is|are|was|were|must|should|shall)\b", re.IGNORECASE)
_NO = regex(r"\b(?:no|without|not)\b", re.IGNORECASE)
_NONE = frozenset({"no"})
_ANSWER = frozenset({"answer", "respons", "repl"})
"""What "no" is said of, as a rule: "silence or no answer"."""
_FAVOURED = regex(
    r"\b(?:first|wins?|prevails?|decides?|governs?|counts?|follows?|chooses?|prefers?|favou?rs?|keeps?|errs?\s+on\s+the\s+side"
    r"|(?:gives?|takes?|has)\s+(?:\w+\s+)?(?:precedence|priority)|the\s+last\s+word|upper\s+hand|sides?\s+with)\b",
    re.IGNORECASE,
)
_LONGEST = 1000
"""Characters of a sentence from which on it says too much for two sides."""
_AGAINST = regex(
    r"\s(?:(?:pulls?|goes|go|works?|weighs?|stands?|runs?|cuts?)\s+against|(?:conflicts?|clash(?:es)?|collides?|competes?"
    r"|(?:is|are)\s+(?:at\s+odds|in\s+(?:conflict|tension)))\s+with|contradicts?|versus|vs\.?|and|with)\s",
    re.IGNORECASE,
)
"""Between two things that meet."""
_SAYS_NOTHING = """
    exist want opposite thing goal genuine associated corresponding lead
    prefer preferred preference use prioritize prioritise priority precedence rank put place
    value weigh weight choose choice come go take better worse first last high higher low
    lower more less one itself important matter count favor favour stand side treat keep hold
    give serve way always general conflict differ disagree collide clash meet pull apart part
    tension dispute two three both case apply prevail win follow contradict diverge compete
    odds inconsistency discrepancy disagreement doubt time day event situation whole practice
    between order importance balance face pick resolve decide decision trade-off reason
    possible feasible appropriate compare
    """
"""Words that rank, or say that two things meet: not what is ranked."""
_SHARE = 0.5
"""Of the words of the shorter sides, how many two opposed orders share."""
_MOST_PAIRS = 500
"""Orders of two rankings held against each other one by one, at most."""
_SEVERAL = 3
"""Words that make a case, or what is ranked, the same in other words."""


class Ranked(NamedTuple):
    """What a sentence ranks, by the stems of the words on its two sides."""

    higher: frozenset[str]
    lower: frozenset[str]
    case: frozenset[str] = frozenset()
    """Words of the case that it ranks them for; none for every case."""
    both: frozenset[str] = frozenset()
    """Words on both sides: the kind of thing that is ranked."""
    place: frozenset[str] = frozenset()
    """Words at the end that name a side more closely, or a case."""

    @property
    def words(self) -> frozenset[str]:
        """All words of the two sides."""
        return self.higher | self.lower | self.both

    @property
    def size(self) -> int:
        """How many words it ranks."""
        return len(self.higher) + len(self.lower)


_NO_ORDER = Ranked(frozenset(), frozenset())


def ranked(text: str) -> Iterator[Ranked]:
    """The orders that a sentence may state."""
    if len(text) > _LONGEST or _EXCEPT.search(text):
        return
    text = _ASIDE.sub(lambda aside: aside[0].replace(",", " "), _INSERTED.sub(" ", text))
    together = _FIRST_THEN.search(text)
    if together:
        case, before = _led(text[: together.start()])
        first = together["first"] if _named(together["first"]) else before
        yield from _order(first, text[together.end() :], case, wins=True)
        return
    for part in _PARTS.split(text):
        case, said = _led(part)
        if case and (decided := _decided(case, said)):
            yield decided
        for pivot in _PIVOT.finditer(said):
            before, after = said[: pivot.start()], said[pivot.end() :]
            wins = _wins(before, pivot)
            if wins is not None and not _describes(before, after):
                yield from _order(before, after, case, wins)


def _led(part: str) -> tuple[str, str]:
    """The case that opens a clause, and what it says."""
    lead = _LEAD.match(part)
    return (lead["case"], part[lead.end() :]) if lead else ("", part)


def _wins(before: str, pivot: re.Match[str]) -> bool | None:
    """Whether what stands before a word wins over what follows; None where neither is said."""
    asserted = _RELATIVE.split(before)[0]
    if _OPEN.search(asserted):
        return None
    wins: bool | None = None
    if pivot["wins"] or (pivot["over"] and _RANKS.search(before)):
        wins = True
    elif pivot["loses"] or (pivot["under"] and _RANKS.search(before)):
        wins = False
    elif pivot["to"] and _PREFERS.search(before):
        wins = True
    elif pivot["than"]:
        more, less = _MORE.search(before), _LESS.search(before)
        wins = None if (more is None) is (less is None) else more is not None
    if wins is None or not _DENIED.search(asserted):
        return wins
    return not wins if _FORBIDDEN.search(asserted) else None


def _describes(before: str, after: str) -> bool:
    """Whether the order is only part of what a sentence speaks about."""
    if _GERUND.match(before) and not _FINITE.search(before):
        return True  # "choosing a remote file over a local one requires consent"
    return _RELATIVE.search(before) is not None and _MAIN.search(after) is not None


def _order(before: str, after: str, case: str, wins: bool) -> Iterator[Ranked]:
    after, *trailing = _TRAIL.split(_NEXT.split(after)[0])
    _, *places = _PLACE.split(after)
    first, second = _named(before), _named(after)
    both = first & second
    if first - both and second - both:
        higher, lower = (first, second) if wins else (second, first)
        told = _named(" ".join((case, *trailing)))
        yield Ranked(higher - both, lower - both, told, both, _named(" ".join(places)))


def _named(side: str) -> frozenset[str]:
    named = stems_of(side, bare=True) - _saying_nothing()
    return (named - _ANSWER) | _NONE if _NO.search(side) else named


@cache
def _saying_nothing() -> frozenset[str]:
    return stems_of(_SAYS_NOTHING, bare=True)


def _decided(case: str, said: str) -> Ranked | None:
    """The order in "when X and Y part ways, X comes first"."""
    first, *others = _AGAINST.split(case, maxsplit=1)
    second = others[0] if others else ""
    if not _FAVOURED.search(said) or _OPEN.search(said) or _DENIED.search(said):
        return None
    a, b = _named(first), _named(second)
    a, b, named = a - b, b - a, _named(_TRAIL.split(said)[0])
    if not a or not b or bool(a & named) is bool(b & named):
        return None
    return Ranked(a, b) if a & named else Ranked(b, a)


def spoken(text: str, stems: frozenset[str]) -> str:
    """The words of a text that have certain stems, as written."""
    words = dict.fromkeys(word for word in _WORD.findall(text) if stems_of(word, bare=True) & stems)
    return " ".join(words)


def ranked_items(items: Sequence[str]) -> Iterator[Ranked]:
    """The orders that a ranking states, of every two items of it."""
    for a, b in combinations(map(_named, items), 2):
        if a - b and b - a:
            yield Ranked(a - b, b - a, both=a & b)


def opposed_orders(
    found: Sequence[tuple[str, Sequence[Ranked]]],
) -> Iterator[tuple[int, int, Ranked]]:
    """Pairs of sentences that rank the same two things the other way round.

    Args:
        found: Each sentence with its orders.

    Yields:
        The numbers of the two, and what they share of the order that the first one states.
    """
    losing: dict[str, set[int]] = defaultdict(set)
    for number, (_, orders) in enumerate(found):
        for word in {word for one in orders for word in one.lower}:
            losing[word].add(number)
    for number, (_, orders) in enumerate(found):
        others = {n for one in orders for word in one.higher for n in losing[word] if n > number}
        for other in sorted(others):
            if shared := _opposed(found[number], found[other]):
                yield number, other, shared


def _opposed(
    one: tuple[str, Sequence[Ranked]], other: tuple[str, Sequence[Ranked]]
) -> Ranked | None:
    """What two sentences rank the other way round, unless they agree as much on something."""
    if len(one[1]) * len(other[1]) > _MOST_PAIRS:
        return None  # two long rankings, which are compared by what they name
    pairs = list(product(one[1], other[1]))
    across = [(_across(a, b), a, b) for a, b in pairs]
    if not any(shared.size for shared, _, _ in across):
        return None
    said = _named(one[0]), _named(other[0])
    held = [shared for shared, a, b in across if _one_case(a, b, said)]
    most = max(held, key=lambda order: order.size, default=_NO_ORDER)
    return most if most.size > max(_along(a, b) for a, b in pairs) else None


def _along(one: Ranked, other: Ranked) -> int:
    """How many words two orders have on the same sides, where they have some on each."""
    above, below = one.higher & other.higher, one.lower & other.lower
    return len(above) + len(below) if above and below else 0


def _across(one: Ranked, other: Ranked) -> Ranked:
    """What one order has on top and the other at the bottom, and the reverse; empty for too little.

    Words on the same side in both, or on both sides in one, are of what both speak about.
    """
    above, below = one.higher & other.higher, one.lower & other.lower
    idle = above | below | one.both | other.both
    sides = [(one.higher - idle, other.lower - idle), (one.lower - idle, other.higher - idle)]
    shared = Ranked(*(a & b for a, b in sides))
    least = sum(min(len(a), len(b)) for a, b in sides)
    if not shared.higher or not shared.lower:
        return _NO_ORDER
    if one.both and other.both and one.both.isdisjoint(other.both):
        return _NO_ORDER  # "large models", "large batteries"
    if shared.size <= _SEVERAL and sides[0][0] - sides[0][1] and sides[1][1] - sides[1][0]:
        return _NO_ORDER  # "children get pictures", "adults get text"
    if any(len(a & b) <= min(len(a - b), len(b - a)) for a, b in sides):
        return _NO_ORDER  # "to inform the police" is not "to inform the press"
    if shared.size == 2 and one.words & other.words == shared.words:
        # Two single words may be part of other things: "the depth gauge" is not depth.
        return shared if sum(len(a | b) for a, b in sides) <= _SEVERAL else _NO_ORDER
    enough = shared.size >= max(_SHARE * least, len(above) + len(below))
    return shared if enough else _NO_ORDER


def _one_case(one: Ranked, other: Ranked, said: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two orders hold in one case: an order for a case of its own is an exception.

    Args:
        one: An order.
        other: Another one.
        said: All words of the two sentences, which may name the case elsewhere.
    """
    named = one.words | other.words
    a = (one.case - named) | (one.place - other.words - said[1])
    b = (other.case - named) | (other.place - one.words - said[0])
    a, b = (a if b else a - (said[1] - _NONE)), (b if a else b - (said[0] - _NONE))
    if a == b:
        return True
    if not a or not b or a ^ b == _NONE:
        return False
    a, b = a - _NONE, b - _NONE
    shared = len(a & b)
    return a <= b or b <= a or (shared >= _SEVERAL and 2 * shared >= min(len(a), len(b)))
