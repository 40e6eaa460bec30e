"""Noun and verb phrases on bare words: subjects, main verbs, objects, conjuncts."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.nlp.lexicon import IRREGULAR, VERBS
from specaudit.nlp.text import lemma

_TOKEN = regex(r"'s\b|[^\W_]\w*(?:(?:\.|/|-|'(?!s\b))\w+)*|[^\w\s]|_+")
_IS = regex(r"\b(it|that|there|here|what|who|he|she)'s\b", re.IGNORECASE)
_SHORT = regex(r"\b(you|we|they|i|it|he|she|who)'(re|d(?=\s+better\b))\b", re.IGNORECASE)
_GOT = regex(r"\b(have|has)\s+got(?=\s+to\b)", re.IGNORECASE)
_SHORTENED = {"re": "are", "d": "had"}
_ADJECTIVE = regex(r"(?:al|ive|ous|ful|ible|able|ic|less|ary|cise|ate|ing)\Z")
_MARKUP = regex(r"[`*~]+")
_QUOTED = regex(r"[\"“][^\"”]{3,400}[\"”]")
_ASIDE = regex(r"\([^()]*\)|\[[^\[\]]*\]")
_RULE_ASIDE = regex(
    r"(?<=\w)\s\((?:i\.e\.,?\s|that\s+is,?\s)?((?:[\w-]+\s){1,4}?"
    r"(?:cannot|must\s+not|may\s+not|should\s+not|(?:must|should|may)\s+never)\s[^()]+)\)(?=[.;]?\s*\Z)"
)
"""A prohibition in brackets at the end of a sentence."""
_RELATIVE_ASIDE = regex(r"(?<=\w)\s\((which\s+(?:must|shall)\s[^()]+)\)", re.IGNORECASE)
"""A rule in brackets on the thing before them."""
_COMMAND = regex(r"(?<!\S)/(?=\w)")
"""The slash of a chat command, which is a name like any other."""
_NOT = regex(r"\b(ca|wo|sha|[a-z]+)n't\b", re.IGNORECASE)
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall"}

DETERMINERS = frozenset(
    """
    a an the this that these those its their his her our your my any all each every some no such
    both either neither another other most many more few several enough one two three
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of in on at to for from by with about into onto over under within without against between among
    through during across toward towards upon via per like after before beyond regarding concerning
    including based outside inside behind around alongside
    """.split()
)
DENYING = frozenset({"in", "at", "on", "under", "by"})
"""Prepositions that with "no" deny what is said ("in no case", "at no time", "by no means")."""
SUBORDINATORS = frozenset(
    """
    if when whenever whether because since while although though unless until once how what why
    where wherever as than
    """.split()
)
RELATIVES = frozenset({"that", "which", "who", "whom", "whose"})
COORDINATORS = frozenset({"and", "or", "but", "nor", "then", "so", "yet", "&"})
STOPS = frozenset(";:,—–.!?()[]{}-")
NEGATORS = frozenset({"not", "never"})
DASHES = frozenset({"-", "–"})
"""Short dashes between words; as a rule they set off an aside, before a verb another rule."""
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
AUX = BE | {"has", "have", "had", "does", "do", "did"}
REFLEXIVES = frozenset({"itself", "themselves", "yourself", "himself", "herself", "ourselves"})
ADVERBS = frozenset(
    """
    also always never not generally usually typically only just even still simply ideally then
    instead therefore thus otherwise normally often sometimes ever already rather first again
    instead basically actually once both either further very too so quite all almost at least
    please nonetheless nevertheless furthermore hence better best alone together anyway
    """.split()
)
_ADVERB_EXCEPTIONS = frozenset(
    {
        "reply",
        "apply",
        "supply",
        "comply",
        "rely",
        "imply",
        "family",
        "only",
        "multiply",
        "early",
        "ally",
        "anomaly",
        "assembly",
        "fly",
        "friendly",
    }
)
_ADVERBIALS = {("in", "general"), ("by", "default"), ("at", "least"), ("at", "most")}
_POSSESSIVE = frozenset({"'s", "'"})
_ORDERS = frozenset({"first", "only", "very", "same", "usual"})
"""Words that after a determiner lead to its noun and elsewhere are adverbs."""
PERSONAL = frozenset({"we", "you", "they", "it", "i", "he", "she"})
PARTICLES = frozenset("back up out down off away aside forward along".split())
OBJECT_PRONOUNS = REFLEXIVES | {"it", "them", "him", "her", "us", "you", "me", "someone", "anyone"}
_PRONOMINAL = frozenset({"all", "both", "this", "that", "other", "others", "one", "each", "any"})


_BREAKS = (
    PREPOSITIONS
    | COORDINATORS
    | SUBORDINATORS
    | RELATIVES
    | AUX
    | DETERMINERS
    | PARTICLES
    | {
        "depending",
        "according",
        "due",
        "rather",
        "except",
        "must",
        "should",
        "may",
        "can",
        "will",
        "shall",
        "together",
    }
)


@record(frozen=True, slots=True)
class Words:
    """A sentence as words and marks; ``low`` is the lower-case form of ``words``."""

    words: tuple[str, ...]
    low: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """Return the lower-case word at an index, "" outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""


def tokens(text: str) -> Words:
    """Split a sentence for pattern reading: asides out, quotations masked, "n't" spelled out."""
    text = spoken(text)
    if "annot" in text or "ANNOT" in text:
        text = re.sub(r"\bcannot\b", "can not", text, flags=re.IGNORECASE)
    if "'" in text:
        text = _NOT.sub(lambda found: _CONTRACTED.get(found[1].lower(), found[1]) + " not", text)
        text = _IS.sub(r"\1 is", text)
        text = _SHORT.sub(lambda found: f"{found[1]} {_SHORTENED[found[2].lower()]}", text)
    if "got" in text:
        text = _GOT.sub(r"\1", text)
    text = _COMMAND.sub("", text.replace("--", "—"))
    found = tuple(_TOKEN.findall(text))
    return Words(found, tuple(word.lower() for word in found))


def spoken(text: str) -> str:
    """Return what of a sentence speaks for the document: no asides, no quoted sentences."""
    text = _MARKUP.sub("", text.replace("’", "'").replace("‘", "'"))
    text = _RULE_ASIDE.sub(r"; \1", text)
    text = _RELATIVE_ASIDE.sub(r", \1,", text)
    text = _ASIDE.sub(" ", text) if not text.startswith("(") else text.strip("()")
    return _QUOTED.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    """Keep scare quotes as words; hide quoted sentences, whose norms are not the document's."""
    inner = match.group()[1:-1]
    if len(inner.split()) <= 3 and not inner.endswith((".", "!", "?")):
        return inner
    return " quotation" + (", " if inner.endswith(",") else " ")


def is_adverb(word: str) -> bool:
    """Whether a word can stand between a modal and its verb."""
    if word in ADVERBS:
        return True
    return word.endswith("ly") and word not in _ADVERB_EXCEPTIONS and word not in VERBS


def is_participle(word: str) -> bool:
    """Whether a word looks like a past participle of a known verb."""
    if word.endswith("ed") or word in IRREGULAR:
        return (lemma(word) in VERBS and word not in VERBS | BE) or word in {"put", "set", "read"}
    return word in {"put", "set", "read", "cut", "shut", "split", "let", "hidden"}


def is_passive(word: str) -> bool:
    """Whether a word right after "be" is a participle, of whatever verb ("be sandboxed")."""
    unlisted = len(word) > 5 and word.endswith("ed") and word not in VERBS and word.isalpha()
    return unlisted or is_participle(word)


def is_gerund(word: str) -> bool:
    """Whether a word is the "-ing" form of a known verb."""
    return word.endswith("ing") and lemma(word) in VERBS and lemma(word) != word


def is_third_person(word: str) -> bool:
    """Whether a word is a verb in the third person singular."""
    if word in {"is", "has", "does", "goes"}:
        return True
    return word.endswith("s") and word not in VERBS and lemma(word) in VERBS


def _no_longer(words: Words, at: int) -> bool:
    """Whether something is over ("must no longer"), and not shorter ("no longer than")."""
    return words.low[at : at + 2] == ("no", "longer") and words.at(at + 2) != "than"


def _denies(words: Words, at: int) -> bool:
    """Whether a phrase begins here that denies ("in no case")."""
    return words.at(at) in DENYING and words.at(at + 1) == "no"


def skip_adverbs(words: Words, index: int) -> tuple[int, bool]:
    """Step over adverbs, negations and comma asides; return the next index and the negation.

    An aside between commas right after the modal ("should, where possible, cite") is stepped over.
    """
    negated = False
    while index < len(words):
        word = words.low[index]
        if word in NEGATORS:
            negated = negated or words.at(index + 1) != "only"
        elif word in _SCARCELY or _no_longer(words, index):
            negated = True
            index += word == "no"
        elif word in {",", "—"}:
            closing = _next_mark(words, index, word)
            if closing is None or closing - index > 14:
                return index, negated
            negated = negated or _denies(words, index + 1)  # "must, in no case, ..."
            index = closing
        elif word in {"and", "or"} and _between_adverbs(words, index):
            pass
        elif (word, words.at(index + 1)) in _ADVERBIALS:
            index += 1
        elif word == "at" or (word not in REFLEXIVES and (not is_adverb(word) or word in VERBS)):
            return index, negated
        index += 1
    return index, negated


_SCARCELY = frozenset({"hardly", "scarcely", "neither"})
_LONGEST_CASE = 8
"""Words that an adverbial between a modal and its verb may have."""


def past_adverbial(words: Words, index: int) -> tuple[int, bool]:
    """Step over "in such cases", "before every release" or "at no time" to the verb behind it.

    Returns:
        Where the verb stands, and whether the phrase denies; ``index`` where no verb follows.
    """
    at = index
    while words.at(at) == "and" or (words.at(at) in ADVERBS and words.at(at) != "at"):
        at += 1
    as_a = words.at(at) == "as" and words.at(at + 1) == "a"
    if words.at(at) not in PREPOSITIONS and not as_a:
        return index, False
    negated = words.low[at : at + 3] != ("in", "no", "uncertain") and _denies(words, at)
    noun = False
    for verb in range(at + 1, min(len(words), at + 1 + _LONGEST_CASE)):
        word = words.low[verb]
        if word in DETERMINERS or word in PREPOSITIONS or word == "then":
            noun = word == "then"
        elif not word[0].isalnum() or word in AUX - {"be"} or word in RELATIVES | SUBORDINATORS:
            return index, False
        elif noun and (word in VERBS or word == "be") and words.at(verb - 1) not in COORDINATORS:
            return verb, negated
        else:
            noun = True
    return index, False


def _between_adverbs(words: Words, index: int) -> bool:
    return all(is_adverb(words.at(at)) for at in (index - 1, index + 1)) and index > 0


def _next_mark(words: Words, index: int, mark: str) -> int | None:
    for at in range(index + 1, len(words)):
        if words.low[at] == mark:
            return at
    return None


def object_of(words: Words, index: int) -> str | None:
    """Return the lemma of the head noun a verb bears on; ``index`` is right after the verb."""
    phrase: list[str] = []
    for at in range(_object_start(words, index), len(words)):
        word = words.low[at]
        if word in _POSSESSIVE:
            phrase.clear()
        elif not phrase and word == "that" and _has_subject(words, at + 1):
            return None
        elif not phrase and word in DETERMINERS:
            if word in _PRONOMINAL and not _continues(words.at(at + 1)):
                return word
        elif phrase and word in {"one", "ones"}:
            phrase.append("one")
        elif _leads_on(words, at, phrase):
            continue
        elif not _continues(word) or (phrase and _after_noun(words, at, phrase[-1])):
            break
        else:
            phrase.append(word)
    return noun_lemma(phrase[-1]) if phrase else None


def _leads_on(words: Words, at: int, phrase: list[str]) -> bool:
    """Whether a noun is still to come after this word ("short, clear answers", "the only key")."""
    if phrase:
        return words.low[at] in {",", "and", "or"} and is_adjective(phrase[-1])
    return words.low[at] in _ORDERS and words.at(at - 1) in DETERMINERS


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective, so that its noun is still to come."""
    return bool(_ADJECTIVE.search(word)) and word not in VERBS


def noun_lemma(word: str) -> str:
    """Return the singular of a noun; "-ing" nouns stay what they are."""
    return word if word.endswith(("ing", "ed")) else lemma(word)


def _object_start(words: Words, index: int) -> int:
    at = index
    while is_adverb(words.at(at)) or words.at(at) in PARTICLES:
        at += 1
    compared = at + (words.at(at) == "no")
    if words.at(compared) in {"more", "fewer", "less"} and words.at(compared + 1) == "than":
        return compared + 2
    before_verb = words.at(at) == "to" and words.at(at + 1) in VERBS
    return at + 1 if words.at(at) in PREPOSITIONS and not before_verb else at


def _has_subject(words: Words, at: int) -> bool:
    return words.at(at) in DETERMINERS | {"it", "they", "you", "we"}


def _continues(word: str) -> bool:
    if not word or not (word[0].isalnum() or word[0] == "_"):
        return False
    return not (word in _BREAKS or is_adverb(word))


def _after_noun(words: Words, at: int, last: str) -> bool:
    """Whether a noun phrase is over before this word: after a pronoun, or at a participle."""
    word = words.low[at]
    if last in OBJECT_PRONOUNS or word in PERSONAL | {"above", "below", "beneath"}:
        return True
    if word.endswith("ing"):
        return last.endswith("s") and not last.endswith("ss")
    return word.endswith("ed") and (
        (last.endswith("s") and not last.endswith("ss")) or not _continues(words.at(at + 1))
    )
