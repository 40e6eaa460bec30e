"""Contradictions we plant ourselves into a copy of a spec, to see whether a run would find them.

Each fault comes with its repaired twin: the same two statements and a sentence that says which
of them wins. A run that can be believed confirms the fault and not the twin.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from specaudit.domain.candidate import Candidate, CandidateKind, Source
from specaudit.domain.spec import BlockKind, Spec

PROPOSER = "planted"


@dataclass(frozen=True, slots=True)
class Fault:
    """A contradiction that fits any assistant's spec, and the sentence that repairs it."""

    id: str
    kind: str
    statements: tuple[str, str]
    tie_break: str
    situation: str


@dataclass(frozen=True, slots=True)
class Place:
    """A section to plant in: where its first and its last plain paragraph end."""

    section_id: str
    first: int
    last: int


@cache
def faults() -> tuple[Fault, ...]:
    """Return every fault there is to plant."""
    text = files("specaudit.probe").joinpath("data/faults.json").read_text("utf-8")
    return tuple(
        Fault(**{**one, "statements": tuple(one["statements"])}) for one in json.loads(text)
    )


def choose(count: int, seed: int) -> tuple[Fault, ...]:
    """Draw faults, of as many kinds as there are before any kind comes twice."""
    drawn = list(faults())
    random.Random(seed).shuffle(drawn)
    seen: dict[str, int] = {}
    rounds = []
    for fault in drawn:
        seen[fault.kind] = seen.get(fault.kind, 0) + 1
        rounds.append(seen[fault.kind])
    order = sorted(range(len(drawn)), key=lambda i: rounds[i])
    return tuple(drawn[i] for i in order[:count])


def places(spec: Spec) -> list[list[Place]]:
    """Return the sections that can take a fault, by level, the most frequent level first.

    Both statements of a fault go into one section, so that neither a level nor a precedence of
    sections settles it. What introduces a list, or stands in a quote or a note, stays as it is.
    """
    stems = {block.stem_id for block in spec.blocks if block.stem_id}
    leading = {s.block_id for s in spec.statements if s.id in stems}
    ends: dict[str, list[int]] = {}
    for block in spec.blocks:
        plain = block.kind is BlockKind.PARAGRAPH and block.normative and block.depth == 0
        if plain and block.id not in leading and _free_after(spec.text, block.span.end):
            ends.setdefault(block.section_id, []).append(block.span.end)
    levels: dict[str | None, list[Place]] = {}
    for section in spec.sections:
        if section.normative and (own := ends.get(section.id)):
            levels.setdefault(section.authority, []).append(Place(section.id, own[0], own[-1]))
    return sorted(levels.values(), key=len, reverse=True)


def _free_after(text: str, end: int) -> bool:
    """Whether a paragraph ends here: an empty line, or nothing, comes next."""
    rest = text[end:].split("\n", 2)
    return not rest[0].strip() and (len(rest) < 2 or not rest[1].strip())


def plant(spec: Spec, chosen: Sequence[Fault], where: Sequence[Place], *, repaired: bool) -> str:
    """Return a copy of the spec's text with the faults in it, or with their repaired twins.

    Args:
        spec: The spec; it is not changed.
        chosen: What to plant.
        where: Where to; used in turn. Without any, everything goes to the end of the text.
        repaired: Whether to add to each fault the sentence that settles it.
    """
    added: dict[int, list[str]] = {}
    for number, fault in enumerate(chosen):
        end = len(spec.text)
        place = where[number % len(where)] if where else Place("", end, end)
        first, second = fault.statements
        added.setdefault(place.first, []).append(first)
        settled = f"{second} {fault.tie_break}" if repaired else second
        added.setdefault(place.last, []).append(settled)
    text, at = [], 0
    for offset in sorted(added):
        text += [spec.text[at:offset], *(f"\n\n{paragraph}" for paragraph in added[offset])]
        at = offset
    return "".join(text) + spec.text[at:]


def candidate(fault: Fault, planted: Spec, *, repaired: bool) -> Candidate | None:
    """Return the fault as a candidate of the copy; None where its parser reads it otherwise.

    The candidate of a twin is the same as the fault's: only the text that models read differs.
    """
    found = [_find(planted, text) for text in fault.statements]
    if None in found:
        return None
    return Candidate(
        id=candidate_id(fault, repaired=repaired),
        kind=CandidateKind.CONFLICT,
        taxonomy="T1",
        statement_ids=tuple(str(one) for one in found),
        texts=fault.statements,
        claim=f"Planted by the self-test: {fault.kind}.",
        situation=fault.situation,
        score=0.0,
        sources=(Source(PROPOSER, fault.kind, 1),),
    )


def candidate_id(fault: Fault, *, repaired: bool) -> str:
    """Name the candidate of a fault or of its twin."""
    return f"{'REPAIRED' if repaired else PROPOSER.upper()}-{fault.id}"


def _find(spec: Spec, text: str) -> str | None:
    same = [s for s in spec.statements if s.text == text and s.normative]
    return same[0].id if len(same) == 1 else None


def tie_break_of(texts: Collection[str]) -> str | None:
    """Return the sentence that repairs these statements, where they are a planted fault."""
    return _tie_breaks().get(frozenset(texts))


@cache
def _tie_breaks() -> dict[frozenset[str], str]:
    return {frozenset(fault.statements): fault.tie_break for fault in faults()}
