"""Rules under no authority level: which of them get theirs from another place, which are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Force, Section, Statement
from specaudit.lint.context import Document
from specaudit.lint.similarity import content

_ITSELF = regex(
    r"\b(?:[Aa]dher\w+\s+to|[Cc]ompl(?:y|ies|ied)\s+with|[Cc]onform\w*\s+to|[Aa]bid\w+\s+by"
    r"|[Ff]ollow(?:s|ed)?|[Oo]bey\w*|[Uu]phold\w*)\s+(?:all\s+of\s+)?"
    r"(?:this\s+(?:[\w-]+\s+){0,2}(?:[Ss]pec(?:ification)?|[Cc]onstitution|[Cc]harter|[Dd]ocument"
    r"|[Cc]ode|[Gg]uidelines|[Pp]olicy|[Ss]tandard)"
    r"|the\s+(?:[A-Z][\w-]*\s+){0,2}(?:Spec(?:ification)?|Constitution|Charter))\b"
    r"(?!['’]s\b|\s+(?:above|below|on|for|about|of)\b)"
)
"""Asks to follow the document that it stands in."""
_RESTATED = 0.5
"""Share of a rule's words that the rule of a levelled section below must have to be the same."""
_CHAPTER = 2
"""Sections around a text up to which it stands in the document or a chapter, and in no less."""


def binds_to_itself(statement: Statement) -> bool:
    """Whether a sentence asks to follow the very document, which says nothing of one rule."""
    return _ITSELF.search(statement.text) is not None


class UnlevelledRules:
    """Reads the rules of one document that stand under no level."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._defining = {
            document.statements[definition.statement_id].block_id
            for definition in document.spec.definitions
            if definition.statement_id in document.statements
            and not document.norms.get(definition.statement_id)
        }
        self._items: dict[str, list[str]] = defaultdict(list)
        for block in document.spec.blocks:
            if block.stem_id is not None and block.kind is BlockKind.ITEM:
                self._items[block.stem_id].append(block.id)
        self._targets: dict[str, set[str]] = defaultdict(set)
        for reference in document.spec.references:
            statement = document.statements.get(reference.statement_id or "")
            if statement is not None and reference.resolved in document.sections:
                self._targets[statement.block_id].add(reference.resolved or "")

    def levelled_elsewhere(self, statement: Statement) -> bool:
        """Whether a rule is told, defined or listed here, and its level said elsewhere."""
        return (
            statement.block_id in self._defining
            or binds_to_itself(statement)
            or self._lists_sections(statement)
            or self._restated(statement)
        )

    def _lists_sections(self, statement: Statement) -> bool:
        """Whether a sentence opens a list of contents: each item links to a section below."""
        items = self._items.get(statement.id, ())
        below = {section.id for section in self._below(statement.section_id)}
        return bool(items) and all(self._targets[item] & below for item in items)

    def _restated(self, statement: Statement) -> bool:
        """Whether a section below has the rule again, under a level."""
        words = content(statement.text)
        return any(
            len(words & content(other.text)) >= _RESTATED * len(words)
            for section in self._below(statement.section_id)
            if section.authority is not None
            for other in self._document.in_section.get(section.id, ())
            if other.normative
            and any(
                norm.force in (Force.MUST, Force.SHOULD)
                for norm in self._document.norms.get(other.id, ())
            )
        )

    def _below(self, section_id: str) -> Iterator[Section]:
        for child in self._document.children.get(section_id, ()):
            yield child
            yield from self._below(child.id)

    def grouped(self, section_ids: Iterable[str]) -> Iterator[list[str]]:
        """Sections in groups that one level would settle: a section, those below it, siblings.

        Sections that only the whole document or one of its chapters holds stand alone.
        """
        groups: dict[str, list[str]] = {}
        for section_id in section_ids:
            groups.setdefault(self._head(section_id, groups), []).append(section_id)
        yield from groups.values()

    def _head(self, section_id: str, heads: Iterable[str]) -> str:
        around = [section.id for section in self._document.branch(section_id)]
        for outer in around[1:]:
            if outer in heads:
                return outer
        return around[1] if len(around) > _CHAPTER else section_id
