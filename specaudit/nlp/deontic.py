"""The vocabulary of norms, shared by the engines: modals, performatives, flips, agents."""

from __future__ import annotations

from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Force, NormType
from specaudit.nlp.text import lemma

O, F, P, D = (  # noqa: E741  the letters are the domain's own
    NormType.OBLIGATION,
    NormType.PROHIBITION,
    NormType.PERMISSION,
    NormType.DESCRIPTION,
)

MODALS = {
    "must": Force.MUST,
    "shall": Force.MUST,
    "should": Force.SHOULD,
    "ought": Force.SHOULD,
    "may": Force.MAY,
    "can": Force.MAY,
    "will": Force.MUST,
}
"""Modal verbs that can make a norm; "may", "can" and "will" only under conditions."""

WEAK_MODALS = frozenset({"may", "can", "will"})
OTHER_MODALS = frozenset({"might", "could", "would"})
"""Modals that hedge or imagine; they never make a norm here."""

FLIPS = frozenset({"avoid", "refrain", "abstain", "desist", "shy", "cease", "stop", "resist"})
"""Verbs that forbid what follows them, as a verb or as a noun ("avoid jargon")."""
REFUSALS = frozenset({"decline", "refuse", "fail", "forbear", "hesitate", "forget", "neglect"})
"""Verbs that forbid only a following "to" and verb ("refuse to help")."""
FLIPPED_NOUN = frozenset({"avoid", "refrain", "abstain"})
"""Flips that still forbid when a noun follows ("avoid jargon", not "stop the job")."""

LIGHT = frozenset(
    """
    try attempt strive aim seek work continue proceed need have want aspire endeavor endeavour
    remember intend tend hesitate prefer plan learn help ensure sure favor favour begin start opt
    choose act
    """.split()
)
"""Verbs of effort or aspect: the norm is about the verb after their "to"."""
LIGHT_ADJECTIVES = frozenset(
    """
    willing able careful free prepared ready sure cautious wary mindful committed quick
    """.split()
)

SHRINKING = frozenset({"slow", "reluctant", "loath", "hesitant", "unwilling"})
"""Adjectives that forbid what their "to" leads to ("should be reluctant to guess")."""

PERFORMATIVES = {
    "prohibited": (F, Force.MUST),
    "forbidden": (F, Force.MUST),
    "disallowed": (F, Force.MUST),
    "banned": (F, Force.MUST),
    "barred": (F, Force.MUST),
    "unacceptable": (F, Force.MUST),
    "impermissible": (F, Force.MUST),
    "illegal": (F, Force.MUST),
    "unlawful": (F, Force.MUST),
    "discouraged": (F, Force.SHOULD),
    "allowed": (P, Force.MAY),
    "permitted": (P, Force.MAY),
    "authorized": (P, Force.MAY),
    "authorised": (P, Force.MAY),
    "entitled": (P, Force.MAY),
    "permissible": (P, Force.MAY),
    "acceptable": (P, Force.MAY),
    "ok": (P, Force.MAY),
    "okay": (P, Force.MAY),
    "fine": (P, Force.MAY),
    "optional": (P, Force.MAY),
    "free": (P, Force.MAY),
    "welcome": (P, Force.MAY),
    "exempt": (P, Force.MAY),
    "required": (O, Force.MUST),
    "mandatory": (O, Force.MUST),
    "obliged": (O, Force.MUST),
    "obligated": (O, Force.MUST),
    "bound": (O, Force.MUST),
    "responsible": (O, Force.MUST),
    "essential": (O, Force.MUST),
    "crucial": (O, Force.MUST),
    "imperative": (O, Force.MUST),
    "expected": (O, Force.SHOULD),
    "encouraged": (O, Force.SHOULD),
    "recommended": (O, Force.SHOULD),
    "advised": (O, Force.SHOULD),
    "important": (O, Force.SHOULD),
    "necessary": (O, Force.MUST),
    "supposed": (O, Force.SHOULD),
    "best": (O, Force.SHOULD),
    "needed": (O, Force.MUST),
    "practice": (O, Force.SHOULD),
    "advisable": (O, Force.SHOULD),
    "preferable": (O, Force.SHOULD),
    "preferred": (O, Force.SHOULD),
    "desirable": (O, Force.SHOULD),
    "appreciated": (O, Force.SHOULD),
}
"""Words that, said of an act, forbid, permit or require it."""

ADVISED = frozenset(
    """
    supposed recommended advised advisable desirable preferable preferred want expect ask encourage
    urge recommend
    """.split()
)
"""Words whose denial forbids: what is "not advised" is advised against."""

NEEDS_ACT = frozenset(
    """
    ok okay fine free welcome responsible essential crucial imperative expected important necessary
    supposed obliged obligated entitled advised best practice illegal unlawful exempt
    bound
    """.split()
)
"""Performatives that make a norm only where an act follows ("free to leave")."""

DECREES = {
    "want": (O, Force.SHOULD),
    "expect": (O, Force.SHOULD),
    "ask": (O, Force.SHOULD),
    "encourage": (O, Force.SHOULD),
    "urge": (O, Force.SHOULD),
    "recommend": (O, Force.SHOULD),
    "require": (O, Force.MUST),
    "oblige": (O, Force.MUST),
    "insist": (O, Force.MUST),
    "allow": (P, Force.MAY),
    "permit": (P, Force.MAY),
    "prohibit": (F, Force.MUST),
    "forbid": (F, Force.MUST),
    "ban": (F, Force.MUST),
    "disallow": (F, Force.MUST),
    "discourage": (F, Force.SHOULD),
    "tolerate": (P, Force.MAY),
}
"""Verbs by which an author ("we", "this policy") lays a norm on somebody."""

AUTHORS = frozenset(
    """
    we i policy policies terms rules rule law laws licence license licences licenses agreement
    contract guideline guidelines guide spec specification standard charter constitution regulation
    regulations
    """.split()
)
"""Subjects whose decrees are norms."""

ASSISTANTS = frozenset(
    """
    assistant assistants model models claude chatgpt gpt ai ais llm llms chatbot chatbots bot bots
    agent agents gemini grok
    """.split()
)
PEOPLE = frozenset(
    """
    you we i user users developer developers operator operators maintainer maintainers contributor
    contributors member members participant participants reviewer reviewers approver approvers
    customer customers administrator administrators admin admins owner owners author authors team
    teams engineer engineers leader leaders moderator moderators party parties company anthropic
    openai github congress president person people everyone anyone nobody somebody someone employee
    employees
    """.split()
)
MACHINES = frozenset(
    """
    server servers client clients implementation implementations service services application
    applications response responses request requests api apis endpoint endpoints
    """.split()
)

EPISTEMIC = frozenset(
    """
    be have encounter contain look involve include vary result interact face lead cause want
    benefit seem waste conflict become evade occur happen mean exist come arise consume feel know
    believe think need suffer differ depend experience struggle wish expect seek learn realise
    realize prove fall appear find receive miss hope see
    """.split()
)
"""Verbs after which "may" and "can" tell what is possible, not what is permitted."""

HARMS = frozenset("err corrupt crash damage harm hurt overlook misread".split())
"""Verbs that tell what can go wrong; denied, they are forbidden like any other."""

INABILITY = frozenset(
    """
    know process see verify guarantee be tell access remember browse determine distinguish fully
    perceive recall confirm observe control read check hear feel detect predict stop prevent
    understand identify afford rely assume expect always
    """.split()
)
"""Verbs after which "cannot" tells what is out of reach, not what is forbidden."""

HAPPENS = frozenset(
    """
    cause affect require need expose consider delay limit intend mean involve impact harm interpret
    perceive see view confuse mislead influence concern relate base find lose attribute lead call
    tempt force expect compel incline motivate damage break miss disappoint offend surprise upset
    hide contain interrupt corrupt misunderstand misuse believe infer outweigh overwhelm justify
    warrant strain drive charge trigger deceive manipulate compromise resolve
    """.split()
)
"""Verbs whose passive after "may" tells what can happen, not what one is free to do."""

HEDGES = frozenset({"hope", "think", "believe", "feel", "mean", "suspect", "expect"})
"""Verbs of opinion: what we hope somebody can do is no permission."""

SAYS = frozenset("say think believe argue claim hold feel assume suggest".split())
"""Verbs by which somebody's view is told."""
OTHERS = frozenset("some many others people critics might could one they experts most".split())
"""Who holds what a document only reports."""

EARLIER = frozenset({"before", "prior", "beforehand", "previously", "already", "until", "by"})
"""Words with which "must have been checked" is a rule; without them it guesses."""

EXAMPLES = frozenset({"see", "note", "imagine", "suppose", "compare", "recall", "welcome", "thank"})
"""Verbs whose imperative addresses the reader of the document, not the one bound by it."""

EXPLETIVE = frozenset(
    """
    noted said admitted stressed clear possible helpful appropriate easier better best fine hard
    difficult easy useful obvious understood emphasized emphasised tempting safe worth reasonable
    wise
    """.split()
)
"""Words after "it should be" that make "it" nobody ("it should be noted")."""
STATIVE = frozenset(
    "be have know contain mean exist seem appear include consist lack want need look live".split()
)
"""Verbs of which a plain present tells a fact, not a conduct."""

_THINGS = frozenset(
    """
    number order error parameter header server folder layer filter identifier answer behavior
    behaviour factor matter paper power offer character chapter letter buffer pointer operator
    computer newsletter disclaimer trigger container cluster router controller driver color colour
    error vendor vector color minor descriptor tensor constructor validator selector cursor author
    constant variant document instant payment importance merchant restaurant degree committee fee
    tree guarantee list
    """.split()
) - {"operator", "author", "minor", "vendor", "committee"}
_PERSON = regex(r"(?:er|or|ist|ian|ant|ee|parent|guardian|student|guest|child)s?\Z")

_OPPOSITE = {O: F, F: O, P: P, D: D}
_UNDER_NOT = {O: P, F: P, P: F, D: D}


@record(frozen=True, slots=True)
class Draft:
    """A norm before conditions and the statement's id are added."""

    type: NormType
    force: Force
    agent: str | None
    action: str
    object: str | None
    negated: bool
    light_verb: str | None
    trigger: str


class Cue(NamedTuple):
    """What a list stem or a leading keyword hands to the words after it."""

    type: NormType
    force: Force
    agent: str | None
    trigger: str
    verb: str | None = None
    """The stem's own verb, of which the items may be the objects ("engage in:")."""
    predicate: bool = False
    """True where items go on from "content that": their verbs are in the third person."""


def denied_norm(kind: NormType, force: Force, word: str) -> tuple[NormType, Force]:
    """Return type and force of what a denied word leaves: "not required", "not advised"."""
    if word == "exempt":
        return O, Force.MUST
    kind = F if word in ADVISED else denied(kind)
    if kind is P:
        return P, Force.MAY
    return kind, Force.MUST if force is Force.MAY else force


def flipped(kind: NormType) -> NormType:
    """Return the type once the act is flipped ("should avoid"); "may decline to" still permits."""
    return _OPPOSITE[kind]


def denied(kind: NormType) -> NormType:
    """Return the type once the performative is negated ("is not required" permits)."""
    return _UNDER_NOT[kind]


def is_actor(head: str) -> bool:
    """Whether a noun names somebody who can be permitted something."""
    if head in PEOPLE or head in ASSISTANTS:
        return True
    return bool(_PERSON.search(head)) and lemma(head) not in _THINGS


def is_party(head: str) -> bool:
    """Whether a noun names somebody, or a machine, that can be bound."""
    return is_actor(head) or head in MACHINES


def agent_of(head: str | None, last_agent: str | None = None) -> str | None:
    """Return who a subject stands for.

    Args:
        head: Head noun or pronoun of the subject, lower case.
        last_agent: Whom "it" and "they" stand for in this paragraph.
    """
    if head is None:
        return None
    if head in {"it", "they", "them"}:
        return last_agent
    if head in ASSISTANTS:
        return "assistant"
    if head in {"this", "that", "these", "those", "which", "there", "one", "such"}:
        return None
    return lemma(head)
