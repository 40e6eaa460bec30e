"""The norms of a document's statements; those of known sections are recalled, not found again."""

from __future__ import annotations

from typing import Any

from specaudit.domain.spec import Force, Norm, NormType
from specaudit.nlp.base import NormEngine
from specaudit.nlp.reading import assistant_names
from specaudit.parse.assembly import Assembly, sentences
from specaudit.parse.parts import Part
from specaudit.store.memory import Memory, digest


def found_norms(
    engine: NormEngine, built: Assembly, memory: Memory | None = None
) -> tuple[Norm, ...]:
    """Return the norms in document order.

    Args:
        engine: Finds them; it looks no further than a section, but for the assistant's names.
        built: The document's sections.
        memory: What was found in an earlier run.
    """
    if memory is None:
        names = _names(built)
        return tuple(norm for found in engine.norms(sentences(built), names) for norm in found)
    found_names: set[str] = set()
    for key, part in built.parts:
        called = memory.fact(key, "assistant")
        if called is None:
            called = _names(part)
            memory.keep_fact(key, "assistant", called)
        found_names.update(called)
    names = sorted(found_names)
    memory.reader = digest(engine.name, names)
    name = f"norms {memory.reader}"
    norms: list[Norm] = []
    for key, part in built.parts:
        known = memory.fact(key, name)
        if known is not None:
            norms += [_norm(part.statements[number].id, *row) for number, row in known]
            continue
        found = engine.norms(sentences(part), names)
        norms += [norm for one in found for norm in one]
        rows = [(number, _data(norm)) for number, one in enumerate(found) for norm in one]
        memory.keep_fact(key, name, rows)
    return tuple(norms)


def _names(part: Part) -> list[str]:
    return assistant_names(statement.text for statement in part.statements)


def _data(norm: Norm) -> tuple[Any, ...]:
    what = norm.type, norm.force, norm.agent, norm.action, norm.object, norm.negated
    return (*what, norm.condition, norm.exception, norm.light_verb, norm.trigger)


def _norm(statement_id: str, kind: str, force: str, *rest: Any) -> Norm:
    return Norm(statement_id, NormType(kind), Force(force), *rest)
