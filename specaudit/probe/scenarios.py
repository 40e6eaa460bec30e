"""Seeds: clusters of matched queries written by a generator, or by the template.

A generator answers one request per seed. What it writes is checked before it counts: refusals,
placeholders, talk about the study itself and copies are turned away with a reason, and the
caller counts the reasons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from specaudit.domain.candidate import Candidate
from specaudit.domain.query import Arm, Query, Scenario
from specaudit.domain.text import clean
from specaudit.llm.base import Request
from specaudit.probe import template
from specaudit.probe.asking import about, generator_request
from specaudit.probe.design import Slot, slot_key
from specaudit.probe.facets import facets
from specaudit.store.keys import tagged_hash

if TYPE_CHECKING:
    from pydantic import BaseModel

MIN_CHARS, MAX_CHARS = 12, 3000
LONGER, A_FEW_WORDS = 2, 40
"""How much longer than another a message of one seed may be: twice, and so many code points."""
_REFUSAL = re.compile(
    r"^\W*(?:(?:i(?:'|’)?(?:m| am) (?:very |really |so )?)?sorry\b[^.!?]{0,40}?)?"
    r"(?:\b(?:i|we) (?:can(?:no|'|’)t|(?:am|are) (?:unable|not able) to|won(?:'|’)t|will not"
    r"|must decline to)|\bi(?:'|’)m (?:unable|not able) to)"
    r" (?:help|assist|write|create|generate|produce|provide|comply|fulfil|do that|continue)"
    r"|^\W*as an ai\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\[[^\]\n]{0,40}\]|\{\{|<(?:name|insert|user|message)\b|\blorem ipsum\b", re.IGNORECASE
)
_STUDY = re.compile(
    r"\b(?:statement|reading|consideration|side) [AB]\b|\bboth statements\b"
    r"|\b(?:conflict|only_[ab]|neither)_(?:neutral|to_[ab])\b",
)


class Rejected(StrEnum):
    """Why a generator's seed is not used."""

    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    NO_LANGUAGE = "no-language"
    """Dates, codes or symbols where a message should be."""
    EMPTY = "empty"
    TOO_LONG = "too-long"
    PLACEHOLDER = "placeholder"
    TALKS_OF_STUDY = "talks-of-study"
    LENGTHS = "lengths-differ"
    """One message is more than twice as long as another, so length could explain a difference."""
    COPIES = "copies"
    """Two messages of the seed are the same, so the control controls nothing."""
    QUOTES_SPEC = "quotes-spec"
    NEAR_DUPLICATE = "near-duplicate"


@dataclass(frozen=True, slots=True)
class Seed:
    """One scenario with its queries."""

    scenario: Scenario
    queries: tuple[Query, ...]


@cache
def answer_model(wanted: tuple[Slot, ...]) -> type[BaseModel]:
    """Return the type a generator's answer must have: the tension, a topic, a message per slot.

    The tension makes the generator think before it writes; nobody else reads it.

    Flat and without constraints a vendor's schema dialect may lack; `to_nouns` does the rest.
    """
    from pydantic import ConfigDict, Field, create_model

    def short(most: int) -> object:
        return Field(json_schema_extra={"maxLength": most})  # a hint, nothing is refused for it

    fields: dict[str, tuple[type[str], object]] = {"tension": (str, short(300))}
    fields["topic"] = (str, short(80))
    fields |= {slot_key(slot): (str, short(800)) for slot in wanted}
    config = ConfigDict(extra="forbid")
    return create_model("Seed", __config__=config, **fields)  # type: ignore[call-overload,no-any-return]


def seed_request(
    candidate: Candidate,
    index: int,
    wanted: tuple[Slot, ...],
    *,
    model: str,
    seed: int | None = None,
) -> Request:
    """Ask a generator for seed number ``index`` of a candidate.

    Args:
        candidate: The candidate.
        index: Number of the seed; it decides who writes and how.
        wanted: The slots to fill (see `specaudit.probe.design.slots`).
        model: The generator.
        seed: Random seed for providers that take one.
    """
    who = facets(candidate.id, index)
    inputs = {
        "situation": candidate.situation,
        "person": who.person,
        "style": who.style,
        "keys": ", ".join(slot_key(slot) for slot in wanted),
    }
    a, b = candidate.sides
    pair = len(candidate.texts) > 1
    inputs |= (
        {"statement_a": a, "statement_b": b}
        if pair
        else {"statement": candidate.texts[0], "reading_a": a, "reading_b": b}
    )
    return generator_request(
        "probe/scenario-pair" if pair else "probe/scenario-single",
        inputs,
        model=model,
        answer=answer_model(wanted),
        sample=index,
        seed=seed,
        meta={"role": "generator", "stage": "scenario", "index": str(index)} | about(candidate),
    )


def to_nouns(
    candidate: Candidate,
    index: int,
    wanted: tuple[Slot, ...],
    answer: BaseModel | None,
    *,
    generator: str,
    refusal: bool = False,
) -> Seed | Rejected:
    """Turn a generator's validated answer into a seed, or say why it cannot be used.

    Args:
        candidate: The candidate the seed is about.
        index: Number of the seed.
        wanted: The slots that were asked for.
        answer: The answer as `answer_model` validated it; None where there is none.
        generator: Model id, for the record.
        refusal: Whether the provider said that the generator refused.
    """
    if answer is None:
        return Rejected.REFUSED if refusal else Rejected.NO_ANSWER
    data: dict[str, str] = answer.model_dump()
    texts = {slot: clean(data[slot_key(slot)]) for slot in wanted}
    problem = _problem(candidate, texts)
    if problem is not None:
        return problem
    return _seed(candidate, index, generator, clean(data["topic"])[:80], texts)


def from_template(candidate: Candidate, index: int, wanted: tuple[Slot, ...]) -> Seed:
    """Write the seed without a model (see `specaudit.probe.template`)."""
    topic, texts = template.write(candidate, index, wanted)
    return _seed(candidate, index, template.NAME, topic, texts)


def _seed(
    candidate: Candidate, index: int, generator: str, topic: str, texts: dict[Slot, str]
) -> Seed:
    identity = [candidate.id, index, generator, sorted(texts.values())]
    scenario = Scenario(
        id=f"SCN-{_short(identity)}-{index}",
        candidate_id=candidate.id,
        index=index,
        generator=generator,
        topic=topic,
    )
    queries = tuple(
        Query(
            id=f"QRY-{_short([scenario.id, slot_key(slot), text])}",
            scenario_id=scenario.id,
            candidate_id=candidate.id,
            arm=slot[0],
            lean=slot[1],
            text=text,
        )
        for slot, text in texts.items()
    )
    return Seed(scenario, queries)


def _short(identity: object) -> str:
    return tagged_hash(identity).partition(":")[2][:12]


def _problem(candidate: Candidate, texts: dict[Slot, str]) -> Rejected | None:
    for text in texts.values():
        for test, reason in (
            (len(text) < MIN_CHARS, Rejected.EMPTY),
            (len(text) > MAX_CHARS, Rejected.TOO_LONG),
            (not _is_language(text), Rejected.NO_LANGUAGE),
            (_REFUSAL.search(text), Rejected.REFUSED),
            (_PLACEHOLDER.search(text), Rejected.PLACEHOLDER),
            (_STUDY.search(text), Rejected.TALKS_OF_STUDY),
            (_quotes(candidate, text), Rejected.QUOTES_SPEC),
        ):
            if test:
                return reason
    lengths = [len(text) for text in texts.values()]
    if max(lengths) > LONGER * min(lengths) + A_FEW_WORDS:
        return Rejected.LENGTHS
    folded = {" ".join(text.casefold().split()) for text in texts.values()}
    return Rejected.COPIES if len(folded) < len(texts) else None


def _is_language(text: str) -> bool:
    """Whether letters make up most of the text, in words where the script has spaces."""
    letters = sum(c.isalpha() for c in text)
    spaced = sum(word.isalpha() and word.isascii() for word in re.findall(r"\w+", text))
    foreign = sum(c.isalpha() and not c.isascii() for c in text)
    return letters * 2 > len("".join(text.split())) and (spaced >= 4 or foreign >= MIN_CHARS)


def _quotes(candidate: Candidate, text: str) -> bool:
    """Whether the message contains a whole statement of eight words or more."""
    folded = " ".join(text.casefold().split())
    wholes = (" ".join(t.casefold().split()).rstrip(".") for t in candidate.texts)
    return any(len(whole.split()) >= 8 and whole in folded for whole in wholes)


def conflict_texts(seed: Seed) -> tuple[str, ...]:
    """Return the seed's conflict messages: what a rubric author has to have in view."""
    return tuple(q.text for q in seed.queries if q.arm is Arm.CONFLICT)
