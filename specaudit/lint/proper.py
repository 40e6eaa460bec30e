"""Names of the world and manners of speaking, which look like terms and need no definition.

A document about an organisation names bodies, programs and products with capitals all over; there a
capitalised name is a name, unless the document defines its terms. Quotation marks also set off what
things are commonly called, and bold or italic words at the head of an item are its label.
"""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Span, Statement
from specaudit.lint.context import Document
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma

NAME = regex(r"(?<=[a-z,;] )(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)+(?![\w-])")
"""Words in capitals in the middle of a sentence."""
_WORDS_A_NAME = 250
"""Words to a name below which a document is full of names."""
_FEW_NAMES = 5
_LEGAL = 3
"""Definitions from which on capitals mark defined terms."""
_LONGER_NAME = regex(
    r"(?<!\A)[a-z,()]\s\(?[A-Z][\w-]+\s+(?:of|for|to|and|in|on|with)\s+(?:the\s+)?\Z"
    r"|\A\W*[A-Z][a-z]+\s+(?:of|for)\s\Z"
)
"""A capitalised word before the name, joined to it: the name is longer."""
_SPELLED = regex(r"\s*\((?:[A-Z]{2,}|the\s|[“\"])")
_ON_SCREEN = regex(r"\b(?:click|clicks|press|tap|icon|tab|menu|button|dialog|dropdown)\b", re.I)
"""Words of a sentence about what a screen shows under its own names."""
_TOLD_OF = regex(
    r"[\"”*_]*(?:\s+(?:and|or)\s+[\"“*_][^\"”*_\n]{2,40}[\"”*_]+)?\s+(?:(?P<title>(?:section|page|chapter|document|file|guide"
    r"|template|tab|field|label|heading|column|date|option|setting|attribute|header)s?|(?:[a-z]+\s+)?\((?:as\s+)?(?:defined|described|see))\b"
    r"|(?:that|which|whereby)\b)"
)
"""The name is a title, or what it means is told next."""
_COMMAND = frozenset(
    "add apply browse close create delete edit enable export get go how import log make manage not "
    "open reset save send set share sign start submit upload what when where why".split()
)
"""First words of labels, which are commands or questions and no names."""
_SEATED = frozenset(
    "advisory executive governance governing leadership management moderation oversight security "
    "standing steering technical working".split()
)
_BODY = frozenset("board committee council group panel team".split())
_MACHINES = frozenset(
    "client console controller directory editor engine gateway host hub manager portal proxy "
    "registry router runner server studio tracker".split()
)
"""What is named without an article where it is a product."""
_OFTEN = 5
_BARE = regex(r"\b(?:by|in|to|under|with|of|from|for|on|at|within|into|and|or)\s\Z", re.IGNORECASE)
_NUMBER = regex(r"\s\d")
_CAPITAL = regex(r"(?P<word>[A-Z][A-Za-z]*)(?:[’']s)?\s\Z")
_TITLE_OF = regex(
    r"`[’']s\s\Z|\bunder\s+[\"“]\Z|\byou\s+are\s+(?:an?|the)\s+[*_]*\Z", re.IGNORECASE
)
"""Before the name of a part of a file, of a heading, or of the part somebody is to play."""
_FUNCTION = frozenset(
    "a an the any each every all no only in on at to for from by with of under within into after "
    "before during and or but if when where unless once this that these those some most such new "
    "other both either must shall should may can not do never always use".split()
)
_ONE = regex(r"\ban?\s+[\"“*_]*\Z", re.IGNORECASE)
_MORE = regex(r"\s(?:(?:at|of|and|for|in)\s)?[A-Z][A-Za-z]")
"""The name goes on."""
_LOWER = regex(r"[a-z]")
_GOES_ON = regex(
    r"[\"”]\s+(?!(?:is|are|was|were|be|must|may|should|shall|can|cannot|will|needs?|has|have|does|do"
    r"|in|on|at|to|by|or|and|but|if|when|unless|that|which|who|as|under|of|from|counts?|applies"
    r"|apply|gets?|means?|requires?|follows?|stands?)\b)(?P<next>[a-z]+)"
)
"""A noun after the quotation marks: they hold what that is called."""
_OBJECT = regex(
    r"\b(?:(?:make|makes|made|as|be|being|called|or)\s+(?:an?\s+)?"
    r"|(?:is|are|was|were|considered|deemed|called|termed)\s+(?:an?|the)\s+)[\"“]\Z"
)
"""Words before what a thing is called."""
_MARKS = '*_"“'
_ENDS = ' .:;,*_"“”'


def full_of_names(document: Document) -> bool:
    """Whether a document names things with capitals all over, and defines hardly a term."""
    if len(document.spec.definitions) >= _LEGAL:
        return False
    text = " ".join(statement.text for statement in document.binding)
    found = set(NAME.findall(text))
    return len(found) >= _FEW_NAMES and len(found) * _WORDS_A_NAME >= len(text.split())


def is_name(document: Document, statement: Statement, span: Span) -> bool:
    """Whether words in capitals are a part of a longer name, or spelled out right there."""
    source = document.spec.text
    before = source[statement.span.start : span.start]
    if _NUMBER.match(source, span.end) or _leads_on(before) or _TITLE_OF.search(before):
        return True
    if statement.text.strip(_ENDS).removesuffix("s") == source[span.start : span.end].rstrip("s"):
        return True  # an entry of a list or table
    told = _TOLD_OF.match(source, span.end)
    if told and (told["title"] or _ONE.search(before)):
        return True
    if _abbreviated(source, span) or _MORE.match(source, span.end):
        return True
    if _SPELLED.match(source, span.end) or _ON_SCREEN.search(statement.text):
        return True
    return _LONGER_NAME.search(before) is not None


def known_to_all(document: Document, statement: Statement, span: Span) -> bool:
    """Whether a name is a label, a body such as most organisations have, or a product."""
    source = document.spec.text
    before = source[statement.span.start : span.start]
    words = source[span.start : span.end].casefold().split()
    if words[0] in _COMMAND:
        return True
    head = words[-1]
    if _of_a_product(document, words[0]):
        return True
    seated = len(words) > 1 and words[-2] in _SEATED
    if head in _BODY and (seated or _owned(source, span)):
        return True
    return head in _MACHINES and _BARE.search(before) is not None


def _of_a_product(document: Document, word: str) -> bool:
    """Whether a word is a proper name that the document has all over, always with a capital."""
    source, name = document.spec.text, word.capitalize()
    often = sum(1 for _ in regex(rf"(?<=[a-z,] ){re.escape(name)}\b").finditer(source))
    return (
        often >= _OFTEN and re.search(rf"(?<![\w/.-]){re.escape(word)}(?![\w/.-])", source) is None
    )


def _owned(source: str, span: Span) -> bool:
    """Whether the words before the last one are a name that stands elsewhere too."""
    owner = source[span.start : span.end].rpartition(" ")[0]
    least = 2
    return len(owner.split()) >= least and source.count(owner) > 1


def _leads_on(before: str) -> bool:
    """Whether another word in capitals stands right before a name."""
    found = _CAPITAL.search(before)
    return found is not None and found["word"].casefold() not in _FUNCTION


def _abbreviated(source: str, span: Span) -> bool:
    """Whether the document uses the initials of a name of three words or more."""
    words = source[span.start : span.end].split()
    initials = "".join(word[0] for word in words)
    least = 3
    return len(words) >= least and re.search(rf"\b{re.escape(initials)}\b", source) is not None


def is_said(document: Document, statement: Statement, span: Span) -> bool:
    """Whether words in small letters are set off as a label or as what things are called."""
    source = document.spec.text
    term = source[span.start : span.end]
    if not _LOWER.match(term.split()[-1]):
        return _opens_item(document, statement, span)
    before, after = source[: span.start][-24:], source[span.end : span.end + 40]
    quoted = before[-1:] in ('"', "“")
    noun = _GOES_ON.match(after)
    if quoted and (_OBJECT.search(before) or (noun and not _is_verb(noun["next"]))):
        return True
    return not quoted and _opens_item(document, statement, span)


def _is_verb(word: str) -> bool:
    return word.endswith("s") and lemma(word) in VERBS


def _opens_item(document: Document, statement: Statement, span: Span) -> bool:
    """Whether marked words stand at the head of a list item."""
    if statement.kind is not BlockKind.ITEM:
        return False
    before = document.spec.text[statement.span.start : span.start]
    return (
        before[-1:] in tuple(_MARKS)
        and re.fullmatch(r"(?:the\s+)?[*_\"“]*", before, re.I) is not None
    )
