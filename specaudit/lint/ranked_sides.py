"""What a sentence ranks, told by the words on the two sides of what ranks.

`parse.orders` reads the names of what wins and what loses, in fixed forms. Here a sentence is cut
at a word that ranks ("outranks", "over", "than"), at what one thing is given up for, or between two
clauses of which one favours what the other slights; its two sides count by the words in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.ranked_names import stems_of
from specaudit.parse.order_words import SOME

_NAMES = regex(r"\b(?:for\s+(?:example|instance)|e\.g\.|i\.e\.|such\s+as|including)", re.IGNORECASE)
_ASIDE = regex(r"\([^()]*\)")
_INSERTED = regex(r"\s(?:—|–|--?)\s[^—–]{2,100}\s(?:—|–|--?)\s")
_PARTS = regex(
    r"\s*[;:]\s+|\s*[—–]\s*|\s+--?\s+|\s+(?=because\s)"
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
    r"|prevail|w[io]n|stand|sit|c[oa]me|go(?:es)?\b|opts?\b|errs?\b|elevat|held|hold|emphas|import|matter|count"
    r"|edge\b|upper\s+hand|(?:last|final)\s+(?:word|say)|carr(?:y|ies)\s+the\s+day|advantage|lead\b|serve)",
    re.IGNORECASE,
)
"""Without one of these before them, "over" and "above" speak of places."""
_WORTH = regex(
    r"\b(?:import|weight|weigh|urgen|essential|valu|worth|priorit|rank|authorit|standing|preceden|claim|count|matter|means?\b"
    r"|concern|precious|dear|vital|pressing|prefer|binding|serious|defer|trust|latitude|leeway|good|sense|choice)"
    r"|\b(?:more|less|higher|lower|greater|lesser)\s*\Z",
    re.IGNORECASE,
)
"""Makes "more" and "less" an order: "matters far more than", "of less weight than"."""
_COMPARED = regex(
    r"(?<!\bno )\b"
    r"(?:(?P<up>better|wiser|safer|sooner|rather|preferable|stronger|heavier|weightier"
    r"|dearer|(?P<more>more|higher|greater|larger))"
    r"|(?P<down>worse|weaker|lighter|(?P<less>less|lower|lesser|smaller)))\b",
    re.IGNORECASE,
)
_PIVOT = regex(
    r"(?<![\w-])(?:(?P<wins>rather\s+than|instead\s+of|in\s+preference\s+to|ahead\s+of|before(?=\s+\w+ing\b)"
    r"|overrid(?:es?|ing)|overrules?|outranks?|trumps?|beats?|supersedes?|outweighs?|pre-?empts?|displaces?"
    r"|(?:prevails?|wins?)\s+(?:out\s+)?(?:over|against)"
    r"|at\s+the\s+(?:cost|expense|price)\s+of|(?:preferred|preferable|superior|senior|paramount)\s+to)"
    r"|(?P<loses>(?:yields?|defers?|bows?|loses?(?:\s+out)?|second|secondary|subordinated?|inferior|subject)\s+to"
    r"|(?:gives?|makes?)\s+(?:way|room|ground)\s+(?:to|for)"
    r"|(?:overridden|outranked|superseded|trumped|outweighed|overruled|beaten|displaced)\s+by"
    r"|(?:not|nowhere\s+near|hardly)\s+(?:quite\s+|nearly\s+)?(?:as|so)\s+(?:\w+\s+){1,2}as)"
    r"|(?P<over>over|above|before)|(?P<under>below|beneath|behind|after)|(?P<than>than)|(?P<to>to))(?![\w-])",
    re.IGNORECASE,
)
_FIRST_THEN = regex(
    r"\bfirst\b(?P<first>[^.]{0,80}?)(?:[,;—]\s*(?:and\s+)?|\band\s+)(?:only\s+)?then\b",
    re.IGNORECASE,
)
NO_WORDS: frozenset[str] = frozenset()
_PREFERS = regex(r"\bprefer(?:s|ring)?\b", re.IGNORECASE)
_OPEN = regex(
    rf"\b(?:may|might|can(?!\s+wait)|could|sometimes|whether|if)\b|\?|{SOME}",
    re.IGNORECASE,
)
"""What is only possible, or what somebody prefers."""
_RELATIVE = regex(r"(?<=\w)\s+(?:that|which|who|where)\s", re.IGNORECASE)
"""Opens words about one side, which neither assert nor deny the order."""
_DENIED = regex(
    r"\b(?:not|cannot|never|no\s+longer|nothing|neither|hardly)\b|n['’]t\b", re.IGNORECASE
)
_FORBIDDEN = regex(
    r"\b(?:(?:must|should|shall)\s+not|cannot|never)\b|\A\W*do(?:\s+not|n['’]t)\b", re.IGNORECASE
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
NONE = frozenset({"no"})
_ANSWER = frozenset({"answer", "respons", "repl"})
"""What "no" is said of, as a rule: "silence or no answer"."""
_FAVOURED = regex(
    r"\b(?:first|wins?|prevails?|decides?|governs?|counts?|follows?|chooses?|prefers?|favou?rs?|keeps?|stays?|remains?|errs?\s+on\s+the\s+side"
    r"|(?:gives?|takes?|has)\s+(?:\w+\s+)?(?:precedence|priority)|the\s+(?:last|final)\s+(?:word|say)|upper\s+hand|sides?\s+with"
    r"|go(?:es)?(?:\s+along)?\s+(?:with|for)|sticks?\s+(?:to|with)|stays?\s+with|stands?|holds?|listens?\s+to|obeys?|heeds?"
    r"|honou?rs?|trusts?|believes?|picks?|opts?\s+for|carr(?:y|ies)\s+the\s+day|comes?\s+out\s+on\s+top|matters?\s+more"
    r"|(?:is|are)\s+(?:binding|the\s+(?:one|ones|side|thing)\s+(?:to|that|which|we|it|you)|what\s+(?:counts|matters|decides|is\s+done)))\b"
    r"|\b(?:it|they)\s+(?:is|are)\W*\Z",
    re.IGNORECASE,
)
_SLIGHTED = regex(
    r"\b(?:(?:give|gives|giving|given)\s+(?:up|way|in)|(?:set|put|left|leave)s?\s+(?:\w+\s+){0,3}?aside|ignor\w+|drop(?:s|ped)?|yields?|loses?|lost|waits?"
    r"|sacrific\w+|disregard\w*|discard\w*|abandon\w*|forgo\w*|steps?\s+(?:back|aside)|bows?|cedes?|suffers?|void"
    r"|overrid\w+|overruled|secondary|(?:comes?|ranks?|is|are)\s+(?:second|last|later|next|after(?:wards)?)|take\s+second\s+place|a\s+back\s*seat"
    r"|only\s+(?:after\s+that|breaks?\s+ties|then)|second|afterwards|comes?\s+after)\b",
    re.IGNORECASE,
)
"""Does the opposite."""
_AT_ODDS = regex(
    r"\b(?:conflict|clash|collid|compet|pulls?\b|part\b|differ|disagree|odds\b|tension|opposite|opposing|diverg|contradict"
    r"|cannot\s+(?:both|be)|not\s+both|between\b|another\b|squared|reconcil|incompat|against\b|cho(?:ice|ose)|dispute|otherwise)",
    re.IGNORECASE,
)
_WANTED_MOST = regex(
    r"\b(?:what\s+(?:counts|matters|decides)|(?:matters?|counts?)\s+most|(?:comes?|goes|ranks?|is|are)\s+first\b|first\W*\Z|above\s+all|paramount"
    r"|more\s+so\b|cannot\s*(?:wait)?\W*\Z)",
    re.IGNORECASE,
)
_WANTED_LEAST = regex(
    r"\b(?:secondary|(?:comes?|goes|ranks?|is|are)\s+(?:second|last|later|next|after(?:wards)?)|(?:second|last|afterwards)\W*\Z|can\s+wait"
    r"|less\s+so|only\s+after\s+that|only\s+breaks?\s+ties|an\s+afterthought)",
    re.IGNORECASE,
)
"""Of two clauses, one says this and the other the opposite."""
_BY_THIS = regex(r"\b(?:more|less)\s+so\b|\bcomes?\s+(?:after|later|next)\b", re.IGNORECASE)
"""Compares with what the clause before says."""
_CLAUSES = regex(
    r"(?<!bove all)\s*[;,:—]\s+(?:(?:and|but|yet|while)\s+)?|\s+(?:and|but|yet|while)\s+"
)
_GIVEN_UP = regex(
    r"\b(?:sacrific\w+|(?:give|gives|given|giving)\s+up|trad(?:es?|ed|ing)(?:\s+(?:away|off))?|compromis(?:es?|ed|ing)(?:\s+on)?|suffers?|forgo(?:es|ne)?"
    r"|surrender\w*|los(?:es?|ing)|lost)\b",
    re.IGNORECASE,
)
_FOR = regex(
    r"\s(?:(?:for|to|in\s+(?:exchange|return)\s+for|in\s+favou?r\s+of|because\s+of|on\s+account\s+of)"
    r"(?:\s+the\s+sake\s+of)?)\s",
    re.IGNORECASE,
)
"""What is given up stands before it, and what it is given up for behind."""
_BE = regex(r"\b(?:is|are|be|been|being)(?:\s+\w+ly)?\s*\Z", re.IGNORECASE)
_REFUSED = regex(r"\b(?:not|never|no|cannot|hardly)\b|n['’]t\b", re.IGNORECASE)
_THIS = regex(
    r"(?<=to )this(?=\W*\Z)|(?:\A|(?<=, ))this(?=\s(?:is|has|comes|goes|takes|gives|yields|wins"
    r"|prevails|outranks|outweighs|ranks|stands|counts|matters|must|should|never|and|conflicts)\b)"
    r"|\bthis\s+(?:section|principle|rule|guideline|default|duty|chapter)\b(?!['’])",
    re.IGNORECASE,
)
_CONDITION = regex(r"\b(?:if|whether|when(?:ever)?|unless|where)\b", re.IGNORECASE)
_WHICH = regex(r"\W*(?:which|who|and\s+(?:these|those|they|it))(?=\s)", re.IGNORECASE)
"""Stands for what the clause before ended on."""
_LONGEST = 1000
"""Characters of a sentence from which on it says too much for two sides."""
_AGAINST = regex(
    r"\s(?:(?:pulls?|goes|go|works?|weighs?|stands?|runs?|cuts?)\s+against|(?:conflicts?|clash(?:es)?|collides?|competes?"
    r"|(?:is|are)\s+(?:at\s+odds|in\s+(?:conflict|tension)))\s+with|contradicts?|versus|vs\.?|and|with)\s",
    re.IGNORECASE,
)
"""Between two things that meet."""
_SAYS_NOTHING = """
    say another turn valuable stand choose precious vital urgent essential edge word cannot stronger
    heavier sooner weaker lighter concern worth secondary carry day break tie direction point
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
    above: frozenset[str] = frozenset()
    """Words that go by the higher side too: those of a ranked item that explain its name."""
    below: frozenset[str] = frozenset()
    """The same of the lower side."""

    @property
    def words(self) -> frozenset[str]:
        """All words of the two sides."""
        return self.higher | self.lower | self.both

    @property
    def size(self) -> int:
        """How many words it ranks."""
        return len(self.higher) + len(self.lower)


def ranked(text: str, title: str = "") -> Iterator[Ranked]:
    """The orders that a sentence may state.

    Args:
        text: The sentence.
        title: The heading it stands under, which is what "this" in it speaks of.
    """
    if len(text) > _LONGEST or _EXCEPT.search(text):
        return
    if title:
        text = _THIS.sub(lambda _: title, text)
    text = _ASIDE.sub(_with_what_it_names, _INSERTED.sub(" ", text))
    together = _FIRST_THEN.search(text)
    if together:
        case, before = _led(text[: together.start()])
        first = together["first"] if named(together["first"]) else before
        yield from _order(first, text[together.end() :], case, wins=True)
        return
    ended = last = ""
    found = False
    for part in _PARTS.split(text):
        case, said = _led(part)
        if (pivot := _PIVOT.match(said.lstrip())) and pivot["loses"]:
            said = f"{last} {said}"  # "the deadline matters, but not as much as the work"
        if case and (decided := _decided(case, said)):
            found = True
            yield decided
        if ended and (pronoun := _WHICH.match(said)):
            said = ended + said[pronoun.end() :]
        for order in (*_by_pivot(said, case), *_given_up(said, case)):
            found = True
            yield order
        ended, last = said[max((p.end() for p in _PIVOT.finditer(said)), default=0) :], said
    if not found:
        yield from _contrasted(text)


def _with_what_it_names(aside: re.Match[str]) -> str:
    """An aside as part of the side it stands in: "interests (for example, freedom)"."""
    return _NAMES.sub(" ", aside[0].replace(",", " ")).strip("()")


def _by_pivot(said: str, case: str) -> Iterator[Ranked]:
    for pivot in _PIVOT.finditer(said):
        before, after = said[: pivot.start()], said[pivot.end() :]
        quoted = before.count('"') % 2 or before.count("“") > before.count("”")
        wins = None if quoted else _wins(before, pivot)
        if wins is not None and not _describes(before, after):
            yield from _order(before, after, case, wins)


def _given_up(said: str, case: str) -> Iterator[Ranked]:
    """The order in "completeness is not to be given up for speed", or without the "not"."""
    found = _GIVEN_UP.search(said)
    if found is None or _CONDITION.search(said[: found.start()]):
        return
    before, after = said[: found.start()], said[found.end() :]
    what, *reason = _FOR.split(after, maxsplit=1)
    if _BE.search(before) or found[0].casefold().startswith("suffer"):
        what = before
    elif not reason:
        reason = [before]  # "speed is no reason to compromise on quality"
    if reason:
        what, why = (_REFUSED.sub(" ", side) for side in (what, reason[0]))
        yield from _order(what, why, case, wins=_REFUSED.search(before) is not None)


def _contrasted(text: str) -> Iterator[Ranked]:
    """The order of what one clause favours and the next one slights."""
    if _OPEN.search(text):
        return
    for first, second in pairwise(_CLAUSES.split(text)):
        one, other = (
            (_WANTED_MOST.search(clause) is not None) - (_WANTED_LEAST.search(clause) is not None)
            for clause in (first, second)
        )
        if other and (one == -other or (not one and _BY_THIS.search(second))):
            yield from _order(first, second, "", wins=other < 0)


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
        wins = _compared(before)
    if wins is None or not _DENIED.search(asserted):
        return wins
    return not wins if _FORBIDDEN.search(asserted) else None


def _compared(before: str) -> bool | None:
    """Whether what a comparison opens with counts for more; None where nothing is compared."""
    found = [
        one
        for one in _COMPARED.finditer(before)
        if not (one["more"] or one["less"]) or _WORTH.search(before)
    ]
    signs = {one["up"] is not None for one in found}
    return signs.pop() if len(signs) == 1 else None


def _describes(before: str, after: str) -> bool:
    """Whether the order is only part of what a sentence speaks about."""
    if _GERUND.match(before) and not _FINITE.search(before):
        return True  # "choosing a remote file over a local one requires consent"
    return _RELATIVE.search(before) is not None and _MAIN.search(after) is not None


def _order(before: str, after: str, case: str, wins: bool) -> Iterator[Ranked]:
    after, *trailing = _TRAIL.split(_NEXT.split(after)[0])
    _, *places = _PLACE.split(after)
    first, second = named(before), named(after)
    both = first & second
    if first - both and second - both:
        higher, lower = (first, second) if wins else (second, first)
        told = named(" ".join(one for one in (case, *trailing) if not _AT_ODDS.search(one)))
        yield Ranked(higher - both, lower - both, told, both, named(" ".join(places)))


def named(side: str) -> frozenset[str]:
    """The stems of the words that name a side of an order."""
    stems = stems_of(side, bare=True) - _saying_nothing()
    stems = (stems & stems_of(side)) or stems
    return (stems - _ANSWER) | NONE if _NO.search(side) else stems


@cache
def _saying_nothing() -> frozenset[str]:
    return stems_of(_SAYS_NOTHING, bare=True)


def _decided(case: str, said: str) -> Ranked | None:
    """The order in "when X and Y part ways, X comes first"."""
    first, *others = _AGAINST.split(case, maxsplit=1)
    second = others[0] if others else ""
    if not others or _OPEN.search(said) or _DENIED.search(said) or not _AT_ODDS.search(case):
        return None
    favoured, slighted = _FAVOURED.search(said), _SLIGHTED.search(said)
    if not favoured and not slighted:
        return None
    a, b = named(first), named(second)
    a, b, told = a - b, b - a, named(_TRAIL.split(said)[0])
    if not a or not b or bool(a & told) is bool(b & told):
        return None
    return Ranked(a, b) if bool(a & told) is (slighted is None) else Ranked(b, a)


def spoken(text: str, stems: frozenset[str]) -> str:
    """The words of a text that have certain stems, as written."""
    words = dict.fromkeys(word for word in _WORD.findall(text) if stems_of(word, bare=True) & stems)
    return " ".join(words)


def ranked_items(items: Sequence[str], explained: Sequence[str] = ()) -> Iterator[Ranked]:
    """The orders that a ranking states, of every two items of it.

    Args:
        items: The names of the items.
        explained: What is said of each, if anything is.
    """
    names = [named(item) for item in items]
    told = (
        [named(one) for one in explained]
        if len(explained) == len(items)
        else [NO_WORDS] * len(items)
    )
    often = Counter(word for one, more in zip(names, told, strict=True) for word in one | more)
    own = [frozenset(word for word in one if often[word] == 1) for one in told]
    for (a, also_a), (b, also_b) in combinations(zip(names, own, strict=True), 2):
        if a - b and b - a:
            yield Ranked(a - b, b - a, both=a & b, above=also_a - a, below=also_b - b)
