"""Terms that the text calls defined, or writes like its defined ones, and defines nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.coined import coined
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.facts import having
from specaudit.lint.named import names
from specaudit.lint.params import alternatives, number
from specaudit.lint.proper import NAME, full_of_names, is_name, is_said, known_to_all
from specaudit.lint.similarity import content
from specaudit.nlp.text import lemma

_WHY = "the rule's reach depends on a meaning nobody can look up"
_MARKED = regex(
    r"\*\*(?P<bold>[^*\n]{2,60})\*\*|__(?P<line>[^_\n]{2,60})__"
    r"|(?<![*\w])\*(?P<star>[^*\n]{2,60})\*(?![*\w])|(?<![_\w])_(?P<low>[^_\n]{2,60})_(?![_\w])"
    r"|“(?P<curly>[^”\n]{2,60})”|(?<![\w\"])\"(?P<quote>[^\"\n]{2,60})\"(?![\w\"])"
)
"""Bold, italics and quotation marks: how a text sets off the word it speaks of."""
_HELPERS = frozenset(
    "as is are was were be been being has have had which that we it its this these those they "
    "them also already formally otherwise further terms term words word concepts following "
    "and or not so all both each one ones".split()
)
_SET_OUT = frozenset(
    "limit rule step field value code requirement condition criterion criteria process procedure "
    "parameter member method behavior behaviour format instruction schema role structure type "
    "property option permission scope exception error order interface principle mapping syntax "
    "map mechanism grammar algorithm library verb operation header attribute".split()
)
"""What a text defines by laying it down; there is no meaning to look up."""
_CUE_WORDS = (
    *("efin", "called", "is used", "sense of", "lossary", "meaning", "described", "introduced"),
    *("explained", "mentioned"),
)
_NAMED = regex(
    r"(?:[a-z,;]|\bThe|\bAny)\s(?P<term>[A-Z][a-z]+(?:[\s-](?:[A-Z][a-z]+|[A-Z]|\d+)){1,3})[\s,(]*\Z"
)
"""A capitalised name right before the cue."""
_STRESSED = regex(r"\b(?:would|could|should|must|may|might|can|will|do|does|not|to)\s\Z", re.I)
"""Before a verb, which is set off only for stress."""
_SELF = regex(r"\s*(?:as|to\s+(?:be|mean)|[:—–])(?!\w)", re.IGNORECASE)
"""After the cue: what follows is the definition itself."""
_GLOSS = regex(
    r"[\s*_\"”]*(?:\(|[:—–]|,?\s*(?:that\s+is|i\.e\.|meaning|which|namely|or|including|such\s+as)\b)"
)
_SAID_AT_ONCE = regex(
    r"[*_\"”]*(?:,[*_\"”]*)?\s+(?:that\s+is,|i\.e\.|meaning\b|namely\b|in\s+other\s+words\b)"
)
"""What a term means follows on it."""
_INTRODUCES = (
    r"(?<!\w){term}(?:e?s)?[\"”*_`]*"
    r"(?:\s*[:—–(]|\s+(?:is|are|means?|refers?|denotes?|consists?|includes?|comprises?|covers?)\b)"
)
_NAMES = r"\b(?:called|known\s+as|termed|named|defines?|define\s+an?)\s+(?:an?\s+|the\s+)?{term}"
_ARTICLE = regex(r"\b(?:an?|any|each|every|the)\s\Z", re.IGNORECASE)
_TITLED = regex(
    r"(?:Polic(?:y|ies)|Terms|Agreement|Amendment|Program|Guidelines?|Statement|Code|Act|Plan|Team"
    r"|Service|License|Notice|Board|Committee|Section)\Z"
)
"""Last words of the names of documents, bodies and products."""
_ODD = 2
"""Names in capitals that a document may leave undefined by oversight."""
_NO_MORE_THAN = 5
"""Words; a longer marked passage is no term."""
_SET_TERM = regex(
    r"(?<=[\w,;]\s)(?P<open>\*\*|__)(?P<term>[A-Z][\w-]*(?:\s+[\w-]+){1,3})(?P=open)(?!\w)"
)
_COINED = regex(
    r"(?:\A|[.;:]\s|\b(?:from|by|to|for|with|of|in|if|unless|when|every|any|each)\s)"
    r"(?:(?:an?|any|each|every|no|all)\s)?[“\"](?P<term>[A-Za-z][\w-]+(?:\s[\w-]+){1,2})[”\"]\s"
    r"(?=(?:must|may|should|shall|can|cannot|will|needs?|requires?|skips?|counts?)\s)",
    re.IGNORECASE,
)
"""A quoted phrase as the subject of a rule, with at most an indefinite article."""
_INTRODUCED_HERE = regex(
    r"\W*(?:(?:An?|The)\s+)?(?:[\"“*_`]TERM[\"”*_`]+\s+(?:is|are|means?|refers?\s+to|denotes?"
    r"|sets?\s+(?:out|forth)|describes?|contains?|consists?)\s"
    r"|TERM\s+(?:is|are)\s+(?:an?|the)\s)"
)
"""The sentence is about the term, and says what it is."""
_SET_FORTH = regex(
    r"\W*(?:(?:An?|The)\s+)?[\"“*_`]+TERM[\"”*_`]+\s+(?:means?|refers?\s+to|denotes?|sets?\s+(?:out|forth)"
    r"|describes?|contains?|consists?)\s"
)
_IN_SERIES = regex(
    r"(?:\*\*|__)(?:,|,?\s+and|,?\s+or)\s+(?:\*\*|__)\Z|(?::\s+|\((?:or|also|aka)\s+)(?:\*\*|__)\Z"
)
"""Before one of several that are told of together."""
_CHOICE = regex(r"\s(?:or|and)\s")
_POINTING = frozenset(
    "click press select choose tab button menu see read called named say write type open".split()
)


class _Known(NamedTuple):
    """What a document defines, by key, and the words of its headings and anchors."""

    keys: frozenset[str]
    headings: tuple[frozenset[str], ...]


def undefined_term(context: Context, params: Params) -> Iterator[Draft]:
    """A term the text says is defined, or writes like its defined ones, without a definition."""
    cue = _cue(alternatives(params, "documents"))
    least = int(number(params, "least_defined"))
    for document in context.documents:
        known = _known(document)
        claimed: set[str] = set()
        for statement in document.binding:
            # The plain search first: few sentences speak of definitions.
            if not any(word in statement.text for word in _CUE_WORDS):
                continue
            for match in cue.finditer(statement.text):
                if _linked_away(document, statement, match):
                    continue
                term, whole = _term(document, statement, match)
                if term and not _is_known(document, statement, term, known, whole):
                    yield Draft(
                        f'"{term}" is said to be {_said(match)}, and no definition of it is found.',
                        _WHY,
                        (document.place(statement),),
                    )
                    claimed.add(statement.id)
                    break
        yield from _once(
            _habit(document, _capitalised(document, known.keys, least)),
            _set_off(document, known),
            _coined(document, known),
            _habit(document, _named(document, known, claimed)),
        )


def key(term: str) -> str:
    """The content lemmas of a term in one order, by which terms are compared."""
    return " ".join(sorted(content(term))) or term.casefold()


def _cue(documents: str) -> re.Pattern[str]:
    """How a text says that a word is defined in it.

    Args:
        documents: Names of the document and its parts, as alternatives of a pattern.
    """
    near = r"(?:above|below|earlier|later|herein|here|elsewhere|previously|before(?!\s+\w))\b"
    within = (
        r"(?:in|by|under|within|at)\s+(?:(?:this|these|the\s+present)\s+(?:[\w-]+\s+)?"
        + documents
        + r"|(?:the|our|its)\s+(?:glossary|definitions?|terminology|list\s+of\s+terms)"
        r"|the\s+(?:preceding|previous|next|last)\s+(?:section|chapter|part|paragraph)"
        r"|(?:section|chapter|part|article|appendix|annex)\s+(?:\d[\d.]*|[A-Z])(?!\s+of\b))\b"
    )
    where = rf"(?:{near}|{within})"
    someone = r"(?:we|this\s+[\w-]+|these\s+[\w-]+|they|it)"
    return regex(
        r"(?<!\bnot )(?<!\botherwise )\b(?:"
        rf"defined\s+(?:(?:it|them|this|that)\s+)?{where}"
        rf"|as\s+{someone}\s+(?:have\s+|has\s+)?(?:already\s+)?defin(?:ed?|es)"
        r"(?:\s+(?:it|them|that|the\s+term))?(?=\s*[,.;)]|\Z)"
        rf"|in\s+the\s+(?:sense|meaning)\s+(?:defined|given|set\s+out|laid\s+down)\s+{where}"
        rf"|(?:has|have|had|with|takes?)\s+the\s+meanings?\s+(?:(?:defined|given|set\s+out|assigned)\s+)"
        rf"(?:to\s+(?:it|them)\s+)?{where}"
        r"|in\s+the\s+defined\s+sense"
        r"|in\s+the\s+(?:sense|meaning)\s+of\s+(?:section|chapter|part|article|appendix|annex)\s+"
        r"(?:\d[\d.]*|[A-Z])(?!\s+of\b)\b"
        r"|(?P<first>\b(?:previously|earlier|above|already|afore)[\s-]?defined\s+"
        r"|\bwhat\s+we\s+(?:have\s+(?:earlier\s+|above\s+)?called|called\s+(?:above|earlier))\s+"
        r"|\bas\s+(?:the|that)\s+term\s+is\s+used\s+(?:here|in\s+this\s+[\w-]+),\s+(?=[“\"]))"
        rf"|(?P<told>(?:described|introduced|explained|mentioned|discussed)\s+{where})"
        r"|(?:see|cf\.?|per|as\s+per|according\s+to)\s+(?:also\s+)?(?:(?:the|our)\s+)?"
        r"(?:glossary|definitions?)\b"
        rf"|the\s+definitions?\s+(?:given\s+)?{near}"
        r")",
        re.IGNORECASE,
    )


def _known(document: Document) -> _Known:
    sections = document.spec.sections
    keys = {key(definition.term) for definition in document.spec.definitions}
    keys.update(key(section.title) for section in sections)
    headings = {content(section.title) for section in sections}
    headings |= {content(section.id.replace("_", " ").replace("-", " ")) for section in sections}
    return _Known(frozenset(keys), tuple(headings))


def _linked_away(document: Document, statement: Statement, cue: re.Match[str]) -> bool:
    """Whether the words that say where a term is defined are a link to another document."""
    raw = document.written(statement)
    where = cue[0].split()[-2:]
    link = r"\[[^\]]*" + r"\s+".join(map(re.escape, where)) + r"[^\]]*\]\(\w+://"
    return "://" in raw and re.search(link, raw) is not None


def _term(document: Document, statement: Statement, cue: re.Match[str]) -> tuple[str, bool]:
    """The term that a cue is about, and whether the text sets it off.

    It is the last one set off before the cue, else the words right before it.
    """
    if _SELF.match(statement.text, cue.end()):
        return "", False
    before = statement.text[: cue.start()]
    marked = [words for words in _marked(document, statement) if words in before]
    marked = [words for words in marked if not _STRESSED.search(before[: before.rfind(words)])]
    if marked and not cue["first"]:
        return marked[-1], True
    if cue["told"]:
        # What is described need not be a term; a capitalised name that stands nowhere else is.
        named = _NAMED.search(before)
        if named is None or document.folded.count(named["term"].casefold()) > 1:
            return "", False
        return named["term"], True
    if re.search(r"\band\W*\Z", before):
        return "", False  # "is common and defined below" says two things of its subject
    if cue["first"]:
        after = statement.text[cue.end() :]
        found = re.match(r"\W*[\w-]+(?:\s[\w-]+)?", after)
        laid_down = found is None or lemma(found[0].split()[-1].casefold()) in _SET_OUT
        return ("", False) if laid_down or not found else (found[0].strip(' "“'), True)
    words = _words_before(before)
    if cue[0].startswith("defined") and not any(map(str.istitle, words[-2:])):
        aside = before.rstrip().endswith(",") and len(words) > 1
        if not aside and not re.search(r"\bas\W+\Z", before):
            return "", False  # "the steps defined here" are laid out and not given a meaning
    generic = not words or lemma(words[-1].casefold()) in _SET_OUT
    if generic and (len(words) < 2 or not re.search(r"\bas\W+\Z", before)):
        return "", False
    return " ".join(words[-3:]), False


def _words_before(text: str) -> list[str]:
    """The last noun phrase of a text, without its determiner."""
    words: list[str] = []
    for token in reversed(text.split()):
        bare = token.strip("()[]\"“”'’*_,;:.")
        helper = bare.casefold() in _HELPERS or not content(bare)
        # Helpers stand between the term and the cue; the next one begins the term.
        if words and (helper or token[-1] in ",;:.)"):
            break
        if not helper:
            words.insert(0, bare)
    # "selected as defined below" tells how, not what.
    return [] if words and words[-1].endswith("ed") else words


def _said(cue: re.Match[str]) -> str:
    return "described" if cue["told"] else "defined"


def _marked(document: Document, statement: Statement) -> list[str]:
    """What a statement sets off, in order, where it is short enough for a term."""
    raw = document.written(statement)
    found = (" ".join(_inside(match).split()).strip(" ,.;:") for match in _MARKED.finditer(raw))
    return [words for words in found if 0 < len(words.split()) <= _NO_MORE_THAN]


def _inside(marked: re.Match[str]) -> str:
    return str(next(group for group in marked.groups() if group is not None))


def _is_known(
    document: Document, statement: Statement, term: str, known: _Known, whole: bool
) -> bool:
    """Whether a term is defined, heads a section or is introduced elsewhere.

    Args:
        document: The document.
        statement: The statement that uses the term.
        term: The term; where it is not set off, words before the true term may be in it.
        known: What the document defines.
        whole: The term begins where it is said to begin.
    """
    tokens = term.split()
    tails = [" ".join(tokens[start:]) for start in range(1 if whole else len(tokens))]
    return any(
        key(tail) in known.keys
        or (
            (tail == term or len(content(tail)) > 1)
            and (
                any(content(tail) <= heading for heading in known.headings)
                or _introduced(document, statement, tail)
            )
        )
        for tail in tails
    )


def _introduced(document: Document, statement: Statement, term: str) -> bool:
    """Whether another sentence sets the term off or says what it is."""
    words = r"\s+".join(re.escape(word) for word in term.casefold().removesuffix("s").split())
    text = document.folded
    start, end = statement.span.start, statement.span.end
    other = text[:start] + "\n" + text[end:]
    patterns = (
        rf"[*_\"“`\[]{words}(?:e?s)?[,.]?[*_\"”`\]]|(?m:^#+\s+{words}s?\s*$)",
        _INTRODUCES.replace("{term}", words),
        _NAMES.replace("{term}", words),
    )
    return any(re.search(pattern, other) for pattern in patterns)


def _capitalised(document: Document, known: frozenset[str], least: int) -> Iterator[Draft]:
    """Legal style: where defined terms are capitalised in use, so is what ought to be defined."""
    text = " ".join(statement.text for statement in document.binding)
    styled = {
        definition.term
        for definition in document.spec.definitions
        if definition.term[:1].isupper() and _in_mid_sentence(definition.term, text)
    }
    if len(styled) < least:
        return
    first: dict[str, re.Match[str]] = {}
    counts: Counter[str] = Counter()
    spelled: set[str] = set()
    for statement in document.binding:
        for match in document.search(NAME, statement):
            if is_name(document, statement, Span(*match.span())):
                spelled.add(match[0])
            counts[match[0]] += 1
            first.setdefault(match[0], match)
    folded = text.casefold()
    for term, match in first.items():
        if term in spelled or key(term) in known or _parts_known(term, known):
            continue
        if counts[term] < 2 and not _common_words(document, match, text):
            continue
        if any(f"{a}{term}{b}" in document.spec.text for a in '"“' for b in '"”'):
            continue  # defined in passing
        if counts[term] > 1 and folded.count(term.casefold()) == text.count(term):
            continue  # always capitalised: a proper name, not a term written in two ways
        yield Draft(
            f'"{term}" is written like a defined term, and no definition of it is found.',
            _WHY,
            (Place(document, Span(*match.span())),),
        )


def _in_mid_sentence(term: str, text: str) -> bool:
    """Whether a term follows a word in small letters somewhere."""
    after = re.escape(f" {term}")
    return regex(rf"{after}(?<=[a-z]{after})").search(text) is not None


def _common_words(document: Document, term: re.Match[str], text: str) -> bool:
    """Whether an article stands before a term of words that are no names, in no link."""
    source = document.spec.text
    if not _ARTICLE.search(source, max(0, term.start() - 8), term.start()):
        return False
    if source[term.end() : term.end() + 1] == "]" or _TITLED.search(term[0]):
        return False
    return all(re.search(rf"(?<![\w-]){word.casefold()}", text) for word in term[0].split())


def _parts_known(term: str, known: frozenset[str]) -> bool:
    return all(key(word) in known for word in term.split())


def _set_off(document: Document, known: _Known) -> Iterator[Draft]:
    """A capitalised term in bold inside a sentence, where the document has definitions."""
    if not document.spec.definitions or not (
        "**" in document.spec.text or "__" in document.spec.text
    ):
        return
    for statement in having(document, _SET_TERM, written=True):
        for match in document.search(_SET_TERM, statement):
            term = " ".join(match["term"].split())
            lead = document.spec.text[max(0, match.start("term") - 30) : match.start("term")]
            if (
                term.isupper()
                or _CHOICE.search(term)
                or not _POINTING.isdisjoint(lead.casefold().split())
            ):
                continue
            if (
                _IN_SERIES.search(lead)
                or _GLOSS.match(document.spec.text, match.end())
                or _parts_known(term, known.keys)
            ):
                continue
            if not _is_known(document, statement, term, known, True):
                yield Draft(
                    f'"{term}" is set like a defined term, and no definition of it is found.',
                    _WHY,
                    (Place(document, Span(*match.span("term"))),),
                )


def _coined(document: Document, known: _Known) -> Iterator[Draft]:
    """A quoted or bold phrase that a rule is about, which stands nowhere else in the document."""
    text = document.folded
    for statement in having(document, _COINED):
        for match in _COINED.finditer(statement.text):
            term = match["term"]
            if any(map(str.isdigit, term.split())):
                continue  # "page 2"
            if text.count(term.casefold()) > 1 or _is_known(document, statement, term, known, True):
                continue
            yield Draft(
                f'"{term}" is quoted like a defined term, and no definition of it is found.',
                _WHY,
                (document.place(statement),),
            )


def _once(*found: Iterator[Draft]) -> Iterator[Draft]:
    """Each passage once, in whatever way its term was found."""
    told: list[Span] = []
    for draft in chain(*found):
        span = draft.places[0].span
        if not any(span.start < other.end and other.start < span.end for other in told):
            told.append(span)
            yield draft


def _named(document: Document, known: _Known, claimed: set[str]) -> Iterator[Draft]:
    """The name of a role, a body or a kind that the document hardly speaks of again."""
    told: set[str] = set()
    for term, statement, span in chain(names(document), coined(document)):
        if term in told or _in_quoted_title(document, statement, span):
            continue
        if _told_here(document, statement, term) or _SAID_AT_ONCE.match(
            document.spec.text, span.end
        ):
            continue
        quoted = any(found["term"] == term for found in _COINED.finditer(statement.text))
        if statement.id in claimed or quoted:
            continue  # reported already
        if is_name(document, statement, span) or is_said(document, statement, span):
            continue
        if not _is_known(document, statement, term, known, True):
            told.add(term)
            yield Draft(
                f'"{term}" is used like a defined term, and no definition of it is found.',
                _WHY,
                (Place(document, span),),
                severity=Severity.NOTE if known_to_all(document, statement, span) else None,
            )


def _told_here(document: Document, statement: Statement, term: str) -> bool:
    """Whether a sentence, or the section it stands in, is about a term and says what it is."""
    written = document.written(statement).replace(term, "TERM", 1)
    if _INTRODUCED_HERE.match(statement.text.replace(term, "TERM", 1)) or _SET_FORTH.match(written):
        return True
    return _heads(document, statement, term)


def _heads(document: Document, statement: Statement, term: str) -> bool:
    """Whether the section that a sentence stands in is about the kind of thing a term names."""
    title = content(document.sections[statement.section_id].title)
    return len(title) > 1 and title <= content(term)


def _bare_name(document: Document, span: Span) -> bool:
    """Whether words stand in capitals, and nothing else sets them off."""
    source = document.spec.text
    return source[span.start].isupper() and source[: span.start][-1:] not in '*_"“'


def _habit(document: Document, found: Iterator[Draft]) -> Iterator[Draft]:
    """Names in capitals as notes where they are the document's way of naming bodies."""
    drafts = [(draft, _bare_name(document, draft.places[0].span)) for draft in found]
    names_ = sum(bare for _, bare in drafts)
    many = names_ > _ODD or (names_ > 0 and full_of_names(document))
    for draft, bare in drafts:
        yield replace(draft, severity=Severity.NOTE) if many and bare else draft


def _in_quoted_title(document: Document, statement: Statement, span: Span) -> bool:
    """Whether a name is a part of something longer in quotation marks, such as a title."""
    source = document.spec.text
    before = source[statement.span.start : span.start]
    if before.count('"') % 2:
        return not before.endswith('"') or not source.startswith('"', span.end)
    opened = before.rfind("“")
    return opened > before.rfind("”") and not before.endswith("“")
