"""Two reports side by side: which gaps are fixed, new, still there, or there but changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from specaudit.domain.candidate import Candidate
from specaudit.domain.gap import Gap
from specaudit.domain.report import AuditReport
from specaudit.report import words

ALIKE = 0.75
"""Similarity from which two candidates of one kind are the same gap with reworded passages."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One gap in both reports."""

    old: Gap
    new: Gap

    @property
    def what(self) -> tuple[str, ...]:
        """What differs: ``text``, ``verdict``, both, or nothing."""
        text = self.old.candidate.id != self.new.candidate.id
        verdict = self.old.verdict is not self.new.verdict
        return (*(["text"] if text else []), *(["verdict"] if verdict else []))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the gaps between two reports, each list in rank order."""

    fixed: tuple[Gap, ...]
    """Gaps that were confirmed in the old report and are not in the new one."""
    gone: tuple[Gap, ...]
    """Gaps that were never confirmed and that nobody proposed again."""
    new: tuple[Gap, ...]
    still: tuple[Pair, ...]
    """Same passages, same verdict."""
    changed: tuple[Pair, ...]
    """Same gap with other words or another verdict."""
    places: Mapping[str, str]
    """``old:ID`` or ``new:ID`` to the lines it is about."""
    notes: tuple[str, ...]
    """Why the two may not be comparable."""

    @property
    def new_confirmed(self) -> tuple[Gap, ...]:
        """Confirmed gaps that the old report did not have confirmed."""
        turned = (
            p.new for p in self.changed if p.new.verdict.confirmed and not p.old.verdict.confirmed
        )
        return (*(g for g in self.new if g.verdict.confirmed), *turned)


def compare(
    old: AuditReport, new: AuditReport, follow: Mapping[str, str] | None = None
) -> Comparison:
    """Match the gaps of two reports: by id (kind and texts), by statements, by likeness of texts.

    Args:
        old: The earlier report.
        new: The later one.
        follow: Old to new ids of the statements of both specs, where both are at hand.
    """
    before = {g.candidate.id: g for g in old.gaps}
    after = {g.candidate.id: g for g in new.gaps}
    same = [Pair(before[key], gap) for key, gap in after.items() if key in before]
    left = [g for key, g in before.items() if key not in after]
    right = [g for key, g in after.items() if key not in before]
    followed = _followed(left, right, follow or {})
    reworded = _alike(
        [g for g in left if all(p.old is not g for p in followed)],
        [g for g in right if all(p.new is not g for p in followed)],
    )
    pairs = sorted((*same, *followed, *reworded), key=lambda pair: pair.new.rank)
    paired_old = {p.old.candidate.id for p in pairs}
    paired_new = {p.new.candidate.id for p in pairs}
    lost = [g for key, g in before.items() if key not in paired_old]
    return Comparison(
        fixed=tuple(g for g in lost if g.verdict.confirmed),
        gone=tuple(g for g in lost if not g.verdict.confirmed),
        new=tuple(g for key, g in after.items() if key not in paired_new),
        still=tuple(p for p in pairs if not p.what),
        changed=tuple(p for p in pairs if p.what),
        places={**_places("old", old), **_places("new", new)},
        notes=tuple(_notes(old, new)),
    )


def _places(side: str, report: AuditReport) -> dict[str, str]:
    return {f"{side}:{e.candidate_id}": words.where(e.passages) for e in report.evidence}


def _notes(old: AuditReport, new: AuditReport) -> Iterable[str]:
    for name, report in (("old", old), ("new", new)):
        if not report.run.complete:
            yield f"the {name} run is incomplete: what it lacks may not have been looked for"
    simulated = [name for name, r in (("old", old), ("new", new)) if words.simulated(r)]
    if simulated:
        verb = "runs are" if len(simulated) > 1 else "run is"
        yield f"the {' and the '.join(simulated)} {verb} simulated: no evidence about a real spec"
    if old.run.proposer != new.run.proposer:
        yield (
            f"proposers differ ({old.run.proposer}, {new.run.proposer}): "
            "a gap may be gone only because nobody claimed it"
        )
    if (old.run.committee, old.run.judges) != (new.run.committee, new.run.judges):
        yield "committees or judges differ: verdicts may differ for that reason alone"


def _followed(old: Sequence[Gap], new: Sequence[Gap], follow: Mapping[str, str]) -> list[Pair]:
    """Pair gaps of one kind about the same statements, whatever became of their words."""
    waiting = {(g.candidate.kind, frozenset(g.candidate.statement_ids)): g for g in new}
    pairs = []
    for gap in old:
        # A statement that is gone has no id in the new spec, and "" is none.
        now = frozenset(follow.get(i, "") for i in gap.candidate.statement_ids)
        if found := waiting.pop((gap.candidate.kind, now), None):
            pairs.append(Pair(gap, found))
    return pairs


def _alike(old: Sequence[Gap], new: Sequence[Gap]) -> list[Pair]:
    """Pair leftovers greedily, most alike first; every gap is used once."""
    scored = sorted(
        (
            (-_likeness(a.candidate, b.candidate), a.rank, b.rank, a, b)
            for a in old
            for b in new
            if a.candidate.kind is b.candidate.kind
            and len(a.candidate.texts) == len(b.candidate.texts)
        ),
        key=lambda item: item[:3],
    )
    used: set[str] = set()
    pairs = []
    for negative, _, _, a, b in scored:
        keys = {f"old:{a.candidate.id}", f"new:{b.candidate.id}"}
        if -negative >= ALIKE and not keys & used:
            used |= keys
            pairs.append(Pair(a, b))
    return pairs


def _likeness(a: Candidate, b: Candidate) -> float:
    """Least likeness of the texts, in the better of the two orders; 1 is equal."""
    straight = [_ratio(x, y) for x, y in zip(a.texts, b.texts, strict=True)]
    crossed = [_ratio(x, y) for x, y in zip(a.texts, reversed(b.texts), strict=True)]
    return max(min(straight, default=0.0), min(crossed, default=0.0))


def _ratio(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a.casefold().split(), b.casefold().split(), autojunk=False)
    # The cheap bound spares the full match for texts with too few words in common.
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
