"""How many things of a kind a document says there are: in words, and by the length of a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Block, BlockKind, Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import having
from specaudit.lint.similarity import content
from specaudit.lint.spelled import value_of
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma

COUNTED = (
    r"(?P<number>[2-9]|[1-9]\d)\s+"
    r"(?P<noun>(?:[a-z][a-z’'-]*\s+){0,3}?(?:[a-z][a-z-]*(?<!s)s|criteria|children|people))(?![\w-])"
)
_COMPLEMENT = regex(r"\s+(?:of|to|for|in|on)\s+((?:[\w’'-]+\s?){1,5})", re.IGNORECASE)
_ENDS = frozenset(
    "and or are is was were be must should shall may can will which whom whose that who this these "
    "each as at by from with in on to for when if where not only do does have has".split()
)
_TOTAL = regex(
    r"(?<!\w)(?P<lead>(?:all|which(?:ever)?|each|none|any|every\s+1|some|most|\d+)?\s*"
    r"(?:of\s+)?(?:the|our|its|their|all|[A-Z][\w]*[’']s)|there\s+(?:are|is)(?:\s+(?:only|just|exactly))?|(?:1|each|any|all|none)\s+of)\s+"
    + COUNTED,
    re.IGNORECASE,
)
_ANNOUNCED = regex(
    r"(?<![\w-])(?P<lead>consists?\s+of|divided\s+into|(?:has|have|knows?|recogni[sz]es?)\s+(?:only|just)|[\w-]+)\s+"
    r"(?:the\s+following\s+|exactly\s+)?" + COUNTED,
    re.IGNORECASE,
)
_TAKES = (
    r"(?:(?:comes?|falls?|runs?|(?:is|are)\s+(?:split|grouped|sorted|broken(?:\s+down)?))\s+(?:in|into)"
    r"|(?:pass(?:es)?|goes?)\s+through|rests?\s+on|answers?\s+to|distinguish(?:es)?|carr(?:y|ies)"
    r"|recogni[sz]es?|knows?|names?|serves?|lists?)"
)
_TAKEN = regex(
    rf"\b(?P<lead>{_TAKES})\s+(?:only\s+|just\s+|exactly\s+)?(?P<one>1\s+of\s+)?" + COUNTED,
    re.IGNORECASE,
)
"""What comes in, passes through or rests on so many things: "letters come in four kinds"."""
_AS_ALL = regex(
    r"\A\W*(?P<lead>only\s+|just\s+|exactly\s+|)(?!\d+\s+of\b)"
    + COUNTED
    + r"(?P<of>\s+(?:of|for|to|in)\s+[^,;:.]{2,40}?)?\s+(?:are|is)\s+"
    r"(?:as\s+many\s+as|all\s+(?:that\s+)?(?:we|you|they|there)|told\s+apart|distinguished|recogni[sz]ed|in\s+force"
    r"|known|(?:defined|listed|named|described|explained|set\s+out|given|introduced|covered)\s+(?:below|above|here|in\s+this))\b",
    re.IGNORECASE,
)
"""A sentence that begins with a number of things and says that these are all."""
_OPEN_LIST = regex(
    r"\b(?:(?:the\s+following|these|several|various|many|multiple|different)|an?\s+(?:wide\s+)?(?:variety|range|number|set|list)\s+of)"
    r"\s+(?P<noun>(?:[a-z][a-z’'-]*\s+){0,2}?[a-z][a-z-]*(?<!s)s)(?P<of>\s+(?:of|for)\s+[^,;:.]{2,40})?\s*:\s*\Z",
    re.IGNORECASE,
)
"""A list follows of things that no number counts."""
_POINTS = regex(
    r"\b(?:above|below|here|in\s+this\s+(?:section|chapter|list)|(?:named|listed|given|told\s+apart)\b)",
    re.IGNORECASE,
)
_LISTED = " listed"
_KINDS = frozenset("type sort category kind variety".split())
_NTH = "third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = regex(
    rf"\bthe\s+(?P<nth>{'|'.join(_NTH)})\s+(?P<noun>[a-z]+)(?P<of>\s+of\s+(?:the|our|its|this|an?)\s+[a-z]+)\b",
    re.IGNORECASE,
)
"""One of a row of things, by its place: "the third part of the form"."""
_HAS = regex(r"(?:has|have|consists?\s+of|comprises?|divided\s+into)\b", re.IGNORECASE)
POSSIBLE = regex(
    r"\b(?:may|can|could|might|should|must|will|would|to|not|never|don't|already|who|which|that)"
    r"(?:\s+\w+)?\s*\Z",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    "case way thing reason option step example pattern time part kind type point question side "
    "party condition requirement method word sentence line user person people other day".split()
)
"""Nouns that many things go by, so the bare noun names none of them."""
_EVERY = regex(r"(?:all|which(?:ever)?|each|none|any|every\s+1)\b|1\s+of\Z", re.IGNORECASE)
_NAMED = regex(
    r"\s*(?:(?:named|listed|described|set\s+out|given|defined|introduced)\b|above\b|below\b"
    r"|(?:in|of)\s+this\s)",
    re.IGNORECASE,
)
_POSSESSOR = regex(r"([\w-]+)[’']s\s*\Z")
_FOLLOWS = regex(
    r"\A\W*(?:the|our|its|[A-Z][\w]*[’']s)\s+(?P<noun>[^.;:()]{3,80}?)\s+(?:are|is)\s+"
    r"(?:(?:as\s+follows|the\s+following|these|listed\s+below)\b|(?=:\s*\Z))",
    re.IGNORECASE,
)
_IN_BRACKETS = regex(r"\s*\([^()]+,[^()]*\b(?:and|or)\s[^()]+\)")
_ABOVE = regex(
    r"\b(?:listed|named|given|described|set\s+out|enumerated)\s+(?:above|here|earlier)\b"
    r"|\bof\s+(?:the|those)\s+above\b|\babove\s+(?:list|\d)|\blist\s+above\b"
    r"|\b(?:the|these|those)\s+\w+\s+[\w-]+s\s+(?:\w+(?:ed|ven)\s+)?above\b",
    re.IGNORECASE,
)
VAGUE = frozenset(
    "thus therefore also always variety range number several many multiple may can have "
    "broad main separate distinct different key basic current whole total general major core "
    "name "
    "follow list describe available possible own various specific particular "
    "primary above below overall standard common such well".split()
)
_BETWEEN = regex(r"\b(?:between|among|both\s+of)\s*\Z", re.IGNORECASE)
"""Leads to the things that were just told of, which need not be all of their kind."""
PARTIAL = frozenset(
    "other more additional remaining further lower upper higher lowest highest last first next new "
    "extra latter former same previous such similar bottom top middle".split()
)
_RESTRICTS = regex(
    r"\s*(?:that|which|who|whose|where|with|without|when|if|from|between|at|within)\b",
    re.IGNORECASE,
)
_OWN = regex(
    r"\s*(?:that|which)?\s*(?:(?:this|the|these)\s+[\w-]+|we|it)\s+(?:\w+ly\s+)?[a-z]+s?\b"
    r"(?!\s+(?:to|not|only)\b)",
    re.IGNORECASE,
)
_NOT_ALL = regex(
    r"\b(?:if|when|unless|could|might|would|imagine|suppose|example|e\.g)\b", re.IGNORECASE
)


_MADE_UP = regex(r"\b(?:could|might|would|imagine|suppose|example|e\.g)\b", re.IGNORECASE)
_CASE = regex(r"\b(?:if|when|unless)\b", re.IGNORECASE)
"""A case that is not over where the things are counted."""


class Count(NamedTuple):
    """A statement on how many things of a kind there are."""

    value: int
    head: str
    """Lemma of the noun that is counted."""
    about: frozenset[str]
    """The other words that name the kind."""
    announced: bool
    """The statement introduces the things; False where it speaks of them as known."""
    statement: Statement
    written: str
    every: bool = False
    """It speaks of all of them ("each of the four", "the four named above")."""
    strict: bool = False
    """It may be of part of the kind where it names the kind more closely than the other count."""
    loose: bool = False
    """A list whose sentence does not say that it is whole."""


def counts(document: Document, with_numbers: Iterable[Statement]) -> Iterator[Count]:
    """Counts of a whole; a part ("two of the") is none.

    Args:
        document: The document.
        with_numbers: Its statements in which a number stands.
    """
    lists = item_lists(document)
    for statement in with_numbers:
        yield from _in_words(statement, lists)
    following = _following(document)
    for statement in document.prose:
        yield from _by_list(statement, lists, following)
    yield from _by_label(document)


def item_lists(document: Document) -> dict[str, list[Block]]:
    """Items of the first depth by the statement that introduces them."""
    lists: dict[str, list[Block]] = defaultdict(list)
    for block in document.spec.blocks:
        if block.kind is BlockKind.ITEM and block.stem_id is not None:
            items = lists[block.stem_id]
            if not items or block.depth == items[0].depth:
                items.append(block)
    return lists


def _following(document: Document) -> dict[str, Statement]:
    """The next statement of the same block, by statement."""
    found: dict[str, Statement] = {}
    for group in document.in_block.values():
        found.update({a.id: b for a, b in pairwise(group)})
    return found


def _in_words(statement: Statement, lists: dict[str, list[Block]]) -> Iterator[Count]:
    text = statement.text
    taken: set[int] = set()
    for match in _TOTAL.finditer(text):
        taken.add(match.start("number"))
        count = _count(statement, match, announced=_introduces(statement, match, lists))
        if count is not None:
            yield count
    for match in _ANNOUNCED.finditer(text):
        named = _introduces(statement, match, lists)
        held = _HAS.match(match["lead"]) and not POSSIBLE.search(text[: match.start()])
        part = match["lead"].casefold() in PARTIAL | {"of"}
        if match.start("number") in taken or part or not (named or held):
            continue
        count = _count(statement, match, announced=named)
        if count is not None:
            # Who says how many a thing has introduces them.
            yield count._replace(announced=named or bool(held and count.about))
    yield from _taken(statement, lists, taken)


def _taken(statement: Statement, lists: dict[str, list[Block]], taken: set[int]) -> Iterator[Count]:
    """Counts of all things of a kind, by what is said of them or of what has them."""
    text = statement.text
    for match in _TAKEN.finditer(text):
        if (match.start("number") in taken and not match["one"]) or POSSIBLE.search(
            text[: match.start("lead")]
        ):
            continue
        named = _introduces(statement, match, lists)
        if count := _count(statement, match, announced=named):
            subject = _nearest_before(text[: match.start()]) - VAGUE
            whole = count._replace(about=count.about | subject, strict=not named)
            if whole.about:
                yield whole._replace(announced=True)
    total = _AS_ALL.match(text)
    if total is not None and total.start("number") not in taken:
        count = _count(statement, total, announced=False)
        if count is not None:
            yield count._replace(every=True, strict=True)


def _introduces(statement: Statement, match: re.Match[str], lists: dict[str, list[Block]]) -> bool:
    """Whether the things are named next: after a colon, in a list, or after "are"."""
    text, rest = statement.text, statement.text[match.end("noun") :]
    if match[0].casefold().startswith("there"):
        return True
    if ":" in rest or statement.id in lists or _IN_BRACKETS.match(rest):
        return True
    return bool(re.match(r"[^,;]{0,30}\s(?:are|is)\s+[^,;.]+(?:,[^,;.]+)*,?\s+and\s", rest)) and (
        not _NOT_ALL.search(text)
    )


def _count(statement: Statement, match: re.Match[str], *, announced: bool) -> Count | None:
    """The count of a match; None where it speaks of a part or of a made-up case."""
    nouns = match["noun"].split()
    words = {lemma(word.casefold()) for word in nouns}
    before = statement.text[: match.start()]
    made_up = _MADE_UP.search(before) or _CASE.search(before.rpartition(", ")[2])
    if words & PARTIAL or made_up or _BETWEEN.search(before):
        return None
    after = match.end("noun")
    if (
        not announced
        and _RESTRICTS.match(statement.text, after)
        and not _OWN.match(statement.text, after)
    ):
        return None
    head = _head(nouns[-1])
    about = content(match["noun"]) | _complement(statement.text, after)
    about = (
        (about - {lemma(nouns[-1].casefold())} | _holder(statement.text, match)) - {head} - VAGUE
    )
    return Count(
        int(value_of(match["number"])),
        head,
        frozenset(about),
        announced,
        statement,
        f"{match['number']} {match['noun']}",
        bool(_EVERY.match(match["lead"]) or _NAMED.match(statement.text, after)),
    )


def _head(noun: str) -> str:
    """The lemma of what is counted; "types" and "kinds" are one."""
    head = lemma(noun.casefold())
    return "kind" if head in _KINDS else head


def _holder(text: str, match: re.Match[str]) -> frozenset[str]:
    """Content words of what has the things ("the review has three stages", "its user's")."""
    if possessor := _POSSESSOR.search(match["lead"]):
        return content(possessor[1])
    if not _HAS.match(match["lead"]):
        return frozenset()
    return _nearest_before(text[: match.start()])


def _nearest_before(text: str) -> frozenset[str]:
    """Content words among the last three of the last clause."""
    return content(" ".join(re.split(r"[,;:—()]", text)[-1].split()[-3:]))


def _complement(text: str, at: int) -> frozenset[str]:
    """Content words of the phrase that goes on with a noun ("of authority")."""
    match = _COMPLEMENT.match(text, at)
    if (
        match is not None
        and match[0].split()[0].casefold() == "to"
        and _is_verb(match[1].split()[0].casefold())
    ):
        return frozenset()  # a purpose
    words: list[str] = []
    for word in match[1].split() if match else ():
        if word.casefold() in _ENDS:
            break
        words.append(word)
        if word.endswith("s") and not word.endswith("ss"):
            break
    return content(" ".join(words))


def _is_verb(word: str) -> bool:
    return word in VERBS or word.endswith(("ify", "ise", "ize"))


def _by_list(
    statement: Statement, lists: dict[str, list[Block]], following: dict[str, Statement]
) -> Iterator[Count]:
    """The length of the list that a sentence without a number announces."""
    match = (
        _FOLLOWS.match(statement.text)
        if statement.text.endswith(":") or "follow" in statement.text or "below" in statement.text
        else None
    )
    if match is None:
        yield from _by_open_list(statement, lists)
        return
    later = following.get(statement.id)
    items = lists.get(statement.id) or (lists.get(later.id) if later else None) or []
    if len(items) < 2:
        return
    noun = re.split(r"\s+(?:of|to|for|in|on)\s+", match["noun"], maxsplit=1)
    head = _head(noun[0].split()[-1])
    about = content(match["noun"]) - {head} - VAGUE
    yield Count(len(items), head, frozenset(about), True, statement, f"{len(items)}{_LISTED}")


def _by_open_list(statement: Statement, lists: dict[str, list[Block]]) -> Iterator[Count]:
    """The length of a list whose sentence ends with the name of what it holds."""
    items = lists.get(statement.id, ())
    match = _OPEN_LIST.search(statement.text) if len(items) > 1 else None
    if match is None:
        return
    noun = match["noun"].split()[-1]
    about = content(statement.text) - {lemma(noun.casefold())} - VAGUE
    shown = f"{len(items)}{_LISTED}"
    yield Count(len(items), _head(noun), about, True, statement, shown, loose=True)


def _by_label(document: Document) -> Iterator[Count]:
    """The length of a list under an item whose label names what it holds ("`role`: ...")."""
    blocks = [block for block in document.spec.blocks if block.kind is BlockKind.ITEM]
    for at, block in enumerate(blocks):
        if block.label is None or len(block.label.split()) > 1:
            continue
        below = 0
        for other in blocks[at + 1 :]:
            if other.depth <= block.depth or other.section_id != block.section_id:
                break
            below += other.depth == block.depth + 1 and other.label is not None
        told = document.in_block[block.id]
        if below > 1 and told:
            head = _head(block.label)
            about = content(" ".join(one.text for one in told)) - {head} - VAGUE
            yield Count(below, head, about, True, told[0], f"{below}{_LISTED}", loose=True)


def clash(a: Count, b: Count, *, alone: bool) -> bool:
    """Whether two counts give different numbers for what is named as the same kind of thing.

    Args:
        a: One count.
        b: Another one of the same noun.
        alone: The document introduces things under the bare noun only once.
    """
    if a.value == b.value or a.head != b.head or a.statement.id == b.statement.id:
        return False
    if a.written.endswith(_LISTED) and b.written.endswith(_LISTED):
        return False  # two lists may each hold some of the things
    if not (a.announced or b.announced) or _of_a_part(a, b) or _of_a_part(b, a):
        return False
    shared = a.about & b.about
    if shared:
        return shared in (a.about, b.about)
    near = a.statement.section_id == b.statement.section_id and a.head not in _GENERIC
    if near and a.announced is not b.announced:
        known = b if a.announced else a  # "none of the four biases", where a list just named three
        if known.every and not known.about:
            return True
    # The bare noun names the same things where a sentence speaks of all of them.
    bare = not a.about and not b.about and a.head not in _GENERIC
    return bare and alone and (a.every or b.every)


def beyond(document: Document, found: Iterable[Count]) -> Iterator[tuple[Count, Count]]:
    """Things named by a place in a row that is shorter, each with the count of the row."""
    rows = [count for count in found if count.announced and not count.loose and count.about]
    for statement in having(document, _ORDINAL, "prose") if rows else ():
        for match in _ORDINAL.finditer(statement.text):
            if match["nth"].casefold() not in _NTH:
                continue
            place = _NTH.index(match["nth"].casefold()) + 3
            about = content(match["of"])
            for row in rows:
                same = row.head == _head(match["noun"]) and about and about == row.about
                if same and row.value < place and row.statement.id != statement.id:
                    written = f"{match['nth']} {match['noun']}"
                    yield Count(place, row.head, about, False, statement, written), row
                    break


def _of_a_part(count: Count, other: Count) -> bool:
    """Whether a count may be of some of the things that the other one counts."""
    if count.strict and not count.about <= other.about:
        return True
    if not other.loose or count.strict or (count.announced and count.about <= other.about):
        return False
    near = count.statement.section_id == other.statement.section_id
    pointed = near and _POINTS.search(count.statement.text) is not None
    return not (pointed or (count.every and (near or count.about)))


def listed_above(
    document: Document, found: Iterable[Count], lists: dict[str, list[Block]]
) -> Iterator[tuple[Count, Statement]]:
    """Counts of what a sentence says is listed above, with the stem of a list of other length."""
    stems: dict[str, list[Statement]] = defaultdict(list)
    for stem in lists:
        if stem in document.statements and len(lists[stem]) > 1:
            stems[document.statements[stem].section_id].append(document.statements[stem])
    for count in found:
        if not count.every or not _ABOVE.search(count.statement.text):
            continue
        near = [
            stem
            for stem in stems[count.statement.section_id]
            if stem.span.start < count.statement.span.start
            and content(stem.text) & (count.about | {count.head})
        ]
        if near and all(len(lists[stem.id]) != count.value for stem in near):
            yield count, near[-1]
