"""What a phrase of the document points at: a section, a defined term, or what a statement says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Reference, Section, Spec, Statement
from specaudit.nlp.text import content_words, normalise

_SECTION_WORDS = regex(
    r"\A(?:the|our|your|all|any|everything in)\s+|\s+(?:section|sections|rules?|principles?|"
    r"guidelines?|requirements?|policy|policies|above|below)\Z",
    re.IGNORECASE,
)
_RARE = 0.1
"""Share of statements up to which a single word is telling enough to name one of them."""


class Lookup:
    """Index of one spec: statements, sections and what phrases name."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.statements = {statement.id: statement for statement in spec.statements}
        self.order = {statement.id: at for at, statement in enumerate(spec.statements)}
        self.sections = {section.id: section for section in spec.sections}
        self.references: dict[str, list[Reference]] = defaultdict(list)
        for reference in spec.references:
            if reference.statement_id is not None and reference.resolved is not None:
                self.references[reference.statement_id].append(reference)
        self._read: dict[str, frozenset[str]] = {}
        self._titles = self._named_sections()
        self._levels = {level.casefold(): rank for rank, level in enumerate(spec.levels)}

    @cached_property
    def lemmas(self) -> dict[str, frozenset[str]]:
        """Content words of every statement, by its id."""
        return {one.id: self._words(one) for one in self.spec.statements}

    @cached_property
    def frequency(self) -> Counter[str]:
        """How many statements hold a content word."""
        return Counter(lemma for lemmas in self.lemmas.values() for lemma in lemmas)

    def _words(self, statement: Statement) -> frozenset[str]:
        # One clash asks about two statements; reading the others would cost more than the answer.
        if statement.id not in self._read:
            self._read[statement.id] = frozenset(content_words(statement.text))
        return self._read[statement.id]

    def _named_sections(self) -> dict[str, str]:
        names: dict[str, str] = {}
        twice: set[str] = set()
        for section in self.spec.sections:
            for name in {_key(section.title), _key(section.anchor or "")} - {""}:
                if names.setdefault(name, section.id) != section.id:
                    twice.add(name)
        return {name: found for name, found in names.items() if name not in twice}

    def section_named(self, phrase: str) -> Section | None:
        """Return the section whose title or anchor a phrase spells out, if exactly one does."""
        found = self._titles.get(_key(phrase)) or self._titles.get(_key(_bare(phrase)))
        return self.sections[found] if found is not None else None

    def within(self, section_id: str, ancestor_id: str) -> bool:
        """Whether a section is another one or stands anywhere inside it."""
        current: str | None = section_id
        while current is not None:
            if current == ancestor_id:
                return True
            section = self.sections.get(current)
            current = section.parent_id if section else None
        return False

    def names(self, phrase: str, statement: Statement) -> bool:
        """Whether a phrase names the section of a statement, or says what the statement says.

        Without a section of that name every content word of the phrase must occur in the
        statement, and a phrase of a single word must be rare in the document.
        """
        section = self.section_named(phrase)
        if section is not None:
            return self.within(statement.section_id, section.id)
        wanted = frozenset(content_words(phrase))
        if not wanted or not wanted <= self._words(statement):
            return False
        limit = max(3.0, _RARE * len(self.statements))
        return len(wanted) > 1 or self.frequency[next(iter(wanted))] <= limit

    def rank(self, level: str | None) -> int | None:
        """Return the place of an authority level, 0 the highest; None for an unknown one."""
        return None if level is None else self._levels.get(level.casefold())


def _bare(phrase: str) -> str:
    return _SECTION_WORDS.sub("", _SECTION_WORDS.sub("", phrase.strip()))


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", normalise(name).replace("_", " ").replace("-", " ")))
