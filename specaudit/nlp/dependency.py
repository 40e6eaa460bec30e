"""Norms by rules over a dependency parse, whoever made the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from specaudit.domain.spec import Force, NormType
from specaudit.nlp.deontic import (
    ASSISTANTS,
    AUTHORS,
    DECREES,
    EARLIER,
    EPISTEMIC,
    EXAMPLES,
    EXPLETIVE,
    HEDGES,
    INABILITY,
    MACHINES,
    MODALS,
    NEEDS_ACT,
    OTHERS,
    PEOPLE,
    PERFORMATIVES,
    SAYS,
    WEAK_MODALS,
    Draft,
    agent_of,
    denied_norm,
    is_actor,
)
from specaudit.nlp.dependency_verbs import base_form, is_infinitive, noun, object_of, phrase
from specaudit.nlp.phrases import DENYING
from specaudit.nlp.reading import Given
from specaudit.nlp.token import SUBJECTS, VERB_TAGS, Token, below
from specaudit.nlp.verbs import Base

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
_OPENERS = frozenset({"if", "when", "whenever", "whether", "once", "unless", "until", "where"})
_QUESTION = frozenset({"how", "what", "when", "whether", "which", "why", "where", "who", "if"})
_BE = frozenset({"be", "'s", "’s"})


def read(tokens: Sequence[Token], given: Given) -> list[Draft]:
    """Draft the norms of a parsed sentence that rest on a modal, a performative or a decree."""
    if tokens and tokens[-1].text == "?":
        return []
    used: set[int] = set()
    drafts: list[Draft] = []
    for token in tokens:
        if token.i not in used:
            drafts += _norms_at(token, given, used)
    return drafts


def imperatives(tokens: Sequence[Token]) -> list[Draft]:
    """Draft the norms of verbs in the base form that have no subject."""
    found: list[Draft] = []
    if tokens and tokens[-1].text == "?":
        return []
    for token in tokens:
        if token.dep_ in {"ROOT", "ccomp"} and _is_imperative(token):
            negated = _negated(token)
            absolute = any(c.lower_ in {"never", "always"} for c in token.children)
            base = Base(
                NormType.PROHIBITION if negated else NormType.OBLIGATION,
                Force.MUST if absolute else Force.SHOULD,
                "you",
                "imperative",
                negated,
            )
            found += phrase(token, base, set())
    return found


def _norms_at(token: Token, given: Given, used: set[int]) -> list[Draft]:
    low = token.lower_
    if token.tag_ == "MD" and (low in MODALS or low in {"ca", "wo", "sha"}):
        return _modal(token, given, used)
    if base_form(token) in {"need", "have"} and token.tag_ in VERB_TAGS | {"MD"}:
        return _semi_modal(token, given, used)
    if low in PERFORMATIVES:
        return _performative(token, given, used)
    if base_form(token) in DECREES and token.tag_ in {"VB", "VBP", "VBZ"}:
        return _decree(token, given, used)
    return []


def _modal(token: Token, given: Given, used: set[int]) -> list[Draft]:
    modal = {"ca": "can", "wo": "will", "sha": "shall"}.get(token.lower_, token.lower_)
    verb = token.head
    if verb.i in used or verb.i == token.i or verb.tag_ not in VERB_TAGS:
        return []
    if _silenced(verb, weak=modal in {"may", "can", "will"}):
        return []
    subject = _subject(verb)
    agent = _agent(subject, given, before=token.i)
    negated = _negated(verb) or _negative_subject(subject)
    force = MODALS[modal]
    weak = modal in WEAK_MODALS and not token.text.isupper()
    if weak and not _permits(modal, verb, subject, agent, negated=negated):
        return []
    perfect = {"have", "been"} <= {c.lower_ for c in verb.children}
    guessed = perfect and EARLIER.isdisjoint(word.lower_ for word in below(verb))
    if guessed or _expletive(verb, subject):
        return []  # "must have been leaked" guesses
    kind = NormType.PERMISSION if force is Force.MAY else NormType.OBLIGATION
    if negated:
        kind, force = NormType.PROHIBITION, Force.MUST if force is Force.MAY else force
    trigger = token.text if modal == token.lower_ else modal
    trigger += " not" if any(c.lower_ in {"not", "n't", "n’t"} for c in verb.children) else ""
    head = subject.lower_ if subject is not None else None
    return phrase(verb, Base(kind, force, agent, trigger, negated, head), used, own=True)


def _silenced(verb: Token, *, weak: bool) -> bool:
    """Whether a clause only describes, asks or supposes: relative, indirect question, "if"."""
    own = any(c.dep_ in SUBJECTS for c in verb.children)
    if verb.dep_ == "conj" and not own:
        return verb.head.tag_ in VERB_TAGS and _silenced(verb.head, weak=weak)
    if verb.dep_ in {"relcl", "acl", "csubj"}:
        return True
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if verb.dep_ == "advcl":
        return weak or bool(marks & _OPENERS)
    if verb.dep_ == "ccomp" and verb.head.tag_ in VERB_TAGS and verb.head.i < verb.i:
        hedged = weak and base_form(verb.head) in HEDGES
        hedged = hedged or (base_form(verb.head) in {"mean", "imply"} and _negated(verb.head))
        if hedged or _reports(verb.head) or _silenced(verb.head, weak=weak):
            return True
    asked = {c.lower_ for c in verb.children if c.dep_ in {"advmod", "mark", "dobj", "nsubj"}}
    fronted = any(c.dep_ == "dobj" and c.i < verb.i for c in verb.children)
    inner = verb.dep_ in {"pcomp", "ccomp", "conj"}
    return inner and (bool(asked & _QUESTION) or (fronted and verb.dep_ != "conj"))


def _reports(verb: Token) -> bool:
    """Whether a verb tells what others hold ("some say that models should ...")."""
    said = base_form(verb) in SAYS
    return said and any(c.lower_ in OTHERS for c in verb.children if c.i < verb.i)


def _permits(
    modal: str, verb: Token, subject: Token | None, agent: str | None, *, negated: bool
) -> bool:
    """Whether "may", "can" or "will" grants or withholds something instead of guessing."""
    head = subject.lower_ if subject is not None else ""
    actor = agent == "assistant" or is_actor(head) or _is_name(subject)
    action = base_form(verb)
    if modal == "will":
        return negated and head in ASSISTANTS and action not in EPISTEMIC
    if modal == "can" and head in {"models", "agents", "ais", "llms"}:
        return False
    if any(c.dep_ == "auxpass" for c in verb.children):
        only = any(c.lower_ == "only" for c in verb.children)
        return only or (negated and modal == "may" and head not in {"it", ""})
    if (
        verb.tag_ == "VBG"
        or action in EPISTEMIC
        or any(c.lower_ == "sometimes" for c in verb.children)
    ):
        return False
    return actor and not (negated and modal == "can" and action in INABILITY)


def _is_name(subject: Token | None) -> bool:
    return (
        subject is not None and subject.tag_ == "NNP" and subject.i > 0 and subject.text.istitle()
    )


def _expletive(verb: Token, subject: Token | None) -> bool:
    if subject is None or subject.lower_ not in {"it", "this", "that"}:
        return False
    return any(c.lower_ in EXPLETIVE for c in verb.children) or verb.lower_ in EXPLETIVE


def _semi_modal(token: Token, given: Given, used: set[int]) -> list[Draft]:
    """Read "needs to", "have to", "need not", "do not need to"."""
    if token.tag_ == "MD":
        target, lifted = token.head, _negated(token.head)
        owner = token.head
        if not lifted or target.i == token.i:
            return []
    else:
        found = [c for c in token.children if c.dep_ == "xcomp" and is_infinitive(c)]
        if not found or any(c.tag_ in {"MD", "TO"} for c in token.children):
            return []
        target, owner, lifted = found[0], token, _negated(token)
    subject = _subject(owner)
    agent = _agent(subject, given, before=token.i)
    head = subject.lower_ if subject is not None else ""
    if head in {"we", "i"} or _silenced(owner, weak=False):
        return []
    if not (agent == "assistant" or head in PEOPLE | MACHINES):
        return []
    kind, force = (NormType.PERMISSION, Force.MAY) if lifted else (NormType.OBLIGATION, Force.MUST)
    trigger = ("not " if lifted else "") + f"{token.lower_} to"
    base = Base(kind, force, agent, trigger, subject=head or None)
    used.add(owner.i)
    return phrase(target, base, used, own=not lifted)


def _performative(token: Token, given: Given, used: set[int]) -> list[Draft]:
    """Read "is prohibited", "are not allowed to", "it is important that"."""
    copula = next((c for c in token.children if c.dep_ == "auxpass"), None)
    clause = token
    if copula is None:
        clause = token.head
        if token.dep_ not in {"acomp", "attr", "oprd"} or base_form(clause) not in _BE:
            return []
    if any(c.tag_ == "MD" for c in clause.children) or clause.i in used:
        return []
    if _silenced(clause, weak=True) or any(c.lower_ == "by" for c in token.children):
        return []
    subject = _subject(clause)
    kind, force = PERFORMATIVES[token.lower_]
    lifted = _negated(clause) or _negated(token) or _negative_subject(subject)
    if lifted:
        kind, force = denied_norm(kind, force, token.lower_)
    used.update({token.i, clause.i})
    agent = _agent(subject, given, before=token.i)
    base = Base(kind, force, agent, f"is {token.lower_}", kind is NormType.PROHIBITION)
    return _act(token, clause, base, subject, given, used)


def _act(
    token: Token, clause: Token, base: Base, subject: Token | None, given: Given, used: set[int]
) -> list[Draft]:
    """Read the act a performative speaks of: after it, or as its subject."""
    for owner in (token, clause):
        for child in owner.children:
            verb = _complement(child, passive=owner is clause is token)
            if verb is None or verb.i <= token.i:
                continue
            actor = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if actor is not None:
                base = replace(base, agent=_agent(actor, given))
            elif subject is not None and subject.lower_ in {"it", "there"}:
                base = replace(base, agent=None)
            return phrase(verb, base, used)
    if token.lower_ in NEEDS_ACT or subject is None or subject.lower_ in {"it", "this", "that"}:
        return []
    return [_about(token, base, subject)]


def _complement(child: Token, *, passive: bool) -> Token | None:
    """Return the verb of "to do", "from doing", "for doing" or "that X do" after a performative."""
    clausal = child.dep_ in {"xcomp", "ccomp", "advcl"} and child.tag_ in VERB_TAGS
    stated = not passive and any(c.lower_ == "that" for c in child.children)
    if clausal and (is_infinitive(child) or stated):
        return None if any(c.tag_ == "MD" for c in child.children) else child
    if child.dep_ == "prep" and child.lower_ in {"from", "for"}:
        return next((c for c in child.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
    return None


def _about(token: Token, base: Base, subject: Token) -> Draft:
    names = {NormType.PROHIBITION: "forbid", NormType.PERMISSION: "permit"}
    verb = base_form(token) if token.tag_.startswith("VB") else names.get(base.type, "require")
    named: str | None = noun(subject)
    if subject.tag_ == "VBG":
        verb, named = base_form(subject), object_of(subject)
    return Draft(base.type, base.force, None, verb, named, base.negated, None, base.trigger)


def _decree(token: Token, given: Given, used: set[int]) -> list[Draft]:
    """Read "we want Claude to", "we do not allow", "this policy prohibits"."""
    subject = _subject(token)
    if subject is None or subject.lower_ not in AUTHORS or _silenced(token, weak=True):
        return []
    if any(c.tag_ == "MD" and c.lower_ != "will" for c in token.children):
        return []
    verb = base_form(token)
    kind, force = DECREES[verb]
    lifted = _negated(token)
    if lifted:
        kind, force = denied_norm(kind, force, verb)
    negated = kind is NormType.PROHIBITION
    base = Base(kind, force, None, ("do not " if lifted else "") + verb, negated)
    used.add(token.i)
    for child in token.children:
        if child.dep_ in {"xcomp", "ccomp"} and is_infinitive(child):
            actor = next((c for c in child.children if c.dep_ in SUBJECTS), None)
            actor = actor or next((c for c in token.children if c.dep_ == "dobj"), None)
            head = actor.lower_ if actor is not None else ""
            if head in ASSISTANTS | PEOPLE or verb not in {"want", "expect", "ask"}:
                return (
                    phrase(child, replace(base, agent=_agent(actor, given)), used) if actor else []
                )
            return []
    if verb in {"want", "expect", "ask", "encourage", "urge", "recommend", "require"}:
        return []
    return [Draft(kind, force, None, verb, object_of(token), negated, None, base.trigger)]


def _is_imperative(token: Token) -> bool:
    if token.tag_ not in {"VB", "VBP"} or base_form(token) in EXAMPLES | {"consider"}:
        return False
    if any(c.lower_ == "does" for c in token.children):
        return False
    if token.tag_ == "VBP" and token.i > 1:
        return False
    bare = not any(c.tag_ in {"TO", "MD"} or c.dep_ in SUBJECTS for c in token.children)
    if token.dep_ == "ccomp":
        return bare and any(c.lower_ in {"do", "not", "never", "n't"} for c in token.children)
    return bare


def _negated(verb: Token) -> bool:
    for child in verb.children:
        if child.lower_ in _NEGATIONS and child.dep_ in {"neg", "preconj", "cc", "advmod"}:
            only = any(c.i == child.i + 1 and c.lower_ == "only" for c in verb.children)
            if not only and (child.i < verb.i or child.dep_ == "neg"):
                return True
        if child.i < verb.i and _denies(child):
            return True
    previous = verb.head if verb.dep_ == "conj" else None
    return previous is not None and any(
        c.lower_ == "nor" and c.dep_ == "cc" for c in previous.children
    )


def _denies(child: Token) -> bool:
    """Whether an adverbial denies its verb ("under no circumstances", "no longer")."""
    if child.lower_ == "longer":
        return any(c.lower_ == "no" for c in child.children)
    led = child.children if child.lower_ in DENYING else ()
    return any(c.lower_ == "no" for word in led for c in word.children)


def _negative_subject(subject: Token | None) -> bool:
    if subject is None:
        return False
    return subject.lower_ in {"nobody", "nothing", "none"} or any(
        c.lower_ in {"no", "neither"} for c in subject.children
    )


def _agent(subject: Token | None, given: Given, before: int | None = None) -> str | None:
    if subject is None:
        return None
    head = subject.lower_
    if head in {"it", "they"} and before is not None:
        named = any(token.lower_ in ASSISTANTS for token in _before(subject))
        return "assistant" if named else given.last_agent
    if any(c.lower_ == "ai" and c.dep_ == "compound" for c in subject.children):
        return "assistant"
    return agent_of(head, given.last_agent)


def _before(subject: Token) -> Iterator[Token]:
    """Yield the words of the sentence that stand before a subject."""
    top = subject
    while top.head.i != top.i:
        top = top.head
    yield from (token for token in (top, *below(top)) if token.i < subject.i)


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    if verb.dep_ in {"conj", "xcomp"} and verb.head.i != verb.i:
        return _subject(verb.head)
    return None
