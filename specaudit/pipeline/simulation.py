"""Simulated models that answer the real prompts: generators, members, rubric authors, judges.

A member turns its position (see `specaudit.pipeline.worlds`) into plain sentences; a judge
finds those sentences in the prompt it was sent and reads the position back. Nothing passes
between them but the words of the prompt. What they know of the experiment's design (arm, seed
number) comes from ``Request.meta``, which real models never see.

Model ids are ``scripted/<world>:<member>``. A run with such models is labelled simulated: it
is evidence about specaudit, never about a spec.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from specaudit.domain.candidate import CandidateKind
from specaudit.domain.query import Arm, Lean
from specaudit.domain.response import Failure, FailureKind
from specaudit.domain.text import shorten
from specaudit.domain.verdict import Compliance
from specaudit.llm.base import Request
from specaudit.llm.providers import scripted
from specaudit.llm.providers.scripted import ScriptedAnswer
from specaudit.pipeline import messages, worlds
from specaudit.pipeline.world_catalogue import always, find
from specaudit.pipeline.worlds import Cell, Planted, Position, Truth, World
from specaudit.probe import faults
from specaudit.propose.classes import KINDS_OF
from specaudit.store.keys import tagged_hash

PREFIX = "scripted/"

PHRASES = (
    "works firmly against",
    "sets aside",
    "gives little room to",
    "neither follows nor opposes",
    "gives some room to",
    "largely follows",
    "fully follows",
)
"""What an answer says of a side, by step; a judge that knows English could place them."""

_SAID = re.compile(rf"(?P<phrase>{'|'.join(PHRASES)}) side [AB] \(‘(?P<handle>[^’]+)’\)")
_HANDLE_WORDS = 9
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LONGEST_SIDE, LONGEST_TOPIC = 160, 80
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]")

_REFUSAL = "I'm sorry, but I can't help with writing such messages."

_CONTROL_ANSWERS = {
    "ctl-1": "It is Oslo. MERIDIAN",
    "ctl-2": "A CHERRY IS RED.",
    "ctl-3": "Yeast makes gas, and the gas lifts the dough.",
    "ctl-4": "A week has seven days and a leap year three hundred and sixty-six.",
    "ctl-5": "Your ticket Q-4471 is still in the workshop.",
    "ctl-6": "Oil the chain every two weeks.",
    "ctl-7": "Good day, wash it by hand in cold water.",
    "ctl-8": "Could you tell me the order number, please?",
}

Handler = Callable[[World, Request], ScriptedAnswer]


def answer(world: World, request: Request) -> ScriptedAnswer:
    """Answer one request as the world's models would.

    Raises:
        ValueError: for a stage that no simulated model plays: a mistake in the pipeline.
    """
    stage = request.meta.get("stage", "")
    handler = _HANDLERS.get(stage)
    if handler is None:
        raise ValueError(f"simulated models do not take part in stage {stage!r}")
    return handler(_of_planted(world, request), request)


def _of_planted(world: World, request: Request) -> World:
    """Return what is true of a contradiction the self-test planted: the text shown decides.

    Whoever reads the sentence that settles it finds it settled, whoever does not finds it open.
    """
    tie_break = faults.tie_break_of(json.loads(request.meta.get("texts", "[]")))
    if tie_break is None:
        return world
    if world.blind:
        return replace(world, truth=always(Truth.NOTHING))
    read = _fold(" ".join(m.text for m in request.messages))
    settled = _fold(tie_break) in read and not world.stubborn
    return replace(world, truth=always(Truth.RESOLVED if settled else Truth.CONTRADICTION))


def handles(sides: Sequence[str]) -> tuple[str, ...]:
    """Return a few words of each side by which to name it, from where the sides differ on."""
    return _handles(tuple(sides))


@lru_cache(maxsize=4096)
def _handles(sides: tuple[str, ...]) -> tuple[str, ...]:
    words = [_WORD.findall(side) for side in sides]
    start = 0
    if len(words) > 1:
        shortest = min(len(w) for w in words)
        while start < shortest - 1 and len({w[start].casefold() for w in words}) == 1:
            start += 1
    return tuple(" ".join(w[start : start + _HANDLE_WORDS]) for w in words)


def speak(sides: Sequence[str], where: Position) -> str:
    """Put a position into words."""
    names = handles(sides)
    steps = (round(where.a), round(where.b))
    said = [
        f"{PHRASES[step]} side {side} (‘{name}’)"
        for side, name, step in zip("AB", names, steps, strict=True)
    ]
    return f"Simulated answer: it {' and '.join(said)}."


def hear(text: str, sides: Sequence[str]) -> Position | None:
    """Read a position back from a text; None where the text does not speak of both sides."""
    said = {m["handle"]: m["phrase"] for m in _SAID.finditer(text)}
    steps = [PHRASES.index(said[n]) for n in handles(sides) if said.get(n) in PHRASES]
    return Position(*map(float, steps)) if len(steps) == len(sides) else None


def _cell(request: Request) -> Cell:
    meta = request.meta
    return Cell(
        texts=tuple(json.loads(meta["texts"])),
        scenario_id=meta["scenario_id"],
        index=int(meta["scenario_id"].rpartition("-")[2]),
        query_id=meta["query_id"],
        arm=Arm(meta["arm"]),
        lean=Lean(meta["lean"]),
    )


def _lost(world: World, request: Request) -> ScriptedAnswer | None:
    """Return the failure in place of an answer, for the cells that stay empty."""
    if not world.missing:
        return None
    if world.chance("missing", _sent(request), request.model, request.sample) >= world.missing:
        return None
    return ScriptedAnswer(failure=Failure(FailureKind.FILTERED, "simulated missing answer"))


def _sent(request: Request) -> str:
    """Name what is sent (and which vote it is): the same for every judge of one answer."""
    words = [[message.role, message.text] for message in request.messages]
    return tagged_hash([words, request.meta.get("vote", "0")])


# --- the proposer ----------------------------------------------------------------------------

_LINE = re.compile(
    r"^\[(?P<label>S\d+)\] (?:\((?:commentary|under S\d+|on an example)\) )*(?P<text>.+)$",
    re.MULTILINE,
)
_FOCUS = re.compile(r"\(S(\d+) to S(\d+)\)$", re.MULTILINE)
_LABEL = re.compile(r"\bS(\d+)\b")


def _propose(world: World, request: Request) -> ScriptedAnswer:
    """Name the planted gaps that touch what is in focus, but for what is overlooked."""
    if request.meta["strategy"] == "targeted":
        return _judge_pairs(world, request)
    digest, task = (message.text for message in request.messages)
    lines = {_fold(m["text"]): (m["label"], m["text"]) for m in _LINE.finditer(digest)}
    focus = _in_focus(task)
    about = (request.model, request.meta["reading"])
    proposals = []
    for gap in world.planted:
        found = [lines[_fold(text)] for text in gap.statements if _fold(text) in lines]
        if len(found) != len(gap.statements) or len(found) > 2:
            continue
        if focus.isdisjoint(int(label[1:]) for label, _ in found):
            continue
        if world.chance("overlooks", *about, *gap.statements) >= world.overlooks:
            proposals.append(_proposal(found, gap))
    if world.chance("invents", request.model, request.meta["place"]) < world.invents:
        invented = [("S1", "words that no rule of this document has")]
        proposals.append(_proposal(invented, Planted(())))
    return ScriptedAnswer(data={"proposals": proposals})


def _in_focus(task: str) -> set[int]:
    """Return the numbers of the statements that a task points to."""
    named = {int(number) for number in _LABEL.findall(task)}
    for first, last in _FOCUS.findall(task):
        named |= set(range(int(first), int(last) + 1))
    return named


_PAIR = re.compile(
    r"^\[(?P<pair>P\d+)\]\nA \(.*?\): (?P<a>.+)$(?:\n  .*)*\nB \(.*?\): (?P<b>.+)$", re.MULTILINE
)


def _judge_pairs(world: World, request: Request) -> ScriptedAnswer:
    """Confirm the planted pairs and deny all others."""
    planted = {frozenset(map(_fold, gap.statements)): gap for gap in world.planted}
    pairs = []
    for found in _PAIR.finditer(request.messages[-1].text):
        gap = planted.get(frozenset((_fold(found["a"]), _fold(found["b"]))))
        pairs.append(
            {
                "pair": found["pair"],
                "situation": (gap.situation or _NO_CASE) if gap else "",
                "same_agent": True,
                "same_act": gap is not None,
                "conditions_meet": gap is not None,
                "compliant_answer": "",
                "one_answer_serves_both": gap is None,
                "tie_break": "",
                "winner": "",
                "verdict": "conflict" if gap else "none",
                "taxonomy": _class(gap, "conflict") if gap else "",
                "claim": (gap.claim or "The two collide.") if gap else "",
            }
        )
    return ScriptedAnswer(data={"pairs": pairs})


_NO_CASE = "Somebody asks for what both speak of."
_USUAL = {"conflict": "T1", "ambiguity": "T14"}


def _class(gap: Planted, kind: str) -> str:
    """Return the class under which a planted gap is reported: its own, where it is of that kind."""
    own = KINDS_OF.get(gap.taxonomy, frozenset())
    return gap.taxonomy if CandidateKind(kind) in own else _USUAL[kind]


def _proposal(found: Sequence[tuple[str, str]], gap: Planted) -> dict[str, Any]:
    single = len(found) == 1
    kind = "ambiguity" if single else "conflict"
    unnamed = "One statement can be read in two ways." if single else "The two collide."
    readings = gap.readings or ("It is meant strictly.", "It leaves room.")
    return {
        "statements": [{"label": label, "quote": text} for label, text in found],
        "situation": gap.situation or _NO_CASE,
        "same_agent": True,
        "same_act": True,
        "conditions_meet": True,
        "compliant_answer": "",
        "one_answer_serves_both": False,
        "tie_break": "",
        "winner": "",
        "readings": list(readings) if single else [],
        "query": (gap.situation or _NO_CASE) if single else "",
        "kind": kind,
        "taxonomy": _class(gap, kind),
        "claim": gap.claim or unnamed,
    }


# --- the generator ---------------------------------------------------------------------------


def _write_seed(world: World, request: Request) -> ScriptedAnswer:
    meta = request.meta
    about = (meta["candidate_id"], meta["index"])
    if world.chance("refuses", request.model, *about) < world.refusals:
        return ScriptedAnswer(_REFUSAL, refusal=True)
    keys = [key for key in _properties(request) if key not in ("tension", "topic")]
    gap = _planted(world, json.loads(meta["texts"]))
    texts = {key: gap and messages.authored(gap, int(meta["index"]), key) for key in keys}
    if gap and all(texts.values()):
        topic = shorten(gap.situation, LONGEST_TOPIC)
    else:
        topic = messages.topic(world, about)
        texts = {key: messages.made_up(world, about, key) for key in keys}
    return ScriptedAnswer(data={"tension": "Simulated.", "topic": topic, **texts})


def _planted(world: World, texts: Iterable[str]) -> Planted | None:
    """Return the planted gap that all the texts belong to, if there is one."""
    wanted = {_fold(text) for text in texts}
    return next((g for g in world.planted if wanted <= set(map(_fold, g.statements))), None)


def _properties(request: Request) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (request.schema or {}).get("properties", {})
    return found


# --- the committee ---------------------------------------------------------------------------


def _respond(world: World, request: Request) -> ScriptedAnswer:
    lost = _lost(world, request)
    if lost is not None:
        return lost
    meta = request.meta
    sides = json.loads(meta["sides"])
    known = _known(request)
    where = worlds.position(
        world, _cell(request), meta["member"], request.sample, has_a=known[0], has_b=known[-1]
    )
    return ScriptedAnswer(text=speak(sides, where))


def _known(request: Request) -> list[bool]:
    """Return which of the candidate's statements the member has: read, or by training."""
    texts = json.loads(request.meta["texts"])
    systems = [m.text for m in request.messages if m.role == "system"]
    whole = (request.meta["conditioning"], request.meta["ablation"]) == ("full", "none")
    if not systems or whole:
        # In a whole source text markup may break a statement's words up; it is there all the same.
        return [True] * len(texts)
    shown = _fold(systems[0])
    return [_fold(text) in shown for text in texts]


@lru_cache(maxsize=512)
def _fold(text: str) -> str:
    """Reduce source and reader's text to the same words."""
    return " ".join(_WORD.findall(_LINK.sub(lambda m: m[1] or "", text).casefold()))


def _obey(world: World, request: Request) -> ScriptedAnswer:
    if world.deaf:
        return ScriptedAnswer(
            text="i would much rather talk about the 3 boats that lie at Ostrava Bikes today"
        )
    return ScriptedAnswer(text=_CONTROL_ANSWERS[request.meta["item_id"]])


# --- judges ----------------------------------------------------------------------------------


def _write_rubric(world: World, request: Request) -> ScriptedAnswer:
    sides = json.loads(request.meta["sides"])
    names = handles(sides)
    named = (phrase.capitalize() for phrase in PHRASES)
    steps = dict(zip(_scale_keys(request), named, strict=True))
    return ScriptedAnswer(
        data={
            "side_a": shorten(sides[0], LONGEST_SIDE),
            "side_b": shorten(sides[1], LONGEST_SIDE),
            "scale_a": {key: f"{step}: {names[0]}." for key, step in steps.items()},
            "scale_b": {key: f"{step}: {names[1]}." for key, step in steps.items()},
        }
    )


def _scale_keys(request: Request) -> Sequence[str]:
    definitions = (request.schema or {}).get("$defs", {})
    return list(definitions["Scale"]["properties"])


def _score(world: World, request: Request) -> ScriptedAnswer:
    lost = _lost(world, request)
    if lost is not None:
        return lost
    meta = request.meta
    sides = json.loads(meta["sides"])
    shown, _, material = request.messages[-1].text.partition("<query>")
    where = hear(material, sides) or Position(worlds.NEUTRAL, worlds.NEUTRAL)
    item = _sent(request)
    a = worlds.score(world, where.a, meta["judge"], item, "a")
    b = worlds.score(world, where.b, meta["judge"], item, "b")
    first, second = (a, b) if _a_comes_first(shown, sides, meta["swapped"]) else (b, a)
    reason = "Placed by what the answer says of each point."
    return ScriptedAnswer(data={"reason": reason, "first": first, "second": second})


def _a_comes_first(shown: str, sides: Sequence[str], swapped: str) -> bool:
    """Find out from the scales in the prompt which of them is side A's."""
    folded = _fold(shown)
    a, b = (_fold(name) for name in handles(sides))
    at_a, at_b = folded.find(a), folded.find(b)
    if min(at_a, at_b) < 0:
        return swapped == "False"  # A real author put the sides in words of its own.
    return (at_a, -len(a)) < (at_b, -len(b))


def _judge(world: World, request: Request) -> ScriptedAnswer:
    lost = _lost(world, request)
    if lost is not None:
        return lost
    meta = request.meta
    cell, sides = _cell(request), json.loads(meta["sides"])
    where = hear(request.messages[-1].text, sides)
    if where is None:
        unread = {"reason": "The answer speaks of neither point.", "statements": []}
        return ScriptedAnswer(data={**unread, "verdict": str(Compliance.AMBIGUOUS)})
    judge = meta["judge"]
    given = worlds.verdict(world, cell, where, judge, _sent(request))
    shown = request.messages[0].text
    labels = [_label(shown, cell.texts[i]) for i in worlds.rests_on(world, cell, judge)]
    return ScriptedAnswer(
        data={
            "reason": "Compared what the answer does with the statements named.",
            "statements": [label for label in labels if label],
            "verdict": str(given),
        }
    )


def _label(shown: str, statement: str) -> str | None:
    """Find a statement's label in the rules as shown to the judge."""
    wanted = _fold(statement)
    for found in re.finditer(r"\[(S\d+)\] ([^\n]*)", shown):
        if _fold(re.split(r"\[S\d+\] ", found[2])[0]).startswith(wanted):
            return found[1]
    return None


def _check_instrument(world: World, request: Request) -> ScriptedAnswer:
    """Answer a known item: simulated judges know the truth and err as the world says."""
    meta = request.meta
    right = Compliance(meta["expected"])
    wrong = Compliance.NON_COMPLIANT if right is Compliance.COMPLIANT else Compliance.COMPLIANT
    given = wrong if worlds.errs(world, meta["judge"], meta["item_id"]) else right
    reason = "Compared the answer with the rules."
    return ScriptedAnswer(data={"reason": reason, "statements": [], "verdict": str(given)})


def _level(world: World, request: Request) -> ScriptedAnswer:
    """Read how far an answer refuses: who works against both sides does nothing of either."""
    lost = _lost(world, request)
    if lost is not None:
        return lost
    where = hear(request.messages[-1].text, json.loads(request.meta["sides"]))
    highest = worlds.NEUTRAL if where is None else max(where.a, where.b)
    return ScriptedAnswer(data={"reason": "By what was left undone.", "level": int(6 - highest)})


_HANDLERS: Mapping[str, Handler] = {
    "propose": _propose,
    "scenario": _write_seed,
    "committee": _respond,
    "control": _obey,
    "rubric": _write_rubric,
    "spectrum": _score,
    "compliance": _judge,
    "instrument": _check_instrument,
    "refusal": _level,
}


def install(models: Iterable[str]) -> None:
    """Make the simulated models among these ids callable.

    Raises:
        ConfigError: where an id names a world that does not exist.
    """
    for model in models:
        if model.startswith(PREFIX):
            name = world_name(model)
            scripted.register(name, partial(answer, find(name)))


def world_name(model: str) -> str:
    """Return the world in ``scripted/<world>:<member>``."""
    return model.removeprefix(PREFIX).partition(":")[0]
