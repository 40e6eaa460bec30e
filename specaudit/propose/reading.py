"""The sweep: the whole digest as a cached prefix, one group of sections in focus at a time.

Every call shows every statement, so every pair is exposed in every call; the focus makes the
reader look at each section in turn. A spec too large for one digest is split into parts, and
every two parts are shown together in some call, so that no pair is missed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

from specaudit import prompts
from specaudit.domain.spec import Section, Spec
from specaudit.llm.base import Message, Request
from specaudit.propose.answers import ProposalAnswer
from specaudit.propose.digest import Digest, digest
from specaudit.propose.scoring import Index, best

PROMPT = "propose/read"
FOCUS_STATEMENTS = 14
"""Statements in focus per call, about; a longer section is not split."""
HINTS = 12
LARGEST_DIGEST = 400_000
"""Code points of a digest that fit beside the answer in today's usual contexts."""


def requests(spec: Spec, model: str, seed: int, largest: int = LARGEST_DIGEST) -> list[Request]:
    """Return the calls of one sweep.

    Args:
        spec: The parsed spec.
        model: Who reads.
        seed: Random seed for providers that take one.
        largest: Most code points of a digest in one call.
    """
    whole = digest(spec)
    index = Index(spec)
    out: list[Request] = []
    for sections in _windows(whole, largest):
        shown = whole.text([s.id for s in sections])
        for group in _groups(whole, sections):
            out.append(_request(whole, index, shown, group, model, seed, len(out)))
    return out


def shuffled(spec: Spec, model: str, seed: int, times: int) -> list[Request]:
    """Return whole-digest readings in shuffled section orders (the `digest` strategy)."""
    whole = digest(spec)
    index = Index(spec)
    out = []
    for number in range(times):
        order = [s.id for s in whole.sections]
        random.Random(f"{seed}/{number}").shuffle(order)
        group = list(whole.sections)
        request = _request(whole, index, whole.text(order), group, model, seed, number, "digest")
        out.append(request)
    return out


def exposed(spec: Spec, asked: Sequence[Request]) -> float:
    """Share of the pairs of statements that some request shows together.

    Read off the requests themselves: a statement counts as shown where its label stands in the
    digest that is sent.
    """
    whole = digest(spec)
    total = len(whole.statements)
    if total < 2:
        return 1.0
    seen: list[frozenset[int]] = []
    for request in asked:
        text = request.messages[0].text
        shown = frozenset(i for i in range(total) if f"\n[{whole.label(i)}] " in text)
        if shown not in seen:
            seen.append(shown)
    if any(len(shown) == total for shown in seen):
        return 1.0
    pairs = {pair for shown in seen for pair in combinations(sorted(shown), 2)}
    return len(pairs) / (total * (total - 1) / 2)


def _windows(whole: Digest, largest: int) -> list[list[Section]]:
    """Return what is shown together: all sections, or every two of the parts they are split in."""
    sections = list(whole.sections)
    if len(whole.text()) <= largest:
        return [sections]
    parts: list[list[Section]] = [[]]
    for section in sections:
        if parts[-1] and len(whole.text([s.id for s in [*parts[-1], section]])) > largest // 2:
            parts.append([])
        parts[-1].append(section)
    return [a + b for a, b in combinations(parts, 2)] or [sections]


def _groups(whole: Digest, sections: Sequence[Section]) -> list[list[Section]]:
    """Put neighbouring sections together until enough statements are in focus."""
    counts: dict[str, int] = {}
    for statement in whole.statements:
        counts[statement.section_id] = counts.get(statement.section_id, 0) + 1
    groups: list[list[Section]] = []
    size = FOCUS_STATEMENTS
    for section in sections:
        if size >= FOCUS_STATEMENTS:
            groups.append([])
            size = 0
        groups[-1].append(section)
        size += counts[section.id]
    return groups


def _request(
    whole: Digest,
    index: Index,
    shown: str,
    group: Sequence[Section],
    model: str,
    seed: int,
    place: int,
    strategy: str = "sweep",
) -> Request:
    prompt = prompts.load(PROMPT)
    focus = "\n".join(f"# {section.title or 'Opening'}" for section in group)
    system, user = prompt.render(
        digest=shown, focus=focus, hints=_hints(whole, index, {s.id for s in group})
    )
    return Request(
        model=model,
        messages=(Message("system", system, cache=True), Message("user", user)),
        max_tokens=prompt.max_tokens,
        seed=seed,
        schema_name="ProposalAnswer",
        schema=ProposalAnswer.model_json_schema(),
        prompt=prompt.use,
        meta={
            "role": "proposer",
            "stage": "propose",
            "strategy": strategy,
            "place": f"{place:04d}",
        },
    )


def _hints(whole: Digest, index: Index, focus: set[str]) -> str:
    labels = {s.id: whole.label(i) for i, s in enumerate(whole.statements)}
    touching = (
        pair
        for pair in index.pairs()
        if {index.statements[pair.a].section_id, index.statements[pair.b].section_id} & focus
    )
    rows = [
        f"{labels[index.statements[p.a].id]} and {labels[index.statements[p.b].id]}"
        for p in best(touching, HINTS)
    ]
    return "\n".join(rows) or "none"
