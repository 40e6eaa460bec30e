"""Conditions and exceptions of a sentence, found on its words."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex

_CONNECTOR = (
    r"(?:(?:Similarly|However|But|Also|Thus|And|Conversely|Instead|Otherwise|So|Therefore|Finally|"
    r"Likewise|Moreover|Furthermore|Additionally|Note that|Even|Only|Especially|Still|Yet|"
    r"For example|For instance|In general|Generally)[, ]+)*"
)
_FRONT = regex(
    r"^\W*" + _CONNECTOR + r"(?P<clause>(?:(?P<sub>If|When|Whenever|Where|Wherever|Once|While|"
    r"Until|As long as|So long as|Insofar as|Provided|Assuming|Given that|To the extent|Unless|"
    r"Except|As soon as|Whether or not|No matter|(?:Should|Were|Had)(?=\s(?:the|an?|any\w*|some\w*|"
    r"this|that|these|those|you|it|they|we|he|she|there|one|every|each|all|"
    r"\w+s|no\w*|our|your|their|its)\b))|"
    r"(?P<prep>In|For|During|Given|Before|After|With|Without|On|Under|At|Upon|"
    r"By default|Within|Outside|Depending on|Across|Regardless of|Absent|Among|Between))\b)",
    re.IGNORECASE,
)
_NO_SCOPE = regex(
    r"^(?:for (?:example|instance|the (?:most part|purposes? of)|this reason|these reasons|that "
    r"reason|now|more|further|clarity|us|better or worse)|in (?:addition|particular|general|short|"
    r"fact|practice|theory|principle|turn|other words|this (?:document|section|spec|way|sense|"
    r"respect|regard)|our view|summary|essence|contrast|the (?:end|long run|spirit of|following|"
    r"meantime)|shaping|its|their|this|order to|all cases|most cases|conclusion|such a way)|"
    r"on the (?:other|one) hand|on balance|at (?:the same time|a minimum|present|its|least)|"
    r"with (?:that|this|these|all|respect)|given (?:this|these|our|that said)|while we|after all|"
    r"under (?:the hood|these terms|this)|across the)\b",
    re.IGNORECASE,
)
_TRAILING = regex(
    r"\b(?P<clause>(?:only |even |especially |particularly )?"
    r"(?:if|when|whenever|wherever|where|once|until|as long as|so long as|provided that|"
    r"(?<=,\s)provided(?=\s(?:the|it|they|you|we|he|she|an?|no|there|all|any|your|users)\b)|"
    r"insofar as|to the extent|in (?:such|these|those|this|some|certain|other|all other|the "
    r"latter|\w+ing?) (?:\w+ )?(?:cases?|situations?|scenarios?|contexts?|settings?|mode)|"
    r"in (?:the )?(?:absence|case|event) of|before|after|during)\b)",
    re.IGNORECASE,
)
_NOT_TRAILING = regex(
    r"\b(?:no matter|regardless of|depending on|about|at|on|of|to|from|and|or|as|than|even|for|"
    r"explain|explains|determine|determines|decide|consider|know|knows|knowing|judge|understand|"
    r"not|see|ask|asks|asking|say|says|tell|tells|cases?|examples?|places?|reasons?|"
    r"except|unless|save)\s+$",
    re.IGNORECASE,
)
_EXCEPTION = regex(
    r"\b(?:unless|except(?:ing)?(?! that is)|with the exception of|barring|subject to|other than|"
    r"(?:but|though|although|just) not (?:for|when|if|where|in|during|with)|"
    r"aside from|apart from|save (?:for|where|when|as)|"
    r"without (?:\S+ ){0,4}(?:permission|authorization|authorisation|consent|approval|agreement)|"
    r"with (?:the |\S+ ){0,3}(?:permission|consent|approval))\b",
    re.IGNORECASE,
)
_STRONG = regex(r"\b(?:must|should|shall|may|can|will|ought)\b", re.IGNORECASE)
_POINTING = r"(?:the|an?|any|all|no|every|each|its|their|our|your|this|that|these|those)"
_WORD = regex(rf"\s+(?:{_POINTING}\s+)?\S+\s+", re.IGNORECASE)
_SUBJECT = regex(
    rf"\b{_POINTING}(?:\s+(?!{_POINTING}\b)[\w'’-]+){{1,3}}\s+\Z|\S+\s+\Z",
    re.IGNORECASE,
)
"""A short subject right before its modal."""
_END = regex(r"[;:—]|\.\s|\s--+\s|\s-\s|,\s+(?:but|and|in which case|or else|so)\b|$")
_ASIDE = regex(r"\([^()]*\)")


def fronted(text: str) -> tuple[int, int] | None:
    """Return the range of a leading condition or scope, up to its comma; None without one."""
    match = _FRONT.match(text)
    if match is None:
        return None
    start = match.start("clause")
    if match["prep"] and _NO_SCOPE.match(text, start):
        return None
    if match["sub"] and re.match(r"while we\b", text[start:], re.IGNORECASE):
        return None
    end = _main_comma(text, start)
    if end is None:
        return None
    return start, end


def _main_comma(text: str, start: int) -> int | None:
    """Return the comma after which the main clause stands."""
    blank = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    commas = [
        match.start() for match in re.finditer(r",(?=\s)|\s(?:—|--+)\s|:(?=\s)", blank[start:])
    ]
    for comma in commas:
        rest = blank[start + comma + 1 :].lstrip(" ,—-")
        if _MAIN.match(rest):
            return start + comma
    return start + commas[0] if commas else None


_MAIN = regex(
    r"(?:then\s+|please\s+|always\s+|never\s+|do not\s+|don[’']t\s+)*"
    r"(?:(?:the|a|an|any|all|no|each|this|these|that|those|its|their|our|your)\s+(?:\S+\s+){0,6}?|"
    r"(?:it|they|you|we|he|she|there|claude|models?|developers?|users?|operators?|responses?|"
    r"clients?|servers?|\w+s)\s+(?:\S+\s+){0,2}?)"
    r"(?:must|should|may|can|cannot|can[’']t|shall|will|ought|is|are|do|does|has|have|need|needs|"
    r"shouldn[’']t|mustn[’']t|\w+s|\w+ed)\b",
    re.IGNORECASE,
)


def condition(text: str) -> str | None:
    """Return the words under which the sentence's norms apply, as written."""
    if (span := fronted(text)) and not _EXCEPTION.match(text[span[0] :]):
        return text[span[0] : span[1]].strip()
    if span is None and (case := _unparted(text)) and not _EXCEPTION.match(case):
        return case
    for match in _TRAILING.finditer(text):
        start = match.start("clause")
        before = text[:start]
        if not before.strip(" \"'“‘*_—-"):
            if match["clause"].lower().startswith("only"):
                return _until_modal(text, start)
            continue
        timed = match["clause"].split()[-1].lower() in {"before", "after", "during", "until"}
        if not timed and _NOT_TRAILING.search(before):
            continue
        if span and start < span[1]:
            continue
        if _in_aside(text, start):
            continue
        return _until_end(text, start)
    return _by_default(text)


def _unparted(text: str) -> str | None:
    """Return a leading case that no comma parts from its rule ("If it rains you must")."""
    opened = _FRONT.match(text)
    if opened is None or not opened["sub"] or opened.start("clause") > 0 or "," in text:
        return None
    modals = list(_STRONG.finditer(text))
    first = _WORD.match(text, opened.end())
    if first is None or not modals or modals[-1].start() < first.end():
        return None
    subject = _SUBJECT.search(text, first.end(), modals[-1].start())
    return text[opened.start("clause") : subject.start()].strip() if subject else None


def _until_modal(text: str, start: int) -> str:
    """Return a leading "only when ..." whose main clause is inverted."""
    modal = re.search(r"\s(?:must|should|may|can|shall|will|does|do|is|are)\b", text[start:])
    return text[start : start + modal.start()] if modal else _until_end(text, start)


def _by_default(text: str) -> str | None:
    match = re.search(r"\bby default\b|\b(?:in|by) the first instance\b", text, re.IGNORECASE)
    return match.group() if match else None


def exception(text: str) -> str | None:
    """Return the words that lift the sentence's norms ("unless ..."), as written."""
    match = _EXCEPTION.search(text)
    if match is None:
        return None
    span = fronted(text)
    if span and match.start() == span[0]:
        return text[span[0] : span[1]].strip()
    if not text[: match.start()].strip() and (comma := _main_comma(text, match.start())):
        return text[match.start() : comma].strip()
    return (_unparted(text) if match.start() == 0 else None) or _until_end(text, match.start())


def _in_aside(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _until_end(text: str, start: int) -> str:
    end = _END.search(text, start)
    stop = end.start() if end else len(text)
    return text[start:stop].strip().rstrip('.!?,"”) ')
