"""What sentences say of the order of the levels: which wins, which stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Context, Document
from specaudit.lint.facts import facts
from specaudit.lint.level_names import RULES, LevelNames
from specaudit.lint.spelled import value_of

_SIDE = r"[^,.;:]{2,80}?"
_REST = r"[^,.;:]{2,80}"
_FOLLOWS = (
    r"(?:follow|obey|heed|honou?r|believe|trust|(?:side|go|stick)s?\s+with|(?:listen|keep|defer)s?\s+to|act(?:s|ing)?\s+on"
    r"|do(?:es)?\s+what)(?:s|es|ed|ing)?"
)
_WEIGHT = r"(?:authority|weight|rank|force|standing|power|say|priority|precedence)"
_AUXILIARY = r"(?:(?:may|must|should|shall|will|always|still|then|also|generally)\s+)*"
_WINS_OVER = (
    # "users hold more authority than developers"
    r"\b(?:holds?|wields?|exercises?|possess(?:es)?|enjoys?|commands?|(?:come|speak)s?\s+with)\s+"
    rf"(?:more|greater|higher|stronger)\s+{_WEIGHT}\s+than\s+",
    r"\b(?:exceeds?|surpass(?:es)?|tops?)\s+",
)
_LOSES_TO = (r"\b(?:is|are)\s+(?:no\s+match\s+for|answerable\s+to|bound\s+by)\s+",)
"""The winner stands before, or after, these words."""
_OVER = (
    r"\b(?:priority|precedence|preference|more\s+weight|the\s+(?:last|final)\s+(?:word|say))\s+"
    rf"(?:goes|belongs|falls|is\s+given)\s+to\s+(?P<high>{_SIDE})\s+(?:over|before|ahead\s+of)\s+"
    rf"(?P<low>{_REST})",
    rf"\b{_FOLLOWS}\s+(?P<high>{_SIDE})\s+(?:rather\s+than|instead\s+of|over|before|and\s+not)\s+"
    rf"(?P<low>{_SIDE})(?=\s+(?:when(?:ever)?|if|where(?:ver)?|in\s+case)\b|\s*(?:[,.;:]|\Z))",
)
_YIELDS_WHEN = (
    rf"\s+{_AUXILIARY}(?:yields?|gives?\s+way|falls?\s+away|steps?\s+aside|bends?|lapses?"
    r"|can\s+be\s+dropped)\s+(?:as\s+soon\s+as|when(?:ever)?|if|where(?:ver)?|once)\s+"
    r"(?P<high>(?:an?|the|any)\s+[\w-]+\s+(?:\w+ly\s+)?"
    r"(?:insists?|asks?|says?|wants?|wishes|demands?|objects?|disagrees?))\b"
)
_ENDS_SIDE = regex(
    r"\A.*(?:[,;:—]|\b(?:and|but|because|since|that|so|as|though|while))\s+", re.IGNORECASE
)
_HELPERS = regex(
    r"(?:\s+(?:may|must|should|shall|will|always|still|then|also|generally))+\s*\Z", re.I
)
_NO_CLAIM = regex(
    r"\b(?:not|no|none|never|neither|nor|nothing|nobody|cannot|whether|if|unless|claims?|pretends?|says?\s+that)\b[^.;]*\Z"
    r"|n['’]t\b[^.;]*\Z|[\"“][^\"”]*\Z",
    re.IGNORECASE,
)
_CLASH = regex(
    r"\b(?:when(?:ever)?|where(?:ver)?|if|should|in\s+case|once|every\s+time)\s+(?P<between>[^.;:]{5,140}?)"
    r",\s+(?:then\s+)?(?P<out>[^.;:]{5,160})",
    re.IGNORECASE,
)
_AT_ODDS = regex(
    r"\b(?:conflict|contradict|clash|collid|differ|disagree|odds|oppos|incompatib|contrary|inconsisten|diverg"
    r"|compet|both\s+(?:speak|ask|rule)|meets?\b)",
    re.IGNORECASE,
)
_WINNER = (
    rf"\b{_FOLLOWS}\s+(?P<wins>{_SIDE})(?=\s+(?:rather|instead|and|first|in)\b|\s*(?:,|\Z))",
    rf"\A(?:it\s+is\s+)?(?P<wins>{_SIDE})\s+(?:that\s+|who\s+|which\s+)?{_AUXILIARY}(?:wins?|prevails?|governs?|decides?|comes?\s+first"
    r"|controls?|takes?\s+(?:precedence|priority)|ha(?:s|ve)\s+(?:priority|precedence|the\s+(?:last|final)\s+(?:word|say))"
    r"|(?:is|are|be)\s+(?:to\s+be\s+)?(?:followed|obeyed|binding|decisive|preferred|honou?red)|appl(?:y|ies)|stands?|counts?)\b",
)
_LOSER = (
    rf"\A(?P<loses>{_SIDE})\s+{_AUXILIARY}(?:yields?|gives?\s+way|loses?|steps?\s+(?:back|aside)|comes?\s+second"
    r"|(?:is|are|be)\s+(?:to\s+be\s+)?(?:set\s+aside|ignored|overridden|disregarded|dropped|void))\b",
    rf"\b(?:ignores?|disregards?|sets?\s+aside|drops?)\s+(?P<loses>{_REST})",
)
_LEVEL = (
    r"(?:the\s+|an?\s+|all\s+|any\s+)?[\"“*_]*(?:NAMES)[\"”*_]*s?(?:[-\s]level\b)?"
    rf"(?:\s+(?:authority\b|{RULES}))?"
)
_NEXT = r"(?:directly|immediately|right|just|straight|one\s+(?:level|step|rank|rung)|next)"
_WHERE = (
    r"(?P<where>below|beneath|under(?:neath)?|after|behind|above|over|on\s+top\s+of|before"
    r"|ahead\s+of)"
)
_STANDS = (
    r"(?:sits?|stands?|is|are|comes?|ranks?|lies?|follows?|(?:is|are)\s+(?:placed|found|located))"
)
_END = r"(?=\s*(?:[,.;:)]|\Z|\s(?:and|but|so|which|in|whose)\b))"
_ADJACENT = (
    rf"(?P<x>{_LEVEL})\s+{_STANDS}\s+{_NEXT}\s+{_WHERE}\s+(?P<y>{_LEVEL})",
    rf"(?P<x>{_LEVEL})\s+{_NEXT}\s+(?P<where>follows?|precedes?)\s+(?P<y>{_LEVEL})",
    rf"(?:\A\W*|[,;:]\s+(?:and\s+)?)(?:{_NEXT}\s+)?{_WHERE}\s+(?P<y>{_LEVEL})\s+(?:comes?|follows?)\s+(?P<x>{_LEVEL}){_END}",
    rf"(?:\A\W*|[,;:]\s+(?:and\s+)?){_NEXT}\s+{_WHERE}\s+(?P<y>{_LEVEL})\s+{_STANDS}\s+(?P<x>{_LEVEL}){_END}",
    rf"\blevel\s+(?:{_NEXT}\s+)?{_WHERE}\s+(?P<y>{_LEVEL})\s+is\s+(?P<x>{_LEVEL}){_END}",
)
_BETWEEN = (
    rf"(?:in\s+)?between\s+(?P<a>{_LEVEL})\s+and\s+(?P<b>{_LEVEL})\s+{_STANDS}\s+(?P<x>{_LEVEL}){_END}",
    rf"(?P<x>{_LEVEL})\s+{_STANDS}\s+(?:in\s+)?between\s+(?P<a>{_LEVEL})\s+and\s+(?P<b>{_LEVEL}){_END}",
)
_NOTHING_BETWEEN = (
    rf"\b(?:nothing|no\s+(?:other\s+)?level|nobody)\s+{_STANDS}\s+(?:in\s+)?between\s+(?P<a>{_LEVEL})\s+and\s+(?P<b>{_LEVEL}){_END}",
    rf"\bthere\s+is\s+(?:nothing|no\s+(?:other\s+)?level)\s+(?:in\s+)?between\s+(?P<a>{_LEVEL})\s+and\s+(?P<b>{_LEVEL}){_END}",
)
_NTH = "first second third fourth fifth sixth seventh eighth".split()
_TOP = r"(?:highest|top(?:most)?|uppermost|supreme|strongest|most\s+authoritative)"
_BOTTOM = r"(?:lowest|bottom|weakest|least\s+authoritative|last)"
_HIGHEST, _LOWEST = (regex(rf"\b{words}\b", re.IGNORECASE) for words in (_TOP, _BOTTOM))
_PLACE = (
    rf"(?P<place>(?:(?:two|three|four|2|3|4)\s+)?(?:(?:{'|'.join(_NTH)})[-\s]+)?(?:and\s+)?"
    rf"(?:{_TOP}|{_BOTTOM})(?:\s+(?:two|three|four))?|(?:{'|'.join(_NTH)}))"
)
_TIER = r"(?:(?:authority\s+)?(?:level|tier|rank|rung)s?(?:\s+of\s+(?:all|authority))?|authority)"
_SUPERLATIVE = (
    rf"\bthe\s+{_PLACE}\s+(?:of\s+(?:all\s+|the\s+|these\s+|our\s+)*(?:\w+\s+)?)?{_TIER}(?:\s+in\s+[^,.;:]{{3,40}}?)?\s+(?:is|are|remains?)\s+"
    rf"(?P<x>{_LEVEL}(?:(?:,\s+|,?\s+and\s+){_LEVEL})*){_END}",
    rf"(?P<x>{_LEVEL}(?:(?:,\s+|,?\s+and\s+){_LEVEL})*)\s+(?:is|are|ranks?\s+as|stands?\s+as|forms?|remains?|make\s+up)\s+the\s+"
    rf"{_PLACE}\s+(?:of\s+(?:all\s+|the\s+|these\s+|our\s+)*(?:\w+\s+)?)?{_TIER}\b",
)
_RANKED = (
    rf"(?P<x>{_LEVEL})\s+(?:ranks?|comes?|stands?)\s+(?P<place>{'|'.join(_NTH)}|last|lowest|highest)"
    r"(?=\s*(?:[,.;:)]|\Z|\s(?:and|in|among)\b))"
)
_ROW = (
    rf"{_LEVEL}(?:\s*(?:,|>|→)?\s*(?:(?:and|then|over|above|before|down\s+to|up\s+to|followed\s+by"
    rf"|to)\s+)*{_LEVEL}){{2,}}"
)
_ORDERED = regex(
    r"(?<!in )\border\b(?!s?\s+(?:to|that)\b)|\brank|\bhierarch"
    r"|\bfrom\s+(?:the\s+)?(?:top|highest|most|lowest|bottom)|\bruns?\s+from\b"
    r"|\bdown\s+to\b|\bdescending|\bascending|\bfollowed\s+by\b|\b(?:highest|lowest)\s+first\b|\bin\s+(?:this|that)\s+order\b",
    re.IGNORECASE,
)
_DOWNWARDS = regex(
    r"\b(?:highest|top|strongest|most\s+authoritative)\s+(?:level\s+)?(?:to|first|down)\b|\bdown\s+to\b|\bdescending\b|\bover\b"
    r"|\bfrom\s+(?:the\s+)?(?:top|highest)\b",
    re.IGNORECASE,
)
_UPWARDS = regex(
    r"\b(?:lowest|bottom|weakest)\s+(?:level\s+)?(?:to|first|up)\b|\bup\s+to\b|\bascending\b|\bfrom\s+(?:the\s+)?(?:lowest|bottom)\b",
    re.IGNORECASE,
)
_EQUAL = (
    r"\b(?:ha(?:s|ve)|carr(?:y|ies)|holds?|enjoys?|gets?|shares?|bears?)\s+(?:exactly\s+|just\s+)?"
    r"(?:the\s+same|equal|identical|as\s+much|no\s+less|the\s+full)\s+"
    rf"{_WEIGHT}\s+(?:as|to|with|than|of)\s+",
    r"\b(?:is|are)\s+(?:equal|equivalent|on\s+(?:a|one)\s+(?:par|level)|on\s+an?\s+equal\s+footing)"
    r"\s+(?:in\s+\w+\s+)?(?:to|with)\s+",
)
_ALIKE = (
    r"\b(?:(?:are|have|hold|carry|share)\s+(?:of\s+)?(?:equal(?:ly)?|the\s+same|identical)\s+"
    rf"(?:in\s+)?{_WEIGHT}|rank\s+(?:equally|alike)|are\s+equal\s+in\s+{_WEIGHT})"
)
_ONLY = (
    rf"(?:\b(?:nobody|no\s+one|no\s+message|none|nothing)\s+(?:but|except|other\s+than|save)|(?:\A\W*|[,;:]\s+)only)\s+"
    rf"(?P<who>[^,.;:]{{2,50}}?)\s+(?:can|may|is\s+able\s+to)\s+(?:override|change|alter|lift|waive|set\s+aside|relax|adjust|modify)"
    rf"\s+(?P<x>{_LEVEL})(?:\s+defaults?)?{_END}",
)
"""Who alone may change what is of a level."""
_OPEN_FROM = 2
"""Rank from which on more than one party may change a rule."""
_CONDITION = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|only|once|except|provided)\b", re.IGNORECASE
)
_HINT = regex(
    r"\b(?:level|authority|order\b|rank|hierarch|exceed|surpass|priority|precedence|preference|follow|obey|heed|honou?r|side|stick"
    r"|listen|defer|yield|give|gives|insist|conflict|contradict|clash|collid|differ|disagree|odds|oppos|contrary|equal|same|par\b|bound"
    r"|between|below|beneath|under|above|weight|first|second|third|last|more|greater|only|nobody|no\s+one|nothing)",
    re.IGNORECASE,
)


_WINS, _LOSES, _RANKS, _AS_MUCH = (
    [regex(one, re.IGNORECASE) for one in forms] for forms in (_WINS_OVER, _LOSES_TO, _OVER, _EQUAL)
)
_YIELDING, _BOTH = regex(_YIELDS_WHEN, re.IGNORECASE), regex(_ALIKE, re.IGNORECASE)


class LevelOrders:
    """Reads what the sentences of one document say of the order of its levels."""

    def __init__(self, document: Document) -> None:
        self._document = document
        levels = document.spec.levels
        self._names = LevelNames(levels)
        self._last = len(levels) - 1
        names = "|".join(map(re.escape, levels))

        def forms(patterns: Sequence[str]) -> list[re.Pattern[str]]:
            return [regex(one.replace("NAMES", names), re.IGNORECASE) for one in patterns]

        self._winner, self._loser = forms(_WINNER), forms(_LOSER)
        self._adjacent, self._between = forms(_ADJACENT), forms(_BETWEEN)
        self._superlative = forms((*_SUPERLATIVE, _RANKED))
        self._only = forms(_ONLY)
        self._nothing = forms(_NOTHING_BETWEEN)
        self._row = regex(_ROW.replace("NAMES", names), re.IGNORECASE)

    @classmethod
    def of(cls, context: Context, document: Document) -> LevelOrders:
        """The reader of a document of a run; made once."""
        known = context.memo.get("level-orders")
        if not isinstance(known, dict):
            known = {id(one): cls(one) for one in context.documents}
            context.memo["level-orders"] = known
        found: LevelOrders = known[id(document)]
        return found

    def wins(self) -> Iterator[tuple[int, int, Statement]]:
        """Levels that sentences let win, each with the one that loses."""
        known = facts(self._document, "level-wins", self._read_wins, self._document.prose)
        for statement in self._document.prose:
            for high, low in known[statement.id]:
                yield high, low, statement

    def misplaced(self) -> Iterator[tuple[str, int, Statement]]:
        """Sentences that put a level where it does not stand: what they say, and the level."""
        known = facts(self._document, "level-places", self._read_places, self._document.prose)
        for statement in self._document.prose:
            for told, level in known[statement.id]:
                yield told, level, statement

    def _concerned(self, text: str) -> bool:
        return _HINT.search(text) is not None and bool(self._names.ranks(text))

    def _read_wins(self, statement: Statement) -> list[tuple[int, int]]:
        text = statement.text
        if not self._concerned(text):
            return []
        found = []
        for patterns, first_wins in ((_WINS, True), (_LOSES, False)):
            for match in filter(None, (pattern.search(text) for pattern in patterns)):
                first, second = self._around(text, match)
                found.append((first, second) if first_wins else (second, first))
        found += [
            (self._side(match["high"]), self._side(match["low"]))
            for match in filter(None, (pattern.search(text) for pattern in _RANKS))
            if not _NO_CLAIM.search(text[: match.start()])
        ]
        yields = _YIELDING.search(text)
        if yields is not None:
            found.append((self._side(yields["high"]), self._side(text[: yields.start()])))
        clash = _CLASH.search(text)
        if clash is not None and _AT_ODDS.search(clash["between"]):
            found.append(self._outcome(clash["between"], clash["out"]))
        return [(high, low) for high, low in found if high is not None and low is not None]

    def _around(self, text: str, match: re.Match[str]) -> tuple[int | None, int | None]:
        """The levels named right before and right after some words."""
        after = re.split(r"[,.;:]", text[match.end() :], maxsplit=1)[0]
        return self._side(text[: match.start()]), self._names.rank(after)

    def _side(self, phrase: str) -> int | None:
        """The level that a side of a comparison names, from its last clause."""
        if _NO_CLAIM.search(phrase):
            return None
        return self._names.rank(_HELPERS.sub("", _ENDS_SIDE.sub("", phrase)))

    def _outcome(self, between: str, out: str) -> tuple[int | None, int | None]:
        """Which of two levels wins where they clash."""
        sides = set(self._names.ranks(between))
        if len(sides) == 2:
            for pattern, wins in (
                *((p, True) for p in self._winner),
                *((p, False) for p in self._loser),
            ):
                match = pattern.search(out)
                if match is None or _NO_CLAIM.search(out[: match.start()]):
                    continue
                named = self._side(match["wins" if wins else "loses"])
                if named in sides:
                    other = next(iter(sides - {named}))
                    return (named, other) if wins else (other, named)
        return None, None

    def _read_places(self, statement: Statement) -> list[tuple[str, int]]:
        text = statement.text
        if not self._concerned(text):
            return []
        return [
            row
            for reader in (
                self._next_to,
                self._inside,
                self._at_an_end,
                self._in_row,
                self._alike,
                self._reserved,
            )
            for row in reader(text)
        ]

    def _one(self, phrase: str) -> int:
        """The level that a phrase made of one holds."""
        return next(iter(self._names.ranks(phrase)), 0)

    def _next_to(self, text: str) -> Iterator[tuple[str, int]]:
        for pattern in self._adjacent:
            for match in pattern.finditer(text):
                if _NO_CLAIM.search(text[: match.start()]):
                    continue
                where = match["where"].casefold()
                lower = where.startswith(("below", "beneath", "under", "after", "behind", "follow"))
                x, y = self._one(match["x"]), self._one(match["y"])
                if x != y and x != (y + 1 if lower else y - 1):
                    yield f'puts "{self._level(x)}" next {where} "{self._level(y)}"', x

    def _inside(self, text: str) -> Iterator[tuple[str, int]]:
        for pattern in self._between:
            for match in pattern.finditer(text):
                a, b, x = (self._one(match[name]) for name in "abx")
                if not (_NO_CLAIM.search(text[: match.start()]) or min(a, b) < x < max(a, b)):
                    ends = f'"{self._level(a)}" and "{self._level(b)}"'
                    yield f'puts "{self._level(x)}" between {ends}', x

        for pattern in self._nothing:
            for match in pattern.finditer(text):
                a, b = self._one(match["a"]), self._one(match["b"])
                if abs(a - b) > 1:
                    yield f'puts "{self._level(a)}" next to "{self._level(b)}"', a

    def _at_an_end(self, text: str) -> Iterator[tuple[str, int]]:
        for pattern in self._superlative:
            for match in pattern.finditer(text):
                named = self._names.ranks(match["x"])
                expected = self._expected(match["place"])
                wrong = [rank for rank in named if any(rank not in one for one in expected)]
                if wrong and not _NO_CLAIM.search(text[: match.start()]):
                    place = " ".join(match["place"].split())
                    yield f'calls "{self._level(wrong[0])}" the {place} level', wrong[0]

    def _expected(self, place: str) -> list[set[int]]:
        """The ranks that a place in the order allows, for each word that tells it."""
        words = re.split(r"[-\s]+", place.casefold())
        nth = next((_NTH.index(word) for word in words if word in _NTH), None)
        number = next((int(value_of(w)) for w in words if value_of(w) == value_of(w)), 1)
        top = _HIGHEST.search(place) is not None
        bottom = _LOWEST.search(place) is not None
        if nth is not None and "and" in words:
            ends = [{0}] if top else [{self._last}]
            return [{nth}, *ends]
        if top:
            return [{nth} if nth is not None else set(range(number))]
        if bottom:
            return [
                {self._last - nth}
                if nth is not None
                else set(range(self._last - number + 1, self._last + 1))
            ]
        return [{nth or 0}]

    def _in_row(self, text: str) -> Iterator[tuple[str, int]]:
        match = self._row.search(text)
        if match is None or not _ORDERED.search(text) or _NO_CLAIM.search(text[: match.start()]):
            return
        row = self._names.ranks(match[0])
        down, up = (
            row == sorted(row, reverse=reverse) and len(set(row)) == len(row)
            for reverse in (False, True)
        )
        if _UPWARDS.search(text):
            right = up
        elif _DOWNWARDS.search(text):
            right = down
        else:
            right = up or down
        if not right and len(set(row)) == len(row):
            yield f"puts the levels in the order {', '.join(map(self._level, row))}", row[0]

    def _alike(self, text: str) -> Iterator[tuple[str, int]]:
        if _CONDITION.search(text):
            return
        pairs = [
            self._around(text, match)
            for match in filter(None, (pattern.search(text) for pattern in _AS_MUCH))
        ]
        if both := _BOTH.search(text):
            first, _, second = text[: both.start()].rpartition(" and ")
            pairs.append((self._side(first), self._names.rank(second)))
        for x, y in pairs:
            if x is not None and y is not None and x != y:
                yield f'gives "{self._level(x)}" and "{self._level(y)}" the same authority', x

    def _reserved(self, text: str) -> Iterator[tuple[str, int]]:
        for pattern in self._only:
            match = pattern.search(text)
            if match is None or _NO_CLAIM.search(text[: match.start()]):
                continue
            x = self._one(match["x"])
            if x >= _OPEN_FROM and all(rank < x for rank in self._names.ranks(match["who"])):
                who = " ".join(match["who"].split())
                yield f'lets only {who} change what is of the level "{self._level(x)}"', x

    def _level(self, rank: int) -> str:
        return self._document.spec.levels[rank]
