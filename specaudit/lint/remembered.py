"""Drafts of checks that look at one section at a time, so that an edit costs its section.

They follow from a section, its norms and what `Document.around` hashes; a check which looks further
is no section check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from specaudit.domain.finding import Edit, Severity
from specaudit.domain.lint import Rule
from specaudit.domain.spec import Span
from specaudit.lint.checks import SECTION_CHECKS, load
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.store.memory import digest


class SectionDrafts:
    """The drafts of all rules of a run whose checks look at one section at a time."""

    def __init__(self, context: Context, rules: Iterable[Rule]) -> None:
        """Recall what is known of each section.

        Args:
            context: The run.
            rules: The rules that run; those with other checks are left out.
        """
        self._context = context
        self._rules = [rule for rule in rules if rule.check in SECTION_CHECKS]
        asked = digest([(rule.name, rule.check, rule.params) for rule in self._rules])
        self._rows: dict[tuple[int, str], dict[str, list[Any]]] = {}
        self._unread: list[tuple[int, str, str]] = []
        if not self._rules:
            return
        for number, document in enumerate(context.documents):
            fact = f"drafts {digest(asked, document.around)}"
            for name in document.in_section:
                known = document.fact(name, fact)
                if known is None:
                    self._unread.append((number, name, fact))
                self._rows[number, name] = known or {}
        if self._unread:
            self._read()

    def _read(self) -> None:
        """Run the checks over the sections that are not known."""
        wanted: dict[int, set[str]] = defaultdict(set)
        for number, name, _ in self._unread:
            wanted[number].add(name)
        part = copy(self._context)
        part.memo = {}
        part.documents = tuple(
            self._context.documents[number].limited(names) for number, names in wanted.items()
        )
        numbers = {id(document): n for document, n in zip(part.documents, wanted, strict=True)}
        for rule in self._rules:
            for draft in load(rule.check)(part, rule.params):
                self._note(rule, draft, numbers[id(draft.places[0].document)])
        for number, name, fact in self._unread:
            self._context.documents[number].note(name, fact, self._rows[number, name])

    def _note(self, rule: Rule, draft: Draft, number: int) -> None:
        document = self._context.documents[number]
        statement = document.statement_at(draft.places[0].span)
        assert statement is not None  # section checks point at statements
        row = _row(draft, _start(document, statement.section_id))
        self._rows[number, statement.section_id].setdefault(rule.name, []).append(row)

    def of(self, rule: Rule) -> Iterator[Draft]:
        """The drafts of a rule."""
        for (number, name), found in self._rows.items():
            document = self._context.documents[number]
            for row in found.get(rule.name, ()):
                yield _draft(row, document, _start(document, name))


def _start(document: Document, section_id: str) -> int:
    return document.sections[section_id].body.start


def _row(draft: Draft, start: int) -> list[Any]:
    places = [[p.span.start - start, p.span.end - start, p.role] for p in draft.places]
    fix = [[edit.span.start - start, edit.span.end - start, edit.text] for edit in draft.fix]
    return [draft.message, draft.why, places, draft.settled_by, fix, draft.severity]


def _draft(row: Sequence[Any], document: Document, start: int) -> Draft:
    message, why, places, settled_by, fix, severity = row
    return Draft(
        message,
        why,
        tuple(Place(document, Span(a + start, b + start), role) for a, b, role in places),
        settled_by,
        tuple(Edit(Span(a + start, b + start), text) for a, b, text in fix),
        Severity(severity) if severity else None,
    )
