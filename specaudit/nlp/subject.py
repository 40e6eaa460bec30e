"""The subject of a verb or modal on bare words: where its clause begins, and its head noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specaudit.nlp.deontic import ASSISTANTS, HEDGES, MODALS, OTHER_MODALS, PEOPLE
from specaudit.nlp.lexicon import NOUNS_TOO, VERBS
from specaudit.nlp.phrases import (
    ADVERBS,
    AUX,
    BE,
    COORDINATORS,
    DETERMINERS,
    NEGATORS,
    PERSONAL,
    PREPOSITIONS,
    REFLEXIVES,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    Words,
    is_adjective,
    is_adverb,
    is_gerund,
    is_participle,
    is_third_person,
)
from specaudit.nlp.text import lemma

PLAIN_MODALS = frozenset(MODALS) - {"ought"}
"""Modals that a bare verb follows."""
_VERBAL = BE | NEGATORS | MODALS.keys()
_FINITE = OTHER_MODALS | PLAIN_MODALS
_WHOEVER = frozenset({"those", "all", "both", "others"})
_ANYBODY = frozenset("someone somebody anyone anybody everyone everybody people users".split())
COMPLEMENTS = frozenset(
    """
    note ensure ensures mean means sure require requires important essential is was so believe
    believes remember mind say says states clear hope crucial vital follows provided such
    acknowledge recognize recognise given imply implies
    """.split()
)
"""Words after which "that" opens what is told, not what narrows a noun."""
LONGEST_CLAUSE = 200
"""Words of a clause, above which it is none."""


class Subject(NamedTuple):
    """The noun phrase before a verb."""

    head: str | None
    """Head noun, lower case; None where nothing stands there."""
    start: int
    """Index of the first word of the phrase."""
    subordinate: bool
    """True inside a relative, interrogative or conditional clause."""
    starter: str
    """The word or mark that opens the clause."""
    negative: bool = False
    """True for "no X", "neither X"."""
    gerund: str | None = None
    """The "-ing" verb that leads the phrase ("sharing such files is ...")."""


def subject_of(words: Words, index: int) -> Subject:
    """Return the subject of the verb or modal at ``index``."""
    end = index
    while end > 0 and (is_adverb(words.low[end - 1]) or words.low[end - 1] in _VERBAL):
        end -= 1
    end = _before_aside(words, end)
    start = _clause_start(words, end)
    starter = words.at(start - 1)
    if starter in RELATIVES and is_relative(words, start):
        if start < end and _has_finite(words, start, end):
            outer = subject_of(words, start - 1)
            if outer.head is None and words.at(start - 2) in _WHOEVER:
                return Subject(words.at(start - 2), start - 2, False, "")
            return outer if outer.head else Subject(None, start, True, starter)
        return Subject(None, start, True, starter)
    if starter == "than" and (outer := subject_of(words, start - 2)).head:
        return outer  # "flags older than a year must"
    head, negative, gerund = _head(words, start, end)
    last = words.at(end - 1)
    supposed = starter in SUBORDINATORS
    if end - 2 >= start and not supposed and _bears_on_noun(words, end, index):
        if not _leads_in(words, start, index):
            return Subject(last, start, True, "that")
        return Subject(last, end - 1, False, starter)
    if _denied_clause(words, start, end):
        return Subject(head, start, True, starter)
    reason = starter == "why" and words.at(start - 2) in BE  # "..., which is why X must"
    conditional = starter in SUBORDINATORS and not (reason or _has_finite(words, start, end))
    return Subject(head, start, conditional, starter, negative, gerund)


def _bears_on_noun(words: Words, end: int, index: int) -> bool:
    """Whether a name or pronoun right after a noun opens a clause on it ("things they can do")."""
    last = words.at(end - 1)
    if last in ASSISTANTS:
        return _is_plural(words.at(end - 2))
    return last in PERSONAL and _is_antecedent(words, end - 2)


def _leads_in(words: Words, start: int, index: int) -> bool:
    """Whether the words before a subject only tell when ("In these settings it must wait")."""
    if start > 0 or words.at(0) not in PREPOSITIONS:
        return False
    later = words.low[index + 1 :]
    return "," not in later and not any(word in AUX or word in OTHER_MODALS for word in later)


def _denied_clause(words: Words, start: int, end: int) -> bool:
    """Whether the clause is what something "does not mean" or "imply"."""
    clause = words.low[max(0, start - 3) : end]
    for at, word in enumerate(clause):
        if word in {"mean", "imply"} and "not" in clause[max(0, at - 2) : at]:
            return True
    return False


def _is_plural(word: str) -> bool:
    """Whether a word is a plural noun, after which a name opens a clause about it."""
    ends = word.endswith("s") and not word.endswith(("ss", "'s"))
    return ends and word not in AUX and not is_adverb(word) and not _surely_third(word)


def _is_antecedent(words: Words, index: int) -> bool:
    """Whether a noun stands right before a subject, whose clause then bears on it alone.

    So it is in "the things they can do", and not in "we think it should".
    """
    word = words.low[index]
    return _is_noun_like(word) and word not in VERBS - NOUNS_TOO and not _surely_third(word)


def _before_aside(words: Words, end: int) -> int:
    """Step back over ", when asked," between a subject and its verb."""
    if words.at(end - 1) not in {",", "—"}:
        return end
    mark = words.low[end - 1]
    for at in range(end - 2, max(-1, end - 16), -1):
        if words.low[at] == mark:
            opening = words.at(at + 1)
            aside = opening in SUBORDINATORS | PREPOSITIONS | RELATIVES | ADVERBS or (
                opening in {"however", "therefore", "or"}
            )
            return at if aside and at > 0 else end
    return end


def _clause_start(words: Words, end: int) -> int:
    at, last = end, max(0, end - LONGEST_CLAUSE)
    while at > last:
        word = words.low[at - 1]
        if word in STOPS or word in SUBORDINATORS:
            return at
        if word in RELATIVES and not _is_demonstrative(words, at - 1, end):
            return at
        if word in COORDINATORS and (at == end or _ends_clause(words, at - 1)):
            return at
        at -= 1
    return last


def _is_demonstrative(words: Words, at: int, end: int) -> bool:
    """Whether "that" at this index only points ("that instruction must")."""
    if words.low[at] != "that" or at + 1 >= end:
        return False
    before = words.at(at - 1)
    return before in PREPOSITIONS or before in STOPS or before in COORDINATORS or before == ""


def _ends_clause(words: Words, at: int) -> bool:
    """Whether a verb stands between the last mark and the coordinator at this index."""
    for back in range(at - 1, -1, -1):
        word = words.low[back]
        if word in STOPS:
            return False
        if word in AUX or word in _FINITE or is_third_person(word):
            return True
    return False


def is_relative(words: Words, start: int) -> bool:
    """Whether the relative word before ``start`` follows a noun (and is not a complement's)."""
    starter = words.low[start - 1]
    before = words.at(start - 2)
    if starter != "that":
        return True
    says = before in COMPLEMENTS or _surely_third(before) or before in VERBS - NOUNS_TOO
    return not says and before not in STOPS and before != ""


def _has_finite(words: Words, start: int, end: int) -> bool:
    """Whether a clause has its verb already, so that a modal after it belongs further out."""
    clause = words.low[start:end]
    if not HEDGES.isdisjoint(clause):
        return False  # "if you think it should"
    if any(word in AUX or _surely_third(word) or word in _FINITE for word in clause):
        return True
    if len(clause) > 2 and (clause[-1] in PERSONAL or _begins_anew(clause)):
        return True  # "it rains you" before "should": the next clause has begun
    if end - start < 2:
        return False
    first = words.low[start]
    if first in PERSONAL:
        return any(word in VERBS for word in clause[1:])
    return first in VERBS or (first.endswith(("s", "ed")) and first not in PEOPLE | ASSISTANTS)


def _begins_anew(clause: Sequence[str]) -> bool:
    """Whether a second subject ends a clause ("users object the team" before "must")."""
    at = next((n for n in range(len(clause) - 2, 1, -1) if clause[n] in DETERMINERS), 0)
    return at > 1 and clause[at - 1] not in PREPOSITIONS | COORDINATORS | DETERMINERS | {"'s"}


def _head(words: Words, start: int, end: int) -> tuple[str | None, bool, str | None]:
    negative, gerund, head = False, None, None
    for at in range(start, end):
        word = words.low[at]
        single = word == "not" and words.at(at + 1) in {"a", "one", "even"}
        if single or word in {"no", "none", "neither", "nobody", "nothing"}:
            negative = True
        if word in PREPOSITIONS and head is not None:
            break
        if head is not None and _is_reduced(words, at):
            break
        if head is None and gerund is None and is_gerund(word):
            gerund = lemma(word)
        if word in REFLEXIVES:
            continue
        if _is_noun_like(word):
            head = word
        elif word in {"and", "or", "nor"} and head is not None and not is_adjective(head):
            break
    return head, negative, gerund


def _is_reduced(words: Words, at: int) -> bool:
    """Whether a participle goes on about the noun before it ("text quoted in a message")."""
    word = words.low[at]
    if words.at(at - 1) in _ANYBODY:
        return is_gerund(word) or (is_participle(word) and word not in VERBS)
    return word.endswith("ed") and is_participle(word) and words.at(at + 1) in PREPOSITIONS


def subject_head(words: Words, start: int, end: int) -> str | None:
    """Return the head noun of the phrase that fills a range."""
    return _head(words, start, end)[0]


def _is_noun_like(word: str) -> bool:
    return (
        word[0].isalnum()
        and word not in DETERMINERS
        and word not in PREPOSITIONS
        and word not in COORDINATORS
        and not is_adverb(word)
        and word not in AUX
    ) or word in {"it", "they"}


def _surely_third(word: str) -> bool:
    """Whether a word is a verb in the third person and cannot be a plural noun."""
    return is_third_person(word) and lemma(word) not in NOUNS_TOO
