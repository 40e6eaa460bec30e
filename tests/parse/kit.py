"""What tests of the parser ask of a parsed spec."""

from __future__ import annotations

from specaudit.domain.spec import Block, BlockKind, Section, Spec, Statement


def texts(spec: Spec) -> list[str]:
    return [s.text for s in spec.statements]


def kinds(spec: Spec) -> list[BlockKind]:
    return [s.kind for s in spec.statements]


def said(spec: Spec, words: str) -> Statement:
    return next(s for s in spec.statements if words in s.text)


def block(spec: Spec, statement: Statement) -> Block:
    return next(b for b in spec.blocks if b.id == statement.block_id)


def stem(spec: Spec, words: str) -> str | None:
    found = block(spec, said(spec, words)).stem_id
    return next((s.text for s in spec.statements if s.id == found), None)


def section(spec: Spec, identity: str) -> Section:
    return next(s for s in spec.sections if s.id == identity)


def targets(spec: Spec, kind: str = "link") -> list[tuple[str, str | None]]:
    return [(r.target, r.resolved) for r in spec.references if r.kind == kind]
