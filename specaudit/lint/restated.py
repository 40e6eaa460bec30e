"""Whether two sentences give two values of one figure, told by the words around the numbers alone.

Two sentences of a document with a figure of one dimension and hardly a word that the other lacks
are on one thing, however each puts it: "two moderators sign off on each ban", "bans take effect on
the signature of a single moderator". They are not where a third sentence is on it too, where a
word of its own narrows what one of them speaks of, where each has a word of its own in one place,
or where the numbers play two parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Statement
from specaudit.lint.apart import parted
from specaudit.lint.context import Document
from specaudit.lint.counterexamples import is_counterexample
from specaudit.lint.facts import facts
from specaudit.lint.figures import ALIKE, DIMENSIONS, Figure, figures
from specaudit.lint.kin import root, roots
from specaudit.lint.measures import CHANGED, SUM, told_apart
from specaudit.lint.quantities import side_of
from specaudit.lint.similarity import STOP, content, sequence
from specaudit.lint.spelled import VALUES, in_digits
from specaudit.lint.subjects import with_and_without
from specaudit.lint.topics import added_up, told_alike, whole
from specaudit.nlp.deontic import is_actor
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma

_MEASURING = roots(
    """
    limit cap maximum minimum max min ceiling threshold allowance quota exceed beyond long short
    large small big wide high low length size number amount total rate set fix stand lie reach fit
    equal measure restrict allow permit tolerate accept have get give make take use contain hold
    include last stay keep run go come end stop be person people time period day once twice often
    every each per single pair half quarter third full whole least most up above below over under
    within inside need require enough put good place row second minute hour week month year
    fortnight millisecond ms mb kb gb megabyte kilobyte gigabyte byte percent cent dollar euro pound
    metre meter foot feet inch kilometre mile degree kilogram gram kilo decibel db pixel px trio
    dozen couple hundred thousand million age aged old older young younger anyone anybody everyone
    anything everything nothing something cannot neither fewer more larger largest longer longest
    shorter shortest smaller smallest wider deep depth latest earliest daily hourly weekly monthly
    yearly annual annually nightly net next due through january february march april june july
    august september october november december first fourth fifth sixth seventh eighth ninth tenth
    twentieth hundredth default unless otherwise state say tell remain serve sit
    """.split()
) | roots(VALUES)
"""Words that say how much, and nothing of what."""
_EMPTY = roots(
    "be have get take give make use contain include hold limit cap set restrict allow permit "
    "accept exceed need require last run go come reach equal stand lie stay remain measure serve "
    "may can must should apply count mean".split()
)
"""Verbs that say of a thing only that it has, or is held to, a figure."""
_TIMED = tuple(
    roots(acts.split())
    for acts in (
        "retain retention keep kept store storage hold delete erase remove destroy purge "
        "overwrite survive remain vanish disappear archive wipe persist close",
        "answer reply respond hear return finish complete decide handle resolve due approve review "
        "get reach wait over out notify report",
        "report due submit file send settle pay return over notify",
        "last run end close lapse expire start begin stop over take open live valid time "
        "timeout log void finish serve be go idle cease mute term",
        "review revise update audit renew rotate change happen back backup occur",
    )
)
"""Acts that one time is given for: how long a thing is kept, by when it is answered ..."""
_PARTS = (
    regex(r"\bquorum\b", 2),
    regex(r"\bbetween\b|\bapart\b", 2),
    regex(r"\b(?:average|median|typical|usual|normal|recommended|expected)", 2),
    regex(r"\b(?:warn|remind|notif|announce|notice|advance)", 2),
    regex(r"\b(?:another|extra|additional|further|remaining|rest)\b", 2),
    regex(r"\bonly\b|\bexcept\b|\bunless\b(?!\s+(?:otherwise\s+)?(?:set|told|stated|said))", 2),
)
"""What makes a number play a part of its own."""
_DEFAULT = regex(r"\bdefaults?\b|\bunless\s+(?:otherwise\s+)?(?:set|told|stated|said)", 2)
_LIMIT = regex(r"\bmaximum\b|\bat\s+most\b|\bup\s+to\b|\blimit|\bmore\s+than\b|\bexceed", 2)
_NTH = regex(
    r"\b(?:first|initial|second|third|fourth|last|previous)"
    r"(?=\s+(?!line|page|day|week|month|quarter|year|person|part)[a-z]{3})(?!\s+of\b)",
    2,
)
_CASE = regex(
    r"\b(?P<lead>if|when|whenever|where|unless|for|during|without|until|in|on|with|from|by|to(?=\s+(?:the|an?|our|all)\s))\s+"
    r"(?P<case>[^,.;:()]+?)(?=[,.;:()]|\Z|\s+(?:if|when|where|unless|for|during|without|until|in|on"
    r"|is|are|must|may|should|can|has|have|with|from|by|to|at|after|before|of|within)\b)",
    2,
)
_IF = frozenset("if when whenever where unless".split())
_DIGIT = regex(r"\d")
_LABEL = regex(r"\W*\w+\W*:")
_MADE_UP = regex(r"\b(?:example|e\.g|suppose|imagine|instance)\b", 2)
_PLAIN_DAY = regex(r"\b(?:working|business|calendar)[\s-]+(?=days?\b)|[()]", 2)
_HINT = regex(
    r"\d|\b(?:single|sole|pair|trio|half|third|quarter|fifth|tenth|once|twice|second|fourth|eighth"
    r"|sixth|(?:an?|the\s+(?:same|next|last|following))\s+(?:[a-z]+\s+)?"
    r"(?:minute|hour|day|week|month|quarter|year))\b|ly\b",
    2,
)
_ALLOWS = regex(
    r"\b(?:allows?|accepts?|includes?|permit|holds?|fit|entitle|tolerate|can|may|stops?|ends?|wraps?"
    r"|cut|gets?|limit\w*|cap|capped|ceiling|maximum|max|room|allowance|quota)\b",
    2,
)
_NO_MORE = regex(r"\b(?:no|not|never|cannot|nothing)\b[^.;]*\b\w+er\s+than\s+\Z", 2)
_TOPS = regex(r"\W*(?:\w+\W+){0,3}?(?:at\s+(?:the\s+)?(?:most|latest)|tops|maximum)\b", 2)
_MINIMUM = regex(r"\b(?:minimum|smallest|shortest|lowest|fewest)\b", 2)
_YOUNG = regex(r"\b(?:under|below|younger)\b", 2)
_TOKEN = regex(r"[a-z][a-z'-]*|[^\sa-z]+")
_OF = regex(r"\s+(?:an?\s+|the\s+|any\s+|all\s+)?(?P<of>[a-z][\w'-]*)")
_WORD = regex(r"[A-Za-z][\w'’-]*")
_DONE = regex(
    r"(?:(?:must|should|shall|may|can|will|cannot)\s+(?:not\s+)?)?(?:(?:is|are|be|been|gets?)\s+)?"
    r"(?:not\s+|\w+ly\s+)?(?P<act>[a-z]+)",
    2,
)
_KIND_OF_TIME = frozenset(
    "night nightly day daily week weekly month monthly year yearly annual annually hourly high low "
    "medium large small big short long full half".split()
)
"""Words of measuring that make a kind of what they stand before."""
_PURPOSE = regex(r"\W*to\s+(?P<act>[a-z][^,.;:]*),", 2)
_AT = regex(r"\bat\s+(?:night|noon|weekends?|peak\s+times?)\b", 2)
_PHRASE = regex(r"\s(?:of|from|in|on|at|to|for|with|without|by|under|after|before|that|who)\b.*", 2)
_COMPARED = frozenset("longer shorter larger smaller older younger bigger".split())
_ADJECTIVES = frozenset("free open paid present clean direct private".split())
"""Words that are verbs too."""
_ARTICLES = frozenset("a an the each every any all its their our your".split())
_LEADS = frozenset(
    "a an the any all every each no our your their its of in on for by with from these".split()
)
_ROUNDED = frozenset({"time", "period", "metre", "gram", "byte"})
_DEGREE = 0.5
"""Degrees by which two temperatures may differ and still be the same."""
_ROUNDING = 0.05
"""Share by which two measures may differ and still be the same ("30 days", "one month")."""
_THIRDS = (100 / 3, 200 / 3, 50 / 3)
_NAMED_BY = (
    (regex(r"\b(?:length|long)\b", 2), roots(["character", "word"])),
    (regex(r"\b(?:depth|deep)\b", 2), roots(["deep", "level"])),
)
"""What a number without a unit is of, by the word for what is measured."""
_PEOPLE = roots(
    "member user moderator reviewer maintainer reader editor judge engineer employee volunteer "
    "director trustee".split()
)
_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_SHARED = 2
"""Words that two sentences must have in common."""
_COVERED = 0.5
"""Share of the words of the shorter one that the other must have."""
_MANY = 16
"""Sentences on a word from which on that word alone makes no pair worth looking at."""


class Told(NamedTuple):
    """A sentence with one of its figures."""

    statement: Statement
    figure: Figure
    others: tuple[Figure, ...]
    """All figures of the sentence."""
    keys: frozenset[str]
    """Families of the words that say of what it is."""

    @property
    def written(self) -> str:
        """The figure as messages show it."""
        return self.statement.text[self.figure.start : self.figure.end]


def restated(document: Document) -> Iterator[tuple[Told, Told]]:
    """Pairs of sentences that give two values for one thing, the earlier one first."""
    for dimension, group in _by_dimension(document).items():
        by_key: dict[str, list[int]] = defaultdict(list)
        for number, told in enumerate(group):
            for key in told.keys:
                by_key[key].append(number)
        near = {
            pair
            for numbers in by_key.values()
            if len(numbers) <= _MANY
            for pair in combinations(numbers, 2)
        }
        for one, other in sorted(near):
            a, b = group[one], group[other]
            if a.statement.id == b.statement.id or not _differ(a, b) or _differ_elsewhere(a, b):
                continue
            shared = a.keys & b.keys
            rarest = min(shared, key=lambda key: len(by_key[key]))
            on_it = {group[n].statement.id for n in by_key[rarest] if shared <= group[n].keys}
            if len(on_it) > 2 or not _on_one_thing(dimension, a, b):
                continue
            if not told_apart(document, a.statement, b.statement):
                yield a, b


def of_two_kinds(first: str, second: str) -> bool:
    """Whether the words of two sentences show that each gives its number for another thing."""
    mine, yours = _keys(first), _keys(second)
    shared = mine & yours
    return _nths(first) != _nths(second) or (
        _narrowed(first, second, mine - shared, shared)
        and _narrowed(second, first, yours - shared, shared)
    )


def _by_dimension(document: Document) -> dict[str, list[Told]]:
    """Sentences by the dimensions that a figure of theirs is of, or may be of."""
    rows = facts(document, "figures", _read, document.prose)
    groups: dict[str, list[Told]] = defaultdict(list)
    for statement in document.prose:
        row = rows[statement.id]
        if not row or is_counterexample(document, statement):
            continue
        read = replace(statement, text=row["text"])
        found = [Figure(*figure) for figure in row["figures"]]
        for figure in found:
            told = Told(read, figure, tuple(found), frozenset(row["keys"]))
            for dimension in _dimensions(told):
                groups[dimension].append(told)
    things = groups.keys() - DIMENSIONS
    for name in ("times", "bare"):
        for told in list(groups.get(name, ())):
            # So many times what is done, and no number of the things it is done to.
            fits = told.keys if name == "bare" else told.keys & _verbs(told.statement.text)
            for thing in sorted(things & fits):
                if told not in groups[thing]:
                    groups[thing].append(told)
    for thing in sorted(things & _PEOPLE):
        groups[thing] += groups.get("person", ())
    return groups


def _dimensions(told: Told) -> Iterator[str]:
    yield told.figure.dimension
    if told.figure.dimension == "bare":
        for pattern, things in _NAMED_BY:
            if pattern.search(told.statement.text):
                yield from things


def _read(statement: Statement) -> dict[str, object]:
    """Text in digits, figures and keys of a sentence; empty where it has no figure."""
    text = in_digits(statement.text)
    if not _HINT.search(text) or statement.kind not in _KINDS:
        return {}
    if not whole(statement) or _MADE_UP.search(text):
        return {}
    found = [list(figure) for figure in figures(text)]
    keys = sorted(_keys(text))
    label = statement.kind is BlockKind.ITEM and len(keys) < _SHARED and _LABEL.match(text)
    return {"text": text, "figures": found, "keys": keys} if found and not label else {}


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    words = content(_PLAIN_DAY.sub(" ", text))
    return roots(ALIKE.get(word, word) for word in words if not word[0].isdigit()) - _MEASURING


def _key(word: str) -> str:
    """The key of a word as written in small letters, be it an owner ("keeper's")."""
    bare = lemma(word.removesuffix("'s").removesuffix("'"))
    return root(ALIKE.get(bare, bare))


def _differ(a: Told, b: Told) -> bool:
    """Whether no value fits both figures."""
    x, y = a.figure, b.figure
    period = x.dimension == y.dimension == "period"
    if (period and x.per and y.per) or (not period and bool(x.per) is not bool(y.per)):
        return False  # rates are compared as such
    values = [one.value if period else one.value / (one.per or 1) for one in (x, y)]
    margin = _ROUNDING * max(values) if x.dimension in _ROUNDED or x.per else 0.0
    margin = _DEGREE if x.dimension == "degree" else margin
    if x.dimension == "percent" and any(abs(v - third) < 1 for v in values for third in _THIRDS):
        margin = 1.0
    if abs(values[0] - values[1]) <= margin:
        return False
    if x.per and y.per and x.per != y.per and x.dimension != "money":
        # A burst may be faster than what is allowed in the long run, and never the other way.
        fast, slow = values if x.per < y.per else values[::-1]
        return slow > fast
    sides = _side(a), _side(b)
    if sides[0] == sides[1] or (x.dimension == "time" and "least" not in sides):
        return True
    low, high = values if sides[0] == "least" or sides[1] == "most" else values[::-1]
    return low > high


def _differ_elsewhere(a: Told, b: Told) -> bool:
    """Whether two sentences agree in one figure, or differ in two, as the rows of a table do."""
    for one, other in product(a.others, b.others):
        if one.dimension != other.dimension or (one.dimension == "period" and one.per):
            continue
        if one.value == other.value:
            return True
        if not (one.per or other.per):
            apart = one.end <= a.figure.start or a.figure.end <= one.start
            if apart and (other.end <= b.figure.start or b.figure.end <= other.start):
                return True
    return False


def _side(told: Told) -> str:
    """``most``, ``least`` or ``exact``: which side a figure bounds."""
    text = told.statement.text
    if told.figure.dimension == "age":
        return "most" if _YOUNG.search(text) else "least"
    before, after = text[: told.figure.start], text[told.figure.end :]
    side = side_of(before, after, after)
    if side != "exact":
        return side
    if _NO_MORE.search(before) or _TOPS.match(after):
        return "most"
    if _MINIMUM.search(text):
        return "least"
    return "most" if _ALLOWS.search(text) else "exact"


def _on_one_thing(dimension: str, a: Told, b: Told) -> bool:
    """Whether the words of two sentences show their figures to be of one thing."""
    first, second = a.statement.text, b.statement.text
    shared = a.keys & b.keys
    least = min(len(a.keys), len(b.keys))
    in_one_act = dimension == "time" and bool(_acts(first) & _acts(second))
    if len(shared) + in_one_act < _SHARED and not (len(shared) == least == 1):
        return False
    if len(shared) < _COVERED * least or shared <= {dimension}:
        return False
    if dimension == "bare" and told_alike(a.statement, b.statement):
        return False  # the steps of a row
    if dimension == "time" and not in_one_act and _acts(first) and _acts(second):
        return False
    if dimension == "period" and _of_another_act(first, second, shared):
        return False
    mine, yours = a.keys - shared, b.keys - shared
    return not (
        with_and_without(first, second)
        or added_up(first, second)
        or any(pattern.search(text) for pattern in (SUM, CHANGED) for text in (first, second))
        or _two_parts(a, b)
        or _narrowed(first, second, mine, shared)
        or _narrowed(second, first, yours, shared)
        or _swapped(first, mine, second, yours)
        or _two_parties(first, a.keys, second, b.keys)
        or _own_case(first, b.keys)
        or _own_case(second, a.keys)
        or _two_acts(first, second, shared)
    )


def _two_parts(a: Told, b: Told) -> bool:
    """Whether two numbers play two parts: a default and a limit, the first and any other."""
    texts = a.statement.text, b.statement.text
    if any(bool(part.search(texts[0])) is not bool(part.search(texts[1])) for part in _PARTS):
        return True
    if _nths(_around(a)) != _nths(_around(b)):
        return True
    return any(
        _DEFAULT.search(one) and not _DEFAULT.search(other) and _LIMIT.search(other)
        for one, other in (texts, texts[::-1])
    )


def _around(told: Told) -> str:
    """A sentence without its figure."""
    text = told.statement.text
    return f"{text[: told.figure.start]} # {text[told.figure.end :]}"


@lru_cache(maxsize=4096)
def _clause(text: str) -> tuple[str, str]:
    """The subject of a sentence and the rest, be its verb a plain one ("tokens expire after")."""
    subject, rest = parted(text)
    if subject:
        return subject, rest
    words = list(_WORD.finditer(text))
    for before, word, behind in zip(words, words[1:], [*words[2:], None], strict=False):
        verb = lemma(word[0].casefold()) in VERBS and before[0].casefold() not in _LEADS
        agrees = word[0].endswith("s") is not before[0].endswith("s")
        follows = (
            behind is not None
            and not behind[0].endswith(("ed", "ing"))
            and not text[word.end() : behind.start()].strip()
        )
        if verb and agrees and not (behind and follows and lemma(behind[0].casefold()) in VERBS):
            return text[: word.start()].strip(), text[word.start() :]
    return "", ""


def _act(text: str) -> str:
    """The root of what is done in a sentence; empty where nothing tells."""
    rest = _clause(text)[1]
    done = _DONE.match(rest)
    word = done["act"] if done else (rest.split(maxsplit=1) or [""])[0]
    return _key(word.casefold().strip(",.;:")) if word else ""


def _verbs(text: str) -> frozenset[str]:
    """Roots of the words of a sentence that may be its verbs."""
    words = [match[0].casefold() for match in _WORD.finditer(text)]
    return frozenset(
        _key(word)
        for before, word in pairwise(["", *words])
        if before not in _LEADS and lemma(word) in VERBS
    )


def _nths(text: str) -> frozenset[str]:
    return frozenset(found.casefold() for found in _NTH.findall(text))


def _narrowed(text: str, other: str, own: frozenset[str], shared: frozenset[str]) -> bool:
    """Whether a word of its own makes what a sentence shares with another a kind of that.

    Args:
        text: A sentence.
        other: The other one.
        own: Keys of the first that the other lacks.
        shared: Those that both have.
    """
    folded = text.casefold()
    found = [("", 0), ("", 0), *((match[0], match.end()) for match in _TOKEN.finditer(folded))]
    tokens = [*found, ("", 0)]
    for at in range(2, len(found)):
        (far, _), (before, end), (word, _), (behind, _) = tokens[at - 2 : at + 2]
        named = _key(before)
        if word == "of" and named in shared:
            of = _OF.match(folded, end + len(" of"))
            if of is not None and _key(of["of"]) in own:
                return True
        if _key(word) not in shared or behind in _ARTICLES:
            continue  # nothing, or the verb that the word before is the subject of
        timed = before in _KIND_OF_TIME and not far[:1].isdigit()
        if before in _COMPARED or (timed and before not in other.casefold()):
            return True
        modifies = named in own and before not in STOP and not before.endswith("ly")
        named_first = not far and parted(text)[0] != ""
        if modifies and (named_first or not _is_act(far, before)):
            return True
    return False


def _is_act(far: str, before: str) -> bool:
    """Whether a word right before a noun is a verb whose object that is."""
    if before in _ADJECTIVES or far in _LEADS or before.endswith(("ed", "ing")):
        return False
    return lemma(before) in VERBS


def _swapped(first: str, mine: frozenset[str], second: str, yours: frozenset[str]) -> bool:
    """Whether each of two sentences has a word of its own next to one word that both have."""
    for step in (1, -1):
        one, other = _next_to(first, mine, step), _next_to(second, yours, step)
        for word in one.keys() & other.keys():
            if not any(acts & one[word] and acts & other[word] for acts in _TIMED):
                return True
    return False


def _next_to(text: str, own: frozenset[str], step: int) -> dict[str, set[str]]:
    """A sentence's own words by the other's that each stands behind, or before."""
    found: dict[str, set[str]] = defaultdict(set)
    words = [
        word
        for word in map(root, sequence(text))
        if not word[0].isdigit() and word not in _MEASURING
    ]
    for beside, word in pairwise(words[::step]):
        if word in own and beside not in own:
            found[beside].add(word)
    return found


def _two_parties(first: str, mine: frozenset[str], second: str, yours: frozenset[str]) -> bool:
    """Whether the subject of each sentence is not named in the other, or one is a kind of it."""
    subjects = [_clause(text)[0] for text in (first, second)]
    named = [_keys(subject) for subject in subjects]
    own = named[0].isdisjoint(yours), named[1].isdisjoint(mine)
    if all(named) and all(own):
        return True
    for subject, keys, others in zip(subjects, named, (yours, mine), strict=True):
        head = sequence(_PHRASE.sub("", subject))
        is_own = bool(head) and bool(roots(head[-1:]) & keys - others)
        if is_own and (not is_actor(head[-1]) or keys.isdisjoint(others)) and len(keys) > 1:
            return True  # "a gate in the fence", "business guests"
    return False


def _of_another_act(first: str, second: str, shared: frozenset[str]) -> bool:
    """Whether what is done from time to time is another thing in one of the sentences."""
    acts = [word for word in (_act(first), _act(second)) if word]
    known = _MEASURING.union(shared, *_TIMED)
    return any(word not in known for word in acts)


def _own_case(text: str, others: frozenset[str]) -> bool:
    """Whether a sentence is for a case that the other does not name."""
    purpose = _PURPOSE.match(text)
    if _AT.search(text) or (purpose and not _keys(purpose["act"]) <= others):
        return True
    for match in _CASE.finditer(text):
        named = _keys(match["case"])
        if named and named.isdisjoint(others):
            return True
        if match["lead"].casefold() in _IF and _DIGIT.search(match["case"]):
            return True
    return False


@lru_cache(maxsize=4096)
def _acts(text: str) -> frozenset[int]:
    """The kinds of `_TIMED` that a sentence speaks of."""
    words = roots(content(text))
    return frozenset(number for number, acts in enumerate(_TIMED) if acts & words)


def _two_acts(first: str, second: str, shared: frozenset[str]) -> bool:
    """Whether two sentences say two things of one subject."""
    parts = _clause(first), _clause(second)
    named = [_keys(subject) for subject, _ in parts]
    if not named[0] & named[1]:
        return False
    acts = _act(first), _act(second)
    told = all(acts) and acts[0] != acts[1] and not shared.issuperset(acts)
    if told and _EMPTY.isdisjoint(acts):
        return not any(acts[0] in one and acts[1] in one for one in _TIMED)
    said = [_keys(rest) for _, rest in parts]
    return all(said) and said[0].isdisjoint(said[1])
