"""Matches two revisions of a spec: sections across renames and moves, statements, examples.

Sections are paired first (by the author's anchor, their path, their title and the statements they
share), so that a statement below a renamed heading has not moved. Statements and examples are then
paired by `specaudit.graph.alignment`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from specaudit.domain.matching import (
    Change,
    ExamplePair,
    Matching,
    SectionPair,
    StatementPair,
)
from specaudit.domain.spec import Example, Section, Spec, Statement
from specaudit.graph.alignment import Item, Link, align, longest_common_order
from specaudit.nlp.text import content_words, lemmas, normalise, typeset

_SAME_ANCHOR, _SAME_PATH, _SAME_TITLE = 1.0, 0.5, 0.5
_LEAST = 0.5
"""Evidence from which two sections are one: the same title, or half of the statements shared;
or fewer where the titles are alike."""
_SHARE = 0.6
"""Share of a level's paired sections that must have the new name for it to be a renaming."""


def match(old: Spec, new: Spec) -> Matching:
    """Match two revisions of a spec; every part of both is in exactly one pair.

    Statements are ``unchanged`` where the words are the same (quotes, dashes and spaces aside; a
    "must" that became "MUST" was edited) and they kept their section and their place in the
    document's order.
    """
    places = _sections(old, new)
    paired = {a: b for a, b in places if a is not None and b is not None}
    levels = _renamed_levels(old, new, paired)
    said, shown = _said(old, new, paired), _shown(old, new, paired)
    kept = _kept(
        [(old.statements[k.old], new.statements[k.new]) for k in said if k.likeness == 1.0]
        + [(old.examples[k.old], new.examples[k.new]) for k in shown if k.likeness == 1.0]
    )
    return Matching(
        sections=tuple(_section_pairs(old, new, places, levels)),
        statements=tuple(_statements(old, new, paired, levels, said, kept)),
        examples=tuple(_examples(old, new, paired, shown, kept)),
        levels=tuple(sorted((a, b) for a, b in levels.items() if a != b)),
    )


def _sections(old: Spec, new: Spec) -> list[tuple[str | None, str | None]]:
    """Pair section ids, best evidence first; unpaired ones stand alone."""
    evidence = _evidence(old, new)
    order_old = {section.id: at for at, section in enumerate(old.sections)}
    order_new = {section.id: at for at, section in enumerate(new.sections)}
    ranked = sorted(
        (-score, order_old[a], order_new[b], a, b)
        for (a, b), score in evidence.items()
        if score >= _LEAST
    )
    there: dict[str, str] = {}
    back: dict[str, str] = {}
    for *_, a, b in ranked:
        if a not in there and b not in back:
            there[a], back[b] = b, a
    return [
        *((back.get(section.id), section.id) for section in new.sections),
        *((section.id, None) for section in old.sections if section.id not in there),
    ]


def _evidence(old: Spec, new: Spec) -> Mapping[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = defaultdict(float)
    for name, worth in _NAMES:
        before, after = _named(old.sections, name), _named(new.sections, name)
        for key in before.keys() & after.keys():
            found[before[key], after[key]] += worth
    titles_old = {section.id: section.title for section in old.sections}
    titles_new = {section.id: section.title for section in new.sections}
    size_old = Counter(statement.section_id for statement in old.statements)
    size_new = Counter(statement.section_id for statement in new.statements)
    for (a, b), shared in _shared(old, new).items():
        found[a, b] += 2 * shared / (size_old[a] + size_new[b])
        one, other = _lemmas(titles_old[a]), _lemmas(titles_new[b])
        found[a, b] += _SAME_TITLE * len(one & other) / max(1, len(one | other))
    return found


_NAMES: tuple[tuple[Callable[[Section], Hashable], float], ...] = (
    (lambda section: section.anchor, _SAME_ANCHOR),
    (lambda section: tuple(map(normalise, section.path)), _SAME_PATH),
    (lambda section: normalise(section.title), _SAME_TITLE),
)


def _named(sections: Sequence[Section], name: Callable[[Section], Hashable]) -> dict[Hashable, str]:
    """Return the ids of the sections whose name is theirs alone."""
    often = Counter(name(section) for section in sections)
    return {
        name(section): section.id
        for section in sections
        if name(section) is not None and often[name(section)] == 1
    }


def _shared(old: Spec, new: Spec) -> Counter[tuple[str, str]]:
    """Count the statements two sections share; words that occur twice tell nothing."""
    before, after = _lone(old), _lone(new)
    return Counter((section, after[key]) for key, section in before.items() if key in after)


def _lone(spec: Spec) -> dict[str, str]:
    often = Counter(normalise(statement.text) for statement in spec.statements)
    return {
        key: statement.section_id
        for statement in spec.statements
        if often[key := normalise(statement.text)] == 1
    }


def _renamed_levels(old: Spec, new: Spec, paired: Mapping[str, str]) -> dict[str, str]:
    """Map old level names to the new ones that took their place throughout."""
    after = {section.id: section.authority for section in new.sections}
    moves: dict[str, Counter[str]] = defaultdict(Counter)
    for section in old.sections:
        level = after.get(paired.get(section.id, ""))
        if section.authority and level:
            moves[section.authority][level] += 1
    found = {}
    for level, targets in moves.items():
        (best, count), *_ = targets.most_common(1)
        # A name that both revisions use was not renamed.
        gone = level not in new.levels and best not in old.levels
        if gone and count >= _SHARE * targets.total():
            found[level] = best
    return found


def _relevelled(old: str | None, new: str | None, levels: Mapping[str, str]) -> bool:
    return (levels.get(old, old) if old else old) != new


def _section_pairs(
    old: Spec,
    new: Spec,
    places: Sequence[tuple[str | None, str | None]],
    levels: Mapping[str, str],
) -> Iterator[SectionPair]:
    before = {section.id: section for section in old.sections}
    after = {section.id: section for section in new.sections}
    there = {a: b for a, b in places if a is not None}
    for a, b in places:
        one = before[a] if a is not None else None
        other = after[b] if b is not None else None
        if one is None or other is None:
            yield SectionPair(one, other)
        else:
            parent = one.parent_id if one.parent_id is None else there.get(one.parent_id)
            yield SectionPair(
                one,
                other,
                renamed=normalise(one.title) != normalise(other.title),
                moved=parent != other.parent_id,
                relevelled=_relevelled(one.authority, other.authority, levels),
            )


Part = Statement | Example


def _kept(equal: Sequence[tuple[Part, Part]]) -> set[tuple[str, str]]:
    """Return the ids of those pairs of statements and examples that kept the document's order."""
    places = sorted((a.span.start, b.span.start) for a, b in equal)
    order = longest_common_order(places)
    return {(a.id, b.id) for a, b in equal if (a.span.start, b.span.start) in order}


def _said(old: Spec, new: Spec, paired: Mapping[str, str]) -> list[Link]:
    """Pair statements."""
    return align(
        [_item(s, paired.get(s.section_id, (s.section_id,))) for s in old.statements],
        [_item(s, s.section_id) for s in new.statements],
    )


def _statements(
    old: Spec,
    new: Spec,
    paired: Mapping[str, str],
    levels: Mapping[str, str],
    links: Sequence[Link],
    kept: set[tuple[str, str]],
) -> Iterator[StatementPair]:
    back = {link.new: link for link in links}
    for j, statement in enumerate(new.statements):
        link = back.get(j)
        if link is None:
            yield StatementPair(Change.ADDED, None, statement, 0.0)
            continue
        before = old.statements[link.old]
        here = paired.get(before.section_id) == statement.section_id
        stayed = here and (before.id, statement.id) in kept
        yield StatementPair(
            _change(before.text, statement.text, stayed),
            before,
            statement,
            link.likeness,
            _relevelled(before.authority, statement.authority, levels),
        )
    matched = {link.old for link in links}
    for i, statement in enumerate(old.statements):
        if i not in matched:
            yield StatementPair(Change.REMOVED, statement, None, 0.0)


def _change(old: str, new: str, stayed: bool) -> Change:
    if typeset(old) != typeset(new):
        return Change.EDITED
    return Change.UNCHANGED if stayed else Change.MOVED


def _item(statement: Statement, place: Hashable) -> Item:
    return Item(normalise(statement.text), place, _lemmas(statement.text))


def _lemmas(text: str) -> frozenset[str]:
    """Content lemmas; all lemmas of a text that has only function words."""
    return frozenset(content_words(text)) or frozenset(lemmas(text))


def _shown(old: Spec, new: Spec, paired: Mapping[str, str]) -> list[Link]:
    """Pair examples; one that was written anew under its old title is an edited one."""
    links = align(
        [_example(e, paired.get(e.section_id, (e.section_id,))) for e in old.examples],
        [_example(e, e.section_id) for e in new.examples],
    )
    used, taken = {link.old for link in links}, {link.new for link in links}
    titled = {
        (e.section_id, normalise(e.title)): j
        for j, e in enumerate(new.examples)
        if j not in taken and e.title
    }
    for i, example in enumerate(old.examples):
        name = (paired.get(example.section_id, ""), normalise(example.title))
        if i not in used and name in titled:
            links.append(Link(i, titled.pop(name), kept=True, likeness=0.0))
    return links


def _examples(
    old: Spec,
    new: Spec,
    paired: Mapping[str, str],
    links: Sequence[Link],
    kept: set[tuple[str, str]],
) -> Iterator[ExamplePair]:
    back = {link.new: link for link in links}
    for j, example in enumerate(new.examples):
        link = back.get(j)
        if link is None:
            yield ExamplePair(Change.ADDED, None, example)
        else:
            before = old.examples[link.old]
            here = paired.get(before.section_id) == example.section_id
            stayed = here and (before.id, example.id) in kept
            yield ExamplePair(_change(_words(before), _words(example), stayed), before, example)
    matched = {link.old for link in links}
    for i, example in enumerate(old.examples):
        if i not in matched:
            yield ExamplePair(Change.REMOVED, example, None)


def _example(example: Example, place: Hashable) -> Item:
    text = _words(example)
    return Item(normalise(text), place, _lemmas(text))


def _words(example: Example) -> str:
    turns = [f"{turn.role} {turn.verdict} {turn.text}" for turn in example.turns]
    return "\n".join((example.title, *turns))
