"""Whether lint says of a planted case what is planted there, and names both of its places."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.defects import Case, Original, Planted, Tier
from benchmarks.planting import find
from benchmarks.planting import plant as plant_words
from specaudit.config import DocumentOptions
from specaudit.domain.errors import InputError
from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import LintOptions
from specaudit.domain.spec import Span, Spec
from specaudit.lint import runner
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

_CLASHES = frozenset(
    {
        "absolute-with-exception",
        "authority-mismatch",
        "direct-contradiction",
        "modality-drift",
        "permission-against-prohibition",
        "same-level-tension",
    }
)
_ORDERS = frozenset({"authority-inversion", "claims-over-higher-level", "priority-cycle"})
_EXCEPTIONS = frozenset({"absolute-then-however", "absolute-with-exception", "open-exception"})
_ANSWERS = frozenset({"forbidden-phrase-in-good", "same-answer-both-verdicts"})

ANSWERS: dict[str, frozenset[str]] = {
    "absolute-with-exception": _EXCEPTIONS,
    "authority-mismatch": _CLASHES,
    "circular-deferral": frozenset({"circular-deferral"}),
    "claims-over-higher-level": _ORDERS,
    "colliding-absolutes": _CLASHES,
    "dangling-reference": frozenset({"dangling-reference"}),
    "definition-divergence": frozenset({"definition-divergence"}),
    "duplicate-anchor": frozenset({"duplicate-anchor"}),
    "example-breaks-rule": _ANSWERS,
    "exception-swallows-rule": _EXCEPTIONS,
    "inconsistent-number": frozenset({"count-against-list", "inconsistent-number"}),
    "level": _ORDERS | {"unknown-level"},
    "modality-drift": _CLASHES,
    "norm-in-commentary": frozenset({"norm-in-commentary"}),
    "open-exception": _EXCEPTIONS,
    "paraphrased-contradiction": _CLASHES,
    "priority-cycle": _ORDERS,
    "same-word-contradiction": _CLASHES,
    "undefined-term": frozenset({"undefined-acronym", "undefined-term"}),
    "verdict-cites-missing-rule": frozenset(
        {"dangling-reference", "verdict-cites-normless-section"}
    ),
}
"""Rules whose finding says what was planted; any other finding there is luck, not an answer."""

OTHER_KINDS: dict[str, tuple[str, Tier]] = {
    "authority-level": ("level", "mechanical"),
    "colliding-absolutes": ("colliding-absolutes", "other"),
    "duplicate-anchor": ("duplicate-anchor", "mechanical"),
    "inconsistent-number": ("inconsistent-number", "mechanical"),
    "modality-weakening": ("modality-drift", "mechanical"),
    "negated-restatement": ("paraphrased-contradiction", "paraphrased"),
    "swallowing-exception": ("exception-swallows-rule", "other"),
}
"""Kinds of the files that place a case by quoted words, and what they are called here."""


@dataclass(frozen=True)
class Score:
    """What lint made of one case."""

    case: Case
    warned: bool
    """A rule for this kind reports it above note level."""
    noted: bool
    """A rule for this kind reports it at all."""
    sides: int
    """Places the case has; below two there is no other side to name."""
    both: bool
    """One of those findings names two of them."""
    loud: tuple[str, ...]
    """Every rule with a new finding above note level there, of whatever kind."""
    elsewhere: tuple[str, ...]
    """Rules with a new finding above note level that touches no planted word."""


def lint(spec: Spec) -> list[Finding]:
    """Check a document with the default rules."""
    return list(runner.run([spec], LintOptions()).findings)


def parsed(name: str, text: str) -> Spec:
    return parse(Source(name, text.encode()), DocumentOptions())


def loud(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE


def score(planted: Planted, before: frozenset[str]) -> Score:
    """Check a planted document.

    Args:
        planted: The document with the case.
        before: Fingerprints of the findings that the document had before.
    """
    spec = parsed(planted.case.doc, planted.text)
    whole = {statement.id: statement.span for statement in spec.statements}
    sides = [[mark] for mark in planted.marks]
    if planted.partners:
        sides.append(list(planted.partners))
    marks = list(planted.marks)
    answers = ANSWERS[planted.case.kind]
    told, here, there = [], [], []
    for finding in lint(spec):
        if finding.fingerprint in before:
            continue
        places = [whole.get(p.statement_id or "", p.span) for p in finding.passages]
        if not any(_overlap(place, marks) for place in places):
            there += [finding.rule] * loud(finding)
            continue
        here += [finding.rule] * loud(finding)
        if finding.rule in answers:
            told.append((loud(finding), _sides_named(places, sides)))
    return Score(
        planted.case,
        warned=any(is_loud for is_loud, _ in told),
        noted=bool(told),
        sides=len(sides),
        both=any(named > 1 for _, named in told),
        loud=tuple(here),
        elsewhere=tuple(there),
    )


def _overlap(place: Span, others: Iterable[Span]) -> bool:
    return any(place.start < other.end and other.start < place.end for other in others)


def _sides_named(places: Sequence[Span], sides: Sequence[Sequence[Span]]) -> int:
    """How many sides have a passage, each passage counting for one side only."""
    free = list(places)
    named = 0
    for side in sides:
        match = next((place for place in free if _overlap(place, side)), None)
        if match is not None:
            free.remove(match)
            named += 1
    return named


def quoted_cases(file: Path, originals: dict[str, Original], folder: Path) -> Iterator[Planted]:
    """Plant the cases of a file whose places are words of the document.

    Raises:
        InputError: naming file and line, where a case cannot be read or planted.
    """
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            raw: dict[str, Any] = json.loads(line)
            name = raw["doc"]
            if name not in originals:
                originals[name] = Original.read(folder, name)
            yield _quoted(raw, originals[name].text)
        except (KeyError, ValueError) as error:
            raise InputError(f"{file.name}:{number}: {error}") from error


def _quoted(raw: dict[str, Any], original: str) -> Planted:
    kind, tier = OTHER_KINDS.get(raw["kind"], (raw["kind"], "other"))
    if raw.get("subtype") == "high-overlap":
        kind, tier = "same-word-contradiction", "same-word"
    if not raw["is_defect"]:
        kind = "same-word-contradiction"
    text, marks = plant_words(original, raw["edits"])
    case = Case.model_construct(
        id=raw["id"],
        doc=raw["doc"],
        kind=kind,
        tier=tier,
        defect=raw["is_defect"],
        subtype=raw.get("subtype"),
        edits=(),
        partner=(),
        note=None,
    )
    # Words that stood in the document before are not the planted ones.
    both = enumerate(zip(original, text, strict=False))
    changed = next((at for at, (old, new) in both if old != new), len(original))
    spans = [_words(text, mark, changed - len(mark)) for mark in marks]
    partners = [_words(text, words.lstrip("-* ")) for words in raw.get("partner") or ()]
    return Planted(case, text, tuple(spans), tuple(partners))


def _words(text: str, words: str, since: int = 0) -> Span:
    start = find(text, words, since)
    return Span(start, start + len(words))


def _score_part(work: tuple[Original, Sequence[Planted]]) -> list[Score]:
    """Score some cases of one document; runs in a process of its own."""
    original, planted = work
    gc.disable()  # collecting all the time would cost a third of it
    gc.collect()
    before = frozenset(finding.fingerprint for finding in lint(original.spec))
    return [score(one, before) for one in planted]


def score_all(
    planted: Iterable[Planted], originals: dict[str, Original], jobs: int, size: int = 12
) -> list[Score]:
    """Score planted cases, in the order of their documents.

    Args:
        planted: The cases.
        originals: Their documents, by name.
        jobs: Processes.
        size: Cases a process takes at once.
    """

    def doc(one: Planted) -> str:
        return one.case.doc

    work = []
    for name, group in groupby(sorted(planted, key=doc), key=doc):
        own = list(group)
        work += [(originals[name], own[at : at + size]) for at in range(0, len(own), size)]
    with ProcessPoolExecutor(jobs) as pool:
        return [found for part in pool.map(_score_part, work) for found in part]
