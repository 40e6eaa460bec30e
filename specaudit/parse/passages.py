"""Places of a spec as findings and reports show them."""

from __future__ import annotations

from specaudit.domain.finding import Passage
from specaudit.domain.spec import LineIndex, Section, Span, Spec, Statement


class Passages:
    """Builds passages of one spec, sharing its line index and section table."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.lines = LineIndex(spec.text)
        self.sections = {section.id: section for section in spec.sections}
        self.statements = {statement.id: statement for statement in spec.statements}

    def of(self, place: Statement | Section | str, role: str = "primary") -> Passage:
        """Return the passage of a statement, a section's heading, or a statement id.

        Raises:
            KeyError: where the id is no statement of this spec.
        """
        if isinstance(place, str):
            place = self.statements[place]
        if isinstance(place, Section):
            return self.at(place.heading, place.id, None, role)
        return self.at(place.span, place.section_id, place.id, role)

    def at(
        self, span: Span, section_id: str, statement_id: str | None = None, role: str = "primary"
    ) -> Passage:
        """Return the passage of any span."""
        section = self.sections[section_id]
        statement = self.statements.get(statement_id) if statement_id else None
        return Passage(
            path=self.spec.path,
            span=span,
            start=self.lines.position(span.start),
            end=self.lines.position(span.end),
            text=self._source(span),
            section_id=section_id,
            section_title=section.title,
            authority=section.authority,
            statement_id=statement_id,
            role=role,
            context=self._source(statement.span) if statement and statement.span != span else "",
        )

    def _source(self, span: Span) -> str:
        return self.spec.text[span.start : span.end]
