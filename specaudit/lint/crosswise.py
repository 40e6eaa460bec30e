"""Sentences that rank the same two things the other way round, in whatever words.

`ranked_sides` reads what each ranks. Two sentences are opposed where each has on top what the other
has at the bottom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from specaudit.domain.spec import Statement
from specaudit.lint.context import Context, Document
from specaudit.lint.facts import facts
from specaudit.lint.ranked_names import stems_of
from specaudit.lint.ranked_sides import NONE, Ranked, named, ranked
from specaudit.lint.weighed import puts_first, weighs

_SHARE = 0.5
"""Of the words of the shorter sides, how many two opposed orders share."""
_MOST_PAIRS = 500
"""Orders of two rankings held against each other one by one, at most."""
_SEVERAL = 3
"""Words that make a case, or what is ranked, the same in other words."""
_FEW = 5
"""Words of the sides of two orders that share no more than one word on each."""
_NO_ORDER = Ranked(frozenset(), frozenset())


def told_orders(context: Context, document: Document) -> list[tuple[Statement, list[Ranked]]]:
    """The sentences of a document of a run that rank things, each with its orders; read once."""
    known = context.memo.get("told-orders")
    if not isinstance(known, dict):
        known = {id(one): list(_told_orders(one)) for one in context.documents}
        context.memo["told-orders"] = known
    found: list[tuple[Statement, list[Ranked]]] = known[id(document)]
    return found


def _told_orders(document: Document) -> Iterator[tuple[Statement, list[Ranked]]]:

    def read(statement: Statement) -> list[list[list[str]]]:
        section = document.sections.get(statement.section_id)
        title = section.title if section is not None and section.depth > 1 else ""
        return [[sorted(words) for words in order] for order in ranked(statement.text, title)]

    known = facts(document, "ranked", read, document.prose)
    for one in document.prose:
        if known[one.id]:
            yield one, [Ranked(*map(frozenset, order)) for order in known[one.id]]


def opposed_orders(
    found: Sequence[tuple[str, Sequence[Ranked]]],
) -> Iterator[tuple[int, int, Ranked]]:
    """Pairs of sentences that rank the same two things the other way round.

    Args:
        found: Each sentence with its orders.

    Yields:
        The numbers of the two, and what they share of the order that the first one states.
    """
    losing: dict[str, set[int]] = defaultdict(set)
    explained: dict[str, set[int]] = defaultdict(set)
    for number, (_, orders) in enumerate(found):
        for one in orders:
            for word in one.lower:
                losing[word].add(number)
            for word in one.below:
                explained[word].add(number)
    for number, (_, orders) in enumerate(found):
        # Words that only explain items on both sides make no pair worth a look.
        others = {n for one in orders for word in one.higher | one.above for n in losing[word]}
        others |= {n for one in orders for word in one.higher for n in explained[word]}
        others = {n for n in others if n > number}
        for other in sorted(others):
            if shared := _opposed(found[number], found[other]):
                yield number, other, shared


def turned_round(
    document: Document, found: Sequence[tuple[Statement, Sequence[Ranked]]]
) -> Iterator[tuple[Statement, Statement, Ranked]]:
    """Sentences that put what another sentence ranks the other way round.

    They state no order that is read by itself, and need not: which two things they weigh is known.

    Args:
        document: The document.
        found: Its sentences that rank, each with what it ranks.

    Yields:
        A sentence that ranks, the one that turns that round, and what they share.
    """
    held = [
        (one, [order for order in orders if not order.case and not order.place])
        for one, orders in found
    ]
    if not any(orders for _, orders in held):
        return

    def read(one: Statement) -> list[str]:
        return sorted(stems_of(one.text, bare=True)) if weighs(one.text) else []

    rows = facts(document, "weighed", read, document.prose)
    known_by_text = {one.text for one, _ in found}
    naming: dict[str, list[int]] = defaultdict(list)
    weighed: list[tuple[Statement, frozenset[str]]] = []
    for one in document.prose:
        if rows[one.id] and one.text not in known_by_text:
            for stem in rows[one.id]:
                naming[stem].append(len(weighed))
            weighed.append((one, frozenset(rows[one.id])))
    for one, orders in held:
        for order in orders:
            above = {number for stem in order.higher for number in naming[stem]}
            below = {number for stem in order.lower for number in naming[stem]}
            for number in sorted(above & below):
                other, told = weighed[number]
                shared = Ranked(order.higher & told, order.lower & told)
                if (
                    (shared.higher == order.higher or shared.lower == order.lower)
                    and 2 * len(shared.higher) >= len(order.higher)
                    and 2 * len(shared.lower) >= len(order.lower)
                    and puts_first(other.text, shared.higher, shared.lower) is False
                ):
                    yield one, other, shared


def _opposed(
    one: tuple[str, Sequence[Ranked]], other: tuple[str, Sequence[Ranked]]
) -> Ranked | None:
    """What two sentences rank the other way round, unless they agree as much on something."""
    if len(one[1]) * len(other[1]) > _MOST_PAIRS:
        return None  # two long rankings, which are compared by what they name
    pairs = [(_as_spoken(a, b), _as_spoken(b, a)) for a, b in product(one[1], other[1])]
    across = [(_across(a, b), a, b) for a, b in pairs]
    if not any(shared.size for shared, _, _ in across):
        return None
    said = named(one[0]), named(other[0])
    held = [shared for shared, a, b in across if _one_case(a, b, said)]
    most = max(held, key=lambda order: order.size, default=_NO_ORDER)
    return most if most.size > max(_along(a, b) for a, b in pairs) else None


def _as_spoken(order: Ranked, other: Ranked) -> Ranked:
    """An order with sides in the words of another one, where words that explain them are these."""
    higher = order.higher if order.higher & other.words else order.above & other.words
    lower = order.lower if order.lower & other.words else order.below & other.words
    return order._replace(higher=higher or order.higher, lower=lower or order.lower)


def _along(one: Ranked, other: Ranked) -> int:
    """How many words two orders have on the same sides, where they have some on each."""
    above, below = one.higher & other.higher, one.lower & other.lower
    return len(above) + len(below) if above and below else 0


def _across(one: Ranked, other: Ranked) -> Ranked:
    """What one order has on top and the other at the bottom, and the reverse; empty for too little.

    Words on the same side in both, or on both sides in one, are of what both speak about.
    """
    above, below = one.higher & other.higher, one.lower & other.lower
    idle = above | below | one.both | other.both
    sides = [(one.higher - idle, other.lower - idle), (one.lower - idle, other.higher - idle)]
    shared = Ranked(*(a & b for a, b in sides))
    least = sum(min(len(a), len(b)) for a, b in sides)
    if not shared.higher or not shared.lower:
        return _NO_ORDER
    if one.both and other.both and one.both.isdisjoint(other.both):
        return _NO_ORDER  # "large models", "large batteries"
    if shared.size <= _SEVERAL and sides[0][0] - sides[0][1] and sides[1][1] - sides[1][0]:
        return _NO_ORDER  # "children get pictures", "adults get text"
    if any(len(a & b) <= min(len(a - b), len(b - a)) for a, b in sides):
        return _NO_ORDER  # "to inform the police" is not "to inform the press"
    if shared.size == 2 and one.words & other.words == shared.words:
        # Two single words may be part of other things: "the depth gauge" is not depth.
        told = [len(a | b) for a, b in sides]
        return shared if sum(told) <= (_FEW if min(told) == 1 else _SEVERAL) else _NO_ORDER
    enough = shared.size >= max(_SHARE * least, len(above) + len(below))
    return shared if enough else _NO_ORDER


def _one_case(one: Ranked, other: Ranked, said: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two orders hold in one case: an order for a case of its own is an exception.

    Args:
        one: An order.
        other: Another one.
        said: All words of the two sentences, which may name the case elsewhere.
    """
    named = one.words | other.words
    a = (one.case - named) | (one.place - other.words - said[1])
    b = (other.case - named) | (other.place - one.words - said[0])
    a, b = (a if b else a - (said[1] - NONE)), (b if a else b - (said[0] - NONE))
    if a == b:
        return True
    if not a or not b or a ^ b == NONE:
        return False
    a, b = a - NONE, b - NONE
    shared = len(a & b)
    return a <= b or b <= a or (shared >= _SEVERAL and 2 * shared >= min(len(a), len(b)))
