"""Terms in small letters that nothing sets off: "the amber state", "a tethered session".

A register, a gate or a mode that one sentence speaks of as if it were known, by a word that stands
nowhere else in the document, is a thing that the document should say something of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document

_BUILT = (
    "register protocol gate band tier mode ledger envelope zone charter council committee"
    " corridor waiver bracket roster docket tribunal"
).split()
"""What a spec sets up: a word before it says which of them."""
_ENTERED = "state queue lane procedure".split()
"""What is set up as well, where something is put into it: else every program has one."""
_HELD = "session conversation account".split()
"""What is found everywhere: only a state that it was put in makes it one of its own."""
_ENDS = (
    r"(?=\s*(?:[,.;:)]|\Z)|\s(?:is|are|was|were|must|may|should|shall|can|cannot|will|has|have|needs?"
    r"|and|or|but|first|before|after|unless|until|without|only|also|then|as|when|if|once|applies|opens?"
    r"|closes?|begins?|ends?|decides?|approves?)\b)"
)
_TERM = regex(
    r"\b(?:the|an?|every|each|any|no|in|into|under|during|through|outside|by)\s(?P<term>"
    rf"(?P<which>[a-z]{{4,}}(?:-[a-z]+)?)\s(?:{'|'.join((*_BUILT, *_ENTERED))})"
    rf"|(?P<put>[a-z-]{{3,}}ed)\s(?:{'|'.join(_HELD)})s?){_ENDS}"
)
_COLOURED = regex(
    r"(?<![\w-])(?P<term>(?!(?:red|green|black|white)\s(?:flag|list|light|card|label))"
    r"(?P<which>amber|green|gr[ea]y|blue|red|yellow|orange|purple|white|black|gold|golden|silver|bronze|shadow|mirror|ghost"
    r"|twilight|lantern)\s(?:list|mark|status|flag|zone|track|tag|grade|notice|standing|hold|lane|band|permit|seal"
    r"|stamp|tier|code|class|mode|review|channel|queue|state|phase|topic|test|rule|account|session|request"
    r"|case|event|clause|desk|letter|guest|user|answer|file|record)s?)(?![\w’'-]|\s(?:is|are)\s(?:an?|the)\b)"
)
"""A colour or a figure of speech that tells a kind of something apart."""
_INTO = regex(
    r"\b(?:in|into|to|out\s+of|enter(?:s|ed|ing)?|join(?:s|ed|ing)?|leav(?:es?|ing)|follow(?:s|ed|ing)?)\s+\Z",
    re.IGNORECASE,
)
_ITALIC = regex(
    r"\b(?:an?|any|each|every|no)\s(?P<open>\*\*|__|\*|_)(?P<term>(?P<which>[a-z]{3,}(?:-[a-z]+)?)\s[a-z]{4,})"
    r"(?P=open)(?=[,.;](?:\s|\Z)|\s(?!that|which|who|i\.e|meaning|namely|or\b)[a-z]+)"
)
"""A thing of two words that marks set off, wherever it stands."""
_OF_NO_KIND = frozenset(
    """
    above above-mentioned actual advanced aforementioned agent alternate another apparent
    assigned attached automated automatic basic below blank browser certain chat chosen city
    clear client closed combined common compatible complaint complaints complete configured
    connected consistent constant context convenient correct current dark debug default
    desired detailed developer different digital dominant dual each earlier early easy
    efficient emergency empty entire error even exact executive existing expanded expected
    failure fair far fast final first fixed following former free from full fullscreen further
    given global good grace half happy hidden high higher hosted ideal important improved
    increased independent intended interactive internet issue joint kind large last late later
    latest legal less light limited linked live local long lower main maintenance major
    managed medical mentioned middle minor mixed modern more most much need needed nested
    network next normal offline online open opening other over own paid parent partner-owned
    patient perfect permanent plain popup prior private proper proposed public quick quiet
    quite read-only ready real recent related released relevant repeated requested required
    review right safe safety same school secondary secure security separate shared short
    significant silent similar simple single sleep small solid some special specified stable
    standard steady steering strict strong student subsequent such sudden sufficient suggested
    supervisory tenant test than that their these this time too top transport true truly
    trusted unique unrelated updated upper used user valid verbose very video voice warm which
    whole whose wide with written wrong young your
    """.split()
)
"""What may stand before any of these without making it a kind that has to be explained."""
_ADJECTIVE = regex(
    r"\A(?![a-z]+-[a-z]+ing\Z).*(?:al|ic|ive|ous|able|ible|ful|less|ary|ory|est|wide|ly|ing)\Z"
)


_STEM = 6
"""Letters from which on a word is looked for in other forms too."""


def unmarked(document: Document, statement: Statement) -> Iterator[tuple[str, int, int]]:
    """Terms that nothing sets off, and where each stands in its statement."""
    for pattern in (_TERM, _ITALIC, _COLOURED):
        for match in document.search(pattern, statement):
            groups = match.groupdict()
            which = groups["which"] or groups["put"]
            if pattern is _COLOURED:
                start, end = (at - statement.span.start for at in match.span("term"))
                yield " ".join(match["term"].split()), start, end
                continue
            if which in _OF_NO_KIND or _ADJECTIVE.match(which) or not _set_up(statement, match):
                continue
            start, end = (at - statement.span.start for at in match.span("term"))
            yield " ".join(match["term"].split()), start, end


def _set_up(statement: Statement, match: re.Match[str]) -> bool:
    """Whether a thing that every program has is one that something is put into."""
    if match["term"].split()[-1] not in _ENTERED:
        return True
    before = match.string[statement.span.start : match.start()]
    return match[0].startswith("the ") and _INTO.search(before) is not None


def once(document: Document, term: str) -> bool:
    """Whether one of the two words of a term stands nowhere else."""
    which, what = term.split()
    stem = which.removesuffix("ed") if len(which) > _STEM else which
    if document.folded.count(stem) == 1:
        return True
    return what in (*_BUILT, *_ENTERED) and _said(document, what) == 1


@lru_cache(maxsize=1024)
def _said(document: Document, what: str) -> int:
    """How often a document names what is set up, in whatever number."""
    return len(re.findall(rf"\b{what}s?\b", document.folded))
