"""Sentences that say what wins over what, or how things rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Precedence, Ranking, Span, Statement
from specaudit.parse import order_words as words

_Sides = tuple[str, str]
"""What wins, what loses."""

_CLASH_WORD = regex(words.CLASH_WORDS)
_LISTING = regex(r"\border\b|\bprioriti(?:es|sed|zed)\b|\b(?:important|highest|strongest)\b")
_EITHER = {"former": 0, "first": 0, "latter": 1, "second": 1}
_IT = frozenset({"it", "them"})
_SUBJECT = regex(
    r"\W*(?:(?:of|between)\s+the\s+two,\s+)?(?P<named>[^.;]{3,100}?)\s+(?:is|are|has|have|comes?|stands?|ranks?"
    r"|must|should|shall|may|can|will)\b[^.;]*?(?:,|;|\band\b|\bbut\b)",
    re.IGNORECASE,
)
"""The subject of a sentence whose first clause is over."""
_EACH = regex(r"\bthe\s+(?P<which>former|latter|first|second)\b(?:\s+ones?\b)?", re.IGNORECASE)
_STEM = 4
"""Letters by which two forms of a word are the same."""
_RANKED = regex(r"\b(?:comes?|goes|ranks?|priorit\w+|precedence)\b", re.IGNORECASE)
_ASIDE = regex(r"\s*\([^()]*\)")
_LAST_CLAUSE = regex(
    r"(?:[.;:,—]\s+|\b(?P<joint>and|but|then|because|since|that|where|so|if|whether|when|whenever"
    r"|unless|which|who|whose|as|while|what|we (?:think|believe))\s+)",
    re.IGNORECASE,
)
_HELPERS = regex(
    r"(?:\s+(?P<word>(?:is|are)(?=\s+(?:not|never)\s+to\b)|still|(?:has|have|had|needs?)\s+to|always|generally|usually|typically|also|then|therefore|thus|hence|accordingly|nevertheless|nonetheless|here|in\s+general|explicitly|implicitly|normally|ordinarily|clearly|simply|often|should|must"
    r"|will|shall|ought|does|do|not|never|may|might|can|could|would|cannot|to|which|that|who|ever))+\Z",
    re.IGNORECASE,
)
_OPEN_HELPERS = frozenset("may might can could would to which that who does do".split())
_HAVE_TO = frozenset("has have had need needs ought".split())
_FORBIDDING = frozenset("not never cannot".split())
_STRICT = frozenset("must should shall".split())
_CONDITIONS = frozenset("if whether when whenever unless which who while where".split())
_ABLE = frozenset("may might can could".split())
_WEAK = frozenset("to do does would".split())
"""Helpers that leave a preference one: "Claude would rather", "we ask it to"."""
_NONE = regex(r"^(?:not\s+even|no|neither|none\s+of)\s+(?=\w)", re.IGNORECASE)
"""Denies the verb through its subject: "no deadline outranks safety"."""
_LET = regex(r"^(?:let|have)\s+", re.IGNORECASE)
_DONT = regex(r"\b(?:don|doesn|shouldn|mustn|won)['’]t\s*\Z", re.IGNORECASE)
_NOT = regex(r"\b(?:not|no)\b|n['’]t\b", re.IGNORECASE)
_INSERTED = regex(
    r"\s*,\s+(?:in\s+turn|however|therefore|thus|accordingly|then|of\s+course|by\s+contrast|likewise"
    r"|for\s+(?:its|their)\s+part|moreover|too|also|as\s+always|as\s+a\s+rule|in\s+general|in\s+short"
    r"|by\s+the\s+same\s+token|for\s+that\s+matter|in\s+the\s+end|after\s+all|all\s+the\s+same"
    r"|on\s+the\s+other\s+hand|if\s+need\s+be|(?:as|being)\s+(?:the|an?|our|its|their)\s[^,.;:]{3,50}|in\s+(?:such|these|those|all)\s+cases|if\s+anything)"
    r"\s*,\s*",
    re.IGNORECASE,
)
"""Words between commas inside a clause, which say nothing of its order."""
_POINTS_BACK = regex(r"\W*(?:such|this|that|these|those)\b", re.IGNORECASE)
"""A side that names what another sentence spoke of."""
_IN_TURN = regex(
    r",?\s(?:which|and\s+(?:these|those|they|it))(?:\s+in\s+turn)?(?:\s+always)?\s*\Z",
    re.IGNORECASE,
)
_MOTTO = regex(
    r"^[\W_]*(?P<higher>[\w’'-]+(?:\s+[\w’'-]+){0,3}?),?\s+(?:even\s+)?(?:over|above)\s+"
    r"(?P<lower>[\w’'-]+(?:\s+[\w’'-]+){0,3})[.!]?$"
)
"""A whole sentence such as "Correctness over speed."."""
_RATHER = regex(
    r"^[\W_]*(?:rather|better|sooner)\s+(?P<higher>[\w’'-]+(?:\s+[\w’'-]+){0,2}?)\s+than\s+"
    r"(?P<lower>[\w’'-]+(?:\s+[\w’'-]+){0,2})[.!]?$",
    re.IGNORECASE,
)
"""A whole sentence such as "Rather slow than sloppy."."""
_LISTED_LOWER = regex(
    r"(?P<items>(?:[\w’'-]+(?:\s+[\w’'-]+){0,2},\s+){1,5}(?:and|or)\s+[\w’'-]+(?:\s+[\w’'-]+){0,2}"
    r"|[\w’'-]+\s+or\s+[\w’'-]+)(?=\s*(?:[.;:]|\Z))"
)
"""What loses, one after the other to the end of the sentence: "speed, price, or looks"."""
_GOES_ON = regex(
    r"\b(?:is|are|be|must|should|shall|may|can|will|not|do|does|has|have|then|so|it|they|we|outranks?|beats?|trumps?"
    r"|outweighs?|over\w*|prevails?|wins?|yields?|ranks?|comes?|goes|gives?|takes?|counts?|matters?)\b",
    re.IGNORECASE,
)
"""A clause of its own where a list seemed to go on."""
_LIST_JOINT = regex(r",\s+(?:(?:and|or)\s+)?|\s+or\s+")
_NEVER_LET = regex(
    r"(?:\A\W*|[,;:]\s+)(?:never|do\s+not|don['’]t|(?:[\w’'-]+\s+){1,4}?(?:must|should|shall|may)\s+(?:not|never))\s+"
    r"(?:let|allow|permit)\s+(?P<named>[^.;:,]{2,60}?)(?:\s+to)?\Z",
    re.IGNORECASE,
)
_OF_WHICH = regex(
    r"\W*(?:an?|the|any|every|each)\s+[\w-]+(?:\s+[\w-]+){0,2}\s+that\s+(?:(?:is|are|was|has)\b|[a-z]{3,}(?<!s)s\s)",
    re.IGNORECASE,
)
"""A thing that goes on to say what it does."""
_TAIL = regex(
    r"\s+(?:in\s+(?:the\s+)?(?:order|rank|ranking|hierarchy|chain)(?:\s+of\s+\w+)?|in\s+turn|by\s+default|as\s+well|as\s+always|every\s+time|any\s+day)\Z",
    re.I,
)
"""Words at the end of a side that name nothing."""
_ITEMS = regex(r",\s*(?:(?:and\s+)?(?:then|finally|lastly|last)\s+|and\s+)?|\s+and\s+then\s+")
_FIRST = regex(r"^(?:first|second|third|next|last|then)\s+", re.IGNORECASE)
_LONGEST_ITEM = 6
_SHORT = 3
_DENIED = regex(
    r"(?:\bnot|n['’]t|\bnever)\s+(?:because|that|mean|imply|suggest|say|claim|believe|think)\b"
    rf"|\b(?:mistake|wrong|tempting|error)\s+to\b|{words.SOME}",
    re.IGNORECASE,
)
"""What follows is what the author does not say, or what is so with some only."""
_ADVERB = regex(
    r"^(?:hence|thus|therefore|however|instead|in general|generally|in short|moreover"
    r"|(?:in|on|at|for) (?:all |any |every )?(?:such|these|those|this|that) \w+),?\s+",
    re.IGNORECASE,
)
_NOBODY = regex(
    r"(?:this|that|it|they|these|those|which|such|one|you|we|them|us|both|either|neither|nothing"
    r"|anything|everything|each|others?|nobody|the (?:two|other|former|latter|other one))\Z"
    r"|(?:not|to|or|and|but|for|in|of|by|are|is)\b"
    r"|.*\b(?:or|and|of|to|that|which|who)\Z"
    r"|.*\b(?:might|should|would|could|must|will|cannot)\b",
    re.IGNORECASE,
)
_CLAUSE_END = regex(
    r"\s*(?:[,.;:—]|\b(?:are|is)\b|\band\b\s+\w+\s+(?:should|must|may|can)\b|\b(?:unless|when(?:ever)?|where(?:ver)?|if|because"
    r"|even|so that|whenever|which|who|in case)\b)"
)
_LONGEST_SIDE = 14
"""Words; a longer side is not the name of a rule."""
_LONGEST = 1500
"""Code points; what is longer is no sentence, and reading it would take long."""
_FARTHEST = 400
"""Code points before the verb in which its subject must stand."""
_SHAPES = (
    ((" within ",), words.WITHIN),
    ((" not ", "cannot"), words.BOUND_BY),
    ((" not ",), words.COUNTS),
    (("otherwise", " else", "differently", "contrary", "opposite"), words.STANDS),
    *(((cue,), shape) for cue, shape in words.TOLD),
)
"""What stands in every sentence of a shape, and the shape."""
_ARROW = regex(r"\s>{1,2}\s")
_OPENS = regex(
    r"\W*(?:during|in|for|at|on|under|within|after|when|if|where|with)\s[^,]*\Z", re.IGNORECASE
)
_ONES = regex(r"(?<=\w)\s+ones?\Z", re.IGNORECASE)
_MOST_RANKS = 13
_LONGEST_RANK = 80
_CODE_LIKE = regex(r"[{};=()<|\n]|->|\$|\bif\b")
_LEAD_IN = regex(r"^(?:On|In|At|By|For|Under)\s[^,]{2,40},\s+")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use: together they would cost more than a run on an unchanged file."""
    return regex(pattern, re.IGNORECASE)


def precedences(statement: Statement) -> tuple[Precedence, ...]:
    """Return who wins over whom where a statement says so in words.

    "X must never override Y" says that Y wins; "X may override Y" says nothing for certain.
    """
    if len(statement.text) > _LONGEST:
        return ()
    folded = statement.text.casefold()
    text = _ASIDE.sub("", statement.text) if "(" in statement.text else statement.text
    if "," in text:
        text = _INSERTED.sub(_without_insertion, text)
    read = (_named_out(*sides) for sides in _read(text, folded))
    found = [sides for sides in read if all(_names_something(side) for side in sides)]
    return tuple(
        Precedence(*sides, statement.section_id, statement.id, statement.span)
        for sides in dict.fromkeys(found)
    )


def _read(text: str, folded: str) -> Iterator[_Sides]:
    """Every order that a sentence may state; a verb that says it is read in one way only."""
    said: list[_Sides] = []
    if any(word in folded for word in words.RANKING_WORDS):
        said = _by_verb(text)
    if not said and any(word in folded for word in words.PREFERRING):
        said = list(_preferred(text))
    yield from said
    if " than " in folded and any(word in folded for word in words.LATITUDE):
        yield from _given_more(text)
    if _CLASH_WORD.search(folded):
        yield from _in_conflict(text)
    yield from _shaped(text, folded, fronted=not said)
    if "first, " in folded or " most, " in folded:
        yield from _in_turn(text)
    if _LISTING.search(folded):
        yield from _listed(text)
    if not said and " " in folded and (motto := _MOTTO.match(text) or _RATHER.match(text)):
        yield _tidy(motto["higher"]), _tidy(motto["lower"])


def _given_more(text: str) -> Iterator[_Sides]:
    """Read who is given more of something than who; that is no order of anything else."""
    for pattern in (*words.GIVES_MORE, *words.GETS_MORE):
        found = _compiled(pattern).search(text)
        if found is None:
            continue
        named = found.groupdict().get("whom")
        sides = _sides(text, found)
        helping, before = _helpers(" " + text[: found.start()].rstrip())
        if named is not None:
            asserted = not (_DENIED.search(before) or helping & (_OPEN_HELPERS - _WEAK))
            joint = _clause_start(before + " ")[1]
            plain = asserted and not helping & _FORBIDDING and joint not in _CONDITIONS
            sides = (_tidy(named), _side_after(text, found)) if plain else None
        if sides is None or not all(map(_names_something, sides)):
            continue
        first, second = (f"trust of {side}" for side in sides)  # latitude, leeway ... alike
        yield (first, second) if found["how"].casefold() in words.MORE else (second, first)
        return


def _shaped(text: str, folded: str, fronted: bool) -> Iterator[_Sides]:
    """Read the shapes of sentence whose sides have a place of their own."""
    for cues, pattern in _SHAPES:
        if any(cue in folded for cue in cues):
            for match in _compiled(pattern).finditer(text):
                yield _tidy(match["higher"]), _tidy(_last_clause(match["lower"]))
    if fronted and folded.lstrip(" *_-").startswith(("over ", "above ", "ahead ")):
        for match in _compiled(words.FRONTED).finditer(text):
            yield _tidy(match["higher"]), _tidy(match["lower"])
    if "strong" in folded or "greater" in folded or "weightier" in folded:
        for match in _compiled(words.DUTIES).finditer(text):
            # The duty is named with it: "not" alone opens no name.
            yield f"{match['kind']} to {match['higher']}", f"{match['kind']} to {match['lower']}"


def _by_verb(text: str) -> list[_Sides]:
    if found := _compiled(words.EVEN_AGAINST).search(text):
        sides = _sides(text, found)
        return [sides] if sides else []
    said: list[_Sides] = []
    for pattern, swap in ((words.WINS, False), (words.YIELDS, True)):
        since = 0
        for found in _compiled(pattern).finditer(text):
            sides = _sides(text, found, since)
            since = found.end()
            if sides is None and said and _IN_TURN.search(text[: found.start()]):
                # "X outranks Y, which outranks Z"
                sides = said[-1][1], _side_after(text, found)
            each = _each(text, found, sides)
            said += [(lower, higher) for higher, lower in each] if swap else each
    if said:
        return said
    for pattern in (words.COST, words.SUFFERS, words.CLASHES_WITH):
        if found := _compiled(pattern).search(text):
            each = _each(text, found, _forbidden(text, found))
            return [(b, a) for a, b in each] if pattern == words.SUFFERS else each
    return []


def _forbidden(text: str, verb: re.Match[str]) -> _Sides | None:
    """What wins and what loses where a sentence forbids that one costs the other."""
    before = text[: verb.start()].rstrip()
    if let := _NEVER_LET.search(before):
        return _side_after(text, verb), _tidy(let["named"])
    helping, _ = _helpers(before)
    strict = helping & {*_STRICT, "never", "cannot"}
    return _sides(text, verb) if helping & _FORBIDDING and strict else None


def _each(text: str, verb: re.Match[str], sides: _Sides | None) -> list[_Sides]:
    """The sides once for each thing that the verb lists; the list stands after it."""
    found = _LISTED_LOWER.match(text, verb.end()) if sides else None
    if sides is None or found is None or _GOES_ON.search(found["items"]):
        return [sides] if sides else []
    listed = [_tidy(item) for item in _LIST_JOINT.split(found["items"])]
    after = _side_after(text, verb)
    if after == sides[0]:
        return [(item, sides[1]) for item in listed]
    return [(sides[0], item) for item in listed]


def _side_after(text: str, verb: re.Match[str]) -> str:
    return _tidy(_CLAUSE_END.split(text[verb.end() :], maxsplit=1)[0])


def _sides(text: str, verb: re.Match[str], since: int = 0) -> _Sides | None:
    """Return what wins and what loses by a verb; None where the sentence does not assert it."""
    helping, before = _helpers(text[max(since, verb.start() - _FARTHEST) : verb.start()].rstrip())
    if before.lower().endswith(("n't", "n’t")) or _DENIED.search(before):
        return None
    begin, joint = _clause_start(before, lists=since == 0)
    if joint == "what":  # "what a user wants outranks ...": the clause is the subject
        begin -= len("what ")
    if joint == "that" and _OF_WHICH.match(before):
        begin = 0  # "a guess that turns out wrong ranks above ...": all of it is the subject
    if joint in _CONDITIONS:
        return None
    first, denied = _NONE.subn("", _LET.sub("", before[begin:].strip()))
    if helping & _OPEN_HELPERS and not (denied and helping & _ABLE):
        return None
    after = _side_after(text, verb)
    sides = _tidy(first), _meant(before[:begin], first) if after in _IT else after
    return _swapped(sides) if bool(helping & _FORBIDDING) != bool(denied) else sides


def _meant(before: str, subject: str) -> str:
    """What "it" stands for: the subject of the clause before, where another is subject here."""
    found = _SUBJECT.match(before)
    return _tidy(found["named"]) if found and found["named"].strip() != subject else "it"


def _helpers(before: str) -> tuple[set[str], str]:
    """Split the helping words off the end of what stands before a verb."""
    helpers = _HELPERS.search(before)
    if helpers is None:
        return set(), before
    said = set(helpers[0].lower().split())
    if said & _HAVE_TO:
        said -= _HAVE_TO | {"to"}
    if said & {"is", "are"}:  # "is not to suffer for"
        said = said - {"is", "are", "to"} | {"must"}
    return said, before[: helpers.start()]


def _preferred(text: str) -> Iterator[_Sides]:
    """Read "prioritise X over Y" and its like, unless it is only possible or somebody's wish."""
    for pattern in words.PREFERS:
        for found in _compiled(pattern).finditer(text):
            helping, before = _helpers(" " + text[: found.start()].rstrip())
            joint = _clause_start(before + " ")[1]
            denied = _DENIED.search(text[: found.start()])
            if denied or helping & (_OPEN_HELPERS - _WEAK) or joint in _CONDITIONS:
                continue
            sides = _tidy(found["higher"]), _tidy(_CLAUSE_END.split(found["lower"], maxsplit=1)[0])
            if not (helping & _FORBIDDING or _DONT.search(before)):
                yield sides
            elif helping & (_STRICT | {"never", "cannot"}) or not before.strip(" -*Dondt'’"):
                yield sides[1], sides[0]


def _in_conflict(text: str) -> Iterator[_Sides]:
    """Read "when X and Y conflict, Y wins", and the same the other way round."""
    for pattern in (words.BETWEEN, words.AFTERWARDS):
        found = _compiled(pattern).search(text) if "," in text or pattern != words.BETWEEN else None
        if found is None:
            continue
        pair = [side for name, side in found.groupdict().items() if side and name != "out"]
        if _EACH.search(found["out"]):
            named = _EACH.sub(partial(_side_named, pair), found["out"])
            yield from _by_verb(named)
        winner = _compiled(words.WINNER).match(found["out"])
        if winner is None:
            continue
        if (sides := _decided(pair, winner)) is not None:
            yield sides
            return


def _side_named(pair: list[str], each: re.Match[str]) -> str:
    """The side that "the former" or "the latter" is."""
    return pair[_EITHER[each["which"].lower()]]


def _decided(pair: list[str], winner: re.Match[str]) -> _Sides | None:
    """Which of two sides a clause names as the winner or the loser."""
    named = _tidy(winner["chosen"] or winner["named"] or winner["beaten"])
    named = re.sub(r"^the\s+", "", named, flags=re.IGNORECASE)
    opening = named.casefold().split(" ")[0]
    if opening in _EITHER:
        first = _EITHER[opening] == 0
    else:
        own = [_shared(named, side) for side in pair]
        if own[0] == own[1]:
            own = [int(side.casefold().endswith(named.casefold())) for side in pair]
        if own[0] == own[1]:
            pointing = [_POINTS_BACK.match(side) is not None for side in pair]
            if own[0] or winner["beaten"] or pointing[0] == pointing[1] or _NOBODY.match(named):
                return None
            return named, _tidy(pair[pointing[0]])
        first = own[0] > own[1]
    sides = _tidy(pair[0]), _tidy(pair[1])
    return sides if first != bool(winner["beaten"]) else _swapped(sides)


def _shared(named: str, side: str) -> int:
    """How many longer words two phrases share, endings aside."""
    mine, yours = (
        {word[:_STEM] for word in re.findall(r"[\w-]+", phrase.casefold()) if len(word) > _STEM - 1}
        for phrase in (named, side)
    )
    return len(mine & yours)


def _in_turn(text: str) -> Iterator[_Sides]:
    """Read "X comes first, Y second, Z third"."""
    found = _compiled(words.ORDINALS).search(text)
    if found is None:
        return
    bare = not text[: found.start()].strip() and len(found["a"].split()) <= _SHORT
    if not (bare or found["c"] or _RANKED.search(found[0])):
        return
    items = [found["a"], found["b"] or found["c"], found["d"] or found["e"], found["f"]]
    names = [_tidy(_helpers(_last_clause(item))[1]) for item in items if item]
    yield from pairwise(names)


def _listed(text: str) -> Iterator[_Sides]:
    """Read "in order of priority: X, Y, then Z"."""
    found = _compiled(words.LISTED).search(text)
    if found is None or _NOT.search(text[: found.start()]):
        return
    items = [_tidy(_FIRST.sub("", item)) for item in _ITEMS.split(found["all"]) if item]
    if len(items) > 1 and all(0 < len(item.split()) <= _LONGEST_ITEM for item in items):
        yield from pairwise(items)


def _last_clause(before: str) -> str:
    return before[_clause_start(before)[0] :]


def _clause_start(before: str, lists: bool = True) -> tuple[int, str]:
    """Return where the last clause begins and the word that joins it; lists stay whole."""
    joints = [
        (m.end(), (m["joint"] or m[0].strip()).lower()) for m in _LAST_CLAUSE.finditer(before)
    ]
    until, listing = len(before), False
    for begin, joint in reversed(joints):
        few = lists and len(before[begin:until].split(" and")[0].split()) <= 2
        listing = few and (joint == "and" or (listing and joint == ","))
        if not listing:
            return begin, joint
        until = begin
    return 0, ""


def _swapped(sides: _Sides | None) -> _Sides | None:
    return (sides[1], sides[0]) if sides else None


def _without_insertion(found: re.Match[str]) -> str:
    """What stays of inserted words: the comma that ends a phrase before the subject."""
    return ", " if _OPENS.match(found.string[: found.start()]) else " "


def _named_out(higher: str, lower: str) -> _Sides:
    """Put for "ones" what the other side names: "numeric identifiers ... non-numeric ones"."""
    for side, other in ((higher, lower), (lower, higher)):
        if (last := _ONES.search(side)) is not None and " " in other:
            named = side[: last.start()] + " " + other.split()[-1]
            return (named, lower) if side is higher else (higher, named)
    return higher, lower


def _names_something(side: str) -> bool:
    return 0 < len(side.split()) <= _LONGEST_SIDE and not _NOBODY.match(side)


def _tidy(words: str) -> str:
    return _TAIL.sub("", _ADVERB.sub("", words.strip(" “”\"',").removesuffix(" even")))


def ranking(line: str, section_id: str, statement_id: str | None, span: Span) -> Ranking | None:
    """Return the order written as ``A > B > C`` on one line."""
    text = line.replace("&gt;", ">").strip().strip("`*_ ").rstrip(".")
    parts = [part.strip() for part in _ARROW.split(text[: _MOST_RANKS * _LONGEST_RANK + 1])]
    shaped = 2 <= len(parts) <= _MOST_RANKS and all(1 < len(p) <= _LONGEST_RANK for p in parts)
    if not shaped or _CODE_LIKE.search(text):
        return None
    parts[0] = _LEAD_IN.sub("", parts[0].rpartition(": ")[2])
    items = tuple(re.sub(r"^[*_`\"“]+|[*_`\"”]+$", "", part) for part in parts)
    if not all(any(c.isalpha() for c in item) for item in items):
        return None
    return Ranking(items, section_id, statement_id, span)
