"""A strict rule taken up elsewhere in words that leave it to whoever follows it.

That it is the same rule shows in its words: what the softened sentence says beside the softening is
said by the strict one too. A case or a party of its own makes it another rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Force, Norm, NormType, Statement
from specaudit.lint.acts import bound
from specaudit.lint.apart import other_things, two_cases, two_subjects
from specaudit.lint.context import READER_KINDS
from specaudit.lint.facts import facts
from specaudit.lint.kin import families, family, roots
from specaudit.lint.similarity import Similarity, Unit, content, unit_facts
from specaudit.lint.soft_words import HEDGE, WEAKENER, hedge, weakener
from specaudit.nlp.deontic import is_party
from specaudit.nlp.text import lemma

_NEVER = regex(r"\bnever\b", re.IGNORECASE)
_KEYWORD = regex(r"\bis\s+OPTIONAL\b|\bare\s+OPTIONAL\b")
"""RFC 2119: the thing may be left out, and the rules on it hold where it is there."""
_ITS_CASE = regex(r"\W*(?:If|When|Where)\s+(?:this|that|these|such)\s+(?:is|are|was)\b")
"""Opens a sentence on a case that the one before it names."""
_OTHER_CASE = regex(r"\A\W*(?:otherwise|else|instead|rather)\b", re.IGNORECASE)
"""Opens a sentence on what the one before it leaves."""
_SUPPOSES = regex(r"\A\W*let\s+\S+\s+(?:be|denote|stand)\b", re.IGNORECASE)
_TO_BE_OPTIONAL = regex(
    r"\b(?:must|shall|should|has\s+to|have\s+to)\s+be\s+(?:marked\s+|made\s+)?optional\b", re.I
)
"""What a rule asks for is that a thing is optional."""
_MAY_BE = regex(
    r"\b(?:may|can)\s+be\b[^.;]{0,40}\b(?:need\s+not\s+be|not\s+(?:\w+\s+)?required\s+to\s+be)\b",
    re.IGNORECASE,
)
"""Says what somebody may be and need not be, which softens no duty to act."""
_EXAMPLES = regex(
    r"(?:,\s*|\()(?:e\.g\.|such\s+as|for\s+(?:example|instance)|like|including)[^.;)]*",
    re.IGNORECASE,
)
_CONSTITUTES = regex(
    r"\bto\s+be\s+(?:considered|deemed|regarded|called)\b|\bto\s+(?:qualify|count)\s+as\b",
    re.IGNORECASE,
)
"""Says what makes a thing what it is called."""
_COUNSELLED = regex(
    r"\b(?:encourag|urg|invit|advis)e[sd]?\s+(?:[\w-]+\s+){0,4}?to\s+(?:(?!\w*[pe]ly\b)\w+ly\s+)?(?P<verb>[a-z]+)"
    r"|\bconsider\s+(?P<ing>[a-z]+ing)\b",
    re.IGNORECASE,
)
"""The act that soft words lead to."""
_KEEPING = frozenset(
    "refrain avoid abstain leave omit write comply adhere respect observe abide honor honour "
    "obey".split()
)
"""What one does to any rule."""
_NAMED_SUBJECT = regex(r"\A\W*(?:(?:an?|the|any|all)\s+)?[\"“`](?P<name>[^\"”`\n]{2,60})[\"”`]")
"""Opens a sentence on what it calls by a name."""
_NOT_YET = regex(r"\bnot\s+yet\b", re.IGNORECASE)
_INSERTED = regex(r",\s[^,.;:]{2,24},\s")
_DENIED = regex(r"\b(?:not|never|no\s+longer)\s+\Z", re.IGNORECASE)
_CASE = regex(r"(?:only\s+|even\s+)?(?:if|when|whenever|once|for|in|while|where|should)\b", re.I)
FILLERS = frozenset(
    "likewise throughout still even then too whole well keep stay give refrain avoid abstain "
    "should as such require necessary another one outright directly altogether".split()
)
"""Words that say nothing of what a rule is about, and verbs that any rule on a thing may have."""
_ALIKE, _OF_LEAST = 0.28, 0.45
"""Shares of all words, and of the shorter sentence's, below which two are not on one rule."""
_HALF, _MOST, _NEARLY, _ALL = 0.5, 0.6, 0.75, 0.9
_SEVERAL = 2
_RARELY = 5
"""Statements that may hold two words for these to name one subject."""
_MANY = 4
_TRIED = 4
_CALLED = regex(
    r"\b(?:optional|voluntary|recommended|preferred|preferable|desirable|encouraged|discouraged"
    r"|welcome|advisable)\b",
    re.IGNORECASE,
)
"""What a soft sentence may call a thing."""
_OPENS_SOFT = regex(rf"\A\W*(?:{WEAKENER.pattern}|{HEDGE.pattern})", re.IGNORECASE)
_NAMED_CASE = regex(
    r"\A\W*(?:in|for|during)\s+(?!(?:example|instance|particular|general|addition|short|turn|fact|all\s+\w+|any\s+\w+"
    r"|every\s+\w+|each\s+\w+)\s*,)(?P<case>[^,:.;]{3,40}),",
    re.IGNORECASE,
)
"""A case that opens a sentence; "for example" and "in all cases" are none."""
_EARLIER = regex(r"\A\W*(?:before|until|prior\s+to|up\s+to)\b", re.IGNORECASE)
_LATER = regex(r"(?:once|after|since)\b", re.IGNORECASE)
_ANY_VERB = frozenset(
    "be have do make take give use ensure follow include provide see need require keep "
    "apply".split()
)
"""Verbs that say little of what a rule asks for."""


def softened(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Strict rules with the sentence that takes each up in softer words."""
    strict = [unit for unit in similarity.units if strict_unit(unit)]
    known = unit_facts(similarity.units, "softened", lambda unit: sorted(_said(unit)))
    soft = [(unit, frozenset[str](known[unit])) for unit in similarity.units]
    soft += [(unit, _said(unit)) for unit in _explaining(similarity)]
    for weak, said in soft:
        if not said:
            continue
        forms = roots(said) if len(said) <= _MANY else frozenset[str]()
        near = [one for one in strict if one is not weak and _near(one, said, forms)]
        near.sort(key=lambda one: similarity.mass(one.lemmas & said), reverse=True)
        strong = next((x for x in near[:_TRIED] if _one_rule(similarity, x, weak, said)), None)
        if strong is not None:
            yield strong, weak


def _near(one: Unit, said: frozenset[str], forms: frozenset[str]) -> bool:
    """Whether a unit shares two words with what is said, one of them in any form of these."""
    same = len(one.lemmas & said)
    return same > 1 or (same == 1 and len(roots(one.lemmas) & forms) > 1)


def taken_up_whole(similarity: Similarity, strong: Unit, weak: Unit) -> bool:
    """Whether a soft sentence says so much of a rule that it can stand in any list beside it."""
    if two_subjects(strong, weak) or other_things(strong, weak) or two_cases(strong, weak):
        return False
    said = _said(weak) if weakener(weak.statement.text) else frozenset[str]()
    if len(said) < _MANY or not similarity.rare_phrases(strong, weak):
        return False
    share, shared = _share(similarity, said, strong)
    return share >= _NEARLY and len(shared) >= _MANY


def _explaining(similarity: Similarity) -> Iterator[Unit]:
    """Soft sentences of sections that only explain, such as an introduction or questions."""
    documents = {id(unit.document): unit.document for unit in similarity.units}
    for document in documents.values():
        told = [s for s in document.prose if not s.normative and s.kind in READER_KINDS]
        soft = facts(document, "explaining", _is_soft, told)
        yield from (similarity.unit(document, one) for one in told if soft[one.id])


def _is_soft(statement: Statement) -> int:
    return int(weakener(statement.text) is not None)


def barely(similarity: Similarity, strong: Unit, weak: Unit) -> bool:
    """Whether a "should" says hardly anything but what a "must" says of every case."""
    if {norm.force for norm in weak.norms} != {Force.SHOULD} or any(map(is_strict, weak.norms)):
        return False
    if weak.statement.text.rstrip().endswith((":", "?")) or strong.statement.text.endswith(":"):
        return False
    forbids = [
        {norm.type is NormType.PROHIBITION for norm in norms}
        for norms in (weak.norms, [norm for norm in strong.norms if is_strict(norm)])
    ]
    said = weak.lemmas - FILLERS
    if forbids[0] != forbids[1] or other_party(strong, weak) or len(said) <= _SEVERAL:
        return False
    told = (norm.condition or "" for norm in strong.norms)
    cases = [case for case in told if not case.casefold().startswith("even ")]
    mine = families(weak.lemmas)
    if any(len(own := families(content(case))) and len(own & mine) < len(own) for case in cases):
        return False
    if not similarity.rare_phrases(strong, weak):
        return False
    if True in forbids[0] and _share(similarity, strong.lemmas, weak)[0] < _ALL:
        return False  # the strict one forbids less
    return _share(similarity, said, strong)[0] >= _ALL


def _share(
    similarity: Similarity, said: frozenset[str], strong: Unit
) -> tuple[float, frozenset[str]]:
    """Share of some words, by weight, that a unit says in any form, and which these are."""
    told = roots(strong.lemmas)
    shared = frozenset(word for word in said if word in strong.lemmas or roots([word]) <= told)
    return similarity.mass(shared) / similarity.mass(said), shared


def softens_no_rule(text: str) -> bool:
    """Whether soft words call a thing optional, or speak of a case that was named before."""
    spares = _KEYWORD.search(text) or _TO_BE_OPTIONAL.search(text) or _MAY_BE.search(text)
    spares = spares or _SUPPOSES.match(text)
    return spares is not None or _ITS_CASE.match(text) is not None


def is_strict(norm: Norm) -> bool:
    """Whether a norm leaves no room: a "must", or a "should never"."""
    never = norm.negated and norm.trigger in ("stem", "never", "should never")
    if norm.trigger.endswith(" expected") and not norm.negated:
        return True
    return norm.force is Force.MUST or (never and norm.force is Force.SHOULD)


def strict_unit(unit: Unit) -> bool:
    """Whether a unit holds a strict norm, says "never", or is an item of a list of requirements."""
    norms = unit.document.norms.get(unit.statement.id, [])
    if any(map(is_strict, norms)):
        return True
    if norms:
        forbids = any(norm.negated or norm.type is NormType.PROHIBITION for norm in norms)
        return forbids and _NEVER.search(unit.statement.text) is not None
    section = unit.document.sections.get(unit.statement.section_id)
    titled = section is not None and "requirement" in content(section.title)
    return titled and unit.statement.kind is BlockKind.ITEM


def _said(unit: Unit) -> frozenset[str]:
    """What a softened sentence says beside the softening; nothing where it softens nothing."""
    text = unit.statement.text
    if weakener(text) is None and hedge(text) is None:
        text = _INSERTED.sub(" ", text)
    found = weakener(text) or hedge(text)
    if (
        found is None
        or softens_no_rule(text)
        or _DENIED.search(text[: found.start()])
        or text.rstrip().endswith((":", "?"))
    ):
        return frozenset()
    strict = [norm for norm in unit.norms if norm.trigger not in ("is to", "are to")]
    if _NOT_YET.search(text) or (strict and {norm.force for norm in strict} == {Force.MUST}):
        return frozenset()
    return other_words(text) - FILLERS


def _one_rule(similarity: Similarity, strong: Unit, weak: Unit, said: frozenset[str]) -> bool:
    if strong.statement.text.rstrip().endswith(":") or other_party(strong, weak):
        return False
    if any(_own_case(norm, strong) for norm in weak.norms):
        return False
    share, shared = _share(similarity, said, strong)
    text = weak.statement.text
    if not (weakener(text) or weakener(_INSERTED.sub(" ", text))):
        few = len(shared) == _SEVERAL and share >= _ALL and similarity.together(shared) <= _RARELY
        return few or (share >= _NEARLY and len(shared) > _SEVERAL)
    if len(shared) <= _SEVERAL:
        return share >= _NEARLY
    if similarity.rare_phrases(strong, weak) or len(shared) >= _MANY:
        return share >= _HALF
    return share >= _MOST


def other_party(strong: Unit, weak: Unit) -> bool:
    """Whether two units bind different parties."""
    first, second = ({bound(n) for n in unit.norms if bound(n)} for unit in (strong, weak))
    parties = {agent for agent in first | second if agent and is_party(agent)}
    if not (first and second) or not first.isdisjoint(second) or not first | second <= parties:
        return False
    texts = strong.statement.text.casefold(), weak.statement.text.casefold()
    both = ((texts[0], second), (texts[1], first))
    return not any(_named_with_others(text, agents) for text, agents in both)


def _named_with_others(text: str, agents: set[str | None]) -> bool:
    """Whether a text names one of some parties beside another: "clients and servers"."""
    joined = " and " in text and any(
        f"and {agent}" in text or re.search(rf"\b{re.escape(agent)}s? and\b", text)
        for agent in agents
        if agent
    )
    return bool(joined)


def _own_case(norm: Norm, strong: Unit) -> bool:
    """Whether the softened rule is one for a case that the strict one does not speak of."""
    condition = norm.condition or ""
    if not _CASE.match(condition) or WEAKENER.match(condition) or HEDGE.match(condition):
        return False
    named = content(condition)
    return len(named & strong.lemmas) * 2 < len(named)


@lru_cache(maxsize=4096)
def other_words(text: str) -> frozenset[str]:
    """Content words of a text but those that soften it."""
    return content(HEDGE.sub(" ", WEAKENER.sub(" ", text)))


def of_another_form(strong: Unit, weak: Unit) -> bool:
    """Whether the form of one of two sentences shows that they are on two acts or cases."""
    if _OPENS_SOFT.match(strong.statement.text) or of_another_case(strong, weak):
        return True
    return _says_it_straight(weak) or counsels_another(weak, strong)


def of_another_case(strong: Unit, weak: Unit) -> bool:
    """Whether the form of one of two sentences shows that they are on two cases."""
    texts = strong.statement.text, weak.statement.text
    if _OTHER_CASE.match(texts[1]) or _CONSTITUTES.search(texts[0]):
        return True
    if _on_the_other_side(weak, strong) or _of_own_name(weak, strong):
        return True
    case = _NAMED_CASE.match(texts[0])
    return case is not None and not families(content(case["case"])) & families(weak.lemmas)


def another_rule(strong: Unit, weak: Unit) -> bool:
    """Whether a strict sentence and a soft one do not speak of one act.

    The strict one may be soft itself ("if possible, ..."), may speak of what is optional as the
    soft one does, or may ask for what the soft one does not name.
    """
    if softens_no_rule(weak.statement.text) or of_another_form(strong, weak):
        return True
    texts = strong.statement.text, weak.statement.text
    mine, yours = (families(content(_EXAMPLES.sub("", text))) for text in texts)
    shared = len(mine & yours)
    few = shared < _ALIKE * len(mine | yours) and shared < _OF_LEAST * min(len(mine), len(yours))
    if few and not strong.phrases & weak.phrases:
        return True
    called = {found.casefold() for found in _CALLED.findall(weak.statement.text)}
    if called & {found.casefold() for found in _CALLED.findall(strong.statement.text)}:
        return True
    said = families(other_words(weak.statement.text) - FILLERS)
    if len(said & families(strong.lemmas)) >= max(_MANY, _NEARLY * len(said)):
        return False  # too much in common to ask which of its norms is meant
    strict = [n for n in strong.document.norms.get(strong.statement.id, []) if is_strict(n)]
    told = roots(weak.lemmas)
    soft = {norm.action for norm in weak.norms if norm.action != "be"}
    if any(_told_too(norm, weak) for norm in strict):
        return True
    return bool(strict) and not any(norm.action in soft or _names(norm, told) for norm in strict)


def _says_it_straight(weak: Unit) -> bool:
    """Whether nothing in a sentence softens what it asks for ("Pin the version.")."""
    text = weak.statement.text
    bare = all(norm.trigger == "imperative" for norm in weak.norms) and bool(weak.norms)
    return bare and weakener(text) is None and hedge(text) is None


def _on_the_other_side(weak: Unit, strong: Unit) -> bool:
    """Whether a soft sentence is on the time before what opens the case of the strict one."""
    cases = [norm.condition or "" for norm in strong.norms if is_strict(norm)]
    return _EARLIER.match(weak.statement.text) is not None and any(map(_LATER.match, cases))


def counsels_another(weak: Unit, strong: Unit) -> bool:
    """Whether a soft sentence counsels an act that the strict one does not name."""
    found = _COUNSELLED.search(weak.statement.text)
    verb = lemma((found["verb"] or found["ing"]).casefold()) if found else ""
    if not verb or verb in _ANY_VERB or verb in _KEEPING:
        return False
    return family(verb) not in families(strong.lemmas)


def _of_own_name(weak: Unit, strong: Unit) -> bool:
    """Whether a soft sentence opens on a name that the strict one does not give."""
    named = _NAMED_SUBJECT.match(weak.document.written(weak.statement))
    return named is not None and named["name"].casefold() not in strong.statement.text.casefold()


def _told_too(norm: Norm, weak: Unit) -> bool:
    """Whether the soft sentence holds a strict norm on the same act beside its soft one."""
    return any(is_strict(own) and own.action == norm.action for own in weak.norms)


def _names(norm: Norm, told: frozenset[str]) -> bool:
    """Whether words name what a norm asks for."""
    if roots([norm.action]) <= told:
        return True
    if norm.object is None or norm.object.endswith("ing"):  # which is no thing
        return norm.action in _ANY_VERB
    return not told.isdisjoint(roots(content(norm.object.replace("_", " "))))
