"""A proposed gap: some reader's claim, with quotes that were checked against the text."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.records import record


class CandidateKind(StrEnum):
    """What kind of gap is claimed."""

    CONFLICT = "conflict"
    AMBIGUITY = "ambiguity"
    COVERAGE = "coverage"
    EXAMPLE = "example-against-rule"
    COMMENTARY = "commentary-against-rule"


@record(frozen=True, slots=True)
class Source:
    """Who proposed a candidate, and how often."""

    proposer: str
    """``static`` or a model id."""
    strategy: str
    """``pairs``, ``sweep``, ``whole`` ..."""
    times: int
    """Readings in which it came up."""


@record(frozen=True, slots=True)
class Resolution:
    """The tie-break of the spec's own that settles a clash on paper."""

    kind: str
    """``authority``, ``precedence``, ``exception``, ``ranking``, ``meta-rule``, ``specificity``."""
    winner: str | None
    """Statement id that prevails, where one does."""
    basis: str
    """The words, or the levels, that settle it."""
    statement_id: str | None

    @property
    def explanation(self) -> str:
        """Say on one line what settles the clash, the spec's own words quoted."""
        return f"{self.kind}: {self.basis}"


@record(frozen=True, slots=True)
class Candidate:
    """A pair of statements (or one) that may be a gap."""

    id: str
    """``GAP-`` and eight hex digits of the kind and the sorted statement ids' text hashes."""
    kind: CandidateKind
    taxonomy: str
    """``T1`` .. ``T20``."""
    statement_ids: tuple[str, ...]
    """One or two, in document order."""
    texts: tuple[str, ...]
    """The statements as a reader sees them, same order."""
    claim: str
    """One sentence: what is wrong."""
    situation: str
    """The concrete case in which it bites; empty where the proposer gave none."""
    score: float
    """The proposer's ranking score in [0, 1]; only orders candidates, proves nothing."""
    sources: tuple[Source, ...]
    resolution: Resolution | None = None
    readings: tuple[str, ...] = ()
    """For an ambiguity: the two readings."""

    @property
    def sides(self) -> tuple[str, str]:
        """The two things an answer can favour: the statements, or two readings of one.

        Side A comes first; `Arm.ONLY_A`, `Lean.TO_A` and `Rubric.side_a` all mean this one.
        """
        if len(self.texts) > 1:
            return self.texts[0], self.texts[1]
        if len(self.readings) > 1:
            return self.readings[0], self.readings[1]
        return (
            f"The broad reading, under which this applies to the case: {self.texts[0]}",
            f"The narrow reading, under which this does not apply to the case: {self.texts[0]}",
        )
