"""Acts that a norm asks for or forbids besides the one it names.

Who must hide a thing must not show it; who places orders without confirming leaves confirming out;
who is to ask rather than guess is not to guess; who assumes that nobody is there does not assume
that somebody is; who refuses requests to translate does not translate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from specaudit.lint import opposites
from specaudit.lint.acts import Act, Sign, choices, is_content, read, tells
from specaudit.lint.similarity import Unit
from specaudit.nlp.deontic import MODALS
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.phrases import (
    ADVERBS,
    COORDINATORS,
    DETERMINERS,
    NEGATORS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Words,
    is_gerund,
    object_of,
)
from specaudit.nlp.text import lemma

_DENIAL = {Sign.REQUIRES: Sign.FORBIDS, Sign.PERMITS: Sign.WAIVES}
_ENDS = frozenset({",", ";", ":", ".", "—", "–", "!", "?", "but", "if", "when", "unless", "even"})
_HOLDS = frozenset(
    "assume presume state say claim tell believe suppose pretend imply suggest assert".split()
)
"""Verbs after which "not" denies what is held, stated or taken for granted."""
_REQUESTS = frozenset({"request", "requests", "demand", "demands", "asks"})
_MEANS = frozenset({"by", "through"})
_NO_THING = (
    PREPOSITIONS | SUBORDINATORS | ADVERBS | {"it", "they", "them", "to", "merely", "necessarily"}
)
"""Words after "not" that name nothing the verb could bear on."""


def acts_of(unit: Unit) -> Iterator[Act]:
    """Read a unit's norms as acts, with those they imply."""
    for act in read(unit):
        if tells(act):
            yield act
            yield from _turned(act)
            yield from _held(act)
            yield from _instead(act)
            yield from _and_not(act)
            yield from _on_request(act)
            yield from _kept_close(act)
        yield from _gerunds(act)


def _turned(act: Act) -> Iterator[Act]:
    """The same norm as one on the opposite verb: who must hide a thing must not show it."""
    if act.sign in _DENIAL:
        for verb in opposites.of(act.verb):
            yield replace(act, sign=_DENIAL[act.sign], verb=verb, turned=True)


def _gerunds(act: Act) -> Iterator[Act]:
    """What is left out ("without confirming"), and by what the forbidden is done ("by hinting")."""
    clause = act.clause
    for at, word in enumerate(clause[:-1]):
        if not is_gerund(clause[at + 1]):
            continue
        if word == "without" and act.sign in _DENIAL:
            left_out = _other(act, _DENIAL[act.sign], at + 1, clause)
            said = left_out.said | {left_out.verb}
            yield replace(left_out, condition=act.said - said | {act.verb}, turned=True)
        elif word in _MEANS and act.sign is Sign.FORBIDS and act.verb not in opposites.SHUNS:
            yield _other(act, Sign.FORBIDS, at + 1, clause)


def _instead(act: Act) -> Iterator[Act]:
    """What is done "rather than" the forbidden: the same verb's, or another verb of its own."""
    rest = act.rest
    if act.sign is not Sign.REQUIRES or rest[:2] not in (("rather", "than"), ("instead", "of")):
        return
    at = 3 if rest[2:3] == ("as",) else 2
    word = rest[at] if len(rest) > at else ""
    if is_gerund(word) or (word in VERBS and at == 2):
        yield _other(act, Sign.FORBIDS, at, rest)
    elif word and word[0].isalnum():
        if at == 3:
            yield _counted(act, _other(act, Sign.FORBIDS, at - 1, rest, verb=act.verb))
        else:
            yield _other(act, Sign.FORBIDS, at - 1, rest, verb=act.verb)


def _and_not(act: Act) -> Iterator[Act]:
    """What the same verb is not to bear on ("target the draft, not the release")."""
    at = next((i for i in (0, 1) if act.rest[i : i + 1] == ("not",)), None)
    if act.sign is not Sign.REQUIRES or at is None or len(act.rest) < at + 2:
        return
    word = next((w for w in act.rest[at + 1 :] if w not in DETERMINERS), "")
    if act.object is None or not word[:1].isalpha() or is_gerund(word) or word in _NO_THING:
        return
    other = _other(act, Sign.FORBIDS, at, act.rest, verb=act.verb)
    if other.object is not None:
        yield replace(other, narrowing=other.said - {other.object})


def _counted(act: Act, other: Act) -> Act:
    """Another act on the same object, which it takes for something else."""
    led = frozenset[str]().union(*(words for place, words in act.slots if place == "as"))
    return replace(other, object=act.object, said=(act.said - led) | other.said)


def _held(act: Act) -> Iterator[Act]:
    """The contrary of what is held: who assumes that nobody calls does not assume a call."""
    if act.verb not in _HOLDS or act.sign is not Sign.REQUIRES or act.object is not None:
        return
    tail = act.clause + act.rest
    end = _end(tail, 1)
    denied = next((i for i in range(min(end, 8)) if tail[i] in NEGATORS), None)
    if denied is not None:
        held = _other(act, Sign.FORBIDS, denied, tail, verb=act.verb)
        about = frozenset(word for word in map(lemma, tail[:denied]) if is_content(word))
        yield replace(held, object=None, narrowing=about)


def _on_request(act: Act) -> Iterator[Act]:
    """The act that a request asks for, where requests are to be granted or turned down."""
    clause = act.clause
    at = next((i for i in range(min(4, len(clause))) if clause[i] in _REQUESTS), None)
    if at is None or clause[at + 1 : at + 2] != ("to",) or len(clause) < at + 4:
        return
    if clause[at + 2] not in VERBS:
        return
    if act.verb in opposites.TURNS_DOWN and act.sign in _DENIAL:
        yield _other(act, _DENIAL[act.sign], at + 2, clause)
    elif act.verb in opposites.FULFILS or (act.verb == "comply" and clause[0] == "with"):
        yield _other(act, act.sign, at + 2, clause)


def _kept_close(act: Act) -> Iterator[Act]:
    """Who keeps a thing confidential does not disclose it."""
    if act.verb != "keep" or act.object is None or act.sign not in _DENIAL:
        return
    if not opposites.CONCEALED.isdisjoint(act.clause):
        said = act.said - opposites.CONCEALED
        quiet = replace(act, sign=_DENIAL[act.sign], said=said, turned=True)
        yield from (replace(quiet, verb=verb) for verb in ("disclose", "share"))


def _end(tail: tuple[str, ...], start: int) -> int:
    """Where the clause ends: at a mark, or before "and must"."""
    for at in range(start, len(tail)):
        opens = tail[at] in COORDINATORS and tail[at + 1 : at + 2] and tail[at + 1] in MODALS
        if tail[at] in _ENDS or tail[at] in RELATIVES or opens:
            return at
    return len(tail)


def _other(
    act: Act,
    sign: Sign,
    at: int,
    tail: tuple[str, ...],
    *,
    verb: str | None = None,
) -> Act:
    """The act whose verb stands at an index of some words of the sentence (or right before)."""
    end = _end(tail, at + 1)
    words = Words(tail[:end], tail[:end])
    start = at + 1
    said = {base for base in map(lemma, tail[start:end]) if is_content(base)}
    first = next((i for i in range(start, end) if tail[i] not in DETERMINERS), start)
    return replace(
        act,
        sign=sign,
        verb=verb or opposites.name_of(lemma(tail[at])),
        object=object_of(words, first),
        narrowing=frozenset(),
        said=frozenset(said),
        slots=frozenset(),
        unlike=frozenset(),
        choices=choices(words, tuple(map(lemma, tail[:end])), start, end, at),
        clause=tail[start:end],
        rest=(),
        turned=True,
    )
