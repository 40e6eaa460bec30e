"""Who does what in a run: models bound to roles, and what may not be combined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from specaudit.config import AuditConfig
from specaudit.domain.errors import ConfigError
from specaudit.llm.base import Request

EMBEDDED = "embedded/smollm2-135m"
CLONE = "#"
# Clones of one model must never share a sample, or their noise would look like agreement.
SAMPLES_PER_CLONE = 1000


@dataclass(frozen=True, slots=True)
class Roles:
    """Model ids by role. A committee member may be a clone, ``model#2``."""

    proposer: str
    """Empty: static proposals only."""
    generator: str
    """Empty: scenarios and rubrics come from templates."""
    committee: tuple[str, ...]
    judges: tuple[str, ...]
    embedded_default: bool = False
    """True where nothing was configured and the embedded model fills every role."""
    co_proposers: tuple[str, ...] = ()
    co_generators: tuple[str, ...] = ()

    @property
    def readers(self) -> tuple[str, ...]:
        """Every model that reads the spec and proposes gaps."""
        return tuple(dict.fromkeys(m for m in (self.proposer, *self.co_proposers) if m))

    @property
    def generators(self) -> tuple[str, ...]:
        """Every model that writes scenarios; the first also writes rubrics."""
        named = (self.generator, *self.co_generators)
        return tuple(dict.fromkeys(m for m in named if m and m != EMBEDDED))

    def models(self) -> tuple[str, ...]:
        """Return every distinct model that may be called, clones folded, in a stable order."""
        named = (*self.readers, self.generator, *self.co_generators, *self.committee, *self.judges)
        return tuple(dict.fromkeys(base_model(m) for m in named if m))


def base_model(member: str) -> str:
    """Return the model behind a member: ``vendor/name#2`` is a clone of ``vendor/name``."""
    return member.partition(CLONE)[0]


def bind(audit: AuditConfig) -> Roles:
    """Bind models to roles; with nothing configured the embedded model fills all of them.

    Raises:
        ConfigError: where a role is empty or a judge sits on the committee unasked.
    """
    if audit.co_proposers and not audit.proposer:
        raise ConfigError("[audit] co-proposers needs a proposer")
    if not audit.models and not audit.judges and not audit.proposer:
        clones = tuple(f"{EMBEDDED}{CLONE}{n}" for n in (1, 2, 3))
        return Roles("", EMBEDDED, clones, (EMBEDDED,), embedded_default=True)
    if not audit.models:
        raise ConfigError("no committee: name at least two models with --model or [audit] models")
    committee = _distinct(audit.models)
    judges = _distinct(audit.judges)
    if not judges and {base_model(m) for m in committee} == {EMBEDDED}:
        judges = (EMBEDDED,)
    if len(committee) == 1:
        committee = tuple(f"{committee[0]}{CLONE}{n}" for n in (1, 2, 3))
    if not judges:
        raise ConfigError("no judges: name models with --judge or [audit] judges")
    _refuse_self_judging(committee, judges, audit.allow_judge_on_committee)
    generator = audit.generator or audit.proposer
    if not generator and {base_model(m) for m in committee} == {EMBEDDED}:
        generator = EMBEDDED
    if audit.co_generators and not generator:
        raise ConfigError("[audit] co-generators needs a generator")
    return Roles(
        audit.proposer,
        generator,
        committee,
        judges,
        co_proposers=audit.co_proposers,
        co_generators=audit.co_generators,
    )


def _distinct(members: tuple[str, ...]) -> tuple[str, ...]:
    """Number repeated members, so that naming a model twice asks for two clones.

    Raises:
        ConfigError: for a clone without a number of its own: it would share another's samples.
    """
    for member in members:
        _, mark, clone = member.partition(CLONE)
        if mark and not re.fullmatch(r"[1-9][0-9]{0,2}", clone):
            raise ConfigError(f"{member}: number a clone from 1 to 999, such as MODEL#2")
    seen: dict[str, int] = {}
    out: list[str] = []
    for member in members:
        seen[member] = seen.get(member, 0) + 1
        repeated = members.count(member) > 1
        out.append(f"{member}{CLONE}{seen[member]}" if repeated and CLONE not in member else member)
    if twice := sorted({member for member in out if out.count(member) > 1}):
        raise ConfigError(f"{', '.join(twice)} is named twice: give every clone its own number")
    return tuple(out)


def _refuse_self_judging(
    committee: tuple[str, ...], judges: tuple[str, ...], allowed: bool
) -> None:
    shared = {base_model(m) for m in committee} & {base_model(j) for j in judges}
    # The embedded model judges nothing well, itself included: the instrument check says so.
    shared.discard(EMBEDDED)
    if shared and not allowed:
        whose = "its" if len(shared) == 1 else "their"
        raise ConfigError(
            f"{', '.join(sorted(shared))} would judge {whose} own answers; choose other judges "
            "or set [audit] allow-judge-on-committee = true"
        )


def for_member(request: Request, member: str) -> Request:
    """Address a request to a member: clones share the model and differ in their samples."""
    model, _, clone = member.partition(CLONE)
    offset = int(clone) * SAMPLES_PER_CLONE if clone else 0
    meta = {**request.meta, "member": member}
    return replace(request, model=model, sample=request.sample + offset, meta=meta)
