"""How a model reads a spec: which calls are made, what each shows and what it asks.

All readings share one prefix, the instructions and the digest, marked for the provider's cache;
the task of a call comes after it. `FIRST` holds the readings that need nothing but the spec,
`FOLLOWING` what judges their proposals. `EXTRA` ones are made where they are worth their price:
`whole` (everything at once, in shuffled orders) and `second` (what a first reading skipped).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from specaudit import prompts
from specaudit.config import EXTRA_READINGS
from specaudit.domain.spec import Spec
from specaudit.llm.base import Message, Request
from specaudit.propose import excerpts
from specaudit.propose.answers import JudgedPairs, ProposalAnswer
from specaudit.propose.digest import Digest, digest
from specaudit.propose.excerpts import Pair
from specaudit.propose.scoring import Index
from specaudit.propose.windows import by_section, groups, windows

FIRST = ("sweep", "tensions", "terms", "coverage", "tie-breaks", "examples", "commentary")
FOLLOWING = ("targeted",)
EXTRA = EXTRA_READINGS
STRATEGIES = (*FIRST, *EXTRA, *FOLLOWING)
"""All of them, in the order in which they are made."""
_WHOLE = {"sweep": "sweep", "whole": "whole-{}", **dict.fromkeys(FIRST[1:], "classes")}
"""Which calls together make one reading of the whole spec that knows nothing of the others."""
PREFIX = "propose/read"
JUDGE = "propose/judge"

IN_SWEEP, IN_CLASS, IN_SECOND = 28, 300, 60
"""Statements in focus per call, about."""
PAIRS_PER_CALL = 25
MOST_JUDGED = 4 * PAIRS_PER_CALL
"""Pairs that are judged after a full reading."""
EXAMPLES_PER_CALL = 36_000
"""Code points of examples per call; a longer example goes alone."""
NOTES_PER_CALL = 200

LARGEST_DIGEST = 400_000
"""Code points of a digest that fit beside the answer in today's usual contexts."""
SMALLEST_CONTEXT = 24_000
"""Tokens below which parts are so small that showing every two of them takes thousands of calls."""
CAUTIOUS_CHARS = 3
"""Code points per token where an underestimate would overflow the context."""
KEPT_FREE = 18_000
"""Tokens of a context for instructions, thoughts and the answer."""
DIGEST_SHARE = 0.75
"""Part of the rest that the digest may take; a task with worked examples takes what is left."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one call asks beside the shared prefix."""

    inputs: Mapping[str, str]
    shown: Sequence[int] | None = None
    """Places of the digest that are shown; None: all."""
    number: int = 0
    """Of the whole reading that the call belongs to, where a strategy makes several."""


@dataclass(frozen=True)
class Reader:
    """One model's readings of one spec."""

    spec: Spec
    model: str
    seed: int = 0
    largest: int = LARGEST_DIGEST
    times: int = 3
    """How often the `whole` strategy reads, each time in another order of sections."""
    known: tuple[Pair, ...] = ()
    """Pairs (or single statements twice) reported so far; for `second`."""
    pairs: tuple[Pair, ...] = ()
    """Pairs to be judged; for `targeted`."""
    together: int = PAIRS_PER_CALL
    """Pairs that are judged in one call."""
    only: frozenset[str] | None = None
    """Ids of statements and examples to be in focus; None: all."""

    @cached_property
    def whole(self) -> Digest:
        """The digest of the spec."""
        return digest(self.spec)

    @cached_property
    def hints(self) -> excerpts.Hints:
        """Pairs that the static proposer would look at."""
        return excerpts.Hints(Index(self.spec))

    def requests(self, strategy: str) -> list[Request]:
        """Return the calls of one strategy.

        Raises:
            KeyError: where there is no such strategy.
        """
        if strategy == "targeted":
            return [self._judging(n, some) for n, some in enumerate(self._batches())]
        make = _MAKERS[strategy]
        return [self._reading(strategy, n, task) for n, task in enumerate(make(self))]

    def _reading(self, strategy: str, number: int, task: Task) -> Request:
        prompt = prompts.load(f"propose/{strategy}")
        prefix, _ = prompts.load(PREFIX).render(digest=self.whole.text(task.shown))
        asks, material = prompt.render(**task.inputs)
        return Request(
            model=self.model,
            messages=(
                Message("system", prefix, cache=True),
                Message("user", f"{asks}\n\n{material}"),
            ),
            max_tokens=prompt.max_tokens,
            seed=self.seed,
            schema_name="ProposalAnswer",
            schema=ProposalAnswer.model_json_schema(),
            prompt=prompt.use,
            meta=self._meta(strategy, number, reading=_WHOLE.get(strategy, "").format(task.number)),
        )

    def _judging(self, number: int, some: Sequence[Pair]) -> Request:
        prompt = prompts.load(JUDGE)
        system, user = prompt.render(
            order=excerpts.order(self.whole) or "Nothing was found in the rules that says it.",
            pairs=excerpts.pairs(self.whole, some),
        )
        return Request(
            model=self.model,
            messages=(Message("system", system, cache=True), Message("user", user)),
            max_tokens=prompt.max_tokens,
            seed=self.seed,
            schema_name="JudgedPairs",
            schema=JudgedPairs.model_json_schema(),
            prompt=prompt.use,
            meta=self._meta(
                "targeted", number, reading="", pairs=json.dumps([list(pair) for pair in some])
            ),
        )

    def _meta(self, strategy: str, number: int, **more: str) -> dict[str, str]:
        place = f"{STRATEGIES.index(strategy):02d}-{number:04d}"
        return {
            "role": "proposer", "stage": "propose", "strategy": strategy, "place": place, **more
        }  # fmt: skip

    def _batches(self) -> Iterator[Sequence[Pair]]:
        known = [p for p in dict.fromkeys(self.pairs) if all(s in self.whole.place for s in p)]
        for start in range(0, len(known), self.together):
            yield known[start : start + self.together]

    def focus(self, size: int, *, rules: bool = False) -> Iterator[tuple[Sequence[int], list[int]]]:
        """Yield what is shown and which of it is in focus, for every call of a pass.

        Args:
            size: Statements in focus, about.
            rules: Leave out commentary, which binds nobody.
        """
        for shown in windows(self.whole, self.largest):
            wanted = [p for p in shown if not rules or self.whole.statements[p].normative]
            for group in groups(self.whole, wanted, size):
                if self.only is None or any(self._id(place) in self.only for place in group):
                    yield shown, group

    def example_numbers(self) -> list[int]:
        """Return the examples to be in focus, by place in the digest."""
        found = enumerate(self.whole.examples)
        return [n for n, e in found if self.only is None or e.id in self.only]

    def _id(self, place: int) -> str:
        return self.whole.statements[place].id


def prompt_ids(strategies: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the prompts that some strategies send."""
    found: list[str] = []
    for name in strategies:
        found += [JUDGE] if name in FOLLOWING else [PREFIX, f"propose/{name}"]
    return tuple(dict.fromkeys(found))


def answer_type(strategy: str) -> type[BaseModel]:
    """Return the type that answers of a strategy are validated with."""
    return JudgedPairs if strategy == "targeted" else ProposalAnswer


def largest_digest(context: int) -> int:
    """Return the code points of a digest that fit into a context of so many tokens.

    0 (unknown) gives the default.

    Raises:
        ValueError: for a context below `SMALLEST_CONTEXT`.
    """
    if not context:
        return LARGEST_DIGEST
    if context < SMALLEST_CONTEXT:
        raise ValueError(f"a context of {context} tokens; reading takes {SMALLEST_CONTEXT}")
    free = (context - KEPT_FREE) * CAUTIOUS_CHARS * DIGEST_SHARE
    return min(LARGEST_DIGEST, int(free))


def _sweep(reader: Reader) -> Iterator[Task]:
    for shown, group in reader.focus(IN_SWEEP):
        inputs = {
            "focus": excerpts.focus(reader.whole, group),
            "hints": excerpts.hints(reader.whole, reader.hints, group),
        }
        yield Task(inputs, shown)


def _shuffled(reader: Reader) -> Iterator[Task]:
    for number in range(reader.times):
        for shown in windows(reader.whole, reader.largest):
            ordered = by_section(reader.whole, shown)
            random.Random(f"{reader.seed}/{number}").shuffle(ordered)
            order = [place for section in ordered for place in section]
            focus = excerpts.focus(reader.whole, order)
            yield Task({"focus": focus}, order, number)


def _classes(reader: Reader) -> Iterator[Task]:
    for shown, group in reader.focus(IN_CLASS, rules=True):
        yield Task({"focus": excerpts.focus(reader.whole, group)}, shown)


def _second(reader: Reader) -> Iterator[Task]:
    for shown, group in reader.focus(IN_SECOND):
        known = excerpts.known(reader.whole, group, reader.known)
        yield Task({"focus": excerpts.focus(reader.whole, group), "known": known}, shown)


def _terms(reader: Reader) -> Iterator[Task]:
    for shown in windows(reader.whole, reader.largest):
        found = excerpts.terms(reader.whole, shown)
        if found:
            yield Task({"terms": found}, shown)


def _tie_breaks(reader: Reader) -> Iterator[Task]:
    for shown in windows(reader.whole, reader.largest):
        found = excerpts.order(reader.whole, shown)
        if found:
            yield Task({"rules": found}, shown)


def _examples(reader: Reader) -> Iterator[Task]:
    most = min(EXAMPLES_PER_CALL, reader.largest // 3)
    for shown in windows(reader.whole, reader.largest):
        for some in excerpts.examples(reader.whole, reader.example_numbers(), most):
            yield Task({"examples": some}, shown)


def _commentary(reader: Reader) -> Iterator[Task]:
    for shown in windows(reader.whole, reader.largest):
        notes = [place for place in shown if not reader.whole.statements[place].normative]
        for start in range(0, len(notes), NOTES_PER_CALL):
            some = notes[start : start + NOTES_PER_CALL]
            yield Task({"notes": excerpts.focus(reader.whole, some)}, shown)


_MAKERS: dict[str, Callable[[Reader], Iterator[Task]]] = {
    "sweep": _sweep,
    "whole": _shuffled,
    "tensions": _classes,
    "coverage": _classes,
    "terms": _terms,
    "tie-breaks": _tie_breaks,
    "examples": _examples,
    "commentary": _commentary,
    "second": _second,
}
