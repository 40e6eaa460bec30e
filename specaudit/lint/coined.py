"""Terms a text sets off or writes with capitals once, as if it had said before what they mean.

Names of the world stand with capitals as well. They take no "a" or "every", and their words hardly
stand in small letters elsewhere; what is set off only for stress is no subject of a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span, Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.named import HEADS, OF_THE_WORLD
from specaudit.lint.unmarked import once, unmarked
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma

_WORD = r"[A-Z][a-z]{2,}(?:-(?:[A-Za-z]+|\d))?"
_NAME = regex(
    rf"(?P<lead>(?:\b(?:[Aa]n?|[Aa]ny|[Ee]ach|[Ee]very|[Nn]o)\s)|\b[Tt]he\s"
    r"|\b(?:[Aa]ll|[Ss]uch|these|those|this|its|their|our|only|as|to|than|through|via|against)\s"
    r"|\b(?:by|in|under|of|from|on|at|within|into|for|with|after|during|above|below)\s)"
    rf"(?P<term>{_WORD}\s{_WORD}(?:\s{_WORD})?)(?![\w’'-]|\s[A-Z\d(\[])"
    r"(?=[,.;:)]|\s(?:is|are|was|were|must|may|should|shall|can|cannot|will|needs?|has|have|does|do"
    r"|of|in|on|at|for|by|to|and|or|but|the|that|which|who|if|when|unless|applies|apply|counts?"
    r"|only|together|without|as|from|before|after|until|once|while|where|with|within|under|because"
    r"|[a-z]{3,}(?<!s)s\s(?:the|an?|no|all|any|every|each|such|these|its|one|two|three|four|five)|\w+ly\s[a-z]+s"
    r")\b)"
)
_RUN = regex(
    r"(?<![\w’'\"“”*_\[\]().`/#-])(?P<term>[A-Z][a-z]+(?:-[A-Za-z]+)?(?:\s(?:[A-Z][a-z]{2,}(?:-[a-z]+)?|\d(?![\w.,%]))){1,3})"
    r"(?![\w’'\"”*_\[\]()`/:-]|\.\w|\s[A-Z\d(\[&])"
)
"""Words in capitals side by side, wherever they stand."""
_AFTER = regex(r"\s(?:(?:also|only|always|never|then|\w+ly)\s)?(?P<word>[a-z]+)")
_FORCED = frozenset(
    """
    a an the any all each every no some such this these that those its their our your his her most
    many few both one two only if in on at by for from to with within without under after before
    when where while unless until once during as and or but nor not so then than per through via
    other various several certain additional against into of upon what which who whose
    because since though although even
    """.split()
)
"""Words that open a sentence with a capital of their own."""
_CAPITAL = regex(r"(?<=[a-z,] )[A-Z][a-z]+")
_PAIR = 2
_FEW = 1
_MANY = 3
"""Capitals beside a term from which on a sentence writes its nouns that way."""
_MARK = r"(?:\*\*|__|\*|_|“|\")"
_SET_OFF = regex(
    r"(?P<lead>\b(?:(?:[Oo]nly\s+)?(?:an?|any|each|every|no|the|[Aa]n?|[Aa]ny|[Ee]ach|[Ee]very|[Nn]o|[Tt]he)"
    r"|[Oo]nly|of|on|under)\s)?"
    rf"(?P<open>{_MARK})(?P<term>[A-Za-z][a-z-]+(?:\s[A-Za-z][a-z-]+){{1,2}})(?P<close>\*\*|__|\*|_|”|\")"
    r"\s(?P<after>(?!(?:is|are|was|were|means?)\s(?:an?|the|one|any|defined|called|when|where|what"
    r"|those|that)\b)[a-z]+)\s"
)
_SET_OFF_NAME = regex(
    r"\b(?:an?|any|each|every|no|the|by|in|under|of|from|on|at|within|into|for|with|without|after"
    r"|during|above|below|before|until|to|than|as|through|only)\s"
    rf"(?P<open>{_MARK})(?P<term>{_WORD}(?:\s{_WORD}){{1,2}})(?P<close>\*\*|__|\*|_|”|\")"
    r"(?=[,.;]?\s|[,.;]?\Z)(?!\s*[(:—–])",
    re.IGNORECASE,
)
"""Capitals and marks at once, wherever in a sentence a thing is named."""
_IN_CASE = regex(
    r"(?<!\w)(?:[Ii]n|[Uu]nder|[Dd]uring|[Ww]ithin|[Aa]fter|[Bb]efore|[Oo]nce\s+in|[Oo]n|[Ff]or|[Oo]utside)\s"
    r"(?:an?|any|each|every)\s"
    rf"(?P<open>{_MARK})(?P<term>[A-Za-z][a-z-]+(?:\s[A-Za-z][a-z-]+){{1,2}})(?P<close>\*\*|__|\*|_|”|\")"
    r"(?:,\s|\s(?=(?:the|an?|no|any|every|all|it|they|we|you|its|their)\s))"
)
"""The case that a rule opens with, set off."""
_OF_A_SPEC = (
    r"(?:request|content|case|user|instruction|action|event|clearance|operator|data|answer|message|output|topic"
    r"|material|matter|disclosure|letter|incident|account|record|approval|permission|conversation|session"
    r"|prompt|task|tool|refusal|concern|intervention|harm|response|exception|restriction|warning|principle|rule|guideline|mode|status)s?"
)
"""What a spec sorts into classes."""
_CLASS = regex(
    r"\b(?P<term>(?:[Tt]ier|[Cc]lass|[Cc]ategory|[Gg]rade|[Bb]and|[Zz]one|[Ll]evel|Type|Group|Track|Status)"
    r"[\s-](?:[A-Z]|\d|I{1,3}|IV|Red|Amber|Yellow|Orange|Green|Blue|Black))"
    rf"(?=\s(?i:{_OF_A_SPEC})\b)"
    r"|\b(?P<step>(?:[Tt]ier|[Bb]and|Grade|Stage|[Cc]lass|Clearance)\s(?:[A-Z]|\d))"
    r"(?=[,.;)*_\"”]|\s[a-z])(?!\s(?:of|in|airspace|amplifiers?|burns?|cancers?|devices?|drugs?|felon(?:y|ies)|fires?|lasers?|misdemeanou?rs?"
    r"|shares?|substances?|tumou?rs?)\b)"
)
"""A class by its letter, number or colour."""
_SO_CALLED = regex(
    r"\b(?:(?:so-called|known\s+as)\s+(?:an?\s+|the\s+)?(?P<open>(?:\*\*|__|\*|_|“|\")?)(?P<term>[a-z][a-z-]+\s"
    rf"{_OF_A_SPEC})(?![\w-])"
    r"|[Ww]hat\s+(?:we|this\s+\w+)\s+calls?\s+(?:an?\s+|the\s+)?(?:\*\*|__|\*|_|“|\")?(?P<ours>[a-z][a-z-]+\s[a-z-]+)"
    r"(?=[,.;]|\s(?:is|are|has|have|must|may|should|can|needs?|gets?|[a-z]+(?:es|[^s]s)|and|or)\b))"
)
"""A label that is said to be in use."""
_GIVEN = regex(
    r"\b(?:given|granted|receives?|enjoys?|[Uu]nder|into|enters?|invokes?|applies|apply|triggers?"
    r"|(?P<place>[Ii]n|[Ff]or|[Dd]uring|[Ww]ith|as))\s(?P<open>\*\*|__|\*|_)"
    r"(?P<term>(?!(?:full|no|all|any|some|more|less|plain|clear|due|great|good|extra|special)\s)[a-z][a-z-]+\s"
    r"(?(place)(?:mode|status|state|procedure|protocol|phase|session|category|class|zone|tier|standing)s?|[a-z-]+))"
    r"(?P<close>\*\*|__|\*|_)(?=[,.;]?(?:\s|\Z))(?!\s*[(:—–=]|,?\s(?:i\.e|that\s+is|meaning|which|or)\b)"
)
"""A thing of two words set off where a rule names it."""
_LABEL = 2
"""Letters of a class's name."""
_ON_SCREEN = regex(
    r"\b(?:click|press|select|choose|open|tap|tab|button|menu|see|read|say|type|write)\b[^.]{0,30}\Z",
    re.IGNORECASE,
)
"""What follows is a label that somebody sees, or words that somebody says."""
_LEADING = frozenset({"of", "on", "under"})
_LINKING = frozenset(
    "is are was were must may should shall can cannot will needs has have do does".split()
)
_NO_HEAD = frozenset(
    "policy terms agreement amendment program statement code act plan team service notice section "
    "guide convention treaty university street park studio office house press foundation "
    "institute association union states kingdom party day week month war learning english".split()
)
"""Last words of names of the world and of documents."""
_COMMON_ENDINGS = (
    *("al", "ic", "ive", "ous", "ary", "ible", "able", "ed", "ing", "ful", "less", "zen", "ken"),
    *("ence", "ance", "ment", "tion", "sion", "ness", "ity", "ship", "age", "ure"),
)
_RARE = -1
"""For words of which one must stand nowhere else."""
_OPENING = -2
"""For words of which the first must be plain."""
_ALL = 9
"""More words than a term has."""
_ONE_OF_MANY = ("a ", "an ", "any ", "each ", "every ")
_STOPS = frozenset("and or not always never only very more most".split())


def coined(document: Document) -> Iterator[tuple[str, Statement, Span]]:
    """Terms that stand once and read as if they had a meaning, with statement and place."""
    found = facts(document, "coined", partial(_terms, document))
    again = lru_cache(maxsize=None)(partial(_again, document))
    for statement in document.binding:
        for term, least, start, end in found[statement.id]:
            if again(term):
                continue
            words = term.split()
            if least == _RARE and not once(document, term):
                continue
            if least == _OPENING:  # of a brand the first word is a name: "an Apple Watch"
                words, least = words[:1], 1
            if sum(_plain(document, word) for word in words) >= min(least, len(words)):
                at = statement.span.start
                yield term, statement, Span(at + start, at + end)


def _again(document: Document, term: str) -> bool:
    """Whether a term stands a second time, in whatever number."""
    stem = term.casefold().removesuffix("s")
    if len(stem.split()[-1]) > _LABEL:
        return document.folded.count(stem) > 1
    # Any other label of the class says that its classes are told apart somewhere.
    kind = re.escape(stem[: -len(stem.split()[-1])])
    return len(re.findall(rf"(?<!\w){kind}(?:\d|[a-z]|i{{1,3}}|iv)(?!\w)", document.folded)) > 1


@lru_cache(maxsize=4096)
def _plain(document: Document, word: str) -> bool:
    """Whether a word is none that only names have."""
    if "-" in word:
        return all(_plain(document, part) for part in word.split("-") if part)
    stem = lemma(word.casefold())
    common = word.endswith(_COMMON_ENDINGS) or word[-1].isdigit() or stem in HEADS
    return (common or stem in VERBS or _small(document, stem)) and not _a_name(document, word)


def _a_name(document: Document, word: str) -> bool:
    """Whether a word stands with a capital in mid-sentence, and more often than without."""
    within = regex(rf"(?<=[a-z,] )(?:(?P<small>{word.casefold()})|{word})(?![\w’'-])")
    small = [found["small"] is not None for found in within.finditer(document.spec.text)]
    return len(small) - sum(small) > max(_FEW, sum(small))


def _small(document: Document, stem: str) -> bool:
    """Whether a word or a form of it stands in small letters."""
    return re.search(rf" {stem}(?:e?s|e?d|ing|ly)?\b", document.spec.text) is not None


def _terms(document: Document, statement: Statement) -> list[tuple[str, int, int, int]]:
    """Terms, how many of their words must be plain, and where they stand in the statement."""
    found = []
    capitals = len(_CAPITAL.findall(statement.text))
    for match in document.search(_NAME, statement):
        words = match["term"].split()
        beside = capitals - len(words) > _MANY or _linked(document, match)
        if beside or _of_the_world(words):
            continue
        kind = match["lead"].casefold() in _ONE_OF_MANY or lemma(words[-1].casefold()) in HEADS
        found.append((" ".join(words), _OPENING if kind else _ALL, *_place(match, statement)))
    found += _runs(document, statement, capitals)
    for match in document.search(_SET_OFF, statement):
        words = match["term"].split()
        stops = not _STOPS.isdisjoint(word.casefold() for word in words)
        after, lead = match["after"], (match["lead"] or "").strip().casefold()
        agrees = lead in _LEADING or after.endswith("s") is not _plural(words[-1])
        verb = after in _LINKING or (lemma(after) in VERBS and agrees)
        if stops or not verb or not (match["lead"] or _opens(document, statement, match)):
            continue
        found.append((" ".join(words), 0, *_place(match, statement)))
    for match in document.search(_SET_OFF_NAME, statement):
        words = match["term"].split()
        shown = _ON_SCREEN.search(document.spec.text, statement.span.start, match.start())
        if all(word[0].isupper() for word in words) and not (shown or _of_the_world(words)):
            least = 0 if match[0].casefold().startswith(_ONE_OF_MANY) else 1
            found.append((" ".join(words), least, *_place(match, statement)))
    found += _labels(document, statement)
    found += [(term, _RARE, start, end) for term, start, end in unmarked(document, statement)]
    for match in document.search(_IN_CASE, statement):
        words = match["term"].split()
        opens = match.start() - statement.span.start <= len("- ")
        if opens and _STOPS.isdisjoint(word.casefold() for word in words):
            found.append((" ".join(words), 0, *_place(match, statement)))
    return found


def _runs(
    document: Document, statement: Statement, capitals: int
) -> Iterator[tuple[str, int, int, int]]:
    """Words in capitals side by side in a sentence that writes few others so."""
    if not statement.text.endswith("."):
        return  # a label
    for match in document.search(_RUN, statement):
        words = match["term"].split()
        start, end = _place(match, statement)
        if words[0].casefold() in _FORCED and start == 0:
            start += len(words.pop(0)) + 1
        if len(words) < _PAIR or words[-1].isdigit() or _of_the_world(words):
            continue
        if capitals - len(words) >= _MANY or any(word.casefold() in _FORCED for word in words):
            continue
        if start == 0 and not words[0].endswith("ed") and _may_act(words[0].casefold()):
            continue  # "Use Case Files" may ask for something
        if match.start() == statement.span.start and not _leads(document, match, words[-1]):
            continue  # "Standard Markdown features"
        yield " ".join(words), _ALL, start, end


def _leads(document: Document, match: re.Match[str], last: str) -> bool:
    """Whether a verb that agrees, or a mark, follows on words in capitals."""
    after = _AFTER.match(document.spec.text, match.end())
    if after is None:
        return True
    verb = after["word"]
    agrees = verb.endswith("s") is not _plural(last)
    return verb in _LINKING or verb.endswith("ed") or (agrees and lemma(verb) in VERBS)


def _may_act(word: str) -> bool:
    return word.endswith("ing") or lemma(word) in VERBS


def _labels(document: Document, statement: Statement) -> Iterator[tuple[str, int, int, int]]:
    """Classes by letter or number, and things of two words that are said to be called so."""
    for match in chain(*(document.search(one, statement) for one in (_CLASS, _SO_CALLED, _GIVEN))):
        group = next(name for name in ("term", "ours", "step") if match.groupdict().get(name))
        words = match[group].split()
        shown = _ON_SCREEN.search(document.spec.text, statement.span.start, match.start())
        if _STOPS.isdisjoint(words) and not shown:
            start, end = (at - statement.span.start for at in match.span(group))
            yield " ".join(words), 0, start, end


def _of_the_world(words: Sequence[str]) -> bool:
    """Whether a name is one of those that no spec defines."""
    low = [word.casefold() for word in words]
    return not (OF_THE_WORLD.isdisjoint(low) and _NO_HEAD.isdisjoint((low[-1], lemma(low[-1]))))


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _opens(document: Document, statement: Statement, match: re.Match[str]) -> bool:
    """Whether a term set off opens its sentence, or what stands after a mark in it."""
    before = document.spec.text[statement.span.start : match.start("open")].rstrip()
    return not before or before[-1] in ".!?;:,"


def _place(match: re.Match[str], statement: Statement) -> tuple[int, int]:
    start, end = match.span("term")
    return start - statement.span.start, end - statement.span.start


def _linked(document: Document, match: re.Match[str]) -> bool:
    around = document.spec.text[max(0, match.start("term") - 1) : match.start("term")]
    return bool({"[", "*", "_", '"', "“"} & set(around + document.spec.text[match.end() :][:1]))
