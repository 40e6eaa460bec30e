"""The parts of a spec that the task of a call points to, as text; see the prompts' inputs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate, pairwise

from specaudit.nlp.text import content_words, lemmas
from specaudit.propose import static
from specaudit.propose.digest import Digest
from specaudit.propose.scoring import Index
from specaudit.propose.settling import Settling

Pair = tuple[str, str]
"""Ids of two statements."""
HINTS, OPPOSED, CHOICE = 5, 3, 12
"""Pairs named as hints, how many of them at most are opposed rules, and how many of every
statement are considered."""
TERMS, TERM_SECTIONS = 28, 4
"""Nouns listed beside the defined terms, and sections that one must be in."""
EVERYWHERE = 0.2
"""A word in more than this part of the statements is a name, not a term."""
BEFORE, AFTER = 320, 160
"""Code points of the section that are shown before and after a statement that is judged."""
PER_STATEMENT = 2
"""Pairs of one statement that are judged: one that speaks of everything must not fill the list."""
_NAMES = frozenset(
    "a an the this that these those any each every some such no its their your".split()
)
"""Words that stand before a noun."""
_ACTS = frozenset("to can could may might must shall should will would it they you we".split())
"""Words that stand before a verb."""


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
    """Pairs from different sections that the static proposer would look at, best first."""

    def __init__(self, index: Index) -> None:
        self._sections = {s.id: s.section_id for s in index.statements}
        ids = [statement.id for statement in index.statements]
        opposed = (lead.places for lead in static.leads(index) if len(lead.places) == 2)
        ranked = sorted(index.pairs(), key=lambda p: (-p.score, p.a, p.b))
        self._opposed = self._by_statement((ids[a], ids[b]) for a, b in opposed)
        self._similar = self._by_statement((ids[p.a], ids[p.b]) for p in ranked)

    def touching(self, ids: Set[str]) -> list[Pair]:
        """Return the pairs to name for some statements: opposed ones, then similar ones.

        No statement is named twice, and no two pairs join the same sections.
        """
        chosen: list[Pair] = []
        used: set[str] = set()
        joined: set[frozenset[str]] = set()
        for ranked, most in ((self._opposed, OPPOSED), (self._similar, HINTS)):
            for pair in _ranked(ranked, ids):
                sections = frozenset(self._sections[one] for one in pair)
                if len(chosen) < most and used.isdisjoint(pair) and sections not in joined:
                    chosen.append(pair)
                    used.update(pair)
                    joined.add(sections)
        return chosen

    def _by_statement(self, pairs: Iterable[Pair]) -> dict[str, list[tuple[int, Pair]]]:
        """Return the first pairs of every statement, with their ranks."""
        found: dict[str, list[tuple[int, Pair]]] = defaultdict(list)
        for rank, pair in enumerate(pairs):
            if self._sections[pair[0]] == self._sections[pair[1]]:
                continue
            for statement_id in pair:
                if len(found[statement_id]) < CHOICE:
                    found[statement_id].append((rank, pair))
        return found


def _ranked(ranked: dict[str, list[tuple[int, Pair]]], ids: Set[str]) -> list[Pair]:
    touching = {entry for statement_id in ids for entry in ranked.get(statement_id, ())}
    return [pair for _, pair in sorted(touching)]


def few_of_each(some: Iterable[Pair]) -> list[Pair]:
    """Keep the first pairs of every statement, in the order given."""
    kept: list[Pair] = []
    uses: Counter[str] = Counter()
    for pair in some:
        if all(uses[one] < PER_STATEMENT for one in pair):
            kept.append(pair)
            uses.update(pair)
    return kept


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
    """List defined terms and the nouns on which most rules hang, with where they stand."""
    where: dict[str, list[int]] = defaultdict(list)
    total = 0
    for place in shown:
        total += 1
        for lemma in dict.fromkeys(content_words(whole.statements[place].text)):
            where[lemma].append(place)
    defined = {" ".join(content_words(d.term)): d for d in whole.spec.definitions}
    nouns = [
        lemma
        for lemma in _hung_on(whole)
        if len(_sections(whole, where[lemma])) >= TERM_SECTIONS
        and len(where[lemma]) <= total * EVERYWHERE
        and lemma not in defined
    ]
    rows = []
    for lemma in [*defined, *sorted(nouns[:TERMS])]:
        words = [set(where.get(word, ())) for word in lemma.split()]
        if places := sorted(set.intersection(*words)) if words else []:
            known = defined.get(lemma)
            stated = whole.place.get(known.statement_id or "") if known else None
            labels = ", ".join(whole.label(place) for place in places if place != stated)
            opening = f"{whole.label(stated)} defines it; " if stated is not None else ""
            rows.append(f"{known.term if known else lemma}: {opening}{labels}".rstrip(" ;"))
    return "\n".join(rows)


def _hung_on(whole: Digest) -> list[str]:
    """Return the nouns in what norms bear on, and in their conditions, the widest spread first."""
    nouns = _nouns(whole)
    found: dict[str, set[str]] = defaultdict(set)
    for norm in whole.spec.norms:
        if norm.statement_id in whole.place:
            section_id = whole.statements[whole.place[norm.statement_id]].section_id
            for part in (norm.object, norm.condition, norm.exception):
                for lemma in nouns.intersection(content_words(part or "")):
                    found[lemma].add(section_id)
    return sorted(found, key=lambda lemma: (-len(found[lemma]), lemma))


def _nouns(whole: Digest) -> set[str]:
    """Return the words that stand more often where a noun can than where a verb can."""
    balance: Counter[str] = Counter()
    for statement in whole.statements:
        for before, lemma in pairwise(lemmas(statement.text)):
            balance[lemma] += (before in _NAMES) - (before in _ACTS)
    return {lemma for lemma, count in balance.items() if count > 0}


def _sections(whole: Digest, places: Iterable[int]) -> set[str]:
    return {whole.statements[place].section_id for place in places}


def order(whole: Digest, shown: Iterable[int] | None = None) -> str:
    """Write out the statements that say what wins over what."""
    settling = Settling(whole.spec)
    rows = []
    if whole.levels:
        rows.append(whole.levels)
    for place in range(len(whole.statements)) if shown is None else shown:
        statement = whole.statements[place]
        if settling.speaks_of_order(statement):
            level = f" (level: {statement.authority})" if statement.authority else ""
            rows.append(f"[{whole.label(place)}]{level} {whole.mark(place)}{_line(statement.text)}")
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
    before = _near(whole, around[:at][::-1], BEFORE)[::-1]
    after = _near(whole, around[at + 1 :], AFTER)
    rows = [f"{side} (section {_line(section.title) or 'Opening'}{level}): {_line(statement.text)}"]
    lead = whole.lead(place)
    if lead is not None and lead not in before:
        rows.append(f"  item of a list that opens: {_shown(whole, [lead])}")
    if before:
        rows.append(f"  before {side}: {_shown(whole, before)}")
    if after:
        rows.append(f"  after {side}: {_shown(whole, after)}")
    return rows


def _near(whole: Digest, places: Sequence[int], most: int) -> list[int]:
    """Return the first place, and more of them while they fit into so many code points."""
    sizes = accumulate(len(whole.statements[place].text) for place in places)
    fit = sum(size <= most for size in sizes)
    return list(places[: max(1, fit)])


def _shown(whole: Digest, places: Sequence[int]) -> str:
    marks = ("" if whole.statements[p].normative else "(commentary) " for p in places)
    return " ".join(
        mark + _line(whole.statements[p].text) for mark, p in zip(marks, places, strict=True)
    )


def _line(text: str) -> str:
    return " ".join(text.split())
