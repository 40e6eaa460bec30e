"""Who has a say over the section a sentence stands in, or over another level, however it is put.

Two things are read word by word, and the wording between them does not count. A level does
something to the rule ("a developer who runs a clinic is free to set this aside"), a denial turning
it round; or the rule holds, or no longer holds, by what a level wants ("root rules give in when a
developer insists", "this stands whatever a user says").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.level_deeds import level_named
from specaudit.nlp.text import folded

_KIND = (
    r"(?:section|principle|rule|default|instruction|requirement|guideline|prohibition|protection|limit"
    r"|restriction|ban|safeguard|polic(?:y|ies))s?"
)
_THIS = (
    rf"(?:(?:(?:any|all|one|some|each|either)\s+of\s+)?(?:this|these)(?:\s+(?:\w+[-\s])?{_KIND})?"
    rf"(?=\W*(?:\Z|[.,;:])|\s+(?:(?:is|are|may|can|could|must|should|will|does|do|no|need|needs|still|only|also"
    r"|appl\w+|holds?|stands?|counts?|binds?|yields?|gives?|lapses?|falls?|for|by|in|on|at|off|aside|if|when"
    r"|where|with|through|unless|until|as|even|and|or|so|to|from|whenever|once|no)\b))"
    r"|an?\s+\w+\s+of\s+this\s+(?:kind|sort)|what\s+is\s+said\s+here|the\s+(?:rule|section)\s+above)"
)
"""The section that a sentence stands in."""
_UNDO = (
    r"(?:overr(?:id|ul)\w*|(?:set|put)(?:s|ting)?\b|waiv\w*|lift\w*|suspend\w*|cancel\w*|disabl\w*|switch\w*|turn\w*|relax\w*"
    r"|loosen\w*|drop\w*|bypass\w*|opt\w*\s+(?:[\w']+\s+){0,3}?out|exempt\w*|ignor\w*|disregard\w*|chang\w*|alter\w*|adjust\w*|amend\w*"
    r"|modif\w*|und(?:o|oes|oing|one)|remov\w*|revok\w*|repeal\w*|unlock\w*|skip\w*|depart\w*|deviat\w*|escap\w*|revers\w*"
    r"|displac\w*|replac\w*|supersed\w*|outrank\w*|outweigh\w*|trump\w*|void\w*|nullif\w*|weaken\w*|soften\w*|narrow\w*"
    r"|get(?:s|ting)?\s+around|do(?:es)?\s+away|tak(?:es?|ing)\s+the\s+place|abolish\w*|decid\w*|exceptions?)"
)
_BOUND = (
    r"(?:(?:bound|subject)\s+(?:by|to)"
    r"|(?:(?<=to )|(?<=must ))(?:follow|obey|respect|accept|keep\s+to|live\s+with))"
)
_TO = (
    r"(?:\s+(?:an?|the|any|all|every|what|whatever|which|of|to|from|with|about|on|over|for|here|whether|off"
    r"|aside|out|even|in|place|away|around|exceptions?|explicit|up)\b){0,4}"
)
_NO = regex(
    r"\b(?:not(?!\s+only)|never|no(?!\s+matter)|cannot|nothing|nobody|none|neither|without)\b|n['’]t\b",
    re.IGNORECASE,
)
_TRIES = regex(
    r"\b(?:ask\w*|want\w*|tr(?:y|ies|ied|ying)|attempt\w*|seek\w*|wish\w*|claim\w*|pretend\w*|tell\w*|told|request\w*|believ\w*|think\w*|hop\w*|assum\w*|expect\w*)\b",
    re.IGNORECASE,
)
_MAY = (
    r"(?:may|can|could|might|will|shall|must|has|have|is|are|be|being|been|also|always|still|then|even|now"
    r"|only)"
)
_WHO = r"[^.;:]{0,60}?"
_WILL = (
    r"(?:agree|allow|approv|ask|cho[os]|complain|consent|decid|demand|disagree|direct|forbid|insist|instruct|object|order"
    r"|permit|prefer|request|sa(?:y|id)|sp(?:eak|oke)|tell|told|want|wish|would\s+(?:like|rather)|opt|like|protest|stat|set"
    r"|writ|wrote|intend|think|believ|do(?:es)?\b|chang|adjust|overr|lift|disabl|goes\s+along|go\s+along|accept"
    r"|ha(?:s|ve)\s+(?:(?:an?|any|some|good)\s+){1,2}(?:reasons?|objections?|wish|need)\b)"
)
_A_FEW = r"(?:[\w'’-]+\s+){0,3}?"
_CONCEDED = (
    rf"(?:even\s+(?:if|when|where|though)|no\s+matter\s+(?:what|how|who|which)|whatever|regardless\s+of(?:\s+what)?|despite(?:\s+what)?"
    rf"|irrespective\s+of(?:\s+what)?|although)\s+{_A_FEW}"
)
_HOLDS = (
    r"\b(?:appl(?:y|ies)|holds?|counts?|stands?|binds?|(?:in|into)\s+force|valid|kept|keeps?\s+to|follow(?:s|ed)?"
    r"|obey(?:s|ed)?|obser\w+|remains?|stays?|prevails?|binding|final|default)\b"
)
_ENDS = (
    r"\b(?:gives?\s+(?:way|in)|yields?|laps(?:e|es|ed)|falls?\s+away|void|no\s+longer\s+\w+|ceases?|ends?\b|(?:does|do|need)\s+not\s+(?:apply|hold"
    r"|bind|count|stand|be)|goes\s+out|(?:is|are|be)\s+(?:lifted|waived|suspended|relaxed|dropped|cancell?ed|off|ignored|set\s+aside|disabled))\b"
)
_IF = r"\b(?:if|when(?:ever)?|once|as\s+soon\s+as|where(?:ver)?|should)\s+"
_UNLESS = (
    r"\b(?:unless|until|(?:only\s+)?(?:as|so)\s+far\s+as|insofar\s+as|only\s+(?:if|until|when|where|with|once)|(?:as|so)\s+long\s+as|provided(?:\s+that)?"
    r"|subject\s+to)\s+"
)
_WORD = regex(rf"\b{_UNDO}|{_HOLDS}|{_ENDS}|\b(?:bound|subject)\b", re.IGNORECASE)


def said(document: Document, *, own: bool = False) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences let have a say over another one: the winner and the loser.

    Args:
        document: The document.
        own: True for the sentences by which their own section holds against a level, False for
            all others.
    """
    reader = _Reader(document)
    known = facts(document, "level-say", reader.read, document.prose)
    for statement in document.prose:
        for high, low in known[statement.id]:
            if own is (high == reader.own(statement)):
                yield high, low, statement


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        levels = document.spec.levels
        self._ranks = {folded(level): rank for rank, level in enumerate(levels)}
        self._any = regex(rf"\b(?:{'|'.join(map(re.escape, levels)) or '(?!)'})", re.IGNORECASE)

    def read(self, statement: Statement) -> list[tuple[int, int]]:
        """The ranks that have a say in a sentence, each with the one they have it over."""
        text = statement.text
        if len(self._ranks) < 2 or not self._any.search(text) or not _WORD.search(text):
            return []
        if text.rstrip().endswith("?") or '"' in text or "“" in text:
            return []
        found = []
        own = self.own(statement)
        for higher, lower in (*self._deeds(text, own), *self._wills(text, own)):
            if higher is not None and lower is not None and higher != lower:
                found.append((higher, lower))
        return found

    def own(self, statement: Statement) -> int | None:
        """The level of the section of a sentence, or of the item of a list of levels it is in."""
        own = self._document.rank(statement.authority)
        block = self._document.blocks.get(statement.block_id)
        if own is not None or block is None or block.kind is not BlockKind.ITEM:
            return own
        labels = [
            one.label
            for one in self._document.spec.blocks
            if one.section_id == statement.section_id
            and one.label
            and one.span.start <= block.span.start
        ]
        return self._ranks.get(folded(labels[-1])) if labels else None

    def _deeds(self, text: str, own: int | None) -> Iterator[tuple[int | None, int | None]]:
        """What a level does to the section, or has done to it, or may not do."""
        for form in self._deed_forms:
            found = form.search(text)
            if found is None:
                continue
            whole = text[: found.end()]
            if _TRIES.search(found["gap"]) or _SUPPOSED.search(text[: found.start()]):
                continue
            who = self._ranks.get(folded(found["a"]))
            does = len(_NO.findall(whole)) % 2 == 0
            if found.groupdict().get("bound"):
                does = not does
            named = found.groupdict().get("b")
            other = self._ranks.get(folded(named)) if named else own
            yield (who, other) if does else (other, who)
            return

    def _wills(self, text: str, own: int | None) -> Iterator[tuple[int | None, int | None]]:
        """What holds, or does not, by what a level wants."""
        for form, conceded, ends in self._will_forms:
            found = form.search(text)
            if found is None:
                continue
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            force = (_ENDING if ends else _HOLDING).search(rest)
            if force is None or (not ends and (_NO.search(rest) or _ENDING.search(rest))):
                continue
            level = self._party.search(rest)
            if _POINTS.search(rest):
                other = own
            elif level is not None:
                other = self._ranks.get(folded(level["b"]))
            else:
                continue
            who = self._ranks.get(folded(found["a"]))
            yield (other, who) if conceded else (who, other)
            return

    @cached_property
    def _deed_forms(self) -> tuple[re.Pattern[str], ...]:
        a, b = (level_named(side, self._document.spec.levels) for side in "ab")
        return (
            regex(
                rf"{a}(?P<gap>)[^.;:]{{0,40}}?\b(?:otherwise|differently|to\s+the\s+contrary|the\s+opposite)\b"
                r"[^.;:]{0,30}?\b(?:followed|obeyed|honou?red|heeded|respected|wins?|prevails?|decides?|takes?\s+precedence"
                r"|(?P<bound>ignored|disregarded|refused|overridden|set\s+aside|overruled))\b",
                re.IGNORECASE,
            ),
            regex(
                rf"{_THIS}(?P<gap>)\s+(?:\w+\s+)?(?:(?:gives?\s+way|yields?|bows?|defers?|is\s+subject|is\s+secondary)\s+to"
                rf"|(?:does|do)\s+(?P<bound>not\s+bind))\s+{_A_FEW}{a}",
                re.IGNORECASE,
            ),
            regex(rf"{a}(?P<gap>{_WHO})\b{_UNDO}{_TO}\s+{b}", re.IGNORECASE),
            regex(
                rf"{b}(?P<gap>(?:\s+(?:{_MAY}|not|never|\w+ly))*\s+(?:is|are|be))\s+(?:\w+ly\s+)?"
                rf"(?!set\b|put\b){_UNDO}{_TO}\s+by\s+{_A_FEW}{a}",
                re.IGNORECASE,
            ),
            regex(
                rf"{a}(?P<gap>{_WHO})\b(?:{_UNDO}{_TO}|(?P<bound>{_BOUND}))\s+{_THIS}",
                re.IGNORECASE,
            ),
            regex(
                rf"{_THIS}(?P<gap>(?:\s+{_MAY}|\s+(?:not|never|to|explicitly|implicitly)){{1,5}})\s+(?:{_UNDO}|open|closed|up|optional|negotiable"
                rf"|for)\b[^.;:]{{0,40}}?\b(?:by|for|to|with|through|at|of)\s+{_A_FEW}{a}",
                re.IGNORECASE,
            ),
            regex(
                rf"\b(?:for|up\s+to|left\s+to|discretion\s+of|in\s+the\s+hands\s+of)\s+{_A_FEW}{a}(?P<gap>[^.;:]{{0,40}}?)\b(?:decide|choose|say|judge)\s+"
                rf"(?:whether|when|if|on|about|over)\s+{_THIS}",
                re.IGNORECASE,
            ),
        )

    @cached_property
    def _party(self) -> re.Pattern[str]:
        return regex(level_named("b", self._document.spec.levels), re.IGNORECASE)

    @cached_property
    def _will_forms(self) -> tuple[tuple[re.Pattern[str], bool, bool], ...]:
        wills = rf"{_A_FEW}{level_named('a', self._document.spec.levels)}\s+{_A_FEW}{_WILL}[^.;:,]*"
        return (
            (regex(rf"\b{_CONCEDED}{wills}", re.IGNORECASE), True, False),
            (regex(rf"{_UNLESS}{wills}", re.IGNORECASE), False, False),
            (regex(rf"(?<!even ){_IF}{wills}", re.IGNORECASE), False, True),
        )


_ENDING, _HOLDING = regex(_ENDS, re.IGNORECASE), regex(_HOLDS, re.IGNORECASE)
_POINTS = regex(rf"\b{_THIS}", re.IGNORECASE)
_SUPPOSED = regex(r"\b(?:if|when(?:ever)?|whether|where|how|why)\b[^,]*\Z", re.IGNORECASE)
