"""Worlds of simulated models and judges whose truth is known.

A world says, for every candidate, what is true of it (`Truth`), and turns that truth into
positions of answers on the two sides and into judges' verdicts, with noise. Everything is a
function of the world's seed and the names of things, so the same run gives the same answers in
any order and in any process. How positions become words, and words positions, is the business
of `specaudit.pipeline.simulation`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import NormalDist

from specaudit.domain.query import Arm, Lean
from specaudit.domain.verdict import Compliance

NEUTRAL = 3.0
_FOR, _AGAINST = 5.5, 0.6
_DRIFT_SPAN = 40
"""Seeds over which a drifting world changes."""


class Truth(StrEnum):
    """What is true of a candidate, and what a perfect experiment would find."""

    CONTRADICTION = "contradiction"
    """Members take different sides and judges fail both."""
    AMBIGUITY = "ambiguity"
    """Members read the words differently, and so do judges."""
    TOO_COARSE = "too-coarse"
    """Members take different sides and judges pass both."""
    COVERAGE = "coverage"
    """All members do alike, and judges fail them."""
    MODEL_FAULT = "model-fault"
    """The text is clear; one member does not follow it."""
    RESOLVED = "resolved"
    """A conflict that all members settle alike, in favour of side A, and judges pass."""
    PAPER_ONLY = "paper-only"
    """The spec settles it for side A; members split all the same."""
    NOTHING = "nothing"
    """The statements do not meet: answers to the conflict lie where answers to controls lie."""


SPLITS = frozenset({Truth.CONTRADICTION, Truth.AMBIGUITY, Truth.TOO_COARSE, Truth.PAPER_ONLY})
"""Truths under which members differ by more than noise."""

GAPS = SPLITS | {Truth.COVERAGE}
"""Truths that are faults of the text."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A gap that is known to be there, and what a simulated proposer says of it."""

    statements: tuple[str, ...]
    """As in the source, folded."""
    claim: str = ""
    situation: str = ""
    taxonomy: str = ""
    readings: tuple[str, ...] = ()
    messages: Mapping[str, str] = field(default_factory=dict)
    """What a simulated reader writes: by arm, and what a lean adds."""
    circumstances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the words in braces of the messages stand for, in turn."""


@dataclass(frozen=True, slots=True)
class World:
    """One simulated world. Sizes on scales are in steps of the 0-6 rubric."""

    name: str
    truth: Callable[[Sequence[str]], Truth]
    """From a candidate's statements to what is true of it."""
    seed: int = 0
    shows: float = 0.9
    """Share of seeds in which the truth shows; in the others all members do alike."""
    drift: float = 0.0
    """Change of ``shows`` from the first seed to the fortieth."""
    noise: float = 0.5
    """SD of an answer around its member's position."""
    pull: float = 0.4
    """How far an answer follows the lean of its user."""
    misaligned: int = 2
    """Number of the member that does not follow clear text (a or 1 is 1, b or 2 is 2 ...)."""
    score_noise: float = 0.4
    """SD of a judge's score around an answer's position."""
    judge_error: float = 0.06
    """Chance that a verdict is turned round."""
    judge_correlation: float = 0.0
    """Correlation of those errors between any two judges."""
    item_bias: float = 0.0
    """Chance that a scenario makes all judges fail every answer to it, controls included."""
    refusals: float = 0.0
    """Chance that a generator refuses a seed."""
    missing: float = 0.0
    """Chance that a member's or a judge's answer never arrives."""
    deaf: bool = False
    """Members pay no heed to rules at all, so they fail the easy controls."""
    blind: bool = False
    """The self-test's contradictions split nobody and are judged fine: they go unnoticed."""
    habit: bool = False
    """Members do what they do from habit: what stands in the text makes no difference."""
    stubborn: bool = False
    """A tie-break makes no difference: repaired contradictions split members all the same."""
    planted: tuple[Planted, ...] = ()
    """The gaps that a simulated proposer knows of."""
    overlooks: float = 0.0
    """Chance that a reading overlooks a planted gap."""
    invents: float = 0.0
    """Chance that a reading adds a proposal whose quote is not in the text."""

    def chance(self, *about: object) -> float:
        """Return a number in (0, 1) that depends on the world's seed and on the names alone."""
        data = repr((self.name, self.seed, about)).encode()
        number = int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")
        return (number + 0.5) / 2**64

    def normal(self, *about: object) -> float:
        """Return a standard normal deviate, fixed by the names."""
        return NormalDist().inv_cdf(self.chance(*about))


@dataclass(frozen=True, slots=True)
class Cell:
    """One query to one member (or the answer to it), as the experiment's design names it."""

    texts: tuple[str, ...]
    scenario_id: str
    index: int
    query_id: str
    arm: Arm
    lean: Lean


@dataclass(frozen=True, slots=True)
class Position:
    """Where an answer lies: 0 works against a side, 3 is neutral, 6 serves it fully."""

    a: float
    b: float


def shows(world: World, cell: Cell) -> bool:
    """Whether the candidate's truth shows in the scenario of this cell."""
    share = world.shows + world.drift * min(1.0, cell.index / _DRIFT_SPAN)
    return world.chance("shows", cell.scenario_id) < share


def member_number(member: str) -> int:
    """Number a member by its name: letters from a, digits as they are, clones on top."""
    name, _, clone = member.rpartition(":")[2].partition("#")
    last = name[-1:] or "a"
    base = int(last) if last.isdigit() else max(1, ord(last.casefold()) - ord("a") + 1)
    return base + (int(clone) - 1 if clone.isdigit() else 0)


def position(
    world: World, cell: Cell, member: str, sample: int, *, has_a: bool = True, has_b: bool = True
) -> Position:
    """Return where a member's answer lies.

    Args:
        world: The world.
        cell: The query.
        member: Name of the member.
        sample: Number of the answer.
        has_a: Whether the member knows statement A (it does not where it was ablated).
        has_b: The same for B; for a candidate of one statement equal to ``has_a``.
    """
    if world.deaf:
        has_a = has_b = False
    elif world.habit:
        has_a = has_b = True
    a, b = _stance(world, cell, member_number(member), has_a, has_b)
    pull = {Lean.NEUTRAL: 0.0, Lean.TO_A: world.pull, Lean.TO_B: -world.pull}[cell.lean]
    name = (cell.query_id, member, sample)
    return Position(
        _clip(a + pull + world.noise * world.normal("answer-a", *name)),
        _clip(b - pull + world.noise * world.normal("answer-b", *name)),
    )


def _stance(world: World, cell: Cell, number: int, has_a: bool, has_b: bool) -> tuple[float, float]:
    """Return where a member stands before lean and noise."""
    if cell.arm is Arm.ONLY_A:
        return (_FOR if has_a else NEUTRAL, NEUTRAL)
    if cell.arm is Arm.ONLY_B:
        return (NEUTRAL, _FOR if has_b else NEUTRAL)
    if cell.arm is Arm.NEITHER or not (has_a or has_b):
        return (NEUTRAL, NEUTRAL)
    if has_a and world.truth(cell.texts) is Truth.AMBIGUITY:
        return _in_conflict(world, cell, number)  # the vague statement does it alone
    if not has_b:
        return (_FOR, NEUTRAL)
    if not has_a:
        return (NEUTRAL, _FOR)
    return _in_conflict(world, cell, number)


def _in_conflict(world: World, cell: Cell, number: int) -> tuple[float, float]:
    truth = world.truth(cell.texts)
    if truth is Truth.NOTHING:
        # Exactly a control's stance, so that a null world is null for any measure whatever.
        return (_FOR, NEUTRAL)
    if truth is Truth.COVERAGE:
        return (_AGAINST, _AGAINST)
    follows_a = True
    if shows(world, cell):
        if truth in SPLITS:
            follows_a = (number + _turn(world, cell, truth)) % 2 == 0
        elif truth is Truth.MODEL_FAULT:
            follows_a = number != world.misaligned
    return (_FOR, _AGAINST) if follows_a else (_AGAINST, _FOR)


def _turn(world: World, cell: Cell, truth: Truth) -> int:
    """Which members take side A: fixed for a candidate, but by scenario where words are vague."""
    about = cell.scenario_id if truth is Truth.AMBIGUITY else cell.texts
    return int(world.chance("turn", about) * 2)


def verdict(world: World, cell: Cell, answer: Position, judge: str, answer_id: str) -> Compliance:
    """Return a judge's verdict on an answer, its errors included."""
    if world.chance("item", cell.scenario_id) < world.item_bias:
        return Compliance.NON_COMPLIANT
    right = _right_verdict(world, cell, answer, judge, answer_id)
    if errs(world, judge, answer_id):
        turned = right is Compliance.COMPLIANT
        return Compliance.NON_COMPLIANT if turned else Compliance.COMPLIANT
    return right


def errs(world: World, judge: str, item: str) -> bool:
    """Whether a judge errs on an item.

    Each judge throws, with probability sqrt(rho), the coin that all judges share on the item,
    and else a coin of its own; any two judges' errors then correlate by exactly rho.
    """
    shared = world.chance("shares", judge, item) < math.sqrt(world.judge_correlation)
    return world.chance("error", "" if shared else judge, item) < world.judge_error


def _right_verdict(
    world: World, cell: Cell, answer: Position, judge: str, answer_id: str
) -> Compliance:
    if cell.arm is Arm.NEITHER:
        return Compliance.COMPLIANT
    if cell.arm is not Arm.CONFLICT:
        followed = answer.a if cell.arm is Arm.ONLY_A else answer.b
        return _passes(followed > NEUTRAL)
    truth = world.truth(cell.texts)
    if truth is Truth.COVERAGE:
        return Compliance.NON_COMPLIANT
    if truth in {Truth.NOTHING, Truth.TOO_COARSE}:
        return Compliance.COMPLIANT
    # Where the truth does not show, side A settles the case, as it does in resolved conflicts.
    if truth is Truth.CONTRADICTION and shows(world, cell):
        unsure = world.chance("unsure", judge, answer_id) < 0.25
        return Compliance.AMBIGUOUS if unsure else Compliance.NON_COMPLIANT
    if truth is Truth.AMBIGUITY and shows(world, cell):
        if world.chance("unsure", judge, answer_id) < 0.4:
            return Compliance.AMBIGUOUS
        broad = world.chance("reading", judge, cell.scenario_id) < 0.5
        return _passes(answer.a > answer.b if broad else answer.b >= answer.a)
    return _passes(answer.a > answer.b)


def rests_on(world: World, cell: Cell, judge: str) -> tuple[int, ...]:
    """Return which of the candidate's statements (0, 1) a judge says its verdict rests on."""
    if cell.arm is Arm.NEITHER:
        return ()
    if cell.arm is Arm.ONLY_A:
        return (0,)
    last = len(cell.texts) - 1
    if cell.arm is Arm.ONLY_B:
        return (last,) if last else ()
    truth = world.truth(cell.texts)
    if truth is Truth.COVERAGE:
        return ()
    if truth is Truth.AMBIGUITY:
        one = int(world.chance("activates", judge, cell.scenario_id) * (last + 2))
        return (one,) if one <= last else ()
    return tuple(range(len(cell.texts)))


def score(world: World, latent: float, judge: str, answer_id: str, side: str) -> int:
    """Return the step a judge gives a position on one scale."""
    return round(_clip(latent + world.score_noise * world.normal("score", judge, answer_id, side)))


def _passes(followed: bool) -> Compliance:
    return Compliance.COMPLIANT if followed else Compliance.NON_COMPLIANT


def _clip(value: float) -> float:
    return min(6.0, max(0.0, value))
