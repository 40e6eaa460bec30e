"""Verb phrases of a dependency parse: content verbs, their objects and conjuncts."""

from __future__ import annotations

from dataclasses import replace

from specaudit.domain.spec import NormType
from specaudit.nlp.deontic import (
    FLIPPED_NOUN,
    FLIPS,
    LIGHT,
    LIGHT_ADJECTIVES,
    REFUSALS,
    Draft,
    agent_of,
    is_actor,
)
from specaudit.nlp.text import lemma as cheap_lemma
from specaudit.nlp.token import SUBJECTS, VERB_TAGS, Token, below
from specaudit.nlp.verbs import COMPARED, SPARED_NOUNS, Base, Reached, draft


def phrase(verb: Token, base: Base, used: set[int], *, own: bool = False) -> list[Draft]:
    """Draft the norms of a verb and its conjuncts.

    Args:
        verb: The verb the modal, performative or mood bears on.
        base: What the phrase inherits.
        used: Indices of verbs already drafted; those drafted here are added.
        own: Whether the verb's own "not" is in the base already.
    """
    used.add(verb.i)
    reached, content = _descend(verb, own=own)
    used.add(content.i)
    drafts = [draft(_passive(content, base), reached)]
    for head in dict.fromkeys((verb.i, content.i)):
        start = verb if head == verb.i else content
        for other in _conjuncts(start):
            if other.i in used:
                continue
            used.add(other.i)
            found, deep = _descend(other, own=False)
            used.add(deep.i)
            if start is content and content is not verb and reached.flips and not _breaks(other):
                found = Reached(
                    found.action, found.object, not found.flips, found.light, found.passive
                )
            drafts.append(draft(_passive(deep, _against(base, start, other)), found))
    if len(drafts) > 1 and drafts[0].object is None and drafts[0].action != "stop":
        drafts = _share_object(drafts, content)
    return drafts


def _share_object(drafts: list[Draft], content: Token) -> list[Draft]:
    """Give "begin" in "begin or end with X" the object of its conjunct."""
    beside = any(c.dep_ == "cc" and c.i == content.i + 1 for c in content.children)
    if not beside or drafts[1].object is None:
        return drafts
    return [replace(drafts[0], object=drafts[1].object), *drafts[1:]]


def _against(base: Base, head: Token, other: Token) -> Base:
    """Return the base of a conjunct: behind "but" a prohibition turns into an obligation."""
    if base.type is NormType.PROHIBITION and base.negated and _breaks(other):
        return replace(base, type=NormType.OBLIGATION, negated=False)
    return base


def _breaks(other: Token) -> bool:
    return any(c.dep_ == "cc" and c.lower_ == "but" for c in other.head.children)


def _by(content: Token) -> str | None:
    """Return who does a passive, if its "by" names anybody."""
    by = next((c for c in content.children if c.dep_ == "agent"), None)
    actor = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return agent_of(actor.lower_) if actor is not None and is_actor(actor.lower_) else None


def _passive(content: Token, base: Base) -> Base:
    """Return the base whose subject is what a passive verb bears on."""
    subject = next((c for c in content.children if c.dep_ == "nsubjpass"), None)
    return replace(base, subject=noun(subject)) if subject is not None else base


def _conjuncts(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ != "conj" or child.tag_ not in VERB_TAGS:
            continue
        own = any(c.dep_ in SUBJECTS or c.tag_ == "MD" for c in child.children)
        if own or (verb.tag_ == "VB" and child.tag_ not in {"VB", "VBP"}):
            continue
        found += [child, *_conjuncts(child)]
    return found


def _descend(verb: Token, *, own: bool) -> tuple[Reached, Token]:
    """Follow light verbs and flips to the content verb."""
    flips, light = (False if own else _own_negation(verb)), None
    for _ in range(5):
        step = _step(verb)
        if step is None:
            break
        verb, flip, effort = step
        flips = flips != flip
        light = light or effort
        flips = flips != _own_negation(verb)
    action = base_form(verb)
    flips ^= (action in FLIPPED_NOUN) ^ _of_none(verb)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    by = _by(verb) if passive else None
    return Reached(action, object_of(verb), flips, light, passive, by), verb


def _own_negation(verb: Token) -> bool:
    return any(c.lower_ in {"not", "never", "n't", "n’t"} for c in verb.children if c.dep_ == "neg")


def _of_none(verb: Token) -> bool:
    """Whether a verb bears on none of a kind ("share no logs"), which forbids it."""
    return any(
        child.dep_ in {"dobj", "attr"}
        and child.lower_ not in SPARED_NOUNS
        and any(c.lower_ == "no" and c.dep_ == "det" for c in child.children)
        and not any(c.lower_ in COMPARED for c in child.children)
        for child in verb.children
    )


def _step(verb: Token) -> tuple[Token, bool, str | None] | None:
    """Return the next verb after a light verb or a flip: (verb, flip, effort verb)."""
    action = base_form(verb)
    if action in FLIPS | REFUSALS:
        target = _flipped(verb, action)
        return (target, True, None) if target is not None else None
    if action == "err":
        deep = [g for c in verb.children for p in below(c) for g in p.children if g.tag_ == "VBG"]
        return (deep[0], False, "err") if deep else None
    if action in LIGHT or (action == "make" and any(c.lower_ == "sure" for c in verb.children)):
        target = next((c for c in verb.children if _is_light_target(c, action)), None)
        if target is None and action in {"make", "take", "be"}:
            target = next((g for c in verb.children for g in c.children if is_infinitive(g)), None)
        return (target, False, action) if target is not None else None
    if action == "be":
        for quality in verb.children:
            if quality.dep_ == "acomp" and quality.lower_ in LIGHT_ADJECTIVES:
                found = next((c for c in quality.children if is_infinitive(c)), None)
                return (found, False, quality.lower_) if found is not None else None
    return None


def _is_light_target(child: Token, action: str) -> bool:
    if child.dep_ not in {"xcomp", "ccomp"}:
        return False
    bare = action == "help" and child.tag_ == "VB"
    return bare or is_infinitive(child) or (child.tag_ == "VBG" and action != "need")


def _flipped(verb: Token, action: str) -> Token | None:
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.tag_ in {"VB", "VBG"}:
            return child
        if action in REFUSALS:
            continue
        if child.dep_ in {"prep", "prt", "advmod"} and child.lower_ in {
            "from",
            "away",
            "short",
            "of",
        }:
            found = [g for p in (child, *below(child)) for g in p.children if g.tag_ == "VBG"]
            if found:
                return found[0]
        if child.dep_ == "dobj" and child.tag_ == "VBG":
            return child
    return None


def is_infinitive(token: Token) -> bool:
    """Whether a verb is a base form with its "to"."""
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def object_of(verb: Token) -> str | None:
    """Return the lemma of the head noun a verb bears on."""
    for label in ("dobj", "attr", "acomp", "oprd"):
        for child in verb.children:
            if child.dep_ == label:
                return noun(child)
    inner = next((c for c in verb.children if c.dep_ == "ccomp" and c.tag_ not in VERB_TAGS), None)
    if inner is not None:
        found = next((c for c in inner.children if c.dep_ in SUBJECTS), None)
        return noun(found) if found is not None else None
    for child in verb.children:
        if child.dep_ in {"prep", "dative"} and child.i > verb.i:
            return next((noun(c) for c in child.children if c.dep_ == "pobj"), None)
    return None


def noun(token: Token) -> str:
    """Return a noun as norms name it: singular, "-ing" nouns as they are."""
    return token.lower_ if token.tag_ in {"VBG", "PRP"} else cheap_lemma(token.lemma_.lower())


def base_form(token: Token) -> str:
    """Return the base form of a word, lower case."""
    return token.lemma_.lower()
