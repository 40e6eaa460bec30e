"""The worlds by name, and worlds whose truth is read from a list of planted gaps."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from specaudit.domain.errors import ConfigError
from specaudit.pipeline.worlds import Planted, Truth, World

GAPS_PREFIX = "gaps@"
"""``scripted/gaps@<path>:<member>`` reads its truth from a file of planted gaps."""

TrueOf = Callable[[Sequence[str]], Truth]

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*_`]")


def always(truth: Truth) -> TrueOf:
    """Say the same of every candidate."""
    return lambda texts: truth


def mixture(share: float, truths: Sequence[Truth], others: Sequence[Truth]) -> TrueOf:
    """Draw each candidate's truth from its words: ``share`` of them are gaps."""

    def truth(texts: Sequence[str]) -> Truth:
        digest = hashlib.blake2b("\0".join(texts).encode(), digest_size=8).digest()
        number = int.from_bytes(digest[:4], "big") / 2**32
        which = int.from_bytes(digest[4:], "big")
        return truths[which % len(truths)] if number < share else others[which % len(others)]

    return truth


_GAPS = (Truth.CONTRADICTION, Truth.AMBIGUITY)
_NONE = (Truth.NOTHING, Truth.RESOLVED)
_ONE_IN_FIVE = mixture(0.2, _GAPS, _NONE)

WORLDS: dict[str, World] = {
    world.name: world
    for world in (
        World("contradiction", always(Truth.CONTRADICTION)),
        World("resolved", always(Truth.RESOLVED)),
        World("ambiguity", always(Truth.AMBIGUITY)),
        World("coarse", always(Truth.TOO_COARSE)),
        World("coverage", always(Truth.COVERAGE)),
        World("paper-only", always(Truth.PAPER_ONLY)),
        World("noise", always(Truth.NOTHING), noise=1.6, score_noise=0.8, judge_error=0.15),
        World("misaligned", always(Truth.MODEL_FAULT)),
        World("mixed", _ONE_IN_FIVE),
        World("correlated", _ONE_IN_FIVE, judge_error=0.2, judge_correlation=0.44, item_bias=0.1),
        World("refusing", _ONE_IN_FIVE, refusals=0.5),
        World("drifting", _ONE_IN_FIVE, shows=0.95, drift=-0.4),
        World("missing", _ONE_IN_FIVE, missing=0.15),
        World("coin-judges", _ONE_IN_FIVE, judge_error=0.5),
        World("deaf", always(Truth.NOTHING), deaf=True),
        World("habit", always(Truth.TOO_COARSE), habit=True),
        World("blind", _ONE_IN_FIVE, blind=True),
        World("stubborn", _ONE_IN_FIVE, stubborn=True),
    )
}


def find(name: str) -> World:
    """Return the world of that name.

    Raises:
        ConfigError: where there is none, or its file of gaps cannot be read.
    """
    if name.startswith(GAPS_PREFIX):
        return from_gaps(Path(name.removeprefix(GAPS_PREFIX)), name)
    world = WORLDS.get(name)
    if world is None:
        known = ", ".join((*WORLDS, f"{GAPS_PREFIX}<path>"))
        raise ConfigError(f"no simulated world {name!r}; there are {known}")
    return world


def from_gaps(path: Path, name: str = "gaps") -> World:
    """Make a world of a file of planted gaps.

    The file is JSON with ``gaps``: objects with ``statements`` (as in the source, markup
    allowed) and ``splits`` (whether members split on it); where the simulated proposer shall have
    words for it also ``claim``, ``situation``, ``class`` (T1 to T20) and ``readings``; where its
    simulated readers shall write something sensible, ``messages`` (``conflict``, ``only_a`` and
    ``only_b`` by arm; ``to_a`` and ``to_b`` are added for the lean), whose words in braces stand
    for the lists of ``circumstances``. A candidate
    whose statements are all in one gap has that gap's truth: one statement that splits is an
    ambiguity, more are a contradiction, those that do not split are resolved in practice. Of any
    other candidate nothing is true. ``overlooks`` beside ``gaps`` is the chance that a reading
    of the simulated proposer misses one.

    Raises:
        ConfigError: where the file cannot be read or is not of that form.
    """
    try:
        told = json.loads(path.read_text("utf-8"))
        listed = told["gaps"]
        gaps = [(frozenset(map(_fold, gap["statements"])), bool(gap["splits"])) for gap in listed]
        planted = tuple(map(_planted, listed))
        overlooks = float(told.get("overlooks", 0.0))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: not a file of planted gaps ({type(error).__name__})") from error

    def truth(texts: Sequence[str]) -> Truth:
        wanted = {_fold(text) for text in texts}
        for statements, splits in gaps:
            if wanted <= statements and len(wanted) == min(2, len(statements)):
                if not splits:
                    return Truth.RESOLVED
                return Truth.AMBIGUITY if len(statements) == 1 else Truth.CONTRADICTION
        return Truth.NOTHING

    return World(name, truth, planted=planted, overlooks=overlooks)


def _planted(gap: Mapping[str, Any]) -> Planted:
    return Planted(
        statements=tuple(sorted(map(_fold, gap["statements"]))),
        claim=str(gap.get("claim", "")),
        situation=str(gap.get("situation", "")),
        taxonomy=str(gap.get("class", "")),
        readings=tuple(map(str, gap.get("readings", ()))),
        messages={str(k): str(v) for k, v in dict(gap.get("messages", {})).items()},
        circumstances={
            str(k): tuple(map(str, v)) for k, v in dict(gap.get("circumstances", {})).items()
        },
    )


def _fold(text: str) -> str:
    plain = _MARKUP.sub("", _LINK.sub(lambda m: m[1], text))
    return " ".join(plain.casefold().split())
