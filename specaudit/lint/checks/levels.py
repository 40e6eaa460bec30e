"""Authority levels: norms outside them, sentences and sections that rank against them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Force, NormType, Section, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.crosswise import told_orders
from specaudit.lint.facts import having
from specaudit.lint.level_claims import LevelClaims, declared
from specaudit.lint.level_deeds import done
from specaudit.lint.level_names import (
    NO_AUTHORITY,
    RULES,
    SAYS,
    LevelNames,
    LevelStems,
    ranks_nothing,
    ranks_nothing_in_use,
)
from specaudit.lint.level_orders import LevelOrders
from specaudit.lint.level_pairs import paired
from specaudit.lint.level_say import said
from specaudit.lint.level_sides import sided
from specaudit.lint.overriding import DENIED, overridden
from specaudit.lint.params import alternatives, number, words
from specaudit.lint.powerless import empowered
from specaudit.lint.unlevelled import UnlevelledRules

_WANTED = regex(
    r"\b(?:asks?|asking|asked|allows?|permits?|lets?|tr(?:y|ies|ying|ied)|attempts?|attempting|wants?|wanting|seeks?)\b[^.;]{0,60}\bto\s+\Z",
    re.IGNORECASE,
)
_OVER = regex(r"\\s\+(over|against|above)\b")
_NEAR = 80
"""Code points after a claim in which the level or section it is made against is named."""
_SOURCE = regex(
    r"\W*(?:what(?:ever)?\s+(?:an?|the|any)\s+(?:[\w-]+\s+)?(?:tool|search|page|web\s*page|website|document|file|attachment)"
    r"\s+(?:returns?|says?|contains?|reports?|outputs?|gives?|holds?)\b|(?:the\s+|any\s+|an?\s+|all\s+)?(?:tools?|untrusted|quoted|third[-\s]party|retrieved|search)"
    r"[-\s](?:outputs?|results?|messages?|text|content|data|pages?|documents?|calls?)\b)",
    re.IGNORECASE,
)
"""What ranks below every level where the document ranks "no authority" last."""
_POWERLESS = (
    r"\A\W*(?:(?:the|all|any|every|an?|instructions?|requests?|commands?|contents?|text|words|messages?)\s+"
    r"|(?:(?:that\s+(?:is|are)\s+)?(?:found|contained|embedded|written|hidden|given|quoted)\s+)?(?:of|in|on|from|inside|within)\s+){0,4}"
    r"(?:(?:tools?|untrusted|quoted|third[-\s]party|retrieved|search|assistant)[-\s]"
    r"(?:outputs?|results?|messages?|text|content|data|pages?|documents?|calls?)"
    r"|quotation\s+marks|quotes|(?:file\s+)?attachments?|(?:attached|uploaded|linked)\s+(?:file|document|image|page)s?"
    r"|web\s*(?:page|site)s?|(?<=from )tools|(?<=by )tools|e-?mails?)\s+"
)
"""What ranks below every level is the subject."""
_GIVEN = (
    _POWERLESS
    + r"(?:carr(?:y|ies)|ha(?:s|ve)|holds?|shares?|inherits?|enjoys?|gets?|receives?|takes?\s+on"
    r"|speaks?\s+with|comes?\s+with)\s+(?:the\s+)?(?:same\s+|full\s+|as\s+much\s+)?"
    r"(?:(?:authority|rank|weight|standing|force)\s+(?:of|as)\s+(?:the\s+|an?\s+|any\s+)?(?P<level>LEVEL)s?\b"
    r"|(?P<own>LEVEL)(?:-level)?\s+authority\b)",
    _POWERLESS + r"(?:is|are|must\s+be|should\s+be)\s+(?:to\s+be\s+)?"
    r"(?:treated|read|followed|obeyed|regarded|honou?red)\s+(?:as|like)\s+(?:the\s+|an?\s+)?"
    rf"(?:(?P<level>LEVEL)(?:-level)?\s+{RULES}|{RULES}\s+(?:from|of|by)\s+(?:an?\s+|the\s+)?(?P<own>LEVEL)\b)",
)
_GRANTS = regex(
    r"\b(?P<who>[a-z]+)\s+(?:may|can|could|might)\s+(?:also\s+|then\s+)?(?:allow|let|permit|enable|authori[sz]e)\s",
    re.IGNORECASE,
)
_GIVEN_WORD = regex(
    r"\b(?:tool|untrusted|quot|party|retrieved|search|assistant|attach|web|upload|linked|e-?mail)",
    re.I,
)
_BY_GRANT = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|unless\s+(?!(?:\w+\s+)?otherwise)|only|once|provided|delegat\w+|grant\w*|explicitly|except)\b",
    re.IGNORECASE,
)
"""Somebody with authority may hand it on."""
_HIGHER_WINS = "by the order of levels the higher one wins, whatever this sentence says"
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
    + RULES
    + r"|LEVEL[-\s]level|(?:that|those|such|these)"
    r"\s+(?:[\w-]+\s+)?" + RULES + ")"
)
"""What stands above, as the sentence that yields to it names it."""
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
        # What authority-inversion says is not said again.
        told = {statement.span for _, _, statement in _inversions(context, document)}
        for draft in (
            *LevelClaims(document).found(),
            *_own_above(document, claim),
            *_over_higher(document, claim, against, concessions),
            *_held_against(document),
        ):
            if draft.places[0].span not in told:
                told.add(draft.places[0].span)
                yield draft


def _over_higher(
    document: Document,
    claim: re.Pattern[str],
    against: re.Pattern[str],
    concessions: frozenset[str],
) -> Iterator[Draft]:
    """Sentences that name a higher level, or a section of one, right after a claim."""
    for statement in having(document, claim):
        text = statement.text
        own = document.rank(statement.authority)
        match = claim.search(text)
        if own is None or match is None or DENIED.search(text[: match.start()]):
            continue
        before = text[: match.start()]
        if _WANTED.search(before) or _YIELDS.search(before):
            continue  # what somebody tries, and what gives way, holds against nothing
        after = text[match.end() :][:_NEAR]
        conceded = " ".join(match[0].casefold().split()) in concessions
        if conceded and not against.search(after):
            continue  # "even where a root-level rule allows it" stays within that rule
        target = _named_above(document, statement, after, own, speaks=conceded)
        if target is not None and not _yields_after(document, statement):
            yield Draft(
                f"A {statement.authority}-level section claims to hold against {target[0]}.",
                _HIGHER_WINS,
                (document.place(statement), *target[1]),
            )


def _held_against(document: Document) -> Iterator[Draft]:
    """Sentences by which their own section holds against what a higher level does or wants."""
    for own, rank, statement in said(document, own=True):
        if rank < own:
            level = document.spec.levels[rank]
            yield Draft(
                f"A {document.spec.levels[own]}-level section claims to hold against the level "
                f'"{level}".',
                _HIGHER_WINS,
                (document.place(statement), *declared(document, level)),
            )


def _own_above(document: Document, claim: re.Pattern[str]) -> Iterator[Draft]:
    """Sentences that rank their own section above a higher level, in no word of `claim`."""
    naming = LevelNames(document.spec.levels)
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        own = document.rank(statement.authority) if statement is not None else None
        if statement is None or own is None or not _THIS.fullmatch(precedence.higher):
            continue
        rank = naming.rank(precedence.lower)
        if rank is None or rank >= own or claim.search(statement.text):
            continue
        if not _yields_after(document, statement):
            level = document.spec.levels[rank]
            yield Draft(
                f"A {statement.authority}-level section claims to hold against the level "
                f'"{level}".',
                _HIGHER_WINS,
                (document.place(statement), *declared(document, level)),
            )


def _yields_after(document: Document, statement: Statement) -> bool:
    """Whether the paragraph goes on to say that the higher rule is kept."""
    block = document.in_block[statement.block_id]
    levels = "|".join(map(re.escape, document.spec.levels))
    higher = regex(_HIGHER.replace("LEVEL", levels), re.IGNORECASE)
    rest = block[block.index(statement) + 1 :][:_FEW_AFTER]
    return any(_YIELDS.search(s.text) and higher.search(s.text) for s in rest)


def _named_above(
    document: Document, statement: Statement, after: str, own: int, *, speaks: bool
) -> tuple[str, tuple[Place, ...]] | None:
    """The higher level or section that the words after the claim name, if they do.

    Args:
        document: The document.
        statement: The sentence.
        after: What follows on the claim.
        own: The rank of its section.
        speaks: Whether whoever speaks at a level stands for it ("whatever the developer says").
    """
    more = rf"|\s+{SAYS}" if speaks else ""
    for level in document.spec.levels[:own]:
        named = rf"^[^.;]*?\b{re.escape(level)}(?:-level|\s+level|\s+(?:{RULES}){more})"
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
        levels = (*document.spec.levels, NO_AUTHORITY)
        inversions = _inversions(context, document)
        for high, low, statement in inversions:
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
        told = {statement.span for _, _, statement in inversions}
        for claim, rank, statement in LevelOrders.of(context, document).misplaced():
            if statement.span not in told:
                told.add(statement.span)
                yield Draft(
                    f"The sentence {claim}, against the order of levels "
                    f"({' > '.join(document.spec.levels)}).",
                    "two readers will apply two orders",
                    (document.place(statement), *declared(document, levels[rank])),
                )
        for level, statement in _authority_given(document):
            yield Draft(
                f'The sentence gives the authority of "{level}" to what the order of levels ranks '
                f'as "{NO_AUTHORITY}".',
                "two readers will apply two orders",
                (
                    document.place(statement),
                    *declared(document, NO_AUTHORITY),
                    *declared(document, level),
                ),
            )
            told.add(statement.span)
        for statement in empowered(document):
            if statement.span not in told:
                yield Draft(
                    "The sentence gives authority to what the order of levels ranks as "
                    f'"{NO_AUTHORITY}".',
                    "two readers will apply two orders",
                    (document.place(statement), *declared(document, NO_AUTHORITY)),
                )


def _authority_given(document: Document) -> Iterator[tuple[str, Statement]]:
    """Sentences by which what has no authority has that of a level."""
    if not ranks_nothing_in_use(document):
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


def _inversions(context: Context, document: Document) -> list[tuple[int, int, Statement]]:
    """Sentences that let a lower level win over a higher one; found once a run."""
    known = context.memo.get("inversions")
    if not isinstance(known, dict):
        known = {id(one): list(_inverted(context, one)) for one in context.documents}
        context.memo["inversions"] = known
    found: list[tuple[int, int, Statement]] = known[id(document)]
    return found


def _inverted(context: Context, document: Document) -> Iterator[tuple[int, int, Statement]]:
    told: set[Span] = set()
    if not document.spec.levels:
        return
    orders = LevelOrders.of(context, document)
    for high, low, statement in (
        *_ranked(context, document),
        *overridden(document),
        *orders.wins(),
        *paired(document, ranks_nothing(document)),
        *done(document),
        *said(document),
        *sided(document),
    ):
        asked = statement.text.rstrip().endswith("?")
        if asked or high <= low or statement.span in told:
            continue
        if not _granted(document, statement, low):
            told.add(statement.span)
            yield high, low, statement


def _granted(document: Document, statement: Statement, low: int) -> bool:
    """Whether a level is free to let others override it, or what ranks below it."""
    found = _GRANTS.search(statement.text)
    who = document.rank(found["who"].casefold().removesuffix("s")) if found else None
    return who is not None and who <= low


def _ranked(context: Context, document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences rank: the winning one, the losing one."""
    naming = LevelNames(document.spec.levels)
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        own = document.rank(statement.authority) if statement is not None else None
        high, low = (
            own if _is_own(statement, side) else _level_of(document, naming, side)
            for side in (precedence.higher, precedence.lower)
        )
        if high is not None and low is not None and statement is not None:
            yield high, low, statement
    stems = LevelStems(document)
    for statement, orders in told_orders(context, document):
        for ranks in filter(None, (stems.ranks(statement.text, one) for one in orders)):
            yield *ranks, statement


def _is_own(statement: Statement | None, side: str) -> bool:
    """Whether a side is the section itself; of claims that open with it SA207 speaks."""
    named = _THIS.fullmatch(side) is not None
    return named and statement is not None and not statement.text.startswith(side)


def _level_of(document: Document, naming: LevelNames, text: str) -> int | None:
    """Rank of the only level a phrase names."""
    named = naming.rank(text)
    if named is not None:
        return named
    none = _SOURCE.match(text) and ranks_nothing(document)
    return len(document.spec.levels) if none else None


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
