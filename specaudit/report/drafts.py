"""Two drafts of a spec side by side: which findings are fixed, new, still there or reworded.

The text of the two is matched elsewhere (`specaudit.graph.matching`); a finding follows the
statements it is about, so that moving or rewording a passage does not make it a new one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from specaudit.domain.finding import Finding
from specaudit.domain.matching import Change, Matching
from specaudit.domain.spec import Spec


@dataclass(frozen=True, slots=True)
class FindingPair:
    """One finding in both drafts."""

    old: Finding
    new: Finding
    reworded: bool
    """Whether a statement it is about was edited in between."""


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """What became of a spec and of what lint says about it."""

    old: Spec
    new: Spec
    matching: Matching
    fixed: tuple[Finding, ...]
    """Findings of the old draft that the new one does not have."""
    added: tuple[Finding, ...]
    """Findings that only the new draft has."""
    still: tuple[FindingPair, ...]
    changed: tuple[FindingPair, ...]
    """Still there, though a statement they are about was edited."""


def compare(
    old: Spec,
    new: Spec,
    matching: Matching,
    old_findings: Iterable[Finding],
    new_findings: Iterable[Finding],
) -> DraftComparison:
    """Match the findings of two drafts: by fingerprint, then by the statements they are about.

    Args:
        old: The earlier draft.
        new: The later draft.
        matching: What became of the statements and sections between the two.
        old_findings: What lint says of ``old``.
        new_findings: What lint says of ``new``.
    """
    before, after = list(old_findings), list(new_findings)
    follow = _Follow(matching)
    pairs: dict[int, int] = {}
    for key_old, key_new in (
        (lambda f: f.fingerprint, lambda f: f.fingerprint),
        (follow.forward, follow.own),
    ):
        waiting: dict[Hashable, list[int]] = {}
        taken = set(pairs.values())
        for at, finding in enumerate(after):
            if at not in taken:
                waiting.setdefault(key_new(finding), []).append(at)
        for at, finding in enumerate(before):
            if at not in pairs and (found := waiting.get(key_old(finding))):
                pairs[at] = found.pop(0)
    matched = [
        FindingPair(before[i], after[j], follow.reworded(after[j]))
        for i, j in sorted(pairs.items(), key=lambda item: item[1])
    ]
    taken = set(pairs.values())
    return DraftComparison(
        old=old,
        new=new,
        matching=matching,
        fixed=tuple(f for at, f in enumerate(before) if at not in pairs),
        added=tuple(f for at, f in enumerate(after) if at not in taken),
        still=tuple(pair for pair in matched if not pair.reworded),
        changed=tuple(pair for pair in matched if pair.reworded),
    )


class _Follow:
    """Says where the places of an old finding are in the new draft."""

    def __init__(self, matching: Matching) -> None:
        self.statements: Mapping[str, str] = {
            pair.old.id: pair.new.id for pair in matching.statements if pair.old and pair.new
        }
        self.sections: Mapping[str, str] = {
            pair.old.id: pair.new.id for pair in matching.sections if pair.old and pair.new
        }
        self.edited = {
            pair.new.id for pair in matching.statements if pair.new and pair.change is Change.EDITED
        }

    def forward(self, finding: Finding) -> Hashable:
        """Key of an old finding in terms of the new draft."""
        places: list[object] = []
        for passage in finding.passages:
            if passage.statement_id is not None:
                # A statement that is gone leads nowhere; "old" keeps it from meeting a new one.
                places.append(self.statements.get(passage.statement_id, "old"))
            else:
                places.append((self.sections.get(passage.section_id, "old"), passage.text))
        return finding.rule, _sorted(places)

    def own(self, finding: Finding) -> Hashable:
        """Key of a new finding."""
        return finding.rule, _sorted(
            p.statement_id if p.statement_id is not None else (p.section_id, p.text)
            for p in finding.passages
        )

    def reworded(self, finding: Finding) -> bool:
        """Whether a statement that a new finding is about was edited."""
        return any(passage.statement_id in self.edited for passage in finding.passages)


def _sorted(places: Iterable[object]) -> tuple[object, ...]:
    return tuple(sorted(places, key=repr))
