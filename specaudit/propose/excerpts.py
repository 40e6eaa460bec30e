"""The parts of a spec that the task of a call points to, as text; see the prompts' inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from specaudit.nlp.text import content_words
from specaudit.propose import static
from specaudit.propose.digest import Digest
from specaudit.propose.scoring import Index
from specaudit.propose.settling import Settling

Pair = tuple[str, str]
"""Ids of two statements."""
HINTS, OF_PAIRS = 12, 6
"""Pairs named as hints, and how many of them come from shared words alone."""
TERMS, PER_TERM, TERM_SECTIONS = 40, 12, 4
"""Words listed beside the defined ones, places named of each, sections that a word must be in."""
EVERYWHERE = 0.2
"""A word in more than this part of the statements is a name, not a term."""
AROUND = 1
"""Statements shown before and after one that is judged."""


def focus(whole: Digest, places: Iterable[int]) -> str:
    """Name some statements: their sections, with the labels in each."""
    titles = {section.id: section.title for section in whole.sections}
    runs: list[tuple[str, int, int]] = []
    for place in places:
        section_id = whole.statements[place].section_id
        if runs and runs[-1][0] == section_id and runs[-1][2] == place - 1:
            runs[-1] = (section_id, runs[-1][1], place)
        else:
            runs.append((section_id, place, place))
    return "\n".join(
        f"# {titles[section_id] or 'Opening'} ({whole.label(first)} to {whole.label(last)})"
        for section_id, first, last in runs
    )


class Hints:
    """Pairs that the static proposer would look at, best first."""

    def __init__(self, index: Index) -> None:
        ids = [statement.id for statement in index.statements]
        opposed = (lead.places for lead in static.leads(index) if len(lead.places) == 2)
        ranked = sorted(index.pairs(), key=lambda p: (-p.score, p.a, p.b))
        self._opposed = _by_statement((ids[a], ids[b]) for a, b in opposed)
        self._similar = _by_statement((ids[p.a], ids[p.b]) for p in ranked)

    def touching(self, ids: Set[str]) -> list[Pair]:
        """Return the pairs to name for some statements: opposed ones, then similar ones."""
        opposed = _best(self._opposed, ids, HINTS - OF_PAIRS)
        similar = _best(self._similar, ids, HINTS)
        return list(dict.fromkeys([*opposed, *similar]))[:HINTS]


def _by_statement(pairs: Iterable[Pair]) -> dict[str, list[tuple[int, Pair]]]:
    """Return the first pairs of every statement, with their ranks."""
    found: dict[str, list[tuple[int, Pair]]] = defaultdict(list)
    for rank, pair in enumerate(pairs):
        for statement_id in pair:
            if len(found[statement_id]) < HINTS:
                found[statement_id].append((rank, pair))
    return found


def _best(ranked: dict[str, list[tuple[int, Pair]]], ids: Set[str], count: int) -> list[Pair]:
    touching = {entry for statement_id in ids for entry in ranked.get(statement_id, ())}
    return [pair for _, pair in sorted(touching)[:count]]


def hints(whole: Digest, found: Hints, group: Iterable[int]) -> str:
    """Name pairs that touch the statements in focus."""
    ids = {whole.statements[place].id for place in group}
    rows = [whole.labels(pair) for pair in found.touching(ids)]
    return "\n".join(row.replace(", ", " and ") for row in rows if ", " in row) or "none"


def known(whole: Digest, group: Iterable[int], pairs: Iterable[tuple[str, str]]) -> str:
    """Name the pairs reported so far that touch the statements in focus."""
    ids = {whole.statements[place].id for place in group}
    rows = [whole.labels(pair) for pair in pairs if ids & set(pair)]
    return "\n".join(row.replace(", ", " and ") for row in rows if row) or "none"


def terms(whole: Digest, shown: Iterable[int]) -> str:
    """List defined terms and the words on which most rules hang, with where they stand."""
    where: dict[str, list[int]] = defaultdict(list)
    total = 0
    for place in shown:
        total += 1
        for lemma in dict.fromkeys(content_words(whole.statements[place].text)):
            where[lemma].append(place)
    defined = {" ".join(content_words(d.term)): d.term for d in whole.spec.definitions}
    common = [
        lemma
        for lemma in _hung_on(whole)
        if len(_sections(whole, where[lemma])) >= TERM_SECTIONS
        and len(where[lemma]) <= total * EVERYWHERE
        and lemma not in defined
    ]
    rows = []
    for lemma in [*defined, *sorted(common[:TERMS])]:
        words = [set(where.get(word, ())) for word in lemma.split()]
        if places := sorted(set.intersection(*words)) if words else []:
            step = max(1, len(places) // PER_TERM)
            labels = ", ".join(whole.label(place) for place in places[::step][:PER_TERM])
            rows.append(f"{defined.get(lemma, lemma)}: {labels}")
    return "\n".join(rows)


def _hung_on(whole: Digest) -> list[str]:
    """Return the words in what norms bear on, and in their conditions, the widest spread first."""
    found: dict[str, set[str]] = defaultdict(set)
    for norm in whole.spec.norms:
        if norm.statement_id in whole.place:
            section_id = whole.statements[whole.place[norm.statement_id]].section_id
            for part in (norm.object, norm.condition, norm.exception):
                for lemma in content_words(part or ""):
                    found[lemma].add(section_id)
    return sorted(found, key=lambda lemma: (-len(found[lemma]), lemma))


def _sections(whole: Digest, places: Iterable[int]) -> set[str]:
    return {whole.statements[place].section_id for place in places}


def order(whole: Digest, shown: Iterable[int] | None = None) -> str:
    """Write out the statements that say what wins over what."""
    spec, settling = whole.spec, Settling(whole.spec)
    rows = []
    if spec.levels:
        rows.append("Levels, highest first: " + " > ".join(spec.levels))
    for place in range(len(whole.statements)) if shown is None else shown:
        statement = whole.statements[place]
        if settling.speaks_of_order(statement):
            level = f" (level: {statement.authority})" if statement.authority else ""
            rows.append(f"[{whole.label(place)}]{level} {_line(statement.text)}")
    return "\n".join(rows)


def examples(whole: Digest, numbers: Iterable[int], most: int) -> Iterator[str]:
    """Yield some examples in batches of at most so many code points."""
    batch: list[str] = []
    for number in numbers:
        text = whole.example_text(number)
        if batch and sum(map(len, batch)) + len(text) > most:
            yield "\n\n".join(batch)
            batch = []
        batch.append(text)
    if batch:
        yield "\n\n".join(batch)


def pairs(whole: Digest, some: Sequence[tuple[str, str]]) -> str:
    """Write out pairs to be judged, with the sentences around each statement."""
    rows = []
    for number, pair in enumerate(some, 1):
        rows.append(f"[P{number}]")
        for side, statement_id in zip("AB", pair, strict=True):
            rows += _placed(whole, side, whole.place[statement_id])
    return "\n".join(rows)


def _placed(whole: Digest, side: str, place: int) -> list[str]:
    statement = whole.statements[place]
    section = next(s for s in whole.sections if s.id == statement.section_id)
    level = f", level {statement.authority}" if statement.authority else ""
    around = whole.in_section[statement.section_id]
    at = around.index(place)
    before = " ".join(_line(whole.statements[p].text) for p in around[max(0, at - AROUND) : at])
    after = " ".join(_line(whole.statements[p].text) for p in around[at + 1 : at + 1 + AROUND])
    rows = [f"{side} (section {_line(section.title) or 'Opening'}{level}): {_line(statement.text)}"]
    if before:
        rows.append(f"  before {side}: {before}")
    if after:
        rows.append(f"  after {side}: {after}")
    return rows


def _line(text: str) -> str:
    return " ".join(text.split())
