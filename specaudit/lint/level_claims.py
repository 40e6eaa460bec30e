"""What sentences say of a section's level: that it is another, or that nobody may change it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Reference, Section, Statement
from specaudit.lint.context import Document, Draft, Place, label
from specaudit.lint.facts import facts, having
from specaudit.lint.kin import families, family
from specaudit.lint.similarity import content

_KIND = (
    r"(?:section|principle|rule|default|instruction|norm|requirement|polic(?:y|ies)|standard"
    r"|preference|provision|prohibition|guideline)"
)
_AT_LEVEL = rf"(?P<level>LEVEL)(?:[-\s]level\b(?:\s+{_KIND}s?)?|\s+(?:authority|{_KIND})\b)"
_NAMES_A_RULE = frozenset("guideline recommendation requirement suggestion".split())
"""Names of levels that are words for a rule, so that a rule of the level goes by the bare name."""
_MERELY = (
    r"(?:(?:only|merely|just|simply|itself|therefore|thus|all|also|but|still)\s+)?"
    r"(?:an?\s+|the\s+)?(?:(?:mere|plain)\s+)?"
)
_ITS_KIND = rf"(?:(?:LEVEL)-level\s+{_KIND}s?|RULES)"
_THIS_ONE = r",\s+(?:this|it|these)\b"
_PUT = (
    r"(?:counts?\s+as|belongs?\s+(?:to|under|on)|falls?\s+(?:under|into|within)|(?:is|are|was|were|has\s+been)\s+"
    r"(?:placed|put|set|kept|classed|marked|filed|held|issued|meant|treated|ranked)\s+(?:at|on|under|as|to\s+be))"
)
_OF_ITSELF = (
    rf"(?:\A\W*|[;:,]\s+)(?:(?:and|but|so|since|because|as|note\s+that)\s+)?(?:this|these)\s+(?:is|are|remains?"
    rf"|counts?\s+as|ranks?\s+as)\s+{_MERELY}(?P<level>LEVEL)-level\s+{_KIND}s?\b",
    rf"\A\W*(?:being|as|(?:since|because)\s+(?:this|it)\s+is)\s+{_MERELY}(?P<level>RULES){_THIS_ONE}",
    rf"\A\W*(?:since|because)\s+(?:this|it)\s+is\s+{_MERELY}(?P<level>RULES|(?:LEVEL)(?=-level)),?\s",
    r"\A\W*(?:(?:just|much)\s+)?(?:like|as\s+with|along\s+with|in\s+common\s+with)\s+"
    rf"(?:(?:all|most|the|our)\s+other|all|any(?:\s+other)?|every(?:\s+other)?|other|each)\s+(?=(?P<level>LEVEL|RULES)){_ITS_KIND}s?{_THIS_ONE}",
    r"\A\W*(?:(?:as|being)\s+one\s+of|(?:as\s+)?one\s+among|among)\s+(?:the|our|its|all)\s+(?:\w+\s+)?"
    rf"(?=(?P<level>LEVEL|RULES)){_ITS_KIND}s?{_THIS_ONE}",
    rf"\b(?:this(?:\s+{_KIND})?|these\s+{_KIND}s|the\s+present\s+{_KIND})\s+{_PUT}\s+(?:(?:an?|the)\s+)?{_AT_LEVEL}",
    r"\bwe\s+(?:\w+\s+)?(?:keep|place|put|treat|class|regard|mark|set|hold|consider|see|rank)\s+"
    rf"this(?:\s+{_KIND})?\s+(?:(?:at|on|under|as|to\s+be)\s+)?{_MERELY}{_AT_LEVEL}",
    r"\bthe\s+(?:authority|rank|force|weight|standing|level)\s+of\s+(?:this|the\s+present)\s+"
    rf"{_KIND}\s+is\s+{_MERELY}(?:that\s+of\s+)?(?:an?\s+|the\s+)?(?P<level>LEVEL)\b",
    rf"\A\W*(?:(?:and|but|since|because)\s+)?(?:as|being)\s+an?\s+(?P<level>LEVEL)-level\s+{_KIND}\b",
    rf"\b(?:this|these|it|all\s+of\s+this|this\s+{_KIND})\s+(?:all\s+)?being\s+(?:(?:at|of|on)\s+)?"
    r"(?:(?:an?|the)\s+)?(?P<level>LEVEL)[-\s]level\b",
    r"\A\W*being\s+(?:(?:at|of|on)\s+)?(?:(?:an?|the)\s+)?(?P<level>LEVEL)[-\s]level\b[^.;:]*,\s+(?:this|it)\b",
    rf"\b(?:this|the\s+present)\s+{_KIND}\s+(?:has|carries|holds)\s+(?:only\s+)?the\s+(?:authority|rank|force"
    r"|weight|standing|level)\s+of\s+(?:an?\s+|the\s+)?(?P<level>LEVEL)\b",
    rf"\b(?:(?:this|the\s+present)\s+{_KIND}|the\s+(?:{_KIND}|point|paragraph)s?\s+above|the\s+above(?:\s+{_KIND})?)\s+"
    rf"(?:(?:also|itself|therefore)\s+)?(?:is|are|has|carries|holds|sits"
    rf"|stands|ranks|applies)\s+(?:(?:binding|fixed|set|kept|valid|mandatory|enforced|in\s+force)\s+)?"
    rf"(?:(?:of|at|on|under|with)\s+)?(?:(?:an?|the)\s+)?{_AT_LEVEL}",
)
_OF_OTHER = (
    r"\s*(?:is|has|carries|holds|sits|stands|ranks|being|as)\s+(?:(?:of|at|on|with)\s+)?"
    rf"{_MERELY}(?P<level>(?:LEVEL)(?=[-\s]level\b|\s+(?:authority|{_KIND})\b)|RULES\b)"
)
_OTHER_BEFORE = (
    r"\b(?:at|on|of)\s+(?:the\s+|an?\s+)?(?P<level>LEVEL)[-\s]level\s+(?:in|by|under|through)\s+[\[\"“(]*\Z",
    rf"\b(?:the\s+)?(?P<level>LEVEL)-level\s+(?:{_KIND}\s+)?(?:on\s+)?[\[\"“(]*\Z",
    rf"\b(?:being|as)\s+{_MERELY}(?P<level>(?:LEVEL)(?=-level\s+{_KIND},)|RULES(?=,))[^,]*,\s+[\[\"“(]*\Z",
)
_TOPICAL = (
    rf"\bthe\s+(?:{_KIND}|ban|duty|limit|restriction)s?\s+(?:(?:on|about|against|for|of|to|regarding|concerning|called|titled)"
    r"|that\s+(?:covers?|forbids?|governs?|protects?|bars?|bans?))\s+[\"“]?(?P<topic>[^,.;:\[\]\"”]{3,60}?)[\"”]?\s+"
    r"(?:is|are|counts?\s+as|remains?|ranks?\s+as|has|have|carr(?:y|ies)|holds?|sits?|stands?|belongs?)\s+"
    rf"(?:(?:of|at|on|with|to)\s+)?{_MERELY}(?P<level>(?:LEVEL)(?=[-\s]level\b|\s+authority\b)|RULES(?=\s*(?:[.,;]|\Z|(?:and|so|that|which)\b)))"
)
"""A section named by what it is about."""
_ALL_BELOW = (
    rf"\b(?:all|every|each)\s+(?:of\s+the\s+)?(?:sub)?{_KIND}s?\s+(?:under|in|below|beneath|within|of)\s+this\s+"
    r"(?:heading|chapter|part|section|title)\s+(?:is|are|has|have|carr(?:y|ies)|holds?|sits?|stands?|belongs?"
    r"|applies|apply)\s+(?:(?:set|placed|put|kept|fixed|meant|ranked)\s+)?(?:(?:of|at|on|with|to)\s+)?"
    rf"(?:(?:an?|the)\s+)?{_AT_LEVEL}"
)
"""The sections below the one that a sentence stands in, or itself."""
_CHANGE = (
    r"(?:override|overrule|change|alter|relax|waive|lift|suspend|cancel|disable|adjust|modify|loosen|narrow|widen|weaken"
    r"|soften|amend|rewrite|revise|repeal"
    r"|switch\s+off|turn\s+off|set\s+aside|opt\s+out\s+of|bypass|remove|undo)"
)
_CHANGED = (
    r"(?:overridden|overruled|changed|altered|relaxed|waived|lifted|suspended|cancell?ed|disabled"
    r"|adjusted|modified|loosened|narrowed|widened|weakened|softened|amended|rewritten|revised|(?:switched|turned)\s+off|set\s+aside|bypassed|removed|undone)"
)
_OWN = (
    rf"(?:this|it|these|them|this\s+{_KIND}|these\s+{_KIND}s)"
    r"(?=\s*(?:[.,;:)]|\Z|by\b|even\b|under\b|at\b|in\b|for\b))"
)
_CHANGE_IT = (
    rf"(?:{_CHANGE}\s+{_OWN}|(?:switch|turn|set)\s+(?:this(?:\s+{_KIND})?|it)\s+(?:off|aside))"
)
_NOT = (
    r"(?:cannot|can['’]t|can\s+(?:not|never)|may\s+(?:not|never)|must\s+(?:not|never)"
    r"|(?:is|are)\s+not\s+(?:able\s+|allowed\s+|permitted\s+)?to)"
)
_FIXED = (
    rf"(?P<who>[^.;:,]{{3,70}}?)\s+{_NOT}\s+{_CHANGE_IT}",
    r"\b(?:no|neither)\s+(?P<who>[^.;:,]{3,60}?)\s+(?:can|may|could|is\s+(?:able|allowed)\s+to)\s+"
    rf"{_CHANGE_IT}",
    rf"\b(?:this|it|this\s+{_KIND})\s+{_NOT}\s+be\s+{_CHANGED}"
    r"(?:\s+(?:by|through)\s+(?P<who>[^.;:]{3,70}))?(?=\s*(?:[.,;:)]|\Z))",
    r"\b(?:nobody|no\s+one|nothing)(?:,\s+(?:not\s+even|neither)\s+[^.;:,]{3,40},)?\s+(?:can|may)\s+"
    rf"{_CHANGE_IT}",
    rf"(?P<who>[^.;:]{{3,90}}?)\s+(?:too|as\s+well|alike),?\s+and\s+(?:none|neither|nobody)\s+of\s+them\s+"
    rf"(?:can|may)\s+{_CHANGE_IT}",
)
_NOT_OPEN = (
    rf"\b(?:this(?:\s+one)?|it|this\s+{_KIND})\s+(?:is|stays?|remains?)\s+(?:closed\s+to|off[-\s]limits\s+(?:to|for)"
    r"|out\s+of\s+(?:bounds|reach)\s+(?:to|for|of)|beyond\s+the\s+(?:reach|control)\s+of|not\s+for)\s+(?P<who>[^.;:,]{3,70})",
    rf"\bnothing\s+(?:that\s+)?(?P<who>(?:an?|the|any)\s+[^.;:,]{{3,50}}?)\s+(?:can|may|could|will)\s+{_CHANGE_IT}",
    r"\bnothing\s+(?:in|from|set\s+by|said\s+by)\s+(?P<who>(?:an?|the|any)\s+[^.;:,]{3,50}?)\s+(?:can\s+|may\s+|will\s+)?"
    rf"(?:{_CHANGE}s?|changes|lifts|waives)\s+(?:{_OWN}|what\s+is\s+said\s+here)",
    rf"\b(?:this|it|this\s+{_KIND})\s+is\s+(?:not|never)\s+(?:open\s+to\s+(?:change|revision|adjustment)|up\s+for"
    r"\s+(?:change|negotiation|discussion)|negotiable|optional|subject\s+to\s+(?:change|adjustment)|adjustable)"
    r"(?:\s+(?:by|for|to|with|through)\s+(?P<who>[^.;:,]{3,70}))?",
    r"\bno\s+(?P<who>LEVEL)s?\s+(?:can|may|is\s+able\s+to|is\s+allowed\s+to)\s+\w+\s+[^.;]{3,60}?,?\s+(?:not\s+)?"
    r"even\s+(?:by|with|on|upon|through)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:instruction|request|order|command|setting"
    r"|message|wish)s?\b",
)
_HOLDS_EVEN = (
    rf"(?<!none of )\b(?:this|it|these|this\s+{_KIND}|these\s+{_KIND}s)\s+"
    r"(?:(?:still|also|always)\s+)?"
    r"(?:holds?|applies|apply"
    r"|stands?|goes|counts?|binds?|prevails?|remains?\s+(?:binding|in\s+force))\s+(?:even\s+(?:where(?:ver)?"
    r"|when(?:ever)?|if)|against)\s+(?P<who>[^,.;:]{2,90})"
)
_STANDS = (
    r"\b(?:where(?:ver)?|when(?:ever)?|if|should)\s+(?P<who>[^,.;:]{2,90}),\s+"
    rf"(?:this|it|these|this\s+{_KIND}|these\s+{_KIND}s|this\s+guideline)\s+"
    r"(?:(?:(?:still|nevertheless|nonetheless|always)\s+)?(?:wins?|prevails?|takes?\s+precedence|governs?"
    r"|has\s+(?:priority|the\s+last\s+word))|(?:still|nevertheless|nonetheless)\s+(?:stands?|holds?"
    r"|applies|binds?))\b"
)
"""Holds where somebody else says otherwise."""
_OTHERWISE = regex(
    r"\b(?:otherwise|else|different(?:ly)?|contrary|conflicts?|disagrees?|differs?|contradicts?|asks?"
    r"|wants?|instructs?|objects?|forbids?)\b",
    re.IGNORECASE,
)
_ANYBODY = regex(
    r"\A\W*(?:an(?:y|yone|ybody|ything)\b(?:\s+(?:else|instructions?|messages?|level|party|one))?|whoever)\W*\Z",
    re.IGNORECASE,
)
_NOT_SAID = regex(
    r"\b(?:if|whether|unless|not|no|never|as\s+though|suppose)\b[^.;]*\Z", re.IGNORECASE
)
_IMPLIED = regex(
    r"\b(?:implicit|implied|implicitly|accident|inferen|alone|without|unless|except)", re.IGNORECASE
)
_CUE = regex(
    rf"\A\W*(?:being|as|like|just\s+like|since|because|among)\b[^,.;]{{0,50}}\b(?:{'|'.join(sorted(_NAMES_A_RULE))})s?\b|"
    r"level\b|authority\b|\b(?:is|are|remains?|being|as)\s+(?:\w+\s+)?an?\s+(?:mere\s+)?guideline|,\s+(?:this|it|these)\b[^,.;]{0,40}?\b(?:wins?|prevails?|tak|governs?|has|stands?"
    r"|holds?|applies|binds?)|\b(?:rank|force|weight|standing)\s+of\b|(?:\b(?:no|none|not|never|cannot|neither|nobody|nothing)|n['’]t)\b[^.;]{0,200}\b(?:overr"
    r"|chang|alter|relax|waiv|lift|suspend|cancel|disabl|adjust|modif|loosen|switch|turn|set\b|opt\b"
    r"|bypass|remov|undo|narrow|widen|weaken|soften|amend|rewr|revis|repeal|\bopen\s+to|up\s+for|negotia|optional|adjustable|subject\s+to)"
    r"|\bclosed\s+to|\boff[-\s]limits|\bbeyond\s+the|\bout\s+of|\beven\s+(?:by|with|on|upon|through|where|when|if)\b",
    re.IGNORECASE,
)
"""Stands in every sentence that says either."""


_PLACES = 2
"""Introductions of a level that a finding points at, beside its place in the order."""


def declared(document: Document, level: str) -> tuple[Place, ...]:
    """Where the order of levels names a level, and the first items that introduce it."""
    named = [b for b in document.spec.blocks if b.label and b.label.casefold() == level.casefold()]
    orders = [ranking.span for ranking in document.spec.rankings]
    ranked = [
        block
        for block in named
        if any(o.start <= block.span.start and block.span.end <= o.end for o in orders)
    ]
    others = [block for block in named if block not in ranked]
    return tuple(
        Place(document, block.span, "defined-here") for block in (*ranked[:1], *others[:_PLACES])
    )


_STEM = 5
"""Letters by which two forms of a long word are one ("privacy", "private")."""


def _about(topic: frozenset[str], title: frozenset[str]) -> bool:
    """Whether a title has every word of a topic, perhaps in another form."""
    named = families(title)
    starts = {word[:_STEM] for word in title if len(word) > _STEM}
    return all(
        family(word) in named or (len(word) > _STEM and word[:_STEM] in starts) for word in topic
    )


class LevelClaims:
    """Reads what sentences of one document say of the level of its sections."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._references: dict[str, list[Reference]] = defaultdict(list)
        for reference in document.spec.references:
            if reference.statement_id and reference.resolved in document.sections:
                self._references[reference.statement_id].append(reference)
        names = "|".join(re.escape(level) for level in document.spec.levels)
        # Without a level that is a word for a rule, nothing matches there.
        rules = "|".join(sorted(_NAMES_A_RULE.intersection(document.spec.levels))) or r"(?!)"
        self._itself, self._fixed = (
            [
                regex(form.replace("LEVEL", names).replace("RULES", rules), re.IGNORECASE)
                for form in forms
            ]
            for forms in (_OF_ITSELF, (*_FIXED, *_NOT_OPEN))
        )
        self._after = regex(
            _OF_OTHER.replace("LEVEL", names).replace("RULES", rules), re.IGNORECASE
        )
        self._before = [
            regex(form.replace("LEVEL", names).replace("RULES", rules), re.IGNORECASE)
            for form in _OTHER_BEFORE
        ]
        self._topical = regex(
            _TOPICAL.replace("LEVEL", names).replace("RULES", rules), re.IGNORECASE
        )
        self._all_below = regex(_ALL_BELOW.replace("LEVEL", names), re.IGNORECASE)
        self._levelled = [
            section
            for section in document.spec.sections
            if section.own_authority and document.rank(section.authority) is not None
        ]
        self._stands = [regex(form, re.IGNORECASE) for form in (_STANDS, _HOLDS_EVEN)]
        self._party = regex(rf"\b(?P<level>{names})s?\b", re.IGNORECASE)

    def found(self) -> Iterator[Draft]:
        """Every sentence that names a section's level wrongly or calls it fixed."""
        prose = self._document.prose
        fixed = facts(self._document, "fixed-level", self._fixed_against, prose)
        for statement in having(self._document, _CUE, "prose"):
            wrong = self._misnamed(statement)
            if wrong is not None:
                section, level = wrong
                yield Draft(
                    f"The sentence calls {label(section)} {level} level, and its heading says "
                    f'"{section.authority}".',
                    "two readers will apply two orders",
                    (
                        self._document.place(statement),
                        self._document.heading_place(section, "conflicts-with"),
                    ),
                )
            elif fixed[statement.id]:
                yield self._fixed_for(statement, fixed[statement.id])
            elif (over := self._stands_over(statement)) is not None:
                yield over

    def _fixed_for(self, statement: Statement, who: str) -> Draft:
        document = self._document
        section = document.sections[statement.section_id]
        return Draft(
            f"The sentence says that {who} cannot change what is {statement.authority} level.",
            "by the order of levels they can, whatever this sentence says",
            (
                document.place(statement),
                document.heading_place(section, "conflicts-with"),
                *declared(document, statement.authority or ""),
            ),
        )

    def _stands_over(self, statement: Statement) -> Draft | None:
        """A sentence by which its section holds where a higher level or section says otherwise."""
        document, rank = self._document, self._document.rank(statement.authority)
        found = next(filter(None, (p.search(statement.text) for p in self._stands)), None)
        if found is None or not rank or not _OTHERWISE.search(found["who"]):
            return None
        places: tuple[Place, ...] = ()
        party = self._party.search(found["who"])
        named = document.rank(party["level"].casefold()) if party else None
        against = f'the level "{party["level"].casefold()}"' if party else ""
        for reference in self._references.get(statement.id, ()):
            section = document.sections[reference.resolved or ""]
            named, against = document.rank(section.authority), label(section)
            places = (document.heading_place(section, "conflicts-with"),)
        if named is None or named >= rank:
            return None
        own = document.heading_place(document.sections[statement.section_id], "conflicts-with")
        return Draft(
            f"A {statement.authority}-level section claims to hold against {against}.",
            "by the order of levels the higher one wins, whatever this sentence says",
            (
                document.place(statement),
                *(places or (own,)),
                *declared(document, statement.authority or ""),
            ),
        )

    def _misnamed(self, statement: Statement) -> tuple[Section, str] | None:
        document = self._document
        own = document.sections.get(statement.section_id)
        if own is not None and document.rank(own.authority) is not None:
            for pattern in self._itself:
                found = pattern.search(statement.text)
                if found and found["level"].casefold() != own.authority:
                    return own, found["level"].casefold()
        for reference in self._references.get(statement.id, ()):
            section = document.sections[reference.resolved or ""]
            text, span = document.spec.text, reference.span
            before = text[statement.span.start : span.start]
            found = self._after.match(text, span.end, statement.span.end) or next(
                filter(None, (pattern.search(before) for pattern in self._before)), None
            )
            if (
                found
                and document.rank(section.authority) is not None
                and found["level"].casefold() != section.authority
            ):
                return section, found["level"].casefold()
        return self._misnamed_by_topic(statement) or self._misnamed_below(statement)

    def _misnamed_below(self, statement: Statement) -> tuple[Section, str] | None:
        """The first section below, or that of the sentence, that has another level than it says."""
        found = self._all_below.search(statement.text)
        if found is None or _NOT_SAID.search(statement.text[: found.start()]):
            return None
        level = found["level"].casefold()
        own = [one for one in self._levelled if one.id == statement.section_id]
        below = (*self._document.children.get(statement.section_id, ()), *own)
        other = (one for one in below if one in self._levelled and one.authority != level)
        return next(((one, level) for one in other), None)

    def _misnamed_by_topic(self, statement: Statement) -> tuple[Section, str] | None:
        """A section that the sentence names by its topic, with another level than it has."""
        found = self._topical.search(statement.text)
        if found is None or _NOT_SAID.search(statement.text[: found.start()]):
            return None
        level, topic = found["level"].casefold(), content(found["topic"])
        meant = [s for s in self._levelled if topic and _about(topic, content(s.title))]
        if meant and all(section.authority != level for section in meant):
            return meant[0], level
        return None

    def _fixed_against(self, statement: Statement) -> str:
        """Who a sentence says may not change its section, though by its level they may."""
        rank = self._document.rank(statement.authority)
        if not rank or not _CUE.search(statement.text):  # nobody stands above the highest level
            return ""
        for pattern in self._fixed:
            found = pattern.search(statement.text)
            if found is None or _IMPLIED.search(statement.text, found.start()):
                continue
            who = found.groupdict().get("who")
            if who is None or _ANYBODY.match(who):
                return "anybody"
            for party in self._party.finditer(who):
                named = self._document.rank(party["level"].casefold())
                if named is not None and named <= rank:
                    return f"a {party['level'].casefold()}"
        return ""
