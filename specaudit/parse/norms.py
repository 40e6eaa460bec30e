"""The norms of a document's statements; those of known sections are recalled, not found again."""

from __future__ import annotations

from typing import Any

from specaudit.domain.spec import Force, Norm, NormType
from specaudit.nlp.base import NormEngine
from specaudit.nlp.reading import assistant_names
from specaudit.parse.assembly import Assembly, sentences
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
    names = assistant_names(statement.text for statement in built.statements)
    if memory is None:
        return tuple(norm for found in engine.norms(sentences(built), names) for norm in found)
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


def _data(norm: Norm) -> tuple[Any, ...]:
    what = norm.type, norm.force, norm.agent, norm.action, norm.object, norm.negated
    return (*what, norm.condition, norm.exception, norm.light_verb, norm.trigger)


def _norm(statement_id: str, kind: str, force: str, *rest: Any) -> Norm:
    return Norm(statement_id, NormType(kind), Force(force), *rest)
