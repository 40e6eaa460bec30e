"""Whether two sentences of like words speak of two things, by their subjects or by the layout.

What stands in parallel is meant to differ: the items of one list, the cases of two lists, sections
that say "it" of two things. A pair of rules is only worth showing where nothing of the kind tells
them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Block, BlockKind, Statement
from specaudit.lint.context import Document
from specaudit.lint.kin import families, family, roots
from specaudit.lint.similarity import content, sequence
from specaudit.nlp.deontic import is_actor, is_party
from specaudit.nlp.text import lemma

_MODAL = (
    r"(?:must|should|shall|may|can|cannot|will|would|needs?|never|always|ought"
    r"|(?:is|are|was|were|do|does|has|have)(?:\s+not)?)"
)
_MANNER = r"(?:typically|usually|generally|normally|often)"
"""Words before a verb that has no modal."""
_LEAD = (
    r"(?:(?:if|when|where|for|in|on|with|once|unless|per|during|after|before|within)\b"
    r"[^,:]*[,:]\s*)?"
)
_SUBJECT = regex(
    rf"\A[^\w]*(?:[\w\s]{{2,40}}:\s+)?{_LEAD}(?P<subject>[^,;:.!?()]{{2,90}}?)\s+(?=[*_]*(?:{_MODAL}|{_MANNER})\b)",
    re.IGNORECASE,
)
"""What stands before the first verb of a sentence."""
_AFTER_HEAD = regex(
    r"\s(?:that|which|who|whose|of|from|in|on|at|to|for|with|without|by|under|as|about|between"
    r"|[a-z]+ing|[a-z]+ed)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What comes after the head of a noun phrase."""
_CASE = regex(
    r"\A\W*(?P<lead>if|when|where|for|in|with|once|unless|during|after|before)\b"
    r"(?P<case>[^,:]{2,200})[,:]",
    re.IGNORECASE,
)
_CONDITION = regex(
    r"\s+(?:(?:an?|the|any|every|each)\s+)(?P<of>[^,;:]{2,60}?)\s+(?:is|are|has|have|was|were|does|do)\b",
    re.I,
)
"""Of what a condition speaks."""
_NAMING = frozenset({"for", "in", "with", "during", "after", "before"})
"""Words before a case that is named and not told."""
DENIES = regex(r"\b(?:no|not|never|without)\b|n['’]t\b", re.IGNORECASE)
_PRONOUN = regex(
    r"\A\W*(?:(?:also|however|therefore|so|then|unlike[^,]*|like[^,]*|meaning),?\s+)?"
    r"(?:it|they|this(?!\s+means\b)|these|that(?!\s+is(?:,|\s+to\s+say\b))|those(?!\s+(?:who|that|which|of|with|in)\b))\b",
    re.IGNORECASE,
)
_PERSON = regex(r"\W*(?:you|we|they|it)\b", re.IGNORECASE)
_WHY = regex(
    r"\A\W*this(?:\s+[\w-]+){1,3}?\s+(?:means|implies|entails)\s+(?:that\s+)?", re.IGNORECASE
)
"""Says of what stands before that something follows from it."""
_NAMES = regex(
    rf"\A\W*(?:this|these|those|that)\s+(?!{_MODAL}\b)(?:[a-z-]+\s+){{1,3}}{_MODAL}\b",
    re.IGNORECASE,
)
_IT = regex(r"\A\W*it\b", re.IGNORECASE)
_EMPTY_IT = regex(
    r"\A\W*it\s+takes\b[^.;]*\s(?:for|to)\b|"
    r"\A\W*(?:\w+,?\s+)?it\s+(?:is|was|would\s+(?:\w+\s+)?be|can\s+be|may\s+be|seems?|helps|pays|looks|feels)\s+"
    r"(?!an?\s)|\A\W*it\s+(?:is|would\s+be|helps)\s+(?:an?\s+)?[\w\s]{0,30}?\b(?:if|when|to|that|for)\b",
    re.IGNORECASE,
)
"""Opens a sentence that says of an act what "it" is."""
_IT_ACTS = regex(r"\W*it\s+(?:would|must|should|may|can|shall)\b", re.IGNORECASE)
_WHOLE = (
    r"(?:document|spec(?:ification)?|polic(?:y|ies)|rules?|guide(?:line)?s?|agreement|terms|sections?"
    r"|standard|project|repo(?:sitory)?|page|principles?|code|service|community|organi[sz]ation|list"
    r"|constitution|approach|way|reasons?|purposes?|cases?|sense|kind|sort|type|time|point|end)"
)
"""What is the same everywhere in a document, or points at no thing."""
_OWN_WHOLE = regex(rf"\A\W*(?:this|these|those)\s+(?:\w+\s+)?{_WHOLE}\b", re.IGNORECASE)
_THIS = regex(
    rf"(?<!\AFor )\b(?:this|these|those)\s+(?!(?:\w+\s+)?{_WHOLE}\b)"
    r"(?!(?:is|are|may|can|must|should|means?|who|that|which|of|with|in)\b)(?P<noun>(?:\w+\s+)?\w+)"
    rf"|(?:\A|,)\W*such\s+(?!(?:\w+\s+)?{_WHOLE}\b)(?!(?:as|an?|that|is|are)\b)[a-z]+\s+{_MODAL}\b"
    r"|\b(?:any|all|no|the)\s+other\b",
    re.IGNORECASE,
)
_DOES = regex(r"(?:do|does|did|has|have|had|was|were|will|would|shall|also|not)\b", re.IGNORECASE)
"""After "this" alone."""
_ONLY_IT = regex(
    rf"\A\W*(?:the\s+)?[\w-]+(?:\s+[\w-]+)?\s+{_MODAL}(?:\s+not)?\s+\w+\s+(?:it|them)\b",
    re.IGNORECASE,
)
_REFERS = regex(r"\A\W*(?:please\s+)?(?:see|refer\s+to|read|consult|cf)\b", re.IGNORECASE)
_ELSE = regex(r"\A\W*(?:otherwise|else|in\s+(?:all\s+)?other\s+cases)\b", re.IGNORECASE)
_REST = regex(r"\bfor\s+(?:all\s+|any\s+|the\s+)?other\s+(?P<kind>[a-z-]+)", re.IGNORECASE)
_NAMED = regex(
    r"`(?P<code>[^`\n]+)`|\{[\"“]?(?P<field>[\w$]+)[\"”]?\}|[\"“](?P<quoted>\w+)[\"”]"
    r"|(?<![\w-])(?P<flag>--[a-z][\w=-]*)"
)
"""What is named in code, in braces, as one quoted word, or as a flag of a command."""
_IN_TURN = regex(
    r"\b(?P<turn>first|second|third|fourth|fifth|last|next|previous)\s+(?P<of>[a-z-]{3,})", re.I
)
_QUOTED = regex(r"[\"“][^\"“”\n]*[\"”]")
_SIGNS = regex(r"\b\d[\w.]*\b|\b[A-Z]{2,}[A-Z\d_]*\b")
_ASIDE = regex(r"\s*\([^()]*\)")
_PLAIN = frozenset(
    "YOU DO DON NOT MUST SHOULD SHALL MAY CAN NEVER ALWAYS ALL ANY NO ONLY IF WE".split()
)
"""Words in capitals for stress."""
_QUANTIFIED = regex(r"\b(?:only|any|all|every|each|no|nobody)\b", re.IGNORECASE)
_LABEL = regex(r"\A\W*(?P<label>[^:.\n]{2,60})(?::\s|\s[-–—]\s)")
_BOLD_HEAD = regex(
    r"\s*(?:(?:\*\*|__)(?P<head>[^*_\n]{2,60})(?:\*\*|__)\s*(?:[-–—:]|\Z)"
    r"|(?P<line>[A-Z][^\n:.]{1,40}):[ \t]*\n)"
)
"""Bold words, or a line of its own with a colon, that say what the rest of a block is about."""
_GENERAL = regex(r"\A\W*(?:all|every|each)\b|\b(?:by\s+default|always|never)\b", re.IGNORECASE)
_EVERY = regex(r"\W*(?:every|each|all|any)\b", re.IGNORECASE)
_SEVERAL, _NEARLY = 4, 0.8
_TITLE = 2
"""Words of a title that names a kind of a thing."""
_ONE_CASE = 3
"""Words that two cases of which one says more have in common."""
_MODELS = frozenset({"assistant", "claude", "model", "agent"})
"""Whom a spec of a model's behaviour is about."""
_BARE = regex(rf"\A\W*{_MODAL}\b", re.IGNORECASE)
"""Opens with the verb: who must is said around the sentence."""
_MUST = regex(
    r"\A\W*(?:must|should|shall)\s+(?!(?:it|they|you|we|he|she|the|an?|any|this|that|these|those)\b)",
    re.IGNORECASE,
)
"""What must be so is named by the heading alone."""


class Told(Protocol):
    """A statement in its document."""

    @property
    def document(self) -> Document:
        """The document."""

    @property
    def statement(self) -> Statement:
        """The statement."""


class Sentence(NamedTuple):
    """A statement in its document, where nothing else of it is known."""

    document: Document
    statement: Statement


def apart(a: Told, b: Told) -> bool:
    """Whether two statements speak of two things, whatever words they share."""
    return two_subjects(a, b) or set_apart(a, b)


def set_apart(a: Told, b: Told) -> bool:
    """Whether the layout, or what two statements point at, shows that they are on two things."""
    return (
        other_things(a, b)
        or beside(a, b)
        or two_cases(a, b)
        or any(_REFERS.match(told.statement.text) for told in (a, b))
        or (_one_section(a, b) and _otherwise(a, b))
        or _of_two_signs(a, b)
        or _of_two_words(a, b)
        or _in_turn(a, b)
        or _two_titles(a, b)
    )


def two_subjects(a: Told, b: Told) -> bool:
    """Whether the subject of each is named by a word or sign that the other sentence lacks."""
    texts = a.statement.text, b.statement.text
    subjects = _subject(texts[0]), _subject(texts[1])
    if "" in subjects:
        return False
    if _signs(subjects[0]) - _signs(texts[1]) and _signs(subjects[1]) - _signs(texts[0]):
        return True
    heads = _head(subjects[0]), _head(subjects[1])
    if not all(heads):
        return False
    named = families(heads[0]), families(heads[1])
    if family(heads[0][-1]) == family(heads[1][-1]):
        if any(_EVERY.match(subject) for subject in subjects):
            return False  # "every factual answer" may be a spoken one
        return bool(named[0] - named[1] and named[1] - named[0])
    own = named[0] - families(content(texts[1])), named[1] - families(content(texts[0]))
    if not all(own):
        return False
    if all(is_actor(head[-1]) and head[-1] not in _MODELS for head in heads):
        # "Only the clerk may" speaks of everybody else too.
        return not any(_QUANTIFIED.search(part) for part in subjects)
    one_act = act(texts[0]) == act(texts[1])
    return one_act and not any(is_party(head[-1]) for head in heads)


def other_things(a: Told, b: Told) -> bool:
    """Whether one of two sentences that stand apart says "it" or "this" of what stands before."""
    one_block = a.document is b.document and a.statement.block_id == b.statement.block_id
    named = _one_wording(a.statement.text, b.statement.text) and any(map(_names_it, (a, b)))
    texts = [_WHY.sub("", told.statement.text) for told in (a, b)]
    back = any(map(_points_back, (a, b), texts))
    if not one_block and not named and back:
        return True
    if _one_section(a, b):
        return False
    if any(map(_ONLY_IT.match, texts)):
        return True
    pointing = [_points_at(texts[0], texts[1]), _points_at(texts[1], texts[0])]
    return all(pointing) or (any(pointing) and not _one_wording(*texts))


def _points_at(text: str, other: str) -> bool:
    """Whether a sentence says "these services" where the other one speaks of services too."""
    named = families(content(other))
    return any(
        (noun := match["noun"]) is None
        or _DOES.match(noun) is not None
        or not named.isdisjoint(families(content(noun)))
        for match in _THIS.finditer(text)
    )


def _names_it(told: Told) -> bool:
    """Whether a sentence opens with a thing that it names and points at ("these two rules")."""
    return _NAMES.match(told.statement.text) is not None


def _one_wording(first: str, second: str) -> bool:
    """Whether the shorter of two sentences has hardly a word that the other has not."""
    mine, yours = families(content(first)), families(content(second))
    shared = len(mine & yours)
    return shared >= _SEVERAL and shared >= _NEARLY * min(len(mine), len(yours))


def _one_section(a: Told, b: Told) -> bool:
    return a.document is b.document and a.statement.section_id == b.statement.section_id


def beside(a: Told, b: Told) -> bool:
    """Whether both are items that stand in parallel, or in the places of two others around them."""
    both = (a, b)
    if a.document is not b.document or a.statement.block_id == b.statement.block_id:
        return False
    one, other = (told.document.blocks[told.statement.block_id] for told in both)
    if one.section_id != other.section_id and any(_MUST.match(t.statement.text) for t in both):
        return True
    if one.section_id == other.section_id and _two_headed(a, b, one, other):
        return True
    if any(told.statement.kind is not BlockKind.ITEM for told in both):
        return False
    if one.section_id != other.section_id and all(_BARE.match(t.statement.text) for t in both):
        return True
    parents = _around(a.document, one), _around(b.document, other)
    if parents[0] is not None and parents[1] is not None and parents[0] is not parents[1]:
        return True
    if _goes_on(a.document, one, other):
        return True
    if one.stem_id == other.stem_id:
        siblings = one.depth == other.depth and one.section_id == other.section_id
        return siblings and (one.stem_id is not None or _two_labels(a, b, one, other))
    return _two_stems(a.document, one, other)


def two_cases(a: Told, b: Told) -> bool:
    """Whether both open with a case of their own ("for drafts", "for releases"; "if no A")."""
    found = _CASE.match(a.statement.text), _CASE.match(b.statement.text)
    if found[0] is None or found[1] is None:
        return False
    mine, yours = (families(content(match["case"])) for match in found if match)
    denied = {DENIES.search(match["case"]) is None for match in found if match}
    if mine & yours and len(denied) > 1:
        return True
    if all(match["lead"].casefold() in _NAMING for match in found if match):
        signs = {_signs(match["case"]) for match in found if match}
        within = len(signs) == 1 and (mine <= yours or yours <= mine)
        return mine != yours and not (within and len(mine & yours) >= _ONE_CASE)
    spoken = [_CONDITION.match(match["case"]) for match in found if match]
    of = {(_head(one["of"]) or ("",))[-1] for one in spoken if one}
    if len(of) > 1 and "" not in of and roots(of).isdisjoint(roots(mine) & roots(yours)):
        return True
    one_block = a.document is b.document and a.statement.block_id == b.statement.block_id
    return one_block and bool(mine - yours and yours - mine)


def one_party(a: Told, b: Told) -> bool:
    """Whether both sentences say what the one whom the document is about is to do."""
    main = a.document.main_agent
    if main not in _MODELS:
        return False
    acts = rf"\b{main}\s+{_MODAL}\b"
    return all(re.search(acts, told.statement.text, re.IGNORECASE) for told in (a, b))


def told_of_both(first: str, second: str) -> bool:
    """Whether each of two sentences has a word of its own."""
    mine, yours = families(content(first)), families(content(second))
    return bool(mine - yours and yours - mine)


def _points_back(told: Told, text: str) -> bool:
    """Whether the subject of a sentence is a thing named before it."""
    if not _PRONOUN.match(text) or _OWN_WHOLE.match(text) or _EMPTY_IT.match(text):
        return False
    if told.document.main_agent in _MODELS and _IT_ACTS.match(text):
        return False  # "it" may be the one whom all of the document binds
    norms = told.document.norms.get(told.statement.id, [])
    named = {norm.agent for norm in norms if norm.agent}
    if _IT.match(text):
        return named.isdisjoint(_MODELS)  # a person is no "it"
    return not any(agent in _MODELS or is_actor(agent) for agent in named)


def _two_headed(a: Told, b: Told, one: Block, other: Block) -> bool:
    """Whether each of two blocks begins with bold words of its own that name its case."""
    source = a.document.spec.text
    heads = [_BOLD_HEAD.match(source, block.span.start, block.span.end) for block in (one, other)]
    if heads[0] is None or heads[1] is None or heads[0][0] == heads[1][0]:
        return False
    return not any(_GENERAL.search(told.statement.text) for told in (a, b))


def _two_labels(a: Told, b: Told, one: Block, other: Block) -> bool:
    """Whether each of two items names its own case, and neither rule claims to hold in all."""
    labels = _label(a.document, one), _label(b.document, other)
    general = any(_GENERAL.search(told.statement.text) for told in (a, b))
    return "" not in labels and labels[0] != labels[1] and not general


def _label(document: Document, block: Block) -> str:
    found = _LABEL.match(document.spec.text[block.span.start : block.span.end])
    return block.label or (found["label"] if found else "")


def _two_stems(document: Document, one: Block, other: Block) -> bool:
    """Whether what introduces each item names a thing of its own."""
    stems = [document.statements.get(block.stem_id or "") for block in (one, other)]
    if stems[0] is None or stems[1] is None:
        return False
    first, second = families(content(stems[0].text)), families(content(stems[1].text))
    return bool(first - second and second - first)


def _around(document: Document, block: Block) -> Block | None:
    """The item in whose list another item stands."""
    before = _before(document, block)
    return next((item for item in before if item.depth < block.depth), None)


def _goes_on(document: Document, one: Block, other: Block) -> bool:
    """Whether two paragraphs of items go on about what the items' first ones name."""
    leads = [
        next((item for item in _before(document, block) if item.stem_id is not None), None)
        for block in (one, other)
        if block.stem_id is None
    ]
    if len(leads) < 2 or leads[0] is None or leads[1] is None or leads[0] is leads[1]:
        return False
    source = document.spec.text
    texts = [source[lead.span.start : lead.span.end] for lead in leads if lead]
    return told_of_both(*texts)


def _before(document: Document, block: Block) -> Iterator[Block]:
    """The items before a block in its section, the nearest first."""
    for number in range(document.block_order[block.id] - 1, -1, -1):
        before = document.spec.blocks[number]
        if before.section_id != block.section_id:
            return
        if before.kind is BlockKind.ITEM:
            yield before


def _otherwise(a: Told, b: Told) -> bool:
    """Whether one of two sentences speaks of what the other's case leaves."""
    texts = a.statement.text, b.statement.text
    return any(map(_ELSE.match, texts)) or _of_the_rest(*texts) or _of_the_rest(*texts[::-1])


def _of_the_rest(text: str, other: str) -> bool:
    """Whether a sentence is for the others of a kind that the other sentence speaks of."""
    found = _REST.search(text)
    return found is not None and family(lemma(found["kind"].casefold())) in families(content(other))


def _of_two_signs(a: Told, b: Told) -> bool:
    """Whether the sentences name two things of their own by code, flag or one quoted word."""
    mine, yours = map(_names, (a, b))
    return bool(mine - yours and yours - mine)


def _names(told: Told) -> frozenset[str | None]:
    found = _NAMED.finditer(told.document.written(told.statement))
    return frozenset(match[match.lastgroup or 0] for match in found)


def _in_turn(a: Told, b: Told) -> bool:
    """Whether the sentences speak of two turns of one thing ("in the second pass")."""
    mine, yours = (
        {match["of"].casefold(): match["turn"].casefold() for match in _IN_TURN.finditer(text)}
        for text in (a.statement.text, b.statement.text)
    )
    return any(mine[thing] != yours[thing] for thing in mine.keys() & yours.keys())


def _two_titles(a: Told, b: Told) -> bool:
    """Whether sections side by side name two kinds of one thing ("Free plans", "Paid plans").

    A sentence that names what it is about ("clients must") means it wherever it stands.
    """
    texts = a.statement.text, b.statement.text
    if any(_head(_subject(text)) and not _PERSON.match(text) for text in texts):
        return False
    one, other = (t.document.sections.get(t.statement.section_id) for t in (a, b))
    if one is None or other is None or one is other or one.parent_id != other.parent_id:
        return False
    mine, yours = sequence(one.title), sequence(other.title)
    if len(mine) != len(yours) or len(mine) < _TITLE or mine[-1] != yours[-1]:
        return False
    return all(x != y for x, y in zip(mine[:-1], yours[:-1], strict=True))


def _of_two_words(a: Told, b: Told) -> bool:
    """Whether the sentences say the same of two things in quotation marks."""
    texts = a.statement.text, b.statement.text
    if texts[0] == texts[1] or not all(_QUOTED.search(text) for text in texts):
        return False
    return _QUOTED.sub("", texts[0]) == _QUOTED.sub("", texts[1])


@lru_cache(maxsize=4096)
def parted(text: str) -> tuple[str, str]:
    """What stands before the first verb of a sentence, and the rest; empty where none does."""
    bare = " ".join(_ASIDE.sub(" ", text).split())
    found = _SUBJECT.match(bare)
    return (found["subject"], bare[found.end() :]) if found else ("", "")


def _subject(text: str) -> str:
    return parted(text)[0]


def act(text: str) -> str:
    """The family of the first content word after the subject."""
    rest = sequence(parted(text)[1])
    return family(rest[0]) if rest else ""


def _head(subject: str) -> tuple[str, ...]:
    """Content words of a noun phrase up to its head; none where it names alternatives."""
    if " or " in subject or " and " in subject:
        return ()
    return sequence(_AFTER_HEAD.sub("", subject))


def _signs(text: str) -> frozenset[str]:
    """Numbers and words in capitals."""
    return frozenset(_SIGNS.findall(text)) - _PLAIN
