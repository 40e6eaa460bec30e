"""What both engines do alike: stems, keywords, labels, anaphora, conditions, assembly."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Force, Norm, NormType
from specaudit.nlp.clauses import condition, exception
from specaudit.nlp.deontic import ASSISTANTS, Cue, Draft
from specaudit.nlp.engine import Sentence
from specaudit.nlp.phrases import spoken
from specaudit.nlp.text import is_latin

Parsed = TypeVar("Parsed")

_SILENT = frozenset({BlockKind.HEADING, BlockKind.EXAMPLE_LABEL, BlockKind.RANKING})
"""Kinds of block that cannot state a norm."""
_LABEL = regex(r"^(?P<label>[^:.!?()]{2,60}):\s+(?=\S)")
_KEYWORD = regex(
    r"^(?:[^\w\s\"'“(]|\s|:\w+:)*"
    r"(?P<word>YOU (?:MUST|SHALL|SHOULD|MAY|CAN)(?: NOT)?|DO(?: NOT|N[’']T)?)\b[\s:*]*"
)
_FORCES = {"MUST": Force.MUST, "SHALL": Force.MUST, "SHOULD": Force.SHOULD}
_MODAL_END = regex(
    r"(?P<subject>.*?)\b(?P<modal>must|shall|should|may|can|will|"
    r"needs? to|have to|has to|ought to)(?P<rest>(?:\s+(?:also|always|generally|only|either|"
    r"therefore|then|at least|both|be|not|never))*)\s*[:—-]*\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WISH_END = regex(
    r"(?P<before>\b(?:not|never)\s+|n[’']t\s+)?\b(?:want|wants|like|expect|expects|ask|prefer)\s+"
    r"(?P<who>(?:\w+\s+){1,4}?)(?P<after>not\s+)?to\s*:\s*$",
    re.IGNORECASE,
)
_FORBIDDEN_LIST = regex(
    r"\b(?:unacceptable|prohibited|forbidden|disallowed|not (?:allowed|permitted|acceptable|"
    r"tolerated)|never|do(?:es)? not (?:allow|permit|tolerate)|don[’']t (?:allow|permit)|"
    r"may not|must not|will not)\b",
    re.IGNORECASE,
)
_EXPECTED_LIST = regex(
    r"\b(?:(?:behaviou?rs?|conduct|things) (?:that )?(?:we|is|are)? ?(?:expect|encourage|value)|"
    r"positive (?:\w+ )?environment|expected behaviou?r|acceptable behaviou?r|"
    r"(?:responsible|responsibilities) (?:for|include)|requirements|are required|is required)\b",
    re.IGNORECASE,
)
_DANGLING = regex(
    r"\b(?:in|to|of|for|from|with|by|on|about|not|never|that|which|allow|permit|include|includes|"
    r"including|are|is|as|avoid|also|only|the following(?: \w+)?)\s*[:—-]*\s*$",
    re.IGNORECASE,
)
_LAST_WORDS = 200
"""Code points at the end of a sentence that show whether it breaks off."""
_PREDICATE = regex(r"\b(?:that|which|who)\s*(?:is|are)?\s*[:—-]*\s*$", re.IGNORECASE)
_GOES_ON = regex(
    r"\W*(?:(?:However|Instead|Also|But|Similarly|Likewise|In addition|Even so|[^,]{0,60}),? )??"
    r"(?:it|they)\b",
    re.IGNORECASE,
)
"""A paragraph whose first subject is "it" goes on about whom the one before was about."""
_KEY_WORDS = regex(
    r"\b(?:key\s?words|terms|capitali[sz]ed words|verbs)\b[^.;]*\bMUST\b[^.;]*\binterpreted\b"
)
"""Says how to read the words of norms (RFC 2119, section 6), and is no norm itself."""
_NO_NAME = frozenset(
    """
    it this that he she they there here which who the a an what these those you we i as one our
    your their its such when if user users developer developers humans human people
    """.split()
)
_MENTION = regex(r"(?<![\w-])(" + "|".join(sorted(ASSISTANTS)) + r")(?![\w-])", re.IGNORECASE)


STAND_IN = "Claude"
"""A name every reader takes for the assistant's; grammar stays that of a name."""
_NOBODY = regex(r"(?!)")
_INTRODUCED = regex(
    r"\b(?P<name>[A-Z][\w-]+)(?:,| is| are| —) (?:an?|the|our|your) (?:[\w'’-]+ ){0,5}?"
    r"(?:assistant|chatbot|AI|language model|bot|AI model|AI system)\b"
)


class Given(NamedTuple):
    """What a reader knows of a sentence besides its words."""

    cue: Cue | None
    """Type, force and agent handed down by a stem or a keyword."""
    keyword: bool
    """True where the cue is a keyword of the sentence itself ("DO", "YOU SHOULD")."""
    last_agent: str | None
    """Whom "it" and "they" stand for."""


class _Prepared(NamedTuple):
    sentence: Sentence
    text: str
    """The words as written, without label and keyword."""
    keyword: Cue | None


class Reading(Generic[Parsed]):
    """Walks the sentences in order and turns what a reader drafts into norms."""

    def __init__(
        self,
        parse: Callable[[Sequence[str]], Iterable[Parsed]],
        read: Callable[[Parsed, Given], list[Draft]],
    ) -> None:
        """Take the engine's two halves: parsing texts, and drafting norms from one of them."""
        self._parse = parse
        self._read = read
        self._named = _NOBODY
        self._cues: dict[str, Cue | None] = {}
        self._conditions: dict[str, str | None] = {}

    def norms(self, sentences: Sequence[Sentence], names: Collection[str]) -> list[list[Norm]]:
        """Return the norms of each sentence, in the same order.

        Args:
            sentences: Sentences in document order, of whole sections.
            names: What `assistant_names` found in the document.
        """
        found: list[list[Norm]] = [[] for _ in sentences]
        prepared = [(at, _prepare(one)) for at, one in enumerate(sentences) if _readable(one)]
        named = _any_of(names)
        parsed = self._parse([spoken(named.sub(STAND_IN, item.text)) for _, item in prepared])
        self._named = named
        place, agent = "", None
        for (at, item), words in zip(prepared, parsed, strict=True):
            here = item.sentence.paragraph or item.sentence.id.rpartition("/")[0]
            if here != place:
                goes_on = _GOES_ON.match(item.text) and _section(here) == _section(place)
                place, agent = here, agent if goes_on else self._stem_agent(item.sentence)
            found[at], agent = self._one(item, words, agent)
        return found

    def _one(
        self, item: _Prepared, words: Parsed, agent: str | None
    ) -> tuple[list[Norm], str | None]:
        sentence = item.sentence
        inherited = self._cues.get(sentence.stem_id) if sentence.stem_id else None
        drafts = self._read(words, Given(item.keyword or inherited, bool(item.keyword), agent))
        when, lifted = (
            (condition(item.text), exception(item.text))
            if drafts or _introduces(item)
            else (None, None)
        )
        if when is None and inherited and sentence.stem_id:
            when = self._conditions.get(sentence.stem_id)
        read = self._named.sub(STAND_IN, item.text)
        self._cues[sentence.id] = _cue(read, drafts, inherited, agent)
        self._conditions[sentence.id] = when
        norms = [_norm(sentence.id, draft, when, lifted) for draft in drafts]
        return norms, _next_agent(read, drafts, agent)

    def _stem_agent(self, sentence: Sentence) -> str | None:
        cue = self._cues.get(sentence.stem_id) if sentence.stem_id else None
        return cue.agent if cue else None


def _section(paragraph: str) -> str:
    return paragraph.rpartition("/")[0]


def assistant_names(texts: Iterable[str]) -> list[str]:
    """Return the names sentences give the assistant ("Robin is our assistant"), sorted."""
    found = {match["name"] for text in texts for match in _INTRODUCED.finditer(text)}
    return sorted(name for name in found if name.lower() not in _NO_NAME | ASSISTANTS)


def _any_of(names: Collection[str]) -> re.Pattern[str]:
    return regex(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else _NOBODY


def _readable(sentence: Sentence) -> bool:
    if sentence.kind in _SILENT or not is_latin(sentence.text):
        return False
    return "nterpreted" not in sentence.text or _KEY_WORDS.search(sentence.text) is None


def _prepare(sentence: Sentence) -> _Prepared:
    text = " ".join(sentence.text.split())
    if sentence.label and text.lower().startswith(sentence.label.lower()):
        text = text[len(sentence.label) :].lstrip(" :—-–*.") or text
    else:
        text = _unlabelled(text)
    keyword = _KEYWORD.match(text)
    if keyword and keyword.end() < len(text):
        return _Prepared(sentence, text[keyword.end() :], _keyword_cue(keyword["word"]))
    return _Prepared(sentence, text, None)


def _unlabelled(text: str) -> str:
    """Drop a leading "Label:" unless the label is a clause of its own."""
    match = _LABEL.match(text)
    if match is None or len(match["label"].split()) > 6 or _KEYWORD.match(text):
        return text
    if re.search(
        r"\b(?:must|should|may|shall|can|not|never|if|when|is|are)\b", match["label"], re.I
    ):
        return text
    return text[match.end() :]


def _keyword_cue(word: str) -> Cue:
    kind = NormType.PROHIBITION if re.search(r"NOT|N[’']T", word) else NormType.OBLIGATION
    force = Force.MUST
    if word.startswith("YOU "):
        modal = word.split()[1]
        force = _FORCES.get(modal, Force.MAY)
        if force is Force.MAY:
            permits = kind is NormType.OBLIGATION
            kind = NormType.PERMISSION if permits else kind
            force = Force.MAY if permits else Force.MUST
    return Cue(kind, force, "you", word.replace("’", "'"))


def _introduces(item: _Prepared) -> bool:
    return item.text.endswith((":", "—", "-"))


def _cue(text: str, drafts: list[Draft], inherited: Cue | None, agent: str | None) -> Cue | None:
    """Return what a sentence hands to the items it introduces."""
    if not text.endswith((":", "—", "…", ",")) and not _dangles(text):
        return None
    modal = _modal_cue(text, agent) or _wish_cue(text, agent)
    if modal:
        return modal
    dangling = _dangles(text)
    if _FORBIDDEN_LIST.search(text):
        return Cue(
            NormType.PROHIBITION,
            drafts[-1].force if drafts else Force.MUST,
            drafts[-1].agent if drafts else None,
            "stem",
            drafts[-1].action if drafts else "do",
            bool(_PREDICATE.search(text)),
        )
    if drafts:
        last = drafts[-1]
        return Cue(last.type, last.force, last.agent, "stem", last.action if dangling else None)
    if _EXPECTED_LIST.search(text):
        return Cue(NormType.OBLIGATION, Force.SHOULD, None, "stem", None)
    return inherited if text.endswith(":") and len(text.split()) <= 6 else None


def _dangles(text: str) -> bool:
    """Whether a text breaks off; only its last words can tell."""
    return _DANGLING.search(text, max(0, len(text) - _LAST_WORDS)) is not None


def _modal_cue(text: str, agent: str | None) -> Cue | None:
    """Read a stem that breaks off at its modal ("The assistant must not:")."""
    match = _MODAL_END.match(text)
    if match is None:
        return None
    negated = re.search(r"\b(?:not|never)\b", match["rest"], re.IGNORECASE) is not None
    force = _FORCES.get(match["modal"].split()[0].upper(), Force.MUST)
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    if match["modal"].lower() in {"may", "can"} and not negated:
        kind, force = NormType.PERMISSION, Force.MAY
    return Cue(kind, force, _subject(match["subject"], agent), "stem")


def _wish_cue(text: str, agent: str | None) -> Cue | None:
    """Read a stem that breaks off in a wish ("We do not want the assistant to:")."""
    match = _WISH_END.search(text)
    if match is None:
        return None
    negated = bool(match["before"]) != bool(match["after"])
    kind = NormType.PROHIBITION if negated else NormType.OBLIGATION
    return Cue(kind, Force.SHOULD, _subject(match["who"], agent), "stem")


def _subject(text: str, agent: str | None) -> str | None:
    words = re.findall(r"[a-z]+", text.rpartition(",")[2].lower())
    if not words:
        return agent
    if _MENTION.search(" ".join(words[-2:])):
        return "assistant"
    return agent if words[-1] in {"it", "they"} else words[-1].removesuffix("s") or None


def _next_agent(text: str, drafts: list[Draft], agent: str | None) -> str | None:
    """Return whom the next "it" stands for."""
    named = [draft.agent for draft in drafts if draft.agent]
    if "assistant" in named:
        return "assistant"
    if _MENTION.search(text):
        return "assistant"
    return named[0] if named else agent


def _norm(statement_id: str, draft: Draft, when: str | None, lifted: str | None) -> Norm:
    return Norm(
        statement_id=statement_id,
        type=draft.type,
        force=draft.force,
        agent=draft.agent,
        action=draft.action,
        object=draft.object,
        negated=draft.negated,
        condition=when,
        exception=lifted,
        light_verb=draft.light_verb,
        trigger=draft.trigger,
    )
