"""Exceptions whose every word judges: clauses that name nothing one could look up.

A clause is read word by word. It is open where each word judges ("useful", "gain", "awkward"), says
what whoever is bound thinks or wants, stands for any thing ("task", "outcome"), or is in the rule
already; one word beyond these may name the case, and the clause is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from specaudit.domain.patterns import regex
from specaudit.lint.judging_words import (
    ANYBODY,
    ASKING,
    BLAND,
    CLOSING,
    DEGREES,
    EMPTY,
    JUDGING,
    LOOSENING,
    MAYBE,
    PARTIES,
    REQUIRING,
    SIZES,
    WANTING,
)
from specaudit.lint.kin import families
from specaudit.lint.open_clauses import shown
from specaudit.lint.similarity import content
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma, words

_CASES = r"(?:cases|situations|circumstances|instances|conversations|occasions|contexts|moments)"
_LEADS = (
    r"(?:(?:only\s+)?(?:when(?:ever)?|where(?:ver)?|if|as|in|on|for|under|with|to|at|by|out\s+of"
    rf"|from)\s+|(?:(?:in|for|those)\s+)*{_CASES}\s+(?:where|when|in\s+which|that|which)\s+)*"
)
_AFTER_SAVE = r"(?=(?:when|where|if|in|for|as|on|to|out|by|at|an?|some|any)\b)"
EXCEPTING = regex(
    r"\b(?:(?:unless|excepting|except|barring|absent|other\s+than|apart\s+from|aside\s+from"
    r"|short\s+of|with\s+(?:the\s+)?(?:exceptions?|allowances?)\s+(?:of|for|where|when|if)|excluding|(?:leaving|setting)\s+aside|not\s+counting"
    rf"|outside(?!(?:\s+of)?\s+the\b)(?:\s+of)?|but\s+not(?=\s+(?:if|when|where)))\s+|save\s+{_AFTER_SAVE}){_LEADS}",
    re.IGNORECASE,
)
_CONDITIONS = regex(
    r"(?:(?P<start>\A\W*)|,\s+|(?P<bare>\s))(?:(?:as|so)\s+long\s+as|(?P<extent>(?:as|so)\s+far\s+as|insofar\s+as"
    r"|in\s+so\s+far\s+as|to\s+the\s+extent(?:\s+that)?)|provided(?:\s+that)?|where(?:ver)?|(?P<trigger>if|when(?:ever)?))\s+",
    re.IGNORECASE,
)
_ANY_CONDITION = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|(?:as|so)\s+(?:far|long)\s+as|insofar\s+as|to\s+the\s+extent(?:\s+that)?"
    r"|provided\s+that|should(?=\s+(?:it|they|you|one)\b))\s+(?!(?:\w+\s+)?(?:necessary|needed|appropriate|required"
    r"|applicable|relevant)\b)",
    re.IGNORECASE,
)
_SUBJECT = regex(
    r"(?:it|this|that|they|doing\s+so|one|we|you|at\s+all|appears?|seems?"
    r"|(?:the|an?|such)\s+\w+\s+(?:is|are|seems?|appears?|feels?|would|looks?))\b",
    re.IGNORECASE,
)
"""Begins a clause of its own, unlike "if needed", which only tells when a rule comes up."""
_WITHOUT = regex(
    r"\bwithout\s+(?:[^.;:(—]{3,60}?\s+or\s+|(?=(?:what|some|any|an?|good|sufficient|adequate|proper|due"
    r"|seeing|having|finding)\s))",
    re.IGNORECASE,
)
_CUES = (
    *("unless", "except", "save ", "barring", "absent", "other than", "part from", "aside from"),
    *("short of", "allowance", "exclud", "ing aside", "not counting", "outside", "but not"),
)
_PERMITTING = regex(
    r"(?:\A\W*|,\s+)(?:(?:the|other)\s+)?(?!law\b|not\b|\w+ing\b|and\b|or\b)[a-z-]+\s+(?:permitting|allowing)(?=\W*\Z|[,;:])",
    re.IGNORECASE,
)
_SET_ASIDE_CUES = ("excepted", " aside", "permitting", "allowing")
_DENIED = regex(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_CONDITION_CUES = ("where", "when", "if ", "long as", "far as", "extent", "provided")
NUMBERED = r"(?:[ivx]{1,4}|[a-z]|\d)\)"
"""What numbers an item in a sentence, after its opening parenthesis: no remark begins there."""
_END = regex(
    rf"[.;:—,]|\((?!{NUMBERED})|--|\s-\s|\s(?=and\s+(?:must|shall|should|may|can|will|never|is|are)\b)|\Z",
    re.IGNORECASE,
)
_IN_ORDER = regex(r"\bin\s+order(?!\s+(?:to|that|of)\b)", re.IGNORECASE)
_IN_PLAIN_WORDS = {
    _IN_ORDER: "fitting",
    regex(r"\b(?:person|people|one|those|user|customer)s?\s+asking\b", re.IGNORECASE): "user",
    regex(r"\bin\s+(?:the|its|their|one['’]s|your)\s+way\b", re.IGNORECASE): "inconvenient",
    regex(
        r"\b(?:is|are|be)\s+(?:just\s+|exactly\s+)?what\s+(?:an?\s+|the\s+)?[\w-]+\s+(?:needs?|wants?|likes?|wish(?:es)?|prefers?"
        r"|hopes?\s+for)\b",
        re.IGNORECASE,
    ): "is welcome",
    regex(r"\badds\s+to\b", re.IGNORECASE): "improves",
    regex(
        r"\bsuits?\s+(?:(?:the|its|their|your|our|an?)\s+)?[\w-]+(?:\s+[\w-]+)?\s*\Z", re.IGNORECASE
    ): "is suitable",
    regex(r"\btoo\s+(?!much\b|many\b|few\b)(?=[a-z])", re.IGNORECASE): "awkward ",
    regex(
        r"\b(?:(?:nothing|something|anything|little|much|more|enough|plenty)\s+(?:\w+\s+)?to\s+(?:say|add"
        r"|tell|show|gain|lose|offer)|out\s+of\s+place|(?:beside|to)\s+the\s+point|off\s+the\s+mark|more\s+at\s+home"
        r"|for\s+(?:good\s+measure|show|fun|a\s+change)|(?:speaks?|makes?\s+up)\s+for\s+(?:itself|themselves)"
        r"|much\s+of\s+an?|a\s+(?:bit|little)\s+much|over\s+the\s+top|the\s+(?:way\s+to\s+go|(?:\w+\s+)?thing\s+to\s+do)"
        r"|called\s+for|in\s+(?:good|bad|poor|doubtful)\s+taste|in\s+keeping|up\s+to\s+(?:it|much)"
        r"|a\s+(?:stretch|pity|shame|waste)|ha(?:s|ve)\s+(?:it|that)\s+coming|(?:falls?|rings?)\s+(?:flat|hollow)"
        r"|there\s+(?:is|would\s+be)\s+(?:no|little)\s+(?:harm|danger|point|sense|use)\s+in(?:\s+\w+ing)?)\b"
        r"|\A\W*(?:good\s+measure|effect|show|fun)\W*\Z",
        re.IGNORECASE,
    ): "fitting",
}
"""Phrases, and the word that says the same."""
_IN_A_CASE = regex(r"\W*(?:if|when(?:ever)?|where|once)\b[^,:]*\Z", re.IGNORECASE)
"""A sentence that has not come to its rule yet."""
_OR = regex(
    r"(?:,\s+|(?<!\d)\s+)or\s+(?:else\s+)?|(?<=\d)\s+or\s+(?!(?:higher|lower|more|less|fewer|above|below|later|older)\b)",
    re.IGNORECASE,
)
_LISTED = regex(r",\s+(?=[\w-]+(?:\s+[\w-]+)?,?\s+or\s)", re.IGNORECASE)
_NOT_COVERED = regex(
    r"\b(?:is|are)\s+not\s+(?:affected|covered|bound|subject|meant|concerned|caught)\b"
    r"|\b(?:does|do)\s+not\s+(?:apply|extend|bind|hold|count|matter)\b",
    re.IGNORECASE,
)
_LETTING = regex(
    r"\b(?:may|can|could|might|free\s+to|at\s+liberty|made|granted|possible|exempt|excused|spared|fine|acceptable|not"
    r"|tolerated|what\s+(?:counts|matters))\b",
    re.IGNORECASE,
)
_MAY = regex(r"\b(?:may|can|could|might)\b(?!\s+(?:not|only|never)\b)", re.IGNORECASE)
_MAY_CHOOSE = regex(
    r"\b(?:may|can|could|might|(?:is|are)\s+free\s+to)\s+(?:\w+ly\s+|also\s+|then\s+|always\s+)?"
    r"(?:be\s+)?(?:taken|chosen|followed|preferred|judged?|decided?|choose|do|take|follow|use)\b"
    r"|\bwhat\s+(?:counts|matters)\s+is\b",
    re.IGNORECASE,
)
_NAMES = regex(
    r"\b(?:such\s+as|e\.?g\.?|i\.?e\.?|for\s+(?:example|instance)|namely|including|that\s+is)(?!\w)",
    re.IGNORECASE,
)
"""Goes on to name the cases."""
_QUOTING = frozenset('"“”`=_{}')
_DENIALS = frozenset("no not never nobody none neither cannot can't don't only must shall".split())
_RELEASE_CUES = (
    *"exception allowance aside depart deviat relax ease loosen soften waive skip ignor".split(),
    *"drop overrid suspend disregard bypass bend bent freely loosely lenien generous".split(),
    *"flexib liberal lightly latitude exempt excuse spare stretch".split(),
    *("not affect", "not cover", "not bound", "not subject", "not appl", "free to"),
    *("may ", "can ", "could ", "might ", "what counts", "what matters"),
)
_PREDICATE = regex(
    r"\W*+(?:(?:the|an?|such|its|their|your|this|that|another|other|some|any)\s+)?"
    r"(?!(?:it|this|that|there|they|you|we)\b)(?:[a-z]+ing(?:\s+[\w-]+){1,3}?|[\w-]+)\s+(?:(?:that|which|who)\s+)?"
    r"(?:(?:would|might|may|could|should)\s+(?:otherwise\s+)?)?(?:is|are|be|seems?|appears?|looks?|proves?|feels?"
    r"|turns?\s+out|(?:has\s+)?become|offers?|brings?|gives?|yields?|promises?)\s+(?P<predicate>[^,;:.]{2,60})\Z",
    re.IGNORECASE,
)
"""Says of one thing, whatever it is, how one likes it."""
_LONGEST_SENTENCE = 24
_ASIDE = regex(
    r"(?:\A\W*|[,(]\s*)(?P<kind>(?!(?:set|put|leave|lay|left|stand)\b)[a-z-]+(?:\s+[a-z-]+){0,5})\s+(?:excepted|aside)\b",
    re.IGNORECASE,
)
_MOST_OPENERS, _MOST_PARTS = 8, 12
_LONGEST = 16
"""Words of a clause, after which the case is surely named."""
_BOUND = frozenset(
    "assistant model agent ai claude it its itself one oneself you your yourself we our "
    "ourselves".split()
)
_PLURAL = frozenset("they their them themselves".split())
_POINTING = frozenset("this these that those".split())
_HAVING = frozenset("with has have had having".split())
_MODAL = frozenset(
    "would might could seem seems appear appears look looks feel feels strike strikes".split()
)
_CHOOSING = frozenset("want wish like prefer choose decide care opt".split())
_POINTS_TO = frozenset("it this that doing the".split())
_SOON = 16
"""Characters within which the cases are named."""
_NAMED = 3
"""Words that name something in a clause that only guesses all the same."""
_BEFORE_NOUN = frozenset("a the this that any some each every one other of same".split())
_NOUNS = BLAND | {"it", "this", "that"}
_CLASSES = (
    ("anybody", ANYBODY),
    ("judging", JUDGING),
    ("wanting", WANTING),
    ("requiring", REQUIRING),
    ("size", SIZES),
    ("empty", EMPTY | DEGREES | MAYBE | BLAND),
    ("party", PARTIES),
    ("asking", ASKING),
)
_NEGATING = ("un", "in", "im", "dis")
_ENDINGS = (("ier", "y"), ("iest", "y"), ("ily", "y"), ("er", ""), ("est", ""), ("ly", ""))


def judged_exception(text: str, *, strictly: bool) -> str | None:
    """The words of an exception in a rule that judge from the first to the last, if there are any.

    Args:
        text: A rule.
        strictly: Whether a condition that opens the rule counts ("So long as it is fun, ...").
    """
    folded = text.casefold()
    places: list[Iterator[tuple[int, int]]] = []
    if excepts(text):
        places.append(_exceptions(text))
    if "without" in folded:
        places.append(_lacking(text))
    if any(cue in folded for cue in _SET_ASIDE_CUES):
        places.append(_set_aside(text))
    if any(cue in folded for cue in _CONDITION_CUES):
        places.append(_conditions(text, strictly))
    found = next(chain.from_iterable(places), None)
    return shown(text, *found) if found else None


def excepts(text: str) -> bool:
    """Whether a text has a word that stands in all that `EXCEPTING` finds."""
    folded = text.casefold()
    return any(cue in folded for cue in _CUES)


def _exceptions(text: str) -> Iterator[tuple[int, int]]:
    """Exceptions, each up to its first alternative that judges only."""
    for found, begin, end in clauses(text):
        if not goes_on_to_name(text, end) and _judges(
            text[begin:end], text[: found.start()] + text[end:], text
        ):
            yield found.start(), end


def _lacking(text: str) -> Iterator[tuple[int, int]]:
    """What a rule asks to have for an exception ("without permission or a motive")."""
    for found in _WITHOUT.finditer(text):
        if _IN_A_CASE.match(text, 0, found.start()):
            continue
        end = _clause_end(text, found.end())
        if _judges(text[found.end() : end], text[: found.start()] + text[end:], "", guess=False):
            yield found.start(), end


def _set_aside(text: str) -> Iterator[tuple[int, int]]:
    """Cases without a verb ("special cases aside", "time permitting")."""
    for found in _ASIDE.finditer(text):
        if _judges(found["kind"], "", "", guess=False):
            yield found.start("kind"), found.end()
    yield from (found.span() for found in _PERMITTING.finditer(text))


def _conditions(text: str, strictly: bool) -> Iterator[tuple[int, int]]:
    """Conditions of a rule that only judge."""
    for found in _CONDITIONS.finditer(text):
        end = _clause_end(text, found.end())
        clause = text[found.end() : end]
        tells_when = not strictly or (found["trigger"] and not clause.startswith("at all "))
        if (found["start"] is not None and tells_when) or _DENIED.search(clause):
            continue
        if goes_on_to_name(text, end):
            continue
        if found["bare"] and not (strictly and _may_stand_bare(text, found)):
            continue  # only tells when the rule comes up
        opens = _SUBJECT.match(clause) or found["extent"]
        if opens and _judges(clause, "", text, needs=found["extent"] is None):
            yield found.start(), end


def _may_stand_bare(text: str, condition: re.Match[str]) -> bool:
    """Whether a condition without a comma leaves a rule open, and is no question, place or time."""
    before = text[: condition.start()]
    if condition["trigger"] or _MAY.search(before):
        return False
    last = next(reversed(words(before)), "")
    return lemma(last) not in VERBS and last not in ("only", "for", "live")


def goes_on_to_name(text: str, end: int) -> bool:
    """Whether what follows a clause that ends there names its cases."""
    return _NAMES.search(text, end, end + _SOON) is not None


def names_cases(clause: str) -> bool:
    """Whether a clause gives an example, quotes something or holds code."""
    return _NAMES.search(clause) is not None or not _QUOTING.isdisjoint(clause)


def judged_condition(text: str) -> tuple[str, bool]:
    """A sentence without its conditions that only judge, and whether it had one."""
    spans = []
    for found in _ANY_CONDITION.finditer(text):
        end = _clause_end(text, found.end())
        clause = text[found.end() : end]
        if _judges(clause, "", "they", guess=False):
            spans.append((found.start(), end))
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text, bool(spans)


def may_release(text: str) -> bool:
    """Whether a sentence has a word that stands in all that `releases` finds."""
    folded = text.casefold()
    return any(cue in folded for cue in _RELEASE_CUES)


def releases(text: str, rule: str) -> bool:
    """Whether a sentence after a rule lets off from it, and does nothing else but judge.

    Args:
        text: The sentence.
        rule: The rule before it.
    """
    told = words(_NOT_COVERED.sub(" exempt ", text))
    if len(told) > _LONGEST_SENTENCE or not _DENIALS.isdisjoint(told):
        return False
    if not _LETTING.search(text) or text.rstrip().endswith(("?", ":")) or _NAMES.search(text):
        return False
    rest = [word for word in told if lemma(word) not in LOOSENING and word not in LOOSENING]
    if len(rest) == len(told) and not _MAY_CHOOSE.search(text):
        return False
    return _judges(" ".join(rest), rule, rule, guess=False)


def clauses(
    text: str, opener: re.Pattern[str] = EXCEPTING
) -> Iterator[tuple[re.Match[str], int, int]]:
    """What opens each exception of a sentence, with where each of its alternatives stands.

    Only so many are given: a sentence of more is none that somebody wrote to be read.
    """
    for found in islice(opener.finditer(text), _MOST_OPENERS):
        for begin, end in islice(_parts(text, found.end()), _MOST_PARTS):
            yield found, begin, end


def _parts(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where the alternatives of an exception stand ("A, B or C")."""
    while True:
        end = _clause_end(text, at)
        joined = _OR.search(text, at, end)
        yield at, joined.start() if joined else end
        following = joined or _OR.match(text, end) or _LISTED.match(text, end)
        if following is None:
            return
        at = following.end()


def _clause_end(text: str, at: int) -> int:
    found = _END.search(text, at)
    return found.start() if found else len(text)


def _judges(clause: str, rule: str, whole: str, *, needs: bool = True, guess: bool = True) -> bool:
    """Whether a clause judges, and says nothing else but what a rule says.

    Args:
        clause: The clause.
        rule: The rest of the sentence, or the rule before it.
        whole: The sentence.
        needs: Whether one of its words must judge.
        guess: Whether it may name things where it is a guess or an opinion.
    """
    for phrase, word in _IN_PLAIN_WORDS.items():
        clause = phrase.sub(word, clause)
    told = words(clause)
    if not told or len(told) > _LONGEST:
        return False
    if says_of_a_thing(clause):
        return True
    said = families(content(rule))
    kinds = [_kind(word, said) for word in told]
    if "other" in kinds:
        new = [word for word in told if not families([lemma(word)]) <= said]
        return guess and not is_closed(new) and _guesses(told, kinds)
    if "asking" in kinds:
        return "anybody" in kinds
    if not needs and not {"party", "rule"} & set(kinds):
        return True
    return (
        any(kind == "judging" and not _a_kind(told, at) for at, kind in enumerate(kinds))
        or _sized(told, kinds)
        or _required(told, kinds)
        or (_wanted(told, kinds) and _of_the_bound(told, kinds, whole))
    )


def says_of_a_thing(clause: str, *, sized: bool = False) -> bool:
    """Whether a clause says of one thing, whatever it is, how one likes it.

    Args:
        clause: The clause.
        sized: Whether it is enough that the thing is called big or small.
    """
    said_of = _PREDICATE.match(clause)
    if said_of is None:
        return False
    told = words(said_of["predicate"])
    kinds = [_kind(word, frozenset()) for word in told]
    wanted = kinds[-1:] == ["wanting"] and told[-1].endswith("ed")
    judged = "judging" in kinds or (sized and "size" in kinds)
    return (judged or wanted) and not {"other", "party", "asking"} & set(kinds)


def _sized(told: list[str], kinds: list[str]) -> bool:
    """Whether a clause finds no named thing big, small or of use."""
    sized = any(
        kind == "size" and (at == 0 or told[at - 1] not in _POINTING)
        for at, kind in enumerate(kinds)
    )
    return sized and "rule" not in kinds and ("party" not in kinds or not _HAVING.isdisjoint(told))


def _required(told: list[str], kinds: list[str]) -> bool:
    """Whether nothing but a task or a situation calls for what a clause excepts."""
    if "requiring" not in kinds or "party" in kinds:
        return False
    at = kinds.index("requiring")
    if told[at] in ("required", "permitted", "allowed"):
        return False  # which somebody has done
    passive = told[at].endswith("ed")
    beside = told[at + 1 :] if passive else told[:at]
    named = any(word in _NOUNS or lemma(word) in BLAND for word in beside)
    return named and (not passive or "by" in beside)


def is_closed(told: list[str]) -> bool:
    """Whether one of some words names a test or somebody who decides."""
    return any(word in CLOSING or lemma(word) in CLOSING or word[0].isdigit() for word in told)


def judging_words(told: list[str]) -> bool:
    """Whether one of some words judges, or says that somebody likes it."""
    return any(word_class(word) in ("judging", "wanting") for word in told)


def _guesses(told: list[str], kinds: list[str]) -> bool:
    """Whether a clause is a guess of what would be good, or an opinion of whoever is bound."""
    wanted = told[0] == "it" and _chooses(told)
    if kinds.count("other") > _NAMED or not ("judging" in kinds or wanted):
        return False
    thought = "wanting" in kinds and not _BOUND.isdisjoint(told) and "party" not in kinds
    points = told[0] in _POINTS_TO and (told[0] != "the" or any(map(_finds, told)))
    few = kinds.count("other") == 1 and points and "party" not in kinds
    return wanted or thought or few or not _MODAL.isdisjoint(told)


def _finds(word: str) -> bool:
    """Whether a word says of one thing that it is so, or does good or harm."""
    return word in ("is", "are") or (word.endswith("s") and lemma(word) in VERBS & JUDGING)


def _chooses(told: list[str]) -> bool:
    """Whether somebody chooses, where "is chosen" leaves it to others."""
    at = next((at for at, word in enumerate(told) if lemma(word) in _CHOOSING), len(told))
    return at < len(told) and "be" not in map(lemma, told[:at])


def _wanted(told: list[str], kinds: list[str]) -> bool:
    """Whether somebody has something in mind, and it is not what others have chosen."""
    minded = [word for word, kind in zip(told, kinds, strict=True) if kind == "wanting"]
    return any(lemma(word) not in _CHOOSING for word in minded) or (bool(minded) and _chooses(told))


def _a_kind(told: list[str], at: int) -> bool:
    """Whether "kind" is the noun."""
    return told[at] in ("kind", "kinds") and at > 0 and told[at - 1] in _BEFORE_NOUN


def _of_the_bound(told: list[str], kinds: list[str], whole: str) -> bool:
    """Whether nobody but the one who is bound, or just anybody, thinks or wants something."""
    if "party" in kinds:
        return not MAYBE.isdisjoint(map(lemma, told))
    if not _PLURAL.isdisjoint(told):
        return speaks_of_one_party(whole)
    return not _BOUND.isdisjoint(told) or "anybody" in kinds or kinds[0] == "wanting"


def speaks_of_one_party(whole: str) -> bool:
    """Whether "they" can only be the subject of a rule."""
    bound = PARTIES | _BOUND
    plural = [at for at, word in enumerate(words(whole)) if word != lemma(word) in bound]
    return len(plural) == 1 and plural[0] <= 1


def _kind(word: str, said: frozenset[str]) -> str:
    """What a word does in a clause; "other" where it may name a case."""
    known = word_class(word)
    if known:
        return known
    return "rule" if families([lemma(word)]) <= said else "other"


@lru_cache(maxsize=16_384)
def word_class(word: str) -> str:
    """The class a word belongs to, by itself, its lemma or its adjective; "" where to none."""
    if word in _BOUND:
        return "empty"
    forms = (word, lemma(word), *_bases(word))
    found = (name for name, held in _CLASSES for form in forms if form in held)
    return next(found, "party" if _does(word) else "")


def _does(word: str) -> bool:
    """Whether a noun names somebody by what they do ("caller")."""
    stem = word.removesuffix("s")
    return stem.endswith(("er", "or")) and not VERBS.isdisjoint((stem[:-2], stem[:-1]))


def _bases(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending) + instead
            yield from (form for form in (stem, stem + "e") if form not in VERBS)
    for prefix in _NEGATING:
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word.removeprefix(prefix)
