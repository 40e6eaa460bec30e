"""Authority levels: norms outside them, sentences and sections that rank against them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.spec import Force, NormType, Section, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.params import alternatives, number, words

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
        for section_id, statements in bare.items():
            count = len(statements)
            yield Draft(
                f"{label(document.sections.get(section_id))} states "
                f"{'a rule' if count == 1 else f'{count} rules'} under no level.",
                "nobody can tell whether a user's or developer's wish overrides it",
                (document.place(statements[0]),),
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
    claim = re.compile(alternatives(params, "claims"), re.IGNORECASE)
    for document in context.documents:
        if not document.uses_levels:
            continue
        for statement in document.binding:
            own = document.rank(statement.authority)
            match = claim.search(statement.text)
            if own is None or match is None:
                continue
            target = _named_above(document, statement, match, own)
            if target is not None:
                yield Draft(
                    f"A {statement.authority}-level section claims to hold against {target[0]}.",
                    "by the order of levels the higher one wins, whatever this sentence says",
                    (document.place(statement), *target[1]),
                )


def _named_above(
    document: Document, statement: Statement, match: re.Match[str], own: int
) -> tuple[str, tuple[Place, ...]] | None:
    """The higher level or section that the words after the claim name, if they do."""
    after = statement.text[match.end() :][:80]
    for level in document.spec.levels[:own]:
        if re.search(
            rf"^[^.;]*?\b{re.escape(level)}(?:-level|\s+level|\s+(?:section|rule|principle|polic))",
            after,
            re.IGNORECASE,
        ):
            return f'the level "{level}"', ()
    for section in _linked(document, statement):
        rank = document.rank(section.authority)
        if rank is not None and rank < own and _title_in(section, after):
            place = document.heading_place(section, "conflicts-with")
            return f"{label(section)}, which is {section.authority} level", (place,)
    return None


def _title_in(section: Section, words_: str) -> bool:
    return section.title.casefold() in words_.casefold()


def _linked(document: Document, statement: Statement) -> Iterator[Section]:
    for reference in document.spec.references:
        if reference.statement_id == statement.id and reference.resolved in document.sections:
            yield document.sections[reference.resolved]


def authority_inversion(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence that ranks a lower level over a higher one."""
    for document in context.documents:
        for precedence in document.spec.precedences:
            high = _level_of(document, precedence.higher)
            low = _level_of(document, precedence.lower)
            if high is None or low is None or high <= low:
                continue
            levels = document.spec.levels
            statement = document.statements.get(precedence.statement_id)
            yield Draft(
                f'The sentence ranks "{levels[high]}" over "{levels[low]}", against the order of '
                f"levels ({' > '.join(levels)}).",
                "two readers will apply two orders",
                (
                    document.place(statement) if statement else Place(document, precedence.span),
                    *_declared(document, levels[high]),
                ),
            )


def _declared(document: Document, level: str) -> tuple[Place, ...]:
    """The list item that introduces a level by its name, if there is one."""
    for block in document.spec.blocks:
        if block.label and block.label.casefold() == level.casefold():
            return (Place(document, block.span, "defined-here"),)
    return ()


def _level_of(document: Document, text: str) -> int | None:
    """Rank of the only level a phrase names."""
    found = {
        rank
        for rank, level in enumerate(document.spec.levels)
        if re.search(
            rf"^\W*(?:the\s+|any\s+|all\s+|a\s+|an\s+|every\s+)?{re.escape(level)}(?:s|['’]s)?"
            rf"(?:[-\s]+(?:level|instructions?|rules?|principles?|messages?|sections?|polic\w+|$)|$)",
            text.strip(),
            re.IGNORECASE,
        )
    }
    return found.pop() if len(found) == 1 else None


def force_against_level(context: Context, params: Params) -> Iterator[Draft]:
    """A strict word in a section anyone may override."""
    strict = re.compile(alternatives(params, "strict"), re.IGNORECASE)
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
                    f'"{match[0]}" in a section of the level "{statement.authority}", '
                    "which an implied wish overrides.",
                    "either the word is too strong or the level too low",
                    (document.place(statement),),
                )
