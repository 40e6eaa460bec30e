"""Authority levels: norms outside them, sentences and sections that rank against them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Force, NormType, Section, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.facts import facts, having
from specaudit.lint.level_claims import LevelClaims, declared
from specaudit.lint.params import alternatives, number, words
from specaudit.lint.unlevelled import UnlevelledRules

_OVER = regex(r"\\s\+(over|against|above)\b")
_NEAR = 80
"""Code points after a claim in which the level or section it is made against is named."""
_RULES = (
    r"(?:(?:instruction|rule|principle|message|section|prompt|request|setting|constraint)s?"
    r"|polic(?:y|ies)|wish(?:es)?|(?:own\s+)?words?|(?:input|preference|command|order|choice"
    r"|directive)s?)\b"
)
_SOURCE = regex(
    r"\W*(?:the\s+|any\s+|an?\s+|all\s+)?(?:tools?|untrusted|quoted|third[-\s]party|retrieved|search)"
    r"[-\s](?:outputs?|results?|messages?|text|content|data|pages?|documents?|calls?)\b",
    re.IGNORECASE,
)
"""What ranks below every level where the document ranks "no authority" last."""
_NO_AUTHORITY = "no authority"
_POWERLESS = (
    r"\A\W*(?:(?:the|all|any|every|an?|instructions?|requests?|commands?|contents?|text|words|messages?)\s+"
    r"|(?:of|in|from|inside|within)\s+){0,4}"
    r"(?:(?:tools?|untrusted|quoted|third[-\s]party|retrieved|search|assistant)[-\s]"
    r"(?:outputs?|results?|messages?|text|content|data|pages?|documents?|calls?)"
    r"|quotation\s+marks|quotes|(?:file\s+)?attachments?|attached\s+files?)\s+"
)
"""What ranks below every level is the subject."""
_GIVEN = (
    _POWERLESS
    + r"(?:carr(?:y|ies)|ha(?:s|ve)|holds?|shares?|inherits?|enjoys?|gets?|receives?|takes?\s+on"
    r"|speaks?\s+with|comes?\s+with)\s+(?:the\s+)?(?:same\s+|full\s+)?"
    r"(?:(?:authority|rank|weight|standing|force)\s+(?:of|as)\s+(?:the\s+|an?\s+|any\s+)?(?P<level>LEVEL)s?\b"
    r"|(?P<own>LEVEL)(?:-level)?\s+authority\b)",
    _POWERLESS + r"(?:is|are|must\s+be|should\s+be)\s+(?:to\s+be\s+)?"
    r"(?:treated|read|followed|obeyed|regarded|honou?red)\s+(?:as|like)\s+(?:the\s+|an?\s+)?"
    r"(?P<level>LEVEL)(?:-level)?\s+" + _RULES,
)
_GIVEN_WORD = regex(r"\b(?:tool|untrusted|quot|party|retrieved|search|assistant|attach)", re.I)
_BY_GRANT = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|unless|only|once|provided|delegat\w+|grant\w*|explicitly|except)\b",
    re.IGNORECASE,
)
"""Somebody with authority may hand it on."""
_DENIED = regex(
    r"\b(?:not|no|none|never|neither|nor|nothing|nobody|cannot|whether|if)\b[^.;:,]*\Z"
    r"|n['’]t\b[^.;:,]*\Z|\bif\b[^.;:]{0,60}\b(?:were|had)\b[^.;:]*\Z",
    re.IGNORECASE,
)
_VERB = (
    r"(?:overrid(?:e|es|ing)|overrules?|sets?\s+aside|waives?|lifts?|suspends?|cancels?|disables?"
    r"|supersedes?|outranks?|trumps?|(?:switch(?:es)?|turns?)\s+off|relax(?:es)?|loosens?|lowers?"
    r"|drops?|bypass(?:es)?|opts?\s+out\s+of|exempts?\s+\w+\s+from|ignores?|disregards?)"
)
_DONE = (
    r"(?:overridden|overruled|set\s+aside|waived|lifted|suspended|cancell?ed|disabled|superseded"
    r"|(?:switched|turned)\s+off|relaxed|loosened|dropped|bypassed|ignored|disregarded)"
)
_OVERRIDE_WORD = regex(
    r"\b(?:apply|applies|default|falls?\s+away|lapse|depart|deviate|diverge|unlock|put|overr|outrank|trump|sets?\b|waive|lift|suspend|cancel|disable|supersede|switch|turn|relax"
    r"|loosen|lower|drop|bypass|opts?\b|exempt|ignor|disregard)",
    re.IGNORECASE,
)
_LOW = (
    r"\b(?P<low>LEVEL)(?:s['’]?|['’]s)?(?:[-\s]level)?(?:\s+" + _RULES + r")?"
    r"(?:\s+(?:of|in|on|with|from)\s+[^,.;:\"“]{2,40}?|,\s[^,.;:\"“]{2,40},)?\s+"
    r"(?:(?:may|can|could|will|also|always|explicitly|implicitly|even|are|is|free|allowed"
    r"|permitted|to)\s+)*" + _VERB
)
_HIGH = r"(?P<high>LEVEL)(?:(?:s['’]?|['’]s)?(?:[-\s]level)?\s+" + _RULES + r"|s?(?=[.,;]|\Z))"
_OWN = (
    r"(?:this|these|it|them)(?:\s+(?:section|rule|principle|default|requirement|limit|prohibition"
    r"|instruction|polic(?:y|ies)|restriction|protection|safeguard|constraint|guideline|ban)s?)?"
)
_SPLIT = rf"(?:(?:switch|turn|set|put)(?:es|s)?\s+{_OWN}\s+(?:off|aside)|(?:un)?locks?\s+{_OWN})"
"""Verbs that stand around what they lift."""
_MAY = r"(?:may|can|could|is\s+free\s+to|are\s+free\s+to|is\s+allowed\s+to|are\s+allowed\s+to)"
_ASKS = r"(?:asks?|wishes|wish|wants?|requests?|insists?|consents?|agrees?|says?\s+so|decides?)"
_LIFTED = (
    rf"{_OWN}\s+(?:(?:is|are|may\s+be|can\s+be)\s+{_DONE}|(?:does|do)\s+not\s+apply|falls?\s+away"
    r"|lapses?|no\s+longer\s+applies)"
)
_BY = (
    r"\s+(?:(?:may|can|could|is|are|will|be|explicitly|implicitly|also)\s+)+"
    + _DONE
    + (
        r"\s+(?:by|through|at\s+the\s+request\s+of|if|when(?:ever)?)\s+(?:an?\s+|any\s+|the\s+)?"
        r"(?P<low>LEVEL)s?\b"
    )
)
_SET_ASIDE = (
    r"\b(?P<beaten>LEVEL)(?:s['’]?|['’]s)?(?:[-\s]level)?\s+"
    + _RULES
    + r"(?:\s+(?:that|which)\s+[^.;,]{3,60}?)?"
    r"\s+(?:are|is|must|should|may|can|shall)\s+(?:to\s+)?(?:be\s+)?(?:\w+ly\s+)?"
    + _DONE
    + r"\s*(?:[.;]|\Z)"
)
"""The section itself sets aside what stands above it."""
_MERE_DEFAULT = (
    r"\b(?:being|as|since\s+(?:it|this)\s+is|because\s+(?:it|this)\s+is)\s+(?:only\s+|merely\s+|just\s+)?(?:an?\s+)?"
    r"(?:(?:mere|simple|pure)\s+)?default\b[^.;]{0,120}?\b(?P<low>LEVEL)s?\s+(?:is\s+|are\s+)?(?:free\s+to|may|can|allowed\s+to)"
    r"\s+\w+\s+" + _OWN + r"\b"
)
_OVERRIDING = (
    _LOW + r"\s+(?:an?\s+|any\s+|the\s+|all\s+|every\s+|even\s+)*" + _HIGH,
    _LOW + r"\s+" + _OWN + r"\b",
    r"\b" + _HIGH + _BY,
    r"\b" + _OWN + _BY,
    _SET_ASIDE,
    _MERE_DEFAULT,
    _LOW.removesuffix(_VERB) + _SPLIT,
    rf"\b(?:if|when(?:ever)?|where)\s+(?:an?\s+|the\s+|any\s+)?(?P<low>LEVEL)s?\s+(?:\w+ly\s+)?{_ASKS}"
    rf"[^,.;:]{{0,40}},\s+{_LIFTED}",
    rf"\bwith\s+(?:an?\s+|the\s+)?(?P<low>LEVEL)['’]s\s+(?:\w+\s+)?(?:consent|approval|permission|agreement"
    rf"|say-so)\b[^.;:]{{0,40}}?\b{_MAY}\s+(?:depart|deviate|diverge)\s+from\s+{_OWN}",
)
"""Who overrides what; without a higher level named, the section the sentence stands in."""
_FEW_AFTER = 2
"""Sentences after a claim in which it may be taken back."""
_YIELDS = regex(
    r"\b(?:if|where|when|unless|cannot|without)\b[^.;]*\b(?:violat|conflict|breach|break|contraven"
    r"|infring|against|forbid|prohibit|prevent|bar)"
    r"|\b(?:yields?|gives?\s+way|defers?|prevails?|wins?|governs?|takes?\s+precedence|still\s+(?:appl"
    r"|bind|hold)|remains?\s+(?:in\s+force|binding))",
    re.IGNORECASE,
)
_HIGHER = (
    r"\b(?:higher|(?:LEVEL)[-\s](?:level\s+)?"
    + _RULES
    + r"|LEVEL[-\s]level|(?:that|those|such|these)"
    r"\s+(?:[\w-]+\s+)?" + _RULES + ")"
)
"""What stands above, as the sentence that yields to it names it."""
_OF_WHOM = (
    r"(?:(?:what(?:ever)?|anything|everything|those|that|the\s+\w+)\s+(?:(?:of|from|by)\s+)?)?"
    r"(?:the\s+|any\s+|all\s+|a\s+|an\s+|every\s+)?"
)
_SAYS = (
    r"(?:ha(?:s|ve)\s+(?:asked|said|requested|decided|wished)|says?|wants?|asks?|demands?|prefers?"
    r"|decides?|wish(?:es)?|requests?|instructs?)\b"
)
_THIS = regex(
    r"\W*(?:(?:this|these)\s+(?:\w+[-\s])?(?:section|rule|principle|default|requirement|limit"
    r"|prohibition|polic(?:y|ies)|guideline|restriction)s?|what\s+is\s+said\s+here)\W*",
    re.IGNORECASE,
)
"""The section that a sentence stands in."""
_OUTRIGHT = regex(r"\W*(?:(?:The|An?|Every|All)\s+)?[\w-]+\s+(?:must|should|shall|never)\b")
"""A sentence that names who must and goes on with what."""
_MODALS = ("must", "should", "shall", "never")


def norm_without_authority(context: Context, params: Params) -> Iterator[Draft]:
    """Norms outside every level in a document whose sections have levels."""
    for document in context.documents:
        if not document.uses_levels:
            continue
        bare: dict[str, list[Statement]] = defaultdict(list)
        for statement in document.binding:
            if statement.authority is None and _strict(document, statement):
                bare[statement.section_id].append(statement)
        unsaid = UnlevelledRules(document)
        open_: dict[str, list[Statement]] = {}
        for section_id, statements in bare.items():
            if left := [s for s in statements if not unsaid.levelled_elsewhere(s)]:
                open_[section_id] = left
        for group in unsaid.grouped(open_):
            first, *others = (statement for section_id in group for statement in open_[section_id])
            count = len(others) + 1
            sections = " and ".join(label(document.sections.get(key)) for key in group[:2])
            more = f" and {len(group) - 2} more" if len(group) > 2 else ""
            yield Draft(
                f"{sections}{more} {'states' if len(group) == 1 else 'state'} "
                f"{'a rule' if count == 1 else f'{count} rules'} under no level.",
                "nobody can tell whether a user's or developer's wish overrides it",
                (
                    document.place(first),
                    *(document.place(open_[section_id][0], "also") for section_id in group[1:]),
                ),
            )


def _strict(document: Document, statement: Statement) -> bool:
    return any(
        norm.force in (Force.MUST, Force.SHOULD)
        and norm.agent is not None
        and norm.type in (NormType.OBLIGATION, NormType.PROHIBITION)
        and norm.trigger.casefold().startswith(_MODALS)
        for norm in document.norms.get(statement.id, ())
    )


def claims_over_higher_level(context: Context, params: Params) -> Iterator[Draft]:
    """A section that claims to hold against one of a higher level."""
    # "prevails even over" claims what "prevails over" does
    claim = regex(_OVER.sub(r"\\s+(?:even\\s+)?\1", alternatives(params, "claims")), re.IGNORECASE)
    against = regex(alternatives(params, "against"), re.IGNORECASE)
    concessions = frozenset(words(params, "concessions"))
    for document in context.documents:
        if not document.uses_levels:
            continue
        inverted = {statement.span for _, _, statement in _inversions(document)}
        for draft in LevelClaims(document).found():
            if draft.places[0].span not in inverted:
                yield draft
        for statement in having(document, claim):
            text = statement.text
            own = document.rank(statement.authority)
            match = claim.search(text)
            if own is None or match is None or _DENIED.search(text[: match.start()]):
                continue
            if statement.span in inverted:
                continue  # said once, by authority-inversion
            after = text[match.end() :][:_NEAR]
            if " ".join(match[0].casefold().split()) in concessions and not against.search(after):
                continue  # "even where a root-level rule allows it" stays within that rule
            target = _named_above(document, statement, after, own)
            if target is not None and not _yields_after(document, statement):
                yield Draft(
                    f"A {statement.authority}-level section claims to hold against {target[0]}.",
                    "by the order of levels the higher one wins, whatever this sentence says",
                    (document.place(statement), *target[1]),
                )


def _yields_after(document: Document, statement: Statement) -> bool:
    """Whether the paragraph goes on to say that the higher rule is kept."""
    block = document.in_block[statement.block_id]
    levels = "|".join(map(re.escape, document.spec.levels))
    higher = regex(_HIGHER.replace("LEVEL", levels), re.IGNORECASE)
    rest = block[block.index(statement) + 1 :][:_FEW_AFTER]
    return any(_YIELDS.search(s.text) and higher.search(s.text) for s in rest)


def _named_above(
    document: Document, statement: Statement, after: str, own: int
) -> tuple[str, tuple[Place, ...]] | None:
    """The higher level or section that the words after the claim name, if they do."""
    for level in document.spec.levels[:own]:
        named = rf"^[^.;]*?\b{re.escape(level)}(?:-level|\s+level|\s+(?:{_RULES}))"
        if regex(named, re.IGNORECASE).search(after):
            return f'the level "{level}"', declared(document, level)
    for section in _linked(document, statement):
        rank = document.rank(section.authority)
        if rank is not None and rank < own and _title_in(section, after):
            places = document.heading_place(section, "conflicts-with"), *_rule(document, section)
            return f"{label(section)}, which is {section.authority} level", places
    return None


def _rule(document: Document, section: Section) -> tuple[Place, ...]:
    """The first rule of a section in its strictest words, one stated outright if there is one."""
    norms = [
        (norm.force is not Force.MUST, not _OUTRIGHT.match(statement.text), order, statement)
        for order, statement in enumerate(document.in_section[section.id])
        if statement.normative
        for norm in document.norms.get(statement.id, ())
        if norm.force in (Force.MUST, Force.SHOULD)
    ]
    return (document.place(min(norms)[-1], "conflicts-with"),) if norms else ()


def _title_in(section: Section, words_: str) -> bool:
    return section.title.casefold() in words_.casefold()


def _linked(document: Document, statement: Statement) -> Iterator[Section]:
    for reference in document.spec.references:
        if reference.statement_id == statement.id and reference.resolved in document.sections:
            yield document.sections[reference.resolved]


def authority_inversion(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence that ranks a lower level over a higher one, or lets it override one."""
    for document in context.documents:
        levels = (*document.spec.levels, _NO_AUTHORITY)
        for high, low, statement in _inversions(document):
            yield Draft(
                f'The sentence ranks "{levels[high]}" over "{levels[low]}", against the order of '
                f"levels ({' > '.join(document.spec.levels)}).",
                "two readers will apply two orders",
                (
                    document.place(statement),
                    *_own_heading(document, statement, (low, high)),
                    *declared(document, levels[low]),
                    *declared(document, levels[high]),
                ),
            )
        for level, statement in _authority_given(document):
            yield Draft(
                f'The sentence gives the authority of "{level}" to what the order of levels ranks '
                f'as "{_NO_AUTHORITY}".',
                "two readers will apply two orders",
                (
                    document.place(statement),
                    *declared(document, _NO_AUTHORITY),
                    *declared(document, level),
                ),
            )


def _authority_given(document: Document) -> Iterator[tuple[str, Statement]]:
    """Sentences by which what has no authority has that of a level."""
    if not (document.uses_levels and _ranks_nothing(document)):
        return
    names = "|".join(map(re.escape, document.spec.levels))
    patterns = [regex(form.replace("LEVEL", names), re.IGNORECASE) for form in _GIVEN]
    for statement in having(document, _GIVEN_WORD, "prose"):
        found = next(filter(None, (p.search(statement.text) for p in patterns)), None)
        if found is not None and not _BY_GRANT.search(statement.text):
            level = found["level"] or found.groupdict().get("own") or ""
            yield level.casefold(), statement


def _own_heading(
    document: Document, statement: Statement, ranks: tuple[int, int]
) -> tuple[Place, ...]:
    """The heading of the section that a sentence stands in, where it has one of two levels."""
    section = document.sections.get(statement.section_id)
    if section is None or document.rank(section.authority) not in ranks:
        return ()
    return (document.heading_place(section, "conflicts-with"),)


def _inversions(document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Sentences that let a lower level win over a higher one, each once."""
    told: set[Span] = set()
    if not document.spec.levels:
        return
    for high, low, statement in (*_ranked(document), *_allowed(document)):
        if high > low and statement.span not in told:
            told.add(statement.span)
            yield high, low, statement


def _ranked(document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences rank: the winning one, the losing one."""
    names = "|".join(map(re.escape, document.spec.levels))
    naming = regex(
        rf"^\W*{_OF_WHOM}(?P<level>{names})(?:s['’]?|['’]s)?"
        rf"(?:[-\s]+(?:level|{_RULES}|{_SAYS}|$)|$)",
        re.IGNORECASE,
    )
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        own = document.rank(statement.authority) if statement is not None else None
        high, low = (
            own if _is_own(statement, side) else _level_of(document, naming, side)
            for side in (precedence.higher, precedence.lower)
        )
        if high is not None and low is not None and statement is not None:
            yield high, low, statement


def _is_own(statement: Statement | None, side: str) -> bool:
    """Whether a side is the section itself; of claims that open with it SA207 speaks."""
    named = _THIS.fullmatch(side) is not None
    return named and statement is not None and not statement.text.startswith(side)


def _allowed(document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences let override one another, or the section they stand in."""
    names = "|".join(map(re.escape, document.spec.levels))
    patterns = [regex(form.replace("LEVEL", names), re.IGNORECASE) for form in _OVERRIDING]
    ranks = {level.casefold(): rank for rank, level in enumerate(document.spec.levels)}

    def read(statement: Statement) -> list[tuple[int, int]]:
        rows = []
        said = _OVERRIDE_WORD.search(statement.text) is not None
        for match in (m for p in patterns if said for m in p.finditer(statement.text)):
            before = statement.text[: match.start()]
            if _DENIED.search(before) or before.count('"') % 2 or "“" in before:
                continue
            found = match.groupdict()
            own = document.rank(statement.authority)
            beaten = found.get("high") or found.get("beaten")
            low = ranks.get(beaten.casefold()) if beaten else own
            by = found.get("low")
            high = ranks.get(by.casefold()) if by else own  # "ı" is no "i" when it is folded
            if low is not None and high is not None:
                rows.append((high, low))
        return rows

    known = facts(document, "overrides", read, document.prose)
    for statement in document.prose:
        for high, low in known[statement.id]:
            yield high, low, statement


def _level_of(document: Document, naming: re.Pattern[str], text: str) -> int | None:
    """Rank of the only level a phrase names."""
    found = naming.search(text.strip())
    ranks = [level.casefold() for level in document.spec.levels]
    if found and found["level"].casefold() in ranks:
        return ranks.index(found["level"].casefold())
    return len(ranks) if _SOURCE.match(text) and _ranks_nothing(document) else None


def _ranks_nothing(document: Document) -> bool:
    """Whether the document ranks what has no authority below its levels."""
    lowest = (ranking.items[-1].casefold() for ranking in document.spec.rankings)
    return any(item.startswith(_NO_AUTHORITY) for item in lowest)


def force_against_level(context: Context, params: Params) -> Iterator[Draft]:
    """A strict word in a section anyone may override."""
    strict = regex(alternatives(params, "strict"), re.IGNORECASE)
    lowest = int(number(params, "lowest_levels"))
    exempt = set(words(params, "exempt"))
    for document in context.documents:
        levels = len(document.spec.levels)
        if not document.uses_levels or levels <= lowest:
            continue
        for statement in document.binding:
            rank = document.rank(statement.authority)
            match = strict.search(statement.text)
            if rank is None or rank < levels - lowest or match is None:
                continue
            norms = document.norms.get(statement.id, ())
            if any(n.force is Force.MUST and n.action not in exempt for n in norms):
                yield Draft(
                    f'"{match[0]}" in a section of the lowest level ("{statement.authority}"), '
                    "which all others may override.",
                    "either the word is too strong or the level too low",
                    (document.place(statement),),
                )
