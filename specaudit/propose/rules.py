"""The statements of an index that rule somebody's conduct, with what a pair of them needs."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from specaudit.domain.spec import Force, Norm, Statement
from specaudit.domain.text import shorten
from specaudit.propose.clauses import Act, acts
from specaudit.propose.scoring import Index
from specaudit.propose.vectors import dot

_OTHERS = frozenset(
    """we us openai anthropic company team user users developer developers operator operators
    person people human humans someone everyone reader readers customer employee""".split()
)
_ASSISTANTS = frozenset({None, "assistant", "you", "response", "model", "agent", "output", "reply"})
_ABSOLUTE = re.compile(
    r"\b(?:never|always|every|all|fully|entirely|completely|regardless"
    r"|(?:under|in) (?:no|any) circumstances?)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:however|but|instead|that said|for example|for instance|similarly|also|in addition|thus"
    r"|therefore|then|otherwise|still|yet|e\.g|i\.e|this|these|those|such|note|conversely|likewise"
    r"|on the other hand|in (?:some )?other cases|even so|nonetheless|nevertheless)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"^\W*(?:in (?:such|these|those|this|that|all|some|other)\b|when (?:appropriate|possible)"
    r"|where appropriate|if so|otherwise|by default|then)\b",
    re.IGNORECASE,
)
_ILLUSTRATES = re.compile(
    r"^\W*(?:for example|for instance|as an example|just as|imagine|suppose|consider (?:a|the)\b"
    r"|in this (?:particular )?(?:case|example)|these are just)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"^\W*(?:see|cf)\b|[:]\W*$", re.IGNORECASE)
_ABSOLUTE_RULE = re.compile(
    r"\b(?:never|always|under no circumstances?|under any circumstances?|in any circumstances?"
    r"|no exceptions?|without exception)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"^\W*(?:however|but|that said|even so|nonetheless|nevertheless)\b", re.I)
STRICT, ABSOLUTE = 0.04, 0.05
"""Per side: a binding force leaves less room to give way, and so do words like "every"."""


class Rules:
    """The statements of an index that hold norms, by place in the index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.places = [
            place
            for place, statement in enumerate(index.statements)
            if statement.normative
            and index.norms.get(statement.id)
            and not _POINTS.search(statement.text)
            and not _ILLUSTRATES.match(statement.text)
        ]

    @cached_property
    def acts(self) -> dict[int, list[Act]]:
        """The acts of every rule."""
        return {p: acts(self.statement(p).text, self.norms(p)) for p in self.places}

    @cached_property
    def refers(self) -> dict[str, set[str]]:
        """The sections that each statement itself points to."""
        found: dict[str, set[str]] = defaultdict(set)
        for reference in self.index.spec.references:
            if reference.statement_id and reference.resolved:
                found[reference.statement_id].add(reference.resolved)
        return found

    def statement(self, place: int) -> Statement:
        """Return the statement at a place."""
        return self.index.statements[place]

    def norms(self, place: int) -> list[Norm]:
        """Return the norms of the statement at a place."""
        return self.index.norms[self.statement(place).id]

    def similarity(self, a: int, b: int) -> float:
        """Return the cosine of two statements."""
        return dot(self.index.vectors[a], self.index.vectors[b])

    def apart(self, a: int, b: int) -> bool:
        """Whether two rules stand on their own: not one thought, not one said twice."""
        one, other = self.statement(a), self.statement(b)
        if one.block_id == other.block_id or one.text.casefold() == other.text.casefold():
            return False
        return not (b == a + 1 and _CONTINUES.match(other.text))

    def turns(self, a: int, b: int) -> bool:
        """Whether an absolute rule is followed at once by a "However"."""
        one, other = self.statement(a), self.statement(b)
        return (
            b == a + 1
            and one.section_id == other.section_id
            and bool(_ABSOLUTE_RULE.search(one.text) and _TURN.match(other.text))
        )

    def aware(self, a: int, b: int) -> bool:
        """Whether one of two statements points to the section of the other."""
        one, other = self.statement(a), self.statement(b)
        return (
            other.section_id in self.refers[one.id] or one.section_id in self.refers[other.id]
        ) and one.section_id != other.section_id

    def stakes(self, place: int) -> float:
        """Return what a rule's firmness adds to the score of a clash it is in."""
        strict = any(n.force is Force.MUST for n in self.norms(place))
        return STRICT * strict + ABSOLUTE * bool(_ABSOLUTE.search(self.statement(place).text))

    def situation(self, *places: int) -> str:
        """Return the conditions that rules name; empty where they name none."""
        named = [
            norm.condition.strip(" ,.")
            for place in places
            for norm in self.norms(place)
            if norm.condition and not _UNNAMED.match(norm.condition)
        ]
        return shorten("; ".join(dict.fromkeys(named)), 300)


def same_agent(one: Norm, other: Norm) -> bool:
    """Whether two norms can bind the same agent; one left open can be anybody."""
    if one.agent == other.agent:
        return True
    return one.agent in _ASSISTANTS and other.agent in _ASSISTANTS


def binds_assistant(norm: Norm) -> bool:
    """Whether a norm is about what the assistant (or whoever follows the spec) does."""
    return norm.agent not in _OTHERS
